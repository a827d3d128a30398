"""The fewest meetings: each spelling means one thing, and is printed as a person would say it."""

import pytest

from statplan.plan import loader
from statplan.plan.missing import find_calendar_blockers
from statplan.plan.phrases import read_minimum
from statplan.plan.time_values import MeetingMinimum
from statplan.schedule import make_schedule

MEANINGS = {
    "once a month": ("monthly", "at least monthly", "Not less than once per month", "every month"),
    "once a quarter": ("quarterly", "not less than quarterly", "each quarter"),
    "twice a month": ("two times per month", "semi-monthly", "twice monthly"),
    "4 times a year": ("at least four times a year", "no fewer than 4 meetings in each year"),
    "twice a year": ("semiannually", "2 times a year"),
    "every 6 weeks": ("6 weeks", "once every six weeks"),
    "every 2 weeks": ("every other week", "fortnightly"),
    "once a year": ("annually", "every 12 months"),
}


@pytest.mark.parametrize("printed", MEANINGS)
def test_each_spelling_means_the_same(printed: str) -> None:
    assert {str(read_minimum(text)) for text in (printed, *MEANINGS[printed])} == {printed}


@pytest.mark.parametrize("unit", ["week", "month", "quarter", "year"])
@pytest.mark.parametrize("times", [1, 2, 3, 7])
def test_a_printed_minimum_is_read_back(times: int, unit: str) -> None:
    text = str(MeetingMinimum(times, 1, unit))  # type: ignore[arg-type]
    assert str(read_minimum(f"at least {text}")) == text


def test_a_series_of_a_law_has_no_dates_and_says_what_it_waits_for() -> None:
    series = {"id": "agencies", "at_least": "at least monthly", "for_each": "departments"}
    departments = [{"id": "works", "name": "Public Works"}]
    loaded = loader.validate_answers(
        {
            "statplan": 1,
            "program": {"name": "CitiStat", "organization": "City", "timezone": "America/New_York"},
            "participants": {"departments": departments},
            "frequency": {"first_day": "2027-01-01", "series": [series]},
        }
    )
    assert loaded.plan
    schedule = make_schedule(loaded.plan)
    assert schedule.meetings == ()
    paths = [f"frequency.series[0].{key}" for key in ("every", "on", "at")]
    assert [blocker.path for blocker in find_calendar_blockers(loaded.answers)] == paths
    (undecided,) = schedule.undecided
    assert list(undecided.missing) == paths
