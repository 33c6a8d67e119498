"""Made-up publications, the same for the same number: what people's ``.bib`` files hold.

Names with accents in LaTeX and in Unicode, protected capitals, mathematics, abstracts,
identifiers, links, notes, several entry types.
"""

from __future__ import annotations

import random
from typing import Final

_SEED: Final = 20230613
_GIVEN: Final = (
    "Ada Banghua Chen Dimitri Elena Fran{\\c{c}}ois G{\\\"u}nther Hanna In{\\'e}s Jiantao José"
    " Kaito L{\\'a}szl{\\'o} Michael Nghi Olga Priya Rui Søren Tian Ursula Wei Xin Yi Zuzana"
).split()
_FAMILY: Final = (
    "Zhu Jordan Jiao Müller Garc{\\'\\i}a Tse Steinhardt Barrett Ramchandran Wang Li"
    " {\\O}rsted Nov{\\'a}k Szab{\\'o} Sch{\\\"o}lkopf Nguyen Okafor Patel Silva Kowalski"
    " Tanaka Ivanova Dubois Rossi Andersen"
).split()
_PARTICLES: Final = ("", "", "", "", "", "", "", "", "", "van ", "de la ", "von ")
_WORDS: Final = (
    "learning robust estimation of optimal policies from human feedback with pairwise"
    " comparisons under distribution shift and strategic agents in large language models for"
    " multi-armed bandits a theory the limits reward minimax rates sampling inference fast"
    " scalable private federated online offline adversarial generalized deconstructing noisy"
).split()
_CAPITALS: Final = ("{GAN}s", "{LLM}", "{B}ayesian", "{RLHF}", "{W}asserstein", "{HPC}")
_FORMULAS: Final = ("$K$", "$\\epsilon$", "$O(\\sqrt{T})$", "$\\ell_1$")
_JOURNALS: Final = (
    "IEEE Transactions on Information Theory",
    "The Annals of Statistics",
    "Journal of Machine Learning Research",
    "Transactions on Machine Learning Research",
)
_CONFERENCES: Final = (
    ("Advances in Neural Information Processing Systems", "NeurIPS"),
    ("International Conference on Machine Learning", "ICML"),
    ("International Conference on Learning Representations", "ICLR"),
    ("Artificial Intelligence and Statistics", "AISTATS"),
)


def key_of(number: int) -> str:
    """Return the cite key of the publication *number*."""
    return f"zhu{1990 + number % 36}n{number}"


def bibliography(count: int) -> str:
    """Return a ``.bib`` file of *count* publications."""
    dice = random.Random(_SEED)
    return "\n".join(_entry(number, dice) for number in range(count))


def _entry(number: int, dice: random.Random) -> str:
    words = [dice.choice(_WORDS) for _ in range(dice.randint(4, 11))]
    if dice.random() < 0.4:
        words.insert(dice.randrange(len(words)), dice.choice(_CAPITALS))
    if dice.random() < 0.08:
        words.insert(dice.randrange(len(words)), dice.choice(_FORMULAS))
    fields = {
        "title": " ".join(words).capitalize() if "{" not in words[0] else " ".join(words),
        "author": " and ".join(_name(dice) for _ in range(dice.randint(1, 8))),
        "year": str(1990 + number % 36),
    }
    chance = dice.random()
    if chance < 0.35:
        kind = "article"
        fields |= {
            "journal": dice.choice(_JOURNALS),
            "volume": str(dice.randint(1, 90)),
            "number": str(dice.randint(1, 12)),
            "pages": f"{dice.randint(1, 400)}--{dice.randint(401, 900)}",
        }
    elif chance < 0.85:
        kind = "inproceedings"
        name, short = dice.choice(_CONFERENCES)
        fields |= {"booktitle": f"{name} ({short})", "abbr": short}
    else:
        kind = "unpublished"
        fields |= {"pubstate": "submitted"}
    if dice.random() < 0.15:
        fields["author+an"] = "1=equal; 2=equal" if " and " in fields["author"] else "1=equal"
    if dice.random() < 0.5:
        fields["doi"] = f"10.1000/xyz.{number}"
    if dice.random() < 0.6:
        fields |= {
            "eprint": f"{dice.randint(10, 25)}{dice.randint(1, 12):02}.{dice.randint(1, 99999):05}",
            "eprinttype": "arxiv",
        }
    if dice.random() < 0.3:
        fields["pdf"] = f"https://example.org/papers/{number}.pdf"
    if dice.random() < 0.2:
        fields["code"] = f"https://example.org/code/{number}"
    if dice.random() < 0.1:
        fields["note"] = dice.choice(("Oral presentation", "Spotlight", "{\\em Best Paper Award}"))
    fields["keywords"] = ", ".join(sorted({dice.choice(_WORDS) for _ in range(3)}))
    fields["abstract"] = _abstract(dice)
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items()]
    return f"@{kind}{{{key_of(number)},\n" + "\n".join(lines) + "\n}\n"


def _name(dice: random.Random) -> str:
    # A tenth of the names is the owner's.
    if dice.random() < 0.1:
        return "Zhu, Banghua"
    family = dice.choice(_PARTICLES) + dice.choice(_FAMILY)
    given = dice.choice(_GIVEN)
    if dice.random() < 0.3:
        given += f" {dice.choice('ABCDEFGHJKLMNOPRST')}."
    return f"{family}, {given}" if dice.random() < 0.5 else f"{given} {family}"


def _abstract(dice: random.Random) -> str:
    sentences = []
    for _ in range(dice.randint(4, 8)):
        words = [dice.choice(_WORDS) for _ in range(dice.randint(10, 24))]
        sentences.append(" ".join(words).capitalize() + ".")
    return " ".join(sentences)
