"""Decisions understand what people type, and say what is true of the meeting and of calendars."""

import json
import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from statplan import screen
from statplan.errors import AnswerError
from statplan.plan.phrases import read_day
from statplan.workspace.lock import LOCK_FILE, lock_folder
from tests.support.commands import run, snapshot
from tests.support.sampling import count_examples
from tests.support.year import Clock, clock, edit, plan, published, rows

__all__ = ["clock", "plan", "published"]  # fixtures


@pytest.mark.slow
@pytest.mark.usefixtures("published")
@pytest.mark.parametrize(
    "said",
    [
        "2027-3-11",
        "2027/03/11",
        "March 11, 2027",
        "11 Mar 2027",
        "mar 11",
        "BLIGHT March",
        "3/11/2027",
        "3/11/27",
        "Mar 11",
        "Thu Mar 11, 2027",
        "thursday, march 11th, 2027",
    ],
)
def test_a_meeting_is_named_as_people_name_it(said: str) -> None:
    out = run("cancel", said)[1]
    assert out.startswith("Cancelled blight/2027-03,")
    code, out, err = run("log", said)
    assert (code, out.count("cancel")) == (0, 1)
    assert err == "blight/2027-03, TestStat: blight, which is cancelled.\n"
    assert run("restore", said)[1].startswith("Restored blight/2027-03,")
    code, _, err = run("notes", said, "-o", "-")
    assert code == 0
    assert "blight/2027-03, TestStat: blight, on Thu Mar 11, 2027, 8:00 a.m.\n" in err


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize("said", ["2027-3-11", "2027/03/11", "March 11, 2027", "11 Mar 2027"])
def test_a_date_to_move_to_can_be_one_day_alone(said: str) -> None:
    out = run("move", "works/2027-03", "--to", said)[1]
    assert "Tue Mar 16, 2027, 3:00 p.m. -> Thu Mar 11, 2027, 3:00 p.m." in out


@pytest.mark.usefixtures("published")
def test_a_date_to_move_to_is_of_the_published_year() -> None:
    err = run("move", "works/2027-03", "--to", "Dec 27")[2]
    assert "2026" not in err


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize("said", ["2027-03-12", "March 12", "Fri Mar 12, 2027, 8:00 a.m."])
def test_a_backup_date_names_its_meeting(said: str) -> None:
    note = "Friday, March 12, 2027, is the backup date of blight/2027-03, TestStat: blight.\n"
    for command in (("bump", said, "--dry-run"), ("log", said), ("release", said)):
        code, out, err = run(*command)
        assert (code, err) == (0, note)
    assert out.startswith("Released the back-up of blight/2027-03")


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize(
    ("said", "fact"),
    [
        ("soon", "there is no meeting 'soon'."),
        ("March 10", "there is no meeting on Wednesday, March 10, 2027.\n  The nearest is blight/"),
    ],
)
def test_what_names_no_meeting_says_why_and_what_to_type(said: str, fact: str) -> None:
    code, _, err = run("cancel", said)
    assert code == 2
    assert f"statplan: {fact}" in err
    assert "2027" in err.splitlines()[1]


@pytest.mark.slow
@pytest.mark.usefixtures("published")
@pytest.mark.parametrize(
    ("said", "fact", "remedy"),
    [
        ("25-3-2027", "looks like Thursday, March 25, 2027.", "Write 2027-03-25."),
        ("25/3/27", "looks like Thursday, March 25, 2027.", "Write 2027-03-25."),
        ("2/30/2027", "is no day of the calendar.", "Write a date with its year"),
        ("13/13/2027", "does not say which number is the month.", "Write a date with its year"),
        (
            "Fri Mar 11, 2027",
            "is not right: March 11, 2027 is a Thursday, not a Friday.",
            "Write a date",
        ),
        ("Mar 11, 27", "does not say the whole year.", "Add the year, as in March 11, 2027."),
        (
            "next Thursday",
            "may be Thursday, December 17, 2026 or Thursday, December 24, 2026.",
            "Write 2026-12-17 or 2026-12-24.",
        ),
    ],
)
def test_a_date_that_is_not_sure_is_told_what_it_may_mean_and_what_to_type(
    said: str, fact: str, remedy: str, clock: Clock
) -> None:
    clock("2026-12-14T12:00")
    for words in (("cancel", said), ("move", "blight/2027-03", "--to", said), ("notes", said)):
        code, _, err = run(*words)
        assert code == 2
        assert f"'{said}' {fact}\n  {remedy}" in err


@pytest.mark.usefixtures("published")
def test_a_time_is_read_as_people_say_it() -> None:
    out = run("move", "works/2027-03", "--to", "Mar 11", "--at", "2 pm")[1]
    assert "Tue Mar 16, 2027, 3:00 p.m. -> Thu Mar 11, 2027, 2:00 p.m." in out
    code, _, err = run("move", "works/2027-04", "--to", "Apr 8", "--at", "2:00")
    assert code == 2
    assert "--at: '2:00' may be 2:00 a.m. or 2:00 p.m.\n  Write 02:00 or 14:00." in err


