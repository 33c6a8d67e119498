"""The figures as a picture."""

from __future__ import annotations

import math
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Final

from bench.measure import median

if TYPE_CHECKING:
    from bench.measure import Cost

#: Site → label and colour of its line (Okabe and Ito's colours, which all can tell apart).
LINES: Final = {
    "sphinxcontrib-bibtex": ("sphinxcontrib-bibtex", "#d55e00"),
    "bound": ("ready-made nodes", "#56b4e9"),
    "static": ("Markdown", "#777777"),
    "ours": ("sphinx-publications", "#0072b2"),
}


def draw(results: Mapping[int, Mapping[str, tuple[list[Cost], list[Cost]]]], path: Path) -> None:
    """Draw the CPU time of a clean build over the number of publications."""
    # Here, because all else of this package works without it.
    import pygal
    from pygal.style import CleanStyle

    counts = sorted(results)
    chart = pygal.XY(
        title="A clean build: CPU seconds over publications",
        style=CleanStyle(
            colors=tuple(color for _, color in LINES.values()),
            font_family="sans-serif",
            background="white",
            plot_background="white",
            guide_stroke_color="#cccccc",
            major_guide_stroke_color="#cccccc",
        ),
        js=(),
        disable_xml_declaration=True,
        explicit_size=True,
        height=440,
        width=800,
        legend_at_bottom=True,
        legend_at_bottom_columns=2,
        logarithmic=True,
        pretty_print=True,
        show_x_guides=True,
        show_y_guides=True,
        truncate_legend=-1,
        x_labels=[math.log10(count) for count in counts],
        x_value_formatter=lambda x: f"{round(10**x):,}",
        y_labels=[0.5, 1, 2, 5, 10, 20, 50],
        y_labels_major=[1, 10],
        y_value_formatter=lambda y: f"{y:g} s",
    )
    for name, (label, _) in LINES.items():
        times = [(math.log10(count), median(results[count][name][0]).cpu) for count in counts]
        chart.add(label, times, dots_size=3, stroke_style={"width": 3})
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(chart.render(is_unicode=True) + "\n", encoding="utf-8")
