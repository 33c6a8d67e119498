"""The settings of ``conf.py``: registered with Sphinx, checked, read.

They are declared in :mod:`sphinx_publications.listing.settings`.
"""

from __future__ import annotations

import operator
from functools import partial
from pathlib import Path, PurePath
from typing import Any

from sphinx.application import Sphinx
from sphinx.config import Config

from sphinx_publications.bib.file_bytes import BIBFILES, NO_NAME, cannot_be_read, name_problem
from sphinx_publications.listing.settings import SETTINGS, Settings, parse_settings
from sphinx_publications.model.reports import Report, Subtype
from sphinx_publications.sphinx_ext.author_year_style import is_author_year
from sphinx_publications.sphinx_ext.report_logging import log_reports
from sphinx_publications.text.control_characters import without_controls

__all__ = ["settings_from", "validate"]


def settings_from(config: Config) -> Settings:
    """Return the settings of *config*, which :func:`validate` has checked."""
    values = {setting.name: _seen(config[setting.name]) for setting in SETTINGS}
    return parse_settings(values, letters=is_author_year(config.bibtex_reference_style))


def _seen(value: Any) -> Any:
    """Return a setting without the control characters in its texts: titles, labels, names."""
    if isinstance(value, str):
        return without_controls(value)
    if isinstance(value, dict):
        return {_seen(name): _seen(part) for name, part in value.items()}
    return [_seen(part) for part in value] if isinstance(value, (list, tuple)) else value


def validate(app: Sphinx, config: Config) -> None:
    """Replace each bad setting by its default, and report it."""
    for setting in SETTINGS:
        value = config[setting.name]
        if value is setting.default:
            continue  # most are, and need nothing loaded that knows what is wrong
        try:
            setting.check(_seen(value))
        except ValueError as error:
            _report(f"{setting.name} {error}; its default is used")
            config[setting.name] = setting.default
    _validate_bibfiles(app, config)


def _validate_bibfiles(app: Sphinx, config: Config) -> None:
    """Leave out of ``bibtex_bibfiles`` what would end the build in sphinxcontrib-bibtex."""
    # Who has no lists needs no files; who has is told when these are known.
    names = [] if config.bibtex_bibfiles is None else config.bibtex_bibfiles
    if isinstance(names, (str, PurePath)):
        names = [names]  # as people write it for one file
    if isinstance(names, (set, frozenset)):
        names = sorted(names, key=str)  # in the same order in each build
    if not isinstance(names, (list, tuple)):
        _report(f'{BIBFILES} is no list of files; name your files: {BIBFILES} = ["pubs.bib"]')
        names = []
    kept: dict[Path, str | Path] = {}
    for name in names:
        try:
            str(name).encode()  # Sphinx writes its settings down in UTF-8
            problem = name_problem(partial(operator.truediv, app.confdir, name))
        except (TypeError, ValueError):
            problem = NO_NAME
        if problem == NO_NAME:
            _report(f"{BIBFILES} names “{name}”, which no file can be called; it is left out")
        elif problem:
            log_reports([cannot_be_read(problem, str(name), BIBFILES)])
        else:  # it would read all itself for a file named twice
            kept.setdefault((app.confdir / name).resolve(), name)
    config.bibtex_bibfiles = list(kept.values())


def _report(message: str) -> None:
    log_reports([Report(Subtype.CONFIG, message, "conf.py")])


def setup(app: Sphinx) -> None:
    for setting in SETTINGS:
        app.add_config_value(setting.name, setting.default, "env", setting.types, setting.help)
    # Before anything else looks at the configuration.
    app.connect("config-inited", validate, priority=400)
