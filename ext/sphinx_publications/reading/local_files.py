"""Which files of the source folder a field may have published: those that publications have.

All else that lies there is the project's own: its sources, settings and secrets.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

if TYPE_CHECKING:
    from collections.abc import Collection

PICTURES: Final = frozenset("png jpg jpeg gif svg webp avif".split())
#: The ends of file names, in lower case, as :data:`PICTURES`. Not among them is what a
#: project of Sphinx is made of (py, md, rst, toml, json, bib …), nor "key": a presentation of
#: Keynote to some, a private key to others.
FILE_TYPES: Final = PICTURES.union(
    "pdf ps eps djvu epub doc docx odt rtf tex txt htm html".split(),
    "ppt pptx pps ppsx odp".split(),
    "mp4 m4v webm mov avi mkv ogv mpg mpeg mp3 m4a oga ogg wav flac srt vtt".split(),
    "zip gz tgz tar bz2 tbz xz txz zst 7z rar".split(),
    "csv tsv xls xlsx ods nc h5 hdf5 mat npy npz parquet feather rds rdata dta sav dat".split(),
    "fits tif tiff bmp ipynb".split(),
)


def kind_of(path: str) -> str:
    """Return the end of a file's name by which its kind is known, in lower case: "pdf"."""
    return PurePosixPath(path).suffix[1:].lower()


def publishing_problem(path: str, types: Collection[str]) -> str:
    """Return why the file at *path*, from the source folder, is not published, or "".

    :param types: the kinds of files that are, as :data:`FILE_TYPES`.
    """
    # Whoever may undo the percent signs of an address must not find another file.
    for spelling in (unquote(path), path):
        parts = PurePosixPath(spelling).parts
        if any(part.startswith(".") for part in parts):
            return "which is hidden, and never published"
        if parts and parts[-1].lower() == "conf.py":
            return "the configuration of the site, which is never published"
        kind = kind_of(spelling)
        if kind not in types:
            advice = f' (if it shall be: publications_file_types = ["{kind}"] in conf.py)'
            return f"which is of no kind that is published{advice if kind.isalnum() else ''}"
    return ""


def real_path(root: Path, target: str) -> str:
    """Return where the file *target* really is, from *root*; "" if there is none.

    Of what lies elsewhere it is the name.
    """
    path = root / target.lstrip("/")
    if not is_file(path):
        return ""
    real = Path(os.path.realpath(path))
    try:
        return real.relative_to(os.path.realpath(root)).as_posix()
    except ValueError:
        return real.name


def is_file(path: Path) -> bool:
    """Tell whether *path* is a file that can be seen; a path that can be none is not."""
    with suppress(OSError, ValueError):
        return path.is_file()
    return False
