"""What goes with a reference, as HTML: its permalink, what folds out, links to BibTeX.

It folds with ``<details>``, which needs no script.
"""

from __future__ import annotations

from typing import Final

__all__ = ["begin_fold", "bibtex", "download", "encoded", "permalink", "summary", "tag"]

#: As docutils escapes.
_SIGNS: Final = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "@": "&#64;"}
_IN_TEXT: Final = str.maketrans(_SIGNS)
_IN_ATTRIBUTES: Final = str.maketrans({**_SIGNS, **dict.fromkeys("\n\r\t\v\f", " ")})


def permalink(node_id: str, text: str, label: str, icon: str) -> str:
    """Return the link of a publication to itself; *icon* is HTML, *text* its tooltip."""
    attributes = {"aria-label": label, "class": "headerlink", "href": f"#{node_id}", "title": text}
    return f"{tag('a', attributes)}{icon}</a>"


def summary(text: str, label: str) -> str:
    """Return what is seen of something folded; *label* names it without its context."""
    return f"{tag('summary', {'aria-label': label})}{encoded(text)}</summary>"


def begin_fold(text: str, label: str) -> str:
    """Return the start of names that are folded away."""
    return f'<details class="pub-fold">{summary(text, label)} '


def bibtex(source: str, copy: tuple[str, str], link: str) -> str:
    """Return a BibTeX entry, with a button to copy it and the *link* to its file.

    :param copy: the text of the button, and its label.
    """
    button = {"aria-label": copy[1], "class": "pub-copy", "type": "button"}
    # No <pre>: of each, pydata-sphinx-theme asks whether it can be scrolled, which costs a
    # page with a thousand of them seconds.
    return (
        f'<code class="pub-bibtex">{encoded(source)}</code>\n'
        f'<div class="pub-take">{tag("button", button)}{encoded(copy[0])}</button>\n'
        f"{link}</div>\n"
    )


def download(text: str, label: str, file: str, address: str) -> str:
    """Return a link to the file of an entry, which is at *address*."""
    link = {"aria-label": label, "class": "pub-download", "download": file, "href": address}
    return f"{tag('a', link)}{encoded(text)}</a>"


def encoded(text: str) -> str:
    """Return *text* as docutils writes it into a page."""
    return text.translate(_IN_TEXT)


def tag(name: str, attributes: dict[str, str]) -> str:
    """Return a start tag."""
    pairs = (f' {key}="{value.translate(_IN_ATTRIBUTES)}"' for key, value in attributes.items())
    return f"<{name}{''.join(pairs)}>"
