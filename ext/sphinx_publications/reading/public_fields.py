"""Which fields of an entry visitors may see: those that are not the author's own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from sphinx_publications.model.aliases import KNOWN_FIELDS, NAME_FIELDS
from sphinx_publications.reading.links import FIELD_LABELS
from sphinx_publications.reading.name_signs import names_without_signs
from sphinx_publications.reading.name_splitting import may_have_signs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_publications.model.publication import Publication

#: Fields of BibTeX and biblatex that are the author's own: notes, and what steers this
#: site or a program. Abstracts have a place of their own. What is no field of BibTeX, of
#: biblatex or of al-folio's, such as "review" or "mynote", is private, too.
PRIVATE: Final = frozenset(
    "abbr abstract annotation bibtex_show crossref dimensions file gender keywords label library"
    " options preview previewalt related relatedoptions relatedstring relatedtype selected"
    " sortkey sortname topic topics xdata".split()
)
_PUBLIC: Final = KNOWN_FIELDS - PRIVATE
_WEB_ADDRESS: Final = re.compile(r"(?:https?|ftp)://|www\.", re.IGNORECASE)


def public_fields(publication: Publication, *, abstract: bool = False) -> Iterator[tuple[str, str]]:
    """Yield the fields of which visitors see something, under our names.

    :param abstract: its abstract, too, which is much longer than all else.

    White space is as BibTeX takes it: any amount of it is one space. Signs around names are
    this publication's, not the names': other people's papers have no footnote for them.
    """
    for name, value in publication.fields.items():
        known = name.partition("+")[0]
        wanted = known in _PUBLIC or (abstract and known == "abstract")
        text = " ".join(value.split())
        if name in NAME_FIELDS and may_have_signs(text):
            text = names_without_signs(text)
        if not wanted or not text or not is_balanced(text):
            continue
        # A path is of use on the author's own machine only.
        if known in FIELD_LABELS and not _WEB_ADDRESS.match(text.lstrip("<{ ")):
            continue
        yield name, text


def is_balanced(value: str) -> bool:
    """Tell whether each brace in *value* has its other half, as BibTeX counts them."""
    depth = 0
    for brace in re.findall("[{}]", value):
        depth += 1 if brace == "{" else -1
        if depth < 0:
            return False
    return depth == 0
