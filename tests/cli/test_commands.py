"""The commands: what goes to which stream, with which exit code, and what is on disk afterwards."""

import json
import re
import sys
from functools import cache
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from typer import testing
from typer.main import get_group

from statplan import __version__, systems
from statplan.calendars import WRITERS as CALENDARS
from statplan.cli.app import app
from statplan.cli.calendar import write_calendar
from statplan.cli.command_groups import (
    MEETING_COMMANDS,
    OTHER_COMMANDS,
    PAPER_COMMANDS,
    PLAN_COMMANDS,
    YEAR_COMMANDS,
)
from statplan.cli.delivery import Delivery
from statplan.documents import WRITERS as DOCUMENTS
from statplan.errors import StatplanError
from statplan.plan import loader
from statplan.plan.paths import get_answer
from tests.support.commands import IDENTITY, PLAN, ZONE, run, settings, snapshot
from tests.support.sampling import sample

STAT = "frequency.series[stat]"

# Typer puts the whole command line together for each run, which takes as long as a short command.
# Every test has it put together once.
testing._get_command = cache(testing._get_command)  # type: ignore[attr-defined] # noqa: SLF001


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    (tmp_path / "statplan.yaml").write_text(PLAN, encoding="utf-8")
    return tmp_path


def test_the_version_is_on_stdout() -> None:
    assert run("--version") == (0, f"statplan {__version__}\n", "")


def test_help_names_every_command() -> None:
    code, out, _ = run("--help")
    assert code == 0
    for command in (
        "init",
        "check",
        "show",
        "charter",
        "calendar",
        "build",
        "schema",
        "systems",
        "explain",
    ):
        assert f"\n  {command} " in out


def test_no_input_names_every_missing_answer_at_once(tmp_path: Path) -> None:
    code, out, err = run("init", tmp_path / "new", "--no-input", stdin="never read\n")
    assert code == 1
    assert out == ""
    for path in ("program.name", "program.organization", "program.timezone", "frequency.series"):
        assert f"{path}: missing:" in err
        assert f"--set {path}=" in err
    assert "frequency.first_day" not in err
    assert "4 missing; nothing was written." in err
    assert not (tmp_path / "new").exists()


def test_no_input_names_wrong_and_missing_answers_together(tmp_path: Path) -> None:
    code, _, err = run(
        "init", tmp_path, "--no-input", "--like", "chattadata", *settings("leadership.tone=angry")
    )
    assert code == 1
    assert "flag: leadership.tone: 'angry' is not one of the choices." in err
    assert "frequency.series[0].on: missing" in err
    assert "frequency.series[0].at: missing" in err
    assert "1 wrong, 5 missing" in err
    assert snapshot(tmp_path) == {}


def test_what_is_wrong_in_an_answers_file_has_its_line(tmp_path: Path) -> None:
    answers = tmp_path / "answers.yaml"
    answers.write_text("leadership:\n  tone: angry\n", encoding="utf-8")
    code, _, err = run("init", tmp_path / "new", "--no-input", "--answers", answers)
    assert code == 1
    assert f"{answers}:2:9: leadership.tone: 'angry' is not one of the choices." in err


@pytest.mark.slow
@pytest.mark.parametrize("key", sample(systems.KEYS, 2))
def test_every_system_can_be_begun_with_checked_and_built(key: str, tmp_path: Path) -> None:
    series = {
        "new-orleans": (),
        "statestat": (
            f"{STAT}.on=Monday and Wednesday",
            f"{STAT}.at=09:00",
            "frequency.series[series-2].on=Friday",
            "frequency.series[series-2].at=13:00",
            "focus.subjects=[{id: jobs, name: Jobs}]",
        ),
        "louiestat": (f"{STAT}.on=Monday", f"{STAT}.at=09:00"),
        "seastat": (f"{STAT}.at=10:00",),
        "citistat": (f"{STAT}.on=Monday", f"{STAT}.at=09:00"),
        "c-stat": (),
        "somerstat": (f"{STAT}.on=Monday", f"{STAT}.at=09:00"),
        "gmap": (f"{STAT}.on=Monday", f"{STAT}.at=09:00"),
    }.get(key, (f"{STAT}.on=first Tuesday", f"{STAT}.at=09:00"))
    departments = "participants.departments=[{id: works, name: Works}, {id: fire, name: Fire}]"
    given = settings(*IDENTITY, ZONE, departments, *series)
    assert run("init", tmp_path, "--like", key, "--no-input", "--year", 2027, *given)[0] == 0
    code, out, _ = run("check", tmp_path)
    assert (code, "statplan.yaml: reviewed." in out) == (0, True)
    assert run("build", tmp_path, "-o", tmp_path / "out")[0] == 0
    first = snapshot(tmp_path)
    assert len(first) == 2 + len(DOCUMENTS) + len(CALENDARS)
    code, _, err = run("build", tmp_path, "-o", tmp_path / "out")
    assert code == 0
    assert snapshot(tmp_path) == first
    assert "wrote" not in err


