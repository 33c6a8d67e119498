"""A reference as data: its style, the parts that it is made of, and the words between them."""
