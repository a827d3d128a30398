"""Parts of a record that nobody filled in: a whole template, and rows of its tables."""

import re
from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING

from statplan.errors import Problem
from statplan.records.allowed_markdown import create_parser
from statplan.records.letters import split_words
from statplan.records.template import ACTION_STATUSES, AGENDA, ATTENDANCE_HEADER, FACT_TERMS

if TYPE_CHECKING:
    from markdown_it.tree import SyntaxTreeNode

_NUMBER = re.compile(r"\W*[0-9]*\W*")
_BLANK = re.compile(r"[\s._\u2010-\u2015\u2026-]*")  # dots and dashes fill nothing
_FACT = re.compile(rf"\*\*(?:{'|'.join(FACT_TERMS)}):\*\*")
# Columns that say nothing without the others, and texts that do.
_COLUMNS_BESIDE = frozenset({"number", "no", "nr", "status", "priority"})
_STATUSES = frozenset({*ACTION_STATUSES, "open", "new", "pending", "in progress"})


def find_unfilled_parts(
    lines: Sequence[str], public_words: Collection[str] = (), *, is_written: bool = False
) -> Iterator[Problem]:
    """Yield a problem where nothing is written beyond the template, and for each blank row.

    A row is blank where only a number or a status is in it. An office of the attendance that is
    left blank did not come. The rows of a table that nobody began to fill are no problem:
    `drop_unfilled_tables` leaves the table out.

    Args:
        lines: the lines of the record, without its head.
        public_words: normalized words of the plan's names; agenda items of such words alone are
            the template's.
        is_written: whether something was written for certain, such as a mark.
    """
    root = _parse(lines)
    if not is_written and not any(_iter_written_parts(root, public_words)):
        fact = "nothing is written here beyond the template."
        yield Problem(1, 0, "", fact, "Write what was discussed and decided, then redact it.")
        return
    for table in _find_tables(root):
        if not (_is_unfilled(table) or _is_attendance(table)):
            for row in _find_blank_rows(table):
                fact = "this row of the table is not filled in."
                yield Problem(_get_range(row)[0] + 1, 0, "", fact, "Fill it in, or delete it.")


def drop_unfilled_tables(lines: Sequence[str]) -> list[str]:
    """Return the lines without the tables that nobody began to fill, and without their captions."""
    root = _parse(lines)
    dropped: set[int] = set()
    for table in _find_tables(root):
        if _is_unfilled(table):
            caption = table.previous_sibling
            for node in (table, caption) if caption and _is_caption(caption) else (table,):
                dropped.update(range(*_get_range(node)))
    return [line for index, line in enumerate(lines) if index not in dropped]


def _parse(lines: Sequence[str]) -> "SyntaxTreeNode":
    from markdown_it.tree import SyntaxTreeNode

    return SyntaxTreeNode(create_parser(html=False).parse("\n".join(lines)))


def _find_tables(root: "SyntaxTreeNode") -> "list[SyntaxTreeNode]":
    return [node for node in root.walk() if node.type == "table"]


def _get_range(node: "SyntaxTreeNode") -> tuple[int, int]:
    return node.map or (0, 0)


def _list_rows(table: "SyntaxTreeNode") -> "list[SyntaxTreeNode]":
    return [row for part in table.children for row in part.children]


def _list_cells(row: "SyntaxTreeNode") -> list[str]:
    return [_join_text(cell).strip() for cell in row.children]


def _join_text(node: "SyntaxTreeNode") -> str:
    """Return all the text within a node, as it is written."""
    leaves = (leaf for leaf in node.walk() if leaf.type in {"inline", "fence", "code_block"})
    return "\n".join(leaf.content for leaf in leaves)


def _is_attendance(table: "SyntaxTreeNode") -> bool:
    return _list_cells(_list_rows(table)[0]) == [*ATTENDANCE_HEADER]


def _is_unfilled(table: "SyntaxTreeNode") -> bool:
    return len(_find_blank_rows(table)) == len(_list_rows(table)) - 1


def _find_blank_rows(table: "SyntaxTreeNode") -> "list[SyntaxTreeNode]":
    header, *rows = _list_rows(table)
    if _is_attendance(table):
        return [row for row in rows if not any(_list_cells(row)[1:])]
    columns = [" ".join(split_words(column)) for column in _list_cells(header)]
    return [row for row in rows if _is_blank(_list_cells(row), columns)]


def _is_blank(cells: Sequence[str], columns: Sequence[str]) -> bool:
    is_filled = [not _BLANK.fullmatch(cell) for cell in cells]
    if all(is_filled):
        return False
    return not any(
        is_filled[index]
        and column not in _COLUMNS_BESIDE
        and " ".join(split_words(cell)) not in _STATUSES
        and not (index == 0 and _NUMBER.fullmatch(cell))
        for index, (column, cell) in enumerate(zip(columns, cells, strict=False))
    )


def _is_caption(node: "SyntaxTreeNode") -> bool:
    """Return whether a paragraph is one text in bold, above a table."""
    spans = node.children[0].children if node.type == "paragraph" else ()
    below = node.next_sibling
    is_above_table = below is not None and below.type == "table"
    return is_above_table and [span.type for span in spans if span.content or span.children] == [
        "strong"
    ]


def _iter_written_parts(root: "SyntaxTreeNode", public_words: Collection[str]) -> Iterator[str]:
    """Yield the texts that no template holds."""
    headings = {_join_text(node) for node in root.children if node.type == "heading"}
    heading = ""
    for node in root.children:
        match node.type:
            case "heading":
                heading = _join_text(node)
            case "table":
                if not _is_unfilled(node):
                    yield _join_text(node)
            case "bullet_list":
                items = map(_join_text, node.children)
                yield from (item for item in items if split_words(item) and not _FACT.match(item))
            case "ordered_list" if heading == AGENDA:
                for item in map(_join_text, node.children):
                    if item not in headings and not {*split_words(item)} <= {*public_words}:
                        yield item
            case _:
                if split_words(_join_text(node)) and not _is_caption(node):
                    yield _join_text(node)
