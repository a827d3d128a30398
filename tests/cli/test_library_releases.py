"""No newer library moves a published year unseen: time zone data, and the list of holidays."""

import json
from contextlib import AbstractContextManager
from datetime import date
from pathlib import Path

import pytest

from tests.support.commands import run, snapshot
from tests.support.events import events
from tests.support.holiday_library import holiday_library
from tests.support.year import Clock, clock, edit, latest, plan, rows
from tests.support.zone_data import zone_data

__all__ = ["clock", "plan"]
ZONE = "timezone: America/Chicago"
OLD = {"America/Vancouver": "America/Los_Angeles"}
NEW = {"America/Vancouver": "America/Phoenix"}
SHIFT = "The clocks of America/Vancouver change (time zone data 2026.1 -> 2026.6)."
UNLISTED = "  holidays: {country: US, subdivision: VA}\n  months: 4"
NEW_HOLIDAY = date(2027, 3, 11)  # the second Thursday
NOTE = (
    "The holidays library (0.95 -> 0.109) adds Thursday, March 11, 2027 (New Day) and drops "
    "Monday, January 18, 2027 (Martin Luther King Jr. Day), for US-VA. No date moves: what was "
    "published keeps its holidays. To close a day that it adds, write the day under "
    "frequency.closures."
)


@pytest.fixture
def vancouver(plan: Path) -> Path:
    """A plan in Vancouver, published with zone data of before its permanent time."""
    edit(plan, ZONE, "timezone: America/Vancouver")
    with zone_data("2026.1", OLD):
        assert run("publish")[0] == 0
    return plan


