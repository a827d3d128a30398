"""The documented systems state facts, each with its source, and nothing else."""

import re
from collections.abc import Iterator
from datetime import date, time
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml

from statplan import systems
from statplan.advice import index_rules
from statplan.errors import StatplanError
from statplan.plan import SECTIONS, Plan, questions
from statplan.plan.loader import parse_plan, validate_answers
from statplan.plan.missing import find_calendar_blockers
from statplan.plan.phrases import read_day_rule
from statplan.plan.time_values import MeetingMinimum
from statplan.plan.yaml_reader import parse_yaml
from statplan.schedule import make_schedule

ROOT = Path(__file__).parents[2]
NOT_PUBLISHED = {"", "ours", "RFC 5545"}
each_system = pytest.mark.parametrize("key", systems.KEYS)


def plan_of(key: str) -> Plan:
    reading = parse_plan(systems.read_system(key))
    assert reading.problems == ()
    assert reading.plan
    return reading.plan


def series_of(plan: Plan) -> dict[str, Any]:
    return {series.id: series for series in plan.frequency.series or ()}


def names_a_source(lines: list[str], number: int) -> bool:
    """Whether a line's own comment, or the comment lines directly above it, name a source."""
    first = number
    while first and lines[first - 1].lstrip().startswith("#"):
        first -= 1
    return bool(systems.find_source_keys("\n".join(lines[first : number + 1])))


def unsourced(text: str) -> list[str]:
    """Every answer that has no source at its own line, its record or its group in the section."""
    lines = text.splitlines()

    def walk(node: yaml.Node, path: str, *, covered: bool) -> Iterator[str]:
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                inside = covered or names_a_source(lines, key.start_mark.line)
                yield from walk(value, f"{path}.{key.value}", covered=inside)
        elif isinstance(node, yaml.SequenceNode):
            for index, item in enumerate(node.value):
                inside = covered or names_a_source(lines, item.start_mark.line)
                yield from walk(item, f"{path}[{index}]", covered=inside)
        elif not covered:
            yield path

    root = yaml.compose(text, Loader=yaml.SafeLoader)
    assert isinstance(root, yaml.MappingNode)
    sections = [(key.value, value) for key, value in root.value if key.value in SECTIONS]
    return [path for name, node in sections for path in walk(node, name, covered=False)]


def merged(base: Any, more: Any) -> Any:
    """The answers of both: groups are joined, records by their id, and other lists replaced."""
    if isinstance(base, dict) and isinstance(more, dict):
        return base | {key: merged(base.get(key), value) for key, value in more.items()}
    if isinstance(base, list) and isinstance(more, list) and isinstance(more[0], dict):
        old, new = ({record["id"]: record for record in each} for each in (base, more))
        return list(merged(old, new).values())
    return more


