"""A small site that is edited at random, and built again and afresh after each edit."""

from __future__ import annotations

import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from outputs import differences, tree
from sphinx_publications.sphinx_ext.domain import PAGES, domain_of
from sphinx_publications.sphinx_ext.pages.addresses import BIBTEX_FILES
from sphinx_publications.text.safe_names import bib_file_name
from support import Project

if TYPE_CHECKING:
    from collections.abc import Mapping

    from support import Built

KEYS = [f"k{number}" for number in range(7)] + ["K1", "k:2", "k-2"]
TITLES = ["Alpha", "Beta {B}", "Gamma $x$", 'On "d"', "{\\'E}psilon & co", "Zeta", "Eta", "Theta"]
AUTHORS = [
    "Zhu, Banghua",
    "Zhu, Banghua and Doe, Jane",
    "Doe, Jane and Poe, Al and Roe, Bo",
    "Öz, Ã",
]
TYPES = ["article", "inproceedings", "misc", "unpublished", "book", "nonsense"]
FILTERS = ['year >= "2021"', 'type == "article"', 'keywords % "ml"', "bad ="]
LIST_OPTIONS = [
    "",
    ":group-by: none",
    ":group-by: year",
    ":group-by: kind, year",
    ":group-by: keywords",
    ":numbering: reversed",
    ":numbering: continuous",
    ":numbering: none",
    ":sort: file",
    ":sort: title",
    ":limit: 2",
    ":no-index:",
    ":finder:",
    ":finder:\n:group-by: keywords",
    ":finder: no",
    ":file: b.bib",
    ":class: special",
    ":details: none",
    ":details: abstract",
    ":details: bibtex",
    ":chart:",
    *(f":filter: {text}" for text in FILTERS),
]
REFERENCES = [
    "{{pub}}`{0}`",
    "{{pub:number}}`{0}`",
    "{{pub:short}}`{0}`",
    "{{pub:full}}`{0}`",
    "{{pub:authors}}`{0}` {{pub:year}}`{0}`",
    "{{pub}}`own text <{0}>`",
    "{{any}}`{0}`",
    "[](#{0})",
    "[own text](#{0})",
    "{{cite}}`{0}`",
    "{{cite:t}}`{0}`",
    "{{cite:year}}`{0}`",
    "{{cite:p}}`{{see}}{0}{{p. 3}},{1}`",
    "{{cite:ts}}`{1},{0}`",
    "{{footcite}}`{0}`",
]
COUNTS = [f"{{pub:count}}`{text}`" for text in ["all", *FILTERS, 'nosuch == "x"', 'key == "k1"']]
#: Links to finders, which may look for what no publication has.
SEARCHES = [
    f"{{pub:find}}`found <index?{text}>`"
    for text in ["topic=ml", "year=2019&year=2020", "venue=Annals", "kind=journal", "with=code"]
]


@dataclass
class Entry:
    """A BibTeX entry."""

    key: str
    kind: str = "article"
    fields: dict[str, str] = field(default_factory=dict)
    broken: bool = False

    def __str__(self) -> str:
        lines = [f"  {name} = {{{value}}}," for name, value in self.fields.items()]
        text = "\n".join([f"@{self.kind}{{{self.key},", *lines, "}", ""])
        return text.replace("},\n", ",\n", 1) if self.broken else text


@dataclass
class Page:
    """A page: its heading, and blocks of Markdown."""

    heading: str
    blocks: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        return "\n\n".join([f"# {self.heading}", *self.blocks, ""])