def words(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.slow
def test_newer_zone_data_is_said_sent_and_numbered_once(vancouver: Path, clock: Clock) -> None:
    before = rows(vancouver)
    clock("2026-12-12T12:00")
    with zone_data("2026.6", NEW):
        assert run("diff", "--exit-code")[0] == 3
        for command in ("diff", "status"):
            shown = run(command)[1]
            assert SHIFT in words(shown)
            assert "8:00 a.m. (16:00 UTC)  same local time (15:00 UTC)" in shown
        assert SHIFT in run("diff", "-f", "md")[1]
        code, shown, told = run("publish")  # it asks for no confirmation: no local time changes
        assert (code, SHIFT in words(shown)) == (0, True), told
        assert run("diff")[1].startswith("No change; ")
        files = snapshot(vancouver)
        assert run("publish")[0] == 0
        assert snapshot(vancouver) == files
    after = rows(vancouver)
    moved = {key for key, row in after.items() if row["utc"] != before[key]["utc"]}
    assert moved
    assert len(moved) < len(after)
    for key, row in after.items():
        sequence = before[key]["sequence"]
        assert isinstance(sequence, int)
        assert row["sequence"] == sequence + (key in moved)
        assert (row["start"], row["uid"]) == (before[key]["start"], before[key]["uid"])
    folder = latest(vancouver)
    assert {each.name for each in folder.glob("*.ics")} == {
        f"{meeting.replace('/', '-')}-{role}-update.ics" for meeting, role in moved
    }
    assert SHIFT in (folder / "CHANGES.md").read_text(encoding="utf-8")
    message = next(folder.glob("*.ics")).read_bytes()
    assert b"SEQUENCE:1\r\n" in message
    shown_events = events(vancouver / "calendars" / "calendar.ics")
    for key in moved:
        assert "SEQUENCE:1" in shown_events[str(after[key]["uid"])]


def test_a_saved_change_set_names_the_moments_and_no_others_are_committed(
    vancouver: Path,
) -> None:
    saved = vancouver / "changes.json"
    with zone_data("2026.6", NEW):
        assert run("diff", "-o", saved)[0] == 0
    change = json.loads(saved.read_text(encoding="utf-8"))["changes"][0]
    assert change["what"] == "shift"
    assert change["old"]["start"] == change["new"]["start"]
    assert change["old"]["utc"] != change["new"]["utc"]
    with zone_data("2026.7", {"America/Vancouver": "America/Anchorage"}):
        code, _, told = run("publish", saved)
    assert code == 4
    assert "the plan has changed since it was saved" in told


def test_a_zone_by_another_of_its_names_is_no_change(plan: Path) -> None:
    edit(plan, ZONE, "timezone: US/Eastern")
    assert run("publish")[0] == 0
    edit(plan, "timezone: US/Eastern", "timezone: America/New_York")
    assert run("diff")[1].startswith("No change; ")
    edit(plan, "timezone: America/New_York", "timezone: America/Toronto")
    assert run("diff", "--exit-code")[0] == 3


@pytest.fixture
def virginia(plan: Path) -> Path:
    """A plan that lists no holidays, published with a library of then."""
    edit(plan, "  months: 4", UNLISTED)
    with holiday_library("0.95", {}):
        assert run("publish")[0] == 0
    return plan


def newer() -> AbstractContextManager[object]:
    return holiday_library("0.109", {NEW_HOLIDAY: "New Day"}, [date(2027, 1, 18)])


@pytest.mark.slow
def test_newer_holidays_move_nothing_and_are_a_note(virginia: Path) -> None:
    with newer():
        files = snapshot(virginia)
        code, shown, _ = run("diff", "--exit-code")
        assert code == 0
        assert shown.startswith("No change; ")
        assert NOTE in words(shown)
        assert NOTE in words(run("status")[1])
        assert NOTE in words(run("check")[1])
        assert run("publish")[0] == 0
        assert snapshot(virginia) == files
        assert NOTE not in words(run("diff", "--for", "public")[1])
    with holiday_library("0.95", {}):
        assert "holidays library" not in run("diff")[1] + run("status")[1] + run("check")[1]


def test_without_a_ledger_the_newer_library_moves_the_meeting(virginia: Path) -> None:
    """The control: the days that are kept are all that holds the dates."""
    with holiday_library("0.95", {}):
        before = run("calendar", "-f", "csv")[1]
    for path in (virginia / "calendars").rglob("*"):
        path.unlink() if path.is_file() else None
    (virginia / "statplan.ledger.json").unlink()
    edit(virginia, "lineage: 6f1c2b1e-0000", "lineage: 6f1c2b1e-0001")
    with newer():
        after = run("calendar", "-f", "csv")[1]
    assert "New Day" not in before
    assert ",2027-03-11,New Day," in after


COMMANDS = (
    ("show",), ("charter", "-f", "md"), ("charter", "--for", "departments", "-f", "md"),
    ("calendar", "-f", "csv"), ("calendar", "-f", "json"), ("calendar", "--for", "public"),
    ("log",), ("slots", "--all", "--budget", "0", "-f", "json"),
)  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("command", COMMANDS, ids="-".join)
def test_every_command_has_the_holidays_that_were_published(
    virginia: Path, command: tuple[str, ...]
) -> None:
    del virginia
    with holiday_library("0.95", {}):
        before = run(*command)
    with newer():
        assert run(*command) == before


@pytest.mark.slow
def test_a_build_and_a_site_have_the_holidays_that_were_published(virginia: Path) -> None:
    kinds = (("build", "-o"), ("site", "-o"))
    found = []
    for name, library in (("then", holiday_library("0.95", {})), ("now", newer())):
        with library:
            for command, flag in kinds:
                assert run(command, flag, f"{command}-{name}")[0] == 0
        found.append([snapshot(virginia / f"{command}-{name}") for command, _ in kinds])
    assert found[0] == found[1]
    assert all(found[0])


def test_another_place_is_looked_up_anew_and_kept_at_the_next_publish(virginia: Path) -> None:
    edit(virginia, "country: US, subdivision: VA", "country: CA, subdivision: BC")
    with newer():
        shown = run("diff")[1]
        assert "2027-03 meeting" in shown
        assert "holidays library" not in shown
        assert run("publish", "--yes")[0] == 0
    kept = json.loads((virginia / "statplan.ledger.json").read_bytes())["holidays"]
    places = [
        ("CA", None, "0.109"),
        ("CA", "BC", "0.109"),
        ("US", None, "0.95"),
        ("US", "VA", "0.95"),
    ]
    assert [
        (each["country"], each["subdivision"], each["year"], each["release"]) for each in kept
    ] == [
        (country, subdivision, year, release)
        for country, subdivision, release in places
        for year in (2026, 2027)  # data for the first meetings is due in 2026
    ]
    with holiday_library("0.200", {}):
        assert run("diff")[1].startswith("No change; ")


def test_a_plan_that_lists_its_holidays_keeps_none(plan: Path) -> None:
    listed = '{country: US, listed: {2026-12-25: Christmas Day, 2027-01-01: "New Year\'s Day"}}'
    edit(plan, "  months: 4", f"  holidays: {listed}\n  months: 4")
    with holiday_library("0.95", {}) as years:
        assert run("publish")[0] == 0
        assert years == []
    assert json.loads((plan / "statplan.ledger.json").read_bytes())["holidays"] == []


def read_ledger_parts(folder: Path) -> tuple[object, object]:
    ledger = json.loads((folder / "statplan.ledger.json").read_bytes())
    return ledger["holidays"], ledger["published"]["zone_data"]


def test_a_merge_and_a_repair_keep_the_holidays_and_the_release(virginia: Path) -> None:
    before, ledger = read_ledger_parts(virginia), virginia / "statplan.ledger.json"
    content = ledger.read_bytes()
    with newer():
        assert run("bump", "works/2027-02")[0] == 0
        other = virginia / "other.json"
        ledger.rename(other)
        ledger.write_bytes(content)
        assert run("cancel", "works/2027-03")[0] == 0
        assert run("doctor", "--merge", other)[0] == 0
        assert read_ledger_parts(virginia) == before
        changed = json.loads(run("diff", "-f", "json")[1])["changes"]
        meetings = {change["meeting"] for change in changes_of_dates(changed)}
        assert meetings == {"works/2027-02", "works/2027-03"}
        (virginia / "calendars" / "calendar.ics").unlink()
        assert run("doctor", "--repair")[0] == 0
        assert read_ledger_parts(virginia) == before


def changes_of_dates(changes: list[dict[str, str]]) -> list[dict[str, str]]:
    return [change for change in changes if change["role"] in {"primary", "backup"}]


def test_a_conflict_in_the_ledger_is_merged_by_the_holidays_of_the_merged_ledger(
    virginia: Path,
) -> None:
    """While the ledger cannot be read, the plan's year is that of the newer library."""
    before, ledger = read_ledger_parts(virginia), virginia / "statplan.ledger.json"
    base = ledger.read_text(encoding="utf-8")
    assert run("cancel", "works/2027-03")[0] == 0
    ours = ledger.read_text(encoding="utf-8")
    ledger.write_text(base, encoding="utf-8")
    assert run("cancel", "works/2027-02")[0] == 0
    theirs = ledger.read_text(encoding="utf-8")
    ledger.write_text(f"<<<<<<< HEAD\n{ours}=======\n{theirs}>>>>>>> other\n", encoding="utf-8")
    page = (virginia / "calendars" / "public" / "index.html").read_bytes()
    with newer():
        assert run("doctor", "--merge")[0] == 0
        assert read_ledger_parts(virginia) == before
        assert (virginia / "calendars" / "public" / "index.html").read_bytes() == page
        changed = json.loads(run("diff", "-f", "json")[1])["changes"]
        meetings = {change["meeting"] for change in changes_of_dates(changed)}
        assert meetings == {"works/2027-02", "works/2027-03"}


@pytest.mark.slow
def test_a_repair_by_other_zone_data_writes_no_calendar(vancouver: Path) -> None:
    """Calendars would show other moments, under numbers that they have already."""
    (vancouver / "calendars" / "first-import.ics").unlink()
    with zone_data("2026.6", NEW):
        files = snapshot(vancouver)
        code, shown, _ = run("doctor", "--repair")
        assert code == 1
        assert "will be at another time in UTC" in words(shown)
        assert snapshot(vancouver) == files
        assert run("publish")[0] == 0
        assert run("doctor")[0] == 0
    with zone_data("2026.7", NEW):
        assert run("doctor")[0] == 0
