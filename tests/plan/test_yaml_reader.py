"""The text of a plan is read by YAML 1.2's core schema, with places, and nothing breaks it."""

import json
import math
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from statplan.plan import writer
from statplan.plan import yaml_reader as module
from statplan.plan.yaml_reader import (
    MAX_DEPTH,
    MAX_FILE_SIZE,
    MAX_KEY_LENGTH,
    MAX_NODES,
    YamlDocument,
    parse_yaml,
)
from tests.support.sampling import count_examples

ROOT = Path(__file__).parents[2]
FINE = sorted((ROOT / "tests" / "plans" / "fine").glob("*.yaml"))
SIGNS = st.text("[]{}:-?,&*!|>'\"%@`#=<~ \n\tab1.\u2028", max_size=60)

# The word, and what it is in YAML 1.2's core schema.
SCALARS: list[tuple[str, Any]] = [
    ("08:00", "08:00"),
    ("9:30", "9:30"),
    ("14:30", "14:30"),
    ("190:20:30", "190:20:30"),
    ("no", "no"),
    ("yes", "yes"),
    ("on", "on"),
    ("off", "off"),
    ("y", "y"),
    ("N", "N"),
    ("Yes", "Yes"),
    ("true", True),
    ("False", False),
    ("TRUE", True),
    ("tRUE", "tRUE"),
    ("0", 0),
    ("-0", 0),
    ("+12", 12),
    ("0900", 900),
    ("-08", -8),
    ("0o17", 15),
    ("0o18", "0o18"),
    ("0x1F", 31),
    ("0X1F", "0X1F"),
    ("-0x1", "-0x1"),
    ("0b11", "0b11"),
    ("1_000", "1_000"),
    ("1,000", "1,000"),
    ("9223372036854775808", 9223372036854775808),
    ("1e3", 1000.0),
    ("1E+3", 1000.0),
    ("12e03", 12000.0),
    ("1.", 1.0),
    (".5", 0.5),
    ("-1.5", -1.5),
    ("1_000.5", "1_000.5"),
    ("1e", "1e"),
    (".", "."),
    (".inf", math.inf),
    ("-.INF", -math.inf),
    ("inf", "inf"),
    ("nan", "nan"),
    ("2027-01-05", "2027-01-05"),
    ("2027-01-05T10:00", "2027-01-05T10:00"),
    ("2027-01-05 10:00:00", "2027-01-05 10:00:00"),
    ("~", None),
    ("null", None),
    ("NULL", None),
    ("", None),
    ("nUll", "nUll"),
    ('"quoted"', "quoted"),
    ("'no'", "no"),
    ('"08:00"', "08:00"),
    ("'900'", "900"),
    ('""', ""),
    ("'~'", "~"),
    ("a:b", "a:b"),
    ("'a: b'", "a: b"),
    ("https://example.gov/?a=b#c", "https://example.gov/?a=b#c"),
    ("it's", "it's"),
    ("=", "="),
    ("<<", "<<"),
    ("<<b", "<<b"),
    ("a = b", "a = b"),
    ("a #b", "a"),
    ("a#b", "a#b"),
    ("\u0665", "\u0665"),
    ("|\n  one\n   two\n\n  three\n", "one\n two\n\nthree\n"),
    ("|-\n  one: 1\n  # two\n", "one: 1\n# two"),
    ("|+\n  one\n", "one\n\n"),
    (">\n  one\n  two\n\n  three\n", "one two\nthree\n"),
    (">-\n  no\n", "no"),
    ("one\n  two\n", "one two"),
    ('"one\n  two\\n"\n', "one two\n"),
    ("[08:00, no, 1e3, ~, 'a, b']", ["08:00", "no", 1000.0, None, "a, b"]),
    ("{a: no, 2027-01-05: 0900}", {"a": "no", "2027-01-05": 900}),
    ("[]", []),
    ("{}", {}),
]


