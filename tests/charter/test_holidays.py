"""The charter says which days are working days in as few words as they need."""

import pytest

from statplan.charter.context import CharterContext
from statplan.charter.holidays import write_closed_days
from statplan.documents.blocks import Paragraph
from statplan.plan import Plan
from statplan.schedule import make_schedule
from tests.support.charters import ESSENTIALS, merged, section
from tests.support.plans import Answers


@pytest.mark.parametrize(
    ("days", "said"),
    [
        (["Monday", "Tuesday", "Wednesday", "Thursday"], "Monday to Thursday"),
        (["Tuesday", "Wednesday", "Thursday"], "Tuesday to Thursday"),
        (["Monday", "Wednesday", "Thursday"], "Monday, Wednesday, and Thursday"),
        (["Monday", "Tuesday", "Thursday", "Friday"], "Monday, Tuesday, Thursday, and Friday"),
        (["Wednesday", "Thursday"], "Wednesday and Thursday"),
        (["Thursday"], "Thursday"),
    ],
)
def test_days_in_a_row_are_named_by_the_first_and_the_last(days: list[str], said: str) -> None:
    plan = Plan.model_validate(merged(ESSENTIALS, {"frequency": {"working_days": days}}))
    first, *_ = write_closed_days(CharterContext(plan, make_schedule(plan)))
    assert isinstance(first, Paragraph)
    assert "".join(map(str, first.spans)).startswith(
        f"Working days are {said}, except holidays and other days on which the offices are closed. "
    )


_CLOSURES = {"closures": [{"day": "2027-03-09", "why": "Move"}]}
_CIVIC_DATES = {"civic_dates": [{"name": "Council", "dates": ["2027-03-09"]}]}
_VETERANS_DAY = {"holidays": {"meetings": [{"holiday": "Veterans Day", "policy": "meets anyway"}]}}


@pytest.mark.parametrize(
    ("answers", "sentence"),
    [
        (_CLOSURES, "Nobody meets on these days either:"),
        (_CLOSURES | {"closed_day": {"closure": "meets anyway"}}, "These days are closures:"),
        (_CIVIC_DATES, "These days belong to others, and nobody meets on them:"),
        (
            _CIVIC_DATES | {"closed_day": {"civic_date": "meets anyway"}},
            "These days belong to others:",
        ),
        ({}, "Nobody meets on the public holidays of US-LA."),
        (_VETERANS_DAY, "The offices are closed on the public holidays of US-LA"),
    ],
)
def test_nobody_meets_only_where_no_meeting_takes_place_all_the_same(
    answers: Answers, sentence: str
) -> None:
    assert sentence in section(merged(ESSENTIALS, {"frequency": answers}), "Calendar")
