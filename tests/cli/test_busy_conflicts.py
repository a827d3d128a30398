"""`check --busy` and `show --people`: who is busy when a meeting or its back-up stands."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from statplan.cli.app import app

PLAN = """\
statplan: 1
lineage: 6f1c2b1e-0000-4000-8000-000000000001
created: 2026-11-01
program: {name: TestStat, timezone: America/Chicago}
participants:
  people:
    - {id: mayor, office: Mayor}
    - {id: budget, office: Budget Director, email: budget@example.gov}
    - {id: parks, office: Parks Director}
  panel: [mayor, budget]
frequency:
  first_day: 2027-01-01
  place: {room: Room 10}
  series:
    - {id: stat, name: Stat, every: month, on: second Thursday, at: "08:00", optional: [parks]}
"""


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A plan and an empty folder for calendars, as the working folder, outside of CI."""
    for name in ("GITHUB_STEP_SUMMARY", "GITHUB_WORKSPACE"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "statplan.yaml").write_text(PLAN, encoding="utf-8")
    (tmp_path / "cal").mkdir()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def table(here: Path, *rows: str) -> None:
    (here / "cal" / "table.csv").write_text("\n".join(("who,start,end,kind", *rows)), "utf-8")


def run(*words: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, list(words), env={"COLUMNS": "80"})
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.stdout, result.stderr


def findings(*words: str) -> list[tuple[str, str]]:
    data = json.loads(run("check", "--busy", "cal", "-f", "json", "--select", "SP02", *words)[1])
    return [(each["code"], each["fact"]) for each in data["findings"]]


def test_who_is_busy_is_told_meeting_by_meeting_back_ups_too(here: Path) -> None:
    table(
        here,
        "budget,2027-03-11 09:00,2027-03-11 10:00,",
        "mayor,2027-03-11 07:00,2027-03-11 08:30,",
        "room 10,2027-02-12,,busy",
        "parks,2027-04-08 08:00,2027-04-08 09:00,",
        "budget,2027-05-13 08:00,2027-05-13 08:30,tentative",
        "budget,2027-06-10 09:30,2027-06-10 10:30,",
        "budget,2027-06-10 07:00,2027-06-10 08:00,",
    )
    assert findings() == [
        (
            "SP020",
            (
                "stat/2027-03 on Thu Mar 11, 2027, 08:00-09:30: Mayor is busy 07:00-08:30; "
                "Budget Director is busy 09:00-10:00."
            ),
        ),
        (
            "SP021",
            "back-up of stat/2027-02 on Fri Feb 12, 2027, 08:00-09:30: Room 10 is busy all day.",
        ),
        (
            "SP022",
            (
                "stat/2027-04 on Thu Apr 8, 2027, 08:00-09:30: "
                "Parks Director is busy 08:00-09:00 (optional)."
            ),
        ),
        (
            "SP022",
            (
                "stat/2027-05 on Thu May 13, 2027, 08:00-09:30: "
                "Budget Director is busy 08:00-08:30 (movable)."
            ),
        ),
    ]


def test_a_meeting_that_was_bumped_is_looked_at_where_it_stands_now(here: Path) -> None:
    table(here, "budget,2027-03-11,,")
    assert [code for code, _ in findings()] == ["SP020"]
    assert run("bump", "stat/2027-03")[0] == 0
    assert findings() == []
    table(here, "budget,2027-03-12,,")
    assert [code for code, _ in findings()] == ["SP020"]


@pytest.mark.parametrize(
    ("row", "flags", "code"),
    [
        ("budget,2027-03-10,,", (), 0),
        ("budget,2027-03-11,,", (), 1),
        ("budget,2027-03-11,,", ("--exit-zero",), 0),
        ("budget,2027-03-12,,", (), 0),
        ("budget,2027-03-12,,", ("--strict",), 1),
        ("budget,2027-03-11,,tentative", ("--strict",), 0),
        ("budget,2027-03-11,,tentative", ("--fail-level", "note"), 1),
        ("budget,2027-03-11,,", ("--ignore", "SP020"), 0),
    ],
)
def test_a_conflict_fails_the_check_as_any_finding_does(
    here: Path, row: str, flags: tuple[str, ...], code: int
) -> None:
    table(here, row)
    assert run("check", "--busy", "cal", "--select", "SP02", *flags)[0] == code


