"""Versions of the tool that word every entry differently and state the same facts."""

import ast
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, time
from functools import cache
from pathlib import Path
from random import Random
from types import ModuleType
from unittest.mock import patch

from statplan.calendars import build_calendar, entry_text

_LETTERS = "abcdefghij ,:"


class _Reworder(ast.NodeTransformer):
    """Puts random words in the place of every phrase; what is compared or looked up stays."""

    def __init__(self, rng: Random) -> None:
        self.rng = rng

    def visit_Compare(self, node: ast.Compare) -> ast.AST:
        return node

    def visit_BoolOp(self, node: ast.BoolOp) -> ast.AST:
        return node

    def visit_FormattedValue(self, node: ast.FormattedValue) -> ast.AST:
        return node

    def visit_arguments(self, node: ast.arguments) -> ast.AST:
        return node

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        if ast.get_docstring(node):
            del node.body[0]
        return self.generic_visit(node)

    def visit_Constant(self, node: ast.Constant) -> ast.AST:
        if not isinstance(node.value, str) or not node.value:
            return node
        letters = "".join(self.rng.choices(_LETTERS, k=self.rng.randint(2, 12)))
        return ast.copy_location(ast.Constant(f"z{letters}q"), node)


@cache
def reworded(seed: int) -> ModuleType:
    """The module that words entries, with other phrases throughout."""
    assert entry_text.__file__
    tree = ast.parse(Path(entry_text.__file__).read_text(encoding="utf-8"))
    tree.body = tree.body[1:]
    module = ModuleType(f"reworded_{seed}")
    changed = ast.fix_missing_locations(_Reworder(_draw(seed)).visit(tree))
    code = compile(changed, module.__name__, "exec")
    exec(code, module.__dict__)  # noqa: S102 - our own module, with other phrases
    module.__dict__["format_long_date"] = module.__dict__["format_short_date"] = _name_day
    module.__dict__["format_time"] = _name_time
    return module


def _draw(seed: int) -> Random:
    return Random(seed)  # noqa: S311 - nothing secret


def _name_day(day: date) -> str:
    return f"day {day.toordinal()}"


def _name_time(at: time) -> str:
    return f"{at:%H%M} hours"


@contextmanager
def worded_otherwise(seed: int | None) -> Iterator[None]:
    """Let the tool word entries differently; None leaves it as it is."""
    if seed is None:
        yield
        return
    module = reworded(seed)
    names = {duty: f"{seed} {words}" for duty, words in build_calendar._DUE_TITLES.items()}  # noqa: SLF001
    with (
        patch.object(build_calendar, "build_entry_text", module.build_entry_text),
        patch.object(build_calendar, "build_reserve_text", module.build_reserve_text),
        patch.object(build_calendar, "format_slot", module.format_slot),
        patch.object(build_calendar, "end_sentence", lambda text: f"{seed}! {text}"),
        patch.object(build_calendar, "_DUE_TITLES", names),
    ):
        yield