def test_like_copies_the_structure_and_not_the_identity(tmp_path: Path) -> None:
    given = settings(*IDENTITY, ZONE, "frequency.holidays.country=US")
    assert run("init", tmp_path, "--like", "new-orleans", "--no-input", *given)[0] == 0
    text = (tmp_path / "statplan.yaml").read_text(encoding="utf-8")
    data = loader.parse_plan(text).answers
    assert [each.get("on") for each in get_answer(data, "frequency.series")] == [
        "first Thursday", "second Thursday", "third Thursday", "fourth Thursday", None,
    ]  # fmt: skip
    assert get_answer(data, "publicity.access") == "open with questions"
    assert get_answer(data, "frequency.minutes") == 120
    answers = "\n".join(line for line in text.splitlines() if not line.lstrip().startswith("#"))
    for word in (
        "New Orleans",
        "STAT",
        "BlightSTAT",
        "Perdido",
        "Homeland",
        "Sanitation",
        "2012",
        "2014",
    ):
        assert word not in answers.replace("TestStat", "")


def test_a_flag_is_stronger_than_the_file_and_the_file_than_the_system(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_text(
        json.dumps({"program": {"name": "FromFile"}, "frequency": {"minutes": 60}}),
        encoding="utf-8",
    )
    given = settings("program.name=FromFlag", "program.organization=City of Example", ZONE)
    code, _, err = run(
        "init",
        tmp_path,
        "--like",
        "new-orleans",
        "--answers",
        tmp_path / "a.json",
        "--no-input",
        *given,
    )
    assert code == 0, err
    data = loader.parse_plan((tmp_path / "statplan.yaml").read_text(encoding="utf-8")).answers
    assert (get_answer(data, "program.name"), get_answer(data, "frequency.minutes")) == (
        "FromFlag",
        60,
    )
    assert get_answer(data, "publicity.access") == "open with questions"


def test_a_year_moves_a_fiscal_year_to_it(tmp_path: Path) -> None:
    given = settings(*IDENTITY, ZONE, "frequency.first_day=2020-07-01")
    run("init", tmp_path, "--like", "new-orleans", "--no-input", "--year", 2031, *given)
    data = loader.parse_plan((tmp_path / "statplan.yaml").read_text(encoding="utf-8")).answers
    assert get_answer(data, "frequency.first_day") == "2031-07-01"


def test_holidays_are_written_into_the_plan_with_their_names(tmp_path: Path) -> None:
    given = settings(
        *IDENTITY, ZONE, "frequency.holidays.country=US", "frequency.holidays.subdivision=MO"
    )
    run("init", tmp_path, "--like", "new-orleans", "--no-input", "--year", 2027, *given)
    data = loader.parse_plan((tmp_path / "statplan.yaml").read_text(encoding="utf-8")).answers
    listed = data["frequency"]["holidays"]["listed"]
    assert listed["2027-07-05"] == "Independence Day (observed)"
    assert listed["2028-01-01"]


def test_init_never_overwrites_a_plan(plan: Path) -> None:
    before = snapshot(plan)
    code, _, err = run("init", plan, "--no-input", "--like", "kcstat")
    assert code == 4
    assert "is there already" in err
    assert snapshot(plan) == before


def test_init_without_a_terminal_says_so_and_names_the_flags(tmp_path: Path) -> None:
    code, _, err = run("init", tmp_path, stdin="")
    assert code == 2
    assert "no terminal" in err
    assert "--no-input" in err


@pytest.mark.parametrize(
    ("setting", "words"),
    [
        ("leadership.tonne=x", "Did you mean leadership.tone?"),
        ("leadership.tone", "has no '='"),
        ("frequency.series[9].on=x", "the list has 5 items"),
        ("frequency.series[blihgt].on=x", "there is no 'blihgt'"),
        ("a..b=x", "is not a path"),
    ],
)
def test_a_setting_that_has_no_place_is_a_wrong_usage(
    setting: str, words: str, tmp_path: Path
) -> None:
    code, _, err = run("init", tmp_path, "--like", "new-orleans", "--no-input", "--set", setting)
    assert code == 2
    assert words in err


def test_check_names_every_problem_with_its_place(plan: Path) -> None:
    path = plan / "statplan.yaml"
    path.write_text(
        PLAN.replace("second Thursday", "secnd Thursday") + "publicty: {}\n", encoding="utf-8"
    )
    code, out, err = run("check", plan, "-f", "concise")
    assert (code, err) == (1, "")
    on, publicity, summary = out.splitlines()
    fact = "'secnd Thursday' is not understood."
    remedy = "Write it as in second Thursday, last Friday, or Tuesday and Thursday."
    assert on == f"{path}:12:11: SP010 error: frequency.series[0].on: {fact} {remedy}"
    fact = "'publicty' is not a key here. Did you mean publicity?"
    assert publicity == f"{path}:14:1: SP010 error: publicty: {fact}"
    assert summary == "2 problems."


def test_check_places_a_problem_of_the_schedule_in_the_file(plan: Path) -> None:
    path = plan / "statplan.yaml"
    extra = "    - {id: other, every: month, on: second Thursday, at: 09:00}\n  place: {room: R}\n"
    path.write_text(PLAN + extra, encoding="utf-8")
    code, out, _ = run("check", plan, "-f", "concise")
    assert code == 1
    assert f"{path}:14:37: SP011 error: frequency.series[1].on:" in out
    assert "both need the room 'r'" in out


@pytest.mark.parametrize("command", ["show", "charter", "calendar", "build"])
def test_a_plan_with_problems_is_refused_by_every_command(command: str, plan: Path) -> None:
    (plan / "statplan.yaml").write_text("statplan: 7\n", encoding="utf-8")
    code, out, err = run(command, plan)
    assert (code, out) == (1, "")
    assert "statplan.yaml:1:11: statplan: this statplan reads version 1 of a plan, not 7." in err


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"", "the file is empty"),
        (b"program: \xff\n", "is not UTF-8"),
        (b"a: " + b"x" * 10_000_000, "10,000,003 bytes"),
        (b"statplan: 1\n\tprogram: {}\n", "tab"),
        (b"a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n", "the alias *a stands here"),
        (b"- 1\n", "this is no plan"),
        (b"statplan: 1\nstatplan: 1\n", "stands twice"),
        (b"program: {name: [}\n", "this sign cannot stand here"),
    ],
)
def test_a_file_that_is_no_plan_gets_a_message(raw: bytes, words: str, tmp_path: Path) -> None:
    (tmp_path / "statplan.yaml").write_bytes(raw)
    code, out, err = run("check", tmp_path, "-f", "concise")
    assert (code, err) == (1, "")
    assert words in out
    code, out, err = run("show", tmp_path)
    assert (code, out) == (1, "")
    assert words in err
    assert "Traceback" not in err


