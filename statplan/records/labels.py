"""What stands in the place of something withheld."""

import re
from collections.abc import Mapping

BEGINNING = "[Redacted: "


def label(ground: str) -> str:
    """What stands in the place of something withheld: the same length whatever that was."""
    return f"{BEGINNING}{ground}]"


def without_labels(text: str, grounds: Mapping[str, str]) -> str:
    """A text without the labels in it."""
    for each in grounds.values():
        text = text.replace(label(each), " ")
    return text


def merged(line: str, grounds: Mapping[str, str]) -> str:
    """Labels of one ground side by side are one: how many words were withheld is not told."""
    for each in grounds.values():
        one = re.escape(label(each))
        line = re.sub(rf"{one}(?:\s+{one})+", label(each).replace("\\", r"\\"), line)
    return line
