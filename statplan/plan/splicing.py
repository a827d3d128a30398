"""Change one answer in the text of a plan and leave every other line as it is."""

import re
from collections.abc import Callable
from typing import Any

import yaml

from statplan.plan.source import PARSER, Path

Render = Callable[[str | int, Any, bool], list[str]]


def splice(text: str, path: Path, data: Any, render: Render) -> str:  # noqa: ANN401 - plain data
    """The text with one answer changed or added.

    Args:
        text: a plan that can be read, with line feeds alone.
        path: where the answer stands.
        data: the plan's answers with the new one among them.
        render: the lines of a key (or a list's item) with its answer, in brackets or not.
    """
    node: Any = yaml.compose(text, Loader=PARSER)
    for depth, step in enumerate(path):
        data = data[step]
        begin, old = _child(node, step, text)
        if depth + 1 == len(path) or not isinstance(old, yaml.CollectionNode) or old.flow_style:
            break
        node = old
    lines = render(step, data, isinstance(old, yaml.CollectionNode) and bool(old.flow_style))
    blanks = "\n" + " " * node.start_mark.column
    if old is None:
        end = _line_end(text, _end(node, text))
        return text[:end] + "".join(blanks + each for each in lines) + text[end:]
    below = "".join(blanks + each for each in lines[1:])
    return _replaced(text, begin, old, lines[0], below)


def _child(node: Any, step: str | int, text: str) -> tuple[int, Any]:  # noqa: ANN401 - a node
    """Where a key or a list's hyphen begins, and what stands there; None where there is none."""
    if isinstance(node, yaml.MappingNode):
        found = [(key, value) for key, value in node.value if key.value == step]
        return (found[0][0].start_mark.index, found[0][1]) if found else (0, None)
    if isinstance(step, int) and step < len(node.value):
        item = node.value[step]
        return text.rfind("-", 0, item.start_mark.index), item
    return 0, None


def _end(node: Any, text: str) -> int:  # noqa: ANN401 - a node
    """Where an answer ends: a block ends where its last answer does, without blank lines."""
    while isinstance(node, yaml.CollectionNode) and not node.flow_style:
        last = node.value[-1]
        node = last[1] if isinstance(last, tuple) else last
    start: int = node.start_mark.index
    return start + len(text[start : node.end_mark.index].rstrip())


def _line_end(text: str, index: int) -> int:
    found = text.find("\n", index)
    return len(text) if found < 0 else found


def _replaced(text: str, begin: int, old: Any, line: str, below: str) -> str:  # noqa: ANN401 - a node
    """The text with new lines for a key and its answer; a comment behind the key stays."""
    start, end = old.start_mark.index, _end(old, text)
    line_end = _line_end(text, begin)
    answer = line.partition(" ")[2]
    if end <= line_end:
        if answer and not below and end > start:
            return text[:start] + answer + text[end:]
        return text[:begin] + line + text[end:line_end] + below + text[line_end:]
    behind = re.search(" +#.*", text[begin:line_end]) if start > line_end else None
    return text[:begin] + line + (behind.group() if behind else "") + below + text[end:]
