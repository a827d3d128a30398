"""`publish` asks before an edit moves or cancels much, and before it publishes a past year."""

import re
from pathlib import Path

import pytest

from tests.support.commands import run, snapshot
from tests.support.year import LATER, Clock, clock, edit, plan, published, rows

__all__ = ["clock", "plan", "published"]
REMEDY = re.compile(r"add --yes: `statplan (publish [^`]*--yes[^`]*)`")
MARCH = "blight/2027-03"


def remove(folder: Path, series: str) -> None:
    text = (folder / "statplan.yaml").read_text(encoding="utf-8")
    edit(
        folder,
        next(f"{line}\n" for line in text.splitlines() if f"id: {series}, every" in line),
        "",
    )


def exempt(folder: Path, series: str, exceptions: str) -> None:
    edit(folder, f"id: {series}, every", f"id: {series}, exceptions: [{exceptions}], every")


def refused(folder: Path, *words: str) -> str:
    """Publish, which is refused; what it says. The remedy that it offers then works.

    A dry run is not refused: it says that publishing will ask.
    """
    (folder / ".statplan.lock").touch()
    before = snapshot(folder)
    code, out, tried = run("publish", "--dry-run", *words)
    assert code == 0, (out, tried)
    code, out, err = run("publish", *words)
    assert code == 4, (out, err)
    assert snapshot(folder) == before
    said = err.removeprefix("statplan: ")
    assert f"Publishing will ask first: {said}Nothing was written: this was a dry run.\n" in tried
    (command,) = REMEDY.findall(err)
    assert set(words) <= set(command.split())
    assert run(*command.split())[0] == 0
    assert snapshot(folder) != before
    assert run("diff", "--exit-code")[0] == 0
    return " ".join(err.split())


def test_an_edit_that_moves_much_is_refused_with_the_count_and_an_example(published: Path) -> None:
    edit(published, *LATER)
    out = run("publish")[1]
    assert "8 change, 8 do not" in out
    assert (
        "an edit of the plan would change the date or time of 8 of the 16 calendar entries ahead. "
        "For example, TestStat: blight would move from Thursday, January 14, 2027, 8:00 a.m., to "
        "Thursday, January 14, 2027, 10:00 a.m. The limit is 20 percent "
        "(frequency.calendars.confirm_share)."
    ) in refused(published)
    assert rows(published)[MARCH, "primary"]["start"] == "2027-03-11T10:00"


def test_an_edit_that_cancels_much_is_refused_with_the_count_and_an_example(
    published: Path,
) -> None:
    remove(published, "works")
    assert (
        "an edit of the plan would cancel 4 and release 4 of the 16 calendar entries ahead. For "
        "example, TestStat: works: Public Works on Tuesday, January 19, 2027, 3:00 p.m., would be "
        "cancelled. The backup date of TestStat: works: Public Works on "
        "Wednesday, January 20, 2027, 3:00 p.m., would be released."
    ) in refused(published)


def test_all_that_an_edit_moves_and_cancels_is_said_at_once(published: Path) -> None:
    edit(published, *LATER)
    remove(published, "works")
    said = refused(published)
    assert (
        "change the date or time of 8, cancel 4, and release 4 of the 16 calendar entries ahead."
    ) in said
    assert "TestStat: blight would move from" in said
    assert "Public Works on Tuesday, January 19, 2027, 3:00 p.m., would be cancelled." in said


@pytest.mark.slow
@pytest.mark.parametrize(("share", "asks"), [(37, True), (38, False)])
def test_moves_and_cancellations_count_together_against_one_share(
    plan: Path, share: int, asks: bool
) -> None:
    edit(plan, "organizer: clerk", f"organizer: clerk, confirm_share: {share}")
    assert run("publish")[0] == 0
    moved = "{meeting: blight/2027-03, day: 2027-03-10, backup: 2027-03-16}"
    exempt(plan, "blight", f"{moved}, {{meeting: blight/2027-04, called_off: yes}}")
    exempt(plan, "works", "{meeting: works/2027-04, called_off: yes}")
    said = "change the date or time of 2, cancel 2, and release 2 of the 16 calendar entries ahead"
    assert (said in run("publish", "--dry-run")[2]) == asks
    assert run("publish")[0] == (4 if asks else 0)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("old", "new", "example"),
    [
        (
            "  series:",
            "  minutes: 120\n  series:",
            "would last 120 minutes instead of 90.",
        ),
        (
            "America/Chicago",
            "America/Denver",
            "would be in the time zone America/Denver instead of America/Chicago.",
        ),
    ],
)
def test_another_length_or_time_zone_is_another_time_for_everybody(
    published: Path, old: str, new: str, example: str
) -> None:
    edit(published, old, new)
    said = refused(published)
    assert "change the date or time of all 16 calendar entries ahead" in said
    assert f"TestStat: blight on Thursday, January 14, 2027, 8:00 a.m., {example}" in said


