"""Projects in ``tmp_path``, built by Sphinx itself, in this process."""

from __future__ import annotations

import io
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from jinja2 import BytecodeCache
from lxml import html as lxml_html
from sphinx import locale
from sphinx.application import Sphinx
from sphinx.util.docutils import docutils_namespace, patch_docutils

if TYPE_CHECKING:
    from types import CodeType

    from jinja2 import Environment
    from jinja2.bccache import Bucket
    from lxml.html import HtmlElement

ROOT = Path(__file__).parent.parent
_COLOR = re.compile(r"\x1b\[[0-9;]*m")


@dataclass
class Output:
    """What a builder wrote."""

    outdir: Path
    #: Warnings, one a line, with the project's folder left out.
    warnings: list[str]

    def text(self, name: str) -> str:
        """Return an output file."""
        return (self.outdir / name).read_text(encoding="utf-8")

    def html(self, name: str = "index.html") -> HtmlElement:
        """Return an output page, parsed."""
        return lxml_html.document_fromstring(self.text(name))


@dataclass
class Built(Output):
    """What a build in this process left behind."""

    app: Sphinx
    #: The pages that were read, and those that were written.
    read: list[str]
    written: list[str]
    #: What Sphinx said of its progress.
    status: str

    def doctree(self, docname: str = "index") -> str:
        """Return a page's doctree as indented pseudo-XML, before references are resolved."""
        return str(self.app.env.get_doctree(docname).pformat())


def copy_site(target: Path) -> None:
    """Copy all that the real site is built of, as files that were written just now."""
    ignored = shutil.ignore_patterns(".*", "_build", "dist", "tests")
    shutil.copytree(ROOT, target, ignore=ignored, copy_function=shutil.copy)


def build_site(
    builder: str, folder: Path, source: Path = ROOT, *, options: Sequence[str] = ()
) -> Output:
    """Build the real site, or a copy of it, as ``make html`` does, in a process of its own."""
    outdir = folder / builder
    command = [sys.executable, "-m", "sphinx", "-q", "-n", "-W", "--keep-going", "-b", builder]
    command += ["-d", str(folder / "doctrees" / builder), *options, str(source), str(outdir)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return Output(outdir, _lines(done.stderr))


def _lines(text: str) -> list[str]:
    return [line for line in _COLOR.sub("", text).splitlines() if line.strip()]


class CompiledTemplates(BytecodeCache):
    """Templates as Jinja compiles them: a third of the time of a build that is not the first."""

    def __init__(self) -> None:
        self.compiled: dict[str, bytes] = {}
        self.texts: dict[str, CodeType] = {}

    def serve(self, environment: Environment) -> None:
        """Have *environment* compile nothing again: no file, and no text without a name."""
        environment.bytecode_cache = self
        compiled = environment.compile

        def compile_once(source: str, *names: Any, **options: Any) -> CodeType:
            if names or options:
                return compiled(source, *names, **options)
            if source not in self.texts:
                self.texts[source] = compiled(source)
            return self.texts[source]

        environment.compile = compile_once  # type: ignore[method-assign, assignment]

    def load_bytecode(self, bucket: Bucket) -> None:
        if bucket.key in self.compiled:
            bucket.bytecode_from_string(self.compiled[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        self.compiled[bucket.key] = bucket.bytecode_to_string()


class Project:
    """A Sphinx project in a folder of its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.source = folder / "source"
        self.source.mkdir(parents=True, exist_ok=True)
        self.templates = CompiledTemplates()
        self.config: dict[str, Any] = {
            "show_warning_types": True,  # as Sphinx has it since 8.0
            "extensions": ["myst_parser", "sphinx_publications"],
            "bibtex_bibfiles": ["pubs.bib"],
            "html_theme": "basic",
            "myst_enable_extensions": ["colon_fence"],
            "project": "Test",
            "nitpicky": True,
        }

    def write(self, files: Mapping[str, str]) -> None:
        """Write source files."""
        for name, text in files.items():
            path = self.source / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")

    def edit(self, name: str, text: str) -> None:
        """Write a source file so that its time is later for certain, however coarse the clock."""
        path = self.source / name
        before = path.stat().st_mtime if path.exists() else 0
        self.write({name: text})
        later = max(path.stat().st_mtime, before + 2)
        os.utime(path, (later, later))

    def rebuild(self, **options: Any) -> tuple[Built, Built]:
        """Build again, and the same sources afresh."""
        return self.build(**options), self.build(out="fresh", fresh=True)

    def kill(self, event: str, count: int = 1, **options: Any) -> int:
        """Build, and end the process when *event* comes for the time *count*.

        The exit code is 9, or 1 where the build was done, or failed, before that.
        """
        child = os.fork()
        if child == 0:
            try:
                self.build(**options, killed_at=(event, count))
            finally:
                os._exit(1)
        return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])

    def build(
        self,
        builder: str = "html",
        *,
        out: str = "",
        fresh: bool = False,
        jobs: int = 1,
        config: Mapping[str, Any] | None = None,
        doctrees: str = "",
        killed_at: tuple[str, int] | None = None,
        only: Sequence[str] = (),
    ) -> Built:
        """Build, again if it was built before, and return the result.

        :param only: the source files to be built; all that have changed if there are none.
        :param killed_at: an event, and when it comes for which time the process ends.
        """
        outdir = self.folder / "out" / (out or builder)
        warnings, status = io.StringIO(), io.StringIO()
        read: list[str] = []
        written: list[str] = []
        # Or Sphinx would go on in the language of an earlier build of this process.
        locale.translators.clear()
        with patch_docutils(), docutils_namespace():
            app = Sphinx(
                srcdir=self.source,
                confdir=None,
                outdir=outdir,
                doctreedir=self.folder / "doctrees" / (doctrees or out or builder),
                buildername=builder,
                confoverrides={**self.config, **(config or {})},
                status=status,
                warning=warnings,
                freshenv=fresh,
                parallel=jobs,
            )
            loader = getattr(app.builder, "templates", None)
            if loader is not None:
                self.templates.serve(loader.environment)
            app.connect("source-read", lambda app, docname, source: read.append(docname))
            app.connect(
                "env-before-read-docs", lambda app, env, docnames: read.extend(docnames), 900
            )
            app.connect("doctree-resolved", lambda app, tree, name: written.append(name))
            if killed_at:
                event, count = killed_at
                left = iter(range(count - 1))
                app.connect(event, lambda *_: next(left, None) is None and os._exit(9), 999)
            app.build(filenames=[self.source / name for name in only])
        return Built(
            outdir,
            _lines(warnings.getvalue().replace(f"{self.source}/", "")),
            app,
            sorted(set(read)),
            sorted(set(written)),
            _COLOR.sub("", status.getvalue()),
        )
