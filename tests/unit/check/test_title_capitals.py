r"""Which capitals of titles need braces.

In the table, what braces belong around is marked «GAN», and what is in capitals without need
<<NOISY SORTING>>; the title is the row without these marks.
"""

from __future__ import annotations

import re
from itertools import chain, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_publications.check.title_capitals import (
    braced,
    capitals_advice,
    common_words,
    find_capitals,
)

TITLES = r"""
-- nothing to report: titles of this site, and others like them
Bridging Offline Reinforcement Learning and Imitation Learning: A Tale of Pessimism
Minimax Off-Policy Evaluation for Multi-Armed Bandits
Deconstructing Generative Adversarial Networks
Noisy Computing of the {OR} and {MAX} Functions
{SLoRA}: Scalable Serving of Thousands of {LoRA} Adapters
{NexusRaven}: a commercially-permissive Language Model for Function Calling
Principled Reinforcement Learning with Human Feedback from Pairwise or {$K$}-wise Comparisons
Online Learning in {Stackelberg} Games with an Omniscient Follower
Jump-Start Reinforcement Learning
Variable-Length Insertion-Based Noisy Sorting
{Byzantine}-Robust Federated Learning with Optimal Rates and Privacy Guarantee
When does the {Tukey} median work?
{Starling-7B}: Improving Helpfulness and Harmlessness of {LLM} with {RLAIF}
{QFT}: Quantized Full-parameter Tuning of {LLMs} with Affordable Resources
Robust estimation via generalized quasi-gradients
Fine-Tuning Language Models with Advantage-Induced Policy Alignment
A
I
...
{}

-- acronyms, plurals, possessives
Training «GANs» at Scale
An «LLM's» View of «LLMs» and of the «GANs»' Views
«BERT»: Pre-training of Deep Bidirectional Transformers
Attention: «BERT» at the Start of a Subtitle
Growth of «US» Firms and «IT» in the «OR»
The («GAN»), the [«VAE»] and the ``«RNN»''
«GAN»

-- capitals within words
On «SLoRA», «ImageNet» and «mRNA» by «pH»
«iPhone» Users and «iOS»
«McDonald», «O'Brien», «L’Hôpital», «D'Arcy» and «MacLane»
The «TikTok» Effect on «YouTube» and «arXiv»

-- digits
From «2D» to «3D»: «4K» Video in «5G» Networks and «3-D» Printing
«COVID-19», «SARS-CoV-2» and «GPT-4» after 2019
«Word2Vec», «Cas9», «H2O» and «B12»
Levels 1 to 3 of Type 2 Diabetes in 2020

-- a lone letter: the first of a title, or behind a colon, is kept
K-means and Other Methods
Clustering: K-means
Clustering with «K»-means
Vitamin «C», Hepatitis «B» and Vitamin «A»
On «T»-cells, «X»-ray Bursts and the «R» Package
How «I» Learned to Stop
An «A»-level Exam
A Tale of A City: Of A Kind
„A“ and (A) and ``A''
Print-A-Sketch: a Printer
Trust in E-Commerce
Searching with «A*», «K*» and «A$^*$» in «C++» and «C#», in «C\#», too
The Letters of «J». Doe

-- Roman numerals
World War «II», Part «III» and Type «I» Errors
Random Processes «I»: General Theory

-- compounds
A «GAN»-based Method, a Non-«IID» Setting and Semi-«GAN»-like Ones
A «GAN»-Based Method
Deep «U»-Net and «S-LoRA» beside «RNA»-Seq
«TCP/IP», «I/O», «R\&D», «AT&amp;T», «Q\&A» and «A/B» Tests
The «U.S» and a «Ph.D» on «Boost.ContainerHash»
Aligning «Starling-7B», «Mistral-7B»-Instruct and Quasi-«3D» Models
Euler--Lagrange and Martin-L{\"o}f Type Theory

-- words in capitals for emphasis
Attention Is NOT ALL YOU Need
Ergodic Theory AND Entropy
Search on «AND/OR» Graphs

-- titles in capitals
<<NOISY SORTING CAPACITY>>
<<ON THE CAPACITY OF NOISY SORTING: A SURVEY IN 3D>>
<<DEEP LEARNING>>
<<BIG DATA>>
<<SELF-PORTRAIT>>
<<INTRODUCTION>>
«LIBSVM»
<<ÉTUDE DE LA GÉOMÉTRIE>>
<<ОСНОВЫ ГЕОМЕТРИИ>>
<<INSTRU\c{C}\~{O}ES PARA PREENCHIMENTO>>
<<AGENT BASED CLOUD PROVISIONING>>: Design and Implementation
Adaptive Control Processes: <<A GUIDED TOUR>>
<<BIG DATA INFRASTRUCTURE>>: A Survey
All That Glitters is Gold (<<BEST PAPER AWARD>>)
<<RATE TABLES FOR THE WEAK PROCESSES>> of pf-«SHELL» Nuclei
<<HOW, WHEN AND WHEN NOT>>: Planning with «GPUs»
{GAN} <<TRAINING METHODS>>: a View

-- acronyms beside each other are no title in capitals
«IEEE» 802.11 and the «NIST» «SRE» 2010
«HELLAS» «II»: the Next Survey
The «JINA» «REACLIB» Database
«VR», «AR» and «XR»; «VLSI» AND «WSI»
Models «CESM1» («WACCM»)

-- braces that are there
{GAN}s, {G}ames and Chess
«{G}AN» and «G{A}N»
{On the GAN and LaTeX}
{{GAN} and {VAE}}
{COVID}-19 and {S}-«LoRA»
Methods of «V{\&}V» for Things
\emph{GAN} and \textbf{VAE} with {\it Drosophila}, but «{\em GAN}»
{\em GAN} First, «{\em GAN}» Then
{unclosed GAN
unopened} «GAN»
}{

-- accents
«{\'E}NS», «\'ENS», «\'{E}NS» and «ÉNS»
\'Etude du pass\'e, {\'E}tude and \'{E}tude of {\O}re, caf\'{E}
{\'E}tude: \'Etude
Stra{\ss}e, \v{C}ech and {\v C}ech
O{\textendash}Foo and Kelvin{\textendash}Helmholtz

-- mathematics and commands
«$K$»-wise, {$K$}-wise and $k$-wise
An «$O(n \log n)$» Algorithm over «$\Gamma$» and $\mathbb{R}^n$
The «\(K\)»-theory of $\alpha$-divergence
«Fe$_3$O$_4$», «CO$_2$», «CO\textsubscript{2}», «NaCl» and \ce{H2O}
From $5 to $10 for «TVs»
Notes on «\LaTeX» and «\LaTeX{}» in {\LaTeX}

-- HTML
Learning <i>«GAN»</i> with <b class="A">Bold</b> and «H<sub>2</sub>O»
Verifying in&nbsp;«CHC» by&nbsp;Hand

-- other languages and scripts
Über die Anwendung der «GAN»-Methode auf das Projekt
Une étude de «l'IA» et de «d'Alembert»
Глубокое обучение и «GAN» для «МРТ»
深度学习与«GAN»的应用
Λόγος και «ΑΠΘ»

-- names in titles that are written as sentences
A mixed/hybrid «Dirichlet» formulation for problems with turbulent flow
A semi-smooth «Newton» method for orthotropic plasticity and contact
Sparse feature maps based on «Markov» models for nonlinear flows
Birds of prey in the «Great Plains» and their influence on land cover dynamics
The intrinsic topology of «Martin-L\"{o}f» universes
Low-order simulations of large «Euler--Lagrange» flows with compressible media
On a method that is due to «Church's» thesis about numbers
Deep Learning for Vision: a study of how people use «Markov» chains
Multifaceted insights from the genome of the hornworm moth, «Manduca» sexta
Machine Learning tips and tricks that every student should know
Simulated Annealing to improve variable orderings of large diagrams
Lasagna plots: A Saucy alternative to ordinary spaghetti plots
A pattern for publicly auditable software-as-a-Service with succinct verification
Die formale Grundlage der allgemeinen Relativitätstheorie
"""
ROWS = [row for row in TITLES.splitlines() if row and not row.startswith("--")]
MARKS = re.compile("<<|>>|[«»]")


