"""One line of text: LaTeX, HTML and Unicode become the inline tree, and that plain text."""
