from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_publications.listing.filters import MAX_LENGTH, FilterError, compile_filter, names_in
from unit.helpers import read_one

PUBLICATION = read_one(
    r"""@article{Zhu2023,
      author   = {Zhu, Banghua and M{\"u}ller, J{\"o}rg},
      title    = {On {GAN}s and 2 Players},
      journal  = {Annals of Statistics},
      volume   = {²},
      year     = 2023,
      pubstate = {submitted},
      keywords = {games, learning},
      selected = {true},
    }"""
)

TRUE = r"""
year == "2023"
year >= "2023"
year > "2022"
year <= "2023"
year < "2024"
year != "2022"
"2023" == year
year == 2023
year >= 2023
2022 < year
year in {"2022", "2023"}
year in {2022, 2023}
year in ("2022", "2023")
year in ["2023"]
year not in {"2022"}
Year == "2023"
type == "article"
key == "zhu2023"
status == "submitted"
venue == "Annals of Statistics"
title == "On GANs and 2 Players"
"games" in keywords
keywords % "learn"
author % "müller"
author % "^ZHU, B"
title % r"\b2\b"
title % "\d players$"
year
selected
not missing
missing == ""
missing < "2023"
year == "2023" and type == "article"
year == "1999" or type == "article"
not (year == "1999" or type == "book")
(year == "2023") | (type == "book")
(year == "2023") & (type == "article")
type in {"book"} | {"article"}
type in {"book", "article"} & {"article"}
type in {"book"} | {"report"} | {"article"}
(year == "1999") | (type == "book") | (status == "submitted")
year == "2023"  # a comment
1
"""
FALSE = r"""
year == "2022"
year == 2022
year < 2023
year in {2022}
year in "1999"
type == "Article"
author % "^Jordan"
title > 5
volume > 5
volume == 5
5 in year
1 in 5
missing
missing % "x"
missing >= "2023"
not year
year == "2023" and type == "book"
False
""
"""


@pytest.mark.parametrize("expression", TRUE.strip().splitlines())
def test_what_holds(expression: str) -> None:
    assert compile_filter(expression)(PUBLICATION)


@pytest.mark.parametrize("expression", FALSE.strip().splitlines())
def test_what_does_not_hold(expression: str) -> None:
    assert not compile_filter(expression)(PUBLICATION)


def test_an_expression_may_go_over_several_lines() -> None:
    assert compile_filter('year == "2023"\n  and\n  type == "article"\n')(PUBLICATION)


def test_a_comment_ends_with_its_line() -> None:
    assert not compile_filter('year == "2023"  # recent\n  and type == "book"')(PUBLICATION)


def lacks(source: str) -> str:
    return f"uses “{source}”, which the filter language does not have"


def unknowable(name: str) -> str:
    return (
        f"uses “{name}”, which a publication list cannot know"
        " (use sphinxcontrib-bibtex’s “bibliography” directive for cited works)"
    )


ERRORS = {
    "f(year)": lacks("f(year)"),
    "__import__('os').system('ls')": lacks("__import__('os').system('ls')"),
    "year.upper": lacks("year.upper"),
    "year[0]": lacks("year[0]"),
    "year + 1 == 2024": lacks("year + 1"),
    "-1": lacks("-1"),
    "1.5": lacks("1.5"),
    "None": lacks("None"),
    "b'x'": lacks("b'x'"),
    "f'{year}'": lacks("f'{year}'"),
    "lambda: 1": lacks("lambda: 1"),
    "[x for x in year]": lacks("[x for x in year]"),
    "{'a': 1}": lacks("{'a': 1}"),
    "year is type": lacks("year is type"),
    "1 if year else 2": lacks("1 if year else 2"),
    "(x := 1)": lacks("(x := 1)"),
    "cited": unknowable("cited"),
    'docname == "index"': unknowable("docname"),
    '"index" in docnames': unknowable("docnames"),
    '"2020" < year < "2023"': "compares more than two values at once (join them with “and”)",
    "title % year": "has a “%” without a quoted regular expression behind it",
    'title % "("': (
        "has a wrong regular expression “(”: missing ), unterminated subpattern at position 0"
    ),
    "year = 2023": "is no valid expression at column 6: to compare, write “==”",
    "not " * 2000 + "year": "cannot be read: it is nested too deeply or malformed",
    "x" * (MAX_LENGTH + 1): "is too long",
}