def test_a_missing_plan_a_folder_and_a_missing_folder_get_a_message(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "sub" / "statplan.yaml").mkdir(parents=True)
    assert "there is no such file" in run("check", tmp_path / "none.yaml")[2]
    assert "is a folder" in run("check", tmp_path / "sub")[2]
    assert "no statplan.yaml here or in any folder above" in run("check")[2]
    assert run("check")[0] == 2


def test_a_file_that_may_not_be_read_gets_a_message(
    plan: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: Path, mode: str) -> None:
        raise PermissionError(13, "Permission denied", str(self), mode)

    monkeypatch.setattr(Path, "open", refuse)
    code, _, err = run("check", plan)
    assert code == 2
    assert "cannot be read: Permission denied" in err


def test_the_plan_is_found_from_a_folder_below(plan: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (plan / "deep" / "er").mkdir(parents=True)
    monkeypatch.chdir(plan / "deep" / "er")
    assert run("check")[0] == 0


@pytest.mark.parametrize(("width", "months"), [(96, 4), (80, 3), (40, 1)])
def test_show_fits_its_width_in_plain_letters(plan: Path, width: int, months: int) -> None:
    code, out, _ = run("show", plan, "--width", width)
    assert code == 0
    assert all(len(line) <= width for line in out.splitlines())
    assert out.isascii()
    heads = next(line for line in out.splitlines() if line.startswith("January 2027"))
    assert heads.count(" 2027") == months
    assert "14M15b" in out
    assert "M meeting V moved meeting b back-up x closed" in " ".join(out.split())


def test_calendar_goes_to_stdout_or_into_a_file(plan: Path) -> None:
    code, out, err = run("calendar", plan)
    assert (code, err) == (0, "")
    assert out.startswith("BEGIN:VCALENDAR")
    code, out, err = run("calendar", plan, "-f", "json", "-o", plan / "year.json")
    assert (code, out) == (0, "")
    assert len(json.loads((plan / "year.json").read_text(encoding="utf-8"))["meetings"]) == 12


def test_an_unknown_format_is_a_wrong_usage(plan: Path) -> None:
    code, _, err = run("calendar", plan, "-f", "xls")
    assert code == 2
    assert "Write ics, csv, json" in err


def test_what_is_not_for_a_terminal_is_not_written_to_one(
    plan: Path, monkeypatch: pytest.MonkeyPatch, capsysbinary: pytest.CaptureFixture[bytes]
) -> None:
    write_calendar(plan, Delivery("xlsx", "-", "letter", force=False), "all")
    assert capsysbinary.readouterr().out.startswith(b"PK")
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    with pytest.raises(StatplanError, match="not for a terminal") as caught:
        write_calendar(plan, Delivery("xlsx", "-", "letter", force=False), "all")
    assert str(caught.value.remedy) == "Name a file to write with -o FILE."
    assert capsysbinary.readouterr().out == b""


@pytest.mark.parametrize(("command", "forms"), [("charter", DOCUMENTS), ("calendar", CALENDARS)])
def test_the_help_names_every_format(command: str, forms: dict[str, str]) -> None:
    _, out, _ = run(command, "--help")
    assert all(re.search(rf"\b{form}\b", out) for form in forms)


def test_a_plan_without_meetings_has_no_calendar_and_says_what_it_waits_for(plan: Path) -> None:
    (plan / "statplan.yaml").write_text(PLAN.replace("      at: 08:00\n", ""), encoding="utf-8")
    code, out, err = run("calendar", plan)
    assert (code, out) == (1, "")
    assert "TestStat: frequency.series[0].at" in err


def test_a_plan_without_a_year_is_still_checked_shown_and_chartered(plan: Path) -> None:
    text = PLAN.replace("  first_day: 2027-01-01\n", "")
    (plan / "statplan.yaml").write_text(text, encoding="utf-8")
    code, out, _ = run("check", plan)
    assert code == 0
    assert "No meeting is on the calendar yet; " in out
    assert "frequency.first_day" in out
    code, out, _ = run("show", plan)
    assert code == 0
    assert "No meeting is on the calendar yet." in out
    code, _, err = run("build", plan, "-o", plan / "out")
    assert code == 0
    assert "Not on the calendar yet, still to be decided: stat: frequency.first_day" in err
    made = {path.name for path in (plan / "out").iterdir()}
    assert made == {f"charter.{form}" for form in DOCUMENTS}


@pytest.mark.slow
def test_a_failed_build_leaves_everything_as_it_was(plan: Path) -> None:
    out = plan / "out"
    run("build", plan, "-o", out)
    (out / "calendar.json").unlink()
    (out / "calendar.json").mkdir()
    (plan / "statplan.yaml").write_text(PLAN.replace("second", "third"), encoding="utf-8")
    before = snapshot(plan)
    code, _, err = run("build", plan, "-o", out)
    assert code == 1
    assert "cannot be written" in err
    assert "Nothing was changed" in err
    assert snapshot(plan) == before


@pytest.mark.slow
def test_the_schema_accepts_the_plan_and_the_calendars_schema_is_printed() -> None:
    schema = json.loads(run("schema")[1])
    Draft202012Validator.check_schema(schema)
    Draft202012Validator(schema).validate(loader.parse_plan(PLAN).document.answers)
    assert json.loads(run("schema", "calendar")[1])["title"] == "A statplan schedule"
    assert run("schema", "ledger")[0] == 2


def test_systems_are_listed_and_printed_with_their_sources() -> None:
    code, out, _ = run("systems")
    assert code == 0
    assert all(key in out for key in systems.KEYS)
    assert all(len(line) <= 80 for line in out.splitlines())
    code, out, _ = run("systems", "kcstat")
    assert "rotate: subjects" in out
    assert "# KC-SOC: " in out
    code, _, err = run("systems", "nycstat")
    assert code == 2
    assert "new-orleans" in err


def test_the_list_of_commands_tells_each_whole_at_80_columns(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    _, out, _ = run("--help")
    listed = [line for line in out.splitlines() if re.match("  [a-z][a-z-]* {2,}[A-Z]", line)]
    assert len(listed) > 20
    assert not [line for line in listed if line.endswith("...")]


def test_the_help_lists_the_commands_in_groups_and_each_once() -> None:
    _, out, _ = run("--help")
    headings = re.findall(r"^(\S.*):$", out.partition("Show this message")[2], re.MULTILINE)
    assert headings == [
        PLAN_COMMANDS, PAPER_COMMANDS, MEETING_COMMANDS, YEAR_COMMANDS, OTHER_COMMANDS,
    ]  # fmt: skip
    commands = re.findall(r"^  ([a-z][a-z-]*) {2,}[A-Z]", out, re.MULTILINE)
    assert len(commands) == len(set(commands)) == len(get_group(app).commands)
