"""A site of a list and of pages that link to its publications, each in another way."""

from __future__ import annotations

from support import ROOT

BIB = (ROOT / "tests/data/sample.bib").read_text(encoding="utf-8")
NEW = "@article{aaa2030,\n  author = {Zhu, Banghua},\n  title = {Newest},\n  year = 2030,\n}\n"
FILES = {
    "index.md": "# Home\n\n```{toctree}\nlist\ncite\nany\npub\nplain\n```\n",
    "list.md": "# List\n\n```{publications}\n:group-by: none\n```\n",
    "cite.md": "# Cite\n\nSee {cite:t}`doe2023fast`.\n",
    "any.md": "# Any\n\nSee {any}`zhu2022robust` and [](#zhu2022robust).\n",
    "pub.md": "# Pub\n\nSee {pub}`zhu2022robust`.\n",
    "plain.md": "# Plain\n\nNothing.\n",
    "pubs.bib": BIB,
}
