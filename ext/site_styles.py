"""Each page holds the style rules that it uses, cut out of its stylesheets when it is written.

pydata-sphinx-theme has a browser load 378 kB of rules before it shows a page; of these and of
Sphinx's, the lists' and the site's own a page uses a tenth. That tenth stands in its head:
nothing has to be asked for before the page is shown, and as a page's rules follow from that
page alone, a page that begins to use a class has its rules as soon as it is written.

A rule stays if all names in its selector occur in the page: as a tag, class, id or attribute, or
as a word of a script that the page runs, which may put them there. What only a user or a browser
brings about (``:hover``, ``[open]``) is taken to happen.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache
from html.parser import HTMLParser
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final, NamedTuple, TypeAlias

import tinycss2
from sphinx.application import Sphinx
from sphinx.jinja2glue import BuiltinTemplateLoader

import sphinx_publications
from sphinx_publications.incremental.store import Part, Store
from sphinx_publications.sphinx_ext.pages.shells import SHELL
from sphinx_publications.text.digests import digest

__all__ = ["PageTemplates", "setup"]

#: A token of CSS, or several in brackets, as tinycss2 has them.
Node: TypeAlias = Any

#: A stylesheet or script of the site, and the way to the folder of all of them.
_LINK: Final = re.compile(
    r'\s*<link(?=[^>]* rel="stylesheet")[^>]* href="([^"]*?_static/)([^"?]+)[^>]*>'
)
#: Stylesheets that are written behind all pages: the theme has colours of its own for code.
_LATE: Final = frozenset({"pygments.css"})
_SCRIPT: Final = re.compile(r'<script\b[^>]* src="[^"]*?_static/([^"?]+)')
_WORD: Final = re.compile(r"[A-Za-z_-][\w-]*")
#: Elements and attributes that no page has to write.
_ALWAYS: Final = frozenset({"html", "head", "body", "tbody", "open"})
#: Pseudo-classes that say what an element, or one around it, must be.
_REQUIRING: Final = frozenset({"is", "where", "has", "matches", "-webkit-any", "-moz-any"})
#: Rules that hold other rules.
_GROUPS: Final = frozenset({"media", "supports", "container", "layer", "scope", "starting-style"})
#: Properties whose values name keyframes or fonts.
_NAMING: Final = ("--", "animation", "font")


# -- What a stylesheet says ----------------------------------------------------------------------


class Name(NamedTuple):
    """A name that a selector requires."""

    #: "tag", "class", "id", "attribute" or "type", which is what an attribute of this name says.
    kind: str
    name: str


#: All that must be there; of selectors side by side, as ``:is()`` has them, one.
Needs: TypeAlias = "tuple[Name | tuple[Needs, ...], ...]"


class Declaration(NamedTuple):
    """A property with its value."""

    property: str
    text: str
    #: The custom properties that the value refers to.
    refers: frozenset[str]
    #: The names in the value that could be keyframes or fonts.
    names: frozenset[str]


class Style(NamedTuple):
    """Selectors, and what they are declared to look like."""

    selectors: tuple[tuple[str, Needs], ...]
    declarations: tuple[Declaration, ...]


class Group(NamedTuple):
    """Rules under a condition."""

    condition: str
    rules: tuple[Rule, ...]


class Other(NamedTuple):
    """Any other rule: it stays, unless it is of keyframes, a font or a property of no use."""

    #: What it is: "keyframes", "font-face", "page"…
    kind: str
    name: str
    text: str
    refers: frozenset[str]


Rule: TypeAlias = Style | Group | Other


def rules_of(nodes: Iterable[Node], folder: str) -> Iterator[Rule]:
    """Yield the rules of a parsed stylesheet.

    :param folder: where it lies, as a path from "_static": its addresses start there.
    """
    for node in nodes:
        if node.type == "qualified-rule":
            parts = tinycss2.parse_blocks_contents(node.content, True, True)
            declared = [part for part in parts if part.type == "declaration"]
            if len(declared) < len(parts):
                # Rules within rules, or what is no CSS: who understands it may have it.
                yield _other("", "", node, folder)
                continue
            selectors = [(_tight(one), _needs(one)) for one in _split(node.prelude)]
            yield Style(tuple(selectors), tuple(_declaration(part, folder) for part in declared))
        elif node.type == "at-rule" and node.lower_at_keyword != "charset":
            yield _at_rule(node, folder)


def _at_rule(node: Node, folder: str) -> Rule:
    keyword = node.lower_at_keyword.removeprefix("-webkit-").removeprefix("-moz-")
    if keyword in _GROUPS and node.content is not None:
        rules = tinycss2.parse_blocks_contents(node.content, True, True)
        condition = f"@{node.at_keyword} {_value(node.prelude, folder)}".rstrip()
        return Group(condition, tuple(rules_of(rules, folder)))
    name = _value(node.prelude, folder)
    if keyword == "font-face":
        parts = tinycss2.parse_blocks_contents(node.content or [], True, True)
        declared = [part for part in parts if part.type == "declaration"]
        name = "".join(_family(part.value) for part in declared if part.name == "font-family")
    return _other(keyword, name, node, folder)


def _other(kind: str, name: str, node: Node, folder: str) -> Other:
    refers = frozenset(_references(node.content or ()))
    return Other(kind, name, _value([node], folder), refers)


def _declaration(part: Node, folder: str) -> Declaration:
    text = f"{part.name}:{_value(part.value, folder)}{'!important' if part.important else ''}"
    names = _names(part.value) if part.lower_name.startswith(_NAMING) else ()
    return Declaration(part.name, text, frozenset(_references(part.value)), frozenset(names))


def _references(nodes: Iterable[Node]) -> Iterator[str]:
    """Yield the custom properties that are named anywhere in a value."""
    for node in nodes:
        if node.type == "ident" and node.value.startswith("--"):
            yield node.value
        for inside in ("arguments", "content", "prelude"):
            yield from _references(getattr(node, inside, None) or ())


def _names(value: Sequence[Node]) -> Iterator[str]:
    """Yield the words of a value, and words that stand side by side as one."""
    for part in _split(value):
        yield _family(part)
        for node in part:
            yield _family([node])
            yield from _names(getattr(node, "arguments", ()))


def _family(value: Sequence[Node]) -> str:
    """Return the name of a font."""
    return " ".join(node.value for node in value if node.type in {"string", "ident"})


def _value(nodes: Sequence[Node], folder: str) -> str:
    """Return the text of nodes in few characters, with addresses from "_static"."""
    return tinycss2.serialize(list(_lean(nodes, folder))).strip()


def _lean(nodes: Iterable[Node], folder: str, last: str = ",") -> Iterator[Node]:
    """Yield nodes without comments and with little space; their addresses are made to fit."""
    for token in nodes:
        if token.type == "comment" or (token.type == "whitespace" and last == ","):
            continue
        node = token
        if node.type == "whitespace":
            node.value = " "
        elif address := _address(node):
            node = tinycss2.parse_one_component_value(f'url("{_from_static(address, folder)}")')
        for inside in ("arguments", "content", "prelude"):
            if getattr(node, inside, None):
                before = "" if inside == "prelude" else ","
                setattr(node, inside, list(_lean(getattr(node, inside), folder, before)))
        last = getattr(node, "value", "") if node.type in {"literal", "whitespace"} else node.type
        last = "," if last in {",", ";", " "} else last
        yield node


def _address(node: Node) -> str:
    """Return the address that ``url()`` has, if it is one."""
    if node.type == "function" and node.lower_name == "url":
        return "".join(part.value for part in node.arguments if part.type == "string")
    return str(node.value) if node.type == "url" else ""


def _from_static(address: str, folder: str) -> str:
    """Return the address of a file beside a stylesheet as a path from the pages' own folder."""
    if re.match(r"[a-z]+:|/|#", address):
        return address
    return posixpath.normpath(posixpath.join("_static", folder, address))


