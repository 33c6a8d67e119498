"""A publication in the formats of other programs."""
