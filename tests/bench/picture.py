"""The figures as a picture."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from bench.measure import Cost

#: Line → its colour (Okabe and Ito's, which everybody can tell apart) and its label.
LINES: Final = {
    "sphinxcontrib-bibtex": ("#d55e00", "sphinxcontrib-bibtex"),
    "bound": ("#56b4e9", "the same nodes, ready-made"),
    "static": ("#999999", "the same list in Markdown"),
    "ours": ("#0072b2", "sphinx-publications"),
}


def draw(results: Mapping[int, Mapping[str, tuple[Cost, Cost]]], path: Path) -> None:
    """Draw CPU time over the number of publications: clean builds, and unchanged ones."""
    import matplotlib as mpl
    from matplotlib.figure import Figure

    # The same picture from the same figures.
    with mpl.rc_context({"svg.hashsalt": "", "svg.fonttype": "none", "font.family": "sans-serif"}):
        figure = Figure(figsize=(9, 3.8), layout="constrained")
        axes = figure.subplots(1, 2, sharey=True)
        for place, title in enumerate(("From scratch", "Nothing changed")):
            for name, (color, label) in LINES.items():
                counts = sorted(results)
                times = [results[count][name][place].cpu for count in counts]
                axes[place].plot(counts, times, color=color, label=label, marker="o", ms=4)
            axes[place].set(xscale="log", yscale="log", title=title, xlabel="publications")
            axes[place].grid(visible=True, which="major", color="#dddddd")
            axes[place].spines[["top", "right"]].set_visible(False)
        axes[0].set_ylabel("CPU seconds")
        axes[0].legend(frameon=False)
        figure.savefig(path, format="svg", metadata={"Date": None})
