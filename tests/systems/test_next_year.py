"""The documented systems, and the demonstration, over the turn of their year.

Each is published once, and its last meeting is bumped. Then, on several days around the turn, the
next year is written into the plan and published: it only adds, and the old year takes place.
"""

import json
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from itertools import pairwise
from pathlib import Path

import pytest

from statplan import systems
from statplan.calendars.build_calendar import desired_entries
from statplan.holds import Role, State
from statplan.ledger.diff import Changes, compare_entries
from statplan.ledger.file_reader import parse_ledger
from statplan.ledger.issue import record_publish
from statplan.ledger.known_meetings import collect_published_facts
from statplan.ledger.model import EntryKey, IssuedEntry, Ledger
from statplan.ledger.year_records import build_planned_year
from statplan.ledger.year_state import build_decision_context
from statplan.plan import Plan, writer
from statplan.plan.loader import parse_plan
from statplan.schedule import make_schedule
from statplan.schedule.next_year import find_year_turn, plan_next_year
from tests.frozen.program import Screen, run_at
from tests.support.sampling import sample

ROOT = Path(__file__).parents[2]
DEMO = ROOT / "tests" / "frozen" / "plans" / "demo.yaml"
DAYS = (-60, -30, 0, 7, 30)  # from the first day of the next year


@dataclass(frozen=True)
class Program:
    """A program in a folder of its own."""

    folder: Path

    @property
    def plan_text(self) -> str:
        return (self.folder / "statplan.yaml").read_text(encoding="utf-8")

    @property
    def plan(self) -> Plan:
        plan = parse_plan(self.plan_text).plan
        assert plan
        return plan

    @property
    def next_first(self) -> date:
        """The first day of the year after the one in the plan."""
        begins = self.plan.frequency.first_day
        assert begins
        assert (begins.day, self.plan.frequency.months) == (1, 12)
        return begins.replace(year=begins.year + 1)

    def type(self, day: date, command: str) -> Screen:
        """Type a command at noon."""
        return run_at(f"{day}T18:00", self.folder, command)

    def do(self, day: date, *commands: str) -> str:
        """Type commands that succeed; return what the last one shows."""
        shown = ""
        for command in commands:
            screen = self.type(day, command)
            assert screen.code == 0, (command, screen)
            shown = screen.out + screen.err
        return shown

    def list_changes(self, day: date) -> set[tuple[str, str, str]]:
        """What a publish would change, deadlines aside: the kind, the meeting, and the role."""
        screen = self.type(day, "diff -f json")
        assert screen.code == 0, screen
        return {
            (change["what"], change["meeting"], change["role"])
            for change in json.loads(screen.out)["changes"]
            if change["role"] in set(Role)
        }

    def read_ledger(self) -> Ledger:
        path = self.folder / "statplan.ledger.json"
        return parse_ledger(path.read_bytes(), str(path))

    def read_rows(self) -> dict[EntryKey, IssuedEntry]:
        """The entries that calendars have."""
        return self.read_ledger().index_rows()

    def read_events(self, name: str = "calendar.ics") -> set[str]:
        """The events of a calendar, to the byte, but for cancelled ones, which leave it in time."""
        text = (self.folder / "calendars" / name).read_bytes().decode()
        events = re.findall("BEGIN:VEVENT.*?END:VEVENT", text, re.DOTALL)
        return {event for event in events if "STATUS:CANCELLED" not in event}

    def list_meetings(self) -> list[IssuedEntry]:
        """The planned date of each meeting, in order of the dates."""
        rows = self.read_rows().values()
        primaries = [row for row in rows if row.role == Role.PRIMARY]
        return sorted(primaries, key=lambda row: (row.start, row.meeting))

    def copy(self, folder: Path) -> "Program":
        """The same program in another folder."""
        shutil.copytree(self.folder, folder, symlinks=True)
        return Program(folder)


FirstYear = Callable[[str], Program]


@pytest.fixture(scope="session")
def first_year(tmp_path_factory: pytest.TempPathFactory) -> FirstYear:
    """The year of a program, as it was published on the day on which its plan was made."""

    @cache
    def publish(key: str) -> Program:
        program = Program(tmp_path_factory.mktemp(key))
        path = DEMO if key == "demo" else ROOT / "examples" / key / "statplan.yaml"
        shutil.copyfile(path, program.folder / "statplan.yaml")
        created = program.plan.created
        assert created
        program.do(created, "publish")
        return program

    return publish


CASES = [(key, days) for key in (*systems.KEYS, "demo") for days in DAYS]


