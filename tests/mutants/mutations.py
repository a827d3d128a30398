"""The small changes that can be made to a module: each is one span of its source, replaced."""

import ast
from dataclasses import dataclass

_OTHER_COMPARISONS: dict[type[ast.cmpop], tuple[type[ast.cmpop], ...]] = {
    ast.Lt: (ast.LtE, ast.GtE),
    ast.LtE: (ast.Lt, ast.Gt),
    ast.Gt: (ast.GtE, ast.LtE),
    ast.GtE: (ast.Gt, ast.Lt),
    ast.Eq: (ast.NotEq,),
    ast.NotEq: (ast.Eq,),
    ast.Is: (ast.IsNot,),
    ast.IsNot: (ast.Is,),
    ast.In: (ast.NotIn,),
    ast.NotIn: (ast.In,),
}
_OTHER_OPERATORS: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.Add,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.FloorDiv,
    ast.BitOr: ast.BitAnd,
    ast.BitAnd: ast.BitOr,
}
_SAME_IN_ANY_ORDER = frozenset({"min", "max", "isinstance"})
_WITHOUT_EFFECT = frozenset({"strict", "repr", "encoding", "slots", "frozen", "maxsize"})
_DECLARATIONS = frozenset({"field", "TypeVar", "ParamSpec"})
_OTHER_FUNCTIONS = {"min": "max", "max": "min", "any": "all", "all": "any"}


@dataclass(frozen=True, slots=True)
class Mutation:
    """One change of a module: the span from `start` to `end`, in characters, becomes `after`."""

    path: str
    line: int
    start: int
    end: int
    before: str
    after: str

    @property
    def signature(self) -> tuple[str, str, str]:
        """The change without its place, which other changes of the module move."""
        return self.path, self.before, self.after

    def apply(self, source: str) -> str:
        """Return the source with the change."""
        return source[: self.start] + self.after + source[self.end :]

    def __str__(self) -> str:
        before, after = (" ".join(text.split())[:100] for text in (self.before, self.after))
        return f"{self.path}:{self.line}: {before}  ->  {after}"


def find_mutations(path: str, source: str) -> list[Mutation]:
    """Return every change of a module, in the order of its lines.

    Docstrings, annotations, imports, and the words of messages stay as they are.
    """
    finder = _Finder(path, source)
    tree = ast.parse(source)
    finder.visit(tree)
    return sorted(finder.mutations, key=lambda mutation: (mutation.line, mutation.start))


