"""The scorecard says what is recorded, and no more; one page, in plain sentences."""

from dataclasses import replace
from datetime import date, time

import pytest

from statplan.documents import render_document
from statplan.documents.blocks import BulletList, Document, Heading, Table
from statplan.ledger.accounting import MeetingAccount, Outcome, YearAccount
from statplan.ledger.notice import NoticeGiven
from statplan.papers.json import write
from statplan.papers.scorecard import (
    describe_changes,
    describe_notice,
    describe_release,
    format_held_share,
    format_year,
    make_scorecard,
)
from statplan.schedule import TimeSlot
from tests.support.plans import monthly, plan

FIRST, LAST = date(2027, 1, 1), date(2027, 12, 31)
TODAY = date(2027, 4, 1)
DUE, DUE_TEXT = date(2027, 12, 1), "Wednesday, December 1, 2027"
ON_TIME, LATE = "Tuesday, November 30, 2027", "Thursday, December 2, 2027"


def meeting(
    month: int, outcome: Outcome, *, day: int = 11, series: str = "stat", is_bumped: bool = False
) -> MeetingAccount:
    """A meeting that was promised for the 11th of a month."""
    promised = TimeSlot(date(2027, month, 11), time(8), 60)
    slot = TimeSlot(date(2027, month, day), time(8), 60)
    key = f"{series}/2027-{month:02}"
    return MeetingAccount(key, series, series.title(), promised, slot, outcome, is_bumped)


def added(month: int, outcome: Outcome) -> MeetingAccount:
    """A meeting that was added later."""
    slot = TimeSlot(date(2027, month, 20), time(8), 60)
    return MeetingAccount(f"late/2027-{month:02}", "late", "Late", None, slot, outcome)


def year(*meetings: MeetingAccount, notice: NoticeGiven | None = None) -> YearAccount:
    """A year that was published in December, on April 1."""
    published_on = date(2026, 12, 10)
    return YearAccount(FIRST, LAST, TODAY, meetings, published_on, notice=notice or NoticeGiven())


def read_text(document: Document) -> str:
    """The document as Markdown."""
    return render_document(document, "md").decode()


@pytest.mark.parametrize(
    ("outcomes", "share"),
    [
        ((), "none due yet"),
        (("not recorded", "not recorded"), "not recorded"),
        (("held", "held", "cancelled"), "2 of 3, 66%"),
        (("held", "not recorded", "cancelled"), "1 of 3, at least 33%"),
        (("cancelled", "dropped"), "0 of 2, 0%"),
    ],
)
def test_a_share_is_stated_only_where_something_is_recorded(
    outcomes: tuple[Outcome, ...], share: str
) -> None:
    meetings = [meeting(number, outcome) for number, outcome in enumerate(outcomes, 1)]
    assert format_held_share(year(*meetings).total) == share


def test_what_changed_is_said_in_the_singular_and_in_the_plural() -> None:
    one = year(
        meeting(1, "held", day=12, is_bumped=True), meeting(2, "cancelled"), added(2, "held")
    )
    assert list(describe_changes(one.total)) == [
        "One promised meeting was moved to another day, its backup date.",
        "One promised meeting was cancelled.",
        "One meeting was added later; 1 of them is recorded as held.",
    ]
    several = year(
        meeting(1, "held", day=12, is_bumped=True),
        meeting(2, "held", day=20),
        meeting(3, "cancelled"),
        meeting(4, "dropped"),
        meeting(5, "dropped"),
        added(1, "ahead"),
        added(2, "ahead"),
    )
    assert list(describe_changes(several.total)) == [
        "Two promised meetings were moved to another day, 1 of them to a backup date.",
        "One promised meeting was cancelled.",
        "Two promised meetings were taken out of the plan.",
        "Two meetings were added later; none of them is recorded as held.",
    ]
    assert list(describe_changes(year(meeting(1, "held")).total)) == []
    dropped = year(meeting(1, "dropped"), meeting(2, "dropped"))
    assert list(describe_changes(dropped.total)) == [
        "Two promised meetings were taken out of the plan."
    ]


def test_notice_is_said_with_what_the_plan_asks_for() -> None:
    assert list(describe_notice(year())) == []
    sentences = list(describe_notice(year(notice=NoticeGiven((1,)))))
    assert sentences == [
        (
            "Calendar updates changed 1 promised meeting. The shortest notice was 1 working day "
            "before the earlier of the old and the new date."
        )
    ]
    asked = list(describe_notice(year(notice=NoticeGiven((2, 7), 5))))
    assert asked[-1] == "The plan asks for 5 working days; 1 meeting had less."
    enough = list(describe_notice(year(notice=NoticeGiven((7,), 5))))
    assert enough[-1] == "The plan asks for 5 working days; no meeting had less."


