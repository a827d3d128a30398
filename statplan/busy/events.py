"""A VEVENT as the times that it takes, read from the lines that carry time."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta

from statplan.busy.lines import Block, Fault, Row, UnreadableError
from statplan.busy.moments import Length, Moment, Period, length, moment, parts_of, periods
from statplan.busy.policy import Status
from statplan.busy.zones import Zones

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


@dataclass(frozen=True, slots=True)
class Event:
    """An entry, or one of a recurring entry's exceptions (then `replaces` says which time).

    `rules` and `except_rules` are RRULE and EXRULE lines; `more` is RDATE, `without` EXDATE;
    `onwards` tells that an exception holds for all later times too (RANGE=THISANDFUTURE).
    """

    line: int
    uid: str
    sequence: int
    start: Moment
    length: Length
    status: Status
    all_day: bool = False
    is_cancelled: bool = False
    rules: tuple[Row, ...] = ()
    except_rules: tuple[Row, ...] = ()
    more: tuple[Period, ...] = ()
    without: tuple[Moment, ...] = ()
    replaces: Moment | None = None
    onwards: bool = False


def read_event(block: Block, zones: Zones, faults: list[Fault]) -> Event | None:
    """Read an entry; None where its times cannot be known.

    Args:
        block: the lines of a VEVENT.
        zones: the zones of its file.
        faults: what cannot be read is added here.
    """
    rows: dict[str, list[Row]] = {}
    for row in block.rows:
        rows.setdefault(row.name, []).append(row)
    try:
        start, lasts, all_day = _when(block, rows, zones)
    except UnreadableError as error:
        faults.append(Fault(error.fault.line, f"{error.fault.fact} The entry is left out."))
        return None
    if not lasts.days and not lasts.exact:
        return None
    replaces, onwards = _replaces(rows, zones, faults)
    return Event(
        line=block.line,
        uid=original_uid(_value(rows, "UID")) or f"line {block.line}",
        sequence=_whole(_value(rows, "SEQUENCE")),
        start=start,
        length=lasts,
        status=_status(rows, block.replies),
        all_day=all_day,
        is_cancelled=_value(rows, "STATUS").upper() == "CANCELLED",
        rules=tuple(rows.get("RRULE", ())),
        except_rules=tuple(rows.get("EXRULE", ())),
        more=tuple(_listed(rows, "RDATE", zones, faults)),
        without=tuple(each.start for each in _listed(rows, "EXDATE", zones, faults)),
        replaces=replaces,
        onwards=onwards,
    )


def _value(rows: dict[str, list[Row]], name: str) -> str:
    return rows[name][-1].value if name in rows else ""


def _whole(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() else -1


def original_uid(uid: str) -> str:
    """The UID with which an entry was imported, where Exchange gives it in its own dress."""
    digits = uid.upper()
    if not digits.startswith(_GLOBAL_ID) or _FOREIGN not in digits:
        return uid
    try:
        return bytes.fromhex(digits.partition(_FOREIGN)[2]).rstrip(b"\0").decode("ascii")
    except ValueError:
        return uid


def _when(block: Block, rows: dict[str, list[Row]], zones: Zones) -> tuple[Moment, Length, bool]:
    """When it begins, how long it lasts, and whether it takes whole days.

    Raises:
        UnreadableError: one of them cannot be known.
    """
    if "DTSTART" not in rows:
        raise UnreadableError(block.line, "this VEVENT has no DTSTART.")
    start = moment(rows["DTSTART"][-1], zones)
    end = moment(rows["DTEND"][-1], zones) if "DTEND" in rows else None
    marked = _value(rows, "X-MICROSOFT-CDO-ALLDAYEVENT").upper() == "TRUE"
    if marked and end and not start.whole_day:
        start, end = _day_of(start, zones), _day_of(end, zones)
    if end:
        lasts = _between(start, end)
    elif "DURATION" in rows:
        lasts = length(rows["DURATION"][-1])
    else:
        lasts = Length(int(start.whole_day), timedelta())
    if lasts.days < 0 or lasts.exact < timedelta():
        raise UnreadableError(rows["DTEND"][-1].line, "this entry ends before it begins.")
    if start.whole_day and not lasts.days and not lasts.exact:
        lasts = Length(1, timedelta())
    return start, lasts, start.whole_day or marked


def _between(start: Moment, end: Moment) -> Length:
    if start.whole_day and end.whole_day:
        return Length((end.local - start.local).days, timedelta())
    return Length(0, end.utc - start.utc)


def _day_of(given: Moment, zones: Zones) -> Moment:
    """Outlook's whole day, written as a time: midnight there, or midnight here in UTC."""
    here = zones.at_home(given.utc)
    for local in (given.local, here):
        if local == local.replace(hour=0, minute=0, second=0):
            return Moment(local, zones.home, whole_day=True)
    return given


def _status(rows: dict[str, list[Row]], replies: Iterable[str]) -> Status:
    """What Outlook's own property says first (MS-OXCICAL), then TRANSP, the reply and STATUS."""
    outlook = _OUTLOOK.get(_value(rows, "X-MICROSOFT-CDO-BUSYSTATUS").upper())
    if outlook:
        return outlook
    if _value(rows, "TRANSP").upper() == "TRANSPARENT" or "DECLINED" in replies:
        return "free"
    is_open = _value(rows, "STATUS").upper() == "TENTATIVE" or "TENTATIVE" in replies
    return "tentative" if is_open else "busy"


def _replaces(
    rows: dict[str, list[Row]], zones: Zones, faults: list[Fault]
) -> tuple[Moment | None, bool]:
    if "RECURRENCE-ID" not in rows:
        return None, False
    row = rows["RECURRENCE-ID"][-1]
    try:
        given, _ = parts_of(row)
        return moment(row, zones), given.get("RANGE", "").upper() == "THISANDFUTURE"
    except UnreadableError as error:
        faults.append(error.fault)
        return None, False


def _listed(
    rows: dict[str, list[Row]], name: str, zones: Zones, faults: list[Fault]
) -> Iterator[Period]:
    for row in rows.get(name, ()):
        yield from periods(row, zones, faults)
