"""The seam before the reading of ``.bib`` files: a build that reads none loads no parser.

A name is imported when it is asked for (PEP 562).
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from sphinx_publications.reading.person_names import parse_names
    from sphinx_publications.reading.site_bibliography import read_bibliography

__all__ = ["parse_names", "read_bibliography"]

#: Name → the module of this package that has it.
_MODULES: Final = {"parse_names": "person_names", "read_bibliography": "site_bibliography"}

if not TYPE_CHECKING:

    def __getattr__(name):
        if name not in _MODULES:
            raise AttributeError(name)
        module = import_module(f"sphinx_publications.reading.{_MODULES[name]}")
        return globals().setdefault(name, getattr(module, name))
