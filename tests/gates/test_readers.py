"""Every file that is published, read by readers that share no code with us."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from statplan.calendars import ics
from statplan.plan.timezones import load_timezone as zoneinfo  # of the tzdata that is pinned
from tests.gates.history import Version
from tests.gates.tools import faults, seen
from tests.support.calendar_reader import feed_of
from tests.support.plans import answers, monthly

ZONES = (
    "America/New_York", "America/Chicago", "America/Phoenix", "America/Sao_Paulo",
    "America/Santiago", "Australia/Sydney", "Australia/Lord_Howe", "Pacific/Auckland",
    "Pacific/Chatham", "Pacific/Apia", "Pacific/Kiritimati", "Asia/Kolkata", "Asia/Kathmandu",
    "Europe/Dublin", "Africa/Casablanca", "Africa/Cairo", "Asia/Gaza",
)  # fmt: skip


def test_the_lint_a_strict_parser_and_libical_accept_every_file(
    all_versions: list[Version], turn: list[Version]
) -> None:
    files = [path for version in [*all_versions, *turn] for path in version.files()]
    assert len(files) > 100
    wrong = {path: found for path, found in faults(files).items() if found}
    assert not wrong
    methods = {each.method for events in seen(files).values() for each in events}
    assert methods == {"", "PUBLISH", "REQUEST", "CANCEL"}


@pytest.mark.parametrize(
    ("damage", "by"),
    [
        (("\r\nORGANIZER", "\r\nX-NOBODY"), "X-LIC-ERROR"),  # a message without its organizer
        (("\r\nSEQUENCE:", "\r\nSEQUENCE:-"), "SEQUENCE"),
        (("\r\nDTSTAMP:", "\r\nX-STAMP:"), "DTSTAMP"),
        (("\r\nMETHOD:CANCEL", "\r\nMETHOD:PUBLISH"), "PUBLISH"),
        (("DTEND;TZID=America/Chicago", "DTEND;TZID=America/Nowhere"), "DTEND"),
        (("\r\n", "\n"), "CRLF"),
    ],
)
def test_a_damaged_file_is_caught(
    versions: list[Version], tmp_path: Path, damage: tuple[str, str], by: str
) -> None:
    whole = next(path for path in versions[1].news() if path.name.endswith("-cancel.ics"))
    broken = tmp_path / "broken.ics"
    broken.write_bytes(whole.read_bytes().replace(damage[0].encode(), damage[1].encode()))
    assert faults([whole])[whole] == []
    found = faults([broken])[broken]
    assert found
    assert by in " ".join(found)


def test_libical_alone_knows_that_a_message_needs_an_organizer(
    versions: list[Version], tmp_path: Path
) -> None:
    whole = next(path for path in versions[1].news() if path.name.endswith("-cancel.ics"))
    broken = tmp_path / "broken.ics"
    broken.write_bytes(whole.read_bytes().replace(b"\r\nORGANIZER", b"\r\nX-NOBODY"))
    assert "X-LIC-ERROR" in " ".join(faults([broken])[broken])


@pytest.mark.parametrize("number", [0, 1, 2])
@pytest.mark.parametrize("years", ["one", "two"])
def test_the_feed_is_the_ledger_to_an_unrelated_reader(
    versions: list[Version], turn: list[Version], number: int, years: str
) -> None:
    version = (turn if years == "two" else versions)[number]
    found = seen([version.feed])[version.feed]
    assert len({each.uid for each in found}) == len(found)
    told = {each.uid: (each.start, each.status) for each in found}
    assert told == version.living() | version.cancelled()
    numbers = {each.uid: each.sequence for each in found}
    assert numbers == {uid: version.rows()[uid]["sequence"] for uid in numbers}


def test_winter_and_summer_are_where_they_should_be_in_every_zone(tmp_path: Path) -> None:
    at = {"at": "10:00", "backup": {"keep": "no"}}
    expected: dict[Path, dict[str, str]] = {}
    for name in ZONES:
        data = answers(monthly(on="second Wednesday") | at)
        data["program"]["timezone"] = name
        path = tmp_path / f"{name.replace('/', '-')}.ics"
        feed = feed_of(data)
        path.write_bytes(ics.write(feed))
        expected[path] = {
            each.uid: f"{each.start.replace(tzinfo=zoneinfo(name)).astimezone(UTC):%FT%T}.000Z"
            for each in feed.entries
        }
    for path, events in seen(expected).items():
        found = {each.uid: each.start for each in events}
        months = {datetime.fromisoformat(start).month for start in found.values()}
        assert {1, 7} <= months
        assert found == expected[path], path.name


def test_a_zone_that_is_an_hour_wrong_is_caught(versions: list[Version], tmp_path: Path) -> None:
    broken = tmp_path / "broken.ics"
    text = versions[0].feed.read_text(encoding="utf-8")
    assert "TZOFFSETTO:-0500" in text
    broken.write_text(text.replace("TZOFFSETTO:-0500", "TZOFFSETTO:-0400"), encoding="utf-8")
    told = {each.uid: (each.start, each.status) for each in seen([broken])[broken]}
    assert told != versions[0].living()
