"""A built site over HTTP, as Read the Docs serves it.

Text is compressed, everything may be cached, and what is not there is answered with
the site's own 404.html.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache, partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any, ClassVar, Final
from urllib.parse import unquote, urlsplit

#: All pages of the site: those of its author, and those that come with them.
PAGES: Final = (
    "index.html",
    "pages/publications.html",
    "pages/experience.html",
    "pages/teaching.html",
    "pages/cv.html",
    "publications/zhu2023byzantine.html",
    "publications/zhu2023principled.html",
    "search.html",
    "404.html",
)


@cache
def _compressed(path: Path, _changed: int) -> bytes:
    return gzip.compress(path.read_bytes(), 6, mtime=0)


class Handler(SimpleHTTPRequestHandler):
    """Answers GET and HEAD for the files of a folder."""

    protocol_version = "HTTP/1.1"
    extensions_map = {  # noqa: RUF012 - the base class has it so
        ".css": "text/css; charset=utf-8",
        ".html": "text/html; charset=utf-8",
        ".js": "text/javascript; charset=utf-8",
        ".json": "application/json",
        ".map": "application/json",
        ".pdf": "application/pdf",
        ".png": "image/png",
        ".svg": "image/svg+xml",
        ".woff2": "font/woff2",
        ".xml": "application/xml",
        "": "application/octet-stream",
    }
    _packed: ClassVar = frozenset({".png", ".woff2"})

    def do_GET(self) -> None:
        """Answer with the file, or with the page for what is not there."""
        self._answer(body=True)

    def do_HEAD(self) -> None:
        """Answer with the headers alone."""
        self._answer(body=False)

    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        """Say nothing."""

    def _answer(self, *, body: bool) -> None:
        path = self._file()
        status = HTTPStatus.OK if path else HTTPStatus.NOT_FOUND
        path = path or Path(self.directory, "404.html")
        pack = path.suffix not in self._packed and "gzip" in self.headers["Accept-Encoding"]
        content = _compressed(path, path.stat().st_mtime_ns) if pack else path.read_bytes()
        self.send_response(status)
        self.send_header("Content-Type", self.guess_type(str(path)))
        self.send_header("Content-Length", str(len(content)))
        self.send_header("Cache-Control", "public, max-age=1200")
        self.send_header("Vary", "Accept-Encoding")
        if pack:
            self.send_header("Content-Encoding", "gzip")
        self.end_headers()
        if body:
            self._send(content)

    def _send(self, content: bytes) -> None:
        self.wfile.write(content)

    def _file(self) -> Path | None:
        root = Path(self.directory).resolve()
        path = (root / unquote(urlsplit(self.path).path).lstrip("/")).resolve()
        if path.is_dir():
            path /= "index.html"
        return path if path.is_file() and path.is_relative_to(root) else None


@contextmanager
def served(folder: Path, handler_class: type[Handler] = Handler) -> Iterator[str]:
    """Serve *folder* for as long as the block runs; yield its address, without a slash."""
    handler = partial(handler_class, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        server.daemon_threads = True
        thread = Thread(target=server.serve_forever, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()
