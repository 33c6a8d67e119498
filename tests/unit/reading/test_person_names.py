from __future__ import annotations

import unicodedata
from unittest.mock import patch

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from sphinx_publications.model.marks import Mark
from sphinx_publications.model.persons import Person, is_one_of, same_person
from sphinx_publications.reading import person_names as names
from sphinx_publications.reading.name_signs import names_without_signs
from sphinx_publications.reading.person_names import NameList, parse_names
from sphinx_publications.text import latex_macros as tables
from sphinx_publications.text.collation import fold
from sphinx_publications.text.latex_accents import replace_accents

EQUAL = frozenset({Mark.EQUAL})
CORRESPONDING = frozenset({Mark.CORRESPONDING})

SINGLE = {
    # BibTeX's three forms.
    "Banghua Zhu": Person("Zhu", "Banghua"),
    "Zhu, Banghua": Person("Zhu", "Banghua"),
    "King, Jr., Martin Luther": Person("King", "Martin Luther", "", "Jr."),
    "Gates, III, Bill": Person("Gates", "Bill", "", "III"),
    "Zhu": Person("Zhu"),
    "zhu": Person("zhu"),
    "Zhu,": Person("Zhu"),
    # Particles.
    "Ludwig van Beethoven": Person("Beethoven", "Ludwig", "van"),
    "van Beethoven, Ludwig": Person("Beethoven", "Ludwig", "van"),
    "Ludwig Van Beethoven": Person("Beethoven", "Ludwig Van"),
    "{van Beethoven}, Ludwig": Person("van Beethoven", "Ludwig"),
    r"Charles Louis de la Vall{\'e}e Poussin": Person("Vallée Poussin", "Charles Louis", "de la"),
    "de la Vallée Poussin, Charles": Person("Vallée Poussin", "Charles", "de la"),
    "Jean d'Alembert": Person("d’Alembert", "Jean"),
    "hooks, bell": Person("hooks", "bell"),
    # Initials and hyphens.
    "B. Zhu": Person("Zhu", "B."),
    "Jordan, M. I.": Person("Jordan", "M. I."),
    "Jordan, M.~I.": Person("Jordan", "M. I."),
    "J.-P. Serre": Person("Serre", "J.-P."),
    "Smith-Jones, Anna": Person("Smith-Jones", "Anna"),
    "Garc{\\'i}a Lorca, Federico": Person("García Lorca", "Federico"),
    "O'Neil, Cathy": Person("O’Neil", "Cathy"),
    # Accents, which may stand first and in braces.
    r"Erd{\H o}s, Paul": Person("Erdős", "Paul"),
    r"Paul Erd\H{o}s": Person("Erdős", "Paul"),
    r"{\'E}lie Cartan": Person("Cartan", "Élie"),
    r"Cartan, \'Elie": Person("Cartan", "Élie"),
    r"{\v C}ech, Eduard": Person("Čech", "Eduard"),
    r"{\O}rsted, Hans": Person("Ørsted", "Hans"),
    r"{\L}ukasz Kaiser": Person("Kaiser", "Łukasz"),
    r"\L ukasz Kaiser": Person("Kaiser", "Łukasz"),
    r"S\o ren Kierkegaard": Person("Kierkegaard", "Søren"),
    r"Fran\c cois Truffaut": Person("Truffaut", "François"),
    r"\v Cech, Eduard": Person("Čech", "Eduard"),
    r"\'{E}tienne, Marie": Person("Étienne", "Marie"),
    r"\"Ozg\"ur, A.": Person("Özgür", "A."),
    r"\O{}rsted, Hans": Person("Ørsted", "Hans"),
    r"\textbf{John} Smith": Person("Smith", "John"),
    "{M}ichael {J}ordan": Person("Jordan", "Michael"),
    # Other scripts.
    "朱邦华": Person("朱邦华"),
    "朱, 邦华": Person("朱", "邦华"),
    # Corporate bodies.
    "{Google Research}": Person("Google Research"),
    "{{Google Research}}": Person("Google Research"),
    "{Barnes and Noble, Inc.}": Person("Barnes and Noble, Inc."),
    r"{\AA ngstr\"om AB}": Person("Ångström AB"),
    "{Barnes} {Noble}": Person("Noble", "Barnes"),
    "OpenAI": Person("OpenAI"),
    # biblatex's extended form.
    "family=Zhu, given=Banghua": Person("Zhu", "Banghua"),
    "given=Banghua, family=Zhu": Person("Zhu", "Banghua"),
    "family=Beethoven, given=Ludwig, prefix=van, useprefix=true": Person(
        "Beethoven", "Ludwig", "van"
    ),
    "family={de Zhu, Inc}, given=X": Person("de Zhu, Inc", "X"),
    "family={{van der} Berg, {Inc}}, given={Jan}": Person("van der Berg, Inc", "Jan"),
    "family={van} {der, Berg}, given=J{a}n": Person("van der, Berg", "Jan"),
    'family="Zhu", given="Banghua", given-i=B, suffix=Jr': Person("Zhu", "Banghua", "", "Jr"),
    r"family=Erd{\H o}s, given=Paul": Person("Erdős", "Paul"),
    "given=Banghua": Person("Banghua"),
    # What looks like markup is a name.
    "Zhu, <b>B</b>": Person("Zhu", "B"),
}