def publish_in_memory(plan: Plan, ledger: Ledger, day: date) -> tuple[Changes, Ledger]:
    """What a publish on a day changes, and the ledger after it."""
    schedule = make_schedule(plan, collect_published_facts(ledger))
    assert schedule.problems == ()
    context = build_decision_context(plan, schedule, day)
    state = context.build_state(ledger)
    assert state.problems == ()
    changes = compare_entries(ledger, desired_entries(plan, state, context.date_rules), day)
    noon = datetime.combine(day, time(18), UTC)
    lists = schedule.holiday_source.list_used()
    year = build_planned_year(plan, schedule, day)
    return changes, record_publish(ledger, changes, noon, lists, year)


EVERY_DAY = [(key, days) for key in (*systems.KEYS, "demo") for days in range(-60, 31)]


@pytest.mark.slow
@pytest.mark.parametrize(("key", "days"), sample(EVERY_DAY, 24))
def test_on_every_day_around_the_turn_the_next_year_only_adds(
    key: str, days: int, first_year: FirstYear
) -> None:
    program = first_year(key)
    plan, ledger = program.plan, program.read_ledger()
    day = program.next_first + timedelta(days=days)
    schedule = make_schedule(plan, collect_published_facts(ledger))
    turn = find_year_turn(plan, schedule, day)
    assert turn
    edits = plan_next_year(plan, schedule, turn).edits
    text = writer.edit_plan(program.plan_text, {edit.path: edit.answer for edit in edits})
    next_plan = parse_plan(text).plan
    assert next_plan

    due_anyway, _ = publish_in_memory(plan, ledger, day)
    changes, after = publish_in_memory(next_plan, ledger, day)
    others = [change for change in changes.differences if change.kind != "add"]
    assert others == list(due_anyway.differences)
    assert len(changes.differences) > len(others)
    added = [change.new.start.date() for change in changes.differences if change.kind == "add"]
    assert min(added) >= max(day, program.next_first - timedelta(days=40))  # what is due for them
    assert after.years[0] == ledger.years[0]
    assert [year.first for year in after.years] == [schedule.first, turn.next_first]
    promises = {record.key: record.promise for record in after.meetings}
    assert all(promises[record.key] == record.promise for record in ledger.meetings)

    again = find_year_turn(next_plan, make_schedule(next_plan), day, turn.next_first.year)
    assert again is None
    assert not publish_in_memory(next_plan, after, day)[0]


@pytest.mark.slow
@pytest.mark.parametrize(("key", "days"), sample(CASES, 11))
def test_the_next_year_only_adds(
    key: str, days: int, first_year: FirstYear, tmp_path: Path
) -> None:
    program = first_year(key).copy(tmp_path / "plan")
    turn, last = program.next_first, program.list_meetings()[-1].meeting
    program.do(turn - timedelta(days=70), f"bump {last}", "publish")
    day = turn + timedelta(days=days)
    before, due_anyway = program.read_rows(), program.list_changes(day)
    events_before = program.read_events()

    program.do(day, "next-year --yes")
    assert program.plan.frequency.first_day == turn
    changes = program.list_changes(day)
    added = {change for change in changes if change[0] == "add"}
    assert added
    assert changes - added == due_anyway
    program.do(day, "publish")
    after = program.read_rows()
    changed = {key for key, row in before.items() if after[key] != row}
    assert len(changed) == len(due_anyway)
    assert all(after[key].state is State.RELEASED for key in changed)
    events = program.read_events()
    assert len(events_before - events) == len(due_anyway)
    (folder,) = (program.folder / "calendars").glob(f"{day}-*/additions.ics")
    additions = program.read_events(str(folder))
    assert additions == events - events_before
    new_rows = [after[key] for key in after.keys() - before.keys()]
    assert sum(not row.is_all_day for row in new_rows) >= len(added)
    assert all(row.sequence == 0 for row in new_rows)

    written = program.plan_text
    assert "Nothing was changed." in program.do(day, f"next-year --yes --year {turn.year}")
    assert program.plan_text == written
    assert program.list_changes(day) == set()

    february = turn + timedelta(days=40)
    assert f"Recorded as held: {last}," in program.do(february, f"held {last}")
    assert {(kind, role) for kind, _, role in program.list_changes(february)} <= {
        ("release", Role.BACKUP)
    }


