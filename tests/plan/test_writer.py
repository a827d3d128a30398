"""A plan file says its questions, gives back its answers, and an edit touches nothing else."""

from collections.abc import Mapping
from difflib import unified_diff
from pathlib import Path
from textwrap import wrap
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from statplan import systems
from statplan.errors import StatplanError
from statplan.plan import SECTIONS, questions, writer
from statplan.plan.answers import REMOVED, Answers
from statplan.plan.loader import parse_plan, validate_answers
from statplan.plan.paths import find_answers, get_answer, join_path, split_path
from statplan.plan.questions import find_other_choices, list_choices
from statplan.plan.yaml_reader import parse_yaml
from tests.support.generated_plans import Data, answers
from tests.support.sampling import count_examples

FINE = Path(__file__).parents[1] / "plans" / "fine"
BY_HAND = (FINE / "formatted-by-hand.yaml").read_text(encoding="utf-8")
quick = settings(max_examples=count_examples(5, 15))


def stated(data: Any) -> Any:
    """The answers without nulls and without the groups that hold none."""
    if isinstance(data, Mapping):
        kept = {key: stated(each) for key, each in data.items()}
        return {key: each for key, each in kept.items() if each is not None and each != {}}
    return [stated(each) for each in data] if isinstance(data, list) else data


def words(text: str) -> str:
    """The comments as one line, so that wrapping does not matter."""
    lines = (line.strip() for line in text.splitlines())
    return " ".join(line.removeprefix("#").strip() for line in lines if line.startswith("#"))


def changed(before: str, after: str) -> list[str]:
    """The lines that go and come, and nothing around them."""
    lines = unified_diff(before.splitlines(), after.splitlines(), n=0, lineterm="")
    return [line for line in lines if not line.startswith(("---", "+++", "@@"))]


@quick
@given(answers())
def test_what_is_written_reads_as_what_was_said(data: Data) -> None:
    text = writer.render_plan(data)
    source = parse_yaml(text)
    assert source.problems == []
    assert stated(source.answers) == stated(data)
    assert parse_plan(text).plan == validate_answers(data).plan


@pytest.mark.slow
@quick
@given(answers())
def test_writing_twice_gives_the_same_bytes(data: Data) -> None:
    text = writer.render_plan(data)
    assert writer.render_plan(data) == text
    assert writer.render_plan(parse_yaml(text).answers) == text


@pytest.mark.slow
@quick
@given(answers())
def test_a_written_plan_passes_through_the_editor_unchanged(data: Data) -> None:
    text = writer.render_plan(data)
    assert writer.dump_answers(writer.make_yaml().load(text)) == text


@pytest.mark.parametrize("key", systems.KEYS)
def test_a_documented_system_is_written_and_read_the_same(key: str) -> None:
    data = parse_yaml(systems.read_system(key)).answers
    assert stated(parse_yaml(writer.render_plan(data)).answers) == stated(data)


def test_every_essential_question_stands_above_its_answer_even_if_it_is_open() -> None:
    text = writer.render_plan({"statplan": 1, "publicity": {"publishes": ["schedule"]}})
    said = words(text)
    essential = [
        each
        for each in questions.list_questions()
        if each.depth == "essential" and not each.is_in_record and questions.is_applicable(each, {})
    ]
    assert len(essential) > 20
    source = parse_yaml(text)
    for question in essential:
        assert question.format_question({}) in said
        assert tuple(split_path(question.path)) in source.key_positions
    places = [source.key_positions[tuple(split_path(each.path))] for each in essential]
    lines = [number for number, _ in places]
    assert lines == sorted(lines)


