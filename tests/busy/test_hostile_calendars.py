"""Calendars that were made to never end are read to an end, within limits, and named."""

import json
import subprocess
import sys

import pytest

from tests.support.forked_python import ROOT
from tests.support.limited_reader import write_hostile_calendars
from tests.support.sampling import sample

OFTEN = "repeats too often to be read to its end"
LONG = "lists too many times to be read to its end"
# What a message says; the others are large, and have nothing wrong with them.
SAID = {
    "seconds in a zone": "VTIMEZONE cannot be read",
    "hours in a zone": "VTIMEZONE cannot be read",
    "a zone of many onsets": "VTIMEZONE",
    "seconds in an entry": OFTEN,
    "seconds that never come": OFTEN,
    "a count that never comes": OFTEN,
    "endless hourly entries": OFTEN,
    "exclusions by the second": OFTEN,
    "times added": LONG,
    "times left out": LONG,
    "free-busy time": LONG,
    "a start of 10 MB": "too long to be read",
    "many parameters": "too long to be read",
    "nested entries": "has no DTSTART",
    "one UID": "have the same UID and SEQUENCE",
    "entries and exceptions of one UID": "too many exceptions of one entry",
}
# Nobody is free because a calendar costs too much.
BUSY = [name for name, words in SAID.items() if words in {OFTEN, LONG}] + ["seconds in a zone"]
ALL = [
    "later exceptions of an hourly entry", "many parameters", "a start of 10 MB",
    "a fold after each letter", "a fold after each letter of a time", "nested components",
    "nested calendars", "a line of 10 MB", "a rule of many times of a day",
    *(name for name in SAID if name not in {"many parameters", "a start of 10 MB"}),
]  # fmt: skip
FEW = ["seconds in a zone", "endless hourly entries", "nested components", "a line of 10 MB"]


@pytest.mark.slow
@pytest.mark.parametrize("names", sample([FEW, *([name] for name in ALL)], 1))
def test_a_hostile_calendar_is_read_within_limits_and_named(names: list[str]) -> None:
    command = [sys.executable, "-m", "tests.support.limited_reader", *names]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()[-500:]
    answers = json.loads(done.stdout)
    assert answers.keys() == {*names}
    for name, (count, said) in answers.items():
        assert count or name not in BUSY
        assert SAID.get(name, "") in " ".join(said), (name, said)


@pytest.mark.slow
def test_every_calendar_is_read() -> None:
    assert set(ALL) == set(write_hostile_calendars())
