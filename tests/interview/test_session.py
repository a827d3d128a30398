"""One sitting: going back and elsewhere, the review, few prompts, no answer out of place."""

import random
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from statplan import systems
from statplan.advice import RuleFinding, index_rules
from statplan.interview import advice, records, steps
from statplan.interview import draft as interview_draft
from statplan.interview.prompt import BACK, MENU, Prompt
from statplan.interview.replies import Reply, Transcript
from statplan.interview.session import InterviewSetup, WritePreview, run_interview
from statplan.interview.sources import AnswerSources, InitOptions, read_sources
from statplan.interview.steps import QuestionFilter
from statplan.plan import SECTIONS, questions
from statplan.plan.answers import Answers
from statplan.plan.paths import get_answer, strip_indexes
from statplan.schedule import make_schedule
from tests.support.person import NEEDED, SMALL, Script, interviewed, plan_of, then, walked, written
from tests.support.sampling import count_examples

# What somebody replies who knows every essential answer.
KNOWS: dict[str, Any] = {
    **SMALL,
    "depth": "essential",
    "leadership.designee_may.can_hold_accountable": "yes",
    "leadership.same_person": "yes",
    "focus.priorities[0].target": "8 minutes",
    "participants.people[2].office": "Finance Director; City Attorney",
    "participants.departments[0].name": "Fire; Police; Public Works; Health; Parks & Recreation",
    "participants.analysts.people": ("director-of-performance",),
    "participants.buy_in.gains[0]": "A place to ask for money, people or rules; help from others",
    "frequency.series[0].every": "monthly, second Tuesday, 2 pm",
    "frequency.place.room": "Room 5",
    "frequency.holidays.country": "US-MO",
    "program.authority.basis": "memo",
    "participants.department_brings": ("head",),
    "frequency.preparation.data_due": "10",
    "frequency.preparation.memo_hours": "48",
    "frequency.preparation.follow_up_days": "2",
    "frequency.preparation.follow_up_contents": ("owner", "due date"),
    "frequency.preparation.follow_up_first": "yes",
    "frequency.agenda[0].item": "Follow-up; New items",
}


@pytest.mark.slow
def test_a_small_program_takes_at_most_fifty_prompts() -> None:
    answers, script = interviewed(KNOWS)
    assert len(script.asked) <= 50
    plan = written(answers)
    assert len(make_schedule(plan).meetings) == 12
    assert len(plan.participants.departments or ()) == 5
    essential = [
        each.path
        for each in questions.list_questions()
        if each.depth == "essential" and not each.is_in_record
    ]
    lacking = [
        each
        for each in essential
        if get_answer(answers.tree, each) is None
        and questions.is_applicable(questions.index_questions()[each], answers.tree)
    ]
    # Nobody is on the roster when the principal is asked for; Enter takes the default of backups.
    assert lacking == ["leadership.principal", "frequency.backup.keep"]


@pytest.mark.parametrize(
    ("system", "on"),
    [
        ("kcstat", "first Tuesday"),
        ("new-orleans", "first Tuesday"),
        ("chattadata", "first Tuesday"),
        ("louiestat", "Tuesday"),
        ("gmap", "Tuesday"),
    ],
)
@pytest.mark.slow
def test_like_a_documented_system_takes_at_most_forty_two(system: str, on: str) -> None:
    own = {"depth": "open", "frequency.series[0].on": on, "frequency.series[0].at": "09:00"}
    replies = {**KNOWS, **own, "participants.panel": ("director-of-performance",)}
    answers, script = interviewed(replies, like=system)
    assert len(script.asked) <= 42
    assert make_schedule(written(answers)).meetings


def _back_from(name: str, *replies: object) -> dict[str, Any]:
    """Reply BACK the first time that a prompt is put, then as given."""
    return {name: then(BACK, *replies)}


@pytest.mark.slow
def test_back_puts_the_question_before_with_the_reply_that_stood_there() -> None:
    answers, script = interviewed({**SMALL, **_back_from("leadership.tone", "problem-focused")})
    names = script.names()
    at = names.index("leadership.tone")
    assert names[at - 1 : at + 3] == [
        "leadership.same_person",
        "leadership.tone",
        "leadership.same_person",
        "leadership.tone",
    ]
    assert names.count("program.name") == 1
    straight, _ = interviewed(SMALL)
    assert answers.tree == straight.tree


