"""What goes with a reference, as HTML: its permalink, what folds out, links to BibTeX.

It folds with ``<details>``, which needs no script.
"""

from __future__ import annotations

from typing import Final

from sphinx_publications.text.inline import Named

__all__ = ["begin_fold", "bibtex", "download", "encoded", "permalink", "summary", "tag"]

#: As docutils escapes.
_SIGNS: Final = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "@": "&#64;"}
_IN_TEXT: Final = str.maketrans(_SIGNS)
_IN_ATTRIBUTES: Final = str.maketrans({**_SIGNS, **dict.fromkeys("\n\r\t\v\f", " ")})


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


def bibtex(source: str, copy: Named, link: str) -> str:
    """Return a BibTeX entry, with a button to *copy* it and the *link* to its file."""
    button = {"aria-label": copy.label, "class": "pub-copy", "type": "button"}
    # No <pre>: of each, pydata-sphinx-theme asks whether it can be scrolled, which costs a
    # page with a thousand of them seconds.
    return (
        f'<code class="pub-bibtex">{encoded(source)}</code>\n'
        f'<div class="pub-take">{tag("button", button)}{encoded(copy.text)}</button>\n'
        f"{link}</div>\n"
    )


def download(name: Named, file: str, address: str) -> str:
    """Return a link to the file of an entry, which is at *address*."""
    link = {"aria-label": name.label, "class": "pub-download", "download": file, "href": address}
    return f"{tag('a', link)}{encoded(name.text)}</a>"


def encoded(text: str) -> str:
    """Return *text* as docutils writes it into a page."""
    return text.translate(_IN_TEXT)


def tag(name: str, attributes: dict[str, str]) -> str:
    """Return a start tag."""
    pairs = (f' {key}="{value.translate(_IN_ATTRIBUTES)}"' for key, value in attributes.items())
    return f"<{name}{''.join(pairs)}>"
