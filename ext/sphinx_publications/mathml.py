"""Mathematics as MathML: ``html_math_renderer = "mathml"``.

Sphinx draws mathematics with scripts from another host; browsers draw MathML by
themselves. The translation is docutils' own.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from docutils import nodes
from docutils.utils.math import MathError, latex2mathml

from sphinx_publications import diagnostics
from sphinx_publications.reports import Report, Subtype

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator


def to_mathml(tex: str, *, block: bool = False) -> str:
    """Return *tex* as a ``<math>`` element on one line.

    :raises MathError: if docutils does not know a command in it.
    """
    lines = str(latex2mathml.tex2mathml(tex, as_block=block)).splitlines()
    return "".join(line.strip() for line in lines)


def _append(self: HTML5Translator, node: nodes.Element, *, block: bool) -> None:
    tex = node.astext()
    try:
        self.body.append(to_mathml(tex, block=block))
    except MathError as error:
        message = f"the formula “{tex}” cannot be drawn: {error}; its source is shown"
        diagnostics.emit([Report(Subtype.MATH, message)], location=node)
        self.body.append(f'<code class="math">{self.encode(tex)}</code>')


def visit_math(self: HTML5Translator, node: nodes.math) -> None:
    _append(self, node, block=False)
    raise nodes.SkipNode


def visit_math_block(self: HTML5Translator, node: nodes.math_block) -> None:
    self.body.append(self.starttag(node, "div", CLASS="math"))
    _append(self, node, block=True)
    self.body.append("</div>\n")
    raise nodes.SkipNode


def setup(app: Sphinx) -> None:
    """Register the renderer; the site chooses it."""
    app.add_html_math_renderer("mathml", (visit_math, None), (visit_math_block, None))
