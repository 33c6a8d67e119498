"""Build Sphinx projects without this extension and with it, and print what differs.

    PYTHONPATH=ext:tests python -m guest ../project/docs

Nothing may: who has added us to the extensions, and nothing else, has asked for nothing yet.
It ends with 1 if something differs, and with 2 if no project can be built without us. What a
project needs has to be installed beside us.
"""

from __future__ import annotations

import argparse
import difflib
import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final, NamedTuple

import sphinx_publications

OURS: Final = Path(sphinx_publications.__file__).parent
#: The last line of ``conf.py``, as an author would add us.
_LAST: Final = '\nextensions = [*globals().get("extensions", []), "sphinx_publications"]\n'
_FIRST: Final = '\nextensions = ["sphinx_publications", *globals().get("extensions", [])]\n'
#: As an author would add sphinxcontrib-bibtex, which we need, alone.
_NEEDED: Final = """
extensions = [*globals().get("extensions", []), "sphinxcontrib.bibtex"]
bibtex_bibfiles = globals().get("bibtex_bibfiles", [])
"""
#: A digest of the settings, ours among them; and what Sphinx keeps for its next build.
_APART: Final = {".buildinfo", "environment.pickle"}
_ASSETS: Final = {f"_static/{path.name}" for path in (OURS / "static").iterdir()}
#: Colours, and where an object lies in memory: "<… object at 0x7f00>".
_CHANCE: Final = re.compile(r"\x1b\[[0-9;]*m|\b0x[0-9a-f]{6,}")
#: So many lines of each difference are printed, and so much of a line.
_LINES: Final = 12
_WIDTH: Final = 400


class Built(NamedTuple):
    """What a build left behind."""

    #: 0 if Sphinx came to an end.
    status: int
    #: All that it said.
    said: str
    #: The name of each output file, and "warnings" → its content.
    files: dict[str, bytes]

    @property
    def reason(self) -> str:
        """What ended the build."""
        return self.said.partition("The full traceback")[0].strip().rpartition("\n")[2].strip()


def output(outdir: Path, warnings: str) -> dict[str, bytes]:
    """Return the name of each output file, and "warnings" → what has to be the same in it.

    Of warnings it is which there are, not when Sphinx comes to know of them.
    """
    files = {
        path.relative_to(outdir).as_posix(): _content(path)
        for path in sorted(outdir.rglob("*"))
        if path.is_file() and path.name not in _APART
    }
    kept = {name: content for name, content in files.items() if name not in _ASSETS}
    said = "\n".join(sorted(_CHANCE.sub("", warnings).splitlines()))
    return {"warnings": said.encode(), **kept}


def _content(path: Path) -> bytes:
    if path.suffix == ".epub":
        with zipfile.ZipFile(path) as book:  # its files have the time of their writing
            return json.dumps([(file.filename, file.CRC) for file in book.infolist()]).encode()
    content = path.read_bytes()
    if path.name in {"searchindex.js", "searchindex.json"}:
        index = json.loads(content[content.index(b"{") : content.rindex(b"}") + 1])
        del index["envversion"]  # the versions of extensions
        return json.dumps(index, indent=0).encode()
    return content


def differences(one: Mapping[str, bytes], other: Mapping[str, bytes]) -> dict[str, str]:
    """Return the name of each file that differs → the lines that do, as far as one wants to see."""
    names = [name for name in {**one, **other} if one.get(name) != other.get(name)]
    return {name: "\n".join(_lines(one.get(name), other.get(name))) for name in names}


def _lines(one: bytes | None, other: bytes | None) -> Iterator[str]:
    if one is None or other is None:
        yield f"is only there {'without' if other is None else 'with'} us"
        return
    # An HTML page may be one long line.
    old, new = (
        text.decode(errors="replace").replace(">", ">\n").splitlines() for text in (one, other)
    )
    lines = [*difflib.unified_diff(old, new, n=0, lineterm="")][2:]
    yield from (line[:_WIDTH] for line in lines[:_LINES])
    if len(lines) > _LINES:
        yield f"… and {len(lines) - _LINES} lines more"


