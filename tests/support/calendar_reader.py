"""What readers that know nothing of us see in a calendar file; two of them, who must agree."""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

import icalendar
import recurring_ical_events  # type: ignore[import-untyped]
from ical.calendar_stream import IcsCalendarStream

from statplan.calendars.build_calendar import make_calendar
from statplan.calendars.feed import Feed
from statplan.plan import Plan
from statplan.schedule import make_schedule
from tests.support.ics_lint import lint

When = datetime | date


@dataclass(frozen=True, slots=True)
class Seen:
    """An entry as a person sees it; times are instants in UTC, or days."""

    uid: str
    start: When
    end: When
    summary: str
    description: str
    location: str
    status: str
    sequence: int


def read(data: bytes) -> list[Seen]:
    """The entries of a file in order of start, as a strict reader and a reader of series see them.

    The lint of the bytes has to find nothing in the file.
    """
    assert lint(data, message=True) == []
    strict = sorted((_strict(each) for each in _events(data)), key=_order)
    calendar = icalendar.Calendar.from_ical(data)
    found = recurring_ical_events.of(calendar).between(date(2025, 1, 1), date(2032, 1, 1))
    other = sorted((_other(each) for each in found), key=_order)
    assert strict == other
    return strict


def _events(data: bytes) -> list[Any]:
    return list(IcsCalendarStream.calendar_from_ics(data.decode()).events)


def _order(seen: Seen) -> tuple[str, str]:
    return str(seen.start), seen.uid


def _instant(found: When) -> When:
    return found.astimezone(UTC) if isinstance(found, datetime) else found


def _strict(event: Any) -> Seen:
    return Seen(
        event.uid, _instant(event.start), _instant(event.end), event.summary,
        event.description or "", event.location or "", event.status.value, event.sequence or 0,
    )  # fmt: skip


def _other(event: Any) -> Seen:
    assert not getattr(event, "errors", ())
    return Seen(
        str(event["UID"]), _instant(event["DTSTART"].dt), _instant(event["DTEND"].dt),
        str(event["SUMMARY"]), str(event.get("DESCRIPTION", "")), str(event.get("LOCATION", "")),
        str(event["STATUS"]), int(event["SEQUENCE"]),
    )  # fmt: skip


def feed_of(data: dict[str, Any]) -> Feed:
    """The feed of a plan, as a draft."""
    made = Plan.model_validate(data)
    return make_calendar(made, make_schedule(made))


def lines(data: bytes) -> list[str]:
    """The content lines of a file, unfolded."""
    return data.decode().replace("\r\n ", "").split("\r\n")[:-1]


def names(data: bytes) -> list[str]:
    """The names of the properties of a file, in order; text that broke out would add to them."""
    return [line.partition(":")[0].partition(";")[0] for line in lines(data)]
