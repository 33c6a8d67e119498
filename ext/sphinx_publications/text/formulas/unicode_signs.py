"""What the commands and characters of formulas are in plain text, as tables.

Those of most symbols are in :func:`~sphinx_publications.text.latex_macros.symbols`.
"""

from __future__ import annotations

from string import ascii_uppercase
from typing import Final

__all__ = [
    "ACCENTS", "BRACKETED", "CHARACTERS", "DOUBLE_STRUCK", "LOWERED", "RAISED", "SIGNS",
]  # fmt: skip


def _pairs(text: str) -> dict[str, str]:
    """Return word → word for lines of pairs."""
    words = text.split()
    return dict(zip(words[::2], words[1::2], strict=True))


#: Character of the source → what is printed for it, where that is another one.
CHARACTERS: Final = {"-": "−", "'": "′", "~": " ", "&": " "}
#: Command → what is printed for it, where the table of macros has it not, or not as formulas.
#: Functions that have no sign, such as "\\gcd", are printed by their names. Greek letters are
#: those that keyboards have.
SIGNS: Final = {
    "\\": "; ", "cr": "; ", ",": " ", ";": " ", ":": " ", ">": " ", " ": " ", "!": "", "|": "‖",
    "quad": " ", "qquad": " ", "enspace": " ", "thinspace": " ", "medspace": " ",
    "thickspace": " ", "bmod": " mod ", "injlim": "inj lim", "projlim": "proj lim", "prime": "′",
    "epsilon": "ε", "phi": "φ",
    **dict.fromkeys(
        "negmedspace negthickspace negthinspace limits nolimits displaylimits displaystyle"
        " textstyle scriptstyle scriptscriptstyle allowbreak middle relax".split(), ""
    ),
    **_pairs(r"""
        Bbbk 𝕜  Box □  Diamond ◇  Doteq ≑  Finv Ⅎ  Game ⅁  Im ℑ  Re ℜ  Join ⋈  bigodot ⨀
        bigsqcup ⨆  biguplus ⨄  bigstar ★  bot ⊥  cdotp ·  ldotp .  checkmark ✓  circledR ®
        clubsuit ♣  diamondsuit ♢  heartsuit ♡  spadesuit ♠  colon :  dashleftarrow ⇠
        dashrightarrow ⇢  ddagger ‡  diagdown ╲  diagup ╱  doublebarwedge ⩞  doublecap ⋒
        doublecup ⋓  eqsim ≂  gets ←  ggg ⋙  gggtr ⋙  lll ⋘  llless ⋘  gvertneqq ≩  lvertneqq ≨
        iff ⟺  impliedby ⟸  implies ⟹  idotsint ∫⋯∫  iiiint ⨌  imath ı  jmath ȷ  land ∧  lor ∨
        lbrack [  rbrack ]  lbrace {  rbrace }  leadsto ⇝  lgroup ⟮  rgroup ⟯  lhd ⊲  rhd ⊳
        unlhd ⊴  unrhd ⊵  models ⊨  vDash ⊨  ncong ≇  ne ≠  neg ¬  ngeqq ≱  ngeqslant ≱  nleqq ≰
        nleqslant ≰  npreceq ⋠  nsucceq ⋡  nsim ≁  nsubseteqq ⊈  nsupseteqq ⊉  owns ∋  precnsim ⋨
        restriction ↾  triangle △  varDelta Δ  varGamma Γ  varLambda Λ  varOmega Ω  varPhi Φ
        varPi Π  varPsi Ψ  varSigma Σ  varTheta Θ  varUpsilon Υ  varXi Ξ  varsubsetneq ⊊
        varsubsetneqq ⊊  varsupsetneq ⊋  varsupsetneqq ⊋  lVert ‖  rVert ‖  lvert |  rvert |
    """),
}  # fmt: skip
#: Command → the combining character that it sets on its argument.
ACCENTS: Final = {
    name: character
    for character, names in {
        "\u0302": "hat widehat", "\u0303": "tilde widetilde", "\u0304": "bar overline",
        "\u0307": "dot", "\u0308": "ddot", "\u20db": "dddot", "\u20dc": "ddddot",
        "\u0301": "acute", "\u0300": "grave", "\u0306": "breve", "\u030c": "check",
        "\u030a": "mathring", "\u20d7": "vec overrightarrow", "\u20d6": "overleftarrow",
        "\u0332": "underline underbar", "\u0338": "not",
    }.items()
    for name in names.split()
}  # fmt: skip
#: Environment → the brackets that TeX draws around it.
BRACKETED: Final = {
    "pmatrix": "()",
    "bmatrix": "[]",
    "Bmatrix": "{}",
    "vmatrix": "||",
    "cases": "{ ",
}
#: Letter → the one that sets of numbers have: "ℝ".
DOUBLE_STRUCK: Final = {
    **dict(zip(ascii_uppercase, "𝔸𝔹ℂ𝔻𝔼𝔽𝔾ℍ𝕀𝕁𝕂𝕃𝕄ℕ𝕆ℙℚℝ𝕊𝕋𝕌𝕍𝕎𝕏𝕐ℤ", strict=True)), "1": "𝟙",
}  # fmt: skip
#: Character → the same raised. What stands above the line by itself stays.
RAISED: Final = dict(
    zip(
        "0123456789+−=()abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVW*∗∘°′†‡⊤±∓ ",
        "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂ**°°′†‡ᵀ±∓ ",
        strict=True,
    )
)
#: Character → the same lowered.
LOWERED: Final = dict(
    zip("0123456789+−=()aehijklmnoprstuvx ", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ ", strict=True)
)