@pytest.mark.parametrize(("source", "person"), SINGLE.items(), ids=list(SINGLE))
def test_one_name(source: str, person: Person) -> None:
    assert parse_names(source) == NameList((person,))


@pytest.mark.parametrize(("source", "person"), SINGLE.items(), ids=list(SINGLE))
def test_a_name_is_the_same_behind_another(source: str, person: Person) -> None:
    assert parse_names(f"Knuth, Donald and {source}").persons == (Person("Knuth", "Donald"), person)


A, B, C = Person("A", "Ann"), Person("B", "Bob"), Person("C", "Cy")

LISTS = {
    "": NameList(),
    " \n ": NameList(),
    "{}": NameList(),
    "A, Ann and Bob B": NameList((A, B)),
    "A, Ann\n   and\n   B, Bob and C, Cy": NameList((A, B, C)),
    "A, Ann AND B, Bob": NameList((A, B)),
    "A, Ann\N{NO-BREAK SPACE}and\N{THIN SPACE}B, Bob": NameList((A, B)),
    "A, Ann and others": NameList((A,), others=True),
    "A, Ann and Others": NameList((A,), others=True),
    "{Barnes and Noble} and A, Ann": NameList((Person("Barnes and Noble"), A)),
    "Anderson, Andy and Band, Sandy": NameList(
        (Person("Anderson", "Andy"), Person("Band", "Sandy"))
    ),
    "family=A, given=Ann and Bob B": NameList((A, B)),
}


@pytest.mark.parametrize(("source", "names"), LISTS.items(), ids=[ascii(key) for key in LISTS])
def test_lists(source: str, names: NameList) -> None:
    assert parse_names(source) == names


@pytest.mark.parametrize(
    ("source", "persons"),
    [
        ("A, Ann and and B, Bob", (A, B)),
        ("A, Ann and", (A,)),
        ("and A, Ann", (A,)),
        ("A, Ann and {} and B, Bob", (A, B)),
    ],
)
def test_a_missing_name_is_no_person(source: str, persons: tuple[Person, ...]) -> None:
    assert parse_names(source).persons == persons


SIGNS = {
    r"Novák$^\dagger$, Eva": r"$^\dagger$",
    "Eva Novák†": "†",
    r"Eva Nov{\'a}k{\dag}": r"{\dag}",
    r"Eva Novák\textsuperscript{1}": r"\textsuperscript{1}",
    "Eva Novák$^{1,2}$": "$^{1,2}$",
    "Eva Novák¹": "¹",
    r"Novák, Eva\thanks{Equal}": r"\thanks{Equal}",
    r"Nov{\'{a}}k$^{\text{1}}$, Eva": r"$^{\text{1}}$",
    "Novák^1, Eva": "^1",
    "Novák^{1}, Eva": "^{1}",
    r"Eva Novák\textdagger": r"\textdagger",
    r"Eva Novák$\dagger$": r"$\dagger$",
    r"Eva Novák\(^{1}\)": r"\(^{1}\)",
    r"Novák\corref{cor1}, Eva": r"\corref{cor1}",
    "Eva Novák<sup>1</sup>": "<sup>1</sup>",
    "Novák1, Eva": "1",
    "Novák, Eva #": "#",
    r"Eva\textsuperscript{2} Novák": r"\textsuperscript{2}",
    "$^1$Eva Novák": "$^1$",
    "Novák1,2, Eva": "1,2",
    "Novák*,1, Eva": ",1",
    "Eva Novák*,1": ",1",
    r"Eva Novák~\IEEEmembership{Fellow}": r"\IEEEmembership{Fellow}",
    r"Novák\,$^{1}$, Eva": "$^{1}$",
    "Novák, Eva⋆": "⋆",
    "Novák♯, Eva": "♯",
    "Eva Novák∥": "∥",
    "Novák✝, Eva": "✝",
}