@given(day=st.dates(date(1990, 1, 1), date(2099, 12, 31)), form=st.sampled_from([
    "{d.month}/{d.day}/{d.year}", "{d.day}.{d.month}.{d.year}", "{d:%m-%d-%Y}"
]))  # fmt: skip
@settings(max_examples=count_examples(50, 1000), deadline=None)
def test_the_day_that_was_meant_is_among_those_to_type(day: date, form: str) -> None:
    with pytest.raises(AnswerError) as refused:
        read_day(form.format(d=day))
    assert day.isoformat() in str(refused.value.remedy)


def test_undo_is_answered_with_the_name_of_the_command(published: Path) -> None:
    run("bump", "blight/2027-03")
    code, _, err = run("undo", "blight/2027-03", "--plan", published, "--reason", "No storm")
    assert code == 2
    words = f"restore blight/2027-03 --plan {published} --reason 'No storm'"
    assert f"there is no command 'undo'.\n  `statplan {words}` takes back" in err
    assert "`statplan restore MEETING` takes back" in run("undo")[2]
    assert run("restore", "blight/2027-03", "--plan", published, "--reason", "No storm")[0] == 0


@pytest.mark.usefixtures("published")
def test_a_meeting_that_was_bumped_and_moved_on_is_never_said_to_be_on_its_backup_date() -> None:
    run("bump", "blight/2027-03")
    run("move", "blight/2027-03", "--to", "2027-03-16")
    code, _, err = run("release", "blight/2027-03")
    assert code == 4
    assert (
        "it was bumped, so no backup date is kept; it takes place on Tue Mar 16, 2027, 8:00 a.m."
    ) in err
    told = run("bump", "blight/2027-03")[1] + run("status")[1] + run("show")[1]
    assert "It was bumped already, and stands on Tue Mar 16, 2027" in told
    assert "TestStat: blight (bumped from Thu Mar 11, 2027)" in told
    assert "on its back-up date" not in told


@pytest.mark.slow
@pytest.mark.usefixtures("published")
def test_a_bumped_meeting_that_comes_back_was_moved_and_not_cancelled() -> None:
    run("bump", "blight/2027-03")
    run("publish")
    out = run("restore", "blight/2027-03")[1]
    back = "moved to Fri Mar 12, 2027, 8:00 a.m. -> Thu Mar 11, 2027, 8:00 a.m."
    assert f"  + meeting: {back}\n" in out
    assert "cancelled" not in out + run("diff")[1] + run("diff", "-f", "md")[1]
    run("publish")
    run("cancel", "blight/2027-03")
    run("publish")
    out = run("restore", "blight/2027-03")[1]
    assert "  + meeting: cancelled -> Thu Mar 11, 2027, 8:00 a.m.\n" in out


def test_names_stand_in_the_change_set_as_they_are_written(published: Path) -> None:
    edit(published, "name: TestStat", "name: Caf\u00e9Stat")
    run("bump", "blight/2027-03")
    out = run("diff", "-f", "json")[1]
    assert "Caf\u00e9Stat: blight" in out
    assert json.loads(out)["serial"] == 2


@pytest.mark.slow
def test_a_dry_run_names_no_folder_that_a_publish_would_not_make(
    published: Path, clock: Clock
) -> None:
    edit(published, "name: TestStat", "name: OtherStat")
    for words in (("--reword",), ()):
        run("bump", "blight/2027-03")
        clock("2026-12-11T12:00")
        tried = run("publish", "--dry-run", *words)[2]
        clock("2026-12-11T12:01")
        made = run("publish", *words)[2]
        would = [line.removeprefix("would write  ") for line in tried.splitlines() if "*/" in line]
        wrote = [line.removeprefix("wrote  ") for line in made.splitlines() if "wrote  " in line]
        assert would
        for line in would:
            start, _, end = line.partition("*")
            assert [path for path in wrote if path.startswith(start) and path.endswith(end)]
        assert "will end in a digest of what is published, and when." in tried
        run("restore", "blight/2027-03")
        run("publish", "--yes")


def list_offered_dates(text: str) -> list[tuple[str, str]]:
    """Return the dates and times that a message offers for a move."""
    offer = text.replace("\n", " ").partition("would do:")[2].partition(";")[0]
    return re.findall(r"(\d{4}-\d\d-\d\d)\s+at\s+(\d\d:\d\d)", offer)


@pytest.mark.usefixtures("published")
@pytest.mark.parametrize("kept", [True, False])
def test_every_date_that_is_offered_is_accepted(*, kept: bool) -> None:
    if not kept:
        assert run("release", "blight/2027-03")[0] == 0
    code, _, err = run("move", "blight/2027-03", "--to", "2027-03-06")  # a Saturday
    assert code == 4
    offered = list_offered_dates(err)
    assert bool(offered) is not kept
    for day, _ in offered:
        assert run("move", "blight/2027-03", "--to", day, "--dry-run")[0] == 0
    if kept:  # it is the next day
        assert "No day between its date and its back-up date is free" in err
        assert "`statplan bump blight/2027-03` moves it to the back-up date." in err
        assert run("bump", "blight/2027-03")[0] == 0


