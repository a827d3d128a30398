"""The names in the code: verbs, nouns, and plain words that a newcomer would guess."""

import ast
from functools import cache
from pathlib import Path, PurePath

import pytest

from tests.support import names
from tests.support.source_trees import parse_source

ROOT = Path(__file__).parent.parent / "statplan"
PATHS = sorted(ROOT.rglob("*.py"))

PLAN_SECTION = "a section of the plan, or the part of a layer about it"
COMMAND = "a command, and the module that does its work"
FORMAT = "a format, in each package that writes it"
KEPT_STEMS = {
    "ask": "the question on a field of the plan, and asking it in the interview",
    "backups": PLAN_SECTION,
    "changes": "what changed: in the answers of an interview, and for residents",
    "closed_days": "the days themselves with their rules, and the advice about them",
    "context": "what a rule or a charter section is written from",
    "diff": COMMAND,
    "explain": "why it is so: a rule or question, and an answer of the slot search",
    "files": "the files of a public site, and the opener of all files",
    "focus": PLAN_SECTION,
    "follow_up": PLAN_SECTION,
    "frequency": PLAN_SECTION,
    "gaps": "when a series never meets: read as a phrase, and found in a year",
    "holidays": PLAN_SECTION,
    "json": FORMAT,
    "leadership": PLAN_SECTION,
    "merge": "two into one: ledgers, and a roster file with a plan",
    "model": "the values of a package",
    "next_year": COMMAND,
    "participants": PLAN_SECTION,
    "pdf": FORMAT,
    "preparation": PLAN_SECTION,
    "program": PLAN_SECTION,
    "publicity": PLAN_SECTION,
    "readiness": PLAN_SECTION,
    "redact": COMMAND,
    "series": PLAN_SECTION,
    "svg": FORMAT,
    "text": FORMAT,
}
KEPT_CLASSES: dict[str, str] = {}
KEPT_PARTICIPLES = {"held": "the command that records that a meeting took place"}

VERBS_OF_ALL, VERBS_OF_PUBLIC, WEAK_VERBS, ONE_WORD, QUESTIONS = 0.6, 0.75, 0.15, 0.4, 0.04
FORBIDDEN_BINDINGS, VAGUE_BINDINGS = 50, 150
LONGEST_CHAIN = 24  # its end is the reader of phrases, which the types of a plan use


TESTS = Path(__file__).parent
MIRRORED = ("charter", "ledger", "schedule", "slots")


@cache
def parse_package() -> dict[str, ast.Module]:
    """Return the syntax tree of each module of the package by its path."""
    return {path.relative_to(ROOT).as_posix(): parse_source(path) for path in PATHS}


@cache
def list_package_functions() -> list[names.Function]:
    """Return all functions of the package."""
    return [each for tree in parse_package().values() for each in names.list_functions(tree)]


def parse_function(source: str) -> names.Function:
    """Return the first function of a source."""
    return names.list_functions(ast.parse(source))[0]


@pytest.mark.slow
def test_functions_begin_with_a_verb() -> None:
    functions = list(filter(names.is_named_freely, list_package_functions()))
    public = list(filter(names.is_public_action, list_package_functions()))
    assert len(functions) > 1500
    assert names.measure_share(functions, names.begins_with_verb) >= VERBS_OF_ALL
    assert names.measure_share(public, names.begins_with_verb) >= VERBS_OF_PUBLIC


def test_weak_verbs_are_few() -> None:
    public = list(filter(names.is_public_action, list_package_functions()))
    share = names.measure_share(
        public, lambda function: names.split_name(function.name)[0] in names.WEAK_VERBS
    )
    assert share <= WEAK_VERBS


def test_few_functions_are_one_word() -> None:
    functions = list(filter(names.is_named_freely, list_package_functions()))
    assert names.measure_share(functions, names.is_one_word) <= ONE_WORD


@pytest.mark.slow
def test_no_function_is_a_bare_participle() -> None:
    found = {name for tree in parse_package().values() for name in names.find_participles(tree)}
    assert found == set(KEPT_PARTICIPLES)


def test_no_module_is_a_bare_gerund() -> None:
    assert not [path for path in PATHS if names.is_gerund(path)]


def test_module_stems_repeat_only_where_they_mean_the_same() -> None:
    repeated = names.find_repeated_stems(PurePath(path) for path in parse_package())
    assert set(repeated) == set(KEPT_STEMS)


def test_a_class_name_means_one_thing() -> None:
    assert set(names.find_repeated_classes(parse_package())) == set(KEPT_CLASSES)


@pytest.mark.slow
def test_docstrings_state_and_do_not_ask() -> None:
    docstrings = [each for tree in parse_package().values() for each in names.list_docstrings(tree)]
    assert len(docstrings) > 1500
    assert sum(map(names.is_question, docstrings)) <= QUESTIONS * len(docstrings)


def test_bindings_say_what_they_are() -> None:
    trees = parse_package().values()
    assert names.count_bindings(trees, names.FORBIDDEN_BINDINGS) <= FORBIDDEN_BINDINGS
    assert names.count_bindings(trees, names.VAGUE_BINDINGS) <= VAGUE_BINDINGS


def test_no_chain_of_imports_is_long() -> None:
    chain = names.find_longest_chain(names.read_imports(ROOT, "statplan"))
    assert len(chain) > 5
    assert len(chain) <= LONGEST_CHAIN, " -> ".join(chain)


@pytest.mark.parametrize("package", MIRRORED)
def test_a_test_is_named_like_the_module_that_it_tests(package: str) -> None:
    modules = [path.stem for path in (ROOT / package).glob("*.py")]
    tests = [path.stem for path in (TESTS / package).glob("test_*.py")]
    assert len(tests) > 3
    assert not names.find_unmatched_tests(tests, modules)


