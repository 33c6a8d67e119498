"""What goes with a reference, as HTML: its permalink, what folds out, links to BibTeX.

It folds with ``<details>``, which needs no script.
"""

from __future__ import annotations

from typing import Final

__all__ = ["begin_fold", "bibtex", "download", "permalink", "summary"]

#: As docutils escapes.
_SIGNS: Final = {"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;", "@": "&#64;"}
_IN_TEXT: Final = str.maketrans(_SIGNS)
_IN_ATTRIBUTES: Final = str.maketrans({**_SIGNS, **dict.fromkeys("\n\r\t\v\f", " ")})


def permalink(node_id: str, title: str, icon: str) -> str:
    """Return the link of a publication to itself; *icon* is HTML."""
    attributes = {
        "aria-label": f"Link to this publication: {title}",
        "class": "headerlink",
        "href": f"#{node_id}",
        "title": "Link to this publication",
    }
    return f"{_tag('a', attributes)}{icon}</a>"


def summary(text: str, label: str) -> str:
    """Return what is seen of something folded; *label* names it without its context."""
    return f"{_tag('summary', {'aria-label': label})}{text.translate(_IN_TEXT)}</summary>"


def begin_fold(count: int) -> str:
    """Return the start of *count* names that are folded away."""
    return f'<details class="pub-fold">{summary(f"{count} more", f"{count} more authors")} '


def bibtex(source: str, title: str, file: str, address: str) -> str:
    """Return a BibTeX entry, with a button to copy it and a link to its file."""
    button = {"aria-label": f"Copy BibTeX: {title}", "class": "pub-copy", "type": "button"}
    # No <pre>: of each, pydata-sphinx-theme asks whether it can be scrolled, which costs a
    # page with a thousand of them seconds.
    return (
        f'<code class="pub-bibtex">{source.translate(_IN_TEXT)}</code>\n'
        f'<div class="pub-take">{_tag("button", button)}Copy</button>\n'
        f"{download('Download .bib', title, file, address)}</div>\n"
    )


def download(text: str, title: str, file: str, address: str) -> str:
    """Return a link to the file of an entry, which is at *address*."""
    # A name begins with the words that are seen: who speaks to a browser says these.
    label = f"{text}: {title}"
    link = {"aria-label": label, "class": "pub-download", "download": file, "href": address}
    return f"{_tag('a', link)}{text.translate(_IN_TEXT)}</a>"


def _tag(name: str, attributes: dict[str, str]) -> str:
    pairs = (f' {key}="{value.translate(_IN_ATTRIBUTES)}"' for key, value in attributes.items())
    return f"<{name}{''.join(pairs)}>"
