"""`statplan check --against`: the year beside an adopted list."""

import json
from pathlib import Path

import pytest

from statplan.plan.english import format_short_date, format_time
from statplan.workspace.plan_loader import load_plan
from tests.support.command_folders import apply_commands
from tests.support.commands import run
from tests.support.year import clock, plan

__all__ = ["clock", "plan"]  # fixtures

SAME = "8 meetings are on their adopted dates.\n"


def write_list(folder: Path, *lines: str) -> Path:
    path = folder / "adopted.txt"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def list_year(folder: Path) -> list[str]:
    """The dates of the year as lines of a list."""
    return [
        f"{meeting.slot.day} {meeting.slot.start_time:%H:%M} {meeting.title}"
        for meeting in load_plan(folder).schedule.meetings
    ]


@pytest.mark.parametrize("form", ["csv", "ics"])
def test_what_the_tool_writes_is_the_same(form: str, plan: Path) -> None:
    run("calendar", "-o", f"year.{form}")
    code, out, err = run("check", "--against", f"year.{form}")
    assert (code, err) == (0, "")
    assert out.endswith(f"\n\n{SAME}")
    assert {line.split()[0] for line in out.splitlines()[:8]} == {"same"}
    content = (plan / f"year.{form}").read_text(encoding="utf-8")
    assert run("check", "--against", "-", stdin=content) == (code, out, err)


@pytest.mark.slow
@pytest.mark.parametrize("form", ["csv", "ics"])
def test_a_reserve_day_that_meetings_share_is_no_date_of_the_list(form: str, plan: Path) -> None:
    policy = '  backup: {rule: reserve day, reserve: last Friday, shared: yes, at: "14:00"}\n'
    path = plan / "statplan.yaml"
    text = path.read_text(encoding="utf-8").replace("  series:\n", f"{policy}  series:\n")
    path.write_text(text, encoding="utf-8")
    run("calendar", "-o", f"year.{form}")
    assert "Reserve day" in (plan / f"year.{form}").read_text(encoding="utf-8")
    code, out, err = run("check", "--against", f"year.{form}")
    assert (code, err) == (0, "")
    assert out.endswith(f"\n\n{SAME}")
    apply_commands(plan, "publish", "bump blight/2027-02", "publish")
    code, out, _ = run("check", "--against", f"year.{form}")
    assert (code, "Reserve day" in out) == (1, False)


@pytest.mark.slow
@pytest.mark.parametrize("form", ["csv", "ics"])
def test_what_the_tool_writes_after_decisions_is_the_same(form: str, plan: Path) -> None:
    run("calendar", "-o", f"before.{form}")
    apply_commands(plan, "publish", "bump blight/2027-02", "cancel works/2027-03", "publish")
    run("calendar", "-o", f"year.{form}")
    code, out, _ = run("check", "--against", f"year.{form}")
    assert (code, out.splitlines()[-1]) == (0, "7 meetings are on their adopted dates.")
    code, out, _ = run("check", "--against", f"before.{form}")
    lines = [line for line in out.splitlines() if not line.startswith("same")]
    assert code == 1
    assert lines[0].startswith("moved             Fri Feb 12, 2027, 8:00 a.m.  TestStat: blight")
    assert "works/2027-03: cancelled" in lines[1]
    assert lines[2:] == [
        "",
        "6 meetings are on their adopted dates.",
        "1 meeting is on another date or time.",
        "1 date of the list has no meeting.",
    ]


def test_the_lines_of_show_are_the_same(plan: Path) -> None:
    out = run("show", "--plain", "--width", "200")[1]
    lines = out.split("Next meetings\n")[1].split("\n\n")[0].splitlines()
    assert len(lines) == 5
    listed = [json.loads(run("check", "--against", write_list(plan, *lines), "-f", "json")[1])]
    assert listed[0]["counts"]["same"] == 5
    assert listed[0]["counts"]["only there"] == 0


def test_differences_are_listed_date_by_date(plan: Path) -> None:
    lines = list_year(plan)
    lines[0] = lines[0].replace("08:00", "09:00")
    del lines[2]
    path = write_list(plan, *lines, "2027-04-30 works", "2028-01-13 blight")
    code, out, err = run("check", "--against", path)
    assert (code, err) == (1, "")
    shown = out.splitlines()
    assert shown[0] == (
        "moved             Thu Jan 14, 2027, 8:00 a.m.  TestStat: blight (blight/2027-01); the "
        "list has Thu Jan 14, 2027, 9:00 a.m. (line 1)"
    )
    assert "only here         Thu Feb 11, 2027  TestStat: blight (blight/2027-02)" in shown
    assert "only there        Fri Apr 30, 2027  works (line 8)" in shown
    assert "outside the year  Thu Jan 13, 2028  blight (line 9)" in shown
    assert shown[-5:] == [
        "6 meetings are on their adopted dates.",
        "1 meeting is on another date or time.",
        "1 meeting is not in the list.",
        "1 date of the list has no meeting.",
        "1 date of the list is outside the year, January 1, 2027 to April 30, 2027.",
    ]
    assert run("check", "--against", path, "--exit-zero")[0] == 0


