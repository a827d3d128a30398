"""Give every nominal day its meeting: on its day, moved with a reason, or left out with one."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, time, timedelta

from statplan.plan.times import WEEKDAYS
from statplan.schedule.cadence import nominal_days
from statplan.schedule.closed import OpenDays
from statplan.schedule.meeting import MeetingKey, Moved, Omitted, Stand
from statplan.schedule.rules import Choice, SeriesRule
from statplan.schedule.taken import Resource, Taken

_ONE = timedelta(days=1)
_FARTHEST = 31
_CHOSEN = "as the plan says"


@dataclass(slots=True)
class Spot:
    """A nominal day on its way to become a meeting; `stand` is None until it has one."""

    rule: SeriesRule
    key: MeetingKey
    nominal: date
    at: time
    about: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    needs: tuple[Resource, ...] = ()
    stand: Stand | None = None
    closed: str | None = None
    cause: str = ""
    moved: Moved | None = None
    choice: Choice | None = None
    before: "Spot | None" = field(default=None, repr=False)
    after: "Spot | None" = field(default=None, repr=False)

    @property
    def usual(self) -> time:
        """The time of day that it has on any day: its rule's, unless the plan chose another."""
        return (self.choice and self.choice.at) or self.at

    @property
    def label(self) -> str:
        """How messages name it: title, key and role."""
        return f"{self.rule.title} ({self.key})"


def spots(rule: SeriesRule, first: date, last: date) -> tuple[list[Spot], list[Omitted]]:
    """The nominal days of a series in order, and the periods that have none or are called off."""
    found: list[Spot] = []
    omitted: list[Omitted] = []
    seen: dict[str, int] = {}
    for period, day, at, why in _nominal(rule, first, last):
        seen[period] = seen.get(period, 0) + 1
        unique = period if seen[period] == 1 else f"{period}-{seen[period]}"
        key = MeetingKey(rule.id, unique)
        choice = rule.chosen.get(unique)
        reason = why or (rule.called_off.get(day) if day else None)
        if choice and choice.called_off:
            reason = reason or choice.why or _CHOSEN
        if day is None or reason:
            called = f"called off: {reason}" if day else str(reason)
            omitted.append(Omitted(key, rule.title, day, called))
            continue
        found.append(Spot(rule, key, day, at, choice=choice))
    return found, omitted


def link(line: list[Spot]) -> None:
    """Let each spot of a series know the one before it and the one after it."""
    for spot, before, after in zip(line, [None, *line], [*line[1:], None], strict=False):
        spot.before, spot.after = before, after


def _nominal(
    rule: SeriesRule, first: date, last: date
) -> Iterator[tuple[str, date | None, time, str]]:
    for day in rule.dates:
        if first <= day <= last:
            yield day.isoformat(), day, rule.at, ""
    for stretch in rule.stretches:
        begin = max(first, stretch.starts)
        end = min(last, stretch.until or last)
        for each in nominal_days(stretch.rhythm, begin, end):
            yield each.period, each.day, stretch.at, each.why


def place(all_spots: list[Spot], opened: OpenDays, taken: Taken) -> list[tuple[Spot, str]]:
    """Give each spot its stand: first those whose day is open, then those that must move.

    A day that the plan chose for a meeting is where it stands, open or not.

    Args:
        all_spots: the spots of all series, in any order; their `stand` and `moved` are set.
        opened: the days on which one may meet.
        taken: filled with what is given away.

    Returns:
        The pairs of spots that clash, each with what it clashes with.
    """
    clashes: list[tuple[Spot, str]] = []
    moving: list[Spot] = []
    for spot in sorted(all_spots, key=_by_nominal):
        spot.stand = spot.moved = None
        chosen = spot.choice.day if spot.choice else None
        spot.closed = opened.why_not(spot.nominal, avoid_beside=spot.rule.avoid_beside)
        spot.cause = opened.find_cause(spot.nominal) if spot.closed else ""
        if spot.closed and chosen is None:
            moving.append(spot)
            continue
        stand = Stand(chosen or spot.nominal, spot.usual, spot.rule.minutes)
        _stand(spot, stand)
        clash = taken.clash(stand, spot.needs)
        if clash:
            clashes.append((spot, f"{clash[0]} both need {_called(clash[1])}"))
        taken.take(stand, spot.needs, spot.label)
    for spot in moving:
        _move(spot, opened, taken)
    return clashes


def _stand(spot: Spot, stand: Stand) -> None:
    """Put a spot there, and say why where that is not its nominal place."""
    spot.stand = stand
    other_time = spot.at if stand.at != spot.at else None
    chosen = spot.choice is not None and (spot.choice.day or spot.choice.at) is not None
    if stand.day != spot.nominal or (other_time and chosen):
        own_words = spot.choice.why if spot.choice and chosen else ""
        why = own_words or spot.closed or _CHOSEN
        cause = own_words or spot.cause or "chosen"
        spot.moved = Moved(spot.nominal, why, other_time, chosen, cause)


def _by_nominal(spot: Spot) -> tuple[date, time, str, str]:
    return spot.nominal, spot.at, spot.key.series, spot.key.period


def _called(need: Resource) -> str:
    kind, name = need
    return f"the {kind} '{name}'" if kind == "room" else f"the person '{name}'"


def _move(spot: Spot, opened: OpenDays, taken: Taken) -> None:
    for day in _candidates(spot, opened):
        if opened.why_not(day, avoid_beside=spot.rule.avoid_beside):
            continue
        for at in (spot.usual, *spot.rule.backup.times):
            stand = Stand(day, at, spot.rule.minutes)
            if taken.clash(stand, spot.needs) is None:
                _stand(spot, stand)
                taken.take(stand, spot.needs, spot.label)
                return


def _bounds(spot: Spot, opened: OpenDays) -> tuple[date, date]:
    """The first and the last day between the series' meetings before and after."""
    least, most = opened.first, min(opened.last, spot.nominal + timedelta(days=_FARTHEST))
    before = spot.before
    if before is not None and before.stand is not None:
        least = max(least, before.stand.day + _ONE)
    if spot.after is not None:
        following = spot.after.stand.day if spot.after.stand else spot.after.nominal
        most = min(most, following - _ONE)
    return max(least, spot.nominal - timedelta(days=_FARTHEST)), most


def _candidates(spot: Spot, opened: OpenDays) -> list[date]:
    least, most = _bounds(spot, opened)
    span = [least + timedelta(days=offset) for offset in range(max((most - least).days + 1, 0))]
    later = [day for day in span if day > spot.nominal]
    earlier = [day for day in reversed(span) if day < spot.nominal]
    match spot.rule.policy:
        case "next working day":
            return later
        case "previous working day":
            return earlier
        case "same week":
            week = spot.nominal.isocalendar()[:2]
            same = [day for day in span if day.isocalendar()[:2] == week]
            return sorted(same, key=lambda day: (abs((day - spot.nominal).days), -day.toordinal()))
        case "use back-up":
            window = spot.rule.backup
            return [
                day
                for day in later
                if window.after <= opened.between(spot.nominal, day) <= window.within
            ]
        case "skip":
            return []


def why_omitted(spot: Spot) -> str:
    """The reason for a spot that found no stand."""
    weekday = WEEKDAYS[spot.nominal.weekday()]
    if spot.rule.policy == "skip":
        return f"{weekday}, {spot.nominal} is closed ({spot.closed}); the plan skips such meetings"
    return (
        f"{weekday}, {spot.nominal} is closed ({spot.closed}), "
        f"and no open day was free for '{spot.rule.policy}'"
    )
