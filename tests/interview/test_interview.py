"""The interview: driven by a script in place of a person."""

import re
from datetime import timedelta
from typing import Any

import pytest

from statplan.errors import AnswerError, StatplanError
from statplan.interview import parse_reply
from statplan.interview.people import OTHER
from statplan.interview.question_lookup import LISTED_HOLIDAYS
from statplan.interview.replies import Reply, Transcript
from statplan.interview.series import describe_series, forget_lost_turn
from statplan.interview.sources import AnswerSources, InitOptions, read_sources
from statplan.interview.state import InterviewState
from statplan.interview.steps import QuestionFilter
from statplan.plan import SECTIONS, questions
from statplan.plan.answers import Answers
from statplan.plan.english import format_long_date
from statplan.plan.paths import get_answer, strip_indexes
from statplan.plan.phrases import PhraseContext
from statplan.schedule import make_schedule
from tests.support.person import (
    NEEDED,
    SMALL,
    TODAY,
    Script,
    interviewed,
    plan_of,
    then,
    walked,
    written,
)


@pytest.mark.slow
def test_a_small_program_makes_a_whole_plan_and_a_year() -> None:
    answers, _ = interviewed(SMALL)
    plan = written(answers)
    series = (plan.frequency.series or ())[0]
    assert (series.id, str(series.every), str(series.on)) == ("citistat", "month", "second Tuesday")
    assert (series.rotate, f"{series.at:%H:%M}") == ("departments", "14:00")
    assert [each.id for each in plan.participants.departments or ()][-1] == "parks-recreation"
    assert plan.leadership.designee == "chief-of-staff"
    assert (plan.frequency.minutes, plan.frequency.holidays.subdivision) == (60, "MO")
    schedule = make_schedule(plan)
    assert len(schedule.meetings) == 12
    assert [each.subject for each in schedule.meetings[:2]] == ["Fire", "Police"]


@pytest.mark.slow
def test_questions_come_in_the_order_of_the_plan() -> None:
    _, script = interviewed(SMALL)
    order = [each.path for each in questions.list_questions()]
    asked = [strip_indexes(each) for each in script.names()]
    places = [order.index(each) for each in asked if each in order and "[]" not in each]
    assert places == sorted(places)


@pytest.mark.slow
def test_essential_questions_alone_are_asked_unless_more_is_wished_for() -> None:
    _, script = interviewed(SMALL)
    known = questions.index_questions()
    asked = [known[name] for name in script.names() if name in known]
    assert [each.path for each in asked if each.depth != "essential"] == [LISTED_HOLIDAYS]
    _, script = interviewed({**SMALL, "more:leadership": "all"})
    assert {"leadership.chair", "leadership.ground_rules[0]"} <= set(script.names())
    chosen = {"more:leadership": "some", "choose:leadership": ("leadership.hours_per_year",)}
    _, script = interviewed({**SMALL, **chosen})
    assert "leadership.hours_per_year" in script.names()
    assert "leadership.chair" not in script.names()


@pytest.mark.slow
def test_a_further_question_brings_along_the_one_that_hangs_on_it() -> None:
    chosen = {
        "more:frequency": "some",
        "choose:frequency": ("frequency.backup.rule",),
        "frequency.backup.rule": "reserve day",
        "frequency.backup.reserve": "fourth friday",
    }
    answers, _ = interviewed({**SMALL, **chosen})
    assert str(plan_of(answers).frequency.backup.reserve) == "fourth Friday"


def test_everything_left_open_still_makes_a_plan_where_flags_gave_what_is_needed() -> None:
    answers, script = interviewed({}, *NEEDED)
    plan = written(answers)
    assert len(make_schedule(plan).meetings) == 12
    assert plan.leadership.attends is None
    assert all(each.open for each in script.asked if each.choices and not each.many
               and each.name in questions.index_questions())  # fmt: skip


