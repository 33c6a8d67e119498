"""``python -m sphinx_publications``."""

from __future__ import annotations

import sys

from sphinx_publications.cli import main

if __name__ == "__main__":
    sys.exit(main())
