"""Killed at 200 random points of a year of publishes, nothing is lost, and the next run goes on.

`make test` takes the first 20 points.
"""

import hashlib
import json
import re
from pathlib import Path

import pytest

from statplan.ledger.file_reader import read_ledger
from statplan.workspace.files import LEDGER_FILE
from tests.support.commands import snapshot
from tests.support.forked_python import run_python
from tests.support.killed_year import YEAR, Kill, epoch
from tests.support.plans import LINEAGE
from tests.support.sampling import count_examples, sample

SEEDS, KILLS = sample((4, 3, 2, 1), 1), count_examples(20, 50)
Numbers = dict[str, int]


def seen(folder: Path) -> dict[str, str]:
    """The files that count: all but the lock."""
    return {name: found for name, found in snapshot(folder).items() if ".lock" not in name}


def issued(folder: Path) -> Numbers:
    """The number of each entry that the ledger knows; its last line proves the lines before."""
    path = folder / LEDGER_FILE
    if not path.exists():
        return {}
    data = path.read_bytes()
    read_ledger(data, path.name, LINEAGE)
    body, _, _ = data.partition(b',\n"digest"')
    found = json.loads(data)
    assert found["digest"] == hashlib.sha256(body).hexdigest()
    return {each["uid"]: each["sequence"] for each in found["issued"]}


def told(folder: Path) -> Numbers:
    """The highest number of each entry in any calendar that was published."""
    found: Numbers = {}
    for path in folder.rglob("[!.]*.ics"):
        text = path.read_text(encoding="utf-8")
        for entry in text.split("BEGIN:VEVENT\n")[1:]:
            uid, number = (
                re.search(rf"^{name}:(.*)$", entry, re.MULTILINE) for name in ("UID", "SEQUENCE")
            )
            assert uid
            assert number, f"{path} was cut off"
            found[uid[1]] = max(found.get(uid[1], 0), int(number[1]))
    return found


def forgotten(told_before: Numbers, ledger: Numbers) -> Numbers:
    """What calendars were told and the ledger does not know, or knows by a lower number."""
    return {uid: number for uid, number in told_before.items() if ledger.get(uid, -1) < number}


@pytest.fixture(scope="module", params=SEEDS)
def year(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What `dying` leaves: a year without a kill, and what each kill and what came next left."""
    above = tmp_path_factory.mktemp("year")
    command = ("-m", "tests.support.killed_year", str(above), str(request.param), str(KILLS))
    done = run_python(*command)
    assert done.returncode == 0, done.stderr
    return above


@pytest.mark.slow
def test_killed_anywhere_nothing_is_lost_and_the_next_run_ends_it(
    year: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kills = [Kill(**each) for each in json.loads((year / "told.json").read_bytes())]
    assert len(kills) == KILLS
    assert {each.name for each in kills} >= {"open", "write", "fsync", "unlink"}
    undisturbed = [year / "undisturbed" / str(number) for number in range(len(YEAR) + 1)]
    after = [seen(folder) for folder in undisturbed]
    for number, kill in enumerate(kills):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", epoch(kill.step))
        _nothing_is_lost(year / "died" / str(number), undisturbed[kill.step], kill)
        assert kill.code == 0, kill
        assert seen(year / "next" / str(number)) == after[kill.step + 1], kill


def _nothing_is_lost(died: Path, before: Path, kill: Kill) -> None:
    ledger = issued(died)
    assert not forgotten(issued(before), ledger), kill
    assert not forgotten(told(died), ledger), kill
    assert kill.doctor_code == 0 or " was interrupted before all" in kill.doctor_output, kill
    offered = re.search("`statplan doctor --repair [^`]+` completes it", kill.doctor_output)
    assert kill.doctor_code == 0 or offered, kill


def test_who_forgets_is_seen() -> None:
    assert forgotten({"a": 1, "b": 2, "c": 0}, {"a": 1, "b": 1}) == {"b": 2, "c": 0}
