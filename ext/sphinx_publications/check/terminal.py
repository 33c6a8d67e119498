"""What is said on standard output, whatever listens there: any encoding, or nobody."""

from __future__ import annotations

import json
import os
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

#: What is read for signs of our messages where there are none of them.
_PLAIN: Final = str.maketrans(
    {**dict.fromkeys("“”„«»", '"'), **dict.fromkeys("‘’‚", "'"), **dict.fromkeys("‐‑‒–—−", "-")}
    | {"…": "...", "→": "->", "·": "-", "\N{NO-BREAK SPACE}": " ", "\N{SOFT HYPHEN}": "-"}
)


def as_text(character: str) -> str:
    r"""Return *character* in ASCII: quotation marks and dashes plain, ``ő`` as ``\u0151``.

    An escape says which letter it is. "Muller" would not: that may be another person.
    """
    plain = character.translate(_PLAIN)
    return plain if plain.isascii() else ascii(plain)[1:-1]


def as_json(character: str) -> str:
    """Return *character*, which is part of a string in JSON, in ASCII."""
    return json.dumps(character)[1:-1]


def fitting(text: str, encoding: str, escape: Callable[[str], str] = as_text) -> str:
    """Return *text* without the characters that *encoding* has not."""
    if _has(encoding, text):
        return text
    return "".join(it if _has(encoding, it) else escape(it) for it in text)


def say(text: str, escape: Callable[[str], str] = as_text) -> None:
    """Write *text* and the end of a line to standard output."""
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    print(fitting(text, encoding, escape))  # noqa: T201 # knows what to do if there is no output


@contextmanager
def heard_out() -> Iterator[None]:
    """End what is said quietly when nobody listens any more: ``… | head -1``."""
    try:
        try:
            yield
        finally:
            print(end="", flush=True)  # noqa: T201 # here, and not when Python ends
    except OSError as error:
        # See "Note on SIGPIPE" in Python's documentation: what is left is for nobody.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if not isinstance(error, BrokenPipeError):
            sys.stderr.write(f"error: the reports cannot be written: {error.strerror}\n")


def _has(encoding: str, text: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True
