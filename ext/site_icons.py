"""The icons that this site uses, cut out of the theme's icon fonts when it is built.

pydata-sphinx-theme has a browser load two thousand icons, 220 kB, before it shows a page
(https://github.com/pydata/pydata-sphinx-theme/issues/2379); the dozen that are used are
2 kB. ``site.css`` puts these fonts before the theme's, which still serve all other icons.
"""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path
from typing import Any

import pydata_sphinx_theme
from sphinx.application import Sphinx

from sphinx_publications.text.digests import digest

__all__ = ["setup"]

_FONTS = "theme/pydata_sphinx_theme/static/vendor/fontawesome/webfonts"


def add_fonts(app: Sphinx) -> None:
    """Have the fonts copied that ``site_icons`` describes: file name → theme's font, characters."""
    if app.builder.format != "html" or app.builder.name == "epub":
        return
    for name, (font, characters) in app.config.site_icons.items():
        source = Path(pydata_sphinx_theme.__file__).parent / _FONTS / font
        made_of = (version("fonttools"), version("pydata-sphinx-theme"), characters)
        # Kept from one build to the next: to cut takes half a second.
        folder = app.doctreedir / f"icons-{digest(made_of)[:16]}"
        if not (folder / name).exists():
            folder.mkdir(parents=True, exist_ok=True)
            cut(source, characters, folder / name)
        app.config.html_static_path.append(str(folder))


def cut(source: Path, characters: str, target: Path) -> None:
    """Write a WOFF 2 font with some of the characters of another.

    :param characters: as CSS has them in ``unicode-range``: "U+f002, U+f03a-f03b".
    """
    # Imported here: it takes a third of the time of a build with nothing to do.
    from fontTools.subset import Options, Subsetter, load_font, parse_unicodes, save_font

    options = Options(flavor="woff2", layout_features=[], recalc_timestamp=False)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=parse_unicodes(characters.replace("U+", "")))
    with load_font(source, options) as font:
        subsetter.subset(font)
        save_font(font, target, options)


def setup(app: Sphinx) -> dict[str, Any]:
    """Register the setting ``site_icons``, and have the fonts made."""
    app.add_config_value("site_icons", {}, "html", types=frozenset({dict}))
    app.connect("builder-inited", add_fonts)
    return {"parallel_read_safe": True, "parallel_write_safe": True}