@pytest.mark.slow
def test_back_goes_into_the_middle_of_a_list() -> None:
    replies = {
        "participants.departments[2].name": then(BACK, BACK, "Public Works"),
        "participants.departments[1].name": then("Police", BACK, "Polite", "Police"),
        "participants.departments[0].name": then("Fire", "Fire"),
    }
    answers, script = interviewed({**SMALL, **replies})
    departments = plan_of(answers).participants.departments or ()
    assert [each.name for each in departments][:3] == ["Fire", "Police", "Public Works"]
    again = [each for each in script.asked if each.name == "participants.departments[0].name"]
    assert again[-1].current == "Fire"


@pytest.mark.slow
def test_every_prompt_can_be_gone_back_from_and_nothing_changes() -> None:
    straight, script = interviewed(SMALL)
    seen: set[str] = set()

    class Wavering(Script):
        """Goes back once from every prompt."""

        def ask(self, prompt: Prompt) -> object:
            if prompt.name not in seen and prompt.name != "start":
                seen.add(prompt.name)
                self.asked.append(prompt)
                return BACK
            return super().ask(prompt)

    wavering = Wavering({"depth": "offer", **SMALL})
    basis = read_sources(InitOptions(), 2027, {})
    answers = run_interview(
        InterviewSetup(basis.combine_answers, lambda _: WritePreview()), wavering, Transcript()
    )
    assert answers.tree == straight.tree
    assert seen == set(script.names()) - {"start"}


def test_back_from_the_first_question_says_so() -> None:
    _, script = interviewed({**SMALL, **_back_from("start", "blank")})
    assert "This is the first question." in script.heard


@pytest.mark.slow
def test_what_is_said_while_replies_are_replayed_is_not_said_again() -> None:
    _, script = interviewed({**SMALL, **_back_from("publicity.publishes", ("schedule",))})
    assert script.heard.count("12 meetings, the first") == 1
    assert script.heard.count("5 of 6.") == 1
    assert script.heard.count("6 of 6.") == 2  # where the question is that was gone back to


def test_a_jump_leaves_questions_open_and_the_walk_goes_on_from_there() -> None:
    answers, script = interviewed(
        {**SMALL, "leadership.form": MENU, "where": "frequency", "needed": "no"}
    )
    names = script.names()
    assert names[names.index("where") + 1].startswith("frequency.")
    assert "leadership.tone" not in names
    assert get_answer(answers.tree, "frequency.minutes") == 60
    assert "1 of 6" in str(script.prompt("where").choices)


@pytest.mark.slow
def test_a_jump_back_offers_the_answers_that_stand() -> None:
    replies = {**SMALL, "focus.kind": then(MENU, "operations"), "where": "program"}
    answers, script = interviewed(replies)
    again = [each for each in script.asked if each.name == "program.purpose"]
    assert len(again) == 2
    assert again[1].current == SMALL["program.purpose"]
    straight, _ = interviewed(SMALL)
    assert answers.tree == straight.tree


@pytest.mark.slow
def test_the_review_on_demand_leads_back_to_the_question() -> None:
    replies = {
        **SMALL,
        "participants.departments[2].name": then(MENU, "Public Works"),
        "where": "review",
        "review": then("program.name", "on", "done"),
        "program.name": then("CitiStat", "SpringStat"),
    }
    answers, script = interviewed(replies)
    names = script.names()
    assert names[names.index("review") : names.index("review") + 4] == [
        "review",
        "program.name",
        "review",
        "participants.departments[2].name",
    ]
    plan = plan_of(answers)
    assert plan.program.name == "SpringStat"
    assert [each.name for each in plan.participants.departments or ()][:3] == [
        "Fire",
        "Police",
        "Public Works",
    ]
    rows = [each.title for each in script.prompt("review").choices]
    assert rows[:2] == [
        "Back to the question that I came from",
        "All is right: show what will be written",
    ]


