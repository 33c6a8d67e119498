"""Compare two output folders file by file, but for the differences that plain Sphinx makes.

``build/incremental/test_plain_sphinx.py`` shows these differences without our extension.
"""

from __future__ import annotations

import difflib
import hashlib
import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from support import Output


def exactly(path: Path) -> bytes:
    """Return the content of a file; of a search index, only the words that some page has."""
    content = path.read_bytes()
    if path.name == "searchindex.js":
        index = _parsed(content)
        for name in ("terms", "titleterms"):
            index[name] = {term: pages for term, pages in index[name].items() if pages != []}
        return json.dumps(index).encode()
    return content


#: The navigation of a page: Sphinx leaves old titles of other pages in it, until it writes
#: the page again.
_NAVIGATION = re.compile(
    r'<div class="related".*?</div>|<link rel="(?:next|prev)".*?/>'
    r"|<div>\s*<h4>(?:Previous|Next) topic</h4>.*?</div>|<h3>Navigation</h3>.*?</ul>",
    re.DOTALL,
)


def comparable(path: Path) -> bytes:
    """Return the content of a file: a page without navigation, a search index without order."""
    content = path.read_bytes()
    if path.name == "searchindex.js":
        return search_index(content).encode()
    if path.suffix == ".html":
        lines = _NAVIGATION.sub("", content.decode()).splitlines()
        return "\n".join(line for line in lines if line.strip()).encode()
    return content


def tree(outdir: Path, read: Callable[[Path], bytes] = comparable) -> dict[str, str]:
    """Return a digest of each output file, of the content that *read* returns of it."""
    return {
        str(path.relative_to(outdir)): hashlib.sha256(read(path)).hexdigest()
        for path in sorted(outdir.rglob("*"))
        if path.is_file()
    }


def _parsed(source: bytes) -> Any:
    return json.loads(source.removeprefix(b"Search.setIndex(").removesuffix(b")"))


def search_index(source: bytes) -> str:
    """Return the words and titles that Sphinx's search finds, sorted, with their pages.

    Words that no page has any more are left out: Sphinx keeps them, with an empty list.
    """
    index = _parsed(source)
    names: list[str] = index["docnames"]

    def by_name(pages: int | list[int]) -> list[str]:
        return sorted(names[page] for page in ([pages] if isinstance(pages, int) else pages))

    for name in ("terms", "titleterms"):
        terms = {term: by_name(pages) for term, pages in index[name].items()}
        index[name] = {term: pages for term, pages in terms.items() if pages}
    for name in ("alltitles", "indexentries"):
        index[name] = {
            title: sorted([names[page], *rest] for page, *rest in places)
            for title, places in index[name].items()
        }
    index["objects"] = {
        prefix: sorted([names[number], *rest] for number, *rest in objects)
        for prefix, objects in index["objects"].items()
    }
    titles = dict(zip(names, zip(index["filenames"], index["titles"], strict=True), strict=True))
    index |= {"docnames": sorted(names), "titles": titles, "filenames": None}
    return json.dumps(index, sort_keys=True)


def differences(one: Path, other: Path, read: Callable[[Path], bytes] = comparable) -> str:
    """Return the names of the files that differ, and their first differing lines."""
    found = [
        f"only one has {path}"
        for path in sorted(one.rglob("*"))
        if path.is_file() and not (other / path.relative_to(one)).exists()
    ]
    for path in sorted(other.rglob("*")):
        twin = one / path.relative_to(other)
        if path.is_file() and (not twin.exists() or read(path) != read(twin)):
            old = (
                read(twin).decode(errors="replace").splitlines() if twin.exists() else ["(missing)"]
            )
            new = read(path).decode(errors="replace").splitlines()
            found += [*difflib.unified_diff(old, new, str(twin), str(path), n=0, lineterm="")][:12]
    return "\n".join(line[:400] for line in found)


def assert_same(one: Output, other: Output, read: Callable[[Path], bytes] = exactly) -> None:
    """Fail with the lines that differ unless two outputs have the same files."""
    same = tree(one.outdir, read) == tree(other.outdir, read)
    assert same, differences(one.outdir, other.outdir, read)
