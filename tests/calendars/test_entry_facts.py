"""What of an entry is a fact: all that its words state, and nothing that only words it."""

from collections.abc import Callable
from contextlib import suppress
from copy import deepcopy
from datetime import UTC, date, datetime
from functools import cache
from typing import Any

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from statplan.calendars.build_calendar import desired_entries
from statplan.errors import StatplanError
from statplan.ledger import (
    DecisionContext,
    DecisionRequest,
    DesiredEntry,
    Ledger,
    compare_entries,
    record_decision,
    record_publish,
)
from statplan.plan import loader
from statplan.schedule import make_schedule
from statplan.schedule.date_rules import build_date_rules
from tests.support.plans import Answers
from tests.support.rewording import worded_otherwise
from tests.support.sample_site import city
from tests.support.schedule_plans import generated
from tests.support.texts_everywhere import formed, free, full, put, refused

NOW = datetime(2026, 12, 10, 12, tzinfo=UTC)
OTHER = {
    "clerk@example.gov": "desk@example.gov",
    "https://example.gov/stat": "https://example.gov/other",
}
# Answers that show in an entry and change nothing for anybody who has it.
WORDING = {
    "participants.departments.0.name",
    "program.name",
    "focus.subjects.0.name",
    "participants.people.0.office",
    "participants.people.0.name",
    "frequency.series.0.name",
}
PREPARATION = {"data_due": 5, "memo_hours": 48, "responses_due": 3}
Key = tuple[str, str, str]


def everything() -> Answers:
    """Answers in which every text is given, for people in the room and on a screen."""
    data = full()
    data["frequency"]["place"]["mode"] = "both"
    data["frequency"]["preparation"] |= PREPARATION
    return data


def year_of(data: Answers) -> tuple[Any, DecisionContext]:
    found = loader.validate_answers(data)
    assert found.plan is not None, found.problems
    schedule = make_schedule(found.plan)
    return found.plan, DecisionContext(schedule, build_date_rules(found.plan, schedule), NOW.date())


def entries(data: Answers) -> dict[Key, DesiredEntry]:
    """What calendars should be told of a year as planned, with a bump, and with a cancellation."""
    plan, year = year_of(data)
    first, second = (str(meeting.key) for meeting in year.schedule.meetings[:2])
    found: dict[Key, DesiredEntry] = {}
    ledger = Ledger(plan.lineage)
    for key, kind in ((None, "planned"), (first, "bump"), (second, "cancel")):
        with suppress(StatplanError):  # nothing is bumped that has no backup date
            if key:
                ledger = record_decision(year, ledger, key, DecisionRequest(kind), NOW).ledger  # type: ignore[arg-type]
        for entry in desired_entries(plan, year.build_state(ledger), year.date_rules):
            found[kind, *entry.key] = entry
    return found


def changed(
    before: dict[Key, DesiredEntry], after: dict[Key, DesiredEntry]
) -> tuple[set[Key], set[Key]]:
    """The entries whose words differ, and those whose facts do."""
    assert before.keys() == after.keys()
    words = {key for key in after if after[key].text.words != before[key].text.words}
    return words, {key for key in after if after[key].text.facts != before[key].text.facts}


def other(path: tuple[str | int, ...]) -> str | None:
    """Another answer in the place of one; None where no other would do."""
    if path in free():
        return "Other words"
    answer: Any = everything()
    for step in path:
        answer = answer[step]
    return OTHER.get(answer)


@cache
def paths() -> tuple[tuple[str | int, ...], ...]:
    return tuple(path for path in (*free(), *formed()) if other(path))


@cache
def planned() -> dict[Key, DesiredEntry]:
    return entries(everything())


@pytest.mark.slow
def test_every_answer_that_the_words_show_is_a_fact_or_one_of_the_few_that_are_wording() -> None:
    stated, worded = set(), set()
    for path in paths():
        data = everything()
        put(data, path, other(path) or "")
        if refused(data):
            continue
        words, facts = changed(planned(), entries(data))
        assert facts <= words, path
        name = ".".join(map(str, path))
        if words and not facts:
            worded.add(name)
        elif words:
            assert words == facts, path
            stated.add(name)
    assert worded == WORDING
    assert stated == {
        "frequency.series.0.exceptions.0.why",
        "frequency.series.0.exceptions.0.room",
        "frequency.series.0.exceptions.0.link",
        "frequency.series.0.room",
        "frequency.series.0.link",
        "frequency.place.address",
        "frequency.closures.0.why",
        "publicity.join",
        "publicity.schedule_page",
        "publicity.contact",
    }


def _set(*steps: str, to: Any) -> Callable[[Answers], None]:
    def edit(data: Answers) -> None:
        inside: Any = data
        for step in steps[:-1]:
            inside = inside[int(step) if step.isdigit() else step]
        inside[steps[-1]] = to

    return edit


