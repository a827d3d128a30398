"""Our files and the calendars that we read, as sabre/vobject has them, which shares no code.

It is the library of several CalDAV servers. What is wrong in it is listed, with the rule.
"""

from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.gates.history import Version
from tests.gates.tools import READERS, told
from tests.support.busy_calendars import FIRST, LAST, ZONE, read

CORPUS = sorted((Path(__file__).parents[1] / "busy" / "corpus").glob("*.ics"))
FAR = timedelta(days=6)
SHOWN = {"FREE": None, "TENTATIVE": False, "WORKINGELSEWHERE": False, "BUSY": True, "OOF": True}
# Where it departs from RFC 5545, by the file.
WRONG_THERE = {
    "added": "3.8.5.2: it does not know RDATE",
    "added-as-periods": "3.8.5.2: it does not know RDATE",
    "added-only": "3.8.5.2: it does not know RDATE",
    "described-name-with-commas": "3.6.5: it does not read what a VTIMEZONE describes",
    "described-since-1601": "3.6.5: it does not read what a VTIMEZONE describes",
    "described-since-1970": "3.6.5: it does not read what a VTIMEZONE describes",
    "described-since-2007": "3.6.5: it does not read what a VTIMEZONE describes",
    "exception-before-its-entry": "3.6: an exception counts wherever it stands in the file",
    "exception-without-its-entry": "3.8.4.4: an exception counts without its entry",
    "from-then-on": "3.2.13: it does not know RANGE",
    "from-then-on-weeks-later": "3.2.13: it does not know RANGE",
    "lasts-by-duration": "3.3.6: hours are time that passes, when the clocks change too",
    "starts-off-its-rule": "3.8.5.3: the start counts beside the rule (where it is not of it)",
    "week-53-and-week-1": "3.3.10: it does not know BYWEEKNO",
}


def ask(files: list[Path]) -> dict[str, Any]:
    """What it reads in some files: its validator's faults, the events, and the times they take."""
    first, last = FIRST - FAR, LAST + FAR
    return told("php", READERS / "vobject.php", ZONE, first, last, *files)


@cache
def ask_corpus() -> dict[str, Any]:
    return ask(CORPUS)


def list_their_times(name: str) -> list[tuple[datetime, datetime, bool, bool]]:
    """The busy times within the year, each with whether it is firm and whether it is whole days."""
    begin, end = (datetime.combine(day, time()) for day in (FIRST, LAST + timedelta(days=1)))
    times = set()
    for entry in ask_corpus()[name]["times"]:
        start, finish = (datetime.fromisoformat(entry[each]) for each in ("start", "end"))
        shown = entry["x-microsoft-cdo-busystatus"]
        is_firm: bool | None = entry["status"] != "TENTATIVE"
        if entry["status"] == "CANCELLED":
            is_firm = None
        elif shown in SHOWN:
            is_firm = SHOWN[shown]
        elif entry["transp"] == "TRANSPARENT":
            is_firm = None
        if is_firm is not None and start < finish and start < end and begin < finish:
            times.add((start, finish, is_firm, entry["all_day"]))
    return sorted(times)


def list_our_times(path: Path) -> list[tuple[datetime, datetime, bool, bool]]:
    calendars = read(path.read_bytes()).busy.calendars
    intervals = [interval for calendar in calendars for interval in calendar.intervals]
    return sorted((each.start, each.end, each.is_firm, each.is_all_day) for each in intervals)


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_every_calendar_of_the_corpus_is_read_as_the_witness_reads_it(path: Path) -> None:
    is_same = list_our_times(path) == list_their_times(str(path))
    assert is_same == (path.stem not in WRONG_THERE)


def test_its_validator_has_nothing_against_any_file_that_we_write(
    all_versions: list[Version],
) -> None:
    files = [path for version in all_versions for path in version.files()]
    answers = ask(files)
    assert len(answers) == len(files) > 100
    assert {name: each["faults"] for name, each in answers.items() if each["faults"]} == {}


@pytest.mark.parametrize("number", [0, 1, 2])
def test_the_feed_is_the_ledger_to_the_witness(versions: list[Version], number: int) -> None:
    version = versions[number]
    events = ask([version.feed])[str(version.feed)]["events"]
    assert len({event["uid"] for event in events}) == len(events)
    stands = {event["uid"]: (read_instant(event), event["status"]) for event in events}
    assert stands == version.living() | version.cancelled()
    numbers = {event["uid"]: event["sequence"] for event in events}
    assert numbers == {uid: version.rows()[uid]["sequence"] for uid in numbers}


def read_instant(event: dict[str, Any]) -> str:
    """When an event begins, as the ledger of the gates has it: an instant in UTC, or a day."""
    if event["all_day"]:
        return str(date.fromisoformat(event["start"][:10]))
    instant = datetime.fromisoformat(event["start_utc"]).astimezone(UTC)
    return f"{instant:%FT%T}.000Z"
