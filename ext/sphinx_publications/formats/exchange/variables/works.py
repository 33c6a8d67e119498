"""All variables of a work: found once, for the formats that visitors take along."""

from __future__ import annotations

from typing import NamedTuple

from sphinx_publications.formats.exchange.facts import language, work_type
from sphinx_publications.formats.exchange.variables.dates import Period, date_variables
from sphinx_publications.formats.exchange.variables.names import Names, name_variables
from sphinx_publications.formats.exchange.variables.texts import (
    identifier_variables,
    text_variables,
)
from sphinx_publications.model.publication import Publication
from sphinx_publications.reading.relations import record_of
from sphinx_publications.text.inline import InlineText

__all__ = ["Work", "work_of"]


class Work(NamedTuple):
    """A work as reference managers know it."""

    #: The cite key of the publication, and the record of it that others cite.
    key: str
    record: Publication
    #: Its type in CSL.
    csl: str
    #: Its type in RIS.
    ris: str
    #: The code of its language.
    language: str
    #: Variable → its value.
    names: dict[str, Names]
    dates: dict[str, Period]
    texts: dict[str, InlineText]
    identifiers: dict[str, str]


def work_of(publication: Publication, site_language: str = "en") -> Work:
    """Return the work that *publication* is, or is a version of.

    :param site_language: the language of works that name none.
    """
    record = record_of(publication)
    kind = work_type(record)
    return Work(
        publication.key,
        record,
        kind.csl,
        kind.ris,
        language(record) or site_language,
        name_variables(record),
        date_variables(record),
        text_variables(record),
        identifier_variables(record),
    )
