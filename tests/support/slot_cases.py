"""Small random cases: a short year, few people, busy calendars, wishes."""

from datetime import date, datetime, time, timedelta
from typing import Any

from hypothesis import strategies as st

from statplan.busy.intervals import BusyCalendar, BusyInterval, BusyTimes
from statplan.plan import Plan
from statplan.slots import Preferences
from tests.support.plans import PEOPLE, answers, monthly
from tests.support.schedule_plans import list_holidays
from tests.support.slot_verifier import Case

_POLICIES = (
    "next working day",
    "previous working day",
    "a week later",
    "same week",
    "use backup",
    "skip",
)
_OWNERS = (*(("person", each) for each in ("mayor", "finance", "works-head")), ("room", "room a"))
_MINUTES = (30, 60, 90, 120)


@st.composite
def spans(draw: st.DrawFn, weeks: int) -> BusyInterval:
    """Busy time on a day of the first weeks, or for the whole of it, firm or not."""
    day = date(2027, 1, 4) + timedelta(days=draw(st.integers(0, 7 * weeks)))
    if draw(st.integers(0, 9)) == 0:
        begins = datetime.combine(day, time())
        return BusyInterval(
            begins, begins + timedelta(days=draw(st.integers(1, 4))), is_all_day=True
        )
    minutes = draw(st.sampled_from((0, 10, 30, 60, 90, 120, 180)))
    begins = datetime.combine(day, time(8)) + timedelta(minutes=minutes)
    length = timedelta(minutes=draw(st.sampled_from((20, 45, 60, 90, 240))))
    return BusyInterval(begins, begins + length, is_firm=draw(st.integers(0, 2)) > 0)


@st.composite
def wishes(draw: st.DrawFn, days: int) -> Preferences:
    """Wishes that leave few places: some weekdays, a morning."""
    allowed = draw(st.lists(st.integers(0, 4), min_size=1, max_size=days, unique=True))
    step = draw(st.sampled_from((60, 90, 120) if days > 2 else (90, 120)))
    return Preferences(
        days=tuple(sorted(allowed)),
        first=time(8),
        last=draw(st.sampled_from((time(10, 30), time(12)))),
        step=step,
        shunned=draw(st.sampled_from(((), (0,), (0, 4)))),
        liked_from=draw(st.sampled_from((None, time(9)))),
        liked_until=draw(st.sampled_from((None, time(11)))),
        spread=draw(st.booleans()),
        same_day=draw(st.booleans()),
    )


@st.composite
def series(draw: st.DrawFn, name: str, every: tuple[str, ...]) -> dict[str, Any]:
    """A series whose place is sought."""
    people = st.lists(st.sampled_from(PEOPLE[:3]), max_size=2, unique=True)
    found: dict[str, Any] = {
        "id": name,
        "every": draw(st.sampled_from(every)),
        "minutes": draw(st.sampled_from(_MINUTES)),
        "closed_day": {"holiday": draw(st.sampled_from(_POLICIES))},
        "avoid_near_holidays": draw(st.sampled_from(("no", "no", "yes"))),
        "required": draw(people),
        "optional": draw(people),
        "backup": {
            "keep": draw(st.sampled_from(("yes", "yes", "yes", "no"))),
            "rule": draw(st.sampled_from(("soonest", "soonest", "same week", "week later"))),
            "after": draw(st.integers(1, 2)),
            "within": draw(st.integers(2, 6)),
            "before_next": draw(st.integers(1, 3)),
        },
    }
    if draw(st.booleans()):
        found["rotate"] = draw(
            st.sampled_from(("departments", ["works", "health"], [["works", "police"], "health"]))
        )
    if draw(st.integers(0, 2)) == 0:
        found["room"] = draw(st.sampled_from(("Room A", "Room B")))
    if draw(st.integers(0, 3)) == 0:
        found["backup"]["times"] = ["09:00"]
    if draw(st.integers(0, 3)) == 0:
        found["backup"]["at"] = draw(st.sampled_from(("08:00", "10:00")))
    stated = draw(st.integers(0, 5))
    if stated == 0:
        found["at"] = "09:30"
    elif stated == 1:
        on = "Tuesday" if "week" in found["every"] else "second Tuesday"
        found["on"] = on
    return found


@st.composite
def cases(
    draw: st.DrawFn,
    *,
    most: int,
    months: tuple[int, ...],
    every: tuple[str, ...],
    days: int = 5,
) -> Case:
    """A case of up to `most` series beside one that may be fixed."""
    count = draw(st.integers(1, most))
    lines = [draw(series(f"s{number}", every)) for number in range(count)]
    fixed = [monthly("fixed", required=["mayor"])] if draw(st.booleans()) else []
    length = draw(st.sampled_from(months))
    listed = list_holidays("2027-01-01", length) | {"2027-01-18": "Martin Luther King Jr. Day"}
    made = answers(
        *lines,
        *fixed,
        months=length,
        holidays={"listed": listed},
        closures=draw(
            st.lists(
                st.integers(0, 30 * length).map(
                    lambda offset: {
                        "day": str(date(2027, 1, 4) + timedelta(days=offset)),
                        "why": "Closed for the test",
                    }
                ),
                max_size=2,
            )
        ),
    )
    calendars = tuple(
        BusyCalendar(owner, tuple(sorted(draw(st.lists(spans(5 * length), max_size=8)))))
        for owner in _OWNERS
    )
    wished = draw(wishes(days))
    return Case(
        Plan.model_validate(made), BusyTimes(calendars), wished, tuple(s["id"] for s in lines)
    )
