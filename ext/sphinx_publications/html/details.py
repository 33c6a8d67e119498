"""What goes with a reference, as HTML: its permalink, what folds out, links to BibTeX.

It folds with ``<details>``, which needs no script.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final

from sphinx_publications.text.inline import Named

__all__ = [
    "begin_fold", "bibtex", "copy_buttons", "described", "download", "encoded", "named",
    "permalink", "summary", "tag",
]  # fmt: skip

#: As docutils escapes.
_SIGNS: Final = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "@": "&#64;"}
_IN_TEXT: Final = str.maketrans(_SIGNS)
#: Most texts have no such sign; to find that out takes a fifth of the time.
_ANY_SIGN: Final = re.compile('[&<>"@\n\r\t\v\f]')
_IN_ATTRIBUTES: Final = str.maketrans({**_SIGNS, **dict.fromkeys("\n\r\t\v\f", " ")})


def named(name: Named, **attributes: str) -> dict[str, str]:
    """Return *attributes* with the accessible name, where that is more than the text."""
    return attributes if name.label == name.text else {"aria-label": name.label, **attributes}


def described(title_id: str, **attributes: str) -> dict[str, str]:
    """Return *attributes* of what belongs to the work whose title has the id *title_id*.

    Those who listen hear the short name first, "PDF", and then the title.
    """
    return {"aria-describedby": title_id, **attributes} if title_id else attributes


def permalink(node_id: str, name: str, icon: str, title_id: str) -> str:
    """Return the link of a publication to itself; *icon* is HTML."""
    link = {"aria-label": name, "class": "headerlink", "href": f"#{node_id}"}
    return f"{tag('a', described(title_id, **link))}{icon}</a>"


def summary(name: Named, title_id: str = "") -> str:
    """Return what is seen of something folded."""
    return f"{tag('summary', described(title_id, **named(name)))}{encoded(name.text)}</summary>"


def begin_fold(name: Named) -> str:
    """Return the start of names that are folded away."""
    return f'<details class="pub-fold">{summary(name)} '


def bibtex(source: str, ways: Iterable[str]) -> str:
    """Return a BibTeX entry, and above it the *ways* to take it along: buttons and links."""
    # No <pre>: of each, pydata-sphinx-theme asks whether it can be scrolled, which costs a
    # page with a thousand of them seconds.
    return (
        f'<div class="pub-take">{" ".join(ways)}</div>\n'
        f'<code class="pub-bibtex">{encoded(source)}</code>\n'
    )


def copy_buttons(copy: Named, copy_link: str, address: str, title_id: str = "") -> Iterator[str]:
    """Yield the buttons that copy the BibTeX, and the *address* of the publication, if any."""
    button = {"class": "pub-copy", "type": "button"}
    source = described(title_id, **named(copy, **button))
    yield f"{tag('button', source)}{encoded(copy.text)}</button>"
    if address:
        link = described(title_id, **button, value=address)
        yield f"{tag('button', link)}{encoded(copy_link)}</button>"


def download(text: str, file: str, address: str, title_id: str = "") -> str:
    """Return a link to the file of an entry, which is at *address*."""
    link = {"class": "pub-download", "download": file, "href": address}
    return f"{tag('a', described(title_id, **link))}{encoded(text)}</a>"


def encoded(text: str) -> str:
    """Return *text* as docutils writes it into a page."""
    return text.translate(_IN_TEXT) if _ANY_SIGN.search(text) else text


def tag(name: str, attributes: dict[str, str]) -> str:
    """Return a start tag."""
    pairs = [f' {key}="{_encoded_value(value)}"' for key, value in attributes.items()]
    return f"<{name}{''.join(pairs)}>"


def _encoded_value(text: str) -> str:
    return text.translate(_IN_ATTRIBUTES) if _ANY_SIGN.search(text) else text
