"""The places in the program that offer a command: found in the syntax tree, each with its words."""

import ast
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tests.support.source_trees import parse_source

ROOT = Path(__file__).parents[2] / "statplan"
# Commands are defined in the one and completed in the other.
_LEFT_OUT = frozenset({"errors.py", "cli/offers.py"})
_MODULE_LEVEL = "(module)"


@dataclass(frozen=True, slots=True)
class RemedyPlace:
    """A place that offers commands.

    Attributes:
        name: the module, the function, and the commands that are offered there.
        pattern: matches the words as they are shown; its groups are the commands.
    """

    name: str
    pattern: re.Pattern[str]


@cache
def find_places() -> dict[str, RemedyPlace]:
    """Return every place of the program that offers a command, by name."""
    places: dict[str, RemedyPlace] = {}
    for path in sorted(ROOT.rglob("*.py")):
        module = path.relative_to(ROOT).as_posix()
        if module not in _LEFT_OUT:
            tree = parse_source(path)
            places |= find_places_in(tree, module.removesuffix(".py"))
    return places


def find_places_in(tree: ast.Module, module: str) -> dict[str, RemedyPlace]:
    """Return the places of one module, by name."""
    places, counts = {}, Counter[str]()
    for function, offer in _list_offers(tree, _MODULE_LEVEL):
        commands = [node for node in ast.walk(offer) if _is_call(node, "Command")]
        names = " ".join(_get_first_word(command) for command in commands)
        name = f"{module}.{function} {names}"
        counts[name] += 1
        name += f" ({counts[name]})" if counts[name] > 1 else ""
        places[name] = RemedyPlace(name, re.compile(_build_pattern(offer)))
    return places


def find_commands_in_text(tree: ast.Module) -> list[int]:
    """Return the lines with a text that has a command of statplan in it, but for documentation."""
    documentation = {
        id(node.value)
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    }
    return [
        node.lineno
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and id(node) not in documentation
        and re.search("`statplan [a-z]", node.value)
    ]


def _list_offers(node: ast.AST, function: str) -> Iterator[tuple[str, ast.Call]]:
    """Yield the outermost calls that make a remedy with commands, or else a command alone."""
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.FunctionDef):
            yield from _list_offers(child, child.name)
        elif isinstance(child, ast.Call) and (_is_remedy(child) or _is_call(child, "Command")):
            yield function, child
        else:
            yield from _list_offers(child, function)


def _is_remedy(node: ast.Call) -> bool:
    return _is_call(node, "Remedy") and any(_is_call(part, "Command") for part in node.args)


def _is_call(node: ast.AST, name: str) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == name


def _get_first_word(command: ast.AST) -> str:
    assert isinstance(command, ast.Call)
    return str(ast.literal_eval(command.args[0]))


def _build_pattern(offer: ast.Call) -> str:
    parts = [offer] if _is_call(offer, "Command") else offer.args
    return "".join(map(build_text_pattern, parts))


def build_text_pattern(part: ast.expr) -> str:
    """Return the pattern of a text or a command; what is known only at run time may be anything."""
    if _is_call(part, "Command"):
        return rf"`statplan ({_get_first_word(part)}(?: [^`]*)?)`"
    if isinstance(part, ast.Constant):
        return _escape_text(str(part.value))
    if isinstance(part, ast.JoinedStr):
        return "".join(map(build_text_pattern, part.values))
    return r"[\s\S]*?"


def _escape_text(text: str) -> str:
    """Return a pattern for a text, which a terminal may have broken between words."""
    return r"\s+".join(map(re.escape, re.split(r"\s+", text)))
