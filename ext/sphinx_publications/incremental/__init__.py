"""Which pages are read and written again."""