def test_what_the_calendar_waits_for_is_offered_once_more() -> None:
    late = {
        "program.name": then("", "TestStat"),
        "program.organization": then("", "City of Test"),
        "program.timezone": then("", "America/Chicago"),
        "frequency.series[0].name": then("Stat"),
        "frequency.series[0].every": then("", "month"),
        "frequency.series[0].on": then("", "second Thursday"),
        "frequency.series[0].at": then("", "08:00"),
    }
    answers, script = interviewed(late)
    assert len(make_schedule(written(answers)).meetings) == 12
    assert "Time zone" in script.prompt("needed").why
    assert "The year can be made once these are known" in script.heard
    assert "12 meetings" in script.heard


def test_a_plan_is_made_even_where_nothing_at_all_is_decided() -> None:
    answers, script = interviewed({"needed": "no"})
    plan = written(answers)
    assert plan.frequency.series is None
    assert script.names()[-2:] == ["needed", "write"]


@pytest.mark.slow
def test_answers_from_flags_are_shown_and_not_asked_again() -> None:
    _, script = interviewed(SMALL, "leadership.tone=hot seat", "program.name=FlagStat")
    assert not {"leadership.tone", "program.name"} & set(script.names())
    assert "Program name: FlagStat" in script.heard
    assert "Tone: hot seat" in script.heard


@pytest.mark.slow
def test_a_flag_without_a_value_leaves_a_question_open() -> None:
    answers, script = interviewed(SMALL, "leadership.tone=")
    assert "leadership.tone" not in script.names()
    assert plan_of(answers).leadership.tone is None


def test_the_structure_of_a_documented_system_is_kept_on_enter() -> None:
    own = {
        "program.name": "CitiStat",
        "program.organization": "City of Springfield",
        "program.timezone": "America/Chicago",
        "frequency.series[0].on": "first Tuesday",
        "frequency.series[0].at": "09:00",
    }
    answers, script = interviewed(own, like="kcstat")
    plan = written(answers)
    assert script.prompt("leadership.form").current == "mayor and city manager"
    assert script.prompt("publicity.publishes").current == ("schedule", "statistics")
    assert "From kcstat: Neighborhoods" in script.prompt("keep:focus.subjects").why
    assert "Answered already: Broadcast." in script.prompt("more:publicity").why
    assert len(plan.focus.subjects or ()) == 6
    assert len(plan.publicity.broadcast or ()) == 4
    assert (plan.leadership.attends, plan.frequency.minutes) == ("every", 120)
    assert len(make_schedule(plan).meetings) == 12
    assert "frequency.series[0].every" not in script.names()  # kept; only what lacks is asked


@pytest.mark.slow
@pytest.mark.parametrize(
    ("how", "left"), [("keep", 6), ("add", 7), ("choose", 2), ("empty", 1), ("change", 6)]
)
def test_a_list_of_a_documented_system_is_kept_added_to_or_cut(how: str, left: int) -> None:
    replies = {
        "keep:focus.subjects": how,
        "choose:focus.subjects": (0, 1),
        "which:focus.subjects": (0,),
        "focus.subjects[6].name": "Potholes",
        "focus.subjects[0].name": then("Potholes" if how == "empty" else "Housing"),
    }
    answers, _ = interviewed(replies | SMALL_NEEDS, like="kcstat")
    subjects = plan_of(answers).focus.subjects or ()
    assert len(subjects) == left
    assert (subjects[0].name == "Housing") == (how == "change")


@pytest.mark.slow
def test_a_series_about_a_subject_that_is_taken_out_goes_with_it() -> None:
    replies = {"keep:focus.subjects": "choose", "choose:focus.subjects": (1, 2, 3)}
    answers, script = interviewed(replies | SMALL_NEEDS, like="new-orleans")
    series = plan_of(answers).frequency.series or ()
    assert [each.subject for each in series] == ["blight", "quality-of-life", "revenue-and-cost"]
    assert "is taken out too" in script.heard
    answers, _ = interviewed({"keep:focus.subjects": "empty"} | SMALL_NEEDS, like="new-orleans")
    assert len(plan_of(answers).frequency.series or ()) == 1


