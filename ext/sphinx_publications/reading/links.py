"""Identifiers, addresses and files in fields → links.

Only addresses of ``http``, ``https`` and ``ftp`` and files below the source folder become
links; all others are reported and left out.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import PurePosixPath
from typing import Final, NamedTuple
from urllib.parse import quote, unquote, urlsplit

from sphinx_publications.model.link_labels import (
    HOST_LABELS,
    LINK_FIELDS,
    LinkField,
    kinds_of_work,
)
from sphinx_publications.model.publication import ResourceLink
from sphinx_publications.reading.local_files import PICTURES, file_type
from sphinx_publications.text.control_characters import visible
from sphinx_publications.text.html_to_latex import address_in
from sphinx_publications.text.inline import plain
from sphinx_publications.text.latex import decode
from sphinx_publications.text.latex_source import decode_verbatim

__all__ = [
    "LINK_ROWS",
    "LinkProblem",
    "UnsafeAddressError",
    "arxiv_of",
    "derived_pdf",
    "doi_of",
    "is_arxiv_name",
    "own_arxiv",
    "picture",
    "resource_links",
    "web_address",
    "without_version",
]  # fmt: skip

#: Field → what is known of its link, in the order shown.
LINK_ROWS: Final = {row.name: row for row in LINK_FIELDS}
_SCHEMES: Final = frozenset({"http", "https", "ftp"})
_HOST: Final = re.compile(r"[^\x00-\x20\x7f-\x9f\s<>\"'{}|\\^`%]+")
#: https://www.doi.org/doi-handbook/HTML/doi-name-syntax.html
_DOI: Final = re.compile(r"(10\.\d{4,9}(?:\.\d{1,9}){0,9}/\S+)", re.ASCII)
#: https://info.arxiv.org/help/arxiv_identifier.html
_ARXIV: Final = re.compile(
    r"(?<!\d)(?<!\d[-.])((?:\d{4}\.\d{4,5}|[a-z][a-z-]{0,15}(?:\.[a-z]{2})?/\d{7})(?:v\d+)?)(?!\d)",
    re.IGNORECASE | re.ASCII,
)
_ARXIV_VERSION: Final = re.compile(r"v\d+\Z", re.ASCII)
_ARXIV_PAGE: Final = re.compile(
    r"(?i)https?://(?:www\.|export\.)?arxiv\.org/(abs|pdf|html)/(\S+?)(?:v\d+)?(?:\.pdf)?/?"
)
_ARXIV_ABSTRACT: Final = re.compile(r"(?i)https?://(?:www\.|export\.)?arxiv\.org/abs/")
_KINDS_OF_WORK: Final = kinds_of_work()
#: The words in the name of a journal that is only arXiv: "arXiv preprint arXiv:2301.11270".
_ARXIV_WORDS: Final = re.compile(
    r"arxiv(?:\.org)?|corr\b|e-?prints?|preprints?|abs/|[a-z-]{1,16}(?:\.[a-z]{2})?/\d{7}|\[[\w.-]*\]"
    r"|\d{4}\.\d{4,5}(?:v\d+)?|[\s:,()–-]+",
    re.IGNORECASE,
)
#: The number of an old paper, whose area is in "primaryclass": "9810003" of "quant-ph".
_OLD_NUMBER: Final = re.compile(r"\d{7}(?:v\d+)?", re.ASCII)
#: Fields in which arXiv's identifier stands where no field of its own has it (Scholar, DBLP).
_MAY_NAME_ARXIV: Final = (
    "journal", "booktitle", "number", "volume", "pages", "howpublished",
    "institution", "publisher", "note",
)  # fmt: skip
_DOI_RESOLVER: Final = re.compile(r"https?://(?:dx\.|www\.)?doi\.org/", re.IGNORECASE)
#: What publishers write behind the DOI in the addresses of their pages.
_FORMS_OF_PAGES: Final = frozenset({"", "full", "abstract", "html", "fulltext", "meta", "summary"})
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


#: "<" and ">" in old DOIs, as formulas, macros and entities.
_SIGNS_OF_DOIS: Final = re.compile(r"\$\s*([<>])\s*\$")
_ESCAPED_SIGN: Final = re.compile(r"\{?\\text(less|greater)(?:\{\}|\})?|\\?&(lt|gt);")


def _bare_sign(match: re.Match[str]) -> str:
    return "<" if "less" in match[0] or "lt" in match[0] else ">"


def doi_of(text: str) -> str:
    """Return the bare DOI in *text* ("https://doi.org/10.1/x", "doi:10.1/x"), or ""."""
    source = _SIGNS_OF_DOIS.sub(r"\1", decode_verbatim(_ESCAPED_SIGN.sub(_bare_sign, text)))
    # In addresses the characters of a DOI are percent-encoded.
    match = _DOI.search(unquote(source) if "%" in source else source)
    # No DOI ends in what ends a sentence.
    doi = match[1].rstrip(".,;") if match else ""
    if _is_address(source) and not _DOI_RESOLVER.match(source):
        # The page of a publisher: ".../doi/10.1000/182/epdf".
        page, _, form = doi.rpartition("/")
        return page if form.lower() in {*_FORMS_OF_PAGES, "pdf", "epdf"} else doi
    return doi


def arxiv_of(text: str) -> str:
    """Return the bare arXiv identifier in *text* ("arXiv:2101.00001v2"), or ""."""
    source = decode_verbatim(text)
    host = (urlsplit(source).hostname or "") if _WEB.match(source) else "arxiv.org"
    # In addresses of others such numbers are their own: "1468-0262.00152".
    match = _ARXIV.search(source) if host.endswith("arxiv.org") else None
    return match[1] if match else ""


def own_arxiv(fields: Mapping[str, str]) -> str:
    """Return arXiv's identifier from the fields that are made for it, or ""."""
    source = fields.get("arxiv", "")
    if not source and fields.get("eprinttype", "arxiv").lower() == "arxiv":
        source = fields.get("eprint", "")
    return arxiv_of(source) or _arxiv_of_doi(fields)


