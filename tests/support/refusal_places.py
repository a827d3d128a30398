"""The places in the program that refuse something: found in the syntax tree, each with its fact."""

import ast
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path

from tests.support.remedy_places import ROOT
from tests.support.source_trees import parse_source

# What makes a refusal, and which of its arguments is the fact. Where an argument before the fact
# is unpacked (`*position`), it counts as two.
MAKERS = {
    "AnswerError": 0,
    "AnswerFault": 1,
    "Problem": 3,
    "RuleFinding": 2,
    "StatplanError": 0,
    "build_file_error": 0,
}
# Functions that make the whole fact of a word, which is the argument.
_TEMPLATES = {"MissingLibraryError": "the library that writes {} is not installed."}
# Tables of refusals: the module, the name, and which column is the fact.
TABLES = {
    ("plan/yaml_reader", "_SYNTAX_MISTAKES"): 1,
    ("plan/yaml_reader", "PLAN_FILE"): 2,
    ("plan/yaml_reader", "ANSWERS_FILE"): 2,
}
# Tables of words that become part of a fact.
PART_TABLES = {
    ("plan/error_messages", "_KIND_MESSAGES"): 0,
    ("plan/error_messages", "_SILENCE_MESSAGE"): 0,
}
# Modules that raise an error of Python with words that become part of a fact.
WORDED_ERRORS = frozenset({"plan/time_types"})
_SIGNS = re.compile(rf"\b(?:{'|'.join([*MAKERS, *_TEMPLATES])})\(|tuple\[str, Words\]")
_MODULE_LEVEL = "(module)"
_ANYTHING = "…"

Function = ast.FunctionDef | ast.AsyncFunctionDef
Scope = tuple[Function, ...]


@dataclass(frozen=True, slots=True)
class Wording:
    """A fact as the source has it, and the function in which its words are.

    Attributes:
        text: the words, with an ellipsis for what is known only at run time.
        function: the name of the function.
    """

    text: str
    function: str


@dataclass(frozen=True, slots=True)
class RefusalPlace:
    """A place that refuses something.

    Attributes:
        module: the module, as in `plan/series_checks`.
        function: the function in which the words of the fact are.
        text: the fact, with an ellipsis for what is known only at run time.
        is_part: whether the words are only a part of the fact.
    """

    module: str
    function: str
    text: str
    is_part: bool = False

    @property
    def name(self) -> str:
        """What a test calls it: the module, the function, and the fact."""
        return f"{self.module}.{self.function}: {self.text}"

    @property
    def owner(self) -> str:
        """The module and the function."""
        return f"{self.module}.{self.function}"

    def matches(self, fact: str) -> bool:
        """Return whether a fact may be from here."""
        pattern = ".*?".join(map(re.escape, self.text.split(_ANYTHING)))
        around = ".*" if self.is_part else ""
        return bool(re.fullmatch(f"{around}{pattern}{around}", fact, re.DOTALL))


def find_refusal_places(*packages: str) -> list[RefusalPlace]:
    """Return every place of some packages or modules that refuses something, in order.

    A place that hands on the fact of another (`error.message`) is none of its own.
    """
    places: list[RefusalPlace] = []
    for package in packages:
        path = ROOT / package
        for module_path in [path] if path.suffix else sorted(path.rglob("*.py")):
            module = module_path.relative_to(ROOT).with_suffix("").as_posix()
            places += find_places_in_module(module_path, module)
    return places


def find_places_in_module(path: Path, module: str) -> list[RefusalPlace]:
    """Return the places of a module; one that names no maker of refusals is not even parsed."""
    source = path.read_text(encoding="utf-8")
    if module not in WORDED_ERRORS and not _SIGNS.search(source):
        return []
    return find_refusals_in(parse_source(path), module)


def find_refusals_in(tree: ast.Module, module: str) -> list[RefusalPlace]:
    """Return the places of a syntax tree, each once."""
    reader = _WordingReader(tree)
    worded = [
        (wording, False)
        for scope, expression in _list_facts(tree, module)
        for wording in reader.read_wordings(expression, scope)
    ]
    worded += [
        (wording, True)
        for scope, expression in _list_table_facts(tree, module, PART_TABLES)
        for wording in reader.read_wordings(expression, scope)
    ]
    worded += [
        (wording, True)
        for scope, call in _list_calls(tree)
        if module in WORDED_ERRORS and _get_called_name(call) == "ValueError"
        for wording in reader.read_wordings(call.args[0], scope)
    ]
    places = (
        RefusalPlace(module, wording.function, wording.text, is_part)
        for wording, is_part in worded
        if wording.text.strip(f"{_ANYTHING} .:")
    )
    return list(dict.fromkeys(places))


