"""References in what LaTeX moves to elsewhere: headings and captions."""

from __future__ import annotations

from typing import TYPE_CHECKING

import sphinx

if TYPE_CHECKING:
    from collections.abc import Callable

    from support import Built

    Build = Callable[..., Built]

PAGE = """\
Papers
======

About :pub:`doe` and :pub:full:`doe`, :pub:number:`doe`
-------------------------------------------------------

.. table:: Of :pub:`doe`, :pub:short:`doe`, :pub:count:`all`

   == ==
   a  b
   == ==

.. list-table:: Longer than :pub:authors:`doe`, :pub:year:`doe`
   :class: longtable

   * - a
     - b

.. publications::
"""
BIB = "@article{doe,\n author = {Doe, Jane}, title = {The $x^2$ \\& \\emph{A}}, year = 2020}\n"
TITLE = r"The \protect\(x^2\protect\) \& \sphinxstyleemphasis{A}"


def link(text: str) -> str:
    if sphinx.version_info < (9,):
        return text  # before, Sphinx made no links there
    return rf"{{\hyperref[\detokenize{{index:doe}}]{{\sphinxcrossref{{{text}}}}}}}"


def test_references_have_no_fragile_commands_there(build: Build) -> None:
    tex = build({"index.rst": PAGE, "pubs.bib": BIB}, "latex").text("test.tex")
    number = link("{[}J1{]}")
    assert rf"\chapter{{About {link(TITLE)} and {link(f'“{TITLE}” (Doe, 2020)')}, {number}}}" in tex
    assert rf"\sphinxcaption{{Of {link(TITLE)}, {link('Doe, 2020')}, 1}}" in tex
    assert rf"\caption{{Longer than {link('Doe')}, {link('2020')}\strut}}" in tex
