"""What sphinxcontrib-bibtex does with us is what it does without: if it changes, this fails."""

from __future__ import annotations

import ast
import inspect
import pickle
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pybtex.database
import pytest
from docutils.nodes import make_id
from hypothesis import given
from hypothesis import strategies as st
from sphinxcontrib.bibtex.bibfile import BibData, BibFile, is_bibdata_outdated, parse_bibdata
from sphinxcontrib.bibtex.citation_target import CitationTarget
from sphinxcontrib.bibtex.directives import BibliographyKey, BibliographyValue
from sphinxcontrib.bibtex.domain import BibtexDomain
from sphinxcontrib.bibtex.roles import CitationRef

from sphinx_publications.cite.citation_domain import CitationDomain
from sphinx_publications.cite.lazy_entries import EntrySource
from sphinx_publications.cite.pybtex_files import read_files
from sphinx_publications.cite.upstream_domain import UpstreamDomain
from sphinx_publications.model.library import Library, assemble
from sphinx_publications.reading.site_bibliography import read_bibliography
from support import ROOT

BIB = ROOT / "tests/data/bibliography.bib"
KEYS = [f"k{number}" for number in range(6)]
PAGES = ["index", "a", "b", "deep/er"]
FILTERS = [
    "cited", "not cited", "True", "False", "docname in docnames", '"a" in docnames',
    'docnames == {"a", "b"}', 'key == "k1"', 'cited and type == "book"', 'author % "doe"',
    'year > "2000" or cited', "cited + cited", "len(cited)", "cited; cited", "cited == 1",
]  # fmt: skip
HERE = BibliographyKey("a", "here")


class Asked(dict[str, "pybtex.database.Entry"]):
    """Entries that count how often each is asked for."""

    def __init__(self, entries: Iterable[tuple[str, Any]]) -> None:
        super().__init__(entries)
        self.count: Counter[str] = Counter()

    def __getitem__(self, key: str) -> Any:
        self.count[key] += 1
        return super().__getitem__(key)


def entry(key: str) -> pybtex.database.Entry:
    number = int(key[1:])
    persons = {"author": [pybtex.database.Person("Doe, Jane" if number % 2 else "Roe, Jim")]}
    made = pybtex.database.Entry(
        ("book", "misc")[number % 2], {"year": f"{1998 + number}"}, persons
    )
    made.key = key
    return made


def domain_with(
    cited: Iterable[tuple[str, Iterable[str]]],
    expression: str = "cited",
    keys: Iterable[str] = (),
    prefix: str = "",
    entries: Iterable[str] = KEYS,
    aliases: Mapping[str, str] | None = None,
) -> tuple[UpstreamDomain, Asked]:
    """Return a domain with two files and one bibliography, for the citations *cited*.

    :param aliases: alias, behind the prefix → the key that it stands for.
    """
    domain = UpstreamDomain(SimpleNamespace(domaindata={}))  # type: ignore[arg-type]
    half = len([*entries]) // 2
    files = {Path("1.bib"): [*entries][half:], Path("2.bib"): [*entries][:half]}
    asked = Asked((key, entry(key)) for key in entries)
    bibfiles = {path: BibFile(0, dict.fromkeys(names)) for path, names in files.items()}
    data = SimpleNamespace(entries=asked)
    vars(domain)["own_keys"] = aliases or {}
    vars(domain)["bibdata"] = BibData("utf-8", bibfiles, data)
    for page, targets in cited:
        parts = [CitationTarget(key, "", "") for key in targets]
        domain.citation_refs.append(CitationRef("", page, 1, parts))
    domain.bibliographies[HERE] = BibliographyValue(
        1, [*files], "plain", "citation", "", 1, "", prefix, ast.parse(expression), {}, [*keys]
    )
    return domain, asked


CITED = st.lists(
    st.tuples(
        st.sampled_from(PAGES),
        st.lists(st.sampled_from([*KEYS, "p-k1", "p-k4", "nowhere"]), min_size=1, max_size=3),
    ),
    max_size=8,
)


@given(CITED, st.sampled_from(FILTERS), st.sets(st.sampled_from(KEYS)), st.sampled_from(["", "p-"]))
def test_filters_take_the_entries_that_they_take_without_us(
    cited: list[tuple[str, list[str]]], expression: str, keys: set[str], prefix: str
) -> None:
    domain, _ = domain_with(cited, expression, keys, prefix)
    assert [*domain.get_filtered_entries(HERE)] == [
        *BibtexDomain.get_filtered_entries(domain, HERE)
    ]


@given(CITED, st.permutations(PAGES))
def test_cited_keys_have_the_order_that_they_have_without_us(
    cited: list[tuple[str, list[str]]], pages: list[str]
) -> None:
    domain, _ = domain_with(cited)
    expected = [*BibtexDomain.get_all_cited_keys(domain, pages)]  # type: ignore[no-untyped-call]
    assert [*domain.get_all_cited_keys(pages)] == expected


