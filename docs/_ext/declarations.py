"""The reference of options and settings, made from their declarations in the extension.

``{list-options}`` describes the options of the directive around it, ``{settings}`` the
settings of ``conf.py``, as objects that can be linked to.
"""

from __future__ import annotations

import re
from pprint import pformat
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.util.docutils import SphinxDirective
from sphinx.util.typing import ExtensionMetadata

from sphinx_publications.listing.options import LIST_OPTIONS
from sphinx_publications.listing.settings import SETTINGS

if TYPE_CHECKING:
    from sphinx_publications.listing.options import Option
    from sphinx_publications.listing.settings import Setting

__all__ = ["ListOptions", "Settings"]

#: A longer default stands below the help.
_SHORT = 40


class ListOptions(SphinxDirective):
    """Describes the options of the ``publications`` directive."""

    def run(self) -> list[nodes.Node]:
        return self.parse_text_to_nodes("\n".join(map(_described_option, LIST_OPTIONS.values())))


class Settings(SphinxDirective):
    """Describes the settings of ``conf.py``."""

    def run(self) -> list[nodes.Node]:
        return self.parse_text_to_nodes("\n".join(map(_described_setting, SETTINGS)))


def _described_option(option: Option) -> str:
    default = ""
    if option.has_setting:
        default = f"Default: ``publications_{option.field}``."
    elif option.default is False:
        default = "Default: ``no``."
    help_text = _linked(f"{option.help}\n\n{default}")
    return f"```{{rst:directive:option}} {option.name}\n{help_text}\n```\n"


def _described_setting(setting: Setting) -> str:
    types = " | ".join(sorted(f"``{it.__name__}``" for it in setting.types))
    default = pformat(setting.default, sort_dicts=False, width=88)
    shown, below = f"``{default}``", ""
    if len(default) > _SHORT:
        shown, below = "as below", f"```python\n{default}\n```\n"
    options = f":type: {types}\n:default: {shown}\n"
    return f"````{{confval}} {setting.name}\n{options}\n{_linked(setting.help)}\n{below}````\n"


def _linked(text: str) -> str:
    """Return a text whose names of settings are links."""
    return re.sub("``(publications_[a-z_]+)``", r"{confval}`\1`", text)


def setup(app: Sphinx) -> ExtensionMetadata:
    """Register the directives."""
    app.add_directive("list-options", ListOptions)
    app.add_directive("settings", Settings)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