def _split(nodes: Sequence[Node]) -> list[list[Node]]:
    """Return what stands between the commas."""
    parts: list[list[Node]] = [[]]
    for node in nodes:
        if node == ",":
            parts.append([])
        elif node.type != "comment":
            parts[-1].append(node)
    return parts


def _tight(selector: Sequence[Node]) -> str:
    """Return the text of a selector, without space around its signs."""
    text = " ".join(tinycss2.serialize(selector).split())
    return re.sub(r" ([>~]) ", r"\1", text)


def _needs(selector: Sequence[Node]) -> Needs:
    """Return what a selector requires."""
    found: list[Name | tuple[Needs, ...]] = []
    before = ""
    for node in selector:
        match node.type:
            case "ident" if before == ".":
                found.append(Name("class", node.value))
            case "ident" if before != ":":
                found.append(Name("tag", node.lower_value))
            case "hash":
                found.append(Name("id", node.value))
            case "ident" if node.value == "host":
                found.append(Name("tag", ":host"))  # of other trees than the page
            case "[] block":
                found.append(_attribute(node.content))
            case "function" if node.lower_name in _REQUIRING:
                found.append(tuple(_needs(one) for one in _split(node.arguments)))
        before = node.value if node.type == "literal" else ""
    return tuple(found)


