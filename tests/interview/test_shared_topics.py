"""Recurring meetings that take several topics at once, as the interview makes them."""

import pytest

from statplan.plan.paths import get_answer
from statplan.schedule import make_schedule
from tests.support.person import SMALL, interviewed, plan_of, then

SERIES = "frequency.series"
SEVERAL = "Several topics share each meeting"


@pytest.mark.slow
def test_a_topic_may_be_shared_by_two_recurring_meetings() -> None:
    replies = {
        **SMALL,
        "depth": "essential",
        "focus.kind": "subject",
        "focus.subjects[0].name": "Blight; Overtime; Homicide",
        f"another:{SERIES}": then("yes", "no"),
        f"{SERIES}[0].examines": SEVERAL,
        f"{SERIES}[0].subject": ("blight", "overtime"),
        f"{SERIES}[1].name": "Public Safety",
        f"{SERIES}[1].examines": SEVERAL,
        f"{SERIES}[1].subject": ("overtime", "homicide"),
        f"{SERIES}[1].every": "monthly, third Thursday, 9 am",
    }
    answers, _ = interviewed(replies)
    assert get_answer(answers.tree, f"{SERIES}[0].subject") == ["blight", "overtime"]
    meetings = make_schedule(plan_of(answers)).meetings
    topics = {meeting.key.series: meeting.subject_ids for meeting in meetings}
    assert topics == {
        "citistat": ("blight", "overtime"),
        "public-safety": ("overtime", "homicide"),
    }
    assert len(meetings) == 24