def ruamels(text: str) -> Any:
    """What ruamel reads, as plain data."""

    def simple(value: Any) -> Any:
        if isinstance(value, dict):
            return {str(key): simple(each) for key, each in value.items()}
        if isinstance(value, list):
            return [simple(each) for each in value]
        kinds = [kind for kind in (bool, int, float, str) if isinstance(value, kind)]
        return kinds[0](value) if kinds else value

    return simple(writer.make_yaml().load(text))


def kinds(value: Any) -> Any:
    """The same with each value's type, by which 1 is not True and not 1.0."""
    if isinstance(value, dict):
        return {key: kinds(each) for key, each in value.items()}
    return [kinds(each) for each in value] if isinstance(value, list) else (type(value), value)


@pytest.mark.parametrize(("word", "meant"), SCALARS)
def test_a_scalar_means_the_same_to_both_readers(word: str, meant: Any) -> None:
    text = f"v: {word}\n"
    source = parse_yaml(text)
    assert source.problems == []
    assert kinds(source.answers) == kinds({"v": meant})
    assert kinds(ruamels(text)) == kinds({"v": meant})


@pytest.mark.parametrize("word", [".nan", ".NaN"])
def test_no_number_is_one_to_both_readers(word: str) -> None:
    text = f"v: {word}\n"
    assert math.isnan(parse_yaml(text).answers["v"])
    assert math.isnan(ruamels(text)["v"])