def _attribute(content: Sequence[Node]) -> Name:
    """Return the name of an attribute; of a type, as of fields, the type."""
    name, *rest = [part.value for part in content if part.type in {"ident", "string"}]
    if name.lower() == "type" and rest:
        return Name("type", rest[0].lower())
    return Name("attribute", name.lower())


# -- What a page has -----------------------------------------------------------------------------


class Words(HTMLParser):
    """The names that occur in a page."""

    def __init__(self, page: str) -> None:
        super().__init__()
        kinds = ("tag", "class", "id", "attribute", "type")
        self.found: dict[str, set[str]] = {kind: set() for kind in kinds}
        #: The words of scripts, which may use them as names of any kind.
        self.scripts = set(_ALWAYS)
        #: What refers to custom properties beside the rules.
        self.styles: set[str] = set()
        self._runs = False
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag and its attributes."""
        self.found["tag"].add(tag)
        for name, value in attrs:
            self.found["attribute"].add(name)
            if name in {"class", "id", "type"}:
                self.found[name].update((value or "").split())
            elif name == "style":
                self.styles.update(_WORD.findall(value or ""))
        self._runs = tag == "script" and dict(attrs).get("type") in {None, "module"}

    def handle_data(self, data: str) -> None:
        """Note the words of a script."""
        if self._runs and self.cdata_elem == "script":
            self.scripts.update(_WORD.findall(data))

    def have(self, needs: Needs) -> bool:
        """Tell whether all that a selector requires is there."""
        return all(
            self._has(need) if isinstance(need, Name) else any(self.have(one) for one in need)
            for need in needs
        )

    def _has(self, need: Name) -> bool:
        if need.name in self.found[need.kind] or need.name in self.scripts:
            return True
        if not need.name.startswith("data-"):
            return False
        # A script has "element.dataset.someName" for it.
        first, *rest = need.name.removeprefix("data-").split("-")
        return first + "".join(word.capitalize() for word in rest) in self.scripts


# -- What is left of a stylesheet ----------------------------------------------------------------


def cut(rules: Iterable[Rule], words: Words) -> str:
    """Return the rules that a page uses, as text."""
    used = list(_used(rules, words))
    declared = [one for rule in _each(used) if isinstance(rule, Style) for one in rule.declarations]
    others = [rule for rule in _each(used) if isinstance(rule, Other)]
    # Custom properties that something refers to, or that such a one refers to, and so on.
    refers = {name for one in declared if one.property[:2] != "--" for name in one.refers}
    refers |= {name for rule in others for name in rule.refers} | words.scripts | words.styles
    while more := {
        name for one in declared if one.property in refers for name in one.refers - refers
    }:
        refers |= more
    declared = [one for one in declared if one.property[:2] != "--" or one.property in refers]
    names = {name for one in declared for name in one.names} | words.scripts | words.styles
    return _text(used, refers, names)


def _used(rules: Iterable[Rule], words: Words) -> Iterator[Rule]:
    """Yield the rules whose selectors can match something, with these selectors only."""
    for rule in rules:
        if isinstance(rule, Style):
            selectors = tuple(one for one in rule.selectors if words.have(one[1]))
            if selectors:
                yield rule._replace(selectors=selectors)
        elif isinstance(rule, Group):
            yield rule._replace(rules=tuple(_used(rule.rules, words)))
        else:
            yield rule


def _each(rules: Iterable[Rule]) -> Iterator[Style | Other]:
    for rule in rules:
        if isinstance(rule, Group):
            yield from _each(rule.rules)
        else:
            yield rule


def _text(rules: Iterable[Rule], refers: set[str], names: set[str]) -> str:
    """Return rules as text, without custom properties, keyframes and fonts that nothing names."""
    parts: list[str] = []
    for rule in rules:
        if isinstance(rule, Style):
            texts = [
                one.text
                for one in rule.declarations
                if one.property[:2] != "--" or one.property in refers
            ]
            if texts:
                parts.append(f"{','.join(text for text, _ in rule.selectors)}{{{';'.join(texts)}}}")
        elif isinstance(rule, Group):
            inside = _text(rule.rules, refers, names)
            if inside:
                parts.append(f"{rule.condition}{{{inside}}}")
        elif rule.name in {"keyframes": names, "font-face": names, "property": refers}.get(
            rule.kind, {rule.name}
        ):
            parts.append(rule.text)
    return "".join(parts)


# -- Where it is done ----------------------------------------------------------------------------


class PageTemplates(BuiltinTemplateLoader):
    """Sphinx's templates; in a page that they make, its style rules stand for its stylesheets."""

    def init(self, builder: Any, theme: Any = None, dirs: list[str] | None = None) -> None:
        """Note where the output and the kept rules lie."""
        super().init(builder, theme, dirs)
        self.static = Path(builder.outdir, "_static")
        self.is_site = builder.format == "html" and builder.name != "epub"
        self.is_cut = self.is_site and builder.config.site_styles
        self.store = Store(builder.doctreedir)
        self.sheet = cache(self._sheet)
        self.script = cache(self._script)

    def render(self, template: str, context: dict[str, Any]) -> str:  # type: ignore[override]
        """Return a page."""
        page = super().render(template, context)
        if not self.is_cut:
            return page
        # One page is made for all publications, whose texts are put into it afterwards.
        more = _publication_words() if context.get("pagename") == SHELL else frozenset()
        return inlined(page, self.sheet, self.script, more)

    def _script(self, name: str) -> frozenset[str]:
        """Return the words of a script."""
        return frozenset(_WORD.findall((self.static / name).read_text(encoding="utf-8")))

    def _sheet(self, name: str) -> tuple[Rule, ...]:
        """Return the rules of a stylesheet; kept, as to parse the theme's takes half a second."""
        content = (self.static / name).read_bytes()
        own = Path(__file__).read_bytes()
        made_of = (version("tinycss2"), digest(own), name, digest(content))
        part = Part(f"styles-{digest(made_of)[:16]}", tuple)
        kept = self.store.load(part)
        if kept is None:
            parsed = tinycss2.parse_stylesheet(content.decode(), True, True)
            kept = tuple(rules_of(parsed, posixpath.dirname(name)))
            self.store.save(part, kept)
        return kept


