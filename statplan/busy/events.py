"""A VEVENT as the times that it takes, read from the lines that carry time."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from statplan.busy.budget import BudgetSpentError
from statplan.busy.content_lines import CalendarFault, Component, ContentLine, UnreadableError
from statplan.busy.ical_values import (
    assign_zone_of_start,
    parse_content_line,
    parse_duration,
    parse_moment,
    parse_periods,
)
from statplan.busy.moment import Duration, Moment, Period
from statplan.busy.policy import Status
from statplan.busy.vtimezone import Zones

_OUTLOOK: dict[str, Status] = {
    "FREE": "free",
    "TENTATIVE": "tentative",
    "BUSY": "busy",
    "OOF": "away",
    "OUTOFOFFICE": "away",
    "WORKINGELSEWHERE": "tentative",
}
# Exchange keeps the UID of what it imported behind this mark, in hexadecimal digits
# (MS-OXCICAL, UID; MS-OXOCAL, PidLidGlobalObjectId).
_GLOBAL_ID, _FOREIGN = "040000008200E00074C5B7101A82E008", "7643616C2D55696401000000"
_SEQUENCE_DIGITS = 10  # of the largest INTEGER (RFC 5545, 3.3.8)


@dataclass(frozen=True, slots=True)
class Event:
    """An entry, or an exception to a recurring entry (then `recurrence_id` is what it replaces).

    `rules` and `exclusion_rules` are RRULE and EXRULE lines; `extra_periods` is RDATE,
    `excluded_moments` EXDATE; `this_and_future` tells that an exception holds for all later times
    too (RANGE=THISANDFUTURE). `has_unread_times` tells that RDATE lists more than the budget of the
    file allows.
    """

    line: int
    uid: str
    sequence: int
    start: Moment
    duration: Duration
    status: Status
    is_all_day: bool = False
    is_cancelled: bool = False
    rules: tuple[ContentLine, ...] = ()
    exclusion_rules: tuple[ContentLine, ...] = ()
    extra_periods: tuple[Period, ...] = ()
    excluded_moments: tuple[Moment, ...] = ()
    recurrence_id: Moment | None = None
    this_and_future: bool = False
    has_unread_times: bool = False


def read_event(component: Component, zones: Zones, faults: list[CalendarFault]) -> Event | None:
    """Read an entry; None where it takes no time.

    Args:
        component: the lines of a VEVENT.
        zones: the zones of its file.
        faults: what is not as it should be is added here.

    Raises:
        UnreadableError: its times cannot be known.
    """
    try:
        return _read_entry(component, zones, faults)
    except UnreadableError as error:
        line, fact = error.fault
    except (ArithmeticError, LookupError, TypeError, ValueError):  # a value that nobody foresaw
        line, fact = component.first_line, "a value of this VEVENT cannot be read."
    raise UnreadableError(line, f"{fact} The entry is left out.")


def _read_entry(component: Component, zones: Zones, faults: list[CalendarFault]) -> Event | None:
    lines_by_name: dict[str, list[ContentLine]] = {}
    for content_line in component.lines:
        lines_by_name.setdefault(content_line.name, []).append(content_line)
    start, duration, is_all_day = _read_times(component, lines_by_name, zones, faults)
    if not duration.days and not duration.exact:
        return None
    recurrence_id, this_and_future = _read_recurrence_id(lines_by_name, start, zones, faults)
    extra_periods, has_unread_times = _read_periods(lines_by_name, "RDATE", start, zones, faults)
    excluded_periods, _ = _read_periods(lines_by_name, "EXDATE", start, zones, faults)
    return Event(
        line=component.first_line,
        uid=extract_uid(_find_value(lines_by_name, "UID")) or f"line {component.first_line}",
        sequence=_parse_sequence(_find_value(lines_by_name, "SEQUENCE")),
        start=start,
        duration=duration,
        status=_read_status(lines_by_name, component.replies),
        is_all_day=is_all_day,
        is_cancelled=_find_value(lines_by_name, "STATUS").upper() == "CANCELLED",
        rules=tuple(lines_by_name.get("RRULE", ())),
        exclusion_rules=tuple(lines_by_name.get("EXRULE", ())),
        extra_periods=extra_periods,
        excluded_moments=tuple(period.start for period in excluded_periods),
        recurrence_id=recurrence_id,
        this_and_future=this_and_future,
        has_unread_times=has_unread_times,
    )


def _find_value(lines_by_name: dict[str, list[ContentLine]], name: str) -> str:
    return lines_by_name[name][-1].value if name in lines_by_name else ""


def _parse_sequence(text: str) -> int:
    """Return the number of a version; one that no program writes is older than any other."""
    is_number = text.isascii() and text.isdigit() and len(text) <= _SEQUENCE_DIGITS
    return int(text) if is_number else -1


def extract_uid(uid: str) -> str:
    """Return the UID with which an entry was imported, also where Exchange has wrapped it."""
    digits = uid.upper()
    if not digits.startswith(_GLOBAL_ID) or _FOREIGN not in digits:
        return uid
    try:
        return bytes.fromhex(digits.partition(_FOREIGN)[2]).rstrip(b"\0").decode("ascii")
    except ValueError:
        return uid


def _read_times(
    component: Component,
    lines_by_name: dict[str, list[ContentLine]],
    zones: Zones,
    faults: list[CalendarFault],
) -> tuple[Moment, Duration, bool]:
    """Return when an entry begins, how long it lasts, and whether it takes whole days.

    Raises:
        UnreadableError: one of them cannot be known.
    """
    if "DTSTART" not in lines_by_name:
        raise UnreadableError(component.first_line, "this VEVENT has no DTSTART.")
    start = parse_moment(lines_by_name["DTSTART"][-1], zones)
    end_line = lines_by_name["DTEND"][-1] if "DTEND" in lines_by_name else None
    is_marked_all_day = _find_value(lines_by_name, "X-MICROSOFT-CDO-ALLDAYEVENT").upper() == "TRUE"
    if end_line:
        end = assign_zone_of_start(parse_moment(end_line, zones), start, end_line, faults)
        if is_marked_all_day and not start.is_whole_day:
            start, end = _convert_whole_day(start, zones), _convert_whole_day(end, zones)
        duration = _measure_duration(start, end, end_line, faults)
    elif "DURATION" in lines_by_name:
        duration = parse_duration(lines_by_name["DURATION"][-1])
    else:
        duration = Duration(int(start.is_whole_day), timedelta())
    if start.is_whole_day and not duration.days and not duration.exact:
        duration = Duration(1, timedelta())
    return start, duration, start.is_whole_day or is_marked_all_day


def _measure_duration(
    start: Moment, end: Moment, end_line: ContentLine, faults: list[CalendarFault]
) -> Duration:
    """Return how long an entry lasts from its start to its end.

    Raises:
        UnreadableError: it ends before it begins.
    """
    if start.is_whole_day and end.is_whole_day:
        duration = Duration((end.local - start.local).days, timedelta())
    else:
        duration = Duration(0, end.utc - start.utc)
    on_the_clock = end.local - start.local if end.zone is start.zone else timedelta()
    if duration.exact <= timedelta() < on_the_clock and not duration.days:
        fact = "this entry lies in an hour that the clocks skip; it lasts as long as its times say."
        faults.append(CalendarFault(end_line.number, fact))
        return Duration(0, on_the_clock)
    if duration.days < 0 or duration.exact < timedelta():
        raise UnreadableError(end_line.number, "this entry ends before it begins.")
    if not start.is_whole_day and not duration.exact:
        fact = "this entry ends when it begins, so it takes no time."
        faults.append(CalendarFault(end_line.number, fact))
    return duration


def _convert_whole_day(moment: Moment, zones: Zones) -> Moment:
    """Return Outlook's whole day, written as a time: midnight there, or midnight here in UTC."""
    home_time = zones.to_home_time(moment.utc)
    for local in (moment.local, home_time):
        if local == local.replace(hour=0, minute=0, second=0):
            return Moment(local, zones.home, is_whole_day=True)
    return moment


