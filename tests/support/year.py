"""A plan and its year on the command line: a clock to set, edits, and what was published."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.command_folders import apply_commands

LATER = 'second Thursday, at: "08:00"', 'second Thursday, at: "10:00"'


PLAN = """\
statplan: 1
lineage: 6f1c2b1e-0000-4000-8000-000000000001
created: 2026-12-01
program:
  name: TestStat
  timezone: America/Chicago
leadership:
  attends: every
  principal: [mayor]
participants:
  people:
    - {id: mayor, office: Mayor, name: Jo "Secret" Smith, email: jo.secret@city.example}
    - {id: law, office: City Attorney, email: law.secret@city.example}
    - {id: clerk, office: Clerk, email: clerk@city.example}
  departments:
    - {id: works, name: Public Works, head: law}
frequency:
  first_day: 2027-01-01
  months: 4
  place: {room: Secret Room 7, address: 1 Main Street, link: "https://secret.example/join"}
  calendars: {organizer: clerk}
  preparation: {data_due: 5, memo_hours: 48, follow_up_days: 2, responses_due: 3}
  series:
    - {id: blight, every: month, on: second Thursday, at: "08:00", required: [law]}
    - {id: works, every: month, on: third Tuesday, at: "15:00", department: works}
publicity:
  access: closed
  publishes: [schedule]
"""


Clock = Callable[[str], None]


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    from datetime import datetime

    def to(moment: str) -> None:
        stamp = datetime.fromisoformat(f"{moment}+00:00").timestamp()
        monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(stamp)))

    to("2026-12-10T12:00")
    return to


@pytest.fixture
def plan(tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Path:
    del clock
    (tmp_path / "statplan.yaml").write_text(PLAN, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def published(plan: Path) -> Path:
    apply_commands(plan, "publish")
    return plan


def rows(folder: Path) -> dict[tuple[str, str], dict[str, object]]:
    ledger = json.loads((folder / "statplan.ledger.json").read_text(encoding="utf-8"))
    return {(each["meeting"], each["role"]): each for each in ledger["issued"]}


def latest(folder: Path) -> Path:
    return max(each for each in (folder / "calendars").iterdir() if each.name[:2] == "20")


def edit(folder: Path, old: str, new: str) -> None:
    path = folder / "statplan.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
