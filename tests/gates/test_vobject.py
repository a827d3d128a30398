"""Our files and the calendars that we read, as sabre/vobject has them, which shares no code.

It is the library of several CalDAV servers. Where it departs, the index of the corpus says why.
"""

from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tests.gates.history import Version
from tests.gates.tools import READERS, told
from tests.support.busy_calendars import FIRST, LAST, ZONE
from tests.support.busy_corpus import CORPUS, CorpusFile, read_times

FAR = timedelta(days=6)
SHOWN = {"FREE": None, "TENTATIVE": False, "WORKINGELSEWHERE": False, "BUSY": True, "OOF": True}


def ask(files: list[Path]) -> dict[str, Any]:
    """What it reads in some files: its validator's faults, the events, and the times they take."""
    first, last = FIRST - FAR, LAST + FAR
    return told("php", READERS / "vobject.php", ZONE, first, last, *files)


@cache
def ask_corpus() -> dict[str, Any]:
    return ask([file.path for file in CORPUS])


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


@pytest.mark.parametrize("file", CORPUS, ids=lambda file: file.name)
def test_every_calendar_of_the_corpus_is_read_as_the_witness_reads_it(file: CorpusFile) -> None:
    is_same = read_times(file.content) == list_their_times(str(file.path))
    assert is_same == ("vobject" not in file.departs)


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
