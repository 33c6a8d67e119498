"""What was made, kept beside the doctrees: a PDF, what it was made of, and when to do it again."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote, unquote

from sphinx.util.osutil import ensuredir

if TYPE_CHECKING:
    from typst_pdf.settings import Document

__all__ = ["Kept", "circumstances", "root"]


def root(doctreedir: str | Path) -> Path:
    """Return the folder in which PDFs are kept."""
    return Path(doctreedir, "typst_pdf")


def circumstances(document: Document, confdir: str | Path) -> str:
    """Return a digest of what a PDF depends on beside its pages and the configuration."""
    ours = Path(__file__).parent
    files = [path for pattern in ("*.py", "*.typ") for path in sorted(ours.rglob(pattern))]
    files.append(Path(confdir, document.style))
    digest = hashlib.sha256(f"{version('typst')} {document.day()}".encode())
    for path in files:
        if path.is_file():
            digest.update(b"\0" + path.read_bytes())
    for folder in document.font_paths:  # they are large: others have another time
        for path in sorted(Path(confdir, folder).rglob("*")):
            about = path.stat()
            digest.update(f"\0{path.name} {about.st_size} {about.st_mtime_ns}".encode())
    return digest.hexdigest()


@dataclass(frozen=True)
class Kept:
    """The folder of one PDF; *target* is its path in the output."""

    folder: Path
    target: str

    @classmethod
    def of(cls, doctreedir: str | Path, target: str) -> Kept:
        """Return the folder of *target*."""
        return cls(root(doctreedir) / quote(target, safe=""), target)

    @classmethod
    def all(cls, doctreedir: str | Path) -> Iterator[Kept]:
        """Yield the folders of all that were made."""
        for folder in sorted(root(doctreedir).glob("*.pdf")):
            yield cls(folder, unquote(folder.name))

    @property
    def pdf(self) -> Path:
        """The PDF; there is none if it could not be made."""
        return self.folder / "document.pdf"

    def is_of(self, circumstances: str) -> bool:
        """Tell whether it was made in these circumstances, or could not be."""
        return self._read("circumstances") == circumstances

    def is_made_of(self, sources: Mapping[str, bytes], circumstances: str) -> bool:
        """Tell whether there is a PDF, and it was made of this."""
        return self.pdf.exists() and self._read("digest") == _digest(sources, circumstances)

    def begin(self, sources: Mapping[str, bytes], circumstances: str) -> None:
        """Forget what was made, and write the sources of what is to be made."""
        shutil.rmtree(self.folder, ignore_errors=True)
        for name, content in sources.items():
            ensuredir((self.folder / name).parent)
            (self.folder / name).write_bytes(content)
        (self.folder / "circumstances").write_text(circumstances, "utf-8")

    def end(self, sources: Mapping[str, bytes], circumstances: str) -> None:
        """Note that the PDF was made."""
        (self.folder / "digest").write_text(_digest(sources, circumstances), "utf-8")

    def put_into(self, outdir: str | Path) -> None:
        """Have the file in the output that was made, or none, in one step."""
        file = Path(outdir, self.target)
        if not self.pdf.exists():
            file.unlink(missing_ok=True)
        elif not self._is_in(file):
            ensuredir(file.parent)
            draft = file.with_name(f".{file.name}.draft")
            draft.write_bytes(self.pdf.read_bytes())
            draft.replace(file)

    def take_out_of(self, outdir: str | Path) -> None:
        """Remove the file from the output; another one at its place may be the author's own."""
        file = Path(outdir, self.target)
        if self.pdf.exists() and self._is_in(file):
            file.unlink()

    def _is_in(self, file: Path) -> bool:
        return file.is_file() and file.read_bytes() == self.pdf.read_bytes()

    def _read(self, name: str) -> str:
        path = self.folder / name
        return path.read_text("utf-8") if path.is_file() else ""


def _digest(sources: Mapping[str, bytes], circumstances: str) -> str:
    digest = hashlib.sha256(circumstances.encode())
    for name, content in sorted(sources.items()):
        digest.update(f"\0{name}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()
