"""The checker: its rules on `.bib` files, beyond their syntax, and its lines on the terminal."""
