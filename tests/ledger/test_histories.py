"""Random plans with random histories: what a ledger promises, whatever is decided."""

from copy import deepcopy
from dataclasses import dataclass, field
from datetime import UTC, datetime, time, timedelta
from random import Random
from typing import Any

import pytest

from statplan.calendars import ics
from statplan.calendars.audience import Audience
from statplan.calendars.publication import Publication
from statplan.calendars.telling import wanted
from statplan.errors import StatplanError
from statplan.holds import Role
from statplan.ledger import Issued, Ledger, Outcome, Wish, Year, compare, decide, issue
from statplan.ledger.reading import impossible, parse
from statplan.ledger.records import Kind
from statplan.ledger.writing import write
from statplan.plan import Plan
from statplan.schedule import make_schedule
from statplan.schedule.ground import make_ground
from tests.plans_for_tests import HOLIDAYS, LINEAGE, answers, monthly

KINDS: tuple[Kind, ...] = ("bump", "bump", "cancel", "restore", "move", "held", "release")
PREPARATION = {"data_due": 10, "memo_hours": 48, "follow_up_days": 2, "responses_due": 5}


def start() -> dict[str, Any]:
    return answers(
        monthly("blight", room="A"),
        monthly("safety", "third Tuesday", room="A", required=["law"]),
        {"id": "weekly", "every": "2 weeks", "on": "Friday", "at": "13:00", "room": "B"},
        months=8,
        holidays={"country": "US", "listed": HOLIDAYS},
        preparation=PREPARATION,
    )


