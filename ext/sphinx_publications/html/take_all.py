"""Links to files with many publications, above a list, as HTML that folds."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from sphinx_publications.html.details import encoded, named, summary, tag
from sphinx_publications.listing.settings import Format
from sphinx_publications.listing.words import Words
from sphinx_publications.text.inline import Named

__all__ = ["take_all_html"]


def take_all_html(
    count: int, rows: Iterable[tuple[str, Mapping[Format, str]]], words: Words
) -> str:
    """Return what is in the ``details`` of a list of *count* publications.

    :param rows: the heading of a group, "" for all of the list; and the addresses of its files.
    """
    said = words.take_all.format(count)
    items = "".join(_rows(rows, words))
    return f"{summary(Named(said, said))}\n<ul>\n{items}</ul>\n"


def _rows(rows: Iterable[tuple[str, Mapping[Format, str]]], words: Words) -> Iterator[str]:
    texts = {Format.BIBTEX: words.bibtex, Format.RIS: words.ris, Format.CSL_JSON: words.csl_json}
    texts[Format.FEED] = words.feed
    for title, files in rows:
        heading = title or words.everything
        links = []
        for file, address in files.items():
            name = Named(texts[file], words.named.format(texts[file], heading))
            link = named(name, href=address)
            links.append(f"{tag('a', link)}{encoded(name.text)}</a>")
        yield f"<li><span>{encoded(heading)}</span> {' '.join(links)}</li>\n"