@pytest.mark.parametrize(("source", "sign"), SIGNS.items(), ids=list(SIGNS))
def test_signs_are_no_part_of_a_name(source: str, sign: str) -> None:
    problem = f"has “{sign}” behind the name “{source}”; left out"
    marks = frozenset({Mark.EQUAL} if "*" in source else ())
    eva = Person("Novák", "Eva", marks=marks)
    assert parse_names(source) == NameList((eva,), problems=(problem,))
    assert parse_names(names_without_signs(source)) == NameList((Person("Novák", "Eva"),))


def test_digits_of_a_name_are_no_sign() -> None:
    for name in ("N0, G.", "C3PO, X.", "Agent, 47", "Deadmau5", "R2-D2"):
        assert parse_names(name).problems == ()
        assert parse_names(name).persons[0].sort_name == name
        assert names_without_signs(name) == name


# An accent is no sign, however it is written: {\\^{o}} is the standard form of DBLP and Mendeley.
ACCENTS = st.sampled_from("'`\"^~=.cHkbdruvthG")
LETTERS_WITH_ACCENTS = st.sampled_from([*"aeiouycsznhCEOSZ", r"\i", r"\j", r"\o", r"\ae"])


@st.composite
def accented_letters(draw: st.DrawFn) -> tuple[str, str]:
    """Return an accented letter as LaTeX and as what it is."""
    accent, letter = draw(ACCENTS), draw(LETTERS_WITH_ACCENTS)
    plain = {r"\i": "i", r"\j": "j", r"\o": "ø", r"\ae": "æ"}.get(letter, letter)
    mark = "" if accent == "." and plain in {"i", "j"} else tables.ACCENTS[accent]
    space, inner = draw(st.sampled_from(["", " "])), draw(st.sampled_from(["", " "]))
    braced = f"\\{accent}{space}{{{inner}{letter}{inner}}}"
    gap = " " if accent.isalpha() and letter.isalpha() else space
    ended = "{}" if letter.startswith("\\") else ""
    spellings = [
        braced,
        f"{{{inner}{braced}{inner}}}",
        f"{{\\{accent}{gap}{letter}}}",
        f"\\{accent}{gap}{letter}{ended}",
        f"{{\\{accent}{{{letter}{ended}}}}}",
    ]
    return draw(st.sampled_from(spellings)), unicodedata.normalize("NFC", plain + mark)


@given(
    accented_letters(),
    st.sampled_from(["{}rtes, Ann", "C{}rtes, Ann", "Cort{}, Ann", "Cort, {}nn", "Cort, A{}n"])
    | st.sampled_from(
        ["Cort, An{}", "C{}r-T{}s, A{}n", "family=C{}rt, given=A{}n", "C{}rt*, A{}n"]
    ),
    st.sampled_from(["", "Zhu, Banghua and "]),
    st.sampled_from(["", " and Zhu, Banghua"]),
)
@example((r"{\^{o}}", "ô"), "Maury, J{}r{}me", "", " and C{\\^{o}}rtes, A.")
@example((r"{\^{\i}}", "î"), "Beno{}t, Ann", "", "")
@example((r"{\'{\^{e}}}", "ế"), "Nguy{}n, Ann", "", "")
def test_accents_are_part_of_a_name(
    letter: tuple[str, str], name: str, before: str, behind: str
) -> None:
    source = before + name.replace("{}", letter[0]) + behind
    expected = before + name.replace("{}", letter[1]) + behind
    names, same = parse_names(source), parse_names(expected)
    assert [person.sort_name for person in names.persons] == [
        unicodedata.normalize("NFC", person.sort_name) for person in same.persons
    ]
    assert names.problems == ()


