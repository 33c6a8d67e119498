"""The settings in ``conf.py``, each declared once: default, check, help.

A wrong value is reported and the default used; see :func:`settings_from`.
"""

from __future__ import annotations

import re
from functools import partial
from pathlib import PurePath
from typing import TYPE_CHECKING, Any, Final, NamedTuple

from sphinx_publications.bib.file_bytes import BIBFILES, IN_A_CIRCLE, cannot_be_read
from sphinx_publications.listing.settings import (
    as_list,
    make_settings,
    parse_default_details,
    parse_numbering,
)
from sphinx_publications.model.reports import Report, Subtype
from sphinx_publications.sphinx_ext import diagnostics
from sphinx_publications.sphinx_ext.citation_style import is_author_year
from sphinx_publications.text.control_characters import without_controls

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from sphinx.application import Sphinx
    from sphinx.config import Config

    from sphinx_publications.listing.settings import Settings

_PREFIX: Final = "publications_"
#: Kinds for every entry type, used where the site defines none.
DEFAULT_GROUPS: Final[Mapping[str, Mapping[str, str]]] = {
    "articles": {
        "title": "Journal articles",
        "prefix": "J",
        "filter": 'basetype in {"article", "periodical"}',
    },
    "conference": {
        "title": "Conference papers",
        "prefix": "C",
        "filter": 'basetype == "inproceedings"',
    },
    "books": {
        "title": "Books",
        "prefix": "B",
        "filter": 'basetype in {"book", "booklet", "collection", "proceedings", "manual"}',
    },
    "chapters": {
        "title": "Book chapters",
        "prefix": "Ch",
        "filter": 'basetype in {"incollection", "inbook"}',
    },
    "theses": {"title": "Theses", "prefix": "T", "filter": 'basetype == "thesis"'},
    "reports": {
        "title": "Reports and standards",
        "prefix": "R",
        "filter": 'basetype in {"report", "standard"}',
    },
    "preprints": {
        "title": "Preprints and manuscripts",
        "prefix": "P",
        "filter": 'basetype == "unpublished" or (basetype in {"misc", "online"} and eprint != "")',
    },
    "patents": {"title": "Patents", "prefix": "Pat", "filter": 'basetype == "patent"'},
    "software": {
        "title": "Software and data",
        "prefix": "S",
        "filter": 'basetype in {"software", "dataset"}',
    },
    "talks": {"title": "Talks", "prefix": "Talk", "filter": 'basetype == "presentation"'},
    "other": {"title": "Other publications", "prefix": "O", "filter": "True"},
}


def _check_owner(value: Any) -> str | None:
    names = as_list(value)
    if not isinstance(names, (list, tuple)) or not all(isinstance(name, str) for name in names):
        return 'is a BibTeX name or a list of them: "Zhu, Banghua"'
    for name in names:
        if name and not re.search(r"\w", name):
            return f"holds “{name}”, which is no BibTeX name"
    return None


def _check_groups(value: Any) -> str | None:
    if value is DEFAULT_GROUPS:
        return None
    # Imported by who needs it: each build checks its settings, and most are the defaults.
    from sphinx_publications.listing.filters import FilterError, compile_filter

    if not isinstance(value, dict):
        return "maps the name of each group to its title, prefix and filter"
    for name, group in value.items():
        if not isinstance(group, dict) or not {"title", "filter"} <= set(group):
            return f'needs a "title" and a "filter" for the group “{name}”'
        unknown = set(group) - {"title", "filter", "prefix"}
        if unknown:
            return f"has an unknown entry “{min(map(str, unknown))}” in the group “{name}”"
        if not all(isinstance(text, str) for text in group.values()):
            return f"holds something that is no text in the group “{name}”"
        try:
            compile_filter(group["filter"])
        except FilterError as error:
            return f"has a wrong filter in the group “{name}”: it {error}"
    return None


def _check_links(value: Any) -> str | None:
    if isinstance(value, dict) and all(
        isinstance(name, str) and isinstance(label, str) for name, label in value.items()
    ):
        return None
    return 'maps BibTeX fields to the labels of their links: {"talk": "Talk"}'


def _check_file_types(value: Any) -> str | None:
    types = as_list(value)
    if isinstance(types, (list, tuple)) and all(
        isinstance(file_type, str) and re.fullmatch(r"\.?[\w+-]+", file_type) for file_type in types
    ):
        return None
    return 'lists the ends of file names: ["py", "R"]'


def _check_text(value: Any) -> str | None:
    return None if isinstance(value, str) else "is a text"


def _parsed_by(parse: Callable[[str], object]) -> Callable[[Any], str | None]:
    """Return the check of a text that *parse* has to understand."""

    def check(value: Any) -> str | None:
        if not isinstance(value, str):
            return "is a text"
        try:
            parse(value)
        except ValueError as error:
            return str(error)
        return None

    return check