def test_the_review_lists_every_answer_with_who_gave_it() -> None:
    own = {"frequency.series[0].on": "first Tuesday", "frequency.series[0].at": "09:00"}
    _, script = interviewed(
        {**KNOWS, **own, "depth": "open", "participants.panel": None},
        "leadership.tone=hot seat",
        like="kcstat",
    )
    rows = {each.title: each.note for each in script.prompt("review").choices}
    assert rows["Tone: hot seat"] == "flag"
    assert rows["Principal attends: every"] == "like kcstat"
    assert rows["Program name: CitiStat"] == ""
    assert rows["Panel: not decided yet"] == ""
    assert rows["Back-up dates: yes"] == "default"
    departments = rows["Departments: 5: Fire; Police; Public Works; Health; Parks & Recreation"]
    assert departments == "SP401: No meeting of this calendar examines Fire"
    heads = [each.heading for each in script.prompt("review").choices if each.heading]
    assert [head[:6] for head in heads] == [f"{number} of 6" for number in range(1, 7)]


def test_the_review_says_for_what_the_calendar_waits() -> None:
    _, script = interviewed({"needed": "no"})
    prompt = script.prompt("review")
    assert "The calendar waits for: Program name; Government; Time zone" in prompt.why
    assert "the calendar waits for it" in {each.note for each in prompt.choices}


@pytest.mark.slow
@pytest.mark.parametrize(("attends", "is_listed"), [("some", True), ("every", False)])
def test_the_review_lists_no_question_that_does_not_apply(
    attends: str,
    is_listed: bool,
) -> None:
    replies = {**SMALL, "leadership.attends": attends, "participants.panel": None}
    _, script = interviewed(replies)
    paths = {each.value for each in script.prompt("review").choices}
    for path in ("leadership.designee", "leadership.designee_may.can_hold_accountable"):
        assert (path in paths) is is_listed


@pytest.mark.slow
def test_a_jump_says_in_which_part_of_the_interview_it_leads() -> None:
    replies = {
        **SMALL,
        "participants.departments[2].name": then(MENU, "Public Works"),
        "where": "review",
        "review": then("on", "done"),
    }
    _, script = interviewed(replies)
    _, straight = interviewed(SMALL)
    assert [line[:8] for line in straight.said].count("\n4 of 6.") == 1
    assert [line[:8] for line in script.said].count("\n4 of 6.") == 2


def test_the_menu_marks_the_section_of_a_question_that_is_asked_alone() -> None:
    plan = walked(read_sources(InitOptions(settings=NEEDED), 2027, {}), SMALL)[0].tree
    _, script = walked(
        AnswerSources(plan=plan),
        {"leadership.tone": then(MENU, "hot seat"), "where": "focus"},
        QuestionFilter(paths=("leadership.tone",)),
    )
    notes = {each.value: each.note for each in script.prompt("where").choices if each.note}
    assert notes == {"leadership": "you are here"}


@pytest.mark.slow
def test_an_answer_that_is_changed_in_the_review_brings_what_hangs_on_it() -> None:
    replies = {
        "review": then("leadership.attends", "done"),
        "leadership.attends": then("every", "some"),
        "leadership.designee": "director-of-performance",
    }
    answers, script = interviewed({**SMALL, **replies, "participants.people[2].office": None,
                                   "participants.panel": None})  # fmt: skip
    assert script.names().count("leadership.designee") == 1
    assert plan_of(answers).leadership.designee == "director-of-performance"
    replies |= {"leadership.attends": then("some", "every")}
    answers, script = interviewed({**SMALL, **replies, "leadership.designee": "Chief of Staff"})
    assert "Designee does not apply now and is left out." in script.heard
    assert plan_of(answers).leadership.designee is None


def test_a_question_that_another_answer_rules_out_is_not_asked_alone_either() -> None:
    replies = {**SMALL, "leadership.attends": "every", "participants.panel": None}
    plan = interviewed(replies)[0].tree
    _, script = walked(AnswerSources(plan=plan), {}, QuestionFilter(paths=("leadership.designee",)))
    assert "leadership.designee" not in script.names()
    assert "Designee: another answer rules this question out." in script.heard