def _list_facts(tree: ast.Module, module: str) -> Iterator[tuple[Scope, ast.expr]]:
    """Yield the expression of every fact, with the functions around it."""
    for scope, call in _list_calls(tree):
        name = _get_called_name(call)
        if name in _TEMPLATES:
            yield scope, _fill_template(_TEMPLATES[name], call.args[0])
        elif name in MAKERS:
            fact = _find_argument(call, MAKERS[name])
            if fact is not None:
                yield scope, fact
    for scope, pair in _list_message_pairs(tree):
        yield scope, pair.elts[0]
    yield from _list_table_facts(tree, module, TABLES)


def _list_table_facts(
    tree: ast.Module, module: str, columns: dict[tuple[str, str], int]
) -> Iterator[tuple[Scope, ast.expr]]:
    """Yield the facts in the tables of a module."""
    for statement in tree.body:
        if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], ast.Name):
            column = columns.get((module, statement.targets[0].id))
            if column is not None:
                yield from (((), row[column]) for row in _list_rows(statement.value))


def _list_rows(table: ast.expr) -> list[list[ast.expr]]:
    """Return the rows of a table: the values of a mapping, the tuples of a tuple, or the one."""
    if isinstance(table, ast.Call):
        return [table.args]
    parts = table.values if isinstance(table, ast.Dict) else [table]
    rows = [part for part in parts if isinstance(part, ast.Tuple)]
    if len(rows) == 1 and all(isinstance(part, ast.Tuple) for part in rows[0].elts):
        rows = [part for part in rows[0].elts if isinstance(part, ast.Tuple)]
    return [row.elts for row in rows]


def _list_calls(tree: ast.AST, scope: Scope = ()) -> Iterator[tuple[Scope, ast.Call]]:
    for child in ast.iter_child_nodes(tree):
        inner = (*scope, child) if isinstance(child, Function) else scope
        if isinstance(child, ast.Call):
            yield inner, child
        yield from _list_calls(child, inner)


def _list_message_pairs(tree: ast.Module) -> Iterator[tuple[Scope, ast.Tuple]]:
    """Yield the pairs of a fact and a remedy of every function that returns such a pair."""
    for function in (node for node in ast.walk(tree) if isinstance(node, Function)):
        if not (function.returns and "tuple[str, Words]" in ast.unparse(function.returns)):
            continue
        for node in ast.walk(function):
            value = node.value if isinstance(node, ast.Return | ast.Assign) else None
            if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Tuple):
                continue
            values = value.values if isinstance(value, ast.BoolOp) else [value]
            for pair in values:
                if isinstance(pair, ast.Tuple) and pair.elts:
                    yield (function,), pair


def _find_argument(call: ast.Call, position: int) -> ast.expr | None:
    passed = 0
    for argument in call.args:
        if passed >= position:
            return argument
        passed += 2 if isinstance(argument, ast.Starred) else 1
    return next((key.value for key in call.keywords if key.arg in {"fact", "message"}), None)


def _fill_template(template: str, argument: ast.expr) -> ast.expr:
    before, after = template.split("{}")
    return ast.JoinedStr(
        [ast.Constant(before), ast.FormattedValue(argument, -1), ast.Constant(after)]
    )


def _get_called_name(call: ast.Call) -> str:
    function = call.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