@pytest.mark.parametrize(
    ("source", "person"),
    [
        ("M&uuml;ller, J&ouml;rg", Person("Müller", "Jörg")),
        ("Mart&#237;, Jos&#xE9;", Person("Martí", "José")),
        (r"\DJ or\dj evi\'c, Ana", Person("Đorđević", "Ana")),
        (r"Mar\'{\i}n-L\'opez, Jos\'{e}", Person("Marín-López", "José")),
        ("{A*STAR}", Person("A*STAR")),
        (r"{C\# Team}", Person("C# Team")),
        (r"M\textsuperscript{c}Donald, Ann", Person("McDonald", "Ann")),
        ("{Area 51}", Person("Area 51")),
        ("Web3 Foundation", Person("Foundation", "Web3")),
        (r"AT\&T Labs", Person("Labs", "AT&T")),
        (r"Johnson\&Johnson", Person("Johnson&Johnson")),
    ],
)
def test_what_looks_like_a_sign_and_is_none(source: str, person: Person) -> None:
    assert parse_names(source) == NameList((person,))


SUFFIXES = {
    # Given names and initials, which are what most people have.
    "Hasan, Md": Person("Hasan", "Md"),
    "Arid Hasan, Md": Person("Arid Hasan", "Md"),
    "Hasan, M.D.": Person("Hasan", "M.D."),
    "Arid Hasan, M. D.": Person("Arid Hasan", "M. D."),
    "Di Luch, I.": Person("Di Luch", "I."),
    "Garcia Lopez, I": Person("Garcia Lopez", "I"),
    "Van Dam, V.": Person("Van Dam", "V."),
    "Van Dam, IV": Person("Van Dam", "IV"),
    "de la Cruz, I. V.": Person("Cruz", "I. V.", "de la"),
    "Le, V": Person("Le", "V"),
    "Ou Yang, Xi": Person("Ou Yang", "Xi"),
    "Nguyen Van, Vi": Person("Nguyen Van", "Vi"),
    "Souza Lima, Junior": Person("Souza Lima", "Junior"),
    "Senior, Andrew": Person("Senior", "Andrew"),
    # Suffixes.
    "Smith, John III": Person("Smith", "John", "", "III"),
    "Davis, Sammy Jr.": Person("Davis", "Sammy", "", "Jr."),
    "Doe, M.D., Jane": Person("Doe", "Jane", "", "M.D."),
    "Doe, MD, Jane": Person("Doe", "Jane", "", "MD"),
    "Windsor, V, George": Person("Windsor", "George", "", "V"),
    "Gates, III, William H.": Person("Gates", "William H.", "", "III"),
    "King, {Jr.}, Martin": Person("King", "Martin", "", "Jr."),
    "Guy L. Steele Jr.": Person("Steele Jr.", "Guy L."),
    "William Strunk III": Person("Strunk III", "William"),
    "Guy L. {Steele} Jr.": Person("Steele Jr.", "Guy L."),
    "Lyon, {J}r., Jane": Person("Lyon", "Jane", "", "Jr."),
}


@pytest.mark.parametrize(("source", "person"), SUFFIXES.items(), ids=list(SUFFIXES))
def test_a_suffix_is_what_can_be_no_given_name(source: str, person: Person) -> None:
    assert parse_names(source) == NameList((person,))


@pytest.mark.parametrize(
    ("source", "person", "advice"),
    [
        ("King, Jr.", Person("King", "", "", "Jr."), "King, Jr., …"),
        ("John Smith, Ph.D.", Person("Smith", "John", "", "Ph.D."), "Smith, Ph.D., John"),
        ("William Gates, III", Person("Gates", "William", "", "III"), "Gates, III, William"),
    ],
)
def test_a_suffix_in_the_place_of_a_given_name(source: str, person: Person, advice: str) -> None:
    problem = f"has a suffix in the place of the given name in “{source}” (write “{advice}”)"
    assert parse_names(source) == NameList((person,), problems=(problem,))


@pytest.mark.parametrize(
    "source", ["Jane Doe$^{1*}$", r"Doe, Jane\textsuperscript{1,*}", r"Jane Doe$^{\dagger,\ast}$"]
)
def test_an_asterisk_counts_among_other_signs(source: str) -> None:
    assert parse_names(source).persons == (Person("Doe", "Jane", marks=EQUAL),)


