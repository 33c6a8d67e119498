from __future__ import annotations

import pybtex.database
import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_publications.reading.name_splitting import split_name

#: Words of names that BibTeX tells apart: in capitals, in lower case, and neither.
WORDS = [
    "Jane", "Doe", "J.", "Vallée", "Élan", "van", "de", "la", "d'Or", "élan", "al-Din", "3M", "李",
    "{Barnes}", "{van der}", "{\\relax van}", "{\\relax Van}", "\\'Elan", "\\'elan", "{\\'e}lan",
]  # fmt: skip
words = st.lists(st.sampled_from(WORDS), min_size=1, max_size=5)
spaces = st.sampled_from([" ", "~", "  ", " ~", "\n"])


@given(words, st.lists(st.sampled_from(WORDS), max_size=2), spaces)
def test_a_name_is_split_as_pybtex_splits_it(
    words: list[str], given_words: list[str], space: str
) -> None:
    # A name that has lower case only is the one that is split otherwise, below.
    words = words if given_words else ["Ann", *words]
    name = f"{space.join(words)},{space.join(['', *given_words])}".rstrip(", ~\n")
    other = pybtex.database.Person(name)
    assert split_name(name) == (
        " ".join(other.last_names),
        " ".join(other.bibtex_first_names),
        " ".join(other.prelast_names),
    )


@pytest.mark.parametrize(
    ("name", "split"),
    {
        "bell hooks": ("hooks", "bell", ""),
        "maria de la cruz": ("cruz", "maria de la", ""),
        "van gogh, vincent": ("gogh", "vincent", "van"),
        "van Gogh": ("Gogh", "", "van"),
        "jean-luc de~la Fontaine": ("Fontaine", "", "jean-luc de la"),
        # A capital in braces is one, as people protect it who do not know the rules of names.
        "{M}ichael {J}ordan": ("{J}ordan", "{M}ichael", ""),
        "{B}anghua von {D}er Zhu": ("{D}er Zhu", "{B}anghua", "von"),
        # A control space is no end of a word.
        r"Martin\ Luther King": ("King", r"Martin\ Luther", ""),
        r"\relax": (r"\relax", "", ""),
        # A no-break space that was written as such is within a word.
        "A\u00a0B Doe": ("Doe", "A\u00a0B", ""),
        ", Jane": ("", "Jane", ""),
        "{, Jane": ("{, Jane", "", ""),
        "~": ("", "", ""),
    }.items(),
)
def test_names_that_bibtex_splits_otherwise_or_not_at_all(
    name: str, split: tuple[str, str, str]
) -> None:
    assert split_name(name) == split
