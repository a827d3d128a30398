"""Zones come from the package, are found by what people call them, and know unclear times."""

import os
import subprocess
import sys
from datetime import datetime, timedelta
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

import pytest

from statplan.plan.timezones import (
    detect_clock_change,
    find_zone_release,
    is_same_zone,
    list_timezones,
    load_timezone,
    read_posix_rule,
)

ROOT = Path(__file__).parents[2]


def test_every_listed_key_opens() -> None:
    assert len(list_timezones()) > 500
    assert {name: load_timezone(name).key for name in list_timezones()} == {
        name: name for name in list_timezones()
    }


def test_a_link_is_a_key() -> None:
    noon = datetime(2025, 7, 1, 12)  # noqa: DTZ001
    offsets = {
        noon.replace(tzinfo=load_timezone(key)).utcoffset()
        for key in ("US/Eastern", "America/New_York")
    }
    assert offsets == {timedelta(hours=-4)}


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("US/Eastern", "America/New_York", True),
        ("Asia/Calcutta", "Asia/Kolkata", True),
        ("UCT", "Zulu", True),
        ("America/Montreal", "Canada/Eastern", True),
        ("America/New_York", "America/Toronto", False),
        ("America/Nassau", "America/Toronto", False),
        ("Europe/Oslo", "Europe/Berlin", False),
        ("EST", "America/New_York", False),
        ("Nowhere/Else", "America/Chicago", False),
    ],
)
def test_a_name_of_a_zone_is_no_zone_of_its_own(one: str, other: str, *, expected: bool) -> None:
    assert is_same_zone(one, other) is is_same_zone(other, one) is expected


def test_every_zone_is_the_same_as_itself_and_no_place_as_another() -> None:
    table = files("tzdata").joinpath("zoneinfo", "zone.tab").read_text(encoding="utf-8")
    places = [line.split("\t")[2] for line in table.splitlines() if not line.startswith("#")]
    assert len(places) > 400
    assert all(is_same_zone(zone, zone) for zone in list_timezones())
    assert not any(
        is_same_zone(zone, "America/Toronto") for zone in {*places} - {"America/Toronto"}
    )


def test_the_release_is_that_of_the_package() -> None:
    assert find_zone_release() == version("tzdata")


@pytest.mark.parametrize(
    "key", ["", "Nowhere/Else", "america/chicago", "../zones", "America/../Asia/Tokyo", "America"]
)
def test_an_unknown_key_is_refused(key: str) -> None:
    noon = datetime(2025, 7, 1, 12)  # noqa: DTZ001
    for ask in (load_timezone, read_posix_rule, lambda key: detect_clock_change(noon, key)):
        with pytest.raises(KeyError) as refused:
            ask(key)
        assert refused.value.args == (key,)


@pytest.mark.slow
def test_the_database_of_the_system_is_not_read(tmp_path: Path) -> None:
    """A system whose New York is Kolkata's data changes nothing."""
    false = tmp_path / "America" / "New_York"
    false.parent.mkdir()
    false.write_bytes(files("tzdata").joinpath("zoneinfo", "Asia", "Kolkata").read_bytes())
    script = (
        "from datetime import datetime; from zoneinfo import ZoneInfo\n"
        "from statplan.plan.timezones import load_timezone\n"
        "for tz in ZoneInfo('America/New_York'), load_timezone('America/New_York'):\n"
        "    print(datetime(2025, 1, 1, tzinfo=tz).isoformat()[-6:])"
    )
    printed = subprocess.run(
        [sys.executable, "-c", script],
        env=os.environ | {"PYTHONTZPATH": str(tmp_path), "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    assert printed.stdout.split() == ["+05:30", "-05:00"]


@pytest.mark.parametrize(
    ("key", "rule"),
    [
        ("America/New_York", "EST5EDT,M3.2.0,M11.1.0"),
        ("Europe/Dublin", "IST-1GMT0,M10.5.0,M3.5.0/1"),
        ("Asia/Kathmandu", "<+0545>-5:45"),
    ],
)
def test_the_rule_is_the_footer_of_the_data(key: str, rule: str) -> None:
    assert read_posix_rule(key) == rule


@pytest.mark.parametrize(
    ("key", "local", "found"),
    [
        ("America/New_York", "2025-03-09 01:59:59", None),
        ("America/New_York", "2025-03-09 02:00:00", "skipped"),
        ("America/New_York", "2025-03-09 02:59:59", "skipped"),
        ("America/New_York", "2025-03-09 03:00:00", None),
        ("America/New_York", "2025-11-02 00:59:59", None),
        ("America/New_York", "2025-11-02 01:00:00", "repeated"),
        ("America/New_York", "2025-11-02 01:59:59", "repeated"),
        ("America/New_York", "2025-11-02 02:00:00", None),
        ("Australia/Lord_Howe", "2025-10-05 02:15:00", "skipped"),
        ("Australia/Lord_Howe", "2025-10-05 02:30:00", None),
        ("Australia/Lord_Howe", "2025-04-06 01:45:00", "repeated"),
        ("Australia/Lord_Howe", "2025-04-06 01:15:00", None),
        ("Europe/Dublin", "2025-03-30 01:30:00", "skipped"),
        ("Europe/Dublin", "2025-10-26 01:30:00", "repeated"),
        ("Pacific/Apia", "2011-12-30 12:00:00", "skipped"),
        ("Asia/Kolkata", "2025-03-09 02:30:00", None),
    ],
)
def test_unclear_times(key: str, local: str, found: str | None) -> None:
    assert detect_clock_change(datetime.fromisoformat(local), key) == found


def test_the_fold_of_the_question_does_not_matter() -> None:
    local = datetime(2025, 11, 2, 1, 30)  # noqa: DTZ001
    assert detect_clock_change(local.replace(fold=1), "America/New_York") == "repeated"
