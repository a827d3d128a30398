"""Measures of names and docstrings in Python modules, from their syntax trees."""

import ast
import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path, PurePath

from tests.support.source_trees import parse_source

Function = ast.FunctionDef | ast.AsyncFunctionDef

WEAK_VERBS = frozenset({"compute", "do", "get", "handle", "make", "process"})
_VERBS = (
    "accept add adjust advance advise align allow answer append apply arrange as ask assign",
    "attach begin bound build bump calculate call can cancel cap capitalize change check choose",
    "claim clean clear clip close collect combine commit compare complete confirm convert copy",
    "count create cut decide decode delete derive describe detach detect diff digest discard",
    "distribute draw drop dump edit emit encode end enter enumerate escape estimate evaluate",
    "exclude exit expand explain explore extract fetch fill filter find finish fit fix flatten",
    "flush follow forbid force forget form format from gather generate group guess has hash hide",
    "identify improve include indent index infer insert inspect interpret intersect invoke is",
    "issue iter join judge keep label lay limit link list load locate lock log look make map mark",
    "match measure merge minimize move name narrow normalize note notify number offer omit open",
    "order outline pad pair parse pick place plan plot pluralize prepare preview print probe",
    "promise propose prove provide prune publish pull push put quote raise rank read recall",
    "recognize record recover redact reduce refer reflow refuse register reject relax release",
    "remember remove rename render reorder repair repeat replace replay report require reserve",
    "reset resolve restate restore restrict resume retry return review revise rewrite roll rotate",
    "round run save scale scan schedule score seal search seed select send serialize set settle",
    "shift shorten should show shuffle sign simplify skip solve sort spell split spread stamp",
    "start state step stop store strip style subtract suggest suit sum summarize swap switch",
    "tabulate tag take tell test to track translate trim try turn underline undo unescape unite",
    "unlock unwrap update upgrade use validate verify view visit wait walk warn watch weigh widen",
    "with withhold without wrap write yield zip",
)
VERBS = WEAK_VERBS.union(word for line in _VERBS for word in line.split())
_PARTICIPLES = (
    "begun broken built chosen cut done drawn driven found given gone heard held hidden kept",
    "known laid left lost made meant met owed put said seen sent shown spent spoken stood taken",
    "told worked written",
)
PARTICIPLES = frozenset(word for line in _PARTICIPLES for word in line.split())
NOUNS_IN_ING = frozenset(
    {
        "booking",
        "accounting",
        "briefing",
        "heading",
        "meeting",
        "missing",
        "pruning",
        "ranking",
        "setting",
        "spelling",
    }
)
QUESTIONS = frozenset(
    {"How", "What", "When", "Where", "Whether", "Which", "Who", "Whom", "Whose", "Why"}
)
FORBIDDEN_BINDINGS = frozenset({"each", "found", "given", "said"})
VAGUE_BINDINGS = frozenset({"data", "item", "obj", "res", "result", "value"})


def list_functions(tree: ast.AST) -> list[Function]:
    """Return every function and method of a module, inner ones too."""
    return [node for node in ast.walk(tree) if isinstance(node, Function)]


def has_decorator(function: Function, pattern: str) -> bool:
    """Return whether a decorator of a function matches a pattern."""
    return any(re.search(pattern, ast.unparse(node)) for node in function.decorator_list)


def is_named_freely(function: Function) -> bool:
    """Return whether a verb is expected: not of properties, rules, and special methods."""
    special = function.name.startswith("__")
    return not special and not has_decorator(function, r"property|^rule\b|setter")


def is_public_action(function: Function) -> bool:
    """Return whether a function is public and neither a validator nor a command."""
    bound_elsewhere = has_decorator(function, r"validator|serializer|command|callback|overload")
    return is_named_freely(function) and not function.name.startswith("_") and not bound_elsewhere


def split_name(name: str) -> list[str]:
    """Return the words of a function's name."""
    return name.strip("_").split("_")


def begins_with_verb(function: Function) -> bool:
    """Return whether the first word of a name is a verb of the kept list."""
    return split_name(function.name)[0] in VERBS


def is_one_word(function: Function) -> bool:
    """Return whether a name is a single word."""
    return len(split_name(function.name)) == 1


def is_participle(function: Function) -> bool:
    """Return whether a name is a single past participle, such as `placed` or `told`."""
    word = split_name(function.name)[0]
    return (
        is_one_word(function)
        and word not in VERBS
        and (word in PARTICIPLES or (word.endswith("ed") and len(word) > 4))
    )