class EditedSite:
    """The site, and what was built of it."""

    def __init__(self, folder: Path) -> None:
        self.project = Project(folder)
        self.project.config |= {
            "nitpicky": False,
            "bibtex_bibfiles": ["a.bib", "b.bib"],
            "publications_owner": "Zhu, Banghua",
            "exclude_patterns": ["parts"],
            "html_copy_source": False,
            "html_baseurl": "https://example.org/",
            "publications_pages": True,
            "suppress_warnings": ["toc"],
        }
        self.bibs: dict[str, list[Entry]] = {"a.bib": [], "b.bib": []}
        self.pages: dict[str, Page] = {"papers": Page("Papers", [listing("")])}
        self.parts: dict[str, list[str]] = {"parts/one.md": []}
        self.files: set[str] = set()
        #: Pages whose text an edit has changed since the last build.
        self.edited: set[str] = set()
        self.all_may_change = True
        self.killed = False
        self.trees: dict[str, str] = {}
        #: The state that the site was last built afresh of.
        self.built_afresh: object = None
        #: Pages with the cite keys of their entries.
        self.listed: set[tuple[str, str]] = set()
        #: Page → what it looks for with finders, and whether it is there.
        self.searches: Mapping[str, Mapping[tuple[str, str], bool]] = {}

    # -- writing ---------------------------------------------------------------

    def sources(self) -> dict[str, str]:
        """Return all source files."""
        names = "\n".join(sorted(self.pages))
        index = f"# Home\n\n```{{toctree}}\n{names}\n```\n"
        return {
            "index.md": index,
            **{f"{name}.md": str(page) for name, page in self.pages.items()},
            **{name: "\n".join(map(str, entries)) for name, entries in self.bibs.items()},
            **{name: "\n\n".join(blocks) + "\n" for name, blocks in self.parts.items()},
            **dict.fromkeys(self.files, "%PDF"),
        }

    def state(self) -> object:
        """Return all that a site is made of: of equal states equal sites are built."""
        return self.sources(), repr(self.project.config)

    def write(self) -> None:
        """Bring the files on the disk in line; only those that differ are written."""
        sources = self.sources()
        root = self.project.source
        for path in [path for path in root.rglob("*") if path.is_file()]:
            if str(path.relative_to(root)) not in sources:
                path.unlink()
        for name, text in sources.items():
            path = root / name
            if not path.exists() or path.read_text(encoding="utf-8") != text:
                self.project.write({name: text})
                if name.startswith("parts/"):
                    self.edited |= {page for page in self.pages if name in str(self.pages[page])}
                if name.endswith(".md"):
                    self.edited.add(name.removesuffix(".md"))

    # -- building --------------------------------------------------------------

    def build(self, jobs: int = 1) -> Built:
        """Build again."""
        return self.project.build(out="kept", jobs=jobs)

    def check(self, jobs: int = 1) -> None:
        """Build again and afresh, and compare: the outputs, and what was written."""
        self.write()
        again = self.build(jobs)
        fresh = self.project.folder / "out/fresh"
        if self.built_afresh != self.state():
            shutil.rmtree(fresh, ignore_errors=True)
            self.project.build(out="fresh", fresh=True)
            self.built_afresh = self.state()
        kept, expected = tree(again.outdir), tree(fresh)
        # Sphinx leaves behind what was made of pages and files that are no more.
        kept = {name: kept[name] for name in kept if name in expected or not _is_left_over(name)}
        assert kept == expected, differences(again.outdir, fresh)
        differ = {
            name.removesuffix(".html")
            for name, digest in kept.items()
            if name.endswith(".html") and self.trees.get(name) != digest
        } & again.app.env.found_docs
        written = set(again.written)
        # Or by a build that was to be killed, when it was, or was done before.
        assert differ <= written or self.killed
        # A page is read for the names of its entries, too, where two names have one id.
        lists, searches = domain_of(again.app.env).lists, domain_of(again.app.env).searches
        listed = {(name, key) for name in lists for record in lists[name] for key in record.keys}
        renamed = {name for name, _ in listed ^ self.listed}
        # And for what it reports of its links to finders.
        searching = {name for name in searches if searches[name] != self.searches.get(name)}
        # And written for the BibTeX that it offers as files.
        changed = {name for name, digest in kept.items() if self.trees.get(name) != digest}
        offering = {
            name for name, key in listed if f"{BIBTEX_FILES}/{bib_file_name(key)}" in changed
        }
        if not self.all_may_change:
            # Sphinx writes pages that it has read, and those whose toctree names a page
            # that is written; sphinxcontrib-bibtex's own lists depend on the whole file.
            words = ["bibliography}", "footcite"]
            words += [n for n, blocks in self.parts.items() if any(w in str(blocks) for w in words)]
            unowed = {n for n, page in self.pages.items() if any(w in str(page) for w in words)}
            owed = differ | renamed | searching | offering | self.edited
            unasked = written - owed - unowed - {"index"}
            assert not unasked
            assert written != {"index"} or "index" in owed
        self.trees, self.edited, self.all_may_change = kept, set(), False
        self.killed = False
        self.listed, self.searches = listed, searches

    def kill(self, event: str, count: int) -> None:
        """Build again, and end the process when *event* comes for the time *count*."""
        self.write()
        self.project.kill(event, count, out="kept")
        self.killed = self.all_may_change = True


def listing(options: str, *keys: str) -> str:
    """Return a list."""
    return "\n".join(part for part in ("```{publications}", options, *keys, "```") if part)


def _is_left_over(name: str) -> bool:
    """Tell whether a file is one that Sphinx itself leaves behind."""
    if name.startswith(f"{PAGES}/"):
        return False
    return name.endswith((".html", ".buildinfo.bak")) or name.startswith("_downloads/")