@dataclass(frozen=True, slots=True)
class Guest:
    """How projects are built."""

    #: Options of ``sphinx-build``.
    options: Sequence[str] = ()
    #: The folder that is copied, with all that ``conf.py`` looks for; if None the project.
    root: Path | None = None
    #: Folders that modules of the projects are in.
    modules: Sequence[Path] = ()
    #: The line that adds us to ``conf.py``.
    line: str = _LAST

    def compared(self, project: Path) -> dict[str, str] | str:
        """Return the files that differ, and how; or why there is nothing to compare.

        Of a file that is another one in two builds without us there is nothing to say.
        """
        with TemporaryDirectory(prefix="guest-") as name:
            folder = Path(name, "guest")
            stock = self.built(project, folder, "\n")
            if stock.status:
                return stock.reason
            ours = self.built(project, folder, self.line)
            if ours.status:
                needed = self.built(project, folder, _NEEDED)
                if needed.status:
                    return f"with sphinxcontrib-bibtex alone: {needed.reason}"
                return {"status": f"cannot be built with us: {ours.reason}"}
            found = differences(stock.files, ours.files)
            again = self.built(project, folder, "\n") if found else stock
        for name in differences(stock.files, again.files):
            found[name] = ""
        return found

    def built(self, project: Path, folder: Path, line: str) -> Built:
        """Build a copy of a project, in the same place each time, so that no path differs.

        :param folder: of the copy and the output; what a build before left there is deleted.
        :param line: is added to ``conf.py``.
        """
        shutil.rmtree(folder, ignore_errors=True)
        root, outdir = self.root or project, folder / "out"
        shutil.copytree(root, folder / "root", symlinks=True)
        source = folder / "root" / project.relative_to(root)
        with (source / "conf.py").open("a", encoding="utf-8") as file:
            file.write(line)
        outdir.mkdir()
        # Without -P the folder that Sphinx is called in would be looked through for modules.
        command = [sys.executable, "-P", "-m", "sphinx", "-q", *self.options]
        done = subprocess.run(
            [*command, "-d", str(folder / "doctrees"), str(source), str(outdir)],
            cwd=source,
            env={
                **os.environ,
                "NO_COLOR": "1",
                "PYTHONHASHSEED": "0",
                "PYTHONPATH": os.pathsep.join(map(str, [OURS.parent, *self.modules])),
                "SOURCE_DATE_EPOCH": "1700000000",
            },
            capture_output=True,
            text=True,
            check=False,
        )
        said = done.stderr.replace(f"{folder}/root/", "")
        return Built(done.returncode, said, output(outdir, said))


def main(arguments: Sequence[str] | None = None) -> int:
    """Compare the projects that the command line names."""
    parser = argparse.ArgumentParser(prog="guest", description=__doc__)
    parser.add_argument("project", nargs="+", type=_folder, help="a folder with a conf.py")
    parser.add_argument("-b", metavar="BUILDER", default="html", help="html if not given")
    parser.add_argument("-D", metavar="NAME=VALUE", action="append", default=[], help="a setting")
    parser.add_argument("--root", type=_folder, help="a folder above that conf.py looks into")
    parser.add_argument(
        "--path", type=_folder, action="append", default=[], help="a folder with its modules"
    )
    parser.add_argument("--first", action="store_true", help="add us before other extensions")
    asked = parser.parse_args(arguments)
    options = ["-b", asked.b, *(f"-D{setting}" for setting in asked.D)]
    guest = Guest(options, asked.root, asked.path, _FIRST if asked.first else _LAST)
    broken: list[str] = []
    differ = 0
    for project in asked.project:
        found = guest.compared(project)
        if isinstance(found, str):
            broken.append(f"  {project}: {found}")
            continue
        wrong = {name: lines for name, lines in found.items() if lines}
        differ += bool(wrong)
        print(f"{project}: {f'{len(wrong)} differ' if wrong else 'the same'}", flush=True)
        for name, lines in found.items():
            said = lines or "is another one in two builds without us, too"
            print(f"  {name}", *said.splitlines(), sep="\n    ")
    built = len(asked.project) - len(broken)
    print(f"\n{built} projects built, of which {differ} differ")
    if broken:
        print(f"{len(broken)} cannot be built, whatever we do:", *broken, sep="\n")
    return int(bool(differ)) if built else 2


def _folder(name: str) -> Path:
    return Path(name).resolve()


if __name__ == "__main__":
    sys.exit(main())
