"""Texts that a spreadsheet could take for a formula when it reads them from a file."""

import unicodedata

_SIGNS = frozenset("=+-@")  # full-width and small forms become these
_UNSEEN = frozenset({"Cc", "Cf", "Zs", "Zl", "Zp"})  # a reader may drop what nobody sees
_LEADING = ("\t", "\r", "\n", "\0")


def is_formula(text: str) -> bool:
    """Tell whether a cell could be read as a formula, or begins with what hides one."""
    first = next((char for char in text if unicodedata.category(char) not in _UNSEEN), "")
    return text.startswith(_LEADING) or unicodedata.normalize("NFKC", first)[:1] in _SIGNS