def marked(title: str) -> str:
    """Return *title* with marks at all that is found."""
    loud, needed = find_capitals(title)
    marks = [(places.start, "<<") for places in loud] + [(places.stop, ">>") for places in loud]
    marks += [(places.start, "«") for places in needed] + [(places.stop, "»") for places in needed]
    for place, mark in sorted(marks, reverse=True):
        title = title[:place] + mark + title[place:]
    return title


@pytest.mark.parametrize("row", ROWS)
def test_what_needs_braces_is_found_and_nothing_else(row: str) -> None:
    assert marked(MARKS.sub("", row)) == row


COMMON = ("On the supply chain", "Of great management and higher education")


@pytest.mark.parametrize(
    "row",
    [
        "A study of how students in Higher Education use digital tools",
        "New models of uncertainty for Supply Chain Management under stochastic demand",
        "Models of how some «Petri» nets behave under stochastic demand",
        "Birds of prey in the «Great Plains» and their influence on land cover dynamics",
    ],
)
def test_a_word_that_is_elsewhere_in_small_letters_is_no_name(row: str) -> None:
    title = MARKS.sub("", row)
    needed = find_capitals(title, common_words(COMMON)).needed
    assert [title[place] for place in needed] == re.findall("«(.*?)»", row)


@pytest.mark.parametrize(
    ("title", "messages"),
    [
        ("Training {GANs}", []),
        (
            "Training GANs",
            ["“GANs” in the title would lose its capitals: write {GANs}"],
        ),
        (
            "SLoRA,\n    GANs and\n    SLoRA in $O(N)$",
            [
                "“SLoRA”, “GANs”, “$O(N)$” in the title would lose their capitals:"
                " write {SLoRA}, {GANs}, {$O(N)$}"
            ],
        ),
        (
            "NOISY SORTING CAPACITY",
            [
                "“NOISY SORTING CAPACITY” in the title is in capitals: write the title as in"
                " running text, with braces around acronyms and names only"
            ],
        ),
        (
            "A CASE STUDY: Training GANs: THE WORST CASE",
            [
                "“A CASE STUDY”, “THE WORST CASE” in the title are in capitals: write the title as"
                " in running text, with braces around acronyms and names only",
                "“GANs” in the title would lose its capitals: write {GANs}",
            ],
        ),
        (
            r"The Spelling of \LaTeX{} and of \'ENS",
            [
                r"“\LaTeX{}”, “\'ENS” in the title would lose their capitals:"
                r" write {\LaTeX{}}, {{\'ENS}}"
            ],
        ),
    ],
)  # fmt: skip
def test_the_author_is_told_what_to_write(title: str, messages: list[str]) -> None:
    assert list(capitals_advice(title, "title")) == messages


