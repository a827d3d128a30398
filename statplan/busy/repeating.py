"""When a recurrence rule repeats an entry, within bounds; dateutil works the rule out."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from itertools import islice

from dateutil.rrule import rrulestr

from statplan.busy.moments import Moment

_STEPS = {"DAILY": timedelta(days=1), "WEEKLY": timedelta(weeks=1)}
_FREQUENCIES = frozenset({"HOURLY", "DAILY", "WEEKLY", "MONTHLY", "YEARLY"})
_LENGTHS = {8: "%Y%m%d", 15: "%Y%m%dT%H%M%S"}


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
        ValueError: it is no rule, or repeats more often than hourly.
    """
    parts = _parts(rule)
    count = int(parts.pop("COUNT", "0"))
    until = parts.pop("UNTIL", "")
    last = min(high, _until(until, start)) if until else high
    begin = start.local if count > 0 else _nearer(parts, start.local, low)
    if last < begin:
        return iter(())
    words = ";".join(f"{name}={value}" for name, value in parts.items())
    found = iter(rrulestr(f"{words};UNTIL={last:%Y%m%dT%H%M%S}", dtstart=begin))
    return islice(found, count) if count > 0 else found


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
    if parts.get("FREQ") not in _FREQUENCIES:
        raise ValueError(parts.get("FREQ"))
    if int(parts.get("INTERVAL", "1")) < 1:  # dateutil would never come to an end
        raise ValueError(parts["INTERVAL"])
    return parts


def _until(text: str, start: Moment) -> datetime:
    """The last time a rule may give, local to the start's zone.

    A day, and a local time where UTC is due, are against the RFC but are written: the day counts
    whole, the time in the zone of the start.
    """
    bare = text.removesuffix("Z")
    found = datetime.strptime(bare, _LENGTHS.get(len(bare), "%Y%m%d"))  # noqa: DTZ007 - see above
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