def test_a_date_outside_the_year_is_no_difference(plan: Path) -> None:
    path = write_list(plan, *list_year(plan), "2028-01-13")
    code, out, _ = run("check", "--against", path)
    assert code == 0
    assert "1 date of the list is outside the year" in out


def test_one_series_is_compared_where_it_is_named(plan: Path) -> None:
    path = write_list(plan, *[line for line in list_year(plan) if "blight" in line])
    assert run("check", "--against", path)[0] == 1
    code, out, _ = run("check", "--against", path, "--series", "blight")
    assert (code, out.splitlines()[-1]) == (0, "4 meetings are on their adopted dates.")
    path = write_list(plan, *list_year(plan))
    code, out, _ = run("check", "--against", path, "--series", "works")
    assert (code, out.splitlines()[-1]) == (
        0,
        "The list has 4 dates of other meetings, not compared.",
    )


def test_names_that_are_none_of_the_plan_are_said_to_have_no_part(plan: Path) -> None:
    dates = [line.split()[0] for line in list_year(plan)]
    (plan / "year.csv").write_text("Date,Name\n" + "".join(f"{day},City\n" for day in dates))
    code, out, _ = run("check", "--against", "year.csv")
    assert code == 0
    assert out.endswith("so each date was compared with all of them.\n")


def test_words_after_a_date_need_not_be_a_name(plan: Path) -> None:
    first, *others = list_year(plan)
    path = write_list(plan, f"{first.split()[0]} City Hall", *others)
    assert run("check", "--against", path)[0] == 0


def test_programs_get_json_and_github_its_annotations(plan: Path) -> None:
    path = write_list(plan, *list_year(plan)[1:], "2027-04-30 works")
    code, out, _ = run("check", "--against", path, "-f", "json")
    document = json.loads(out)
    assert (code, document["differs"]) == (1, True)
    assert document["counts"] == {
        "same": 7, "moved": 0, "only here": 1, "only there": 1, "outside the year": 0
    }  # fmt: skip
    assert document["dates"][0] == {
        "kind": "only here", "meeting": "blight/2027-01", "title": "TestStat: blight",
        "here": "2027-01-14T08:00", "there": None, "name": None, "line": None, "why": None,
    }  # fmt: skip
    code, out, _ = run("check", "--against", path, "-f", "github")
    assert code == 1
    title, meeting = "Adopted list%3A", "TestStat: blight (blight/2027-01)"
    listed = "works (line 8)"
    assert out.splitlines()[:2] == [
        f"::error file=statplan.yaml,title={title} only here::Thu Jan 14, 2027  {meeting}",
        f"::error file=adopted.txt,line=8,title={title} only there::Fri Apr 30, 2027  {listed}",
    ]


def test_github_gets_no_more_annotations_than_it_shows(plan: Path) -> None:
    days = [f"2027-01-{day:02} works" for day in range(2, 16)]
    out = run("check", "--against", write_list(plan, *days), "-f", "github")[1]
    assert sum(line.startswith("::error") for line in out.splitlines()) == 10
    assert "::error title=" in out


def test_the_report_goes_into_a_file(plan: Path) -> None:
    path = write_list(plan, *list_year(plan))
    code, out, _ = run("check", "--against", path, "-o", "report.json")
    assert (code, out) == (0, "")
    document = json.loads((plan / "report.json").read_text(encoding="utf-8"))
    assert document["counts"]["same"] == 8
    code, _, err = run("check", "--against", path, "-f", "json", "-o", "adopted.txt", "--force")
    assert code == 2
    assert "adopted.txt" in err


def test_dates_as_the_tool_prints_them_are_read(plan: Path) -> None:
    meetings = load_plan(plan).schedule.meetings
    lines = [
        f"{format_short_date(meeting.slot.day)}, {format_time(meeting.slot.start_time)}"
        f"  {meeting.title}"
        for meeting in meetings
    ]
    assert run("check", "--against", write_list(plan, *lines))[1].endswith(SAME)
