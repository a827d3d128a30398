"""What nobody filled in is refused or left out: whole templates, and rows of their tables."""

import pytest

from statplan.ledger import DecisionRequest
from statplan.records import (
    GROUNDS,
    ClearedCopy,
    RecordKind,
    RedactionRules,
    check_copies,
    make_template,
    redact_notes,
)
from statplan.records.record_files import MarkedNotes, read_notes
from statplan.records.withheld_text import collect_words
from tests.support.marked_notes import ID, copy_of, notes, public, refusals
from tests.support.templates import plan_of, standing_of

UNTOUCHED = "nothing is written here beyond the template."
BLANK = "this row of the table is not filled in."
ACTIONS = ("| Action | Owner | Due | Status |", "| --- | --- | --- | --- |")
FILLED = "| Mow the lots | Public Works | May 5 | not yet due |"


def template(kind: RecordKind = RecordKind.NOTES) -> str:
    plan = plan_of()
    standing = standing_of(plan, DecisionRequest("bump", "Storm"))
    return make_template(plan, standing, kind, GROUNDS, ID).decode()


def facts(text: str, rules: RedactionRules | None = None) -> list[str]:
    found = redact_notes(text, rules or RedactionRules())
    return [] if isinstance(found, ClearedCopy) else [each.fact for each in found]


@pytest.mark.parametrize("kind", RecordKind)
def test_an_untouched_template_of_each_kind_is_refused(kind: RecordKind) -> None:
    assert facts(template(kind)) == [UNTOUCHED]


def test_an_untouched_template_is_refused_whatever_its_blanks_and_sections() -> None:
    text = template()
    assert facts(text.replace("\n\n", "\n\n\n") + "\n \n") == [UNTOUCHED]
    assert facts(text.partition("## Decisions")[0]) == [UNTOUCHED]
    assert facts(text.replace("\n", "\r\n")) == [UNTOUCHED]


def test_the_agenda_of_the_plan_is_no_record_even_without_its_sections() -> None:
    text = template().partition("## What was discussed")[0]
    rules = RedactionRules(public_words=collect_words(["Opening", "Follow-up from last time"]))
    assert facts(text, rules) == [UNTOUCHED]


def test_notes_of_a_head_or_of_headings_alone_are_refused() -> None:
    assert facts(notes("")) == [UNTOUCHED]
    assert facts(notes("# Notes", "", "## Decisions")) == [UNTOUCHED]
    assert facts(notes("1. ", "- ")) == [UNTOUCHED]


@pytest.mark.slow
@pytest.mark.parametrize("number", ["", "1", "1.", "#3"])
@pytest.mark.parametrize("status", ["", "Open", "not yet due", "pending"])
def test_numbers_and_statuses_alone_do_not_fill_a_template(number: str, status: str) -> None:
    table = ("| Number | Action | Owner | Status |", "| --- | --- | --- | --- |")
    row = f"| {number} | | | {status} |"
    assert facts(notes(*table, row, row)) == [UNTOUCHED]
    assert refusals(*table, "| 2 | Mow | | Open |", row) == [(4, BLANK)]


@pytest.mark.slow
@pytest.mark.parametrize(
    "line",
    [
        "We met.",
        "- We met.",
        "> We met.",
        "1. We met.",
        "[[REDACT:legal|The court]]",
        "`We met`",
    ],
)
def test_one_sentence_fills_a_template_and_unfilled_tables_are_left_out(line: str) -> None:
    body = copy_of(f"{template()}\n{line}\n").body
    assert "|" not in body.replace("\\|", "")
    assert "Who came" not in body
    assert "1. Opening" in body


def test_an_item_that_the_clerk_adds_to_the_agenda_or_the_facts_fills_it() -> None:
    for old in ("1. Opening\n", "- **Subject:** Blight\n"):
        added = old.replace("Opening", "Opening: forty lots").replace("**Subject:** ", "Forty ")
        assert facts(template().replace(old, old + added, 1)) == []


@pytest.mark.parametrize("came", ["yes", "x", "\u2713", "-", "X (late)"])
def test_an_attendance_that_is_filled_in_is_a_record_with_those_who_did_not_come(came: str) -> None:
    body = copy_of(template().replace("| Mayor |  |", f"| Mayor | {came} |")).body
    assert f"| Mayor | {came} |\n| Law | |" in body
    assert "| Action |" not in body


def test_a_blank_row_of_a_table_that_was_begun_is_refused_with_its_line() -> None:
    assert refusals("Fine.", "", *ACTIONS, FILLED, "|  |  |  |  |", "| - | | \u2014 | |") == [
        (6, BLANK),
        (7, BLANK),
    ]


def test_rows_that_say_something_are_public() -> None:
    rows = (FILLED, "| Mow | | | |", "| none | | | |", "| 2026 | 45 | 12 | 3 |")
    assert public("Fine.", "", *ACTIONS, *rows).count("\n") == 8


def test_a_table_that_nobody_began_is_left_out_with_its_caption_and_nothing_else() -> None:
    said = public("Fine.", "", "**Who does what**", "", *ACTIONS, "|  |  |  |  |", "", "After.")
    assert said == "Fine.\n\nAfter.\n"


def test_a_line_in_bold_that_is_no_caption_stays() -> None:
    said = public("**Fine.**", "", "And so on.", "", *ACTIONS, "|  |  |  |  |")
    assert said == "**Fine.**\n\nAnd so on.\n"


def test_a_copy_of_an_untouched_template_is_not_cleared() -> None:
    text = template()
    marked = read_notes(text)
    assert isinstance(marked, MarkedNotes)
    copy = ClearedCopy(marked.kind, marked.meeting, marked.digest, "\n".join(marked.lines))
    folder = check_copies({"a.md": text, "a.public.md": copy.render_file()})
    assert [each.fact.partition(",")[0] for each in folder.problems] == [
        "nothing is written in this copy"
    ]
    assert not folder.copies
