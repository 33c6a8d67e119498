"""Characters that no publication has: they show nothing and act on what shows the others.

They steer terminals, end lines and turn them around, and no XML may hold them. From what is
read they are taken out, in what is said to an author they become visible. Joiners, soft
hyphens and no-break spaces belong to words and stay.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Final

#: Control characters but those of white space, lone surrogates, what Unicode calls
#: Bidi_Control, marks of annotations, and what it says are no characters.
_UNSEEN: Final = (
    "\x00-\x08\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
    "\ufff9-\ufffb\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff"
)
#: Ends of lines and pages that no editor counts: a space to everybody else.
_BREAKS: Final = "\v\f\u2028\u2029"
#: Further planes; the last two of each are no characters either. (Listed one by one in the pattern,
#: they would make it fifteen times as slow.)
_BEYOND: Final = "\U00010000-\U0010ffff"
_CHARACTERS: Final = "".join(
    f"{chr(plane << 16)}-{chr((plane << 16) + 0xFFFD)}" for plane in range(1, 17)
)
_CONTROL: Final = f"[{_UNSEEN}{_BREAKS}{_BEYOND}](?<![{_CHARACTERS}])"
#: Spaces without a width, and byte order marks inside of a file. They belong to scripts that
#: have no other spaces; elsewhere a web page left them, and a key or an address is another one.
_WIDTHLESS: Final = "\u200b\ufeff"
_OTHER_SCRIPT: Final = f"[^\0-\x7f{_UNSEEN}{_BREAKS}{_WIDTHLESS}]"
_SPACES: Final = dict.fromkeys(_BREAKS, " ")


# Patterns of thousands of characters take a build's start milliseconds, and most builds meet
# none of them: they are made by who does.


@cache
def control() -> re.Pattern[str]:
    """Return the pattern of a character that no publication has."""
    return re.compile(_CONTROL)


@cache
def unread() -> re.Pattern[str]:
    """Return the pattern of what is left out of a file: such characters, and widthless spaces."""
    return re.compile(
        f"[{_WIDTHLESS}{_CONTROL[1:]}(?<!{_OTHER_SCRIPT}[{_WIDTHLESS}](?={_OTHER_SCRIPT}))"
    )


@cache
def reported() -> re.Pattern[str]:
    """Return what of that is said: a byte order mark shows that files were joined, nothing else."""
    return re.compile(rf"{unread().pattern}(?<!\ufeff)")


def without_controls(text: str) -> str:
    """Return *text* without the characters that no publication has."""
    return text if text.isprintable() else _without(control(), text)


def as_read(text: str) -> str:
    """Return *text*, which is in a file, without what is left out of files."""
    return _without(unread(), text)


def visible(text: str) -> str:
    r"""Return *text* in one line that acts on nothing: an escape character is ``\x1b``."""
    if text.isprintable():
        return text
    return re.sub(f"[\n\r]|{_CONTROL}", lambda character: ascii(character[0])[1:-1], text)


def _without(characters: re.Pattern[str], text: str) -> str:
    if characters.search(text) is None:
        return text
    return characters.sub(lambda character: _SPACES.get(character[0], ""), text)
