"""A site of .bib files that are not in UTF-8."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from support import Project

PAGE = "# Papers\n\n```{publications}\n:group-by: none\n:sort: file\n```\n"
BIB = """\
@book{a,
  author = {Fénelon, François},
  title  = {À propos des forêts},
  year   = 1999,
}

@book{b,
  author = {Süß, Jörg},
  title  = {Die Straße},
  year   = 2001,
}
"""
TITLES = ["À propos des forêts.", "Die Straße."]
TAKEN = (
    "WARNING: pubs.bib: is not in UTF-8; it was read as Western European (Windows-1252), which is"
    " a guess. To save it in UTF-8, choose “UTF-8” under “Save with encoding” in your editor, or"
    " run: iconv -f Windows-1252 -t UTF-8 pubs.bib > pubs-utf8.bib. If letters are wrong, say"
    ' what it is in, such as bibtex_encoding = "cp1250" in conf.py'
    " (--encoding cp1250 for the checker)"
    " [publications.file]"
)
STRAY = (
    "pubs.bib:9: WARNING: “Straße” is not in UTF-8, unlike the rest of the file; it was read as"
    " Western European (Windows-1252): write it anew, and save the file in UTF-8"
    " [publications.file]"
)


@pytest.mark.parametrize(
    ("data", "config", "warnings"),
    [
        (BIB.encode("cp1252"), {}, [TAKEN]),
        (BIB.encode("cp1252"), {"bibtex_encoding": "cp1252"}, []),
        (BIB.encode(), {"bibtex_encoding": "cp1252"}, []),
        (BIB.encode().replace("aße".encode(), b"a\xdfe"), {}, [STRAY]),
    ],
    ids=["guessed", "configured", "utf-8", "stray"],
)
def test_a_site_of_a_file(
    project: Project, data: bytes, config: dict[str, str], warnings: list[str]
) -> None:
    project.write({"index.md": PAGE})
    (project.source / "pubs.bib").write_bytes(data)
    built = project.build(config=config)
    titles = [title.text_content() for title in built.html().cssselect(".pub-title")]
    assert (titles, built.warnings) == (TITLES, warnings)