@pytest.mark.slow
def test_one_series_for_each_department_of_a_documented_system() -> None:
    replies = {
        "frequency.series[0].on": "Tuesday and Wednesday",
        "frequency.series[1].on": "last Friday",
        "frequency.series[1].name": "Topic Stat",
        "keep:frequency.series": "change",
        "which:frequency.series": (1,),
        "frequency.series[1].examines": None,
        **{f"participants.departments[{n}].name": f"Department {n}" for n in range(3)},
    }
    answers, script = interviewed(SMALL_NEEDS | replies, like="statestat")
    assert "to spread them" in script.prompt("frequency.series[0].on").why
    assert [each.id for each in plan_of(answers).frequency.series or ()] == ["stat", "topic-stat"]
    assert len(make_schedule(plan_of(answers)).meetings) == 3 * 12 + 4


SMALL_NEEDS = {
    "program.name": "CitiStat",
    "program.organization": "City of Springfield",
    "program.timezone": "America/Chicago",
    "frequency.series[].on": "first Tuesday",
    "frequency.series[].at": "09:00",
}


EVERY = {
    "leadership.attends": "every",
    "leadership.facilitator": "Director of Performance",
    "participants.panel": None,
}


@pytest.mark.slow
def test_an_answer_rules_later_questions_out() -> None:
    _, script = interviewed({**SMALL, **EVERY})
    assert not any("designee" in each for each in script.names())
    assert not any(each.startswith("focus.subjects") for each in script.names())
    replies = {"frequency.holidays.country": "", "frequency.holidays.subdivision": "MO"}
    _, script = interviewed({**SMALL, **replies})
    assert "frequency.holidays.subdivision" not in script.names()


@pytest.mark.slow
def test_an_answer_is_dropped_when_its_question_no_longer_applies() -> None:
    given = {
        "leadership": {"attends": "some", "designee": "chief"},
        "participants": {"people": [{"id": "chief", "office": "Chief of Staff"}]},
    }
    replies = {"leadership.attends": "every", "participants.panel": ("chief",)}
    basis = AnswerSources(plan={**given, "frequency": {"first_day": "2027-01-01"}})
    answers, script = walked(basis, {**SMALL, **replies})
    assert "Designee does not apply now and is left out." in script.heard
    assert "designee" not in answers.tree["leadership"]
    assert plan_of(answers).leadership.designee is None


@pytest.mark.slow
def test_clearing_an_answer_leaves_it_open() -> None:
    replies = {"frequency.minutes": "", "leadership.form": None, "publicity.publishes": ()}
    answers, _ = interviewed(SMALL_NEEDS | replies, like="kcstat")
    plan = plan_of(answers)
    assert (plan.leadership.form, plan.frequency.minutes) == (None, 90)
    assert plan.publicity.publishes is None
    assert "leadership.form" not in answers.origins


@pytest.mark.slow
@pytest.mark.parametrize(
    ("path", "typed", "reason", "stands"),
    [
        ("program.timezone", "Chicgo", "is not a time zone", "America/Chicago"),
        ("program.name", "City\\Stat", "a backslash", "City\\Stat"),
        ("frequency.minutes", "1", "too little", "1"),
        ("frequency.series[0].every", "often", "is not understood", "often"),
        ("frequency.series[0].on", "Tuesday", "which one of the month", "Tuesday"),
        ("frequency.series[0].at", "2:00", "may be 2:00 a.m. or 2:00 p.m.", "2:00"),
        ("frequency.holidays.country", "Atlantis", "no country code", "Atlantis"),
        ("frequency.holidays.country", "XX", "no holidays are known", "XX"),
        ("frequency.holidays.subdivision", "Misouri", "Did you mean MO?", "MO"),
        ("frequency.release.by", "soon", "not a date", "soon"),
    ],
)
def test_a_wrong_answer_is_refused_with_its_reason_and_asked_again(
    path: str, typed: str, reason: str, stands: str
) -> None:
    answers, script = interviewed({**SMALL, path: then(typed, SMALL[path])})
    assert reason in script.heard
    first, again = (each for each in script.asked if each.name == path)
    assert (again.words, again.current) == (first.words, stands)
    plan_of(answers)


