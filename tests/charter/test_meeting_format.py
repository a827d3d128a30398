"""The charter's figures and its table of the rhythm say what the plan says."""

from typing import Any

import pytest

from statplan.charter.context import CharterContext
from statplan.charter.meeting_format import list_milestones
from statplan.documents.blocks import Document, Figure, Table
from statplan.plan import Plan
from statplan.schedule import make_schedule
from tests.support.charters import ESSENTIALS, charter, merged, section, with_series

CLOCK: dict[str, Any] = {
    "frequency": {
        "preparation": {
            "data_due": 10, "memo_hours": 48, "follow_up_days": 2, "responses_due": 3,
        }
    },
    "leadership": {"prebrief_days": 5},
    "publicity": {"elected_body": {"notice_hours": 72}, "redaction": {"within_days": 10}},
}  # fmt: skip


def figures(document: Document) -> dict[str, Figure]:
    return {each.caption: each for each in document.blocks if isinstance(each, Figure)}


def test_the_clock_runs_in_the_order_of_time() -> None:
    plan = Plan.model_validate(merged(ESSENTIALS, CLOCK))
    line = list_milestones(CharterContext(plan, make_schedule(plan)))
    assert [each.event for each in line] == [
        "departments send their data",
        "the Mayor is briefed",
        "answers to the last follow-up arrive",
        "public notice is given",
        "the memo goes out",
        "the meeting",
        "the follow-up memo goes out",
        "what may be public is published",
    ]
    assert [each.days_after for each in line] == sorted(each.days_after for each in line)


def test_its_words_say_all_that_is_drawn() -> None:
    figure = figures(charter(merged(ESSENTIALS, CLOCK)))["The preparation clock"]
    assert figure.alt.startswith(
        "A line of time from left to right: 10 working days before, departments send their data; "
    )
    assert figure.alt.endswith("within 10 working days, what may be public is published.")
    drawn = " ".join(each.words for each in figure.drawing.words)
    assert all(word.strip(".;,:") in drawn for word in figure.alt.partition(": ")[2].split())


@pytest.mark.parametrize("clock", [{}, {"memo_hours": 48}])
def test_one_time_alone_is_no_clock(clock: dict[str, int]) -> None:
    document = charter(merged(ESSENTIALS, {"frequency": {"preparation": clock}}))
    assert "The preparation clock" not in figures(document)


def test_the_room_has_a_seat_for_everybody_on_the_panel_and_at_the_head() -> None:
    more = {"participants": {"department_brings": ["head"], "employees_may_watch": "yes"}}
    figure = figures(charter(merged(ESSENTIALS, more)))["Seating plan"]
    assert figure.alt == (
        "At the left end of the table, at its head, "
        "sits the Mayor or Chief Administrative Officer. "
        "Along the far side sits the panel: the City Attorney. "
        "Along the near side, by the screen, is the hot seat of whoever answers. "
        "Beside it sits whom the department brings: its head. "
        "The Stat lead, the Director of Performance, sits at the near side, next to the head. "
        "The screen is at the right end. Those who watch sit behind the near side."
    )


def test_words_stay_within_a_drawing() -> None:
    drawings = [each.drawing for each in figures(charter(merged(ESSENTIALS, CLOCK))).values()]
    assert len(drawings) == 2
    for drawing in drawings:
        for each in drawing.words:
            (x, y), size = each.position, each.style.size
            reach = len(each.words) * size * 0.56 / (2 if each.style.anchor == "middle" else 1)
            assert x - reach * (each.style.anchor == "middle") >= -1
            assert x + reach <= drawing.width + 1
            assert size <= y <= drawing.height


def test_several_series_are_a_table_with_their_meetings_counted() -> None:
    first = ESSENTIALS["frequency"]["series"][0]
    other = {"id": "fires", "name": "FireStat", "every": "quarter", "on": "first Monday"}
    answers = with_series(first, {**other, "at": "09:30", "minutes": 60})
    (table,) = (
        each
        for each in charter(answers).blocks
        if isinstance(each, Table) and each.caption == "The recurring meetings"
    )
    assert table.rows[1] == (
        ("FireStat",),
        ("on the first Monday of the first month of every quarter",),
        ("9:30 a.m.",),
        ("60",),
        ("4",),
    )
    assert "The recurring meetings" not in section(with_series(first), "Calendar")
