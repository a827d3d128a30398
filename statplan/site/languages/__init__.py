"""The catalogues of the public page, a file for each language."""
