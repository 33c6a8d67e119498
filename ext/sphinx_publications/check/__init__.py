"""What an author wants to know of a .bib file that is read without an error."""
