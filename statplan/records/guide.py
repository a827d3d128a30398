"""The comment at the top of a template that explains marks."""

from collections.abc import Mapping
from textwrap import fill

from statplan.plan.english import listing

# The statuses of an action in the order of its life (G-MEAS).
STATUSES = (
    "not yet due",
    "overdue",
    "done on time",
    "done late",
    "under review",
    "overtaken by events",
    "merged",
    "on hold",
)
_WIDTH = 80


def guide(grounds: Mapping[str, str]) -> str:
    """The comment that explains marks; it is never part of the public copy."""
    example = "[[REDACT:personnel|these words]]"
    lines = (
        "This file stays inside. `statplan redact` makes the public copy of it, without this",
        "comment and without what is marked.",
        "",
        f"Withhold words of a line:  {example}",
        "Withhold whole lines:      :::redact personnel",
        "                           these lines, a list, a table",
        "                           :::",
        "",
        "The public copy shows the ground in their place. Grounds:",
        *(f"  {code:14} {_safe(ground)}" for code, ground in grounds.items()),
        "",
        fill(f"Status of an action: {listing(STATUSES, 'or')}.", _WIDTH),
        "Leave the lines between --- as they are, and tell the id to nobody.",
    )
    return "\n".join(("<!--", *lines, "-->"))


def _safe(text: str) -> str:
    return text.replace("--", "\u2013")