@pytest.mark.slow
@pytest.mark.parametrize(
    ("how", "more", "names"),
    [
        ("order", {"order:participants.departments": "3, 1"}, "Public Works, Fire, Police"),
        ("choose", {"choose:participants.departments": (1, 2)}, "Police, Public Works"),
        (
            "change",
            {
                "which:participants.departments": (1,),
                "participants.departments[1].name": then("Police", "Sheriff"),
            },
            "Fire, Sheriff, Public Works",
        ),
        ("add", {"participants.departments[5].name": then("", "Library", "")}, "Fire, Police"),
        ("empty", {"participants.departments[0].name": then("Fire", "Parks; Library")}, "Parks"),
    ],
)
def test_a_list_is_edited_cut_and_put_in_order_in_the_review(
    how: str, more: dict[str, Any], names: str
) -> None:
    replies = {"review": then("participants.departments", "done"),
               "keep:participants.departments": how}  # fmt: skip
    answers, _ = interviewed({**SMALL, **replies, **more})
    stands = [each.name for each in plan_of(answers).participants.departments or ()]
    assert ", ".join(stands).startswith(names)
    assert len(stands) == {"choose": 2, "add": 6, "empty": 2}.get(how, 5) or how == "choose"


@pytest.mark.slow
@pytest.mark.parametrize("wrong", ["0", "6", "1 1", "second"])
def test_an_order_that_is_none_is_refused(wrong: str) -> None:
    replies = {
        "review": then("participants.departments", "done"),
        "keep:participants.departments": "order",
        "order:participants.departments": then(wrong, ""),
    }
    answers, script = interviewed({**SMALL, **replies})
    assert script.names().count("order:participants.departments") == 2
    assert len(plan_of(answers).participants.departments or ()) == 5


@pytest.mark.slow
def test_texts_of_a_list_are_edited_in_the_review() -> None:
    gains = "participants.buy_in.gains"
    replies = {
        f"{gains}[0]": then("A place to ask; help; a hearing", "A place to ask for money"),
        "review": then(gains, "done"),
        f"keep:{gains}": "change",
        f"which:{gains}": (0, 1),
        f"{gains}[1]": "",
    }
    answers, _ = interviewed({**SMALL, **replies})
    assert plan_of(answers).participants.buy_in.gains == ("A place to ask for money", "a hearing")


def test_a_section_is_asked_again_or_deeper_from_the_review() -> None:
    replies = {
        "review": then("again:leadership", "deeper:program", "done"),
        "program.authority.basis": "ordinance",
        "choose:program": ("program.authority.reference",),
        "program.authority.reference": "24-291",
    }
    answers, script = interviewed({**SMALL, **replies})
    assert script.names().count("leadership.tone") == 2
    assert plan_of(answers).program.authority.reference == "24-291"


def test_choices_that_an_answer_before_rules_out_say_why() -> None:
    no_departments = {"participants.departments[0].name": None, "focus.kind": "operations"}
    answers, script = interviewed(
        {**SMALL, **no_departments, "focus.subjects[0].name": "Potholes", "focus.kind": "both",
         "frequency.series[0].examines": None}
    )  # fmt: skip
    choices = {each.value: each for each in script.prompt("frequency.series[0].examines").choices}
    assert choices["rotate departments"].disabled_reason == "no departments are listed"
    assert choices["rotate subjects"].disabled_reason == ""
    plan_of(answers)


def test_readiness_speaks_and_offers_the_lighter_way() -> None:
    replies = {
        "program.readiness.champion": "no",
        "program.readiness.goals": "yes",
        "lighter": "host",
        "program.host_meeting": "The weekly cabinet meeting",
    }
    basis = read_sources(InitOptions(settings=NEEDED), 2027, {})
    readiness = QuestionFilter(sections=("readiness",))
    answers, script = walked(basis, {**SMALL, **replies}, readiness)
    assert "Speaking against a start now: champion." in script.heard
    assert answers.tree["program"]["host_meeting"] == "The weekly cabinet meeting"
    assert {name for name in script.names() if "." in name} <= {
        "program.host_meeting",
        *(each.path for each in questions.list_questions() if each.depth == "readiness"),
    }
    with pytest.raises(EOFError):
        walked(basis, {**SMALL, **replies, "lighter": "leave"}, readiness)


