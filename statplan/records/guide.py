"""The comment at the top of a template that explains marks."""

from collections.abc import Mapping
from textwrap import fill

from statplan.plan.english import format_list

# The statuses of an action in the order of its life (G-MEAS).
ACTION_STATUSES = (
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


def render_guide(grounds: Mapping[str, str]) -> str:
    """Return the comment that explains marks; it is never part of the public copy."""
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
        *(f"  {code:14} {_replace_dashes(ground)}" for code, ground in grounds.items()),
        "",
        fill(f"Status of an action: {format_list(ACTION_STATUSES, 'or')}.", _WIDTH),
        "Leave the lines between --- as they are, and tell the id to nobody.",
    )
    return "\n".join(("<!--", *lines, "-->"))


def _replace_dashes(text: str) -> str:
    return text.replace("--", "\u2013")
