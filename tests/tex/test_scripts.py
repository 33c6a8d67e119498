"""What LaTeX makes of titles in other scripts, with the settings that the manual names."""

from __future__ import annotations

import re
import shutil
import subprocess
import unicodedata
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from support import ROOT

if TYPE_CHECKING:
    from support import Built

    Build = Callable[..., Built]

OWNERS = ["朱, 邦华", "أحمد, محمد", "Иванов, Иван Иванович"]
BIB = """\
@article{zhu, author = {朱, 邦华 and 王, 小明}, title = {关于人工智能的研究：方法与应用},
 journal = {计算机学报}, year = 2020, note = {第二版}}
@article{sato, author = {佐藤, 太郎}, title = {機械学習のための確率論（がくりつろん）},
 journal = {情報処理}, year = 2021}
@book{kim, author = {김, 철수}, title = {인공지능의 이해}, publisher = {서울대학교출판부},
 year = 2019}
@article{ivanov, author = {Иванов, Иван Иванович}, journal = {Доклады Академии наук}, year = 2018,
 title = {О сходимости рядов Фурье и её приложениях}}
@article{shevchenko, author = {Шевченко, Тарас}, title = {Їжак і ґанок: дослідження «є»},
 journal = {Вісник}, year = 2017}
@article{ahmad, author = {أحمد, محمد}, title = {دراسة في نظرية الاحتمالات وتطبيقاتها},
 journal = {مجلة العلوم}, year = 2016}
@article{karimi, author = {کریمی, پژمان}, title = {یادگیری ماشین: چند گام نخست},
 journal = {پژوهش‌نامه}, year = 2015}
@article{mixed, author = {Doe, Jane and Ελληνίδης, Νίκος}, journal = {J. of Mixed 中文 Letters},
 title = {On 朱邦华, Иванов and \\emph{أحمد محمد} with $x^2$ — “quoted”}, year = 2014}
"""
PAGE = """\
Papers 论文 Статьи مقالات
=========================

As :pub:`zhu`, :pub:full:`ahmad` and :cite:t:`ivanov` say.

.. table:: Of :pub:`sato` and :pub:short:`karimi`

   == ==
   a  b
   == ==

.. publications::
"""
ENGINES = {"xelatex": "-pdfxe", "lualatex": "-pdflua"}


def settings_of(engine: str) -> dict[str, Any]:
    """Return the settings that the manual names for an engine."""
    manual = (ROOT / "docs/latex.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```python\n(.*?)^```", manual, re.DOTALL | re.MULTILINE)
    (block,) = (block for block in blocks if f'latex_engine = "{engine}"' in block)
    settings: dict[str, Any] = {}
    exec(block, {}, settings)
    return settings


@pytest.mark.parametrize("engine", ENGINES)
def test_no_letter_is_missing(build: Build, engine: str) -> None:
    files = {"index.rst": PAGE, "pubs.bib": BIB}
    built = build(files, "latex", publications_owner=OWNERS, **settings_of(engine))
    assert built.warnings == []
    command = ["latexmk", ENGINES[engine], "-interaction=nonstopmode", "-halt-on-error", "test.tex"]
    done = subprocess.run(command, cwd=built.outdir, capture_output=True, check=False)
    assert done.returncode == 0, done.stdout[-3000:].decode(errors="replace")
    log = (built.outdir / "test.log").read_text(encoding="utf-8", errors="replace")
    assert [line for line in log.splitlines() if line.startswith("Missing character")] == []
    pdf = ROOT / "_build/release-check" / f"scripts-{engine}.pdf"  # to be looked at
    pdf.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(built.outdir / "test.pdf", pdf)
    done = subprocess.run(["pdftotext", pdf, "-"], capture_output=True, check=True)
    text = unicodedata.normalize("NFKC", done.stdout.decode())
    lacking = set(unicodedata.normalize("NFKC", "".join(re.findall(r"[^\x00-\x7f]", BIB)))) - set(
        text
    )
    assert lacking - set("\u200c") == set()
