"""A reference and a list as docutils nodes, and how each writer writes these."""
