"""Commands where a calendar cannot be read: they say whose, and take nobody as free unasked."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from statplan.cli.app import app
from statplan.cli.slots.interview_offer import offer_slots
from tests.support.person import Script

PLAN = """\
statplan: 1
lineage: 6f1c2b1e-0000-4000-8000-000000000001
created: 2026-11-01
program: {name: TestStat, timezone: America/Chicago}
participants:
  people:
    - {id: mayor, office: Mayor}
    - {id: budget, office: Budget Director}
    - {id: parks, office: Parks Director}
    - {id: law, office: City Attorney}
  panel: [mayor, budget]
frequency:
  first_day: 2027-01-01
  place: {room: Room 10}
  series:
    - {id: stat, name: Stat, every: month, on: second Thursday, at: "08:00"}
    - {id: open, name: Open, every: month, optional: [parks]}
"""
PAGE = "<!DOCTYPE html>\n<html>Sign in</html>\n"
BUSY = (
    "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nDTSTART:20270311T080000\nDTEND:20270311T090000\n"
    "END:VEVENT\nEND:VCALENDAR\n"
)
EMPTY = "BEGIN:VCALENDAR\nEND:VCALENDAR\n"
# What is said of how good an answer is, which nobody can know of people who may be busy.
PRAISE = ("Every place was tried", "No answer c", "none is better", "Nothing better", "above the")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A plan with calendars beside it, of which that of the mayor is a page to sign in."""
    for name in ("GITHUB_STEP_SUMMARY", "GITHUB_WORKSPACE"):
        monkeypatch.delenv(name, raising=False)
    (tmp_path / "statplan.yaml").write_text(PLAN, encoding="utf-8")
    (tmp_path / "busy").mkdir()
    for name, text in (("mayor", PAGE), ("budget", BUSY), ("room 10", EMPTY)):
        save(tmp_path, name, text)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def save(here: Path, name: str, text: str) -> None:
    (here / "busy" / f"{name}.ics").write_text(text, encoding="utf-8")


def run(*words: str) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, list(words), env={"COLUMNS": "80"})
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, " ".join(result.stdout.split()), " ".join(result.stderr.split())


def found(*words: str) -> dict[str, Any]:
    code, out, err = run("slots", "--format", "json", *words)
    assert (code, err) == (0, "")
    data: dict[str, Any] = json.loads(out)
    return data


@pytest.mark.parametrize("flags", [(), ("--apply", "1"), ("-f", "json"), ("--all", "--prove")])
def test_slots_refuses_and_names_the_file_and_the_flag(here: Path, flags: tuple[str, ...]) -> None:
    before = (here / "statplan.yaml").read_bytes()
    code, out, err = run("slots", *flags)
    assert (code, out) == (2, "")
    assert "busy/mayor.ics: Mayor: this is a web page" in err
    assert "the meetings need Mayor, whose calendar is not known." in err
    assert "--take-as-free mayor`" in err
    assert (here / "statplan.yaml").read_bytes() == before


def test_everybody_behind_a_login_page_is_refused_and_counted_by_nobody(here: Path) -> None:
    for name in ("mayor", "budget", "room 10"):
        save(here, name, PAGE)
    assert run("slots")[0] == 2
    names = ("mayor", "Budget Director", "room 10")
    flags = [word for name in names for word in ("--take-as-free", name)]
    code, out, _ = run("slots", *flags)
    assert code == 0
    assert "Busy calendars: 0 of people, 0 of rooms." in out


def test_by_word_somebody_is_free_and_every_answer_says_so(here: Path) -> None:
    code, out, _ = run("slots", "--take-as-free", "mayor")
    assert code == 0
    assert "Busy calendars: 1 of people, 1 of rooms." in out
    assert "Taken as free, as you asked: Mayor (mayor.ics)." in out
    assert "Known, but the calendar holds no entries in the plan's year: Room 10." in out
    assert "How good this is cannot be said: Mayor may be busy at any of these times" in out
    assert "`statplan slots --apply N --take-as-free mayor` writes" in out
    assert not any(words in out for words in PRAISE)
    data = found("--take-as-free", "mayor")
    assert data["taken_as_free"] == ["Mayor"]
    assert data["taken_to_be_free"] == []
    assert {each["bound"] for each in data["answers"]} == {None}
    assert {each["gap_percent"] for each in data["answers"]} == {None}
    assert data["unknown"] == [
        {
            "of": "Mayor",
            "file": "mayor.ics",
            "fact": "this is a web page, probably a page to sign in, not a calendar.",
            "remedy": "Sign in, and save the calendar again.",
            "partly_read": False,
        }
    ]
    code, _, err = run("slots", "--take-as-free", "mayor", "--apply", "1")
    assert code == 0
    assert err.startswith("Taken as free, as you asked: Mayor (mayor.ics).")
    assert b"on: " in (here / "statplan.yaml").read_bytes()


@pytest.mark.parametrize("flags", [("--all", "--budget", "10"), ("--all", "--prove")])
def test_nothing_is_proved_of_people_who_may_be_busy(here: Path, flags: tuple[str, ...]) -> None:
    out = run("slots", *flags, "--take-as-free", "mayor")[1]
    assert "How good this is cannot be said" in out
    assert not any(words in out for words in PRAISE)
    save(here, "mayor", BUSY)
    out = run("slots", *flags)[1]
    assert any(words in out for words in PRAISE)