@dataclass
class World:
    """A plan that is edited, a day that advances, a ledger that remembers."""

    data: dict[str, Any]
    random: Random
    ledger: Ledger = field(default_factory=lambda: Ledger(LINEAGE))
    now: datetime = datetime(2026, 12, 1, 9, tzinfo=UTC)

    def plan(self) -> Plan:
        return Plan.model_validate(self.data)

    def year(self) -> Year:
        plan = self.plan()
        schedule = make_schedule(plan)
        return Year(schedule, make_ground(plan, schedule), self.now.date(), self._confirmed())

    def _confirmed(self) -> bool:
        return self.plan().frequency.entries == "confirmed"

    def edit(self) -> None:  # noqa: C901 - one case for each edit
        """Change a cadence, add or remove a series, move the horizon, close a day."""
        before = deepcopy(self.data)
        frequency = self.data["frequency"]
        lines = frequency["series"]
        match self.random.randrange(9):
            case 0:
                lines[0]["on"] = self.random.choice(("second Thursday", "first Monday"))
            case 1 if len(lines) > 2:
                lines.pop()
            case 2:
                ids = {each["id"] for each in lines}
                new = f"extra-{self.random.randrange(3)}"
                if new not in ids:
                    lines.append(monthly(new, "fourth Monday", room="B"))
            case 3:
                frequency["months"] = self.random.randint(5, 10)
            case 4:
                day = f"2027-0{self.random.randint(1, 8)}-1{self.random.randrange(10)}"
                frequency.setdefault("closures", []).append({"day": day, "why": "Closed"})
            case 5:
                self.data["program"]["name"] = self.random.choice(("TestStat", "OtherStat"))
            case 6:
                zones = ("America/Chicago", "America/Denver")
                self.data["program"]["timezone"] = self.random.choice(zones)
            case 7:
                frequency["entries"] = self.random.choice(("holds", "confirmed"))
            case _:
                lines[0]["at"] = self.random.choice(("08:00", "09:30", "15:00"))
        if make_schedule(self.plan()).problems:
            self.data = before

    def decide(self) -> None:
        year = self.year()
        keys = list(year.settled(self.ledger).by_key())
        if not keys:
            return
        kind = self.random.choice(KINDS)
        day = self.now.date() + timedelta(days=self.random.randint(0, 40))
        at = self.random.choice((None, time(8), time(15)))
        wish = Wish(kind, "because", day if kind == "move" else None, at)
        key = self.random.choice(keys)
        found = asked(year, self.ledger, key, wish, self.now)
        if found is None:
            return
        if found.noted:
            assert found.ledger == self.ledger
            return
        again = decide(year, found.ledger, key, wish, self.now)
        assert again.noted, f"{kind} is not idempotent"
        self.ledger = found.ledger

    def publish(self) -> None:
        year = self.year()
        settled = year.settled(self.ledger)
        if settled.problems:
            return
        changes = compare(self.ledger, wanted(self.plan(), settled, year.ground), year.day)
        before, self.ledger = self.ledger, issue(self.ledger, changes, self.now)
        self.check(before)
        again = compare(self.ledger, wanted(self.plan(), settled, year.ground), year.day)
        assert not again, [str(each) for each in again.found]
        assert issue(self.ledger, again, self.now) == self.ledger
        self.check_places(year)

    def check(self, before: Ledger) -> None:
        assert not list(impossible(self.ledger))
        assert parse(write(self.ledger), "l") == self.ledger
        old, new = before.rows(), self.ledger.rows()
        assert old.keys() <= new.keys(), "something issued is forgotten"
        assert len({row.uid for row in new.values()}) == len(new)
        for key, row in old.items():
            now = new[key]
            assert (row.uid, row.created) == (now.uid, now.created)
            assert now.sequence - row.sequence == (told(row) != told(now)), (row, now)
            assert (now.changed > row.changed) == ((told(row), row.text) != (told(now), now.text))
        self.check_bytes(before)

    def check_bytes(self, before: Ledger) -> None:
        """Entries that did not change are the same to the byte."""
        plan = self.plan()
        nothing = compare(before, (), self.now.date())
        everybody = Audience("analyst")
        if before.published:
            old = events(ics.write(Publication(plan, before, nothing).feed(everybody)))
            now = events(ics.write(Publication(plan, self.ledger, nothing).feed(everybody)))
            rows = before.rows()
            same = {row.uid for row in self.ledger.issued if rows.get(row.key) == row}
            for each in same & old.keys() & now.keys():
                assert old[each] == now[each]

    def check_places(self, year: Year) -> None:
        """No overlap, and nobody meets on a closed day that lies ahead."""
        meetings = {
            str(each.meeting.key): each.meeting for each in year.settled(self.ledger).standings
        }
        live = [
            row
            for row in self.ledger.issued
            if row.lives and not row.all_day and row.start.date() >= year.day
        ]
        for row in live:
            inside = year.ground.opened.first <= row.start.date() <= year.ground.opened.last
            assert not inside or year.ground.opened.why_not(row.start.date()) is None, row
        for row in live:
            for other in live:
                if row.key < other.key and row.start < other.end and other.start < row.end:
                    first, second = meetings[row.meeting], meetings[other.meeting]
                    shared = set(year.ground.needs(first)) & set(year.ground.needs(second))
                    assert not shared, (row, other)
        by_key = {row.key: row for row in live}
        for row in live:
            backup = by_key.get((row.meeting, Role.BACKUP))
            if row.role == Role.PRIMARY and backup:
                assert row.start < backup.start


def asked(year: Year, ledger: Ledger, key: str, wish: Wish, now: datetime) -> Outcome | None:
    """What comes of a wish; None where it is refused, which it is with a remedy."""
    try:
        return decide(year, ledger, key, wish, now)
    except StatplanError as error:
        if not error.hint or error.exit_code != 4:
            raise
        return None


def told(row: Issued) -> tuple[object, ...]:
    return row.state, row.zone, row.start, row.end


def events(data: bytes) -> dict[str, str]:
    found = data.decode().split("BEGIN:VEVENT\r\n")[1:]
    return {
        each.partition("UID:")[2].partition("\r\n")[0]: each.partition("END:VEVENT")[0]
        for each in found
    }


def history(seed: int, steps: int) -> World:
    world = World(start(), Random(seed))  # noqa: S311 - a history that can be repeated
    for _ in range(steps):
        match world.random.randrange(10):
            case 0 | 1 | 2 | 3 | 4:
                world.decide()
            case 5:
                world.edit()
            case 6:
                world.now += timedelta(days=world.random.randint(0, 12))
            case _:
                world.publish()
    return world


@pytest.mark.parametrize("seed", range(12))
def test_any_history_keeps_what_a_ledger_promises(seed: int) -> None:
    assert history(seed, 60).ledger.serial