def find_participles(tree: ast.Module) -> list[str]:
    """Return the functions of a module that are named by a bare participle."""
    return [
        function.name
        for function in list_functions(tree)
        if is_named_freely(function) and is_participle(function)
    ]


def measure_share(functions: Iterable[Function], check: Callable[[Function], bool]) -> float:
    """Return the share of functions, from 0 to 1, for which a check is true."""
    checked = [check(function) for function in functions]
    return sum(checked) / max(1, len(checked))


def is_gerund(path: PurePath) -> bool:
    """Return whether a module is named by a bare gerund, such as `placing`."""
    return path.stem.endswith("ing") and "_" not in path.stem and path.stem not in NOUNS_IN_ING


def find_repeated_stems(paths: Iterable[PurePath]) -> dict[str, list[str]]:
    """Return each module stem that stands in two or more folders, with its folders."""
    folders = defaultdict(list)
    for path in paths:
        if not path.stem.startswith("__"):
            folders[path.stem].append(path.parent.as_posix())
    return {stem: places for stem, places in sorted(folders.items()) if len(places) > 1}


def find_repeated_classes(trees: Mapping[str, ast.Module]) -> dict[str, list[str]]:
    """Return each class name that two or more modules define, with the modules."""
    modules = defaultdict(list)
    for module, tree in trees.items():
        for node in tree.body:
            if isinstance(node, ast.ClassDef):
                modules[node.name].append(module)
    return {name: places for name, places in sorted(modules.items()) if len(places) > 1}


def list_docstrings(tree: ast.Module) -> list[str]:
    """Return the docstrings of a module, its classes, and its functions."""
    nodes = [
        node for node in ast.walk(tree) if isinstance(node, Function | ast.ClassDef | ast.Module)
    ]
    return [doc for doc in map(ast.get_docstring, nodes) if doc]


def is_question(docstring: str) -> bool:
    """Return whether a docstring begins with a question word instead of a statement."""
    return docstring.split(maxsplit=1)[0].rstrip(",.:") in QUESTIONS


def list_bindings(tree: ast.AST) -> Iterator[str]:
    """Yield the names that a module binds: variables, parameters, exceptions, and patterns."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            yield node.id
        elif isinstance(node, ast.arg):
            yield node.arg
        elif isinstance(node, ast.ExceptHandler | ast.MatchAs | ast.MatchStar) and node.name:
            yield node.name


def count_bindings(trees: Iterable[ast.AST], names: frozenset[str]) -> int:
    """Return how many times some modules bind one of the names."""
    return sum(name in names for tree in trees for name in list_bindings(tree))


def find_longest_chain(imports: Mapping[str, set[str]]) -> list[str]:
    """Return the longest chain of modules of which each imports the next; there is no circle."""
    chains: dict[str, list[str]] = {}

    def follow(module: str) -> list[str]:
        if module not in chains:
            longest = max((follow(target) for target in imports[module]), key=len, default=[])
            chains[module] = [module, *longest]
        return chains[module]

    return max((follow(module) for module in imports), key=len, default=[])


def read_imports(root: Path, package: str) -> dict[str, set[str]]:
    """Return for each module of a package the modules of it that are imported at its top level."""
    names = {name_module(path, root): path for path in sorted(root.rglob("*.py"))}
    names = {f"{package}.{name}".rstrip("."): path for name, path in names.items()}
    return {
        name: set(_list_targets(parse_source(path), set(names))) - {name}
        for name, path in names.items()
    }


def name_module(path: Path, root: Path) -> str:
    """Return the dotted name of a module inside its package."""
    parts = path.relative_to(root).with_suffix("").parts
    return ".".join(part for part in parts if part != "__init__")


def _list_targets(tree: ast.Module, modules: set[str]) -> Iterator[str]:
    for node in tree.body:
        if isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                full = f"{node.module}.{alias.name}"
                yield from {full if full in modules else node.module} & modules
        elif isinstance(node, ast.Import):
            yield from {alias.name for alias in node.names} & modules


def find_unmatched_tests(tests: Iterable[str], modules: Iterable[str]) -> list[str]:
    """Return the stems of test files that do not begin with the name of a module."""
    prefixes = tuple(f"test_{module}_" for module in modules)
    return [test for test in tests if not f"{test}_".startswith(prefixes)]


def find_test_imports(tree: ast.AST) -> list[str]:
    """Return the test modules that a module imports, inside functions too."""
    imported = []
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            imported += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and node.module:
            imported += [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
    pattern = re.compile(r"tests\.(\w+\.)*test_\w+")
    return [module for module in imported if pattern.fullmatch(module)]
