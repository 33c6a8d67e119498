"""The fields of an entry that visitors may copy: all but the author's own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from sphinx_publications.model.fields import FIELDS
from sphinx_publications.model.publication import Publication
from sphinx_publications.reading.name_signs import names_without_signs
from sphinx_publications.reading.name_splitting import may_have_signs
from sphinx_publications.text.scanner import is_balanced

__all__ = ["public_fields"]

_WEB_ADDRESS: Final = re.compile(r"[<{ ]*(?:(?:https?|ftp)://|www\.)", re.IGNORECASE)


def public_fields(publication: Publication, *, abstract: bool = False) -> Iterator[tuple[str, str]]:
    """Yield the names and the LaTeX of the fields that visitors may copy.

    Runs of white space are one space, as in BibTeX. Signs around names are left out: papers of
    other people have no footnotes for them. A field that is no known one is the author's own.

    :param abstract: with the abstract, which is much longer than all other fields.
    """
    for name, value in publication.fields.items():
        known = FIELDS.get(name.partition("+")[0])
        if known is None or not (known.public or (abstract and known.name == "abstract")):
            continue
        text = " ".join(value.split())
        if name == known.name and known.kind == "names" and may_have_signs(text):
            text = names_without_signs(text)
        if not text or not is_balanced(text, tex=False):
            continue
        # A path leads nowhere on other people's machines.
        if known.kind == "link" and not _WEB_ADDRESS.match(text):
            continue
        yield name, text