def test_readiness_and_keys_of_the_file_are_asked_of_nobody_who_plans_a_program() -> None:
    _, script = interviewed({**SMALL, "depth": "all"})
    depths = {path: each.depth for path, each in questions.index_questions().items()}
    asked = {depths.get(strip_indexes(name)) for name in script.names()}
    assert asked.isdisjoint({"readiness", "file"})
    offered = [each.value for prompt in script.asked for each in prompt.choices]
    offered_depths = {depths.get(strip_indexes(str(value))) for value in offered}
    assert offered_depths.isdisjoint({"readiness", "file"})
    for question in questions.list_questions():
        if question.record and question.depth != "file":
            for later in (False, True):
                inner = records.list_record_questions(question.path, later=later)
                assert "file" not in {each.depth for each in inner}


def test_one_may_begin_like_a_system_that_is_chosen_from_the_table() -> None:
    replies = {**SMALL, "start": "kcstat", "depth": "open", "needed": "no",
               "participants.panel": None}  # fmt: skip
    answers, script = interviewed(replies)
    assert "Mayor and City Manager" in str(script.prompt("start").choices)
    assert answers.origins["leadership.form"] == "like kcstat"
    assert answers.tree["program"]["name"] == "CitiStat"


def test_the_table_of_systems_has_every_row_whole_within_eighty_columns() -> None:
    rows = steps.build_start_prompt().choices
    assert [each.value for each in rows] == [steps.BLANK, *systems.KEYS]
    assert not [each.title for each in rows if ".." in each.title]
    mark = len(" > ")  # what a terminal sets before a row
    assert max(len(line) for each in rows for line in (each.title, each.heading)) + mark <= 80


@pytest.mark.slow
def test_all_questions_are_asked_of_somebody_who_wants_all() -> None:
    _, script = interviewed({**SMALL, "depth": "all"})
    asked = {strip_indexes(each) for each in script.names()}
    plain = {
        each.path
        for each in questions.list_questions()
        if not each.is_in_record and each.record is None
        if questions.find_dependency(each) is None and not each.rosters
    }
    depths = {path: each.depth for path, each in questions.index_questions().items()}
    plain -= {each for each in plain if depths[each] in {"readiness", "file"}}
    assert {each for each in plain if each not in asked and f"{each}[]" not in asked} <= {
        "frequency.holidays.listed"
    }


@pytest.mark.slow
def test_single_questions_and_sections_are_asked_alone() -> None:
    plan = walked(read_sources(InitOptions(settings=NEEDED), 2027, {}), SMALL)[0].tree
    basis = AnswerSources(plan=plan)
    answers, script = walked(
        basis, {"leadership.tone": "hot seat"}, QuestionFilter(paths=("leadership.tone",))
    )
    assert script.names() == ["leadership.tone", "write"]
    assert answers.tree["leadership"]["tone"] == "hot seat"
    _, script = walked(basis, {}, QuestionFilter(sections=("publicity",)))
    assert script.names() == ["publicity.access", "publicity.publishes", "more:publicity", "write"]
    jump = {"leadership.tone": then(MENU), "where": "focus"}
    _, script = walked(basis, jump, QuestionFilter(paths=("leadership.tone",)))
    assert "focus.kind" in script.names()
    _, script = walked(
        basis,
        {"review": "done", "write": then("review", "yes")},
        QuestionFilter(skip_answered=True),
    )
    assert not {"program.name", "focus.kind", "depth"} & set(script.names())
    assert script.names().count("review") == 2


def test_a_day_from_a_flag_is_not_asked_where_the_rest_of_its_series_is_changed() -> None:
    replies = {
        **SMALL,
        "participants.panel": None,
        "keep:frequency.series": "change",
        "frequency.series[0].at": "10:00",
    }
    answers, script = interviewed(replies, "frequency.series[0].on=first Tuesday", like="kcstat")
    names = script.names()
    assert {"frequency.series[0].every", "frequency.series[0].at"} < set(names)
    assert "frequency.series[0].on" not in names
    assert get_answer(answers.tree, "frequency.series[0].on") == "first Tuesday"


