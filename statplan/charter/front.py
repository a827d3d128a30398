"""The title block: whose charter it is, for which year, who owns it, how much of it is open."""

from collections.abc import Iterable, Iterator

from statplan.charter.english import capital, times
from statplan.charter.given import Given, label
from statplan.documents.blocks import Block, Facts, Spans, Undecided
from statplan.plan.english import long_day
from statplan.plan.undecided import Gap

ESSENTIAL = (
    "program.organization",
    "program.name",
    "frequency.first_day",
    "program.timezone",
    "leadership.facilitator",
)


def title(given: Given) -> str:
    """Name the charter after the program; a review within a meeting is no meeting of its own."""
    return f"Charter of {named(given, the=True)}"


def named(given: Given, *, the: bool = False) -> str:
    """Call the program by its name, or by what it is."""
    program = given.plan.program
    unnamed = "Data Review" if program.host_meeting else "Performance Meetings"
    return program.name or (f"the {unnamed}" if the else unnamed)


def front(given: Given, gaps: Iterable[Gap]) -> Iterator[Block]:
    """Write the facts below the title: the year, the owner, and what is missing of the others."""
    open_ones = list(gaps)
    shown: list[tuple[str, Spans]] = []
    if given.plan.frequency.first_day:
        days = f"{long_day(given.schedule.first)} to {long_day(given.schedule.last)}"
        shown.append(("Year of meetings", (days,)))
    if given.plan.leadership.facilitator:
        lead = capital(given.person(given.plan.leadership.facilitator))
        shown.append((label("leadership.facilitator"), (lead,)))
    shown += [(gap.label, (Undecided(gap.path),)) for gap in open_ones if gap.path in ESSENTIAL]
    if open_ones:
        listed = f"{times(len(open_ones), 'answer')}, listed before the annexes"
        shown.append(("Still open", (capital(listed),)))
    yield Facts(tuple(shown))