@pytest.mark.slow
def test_an_answer_that_spoils_another_is_refused() -> None:
    late = {"frequency.series[0].at": "20:00", "frequency.minutes": then("600", "90")}
    answers, script = interviewed({**SMALL, **late})
    assert "ends after midnight" in script.heard
    assert plan_of(answers).frequency.minutes == 90


@pytest.mark.slow
def test_a_question_mark_tells_more_and_asks_again() -> None:
    _, script = interviewed({**SMALL, "program.name": then("?", "CitiStat")})
    assert "calls its program KCStat" in script.heard


@pytest.mark.slow
def test_a_typed_office_is_put_on_the_roster_once() -> None:
    replies = {"leadership.facilitator": "chief of  staff"}
    answers, script = interviewed({**SMALL, **replies, "participants.panel": ("chief-of-staff",)})
    plan = plan_of(answers)
    assert plan.leadership.designee == plan.leadership.facilitator == "chief-of-staff"
    people = plan.participants.people or ()
    assert [each.office for each in people] == ["Chief of Staff"]
    assert "So far: Chief of Staff." in script.prompt("participants.people[1].office").why


@pytest.mark.slow
def test_offices_are_typed_where_several_are_asked_for_and_none_is_listed() -> None:
    replies = {
        **dict.fromkeys(("leadership.designee", "leadership.facilitator")),
        "participants.panel": then("Élan vital", "Budget Director", ""),
        "participants.analysts.people": (OTHER, "budget-director"),
        "new:participants.analysts.people": then("Stat Analyst", ""),
        "participants.people[2].office": None,
    }
    answers, _ = interviewed({**SMALL, **replies})
    participants = plan_of(answers).participants
    assert participants.panel == ("elan-vital", "budget-director")
    assert participants.analysts.people == ("budget-director", "stat-analyst")


@pytest.mark.slow
def test_what_is_on_a_list_already_is_not_added_again() -> None:
    twice = {"participants.departments[1].name": then("fire", "Police")}
    answers, script = interviewed({**SMALL, **twice})
    assert "fire is on the list already." in script.heard
    assert len(plan_of(answers).participants.departments or ()) == 5


SERIES = "frequency.series[0]"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("replies", "key", "value"),
    [
        ({"examines": "for_each departments", "on": "Tuesday, Wednesday"}, "for_each", None),
        ({"examines": "department", "department": "police"}, "department", "police"),
        ({"examines": "rotate", "rotate": ("fire", "health")}, "rotate", ("fire", "health")),
        ({"examines": None, "every": "fortnightly", "on": "wed"}, "rotate", None),
    ],
)
def test_a_series_has_its_subject_takes_turns_or_is_one_for_each(
    replies: dict[str, Any], key: str, value: object
) -> None:
    if replies.get("on") == "Tuesday, Wednesday":
        replies, value = {**replies, "on": "Tuesday and Wednesday"}, "departments"
    own = {f"{SERIES}.{each}": reply for each, reply in replies.items()}
    answers, _ = interviewed({**SMALL, **own})
    assert getattr((plan_of(answers).frequency.series or ())[0], key) == value


@pytest.mark.slow
def test_several_share_a_turn() -> None:
    chosen = {f"{SERIES}.examines": "rotate", f"{SERIES}.rotate": ("fire", "police", "health")}
    shared = {f"shared:{SERIES}.rotate": "Fire + health"}
    answers, script = interviewed({**SMALL, **chosen, **shared})
    assert (plan_of(answers).frequency.series or ())[0].rotate == (("fire", "health"), "police")
    assert "Fire + Police" in script.prompt(f"shared:{SERIES}.rotate").why
    assert "fire + health and police take turns" in describe_series(
        get_answer(answers.tree, SERIES)
    )