@pytest.mark.parametrize("path", ["leadership.attends", "frequency.minutes", "program.timezone"])
def test_a_question_stands_directly_above_its_answer(path: str) -> None:
    text = writer.render_plan({"statplan": 1})
    question = questions.index_questions()[path]
    line, _ = parse_yaml(text).key_positions[tuple(split_path(path))]
    above = text.splitlines()[: line - 1]
    comment: list[str] = []
    while above and above[-1].lstrip().startswith("#"):
        comment.insert(0, above.pop().strip().removeprefix("#").strip())
    assert " ".join(comment).startswith(question.format_question({}))


def test_choices_and_defaults_are_said_with_the_question() -> None:
    said = words(writer.render_plan({"statplan": 1}))
    for question in questions.list_questions():
        own_words = ', or "other: ..."' if find_other_choices(question) else ""
        choices = " | ".join(list_choices(question)) + own_words
        if choices and question.depth == "essential" and not question.is_in_record:
            assert f"[{choices}]" in said or not questions.is_applicable(question, {})
    assert "Left open, it is 90." in said
    assert "Left open, it is yes." in said


def test_the_chief_executive_is_called_by_title() -> None:
    data = {"statplan": 1, "leadership": {"form": "governor"}}
    question = questions.index_questions()["leadership.attends"]
    assert question.ask.question.format(principal="governor") in words(writer.render_plan(data))
    assert "{principal}" not in writer.render_plan(data)


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        *("no", "~", "null", "08:00", "0900", "1e3", "0o17", "2027-01-05", "true", ".inf", "1_0"),
        *("a: b", "a:", ":a", "?a", "a:?b", "? a", "- a", "#a", "a #b", "[a", "{a", "a, b", "*a"),
        *("&a", "!a", "|", ">", "%a", "@a", "`a", "'", '"', "it's", "<<", "=", "---", "...", "É 🏛"),
        *("one\ntwo", "one\n\ntwo: three", "x" * 4000, "word " * 700 + "end"),
    ],
)
def test_any_text_comes_back(text: str) -> None:
    program = {"purpose": text, "goals": [text], "succession": f"{text} {text}"[:4000]}
    data = {"statplan": 1, "program": program}
    assert parse_yaml(writer.render_plan(data)).answers["program"].items() >= program.items()
    assert parse_yaml(writer.edit_plan("statplan: 1\n", {"program": program})).answers == data


def test_a_question_that_is_ruled_out_is_not_written_unless_it_is_answered() -> None:
    every = {"statplan": 1, "leadership": {"attends": "every"}}
    assert "designee" not in parse_yaml(writer.render_plan(every)).answers["leadership"]
    every["leadership"]["designee"] = "cao"  # type: ignore[index]
    assert parse_yaml(writer.render_plan(every)).answers["leadership"]["designee"] == "cao"


def test_the_head_of_a_section_names_what_more_can_be_said() -> None:
    more = [
        each
        for each in questions.list_questions()
        if each.depth == "more" and not each.is_in_record and each.section == "leadership"
    ]
    said = words(writer.render_plan({"statplan": 1, "leadership": {"chair": "mayor"}}))
    first = next(each for each in more if each.path != "leadership.chair")
    assert f"More can be said: {first.path.partition('.')[2]}," in said
    for question in more:
        name = question.path.partition(".")[2]
        assert (f" {name}," in said or f" {name}." in said) is (name != "chair")


def test_sections_stand_in_the_order_in_which_they_are_asked() -> None:
    data = {name: {} for name in reversed(SECTIONS)} | {"created": "2026-12-01", "statplan": 1}
    assert list(parse_yaml(writer.render_plan(data)).answers) == ["statplan", "created", *SECTIONS]


def test_an_editor_finds_the_schema() -> None:
    text = writer.render_plan({"statplan": 1}, schema="../other.json")
    assert text.startswith("# yaml-language-server: $schema=../other.json\n")


def test_each_question_of_a_record_is_written_above_the_first_one() -> None:
    people = [{"id": "a", "office": "Mayor"}, {"id": "b", "office": "Law", "name": "Ada"}]
    text = writer.render_plan({"statplan": 1, "participants": {"people": people}})
    comment = f"# {questions.index_questions()['participants.people[].office'].ask.question}"
    assert text.count(comment) == 1
    assert text.index("id: a") < text.index(comment) < text.index("office: Mayor")


