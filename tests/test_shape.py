"""The shape of the code: sizes, names, docstrings, and what the core may not know."""

import ast
from collections.abc import Callable, Iterator
from pathlib import Path
from statistics import median

import pytest

from tests.support.source_trees import parse_source

HOUSE = Path(__file__).parent.parent / "statplan"
MODULES = sorted(HOUSE.rglob("*.py"))
CORE = (
    "plan", "schedule", "holds", "slots", "ledger", "advice", "charter", "records", "systems",
    "errors", "papers",
)  # fmt: skip

SHELL = {"cli", "interview", "workspace"}
LONGEST_MODULE, LONGEST_FUNCTION = 400, 50
MEDIAN = (40, 160)
VAGUE = {"utils", "helpers", "common", "manager", "misc"}
OUTSIDE = {
    "typer", "rich", "questionary", "icalendar", "jinja2", "docx", "os", "pathlib", "random", "time"
}  # fmt: skip
CLOCKS = {"now", "today", "utcnow"}
IDENTITIES = {"uuid1", "uuid4"}

Function = ast.FunctionDef | ast.AsyncFunctionDef
Check = Callable[[ast.Module], list[str]]


def functions(tree: ast.AST) -> Iterator[Function]:
    return (each for each in ast.walk(tree) if isinstance(each, Function))


