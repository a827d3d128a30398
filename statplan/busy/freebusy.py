"""A VFREEBUSY as the stretches that it lists (RFC 5545, 3.6.4 and 3.8.2.6)."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from icalendar import vPeriod

from statplan.busy.expanding import Spell
from statplan.busy.lines import Block, Fault, Row, UnreadableError
from statplan.busy.moments import parts_of
from statplan.busy.policy import Status
from statplan.busy.window import Window
from statplan.busy.zones import Zones

_TYPES: dict[str, Status] = {
    "FREE": "free",
    "BUSY": "busy",
    "BUSY-TENTATIVE": "tentative",
    "BUSY-UNAVAILABLE": "away",
}


def expand(block: Block, window: Window, zones: Zones, faults: list[Fault]) -> Iterator[Spell]:
    """The stretches of a VFREEBUSY within a window; a type that is not known is busy (3.2.9)."""
    for row in block.rows:
        if row.name != "FREEBUSY":
            continue
        try:
            given, value = parts_of(row)
        except UnreadableError as error:
            faults.append(error.fault)
            continue
        status = _TYPES.get(given.get("FBTYPE", "BUSY").upper(), "busy")
        for text in filter(None, value.split(",")):
            stretch = _read(text.strip(), row, zones, faults)
            if stretch and stretch[0] < stretch[1] and window.meets(*stretch):
                yield Spell(*stretch, status, all_day=False)


def _read(
    text: str, row: Row, zones: Zones, faults: list[Fault]
) -> tuple[datetime, datetime] | None:
    try:
        start, end = vPeriod.from_ical(text)  # type: ignore[no-untyped-call]
    except (ValueError, TypeError):
        faults.append(Fault(row.line, "FREEBUSY holds something that is no period."))
        return None
    try:
        return _at_home(start, start + end if isinstance(end, timedelta) else end, zones)
    except OverflowError:
        faults.append(Fault(row.line, "FREEBUSY lies outside all calendars."))
        return None


def _at_home(start: datetime, end: datetime, zones: Zones) -> tuple[datetime, datetime]:
    if start.tzinfo is None:  # against 3.8.2.6, which asks for UTC
        zones.floating += 1
        return start, end
    here, until = zones.at_home(start), zones.at_home(end)
    return here, until if here < until else here + (end - start)
