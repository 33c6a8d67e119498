"""Reports → Sphinx's log: each as a warning with its subtype and place, and all in one line."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from docutils.nodes import Node
from sphinx.util import logging

from sphinx_publications.model.reports import Report

__all__ = ["WARNING_TYPE", "log_reports", "log_summary"]

#: The type of all our warnings: ``suppress_warnings = ["publications"]`` silences them.
WARNING_TYPE = "publications"


def log_reports(reports: Iterable[Report], location: Node | tuple[str, int] | None = None) -> None:
    """Log *reports* as warnings.

    :param location: the place of reports that have no file and line of their own.
    """
    logger = logging.getLogger(__name__)
    for report in reports:
        # Sphinx takes a place without a line for the name of a page.
        has_place = bool(report.path) and report.line is not None
        logger.warning(
            "%s",
            report.text if has_place else str(report),
            type=WARNING_TYPE,
            subtype=report.subtype.value,
            location=report.place if has_place else location,
        )


def log_summary(entries: int, files: int, reports: Sequence[Report]) -> None:
    """Log in one line how many entries were read, and the number of reports by subtype."""
    counts = Counter(str(report.subtype) for report in reports)
    found = ", ".join(f"{count} {name}" for name, count in sorted(counts.items()))
    logging.getLogger(__name__).info(
        "publications: %d in %d file%s%s",
        entries,
        files,
        "" if files == 1 else "s",
        f"; {len(reports)} reports: {found}" if reports else "",
    )