@pytest.mark.parametrize(
    ("turns", "first", "kept"),
    [
        (["fire", ["police", "health"]], "health", "health"),
        (["fire", "police"], "health", None),
        ("departments", "police", "police"),
        ("departments", "overtime", None),
        (None, "police", None),
    ],
)
def test_a_first_turn_is_kept_while_somebody_has_it(
    turns: object, first: str, kept: str | None
) -> None:
    series = {"id": "stat", "rotate": turns, "first_turn": first}
    departments = [{"id": "fire", "name": "Fire"}, {"id": "police", "name": "Police"}]
    tree = {"participants": {"departments": departments}, "frequency": {"series": [series]}}
    state = InterviewState(Answers(tree), Script(), Transcript())
    forget_lost_turn(state, "frequency.series[0]")
    assert get_answer(state.answer_tree, "frequency.series[0].first_turn") == kept


@pytest.mark.slow
@pytest.mark.parametrize(
    ("reply", "error"),
    [
        ("Fire + Parks", "'Parks' takes no turn. Join some that do, as in Fire + Police."),
        ("Fire + Health; Health + Police", "One of them is named twice. Name each once."),
    ],
)
def test_those_who_share_a_turn_are_among_those_who_take_turns(reply: str, error: str) -> None:
    chosen = {f"{SERIES}.examines": "rotate", f"{SERIES}.rotate": ("fire", "police", "health")}
    answers, script = interviewed({**SMALL, **chosen, f"shared:{SERIES}.rotate": then(reply, None)})
    assert error in script.heard
    assert (plan_of(answers).frequency.series or ())[0].rotate == ("fire", "police", "health")


@pytest.mark.slow
def test_a_series_without_a_rule_has_dates() -> None:
    own = {f"{SERIES}.every": None, f"{SERIES}.dates": "Jan 12 2027, 2027-02-16"}
    answers, script = interviewed({**SMALL, **own})
    assert f"{SERIES}.on" not in script.names()
    assert len(make_schedule(plan_of(answers)).meetings) == 2


@pytest.mark.slow
def test_the_year_is_told_once_frequency_is_answered() -> None:
    _, script = interviewed(SMALL)
    line = "12 meetings, the first on Tuesday, January 12, 2027 at 14:00."
    assert line in script.heard
    assert "Every meeting has a back-up date." in script.heard
    assert script.heard.index(line) < script.heard.index("6 of 6.")


@pytest.mark.slow
def test_answers_that_make_the_year_impossible_are_asked_again_at_once() -> None:
    second = {
        "another:frequency.series": then("yes", "no"),
        "frequency.series[1].name": "Other",
        "frequency.series[1].every": "month",
        "frequency.series[1].on": then("second Tuesday", "third Tuesday"),
        "frequency.series[1].at": "14:00",
        "frequency.place.room": "Room 5",
    }
    answers, script = interviewed({**SMALL, **second, "change:frequency.series[1]": "on"})
    assert script.names().count("frequency.series[1].on") == 2
    assert script.prompt("change:frequency.series[1]").current == "on"
    assert len(make_schedule(plan_of(answers)).meetings) == 24
    answers, _ = interviewed({**SMALL, **second, "change:frequency.series[1]": "out"})
    assert len(make_schedule(plan_of(answers)).meetings) == 12


@pytest.mark.slow
def test_a_record_whose_answers_disagree_is_mended_or_left_out() -> None:
    replies = {
        "more:frequency": "some",
        "choose:frequency": ("frequency.closures",),
        "frequency.closures[0].day": "March 5, 2027",
        "frequency.closures[0].until": then("March 1, 2027", "March 9, 2027"),
        "frequency.closures[0].why": "Spring break",
        "frequency.closures[1].day": then("2027-07-01"),
        "mend:frequency.closures[1]": "out",
    }
    answers, script = interviewed({**SMALL, **replies})
    closures = plan_of(answers).frequency.closures or ()
    assert [(str(each.until), each.why) for each in closures] == [("2027-03-09", "Spring break")]
    assert "2027-03-01 comes before 2027-03-05" in script.heard
    assert "Reason: why is missing." in script.heard


