"""The turn of a year on the command line: what is said of the new one, and of the last one's."""

import json
import re
import zipfile
from pathlib import Path

import pytest

from tests.support.command_folders import apply_commands
from tests.support.commands import run
from tests.support.records import PUBLICITY
from tests.support.year import PLAN, Clock, clock, edit

__all__ = ["clock"]  # a fixture
DECEMBER = "blight/2027-12"  # Thursday, December 9; its backup date is the day after
PUBLIC = Path("calendars") / "public"
YEAR = "The 2028 schedule was published on Wednesday, December 1, 2027. It has 24 meetings."


@pytest.fixture
def city(tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Publish 2027, and plan 2028 on December 1."""
    text = (PLAN.partition("publicity:")[0] + PUBLICITY).replace("months: 4", "months: 12")
    (tmp_path / "statplan.yaml").write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    apply_commands(tmp_path, "publish")
    clock("2027-12-01T18:00")
    edit(tmp_path, "first_day: 2027-01-01", "first_day: 2028-01-01")
    return tmp_path


@pytest.fixture
def turned(city: Path) -> Path:
    """Publish 2028 on December 1."""
    assert run("publish")[0] == 0
    return city


def read_public(folder: Path, name: str = "index.html") -> str:
    return (folder / PUBLIC / name).read_text(encoding="utf-8").replace("\u00a0", " ")


@pytest.mark.usefixtures("city")
def test_a_year_that_was_never_published_is_a_line_for_each_series() -> None:
    code, out, err = run("diff")
    assert code == 0
    assert out.splitlines() == [
        "blight",
        "  + 12 meetings from January 13 to December 14, 2028, with 12 backup dates",
        "works",
        "  + 12 meetings from January 18 to December 19, 2028, with 12 backup dates",
        "",
        "The 2028 schedule is published for the first time, with 24 meetings.",
        "48 change, 48 do not; 2 people are touched.",
    ]
    assert err == "To list each new entry: `statplan diff --all`.\n"
    code, out, err = run("diff", "--all")
    assert (code, err) == (0, "")
    assert out.count("\n  + 2028-") == 48
    assert "for the first time" not in out


@pytest.mark.usefixtures("city")
def test_other_changes_are_listed_beside_a_new_year() -> None:
    run("bump", DECEMBER)
    out = run("diff")[1]
    assert "  + 12 meetings from January 13 to December 14, 2028" in out
    assert "  - 2027-12 meeting " in out
    assert "  ~ 2027-12 back-up " in out
    assert out.count("\n  + ") == 2


@pytest.mark.usefixtures("city")
@pytest.mark.parametrize(
    ("form", "said"),
    [
        ("md", "New in 2028: 12 meetings from January 13 to December 14, 2028, with 12 backup"),
        ("github", "::notice title=+ blight::12 meetings from January 13 to December 14, 2028"),
    ],
)
def test_every_form_for_people_sums_a_new_year_up(form: str, said: str) -> None:
    out = run("diff", "-f", form)[1]
    assert said in out
    assert "blight/2028-03" not in out
    assert "blight/2028-03" in run("diff", "-f", form, "--all")[1]


@pytest.mark.usefixtures("city")
def test_an_audience_is_told_of_what_it_is_shown() -> None:
    _, out, err = run("diff", "--for", "public")
    assert "\n  + 12 meetings from January 18 to December 19, 2028\n" in out
    assert err == "To list each new entry: `statplan diff --for public --all`.\n"
    assert run("diff", "--for", "public", "--all")[1].count("2028-03 meeting") == 2


@pytest.mark.slow
def test_a_saved_change_set_has_each_entry_of_a_new_year(city: Path) -> None:
    assert run("diff", "-o", "changes.json")[0] == 0
    changes = json.loads((city / "changes.json").read_text(encoding="utf-8"))["changes"]
    assert sum(change["role"] in {"primary", "backup"} for change in changes) == 48
    # The last meetings of 2027 get the day on which responses are due, now that a meeting follows.
    of_2027 = [change for change in changes if "/2027-" in change["meeting"]]
    assert {(change["what"], change["role"]) for change in of_2027} == {("add", "response-due")}
    assert run("publish", "changes.json")[0] == 0


@pytest.mark.slow
def test_the_note_sums_a_new_year_up_and_is_made_again_the_same(turned: Path) -> None:
    note = turned / "calendars" / "CHANGES.md"
    text = note.read_text(encoding="utf-8")
    assert "The 2028 schedule is published for the first time, with 24 meetings. `2027-12" in text
    assert "New in 2028: 12 meetings from January 13 to December 14, 2028, with 12 backup" in text
    assert "blight/2028" not in text
    copies = list((turned / "calendars").glob("2027-12-01-*/CHANGES.md"))
    for path in (note, *copies):
        path.unlink()
    assert run("doctor", "--repair")[0] == 0
    assert note.read_text(encoding="utf-8") == text


@pytest.mark.slow
def test_what_is_added_to_a_published_year_is_listed_entry_by_entry(turned: Path) -> None:
    edit(
        turned,
        "series:\n",
        'series:\n    - {id: fire, every: quarter, on: first Monday, at: "10:00"}\n',
    )
    out = run("diff")[1]
    assert "2028-Q1 meeting" in out
    assert "for the first time" not in out
    run("publish")
    data = json.loads(read_public(turned, "schedule.json"))
    assert [change["what"] for change in data["changes"]] == ["added"] * 4
    assert len(data["new_schedules"]) == 1


@pytest.mark.slow
@pytest.mark.usefixtures("turned")
def test_the_log_has_a_new_year_among_the_decisions(clock: Clock) -> None:
    clock("2027-12-02T18:00")
    run("bump", DECEMBER, "--reason", "Storm")
    assert run("log")[1].splitlines() == [
        "2027-12-01 12:00  publish  the 2028 schedule, with 24 meetings",
        f"2027-12-02 12:00  bump     {DECEMBER} to Fri Dec 10, 2027, 8:00 a.m.: Storm",
    ]
    assert run("log", DECEMBER)[1].count("\n") == 1


def test_a_new_year_is_one_line_on_the_page_in_the_feed_and_in_the_data(turned: Path) -> None:
    page, feed = read_public(turned), read_public(turned, "changes.atom")
    assert page.count(YEAR) == feed.count(YEAR) == 1
    assert feed.count("<entry>") == 1
    assert "New meeting" not in page
    data = json.loads(read_public(turned, "schedule.json"))
    assert data["changes"] == []
    (schedule,) = data["new_schedules"]
    assert (schedule["name"], schedule["meeting_count"]) == ("2028", 24)


@pytest.mark.slow
def test_both_years_are_on_the_page_and_every_file_stays(turned: Path, clock: Clock) -> None:
    before = {path.name for path in (turned / PUBLIC / "meetings").iterdir()}
    assert len(before) == 48
    for day in ("2027-12-15", "2028-02-20", "2028-11-30"):
        clock(f"{day}T18:00")
        assert run("site", "-o", f"www-{day}")[0] == 0
        files = {path.name for path in (turned / f"www-{day}" / "meetings").iterdir()}
        assert files == before
    page = (turned / "www-2027-12-15" / "index.html").read_text(encoding="utf-8")
    current, _, earlier = page.partition('<h2 id="earlier">')
    assert '<h3 id="2027-12">' in current
    assert '<h3 id="2028-12">' in current
    assert '<h3 id="2027-11">' in earlier
    assert page.count("<h3 id=") == 11 + 1 + 12
    page = (turned / "www-2028-02-20" / "index.html").read_text(encoding="utf-8")
    assert '<h3 id="2027-12">' in page.partition('<h2 id="earlier">')[2]
    assert YEAR not in page.replace("\u00a0", " ")  # it was 60 days ago


def test_before_the_new_year_is_published_the_page_has_the_one_that_was(city: Path) -> None:
    assert run("site")[0] == 0
    page = read_public(city)
    assert '<h3 id="2027-01">' in page
    assert '<h2 id="earlier">' not in page
    assert "2028" not in page


@pytest.mark.slow
def test_a_meeting_of_december_is_recorded_in_february(turned: Path, clock: Clock) -> None:
    clock("2028-02-10T18:00")
    code, _, err = run("notes", DECEMBER)
    assert code == 0
    notes = turned / "records" / "blight-2027-12-notes.md"
    assert f"wrote  {notes}" in err
    assert "Thursday, December 9, 2027" in notes.read_text(encoding="utf-8")
    assert run("held", DECEMBER)[0] == 0
    assert DECEMBER in run("status")[1]
    with notes.open("a", encoding="utf-8") as file:
        file.write("\nForty lots were mown.\n")
    code, _, err = run("redact", notes)
    assert code == 0
    assert "not on the schedule" not in err
    assert f"notes of {DECEMBER} due" in run("status")[1]
    assert run("publish")[0] == 0
    (record,) = (turned / PUBLIC / "records").glob("*-notes.html")
    link = f'href="records/{record.name}"'
    assert link in read_public(turned).partition('<h2 id="earlier">')[2]
    assert f"notes of {DECEMBER}" not in run("status")[1]
    assert run("log", "Dec 9, 2027")[1].startswith("2028-02-10 12:00  held     blight/2027-12")


@pytest.mark.slow
def test_a_meeting_of_a_series_that_the_new_year_has_not_takes_place_and_is_recorded(
    city: Path, clock: Clock
) -> None:
    series = '    - {id: works, every: month, on: third Tuesday, at: "15:00", department: works}\n'
    edit(city, series, "")
    assert run("publish")[0] == 0
    key = "works/2027-12"
    assert run("bump", key)[0] == 0
    assert run("publish")[0] == 0
    assert "Wednesday, December 22, 2027" not in read_public(city)  # it is not the next one
    assert "Wed Dec 22, 2027" in read_public(city)
    clock("2028-02-10T18:00")
    assert run("held", key)[0] == 0
    assert run("notes", key)[0] == 0
    notes = city / "records" / "works-2027-12-notes.md"
    with notes.open("a", encoding="utf-8") as file:
        file.write("\nForty lots were mown.\n")
    assert run("redact", notes)[0] == 0
    assert run("publish")[0] == 0
    assert "-notes.html" in read_public(city).partition('<h2 id="earlier">')[2]
    assert run("doctor")[0] == 0


@pytest.mark.slow
@pytest.mark.usefixtures("turned")
def test_meetings_without_a_record_are_listed_by_date_over_the_turn(clock: Clock) -> None:
    clock("2028-02-01T18:00")
    title = "Did these take place? If so: `statplan held MEETING`\n"
    section = run("status")[1].partition(title)[2].partition("\n\n")[0]
    days = [line.partition(",")[0].split()[1:] for line in section.splitlines()]
    years = [line.split(",")[1].strip()[:4] for line in section.splitlines()]
    assert len(days) == 26
    assert years == ["2027"] * 24 + ["2028"] * 2
    assert days[:4] == [["Jan", "14"], ["Jan", "19"], ["Feb", "11"], ["Feb", "16"]]


@pytest.mark.slow
@pytest.mark.usefixtures("turned")
def test_what_is_not_recorded_of_both_years_is_in_order_of_the_dates(clock: Clock) -> None:
    clock("2028-02-20T18:00")
    section = run("status")[1].partition("Did these take place?")[2].split("\n\n")[0]
    keys = re.findall(r"[a-z]+/(\d{4}-\d{2})", section)
    assert keys == sorted(keys)
    assert keys[0] == "2027-01"
    assert keys[-1] == "2028-02"


@pytest.mark.slow
def test_a_record_keeps_an_old_meeting_on_the_page(turned: Path, clock: Clock) -> None:
    clock("2028-02-10T18:00")
    run("notes", DECEMBER)
    notes = turned / "records" / "blight-2027-12-notes.md"
    with notes.open("a", encoding="utf-8") as file:
        file.write("\nForty lots were mown.\n")
    assert run("redact", notes)[0] == 0
    assert run("publish")[0] == 0
    clock("2028-12-01T18:00")
    edit(turned, "first_day: 2028-01-01", "first_day: 2029-01-01")
    assert run("publish")[0] == 0
    earlier = read_public(turned).partition('<h2 id="earlier">')[2]
    assert '<h3 id="2027-12">' in earlier
    assert '<h3 id="2027-11">' not in earlier
    assert '<h3 id="2028-01">' in earlier
    assert "-notes.html" in earlier
    assert "not cleared any more" not in run("site")[2]


@pytest.mark.slow
@pytest.mark.usefixtures("turned")
def test_a_backup_date_of_december_is_released_in_the_new_year(clock: Clock) -> None:
    clock("2027-12-09T20:00")
    assert run("held", DECEMBER)[0] == 0
    code, out, _ = run("release", "--held")
    assert code == 0
    assert DECEMBER in out
    assert run("publish")[0] == 0
    assert run("diff")[1].startswith("No change;")


@pytest.mark.slow
@pytest.mark.usefixtures("turned")
def test_show_has_the_rest_of_the_year_until_it_is_over(clock: Clock) -> None:
    clock("2027-12-15T18:00")
    out = run("show", "--width", "80")[1]
    assert "1 meeting of an earlier year is still ahead" in out
    lines = out.splitlines()
    assert "works: Public Works" in lines[lines.index("Next meetings") + 1]
    assert "2027-12-21" in lines[lines.index("Next meetings") + 1]
    assert "December 2027" in out
    clock("2028-01-05T18:00")
    out = run("show", "--width", "80")[1]
    assert "earlier year" not in out
    assert "December 2027" not in out


@pytest.mark.slow
def test_show_has_a_meeting_of_december_that_was_moved_into_january(
    turned: Path, clock: Clock
) -> None:
    clock("2027-12-08T18:00")
    assert run("move", DECEMBER, "--to", "2028-01-06", "--reason", "Flood")[0] == 0
    assert run("publish")[0] == 0
    clock("2028-01-03T18:00")
    assert run("site")[0] == 0
    out = run("show", "--width", "80")[1]
    lines = out.splitlines()
    assert "2028-01-06" in lines[lines.index("Next meetings") + 1]
    assert f"{DECEMBER} moved from 2027-12-09 to 2028-01-06: Flood" in out
    assert "Thursday, January 6, 2028" in read_public(turned)


def read_output(path: Path) -> str:
    """Return the text of a file, and of all that is in it where it is an archive."""
    if path.suffix != ".xlsx":
        return path.read_text(encoding="utf-8")
    with zipfile.ZipFile(path) as archive:
        return "".join(archive.read(name).decode() for name in archive.namelist())


@pytest.mark.slow
@pytest.mark.parametrize("form", ["csv", "json", "xlsx", "svg"])
def test_a_meeting_that_is_over_and_left_the_plan_is_in_every_table(
    city: Path, clock: Clock, form: str
) -> None:
    clock("2027-03-20T18:00")
    edit(city, "first_day: 2028-01-01", "first_day: 2027-01-01")
    series = '    - {id: works, every: month, on: third Tuesday, at: "15:00", department: works}\n'
    edit(city, series, "")
    assert run("publish", "--yes")[0] == 0
    assert run("calendar", "-f", form, "-o", f"year.{form}")[0] == 0
    text = read_output(city / f"year.{form}")
    past, gone = {
        "csv": ("works/2027-03,primary", "works/2027-04"),
        "json": ('"works/2027-03"', '"works/2027-04"'),
        "xlsx": ("works/2027-03", "works/2027-04"),
        "svg": ("In March 2027, there are meetings on 11 and 16", "meetings on 8 and 20"),
    }[form]
    assert past in text
    assert gone not in text


@pytest.mark.slow
def test_a_meeting_that_is_over_and_left_the_plan_is_in_the_charter(
    city: Path, clock: Clock
) -> None:
    clock("2027-03-20T18:00")
    edit(city, "first_day: 2028-01-01", "first_day: 2027-01-01")
    series = '    - {id: works, every: month, on: third Tuesday, at: "15:00", department: works}\n'
    edit(city, series, "")
    assert run("publish", "--yes")[0] == 0
    annex = run("charter", "-f", "md")[1].partition("## Annex A")[2]
    assert "Tue Mar 16, 2027" in annex
    assert "Tue Apr 20, 2027" not in annex.partition("No meeting")[0]
    assert "2027-03-16 15:00" not in run("show", "--width", "80")[1].partition("January 2027")[0]
    assert "16M" in run("show", "--width", "80")[1]


@pytest.mark.slow
def test_the_tables_of_the_new_year_have_no_meeting_of_the_old_one(turned: Path) -> None:
    for form in ("csv", "json"):
        out = run("calendar", "-f", form)[1]
        assert "blight/2028-12" in out
        assert DECEMBER not in out
    feed = (turned / "calendars" / "calendar.ics").read_text(encoding="utf-8")
    assert "DTSTART;TZID=America/Chicago:20271209T080000" in feed
    assert "DTSTART;TZID=America/Chicago:20280113T080000" in feed