@pytest.mark.parametrize(
    ("piece", "needed"),
    [
        ("GAN ", 50_000),
        ("B. ", 50_000),
        ("a'", 0),
        ("A-", 1),
        ("$K$ ", 50_000),
        (r"{\em GAN} ", 50_000),
        ("{", 0),
        ("}", 0),
        ("<a", 0),
        (r"\a{", 0),
        (r"\c ", 0),
        ("great Markov ", 0),
    ],
)
def test_a_title_costs_as_much_as_it_is_long(piece: str, needed: int) -> None:
    assert len(find_capitals("Long and " + piece * 50_000).needed) == needed


# -- what BibTeX does ---------------------------------------------------------------------


#: What BibTeX, but no other program, has for letters of their own.
LETTERS = frozenset(r"\i \j \oe \OE \ae \AE \aa \AA \o \O \l \L \ss".split())


def lowered(title: str) -> str:
    """Return *title* as BibTeX's ``change.case$`` with "t" does; its braces are in balance."""
    result: list[str] = []
    depth, behind_colon = 0, False
    pieces = iter(re.findall(r"\{\\(?:[^{}]|\{[^{}]*\})*\}|.", title, re.DOTALL))
    for piece in pieces:
        is_kept = not result or (behind_colon and result[-1] == " ")
        if len(piece) > 1 and depth == 0 and not is_kept:
            result.append(re.sub(r"\\[A-Za-z]+|.", _lowered_in_group, piece, flags=re.DOTALL))
        else:
            result.append(piece if depth or is_kept else piece.lower())
        depth += (piece == "{") - (piece == "}")
        behind_colon = depth == 0 and (piece == ":" or (behind_colon and piece == " "))
    return "".join(result)


