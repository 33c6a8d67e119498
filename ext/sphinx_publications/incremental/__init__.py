"""What is up to date: the .bib files, the pages to be read again, those to be written again."""
