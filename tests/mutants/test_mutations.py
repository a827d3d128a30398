"""The changes that are tried: each is one change, in code that still compiles."""

import ast
from pathlib import Path

import pytest

from tests.mutants.mutations import find_mutations

ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("x = a < b", ["(a <= b)", "(a >= b)"]),
        ("x = a and b", ["(a or b)", "(b)", "(a)"]),
        ("if a:\n    b = 1", ["True", "False", "(2)", "(0)"]),
        ("x = not a", ["(a)"]),
        ("f(a, b, exit_code=2)", ["pass", "(f(b, a, exit_code=2))", "(f(a, b))", "(3)", "(1)"]),
        ("x = a.upper()", ["(a)"]),
        ("x = max(a, b)", ["min"]),
        ("raise ValueError", ["pass"]),
        ("x = [a for a in b if a]", ["True"]),
        ("f(a, strict=True)", ["pass", "(False)"]),
    ],
)
def test_what_is_changed(source: str, expected: list[str]) -> None:
    assert sorted(each.after for each in find_mutations("m.py", source)) == sorted(expected)


@pytest.mark.parametrize(
    "source",
    [
        '"""Words."""',
        "x: int",
        "def f(a: list[int]) -> None: ...",
        'x = f"{a} b"',
        "x = f(a, a)",
        "x = zip(a, strict=True)",
    ],
)
def test_what_stays_as_it_is(source: str) -> None:
    assert find_mutations("m.py", source) == []


@pytest.mark.slow
@pytest.mark.parametrize("file", sorted((ROOT / "statplan").rglob("*.py"))[::30])
def test_every_change_is_another_program(file: Path) -> None:
    source = file.read_text(encoding="utf-8")
    tree = ast.dump(ast.parse(source))
    for mutation in find_mutations("m.py", source)[::7]:
        assert ast.dump(ast.parse(mutation.apply(source))) != tree, mutation