def _lowered_in_group(piece: re.Match[str]) -> str:
    is_command = len(piece[0]) > 1 and piece[0] not in LETTERS
    return piece[0] if is_command else piece[0].lower()


@pytest.mark.parametrize(
    ("title", "printed"),
    [
        (r"Using \LaTeX for $K$-wise {\LaTeX} GAN: A Tale. B Tale? C",
         r"Using \latex for $k$-wise {\LaTeX} gan: A tale. b tale? c"),
        (r"{\em GAN} and {\emph{GAN}} and \emph{GAN} \textbf{X {Y}}",
         r"{\em GAN} and {\emph{gan}} and \emph{GAN} \textbf{X {Y}}"),
        (r"{\'E}tude {\'E}tude \'Etude: {\'E}tude", r"{\'E}tude {\'e}tude \'etude: {\'E}tude"),
        ("``Why Should I'': (A Thing): ``B thing'' {A}: B",
         "``why should i'': (a thing): ``b thing'' {A}: B"),
        (r"The {\AE}sop {\OE} {\O}re {\L}od \AE", r"The {\ae}sop {\oe} {\o}re {\l}od \ae"),
        (r"On $\Gamma$ {$\Gamma_{K}$} $\mathcal{O}(N)$ \(O(N)\)",
         r"On $\gamma$ {$\Gamma_{K}$} $\mathcal{O}(n)$ \(o(n)\)"),
        (r"BERT:Pre {\v{C}}ech:  Foo \v{C}ech {\"{U}}ber",
         r"Bert:pre {\v{c}}ech:  Foo \v{C}ech {\"{u}}ber"),
        (r"A { {\em GAN}} {{\em GAN}} {\GAN GAN} {$\GAN GAN$} {\em G{A}N}",
         r"A { {\em GAN}} {{\em GAN}} {\GAN gan} {$\GAN GAN$} {\em g{a}n}"),
    ],
)  # fmt: skip
def test_the_model_of_bibtex_prints_what_bibtex_0_99d_does(title: str, printed: str) -> None:
    assert lowered(title) == printed


PIECES = st.sampled_from(
    r"""GAN GANs SLoRA iPhone A B E I K II The of with Markov Monte Carlo learning models numbers
    NOISY SORTING AND 3D 7B 19 Cas9 Llama {GAN} {G}AN {Great~Plains} $K$ $k$ {$K$} \(K\) \LaTeX
    {\LaTeX} {\em~GAN} {\it~Drosophila} \'E {\'E} \'{E} É ß Γ 深 МРТ <i> </i> &amp; \& ' ’ : ? ( )
    . , + ++ # * / - -- – \O {\O} {\textendash}""".split()
)
TITLES_OF_PIECES = st.lists(st.tuples(PIECES, st.sampled_from(["", " ", " "])), max_size=14).map(
    lambda pieces: " ".join("".join(map("".join, pieces)).replace("~", " ").split())
)


def protected(title: str) -> str:
    """Return *title* with braces around what needs them."""
    for place in reversed(find_capitals(title).needed):
        title = title[: place.start] + braced(title[place]) + title[place.stop :]
    return title


@given(TITLES_OF_PIECES)
def test_what_was_written_as_told_is_not_reported_again(title: str) -> None:
    assert find_capitals(protected(title)).needed == ()


@given(TITLES_OF_PIECES)
def test_what_was_written_as_told_keeps_its_capitals(title: str) -> None:
    words = [braced(title[place]) for place in find_capitals(title).needed]
    printed = lowered(protected(title))
    for word in words:
        before, found, printed = printed.partition(word)
        assert found, (word, before)


@given(
    TITLES_OF_PIECES
    | st.text(alphabet=st.sampled_from("{}\\$ aAbBé'-:<>&;.1Σ深\u0301"), max_size=30)
    | st.text()
)
def test_any_text_is_read_and_no_place_is_in_another(title: str) -> None:
    places = sorted(chain(*find_capitals(title)), key=lambda place: place.start)
    assert all(title[place].strip() for place in places)
    assert all(one.stop <= following.start for one, following in pairwise(places))


def test_an_entity_that_is_no_character_ends_nothing() -> None:
    assert list(capitals_advice("A GAN&#1; for&#x0; all", "title")) == [
        "“GAN” in the title would lose its capitals: write {GAN}"
    ]
