"""Formulas as MathML, which browsers and books draw without a script.

Formulas of publications are drawn so by every HTML builder, whatever draws the site's own
formulas; those are drawn so only if the site has ``html_math_renderer = "mathml"``.
"""

from __future__ import annotations

import re
import unicodedata
from typing import Final, NamedTuple

from docutils import nodes
from docutils.utils.math import toplevel_code
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.locale import _
from sphinx.util.math import get_node_equation_number
from sphinx.writers.html5 import HTML5Translator

from sphinx_publications.html.details import encoded
from sphinx_publications.model.reports import Report, Subtype
from sphinx_publications.nodes.elements import publication_math
from sphinx_publications.sphinx_ext import lazy_printing
from sphinx_publications.sphinx_ext.report_logging import log_reports

__all__ = ["Place", "publication_formula_html", "setup"]

#: The value of ``html_math_renderer``.
RENDERER: Final = "mathml"
#: Environment → the environment that is drawn: Sphinx numbers equations, not the drawing.
_ENVIRONMENTS: Final = {
    "equation": "equation*", "align": "align*", "gather": "gather*", "split": "aligned",
    "multline": "gather*", "eqnarray": "align*", "flalign": "align*",
}  # fmt: skip
_ENVIRONMENT: Final = re.compile(rf"\\(begin|end)\{{({'|'.join(_ENVIRONMENTS)})\*?\}}")
_NUMBERING: Final = re.compile(r"\\(?:label\{[^{}]*\}|nonumber\b|notag\b)")
#: A formula that is one identifier or number.
_ALONE: Final = re.compile(r"<math[^<>]*><(mi|mn)>([^<>&]+)</\1></math>")
_SEVERAL: Final = re.compile(r"\\\\|(?<!\\)&")


class Place(NamedTuple):
    """Where an entry stands: its file, its line and its cite key."""

    path: str
    line: int
    key: str


def visit_math(self: HTML5Translator, node: nodes.math) -> None:
    self.body.append(formula_html(node.astext(), node))
    raise nodes.SkipNode


def visit_publication_math(self: HTML5Translator, node: publication_math) -> None:
    self.body.append(publication_formula_html(node.astext(), node))
    raise nodes.SkipNode


def visit_math_block(self: HTML5Translator, node: nodes.math_block) -> None:
    self.body.append(self.starttag(node, "div", CLASS="math"))
    if node.get("number"):
        self.body.append(f'<span class="eqno">({get_node_equation_number(self, node)})')
        self.add_permalink_ref(node, _("Link to this equation"))
        self.body.append("</span>")
    self.body.append(formula_html(node.astext(), node, _block(node)))
    self.body.append("</div>\n")
    raise nodes.SkipNode


def _block(node: nodes.math_block) -> str:
    """Return the source of displayed formulas: several, with an empty line between, are aligned."""
    source = node.astext()
    if not node.get("no-wrap", node.get("nowrap", False)):
        parts = [part.strip() for part in source.split("\n\n") if part.strip()]
        source = " \\\\ ".join(parts)
        if _SEVERAL.search(toplevel_code(source)):
            source = rf"\begin{{aligned}}{source}\end{{aligned}}"
    source = _ENVIRONMENT.sub(lambda env: f"\\{env[1]}{{{_ENVIRONMENTS[env[2]]}}}", source)
    return _NUMBERING.sub("", source)


def formula_html(source: str, location: nodes.Element | Place | None, block: str = "") -> str:
    """Return the HTML of a formula; report one that cannot be drawn, and return its source.

    :param location: where it stands; None if what is wrong with it is reported elsewhere.
    :param block: what is drawn, if the formula stands on lines of its own.
    """
    try:
        return lazy_printing.to_mathml(block or source, block=bool(block))
    except lazy_printing.FormulaError as error:
        message = f"the formula “{source}” cannot be drawn ({error}); its source is shown"
        if isinstance(location, Place):
            log_reports([Report(Subtype.MATH, message, *location)])
        elif location is not None:
            log_reports([Report(Subtype.MATH, message)], location=location)
        return f'<code class="math">{encoded(source)}</code>'


def publication_formula_html(source: str, location: nodes.Element | Place | None) -> str:
    """Return the HTML of a formula in a publication; a letter or a number alone is text.

    Screen readers leave formulas out of the names of links: "Pairwise or -wise Comparisons".
    """
    made = formula_html(source, location)
    if not (alone := _ALONE.fullmatch(made)):
        return made
    kind, text = alone.groups()
    # As MathML draws an identifier of one letter; "ℝ" has a style of its own.
    is_letter = len(text) == 1 and text.isalpha() and unicodedata.is_normalized("NFKC", text)
    return f"<i>{text}</i>" if kind == "mi" and is_letter else text


def add_renderer(app: Sphinx, config: Config) -> None:
    """Register the renderer where the site has chosen it.

    With MathJax's, Sphinx would have two, and take ours without being asked.
    """
    if config.html_math_renderer == RENDERER:
        app.add_html_math_renderer(RENDERER, (visit_math, None), (visit_math_block, None))


def setup(app: Sphinx) -> None:
    """Register the node of our formulas, and the renderer where the site has chosen it."""
    app.add_node(publication_math, html=(visit_publication_math, None))
    app.connect("config-inited", add_renderer)
