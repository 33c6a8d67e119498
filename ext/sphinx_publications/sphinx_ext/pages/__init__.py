"""The pages of publications, the files beside them, and the metadata of pages for machines."""