def test_the_question_of_a_records_first_answer_stands_above_its_hyphen() -> None:
    closures = [{"day": "2027-01-04", "why": "Snow"}, {"day": "2027-01-05", "why": "Snow"}]
    text = writer.render_plan({"statplan": 1, "frequency": {"closures": closures}})
    comment = questions.index_questions()["frequency.closures[].day"].ask.question
    assert f"    # {comment}\n    - day: 2027-01-04\n" in text
    assert "    - day: 2027-01-05\n      why: Snow\n" in text


def test_answers_cannot_break_out_into_comments_or_keys() -> None:
    form = "mayor\nlineage: x\n# y"
    data = {"statplan": 1, "leadership": {"form": form, "attends": "some"}}
    source = parse_yaml(writer.render_plan(data))
    assert source.answers["leadership"]["form"] == form
    assert "lineage" not in source.answers


EDITS: list[tuple[dict[str, Any], list[str]]] = [
    (
        {"program.name": "BlightSTAT"},
        [
            "-    name:         KCStat     # as people say",
            "+    name:         BlightSTAT     # as people say",
        ],
    ),
    (
        {"program.organization": 'The "City"'},
        [
            '-    organization: "City of Example"',
            '+    organization: The "City"',
        ],
    ),
    (
        {"program.name": None},
        [
            "-    name:         KCStat     # as people say",
            "+    name:     # as people say",
        ],
    ),
    (
        {"program.purpose": "Decide: together"},
        [
            "-    purpose: >-",
            "-        Look at the figures",
            "-        together.",
            "+    purpose: 'Decide: together'",
        ],
    ),
    ({"leadership.designee": "cao"}, ["+    designee: cao"]),
    (
        {"leadership.attends": "every", "leadership.form": "governor"},
        [
            "-    form: mayor",
            "+    form: governor",
            "-    attends: some   # not every",
            "+    attends: every   # not every",
        ],
    ),
    (
        {"leadership.designee_may.can_assign": "yes"},
        ["+    designee_may:", "+      can_assign: yes"],
    ),
    ({"frequency.series[stat].at": "09:00"}, ["-      at: 08:00", "+      at: 09:00"]),
    ({"frequency.series[1].room": "Room #8"}, ["+        room: 'Room #8'"]),
    (
        {"frequency.series[2]": {"id": "new", "dates": ["2027-02-11"], "backup": {"keep": "no"}}},
        [
            "+    - id: new",
            "+      dates: [2027-02-11]",
            "+      backup:",
            "+        keep: no",
        ],
    ),
    (
        {"frequency.series[stat].changes[0]": {"from": "2028-01-01", "every": "month"}},
        ["+      changes:", "+        - from: 2028-01-01", "+          every: month"],
    ),
    (
        {"frequency.working_days": ["Monday"]},
        [
            "-    working_days: [ Monday, Tuesday,",
            "-                    Wednesday, Thursday ]",
            "+    working_days: [Monday]",
        ],
    ),
    (
        {"frequency.holidays.listed.2027-07-05": "Day 1, 2"},
        [
            "-    holidays: { country: US,  listed: {2027-01-01: New Year} }",
            "+    holidays: {country: US, listed: {2027-01-01: New Year, 2027-07-05: 'Day 1, 2'}}",
        ],
    ),
    ({"frequency.place.room": "Room 800"}, ["+    place:", "+      room: Room 800"]),
    (
        {"publicity.publishes": ["slides"]},
        [
            "-publicity: {access: open}",
            "+publicity: {access: open, publishes: [slides]}",
        ],
    ),
    ({"focus.kind": "both"}, ["+focus:", "+  kind: both"]),
    ({"created": "2026-12-01"}, ["+created: 2026-12-01"]),
    ({"program.name": "KCStat", "frequency.series[other].at": "09:30"}, []),
]


