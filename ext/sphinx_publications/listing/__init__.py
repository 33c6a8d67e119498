"""What a list and its references say, in which order and under which numbers."""
