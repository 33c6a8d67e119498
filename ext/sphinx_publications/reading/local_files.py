"""Files of the source folder that a field may publish: where they are, and which may not be.

A field may publish PDFs, slides, data and other files of the usual types. All other files in
the folder, such as sources, settings and secrets, stay private.
"""

from __future__ import annotations

import os
from collections.abc import Collection
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import Final
from urllib.parse import unquote

__all__ = ["FILE_TYPES", "PICTURES", "file_type", "publishing_problem", "real_path"]

PICTURES: Final = frozenset("png jpg jpeg gif svg webp avif".split())
#: The types of files that may be published, as :func:`file_type` returns them. The source
#: files of a Sphinx project (py, md, rst, toml, json, bib …) are not among them, nor is "key",
#: which may be a presentation or a private key.
FILE_TYPES: Final = PICTURES.union(
    "pdf ps eps djvu epub doc docx odt rtf tex txt htm html".split(),
    "ppt pptx pps ppsx odp".split(),
    "mp4 m4v webm mov avi mkv ogv mpg mpeg mp3 m4a oga ogg wav flac srt vtt".split(),
    "zip gz tgz tar bz2 tbz xz txz zst 7z rar".split(),
    "csv tsv xls xlsx ods nc h5 hdf5 mat npy npz parquet feather rds rdata dta sav dat".split(),
    "fits tif tiff bmp ipynb".split(),
)


def file_type(path: str) -> str:
    """Return the extension of a file in lower case, without its dot: "pdf"."""
    return PurePosixPath(path).suffix[1:].lower()


def publishing_problem(path: str, types: Collection[str]) -> str:
    """Return the reason why the file at *path* must not be published, or "".

    :param path: its path from the source folder.
    :param types: the types of files that may be published, as in :data:`FILE_TYPES`.
    """
    # A server may decode the percent signs of an address: that file counts, too.
    for spelling in (unquote(path), path):
        parts = PurePosixPath(spelling).parts
        if any(part.startswith(".") for part in parts):
            return "which is hidden, and never published"
        if parts and parts[-1].lower() == "conf.py":
            return "the configuration of the site, which is never published"
        kind = file_type(spelling)
        if kind not in types:
            advice = f' (if it shall be: publications_file_types = ["{kind}"] in conf.py)'
            return f"which is of no kind that is published{advice if kind.isalnum() else ''}"
    return ""


def real_path(root: Path, target: str) -> str:
    """Return the path of the file *target* with symbolic links resolved, from *root* on.

    It is "" if there is no such file, and only the name of a file outside of *root*.
    """
    path = root / target.lstrip("/")
    with suppress(OSError, ValueError):  # no file can have some names
        if path.is_file():
            real, base = Path(os.path.realpath(path)), os.path.realpath(root)
            return real.relative_to(base).as_posix() if real.is_relative_to(base) else real.name
    return ""
