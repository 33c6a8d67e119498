"""Run tests with each Python, and with the oldest and the newest packages that we allow.

``make matrix`` runs this: each Python with all packages as old and as new as pyproject.toml
allows, then each of our neighbours at its oldest among the newest. The oldest are uv's
``--resolution lowest-direct``: what pyproject.toml says, of what it names.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Final

import nox
from packaging.requirements import Requirement

if TYPE_CHECKING:
    from nox import Session

ROOT: Final = Path(__file__).parent.parent
PROJECT: Final = tomllib.loads(ROOT.joinpath("pyproject.toml").read_text(encoding="utf-8"))
PYTHONS: Final = ("3.11", "3.12", "3.13")
#: Packages whose versions decide what we meet.
NEIGHBOURS: Final = ("sphinx", "docutils", "sphinxcontrib-bibtex", "myst-parser")
#: What needs no browser, and no site: what Sphinx reads, builds and says.
TESTS: Final = ("tests/build", "tests/unit/cite", "tests/unit/incremental", "tests/unit/nodes")

if pyenv := shutil.which("pyenv"):
    # It has more versions than those that are chosen, which alone would be found.
    root = subprocess.run([pyenv, "root"], capture_output=True, check=True, text=True).stdout
    found = [str(path) for path in Path(root.strip(), "versions").glob("*/bin")]
    os.environ["PATH"] = os.pathsep.join([*found, os.environ["PATH"]])
os.environ["UV_PYTHON_DOWNLOADS"] = "never"
nox.options.envdir = ROOT / "_build/matrix"
nox.options.default_venv_backend = "uv"
nox.options.error_on_missing_interpreters = True


def oldest(name: str) -> str:
    """Return a package at its oldest version, as uv is asked for it: "sphinx==8.2.*"."""
    project = PROJECT["project"]
    texts = [*project["dependencies"], *project["optional-dependencies"]["markdown"]]
    (found,) = (one for one in map(Requirement, texts) if one.name == name)
    (version,) = (one.version for one in found.specifier if one.operator == ">=")
    return f"{name}=={version}.*"


def run(session: Session, *options: str) -> None:
    """Install us and what tests of builds need, and run these.

    :param options: of ``uv pip install``, for us and our neighbours.
    """
    session.install(*options, f"{ROOT}[markdown]", silent=True)
    # None of these asks for another version of what is there.
    session.install(*PROJECT["dependency-groups"]["build-test"], silent=True)
    # What is tested is what was installed, as those have it who install us.
    ours = "--override-ini=pythonpath=tests"
    session.chdir(ROOT)
    chosen = ["-m", "not slow and not more", *TESTS]
    session.run("pytest", "-q", "-n", "auto", "--dist", "loadfile", ours, *chosen)


@nox.session(python=PYTHONS)
@nox.parametrize("packages", ["oldest", "newest"])
def builds(session: Session, packages: str) -> None:
    """Run tests of builds with all packages as old, or as new, as they may be."""
    run(session, "--resolution", "lowest-direct" if packages == "oldest" else "highest")


@nox.session(python=PYTHONS[-1])
@nox.parametrize("neighbour", NEIGHBOURS)
def old_neighbour(session: Session, neighbour: str) -> None:
    """Run tests of builds with one package as old as it may be, and all others new."""
    run(session, oldest(neighbour))
