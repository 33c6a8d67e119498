"""Identifiers, addresses and files in fields → links.

Only addresses of ``http``, ``https`` and ``ftp`` and files below the source folder become
links; all others are reported and left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import Final, NamedTuple
from urllib.parse import quote, unquote, urlsplit

from sphinx_publications.model.link_labels import HOST_LABELS, LINK_FIELDS
from sphinx_publications.model.publication import ResourceLink
from sphinx_publications.reading.local_files import PICTURES, file_type
from sphinx_publications.text.control_characters import visible
from sphinx_publications.text.html_to_latex import address_in
from sphinx_publications.text.inline import plain
from sphinx_publications.text.latex import decode
from sphinx_publications.text.latex_source import decode_verbatim

__all__ = [
    "FIELD_LABELS", "LinkProblem", "UnsafeAddressError", "arxiv_of", "doi_of", "picture",
    "resource_links", "web_address",
]  # fmt: skip

#: Fields with an address or a file → their labels, in the order shown.
FIELD_LABELS: Final = {row.name: row.label for row in LINK_FIELDS if not row.address}
#: A field of an identifier, or what ``eprinttype`` calls it → what is known of it.
_IDENTIFIERS: Final = {
    name: row for row in LINK_FIELDS if row.address for name in (row.name, *row.aliases.split())
}
_SCHEMES: Final = frozenset({"http", "https", "ftp"})
_HOST: Final = re.compile(r"[^\x00-\x20\x7f-\x9f\s<>\"'{}|\\^`%]+")
#: https://www.doi.org/doi-handbook/HTML/doi-name-syntax.html
_DOI: Final = re.compile(r"(10\.\d{4,9}(?:\.\d{1,9}){0,9}/\S+)", re.ASCII)
#: https://info.arxiv.org/help/arxiv_identifier.html
_ARXIV: Final = re.compile(
    r"(?<!\d)(?<!\d[-.])((?:\d{4}\.\d{4,5}|[a-z][a-z-]{0,15}(?:\.[a-z]{2})?/\d{7})(?:v\d+)?)(?!\d)",
    re.IGNORECASE | re.ASCII,
)
_ARXIV_PAGE: Final = re.compile(r"(?i)https?://(?:www\.)?arxiv\.org/abs/(\S+?)(?:v\d+)?/?")
_DOI_RESOLVER: Final = re.compile(r"https?://(?:dx\.|www\.)?doi\.org/", re.IGNORECASE)
#: A comma, an "and" or a space between two addresses in one field.
_BETWEEN: Final = re.compile(r"(?i)(?<![\s,;])[\s,;]++(?:(?:and|or)\s++)?(?=(?:https?|ftp)://)")
_WEB: Final = re.compile(r"\s*https?://[^\s\[\]]*$", re.IGNORECASE)
_SCHEME: Final = re.compile(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_SAFE: Final = "/:?@!$&'()*+,;=%-._~"
#: Scheme, user, host and port; path and query; "#"; the place on the page.
_PARTS: Final = re.compile(r"([^/?#]*//[^/?#]*)([^#]*)(#?)(.*)", re.DOTALL)
_STRAY_PERCENT: Final = re.compile(r"%(?![0-9A-Fa-f]{2})")
#: In an identifier "?" and "#" are characters like others, not parts of an address.
_SAFE_IDENTIFIER: Final = "/:@!$&'()*+,;=-._~"


class LinkProblem(NamedTuple):
    """A field without a usable address, and the reason."""

    field: str
    message: str


class UnsafeAddressError(ValueError):
    """An address that must not become a link; its text is the reason."""


def web_address(text: str) -> str:
    """Return *text* as an address that is safe in a page, percent-encoded where needed.

    :raises UnsafeAddressError: if its scheme is not http, https or ftp, or it has no host.
    """
    address = text.strip()
    if address.startswith("//"):
        address = f"https:{address}"
    elif address.lower().startswith("www."):
        address = f"https://{address}"
    if re.search(r"[\t\r\n]", address):  # urlsplit would drop them: "java\nscript:"
        raise UnsafeAddressError("is no web address: it goes over several lines")
    try:
        parts = urlsplit(address)
        host, _ = parts.hostname, parts.port
    except ValueError as error:
        message = "is no web address: the number of its port or of its host is none"
        raise UnsafeAddressError(message) from error
    if parts.scheme.lower() not in _SCHEMES:
        message = f"has the scheme “{parts.scheme}:”; only web addresses become links"
        raise UnsafeAddressError(message)
    if not host or not _HOST.fullmatch(unquote(host)) or ".." in host:
        raise UnsafeAddressError("is no web address: it names no host")
    site, page, mark, place = _PARTS.findall(address)[0]
    # Brackets belong around the number of a host ("http://[::1]/"), "@" behind a user.
    site = quote(site.replace("@", "%40", site.count("@") - 1), safe=f"{_SAFE}[]")
    address = f"{site}{quote(page, safe=_SAFE)}{mark}{quote(place, safe=_SAFE)}"
    return _STRAY_PERCENT.sub("%25", address)


def doi_of(text: str) -> str:
    """Return the bare DOI in *text* ("https://doi.org/10.1/x", "doi:10.1/x"), or ""."""
    match = _DOI.search(decode_verbatim(text))
    # No DOI ends in what ends a sentence.
    return match[1].rstrip(".,;") if match else ""


def arxiv_of(text: str) -> str:
    """Return the bare arXiv identifier in *text* ("arXiv:2101.00001v2"), or ""."""
    source = decode_verbatim(text)
    host = (urlsplit(source).hostname or "") if _WEB.match(source) else "arxiv.org"
    # In addresses of others such numbers are their own: "1468-0262.00152".
    match = _ARXIV.search(source) if host.endswith("arxiv.org") else None
    return match[1] if match else ""


#: Identifiers that are found within a text: how, and what is said of a text without one.
_FINDERS: Final = {
    "doi": (doi_of, "is no DOI: “{}” (a DOI looks like 10.1000/182)"),
    "arxiv": (arxiv_of, "is no arXiv identifier: “{}” (one looks like 2301.11270)"),
}


def resource_links(
    fields: Mapping[str, str], labels: Mapping[str, str]
) -> Iterator[ResourceLink | LinkProblem]:
    """Yield the links of an entry in the order shown, and a problem where a field has no link.

    :param fields: field → LaTeX.
    :param labels: field → label: :data:`FIELD_LABELS` and those of this site.
    """
    seen: set[str] = set()
    for item in _candidates(fields, labels):
        if isinstance(item, LinkProblem):
            yield item
            continue
        # "url" often repeats "doi" or "eprint".
        target = item.target
        if resolver := _DOI_RESOLVER.match(target):
            target = f"doi:{target[resolver.end() :].lower()}"
        elif page := _ARXIV_PAGE.fullmatch(target):
            target = f"arxiv:{page[1]}"
        if target not in seen:
            seen.add(target)
            yield item


def picture(fields: Mapping[str, str]) -> Iterator[ResourceLink | LinkProblem]:
    """Yield the picture that ``preview`` names, if it does; ``previewalt`` describes it.

    A picture is a file of the site: pages show nothing from another host.
    """
    target = decode_verbatim(fields.get("preview", "")).strip()
    if _SCHEME.match(target) or target.startswith(("//", "www.")):
        yield LinkProblem("preview", "is on another host; a picture is a file of the site")
    elif target and file_type(target) not in PICTURES:
        yield LinkProblem("preview", f"is no picture: “{target}” (png, jpg, svg, webp, …)")
    elif target:
        yield _local_file("preview", target, plain(decode(fields.get("previewalt", "")).text))


def _candidates(
    fields: Mapping[str, str], labels: Mapping[str, str]
) -> Iterator[ResourceLink | LinkProblem]:
    # Exporters of web pages write addresses as HTML links.
    present = {name: address_in(value) or value for name, value in fields.items() if value.strip()}
    for name, label in labels.items():
        if name in present:
            yield from _from_field(name, present[name], label)
        if name == "pdf":
            yield from _identifiers(present)


def _identifiers(fields: Mapping[str, str]) -> Iterator[ResourceLink | LinkProblem]:
    """Yield the DOI, the ``eprint``, and the identifiers that have fields of their own."""
    eprinttype = fields.get("eprinttype", fields.get("archiveprefix", "arxiv")).strip().lower()
    seen: set[str] = set()
    for name in dict.fromkeys(("doi", "eprint", *_IDENTIFIERS)):
        kind = eprinttype if name == "eprint" else name
        row = _IDENTIFIERS.get(kind)
        if name not in fields or (row and row.name in seen):
            continue
        value = fields[name]
        find, problem = _FINDERS.get(row.name if row else "", (_whole, "is no identifier: “{}”"))
        if row and (identifier := find(value)):
            seen.add(row.name)
            address = row.address.format(quote(identifier, safe=_SAFE_IDENTIFIER))
            yield ResourceLink(kind, row.label, address)
        elif _is_address(value) and name == "eprint":
            # bioRxiv and some publishers export addresses.
            is_pdf = value.strip().lower().endswith(".pdf")
            yield from _from_field(name, value, "PDF" if is_pdf else "Preprint")
        elif row and _is_address(value) and find is _whole:
            yield from _from_field(name, value, row.label)
        else:
            unknown = f"is of the unknown type “{kind}”; no link is made"
            yield LinkProblem(name, problem.format(value) if row else unknown)


def _is_address(value: str) -> bool:
    return value.strip().lower().startswith(("http://", "https://"))


def _whole(text: str) -> str:
    """Return *text* as an identifier, unless it is the address of one."""
    return "" if _is_address(text) else decode_verbatim(text)


def _from_field(name: str, value: str, label: str) -> Iterator[ResourceLink | LinkProblem]:
    target, *others = _BETWEEN.split(decode_verbatim(value))
    if target.startswith("<") and target.endswith(">"):
        target = target[1:-1].strip()  # as in an e-mail
    if not _SCHEME.match(target) and not target.startswith(("//", "www.")):
        yield _local_file(name, target, label)
        return
    try:
        address = web_address(target)
    except UnsafeAddressError as problem:
        yield LinkProblem(name, f"{problem}; no link is made")
        return
    if name == "url":
        label = HOST_LABELS.get(urlsplit(address).hostname or "", label)
    yield ResourceLink(name, label, address)
    if others:
        yield LinkProblem(name, "holds several addresses; the first is linked")


def _local_file(name: str, target: str, label: str) -> ResourceLink | LinkProblem:
    path = PurePosixPath(unquote(target).replace("\\", "/").lstrip("/"))
    if ".." in path.parts:
        message = f"leads out of the folder of the site: “{target}”; no link is made"
        return LinkProblem(name, message)
    odd = "\\" in target or "://" in target or visible(unquote(target)) != unquote(target)
    is_hidden = any(part.startswith(".") for part in path.parts)
    if name == "url" or odd or not (path.suffix or is_hidden):
        return LinkProblem(name, f"is neither a web address nor a file: “{target}”")
    return ResourceLink(name, label, target, local=True)
