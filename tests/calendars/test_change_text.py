"""Tables of changes are headed by the series, whatever its name is and whatever it examines."""

from datetime import UTC, date, datetime

from statplan.calendars.build_calendar import desired_entries
from statplan.calendars.change_text import format_dates, render_table
from statplan.ledger import Ledger, build_year_state, compare_entries, record_publish
from statplan.plan import Plan
from statplan.schedule import make_schedule
from statplan.schedule.date_rules import build_date_rules
from statplan.schedule.series_rules import index_titles
from tests.support.plans import LINEAGE, answers, monthly


def list_headings(data: dict[str, object], titles: dict[str, str] | None = None) -> list[str]:
    """Return the headings of the table of a first publish."""
    plan = Plan.model_validate(data)
    schedule = make_schedule(plan)
    rules = build_date_rules(plan, schedule)
    ledger, today = Ledger(LINEAGE), date(2026, 12, 10)
    entries = desired_entries(plan, build_year_state(schedule, ledger, rules, today), rules)
    changes = compare_entries(ledger, entries, today).differences
    lines = render_table(changes, index_titles(plan) if titles is None else titles)
    return [line for line in lines if line.startswith("###")]


def test_a_name_with_brackets_is_whole() -> None:
    data = answers(monthly("a") | {"name": "Alpha (moved online)"}, monthly("b", "third Thursday"))
    assert list_headings(data) == ["### Alpha \\(moved online\\) (`a`)", "### TestStat: b (`b`)"]


def test_a_rotation_is_headed_by_the_series_and_not_by_one_department() -> None:
    data = answers(monthly("a", rotate="subjects") | {"name": "Alpha"})
    data["focus"] = {"subjects": [{"id": "x", "name": "Fire"}, {"id": "y", "name": "Police"}]}
    assert list_headings(data) == ["### Alpha (`a`)"]


def test_a_series_that_the_plan_has_no_more_is_headed_by_its_id() -> None:
    data = answers(monthly("a") | {"name": "Alpha"})
    assert list_headings(data, titles={}) == ["### `a`"]


def test_a_meeting_that_is_shorter_says_how_long_it_was_and_is() -> None:
    ledger, today = Ledger(LINEAGE), date(2026, 12, 10)
    exception = {"meeting": "a/2027-03", "minutes": 30}
    for series in (monthly("a"), monthly("a", exceptions=[exception])):
        plan = Plan.model_validate(answers(series))
        schedule = make_schedule(plan)
        rules = build_date_rules(plan, schedule)
        entries = desired_entries(plan, build_year_state(schedule, ledger, rules, today), rules)
        changes = compare_entries(ledger, entries, today)
        ledger = record_publish(ledger, changes, datetime(2026, 12, 10, tzinfo=UTC))
    start = "Thu Mar 11, 2027, 8:00 a.m."
    dates = {change.new.role: format_dates(change) for change in changes.differences}
    assert dates["primary"] == (f"{start}, 90 minutes", f"{start}, 30 minutes")
