from __future__ import annotations

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.encodings import HALVES, samples, with_a_stray_byte
from sphinx_publications.bib.charset_detection import CHARSETS
from sphinx_publications.bib.decoding import decode_file

WEST = "Western European (Windows-1252)"
MAC = "Western European, old Macintosh (Macintosh)"
DOS = "Western European, DOS (CP850)"
ISO = "Central European (ISO-8859-2)"
SAVE = (
    "To save it in UTF-8, choose “UTF-8” under “Save with encoding” in your editor, or run:"
    " iconv -f {} -t UTF-8 a.bib > a-utf8.bib"
)
WRONG = (
    'If letters are wrong, say what it is in, such as bibtex_encoding = "{0}" in conf.py'
    " (--encoding {0} for the checker)"
)


def read(data: bytes, encoding: str = "utf-8-sig") -> tuple[str, list[str]]:
    """Return the text of *data*, and the reports."""
    text, reports = decode_file(data, encoding, "a.bib")
    return text, [f"{report.subtype}: {report}" for report in reports]


def guess(words: str, name: str, other: str = "cp1250") -> str:
    """Return the report on a file that was taken for one in the encoding *name*."""
    advice = f"{SAVE.format(name)}. {WRONG.format(other)}"
    return f"file: a.bib: is not in UTF-8; it was read as {words}, which is a guess. {advice}"


def stray(line: int, words: str, charset: str = WEST) -> str:
    """Return the report on *words* in a file that is in UTF-8 elsewhere."""
    return (
        f"file: a.bib:{line}: “{words}” is not in UTF-8, unlike the rest of the file; it was read"
        f" as {charset}: write it anew, and save the file in UTF-8"
    )


def entry(title: str) -> str:
    """Return an entry of three lines."""
    return f"@article{{k,\n  title = {{{title}}},\n}}\n"


@pytest.mark.parametrize("half", HALVES)
def test_nearly_all_of_300_texts_in_12_encodings_are_read(half: str) -> None:
    made = [sample for sample in samples() if sample.half == half]
    assert len(made) == 150
    right = [decode_file(sample.data, "utf-8-sig")[0] == sample.text for sample in made]
    assert sum(right) >= 0.97 * len(made)


def test_valid_utf8_and_utf8_with_a_stray_byte_are_always_read() -> None:
    for sample in samples():
        assert read(sample.text.encode()) == (sample.text, [])
        data, text = with_a_stray_byte(sample)
        line = text[: text.index("Café")].count("\n") + 1
        assert read(data) == (text, [stray(line, "Café")])


@given(st.text(), st.sampled_from(["utf-8", "utf-8-sig", "cp1252", "gbk", "latin-1", "no such"]))
def test_utf8_is_never_taken_for_anything_else(text: str, encoding: str) -> None:
    text = text.removeprefix("\ufeff")
    assert decode_file(text.encode(), encoding)[0] == text
    assert decode_file(text.encode("utf-8-sig"), encoding)[0] == text


@given(st.binary(), st.sampled_from(["utf-8", "utf-16", "cp1252", "gbk", "idna", "utf-7", "\0"]))
def test_any_bytes_are_read(data: bytes, encoding: str) -> None:
    text, _ = decode_file(data, encoding)
    text.encode()


@pytest.mark.parametrize(
    ("title", "codec", "words", "name"),
    [
        ("À propos des forêts", "cp1252", WEST, "Windows-1252"),
        ("Où est l'élève près de l'île", "cp1252", WEST, "Windows-1252"),
        ("Die Straße", "cp1252", WEST, "Windows-1252"),
        ("Groß", "latin-1", WEST, "Windows-1252"),
        ("ß", "cp1252", WEST, "Windows-1252"),
        ("é", "cp1252", WEST, "Windows-1252"),
        ("à", "cp1252", WEST, "Windows-1252"),
        ("The caf{é}", "cp1252", WEST, "Windows-1252"),
        ("Peña", "cp1252", WEST, "Windows-1252"),
        ("Markov – 5 €", "cp1252", WEST, "Windows-1252"),
        ("‘Quoted’ and “quoted”", "cp1252", WEST, "Windows-1252"),
        ("© 2001, ¿qué?, «là»", "cp1252", WEST, "Windows-1252"),
        ("ÜBER ÄRZTE", "cp1252", WEST, "Windows-1252"),
        ("Größe", "mac_roman", MAC, "Macintosh"),
        ("Déjà vu", "cp850", DOS, "CP850"),
        ("强化学习的理论与应用", "gbk", "Simplified Chinese (GB18030)", "GB18030"),
        ("機器學習的理論", "big5", "Traditional Chinese (Big5)", "Big5"),
        ("強化学習の理論", "shift_jis", "Japanese (Shift_JIS)", "Shift_JIS"),
        ("강화 학습의 이론", "euc_kr", "Korean (CP949)", "CP949"),
        ("Основы теории", "cp1251", "Cyrillic (Windows-1251)", "Windows-1251"),
        ("Иванов, И.", "cp1251", "Cyrillic (Windows-1251)", "Windows-1251"),
        ("Основы теории", "koi8_r", "Cyrillic (KOI8-U)", "KOI8-U"),
        ("Θεωρία πιθανοτήτων", "cp1253", "Greek (Windows-1253)", "Windows-1253"),
        ("Türkiye'de eğitim", "cp1254", "Turkish (Windows-1254)", "Windows-1254"),
    ],
)
def test_an_older_encoding_is_guessed(title: str, codec: str, words: str, name: str) -> None:
    text = entry(title)
    assert read(text.encode(codec)) == (text, [guess(words, name)])