def _arxiv_of_doi(fields: Mapping[str, str]) -> str:
    """Return arXiv's identifier if the DOI is arXiv's own."""
    doi = fields.get("doi", "")
    return arxiv_of(doi.partition("/")[2]) if "10.48550/arxiv." in doi.lower() else ""


def without_version(arxiv: str) -> str:
    """Return an arXiv identifier without its version: "2301.11270" for "2301.11270v2"."""
    return _ARXIV_VERSION.sub("", arxiv)


def is_arxiv_name(name: str) -> bool:
    """Tell whether the name of a venue says only that a work is on arXiv."""
    found = name.casefold()
    return ("arxiv" in found or found.strip() == "corr") and not _ARXIV_WORDS.sub("", name)


#: Identifiers that no pattern finds: how, and what is said of a text without one.
_FINDERS: Final = {
    "doi": (doi_of, "is no DOI: “{}” (a DOI looks like 10.1000/182)"),
    "arxiv": (arxiv_of, "is no arXiv identifier: “{}” (one looks like 2301.11270)"),
}


def resource_links(
    fields: Mapping[str, str], rows: Mapping[str, LinkField]
) -> Iterator[ResourceLink | LinkProblem]:
    """Yield the links of an entry in the order shown, and a problem where a field has no link.

    :param fields: field → LaTeX.
    :param rows: field → its row: :data:`LINK_ROWS` and those of this site.
    """
    seen: set[str] = set()
    doi = doi_of(fields.get("doi", "")).lower()
    for item in _candidates(fields, rows):
        if isinstance(item, LinkProblem):
            yield item
        elif (same := _identity(item, doi)) not in seen:
            seen.add(same)
            yield item


def derived_pdf(
    links: Iterable[ResourceLink], label: str = LINK_ROWS["pdf"].label
) -> ResourceLink | None:
    """Return the PDF that arXiv has of a paper, if *links* lead to it at arXiv and to no PDF of it.

    It follows from a link that is there, and so is no fact of an entry that formats tell of.

    :param label: what links to PDFs are called.
    """
    found = ""
    for link in links:
        if link.kind == "pdf" or link.label == label:
            return None
        if link.kind not in _KINDS_OF_WORK:
            continue
        if link.target.lower().endswith(".pdf"):
            return None
        if _ARXIV_ABSTRACT.match(link.target):
            found = found or arxiv_of(link.target)
    address = f"https://arxiv.org/pdf/{found}"
    return ResourceLink("pdf", label, address, derived=True) if found else None


def _identity(link: ResourceLink, doi: str) -> str:
    """Return what is equal of two links to the same page: "url" often repeats *doi*."""
    target = link.target
    if resolver := _DOI_RESOLVER.match(target):
        return f"doi:{unquote(target[resolver.end() :]).lower()}"
    page = _ARXIV_PAGE.fullmatch(target)
    if page and (page[1] == "abs" or link.kind == "url"):
        return f"arxiv:{page[2]}"
    if doi and link.kind == "url" and "pdf" not in target.lower():
        # The page of a publisher to which the DOI leads: ".../doi/full/10.1000/182".
        _, found, behind = unquote(urlsplit(target).path).lower().partition(f"/{doi}")
        return f"doi:{doi}" if found and behind.strip("/") in _FORMS_OF_PAGES else target
    return target


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
    fields: Mapping[str, str], rows: Mapping[str, LinkField]
) -> Iterator[ResourceLink | LinkProblem]:
    # Exporters of web pages write addresses as HTML links.
    present = {name: address_in(value) or value for name, value in fields.items() if value.strip()}
    are_identified = False
    for name, row in rows.items():
        if row.address:
            if not are_identified:  # all of them stand at the place of the first
                are_identified = True
                yield from _identifiers(present, rows)
        elif name in present:
            yield from _from_field(name, present[name], row.label)