def test_what_a_list_asks_for_after_its_first_entry_is_named_and_numbered() -> None:
    _, script = interviewed(SMALL)
    words = {each.name: each.words for each in script.asked}
    assert words["participants.departments[0].name"] == "Which departments come before the panel?"
    for number in (1, 2, 5):
        assert words[f"participants.departments[{number}].name"] == f"Department {number + 1}"
    assert words["focus.priorities[1].name"] == "Priority 2"


def test_a_question_without_a_reason_says_how_it_is_answered_and_nothing_else() -> None:
    basis = read_sources(InitOptions(settings=NEEDED), 2027, {})
    _, script = walked(basis, {}, QuestionFilter(paths=("participants.scheduler",)))
    assert script.asked[0].why == "Type an office, as in Chief of Staff."


def test_a_flag_that_is_wrong_is_asked_for_though_something_else_is_asked_alone() -> None:
    term = ("program.term.starts=2027-01-01", "program.term.ends=2026-12-31")
    basis = read_sources(InitOptions(settings=(*NEEDED, *term)), 2027, {})
    replies = {"leadership.tone": "hot seat", "program.term.ends": "2030-12-31"}
    answers, script = walked(basis, replies, QuestionFilter(paths=("leadership.tone",)))
    assert script.names() == ["leadership.tone", "program.term.ends", "write"]
    assert get_answer(answers.tree, "program.term.ends") == "2030-12-31"


def test_an_answer_in_a_record_is_asked_alone() -> None:
    basis = read_sources(InitOptions(settings=NEEDED), 2027, {})
    wish = QuestionFilter(paths=("frequency.series[0].at",))
    answers, script = walked(basis, {"frequency.series[0].at": "9:30 am"}, wish)
    assert script.names() == ["frequency.series[0].at", "write"]
    assert get_answer(answers.tree, "frequency.series[0].at") == "09:30"


def test_replies_of_another_version_are_offered_again_and_not_lost() -> None:
    replies = [
        Reply("start", "blank"),
        Reply("depth", "essential"),
        Reply("program.nickname", "X"),
        Reply("program.name", "RiverStat"),
        Reply("leadership.tone", "no such tone"),
    ]
    script = Script({})
    basis = read_sources(InitOptions(settings=NEEDED[1:]), 2027, {})
    run_interview(
        InterviewSetup(basis.combine_answers, lambda _: WritePreview()), script, Transcript(replies)
    )
    assert script.prompt("program.name").current == "RiverStat"


@pytest.mark.slow
def test_the_same_replies_give_the_same_answers(tmp_path: Path) -> None:
    answers, script = interviewed(SMALL)
    kept: list[Reply] = []
    transcript = Transcript(on_reply=lambda replies: kept.__setitem__(slice(None), list(replies)))
    basis = read_sources(InitOptions(), 2027, {})
    run_interview(
        InterviewSetup(basis.combine_answers, lambda _: WritePreview()),
        Script({"depth": "offer", **SMALL}),
        transcript,
    )
    saved = datetime(2026, 12, 1, 9, 30, tzinfo=UTC)
    interview_draft.save_draft(
        tmp_path / interview_draft.DRAFT_FILE,
        interview_draft.Draft(basis, QuestionFilter(), tuple(kept), saved),
    )
    draft = interview_draft.load_draft(tmp_path / interview_draft.DRAFT_FILE)
    assert draft is not None
    silent = Script({})
    again = Transcript(list(draft.replies))
    replayed = run_interview(
        InterviewSetup(draft.sources.combine_answers, lambda _: WritePreview()), silent, again
    )
    assert (replayed.tree, replayed.origins) == (answers.tree, answers.origins)
    assert silent.asked == []
    assert [each.prompt_name for each in kept] == script.names()


