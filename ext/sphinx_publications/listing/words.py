"""The words of ours that readers meet, and the signs that go with them: each under its id.

They are English. Another language is another :class:`Words`; "{}" stands for what differs.
The headings of groups are message ids in the rows of the vocabulary, and the names of kinds
are a setting.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from string import Formatter
from typing import Final, NamedTuple

from sphinx_publications.text.inline import Inline, InlineText, join

__all__ = ["ENGLISH", "Words", "around", "filled"]


def _english_ordinal(number: int) -> str:
    ending = {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{'th' if 10 <= number % 100 <= 20 else ending}"


def _english_takes_title(text: str) -> bool:
    return text.endswith(" as")


class RoleWords(NamedTuple):
    """The words for a part that persons had in a work."""

    #: Around their names: "translated by {}".
    by: str
    #: Behind the name of one, or the names of several, if they stand in front: "(trans.)".
    one: str = ""
    several: str = ""


_ENGLISH_ROLES: Final = {
    "editor": RoleWords("edited by {}", "(ed.)", "(eds.)"),
    "compiler": RoleWords("compiled by {}", "(comp.)", "(comps.)"),
    "founder": RoleWords("founded by {}", "(founder)", "(founders)"),
    "continuator": RoleWords("continued by {}", "(cont.)", "(conts.)"),
    "redactor": RoleWords("redacted by {}", "(red.)", "(reds.)"),
    "reviser": RoleWords("revised by {}", "(rev.)", "(revs.)"),
    "reviewer": RoleWords("reviewed by {}", "(rev.)", "(revs.)"),
    "collaborator": RoleWords("in collaboration with {}", "(collab.)", "(collabs.)"),
    "organizer": RoleWords("organized by {}", "(org.)", "(orgs.)"),
    "director": RoleWords("directed by {}", "(dir.)", "(dirs.)"),
    "illustrator": RoleWords("illustrated by {}", "(ill.)", "(ills.)"),
    "translator": RoleWords("translated by {}", "(trans.)", "(trans.)"),
    "annotator": RoleWords("annotated by {}"),
    "commentator": RoleWords("with a commentary by {}"),
    "introduction": RoleWords("with an introduction by {}"),
    "foreword": RoleWords("with a foreword by {}"),
    "afterword": RoleWords("with an afterword by {}"),
    "bookauthor": RoleWords("by {}"),
}


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language."""

    #: Its code in Unicode's CLDR.
    locale: str = "en"
    # -- references
    comma: str = ", "
    pair: str = "{} and {}"
    alternative: str = "{} or {}"
    et_al: str = "et al."
    #: biblatex's names of roles → the words for them; the last is for all that have none.
    roles: Mapping[str, RoleWords] = field(default_factory=lambda: _ENGLISH_ROLES)
    other_role: str = "{}: {}"
    by: str = "by {}"
    collaboration: str = "{} Collaboration"
    #: The name of a month and the year; with the days before the year. What is between two days.
    month_of: str = "{} {}"
    day_of: str = "{} {}, {}"
    until: str = "{}–{}"
    volume: str = "vol. {}"
    volume_of: str = "vol. {} of {}"
    volumes: str = "{} vols."
    number: str = "no. {}"
    page: str = "p.\N{NO-BREAK SPACE}{}"
    pages: str = "pp.\N{NO-BREAK SPACE}{}"
    page_total: str = "{}\N{NO-BREAK SPACE}pp."
    article: str = "article {}"
    in_language: str = "in {}"
    #: Language, and translators.
    translated_from: str = "translated from {} by {}"
    #: A series of a journal that has a number.
    ordinal_series: str = "{} ser."
    #: An identifier that has no address, and the name of its archive.
    identifier: str = "{}: {}"
    #: Title and date, as far as they are known.
    original: str = "first published {}"
    original_title: str = "first published as {}"
    edition: str = "{} edition"
    ordinal: Callable[[int], str] = _english_ordinal
    chapter: str = "chapter {}"
    version: str = "version {}"
    arxiv: str = "arXiv:{}"
    quoted: str = "“{}”"
    in_brackets: str = "({})"
    #: A title, and author and year.
    full: str = "“{}” ({})"
    #: Tells whether a title has to follow words of the author's own: "Published as".
    takes_title: Callable[[str], bool] = _english_takes_title
    same_authors: str = "{} with the authors {}"
    same_editors: str = "{} with the editors {}"
    authors_in_order: str = "{} with the authors in the order {}"
    editors_in_order: str = "{} with the editors in the order {}"
    # -- beside references
    label: str = "[{}]"
    #: Two texts, of which the second says more: "BibTeX: Journal Papers".
    named: str = "{}: {}"
    more: str = "{} more"
    more_authors: str = "{} more authors"
    permalink: str = "Permalink"
    abstract: str = "Abstract"
    cite: str = "Cite"
    bibtex: str = "BibTeX"
    copy: str = "Copy"
    copy_bibtex: str = "Copy BibTeX"
    copy_link: str = "Copy link"
    download: str = "Download .bib"
    ris: str = "RIS"
    csl_json: str = "CSL-JSON"
    page_link: str = "Page"
    # -- pages of publications
    versions: str = "Other versions"
    cited_on: str = "Cited on"
    neighbours: str = "Publications before and after this one"
    previous: str = "Previous"
    next: str = "Next"
    # -- around lists
    count: str = " ({})"
    meaning: str = " {}."
    no_year: str = "No year"
    no_kind: str = "Other publications"
    no_value: str = "Other"
    publication: str = "{} publication"
    publications: str = "{} publications"
    #: A number of publications.
    take_all: str = "Download all {}"
    everything: str = "All"
    feed: str = "Feed"
    #: The name of a site.
    feed_of: str = "New publications: {}"
    # -- the finder
    finder: str = "Find publications"
    one_of_finders: str = "Find publications (list {})"
    clear: str = "Clear"
    filter_by: str = "Filter by {}"
    kind: str = "kind"
    year: str = "year"
    venue: str = "venue"
    topic: str = "topic"
    #: Code, data, videos; and what stands in front of these.
    material: str = "extras"
    with_material: str = "With"
    shown_of_all: str = "{} of {}"
    #: A filter that was chosen: "2023".
    remove: str = "Remove {}"
    #: What was searched for, and chosen.
    no_match: str = "No publication matches {}."
    search_site: str = "Search the whole site"
    #: In front of what has most of the words of a pasted reference.
    closest: str = "No publication has all of these words. The closest:"
    #: Other names of a work: former titles.
    also_known: str = "also known as"
    cite_key: str = "cite key"
    link: str = "link"
    # -- the chart
    chart: str = "Publications per year and kind"
    chart_caption: str = "Publications per year:"
    chart_table: str = "Numbers as a table"
    chart_description: str = "A bar for each year from {} to {}. The highest is {}."
    chart_intro: str = "Publications per year and kind:"
    chart_row: str = "{}: {} ({})"
    chart_kind: str = "{}: {}"
    chart_year: str = "Year"
    chart_total: str = "Total"
    not_drawn: str = "Not drawn: {}."
    before_year: str = "{} before {}"
    without_year: str = "{} without a year"

    def counted(self, count: int) -> str:
        """Return a number of publications: "1 publication", "3 publications"."""
        return (self.publication if count == 1 else self.publications).format(count)

    def listed(self, names: Sequence[str], last: str) -> str:
        """Return names in a sentence: "A, B and C".

        :param last: the words around the last one: "{} and {}".
        """
        if len(names) < 2:
            return "".join(names)
        return last.format(self.comma.join(names[:-1]), names[-1])


ENGLISH: Final = Words()


def filled(words: str, *texts: InlineText) -> InlineText:
    """Return *words* with *texts* in the places of "{}"."""
    pieces: list[Inline] = []
    rest = iter(texts)
    for literal, place, *_ in Formatter().parse(words):
        pieces += [literal] if place is None else [literal, *next(rest)]
    return join(pieces)


def around(words: str) -> tuple[str, str]:
    """Return what stands before and behind the "{}" in *words*."""
    before, *behind = (literal for literal, *_ in Formatter().parse(words))
    return before, "".join(behind)