def test_a_guess_of_central_european_offers_western() -> None:
    text = entry("Příliš žluťoučký kůň")
    report = guess("Central European (Windows-1250)", "Windows-1250", "cp1252")
    assert read(text.encode("cp1250")) == (text, [report])


def test_stray_bytes_are_reported_line_by_line() -> None:
    data = (
        entry("Łódź über naïve Fälle").encode() + b"@misc{x,\n  note = {caf\xe9},\r\n a={\x81}}\n"
    )
    text = entry("Łódź über naïve Fälle") + "@misc{x,\n  note = {café},\r\n a={\ufffd}}\n"
    assert read(data) == (text, [stray(5, "café"), stray(6, "\ufffd")])


@pytest.mark.parametrize("end", ["\n", "\r", "\r\n"])
def test_lines_are_counted_whatever_ends_them(end: str) -> None:
    text = "@misc{a,\n note = {Größe}}\n\n@misc{b,\n note = {Straße}}\n".replace("\n", end)
    assert read(text.encode().replace("aß".encode(), b"a\xdf")) == (text, [stray(5, "Straße")])


def test_many_lines_of_stray_bytes_are_one_report() -> None:
    text = entry("Größe") + entry("Où est l'été, façade, forêt") * 12
    data = entry("Größe").encode() + (entry("Où est l'été, façade, forêt") * 12).encode("cp1252")
    lines = ", ".join(str(5 + 3 * number) for number in range(10))
    report = (
        f"file: a.bib:5: lines {lines} and more are not in UTF-8, unlike the rest of the file;"
        f" they were read as {WEST}: check them, and save the file in UTF-8"
    )
    assert read(data) == (text, [report])


@pytest.mark.parametrize(
    ("title", "pasted", "shown", "codec", "charset"),
    [
        ("Größe der Wälder", "Où est l'été", "Où été", "cp1252", WEST),
        ("Größe", "Łódź i żółw", "Łódź żółw", "cp1250", "Central European (Windows-1250)"),
        ("强化学习的理论", "强化学习", "强化学习", "gbk", "Simplified Chinese (GB18030)"),
        ("Основы теории", "Введение", "Введение", "cp1251", "Cyrillic (Windows-1251)"),
    ],
)
def test_halves_that_were_pasted_together(
    title: str, pasted: str, shown: str, codec: str, charset: str
) -> None:
    first, second = entry(title), entry(pasted)
    expected = [stray(line, shown, charset) for line in (2, 5)]
    assert read(first.encode() + second.encode(codec)) == (first + second, expected[1:])
    assert read(second.encode(codec) + first.encode()) == (second + first, expected[:1])


@pytest.mark.parametrize(
    ("title", "shown"),
    [("für é", "Ã"), ("强化", "强åŒ"), ("강", "ê°"), ("Łódź", "ŁódÅ")],
    ids=ascii,
)
def test_a_last_character_that_is_cut_off(title: str, shown: str) -> None:
    data = (entry("é") + "@misc{x, title={" + title).encode()[:-1]
    known, cut = data[: data.rindex(b"=") + 2].decode(), " ".join([*title.split()[:-1], shown])
    assert read(data) == (known + cut, [stray(4, shown)])


@pytest.mark.parametrize(
    ("before", "codec", "behind", "words", "name"),
    [
        ("% Encoding: Cp1250\n", "cp1250", "", "Central European (Windows-1250)", "Windows-1250"),
        ("% Encoding: ISO8859_2\n", "iso8859_2", "", ISO, "ISO-8859-2"),
        ("% -*- mode: bibtex; coding: latin-1 -*-\n", "cp1252", "", WEST, "Windows-1252"),
        ("% -*- coding: iso-latin-1-unix -*-\r", "cp1252", "", WEST, "Windows-1252"),
        ("% !TeX encoding = MacRoman\n", "mac_roman", "", MAC, "Macintosh"),
        ("% vim: set fenc=cp1257 :\n", "cp1257", "", "Baltic (Windows-1257)", "Windows-1257"),
        ("", "cp850", "% Local Variables:\n% coding: cp850-dos\n% End:\n", DOS, "CP850"),
    ],
)  # fmt: skip
def test_a_comment_that_names_the_encoding_is_believed(
    before: str, codec: str, behind: str, words: str, name: str
) -> None:
    text = f"{before}{entry('Fälle')}{behind}"
    advice = f"as a comment in it says. {SAVE.format(name)}"
    report = f"file: a.bib: is not in UTF-8; it was read as {words}, {advice}"
    assert read(text.encode(codec)) == (text, [report])
    assert read(text.encode()) == (text, [])


