"""What a PDF of Typst says to those who do not see it: its structure, and the text in it.

Only what Typst writes is understood: fonts with two bytes for a letter, no text in pictures.
Libraries that understand more lose the text behind a letter that is another one for readers.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, NamedTuple

import pikepdf
from pikepdf import Array, Dictionary, Name

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from pikepdf import Object, Page, Pdf

#: Elements that stand in a line; others begin one.
_INLINE: Final = frozenset("Code Em Formula Link Quote Reference Span Strong".split())


# -- Structure ----------------------------------------------------------------


class Text(NamedTuple):
    """Letters, and the number of their page, from 1."""

    page: int
    content: str


class Target(NamedTuple):
    """An annotation of a link: the address or the page it leads to, and what is said of it."""

    page: int
    number: tuple[int, int]
    goal: str | int
    contents: str


@dataclass(frozen=True)
class Element:
    """An element of the structure tree: what readers tell it is, and what is in it, in order."""

    role: str
    alt: str
    parts: tuple[Element | Text | Target, ...]

    def walk(self) -> Iterator[Element]:
        """Yield it, and all elements in it."""
        yield self
        for part in self.parts:
            if isinstance(part, Element):
                yield from part.walk()

    def all(self, *roles: str) -> list[Element]:
        """Return the elements with these roles, in order."""
        return [element for element in self.walk() if element.role in roles]

    def _leaves(self) -> Iterator[Text | Target]:
        for part in self.parts:
            if isinstance(part, Element):
                yield from part._leaves()
            else:
                yield part

    @property
    def text(self) -> str:
        """What is read of it."""
        return "".join(leaf.content for leaf in self._leaves() if isinstance(leaf, Text))

    @property
    def pages(self) -> list[int]:
        """The pages on which there is something of it, in order."""
        return sorted({leaf.page for leaf in self._leaves() if isinstance(leaf, Text)})

    @property
    def targets(self) -> list[Target]:
        """Where the links in it lead."""
        return [leaf for leaf in self._leaves() if isinstance(leaf, Target)]

    @property
    def goal(self) -> str | int:
        """The only address or page that the links in it lead to."""
        (goal,) = {target.goal for target in self.targets}
        return goal


def structure(path: Path) -> Element:
    """Return the structure of a PDF, with its text and its links."""
    with pikepdf.open(path) as pdf:
        texts = {number: _marked(page)[0] for number, page in enumerate(pdf.pages, 1)}
        numbers = _page_numbers(pdf)

        def element(node: Any) -> Element:
            number = numbers[node.Pg.objgen] if "/Pg" in node else 0
            parts = tuple(part(kid, number) for kid in _list(node.get("/K")))
            return Element(str(node.S)[1:], str(node.get("/Alt", "")), parts)

        def part(node: Any, number: int) -> Element | Text | Target:
            if isinstance(node, int):
                return Text(number, texts[number][node])
            if "/Pg" in node:
                number = numbers[node.Pg.objgen]
            match str(node.get("/Type")):
                case "/MCR":
                    return Text(number, texts[number][int(node.MCID)])
                case "/OBJR":
                    said = str(node.Obj.get("/Contents", ""))
                    return Target(number, node.Obj.objgen, _goal(node.Obj, numbers), said)
            return element(node)

        (root,) = _list(pdf.Root.StructTreeRoot.K)
        return element(root)


def _list(value: Any) -> list[Any]:
    if value is None:
        return []
    return list(value) if isinstance(value, Array) else [value]


def _page_numbers(pdf: Pdf) -> dict[Any, int]:
    return {page.objgen: number for number, page in enumerate(pdf.pages, 1)}


def _goal(leader: Any, numbers: dict[Any, int]) -> str | int:
    """Return the address or the page that an annotation or an item of an outline leads to."""
    action = leader.get("/A", Dictionary())
    if "/URI" in action:
        return str(action.URI)
    place: Any = leader.get("/Dest", action.get("/D"))
    return numbers[place[0].objgen]


# -- Blocks -------------------------------------------------------------------


@dataclass
class Block:
    """What stands in lines of its own: the role of the element that it is in, and its text."""

    role: str
    texts: list[Text] = field(default_factory=list)

    @property
    def text(self) -> str:
        """What is read of it; lines end where there is room, and say nothing."""
        return " ".join("".join(text.content for text in self.texts).split())


def blocks(element: Element) -> list[Block]:
    """Return the blocks in an element, in the order in which they are read."""
    found: list[Block] = []

    def walk(inner: Element, block: Block) -> None:
        for part in inner.parts:
            if isinstance(part, Text):
                block.texts.append(part)
            elif isinstance(part, Element) and part.role in _INLINE:
                walk(part, block)
            elif isinstance(part, Element):
                found.append(Block(part.role))
                walk(part, found[-1])
                found.append(block := Block(inner.role))

    walk(element, Block(element.role))
    return [block for block in found if block.text]


# -- The text of pages --------------------------------------------------------


def artifacts(path: Path) -> list[list[tuple[str, str]]]:
    """Return what is no part of a document: of each page, kinds and texts."""
    with pikepdf.open(path) as pdf:
        return [_marked(page)[1] for page in pdf.pages]


def _marked(page: Page) -> tuple[dict[int, str], list[tuple[str, str]]]:
    """Return the text of each numbered part of a page, and kinds and texts of its artifacts."""
    fonts = {name: _letters(font) for name, font in page.Resources.get("/Font", {}).items()}
    letters: dict[int, str] = {}
    parts: dict[int, list[str]] = {}
    unread: list[tuple[str, list[str]]] = []
    #: Where the text goes, of each mark that is open.
    opened: list[list[str] | None] = [None]

    def add(text: str) -> None:
        assert opened[-1] is not None, f"{text!r} is no part of anything"
        opened[-1].append(text)

    for instruction in pikepdf.parse_content_stream(page):
        operands: Any = list(instruction.operands)
        match str(instruction.operator):
            case "BMC" | "BDC":
                tag, about = [*operands, Dictionary()][:2]
                texts = opened[-1]
                if tag == Name.Artifact:
                    texts = []
                    unread.append((str(about.get("/Subtype", "")), texts))
                elif "/MCID" in about:
                    texts = parts.setdefault(int(about.MCID), [])
                opened.append(texts)
                if "/ActualText" in about:
                    add(str(about.ActualText))
                    opened[-1] = []  # its letters do not count
            case "EMC":
                opened.pop()
            case "Tf":
                letters = fonts[str(operands[0])]
            case "Tj" | "TJ":
                add(_shown(_list(operands[0]), letters))
            case "Do":
                picture: Any = page.Resources.XObject[str(operands[0])]
                assert "/Font" not in picture.get("/Resources", {})
            case "'" | '"' as operator:
                raise NotImplementedError(operator)
    return (
        {number: "".join(found) for number, found in parts.items()},
        [(kind, "".join(found)) for kind, found in unread],
    )


def _shown(pieces: list[Any], letters: dict[int, str]) -> str:
    """Return what pieces of text say; numbers between them move the next."""
    code = b"".join(bytes(piece) for piece in pieces if isinstance(piece, pikepdf.String))
    pairs = (int.from_bytes(code[at : at + 2]) for at in range(0, len(code), 2))
    return "".join(letters.get(pair, "\ufffd") for pair in pairs)


def _letters(font: Object) -> dict[int, str]:
    """Return what the letters of a font are, by their codes."""
    assert font.Subtype == Name.Type0
    source = font.ToUnicode.read_bytes().decode("latin-1")
    assert "beginbfrange" not in source
    pairs = re.findall(r"<([0-9A-F]{4})> <([0-9A-F]+)>", source.partition("beginbfchar")[2])
    return {int(code, 16): bytes.fromhex(text).decode("utf-16-be") for code, text in pairs}


# -- The file -----------------------------------------------------------------


def outline(path: Path) -> list[tuple[int, str, str | int]]:
    """Return the outline: how deep an item is, from 1, its text, and the page it leads to."""
    with pikepdf.open(path) as pdf:
        numbers = _page_numbers(pdf)

        def walk(item: Any, depth: int) -> Iterator[tuple[int, str, str | int]]:
            while item is not None:
                yield depth, str(item.Title), _goal(item, numbers)
                yield from walk(item.get("/First"), depth + 1)
                item = item.get("/Next")

        return list(walk(pdf.Root.Outlines.get("/First"), 1))


def claims(path: Path) -> list[str]:
    """Return the standards that a PDF says it meets, as validators name them."""
    with pikepdf.open(path) as pdf:
        about = pdf.open_metadata()
        found = []
        if "pdfuaid:part" in about:
            found.append(f"ua{about['pdfuaid:part']}")
        if "pdfaid:part" in about:
            found.append(f"{about['pdfaid:part']}{about['pdfaid:conformance']}".lower())
        return found


def syntax_of(path: Path) -> list[str]:
    """Return what is wrong with a file as such, whatever it shows."""
    with pikepdf.open(path) as pdf:
        return pdf.check_pdf_syntax()
