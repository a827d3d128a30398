"""A plan may say a time in words; everything else sees its canonical form."""

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from statplan.interview.parse_reply import parse_answer
from statplan.plan import loader, questions
from statplan.plan.phrases import PhraseContext, read_day
from statplan.plan.time_answers import build_phrase_context, find_time_kind, normalize_times
from statplan.plan.timezones import find_zone_country, list_timezones
from statplan.schedule import make_schedule
from tests.support.commands import run
from tests.support.plans import answers

SPOKEN: dict[str, Any] = {
    "id": "stat",
    "every": "Quarterly",
    "in_month": 2,
    "on": "2nd Tues of the month",
    "at": "2 pm",
    "minutes": "1.5 hours",
    "starts": "Jan. 1, 2027",
}
CANONICAL: dict[str, Any] = {
    "id": "stat",
    "every": "quarter",
    "in_month": 2,
    "on": "second Tuesday",
    "at": "14:00",
    "minutes": 90,
    "starts": "2027-01-01",
}


def test_words_make_the_same_year_as_canonical_forms() -> None:
    spoken, canonical = (
        loader.validate_answers(answers(each, first_day=day))
        for each, day in ((SPOKEN, "January 1, 2027"), (CANONICAL, "2027-01-01"))
    )
    assert spoken.plan is not None, spoken.problems
    assert canonical.plan is not None, canonical.problems
    assert spoken.answers == canonical.answers
    # The month of the quarter depends on the interval, which is the quarter in any words.
    assert spoken.plan.frequency.series == canonical.plan.frequency.series
    assert make_schedule(spoken.plan).meetings == make_schedule(canonical.plan).meetings


def test_what_cannot_be_read_stays_as_it_is() -> None:
    odd = {"frequency": {"first_day": "soon", "series": [{"at": 8, "dates": ["x", 5]}, None]}}
    assert normalize_times(odd) == odd
    assert normalize_times({"frequency": "odd", "program": {"term": []}}) == {
        "frequency": "odd",
        "program": {"term": []},
    }


def test_answers_and_flags_are_written_canonically(tmp_path: Path) -> None:
    (tmp_path / "answers.yaml").write_text(
        "program: {name: TestStat, organization: Example, timezone: America/Chicago}\n"
        "frequency:\n  first_day: March 1, 2027\n  series:\n"
        "    - {id: stat, every: every other week, on: weds, at: 9:30 a.m.}\n",
        encoding="utf-8",
    )
    settings = (
        "--set",
        "frequency.series.stat.at=2 pm",
        "--set",
        "frequency.release.by=10 Dec 2027",
    )
    code, _, err = run(
        "init", tmp_path / "made", "--no-input", "--answers", tmp_path / "answers.yaml", *settings
    )
    assert code == 0, err
    text = (tmp_path / "made" / "statplan.yaml").read_text(encoding="utf-8")
    for line in (
        "first_day: 2027-03-01", "every: 2 weeks", "on: Wednesday", "at: 14:00",
        "by: 2027-12-10",
    ):  # fmt: skip
        assert line in text, line
    refused = ("--set", "frequency.release.by=next Friday")
    code, _, err = run("init", tmp_path / "other", "--no-input", "--like", "kcstat", *refused)
    assert code == 1
    assert "'next Friday' depends on the day on which it is read." in err


def test_every_time_of_the_plan_has_a_kind() -> None:
    paths = {path for path, each in questions.index_questions().items() if find_time_kind(each)}
    assert {
        "frequency.first_day",
        "frequency.series[].at",
        "frequency.series[].every",
        "frequency.series[].on",
        "frequency.series[].dates",
        "frequency.closures[].day",
    } <= paths
    assert "frequency.minutes" not in paths


@pytest.mark.parametrize(
    ("holidays", "timezone", "country"),
    [
        ({"country": "GB"}, "America/Chicago", "GB"),
        ({}, "America/Chicago", "US"),
        ({}, "US/Eastern", "US"),
        ({}, "America/Toronto", "CA"),
        ({}, "Europe/London", "GB"),
        ({}, "Etc/GMT+5", ""),
        ({}, "Nowhere", ""),
        ({}, None, ""),
    ],
)
def test_dates_are_read_by_the_country_of_the_holidays_or_of_the_zone(
    holidays: dict[str, str], timezone: str | None, country: str
) -> None:
    tree = {"program": {"timezone": timezone}, "frequency": {"holidays": holidays}}
    today = date(2026, 12, 1)
    assert build_phrase_context(tree, today) == PhraseContext(today, country)


@pytest.mark.parametrize(
    ("first_day", "said", "day"),
    [
        ("2027-01-01", "Dec 24", date(2027, 12, 24)),  # of the year that is planned
        ("2027-01-01", "Dec 24, 2026", date(2026, 12, 24)),
        ("2027-01-01", "tomorrow", date(2026, 12, 2)),
        ("2026-07-01", "Dec 24", date(2026, 12, 24)),
        ("2026-07-01", "Nov 24", date(2027, 11, 24)),
        (None, "Dec 24", date(2026, 12, 24)),
        ("soon", "Dec 24", date(2026, 12, 24)),
    ],
)
def test_a_day_without_a_year_is_of_the_year_that_is_planned(
    first_day: str | None, said: str, day: date
) -> None:
    context = build_phrase_context({"frequency": {"first_day": first_day}}, date(2026, 12, 1))
    assert read_day(said, context) == day
    question = questions.index_questions()["frequency.first_day"]
    if said == "Dec 24":  # the first day itself may be moved to an earlier one
        assert parse_answer(question, said, {}, context) == "2026-12-24"


def test_the_country_of_any_zone_is_a_code_or_unknown() -> None:
    countries = {find_zone_country(key) for key in list_timezones()}
    assert all(len(country) in {0, 2} for country in countries)
    assert {"US", "CA", "GB", "DE", ""} <= countries