class _Finder(ast.NodeVisitor):
    def __init__(self, path: str, source: str) -> None:
        self.path = path
        self.source = source
        self.mutations: list[Mutation] = []
        self._offsets = [0]
        for line in source.splitlines(keepends=True):
            self._offsets.append(self._offsets[-1] + len(line))
        self._lines = source.splitlines(keepends=True)

    def _find_offset(self, line: int, column: int) -> int:
        """Return the place in the source of a column, which counts bytes of UTF-8."""
        text = self._lines[line - 1].encode()[:column].decode()
        return self._offsets[line - 1] + len(text)

    def _add(self, node: ast.stmt | ast.expr, after: str) -> None:
        start = self._find_offset(node.lineno, node.col_offset)
        end = self._find_offset(node.end_lineno or node.lineno, node.end_col_offset or 0)
        before = self.source[start:end]
        self.mutations.append(Mutation(self.path, node.lineno, start, end, before, after))

    def _replace(self, node: ast.expr, other: ast.expr) -> None:
        self._add(node, f"({ast.unparse(other)})")

    # What stays as it is.

    def visit_AnnAssign(self, node: ast.AnnAssign) -> None:
        if node.value:
            self.visit(node.value)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> None:
        for default in (*node.args.defaults, *node.args.kw_defaults):
            if default:
                self.visit(default)
        for statement in node.body:
            self.visit(statement)

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        for statement in node.body:
            self.visit(statement)

    def visit_Subscript(self, node: ast.Subscript) -> None:
        self.visit(node.value)
        if not isinstance(node.value, ast.Name) or not node.value.id[:1].isupper():
            self.visit(node.slice)

    def visit_If(self, node: ast.If) -> None:
        if ast.unparse(node.test) == "TYPE_CHECKING":
            return
        for truth in ("True", "False"):
            self._add(node.test, truth)
        self.generic_visit(node)

    # What is changed.

    def visit_IfExp(self, node: ast.IfExp) -> None:
        for truth in ("True", "False"):
            self._add(node.test, truth)
        self.generic_visit(node)

    def visit_While(self, node: ast.While) -> None:
        self._add(node.test, "False")
        self.generic_visit(node)

    def visit_comprehension(self, node: ast.comprehension) -> None:
        for condition in node.ifs:
            self._add(condition, "True")
        self.generic_visit(node)

    def visit_Compare(self, node: ast.Compare) -> None:
        for index, operator in enumerate(node.ops):
            for other in _OTHER_COMPARISONS[type(operator)]:
                operators = [*node.ops]
                operators[index] = other()
                self._replace(node, ast.Compare(node.left, operators, node.comparators))
        self.generic_visit(node)

    def visit_BoolOp(self, node: ast.BoolOp) -> None:
        other = ast.Or() if isinstance(node.op, ast.And) else ast.And()
        self._replace(node, ast.BoolOp(other, node.values))
        for index in range(len(node.values)):
            values = [*node.values[:index], *node.values[index + 1 :]]
            left = values[0] if len(values) == 1 else ast.BoolOp(node.op, values)
            self._replace(node, left)
        self.generic_visit(node)

    def visit_UnaryOp(self, node: ast.UnaryOp) -> None:
        if isinstance(node.op, ast.Not | ast.USub):
            self._replace(node, node.operand)
        self.generic_visit(node)

    def visit_BinOp(self, node: ast.BinOp) -> None:
        other = _OTHER_OPERATORS.get(type(node.op))
        words = isinstance(node.left, ast.Constant | ast.JoinedStr) and not isinstance(
            getattr(node.left, "value", None), int
        )
        if other and not words:
            self._replace(node, ast.BinOp(node.left, other(), node.right))
        self.generic_visit(node)

    def visit_Constant(self, node: ast.Constant) -> None:
        if isinstance(node.value, bool):
            self._replace(node, ast.Constant(not node.value))
        elif isinstance(node.value, int):
            self._replace(node, ast.Constant(node.value + 1))
            if node.value > 0:
                self._replace(node, ast.Constant(node.value - 1))

    def visit_JoinedStr(self, node: ast.JoinedStr) -> None:
        """Leave the words of a message alone; older Pythons give no places in them either."""

    def visit_Call(self, node: ast.Call) -> None:
        function = node.func
        if isinstance(function, ast.Name) and function.id in _DECLARATIONS:
            return
        if isinstance(function, ast.Name) and function.id in _OTHER_FUNCTIONS:
            self._add(function, _OTHER_FUNCTIONS[function.id])
        if isinstance(function, ast.Attribute) and not node.args and not node.keywords:
            self._replace(node, function.value)
        plain = [argument for argument in node.args if not isinstance(argument, ast.Starred)]
        ordered = ast.unparse(function) not in _SAME_IN_ANY_ORDER
        differ = len(plain) > 1 and ast.dump(plain[0]) != ast.dump(plain[1])
        if differ and plain == node.args and ordered:
            swapped = [plain[1], plain[0], *plain[2:]]
            self._replace(node, ast.Call(function, swapped, node.keywords))
        for index, keyword in enumerate(node.keywords):
            if keyword.arg is None or keyword.arg in _WITHOUT_EFFECT:
                continue
            keywords = [*node.keywords[:index], *node.keywords[index + 1 :]]
            self._replace(node, ast.Call(function, node.args, keywords))
        is_zip = isinstance(function, ast.Name) and function.id == "zip"
        for part in (function, *node.args, *(() if is_zip else node.keywords)):
            self.visit(part)

    def visit_Expr(self, node: ast.Expr) -> None:
        if not isinstance(node.value, ast.Constant):
            self._remove(node)
            self.generic_visit(node)

    def visit_AugAssign(self, node: ast.AugAssign) -> None:
        self._remove(node)
        self.generic_visit(node)

    def visit_Raise(self, node: ast.Raise) -> None:
        self._remove(node)
        self.generic_visit(node)

    def visit_Continue(self, node: ast.Continue) -> None:
        self._remove(node)

    def visit_Break(self, node: ast.Break) -> None:
        self._remove(node)

    def visit_Delete(self, node: ast.Delete) -> None:
        self._remove(node)

    def _remove(self, node: ast.stmt) -> None:
        self._add(node, "pass")
