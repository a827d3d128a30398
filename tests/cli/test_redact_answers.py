"""Questions about personal data, their answers, and the second reader, as a clerk types them."""

from pathlib import Path

import pytest

from tests.support.commands import run, snapshot
from tests.support.records import COPY, NOTES, plan
from tests.support.year import Clock, clock, edit

__all__ = ["clock", "plan"]  # fixtures
LINE = "Then Maria Lopez complained; write to maria.lopez@example.org."
WHY = ("--reason", "signed the public petition")


@pytest.fixture
def notes(plan: Path, clock: Clock) -> Path:
    """Notes that somebody wrote on the day after the meeting."""
    clock("2027-03-12T12:00")
    assert run("notes", "blight/2027-03")[0] == 0
    path = plan / NOTES
    head, guide_end, _ = read(path).partition("-->\n")
    path.write_text(f"{head}{guide_end}\n# Notes\n\nForty lots were mown.\n", encoding="utf-8")
    return path


def fill(path: Path, *lines: str) -> None:
    text = path.read_text(encoding="utf-8")
    path.write_text(text + "\n".join(("", *lines, "")), encoding="utf-8")


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")


def test_personal_data_is_a_question_with_both_ways_out(notes: Path) -> None:
    fill(notes, LINE)
    before = snapshot(notes.parent)
    code, out, err = run("redact", notes)
    assert (code, out) == (1, "")
    assert "2 problems found; nothing was written." in err
    number = read(notes).split("\n").index(LINE) + 1
    assert f"{notes}:{number}: 'Maria Lopez' looks like a person's name." in err
    assert f"{notes}:{number}: 'maria.lopez@example.org' looks like an e-mail address." in err
    assert "[[REDACT:privacy|these words]]" in err
    assert f"statplan redact {notes} --allow 'Maria Lopez' --reason" in err
    assert snapshot(notes.parent) == before


def test_an_answer_is_kept_in_the_notes_with_its_day_and_reason(notes: Path) -> None:
    fill(notes, "Then Maria Lopez complained.")
    code, _, err = run("redact", notes, "--allow", "Maria Lopez", *WHY)
    assert code == 0
    assert f"wrote  {notes}, with your answer" in err
    head = read(notes).partition("\n---\n")[0]
    assert head.endswith("\nallow: 2027-03-12 | Maria Lopez | signed the public petition")
    copy = read(notes.parent.parent / COPY)
    assert "Then Maria Lopez complained." in copy
    assert "petition" not in copy
    before = snapshot(notes.parent)
    assert run("redact", notes)[0] == 0
    assert run("redact", notes, "--allow", "Maria Lopez", *WHY)[0] == 0
    assert snapshot(notes.parent) == before


def test_answers_are_given_one_after_the_other(notes: Path) -> None:
    fill(notes, LINE)
    code, _, err = run("redact", notes, "--allow", "Maria Lopez", *WHY)
    assert code == 1
    assert "1 problem found; your answer was kept, and no copy was written." in err
    assert not (notes.parent.parent / COPY).exists()
    code, _, err = run("redact", notes, "--allow", "maria.lopez@example.org", "--reason", "asked")
    assert code == 0
    assert read(notes).count("\nallow: ") == 2


def test_several_answers_share_a_reason(notes: Path) -> None:
    fill(notes, LINE)
    both = ("--allow", "Maria Lopez", "--allow", "maria.lopez@example.org")
    assert run("redact", notes, *both, *WHY)[0] == 0


def test_a_mark_answers_as_well(notes: Path) -> None:
    fill(notes, "Then [[REDACT:privacy|Maria Lopez]] complained.")
    assert run("redact", notes)[0] == 0


@pytest.mark.parametrize("given", [("--allow", "Elm"), WHY, ("--allow", "Elm", "--reason", " ")])
def test_an_answer_without_both_flags_changes_nothing(notes: Path, given: tuple[str, ...]) -> None:
    before = snapshot(notes.parent)
    code, _, err = run("redact", notes, *given)
    assert code == 2
    assert "is missing." in err
    assert snapshot(notes.parent) == before


def test_an_answer_about_a_whole_mark_or_about_nothing_changes_nothing(notes: Path) -> None:
    fill(notes, "It was [[REDACT:personnel|Jane Quux]].", "We paved Elm Way.")
    before = snapshot(notes.parent)
    code, _, err = run("redact", notes, "--allow", "jane quux", *WHY)
    assert code == 2
    assert "is all that is withheld in line" in err
    assert "quux" not in err.lower()
    code, _, err = run("redact", notes, "--allow", "Oak Way", *WHY)
    assert code == 2
    assert "is nowhere in the public text" in err
    assert snapshot(notes.parent) == before


def test_an_answer_that_matches_nothing_any_more_is_named_by_its_line(notes: Path) -> None:
    fill(notes, "Then Maria Lopez complained.")
    run("redact", notes, "--allow", "Maria Lopez", *WHY)
    notes.write_text(read(notes).replace("Then Maria Lopez", "Somebody"), encoding="utf-8")
    code, _, err = run("redact", notes)
    assert code == 0
    assert f"{notes}:5: this answer matches nothing in the notes any more. Delete its line." in err


@pytest.mark.parametrize("words", [("-o", "-"), ()])
def test_each_public_copy_says_what_was_not_looked_for(notes: Path, words: tuple[str, ...]) -> None:
    _, out, err = run("redact", notes, *words)
    for text in (
        "initials", "nicknames", "misspellings", "paraphrase", "encodings", "names of two letters",
        "names in scripts without capitals", "Have a second person read it,",
    ):  # fmt: skip
        assert text in " ".join(err.split())
        assert text not in out