@pytest.mark.parametrize(("changes", "lines"), EDITS, ids=lambda each: next(iter(each), ""))
def test_an_edit_changes_exactly_the_lines_concerned(
    changes: dict[str, Any], lines: list[str]
) -> None:
    edited = writer.edit_plan(BY_HAND, changes)
    found = [line for line in changed(BY_HAND, edited) if '"09:30"' not in line]
    assert [line for line in found if line != "+        at: 09:30"] == lines
    assert {
        path: get_answer(parse_yaml(edited).answers, path) for path in changes if "[" not in path
    } == {path: value for path, value in changes.items() if "[" not in path}


@pytest.mark.parametrize(
    ("text", "changes", "edited"),
    [
        ("statplan: 1", {"created": "2026-12-01"}, "statplan: 1\ncreated: 2026-12-01"),
        (
            "statplan: 1\nprogram:  # ours\n\n# more\n",
            {"program.name": "A"},
            "statplan: 1\nprogram:  # ours\n  name: A\n\n# more\n",
        ),
        (
            "statplan: 1\nprogram: {}  # ours\nfocus:\n",
            {"program.name": "A"},
            "statplan: 1\nprogram: {name: A}  # ours\nfocus:\n",
        ),
        (
            "program:\n  goals:  # three\n    # the first\n    - a\n\n    - b\n# end\n",
            {"program.goals[2]": "c"},
            "program:\n  goals:  # three\n    # the first\n    - a\n\n    - b\n    - c\n# end\n",
        ),
        (
            "statplan: 1\nprogram:\n  goals:  # three\n    - a\n    - b\n  name: A\n",
            {"program.goals": ["x", "y"]},
            "statplan: 1\nprogram:\n  goals: [x, y]  # three\n  name: A\n",
        ),
        (
            "statplan: 1\nprogram:\n  goals:  # one\n",
            {"program.goals": ["x" * 50, "y" * 50]},
            f"statplan: 1\nprogram:\n  goals:  # one\n    - {'x' * 50}\n    - {'y' * 50}\n",
        ),
        (
            "statplan: 1\nprogram:\n  goals:\n  -  a  # one\n  -  b\n",
            {"program.goals[0]": "no"},
            "statplan: 1\nprogram:\n  goals:\n  -  no  # one\n  -  b\n",
        ),
        (
            "statplan: 1\nprogram:\n  purpose: |\n    One.\n\n    Two.\n\n\nfocus:\n",
            {"program.purpose": "Three.", "program.name": "É"},
            "statplan: 1\nprogram:\n  purpose: Three.\n  name: É\n\n\nfocus:\n",
        ),
        (
            "statplan: 1\nprogram:\n  name: 'no'  # Ñ\n  purpose: \"A\n    b\"  # c\n",
            {"program.name": "yes", "program.purpose": "x\ny"},
            'statplan: 1\nprogram:\n  name: yes  # Ñ\n  purpose: "x\\ny"  # c\n',
        ),
        (
            "statplan: 1\nprogram:\n  name:\t# a\n    A\n  purpose: |  # b\n    One # c\n",
            {"program.name": "B", "program.purpose": "Two"},
            "statplan: 1\nprogram:\n  name: B\t# a\n  purpose: Two  # b\n",
        ),
    ],
)
def test_an_edit_keeps_comments_and_blank_lines(
    text: str, changes: dict[str, Any], edited: str
) -> None:
    assert writer.edit_plan(text, changes) == edited