@dataclass(slots=True)
class _WordingReader:
    """Reads what an expression may say: through variables, parameters, and what callers pass."""

    tree: ast.Module
    calls: dict[str, list[tuple[Scope, ast.Call]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        calls: dict[str, list[tuple[Scope, ast.Call]]] = defaultdict(list)
        for scope, call in _list_calls(self.tree):
            calls[_get_called_name(call)].append((scope, call))
        self.calls = calls

    def read_wordings(self, expression: ast.expr, scope: Scope) -> list[Wording]:
        """Return all that an expression may say."""
        owner = scope[-1].name if scope else _MODULE_LEVEL
        match expression:
            case ast.Starred(value=part) | ast.Tuple(elts=[part, *_]):
                wordings = self.read_wordings(part, scope)
            case ast.Constant(value=words):
                wordings = [Wording(re.sub(r"\{\w+\}", _ANYTHING, str(words)), owner)]
            case ast.IfExp(body=body, orelse=orelse):
                wordings = self.read_wordings(body, scope) + self.read_wordings(orelse, scope)
            case ast.BinOp(left=left, right=right, op=ast.Add()):
                wordings = self._join([left, right], scope)
            case ast.JoinedStr(values=parts):
                wordings = self._join(parts, scope)
            case ast.Name(id=name):
                wordings = self._read_name(name, scope)
            case _:
                wordings = [Wording(_ANYTHING, owner)]
        return wordings

    def _join(self, parts: list[ast.expr], scope: Scope) -> list[Wording]:
        """Return what several parts may say together; a field says what callers pass for it."""
        owner = scope[-1].name if scope else _MODULE_LEVEL
        readings = []
        for part in parts:
            if not isinstance(part, ast.FormattedValue):
                readings.append(self.read_wordings(part, scope))
            elif self._is_read_within(part, scope):
                readings.append(self.read_wordings(part.value, scope))
            else:
                readings.append([Wording(_ANYTHING, owner)])
        return [
            Wording(
                re.sub(f"{_ANYTHING}+", _ANYTHING, "".join(wording.text for wording in wordings)),
                _choose_owner(wordings, owner),
            )
            for wordings in product(*readings)
        ]

    def _is_read_within(self, part: ast.FormattedValue, scope: Scope) -> bool:
        """Return whether a field is read: a plain name that the function itself does not set."""
        if isinstance(part.value, ast.Constant):
            return True
        is_plain = isinstance(part.value, ast.Name) and part.format_spec is None
        return is_plain and not self._list_assigned(ast.unparse(part.value), scope)

    def _read_name(self, name: str, scope: Scope) -> list[Wording]:
        owner = scope[-1].name if scope else _MODULE_LEVEL
        assigned = self._list_assigned(name, scope)
        if assigned:
            return [
                wording
                for value in assigned
                for wording in (
                    self.read_wordings(value, scope) if value else [Wording(_ANYTHING, owner)]
                )
            ]
        for depth in range(len(scope), 0, -1):
            names = [argument.arg for argument in _list_parameters(scope[depth - 1])]
            if name in names:
                return self._read_passed(scope[depth - 1], name, owner)
        constants = [
            value
            for statement in self.tree.body
            for value in _find_assigned(statement, name)
            if value and scope
        ]
        if constants and isinstance(constants[0], ast.Tuple | ast.Constant | ast.JoinedStr):
            return [
                Wording(wording.text, owner) for wording in self.read_wordings(constants[0], scope)
            ]
        return [Wording(_ANYTHING, owner)]

    def _list_assigned(self, name: str, scope: Scope) -> list[ast.expr | None]:
        """Return what a local name is set to; None for what cannot be followed."""
        return [
            value
            for function in scope[-1:]
            for node in ast.walk(function)
            for value in _find_assigned(node, name)
        ]

    def _read_passed(self, function: Function, name: str, owner: str) -> list[Wording]:
        """Return what the callers in the same module pass for a parameter."""
        names = [argument.arg for argument in _list_parameters(function)]
        is_method = names[:1] == ["self"]
        wordings: list[Wording] = []
        for scope, call in self.calls.get(function.name, ()):
            passed = _find_passed(call, name, names.index(name) - is_method)
            if passed is not None:
                wordings += self.read_wordings(passed, scope)
        return wordings or [Wording(_ANYTHING, owner)]


def _choose_owner(wordings: Iterable[Wording], owner: str) -> str:
    """Return the function that has words of its own to say, other than the one that joins them."""
    others = (wording.function for wording in wordings if wording.text.strip(f"{_ANYTHING} .:"))
    return next((function for function in others if function != owner), owner)


def _find_passed(call: ast.Call, name: str, position: int) -> ast.expr | None:
    by_name = [keyword.value for keyword in call.keywords if keyword.arg == name]
    if by_name:
        return by_name[0]
    return call.args[position] if position < len(call.args) else None


def _list_parameters(function: Function) -> list[ast.arg]:
    arguments = function.args
    return [*arguments.posonlyargs, *arguments.args, *arguments.kwonlyargs]


def _find_assigned(node: ast.AST, name: str) -> Iterator[ast.expr | None]:
    """Yield what a statement sets a name to, also as one of several."""
    targets: list[ast.expr] = []
    value: ast.expr | None = None
    if isinstance(node, ast.Assign):
        targets, value = node.targets, node.value
    elif isinstance(node, ast.AugAssign | ast.For | ast.comprehension | ast.AnnAssign):
        targets = [node.target]
        value = node.value if isinstance(node, ast.AnnAssign) else None
    for target in targets:
        if isinstance(target, ast.Name) and target.id == name:
            yield value
        elif isinstance(target, ast.Tuple | ast.List):
            for index, part in enumerate(target.elts):
                if isinstance(part, ast.Name) and part.id == name:
                    yield value.elts[index] if isinstance(value, ast.Tuple) else None


def list_hit_places(places: Iterable[RefusalPlace], owner: str, fact: str) -> list[RefusalPlace]:
    """Return the places that a fact is from: the one of its function that has most of its words.

    What is only a part of the fact counts with it, in the same module.
    """
    module = owner.rpartition(".")[0]
    matching = [place for place in places if place.module == module and place.matches(fact)]
    of_owner = [place for place in matching if place.owner == owner]
    if not of_owner:
        return []
    best = max(of_owner, key=lambda place: (not place.is_part, len(place.text)))
    return [best, *(place for place in matching if place.is_part and place != best)]
