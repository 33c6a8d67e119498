"""What may lie under the name of a ``.bib`` file, or of a file that an entry links to."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from support import ROOT

if TYPE_CHECKING:
    from support import Built, Project

PUBS = "@misc{kept,\n author = {Doe, Jane}, title = {Kept}, year = 2020}\n"
OTHER = "@misc{other,\n author = {Roe, Ann}, title = {Other}, year = 2021}\n"
INDEX = (
    "# Papers\n\n```{publications}\n```\n\n{cite:t}`kept` {footcite}`kept`\n\n"
    "```{bibliography}\n:all:\n```\n"
)
NAMED = "; nothing of it is shown (bibtex_bibfiles in conf.py names it) [publications.file]"


def holes(path: Path) -> None:
    path.touch()
    os.truncate(path, 1 << 40)


PROBLEMS: dict[str, tuple[Callable[[Path], object], str]] = {
    "missing": (lambda it: None, "No such file or directory"),
    "pipe": (os.mkfifo, "it is a named pipe: name a .bib file instead"),
    "folder": (os.mkdir, "it is a folder: name the .bib files in it"),
    "device": (lambda it: it.symlink_to("/dev/zero"), "it is a device: name a .bib file instead"),
    "circle": (
        lambda it: it.symlink_to(it.name),
        "its symbolic links lead in a circle: put the file itself there",
    ),
    "dangling": (
        lambda it: it.symlink_to("nowhere.bib"),
        "it is a symbolic link to “nowhere.bib”, where no file is: correct the link",
    ),
    "huge": (
        holes,
        "it has more than 100,000,000 bytes: split it, if it is a .bib file",
    ),
}


def listed(built: Built) -> set[str]:
    return {str(item.get("id")) for item in built.html().cssselect("li.pub-item")}


def warning(name: str, problem: str) -> str:
    return f"WARNING: {name}: cannot be read: {problem}{NAMED}"


def copied(built: Built) -> list[str]:
    folders = ("_downloads", "_images")
    return sorted(path.name for name in folders for path in built.outdir.glob(f"{name}/**/*.p*"))


def clear(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


@pytest.mark.parametrize("kind", PROBLEMS)
def test_one_that_is_no_file_costs_no_other(project: Project, kind: str) -> None:
    make, problem = PROBLEMS[kind]
    project.config["bibtex_bibfiles"] = ["odd.bib", "pubs.bib"]
    project.write({"index.md": INDEX, "pubs.bib": PUBS})
    make(project.source / "odd.bib")
    for fresh in (True, False):
        built = project.build(fresh=fresh)
        assert built.warnings == [warning("odd.bib", problem)]
        assert listed(built) == {"kept"}


def test_a_pattern_is_told_what_it_matches_as_files_come_and_go(project: Project) -> None:
    project.config["bibtex_bibfiles"] = ["refs/*.bib", "refs\\a.bib"]
    project.write({"index.md": "# P\n\n```{publications}\n```\n", "refs/a.bib": PUBS})
    slashes = warning("refs\\a.bib", "write “refs/a.bib”: folders are separated by “/”")
    pattern = "it is a pattern: name each file that it matches ({})".format
    built = project.build()
    assert built.warnings == [warning("refs/*.bib", pattern("“a.bib”")), slashes]
    project.write({"refs/b.bib": OTHER})
    again, fresh = project.rebuild()
    assert again.warnings == fresh.warnings
    assert again.warnings == [warning("refs/*.bib", pattern("“a.bib”, “b.bib”")), slashes]


def test_all_at_once_in_latex_and_with_two_processes(project: Project) -> None:
    names = [f"{kind}.bib" for kind in PROBLEMS]
    project.write({"index.md": INDEX, "pubs.bib": PUBS})
    for kind, (make, _) in PROBLEMS.items():
        make(project.source / f"{kind}.bib")
    config = {"bibtex_bibfiles": [*names, "pubs.bib"]}
    built = project.build("latex", jobs=2, config=config)
    # What cannot even be looked up is said with the settings.
    kinds = sorted(PROBLEMS, key=lambda kind: kind != "circle")
    assert built.warnings == [warning(f"{kind}.bib", PROBLEMS[kind][1]) for kind in kinds]
    assert "Kept" in built.text("test.tex")


@pytest.mark.parametrize("page", ["index.md", "index.rst"])
def test_what_comes_goes_and_becomes_something_else(project: Project, page: str) -> None:
    text = INDEX if page == "index.md" else "Papers\n======\n\n.. publications::\n"
    project.config["bibtex_bibfiles"] = ["pubs.bib", "odd.bib"]
    project.write({page: text, "pubs.bib": PUBS})
    path = project.source / "odd.bib"
    # Each after each other, those without a file next to one another, too.
    steps = ["file", "pipe", "folder", "file", "dangling", "missing", "pipe", "missing", "circle"]
    for step in [*steps, "file", "circle", "device", "huge", "file", "missing", "file"]:
        clear(path)
        if step == "file":
            path.write_text(OTHER, encoding="utf-8")
            expected, keys = [], {"kept", "other"}
        else:
            make, problem = PROBLEMS[step]
            make(path)
            expected, keys = [warning("odd.bib", problem)], {"kept"}
        again = project.build()
        assert (again.warnings, listed(again)) == (expected, keys)
        fresh = project.build(out="fresh", fresh=True)
        assert again.text("index.html") == fresh.text("index.html")


def test_a_file_that_is_named_twice_is_read_once(project: Project) -> None:
    # sphinxcontrib-bibtex took it for a change, and read all by itself.
    broken = "@misc{kept, title = {Kept}, year = 2020}\n@misc{kept, title = {Again}}\n@misc{,}\n"
    project.write({"index.md": INDEX, "pubs.bib": broken})
    (project.source / "link.bib").symlink_to("pubs.bib")
    once = project.build()
    names = ["pubs.bib", "./pubs.bib", str(project.source / "pubs.bib"), "link.bib"]
    twice = project.build(out="twice", config={"bibtex_bibfiles": names})
    assert twice.warnings == once.warnings
    assert twice.text("index.html") == once.text("index.html")


@pytest.mark.parametrize(
    ("names", "reported", "keys"),
    [
        pytest.param(Path("pubs.bib"), [], {"kept"}, id="path"),
        pytest.param({"pubs.bib"}, [], {"kept"}, id="set"),
        pytest.param(3, ["bibtex_bibfiles is no list of files; name your files:"
                         ' bibtex_bibfiles = ["pubs.bib"]'], set(), id="number"),
        pytest.param(b"pubs.bib", ["bibtex_bibfiles is no list of files; name your files:"
                                   ' bibtex_bibfiles = ["pubs.bib"]'], set(), id="bytes"),
        pytest.param(["pubs.bib", None, "\ud800.bib"],
                     ["bibtex_bibfiles names “None”, which no file can be called; it is left out",
                      "bibtex_bibfiles names “\\ud800.bib”, which no file can be called;"
                      " it is left out"], {"kept"}, id="odd names"),
    ],
)  # fmt: skip
def test_settings_that_name_no_files(
    project: Project, names: object, reported: list[str], keys: set[str]
) -> None:
    project.write({"index.md": "# P\n\n```{publications}\n```\n", "pubs.bib": PUBS})
    built = project.build(config={"bibtex_bibfiles": names})
    expected = [f"WARNING: conf.py: {message} [publications.config]" for message in reported]
    assert (built.warnings, listed(built)) == (expected, keys)


def test_links_and_pictures_that_are_no_files_are_not_copied(project: Project) -> None:
    fields = {"pdf": "pipe.pdf", "slides": "zero.pdf", "poster": "loop.pdf", "preview": "pipe.png"}
    text = ", ".join(f"{name} = {{{target}}}" for name, target in fields.items())
    project.write(
        {
            "index.md": "# P\n\n```{publications}\n```\n",
            "pubs.bib": PUBS.replace("year", f"{text}, year"),
            **dict.fromkeys(fields.values(), "%PDF"),
        }
    )
    first = project.build()
    assert first.warnings == []
    assert copied(first) == sorted(fields.values())
    for target in fields.values():
        (project.source / target).unlink()
    os.mkfifo(project.source / "pipe.pdf")
    os.mkfifo(project.source / "pipe.png")
    (project.source / "zero.pdf").symlink_to("/dev/zero")
    (project.source / "loop.pdf").symlink_to("loop.pdf")
    again = project.build()
    fresh = project.build(out="fresh", fresh=True)
    assert again.warnings == fresh.warnings
    assert [line.partition("kept: ")[2] for line in fresh.warnings] == [
        f"field “{name}”: the file “{fields[name]}” does not exist; no"
        f" {'picture is shown' if name == 'preview' else 'link is made'} [publications.link]"
        for name in ("pdf", "slides", "poster", "preview")
    ]
    assert again.text("index.html") == fresh.text("index.html")
    assert copied(fresh) == []


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("loop.bib",
         "“bibliography” names “loop.bib”, which cannot be read: its symbolic links lead in a"
         " circle: put the file itself there; it is left out [publications.file]"),
        ("a\0.bib", "“bibliography” names “a\\x00.bib”, which cannot be read: no file can have this"
         " name: correct it; it is left out [publications.file]"),
        ("/dev/zero",
         "/dev/zero not found or not configured in bibtex_bibfiles [bibtex.bibfile_error]"),
        (".", ". not found or not configured in bibtex_bibfiles [bibtex.bibfile_error]"),
    ],
    ids=["circle", "zero", "device", "folder"],
)  # fmt: skip
@pytest.mark.parametrize("beside", ["", "pubs.bib "])
def test_bibliographies_of_what_is_no_file(
    project: Project, name: str, said: str, beside: str
) -> None:
    page = f"Papers\n======\n\n.. bibliography:: {beside}{name}\n   :all:\n   :list: bullet\n"
    project.write({"index.rst": page, "pubs.bib": PUBS})
    (project.source / "loop.bib").symlink_to("loop.bib")
    built = project.build()
    assert built.warnings == [f"index.rst:4: WARNING: {said}"]
    assert ("Kept" in built.text("index.html")) == bool(beside)


@pytest.mark.parametrize(
    "environment",
    [
        {"PYTHONIOENCODING": "ascii"},
        {"PYTHONIOENCODING": "latin-1"},
        {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    ],
    ids=["ascii", "latin-1", "C"],
)
def test_a_build_on_a_terminal_that_lacks_characters(
    project: Project, environment: dict[str, str]
) -> None:
    conf = "extensions = ['sphinx_publications']\nbibtex_bibfiles = ['a.bib', 'b.bib']\n"
    project.write(
        {
            "conf.py": conf,
            "index.rst": "Länge\n=====\n\n.. publications::\n",
            "a.bib": "@misc{größe,\n title = {Größe “朱”},\n year = {𝟚020},\n year = 2020}\n",
        }
    )
    command = [sys.executable, "-m", "sphinx", "-q", str(project.source)]
    done = subprocess.run(
        [*command, str(project.folder / "out")],
        capture_output=True,
        check=False,
        env={"PYTHONPATH": str(ROOT / "ext"), "NO_COLOR": "1", **environment},
    )
    encoding = environment.get("PYTHONIOENCODING", "ascii")
    said = [
        "a.bib:4: WARNING: größe: field “year” is given twice; the first is used (𝟚020)"
        " [publications.duplicate_field]",
        warning("b.bib", "No such file or directory"),
    ]
    expected = "".join(f"{line}\n" for line in said).encode(encoding, "backslashreplace")
    assert done.stderr.replace(f"{project.source}/".encode(), b"") == expected
    assert (done.stdout, done.returncode) == (b"", 0)
    assert "Größe “朱”" in (project.folder / "out/index.html").read_text(encoding="utf-8")
