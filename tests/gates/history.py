"""A year of a city in which everything happens that the ledger knows, published three times."""

import json
import os
import shutil
from contextlib import chdir
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from unittest.mock import patch
from zoneinfo import ZoneInfo

from tests.support.commands import run

PLAN = """\
statplan: 1
lineage: 6f1c2b1e-0000-4000-8000-000000000001
created: 2026-12-01
program: {name: TestStat, timezone: America/Chicago}
participants:
  people:
    - {id: law, office: City Attorney, email: law@city.example.gov}
    - {id: clerk, office: "Clerk; Council, «Room» 7", email: clerk@city.example.gov}
  departments:
    - {id: works, name: Public Works, head: law}
frequency:
  first_day: 2027-01-01
  months: 6
  place: {room: Room 7, address: "1 Main Street, Springfield"}
  calendars: {organizer: clerk}
  preparation: {data_due: 5, memo_hours: 48, follow_up_days: 2, responses_due: 3}
  series:
    - {id: blight, every: month, on: second Thursday, at: "08:00", required: [law]}
    - {id: works, every: month, on: third Tuesday, at: "15:00", department: works}
publicity: {access: open, publishes: [schedule]}
"""
MORE = '    - {id: safety, every: month, on: first Monday, at: "10:00", required: [law]}\n'
AUDIENCES = ("public", "leadership", "analyst", "law", "works")
# What is decided before the second publish and before the third.
SECOND = (
    ("bump", "blight/2027-01"),
    ("cancel", "blight/2027-02"),
    ("move", "blight/2027-03", "--to", "2027-03-10", "--at", "09:30"),
    ("cancel", "works/2027-02"),
    ("release", "works/2027-03"),
    ("bump", "works/2027-04"),
)
THIRD = (
    ("restore", "blight/2027-02"),
    ("move", "blight/2027-03", "--to", "2027-03-11", "--at", "08:00"),
    ("restore", "works/2027-04"),
    ("move", "blight/2027-01", "--to", "2027-01-19"),
    ("cancel", "blight/2027-05"),
)
# The days of the publishes over the turn of a year, and what is decided before each.
TURN = (
    ("2026-12-10", ()),
    (
        "2027-06-01",
        (
            ("bump", "blight/2027-06", "--reason", "Storm"),
            ("move", "works/2027-06", "--to", "2027-07-01"),
            ("next-year", "--yes"),
        ),
    ),
    (
        "2027-07-06",
        (
            ("held", "blight/2027-06"),
            ("held", "works/2027-06"),
            ("cancel", "blight/2027-07", "--reason", "Budget"),
            ("bump", "works/2027-07", "--reason", "Storm"),
        ),
    ),
)
CHICAGO = ZoneInfo("America/Chicago")


@dataclass(frozen=True, slots=True)
class Version:
    """What stood in the folder after a publish."""

    folder: Path

    @property
    def calendars(self) -> Path:
        """The folder that was published."""
        return self.folder / "calendars"

    @property
    def feed(self) -> Path:
        """The calendar to subscribe to."""
        return self.calendars / "calendar.ics"

    def files(self) -> list[Path]:
        """Every calendar file."""
        return sorted(self.calendars.rglob("*.ics"))

    def news(self) -> list[Path]:
        """The files of this publish alone: additions first, then one for each entry."""
        newest = max(path for path in self.calendars.iterdir() if path.name.startswith("20"))
        return sorted(newest.glob("*.ics"), key=lambda path: (path.stem != "additions", path.name))

    def rows(self) -> dict[str, dict[str, Any]]:
        """What the ledger says calendars were told, by UID; meetings and back-ups alone."""
        return {row["uid"]: row for row in self._ledger()["issued"] if "-" not in row["role"]}

    def _ledger(self) -> dict[str, Any]:
        ledger: dict[str, Any] = json.loads(
            (self.folder / "statplan.ledger.json").read_text(encoding="utf-8")
        )
        return ledger

    def living(self) -> dict[str, tuple[str, str]]:
        """The holds that take time: start in UTC and state."""
        return {
            uid: (instant(row["start"]), row["state"].upper())
            for uid, row in self.rows().items()
            if row["state"] not in {"cancelled", "released"}
        }

    def cancelled(self) -> dict[str, tuple[str, str]]:
        """The cancelled meetings, which stay in a feed until they are over."""
        published_on = self._ledger()["published"]["at"][:10]
        return {
            uid: (instant(row["start"]), "CANCELLED")
            for uid, row in self.rows().items()
            if row["state"] == "cancelled" and row["end"][:10] >= published_on
        }


def instant(local: str) -> str:
    """A local time of the ledger as ical.js writes an instant."""
    moment = datetime.fromisoformat(local).replace(tzinfo=CHICAGO).astimezone(UTC)
    return f"{moment:%Y-%m-%dT%H:%M:%S}.000Z"


def make(folder: Path, *, organizer: bool = True, invite: bool = False) -> list[Version]:
    """Publish three times; after each, what stands is copied to a folder of its own."""
    work = folder / "work"
    work.mkdir()
    text = PLAN if organizer else PLAN.replace("  calendars: {organizer: clerk}\n", "")
    plan = work / "statplan.yaml"
    plan.write_text(text, encoding="utf-8")
    edited = text.replace("publicity:", f"{MORE}publicity:").replace("months: 6", "months: 7")
    less = edited.replace("months: 7", "months: 5").replace(MORE, "")
    less = less.replace("[schedule]}", "[schedule], back_ups: yes}")
    made = []
    for number, (said, decisions, day) in enumerate(
        ((text, (), 10), (edited, SECOND, 12), (less, THIRD, 14)), start=1
    ):
        plan.write_text(said, encoding="utf-8")
        with chdir(work), patch.dict(os.environ, {"SOURCE_DATE_EPOCH": _at(day)}):
            for each in decisions:
                _done(*each, "--reason", "Storm, flood; ice")
            whom = [word for each in AUDIENCES for word in ("--for", each)]
            _done("publish", "--yes", *whom, *["--invite"] * invite)
        shutil.copytree(work, folder / f"v{number}")
        made.append(Version(folder / f"v{number}"))
    return made


def make_turn(folder: Path) -> list[Version]:
    """Publish a year of six months, in its last month the next one, and again after the turn."""
    work = folder / "work"
    work.mkdir()
    (work / "statplan.yaml").write_text(PLAN, encoding="utf-8")
    made = []
    for number, (day, commands) in enumerate(TURN, start=1):
        stamp = str(int(datetime.fromisoformat(f"{day}T12:00+00:00").timestamp()))
        with chdir(work), patch.dict(os.environ, {"SOURCE_DATE_EPOCH": stamp}):
            for words in commands:
                _done(*words)
            _done("publish", "--for", "public")
        shutil.copytree(work, folder / f"turn{number}")
        made.append(Version(folder / f"turn{number}"))
    return made


def _at(day: int) -> str:
    return str(int(datetime(2026, 12, day, 12, tzinfo=UTC).timestamp()))


def _done(*words: str) -> None:
    code, out, err = run(*words)
    assert code == 0, (words, out, err)
