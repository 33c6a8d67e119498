"""A publication in the formats of reference managers and search engines."""