@pytest.mark.parametrize(
    "text",
    [
        "{statplan: 1, program: {name: A}}\n",
        "{statplan: 1, program: {name: A},}\n",
        '{\n  "statplan": 1,\n  "program": {\n    "name": "A"\n  }\n}\n',
        "statplan: 1\nprogram:\n  purpose: |+\n    One.\n\n\n",
        "statplan: 1\n? program\n: name: A\n",
        "? statplan\n: 1\n? program\n: name: A  # ours\n",
        "statplan: 1\nprogram:\n  goals:\n    -  # well-known\n      A\n    - B\n",
    ],
)
def test_a_layout_that_few_people_write_takes_the_answer(text: str) -> None:
    edited = writer.edit_plan(text, {"program.organization": "City", "focus.kind": "both"})
    source = parse_yaml(edited)
    assert source.problems == []
    program = parse_yaml(text).answers["program"] | {"organization": "City"}
    assert source.answers == {"statplan": 1, "program": program, "focus": {"kind": "both"}}


@pytest.mark.parametrize("comment", ["", "  # well-known - indeed"])
def test_an_item_is_found_by_its_own_hyphen(comment: str) -> None:
    text = f"statplan: 1\nprogram:\n  goals:\n    -{comment}\n      A\n    -{comment}\n      B\n"
    edited = writer.edit_plan(text, {"program.goals[1]": "C"})
    assert edited == text.replace(f"    -{comment}\n      B", f"    - C{comment}")


def test_an_edit_that_would_change_another_answer_is_refused() -> None:
    text = '{statplan: 1, program: {purpose: "\\u0085x", name: A}}\n'
    with pytest.raises(StatplanError, match="another answer"):
        writer.edit_plan(text, {"program.organization": "City"})


LISTED = """\
statplan: 1
frequency:
  # On which other days does nobody meet?
  closures:
    # Which day, or from which day?
    - day: 2027-03-01
      # Why?
      why: Inventory  # every year
    # Ours.
    - {day: 2027-04-01, why: Training}

    - day: 2027-05-01
      why: |+
        Move

  # Asked by the clerk.
  civic_dates: [{name: Council, dates: [2027-03-02, 2027-04-06]}, {name: Court, rule: FREQ=DAILY}]
  months: 6
"""


@pytest.mark.parametrize(
    ("path", "removed", "added"),
    [
        ("frequency.closures[0]", LISTED.splitlines()[5:8], []),
        ("frequency.closures[1]", LISTED.splitlines()[9:10], []),
        ("frequency.closures[0].why", LISTED.splitlines()[6:8], []),
        ("frequency.closures", [], []),
        ("frequency.months", ["  months: 6"], []),
        (
            "frequency.civic_dates[0].dates[0]",
            LISTED.splitlines()[16:17],
            [LISTED.splitlines()[16].replace("2027-03-02, ", "")],
        ),
        (
            "frequency.civic_dates[1]",
            LISTED.splitlines()[16:17],
            [LISTED.splitlines()[16].replace(", {name: Court, rule: FREQ=DAILY}", "")],
        ),
        ("frequency.civic_dates", LISTED.splitlines()[16:17], []),
    ],
)
def test_an_answer_is_taken_out_with_its_own_lines_alone(
    path: str, removed: list[str], added: list[str]
) -> None:
    edited = writer.edit_plan(LISTED, {path: REMOVED})
    assert get_answer(parse_yaml(edited).answers, path) != get_answer(
        parse_yaml(LISTED).answers, path
    )
    changed = list(unified_diff(LISTED.splitlines(), edited.splitlines(), n=0, lineterm=""))[2:]
    if path == "frequency.closures":
        assert "On which other days" not in edited
        assert "# Asked by the clerk.\n  civic_dates" in edited
    else:
        assert [line[1:] for line in changed if line[0] == "-"] == removed
        assert [line[1:] for line in changed if line[0] == "+"] == added


@pytest.mark.parametrize("path", ["frequency.release.by", "frequency.nothing"])
def test_what_cannot_be_taken_out_is_refused(path: str) -> None:
    with pytest.raises(StatplanError):
        writer.edit_plan("frequency:\n  release:\n    by: 2027-12-01\n", {path: REMOVED})


