""".bib files: their bytes are decoded and parsed into entries with file and line."""
