"""All problems of a plan at once, each with its place, the fact and what to do."""

from copy import deepcopy
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pydantic.fields import FieldInfo

from statplan.errors import Problem
from statplan.plan import Plan, questions
from statplan.plan.ask import Ask, OnlyIf
from statplan.plan.loader import LoadedPlan, load_plan_bytes, parse_plan, validate_answers
from statplan.plan.paths import find_answers, get_answer, join_path
from statplan.plan.questions import Question
from statplan.plan.relevance import drop_inapplicable_answers, is_roster_used
from statplan.plan.yaml_reader import MAX_FILE_SIZE
from statplan.schedule import make_schedule
from tests.support.generated_plans import Data, answers
from tests.support.sampling import count_examples

PLANS = Path(__file__).parents[1] / "plans"
FINE = sorted((PLANS / "fine").glob("*.yaml"))
BROKEN = sorted((PLANS / "broken").glob("*.yaml"))
INVISIBLE = {
    *map(chr, range(0x20)),
    *map(chr, range(0x7F, 0xA0)),
    *map(chr, chain(range(0x202A, 0x202F), range(0x2066, 0x206A))),
    *"\u2028\u2029\ufeff\u200e\u200f\u061c\ufffe\uffff\\",
} - {"\n", "\t"}
quick = settings(max_examples=count_examples(7, 30))


def said(reading: LoadedPlan) -> list[tuple[str, str]]:
    return [(each.path, each.fact) for each in reading.problems]


def texts_in(value: Any) -> list[str]:
    if isinstance(value, dict):
        return [text for each in value.values() for text in texts_in(each)]
    if isinstance(value, list | tuple):
        return [text for each in value for text in texts_in(each)]
    return [value] if isinstance(value, str) else []


@pytest.mark.slow
@pytest.mark.parametrize("path", BROKEN, ids=lambda path: str(path.stem))
def test_a_broken_plan_has_exactly_these_problems(path: Path) -> None:
    """To report a bug is to add a file, with what should be printed beside it."""
    reading = load_plan_bytes(path.read_bytes())
    printed = "".join(f"{each.with_file(path.name)}\n" for each in reading.problems)
    assert printed == path.with_suffix(".expected").read_text(encoding="utf-8")
    assert reading.plan is None
    assert list(reading.problems) == sorted(reading.problems)


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: str(path.stem))
def test_a_problem_has_its_place_a_fact_and_a_remedy(path: Path) -> None:
    for problem in load_plan_bytes(path.read_bytes()).problems:
        assert problem.line > 0
        assert problem.column > 0
        assert problem.fact.endswith(".")
        assert str(problem.remedy).endswith((".", "?"))
        assert "  " not in str(problem)
        assert str(problem).isprintable()


def test_each_expectation_has_its_plan() -> None:
    assert [path.stem for path in sorted((PLANS / "broken").glob("*.expected"))] == [
        path.stem for path in BROKEN
    ]


@pytest.mark.parametrize("path", FINE, ids=lambda path: str(path.stem))
def test_a_fine_plan_is_read(path: Path) -> None:
    reading = load_plan_bytes(path.read_bytes())
    assert reading.problems == ()
    assert isinstance(reading.plan, Plan)


@pytest.mark.parametrize("path", FINE, ids=lambda path: str(path.stem))
def test_windows_line_ends_change_nothing(path: Path) -> None:
    raw = path.read_bytes()
    plain, windows = load_plan_bytes(raw), load_plan_bytes(raw.replace(b"\n", b"\r\n"))
    assert windows == plain


def test_windows_line_ends_change_no_place() -> None:
    raw = (PLANS / "broken" / "many-at-once.yaml").read_bytes()
    assert load_plan_bytes(raw.replace(b"\n", b"\r\n")).problems == load_plan_bytes(raw).problems


def test_a_file_of_ten_megabytes_is_one_problem() -> None:
    raw = b"statplan: 1\n" + b"# nothing\n" * 1_000_000
    assert [str(each) for each in load_plan_bytes(raw).problems] == [
        (
            f"the file has {len(raw):,} bytes; a plan has at most {MAX_FILE_SIZE:,}. Is it the "
            "right file?"
        )
    ]
    assert len(parse_plan(raw.decode()).problems) == 1


