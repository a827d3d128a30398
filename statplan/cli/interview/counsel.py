"""What the review has to say about the answers so far: a few lines, never in the way."""

from collections.abc import Mapping
from typing import Any

from statplan.advice import Found, advise
from statplan.plan import fields, reading
from statplan.schedule import make_schedule

_LINES = 3
_WORTH = ("error", "warning")


def found_in(data: Mapping[str, Any]) -> tuple[Found, ...]:
    """What the rules find in answers that make a plan, the weightiest first; notes are left out."""
    whole = reading.check({"statplan": 1, **data})
    if whole.plan is None:
        return ()
    advice = advise(whole.plan, whole.data, make_schedule(whole.plan))
    worth = (each for each in advice.findings if each.severity in _WORTH)
    return tuple(sorted(worth, key=lambda each: _WORTH.index(each.severity)))


def on_section(found: tuple[Found, ...], section: str, said: set[str]) -> list[str]:
    """What is said after a section: what its answers raise and has not been said, in three lines.

    Args:
        found: what the rules find.
        section: the section.
        said: the codes that were said before; the new ones are added.
    """
    new = [
        each for each in found if each.path.partition(".")[0] == section and each.code not in said
    ]
    said |= {each.code for each in new}
    lines = [f"{each.code}: {each.fact}" for each in new]
    if len(lines) > _LINES:
        rest = len(lines) - (_LINES - 1)
        lines[_LINES - 1 :] = [f"And {rest} more; the review shows each beside its answer."]
    return lines


def beside(found: tuple[Found, ...], path: str) -> str:
    """What is said beside an answer: the codes and the first fact; empty where there is nothing."""
    here = [each for each in found if fields.within(each.path, path)]
    if not here:
        return ""
    codes = ", ".join(dict.fromkeys(each.code for each in here))
    return f"{codes}: {here[0].fact.rstrip('.')}"