def test_kcstat_publishes_the_schedule_of_2018_and_then_meets_once_more(
    first_year: FirstYear, tmp_path: Path
) -> None:
    program = first_year("kcstat").copy(tmp_path / "plan")
    day = date(2017, 12, 1)
    due = "The 2018 schedule is not published yet. It is due by Sunday, December 31, 2017."
    assert due in program.do(day, "status")
    before = program.read_rows()
    program.do(day, "next-year --yes")
    changes = program.list_changes(day)
    assert len(changes) == 24
    assert {(kind, key[:11]) for kind, key, _ in changes} == {("add", "kcstat/2018")}
    program.do(day, "publish")
    after = program.read_rows()
    assert {key: after[key] for key in before} == before
    december = after["kcstat/2017-12", Role.PRIMARY]
    assert (december.start, december.state) == (datetime(2017, 12, 5, 9), State.TENTATIVE)  # noqa: DTZ001
    status = program.do(day, "status")
    assert re.search(r"Tue Dec 5, 2017, 9:00 a\.m\. +kcstat/2017-12", status)
    assert "schedule is not published" not in status

    program.do(date(2017, 12, 6), "held kcstat/2017-12", "publish")
    assert program.list_changes(date(2018, 1, 2)) == set()
    areas = [each.id for each in program.plan.focus.subjects or ()]
    assert [row.subject_ids for row in program.list_meetings()] == [(area,) for area in areas * 4]


@pytest.mark.slow
@pytest.mark.parametrize("decided_first", [True, False])
def test_a_december_meeting_that_is_moved_into_january_takes_place(
    decided_first: bool,
    first_year: FirstYear,
    tmp_path: Path,
) -> None:
    program = first_year("kcstat").copy(tmp_path / "plan")
    commands = ["move kcstat/2017-12 --to 2018-01-10 --at 13:00", "next-year --yes", "publish"]
    if not decided_first:
        commands = [*commands[1:], commands[0], "publish"]
    program.do(date(2017, 12, 1), *commands)
    rows = program.read_rows()
    assert rows["kcstat/2017-12", Role.PRIMARY].start == datetime(2018, 1, 10, 13)  # noqa: DTZ001
    status = program.do(date(2018, 1, 3), "status")
    assert "Wed Jan 10, 2018, 1:00 p.m.  kcstat/2017-12" in status
    assert rows["kcstat/2018-01", Role.PRIMARY].sequence == 0
    assert "Recorded as held" in program.do(date(2018, 2, 10), "held kcstat/2017-12")


@pytest.mark.slow
def test_in_cstat_the_office_whose_turn_it_is_comes_next(
    first_year: FirstYear, tmp_path: Path
) -> None:
    program = first_year("c-stat").copy(tmp_path / "plan")
    program.do(date(2017, 11, 6), "cancel c-stat/2017-W51 --reason Holidays", "publish")
    program.do(date(2017, 12, 4), "next-year --yes", "publish")
    meetings = program.list_meetings()
    assert len(meetings) == 104
    days = [row.start.date() for row in meetings]
    assert {round((later - earlier).days / 7) for earlier, later in pairwise(days)} == {1}
    offices = [each.id for each in program.plan.participants.departments or ()]
    turns = [offices.index(office) for row in meetings for office in row.subject_ids]
    assert turns[51:53] == [1, 2]  # 2017 ends with the second office
    assert {(later - earlier) % len(offices) for earlier, later in pairwise(turns)} == {1}


def test_in_louiestat_departments_go_on_taking_turns(first_year: FirstYear, tmp_path: Path) -> None:
    program = first_year("louiestat").copy(tmp_path / "plan")
    day, before = date(2013, 12, 2), program.read_rows()
    program.do(day, "next-year --yes")
    assert {kind for kind, _, _ in program.list_changes(day)} == {"add"}
    program.do(day, "publish")
    after = program.read_rows()
    assert {key: after[key] for key in before} == before
    assert all(row.is_live for row in after.values())
    departments = [each.id for each in program.plan.participants.departments or ()]
    turns = [departments.index(turn) for row in program.list_meetings() for turn in row.subject_ids]
    assert {(later - earlier) % 18 for earlier, later in pairwise(turns)} == {1}
    days = [row.start.date() for row in program.list_meetings()]
    assert {round((later - earlier).days / 14) for earlier, later in pairwise(days)} == {1}
    assert days[0].year < days[-1].year


def test_in_new_orleans_the_stat_without_a_day_stays_off_the_calendar(
    first_year: FirstYear, tmp_path: Path
) -> None:
    program = first_year("new-orleans").copy(tmp_path / "plan")
    program.do(date(2014, 9, 2), "next-year --yes", "publish")
    series = {row.meeting.partition("/")[0] for row in program.list_meetings()}
    assert series == {
        "customerservicestat",
        "blightstat",
        "qualityoflifestat",
        "bottomlinestat",
    }
    assert len(program.list_meetings()) == 2 * 4 * 12