@pytest.mark.parametrize("note", ["UTF-8", "no such", "utf-16", "ascii", "hex", "shift_jis"])
def test_a_comment_that_is_wrong_is_not(note: str) -> None:
    text = f"% Encoding: {note}\n{entry('Die Größe – Übersicht')}"
    assert read(text.encode("cp1252")) == (text, [guess(WEST, "Windows-1252")])


def test_a_field_named_encoding_is_no_comment() -> None:
    text = "@misc{k,\n  encoding = cp1251,\n  coding = {cp1251}, title = {Größe}}\n"
    assert read(text.encode("cp1252")) == (text, [guess(WEST, "Windows-1252")])


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
def test_wide_encodings(codec: str) -> None:
    text, name = entry("Größe 强"), f"UTF-{codec[4:6]}{codec[-2:].upper()}"
    report = (
        f"file: a.bib: is not in UTF-8; it was read as Unicode ({name}), which lacks its byte"
        f" order mark. {SAVE.format(name)}"
    )
    assert read(text.encode(codec)) == (text, [report])
    assert read(text.encode(codec), codec) == (text, [])
    assert read(f"\ufeff{text}".encode(codec), "cp1252") == (text, [])
    cut = f"file: a.bib:4: has bytes that mean nothing in {name}; “\ufffd” is shown"
    assert read(f"\ufeff{text}".encode(codec) + b"a") == (
        f"{text}\ufffd", [f"{cut}: write the characters anew"],
    )  # fmt: skip


def test_zeros_are_not_enough_for_utf16() -> None:
    text = entry("f\0ür \0\0")
    assert read(text.encode()) == (text, [])
    assert read(text.encode("cp1252")) == (text, [guess(WEST, "Windows-1252")])


def test_a_byte_order_mark_of_utf8_beats_comments_and_configuration() -> None:
    text = f"% Encoding: Cp1250\n{entry('Größe')}"
    data = b"\xef\xbb\xbf" + text.encode("cp1252")
    assert read(data) == read(data, "latin-1") == (text, [stray(3, "Größe")])


@pytest.mark.parametrize(
    ("title", "codec"),
    [("Größe", "cp1250"), ("Příliš", "iso8859_2"), ("日本", "iso2022_jp"), ("联通", "gb18030")],
)
def test_the_encoding_configured_is_obeyed(title: str, codec: str) -> None:
    text = entry(title)
    if title != "联通":  # is UTF-8 by chance
        assert read(text.encode(codec), codec) == (text, [])
    assert read(text.encode(), codec) == (text, [])


@pytest.mark.parametrize("note", ["", "% Encoding: Cp1252\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "cp1252", "latin-1"])
def test_utf8_with_a_stray_byte_is_utf8_whatever_is_said(note: str, encoding: str) -> None:
    head = note + entry("Łódź über naïve Fälle")
    line = head.count("\n") + 2
    assert read(head.encode() + entry("Café").encode("cp1252"), encoding) == (
        head + entry("Café"), [stray(line, "Café")],
    )  # fmt: skip


def test_a_configured_encoding_that_does_not_fit_is_left() -> None:
    text = entry("Größe")
    assert read(text.encode("cp1252"), "ascii") == (text, [guess(WEST, "Windows-1252")])
    assert read(b"@misc{k}", "utf-16") == ("@misc{k}", [])


@pytest.mark.parametrize("encoding", ["utf-88", "hex", "undefined", "a\0"])
def test_an_unknown_encoding_is_reported(encoding: str) -> None:
    shown = encoding.replace("\0", "\\x00")
    report = (
        f"config: a.bib: was read in UTF-8, as “{shown}” is no encoding that Python knows:"
        ' write bibtex_encoding = "utf-8" in conf.py (--encoding utf-8 for the checker)'
    )
    assert read("ü".encode(), encoding) == ("ü", [report])


def test_iconv_knows_the_names() -> None:
    names = {charset.name for charset in CHARSETS}
    failed = [
        name
        for name in sorted(names)
        if subprocess.run(["iconv", "-f", name, "-t", "UTF-8"], input=b"a", check=False).returncode
    ]
    assert failed == []


def test_what_letters_do_is_read_only_for_files_that_are_not_utf8() -> None:
    code = (
        "import sys; from sphinx_publications.bib import decoding; read = decoding.decode_file; "
        "opened = []; "
        "sys.addaudithook(lambda event, about: event == 'open' and opened.append(str(about[0]))); "
        "looked = lambda: any(name.endswith('letters.txt') for name in opened); "
        "read('ü'.encode(), 'utf-8'); read(b'a', 'cp1252'); before = looked(); "
        "read(b'\\xfc', 'utf-8'); print(before, looked())"
    )
    command = [sys.executable, "-c", code]
    assert subprocess.check_output(command, text=True) == "False True\n"
