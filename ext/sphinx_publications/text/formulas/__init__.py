"""Formulas: their LaTeX taken apart, rewritten for TeX and browsers, and drawn as MathML."""