def imports(tree: ast.AST) -> Iterator[str]:
    """The full names of what is imported, inside functions too."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (each.name for each in node.names)
        elif isinstance(node, ast.ImportFrom) and not node.level:
            yield from (f"{node.module}.{each.name}" for each in node.names)


def long_functions(tree: ast.Module) -> list[str]:
    return [
        each.name
        for each in functions(tree)
        if (each.end_lineno or 0) - each.lineno + 1 > LONGEST_FUNCTION
    ]


def undocumented(tree: ast.Module) -> list[str]:
    """The module, and its public classes, functions and methods, without a docstring."""
    return list(_undocumented(tree, "module"))


def _undocumented(node: ast.Module | ast.ClassDef | Function, name: str) -> Iterator[str]:
    if not ast.get_docstring(node):
        yield name
    if isinstance(node, Function):
        return
    for each in node.body:
        if isinstance(each, ast.ClassDef | Function) and not each.name.startswith("_"):
            yield from _undocumented(each, each.name)


def unknown_exports(tree: ast.Module) -> list[str]:
    """What `__all__` names and the module does not have."""
    statements = [
        inner for each in tree.body for inner in (each.body if isinstance(each, ast.If) else [each])
    ]
    targets = {target: each for each in statements for target in _bound(each)}
    listed = targets.get("__all__")
    if not isinstance(listed, ast.Assign):
        return []
    return [name for name in ast.literal_eval(listed.value) if name not in targets]


def _bound(node: ast.stmt) -> Iterator[str]:
    """The names that a statement gives its module."""
    if isinstance(node, ast.ClassDef | Function):
        yield node.name
    elif isinstance(node, ast.Import | ast.ImportFrom):
        yield from (each.asname or each.name for each in node.names)
    else:
        names = (each for each in ast.walk(node) if isinstance(each, ast.Name))
        yield from (each.id for each in names if isinstance(each.ctx, ast.Store))


def is_of_context(node: ast.Attribute) -> bool:
    """Whether it is an attribute of a context, which was handed in: `context.today`."""
    owner = node.value
    return getattr(owner, "id", "") == "context" or getattr(owner, "attr", "") == "context"


def clocks(tree: ast.Module) -> list[str]:
    """Calls of a clock and makings of an identity, which belong to the shell alone."""
    used = [
        each.attr
        for each in ast.walk(tree)
        if isinstance(each, ast.Attribute) and not is_of_context(each)
    ]
    named = [each.rpartition(".")[2] for each in imports(tree)]
    return [each for each in used if each in CLOCKS] + [
        each for each in (*used, *named) if each in IDENTITIES
    ]


def outsiders(tree: ast.Module) -> list[str]:
    """The libraries of the shell and of single formats, which the core does not know."""
    return [each for each in imports(tree) if each.partition(".")[0] in OUTSIDE]


def of(paths: list[Path], check: Check) -> list[str]:
    """What a check finds in some modules."""
    return [
        f"{path.relative_to(HOUSE)}: {found}"
        for path in paths
        for found in check(parse_source(path))
    ]


def place(path: Path) -> str:
    """The part of the house that a module belongs to."""
    return path.relative_to(HOUSE).with_suffix("").parts[0]


def lengths(paths: list[Path]) -> dict[str, int]:
    return {str(path): len(path.read_text(encoding="utf-8").splitlines()) for path in paths}


def too_long(sizes: dict[str, int]) -> list[str]:
    return [name for name, size in sizes.items() if size > LONGEST_MODULE]


def vague(paths: list[Path]) -> list[Path]:
    return [path for path in paths if VAGUE & {path.stem, path.parent.name}]


def is_usual(sizes: dict[str, int]) -> bool:
    return MEDIAN[0] <= median(sizes.values()) <= MEDIAN[1]


def test_modules_are_short() -> None:
    sizes = lengths(MODULES)
    assert len(sizes) > 50
    assert not too_long(sizes)
    assert is_usual(sizes)


def test_a_long_module_is_seen() -> None:
    assert too_long({"a": 401, "b": 400}) == ["a"]
    assert not is_usual({"a": 400, "b": 400})
    assert not is_usual({"a": 10, "b": 10})


def test_modules_have_a_subject() -> None:
    assert not vague(MODULES)


@pytest.mark.parametrize("name", ["helpers.py", "plan/utils.py", "common/dates.py"])
def test_a_vague_name_is_seen(name: str) -> None:
    assert vague([HOUSE / name])


@pytest.mark.slow
@pytest.mark.parametrize("check", [long_functions, undocumented, unknown_exports])
def test_the_house_is_in_shape(check: Check) -> None:
    assert not of(MODULES, check)


def test_only_the_shell_has_a_clock() -> None:
    assert not of([path for path in MODULES if place(path) not in SHELL], clocks)
    assert of(MODULES, clocks), "the shell's own clock is not seen"


def test_the_core_knows_no_library_of_the_shell() -> None:
    core = [path for path in MODULES if place(path) in CORE]
    assert {place(path) for path in core} == set(CORE)
    assert not of(core, outsiders)
    assert of(MODULES, outsiders), "the shell's own libraries are not seen"


LONG = "def f():\n" + "    pass\n" * LONGEST_FUNCTION


@pytest.mark.parametrize(
    ("check", "source", "found"),
    [
        (long_functions, LONG, ["f"]),
        (long_functions, "class A:\n" + LONG.replace("def", " def"), ["f"]),
        (undocumented, "", ["module"]),
        (undocumented, "'''m'''\nclass A:\n  def f(self): ...\n  def _g(self): ...", ["A", "f"]),
        (undocumented, "'''m'''\nasync def f():\n  def inner(): ...", ["f"]),
        (unknown_exports, "from a import b as c\n__all__ = ['b', 'c', 'd']\nd = 1", ["b"]),
        (unknown_exports, "if A:\n  from a import b\n__all__ = ['b', 'c']", ["c"]),
        (clocks, "from datetime import datetime\ndatetime.now()", ["now"]),
        (clocks, "import datetime\nfound = datetime.date.today", ["today"]),
        (clocks, "from uuid import uuid4 as new", ["uuid4"]),
        (clocks, "import uuid\nuuid.uuid4()", ["uuid4"]),
        (outsiders, "def f():\n  import os.path", ["os.path"]),
        (outsiders, "from rich.table import Table", ["rich.table.Table"]),
        (outsiders, "from time import sleep\nfrom datetime import time", ["time.sleep"]),
    ],
)
def test_what_is_out_of_shape_is_seen(check: Check, source: str, found: list[str]) -> None:
    assert check(ast.parse(source)) == found


@pytest.mark.parametrize(
    ("check", "source"),
    [
        (long_functions, LONG.removesuffix("    pass\n")),
        (undocumented, "'''m'''\ndef f():\n  '''f'''\ndef _g(): ..."),
        (unknown_exports, "import a\nb: int = 1\n__all__ = ['a', 'b']"),
        (clocks, "def f(today, now): return today"),
        (clocks, "def f(context): return context.today, self.context.today"),
        (outsiders, "from datetime import time\nimport statplan.charter.time"),
    ],
)
def test_what_is_in_shape_passes(check: Check, source: str) -> None:
    assert not check(ast.parse(source))