def test_holidays_of_a_place_that_nobody_knows_are_asked_day_by_day() -> None:
    """The place was said with the command, and only the holidays are asked for."""
    settings = (
        "frequency.first_day=2027-01-01",
        "frequency.holidays.country=US",
        "frequency.holidays.subdivision=ZZ",
    )
    sources = read_sources(InitOptions(settings=settings), 2027, {})
    only = QuestionFilter(paths=("frequency.holidays.listed",))
    _, script = walked(sources, {"frequency.holidays.listed.new": ""}, only)
    assert "frequency.holidays.listed.new" in script.names()


@pytest.mark.slow
def test_a_wrong_answer_from_a_flag_is_asked_again() -> None:
    flags = ("leadership.tone=harsh", "leadership.facilitator=dir", "frequency.minutes=2")
    wrong = (*flags, "participants.panel=[nobody]", *NEEDED)
    answers, script = interviewed({**SMALL, "participants.panel": None}, *wrong)
    plan = plan_of(answers)
    assert "Tone: 'harsh' is not one of the choices" in script.heard
    assert (plan.leadership.tone, plan.frequency.minutes) == ("problem-focused", 60)
    assert plan.leadership.facilitator == "director-of-performance"


@pytest.mark.slow
def test_a_wrong_answer_in_a_record_from_a_file_is_asked_again() -> None:
    series = [{"id": "stat", "every": "month", "on": "Thursday", "at": "08:00"}]
    civic = [{"id": None, "name": "Council", "every": "week"}]
    replies = {"frequency.series[0].on": "third Thursday", "frequency.civic_dates[0].on": "Monday"}
    answers, _ = interviewed(
        {**SMALL, **replies},
        frequency={"series": series, "civic_dates": [{k: v for k, v in civic[0].items() if v}]},
    )
    plan = plan_of(answers)
    assert str((plan.frequency.series or ())[0].on) == "third Thursday"
    assert str((plan.frequency.civic_dates or ())[0].on) == "Monday"


@pytest.mark.parametrize(
    "data",
    [
        {"leadership": {"ton": "hot seat"}},
        {"frequency": {"series": "monthly"}},
        {"frequency": {"series": ["monthly"]}},
        {"frequency": {"agenda": {"item": "Figures"}}},
        {"participants": {"people": [{"id": "No Id", "office": "Mayor"}]}},
        {"program": "KCStat"},
    ],
)
def test_what_no_question_can_mend_is_refused_before_anything_is_asked(data: Any) -> None:
    with pytest.raises(StatplanError) as refused:
        interviewed({}, **data)
    assert refused.value.problems[0].fact
    assert refused.value.exit_code == 1


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("monthly", {"every": "month"}),
        ("3 months", {"every": "3 months"}),
        ("second Tuesday", {"every": "month", "on": "second Tuesday"}),
        (
            "monthly, second Tuesday, 2 pm",
            {"every": "month", "on": "second Tuesday", "at": "14:00"},
        ),
        (
            "every two weeks on Wed at noon",
            {"every": "2 weeks", "on": "Wednesday", "at": "12:00"},
        ),
        ("every month, last workday", {"every": "month", "on": "last working day"}),
        (
            "every other Wed at 9:00-10:30",
            {"every": "2 weeks", "on": "Wednesday", "at": "09:00", "minutes": 90},
        ),
    ],
)
def test_a_rhythm_is_taken_apart(said: str, meant: dict[str, object]) -> None:
    assert parse_reply.parse_rhythm(said, PhraseContext(TODAY)) == meant
    explained = parse_reply.explain_rhythm(meant).canonical
    assert parse_reply.parse_rhythm(explained) == meant