@pytest.mark.parametrize(
    "source",
    [
        r"\textbf{Eva Novák}",
        r"\textbf{Novák, Eva}",
        r"{\underline{Eva Novák}}",
        r"\textbf{Nov{\'{a}}k, Eva}",
        r"{\bf Novák, Eva}",
        r"\textbf{\underline{Novák}}, Eva",
        r"\textcolor{red}{Novák, Eva}",
        r"\href{https://a.example/}{Novák, Eva}",
        "<b>Eva Novák</b>",
    ],
)
def test_the_style_of_a_name_is_no_part_of_it(source: str) -> None:
    assert parse_names(source) == NameList((Person("Novák", "Eva"),))


def test_an_orcid_behind_a_name_is_its_orcid() -> None:
    person = Person("Novák", "Eva", orcid="0000-0002-1825-0097")
    assert parse_names(r"Eva Novák\orcidlink{0000-0002-1825-0097}") == NameList((person,))


TRAILING = [
    "Zhu, Banghua*",
    "Zhu, Banghua *",
    "Zhu*, Banghua",
    "Banghua Zhu*",
    "Banghua Zhu**",
    "Banghua Zhu {*}",
    "Banghua Zhu{*}",
    "Zhu{*}, Banghua",
    "Banghua Zhu$^*$",
    "Banghua Zhu$^{*}$",
    "Banghua Zhu {$^*$}",
    r"Banghua Zhu$^\ast$",
    r"Banghua Zhu$^{\ast}$",
    r"Banghua Zhu$^\star$",
    "Banghua Zhu^{*}",
    "Banghua Zhu^*",
    r"Zhu\*, Banghua",
    "Banghua Zhu∗",
    "*Banghua Zhu",
    "Banghua Zhu<sup>*</sup>",
    r"Banghua Zhu\(^*\)",
    r"\textbf{Zhu*, Banghua}",
    r"Banghua Zhu\textsuperscript{*}",
    r"Banghua Zhu \textsuperscript{ * }",
    r"Banghua Zhu\textsuperscript{$\ast$}",
    r"Banghua Zhu\textsuperscript{\textasteriskcentered}",
    r"Banghua Zhu\textasteriskcentered",
    r"Banghua Zhu\textasteriskcentered{}",
    "family=Zhu, given=Banghua*",
]


@pytest.mark.parametrize("source", TRAILING)
def test_an_asterisk_marks_an_equal_contribution(source: str) -> None:
    assert parse_names(source) == NameList((Person("Zhu", "Banghua", marks=EQUAL),))


def test_an_asterisk_marks_a_body_as_well() -> None:
    assert parse_names("{Some Lab}*") == NameList((Person("Some Lab", marks=EQUAL),))


ANNOTATIONS = {
    "": (A, B),
    "1=equal": (Person("A", "Ann", marks=EQUAL), B),
    "1=equal; 2=equal": (
        Person("A", "Ann", marks=EQUAL),
        Person("B", "Bob", marks=EQUAL),
    ),
    "2 = corresponding ;": (A, Person("B", "Bob", marks=CORRESPONDING)),
    '2="corresponding"': (A, Person("B", "Bob", marks=CORRESPONDING)),
    "1=equal, corresponding": (Person("A", "Ann", marks=EQUAL | CORRESPONDING), B),
    "1=equal;\n 1=corresponding": (Person("A", "Ann", marks=EQUAL | CORRESPONDING), B),
    "1:family=equal": (Person("A", "Ann", marks=EQUAL), B),
}


@pytest.mark.parametrize(
    ("annotations", "persons"), ANNOTATIONS.items(), ids=[ascii(key) for key in ANNOTATIONS]
)
def test_annotations(annotations: str, persons: tuple[Person, ...]) -> None:
    assert parse_names("A, Ann and B, Bob", annotations) == NameList(persons)


def test_an_asterisk_and_an_annotation_add_up() -> None:
    assert parse_names("A, Ann*", "1=corresponding") == NameList(
        (Person("A", "Ann", marks=EQUAL | CORRESPONDING),)
    )


UNKNOWN = "has the unknown annotation “{}” (did you mean “{}”?)"