def test_no_test_module_imports_another() -> None:
    paths = sorted(TESTS.rglob("*.py"))
    imported = {
        path.relative_to(TESTS).as_posix(): names.find_test_imports(parse_source(path))
        for path in paths
    }
    assert len(imported) > 100
    assert not {path: found for path, found in imported.items() if found}


@pytest.mark.parametrize(
    ("source", "is_verb"),
    [
        ("def find_backup(): ...", True),
        ("def _render(): ...", True),
        ("def is_closed(): ...", True),
        ("def backup(): ...", False),
        ("def closed_days(): ...", False),
    ],
)
def test_a_verb_is_recognized(source: str, is_verb: bool) -> None:
    assert names.begins_with_verb(parse_function(source)) is is_verb


@pytest.mark.parametrize(
    ("source", "participles"),
    [
        ("def told(): ...", ["told"]),
        ("class A:\n  def _placed(self): ...", ["_placed"]),
        ("def f():\n  def wanted(): ...", ["wanted"]),
        ("def place(): ...\ndef read(): ...\ndef seed(): ...", []),
        ("def is_placed(): ...\ndef embed_it(): ...", []),
        ("class A:\n  @property\n  def closed(self): ...", []),
        ("@rule('SP101')\ndef unnamed(): ...", []),
    ],
)
def test_a_bare_participle_is_seen(source: str, participles: list[str]) -> None:
    assert names.find_participles(ast.parse(source)) == participles


@pytest.mark.parametrize(
    ("source", "is_public"),
    [
        ("def find(): ...", True),
        ("def _find(): ...", False),
        ("@property\ndef name(self): ...", False),
        ("@field_validator('a')\ndef checked(cls): ...", False),
        ("@app.command()\ndef calendar(): ...", False),
        ("@rule('SP101')\ndef unnamed(): ...", False),
        ("def __repr__(self): ...", False),
    ],
)
def test_what_counts_as_a_public_action(source: str, is_public: bool) -> None:
    assert names.is_public_action(parse_function(source)) is is_public


def test_one_word_and_shares_are_counted() -> None:
    functions = names.list_functions(ast.parse("def place(): ...\ndef find_backup(): ..."))
    assert names.measure_share(functions, names.is_one_word) == 1 / 2
    assert names.measure_share([], names.is_one_word) == 0


def test_a_bare_gerund_is_seen() -> None:
    assert names.is_gerund(PurePath("schedule/placing.py"))
    assert not names.is_gerund(PurePath("papers/briefing.py"))
    assert not names.is_gerund(PurePath("cli/open_meeting.py"))


def test_repeats_are_seen() -> None:
    paths = map(PurePath, ["a/note.py", "b/note.py", "a/__init__.py", "b/__init__.py", "a/x.py"])
    assert names.find_repeated_stems(paths) == {"note": ["a", "b"]}
    trees = {"a.py": ast.parse("class A: ..."), "b.py": ast.parse("class A: ...\nclass B: ...")}
    assert names.find_repeated_classes(trees) == {"A": ["a.py", "b.py"]}


def test_a_question_is_seen() -> None:
    assert names.is_question("Whether it is closed.")
    assert not names.is_question("Return whether it is closed.")
    tree = ast.parse("'''A.'''\nclass C:\n  '''B.'''\n  def f(self):\n    '''D.'''")
    assert names.list_docstrings(tree) == ["A.", "B.", "D."]


@pytest.mark.parametrize(
    "source",
    [
        "each = 1",
        "for each in (): ...",
        "def f(each): ...",
        "lambda each: each",
        "[1 for each in ()]",
        "with a as each: ...",
        "try: ...\nexcept E as each: ...",
        "match a:\n  case [each]: ...",
        "(each := 1)",
        "each: int = 1",
    ],
)
def test_a_binding_is_counted(source: str) -> None:
    assert names.count_bindings([ast.parse(source)], names.FORBIDDEN_BINDINGS) == 1
    assert names.count_bindings([ast.parse(source)], names.VAGUE_BINDINGS) == 0


def test_the_longest_chain_is_found() -> None:
    imports = {"a": {"b", "d"}, "b": {"c"}, "c": set(), "d": set()}
    assert names.find_longest_chain(imports) == ["a", "b", "c"]


def test_imports_are_read_from_a_package(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "__init__.py").write_text("")
    (tmp_path / "sub" / "__init__.py").write_text("from p.a import x")
    (tmp_path / "a.py").write_text("import os\ndef f():\n  from p.b import y")
    (tmp_path / "b.py").write_text("from p import a, sub\nimport p.a")
    assert names.read_imports(tmp_path, "p") == {
        "p": set(),
        "p.sub": {"p.a"},
        "p.a": set(),
        "p.b": {"p.a", "p.sub"},
    }


def test_a_test_without_its_module_is_seen() -> None:
    tests = ["test_diff", "test_diff_rewording", "test_difference", "test_told"]
    assert names.find_unmatched_tests(tests, ["diff", "issue"]) == ["test_difference", "test_told"]


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("from tests.cli.test_commands import run", ["tests.cli.test_commands"]),
        ("from tests.cli import test_commands", ["tests.cli.test_commands"]),
        ("import tests.cli.test_commands", ["tests.cli.test_commands"]),
        ("def f():\n  from tests.test_a import b", ["tests.test_a"]),
        ("from tests.support.commands import run\nfrom a.test_b import c", []),
    ],
)
def test_an_import_of_a_test_is_seen(source: str, found: list[str]) -> None:
    assert names.find_test_imports(ast.parse(source)) == found
