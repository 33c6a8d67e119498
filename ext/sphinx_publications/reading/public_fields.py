"""Which fields of an entry visitors may see: those that are not the author's own."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from sphinx_publications.model.fields import FIELDS
from sphinx_publications.reading.name_signs import names_without_signs
from sphinx_publications.reading.name_splitting import may_have_signs

if TYPE_CHECKING:
    from collections.abc import Iterator

    from sphinx_publications.model.publication import Publication

_WEB_ADDRESS: Final = re.compile(r"(?:https?|ftp)://|www\.", re.IGNORECASE)


def public_fields(publication: Publication, *, abstract: bool = False) -> Iterator[tuple[str, str]]:
    """Yield the fields of which visitors see something, under our names.

    :param abstract: its abstract, too, which is much longer than all else.

    White space is as BibTeX takes it: any amount of it is one space. Signs around names are
    this publication's, not the names': other people's papers have no footnote for them.
    """
    for name, value in publication.fields.items():
        known = FIELDS.get(name.partition("+")[0])
        if known is None or not (known.public or (abstract and known.name == "abstract")):
            continue
        text = " ".join(value.split())
        if name == known.name and known.kind == "names" and may_have_signs(text):
            text = names_without_signs(text)
        if not text or not is_balanced(text):
            continue
        # A path is of use on the author's own machine only.
        if known.kind == "link" and not _WEB_ADDRESS.match(text.lstrip("<{ ")):
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