@pytest.mark.slow
def test_backup_dates_are_entries_and_days_on_which_something_is_due_are_none(
    published: Path,
) -> None:
    edit(published, "organizer: clerk", "organizer: clerk, confirm_share: 1")
    edit(published, "data_due: 5", "data_due: 6")
    assert run("diff", "--exit-code")[0] == 3
    assert run("publish")[0] == 0
    exempt(published, "blight", "{meeting: blight/2027-03, backup: 2027-03-16}")
    said = refused(published)
    assert "change the date or time of 1 of the 16 calendar entries ahead" in said
    assert "the backup date of TestStat: blight would move from Friday, March 12, 2027" in said


def test_what_was_decided_one_by_one_does_not_count(published: Path) -> None:
    for month in (1, 2, 3, 4):
        assert run("move", f"blight/2027-0{month}", "--to", f"2027-0{month}-08")[0] == 0
        assert run("cancel", f"works/2027-0{month}")[0] == 0
    assert run("publish")[0] == 0
    assert rows(published)["works/2027-01", "primary"]["state"] == "cancelled"


def test_only_what_lies_ahead_counts(published: Path, clock: Clock) -> None:
    clock("2027-03-25T12:00")
    remove(published, "works")
    said = refused(published)
    assert "cancel 1 and release 1 of the 4 calendar entries ahead" in said
    assert "Tuesday, April 20, 2027" in said


def test_the_only_entry_ahead_is_called_that(plan: Path, clock: Clock) -> None:
    edit(plan, "  series:", "  backup: {keep: no}\n  series:")
    remove(plan, "works")
    run("publish")
    clock("2027-03-20T12:00")
    edit(plan, *LATER)
    said = refused(plan)
    assert "would change the date or time of the only calendar entry ahead." in said


def test_a_rewording_moves_and_cancels_nothing_and_is_not_refused(published: Path) -> None:
    edit(published, "organizer: clerk", "organizer: clerk, confirm_share: 1")
    edit(published, "name: TestStat", "name: OtherStat")
    assert run("publish", "--reword")[0] == 0


def test_a_saved_change_set_that_moves_much_is_refused_and_published_once_confirmed(
    published: Path,
) -> None:
    edit(published, *LATER)
    run("diff", "-o", "changes.json")
    assert "of 8 of the 16" in refused(published, "changes.json")


def test_a_first_publish_of_a_year_that_is_over_is_refused(plan: Path, clock: Clock) -> None:
    clock("2027-05-03T12:00")
    said = refused(plan)
    assert (
        "all 8 meetings of this schedule are in the past: the last was on Tuesday, April 20, 2027. "
        "The plan's first_day is 2027-01-01. Set frequency.first_day to the year that you mean, "
        "such as 2027-05-03."
    ) in said
    assert rows(plan)[MARCH, "primary"]["state"] == "tentative"
    assert run("publish")[0] == 0


def test_a_first_publish_of_one_meeting_that_is_over_says_so(plan: Path, clock: Clock) -> None:
    remove(plan, "works")
    edit(plan, "months: 4", "months: 1")
    clock("2027-05-03T12:00")
    said = refused(plan)
    assert (
        "the only meeting of this schedule is in the past: it was on Thursday, January 14" in said
    )


@pytest.mark.parametrize("day", ["2027-04-20", "2027-01-01"])
def test_a_first_publish_is_not_refused_while_a_meeting_is_today_or_ahead(
    plan: Path, clock: Clock, day: str
) -> None:
    clock(f"{day}T12:00")
    assert run("publish")[0] == 0
    assert rows(plan)


def test_a_first_publish_without_any_meeting_is_not_called_past(plan: Path) -> None:
    edit(plan, "first_day: 2027-01-01", "first_day: 2025-01-01")
    for series in ("blight", "works"):
        remove(plan, series)
    edit(plan, "  series:\n", "")
    code, _, err = run("publish")
    assert (code, "past" in err) == (0, False)


def test_the_backup_dates_of_a_series_that_left_the_plan_count_as_well(published: Path) -> None:
    edit(published, "organizer: clerk", "organizer: clerk, confirm_share: 30")  # 4 of 16 are less
    remove(published, "works")
    assert "cancel 4 and release 4 of the 16 calendar entries ahead" in refused(published)


def test_to_keep_no_backup_dates_any_more_is_refused_with_the_count(published: Path) -> None:
    edit(published, "  series:", "  backup: {keep: no}\n  series:")
    assert (
        "an edit of the plan would release 8 of the 16 calendar entries ahead. For example, the "
        "backup date of TestStat: blight on Friday, January 15, 2027, 8:00 a.m., would be released."
    ) in refused(published)


def test_the_command_that_is_offered_publishes_what_was_asked_for(published: Path) -> None:
    edit(published, *LATER)
    run("diff", "-o", "my changes.json")
    for words, offered in (
        (("my changes.json", "--for", "works"), "publish 'my changes.json' --for works --yes"),
        (("--invite", "--reword"), "publish --invite --reword --yes"),
        (("--invite", "--plan", "."), "publish --invite --yes --plan ."),
        ((".",), "publish --yes --plan ."),
    ):
        code, _, err = run("publish", *words)
        assert (code, f"`statplan {offered}`" in err) == (4, True), err