def _identifiers(
    fields: Mapping[str, str], rows: Mapping[str, LinkField]
) -> Iterator[ResourceLink | LinkProblem]:
    """Yield the DOI, the ``eprint``, and the identifiers that have fields of their own."""
    known = _identifier_rows(rows)
    eprinttype = fields.get("eprinttype", fields.get("archiveprefix", "arxiv")).strip().lower()
    seen: set[str] = set()
    for name in dict.fromkeys(("doi", "eprint", *known)):
        kind = eprinttype if name == "eprint" else name
        row = known.get(kind)
        if name not in fields or (row and row.name in seen):
            continue
        value = fields[name]
        if row is None and not _is_address(value):
            message = (
                f"is of the unknown type “{kind}”; it is printed without a link (the setting"
                " publications_links can give its address)"
            )
            yield LinkProblem(name, message)
        elif row and (identifier := _identifier(row, name, value, fields)):
            seen.add(row.name)
            address = row.address.format(quote(identifier, safe=_SAFE_IDENTIFIER))
            yield ResourceLink(kind, row.label, address)
        elif _is_address(value):
            # bioRxiv and some publishers export addresses.
            is_pdf = value.strip().lower().endswith(".pdf")
            label = "PDF" if is_pdf else "Preprint"
            if row and name != "eprint":
                label = rows["url"].label if row.name in _FINDERS else row.label
            yield from _from_field(name, value, label)
        elif row:
            _, problem = _FINDERS.get(row.name, (None, f"is no identifier of {row.label}: “{{}}”"))
            yield LinkProblem(name, problem.format(value))
    if "arxiv" not in seen and (arxiv := _arxiv_elsewhere(fields)):
        yield ResourceLink("arxiv", rows["arxiv"].label, rows["arxiv"].address.format(arxiv))


def _identifier_rows(rows: Mapping[str, LinkField]) -> dict[str, LinkField]:
    """Return a field of an identifier, or what ``eprinttype`` calls it → its row."""
    return {
        name: row
        for row in rows.values()
        if row.address
        for name in (row.name, *row.aliases.split())
    }


def _identifier(row: LinkField, name: str, value: str, fields: Mapping[str, str]) -> str:
    """Return the identifier in the *value* of the field *name*, or ""."""
    if row.name in _FINDERS:
        found = _FINDERS[row.name][0](value)
        area = fields.get("eprintclass", fields.get("primaryclass", "")).strip()
        if not found and name == "eprint" and area and _OLD_NUMBER.fullmatch(value.strip()):
            found = arxiv_of(f"{area.partition('.')[0]}/{value.strip()}")
        return found
    text = decode_verbatim(value)
    if row.pattern:
        match = re.search(row.pattern, text, re.IGNORECASE | re.ASCII)
        return match[1] if match else ""
    return "" if _is_address(text) else text


def _arxiv_elsewhere(fields: Mapping[str, str]) -> str:
    """Return arXiv's identifier if another field names arXiv with it, or else ""."""
    for name in _MAY_NAME_ARXIV:
        value = fields.get(name, "")
        names_arxiv = "arxiv" in value.lower() or (name == "volume" and value.startswith("abs/"))
        if name == "note" and not is_arxiv_name(decode_verbatim(value)):
            continue  # "See also arXiv:…" is another work
        text = re.sub(r"https?://arxiv\.org/\w+/", "arXiv:", value) if names_arxiv else ""
        if text and (found := arxiv_of(text)):
            return found
    return _arxiv_of_doi(fields)


def _is_address(value: str) -> bool:
    return value.strip().lower().startswith(("http://", "https://"))


def _from_field(name: str, value: str, label: str) -> Iterator[ResourceLink | LinkProblem]:
    targets = _BETWEEN.split(decode_verbatim(value))
    for number, text in enumerate(targets):
        target = html.unescape(text) if "&amp;" in text else text
        if target.startswith("<") and target.endswith(">"):
            target = target[1:-1].strip()  # as in an e-mail
        is_path = not _SCHEME.match(target) and not target.startswith(("//", "www."))
        if is_path and (name != "url" or not _DOI.fullmatch(target)):
            yield _local_file(name, target, label)
            continue
        if re.match(r"(?i)(?:doi:\s*)?10\.", target) and (doi := doi_of(target)):
            target = f"https://doi.org/{quote(doi, safe=_SAFE_IDENTIFIER)}"
        try:
            address = web_address(target)
        except UnsafeAddressError as problem:
            yield LinkProblem(name, f"{problem}; no link is made")
            continue
        host = (urlsplit(address).hostname or "").removeprefix("www.")
        called = label
        if name == "url" or name in _FINDERS:
            called = HOST_LABELS.get(host, host if number else label)
        yield ResourceLink(name, called, address)


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
