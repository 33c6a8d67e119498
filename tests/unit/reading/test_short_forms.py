from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sphinx_publications.reading.short_forms import is_short_form

SHORT = {
    "ICML": "Proceedings of the 41st International Conference on Machine Learning",
    "NeurIPS": "Advances in Neural Information Processing Systems",
    "NIPS'17": "Advances in Neural Information Processing Systems 30",
    "AISTATS": "International Conference on Artificial Intelligence and Statistics",
    "ICCV 2025": "IEEE/CVF International Conference on Computer Vision",
    "KDD": "ACM SIGKDD Conference",
    "Nature": "Nature",
    "Nat. Commun.": "Nature Communications",
    "J. Phys. A": "Journal of Physics A: Mathematical",
    "arXiv": "arXiv preprint arXiv:2301.00001",
    "EC": "Proceedings of the 24th ACM Conference on Economics and Computation",
    "INTERSPEECH": "Proc. Interspeech 2023",
    "T-RO": "IEEE Transactions on Robotics",
    "AAAI": "Proceedings of the AAAI Conference on Artificial Intelligence",
    "ÉE": "Économie et environnement",
    "学报": "计算机学报",
}
OTHER = {
    "RSC": "Soft Matter",
    "IEEE": "IEEE Transactions on Robotics",
    "Vision": "Conference on Computer Vision",
    "Theory": "IEEE Transactions on Information Theory",
    "Elsevier": "Computer Networks",
    "ML": "Nature",
    "2023": "Conference 2023",
    "": "Nature",
}


@pytest.mark.parametrize(("short", "name"), SHORT.items())
def test_short_forms(short: str, name: str) -> None:
    assert is_short_form(short, ["Elsewhere", name])


@pytest.mark.parametrize(("short", "name"), OTHER.items())
def test_other_words(short: str, name: str) -> None:
    assert not is_short_form(short, [name])


@given(st.lists(st.text("abcdefgh", min_size=2, max_size=9), min_size=2, max_size=6))
def test_initials_are_a_short_form(words: list[str]) -> None:
    initials = "".join(word[0].upper() for word in words)
    assert is_short_form(initials, [" ".join(words)])
