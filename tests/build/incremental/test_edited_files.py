"""Files change on the disk: ``.bib`` files and their times, and files that entries link to."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

from linked_site import BIB, FILES
from outputs import assert_same
from support import ROOT

if TYPE_CHECKING:
    from support import Project


def test_a_change_within_one_tick_of_the_clock_is_seen(project: Project) -> None:
    project.write(FILES)
    path = project.source / "pubs.bib"
    time = path.stat().st_mtime_ns
    project.build()
    project.write({"pubs.bib": BIB.replace("Robust", "Strong")})
    os.utime(path, ns=(time, time))
    assert "Strong LLMs" in project.build().text("pub.html")


def test_a_file_of_the_same_time_and_size_is_another(project: Project) -> None:
    project.write(FILES)
    path = project.source / "pubs.bib"
    os.utime(path, (1e9, 1e9))
    project.build()
    project.write({"pubs.bib": BIB.replace("Robust", "Strong")})
    os.utime(path, (1e9, 1e9))
    again, fresh = project.rebuild()
    assert_same(again, fresh)
    assert "Strong" in again.text("pub.html")


def _opened(project: Project) -> list[str]:
    """Build in a process of its own, and return the names of the files that it opened."""
    program = (
        "import sys; names = []; sys.addaudithook("
        "lambda event, args: names.append(str(args[0])) if event == 'open' else None);"
        "from sphinx.cmd.build import main; code = main(sys.argv[1:]);"
        "print('\\n'.join(names)); sys.exit(code)"
    )
    command = [sys.executable, "-c", program, "-q", "-b", "html"]
    command += [str(project.source), str(project.folder / "html")]
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": str(ROOT / "ext")},
    )
    assert done.stderr == ""
    return done.stdout.splitlines()


def test_bib_files_that_have_not_changed_are_not_opened(project: Project) -> None:
    conf = 'extensions = ["myst_parser", "sphinx_publications"]\nbibtex_bibfiles = ["pubs.bib"]\n'
    project.write({**FILES, "conf.py": f'{conf}html_theme = "basic"\n'})
    # Changed so long ago that a clock's tick cannot hide another change.
    os.utime(project.source / "pubs.bib", (1, 1))
    assert any(name.endswith("pubs.bib") for name in _opened(project))
    opened = _opened(project)
    assert not [name for name in opened if name.endswith("pubs.bib")]
    assert not [name for name in opened if name.endswith("publications-model.pickle")]
    project.edit("plain.md", "# Plain\n\nOther words, and {pub}`zhu2022robust`.\n")
    opened = _opened(project)
    assert not [name for name in opened if name.endswith("pubs.bib")]
    assert [name for name in opened if name.endswith("publications-model.pickle")]


def test_a_linked_file_that_comes_or_goes(project: Project) -> None:
    entry = "@misc{linked,\n  title = {Linked},\n  pdf = {files/one.pdf},\n}\n"
    project.write({**FILES, "pubs.bib": BIB + entry, "files/one.pdf": "%PDF"})
    project.build()
    (project.source / "files/one.pdf").unlink()
    again, fresh = project.rebuild()
    assert "linked: field “pdf”" in "".join(again.warnings)
    assert again.text("list.html") == fresh.text("list.html")
    (item,) = again.html("list.html").cssselect("#linked")
    assert item.cssselect("a[href*='.pdf'], .pub-links") == []
    project.write({"files/one.pdf": "%PDF"})
    again, fresh = project.rebuild()
    assert_same(again, fresh)
    (item,) = again.html("list.html").cssselect("#linked")
    # The title, and the link below.
    addresses = [link.get("href") for link in item.cssselect("a[href*='.pdf']")]
    assert len(addresses) == 2
    assert len(set(addresses)) == 1


def test_a_path_that_can_be_none_does_not_end_the_build(project: Project) -> None:
    entry = f"@misc{{long,\n title = {{Long}},\n pdf = {{{'pasted ' * 60}text.pdf}},\n}}\n"
    project.write({**FILES, "pubs.bib": BIB + entry})
    built = project.build()
    assert "long: field “pdf”" in "".join(built.warnings)
