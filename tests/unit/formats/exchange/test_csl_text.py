"""The rich text of CSL-JSON, and titles in sentence case."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_publications.formats.exchange.csl_text import KEPT, KEPT_END, escaped, rich_text
from sphinx_publications.formats.exchange.facts import language
from sphinx_publications.formats.exchange.sentence_case import marked_title
from sphinx_publications.text.inline import Abbreviation, Link, Span, Style, plain
from sphinx_publications.text.latex import decode
from unit.helpers import read

TEXTS = {
    r"\emph{E. coli} in \textbf{bold} \textsc{Caps} and \texttt{code}": (
        '<i>E. coli</i> in <b>bold</b> <span style="font-variant:small-caps;">Caps</span> and code'
    ),
    r"H$_2$O, 1\textsuperscript{st}, \textsubscript{low}": (
        "H<sub>2</sub>O, 1<sup>st</sup>, <sub>low</sub>"
    ),
    r"$K_{i}^2$ and $\frac{a+b}{c}$": "K<sub>i</sub><sup>2</sup> and (a+b)/c",
    r"$x^{2^n}$": "x<sup>2<sup>n</sup></sup>",
    r"A \& B, 50\%, \href{https://e.org}{here}": "A & B, 50%, here",
    r"\textless i\textgreater x\textless/i\textgreater": "<\u2060i>x<\u2060/i>",
    r"\textless span class=nocase\textgreater": "<\u2060span class=nocase>",
    r"a \textless{} b, 1\textless 2\textgreater": "a < b, 1<2>",
    f"{KEPT}no mark of ours{KEPT_END}": "no mark of ours",
}


@pytest.mark.parametrize(("source", "text"), TEXTS.items(), ids=list(TEXTS))
def test_a_text_has_the_tags_of_csl(source: str, text: str) -> None:
    assert rich_text(decode(source).text) == text


def test_what_no_field_has_is_plain() -> None:
    text = (
        Span(Style.OWNER, ("Jane",)), Span(Style.MARK, ("*",)), " ",
        Abbreviation("ICML", "International …"), " ", Link("https://e.org", ("<b>",)),
    )  # fmt: skip
    assert rich_text(text) == "Jane ICML <\u2060b>"
    assert escaped(" <b>\n x ") == "<\u2060b> x"


#: A tag of CSL, as processors look for them.
TAG = re.compile(r"</?(?:i|b|sup|sub|sc|span)\b[^<>]*>", re.IGNORECASE)
PIECES = st.sampled_from(["<", ">", "/", "i", "b", "span", " ", "x", "<i>", "</span>", "é", KEPT])


@given(st.lists(PIECES, max_size=12).map("".join))
def test_no_text_becomes_a_tag(text: str) -> None:
    assert not TAG.search(escaped(text))
    assert not TAG.search(rich_text((text,)))


# -- titles ---------------------------------------------------------------------------

#: Title → it in CSL; words between vertical bars keep their case in any style.
TITLES = {
    "Deep Learning: A Survey of the State of the Art": "Deep learning: A survey of the state of"
    " the art",
    "Why Should We Learn? A Talk. The End": "Why should we learn? A talk. The end",
    "Learning a Model — The Proof": "Learning a model — The proof",
    "“Why Trust You?” Explaining “Black Boxes”": "“Why trust you?” Explaining “black boxes”",
    "Jump-Start and State-of-the-Art Learning": "Jump-start and state-of-the-art learning",
    "Large-scale Training of Networks": "Large-scale training of networks",
    "Don’t Decay the Learning Rate": "Don’t decay the learning rate",
    # In a sentence, the author has said which words are names.
    "On the convergence of Markov chain Monte Carlo": "On the convergence of Markov chain Monte"
    " Carlo",
    "Generalized resilience and robust statistics": "Generalized resilience and robust statistics",
    "Stones": "Stones",
    "On GANs": "On GANs",
    "": "k",
    # One small word may be forgotten.
    "{NexusRaven}: a permissive Language Model for Function Calling": "|NexusRaven|: a permissive"
    " language model for function calling",
    # Words with capitals within, with digits and signs, and single letters.
    "RLHF and S-LoRA With iPhone Apps, GANs and McDonald Chains": "RLHF and S-LoRA with iPhone"
    " apps, GANs and McDonald chains",
    "Training Qwen2 and H2O in C++ on Node.js for K Users": "Training Qwen2 and H2O in C++ on"
    " Node.js for K users",
    "Learning A Policy From Vitamin K": "Learning a policy from vitamin K",
    "A SURVEY OF STONES": "A SURVEY OF STONES",
    # Braces keep words; a letter in them keeps its word.
    "Online Learning in {Stackelberg} Games": "Online learning in |Stackelberg| games",
    "Learning {M}arkov {D}ecision Processes with {GAN}s": "Learning |Markov Decision| processes"
    " with |GANs|",
    "{Byzantine}-Robust {Federated Learning} Rates": "|Byzantine|-robust |Federated Learning|"
    " rates",
    "{{Attention Is All You Need}}": "|Attention Is All You Need|",
    "{Search for $W^\\pm$ Stones} Again": "|Search for W<sup>±</sup> Stones| again",
    "{\\'E}tude of Gr{\\\"o}bner Bases": "Étude of gröbner bases",
    "{\\'E}tude of {Gr{\\\"o}bner} Bases": "Étude of |Gröbner| bases",
    # So do formulas and styles.
    "Regret of $O(n\\log n)$ and {$K$}-Wise Comparisons": "Regret of |O(n log n)| and |K|-wise"
    " comparisons",
    "The Genome of \\emph{Escherichia coli}": "The genome of |<i>Escherichia coli</i>|",
    "Effects on <i>{E}. coli</i> Cells": "Effects on |<i>E. coli</i>| cells",
    "The Case of \\enquote{Deep Stones} in \\href{https://e.org/A_B}{Kiel}": "The case of “deep"
    " stones” in |Kiel|",
    "Unclosed {Braces Are": "Unclosed braces are",
}  # fmt: skip


def title_of(source: str, more: str = "", entry_type: str = "misc") -> str:
    (publication,), _ = read(f"@{entry_type}{{k, title = {{{source}}}, {more}}}")
    text = rich_text(marked_title(publication, language(publication) or "en"), marked=True)
    parts = re.split('<span class="nocase">(.*?)</span>', text)
    return "|".join(parts)


@pytest.mark.parametrize(("source", "title"), TITLES.items(), ids=list(TITLES))
def test_a_title_is_in_sentence_case(source: str, title: str) -> None:
    if source.count("{") != source.count("}"):
        publication = read("@misc{k, title = {T}}")[0][0]
        publication = publication._replace(title=decode(source).text, fields={"title": source})
        assert rich_text(marked_title(publication, "en"), marked=True) == title
    else:
        assert title_of(source) == title


def test_a_subtitle_begins_a_part() -> None:
    assert title_of("Deep Stones", "subtitle = {A {GAN} Study}") == "Deep stones: A |GAN| study"


@pytest.mark.parametrize(
    ("source", "more"),
    [
        ("Praktische Statistik", "langid = {ngerman}"),
        ("Die Entstehung der Arten und ihre Folgen", ""),
        ("Du côté de chez Swann", "language = {french}"),
        ("石头的历史", ""),
    ],
)
def test_a_title_in_another_language_stays(source: str, more: str) -> None:
    assert title_of(source, more) == source


@pytest.mark.parametrize("entry_type", ["proceedings", "periodical", "dataset", "software"])
def test_a_title_that_is_a_name_stays(entry_type: str) -> None:
    assert title_of("Lecture Notes in {AI} Stones", "", entry_type) == (
        "Lecture Notes in |AI| Stones"
    )


SOURCES = st.lists(
    st.sampled_from(
        [
            *"{}$\\: -’'?AKaé\uf8f0",
            "Deep ",
            "Stones ",
            "{GAN}",
            r"\emph{Some}",
            r"{\'E}",
            "of ",
            "$K$",
        ]
    ),
    max_size=12,
).map("".join)


@given(SOURCES)
def test_a_title_says_the_same_but_for_its_case(source: str) -> None:
    publication = read("@misc{k, title = {T}}")[0][0]
    publication = publication._replace(title=decode(source).text, fields={"title": source})
    text = plain(marked_title(publication, "en"))
    assert text.count(KEPT) == text.count(KEPT_END)
    bare = re.sub(f"[{KEPT}{KEPT_END}]", "", text)
    assert bare.lower() == re.sub(KEPT, "", publication.title_text).lower()