def _read_status(lines_by_name: dict[str, list[ContentLine]], replies: Iterable[str]) -> Status:
    """Return the status by Outlook's property (MS-OXCICAL), then TRANSP, the reply, and STATUS."""
    outlook_status = _OUTLOOK.get(_find_value(lines_by_name, "X-MICROSOFT-CDO-BUSYSTATUS").upper())
    if outlook_status:
        return outlook_status
    if _find_value(lines_by_name, "TRANSP").upper() == "TRANSPARENT" or "DECLINED" in replies:
        return "free"
    is_tentative = (
        _find_value(lines_by_name, "STATUS").upper() == "TENTATIVE" or "TENTATIVE" in replies
    )
    return "tentative" if is_tentative else "busy"


def _read_recurrence_id(
    lines_by_name: dict[str, list[ContentLine]],
    start: Moment,
    zones: Zones,
    faults: list[CalendarFault],
) -> tuple[Moment | None, bool]:
    if "RECURRENCE-ID" not in lines_by_name:
        return None, False
    content_line = lines_by_name["RECURRENCE-ID"][-1]
    try:
        parameters, _ = parse_content_line(content_line)
        this_and_future = parameters.get("RANGE", "").upper() == "THISANDFUTURE"
        moment = parse_moment(content_line, zones)
        return assign_zone_of_start(moment, start, content_line, faults), this_and_future
    except UnreadableError as error:
        faults.append(error.fault)
        return None, False


def _read_periods(
    lines_by_name: dict[str, list[ContentLine]],
    name: str,
    start: Moment,
    zones: Zones,
    faults: list[CalendarFault],
) -> tuple[tuple[Period, ...], bool]:
    """Return the times of EXDATE or RDATE, and whether there are more than may be read."""
    periods: list[Period] = []
    try:
        for content_line in lines_by_name.get(name, ()):
            zones.budget.spend(content_line.text.count(",") + 1)
            for period in parse_periods(content_line, zones, faults):
                moment = assign_zone_of_start(period.start, start, content_line, faults)
                periods.append(period._replace(start=moment))
    except BudgetSpentError:
        fact = f"the calendar lists too many times to be read to its end, as in this {name};"
        faults.append(CalendarFault(content_line.number, f"{fact} what is not known is busy."))
        return tuple(periods), True
    return tuple(periods), False
