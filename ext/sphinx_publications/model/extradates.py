"""Letters behind dates: biblatex's ``extradate``, which tells equal labels apart."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain, count, product
from string import ascii_lowercase

from sphinx_publications.model.publication import NO_DATE, Date, Publication
from sphinx_publications.text.collation import natural_key

__all__ = ["with_extradates"]


def _labelname(publication: Publication) -> str:
    """Return the creators, or else the title, as English has them in running text."""
    names, more = publication.labelnames
    # A title may be the same: "Doe and Zhu".
    return f"{' and '.join(names)}{' et al.' * more}" if names else publication.title_text


def with_extradates(publications: Iterable[Publication]) -> tuple[Publication, ...]:
    """Return *publications* with letters behind the dates of those whose labels are equal.

    As in biblatex, letters go by title, then by place in the file, and no list changes them.
    A label that an author has made unique ("2022a") is given to no other publication.
    Publications with ``options = {skipbib}`` neither get letters nor take them.
    """
    publications = tuple(publications)
    labels: dict[tuple[str, str], list[Publication]] = {}
    for publication in publications:
        if publication.listed:
            label = _labelname(publication), publication.date.text or NO_DATE
            labels.setdefault(label, []).append(publication)
    dates: dict[str, Date] = {}
    for (name, text), twins in labels.items():
        if len(twins) > 1:
            twins.sort(key=lambda publication: natural_key(publication.title_text))
            words = chain.from_iterable(product(ascii_lowercase, repeat=size) for size in count(1))
            letters = map("".join, words)  # a, b … z, aa, ab
            free = (it for it in letters if (name, Date(text, extradate=it).label) not in labels)
            for twin, letter in zip(twins, free, strict=False):
                dates[twin.key] = twin.date._replace(extradate=letter)
    return tuple(
        publication._replace(date=dates.get(publication.key, publication.date))
        for publication in publications
    )