@quick
@given(answers())
def test_any_record_of_any_plan_is_taken_out_alone(data: Data) -> None:
    text = writer.render_plan(data)
    tree = parse_yaml(text).answers
    for path, records in find_answers(tree, "frequency.closures"):
        for index in range(len(records) - 1):
            edited = writer.edit_plan(text, {f"{join_path(path)}[{index}]": REMOVED})
            assert parse_yaml(edited).answers["frequency"]["closures"] == [
                record for number, record in enumerate(records) if number != index
            ]


def test_windows_line_ends_stay_and_are_those_of_the_first_line() -> None:
    windows = BY_HAND.replace("\n", "\r\n")
    changes = {"program.name": "B", "frequency.series[2]": {"id": "c", "room": "D"}}
    edited = writer.edit_plan(windows, changes)
    assert edited == writer.edit_plan(BY_HAND, changes).replace("\n", "\r\n")
    assert edited.count("\n") == edited.count("\r\n") == BY_HAND.count("\n") + 2


@pytest.mark.parametrize(
    "path", ["program.nam", "frequency.series[nobody].at", "frequency.series[9].at"]
)
def test_an_edit_of_what_is_not_there_is_refused(path: str) -> None:
    with pytest.raises(StatplanError) as refused:
        writer.edit_plan(BY_HAND, {path: "x"})
    assert refused.value.exit_code == 2
    assert str(refused.value.remedy)


LEAVES: dict[str, list[Any]] = {
    "program.name": ["Stat", "no", "a: b", "#1", "x\ny", None],
    "program.goals": [[], ["a"], ["a, b", "c" * 90]],
    "leadership.attends": ["every", None],
    "frequency.minutes": [60],
    "frequency.backup.rule": ["soonest"],
    "frequency.closures": [[{"day": "2027-01-04", "why": "Snow"}], []],
    "frequency.holidays.listed": [{"2027-01-01": "New Year"}],
    "focus.subjects[0].name": ["Blight"],
    "participants.people[0].email": ["a@example.gov"],
    "publicity.publishes": [["slides", "notes"]],
}


@pytest.mark.slow
@settings(max_examples=count_examples(10, 40))
@given(answers(), st.data(), st.sampled_from(["written", "dumped"]))
def test_any_edit_of_any_plan_gives_that_answer_and_keeps_the_others(
    plan: Data, data: st.DataObject, layout: str
) -> None:
    text = writer.render_plan(plan) if layout == "written" else writer.dump_answers(plan)  # type: ignore[arg-type]
    there = [path for path in LEAVES if "[" not in path or get_answer(plan, path.partition("[")[0])]
    paths = data.draw(st.lists(st.sampled_from(there), min_size=1, max_size=3))
    changes = {path: data.draw(st.sampled_from(LEAVES[path])) for path in paths}
    expected = Answers(parse_yaml(text).answers)
    for path, value in changes.items():
        expected.set_answer(path, value, "")
    edited = writer.edit_plan(text, changes)
    assert parse_yaml(edited).answers == expected.tree
    if layout == "written":
        gone = [line.lstrip("- ") for line in changed(text, edited) if line.startswith("-")]
        of_old_records = {line for path in paths for line in list_record_comments(path)}
        assert not [line for line in gone if line.startswith("#") and line not in of_old_records]


def list_record_comments(path: str) -> list[str]:
    """The comments within a list of records, which go with the first record of that list."""
    record = questions.index_questions()[path.replace("[0]", "[]")].record
    asked = questions.iter_questions(record) if record else ()
    return [f"# {line}" for question in asked for line in wrap(question.ask.question, 86)]


RECORDS = """\
statplan: 1
frequency:
  closures:
    # Which day, or from which day?
    - day: 2027-06-10
      # Why?
      why: Storm
"""