@pytest.mark.parametrize("path", FINE, ids=lambda path: str(path.stem))
def test_a_plan_means_the_same_to_both_readers(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    assert kinds(parse_yaml(text).answers) == kinds(ruamels(text))


@settings(max_examples=count_examples(37, 150))
@given(st.text("0123456789.+-_eExoXbB:~<>=nulltrefaNULTREFAinfI", max_size=7))
def test_any_word_means_the_same_to_both_readers(word: str) -> None:
    text = f"v: {word}\n"
    source = parse_yaml(text)
    if not source.problems:
        assert repr(kinds(source.answers)) == repr(kinds(ruamels(text)))


def test_a_number_too_long_for_python_stays_a_text() -> None:
    assert parse_yaml(f"v: {'9' * 5000}\n").answers == {"v": "9" * 5000}


def test_every_key_and_answer_has_its_place() -> None:
    source = parse_yaml("a: 1\nb:\n  - é c: x\n    d: [y, z]\n  -\ne: # no\n")
    assert source.answers == {"a": 1, "b": [{"é c": "x", "d": ["y", "z"]}, None], "e": None}
    assert source.key_positions[("b",)] == (2, 1)
    assert source.value_positions[("a",)] == (1, 4)
    assert source.key_positions[("b", 0, "é c")] == (3, 5)
    assert source.value_positions[("b", 0, "é c")] == (3, 10)
    assert source.value_positions[("b", 0, "d", 1)] == (4, 12)


def test_an_open_answer_is_placed_at_its_key() -> None:
    source = parse_yaml("statplan: 1\nprogram:\n  name:\n  purpose: ~\n")
    assert source.value_positions[("program", "name")] == (3, 3)
    assert source.value_positions[("program", "purpose")] == (4, 3)


def test_what_is_not_there_is_placed_at_what_is_around_it() -> None:
    source = parse_yaml("statplan: 1\nprogram:\n  name: A\n")
    assert source.find_position(("program", "name", "x")) == (3, 9)
    assert source.find_position(("program", "purpose")) == (3, 3)
    assert source.find_position(("program", "purpose"), prefer_key=True) == (2, 1)
    assert source.find_position(("focus",)) == (1, 1)
    assert YamlDocument().find_position(("focus",)) == (1, 1)


@pytest.mark.parametrize("path", FINE, ids=lambda path: str(path.stem))
def test_places_are_those_of_the_yaml_library(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    source = parse_yaml(text)

    def walk(node: yaml.Node, at: tuple[str | int, ...]) -> None:
        assert node.start_mark
        place = (node.start_mark.line + 1, node.start_mark.column + 1)
        assert source.value_positions[at] in {place, source.key_positions.get(at)}
        if isinstance(node, yaml.MappingNode):
            for key, value in node.value:
                place = (key.start_mark.line + 1, key.start_mark.column + 1)
                assert source.key_positions[(*at, key.value)] == place
                walk(value, (*at, key.value))
        elif isinstance(node, yaml.SequenceNode):
            for index, item in enumerate(node.value):
                walk(item, (*at, index))

    root = yaml.compose(text, Loader=yaml.SafeLoader)
    assert root
    walk(root, ())


DEEP = {
    "brackets": "a: " + "[" * 50_000,
    "braces": "{a: " * 50_000,
    "hyphens": "a:\n" + "- " * 50_000,
    "hyphens at once": "- " * 50_000,
    "questions": "? " * 50_000,
    "questions within": "a:\n  " + "? " * 50_000,
    "pairs": "a: " + "[? " * 50_000,
    "lines": "".join(" " * each + "a:\n" for each in range(1300)),
    "lines of hyphens": "a:\n" + "".join(" " * each + "-\n" for each in range(1300)),
    "lines with carriage returns": "".join(" " * each + "a:\r" for each in range(1300)),
    "lines with Windows ends": "".join(" " * each + "a:\r\n" for each in range(1300)),
    "comments that close": "a:\n" + (" " + "[" * 25 + "# " + "]" * 25 + "\n") * 15_000,
    "quotes that close": "a:\n" + (" " + "[" * 25 + '"' + "]" * 25 + '",\n') * 15_000,
    "a mixture": "".join(" " * each + "a:\n" for each in range(25)) + " " * 26 + "- [? " * 20_000,
    "deep keys": "? " + "[" * 10_000 + "]" * 10_000 + "\n: a\n",
    "deep second values": "a: 1\na: " + "[" * 50_000,
    "tags": "a: " + "!a [" * 50_000,
    "anchors": "a: " + "&a [" * 50_000,
}


@pytest.mark.slow
def test_no_nesting_crashes_the_reader() -> None:
    """In a process of its own: the composer of PyYAML recurses in C and takes the process along."""
    script = (
        "import json, sys\n"
        "from statplan.plan.loader import parse_plan\n"
        "texts = json.load(sys.stdin)\n"
        "facts = {key: [p.fact for p in parse_plan(text).problems] for key, text in "
        "texts.items()}\n"
        "print(json.dumps(facts))"
    )
    ended = subprocess.run(
        [sys.executable, "-c", script],
        input=json.dumps(DEEP),
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ended.returncode, ended.stderr) == (0, "")
    facts = json.loads(ended.stdout)
    assert facts.keys() == DEEP.keys()
    assert all(0 < len(each) < 40 for each in facts.values())
    deep = f"answers are nested more than {MAX_DEPTH} deep."
    others = {key for key, each in facts.items() if deep not in each}
    assert others == {"hyphens at once", "lines with carriage returns", "a mixture"}


@pytest.mark.parametrize("opens", ["[", "{a: ", "- "])
def test_a_plan_may_be_nested_as_deep_as_is_said(opens: str) -> None:
    def nested(depth: int) -> str:
        close = {"[": "]", "{a: ": "}", "- ": ""}[opens]
        return f"a:\n  {opens * (depth - 1)}x{close * (depth - 1)}\n"

    assert parse_yaml(nested(MAX_DEPTH)).problems == []
    assert [each.fact for each in parse_yaml(nested(MAX_DEPTH + 1)).problems] == [
        f"answers are nested more than {MAX_DEPTH} deep."
    ]


def test_aliases_cost_no_more_than_their_text() -> None:
    """Written out, the last line has ten to the power of twenty answers."""
    lines = ["l0: &l0 [x]"]
    lines += [f"l{n}: &l{n} [{', '.join([f'*l{n - 1}'] * 10)}]" for n in range(1, 21)]
    source = parse_yaml("\n".join(lines))
    assert len(source.problems) == 221
    assert source.answers["l20"] == [None] * 10


def test_an_alias_to_what_holds_it_ends() -> None:
    source = parse_yaml("a: &a [*a, {b: *a}]\n")
    assert source.answers == {"a": [None, {"b": None}]}
    assert [each.fact for each in source.problems] == [
        "the anchor &a stands here.",
        "the alias *a stands here.",
        "the alias *a stands here.",
    ]


def test_an_alias_that_nobody_named_is_one_problem() -> None:
    assert [each.fact for each in parse_yaml("a: *b\n").problems] == ["the alias *b stands here."]


@pytest.mark.parametrize("text", ["a" * (MAX_FILE_SIZE + 1), "a: 1\n" * (MAX_FILE_SIZE // 4)])
def test_a_file_too_large_is_refused_unread(text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yaml, "parse", None)
    problem = parse_yaml(text).problems[0]
    assert (problem.line, problem.column) == (0, 0)
    assert f"{len(text):,} characters" in problem.fact


def test_more_answers_than_any_plan_has_are_refused() -> None:
    source = parse_yaml("a: [" + "x," * (MAX_NODES + 10) + "]\n")
    assert source.answers == {}
    assert [each.fact for each in source.problems] == [
        f"the file has more than {MAX_NODES:,} keys and answers."
    ]
    assert parse_yaml("a: [" + "x," * (MAX_NODES - 10) + "]\n").problems == []


@pytest.mark.parametrize("key", ["a" * MAX_KEY_LENGTH, "é", "a b", "'a: b'", "1", "~", "08:00"])
def test_a_key_is_a_text_whatever_it_looks_like(key: str) -> None:
    source = parse_yaml(f"{key}: x\n")
    assert source.problems == []
    assert list(source.answers) == [key.strip("'")]


@pytest.mark.parametrize(
    "key", ["a" * (MAX_KEY_LENGTH + 1), '"a\\nb"', '"\\e[31m"', '"\\u202e"', "[a]", "{a: b}"]
)
def test_what_cannot_be_a_key_is_left_out(key: str) -> None:
    source = parse_yaml(f"? {key}\n: [x, {{y: z}}]\na: b\n")
    assert source.answers == {"a": "b"}
    assert [each.fact for each in source.problems] == ["this is no key."]


def test_what_follows_what_was_left_out_is_read() -> None:
    source = parse_yaml("a: {b: 1, b: {c: [d]}, <<: {e: 2}, [f]: {g: 3}, h: 4}\ni: 5\n")
    assert source.answers == {"a": {"b": 1, "h": 4}, "i": 5}
    assert len(source.problems) == 3


def test_the_pure_parser_reads_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where PyYAML was built without its C part."""
    texts = [path.read_text(encoding="utf-8") for path in FINE]
    usual = [parse_yaml(text) for text in texts]
    monkeypatch.setattr(module, "PARSER", yaml.SafeLoader)
    assert [parse_yaml(text) for text in texts] == usual
    assert [each.fact for each in parse_yaml("a: [b\n").problems] == [
        "the bracket that opens here is not closed."
    ]


@pytest.mark.parametrize("char", ["\r", "\x85", "\x00", "\u2066", "\ufeff", "\ud800", "\uffff"])
def test_an_invisible_character_has_its_place(char: str) -> None:
    problem = parse_yaml(f"a: b\nc: d{char}e\n").problems[0]
    assert (problem.line, problem.column) == (2, 5)
    assert problem.fact == f"the invisible character U+{ord(char):04X} stands here."


@settings(max_examples=count_examples(75, 300))
@given(st.one_of(SIGNS, st.text(max_size=60), st.text(st.characters(), max_size=60)))
def test_no_text_whatever_raises(text: str) -> None:
    source = parse_yaml(text)
    assert source.problems or isinstance(source.answers, dict)
    for each in source.problems:
        assert each.fact.endswith(".")
        assert str(each.remedy).endswith((".", "?"))
        assert str(each).isprintable()


@pytest.mark.parametrize(("count", "named"), [(20, 20), (21, 20)])
@pytest.mark.parametrize("line", ["\tprogram: x", "# \u200e"])
def test_at_most_twenty_faults_of_one_kind_are_named(line: str, count: int, named: int) -> None:
    source = parse_yaml("\n".join([line] * count) + "\n")
    assert len(source.problems) == named