def test_the_report_says_what_was_read_by_which_policy_and_who_is_taken_to_be_free(
    here: Path,
) -> None:
    table(here, "budget,2027-03-11,,", "zoo,2027-03-11,,", "room 10,2027-03-10,,")
    (here / "cal" / "policy.csv").write_text("who,all day\nbudget,ignore\n", "utf-8")
    code, shown, _ = run("check", "--busy", "cal", "--select", "SP02")
    words = " ".join(shown.split())
    assert code == 0
    assert "cal/table.csv:3: no person or room of the plan is called like this" in words
    assert "Busy calendars: 1 of people, 1 of rooms." in words
    assert "Taken to be free, for want of a calendar: Mayor." in words
    busy = "busy block, tentative prefer not, away block"
    assert f"Policy for Budget Director: {busy}, all day ignore." in words
    assert f"Policy for Room 10: {busy}, all day block." in words
    assert max(map(len, shown.splitlines())) <= 80


def test_without_the_flag_nothing_of_it_is_said(here: Path) -> None:
    table(here, "budget,2027-03-11,,")
    assert "SP02" not in run("check")[1].replace("SP002", "")


def test_a_folder_that_is_not_there_is_a_wrong_flag(here: Path) -> None:
    code, shown, said = run("check", "--busy", "gone")
    assert (code, shown) == (2, "")
    assert "gone is no folder." in said
    assert run("show", "--people", "--busy", str(here / "gone"))[0] == 2


def rows(shown: str, label: str) -> list[str]:
    return [line[len(label) :].strip() for line in shown.splitlines() if line.startswith(label)]


def test_the_week_of_everybody_is_drawn_in_letters_within_eighty_columns(here: Path) -> None:
    weeks = [f"2027-{month:02}-{day:02}" for month in range(1, 13) for day in range(1, 29)]
    table(here, *(f"budget,{day} 08:00,{day} 09:00," for day in weeks),
          *(f"room 10,{day} 12:00,{day} 12:30,tentative" for day in weeks))  # fmt: skip
    code, shown, _ = run("show", "--people", "--busy", "cal")
    assert code == 0
    assert max(map(len, shown.splitlines())) <= 80
    budget = " ".join(rows(shown, "Budget Director")).split()
    assert budget == ["##................"] * 5
    assert " ".join(rows(shown, "Room 10")).split() == ["........+........."] * 5
    assert "---..............." in rows(shown, "Stat meetings")[1].split()
    assert "No calendar: Mayor" in shown


def test_without_calendars_the_week_shows_the_meetings_themselves(here: Path) -> None:
    code, shown, _ = run("show", "--people", "--width", "60")
    assert code == 0
    assert max(map(len, shown.splitlines())) <= 60
    thursdays = [row for row in rows(shown, "Budget Director") if "-" in row]
    assert thursdays
    assert (here / "cal").is_dir()


def test_a_meeting_on_a_holiday_on_which_the_program_meets_is_drawn(here: Path) -> None:
    by_rule = 'every: month, on: second Thursday, at: "08:00", optional: [parks]}'
    on_holiday = (
        'dates: [2027-02-15], at: "08:00"}\n'
        "  backup: {keep: no}\n"
        "  holidays: {listed: {2027-02-15: Presidents' Day}}\n"
        "  closed_day: {holiday: meets anyway}"
    )
    plan = PLAN.replace(by_rule, on_holiday).replace("2027-01-01", "2027-02-01\n  months: 1")
    (here / "statplan.yaml").write_text(plan, encoding="utf-8")
    code, shown, _ = run("show", "--people", "--width", "60")
    assert code == 0
    assert [row for row in rows(shown, "Budget Director") if row.startswith("-")]
