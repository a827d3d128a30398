"""The syntax trees of the source, each parsed once."""

import ast
from functools import cache
from pathlib import Path


@cache
def parse_source(path: Path) -> ast.Module:
    """Return the syntax tree of a file, which no check changes."""
    return ast.parse(path.read_text(encoding="utf-8"))
