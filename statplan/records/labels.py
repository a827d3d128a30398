"""The labels that stand in the place of withheld text."""

import re
from collections.abc import Mapping

LABEL_START = "[Redacted: "


def format_label(ground: str) -> str:
    """Return the label for a withheld text, of the same length whatever that text was."""
    return f"{LABEL_START}{ground}]"


def remove_labels(text: str, grounds: Mapping[str, str]) -> str:
    """Return a text without the labels in it."""
    for ground in grounds.values():
        text = text.replace(format_label(ground), " ")
    return text


def merge_labels(line: str, grounds: Mapping[str, str]) -> str:
    """Join labels of one ground side by side, so that the number of words is not told."""
    for ground in grounds.values():
        pattern = re.escape(format_label(ground))
        line = re.sub(
            rf"{pattern}(?:\s+{pattern})+", format_label(ground).replace("\\", r"\\"), line
        )
    return line