@pytest.mark.parametrize(
    ("path", "said", "meant"),
    [
        ("frequency.series[].every", "every two weeks", "2 weeks"),
        ("frequency.series[].on", "the 1st Mon of the month", "first Monday"),
        ("frequency.series[].at", "8:30 a.m.", "08:30"),
        ("frequency.series[].starts", "5th January 2027", "2027-01-05"),
        ("frequency.series[].starts", "1/5/27", "2027-01-05"),
        ("frequency.series[].dates", "Jan 5, 2027, Feb 9", ["2027-01-05", "2027-02-09"]),
        ("frequency.minutes", "1.5 hours", 90),
        ("frequency.preparation.data_due", "5 working days", 5),
        ("program.population", "488,000", 488000),
        ("leadership.hours_per_year", "48 hours", 48),
    ],
)
def test_people_may_speak_as_they_do(path: str, said: str, meant: object) -> None:
    question = questions.index_questions()[path]
    assert parse_reply.parse_answer(question, said, {}, PhraseContext(TODAY)) == meant


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("frequency.series[].every", "twice a month"),
        ("frequency.series[].on", "every second Tuesday"),
        ("frequency.series[].at", "13 pm"),
        ("frequency.series[].at", "1430"),
        ("frequency.series[].starts", "Ju 5 2027"),
        ("frequency.minutes", "a while"),
        ("frequency.preparation.data_due", "2 weeks"),
        ("frequency.preparation.memo_hours", "2 days"),
        ("program.population", "a few"),
    ],
)
def test_what_is_not_understood_is_no_answer(path: str, said: str) -> None:
    question = questions.index_questions()[path]
    with pytest.raises(AnswerError, match=re.escape(said)):
        parse_reply.parse_answer(question, said, {}, PhraseContext(TODAY))


@pytest.mark.slow
def test_what_was_understood_is_shown_and_kept() -> None:
    replies = {**SMALL, "frequency.series[0].every": "every other wed, 9:00-10:30"}
    _, script = interviewed(replies)
    assert "Understood: every 2 weeks, Wednesday, 9:00 a.m., 90 minutes." in script.heard
    as_written = {
        f"{SERIES}.every": "month",
        f"{SERIES}.on": "second Tuesday",
        f"{SERIES}.at": "14:00",
        "frequency.release.by": "2027-12-01",
    }
    _, script = interviewed({**SMALL, **as_written})
    assert "Understood" not in script.heard


@pytest.mark.slow
def test_a_recess_may_be_said_as_a_range_of_days() -> None:
    replies = {
        **SMALL,
        "more:frequency": "some",
        "choose:frequency": ("frequency.closures",),
        "frequency.closures[0].day": then("summer", "July 1 to 31"),
        "frequency.closures[0].why": "Recess",
    }
    answers, script = interviewed(replies)
    (closure,) = plan_of(answers).frequency.closures or ()
    assert (str(closure.day), str(closure.until)) == ("2027-07-01", "2027-07-31")
    assert "frequency.closures[0].until" not in script.names()
    assert "'summer' is not a date or a range of dates." in script.heard
    words = "Understood: Thursday, July 1, 2027 to Saturday, July 31, 2027."
    assert words in script.heard


@pytest.mark.slow
def test_a_day_near_today_is_kept_as_the_day_that_it_was() -> None:
    path = "frequency.release.by"
    kept: list[Reply] = []
    transcript = Transcript(on_reply=lambda replies: kept.append(replies[-1]))
    basis = read_sources(InitOptions(), TODAY.year + 1, {})
    replies = {**SMALL, **ALL, path: "in 2 weeks"}
    answers, script = walked(basis, replies, transcript=transcript)
    day = TODAY + timedelta(weeks=2)
    assert get_answer(answers.tree, path) == str(day)
    assert f"Understood: {format_long_date(day)}." in script.heard
    assert [reply.reply for reply in kept if reply.prompt_name == path] == [str(day)]


