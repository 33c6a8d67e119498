"""Formulas: their LaTeX is parsed, rewritten for TeX and browsers alike, and turned into MathML."""
