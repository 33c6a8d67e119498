"""How often detectors find the encoding of a ``.bib`` file: 300 texts in 12 encodings.

Run ``PYTHONPATH=ext:tests python -m bench.encodings``; detectors that are not installed are
left out, and named. The texts are made from known words: persons, titles and journals of 25
languages, in BibTeX. A third of them are a single short entry with a single field that is not
English; half are made from words that are held out (``tests/data/encodings``). A text is right
if all of it is.
"""

from __future__ import annotations

import random
import time
import tomllib
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from importlib import import_module
from importlib.metadata import PackageNotFoundError, version
from itertools import product
from typing import Final, NamedTuple

from support import ROOT

#: Encoding → the languages that are written in it.
ENCODINGS: Final = {
    "cp1252": "fr de es pt it sv da fi is nl",
    "cp1250": "pl cs sk hu ro hr",
    "iso8859_2": "cs hu hr pl ro sk",
    "cp1251": "ru uk bg",
    "koi8_u": "ru uk",
    "cp1253": "el",
    "cp1254": "tr",
    "gbk": "zh",
    "big5": "tw",
    "shift_jis": "ja",
    "euc_jp": "ja",
    "euc_kr": "ko",
}
HALVES: Final = ("known", "held_out")
COUNT: Final = 300
_ENGLISH: Final = {
    "persons": ["Smith, John", "Brown, Alice", "Lovelace, Ada", "Miller, Arthur", "Jones, Mary"],
    "titles": [
        "On the Theory of {Markov} Chains",
        "Learning from Human Feedback",
        "A History of Modern Thought",
        "{B}ayesian Inference in Practice: A Survey",
        "Notes on Grammar",
    ],
    "journals": ["Journal of Applied Logic", "Annals of Statistics", "Cambridge University Press"],
}
_FIELDS: Final = {"persons": "author", "titles": "title", "journals": "journal"}
Words = dict[str, dict[str, list[str]]]


class Sample(NamedTuple):
    """A text, and what file it is in."""

    encoding: str
    language: str
    half: str
    is_short: bool
    text: str

    @property
    def data(self) -> bytes:
        """The bytes of the file."""
        return self.text.encode(self.encoding)


def read_words(half: str) -> Words:
    """Return language → persons, titles and journals."""
    path = ROOT / "tests" / "data" / "encodings" / f"{half}.toml"
    return tomllib.loads(path.read_text(encoding="utf-8"))


