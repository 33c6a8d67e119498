"""The edits that people make, as a state machine for hypothesis."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable
from itertools import count
from pathlib import Path
from typing import Any, ClassVar, Final, TypeVar

from hypothesis import HealthCheck, assume, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from edits import (
    AUTHORS,
    COUNTS,
    KEYS,
    LIST_OPTIONS,
    REFERENCES,
    SEARCHES,
    TITLES,
    TYPES,
    EditedSite,
    Entry,
    Page,
    listing,
)

Method = TypeVar("Method", bound="Callable[..., None]")

#: So many tests make the edits of a machine, so that they can run side by side.
PARTS = range(10)
#: How many edits each of these tests makes; "make edits" makes more.
STEPS = int(os.environ.get("EDITS", "1000")) // len(PARTS)
STEPS_A_SITE = 100
#: What the edits are drawn from: the same ones each time, unless somebody asks for others.
SEED = int(os.environ.get("EDITS_SEED", "4"))
#: An edit: the name of a method of the machine, and its arguments.
Edit = tuple[str, dict[str, Any]]
#: All edits, as strategies. One rule draws from them all alike; of many rules hypothesis would
#: leave out most on each site, and make some a hundred times more often than others.
EDITS: list[st.SearchStrategy[Edit]] = []

#: Edits after which a build is made even if no source differs.
ALWAYS_BUILT: Final = {"change_nothing", "delete_pdfs", "kill_a_build"}

key = st.sampled_from(KEYS)
place = st.integers(0, 5)
name = st.sampled_from(["papers", "talks", "notes", "deep/er", "only", "few"])
title = st.sampled_from(TITLES)
fields = st.fixed_dictionaries(
    {"title": title, "author": st.sampled_from(AUTHORS), "year": st.integers(2019, 2023).map(str)},
    optional={
        "keywords": st.sampled_from(["ml", "stats", "ml, stats"]),
        "pdf": st.sampled_from(["files/one.pdf", "files/two.pdf", "https://example.org/x.pdf"]),
        "note": st.sampled_from(["Oral", "{\\em Best} paper", "\\unknown{x}"]),
        "pubstate": st.just("submitted"),
        "crossref": key,
        "ids": st.lists(key, min_size=1, max_size=2).map(", ".join),
        "abstract": st.sampled_from(["Long.", "Longer."]),
        "author+an": st.just("1=equal"),
        "journal": st.sampled_from(["Annals", "Nature"]),
    },
)
block = st.one_of(
    st.builds(listing, st.sampled_from(LIST_OPTIONS)),
    st.builds(listing, st.just(""), key, key),
    st.builds(lambda form, one, two: form.format(one, two), st.sampled_from(REFERENCES), key, key),
    st.builds("## About {{pub}}`{}`".format, key),
    st.sampled_from(COUNTS),
    st.builds("## On {}".format, st.sampled_from(COUNTS)),
    st.sampled_from(SEARCHES),
    st.just("```{include} /parts/one.md\n```"),
    st.just("```{bibliography}\n```"),
    st.just("```{footbibliography}\n```"),
    st.just("Plain words."),
)


def at(items: list[Any], index: int) -> int:
    """Return a place in *items*, or behind them."""
    return min(index, len(items))


def edit(**arguments: st.SearchStrategy[Any]) -> Callable[[Method], Method]:
    """Make an edit of a method whose arguments are drawn from *arguments*."""

    def register(method: Method) -> Method:
        EDITS.append(st.tuples(st.just(method.__name__), st.fixed_dictionaries(arguments)))
        return method

    return register


class Edits(RuleBasedStateMachine):
    """The edits that people make."""

    steps: ClassVar = 0
    jobs_at_first: ClassVar = 1

    @initialize(number=st.integers(0, 1000))
    def start(self, number: int) -> None:
        # Hypothesis tries the simplest first: the same edit, forty times.
        assume(number)
        self.folder = tempfile.TemporaryDirectory(dir=os.environ.get("EDITS_IN"))
        self.site = EditedSite(Path(self.folder.name))
        self.site.bibs["a.bib"] = [
            Entry(f"k{n}", TYPES[n], {"title": TITLES[n], "author": AUTHORS[n], "year": f"202{n}"})
            for n in range(4)
        ]
        self.site.pages["notes"] = Page("Notes", [form.format("k1", "k2") for form in REFERENCES])
        # Nothing else on these pages has them read again.
        self.site.pages["only"] = Page("Only", ["{pub}`k1` {pub:number}`k3`"])
        self.site.pages["few"] = Page("Few", [listing(':filter: year == "2019"')])
        self.site.pages["counts"] = Page("Counts", [COUNTS[1]])
        self.site.pages["searches"] = Page("Searches", list(SEARCHES))
        self.jobs = self.jobs_at_first
        self.prepare()
        self.site.check(self.jobs)

    def prepare(self) -> None:
        """Add to the site what a machine of its own edits."""

    def teardown(self) -> None:
        if hasattr(self, "site"):
            print(f"{type(self).steps} edits so far", flush=True)
            self.folder.cleanup()

    def entry(self, bib: str, index: int) -> Entry | None:
        entries = self.site.bibs[bib]
        return entries[index] if index < len(entries) else None

    @rule(edit=st.deferred(lambda: st.one_of(EDITS)))
    def make(self, edit: Edit) -> None:
        self.make_edit(edit)

    def make_edit(self, edit: Edit) -> None:
        """Make one edit, build again and afresh, and compare."""
        if self.steps >= STEPS:
            return
        name, arguments = edit
        before = self.site.state()
        getattr(self, name)(**arguments)
        # Half of what is drawn edits nothing, such as the fifth of three entries.
        if name in ALWAYS_BUILT or self.site.state() != before:
            self.site.check(self.jobs)
            type(self).steps += 1

    # -- entries ---------------------------------------------------------------

    bib = st.sampled_from(["a.bib", "a.bib", "b.bib"])

    @edit(bib=bib, index=place, key=key, kind=st.sampled_from(TYPES), fields=fields)
    def add_entry(self, bib: str, index: int, key: str, kind: str, fields: dict[str, str]) -> None:
        entries = self.site.bibs[bib]
        if len(entries) < 8:
            entries.insert(at(entries, index), Entry(key, kind, dict(fields)))

    @edit(bib=bib, index=place)
    def delete_entry(self, bib: str, index: int) -> None:
        if self.entry(bib, index):
            del self.site.bibs[bib][index]

    @edit(bib=bib, index=place, key=key)
    def rename_entry(self, bib: str, index: int, key: str) -> None:
        if entry := self.entry(bib, index):
            entry.key = key

    @edit(bib=bib, index=place, other=place)
    def move_entry(self, bib: str, index: int, other: int) -> None:
        if entry := self.entry(bib, index):
            entries = self.site.bibs[bib]
            entries.remove(entry)
            entries.insert(at(entries, other), entry)

    @edit(bib=bib, index=place, kind=st.sampled_from(TYPES))
    def change_type(self, bib: str, index: int, kind: str) -> None:
        if entry := self.entry(bib, index):
            entry.kind = kind

    @edit(bib=bib, index=place, fields=fields, which=st.integers(0, 19))
    def change_field(self, bib: str, index: int, fields: dict[str, str], which: int) -> None:
        if entry := self.entry(bib, index):
            names = sorted({*fields, *entry.fields})
            field = names[which % len(names)]
            if field in fields:
                entry.fields[field] = fields[field]
            else:
                del entry.fields[field]

    @edit(bib=bib, index=place)
    def break_or_mend_entry(self, bib: str, index: int) -> None:
        if entry := self.entry(bib, index):
            entry.broken = not entry.broken

    # -- pages -----------------------------------------------------------------

    @edit(name=name, index=place, block=block)
    def add_block(self, name: str, index: int, block: str) -> None:
        page = self.site.pages.get(name)
        if page and not ("bibliography}" in block and block in page.blocks):
            page.blocks.insert(at(page.blocks, index), block)

    @edit(name=name, index=place)
    def delete_block(self, name: str, index: int) -> None:
        page = self.site.pages.get(name)
        if page and index < len(page.blocks):
            del page.blocks[index]

    @edit(
        name=name,
        heading=st.sampled_from(["Papers", "Papers {pub}`k1`", "{pub:count}`all` papers", "Other"]),
    )
    def change_heading(self, name: str, heading: str) -> None:
        if page := self.site.pages.get(name):
            page.heading = heading

    @edit(name=name)
    def add_or_delete_page(self, name: str) -> None:
        if self.site.pages.pop(name, None) is None:
            self.site.pages[name] = Page(name.title(), [listing("")])
        # Pages in front and behind name each other.

    @edit(name=name, other=name)
    def swap_pages(self, name: str, other: str) -> None:
        pages = self.site.pages
        if name in pages and other in pages:
            pages[name], pages[other] = pages[other], pages[name]

    @edit(block=block)
    def change_included_file(self, block: str) -> None:
        self.site.parts["parts/one.md"] = [block] if "{include}" not in block else []

    @edit(file=st.sampled_from(["files/one.pdf", "files/two.pdf"]))
    def add_or_delete_file(self, file: str) -> None:
        self.site.files ^= {file}

    # -- everything else -------------------------------------------------------

    @edit(
        change=st.sampled_from(
            [
                {"publications_numbering": "group"},
                {"publications_numbering": "prefixed"},
                {"publications_sort": "file"},
                {"publications_sort": "-year, title"},
                {"publications_details": "cite"},
                {"publications_fold_authors": 2},
                {"publications_owner": "Doe, Jane"},
                {"bibtex_reference_style": "author_year"},
                {"bibtex_reference_style": "label"},
                {"bibtex_bibfiles": ["b.bib", "a.bib"]},
                {"bibtex_bibfiles": ["a.bib"]},
                {"bibtex_bibfiles": ["a.bib", "b.bib"]},
                {"publications_pages": False},
                {"publications_pages": True},
                {"publications_title_link": "none"},
                {"publications_title_link": "doi, page"},
                {"publications_title_link": "auto"},
                {"publications_citations": "pages"},
                {"publications_citations": "lists"},
                {"publications_formats": "highwire, ris"},
                {"publications_formats": "all"},
                {"html_baseurl": ""},
                {"html_baseurl": "https://example.org/"},
                {"publications_links": {"note": "Note"}},
                {"publications_links": {}},
            ]
        )
    )
    def change_configuration(self, change: dict[str, Any]) -> None:
        self.site.project.config |= change
        self.site.all_may_change = True

    @edit(jobs=st.sampled_from([1, 1, 1, 2]))
    def change_nothing(self, jobs: int) -> None:
        self.jobs = jobs

    @edit(
        bib=bib,
        index=place,
        fields=fields,
        event=st.sampled_from(
            ["source-read", "doctree-read", "env-updated", "doctree-resolved", "html-collect-pages"]
        ),
        count=st.integers(1, 4),
        undone=st.booleans(),
    )
    def kill_a_build(
        self, bib: str, index: int, fields: dict[str, str], event: str, count: int, undone: bool
    ) -> None:
        """Edit, have the build killed that shows it, and take the edit back, or not."""
        entry = self.entry(bib, index)
        before = dict(entry.fields) if entry else {}
        if entry:
            entry.fields |= fields
        self.site.kill(event, count)
        if entry and undone:
            entry.fields = before


def make_edits(machine: type[Edits], part: int) -> None:
    """Edit, build and compare, until there were as many edits as there shall be."""
    machine.steps = 0
    # Not the same edits for each part and each machine.
    for number in count(SEED + 10_000 * machine.jobs_at_first + 1_000_000 * part):
        if machine.steps >= STEPS:
            break
        seed(number)(machine)
        run_state_machine_as_test(
            machine,
            settings=settings(
                # A failure is found again by what it prints; the sites of a day are not kept.
                database=None,
                print_blob=True,
                max_examples=-(-(STEPS - machine.steps) // STEPS_A_SITE),
                # The first step makes the site.
                stateful_step_count=STEPS_A_SITE + 1,
                deadline=None,
                suppress_health_check=list(HealthCheck),
            ),
        )
