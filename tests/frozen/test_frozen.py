"""Plans and ledgers that cities hold already are read as they were: no UID or SEQUENCE differs."""

import json
import shutil
from pathlib import Path

import pytest

from tests.frozen.entries import (
    read_decisions,
    read_entries,
    read_feed,
    read_files,
    read_sequences,
    read_standing,
)
from tests.frozen.freeze import LEDGERS, PLANS, UIDS, find_uids
from tests.frozen.program import edit_file, play, run_at
from tests.frozen.scenarios import SCENARIOS, Edit, Scenario
from tests.support.sampling import sample

PLAN_PATHS = sorted(PLANS.glob("*.yaml"))
UID_TABLES: dict[str, dict[str, list[str]]] = json.loads(UIDS.read_bytes())
NOW = "2027-01-15T18:00"
DECISIONS = {"bump", "cancel", "move", "restore", "release", "held"}

each_plan = pytest.mark.parametrize("path", PLAN_PATHS, ids=lambda path: path.stem)
each_scenario = pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda case: case.plan)


@pytest.fixture
def folder(scenario: Scenario, tmp_path: Path) -> Path:
    """A copy of a frozen plan, its ledger and its calendars."""
    return Path(shutil.copytree(LEDGERS / scenario.plan, tmp_path / "copy"))


def find_calendar_faults(folder: Path) -> list[str]:
    """Name each calendar that does not say of an entry what the ledger says of it.

    A calendar for everybody holds all that stands; a public one holds the meetings alone.
    """
    sequences, standing = read_sequences(folder), read_standing(folder)
    calendars = folder / "calendars"
    faults = []
    for path in (calendars / "calendar.ics", *calendars.glob("*/calendar.ics")):
        feed = read_feed(path)
        public = path.parent.name == "public"
        differing = [uid for uid, number in feed.items() if sequences.get(uid) != number]
        if differing or (not public and standing - feed.keys()):
            faults.append(path.relative_to(folder).as_posix())
    return faults


@pytest.mark.slow
@each_plan
def test_a_frozen_plan_is_accepted(path: Path, tmp_path: Path) -> None:
    shutil.copyfile(path, tmp_path / "statplan.yaml")
    screen = run_at(NOW, tmp_path, "check -f json")
    assert screen.code == 0, screen
    review = json.loads(screen.out)
    assert (review["refused"], review["summary"]["errors"]) == (False, 0)


@pytest.mark.slow
@each_plan
def test_a_frozen_plan_gives_its_entries_the_same_uids(path: Path, tmp_path: Path) -> None:
    assert find_uids(path, tmp_path) == UID_TABLES[path.stem]


def test_another_lineage_gives_other_uids(tmp_path: Path) -> None:
    path = Path(shutil.copy(PLANS / "kcstat.yaml", tmp_path / "other.yaml"))
    edit_file(path, Edit("lineage: 2d94e7b1", "lineage: 2d94e7b2"))
    uids = find_uids(path, tmp_path)
    assert uids.keys() == UID_TABLES["kcstat"].keys()
    assert not {uid for uid, _ in uids.values()} & {uid for uid, _ in UID_TABLES["kcstat"].values()}


def test_the_frozen_years_hold_every_kind_of_decision() -> None:
    assert {path.name for path in LEDGERS.iterdir()} == {case.plan for case in SCENARIOS}
    for scenario in SCENARIOS:
        folder = LEDGERS / scenario.plan
        assert set(read_decisions(folder)) == DECISIONS
        assert len(list((folder / "calendars").glob("20*"))) >= 3
        assert set(read_sequences(folder).values()) >= {0, 1, 2}


@pytest.mark.slow
@each_scenario
def test_a_frozen_ledger_has_nothing_to_publish(scenario: Scenario, folder: Path) -> None:
    screen = run_at(scenario.last_moment, folder, "diff --exit-code -f json")
    assert (screen.code, screen.err) == (0, "")
    assert json.loads(screen.out)["changes"] == []


@each_scenario
def test_an_entry_of_a_frozen_ledger_has_the_uid_of_its_plan(scenario: Scenario) -> None:
    issued = {uid for uid, _ in UID_TABLES[scenario.plan].values()}
    assert read_sequences(LEDGERS / scenario.plan).keys() == issued


@each_scenario
def test_the_frozen_calendars_say_what_the_ledger_says(scenario: Scenario) -> None:
    assert find_calendar_faults(LEDGERS / scenario.plan) == []


@pytest.mark.slow
@each_scenario
def test_the_doctor_finds_nothing_in_a_frozen_folder(scenario: Scenario, folder: Path) -> None:
    screen = run_at(scenario.last_moment, folder, "doctor")
    assert (screen.code, screen.err) == (0, "")
    assert screen.out.count("\n") == 1


@pytest.mark.slow
@each_scenario
def test_another_publish_writes_the_same_bytes(scenario: Scenario, folder: Path) -> None:
    screen = run_at(scenario.last_moment, folder, "publish")
    assert screen.code == 0, screen
    assert read_files(folder) == read_files(LEDGERS / scenario.plan)


@pytest.mark.slow
@pytest.mark.parametrize("scenario", sample(SCENARIOS, 1), ids=lambda case: case.plan)
def test_the_same_year_lived_again_gives_the_same_entries_and_bytes(
    scenario: Scenario, tmp_path: Path
) -> None:
    play(scenario, (PLANS / f"{scenario.plan}.yaml").read_bytes(), tmp_path)
    frozen = LEDGERS / scenario.plan
    assert read_entries(tmp_path) == read_entries(frozen)
    assert read_files(tmp_path) == read_files(frozen)


@pytest.mark.parametrize("scenario", SCENARIOS[-1:], ids=lambda case: case.plan)
def test_a_changed_sequence_in_a_calendar_is_noticed(scenario: Scenario, folder: Path) -> None:
    path = folder / "calendars" / "calendar.ics"
    text = path.read_bytes().decode()
    path.write_bytes(text.replace("SEQUENCE:2\r\n", "SEQUENCE:3\r\n", 1).encode())
    assert find_calendar_faults(folder) == ["calendars/calendar.ics"]
    assert run_at(scenario.last_moment, folder, "doctor").code == 1
    assert run_at(scenario.last_moment, folder, "publish").code == 4  # the feed is ahead
    path.write_bytes(text.encode())
    assert find_calendar_faults(folder) == []


@pytest.mark.parametrize("scenario", SCENARIOS[-1:], ids=lambda case: case.plan)
def test_a_changed_date_of_the_plan_is_noticed(scenario: Scenario, folder: Path) -> None:
    edit_file(folder / "statplan.yaml", Edit("on: fourth Monday", "on: fourth Tuesday"))
    screen = run_at(scenario.last_moment, folder, "diff --exit-code -f json")
    assert screen.code == 3
    assert json.loads(screen.out)["changes"]
    run_at(scenario.last_moment, folder, "publish --yes")
    frozen = LEDGERS / scenario.plan
    assert read_sequences(folder).keys() == read_sequences(frozen).keys()
    assert read_entries(folder) != read_entries(frozen)