@pytest.mark.parametrize(
    ("today", "due", "published", "sentence"),
    [
        (TODAY, None, None, ""),
        (TODAY, DUE, None, f"The next schedule is due by {DUE_TEXT}."),
        (
            date(2027, 12, 2),
            DUE,
            None,
            f"The next schedule was due by {DUE_TEXT}, and is not published.",
        ),
        (
            date(2027, 12, 9),
            DUE,
            date(2027, 11, 30),
            f"The next schedule was due by {DUE_TEXT}. It came on time, on {ON_TIME}.",
        ),
        (
            date(2027, 12, 9),
            DUE,
            date(2027, 12, 2),
            f"The next schedule was due by {DUE_TEXT}. It came late, on {LATE}.",
        ),
    ],
)
def test_the_next_schedule_is_said_only_where_a_day_was_promised(
    today: date, due: date | None, published: date | None, sentence: str
) -> None:
    account = YearAccount(FIRST, LAST, today, (), date(2026, 12, 10), due, published)
    assert " ".join(describe_release(account)) == sentence


def test_the_scorecard_has_a_row_for_each_series_and_one_for_all() -> None:
    account = year(
        meeting(1, "held"),
        meeting(2, "not recorded"),
        meeting(1, "cancelled", series="works"),
        meeting(6, "dropped", series="works"),
    )
    document = make_scorecard(plan(monthly()), account)
    (table,) = [block for block in document.blocks if isinstance(block, Table)]
    assert [[str(cell[0]) for cell in row] for row in table.rows] == [
        ["Stat", "2", "2", "1", "0", "0", "1 of 2, at least 50%"],
        ["Works", "2", "1", "0", "0", "2", "0 of 1, 0%"],
        ["All meetings", "4", "3", "1", "0", "2", "1 of 3, at least 33%"],
    ]
    assert document.title == "TestStat: scorecard 2027"
    assert document.created == TODAY
    assert (
        "The schedule promised 4 meetings, and 3 of them are due by now. Of those due, 1 is "
        "recorded as held, 1 is off, and nothing is recorded for 1."
    ) in read_text(document)
    assert [block.text for block in document.blocks if isinstance(block, Heading)] == [
        "Changes",
        "How this is counted",
    ]
    changed = make_scorecard(plan(monthly()), year(meeting(1, "cancelled"), added(2, "held")))
    assert any(isinstance(block, BulletList) for block in changed.blocks)


def test_a_meeting_that_is_put_off_is_said_to_be_ahead() -> None:
    text = read_text(make_scorecard(plan(monthly()), year(meeting(3, "ahead", day=30))))
    late = TimeSlot(date(2027, 4, 20), time(8), 60)
    put_off = MeetingAccount(
        "stat/2027-03", "stat", "Stat", TimeSlot(date(2027, 3, 11), time(8), 60), late, "ahead"
    )
    text = read_text(make_scorecard(plan(monthly()), year(put_off)))
    assert "The schedule promised 1 meeting, and 1 of them is due by now." in text
    assert "none is recorded as held and 1 is still ahead on a later day than promised." in text


def test_every_meeting_due_is_in_one_part_of_the_sentence() -> None:
    account = year(meeting(1, "held"), meeting(2, "dropped"), meeting(3, "not recorded"))
    text = read_text(make_scorecard(plan(monthly()), account))
    assert "The schedule promised 3 meetings, and all of them are due by now." in text
    total = account.total
    assert total.due == total.held + total.due_off + total.postponed + total.unrecorded


def test_series_of_one_title_share_a_row() -> None:
    unnamed = "Meetings that are not public"
    meetings = [
        replace(meeting(number, "held", series=series), title=unnamed)
        for number, series in ((1, "stat"), (2, "stat"), (3, "works"))
    ]
    document = make_scorecard(plan(monthly()), year(*meetings))
    (table,) = [block for block in document.blocks if isinstance(block, Table)]
    assert [[str(cell[0]) for cell in row] for row in table.rows] == [
        [unnamed, "3", "3", "3", "0", "0", "3 of 3, 100%"]
    ]


def test_before_a_publish_nothing_is_promised() -> None:
    account = YearAccount(FIRST, LAST, TODAY, (meeting(6, "ahead"),))
    text = read_text(make_scorecard(plan(monthly()), account))
    assert "nothing is promised yet" in text
    assert "Promised" not in text
    assert b'"promised": null' in write(plan(monthly()), account)
    assert "None of them is due yet." in read_text(
        make_scorecard(plan(monthly()), year(meeting(6, "ahead")))
    )


def test_a_fiscal_year_has_both_years_in_its_name() -> None:
    account = YearAccount(date(2027, 7, 1), date(2028, 6, 30), TODAY, ())
    assert format_year(account) == "2027\u201328"
