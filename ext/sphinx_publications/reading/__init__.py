"""Entries become publications: their names, dates and links, and other records of a work."""