SERIES = ("frequency", "series", "0")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("edit", "names"),
    [
        (_set(*SERIES, "subject", to="health"), {"topic"}),
        (_set(*SERIES, "chair", to="mayor"), {"leader"}),
        (_set("leadership", to={"attends": "every", "principal": ["mayor"]}), {"leader"}),
        (_set("leadership", to={"attends": "every", "form": "city manager"}), {"leader"}),
        (_set("leadership", to={"attends": "some", "designee": "law"}), {"leader"}),
        (_set("publicity", "access", to="closed"), {"access", "join", "public_room"}),
        (_set("publicity", "publishes", to=["notes"]), {"public", "access", "contact"}),
        (_set("publicity", "back_ups", to=True), {"public", "contact"}),
        (_set("frequency", "backup", to={"keep": False}), {"backup"}),
        (_set("frequency", "backup", to={"after": 3}), {"backup"}),
        (_set(*SERIES, "at", to="10:00"), {"backup", "kept_for", "bumped_from", "moved_to"}),
        (_set("frequency", "preparation", to={"data_due": 5}), set()),
        (_set("frequency", "entries", to="confirmed"), set()),
    ],
)
def test_a_choice_that_entries_state_is_a_fact(
    edit: Callable[[Answers], None], names: set[str]
) -> None:
    data = city(back_ups=False)
    del data["frequency"]["series"][1]
    data["focus"]["subjects"].append({"id": "health", "name": "Clinics"})
    before = entries(deepcopy(data))
    edit(data)
    after = entries(data)
    differing: set[str] = set()
    for key in before.keys() & after.keys():
        facts = set(before[key].text.facts or ()) ^ set(after[key].text.facts or ())
        differing |= {name for name, _ in facts}
        assert not facts or before[key].text.words != after[key].text.words, key
    assert names <= differing
    assert bool(names) == bool(differing)


def test_an_entry_says_which_dates_it_refers_to() -> None:
    facts = {key: dict(entry.text.facts or ()) for key, entry in planned().items()}
    first, second = sorted({meeting for _, meeting, _ in planned()})[:2]
    start = {
        (role, meeting): planned()["planned", meeting, role].start.isoformat(timespec="minutes")
        for role in ("primary", "backup")
        for meeting in (first, second)
    }
    assert facts["planned", first, "primary"]["backup"] == start["backup", first]
    assert facts["planned", first, "backup"]["kept_for"] == start["primary", first]
    assert facts["bump", first, "backup"]["bumped_from"] == start["primary", first]
    assert facts["bump", first, "primary"]["moved_to"] == start["backup", first]
    assert facts["planned", first, "data-due"] == {"meeting": start["primary", first]}
    assert facts["planned", first, "response-due"] == {
        "meeting": start["primary", first],
        "following": start["primary", second],
    }
    assert facts["bump", first, "response-due"]["meeting"] == start["backup", first]


@pytest.mark.slow
def test_a_reason_of_the_plan_is_a_fact_and_one_of_the_tool_or_of_a_library_is_none() -> None:
    def causes(**frequency: Any) -> set[str]:
        data = city()
        data["frequency"] |= {**frequency}
        stated = (dict(entry.text.facts or ()) for entry in entries(data).values())
        return {facts["moved_because"] for facts in stated if "moved_because" in facts}

    day = "2027-02-11"
    assert causes(closures=[{"day": day, "why": "Budget week"}]) == {"Budget week"}
    assert causes(civic_dates=[{"name": "Council", "dates": [day]}]) == {"Council"}
    assert causes(holidays={"listed": {day: "Founder's Day"}}) == {"holiday"}
    assert causes(holidays={"listed": {day: "Day of the Founder"}}) == {"holiday"}
    near = {"holidays": {"listed": {"2027-02-10": "Founder's Day"}}, "avoid_near_holidays": True}
    assert causes(**near) == {"beside a holiday"}
    unexplained = {"meeting": "blight/2027-02", "day": "2027-02-18"}
    chosen = city()["frequency"]["series"][0] | {"exceptions": [unexplained]}
    assert causes(series=[chosen]) == {"chosen"}


def _rewords(data: Answers, seed: int) -> None:
    """Publish, let another version word it, and hold what would be sent."""
    plan, year = year_of(data)
    settled = year.build_state(Ledger(plan.lineage))
    told = list(desired_entries(plan, settled, year.date_rules))
    nothing = Ledger(plan.lineage)
    first = record_publish(nothing, compare_entries(nothing, told, date.min), NOW)
    with worded_otherwise(seed):
        again = list(desired_entries(plan, settled, year.date_rules))
    for before, after in zip(told, again, strict=True):
        assert before.text.facts == after.text.facts
        assert before.text.description != after.text.description
    changes = compare_entries(first, again, date.min)
    assert not changes, changes.differences
    assert changes.unchanged == first.issued
    assert changes.reworded_count == sum(not row.is_all_day for row in first.issued)
    sent = compare_entries(first, again, date.min, reword=True)
    assert {change.kind for change in sent.differences} <= {"text"}
    assert len(sent.differences) == len(first.issued)


@pytest.mark.slow
@settings(max_examples=12, suppress_health_check=[*HealthCheck])
@given(generated(), st.integers(0, 7))
@example(everything(), 0)
@example(city(), 1)
def test_whatever_the_tool_says_in_other_words_is_no_change(data: Answers, seed: int) -> None:
    data["frequency"].setdefault("preparation", {}).update(PREPARATION)
    lines = data["frequency"]["series"]
    while lines[1:] and year_of(data)[1].schedule.problems:
        lines.pop()
    _rewords(data, seed)