def test_a_backup_that_is_far_leaves_days_before_it(published: Path) -> None:
    edit(published, "  months: 4\n", "  months: 4\n  backup: {after: 3, within: 10}\n")
    assert run("publish", "--yes")[0] == 0
    err = run("move", "blight/2027-03", "--to", "2027-03-06")[2]
    offered = list_offered_dates(err)
    assert [day for day, _ in offered] == ["2027-03-12", "2027-03-15"]
    for day, _ in offered:
        assert run("move", "blight/2027-03", "--to", day, "--dry-run")[0] == 0


@pytest.mark.slow
def test_another_time_that_is_offered_is_named_in_the_command(published: Path) -> None:
    """The law department's head is needed by the other series at the usual time."""
    edit(published, "  months: 4\n", '  months: 4\n  backup: {times: ["13:00"]}\n')
    other = "    - {id: every, every: week, on: Friday, at: '08:00', required: [law]}\n"
    edit(published, "publicity:\n", other + "publicity:\n")
    assert run("publish", "--yes")[0] == 0
    assert run("release", "blight/2027-03")[0] == 0
    err = run("move", "blight/2027-03", "--to", "2027-03-06")[2]
    offered = list_offered_dates(err)
    assert ("2027-03-12", "13:00") in offered
    assert "--to DATE --at TIME`" in err
    for day, start in offered:
        assert run("move", "blight/2027-03", "--to", day, "--at", start, "--dry-run")[0] == 0


@pytest.mark.parametrize(("typed", "is_bumped"), [("y", True), ("Yes", True), ("", False)])
def test_the_bump_of_a_cancelled_meeting_is_asked_about_at_a_terminal(
    published: Path, monkeypatch: pytest.MonkeyPatch, typed: str, *, is_bumped: bool
) -> None:
    run("cancel", "blight/2027-03")
    before = snapshot(published)
    monkeypatch.setattr(screen, "has_terminal", lambda: True)
    code, out, err = run("bump", "blight/2027-03", stdin=f"{typed}\n")
    assert "a bump brings it back on its backup date" in err
    assert "Do you mean it? [y/N]" in err
    assert out.startswith("Bumped blight/2027-03") is is_bumped
    assert code == (0 if is_bumped else 4)
    assert (snapshot(published) == before) is not is_bumped


def test_who_leaves_at_the_question_of_a_bump_changes_nothing(
    published: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock("2027-02-01T12:00")
    before = snapshot(published)
    monkeypatch.setattr(screen, "has_terminal", lambda: True)
    assert run("bump", "blight/2027-01", stdin="")[0] == 130
    assert snapshot(published) == before
    monkeypatch.undo()
    monkeypatch.chdir(published)
    clock("2027-02-01T12:00")
    out = run("bump", "blight/2027-01", "--dry-run")[1]
    assert "Before it is recorded, you will be asked to confirm it: its date is past" in out
    assert run("bump", "blight/2027-01", "--yes")[0] == 0


@pytest.mark.slow
def test_a_move_on_or_after_the_backup_date_releases_it_until_it_is_restored(
    published: Path,
) -> None:
    out = run("move", "blight/2027-03", "--to", "2027-03-16", "--dry-run")[1]
    assert "so the backup date would be released." in out
    out = run("move", "blight/2027-03", "--to", "2027-03-16")[1]
    assert (
        "That is on or after the backup date, Fri Mar 12, 2027, 8:00 a.m., so the backup date is "
        "released."
    ) in out
    ledger = json.loads((published / "statplan.ledger.json").read_text(encoding="utf-8"))
    assert [decision["kind"] for decision in ledger["decisions"]] == ["move"]
    run("publish")
    assert rows(published)["blight/2027-03", "backup"]["state"] == "released"
    assert "works/2027-02" in run("move", "works/2027-02", "--to", "2027-03-12", "--at", "08:00")[1]
    run("restore", "works/2027-02")
    run("move", "blight/2027-03", "--to", "2027-03-10")  # an earlier date does not bring it back
    run("publish")
    assert rows(published)["blight/2027-03", "backup"]["state"] == "released"
    run("restore", "blight/2027-03")
    run("publish")
    assert rows(published)["blight/2027-03", "backup"]["state"] == "tentative"


@pytest.mark.slow
@pytest.mark.parametrize(
    "words",
    [
        ("bump", "blight/2027-03"),
        ("cancel", "blight/2027-03"),
        ("move", "works/2027-03", "--to", "2027-03-11"),
        ("held", "blight/2027-01"),
        ("release", "blight/2027-03"),
        ("release", "--held"),
    ],
    ids=" ".join,
)
def test_a_dry_run_waits_for_no_other_command_and_writes_nothing(
    published: Path, clock: Clock, words: tuple[str, ...]
) -> None:
    clock("2027-01-20T12:00")
    before = snapshot(published)
    with lock_folder(published):
        code, out, _ = run(*words, "--dry-run")
    assert code == 0
    assert snapshot(published) == before
    (published / LOCK_FILE).unlink()
    assert run(*words, "--dry-run")[:2] == (0, out)
    assert not (published / LOCK_FILE).exists()