def _check_number(value: Any) -> str | None:
    # False is 0 in Python: never; and True is 1: always.
    is_number = isinstance(value, int) and value >= 0
    return None if is_number else "is a number (0 for never)"


class Option(NamedTuple):
    """One setting."""

    name: str
    default: Any
    types: frozenset[type]
    #: Returns what is wrong with a value, or None.
    check: Callable[[Any], str | None]
    #: One line for the reference in the README.
    help: str


OPTIONS: Final = (
    Option(
        "publications_owner",
        "",
        frozenset({str, list, tuple}),
        _check_owner,
        "Whose site it is, as a BibTeX name or a list of variants; set in bold in every list.",
    ),
    Option(
        "publications_groups",
        DEFAULT_GROUPS,
        frozenset({dict}),
        _check_groups,
        "The groups of “:group-by: kind”: name → title, filter, and prefix of the numbers.",
    ),
    Option(
        "publications_links",
        {},
        frozenset({dict}),
        _check_links,
        "Further BibTeX fields that become links, and their labels.",
    ),
    Option(
        "publications_file_types",
        [],
        frozenset({str, list, tuple}),
        _check_file_types,
        "Further kinds of files that links may publish, by the ends of their names.",
    ),
    Option(
        "publications_group_by",
        "kind",
        frozenset({str}),
        _check_text,
        "What lists are grouped by where the directive does not say.",
    ),
    Option(
        "publications_sort",
        "-year, title",
        frozenset({str}),
        _check_text,
        "How lists are sorted where the directive does not say.",
    ),
    Option(
        "publications_numbering",
        "prefixed",
        frozenset({str}),
        _parsed_by(parse_numbering),
        "How lists are numbered where the directive does not say.",
    ),
    Option(
        "publications_details",
        "auto",
        frozenset({str}),
        _parsed_by(parse_default_details),
        "What goes with references where the directive does not say: abstract, cite, bibtex, none.",
    ),
    Option(
        "publications_fold_authors",
        20,
        frozenset({int}),
        _check_number,
        "From how many authors on the middle of their list is folded away; 0 for never.",
    ),
    Option(
        "publications_finder",
        10,
        frozenset({int, bool}),
        _check_number,
        "From how many publications on a full list has a field to filter it; 0 for never.",
    ),
)


def settings_from(config: Config) -> Settings:
    """Return the settings of *config*, which :func:`validate` has checked."""
    settings = make_settings(
        {option.name.removeprefix(_PREFIX): _seen(config[option.name]) for option in OPTIONS}
    )
    return settings._replace(letters=is_author_year(config.bibtex_reference_style))


def _seen(value: Any) -> Any:
    """Return a setting without the control characters in its texts: titles, labels, names."""
    if isinstance(value, str):
        return without_controls(value)
    if isinstance(value, dict):
        return {_seen(name): _seen(part) for name, part in value.items()}
    return [_seen(part) for part in value] if isinstance(value, (list, tuple)) else value


def validate(app: Sphinx, config: Config) -> None:
    """Replace each bad setting by its default, and report it."""
    for option in OPTIONS:
        problem = option.check(config[option.name])
        if problem is None:
            continue
        message = f"{option.name} {problem}; its default is used"
        diagnostics.emit([Report(Subtype.CONFIG, message, "conf.py")])
        config[option.name] = option.default
    _validate_bibfiles(app, config)


def _validate_bibfiles(app: Sphinx, config: Config) -> None:
    """Leave out of ``bibtex_bibfiles`` what would end the build in sphinxcontrib-bibtex."""
    names = config.bibtex_bibfiles
    if isinstance(names, (str, PurePath)):
        names = [names]  # as people write it for one file
    if isinstance(names, (set, frozenset)):
        names = sorted(names, key=str)  # in the same order in each build
    if not isinstance(names, (list, tuple)):
        problem = "is not set" if names is None else "is no list of files"
        message = f'{BIBFILES} {problem}; name your files: {BIBFILES} = ["pubs.bib"]'
        diagnostics.emit([Report(Subtype.CONFIG, message, "conf.py")])
        names = []
    kept: dict[Path, str | Path] = {}
    for name in names:
        try:
            str(name).encode()  # Sphinx writes its settings down in UTF-8
            path = (app.confdir / name).resolve()
        except (TypeError, ValueError):
            message = f"{BIBFILES} names “{name}”, which no file can be called; it is left out"
            diagnostics.emit([Report(Subtype.CONFIG, message, "conf.py")])
        except RuntimeError:
            diagnostics.emit([cannot_be_read(IN_A_CIRCLE, str(name), BIBFILES)])
        else:
            kept.setdefault(path, name)  # it would read all itself for a file named twice
    config.bibtex_bibfiles = list(kept.values())


def setup(app: Sphinx) -> None:
    """Register the settings."""
    add = partial(app.add_config_value, rebuild="env")
    for option in OPTIONS:
        add(option.name, option.default, types=option.types, description=option.help)
    # Before anything else looks at the configuration.
    app.connect("config-inited", validate, priority=400)