def samples() -> Iterator[Sample]:
    """Yield the texts, always the same."""
    words = {half: read_words(half) for half in HALVES}
    for place, (number, encoding) in enumerate(product(range(COUNT // 12), ENCODINGS)):
        half = HALVES[(place + number) % 2]
        languages = ENCODINGS[encoding].split()
        language = languages[number % len(languages)]
        dice = random.Random(f"{encoding} {number}")
        is_short = number % 3 == 0
        while True:
            if is_short:
                text = _short(words[half][language], dice)
            else:
                text = _long(words[half], language, languages, dice)
            if not text.isascii() and _fits(text, encoding):
                break
        yield Sample(encoding, language, half, is_short, text)


def _fits(text: str, encoding: str) -> bool:
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        return False
    return True


def _entry(number: int, fields: dict[str, str]) -> str:
    lines = "".join(f"  {name:9} = {{{value}}},\n" for name, value in fields.items())
    return f"@article{{key{number},\n{lines}}}\n"


def _short(words: dict[str, list[str]], dice: random.Random) -> str:
    fields = {field: dice.choice(_ENGLISH[kind]) for kind, field in _FIELDS.items()}
    kind = dice.choice(list(_FIELDS))
    fields[_FIELDS[kind]] = dice.choice(words[kind])
    return _entry(dice.randrange(1000), fields | {"year": str(dice.randint(1950, 2026))})


def _long(words: Words, language: str, languages: Sequence[str], dice: random.Random) -> str:
    """Return several entries: half in the language, others in English and its neighbours."""
    entries = []
    for number in range(dice.randint(2, 12)):
        other = words[dice.choice(languages)] if dice.random() < 0.4 else _ENGLISH
        own = words[language] if number % 2 == 0 else other
        fields = {
            "author": " and ".join(dice.sample(own["persons"], dice.randint(1, 3))),
            "title": ": ".join(dice.sample(own["titles"], dice.randint(1, 2))),
            "journal": dice.choice(own["journals"]),
            "year": str(dice.randint(1950, 2026)),
            "pages": f"{dice.randint(1, 99)}--{dice.randint(100, 300)}",
        }
        entries.append(_entry(number, fields))
    return "\n".join(entries)


def with_a_stray_byte(sample: Sample) -> tuple[bytes, str]:
    """Return the sample in UTF-8 but for one "é" in Windows-1252, and its text."""
    head, brace, rest = sample.text.rpartition("}")
    text = f"{head}  note = {{Caf\N{LATIN SMALL LETTER E WITH ACUTE}}},\n{brace}{rest}"
    data = f"{head}  note = {{Caf".encode() + b"\xe9" + f"}},\n{brace}{rest}".encode()
    return data, text


def detectors() -> Iterator[tuple[str, Callable[[bytes], str]]]:
    """Yield the detectors that are here, by name, and what returns the text of a file."""
    from sphinx_publications.bib.decoding import decode_file

    for name, find in _FINDERS.items():
        try:
            label = f"{name} {version(name)}"
        except PackageNotFoundError:
            continue
        yield label, partial(_decoded, find)
    yield "sphinx-publications", lambda data: decode_file(data, "utf-8-sig")[0]


def _detect(module: str) -> Callable[[bytes], str | None]:
    return lambda data: import_module(module).detect(data)["encoding"]


#: Distribution → what finds an encoding. (charamel fails since Python 3.11.)
_FINDERS: Final[dict[str, Callable[[bytes], str | None]]] = {
    "charset-normalizer": _detect("charset_normalizer"),
    "chardet": _detect("chardet"),
    "faust-cchardet": _detect("cchardet"),
    "chardetng_py": lambda data: import_module("chardetng_py").detect(data, allow_utf8=True),
    "bytesense": lambda data: import_module("bytesense").from_bytes(data).encoding,
}


def _decoded(find: Callable[[bytes], str | None], data: bytes) -> str:
    try:
        return data.decode(find(data) or "cp1252", errors="replace")
    except LookupError:
        return ""


def share(right: Sequence[bool]) -> str:
    """Return "98.7 %"."""
    return f"{100 * sum(right) / len(right):.1f} %"


def main() -> None:
    """Print the table."""
    made = list(samples())
    columns = [(half, is_short) for half in HALVES for is_short in (True, False)]
    heads = [f"{half}, {'short' if short else 'long'}" for half, short in columns]
    shown = list(detectors())
    known = [label.partition(" ")[0] for label, _ in shown]
    print(f"{len(made)} texts; not installed:", *[name for name in _FINDERS if name not in known])
    heads += ["all", "held out", "UTF-8", "stray byte", "ms"]
    print(f"{'':26}", *(f"{head:>15}" for head in heads))
    for name, read in shown:
        start = time.perf_counter()
        right = [(sample, read(sample.data) == sample.text) for sample in made]
        spent = (time.perf_counter() - start) * 1000 / len(made)
        figures = [
            share([is_right for sample, is_right in right if sample[2:4] == column])
            for column in columns
        ]
        figures += [
            share([is_right for _, is_right in right]),
            share([is_right for sample, is_right in right if sample.half == "held_out"]),
            share([read(sample.text.encode()) == sample.text for sample in made]),
            share([read(data) == text for data, text in map(with_a_stray_byte, made)]),
            f"{spent:.1f}",
        ]
        print(f"{name:26}", *(f"{figure:>15}" for figure in figures))


if __name__ == "__main__":
    main()
