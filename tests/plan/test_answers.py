"""Stronger answers lie over weaker ones, and each leaf remembers who gave it."""

import json
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from statplan.errors import StatplanError
from statplan.plan import questions
from statplan.plan.answers import Answers, parse_setting, resolve_path
from statplan.plan.loader import validate_answers
from statplan.plan.paths import get_answer, join_path
from tests.support.generated_plans import Data, answers
from tests.support.sampling import count_examples

quick = settings(max_examples=count_examples(5, 20))


def leaves(value: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    """Every single answer with its path; a list of single answers is one."""
    if isinstance(value, dict):
        for key, each in value.items():
            yield from leaves(each, f"{path}.{key}".removeprefix("."))
    elif isinstance(value, list) and any(isinstance(each, dict) for each in value):
        for index, each in enumerate(value):
            yield from leaves(each, f"{path}[{index}]")
    else:
        yield path, value


def given_in_turn(*layers: Data) -> Answers:
    """Answers from layers named 0, 1, 2, the later the stronger."""
    found = Answers()
    for number, layer in enumerate(layers):
        found.merge_answers(layer, str(number))
    return found


def test_the_stronger_answer_wins_and_the_others_stay() -> None:
    found = given_in_turn(
        {"program": {"name": "A", "purpose": "P"}, "created": "2026-01-01"},
        {"program": {"name": "B"}},
        {"program": {"name": "C"}, "focus": {"kind": "both"}},
    )
    assert found.tree == {
        "program": {"name": "C", "purpose": "P"},
        "created": "2026-01-01",
        "focus": {"kind": "both"},
    }
    assert found.origins == {
        "program.name": "2",
        "program.purpose": "0",
        "created": "0",
        "focus.kind": "2",
    }


def test_records_are_merged_by_id() -> None:
    found = given_in_turn(
        {"frequency": {"series": [{"id": "a", "at": "08:00", "room": "R"}, {"id": "b"}]}},
        {"frequency": {"series": [{"id": "c", "on": "Monday"}, {"id": "a", "at": "09:00"}]}},
    )
    assert found.tree["frequency"]["series"] == [
        {"id": "a", "at": "09:00", "room": "R"},
        {"id": "b"},
        {"id": "c", "on": "Monday"},
    ]
    assert found.origins == {
        "frequency.series[0].id": "1",
        "frequency.series[0].at": "1",
        "frequency.series[0].room": "0",
        "frequency.series[1].id": "0",
        "frequency.series[2].id": "1",
        "frequency.series[2].on": "1",
    }


def test_lists_without_ids_are_replaced_whole() -> None:
    found = given_in_turn(
        {
            "participants": {"panel": ["a", "b", "c"]},
            "frequency": {"agenda": [{"item": "x", "minutes": 5}, {"item": "y"}]},
        },
        {"participants": {"panel": ["d"]}, "frequency": {"agenda": [{"item": "z"}]}},
    )
    assert found.tree["participants"]["panel"] == ["d"]
    assert found.tree["frequency"]["agenda"] == [{"item": "z"}]
    assert found.origins == {"participants.panel": "1", "frequency.agenda[0].item": "1"}


def test_the_same_id_twice_in_one_place_stays_twice_and_is_told() -> None:
    found = given_in_turn(
        {"frequency": {"series": [{"id": "a"}]}},
        {"frequency": {"series": [{"id": "a", "room": "R"}, {"id": "a", "room": "S"}]}},
    )
    facts = [each.fact for each in validate_answers({"statplan": 1, **found.tree}).problems]
    assert facts == ["the id 'a' is taken by frequency.series[0]."]


@pytest.mark.parametrize(
    ("weak", "strong"),
    [
        ({"term": {"starts": "2027-01-01"}}, {"term": None}),
        ({"term": None}, {"term": {"starts": "2027-01-01"}}),
        ({"term": "x"}, {"term": {"starts": "2027-01-01"}}),
        ({"goals": ["a"]}, {"goals": []}),
        ({"goals": []}, {"goals": [{"id": "a"}]}),
        ({"goals": [{"id": "a"}]}, {"goals": ["a"]}),
        ({"goals": [{"id": "a"}, {"no": "id"}]}, {"goals": [{"id": "a", "x": 1}]}),
        ({"goals": [{"id": 5}]}, {"goals": [{"id": 5, "x": 1}]}),
    ],
)
def test_an_answer_of_another_kind_replaces_with_nothing_left_behind(
    weak: Data, strong: Data
) -> None:
    found = given_in_turn({"program": weak}, {"program": strong})
    assert found.tree == {"program": strong}
    assert found.origins == {path: "1" for path, _ in leaves({"program": strong})}


def test_nothing_is_shared_with_what_was_given() -> None:
    layer = {"participants": {"panel": ["a"], "people": [{"id": "a"}]}}
    found = given_in_turn(layer)
    value = ["b"]
    found.set_answer("program.goals", value, "x")
    found.set_answer("participants.people[1]", {"id": "b"}, "x")
    found.tree["participants"]["panel"].append("z")
    value.append("z")
    assert layer == {"participants": {"panel": ["a"], "people": [{"id": "a"}]}}
    assert found.tree["program"]["goals"] == ["b"]


@quick
@given(answers())
def test_a_file_of_answers_comes_out_as_it_went_in(data: Data) -> None:
    found = given_in_turn(data)
    assert found.tree == data
    assert found.origins == {path: "0" for path, _ in leaves(data)}


@quick
@given(answers(), answers(), answers())
def test_every_leaf_and_nothing_else_has_a_giver(first: Data, second: Data, third: Data) -> None:
    found = given_in_turn(first, second, third)
    assert set(found.origins) == {path for path, _ in leaves(found.tree)}
    for path, giver in found.origins.items():
        layer = (first, second, third)[int(giver)]
        if "[" not in path:
            assert get_answer(layer, path) == get_answer(found.tree, path)
    before = dict(found.origins), found.tree
    found.merge_answers({}, "nobody")
    assert (found.origins, found.tree) == before


@quick
@given(answers(), answers())
def test_what_is_stronger_is_kept_whole(weak: Data, strong: Data) -> None:
    found = given_in_turn(weak, strong)
    for path, value in leaves(strong):
        if "[" not in path:
            assert get_answer(found.tree, path) == value
            assert found.origins[path] == "1"


@quick
@given(answers())
def test_flags_become_answers_and_answers_the_same_flags(data: Data) -> None:
    flags = [f"{path}={json.dumps(each, ensure_ascii=False)}" for path, each in leaves(data)]
    found = Answers()
    for flag in flags:
        found.set_answer(*parse_setting(flag), "flag")
    assert dict(leaves(found.tree)) == dict(leaves(data))
    assert found.origins == {path: "flag" for path, _ in leaves(data)}


def roster() -> Answers:
    return given_in_turn(
        {
            "participants": {"panel": ["a", "b"], "people": [{"id": "a"}, {"id": "311"}]},
            "frequency": {"series": [{"id": "stat", "changes": [{"from": "2027-01-01"}]}]},
        }
    )


@pytest.mark.parametrize(
    ("path", "value", "where"),
    [
        ("frequency.series[0].on", "Monday", ("frequency", "series", 0, "on")),
        ("frequency.series[stat].on", "Monday", ("frequency", "series", 0, "on")),
        ("frequency.series.stat.on", "Monday", ("frequency", "series", 0, "on")),
        ("frequency.series[1].id", "new", ("frequency", "series", 1, "id")),
        ("frequency.series[1]", {"id": "new"}, ("frequency", "series", 1)),
        ("frequency.series[stat]", {"id": "new"}, ("frequency", "series", 0)),
        (
            "frequency.series[stat].changes[0].every",
            "month",
            ("frequency", "series", 0, "changes", 0, "every"),
        ),
        (
            "frequency.series[stat].backup.rule",
            "soonest",
            ("frequency", "series", 0, "backup", "rule"),
        ),
        ("participants.people[311].office", "Calls", ("participants", "people", 1, "office")),
        ("participants.panel[1]", "c", ("participants", "panel", 1)),
        ("participants.panel[2]", "c", ("participants", "panel", 2)),
        ("frequency.closures[0].day", "2027-01-04", ("frequency", "closures", 0, "day")),
        (
            "frequency.holidays.listed.2027-01-01",
            "New Year",
            ("frequency", "holidays", "listed", "2027-01-01"),
        ),
        ("program", {"name": "A"}, ("program",)),
        ("lineage", "x", ("lineage",)),
    ],
)
def test_an_answer_is_put_by_index_by_id_or_at_the_end(
    path: str, value: Any, where: tuple[str | int, ...]
) -> None:
    found = roster()
    others = dict(found.origins)
    found.set_answer(path, value, "flag")
    here: Any = found.tree
    for step in where:
        here = here[step]
    assert here == value
    assert set(found.origins) == {each for each, _ in leaves(found.tree)}
    leaf = join_path(where[:-1] if "panel" in path else where)
    for each, label in found.origins.items():
        new = each == leaf or each.startswith((f"{leaf}.", f"{leaf}["))
        assert label == ("flag" if new else others[each])


def test_an_answer_is_put_where_a_group_was_left_open() -> None:
    found = given_in_turn(
        {
            "program": None,
            "frequency": {"series": None, "closures": [None]},
            "focus": {"kind": None},
        }
    )
    found.set_answer("program.term.starts", "2027-01-01", "flag")
    found.set_answer("frequency.series[0].id", "a", "flag")
    found.set_answer("frequency.closures[0].why", "Snow", "flag")
    found.set_answer("focus.kind", None, "flag")
    assert found.tree == {
        "program": {"term": {"starts": "2027-01-01"}},
        "frequency": {"series": [{"id": "a"}], "closures": [{"why": "Snow"}]},
        "focus": {"kind": None},
    }
    assert set(found.origins) == {
        "program.term.starts",
        "frequency.series[0].id",
        "frequency.closures[0].why",
        "focus.kind",
    }
    assert set(found.origins.values()) == {"flag"}


@pytest.mark.parametrize(
    ("path", "hint"),
    [
        ("leadership.atends", "Did you mean leadership.attends?"),
        ("program.nam", "Did you mean program.name?"),
        ("frequency.series[0].evry", "Did you mean frequency.series[0].every?"),
        ("frequency.series[stat].evry", "Did you mean frequency.series[0].every?"),
        ("frequency.seres[stat].every", "Did you mean frequency.series[0].every?"),
        ("leadership.attends.often", "Did you mean leadership.attends?"),
        ("leadership[0].attends", "Did you mean leadership.attends?"),
        ("participants.people[a].offce", "Did you mean participants.people[0].office?"),
        ("xyzzy", "See `statplan explain --all`."),
        ("frequency.series[stt].on", "Did you mean stat?"),
        ("participants.people[nobody].office", "Known: a, 311."),
        ("frequency.closures[snow].day", "Known: none yet."),
        ("frequency.series[2].on", "Write [1] to add one."),
        ("participants.panel[4]", "Write [2] to add one."),
        ("program.goals[1]", "Write [0] to add one."),
    ],
)
def test_a_path_that_leads_nowhere_has_a_hint_and_changes_nothing(path: str, hint: str) -> None:
    found = roster()
    with pytest.raises(StatplanError) as refused:
        found.set_answer(path, "x", "flag")
    assert (refused.value.exit_code, str(refused.value.remedy)) == (2, hint)
    assert path in refused.value.message
    assert found == roster()


@pytest.mark.parametrize(
    "path",
    ["", ".", "a..b", "program.", ".program", "[0]", "program[]", "program[0", "a]b", "a b["],
)
def test_what_is_no_path_is_said_to_be_none(path: str) -> None:
    with pytest.raises(StatplanError) as refused:
        Answers().set_answer(path, "x", "flag")
    assert refused.value.exit_code == 2
    assert "is not a path" in refused.value.message


@pytest.mark.parametrize("kind", ["text", 5, True, {"a": "b"}])
def test_a_list_that_is_none_cannot_be_entered(kind: Any) -> None:
    found = given_in_turn({"frequency": {"series": kind}, "program": "text"})
    for path in ("frequency.series[0].on", "program.name"):
        with pytest.raises(StatplanError) as refused:
            found.set_answer(path, "x", "flag")
        assert refused.value.exit_code == 2


@settings(max_examples=count_examples(37, 150))
@given(
    st.text("abc.[]0159-\u0665 ", max_size=12)
    | st.lists(
        st.sampled_from(["frequency", "series", "[0]", "[stat]", ".", "on", "[1]", "panel", "a"]),
        max_size=6,
    ).map("".join)
)
def test_any_path_is_put_or_refused(path: str) -> None:
    found = roster()
    with suppress(StatplanError):
        found.set_answer(path, "x", "flag")
    assert set(found.origins) == {each for each, _ in leaves(found.tree)}


def test_every_question_has_a_path_that_can_be_put() -> None:
    data = {"participants": {"people": [{"id": "a"}]}}
    for question in questions.list_questions():
        path = question.path.replace("[]", "[0]")
        assert join_path(resolve_path(data, path)) == path


@pytest.mark.parametrize(
    ("text", "answer"),
    [
        ("frequency.minutes=90", 90),
        ("frequency.minutes= 0900 ", 900),
        ("frequency.minutes=1.5", 1.5),
        ("a=yes", "yes"),
        ("a=no", "no"),
        ("a=true", True),
        ("a=", None),
        ("a=~", None),
        ("a=null", None),
        ("a=08:00", "08:00"),
        ("a=9:30", "9:30"),
        ("a=2027-01-05", "2027-01-05"),
        ("a=second Thursday", "second Thursday"),
        ("a=[a, b]", ["a", "b"]),
        ("a=[08:00, no, 5]", ["08:00", "no", 5]),
        ("a=[]", []),
        ("a={id: stat, every: 2 weeks}", {"id": "stat", "every": "2 weeks"}),
        ("a=[{id: a, dates: [2027-01-05]}]", [{"id": "a", "dates": ["2027-01-05"]}]),
        ("a='90'", "90"),
        ('a="no, thanks"', "no, thanks"),
        ('a=""', ""),
        ("a=KCStat: the program", "KCStat: the program"),
        ("a=one: two: three", "one: two: three"),
        ("a=b=c", "b=c"),
        ("a==", "="),
        ("a=https://example.gov/?a=b&c=d#e", "https://example.gov/?a=b&c=d#e"),
        ("a=Room #8 # by the door", "Room #8 # by the door"),
        ("a=#1", "#1"),
        ("a=- a", "- a"),
        ("a=-", "-"),
        ("a=|", "|"),
        ("a=*star*", "*star*"),
        ("a=!tag", "!tag"),
        ("a=@home", "@home"),
        ("a=100%", "100%"),
        ("a=[open", "[open"),
        ("a='it's'", "'it's'"),
        ("a=it's", "it's"),
        ("a=one\ntwo: three", "one\ntwo: three"),
        ('a="one"\ntwo: three', '"one"\ntwo: three'),
        ("a={a: !!python/object:x y}", "{a: !!python/object:x y}"),
        ("a=" + "[" * 500, "[" * 500),
        ("a=\u202ex", "\u202ex"),
    ],
)
def test_a_setting_is_read(text: str, answer: Any) -> None:
    path, found = parse_setting(text)
    assert path == text.partition("=")[0]
    assert (type(found), found) == (type(answer), answer)


@pytest.mark.parametrize(
    "text", ["", "leadership.attends", "=every", "  =x", "leadership.attends:x"]
)
def test_a_setting_without_an_equals_sign_is_refused(text: str) -> None:
    with pytest.raises(StatplanError) as refused:
        parse_setting(text)
    assert refused.value.exit_code == 2
    assert str(refused.value.remedy) == "Write it as in --set leadership.attends=every."


@settings(max_examples=count_examples(50, 200))
@given(st.text(st.characters(), max_size=20))
def test_any_value_is_read_as_something(value: str) -> None:
    path, _ = parse_setting(f"program.name={value}")
    assert path == "program.name"
