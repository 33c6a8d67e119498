"""What goes with a reference, as HTML: its permalink, what folds out, links to BibTeX.

It folds with ``<details>``, which needs no script.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from sphinx_publications.text.inline import Named

__all__ = ["begin_fold", "bibtex", "download", "encoded", "named", "permalink", "summary", "tag"]

#: As docutils escapes.
_SIGNS: Final = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "@": "&#64;"}
_IN_TEXT: Final = str.maketrans(_SIGNS)
#: Most texts have no such sign; to find that out takes a fifth of the time.
_ANY_SIGN: Final = re.compile('[&<>"@\n\r\t\v\f]')
_IN_ATTRIBUTES: Final = str.maketrans({**_SIGNS, **dict.fromkeys("\n\r\t\v\f", " ")})


def named(name: Named, **attributes: str) -> dict[str, str]:
    """Return *attributes* with the accessible name, where that is more than the text."""
    return attributes if name.label == name.text else {"aria-label": name.label, **attributes}


def permalink(node_id: str, name: Named, icon: str) -> str:
    """Return the link of a publication to itself; *icon* is HTML, the text is its tooltip."""
    attributes = {"aria-label": name.label, "class": "headerlink", "href": f"#{node_id}"}
    attributes["title"] = name.text
    return f"{tag('a', attributes)}{icon}</a>"


def summary(name: Named) -> str:
    """Return what is seen of something folded."""
    return f"{tag('summary', {'aria-label': name.label})}{encoded(name.text)}</summary>"


def begin_fold(name: Named) -> str:
    """Return the start of names that are folded away."""
    return f'<details class="pub-fold">{summary(name)} '


def bibtex(source: str, copy: Named, links: Iterable[str]) -> str:
    """Return a BibTeX entry, with a button to *copy* it and the *links* to its files."""
    button = named(copy, **{"class": "pub-copy", "type": "button"})
    # No <pre>: of each, pydata-sphinx-theme asks whether it can be scrolled, which costs a
    # page with a thousand of them seconds.
    return (
        f'<code class="pub-bibtex">{encoded(source)}</code>\n'
        f'<div class="pub-take">{tag("button", button)}{encoded(copy.text)}</button>\n'
        f"{' '.join(links)}</div>\n"
    )


def download(name: Named, file: str, address: str) -> str:
    """Return a link to the file of an entry, which is at *address*."""
    link = named(name, **{"class": "pub-download", "download": file, "href": address})
    return f"{tag('a', link)}{encoded(name.text)}</a>"


def encoded(text: str) -> str:
    """Return *text* as docutils writes it into a page."""
    return text.translate(_IN_TEXT) if _ANY_SIGN.search(text) else text


def tag(name: str, attributes: dict[str, str]) -> str:
    """Return a start tag."""
    pairs = [f' {key}="{_encoded_value(value)}"' for key, value in attributes.items()]
    return f"<{name}{''.join(pairs)}>"


def _encoded_value(text: str) -> str:
    return text.translate(_IN_ATTRIBUTES) if _ANY_SIGN.search(text) else text
