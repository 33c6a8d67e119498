"""The links of a list are links to Sphinx's link checker; a local server answers."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from support import Project


class _Handler(BaseHTTPRequestHandler):
    """Everything is there but what is called missing."""

    def do_HEAD(self) -> None:
        self.send_response(404 if "missing" in self.path else 200)
        self.end_headers()

    def do_GET(self) -> None:
        self.do_HEAD()

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 # its name there
        pass


@pytest.fixture
def server() -> Iterator[str]:
    """Serve on a free port of this machine."""
    httpd = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    thread = threading.Thread(target=httpd.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{httpd.server_port}"
    httpd.shutdown()
    httpd.server_close()
    thread.join()


def test_linkcheck_asks_for_every_link(project: Project, server: str) -> None:
    bib = (
        f"@misc{{a,\n  title = {{A}},\n  note = {{See \\href{{{server}/note}}{{this}}}},\n"
        f"  url = {{{server}/page}},\n  code = {{{server}/missing}},\n}}\n"
    )
    project.write({"index.md": "# P\n\n```{publications}\n```\n", "pubs.bib": bib})
    built = project.build("linkcheck")
    lines = built.text("output.json").splitlines()
    assert {
        record["uri"].removeprefix(server): record["status"] for record in map(json.loads, lines)
    } == {"/page": "working", "/note": "working", "/missing": "broken"}
