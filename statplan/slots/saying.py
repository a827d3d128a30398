"""Say in a sentence how well a series stands on a pattern, and what moves which meeting."""

from collections.abc import Iterable
from datetime import date

from statplan.plan import Plan, roster
from statplan.plan.english import listing, long_day
from statplan.plan.times import ORDINALS
from statplan.slots.answer import Line, Obstacle, Pattern, Placed
from statplan.slots.grid import Grid
from statplan.slots.problem import Problem

_NAMED = 3  # exceptions that a sentence names
_ORDINAL = {number: word for word, number in ORDINALS.items()}


def pattern(found: Pattern, every: str = "") -> str:
    """A pattern as people say it: `Second Thursday 08:00`, `Tuesday 09:00, second week`."""
    words = f"{found.on} {found.at:%H:%M}"
    if every == "quarter" or (every.endswith("months") and found.month > 1):
        words += f", {_ORDINAL[found.month]} month" if found.month in _ORDINAL else ""
    if found.phase:
        words += f", from week {found.phase + 1}"
    return words[0].upper() + words[1:]


def sentence(plan: Plan, problem: Problem, line: Line) -> str:
    """How a series stands: how many meetings are clear, which move and why, the back-ups.

    Args:
        plan: names the people.
        problem: knows the series and the working days.
        line: the series on its pattern.
    """
    clear = sum(not each.is_exception for each in line.meetings)
    parts = [f"{clear} of {len(line.meetings)} clear"]
    moved = [each for each in line.meetings if each.is_exception]
    parts += [_exception(plan, each) for each in moved[:_NAMED]]
    if len(moved) > _NAMED:
        count = len(moved) - _NAMED
        verbs = "moves or has" if count == 1 else "move or have"
        parts.append(f"{count} more {verbs} no place")
    parts.append(_backups(line.meetings, problem.grid))
    every = next(str(each.every) for each in problem.wanted if each.id == line.series)
    return f"{pattern(line.pattern, every)}: {'; '.join(each for each in parts if each)}"


def _exception(plan: Plan, placed: Placed) -> str:
    nominal, stand = placed.nominal, placed.stand
    if stand is None:
        what = f"{_day(nominal.day)} has no place"
    elif stand.day == nominal.day:
        what = f"{_day(nominal.day)} starts at {stand.at:%H:%M}"
    else:
        at = "" if stand.at == nominal.at else f" at {stand.at:%H:%M}"
        what = f"{_day(nominal.day)} moves to {_day(stand.day)}{at}"
    why = reasons(plan, placed.obstacles)
    return f"{what} ({why})" if why else what


def reasons(plan: Plan, obstacles: Iterable[Obstacle]) -> str:
    """What keeps a meeting from its place: who is busy, what is closed, what stands there."""
    busy: list[str] = []
    other: list[str] = []
    for each in obstacles:
        if each.need is None:
            other.append(f"closed: {each.what}")
        elif each.what:
            other.append(f"{each.what} needs {owner(plan, each)}")
        else:
            busy.append(owner(plan, each))
    found = list(dict.fromkeys(other))
    if busy:
        names = listing(dict.fromkeys(busy))
        found.insert(0, f"{names} {'is' if len(set(busy)) == 1 else 'are'} busy")
    return "; ".join(found)


def owner(plan: Plan, obstacle: Obstacle) -> str:
    """The person or room that an obstacle is about: `the Budget Director`, `the room a`."""
    if obstacle.need is None:
        return ""
    kind, name = obstacle.need
    return f"the {roster.office(plan, name)}" if kind == "person" else f"the room '{name}'"


def _day(day: date) -> str:
    return long_day(day).split(", ")[1]


def _backups(meetings: Iterable[Placed], grid: Grid) -> str:
    """How far the back-ups are, and how many are missing."""
    placed = [each for each in meetings if each.stand]
    pairs = [(each.stand, each.backup) for each in placed if each.stand and each.backup]
    missing = len(placed) - len(pairs)
    if not pairs:
        return "no back-ups" if placed else ""
    farthest = max(grid.index[backup.day] - grid.index[stand.day] for stand, backup in pairs)
    within = f"within {farthest} working day{'s' if farthest > 1 else ''}"
    return (
        f"{len(pairs)} back-ups {within}, {missing} without"
        if missing
        else f"all back-ups {within}"
    )
