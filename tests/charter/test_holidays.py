"""The charter says which days are working days in as few words as they need."""

import pytest

from statplan.charter.context import CharterContext
from statplan.charter.holidays import write_closed_days
from statplan.documents.blocks import Paragraph
from statplan.plan import Plan
from statplan.schedule import make_schedule
from tests.support.charters import ESSENTIALS, merged


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
    assert "".join(map(str, first.spans)).startswith(f"Working days are {said}. ")
