"""`statplan next-year` on the command line: what it shows, asks, writes, and leaves alone."""

from pathlib import Path

import pytest

from statplan import screen
from tests.support.commands import run, snapshot
from tests.support.year import Clock, clock

__all__ = ["clock"]

PLAN = """\
# The plan of our office. Ask the clerk before you change it.
statplan: 1
lineage: 6f1c2b1e-0000-4000-8000-000000000001
created: 2026-12-01
program: {name: TestStat, timezone: America/Chicago}
participants:
  departments:
    - {id: works, name: Public Works}
    - {id: health, name: Health}
    - {id: police, name: Police}

frequency:
  first_day: 2027-01-01  # a calendar year
  # Only our own holidays.
  holidays:
    country: US
    listed:
      2026-12-25: Christmas Day  # a Friday
      2027-05-31: Memorial Day
      2027-06-15: Founders Day
  closures:
    # The council is away.
    - day: 2027-07-01
      until: 2027-07-31
      why: Council recess
    - {day: 2027-12-07, why: Training}
    - day: 2028-01-04  # before anybody is back
      why: Inventory
  series:
    # The big one.
    - id: stat
      every: 2 weeks
      on: Wednesday   # never Thursday
      at: 08:00
      rotate: departments
      called_off: [{day: 2027-03-03, why: Budget}]
      exceptions:
        - {meeting: stat/2027-W19, day: 2027-05-13}
    - {id: board, every: month, on: first Monday, at: "10:00", number_from: 5}
  release: {by: 2027-12-01, owner: null}

# Thank you.
"""
ROLLED = """\
# The plan of our office. Ask the clerk before you change it.
statplan: 1
lineage: 6f1c2b1e-0000-4000-8000-000000000001
created: 2026-12-01
program: {name: TestStat, timezone: America/Chicago}
participants:
  departments:
    - {id: works, name: Public Works}
    - {id: health, name: Health}
    - {id: police, name: Police}

frequency:
  first_day: 2028-01-01  # a calendar year
  # Only our own holidays.
  holidays:
    country: US
    listed:
      2027-05-31: Memorial Day
      2027-06-15: Founders Day
      2028-05-29: Memorial Day
      2028-12-25: Christmas Day
  closures:
    # The council is away.
    - day: 2028-01-04  # before anybody is back
      why: Inventory
  series:
    # The big one.
    - id: stat
      every: 2 weeks
      on: Wednesday   # never Thursday
      at: 08:00
      rotate: departments
      starts: 2027-01-01
      first_turn: police
    - {id: board, every: month, on: first Monday, at: 10:00, number_from: 16}
  release: {by: 2028-12-01, owner: null}

# Thank you.
"""
DECEMBER = "2027-12-10T18:00"


