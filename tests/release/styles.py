"""The six styles, and the documents that what is copied is compiled in."""

from __future__ import annotations

from typing import Final, NamedTuple

_ARTICLE: Final = r"\documentclass{article}"
_NATBIB: Final = f"{_ARTICLE}\n\\usepackage{{natbib}}"
_URL: Final = r"\usepackage{url}"
_LINKED: Final = r"\usepackage{hyperref}"
#: A class of its own, which loads natbib and hyperref; without what it asks of papers.
_ACM: Final = r"""\documentclass[sigconf,nonacm]{acmart}
\settopmatter{printacmref=false,printccs=false}"""
_BIBLATEX: Final = r"\usepackage[sorting=none]{biblatex}"
#: How a page of the PDF is one reference, in one line that no word and no address breaks in.
_PAGES: Final = r"""\pagestyle{empty}
\pdfpagewidth=410cm \pdfpageheight=100cm \setlength{\textwidth}{400cm}
\columnwidth=\textwidth \hsize=\textwidth \linewidth=\textwidth"""
_ITEMS: Final = r"\let\releaseitem\bibitem \def\bibitem{\clearpage\releaseitem}"
_BIBLATEX_ITEMS: Final = r"""\defbibenvironment{bibliography}
  {\list{}{}}{\endlist}{\clearpage\item}"""


class Style(NamedTuple):
    """A style of bibliographies."""

    name: str
    #: What the document is called → what it begins with. The first has what the style itself
    #: asks for, and nothing else: what is copied must not need more.
    documents: dict[str, str]
    is_biblatex: bool = False

    def source(self, document: str, keys: list[str], bib: str) -> str:
        """Return a document that cites *keys*, from the file *bib*."""
        begin = [self.documents[document]]
        cited = "\n".join(rf"\cite{{{key}}}" for key in keys)
        if self.is_biblatex:
            begin += [rf"\addbibresource{{{bib}.bib}}", _BIBLATEX_ITEMS]
            end = r"\printbibliography"
        else:
            begin += [rf"\AtBeginDocument{{{_ITEMS}}}"]
            end = rf"\bibliographystyle{{{self.name}}}" + "\n" + rf"\bibliography{{{bib}}}"
        title = "\\title{References}\\maketitle\n" if "acmart" in begin[0] else ""
        lines = [*begin, r"\begin{document}", _PAGES, title + cited, end, r"\end{document}"]
        return "\n".join(lines) + "\n"


def _styled(name: str, begin: str = _ARTICLE) -> Style:
    """Return a style of which each reference has addresses in ``\\url``, and says so itself."""
    return Style(name, {"url": f"{begin}\n{_URL}", "hyperref": f"{begin}\n{_LINKED}"})


STYLES: Final = (
    Style("plain", {"bare": _ARTICLE, "hyperref": f"{_ARTICLE}\n{_LINKED}"}),
    _styled("plainnat", _NATBIB),
    _styled("unsrtnat", _NATBIB),
    _styled("IEEEtran"),
    Style("ACM-Reference-Format", {"url": f"{_NATBIB}\n{_URL}", "acmart": _ACM}),
    Style(
        "biblatex",
        {"bare": f"{_ARTICLE}\n{_BIBLATEX}", "hyperref": f"{_ARTICLE}\n{_BIBLATEX}\n{_LINKED}"},
        is_biblatex=True,
    ),
)