def answers(data: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The path of every answer, a record standing under its id."""
    if isinstance(data, dict):
        for key, value in data.items():
            if key != "id":
                yield from answers(value, (*path, key))
    elif isinstance(data, list) and data and isinstance(data[0], dict):
        for record in data:
            yield from answers(record, (*path, str(record.get("id"))))
    else:
        yield path


def example_text(key: str) -> str:
    return (ROOT / "examples" / key / "statplan.yaml").read_text(encoding="utf-8")


def example_of(key: str) -> dict[str, Any]:
    source = parse_yaml(example_text(key))
    assert source.problems == []
    return source.answers


def used_keys() -> set[str]:
    in_systems = systems.find_source_keys("\n".join(map(systems.read_system, systems.KEYS)))
    in_questions = {question.ask.source for question in questions.list_questions()}
    return in_questions.union(in_systems) - NOT_PUBLISHED


@each_system
def test_a_system_is_a_valid_plan_without_an_identity_of_its_own(key: str) -> None:
    plan = plan_of(key)
    assert plan.program.name
    assert (plan.lineage, plan.created) == (None, None)


@each_system
def test_no_answer_is_dropped_because_its_question_does_not_apply(key: str) -> None:
    reading = parse_plan(systems.read_system(key))
    assert reading.answers == reading.document.answers


@each_system
def test_sections_stand_in_the_order_in_which_they_are_asked(key: str) -> None:
    given = list(parse_plan(systems.read_system(key)).answers)[1:]
    assert given == [name for name in SECTIONS if name in given]


@each_system
def test_every_answer_names_its_source(key: str) -> None:
    assert unsourced(systems.read_system(key)) == []


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("leadership:\n  attends: every\n", ["leadership.attends"]),
        ("leadership:  # [S1]\n  attends: every\n", ["leadership.attends"]),
        ("# [S1]\nleadership:\n  attends: every\n", ["leadership.attends"]),
        ("leadership:\n  form: mayor  # [S1]\n  attends: every\n", ["leadership.attends"]),
        ("leadership:\n  # [S1]\n\n  attends: every\n", ["leadership.attends"]),
        ("leadership:\n  # somebody said so\n  attends: every\n", ["leadership.attends"]),
        ("leadership:\n  # said twice [S1,\n  # G-HOST]\n  attends: every\n", []),
        ("leadership:\n  attends: every  # [S1]\n", []),
        ("frequency:\n  series:\n    - id: a\n    - id: b  # [S1]\n", ["frequency.series[0].id"]),
        ("frequency:\n  # [S1]\n  series:\n    - id: a\n      on: Monday\n", []),
    ],
)
def test_an_answer_without_a_source_is_found(text: str, found: list[str]) -> None:
    assert unsourced(text) == found


def test_source_keys_are_read_from_comments_alone_in_their_order() -> None:
    text = 'a: 1  # [NO-PR12, S1]\nb: "[G-KC]"\n# [SUN-12b,\n# S1] [not a key]\nc: "#[X]"\n'
    assert systems.find_source_keys(text) == ["NO-PR12", "S1", "SUN-12b"]


def test_every_source_that_is_named_is_listed() -> None:
    assert used_keys() - systems.load_sources().keys() == set()


def test_partisan_and_weak_sources_are_not_used() -> None:
    assert {"LOU-RUN", "OML-MA"}.isdisjoint(systems.load_sources())


def test_no_source_is_listed_that_nothing_names() -> None:
    code = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "statplan").rglob("*.py"))
    in_code = set(re.findall(r'source="([^"]+)"', code))
    in_rules = {key for rule in index_rules().values() for key in rule.sources}
    assert systems.load_sources().keys() - used_keys() - in_code - in_rules == set()


def test_a_source_has_a_title_and_an_address_or_a_publication() -> None:
    for key, source in systems.load_sources().items():
        assert source.key == key
        assert source.title
        assert source.where.startswith("https://") or "://" not in source.where


@each_system
def test_nothing_is_stated_on_backups(key: str) -> None:
    assert not re.search("back-?up", systems.read_system(key), re.IGNORECASE)


@each_system
def test_people_are_offices_without_names_or_addresses(key: str) -> None:
    people = plan_of(key).participants.people or ()
    assert {(person.name, person.email) for person in people} == {(None, None)}
    assert "@" not in systems.read_system(key)


@each_system
def test_a_file_says_what_the_system_was_and_is_plain(key: str) -> None:
    text = systems.read_system(key)
    assert re.search("^# Period: .*^# Not known: ", text, re.DOTALL | re.MULTILINE)
    assert "\t" not in text
    assert max(map(len, text.splitlines())) < 100


def test_an_unknown_system_is_a_key_error() -> None:
    with pytest.raises(StatplanError):
        systems.read_system("sources")


def test_new_orleans_has_four_thursdays_in_one_room() -> None:
    plan = plan_of("new-orleans")
    series = series_of(plan)
    contracting = series.pop("reqtocheckstat")
    assert (contracting.at_least, contracting.every, contracting.on, contracting.at) == (
        MeetingMinimum(1, 1, "quarter"),
        None,
        None,
        None,
    )
    assert {name: str(meeting.on) for name, meeting in series.items()} == {
        "customerservicestat": "first Thursday",
        "blightstat": "second Thursday",
        "qualityoflifestat": "third Thursday",
        "bottomlinestat": "fourth Thursday",
    }
    assert {meeting.at for meeting in series.values()} == {time(8)}
    assert plan.frequency.first_day == date(2013, 10, 1)
    assert plan.frequency.minutes == 120
    assert plan.frequency.place.room
    assert {meeting.room for meeting in series.values()} == {None}
    assert (plan.leadership.attends, plan.leadership.chair) == (None, None)


def test_new_orleans_calendar_says_that_one_stat_has_no_day_yet() -> None:
    plan = validate_answers(example_of("new-orleans")).plan
    assert plan
    schedule = make_schedule(plan)
    assert [series.series for series in schedule.undecided] == ["reqtocheckstat"]
    assert len(schedule.meetings) == 4 * 12
    first_days = [str(meeting.slot.day) for meeting in schedule.meetings[:4]]
    assert first_days == ["2013-10-03", "2013-10-10", "2013-10-17", "2013-10-24"]
    assert "2013-11-07" in {str(meeting.slot.day) for meeting in schedule.meetings}
    blockers = [blocker.path for blocker in find_calendar_blockers(example_of("new-orleans"))]
    assert blockers == [f"frequency.series[4].{key}" for key in ("every", "on", "at")]
    assert find_calendar_blockers(example_of("new-orleans"), with_minimums=False) == []


def test_kcstat_meets_on_first_tuesdays_at_nine() -> None:
    plan = plan_of("kcstat")
    series = series_of(plan)["kcstat"]
    assert (str(series.on), series.at) == ("first Tuesday", time(9))
    assert series.rotate == "subjects"
    assert len(plan.focus.subjects or ()) == 6
    assert plan.frequency.place.room == "City Hall, 10th floor"
    assert plan.frequency.release.by == date(2017, 12, 31)
    assert plan.participants.panel is None
    example = validate_answers(example_of("kcstat")).plan
    assert example
    assert {"2017-03-07", "2017-05-02"} <= {
        str(meeting.slot.day) for meeting in make_schedule(example).meetings
    }


def test_statestat_states_no_weekday_and_no_access() -> None:
    plan = plan_of("statestat")
    series = series_of(plan)
    assert {(each.on, each.at) for each in series.values()} == {(None, None)}
    assert [each.name for each in series.values()] == ["StateStat", "Subject-matter Stat"]
    assert len(plan.participants.departments or ()) == 14
    assert plan.frequency.preparation.follow_up_first is True
    assert plan.focus.subjects is None
    assert plan.publicity.access is None


def _seastat_in(year: int) -> Plan:
    """The example's plan in another year, without holidays."""
    answers = example_of("seastat")
    answers["frequency"] |= {"first_day": f"{year}-01-01", "holidays": {}}
    plan = validate_answers(answers).plan
    assert plan
    return plan


def test_seastat_states_no_time_and_nobody_who_presides() -> None:
    plan = plan_of("seastat")
    series = series_of(plan)["seastat"]
    assert (series.on, series.at) == (read_day_rule("first and third Wednesday"), None)
    assert len(plan.participants.partners or ()) == 3
    assert len(series.required or ()) == 2
    days = [meeting.slot.day for meeting in make_schedule(_seastat_in(2014)).meetings]
    assert {date(2014, 9, 17), date(2014, 11, 19)} <= set(days)
    assert date(2018, 4, 4) in {
        meeting.slot.day for meeting in make_schedule(_seastat_in(2018)).meetings
    }
    assert "minutes" not in plan.frequency.model_fields_set
    assert plan.leadership.chair is None
    assert plan.publicity.access is None


def test_louiestat_states_no_room_and_no_access() -> None:
    plan = plan_of("louiestat")
    assert "place" not in plan.frequency.model_fields_set
    assert "minutes" not in plan.frequency.model_fields_set
    series = series_of(plan)["louiestat"]
    assert (str(series.every), series.rotate) == ("2 weeks", "departments")
    assert len(plan.participants.departments or ()) == 18
    assert plan.participants.panel == ("mayor", "senior-leadership-team")
    assert plan.publicity.access is None


def test_chattadata_states_no_chair_and_no_weekday() -> None:
    plan = plan_of("chattadata")
    series = series_of(plan)["chattadata"]
    assert plan.leadership.chair is None
    assert (series.on, series.at) == (None, None)
    assert plan.participants.panel is None
    assert plan.publicity.access is None


def test_citistat_states_the_clock_of_the_code_and_nobody_who_leads() -> None:
    plan = plan_of("citistat")
    series = series_of(plan)["citistat"]
    assert (str(series.every), series.for_each) == ("month", "departments")
    assert (series.on, series.at) == (None, None)
    assert plan.frequency.months == 12
    assert plan.frequency.preparation.memo_hours == 48
    assert plan.frequency.preparation.follow_up_days == 2
    assert plan.program.authority.basis == "ordinance"
    assert (plan.leadership.form, plan.leadership.attends) == (None, None)
    assert plan.participants.departments is None
    assert str(series.at_least) == "once a month"
    assert plan.frequency.preparation.follow_up_contents == ("requests", "commitments", "data due")
    assert [report.due for report in plan.program.reports or ()] == ["January 31 of each year"]
    assert (plan.publicity.access, plan.publicity.publishes) == (None, ("data",))


def test_cstat_gives_five_offices_their_turn_on_wednesdays_at_three() -> None:
    plan = plan_of("c-stat")
    series = series_of(plan)["c-stat"]
    assert (str(series.every), str(series.on), series.at) == ("week", "Wednesday", time(15))
    assert series.rotate == "departments"
    assert len(plan.participants.departments or ()) == 5
    assert plan.frequency.minutes == 120
    assert len(plan.participants.panel or ()) == 7
    assert plan.publicity.access is None


def test_in_cstats_year_each_office_comes_up_every_fifth_wednesday() -> None:
    plan = validate_answers(example_of("c-stat")).plan
    assert plan
    days: dict[tuple[str, ...], list[date]] = {}
    for meeting in make_schedule(plan).meetings:
        days.setdefault(meeting.subject_ids, []).append(meeting.slot.day)
    assert len(days) == 5
    gaps = {(b - a).days for each in days.values() for a, b in pairwise(each)}
    assert gaps == {35}


def test_somerstat_meets_weekly_behind_closed_doors_on_a_day_that_is_not_known() -> None:
    plan = plan_of("somerstat")
    series = series_of(plan)["somerstat"]
    assert (str(series.every), series.rotate) == ("week", "departments")
    assert (series.on, series.at) == (None, None)
    assert "minutes" not in plan.frequency.model_fields_set
    assert plan.participants.departments is None
    assert (plan.publicity.access, plan.publicity.publishes) == ("closed", None)
    assert plan.leadership.attends == "some"


def test_gmap_is_open_every_two_weeks_with_seven_topics_in_no_known_order() -> None:
    plan = plan_of("gmap")
    series = series_of(plan)["gmap"]
    assert (str(series.every), series.on, series.at) == ("2 weeks", None, None)
    assert (series.rotate, series.for_each) == (None, None)
    assert len(plan.focus.subjects or ()) == 7
    assert (plan.publicity.access, plan.publicity.publishes) == ("open", None)
    assert "minutes" not in plan.frequency.model_fields_set


@each_system
def test_an_example_has_all_that_a_calendar_needs(key: str) -> None:
    reading = validate_answers(example_of(key))
    assert reading.problems == ()
    plan = reading.plan
    assert plan
    assert plan.lineage
    assert plan.program.timezone
    assert plan.created
    assert plan.frequency.first_day
    assert plan.created < plan.frequency.first_day
    dated = [each for each in plan.frequency.series or () if each.every or not each.at_least]
    assert dated
    assert all(each.every and each.on and each.at for each in dated)


def test_every_example_has_an_identity_of_its_own() -> None:
    assert len({example_of(key)["lineage"] for key in systems.KEYS}) == len(systems.KEYS)


def test_the_demonstration_answers_for_an_invented_city() -> None:
    text = (ROOT / "examples" / "demo-answers.yaml").read_text(encoding="utf-8")
    data = parse_yaml(text).answers
    assert "first_day" not in data["frequency"]
    reading = validate_answers(merged({"statplan": 1}, data) | {"focus": {}})
    assert reading.problems == ()
    assert reading.plan
    people = {person.id: person for person in reading.plan.participants.people or ()}
    panel = reading.plan.participants.panel or ()
    assert len({people[each].division for each in panel}) == 8
    assert {str(person.email).partition("@")[2] for person in people.values()} == {"example.gov"}