ALIASES = {"old1": "k1", "older1": "k1", "p-old1": "p-k1", "old4": "k4", "p-old4": "p-k4"}


@given(
    st.lists(
        st.tuples(
            st.sampled_from(PAGES),
            st.lists(st.sampled_from([*ALIASES, "k0", "k1", "p-k4", "nowhere"]), min_size=1),
        ),
        max_size=8,
    ),
    st.sampled_from(FILTERS),
    st.sampled_from(["", "p-"]),
)
def test_who_cites_an_alias_cites_its_entry(
    cited: list[tuple[str, list[str]]], expression: str, prefix: str
) -> None:
    renamed = [(page, [ALIASES.get(key, key) for key in keys]) for page, keys in cited]
    domain, _ = domain_with(cited, expression, prefix=prefix, aliases=ALIASES)
    expected, _ = domain_with(renamed, expression, prefix=prefix)
    for name in ("get_filtered_entries", "get_sorted_entries"):
        arguments = (HERE, PAGES) if "sorted" in name else (HERE,)
        found, wanted = (getattr(it, name)(*arguments) for it in (domain, expected))
        assert [key for key, _ in found] == [key for key, _ in wanted]


@pytest.mark.parametrize(("expression", "asked_for"), [("cited", 2), ("not cited", 6)])
def test_an_entry_is_asked_for_only_if_it_may_be_taken(expression: str, asked_for: int) -> None:
    domain, asked = domain_with([("a", ["k1"])], expression, ["k2"])
    assert [*domain.get_filtered_entries(HERE)]
    assert len(asked.count) == asked_for


def test_each_citation_is_looked_at_a_few_times_for_all_entries() -> None:
    class Targets(list[CitationTarget]):
        looks = 0

        def __iter__(self) -> Any:
            Targets.looks += 1
            return super().__iter__()

    keys = [f"k{number}" for number in range(200)]
    domain, _ = domain_with(((page, [key]) for key in keys for page in PAGES), entries=keys)
    for place, reference in enumerate(domain.citation_refs):
        domain.citation_refs[place] = reference._replace(targets=Targets(reference.targets))
    assert len(dict(domain.get_sorted_entries(HERE, PAGES))) == len(keys)
    assert Targets.looks <= 4 * len(domain.citation_refs)


@pytest.mark.parametrize("domain", [UpstreamDomain, CitationDomain])
def test_methods_are_called_as_those_that_they_extend(domain: type[BibtexDomain]) -> None:
    own = [name for name in vars(domain) if name in vars(BibtexDomain) and name[0] != "_"]
    methods = [name for name in own if callable(getattr(domain, name))]
    assert methods
    for name in methods:
        ours, theirs = (inspect.signature(getattr(it, name)) for it in (domain, BibtexDomain))
        assert [*ours.parameters] == [*theirs.parameters]


def domain_of(*paths: Path) -> UpstreamDomain:
    """Return a domain that has the entries of files."""
    env: Any = SimpleNamespace(domaindata={}, config=SimpleNamespace(bibtex_encoding="utf-8-sig"))

    def library() -> Library:
        names = {path: path.name for path in paths}
        return assemble(names, read_bibliography(names, {}).publications, make_id)

    read = partial(read_files, paths, "utf-8-sig")
    domain = UpstreamDomain(env)
    domain.provide(lambda: paths, EntrySource(str, read, library))
    return domain


def test_the_entries_are_what_it_would_have_read() -> None:
    domain = domain_of(BIB)
    ours, theirs = domain.bibdata, parse_bibdata([BIB], "utf-8-sig")
    assert not is_bibdata_outdated(ours, [BIB], "utf-8-sig")
    assert is_bibdata_outdated(ours, [BIB], "latin-1")
    assert not domain.source.is_read
    assert [*ours.bibfiles[BIB].keys] == [*theirs.bibfiles[BIB].keys]
    assert [*ours.data.entries] == [*theirs.data.entries]
    assert len(ours.data.entries) == len(theirs.data.entries)
    for key, expected in theirs.data.entries.items():
        assert ours.data.entries[key.upper()] is ours.data.entries[key]
        assert ours.data.entries[key] == expected
        assert ours.data.entries[key].key == key
        assert key in ours.bibfiles[BIB].keys
    assert "nobody" not in ours.data.entries
    assert "nobody" not in ours.bibfiles[BIB].keys


def test_no_entry_is_stored_with_the_environment() -> None:
    made = domain_of(BIB).bibdata
    assert [*made.data.entries.values()]
    kept = pickle.loads(pickle.dumps(made))
    assert ([*kept.data.entries], [*kept.bibfiles[BIB].keys]) == ([], [])
    assert len(pickle.dumps(made)) < 1000