def test_what_was_read_of_somebody_who_is_taken_as_free_counts(here: Path) -> None:
    save(here, "mayor", BUSY.removesuffix("END:VCALENDAR\n").replace("0311", "1111"))
    code, out, _ = run("slots", "--take-as-free", "mayor")
    assert code == 0
    assert "Taken as free, as you asked: Mayor (mayor.ics, partly read)." in out
    assert run("check", "--busy", "busy")[0] == 1


def test_an_optional_attendee_who_is_not_known_is_named_and_nothing_is_proved(here: Path) -> None:
    save(here, "mayor", BUSY)
    save(here, "parks", PAGE)
    code, out, _ = run("slots")
    assert code == 0
    assert "Not known, so neither free nor busy: Parks Director (parks.ics)." in out
    assert not any(words in out for words in PRAISE)


def test_somebody_who_is_not_needed_is_named_and_no_more(here: Path) -> None:
    save(here, "mayor", BUSY)
    save(here, "law", PAGE)
    code, out, _ = run("slots")
    assert code == 0
    assert "Not known, so neither free nor busy: City Attorney (law.ics)." in out
    assert "Every place was tried" in out


@pytest.mark.parametrize(
    ("name", "fact", "remedy"),
    [
        ("mayr", "no person or room of the plan is called like this.", "Did you mean mayor?"),
        ("xyz", "no person or room of the plan is called like this.", "Not known: mayor."),
        ("budget", "the calendar of Budget Director is known.", "Not known: mayor."),
        ("Room 10", "the calendar of Room 10 is known.", "Not known: mayor."),
    ],
)
@pytest.mark.usefixtures("here")
def test_a_name_that_cannot_be_meant_is_refused(name: str, fact: str, remedy: str) -> None:
    code, out, err = run("slots", "--take-as-free", name)
    assert (code, out) == (2, "")
    assert err == f"statplan: --take-as-free {name}: {fact} {remedy}"


def test_whoever_has_no_file_is_taken_to_be_free_as_before(here: Path) -> None:
    (here / "busy" / "mayor.ics").unlink()
    for flags in ((), ("--take-as-free", "mayor")):
        code, out, _ = run("slots", *flags)
        assert code == 0
        assert "Taken to be free, for want of a calendar: Mayor." in out
        assert "Every place was tried" in out
    assert "Leave the flag out" in run("slots", "--take-as-free", "budget")[2]


def test_where_the_only_file_is_nobodys_and_cannot_be_read_all_who_are_needed_are_named(
    here: Path,
) -> None:
    (here / "busy" / "mayor.ics").rename(here / "busy" / "export.ics")
    code, _, err = run("slots")
    assert code == 2
    assert "busy/export.ics: Mayor: this is a web page" in err
    assert "It may be the calendar of anybody who has no other here." in err


@pytest.mark.usefixtures("here")
def test_check_says_who_is_not_known_and_does_not_take_them_to_be_free() -> None:
    code, out, _ = run("check", "--busy", "busy", "--select", "SP02")
    assert code == 1  # the budget director is busy
    assert "SP023" in out
    assert "busy/mayor.ics: this is a web page" in out
    assert "Not known, so neither free nor busy: Mayor (mayor.ics)." in out
    assert "Busy calendars: 1 of people, 1 of rooms." in out
    assert "Taken to be free" not in out
    year = json.loads(run("check", "--busy", "busy", "-f", "json")[1])["year"]
    assert "Not known, so neither free nor busy: Mayor (mayor.ics)." in year


def test_the_row_of_somebody_who_is_not_known_is_marked(here: Path) -> None:
    result = CliRunner().invoke(app, ["show", "--people", "--busy", "busy"], env={"COLUMNS": "80"})
    lines = result.stdout.splitlines()
    mayor = [line.removeprefix("Mayor").strip() for line in lines if line.startswith("Mayor")]
    assert set(mayor) == {"not known"}
    assert any(line.startswith("not known, ?: ") for line in lines)
    assert "No calendar" not in result.stdout
    assert max(map(len, lines)) <= 80
    weekly = BUSY.replace("END:VEVENT", "RRULE:FREQ=WEEKLY\nEND:VEVENT")
    save(here, "mayor", weekly.removesuffix("END:VCALENDAR\n"))
    shown = CliRunner().invoke(app, ["show", "--people", "--busy", "busy"]).stdout
    assert "##????????????????" in shown
    save(here, "mayor", weekly)
    shown = CliRunner().invoke(app, ["show", "--people", "--busy", "busy"]).stdout
    assert "##................" in shown
    assert "not known" not in shown


def test_the_interview_names_the_file_and_goes_on(here: Path) -> None:
    person = Script({"slots": "yes"})
    offer_slots(here, person)
    said = " ".join(person.said)
    assert "busy/mayor.ics: Mayor: this is a web page" in said
    assert "--take-as-free mayor" in said


def test_copies_are_said_to_count_or_not(here: Path) -> None:
    for name in ("mayor (1)", "mayor-DESKTOP-AB12"):
        save(here, name, BUSY)
    (here / "busy" / "mayor.ics").unlink()
    out = run("slots")[1]
    assert (
        "Not used: busy/mayor (1).ics: this is a copy of mayor-DESKTOP-AB12.ics, which counts; "
        "the copy does not. Both have the same contents."
    ) in out
    assert "Read from a copy, because there is no original: Mayor (mayor-DESKTOP-AB12.ics)." in out


def test_a_copy_of_the_policy_is_no_calendar(here: Path) -> None:
    save(here, "mayor", BUSY)
    (here / "busy" / "policy (1).csv").write_text("who,busy\nmayor,ignore\n", encoding="utf-8")
    out = run("slots")[1]
    assert "Not used: busy/policy (1).csv: this is a copy of policy.csv, and is not used." in out