# Replies that open every further question; what one of them rules out another one reaches.
ALL = {f"more:{section}": "all" for section in SECTIONS}
BROAD: dict[str, Any] = {
    **SMALL,
    **ALL,
    "program.authority.basis": "ordinance",
    "program.reports[0].what": "Results of the year",
    "leadership.escalation.after_days": "30",
    "focus.kind": "both",
    "focus.subjects[0].name": "Overtime",
    "frequency.series[0].examines": then("for_each departments", "subject"),
    "frequency.series[0].on": "Tuesday and Wednesday",
    "frequency.series[0].every": "quarter",
    "frequency.series[0].places[0].of": "fire",
    "frequency.series[0].agenda[0].item": "What was promised last time",
    "frequency.series[0].groups[0].of": "police",
    "frequency.series[0].groups[0].every": "2 weeks",
    "frequency.series[0].groups[0].on": "Thursday",
    "frequency.series[0].backup.rule": "reserve day",
    "frequency.series[0].backup.reserve": "fourth Friday",
    "frequency.backup.rule": "reserve day",
    "frequency.backup.reserve": "fourth Friday",
    "frequency.closures[0].day": "2027-07-01",
    "frequency.closures[0].why": "Budget week",
    "frequency.civic_dates[0].name": "Council",
    "frequency.civic_dates[0].every": "week",
    "frequency.civic_dates[0].on": "Monday",
    "frequency.civic_dates[1].name": "Election",
    "frequency.civic_dates[1].dates": "2027-11-02",
    "frequency.agenda[0].item": "What was promised last time",
    "publicity.access": "open with questions",
    "publicity.publishes": ("schedule", "notes"),
    "publicity.broadcast[0].by": "television",
    "publicity.redaction.grounds[0].code": "minors",
    "publicity.redaction.grounds[0].words": "Minors, Code 5-1",
    "which:participants.people": (0,),
    "which:participants.departments": (0,),
    "mend:frequency.series[0]": "out",
}
SINGLE: dict[str, Any] = {
    **BROAD,
    "another:frequency.series": then("yes", "no"),
    "frequency.series[0].examines": "department",
    "frequency.series[0].department": "fire",
    "frequency.series[0].on": "second Tuesday",
    "frequency.series[1].name": "Dated",
    "frequency.series[1].examines": "rotate",
    "frequency.series[1].rotate": ("fire", "overtime"),
    "frequency.series[1].dates": "2027-05-12",
    "frequency.series[1].at": "10:00",
    "frequency.series[1].first_turn": "overtime",
    "which:frequency.series": (0, 1),
}
SUBJECT: dict[str, Any] = {
    **BROAD,
    "frequency.series[0].examines": "subject",
    "frequency.series[0].subject": "overtime",
    "frequency.series[0].on": "second Tuesday",
    "frequency.series[0].changes[0].from": "2027-07-01",
    "frequency.series[0].changes[0].every": "2 months",
    "frequency.series[0].changes[0].on": "first Tuesday",
    "frequency.series[0].called_off[0].day": "2027-01-12",
    "frequency.series[0].called_off[0].why": "Budget week",
    "frequency.series[0].exceptions[0].meeting": "citistat/2027-Q2",
    "frequency.series[0].exceptions[0].day": "2027-04-14",
}


@pytest.mark.slow
def test_every_question_that_applies_can_be_reached() -> None:
    reached: set[str] = set()
    for replies in (BROAD, SINGLE, SUBJECT):
        answers, script = interviewed(replies)
        written(answers)
        reached |= {strip_indexes(each) for each in script.names()}
        for prompt in script.asked:
            if prompt.name.endswith(".examines"):
                keys = {str(each.value).partition(" ")[0] for each in prompt.choices}
                reached |= {f"frequency.series[].{key}" for key in keys}
    lists = {each.partition("[]")[0] for each in reached} | {
        each.rpartition("[]")[0] for each in reached
    }
    askable = {
        each.path
        for each in questions.list_questions()
        if each.depth in {"essential", "more"}
        and (each.record is None or list(questions.iter_questions(each.record)))
    }
    written_by_hand = {
        "frequency.holidays.meetings[].policy"
    }  # the interview: meets anyway, or not
    assert askable - reached - lists == written_by_hand
