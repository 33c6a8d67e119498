"""A reference and a list as HTML text."""