@pytest.mark.parametrize(
    ("expression", "message"), ERRORS.items(), ids=[key[:30] for key in ERRORS]
)
def test_errors(expression: str, message: str) -> None:
    with pytest.raises(FilterError) as error:
        compile_filter(expression)
    assert str(error.value) == message


@pytest.mark.parametrize(
    "expression",
    ["", " ", "year ==", "and", "year == “2023”", "year; type", 'year == "', "(" * 300, "\x00"],
    ids=ascii,
)
def test_what_is_no_expression(expression: str) -> None:
    with pytest.raises(FilterError, match="is no valid expression at "):
        compile_filter(expression)


@pytest.mark.parametrize(
    "expression",
    [
        'year | "x"',
        'year & {"x"}',
        '"a" | {"b"}',
        '("a",) | (year == "2023")',
        '(type in {"a"}) | ({"a"} | {"b"})',
    ],
)
def test_texts_are_not_combined(expression: str) -> None:
    with pytest.raises(FilterError):
        compile_filter(expression)(PUBLICATION)


class Text(str):
    """What Python would have to work with: a text that can be searched."""

    __slots__ = ()

    def __mod__(self, pattern: object) -> bool:  # type: ignore[override]
        return re.search(str(pattern), self, re.IGNORECASE) is not None


NAMES = st.sampled_from(["year", "type", "title", "venue", "status", "keywords", "missing"])
LITERALS = st.sampled_from(["2023", "2022", "article", "", "games", "a", "On GANs and 2 Players"])
QUOTED = LITERALS.map(repr)
SETS = st.lists(QUOTED, min_size=1, max_size=3).map(lambda items: "{" + ", ".join(items) + "}")
ATOMS = st.one_of(
    NAMES,
    st.tuples(NAMES | QUOTED, st.sampled_from("== != < <= > >=".split()), NAMES | QUOTED),
    st.tuples(NAMES | QUOTED, st.sampled_from(["in", "not in"]), SETS | NAMES),
    st.tuples(NAMES, st.just("%"), st.sampled_from(["'^2'", "'GAN'", "'s$'", "'(a|b).'"])),
).map(lambda atom: atom if isinstance(atom, str) else f"({' '.join(atom)})")
EXPRESSIONS = st.recursive(
    ATOMS,
    lambda inner: st.one_of(
        inner.map("(not {})".format),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: f"({' and '.join(parts)})"),
        st.lists(inner, min_size=2, max_size=3).map(lambda parts: f"({' or '.join(parts)})"),
    ),
    max_leaves=6,
)


@given(EXPRESSIONS)
def test_a_filter_holds_where_python_says_so(expression: str) -> None:
    names = re.findall(r"\b[a-z]+\b", expression)
    values = {name: Text(PUBLICATION.value(name)) for name in names}
    expected = bool(eval(expression, {"__builtins__": {}}, values))
    assert compile_filter(expression)(PUBLICATION) == expected


@given(
    st.lists(st.sampled_from('year type "2" 2 ( ) { } , and or not in == < % | & x² \\d'.split()))
)
def test_any_text_is_a_filter_or_an_error(words: list[str]) -> None:
    try:
        holds = compile_filter(" ".join(words))(PUBLICATION)
    except FilterError:
        return
    assert isinstance(holds, bool)


def test_the_names_in_a_filter() -> None:
    expression = r'Year >= "2020" and author % "\d\w" and not type in {own, "article"}'
    assert names_in(expression) == {"year", "author", "type", "own"}
