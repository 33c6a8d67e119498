"""Text of one field: LaTeX, HTML and Unicode are read into inline text, which is printed plain."""