def test_who_read_the_copy_is_recorded_in_its_head(notes: Path) -> None:
    assert run("redact", notes)[0] == 0
    assert "reader:" not in read(notes.parent.parent / COPY)
    code, _, err = run("redact", notes, "--reader", "city attorney")
    assert code == 0
    assert "Read by: City Attorney, recorded on Friday, March 12, 2027." in err
    assert "\nreader: 2027-03-12 | City Attorney\n" in read(notes.parent.parent / COPY)
    assert "reader" not in read(notes)


def test_nobody_has_read_a_copy_that_is_not_there_or_not_of_the_notes(notes: Path) -> None:
    before = snapshot(notes.parent)
    code, _, err = run("redact", notes, "--reader", "Clerk")
    assert code == 4
    assert "is not there yet, so that nobody can have read it; nothing was written." in err
    assert snapshot(notes.parent) == before
    assert run("redact", notes)[0] == 0
    fill(notes, "One more line.")
    before = snapshot(notes.parent)
    code, _, err = run("redact", notes, "--reader", "Clerk")
    assert code == 4
    assert "is not of the notes as they are now, so that nobody can have read it" in err
    assert snapshot(notes.parent) == before
    assert run("redact", notes)[0] == 0
    assert run("redact", notes, "--reader", "Clerk")[0] == 0


def test_the_reader_stays_while_the_notes_are_the_same(notes: Path, clock: Clock) -> None:
    run("redact", notes)
    run("redact", notes, "--reader", "Clerk")
    before = snapshot(notes.parent)
    clock("2027-03-20T12:00")
    assert run("redact", notes)[0] == 0
    assert run("redact", notes, "--reader", "Clerk")[0] == 0
    assert snapshot(notes.parent) == before
    run("redact", notes, "--reader", "City Attorney")
    assert "\nreader: 2027-03-20 | City Attorney\n" in read(notes.parent.parent / COPY)


def test_a_copy_of_changed_notes_needs_a_new_reader(notes: Path) -> None:
    run("redact", notes)
    run("redact", notes, "--reader", "Clerk")
    fill(notes, "One more line.")
    code, _, err = run("redact", notes)
    assert code == 0
    assert "The notes changed since they were read by: Clerk." in err
    assert "reader:" not in read(notes.parent.parent / COPY)


@pytest.mark.parametrize("name", ["Jo Smith", "Sheriff", "law"])
def test_a_reader_is_named_by_a_job_title_of_the_plan(notes: Path, name: str) -> None:
    before = snapshot(notes.parent)
    code, _, err = run("redact", notes, "--reader", name)
    assert code == 2
    assert "Enter a job title, not a name: Mayor, City Attorney, or Clerk." in " ".join(err.split())
    assert snapshot(notes.parent) == before


WITHOUT_PEOPLE = """\
statplan: 1
lineage: 6f1c2b1e-0000-4000-8000-000000000001
created: 2026-12-01
program: {name: TestStat, timezone: America/Chicago}
frequency:
  first_day: 2027-01-01
  series: [{id: blight, every: month, on: second Thursday, at: "08:00"}]
"""


def test_a_reader_needs_a_job_title_in_the_plan(notes: Path) -> None:
    plan = notes.parent.parent / "statplan.yaml"
    plan.write_text(WITHOUT_PEOPLE, encoding="utf-8")
    code, _, err = run("redact", notes, "--reader", "Clerk")
    assert code == 2
    assert "Add the reader's job title to participants.people first." in err
    people = "participants: {people: [{id: clerk, office: Clerk}]}\n"
    plan.write_text(WITHOUT_PEOPLE + people, encoding="utf-8")
    assert run("redact", notes)[0] == 0
    assert run("redact", notes, "--reader", "Clerk")[0] == 0


@pytest.fixture
def unread(plan: Path, notes: Path) -> Path:
    """A plan that asks for a second reader, with a public copy that nobody has read."""
    edit(plan, "within_days: 10\n", "within_days: 10\n    second_reader: true\n")
    code, _, err = run("redact", notes)
    assert code == 0
    said = " ".join(err.split())
    assert f"and record who did: `statplan redact {notes} --reader JOB_TITLE`." in said
    assert "Until then, statplan does not publish it." in said
    return plan


def test_the_plan_may_ask_for_a_second_reader(unread: Path) -> None:
    assert "it does not say which second person read it." in run("status")[1]
    before = snapshot(unread / "records")
    for command in ("publish", "site"):
        code, _, err = run(command)
        assert code == 4
        assert f"{unread / COPY}: it does not say which second person read it." in err
        assert f"statplan redact {unread / NOTES} --reader JOB_TITLE" in err
    assert snapshot(unread / "records") == before
    assert not (unread / "calendars").exists()
    assert run("redact", unread / NOTES, "--reader", "Clerk")[0] == 0
    assert "second person" not in run("status")[1]
    assert run("publish")[0] == 0


def test_whoever_redacts_is_no_second_reader(unread: Path) -> None:
    edit(unread, "second_reader: true", "second_reader: true\n    reviewer: clerk")
    code, _, err = run("redact", unread / NOTES, "--reader", "Clerk")
    assert code == 2
    assert "Clerk redacts the records, and cannot be the second reader of one." in err
    assert run("redact", unread / NOTES, "--reader", "City Attorney")[0] == 0


def test_a_copy_whose_reader_was_written_in_by_hand_is_not_cleared(unread: Path) -> None:
    copy = unread / COPY
    text = read(copy).replace("\ntext: ", "\nreader: 2027-03-12 | Clerk\ntext: ", 1)
    copy.write_text(text, encoding="utf-8")
    assert "this copy was changed after it was cleared." in run("status")[1]
    assert run("publish")[0] == 4