@pytest.fixture
def path(tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Path:
    clock(DECEMBER)
    monkeypatch.chdir(tmp_path)
    path = tmp_path / "statplan.yaml"
    path.write_text(PLAN, encoding="utf-8")
    return path


def sit_down(monkeypatch: pytest.MonkeyPatch, *replies: bool) -> list[str]:
    """Let a person answer at a terminal; return the questions, as they come."""
    asked: list[str] = []
    left = list(replies)

    def answer(question: str) -> bool:
        asked.append(question)
        return left.pop(0)

    monkeypatch.setattr(screen, "has_terminal", lambda: True)
    monkeypatch.setattr(screen, "ask_yes_no", answer)
    return asked


def test_the_next_year_is_written_and_every_other_line_stays(path: Path) -> None:
    code, _, err = run("next-year", "--yes")
    assert code == 0, err
    assert path.read_text(encoding="utf-8") == ROLLED
    assert f"wrote  {path}" in err
    assert run("check")[0] == 0


def test_twice_changes_nothing(path: Path) -> None:
    run("next-year", "--yes")
    for words in ((), ("--yes",), ("--year", "2028"), ("--dry-run",)):
        code, out, err = run("next-year", *words)
        assert (code, out) == (0, ""), err
        assert err == (
            "The year that begins on Saturday, January 1, 2028 is in the plan already.\n"
            "Nothing was changed.\n"
        )
    assert path.read_text(encoding="utf-8") == ROLLED


def test_each_line_is_shown_with_its_reason(path: Path) -> None:
    _, out, err = run("next-year", "--dry-run")
    assert path.read_text(encoding="utf-8") == PLAN
    assert err.endswith("Nothing was written: this was a dry run.\n")
    assert out.startswith(
        "The next year begins on Saturday, January 1, 2028 and ends on Sunday, December 31, 2028. "
        "These lines of the plan change:\n\n"
        "The old year ends on Friday, December 31, 2027.\n"
        "  -   first_day: 2027-01-01  # a calendar year\n"
        "  +   first_day: 2028-01-01  # a calendar year\n\n"
        "Meetings go on every 2 weeks, counted from the same day as before.\n"
        "  +       starts: 2027-01-01\n"
    )
    assert (
        "The last turn of the old year is that of Health. Police is next.\n"
        "  +       first_turn: police\n"
    ) in out
    assert (
        "It is over before the next year begins.\n"
        "  -     - day: 2027-07-01\n"
        "  -       until: 2027-07-31\n"
        "  -       why: Council recess\n"
    ) in out
    assert out.endswith(
        "Still to decide for the next year:\n"
        "  The holidays library has no date in 2028 for Founders Day (Tuesday, June 15, 2027). Add "
        "each date on which the offices are closed under frequency.holidays.listed.\n\n"
    )


def test_a_program_is_told_how_to_carry_closures_over(path: Path) -> None:
    _, _, err = run("next-year", "--dry-run")
    assert (
        "2 closures end before the next year begins: Council recess (Thu Jul 1, 2027 to "
        "Sat Jul 31, 2027) and Training (Tue Dec 7, 2027).\n"
        "To close the same dates one year later, add --carry closures.\n"
    ) in err
    assert run("next-year", "--yes", "--carry", "closures")[0] == 0
    text = path.read_text(encoding="utf-8")
    assert text.count("Council recess") == text.count("day: 2028-07-01") == 1
    assert "until: 2028-07-31" in text
    assert "day: 2028-12-07" in text


def test_a_person_is_asked_for_closures_and_before_anything_is_written(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = sit_down(monkeypatch, True, False)
    code, _, err = run("next-year")
    assert code == 4
    assert "you did not confirm it, so nothing was written." in err
    assert path.read_text(encoding="utf-8") == PLAN
    sit_down(monkeypatch, False, True)
    assert run("next-year")[0] == 0
    assert path.read_text(encoding="utf-8") == ROLLED
    assert asked == ["Close the same dates one year later?", f"Write this into {path}?"]
    assert "--carry" not in err


def test_without_a_person_it_is_shown_and_refused(path: Path) -> None:
    before = snapshot(path.parent)
    code, out, err = run("next-year")
    assert code == 4
    assert "first_turn: police" in out
    assert "To write it, add --yes: `statplan next-year --yes`." in err
    assert snapshot(path.parent) == before


def test_a_closure_of_the_rest_of_the_year_goes_where_no_plan_may_have_it(path: Path) -> None:
    path.write_text(PLAN.replace("2027-12-07", "2027-12-20"), encoding="utf-8")
    assert run("next-year", "--yes")[0] == 0
    assert path.read_text(encoding="utf-8") == ROLLED


def test_a_closure_of_the_rest_of_a_published_year_stays(path: Path) -> None:
    path.write_text(PLAN.replace("2027-12-07", "2027-12-20"), encoding="utf-8")
    assert run("publish", "--yes")[0] == 0
    assert run("next-year", "--yes")[0] == 0
    assert "- {day: 2027-12-20, why: Training}" in path.read_text(encoding="utf-8")


def test_windows_line_ends_stay(path: Path) -> None:
    path.write_bytes(PLAN.replace("\n", "\r\n").encode())
    assert run("next-year", "--yes")[0] == 0
    assert path.read_bytes() == ROLLED.replace("\n", "\r\n").encode()


def test_a_plan_that_would_have_problems_is_left_alone(path: Path) -> None:
    path.write_text(PLAN.replace("number_from: 5", "number_from: 99995"), encoding="utf-8")
    before = snapshot(path.parent)
    code, _, err = run("next-year", "--yes")
    assert code == 1
    assert "frequency.series[1].number_from: 100006 is too much." in err
    assert snapshot(path.parent) == before


@pytest.mark.slow
def test_the_next_step_is_the_look_at_what_calendars_will_show(path: Path) -> None:
    assert run("next-year", "--yes")[2].endswith("Next: `statplan show` shows the next year.\n")
    path.write_text(PLAN, encoding="utf-8")
    assert run("publish", "--yes")[0] == 0
    err = run("next-year", "--yes")[2]
    assert err.endswith("Next: `statplan diff` shows what calendars will be told.\n")


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("-000000000001", "-000000000002", "is the ledger of another plan"),
        ('"serial": ', '"serial": 1', "its digest does not fit what it says"),
    ],
)
def test_beside_a_ledger_that_is_not_its_own_nothing_is_written(
    path: Path, old: str, new: str, said: str
) -> None:
    assert run("publish", "--yes")[0] == 0
    ledger = path.parent / "statplan.ledger.json"
    ledger.write_text(ledger.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    before = snapshot(path.parent)
    for words in ((), ("--yes",), ("--dry-run",)):
        code, out, err = run("next-year", *words)
        assert (code, out) == (4, "")
        assert said in err
    assert snapshot(path.parent) == before


def test_a_plan_whose_ledger_is_lost_is_left_alone(path: Path) -> None:
    assert run("publish", "--yes")[0] == 0
    (path.parent / "statplan.ledger.json").unlink()
    code, _, err = run("next-year", "--yes")
    assert code == 4
    assert "statplan.ledger.json is lost" in err
    assert path.read_text(encoding="utf-8") == PLAN


def test_a_meeting_of_december_that_is_in_the_way_can_be_moved_out_of_it(path: Path) -> None:
    path.write_text(PLAN.replace('at: "10:00"', 'at: "10:00", room: A'), encoding="utf-8")
    text = path.read_text(encoding="utf-8").replace("rotate: departments", "room: A", 1)
    path.write_text(text, encoding="utf-8")
    assert run("publish", "--yes")[0] == 0
    assert run("move", "stat/2027-W51", "--to", "2028-01-03", "--at", "10:00")[0] == 0
    code, _, err = run("next-year", "--yes")
    assert code == 1
    words = " ".join(err.split())
    assert "stat/2027-W51" in words
    assert "both need the room" in words
    assert "move the meeting of the old year" in words
    assert run("move", "stat/2027-W51", "--to", "2027-12-23")[0] == 0
    assert run("next-year", "--yes")[0] == 0
