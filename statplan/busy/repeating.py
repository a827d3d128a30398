"""When a recurrence rule repeats an entry, within bounds; dateutil works the rule out."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from dateutil.rrule import rrulestr

from statplan.busy.moments import Moment

_MOST = 20_000  # times of one rule; hourly for a year and its back-ups is 12,000
_MOST_COUNTED = 200_000  # times from its start on, where a rule says how often it repeats
_STEPS = {
    "HOURLY": timedelta(hours=1),
    "DAILY": timedelta(days=1),
    "WEEKLY": timedelta(weeks=1),
}
_FREQUENCIES = frozenset({"HOURLY", "DAILY", "WEEKLY", "MONTHLY", "YEARLY"})
_TOO_OFTEN = frozenset({"MINUTELY", "SECONDLY"})
_KNOWN = frozenset({
    "FREQ", "INTERVAL", "COUNT", "UNTIL", "WKST", "BYMONTH", "BYWEEKNO", "BYYEARDAY",
    "BYMONTHDAY", "BYDAY", "BYHOUR", "BYMINUTE", "BYSECOND", "BYSETPOS",
})  # fmt: skip
_LENGTHS = {8: "%Y%m%d", 15: "%Y%m%dT%H%M%S"}
_CYCLE_YEARS, _CYCLE = 400, timedelta(days=146_097)
_LAST_YEAR = 9_990


class TooOftenError(ValueError):
    """A rule repeats so often that it is not followed, or not to its end; it says which."""


def repeat(rule: str, start: Moment, low: datetime, high: datetime) -> Iterator[datetime]:
    """The local times, in the zone of `start`, to which a rule repeats an entry.

    The times before `low` may be left out, those after `high` always are, so that a rule without
    an end costs no more than its part of the year.

    Args:
        rule: the value of an RRULE (RFC 5545, 3.3.10).
        start: when the entry first stands.
        low: a local time before which nobody looks.
        high: a local time after which nobody looks.

    Raises:
        TooOftenError: it repeats more often than hourly, or `_MOST` times.
        ValueError: it is no rule.
    """
    parts = _parts(rule)
    count = int(parts.pop("COUNT", "0"))
    until = parts.pop("UNTIL", "")
    last = min(high, _until(until, start)) if until else high
    begin = start.local if count > 0 else _nearer(parts, start.local, low)
    if last < begin:
        return
    kept = 0
    for number, at in enumerate(_worked_out(parts, begin, last), 1):
        if 0 < count < number:
            return
        if at >= low:
            kept += 1
            yield at
        if kept >= _MOST or number >= _MOST_COUNTED:
            raise TooOftenError(f"repeats more than {number:,} times; the rest is left out.")


def _worked_out(parts: dict[str, str], begin: datetime, last: datetime) -> Iterator[datetime]:
    """The times of a rule.

    They are worked out in the last years that there are: dateutil goes on to the year 9999 where a
    rule gives nothing, as one for 30 February, and the calendar repeats itself every 400 years.
    """
    away = _CYCLE * ((_LAST_YEAR - last.year) // _CYCLE_YEARS)
    words = ";".join(f"{name}={value}" for name, value in parts.items())
    rule = rrulestr(f"{words};UNTIL={last + away:%Y%m%dT%H%M%S}", dtstart=begin + away)
    return (at - away for at in rule)


def last_of(rule: str, start: Moment) -> datetime | None:
    """The local time up to which a rule repeats; None where it has no such bound.

    Raises:
        ValueError: the bound cannot be read.
    """
    until = _parts(rule).get("UNTIL")
    return _until(until, start) if until else None


def _parts(rule: str) -> dict[str, str]:
    """The parts of a rule that dateutil can be trusted with."""
    pairs = (each.partition("=") for each in rule.upper().replace(" ", "").split(";") if each)
    parts = {name: value for name, _, value in pairs if not name.startswith("X-")}
    if parts.get("FREQ") in _TOO_OFTEN:
        raise TooOftenError("repeats more often than hourly; the first time of the entry counts.")
    if parts.get("FREQ") not in _FREQUENCIES or not _KNOWN.issuperset(parts):
        raise ValueError(rule)
    if int(parts.get("INTERVAL", "1")) < 1:  # dateutil would never come to an end
        raise ValueError(rule)
    return parts


def _until(text: str, start: Moment) -> datetime:
    """The last time a rule may give, local to the start's zone.

    A day, and a local time where UTC is due, are against the RFC but are written: the day counts
    whole, the time in the zone of the start.
    """
    bare = text.removesuffix("Z")
    found = datetime.strptime(bare, _LENGTHS.get(len(bare), "%Y%m%d"))  # noqa: DTZ007 - see above
    if found.year > _LAST_YEAR:  # some programs write a rule without an end like this
        return found
    if len(bare) == len("20270131") or start.whole_day:
        return datetime.combine(found.date(), datetime.max.time().replace(microsecond=0))
    if text != bare:
        return found.replace(tzinfo=UTC).astimezone(start.zone).replace(tzinfo=None)
    return found


def _nearer(parts: dict[str, str], start: datetime, low: datetime) -> datetime:
    """A later start in the same step, so that years which nobody looks at are not worked out.

    Whole steps keep the days and the weeks that count; two steps of distance keep BYSETPOS, which
    counts in whole weeks, from the partial week of a start.
    """
    step = _STEPS.get(parts["FREQ"])
    if step is None or low <= start:
        return start
    step *= int(parts.get("INTERVAL", "1"))
    return start + step * max(0, (low - start) // step - 2)
