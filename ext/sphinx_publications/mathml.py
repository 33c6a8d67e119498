"""Mathematics as MathML: ``html_math_renderer = "mathml"``.

Sphinx draws mathematics with scripts from another host; browsers draw MathML by
themselves. The translation is docutils' own.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from docutils import nodes
from docutils.utils.math import MathError, latex2mathml

from sphinx_publications import diagnostics
from sphinx_publications.domain import domain_of
from sphinx_publications.nodes import publication_item
from sphinx_publications.reports import Report, Subtype
from sphinx_publications.strict_math import strict

if TYPE_CHECKING:
    from sphinx.application import Sphinx
    from sphinx.writers.html5 import HTML5Translator


#: Where a formula or a group begins with its exponent or its index: "CO$_2$".
_NO_BASE: Final = re.compile(r"(^|(?<!\\)\{)\s*(?=[_^])")


def to_mathml(tex: str, *, block: bool = False) -> str:
    """Return *tex* as a ``<math>`` element on one line.

    :raises MathError: if docutils cannot read it.
    """
    # To TeX nothing is a base like any other; docutils looks for one.
    with_bases = _NO_BASE.sub(r"\1{}", tex)
    try:
        math = str(latex2mathml.tex2mathml(with_bases, as_block=block))
    except MathError:
        raise
    except Exception as error:  # it has others for what it does not expect, such as "&"
        raise MathError("docutils cannot read it") from error
    return strict("".join(line.strip() for line in math.splitlines()))


def _append(self: HTML5Translator, node: nodes.Element, *, block: bool) -> None:
    tex = node.astext()
    try:
        self.body.append(to_mathml(tex, block=block))
    except MathError as error:
        why = str(error).rstrip(".")
        message = f"the formula “{tex}” cannot be drawn: {why}; its source is shown"
        diagnostics.emit([_report(self, node, message)], location=node)
        self.body.append(f'<code class="math">{self.encode(tex)}</code>')


def _report(self: HTML5Translator, node: nodes.Element, message: str) -> Report:
    """Return a report of a formula; one in a reference stands in a ``.bib`` file."""
    parent: nodes.Element | None = node
    while parent is not None and not isinstance(parent, publication_item):
        parent = parent.parent
    library = domain_of(self.builder.env).library
    publication = library.by_key.get(parent["key"]) if parent is not None else None
    if publication is None:
        return Report(Subtype.MATH, message)
    return Report(Subtype.MATH, message, publication.path, publication.line, publication.key)


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