def test_a_file_may_be_as_large_as_is_said() -> None:
    raw = b"statplan: 1\n#"
    assert load_plan_bytes(raw + b"x" * (MAX_FILE_SIZE - len(raw))).plan
    assert not load_plan_bytes(raw + b"x" * (MAX_FILE_SIZE - len(raw) + 1)).plan


@pytest.mark.parametrize("name", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16_is_named(name: str) -> None:
    reading = load_plan_bytes("statplan: 1\n".encode(name))
    assert [each.fact for each in reading.problems] == [
        "the file is not in UTF-8 but, it seems, in UTF-16."
    ]


def test_the_place_of_a_wrong_byte_counts_characters() -> None:
    raw = "statplan: 1\n# Québec, ".encode() + b"Montr\xe9al\n"
    problem = load_plan_bytes(raw).problems[0]
    assert (problem.line, problem.column, problem.fact) == (2, 16, "byte 0xe9 is not UTF-8.")


@pytest.mark.parametrize("version", ["true", "1.0", "'1'", "2", "0", "[1]", "one"])
def test_another_version_is_told(version: str) -> None:
    problems = parse_plan(f"statplan: {version}\n").problems
    assert [each.path for each in problems] == ["statplan"]
    assert problems[0].fact.startswith("this statplan reads version 1 of a plan, not ")


def test_what_is_in_no_file_has_no_place() -> None:
    problems = validate_answers({"statplan": 1, "program": {"name": 5}}).problems
    assert problems == (Problem(0, 0, "program.name", "5 is not a text.", "Put it in quotes."),)
    assert str(problems[0]) == "program.name: 5 is not a text. Put it in quotes."


def test_a_fact_ends_behind_what_it_quotes() -> None:
    problem = parse_plan("statplan: 1\nprogram: {timezone: St. Nowhere. MO}\n").problems[0]
    assert problem.fact == "'St. Nowhere. MO' is not a time zone."
    assert str(problem.remedy).startswith("Write Eastern, Central, Mountain, or Pacific, or ")


@pytest.mark.parametrize(
    ("timezone", "country", "key"),
    [
        ("Central Time", "US", "America/Chicago"),
        ("Central Time", "CA", "America/Winnipeg"),
        ("Central Time", "", "America/Chicago"),
        ("america/chicago", "", "America/Chicago"),
        ("St. Louis, MO", "", "America/Chicago"),
        ("US/Central", "", "US/Central"),
    ],
)
def test_a_plan_has_its_zone_as_a_key(timezone: str, country: str, key: str) -> None:
    holidays = f"frequency: {{holidays: {{country: {country}}}}}" if country else ""
    loaded = parse_plan(f"statplan: 1\nprogram: {{timezone: '{timezone}'}}\n{holidays}\n")
    assert loaded.plan
    assert loaded.plan.program.timezone == key
    assert loaded.answers["program"] == {"timezone": key}


def test_a_refused_zone_is_answered_by_the_country_of_the_plan() -> None:
    holidays = "frequency: {holidays: {country: CA}}"
    problems = parse_plan(f"statplan: 1\nprogram: {{timezone: EST}}\n{holidays}\n").problems
    assert [str(problem.remedy) for problem in problems] == ["Did you mean America/Toronto?"]


def test_a_plan_with_a_wrong_line_is_none_but_its_answers_are_kept() -> None:
    reading = parse_plan("statplan: 1\nprogram: {name: KCStat, government: town}\n")
    assert reading.plan is None
    assert reading.answers["program"] == {"name": "KCStat", "government": "town"}


def test_a_key_without_a_value_is_no_answer() -> None:
    reading = parse_plan("statplan: 1\nprogram:\n  name:\nfocus: ~\nparticipants: {panel: []}\n")
    assert reading.answers == {"statplan": 1, "program": {}, "participants": {"panel": []}}
    assert reading.plan
    assert reading.plan.model_fields_set == {"statplan", "program", "participants"}
    assert reading.plan.program.model_fields_set == set()


def test_a_default_can_be_told_from_an_answer() -> None:
    reading = parse_plan("statplan: 1\nfrequency: {minutes: 90}\n")
    assert reading.plan
    assert reading.plan.frequency.months == 12
    assert reading.plan.frequency.model_fields_set == {"minutes"}


def series(*records: Data) -> Data:
    return {"statplan": 1, "frequency": {"series": list(records)}}


CLASH: Data = {"id": "clash", "every": "week", "on": "second Thursday"}
FACT = "'second Thursday' is a day of the month, and the interval is every week."
LACKS: list[Data] = [
    {"at": "noon"},
    {"id": "Bad Id"},
    {"id": 5, "at": "08:00", "room": "A"},
    {"name": "no id", "on": "Thursday", "at": "25:00", "minutes": "x", "foo": 1},
    {"id": "fine"},
    {"id": "half", "changes": [{"every": "month"}, {"from": "2027-01-01", "every": "week"}]},
]


@quick
@given(st.lists(st.sampled_from(LACKS), max_size=4), st.lists(st.sampled_from(LACKS), max_size=4))
def test_broken_records_neither_hide_nor_move_the_contradictions_of_others(
    before: list[Data], after: list[Data]
) -> None:
    found = said(validate_answers(series(*before, CLASH, *after)))
    assert (f"frequency.series[{len(before)}].on", FACT) in found
    assert [fact for _, fact in found].count(FACT) == 1


def test_the_keys_of_a_broken_record_are_not_taken_from_the_next_one() -> None:
    """The first has no id and a wrong time, which sorts before the id; the second's is right."""
    late = {**CLASH, "on": "Thursday", "at": "23:30"}
    found = said(validate_answers(series({"at": "noon", "room": 5}, late)))
    assert found[-1] == (
        "frequency.series[1].at",
        "a meeting of 90 minutes from 23:30 ends after midnight.",
    )


def test_contradictions_within_a_record_keep_their_index_too() -> None:
    changes = [
        {"every": "month"},
        {"from": "2027-01-01", "every": 5},
        {"from": "2028-01-01", "every": "week", "on": "Thursday"},
        {"from": "soon", "every": "week"},
        {"from": "2029-01-01", "every": "week", "on": "last Friday"},
    ]
    found = said(validate_answers(series({}, {"id": "x", "changes": changes})))
    assert (
        "frequency.series[1].changes[4].on",
        FACT.replace("second Thursday", "last Friday"),
    ) in (found)


def test_strangers_and_doubles_are_told_beside_broken_records() -> None:
    people = [{}, {"id": "a", "office": "A", "department": "x"}, {"id": 5}, {"id": "a"}]
    found = said(validate_answers({"statplan": 1, "participants": {"people": people}}))
    assert ("participants.people[1].department", "'x' is not in participants.departments.") in found
    assert ("participants.people[3].id", "the id 'a' is taken by participants.people[1].") in found


def test_an_id_of_a_broken_record_is_known() -> None:
    found = validate_answers(
        {
            "statplan": 1,
            "leadership": {"chair": "a"},
            "participants": {"people": [{"id": "a"}]},
        }
    )
    assert said(found) == [("participants.people[0].office", "office is missing.")]


def test_a_wrong_answer_that_is_ruled_out_hides_nothing_around_it() -> None:
    backup = {"rule": "soonest", "reserve": 5, "after": 9, "within": 2}
    found = said(validate_answers({"statplan": 1, "frequency": {"backup": backup}}))
    assert [path for path, _ in found] == ["frequency.backup.reserve", "frequency.backup.within"]


def drop_ruled_out(answers: Data) -> Data:
    return drop_inapplicable_answers(answers, only_ruled_out=True)[0]


CONDITIONAL = [
    each for each in questions.list_questions() if each.ask.only_if and not each.is_in_record
]


@quick
@given(answers(), st.data())
def test_no_answer_survives_that_another_answer_rules_out(plan: Data, data: st.DataObject) -> None:
    for name in data.draw(st.lists(st.sampled_from(["leadership", "focus", "publicity"]))):
        plan.setdefault(name, {})
    deciding: dict[str, list[Any]] = {
        "leadership.attends": ["every", "some", None],
        "focus.kind": ["operations", "both", None],
        "publicity.access": ["closed", "open", "open with questions", None],
        "publicity.publishes": [[], ["schedule"], ["slides"], None],
    }
    for path, values in deciding.items():
        section, key = path.split(".")
        plan.setdefault(section, {})[key] = data.draw(st.sampled_from(values))
    rest = drop_ruled_out(plan)
    for question in CONDITIONAL:
        kept, given_ = (
            get_answer(rest, question.path),
            get_answer(plan, question.path),
        )
        other = get_answer(plan, questions.find_dependency(question) or "")
        ruled_out = other is not None and not questions.is_applicable(question, rest)
        ruled_out = ruled_out and not is_roster_used(plan, question.path)
        assert kept == (None if ruled_out else given_)
    assert drop_ruled_out(rest) == rest


def test_what_is_ruled_out_rules_nothing_in(monkeypatch: pytest.MonkeyPatch) -> None:
    """No question of today's depends on one that itself depends on another; one may tomorrow."""

    def question(path: str, only_if: OnlyIf | None = None) -> Question:
        return Question(path, Ask("?", label="x", only_if=only_if), FieldInfo())

    chain = (
        question("a.b"),
        question("a.c", OnlyIf("a.b", is_=("x",))),
        question("a.d", OnlyIf(".c", is_=("y",))),
    )
    monkeypatch.setattr(questions, "list_questions", lambda: chain)
    assert drop_ruled_out({"a": {"b": "x", "c": "y", "d": "z"}}) == {
        "a": {"b": "x", "c": "y", "d": "z"}
    }
    assert drop_ruled_out({"a": {"b": "n", "c": "y", "d": "z"}}) == {"a": {"b": "n"}}


def test_what_is_ruled_out_is_in_the_file_but_not_in_the_answers() -> None:
    path = PLANS / "fine" / "answers-ruled-out.yaml"
    reading = load_plan_bytes(path.read_bytes())
    assert reading.answers["leadership"] == {"attends": "every"}
    assert reading.answers["frequency"]["backup"] == {"rule": "soonest"}
    assert reading.answers["publicity"] == {"access": "closed"}
    assert reading.document.answers["leadership"]["designee"] == "deputy"
    assert reading.plan
    assert reading.plan.leadership.designee is None


TEXT_PATHS = sorted(
    path for path, each in questions.index_questions().items() if not each.is_in_record
)


@settings(max_examples=count_examples(62, 250))
@given(
    st.sampled_from(TEXT_PATHS),
    st.text(st.characters(), max_size=30) | st.text("".join(INVISIBLE) + "ab\n\t ", max_size=9),
    st.sampled_from(["", "list", "group"]),
)
def test_a_hostile_text_is_a_problem_or_is_accepted_without_what_breaks_programs(
    path: str, text: str, kind: str
) -> None:
    *groups, last = path.split(".")
    data: Data = {"statplan": 1}
    here = data
    for group in groups:
        here = here.setdefault(group, {})
    here[last] = {"list": [text], "group": {text: text}}.get(kind, text)
    reading = validate_answers(data)
    assert reading.problems or reading.plan
    for problem in reading.problems:
        assert ((INVISIBLE | {"\n", "\t"}) - {"\\"}).isdisjoint(problem.fact + str(problem.remedy))
    if reading.plan:
        for accepted in texts_in(reading.plan.model_dump(mode="json")):
            assert INVISIBLE.isdisjoint(accepted)
            assert accepted == accepted.strip() != ""


@pytest.mark.parametrize("key", ["name", "purpose"])
def test_each_refused_character_is_named_with_its_place(key: str) -> None:
    for char in sorted(INVISIBLE):
        problem = validate_answers({"statplan": 1, "program": {key: f"ab{char}c"}}).problems[0]
        what = "a backslash" if char == "\\" else f"the invisible character U+{ord(char):04X}"
        assert problem.fact == f"the text holds {what} at place 3."


def test_names_are_put_on_one_line_with_single_blanks_in_nfc() -> None:
    data = {"name": " Cafe\u0301 \t  Stat\n", "purpose": "\n a  b \t\n\tc \n"}
    plan = validate_answers({"statplan": 1, "program": data}).plan
    assert plan
    assert plan.program.name == "Caf\u00e9 Stat"
    assert plan.program.purpose == "a  b\nc"


@pytest.mark.parametrize(("path", "longest"), [("name", 200), ("purpose", 4000)])
def test_a_text_may_be_as_long_as_is_said(path: str, longest: int) -> None:
    assert validate_answers({"statplan": 1, "program": {path: "x" * longest}}).plan
    problem = validate_answers({"statplan": 1, "program": {path: "x" * (longest + 1)}}).problems[0]
    assert problem.fact == f"the text has {longest + 1:,} characters; at most {longest:,} fit."


def test_reading_changes_nothing_that_it_is_given() -> None:
    data = {"statplan": 1, "leadership": {"attends": "every", "designee": "x"}, "focus": None}
    before = deepcopy(data)
    validate_answers(data)
    drop_ruled_out(data)
    assert data == before


@quick
@given(answers())
def test_the_answers_of_a_plan_read_as_the_same_plan(data: Data) -> None:
    reading = validate_answers(data)
    assert reading.plan
    again = validate_answers(reading.answers)
    assert (again.plan, again.answers) == (reading.plan, reading.answers)


@quick
@given(answers())
def test_a_plan_written_as_data_is_the_same_plan(data: Data) -> None:
    plan = validate_answers(data).plan
    assert plan
    dumped = plan.model_dump(mode="json", by_alias=True, exclude_none=True)
    assert validate_answers(dumped).plan == plan


@pytest.mark.slow
@settings(max_examples=count_examples(15, 60))
@given(answers(), st.data())
def test_one_wrong_answer_anywhere_is_found_at_its_place(plan: Data, data: st.DataObject) -> None:
    leaves = [
        path
        for question in questions.list_questions()
        for path, value in find_answers(plan, question.path)
        if value is not None and not question.record
    ]
    path = data.draw(st.sampled_from(leaves or [("statplan",)]))
    wrong = data.draw(st.sampled_from([{"x": object}, 10**12, -1.5, [["x"]], {"x": {"y": 1}}]))
    here: Any = plan
    for step in path[:-1]:
        here = here[step]
    here[path[-1]] = wrong
    found = validate_answers(plan)
    assert found.plan is None
    assert all(each.path.startswith(join_path(path)) for each in found.problems)
    assert found.problems


IN_USE: dict[str, Data] = {
    "by its id": {"subject": "blight"},
    "in turn": {"rotate": ["blight"]},
    "all in turn": {"rotate": "subjects"},
    "one for each": {"for_each": "subjects", "on": "Thursday"},
}


@pytest.mark.parametrize("how", IN_USE)
def test_a_list_from_which_a_series_takes_its_subject_stays_whatever_rules_it_out(how: str) -> None:
    series = {"id": "stat", "every": "month", "on": "second Thursday", "at": "08:00"}
    data: Data = {
        "statplan": 1,
        "program": {"timezone": "America/Chicago"},
        "focus": {"kind": "operations", "subjects": [{"id": "blight", "name": "Blight"}]},
        "frequency": {"first_day": "2027-01-01", "series": [series | IN_USE[how]]},
    }
    reading = validate_answers(data)
    assert reading.plan
    assert make_schedule(reading.plan).meetings[0].subject == "Blight"
    assert drop_inapplicable_answers(data) == (data, [])
    data["frequency"]["series"] = [series]
    assert "subjects" not in drop_ruled_out(data)["focus"]


@pytest.mark.slow
@pytest.mark.parametrize(
    "question", questions.list_questions(), ids=lambda question: str(question.path)
)
def test_half_a_character_is_named_wherever_it_stands(question: Question) -> None:
    """A shell or a terminal passes bytes on that are no UTF-8 as lone surrogates."""
    *steps, last = question.path.replace("[]", ".[]").split(".")
    for answer in ("\udcff", ["\ud800"], {"\udfff": "\udfff"}):
        data: Any = {last: answer}
        for step in reversed(steps):
            data = [data] if step == "[]" else {step: data}
        problems = validate_answers({"statplan": 1, **data}).problems
        assert problems
        assert all(str(problem).isprintable() for problem in problems)
