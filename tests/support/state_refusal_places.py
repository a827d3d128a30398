"""The places that refuse or report something about state: found in the syntax tree, with words.

A place makes an error, a problem, a contradiction, or a finding; or it is a text of a function that
says in words what is wrong, or why there is nothing to do.
"""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from tests.support.remedy_places import ROOT, build_text_pattern
from tests.support.source_trees import parse_source

_PACKAGES = ("cli", "ledger", "workspace")
_MODULES = ("strict_json.py",)
# What makes an error or a fact, each with the position of its fact among the arguments.
MAKERS = {
    "Contradiction": 0,
    "DoctorFinding": 0,
    "ForeignFile": 0,
    "Problem": 3,
    "StateError": 0,
    "StatplanError": 0,
    "UnreadableFileError": 1,
    "UnrestoredError": 0,
}
# Functions that make one for their callers, which are the places.
_RELAYS = {"_build_damage_error": 1, "_build_refusal": 0, "_build_usage_error": 0}
_RELAYS_OF_PROBLEMS = {"build_refusal": 1}
# The functions whose texts are facts, or say why there is nothing to do.
_TEXT_FUNCTIONS = frozenset({
    "evaluate_request", "_check_bump", "_check_held", "_check_move", "_check_release",
    "_check_restore", "find_inconsistencies", "_find_repeats", "_find_year_faults",
    "_describe_error",
    "_find_newer_publishes", "_find_rival_publishes", "_describe_trace", "_describe_obstacle",
    "describe_loss",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class RefusalPlace:
    """A place that says what is wrong.

    Attributes:
        name: the module, the function, and a number where it is not the first of the function.
        module: the module.
        pattern: matches its fact as it is shown.
        line: the line of the call that makes the error; 0 for a text.
    """

    name: str
    module: str
    pattern: re.Pattern[str]
    line: int


@cache
def find_refusals() -> dict[str, RefusalPlace]:
    """Return every place of the packages about state, by name."""
    paths = [ROOT / name for name in _MODULES]
    paths += [path for name in _PACKAGES for path in (ROOT / name).rglob("*.py")]
    places: dict[str, RefusalPlace] = {}
    for path in sorted(paths):
        module = path.relative_to(ROOT).as_posix().removesuffix(".py")
        places |= find_refusals_in(parse_source(path), module)
    return places


def find_refusals_in(tree: ast.Module, module: str) -> dict[str, RefusalPlace]:
    """Return the places of one module, by name."""
    places, counts = {}, Counter[str]()
    functions = (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef))
    for function in sorted(functions, key=lambda node: node.lineno):
        for fact, line in _list_facts(function):
            counts[function.name] += 1
            count = counts[function.name]
            name = f"{module}.{function.name}{f' ({count})' if count > 1 else ''}"
            pattern = build_text_pattern(fact) if fact else r"[\s\S]*"
            places[name] = RefusalPlace(name, module, re.compile(pattern), line)
    return places


def _list_facts(function: ast.FunctionDef) -> list[tuple[ast.expr | None, int]]:
    """Return the facts that a function states, each with the line of the call that makes it."""
    if function.name in {*_RELAYS, *_RELAYS_OF_PROBLEMS}:
        return []
    facts: list[tuple[ast.expr | None, int]] = []
    last_line = 0
    for node in _walk_own(function):
        position = _find_position(node)
        if position is not None and isinstance(node, ast.Call):
            known = _Values(function, last_line, node.lineno)
            texts = known.list_texts(node.args[position]) if position >= 0 else []
            facts += [(text, node.lineno) for text in texts] or [(None, node.lineno)]
            last_line = node.lineno
        elif function.name in _TEXT_FUNCTIONS and isinstance(node, ast.Return | ast.Yield):
            known = _Values(function, 0, node.lineno)
            facts += ((text, 0) for text in known.list_texts(node.value) if _is_text(text))
    return facts


def _walk_own(function: ast.FunctionDef) -> list[ast.AST]:
    """Return the nodes of a function in order of lines, without those of functions in it."""
    found: list[ast.AST] = []
    pending: list[ast.AST] = list(function.body)
    while pending:
        node = pending.pop()
        if not isinstance(node, ast.FunctionDef):
            found.append(node)
            pending += ast.iter_child_nodes(node)
    return sorted(found, key=lambda node: getattr(node, "lineno", 0))


def _find_position(node: ast.AST) -> int | None:
    """Return the position of the fact in what makes an error; -1 where problems are the facts."""
    if not isinstance(node, ast.Call):
        return None
    name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    if name in _RELAYS_OF_PROBLEMS:
        return -1
    return (MAKERS | _RELAYS).get(name)


@dataclass(frozen=True, slots=True)
class _Values:
    """What the names of a function may be, of what it assigns after one line and up to another."""

    function: ast.FunctionDef
    after: int
    until: int

    def list_texts(self, fact: ast.expr | None) -> list[ast.expr]:
        """Return what a fact may be: each text that its name is given, or a condition chooses."""
        if isinstance(fact, ast.IfExp):
            return [*self.list_texts(fact.body), *self.list_texts(fact.orelse)]
        if isinstance(fact, ast.Name):
            texts = [text for part in self._list_values(fact.id) for text in self.list_texts(part)]
            return [text for text in texts if _is_text(text)]
        if isinstance(fact, ast.JoinedStr):
            for index, part in enumerate(fact.values):
                if isinstance(part, ast.FormattedValue) and isinstance(part.value, ast.Name):
                    texts = self.list_texts(part.value) if part.value.id == "fact" else []
                    before, after = fact.values[:index], fact.values[index + 1 :]
                    if texts:
                        return [ast.JoinedStr([*before, text, *after]) for text in texts]
        return [fact] if fact else []

    def _list_values(self, name: str) -> Iterator[ast.expr]:
        """Yield what is assigned to a name."""
        for node in _walk_own(self.function):
            line = getattr(node, "lineno", 0)
            if not self.after <= line <= self.until:
                continue
            if isinstance(node, ast.Assign):
                yield from _find_parts(node.targets[0], node.value, name)
            elif isinstance(node, ast.For) and isinstance(node.iter, ast.Tuple):
                for element in node.iter.elts:
                    yield from _find_parts(node.target, element, name)


def _find_parts(target: ast.expr, value: ast.expr, name: str) -> list[ast.expr]:
    """Return the part of a value that a name in a target is given."""
    if isinstance(target, ast.Name):
        return [value] * (target.id == name)
    if isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
        pairs = zip(target.elts, value.elts, strict=True)
        return [part for inner, part in pairs if getattr(inner, "id", "") == name]
    return []


def _is_text(node: ast.expr) -> bool:
    """Return whether an expression is a text with letters of its own."""
    if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Remedy":
        return True
    parts = node.values if isinstance(node, ast.JoinedStr) else [node]
    return any(isinstance(part, ast.Constant) and str(part.value).strip() for part in parts)