class Anybody:
    """Somebody who replies at random, goes back and elsewhere, and ends at last."""

    def __init__(self, seed: int) -> None:
        self.chance = random.Random(seed)  # noqa: S311 - not for secrets
        self.count = 0

    def show(self, text: str, style: str = "plain") -> None:
        pass

    def ask(self, prompt: Prompt) -> object:
        self.count += 1
        if self.count > 120 or prompt.name in {"write", "needed"}:
            return self._ends(prompt)
        steering = self.chance.random()
        if steering < 0.06:
            return BACK
        if steering < 0.08 and prompt.name not in {"where", "start"}:
            return MENU
        values = [
            each.value
            for each in prompt.choices
            if not each.disabled_reason and each.value != "leave"
        ]
        if prompt.many:
            return tuple(each for each in values if self.chance.random() < 0.4)
        if values:
            return self.chance.choice([*values, None] if prompt.open else values)
        return self.chance.choice([*_TYPED, prompt.current, None])

    def _ends(self, prompt: Prompt) -> object:
        """Whatever brings the interview to its end."""
        values = [each.value for each in prompt.choices]
        if prompt.many or not values:
            return () if prompt.many else ""
        way = [each for each in ("done", "out", "no", "none", "keep") if each in values]
        return None if prompt.open else [*way, prompt.current, values[0]][0]


_TYPED = (
    *("Fire", "Police; Fire", "month", "second Tuesday", "weekly, Tuesday, 9:00", "09:00", "90"),
    *("2027-03-01", "US-MO", "America/Chicago", "Chief of Staff", "fourth Friday", "Room 5"),
)


@pytest.mark.slow
@settings(max_examples=count_examples(3, 20))
@given(seed=st.integers(0, 2**32))
def test_no_answer_survives_whose_condition_is_false(seed: int) -> None:
    basis = read_sources(InitOptions(), 2027, {})
    answers = run_interview(
        InterviewSetup(basis.combine_answers, lambda _: WritePreview()), Anybody(seed), Transcript()
    )
    assert _out_of_place(answers) == []


def _out_of_place(answers: Answers) -> list[str]:
    """The answers whose question does not apply, found without the code that removes them.

    A list that a series takes its turns from is not out of place.
    """
    turns = {
        one.get(key)
        for one in get_answer(answers.tree, "frequency.series") or ()
        for key in ("rotate", "for_each")
        if isinstance(one.get(key), str)
    }
    found = []
    for question in questions.list_questions():
        if question.ask.only_if is None or question.is_in_record:
            continue
        stands = get_answer(answers.tree, question.path)
        hinge = get_answer(answers.tree, questions.find_dependency(question) or "")
        values = hinge if isinstance(hinge, list) else [hinge]
        wanted, barred = question.ask.only_if.is_, question.ask.only_if.not_
        holds = any(each in wanted for each in values) if wanted else True
        holds = holds and not any(each in barred for each in values)
        if stands is not None and not holds and question.path.rpartition(".")[2] not in turns:
            found.append(question.path)
    return found


def test_the_check_itself_finds_an_answer_out_of_place() -> None:
    answers = Answers({"leadership": {"attends": "every", "designee": "x"}})
    assert _out_of_place(answers) == ["leadership.designee"]


@pytest.mark.slow
def test_every_section_can_be_jumped_to() -> None:
    for section in SECTIONS:
        _, script = interviewed({**SMALL, "program.name": then(MENU, "CitiStat"), "where": section,
                                 "participants.panel": None, "needed": "no"})  # fmt: skip
        names = script.names()
        assert names[names.index("where") + 1].startswith(section)


def test_advice_is_given_after_a_section_in_three_lines_at_most_and_once() -> None:
    _, script = interviewed(KNOWS)
    lines = [each for each in script.said if each.startswith("SP505: Less than once a quarter")]
    assert len(lines) == 1
    assert "Fire (every 154 days)" in lines[0]
    rows = {each.title.partition(":")[0]: each.note for each in script.prompt("review").choices}
    assert rows["Series"].startswith("SP505: Less than once a quarter")
    rules = [each for each in index_rules().values() if each.severity == "warning"][:5]
    found = tuple(RuleFinding(each, "frequency.minutes", "So it is.", "") for each in rules)
    said: set[str] = set()
    told = advice.format_section_advice(found, "frequency", said)
    assert (len(told), told[-1]) == (
        3,
        "And 3 more; the review shows each beside its answer.",
    )
    assert advice.format_section_advice(found, "frequency", said) == []
    assert advice.format_section_advice(found, "focus", set()) == []