@pytest.mark.parametrize(
    ("names", "annotations", "problems"),
    [
        ("A, Ann", "1=equalx", (UNKNOWN.format("equalx", "equal"),)),
        (
            "A, Ann",
            "1=corresponding author, qual",
            (
                UNKNOWN.format("corresponding author", "corresponding"),
                UNKNOWN.format("qual", "equal"),
            ),
        ),
        ("A, Ann", "1=student, phd", ()),
        ("A, Ann", "1=Equal", ()),
        ("A, Ann", "2=equal", ("annotates person 2, but there are 1",)),
        ("A, Ann and B, Bob", "0=equal", ("annotates person 0, but there are 2",)),
        ("A, Ann and others", "2=equal", ("annotates person 2, but there are 1",)),
        (
            "A, Ann",
            "3=equals",
            ("annotates person 3, but there are 1", UNKNOWN.format("equals", "equal")),
        ),
    ],
)
def test_wrong_annotations_are_reported(
    names: str, annotations: str, problems: tuple[str, ...]
) -> None:
    assert parse_names(names, annotations).problems == problems


@pytest.mark.parametrize("annotations", ["equal", "=equal", "Ann=equal", "1 equal"])
def test_an_annotation_without_a_number_is_reported(annotations: str) -> None:
    assert parse_names("A, Ann", annotations).problems != ()


@pytest.mark.parametrize(
    "orcids",
    [
        '1="0000-0002-1825-009X"',
        "1=0000-0002-1825-009x",
        '1="https://orcid.org/0000-0002-1825-009X"',
        '1="https://orcid.org/0000-0002-1825-009X/"',
    ],
)
def test_orcid(orcids: str) -> None:
    assert parse_names("A, Ann and B, Bob", "", orcids) == NameList(
        (Person("A", "Ann", orcid="0000-0002-1825-009X"), B)
    )


LONG_SPACE = "\N{NO-BREAK SPACE}" * 50_000


@pytest.mark.parametrize(
    ("field", "problem"),
    [
        ("A", ""),
        (f"A{LONG_SPACE}x", ""),
        (f"A{LONG_SPACE}\\", ""),
        (f"A{' ;' * 50_000}", ""),
    ],
    ids=range(4),
)
def test_long_lists_of_names(field: str, problem: str) -> None:
    names = parse_names(field)
    assert len(names.persons) == 1
    assert "".join(names.problems) == problem


@pytest.mark.parametrize(
    ("marks", "orcids", "problem"),
    [
        (f"1 =  equal{LONG_SPACE};", "", ""),
        (f"1=equal{LONG_SPACE}x", "", ""),
        ("", f"1=0000-0002-1825-0097{' ' * 50_000}/", ""),
        ("", f"1=0000-0002-1825-0097{LONG_SPACE}x", "annotates person 1 with “0000-0002-1825-"),
        ("1" * 50_000, "", "has the annotation “1111"),
    ],
    ids=range(5),
)
def test_long_annotations(marks: str, orcids: str, problem: str) -> None:
    problems = parse_names("A, Ann", marks, orcids).problems
    assert len(problems) == bool(problem)
    assert "".join(problems).startswith(problem)


@pytest.mark.parametrize("orcids", ["1=0000-0002-1825", "2=0000-0002-1825-0097"])
def test_a_wrong_orcid_is_reported(orcids: str) -> None:
    names = parse_names("A, Ann", "", orcids)
    assert names.persons == (A,)
    assert names.problems != ()


@pytest.mark.parametrize(
    ("source", "problem"),
    [
        (
            "Zhu, Banghua, Jiao, Jiantao",
            "has too many commas in the name “Zhu, Banghua, Jiao, Jiantao” (is an “and” missing?)",
        ),
        (r"Zhu, \foo{B}", "uses the unknown LaTeX command “\\foo”"),
    ],
)
def test_doubtful_names_are_reported(source: str, problem: str) -> None:
    assert parse_names(source).problems == (problem,)


@pytest.mark.parametrize(
    ("person", "name", "last_name", "sort_name"),
    [
        (Person("Zhu"), "Zhu", "Zhu", "Zhu"),
        (Person("Zhu", "Banghua"), "Banghua Zhu", "Zhu", "Zhu, Banghua"),
        (
            Person("Beethoven", "Ludwig", "van"),
            "Ludwig van Beethoven",
            "van Beethoven",
            "van Beethoven, Ludwig",
        ),
        (
            Person("King", "Martin Luther", "", "Jr."),
            "Martin Luther King, Jr.",
            "King",
            "King, Jr., Martin Luther",
        ),
    ],
)
def test_spellings(person: Person, name: str, last_name: str, sort_name: str) -> None:
    assert (person.name, person.last_name, person.sort_name) == (name, last_name, sort_name)