def _publication_words() -> frozenset[str]:
    """Return the words of the modules that write publications as HTML, and of their stylesheets.

    Some of the names that these style are put together when a publication is written.
    """
    package = Path(sphinx_publications.__path__[0])
    files = [*package.glob("html/**/*.py"), *package.glob("static/*.css")]
    return frozenset(
        word for path in files for word in _WORD.findall(path.read_text(encoding="utf-8"))
    )


def inlined(
    page: str,
    sheet: Callable[[str], Iterable[Rule]],
    script: Callable[[str], Iterable[str]],
    more: Iterable[str] = (),
) -> str:
    """Return a page with the rules that it uses in the place of its stylesheets.

    :param sheet: a function that returns the rules of a stylesheet.
    :param script: a function that returns the words of a script.
    :param more: other words that may become names in the page.
    """
    links = [link for link in _LINK.finditer(page) if link[2] not in _LATE]
    if not links:
        return page
    words = Words(page)
    words.scripts.update(more)
    for name in _SCRIPT.findall(page):
        words.scripts.update(script(name))
    text = cut([rule for link in links for rule in sheet(link[2])], words)
    root = links[0][1].removesuffix("_static/")
    text = text.replace('url("_static/', f'url("{root}_static/').replace("</", "<\\/")
    place = links[0].start()
    rest = _LINK.sub(lambda link: link[0] if link[2] in _LATE else "", page[place:])
    return f"{page[:place]}\n    <style>{text}</style>{rest}"


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the setting ``site_styles``: whether pages hold their rules."""
    app.add_config_value("site_styles", True, "html", types=frozenset({bool}))
    return {"parallel_read_safe": True, "parallel_write_safe": True}
