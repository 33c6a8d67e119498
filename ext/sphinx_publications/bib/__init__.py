""".bib files: their bytes become entries, each with its file and line."""
