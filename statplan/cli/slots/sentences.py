"""A place in one sentence: how many of its meetings stand on it, which do not, and why."""

from collections.abc import Iterator

from statplan.busy.owners import Owners
from statplan.plan.english import some
from statplan.plan.times import Every
from statplan.schedule import Stand
from statplan.slots import Line, Obstacle, Placed
from statplan.slots.problem import Problem, Wanted

_NAMED = 4
_MONTHS = (
    *("Jan", "Feb", "Mar", "Apr", "May", "Jun"),
    *("Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
)


class Sentences:
    """Say lines of answers to one problem."""

    def __init__(self, problem: Problem, owners: Owners) -> None:
        self._owners = owners
        self._wanted = {each.id: each for each in problem.wanted}

    def of_line(self, line: Line) -> str:
        """Say a line: "Second Thursday, 08:00: 11 of 12 clear; every meeting has a back-up."."""
        series = self._wanted[line.series]
        off = [each for each in line.meetings if each.is_exception]
        clear = f"{len(line.meetings) - len(off)} of {len(line.meetings)} clear"
        moved = [some([*map(self._moved, off)], _NAMED)] if off else []
        facts = "; ".join([clear, *moved, *self._backups(line, series)])
        return f"{place(line, series.every)}: {facts}."

    def _moved(self, placed: Placed) -> str:
        """Where a meeting goes, and why."""
        nominal, stand = placed.nominal, placed.stand
        why = self.why(placed)
        if stand is None:
            return f"{_day(nominal)} has no place{why}"
        if stand.day == nominal.day:
            return f"{_day(nominal)} begins at {stand.at:%H:%M}{why}"
        at = "" if stand.at == nominal.at else f" {stand.at:%H:%M}"
        return f"{_day(nominal)} moves to {_day(stand)}{at}{why}"

    def why(self, placed: Placed) -> str:
        """What keeps a meeting from its place, in brackets."""
        named = dict.fromkeys(map(self._obstacle, placed.obstacles))
        return f" ({some(named, 2)})" if named else ""

    def _obstacle(self, obstacle: Obstacle) -> str:
        if obstacle.need is None:
            return obstacle.what or "closed"
        who = self._owners.called(obstacle.need)
        return f"{who} is in {obstacle.what}" if obstacle.what else f"{who} is busy"

    def _backups(self, line: Line, series: Wanted) -> Iterator[str]:
        if not series.keeps_backups:
            return
        lacking = [each for each in line.meetings if each.stand and each.backup is None]
        if lacking:
            days = some([_day(each.stand or each.nominal) for each in lacking], _NAMED)
            yield f"no back-up for {days}{self.why(lacking[0]) if not lacking[1:] else ''}"
        else:
            yield "every meeting has a back-up"


def place(line: Line, every: Every) -> str:
    """A pattern as people say it: "Wednesday every 2 weeks from Jan 13, 08:00"."""
    on, pattern = str(line.pattern.on), line.pattern
    words = on[:1].upper() + on[1:]
    if every.unit == "quarter":
        words += f" of each quarter's {('first', 'second', 'third')[pattern.month - 1]} month"
    elif every.count > 1:
        words += f" every {every} from {_day(line.meetings[0].nominal)}"
    return f"{words}, {pattern.at:%H:%M}"


def _day(stand: Stand) -> str:
    return f"{_MONTHS[stand.day.month - 1]} {stand.day.day}"