SAME = [
    ("Zhu, Banghua", "Banghua Zhu"),
    ("Zhu, Banghua", "Zhu, B."),
    ("Zhu, Banghua", "Zhu, B"),
    ("Zhu, Banghua", "ZHU, BANGHUA"),
    ("Zhu, Banghua", "Zhu, Bang-Hua"),
    ("Zhu, Banghua", "Zhu, Bang Hua"),
    ("Zhu, Banghua", "Zhu, B.-H."),
    ("Zhu, Banghua", "Zhu, B.H."),
    ("Zhu, Banghua", "Zhū, Bānghuá"),
    ("Zhu, Banghua", r"Zh\={u}, B\={a}nghu\'{a}"),
    ("Zhu, Banghua", "Zhu*, Banghua"),
    ("Jordan, Michael I.", "Jordan, Michael"),
    ("Jordan, Michael I.", "Jordan, M. I."),
    ("Jordan, Michael I.", "Jordan, MI"),
    ("Serre, Jean-Pierre", "Serre, J.-P."),
    ("Serre, Jean-Pierre", "Serre, J."),
    ("Gödel, Kurt", r"G{\"o}del, K."),
    ("Gödel, Kurt", "Godel, Kurt"),
    ("Gödel, Kurt", "Goedel, Kurt"),
    ("Müller, Jörg", "Mueller, Joerg"),
    ("Müller, Jörg", "Muller, Jorg"),
    ("Ørsted, Hans", "Oersted, Hans"),
    ("Ørsted, Hans", "Orsted, Hans"),
    ("Strauß, Anna", "Strauss, Anna"),
    ("Łukasz, K.", "Lukasz, K."),
    ("van Beethoven, Ludwig", "Beethoven, Ludwig"),
    ("van Beethoven, Ludwig", "Beethoven, Ludwig van"),
    ("van Beethoven, Ludwig", "{van Beethoven}, Ludwig"),
    ("De La Cruz, Juan", "de la Cruz, Juan"),
    ("Smith-Jones, Anna", "Smith Jones, Anna"),
    ("O'Neil, Cathy", "O’Neil, Cathy"),
    ("King, Jr., Martin", "King, Martin"),
    ("King, Jr., Martin", "King, Jr, Martin"),
    ("朱, 邦华", "朱, 邦华"),
    ("{OpenAI}", "OpenAI"),
]
OTHERS = [
    ("Zhu, Banghua", "Zhu, Hanlin"),
    ("Zhu, Banghua", "Zhu, Bang"),
    ("Zhu, Banghua", "Zhu, H. B."),
    ("Zhu, Banghua", "Zhu, H."),
    ("Zhu, Banghua", "Zhuo, Banghua"),
    ("Zhu, Banghua", "Banghua, Zhu"),
    ("Zhu, Banghua", "Zhu"),
    ("Zhu, Banghua", "{Zhu Lab}"),
    ("Jordan, Michael I.", "Jordan, Michael J."),
    ("Jordan, Michael I.", "Jordan, MJ"),
    ("King, Jr., Martin", "King, Sr., Martin"),
    ("朱, 邦华", "朱, 建"),
    ("{Google Research}", "{Google}"),
]


def person_of(source: str) -> Person:
    (person,) = parse_names(source).persons
    return person


@pytest.mark.parametrize(("one", "other"), SAME)
def test_the_same_person(one: str, other: str) -> None:
    assert same_person(person_of(one), person_of(other))


@pytest.mark.parametrize(("one", "other"), OTHERS)
def test_another_person(one: str, other: str) -> None:
    assert not same_person(person_of(one), person_of(other))


