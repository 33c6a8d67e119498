"""Lines on standard output, in any encoding, and also if nobody reads them any more."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

__all__ = ["as_json", "as_text", "encodable", "print_line", "until_nobody_reads"]

#: Typographic character of our messages → the plain one.
_PLAIN: Final = str.maketrans(
    {**dict.fromkeys("“”„«»", '"'), **dict.fromkeys("‘’‚", "'"), **dict.fromkeys("‐‑‒–—−", "-")}
    | {"…": "...", "→": "->", "·": "-", "\N{NO-BREAK SPACE}": " ", "\N{SOFT HYPHEN}": "-"}
)


def as_text(character: str) -> str:
    r"""Return *character* in ASCII: a plain quotation mark or dash, or an escape, ``\u0151``.

    A letter without its accent would not do: "Muller" may be another person.
    """
    plain = character.translate(_PLAIN)
    return plain if plain.isascii() else ascii(plain)[1:-1]


def as_json(character: str) -> str:
    """Return *character* in ASCII as an escape of JSON strings."""
    return json.dumps(character)[1:-1]


def encodable(text: str, encoding: str, escape: Callable[[str], str] = as_text) -> str:
    """Return *text* with *escape* of each character that *encoding* does not have."""
    if _has(encoding, text):
        return text
    return "".join(it if _has(encoding, it) else escape(it) for it in text)


def print_line(text: str, escape: Callable[[str], str] = as_text) -> None:
    """Print *text*; *escape* is for characters that the encoding of the output does not have."""
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    print(encodable(text, encoding, escape))  # noqa: T201 # works without standard output, too


@contextmanager
def until_nobody_reads() -> Iterator[None]:
    """Print quietly until the output's reader has enough, as in ``… | head -1``."""
    try:
        try:
            yield
        finally:
            print(end="", flush=True)  # noqa: T201 # flush here, not when Python ends
    except OSError as error:
        # The rest goes nowhere; see "Note on SIGPIPE" in Python's documentation.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if not isinstance(error, BrokenPipeError):
            sys.stderr.write(f"error: the reports cannot be written: {error.strerror}\n")


def _has(encoding: str, text: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
