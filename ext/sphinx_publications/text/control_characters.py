"""Invisible characters that no publication needs, and that act on the text around them.

They steer terminals, end lines, reverse the direction of text, or are illegal in XML. They are
removed from text that is read, and made visible in messages to the author. Joiners, soft
hyphens and no-break spaces are parts of words and stay.
"""

from __future__ import annotations

import re
from typing import Final

__all__ = ["CONTROL", "REPORTED", "UNREADABLE", "visible", "without_controls", "without_unreadable"]

#: Control characters except white space, Unicode's Bidi_Control, annotation marks,
#: noncharacters and lone surrogates.
_UNSEEN: Final = (
    "\x00-\x08\x0e-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
    "\ufff9-\ufffb\ufdd0-\ufdef\ufffe\uffff\ud800-\udfff"
)
#: Ends of lines and pages that editors do not count as such; each becomes a space.
_BREAKS: Final = "\v\f\u2028\u2029"
#: The planes behind the first. The last two characters of each plane are noncharacters: one
#: look-behind for the others is fifteen times as fast as a list of these two.
_BEYOND: Final = "\U00010000-\U0010ffff"
_CHARACTERS: Final = "".join(
    f"{chr(plane << 16)}-{chr((plane << 16) + 0xFFFD)}" for plane in range(1, 17)
)
#: A control character in the sense of this module. This pattern and the two below are strings:
#: they take milliseconds to compile, which ``re`` does when a text needs one.
CONTROL: Final = f"[{_UNSEEN}{_BREAKS}{_BEYOND}](?<![{_CHARACTERS}])"
#: Zero-width space and byte order mark. Scripts without spaces need them between their
#: letters; elsewhere they come from web pages, and make another cite key or address.
_WIDTHLESS: Final = "\u200b\ufeff"
_OTHER_SCRIPT: Final = f"[^\0-\x7f{_UNSEEN}{_BREAKS}{_WIDTHLESS}]"
#: A character that is removed from files: a control character, or a widthless space outside of
#: scripts that need it.
UNREADABLE: Final = (
    f"[{_WIDTHLESS}{CONTROL[1:]}(?<!{_OTHER_SCRIPT}[{_WIDTHLESS}](?={_OTHER_SCRIPT}))"
)
#: A removed character that is reported. A byte order mark is not: it shows that files were joined.
REPORTED: Final = rf"{UNREADABLE}(?<!\ufeff)"


def without_controls(text: str) -> str:
    """Return *text* without control characters; one that ends a line becomes a space."""
    return text if text.isprintable() else _without(CONTROL, text)


def without_unreadable(text: str) -> str:
    """Return the *text* of a file without the characters of :data:`UNREADABLE`."""
    return _without(UNREADABLE, text)


def visible(text: str) -> str:
    r"""Return *text* on one line, with an escape for each control character.

    >>> visible("a\x1b[1m\n")
    'a\\x1b[1m\\n'
    """
    if text.isprintable():
        return text
    return re.sub(f"[\n\r]|{CONTROL}", lambda character: ascii(character[0])[1:-1], text)


def _without(pattern: str, text: str) -> str:
    return re.sub(pattern, lambda found: " " if found[0] in _BREAKS else "", text)
