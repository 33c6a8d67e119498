"""The bridge to sphinxcontrib-bibtex: its domain, its roles, and the entries that it gets."""
