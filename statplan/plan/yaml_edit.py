"""Edits of single answers in the text of a plan that leave every other line as it is."""

import re
from collections.abc import Callable, Collection
from typing import Any

import yaml

from statplan.plan.paths import AnswerPath
from statplan.plan.yaml_1_1 import is_key_word
from statplan.plan.yaml_reader import PARSER

LineRenderer = Callable[[str | int, Any, bool, bool], list[str]]


def replace_answer(text: str, path: AnswerPath, answers: Any, render: LineRenderer) -> str:  # noqa: ANN401 - plain data
    """Return the text with one answer changed or added.

    Args:
        text: a plan that can be read, with line feeds alone.
        path: where the answer stands.
        answers: the plan's answers with the new one among them.
        render: returns the lines of a key (or a list's item) with its answer; told whether the old
            answer is in brackets, and whether the key is.
    """
    node: Any = yaml.compose(text, Loader=PARSER)
    for depth, step in enumerate(path):
        answers = answers[step]
        start, old_node = _find_child(node, step, text)
        is_block = isinstance(old_node, yaml.CollectionNode) and not old_node.flow_style
        if depth + 1 == len(path) or not is_block:
            break
        node = old_node
    lines = render(step, answers, _is_flow(old_node), _is_flow(node))
    line_break = "\n" + " " * node.start_mark.column
    if old_node is None:
        if _is_flow(node):
            end = node.value[-1][1].end_mark.index
            return f"{text[:end]}, {lines[0]}{text[end:]}"
        end = _find_line_end(text, _find_end(node, text))
        return text[:end] + "".join(line_break + line for line in lines) + text[end:]
    below = "".join(line_break + line for line in lines[1:])
    return _replace_lines(text, start, old_node, lines[0], below)


def remove_answer(text: str, path: AnswerPath, comments: Collection[str]) -> str | None:
    """Return the text without one answer, on whose lines nothing else is.

    Its own comment, on the same line, goes with it. None is returned where it cannot be taken out
    by itself: it is in brackets, or the first key of a list's item.

    Args:
        text: a plan that can be read, with line feeds alone.
        path: where the answer stands.
        comments: the comments of the tool above it, which go with it; all others stay.
    """
    node: Any = yaml.compose(text, Loader=PARSER)
    for step in path[:-1]:
        _, node = _find_child(node, step, text)
        if _is_flow(node):
            return None
    start, old_node = _find_child(node, path[-1], text)
    line_start = text.rfind("\n", 0, start) + 1
    if text[line_start:start].strip():
        return None
    end = _find_line_end(text, _find_end(old_node, text)) + 1
    before = text[:line_start]
    while (comment := before.rstrip("\n").rpartition("\n")[2]).strip() in comments:
        before = before[: -len(comment) - 1]
    return before + text[end:]


def _is_flow(node: Any) -> bool:  # noqa: ANN401 - a node
    """Return whether a node is a collection in brackets."""
    return isinstance(node, yaml.CollectionNode) and bool(node.flow_style)


def _find_child(node: Any, step: str | int, text: str) -> tuple[int, Any]:  # noqa: ANN401 - a node
    """Return the start of a key or a list's hyphen, and its node; None where there is none."""
    if isinstance(node, yaml.MappingNode):
        pairs = [
            (key_node, value_node)
            for key_node, value_node in node.value
            if is_key_word(key_node.value, step)
        ]
        if not pairs:
            return 0, None
        text_before = text[: pairs[0][0].start_mark.index]
        return len(re.sub(r"\? +\Z", "", text_before)), pairs[0][1]
    if isinstance(step, int) and step < len(node.value):
        start = _find_end(node.value[step - 1], text) if step else node.start_mark.index
        marks = re.finditer("-|#.*", text[start:])
        hyphens = (mark.start() for mark in marks if mark.group() == "-")
        return start + next(hyphens), node.value[step]
    return 0, None


def _find_end(node: Any, text: str) -> int:  # noqa: ANN401 - a node
    """Return the end of an answer: a block ends where its last answer does, without blank lines.

    A text that keeps the blank lines after it (`|+`) ends before its last line break.
    """
    while isinstance(node, yaml.CollectionNode) and not node.flow_style:
        last_child = node.value[-1]
        node = last_child[1] if isinstance(last_child, tuple) else last_child
    start: int = node.start_mark.index
    answer = text[start : node.end_mark.index]
    keeps_blank_lines = re.match(r"[|>]\d?\+", answer)
    return start + len(answer.removesuffix("\n") if keeps_blank_lines else answer.rstrip())


def _find_line_end(text: str, index: int) -> int:
    newline = text.find("\n", index)
    return len(text) if newline < 0 else newline


def _replace_lines(
    text: str,
    key_start: int,
    old_node: Any,  # noqa: ANN401
    first_line: str,
    other_lines: str,
) -> str:
    """Return the text with new lines for a key and its answer; a comment after the key stays."""
    start, end = old_node.start_mark.index, _find_end(old_node, text)
    line_end = _find_line_end(text, key_start)
    answer = first_line.partition(" ")[2]
    if end <= line_end:
        if answer and not other_lines and end > start:
            return text[:start] + answer + text[end:]
        return text[:key_start] + first_line + text[end:line_end] + other_lines + text[line_end:]
    is_below = start > line_end or text[start] in "|>"  # then nothing else has a number sign
    comment = re.search("[ \t]+#.*", text[key_start:line_end]) if is_below else None
    return (
        text[:key_start]
        + first_line
        + (comment.group() if comment else "")
        + other_lines
        + text[end:]
    )
