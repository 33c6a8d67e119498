"""What LaTeX makes of the BibTeX that visitors copy: ``make release-check``."""