def test_is_one_of() -> None:
    owner = parse_names("Zhu, Banghua and 朱, 邦华").persons
    assert is_one_of(person_of("B. Zhu"), owner)
    assert is_one_of(person_of("朱, 邦华"), owner)
    assert not is_one_of(person_of("Zhu, Hanlin"), owner)
    assert not is_one_of(person_of("Zhu, Banghua"), ())


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Müller", "muller"),
        ("Mu\N{COMBINING DIAERESIS}ller", "muller"),
        ("STRASSE", "strasse"),
        ("Straße", "strasse"),
        ("Øre", "ore"),
        ("Łódź", "lodz"),
        ("Đorđe", "dorde"),
        ("İnan", "inan"),
        ("Ætna", "aetna"),
        ("朱", "朱"),
        ("a-b 1", "a-b 1"),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


LETTERS = "abczéöøßłñ朱"
WORDS = st.text(LETTERS, min_size=1, max_size=5).map(lambda word: f"Z{word}")
GIVEN = st.lists(WORDS | st.sampled_from(["B.", "J.-P.", "Anna-Lena"]), min_size=1, max_size=2).map(
    " ".join
)
PERSONS = st.builds(
    Person,
    family=st.lists(WORDS, min_size=1, max_size=2).map("-".join) | WORDS,
    given=GIVEN,
    prefix=st.sampled_from(["", "van", "de la"]),
    suffix=st.sampled_from(["", "", "Jr.", "III"]),
    marks=st.just(frozenset()),
    orcid=st.just(""),
)


@given(st.lists(PERSONS, max_size=4), st.booleans())
def test_a_list_in_bibtex_form_reads_back(persons: list[Person], others: bool) -> None:
    others = others and bool(persons)
    source = " and ".join([*(person.sort_name for person in persons), *["others"] * others])
    assert parse_names(source) == NameList(tuple(persons), others)


@given(PERSONS)
def test_everybody_is_the_same_person_as_oneself(person: Person) -> None:
    assert same_person(person, person)


@given(PERSONS, PERSONS)
def test_being_the_same_person_is_mutual(one: Person, other: Person) -> None:
    assert same_person(one, other) == same_person(other, one)


@given(PERSONS)
def test_initials_and_accents_make_no_other_person(person: Person) -> None:
    short = Person(fold(person.family), person.given[0], person.prefix, person.suffix)
    assert same_person(person, short)


@given(st.text(st.sampled_from("ab ,{}*$\\^=;éand~'\"\n"), max_size=20), st.text(max_size=8))
def test_any_text_is_a_list_of_named_persons(source: str, annotations: str) -> None:
    names = parse_names(source, annotations, annotations)
    assert [person for person in names.persons if not person.family.strip()] == []


WORDS_OF_NAMES = "Jane Doe B. J.-P. van Zhu de la Öz III Jr. Łódź ß ñ Anna-Lena IV É. 朱 V MD and"
SIMPLE_NAMES = st.lists(
    st.sampled_from(
        [*WORDS_OF_NAMES.split(), ",", 'Sch{\\"o}n', "{\\'E}", "O'Neil", "~", "{Group Inc}", "A.B."]
    ),
    max_size=5,
).map(lambda words: " ".join(words).replace(" ,", ","))


@given(SIMPLE_NAMES)
@example("Doe, Jane")
@example("Jane Doe")
@example("朱, 邦华")
def test_what_is_read_at_once_is_read_as_the_parser_reads_it(name: str) -> None:
    person = names._simple_person(replace_accents(name))
    if person is not None:
        with patch.object(names, "_simple_person", lambda source: None):
            assert person == names._person(name, [])


@pytest.mark.parametrize(
    "source",
    [
        r"\textsuperscript{*}Novák, Eva",
        "${}^{*}$Novák, Eva",
        "$^*$Eva Novák",
        "*Eva Novák",
        "Eva Novák${}^{*}$",
        "{Novák$^{*}$}, Eva",
        r"{Novák\textsuperscript{*}}, Eva",
        r"Novák$^{\ast}$, Eva",
    ],
)
def test_an_asterisk_goes_with_what_raises_it(source: str) -> None:
    assert parse_names(source) == NameList((Person("Novák", "Eva", marks=EQUAL),))
    bare = names_without_signs(source)
    assert bare in {"Novák, Eva", "Eva Novák", "{Novák}, Eva"}


def test_a_raised_number_before_a_name() -> None:
    problem = "has “${}^{1}$” behind the name “${}^{1}$Novák, Eva”; left out"
    assert parse_names("${}^{1}$Novák, Eva") == NameList(
        (Person("Novák", "Eva"),), False, (problem,)
    )