def test_the_questions_above_the_first_record_stay_when_the_list_changes() -> None:
    storm, snow = {"day": "2027-06-10", "why": "Storm"}, {"day": "2027-01-04", "why": "Snow"}
    longer = writer.edit_plan(RECORDS, {"frequency.closures": [storm, snow]})
    assert changed(RECORDS, longer) == ["+    - day: 2027-01-04", "+      why: Snow"]
    assert writer.edit_plan(longer, {"frequency.closures": [storm]}) == RECORDS
    other = writer.edit_plan(RECORDS, {"frequency.closures": [snow]})
    assert [line.strip() for line in other.splitlines() if "#" in line] == [
        "# Which day, or from which day?",
        "# Why?",
    ]


@pytest.mark.parametrize(("answer", "line"), [([], "[]"), (None, "")])
def test_a_list_with_questions_can_be_emptied(answer: object, line: str) -> None:
    emptied = writer.edit_plan(RECORDS, {"frequency.closures": answer})
    assert emptied.splitlines() == ["statplan: 1", "frequency:", f"  closures: {line}".rstrip()]


def test_a_list_without_questions_gets_none_when_it_changes() -> None:
    bare = "".join(line for line in RECORDS.splitlines(keepends=True) if "#" not in line)
    snow = {"day": "2027-01-04", "why": "Snow"}
    assert "#" not in writer.edit_plan(bare, {"frequency.closures": [snow]})


def test_what_is_said_on_advice_stands_at_the_end() -> None:
    said = {"silence": {"SP504": "The council: approved"}, "limits": {"minutes": 120}}
    data = {"statplan": 1, "advice": said, "program": {"name": "A"}}
    text = writer.render_plan(data)
    assert parse_yaml(text).answers["advice"] == said
    assert list(parse_yaml(text).answers)[-1] == "advice"
    assert "advice" not in writer.render_plan({"statplan": 1})
    edited = writer.edit_plan(
        text, {"advice.silence.SP510": "So decided", "advice.limits.minutes": 60}
    )
    assert parse_yaml(edited).answers["advice"]["silence"]["SP510"] == "So decided"
    assert parse_yaml(edited).answers["advice"]["limits"] == {"minutes": 60}


def test_exceptions_and_places_are_written_a_line_for_each() -> None:
    rows = [{"meeting": "a/2027-03", "at": "09:00"}, {"meeting": "a/2027-04", "called_off": "yes"}]
    blocks = "statplan: 1\nfrequency:\n  series:\n    - id: a    # the first\n      every: month\n"
    text = writer.edit_plan(blocks, {"frequency.series[0].exceptions": rows})
    assert text == f"{blocks}{ROWS}"
    flow = "statplan: 1\nfrequency:\n  series:\n    - {id: a, every: month}    # the first\n"
    text = writer.edit_plan(flow, {"frequency.series[0].exceptions": rows})
    assert ROWS in text
    assert "# the first" in text
    assert parse_yaml(text).answers["frequency"]["series"] == [
        {"id": "a", "every": "month", "exceptions": rows}
    ]


ROWS = """\
      exceptions:
        - {meeting: a/2027-03, at: 09:00}
        - {meeting: a/2027-04, called_off: yes}
"""


def test_settings_of_which_nobody_is_asked_are_written_too() -> None:
    data = {"statplan": 1, "frequency": {"slots": {"step": 15, "weights": {"exception": 50}}}}
    slots = data["frequency"]["slots"]  # type: ignore[index]
    assert parse_yaml(writer.render_plan(data)).answers["frequency"]["slots"] == slots


def test_no_comment_breaks_a_line_within_other_and_its_words() -> None:
    text = writer.render_plan({"statplan": 1})
    assert '"other: ..."' in text
    assert not [line for line in text.splitlines() if line.endswith("other:")]
    assert "\N{NO-BREAK SPACE}" not in text
