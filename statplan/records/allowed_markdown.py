"""Markdown that a public text may not hold, because it hides something: HTML, pictures, links."""

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from statplan.documents.blocks import LINK_SCHEMES
from statplan.errors import Problem
from statplan.records.marks import LABEL_START

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_ENTITY = re.compile(r"&(?:#[0-9]+|#[xX][0-9a-fA-F]+|[A-Za-z][A-Za-z0-9]*);")
_FOOTNOTE = re.compile(r"\[\^")
_DEFINITION = re.compile(r"^[ >*+-]*\[[^\]]+\]:")
_ASTRAY = re.compile(r"\]\(\s*<?(?!https?://|mailto:)")
_TARGET = re.compile(r"(?:\]\(|<?(?:https?://|mailto:))[^\s)>]*\[Redacted: ")

_HTML = (
    "there is HTML or a comment here, which a page hides and a file shows.",
    "Write it as plain words, or take it out; marks are explained at the top alone.",
)
_PICTURE = (
    "there is a picture here, whose file, name and description nobody looked through.",
    "Take it out, and say in words what it shows.",
)
_STRUCK = (
    "these words are struck through, and would be public all the same.",
    "Withhold them with a mark, or delete them.",
)
_MARK_IN_CODE = ("a mark stands in code.", "Take the code's fence, backticks or indent away.")
_MARK_IN_LINK = (
    "a mark stands in the words or the target of a link, and the target tells what it withholds.",
    "Withhold the whole link with one mark.",
)
_LINK_WITHOUT_TARGET = (
    "this link leads neither to a web page nor to an e-mail address.",
    "Begin it with https:// or mailto:, or take it out.",
)


def create_parser(*, html: bool) -> "MarkdownIt":
    """Return the reader of Markdown: CommonMark with tables and strikethrough (GitHub's).

    Args:
        html: whether HTML is read as such, to be found; else it is text like any other.
    """
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": html}).enable(["table", "strikethrough"])


def find_disallowed(lines: Sequence[str]) -> Iterator[Problem]:
    """Yield everything in a public text that hides something, each with its line in that text.

    Args:
        lines: the text with a label in the place of each mark.
    """
    for number, line in enumerate(lines, start=1):
        yield from _check_line(line, number)
    for token in create_parser(html=True).parse("\n".join(lines)):
        number = token.map[0] + 1 if token.map else 0
        if token.type == "html_block":
            yield Problem(number, 0, "", *_HTML)
        elif token.type in {"fence", "code_block"} and LABEL_START in token.content:
            yield Problem(number, 0, "", *_MARK_IN_CODE)
        yield from _check_tokens(token.children or (), number)


def _check_line(line: str, number: int) -> Iterator[Problem]:
    if _ENTITY.search(line):
        fact = "a character is written in HTML's manner, as &amp; is."
        yield Problem(number, 0, "", fact, "Write the character itself.")
    if _FOOTNOTE.search(line) or _DEFINITION.search(line):
        fact = "this is a footnote or a link that is defined elsewhere."
        remedy = "Write its words, or its address, where they belong."
        yield Problem(number, 0, "", fact, remedy)
    if _ASTRAY.search(line):
        yield Problem(number, 0, "", *_LINK_WITHOUT_TARGET)
    if _TARGET.search(line):
        yield Problem(number, 0, "", *_MARK_IN_LINK)


def _check_tokens(tokens: Sequence["Token"], number: int) -> Iterator[Problem]:
    is_in_link = False
    for token in tokens:
        if token.type in {"softbreak", "hardbreak"}:
            number += 1
        elif token.type == "html_inline":
            yield Problem(number, 0, "", *_HTML)
        elif token.type == "image":
            yield Problem(number, 0, "", *_PICTURE)
        elif token.type == "s_open":
            yield Problem(number, 0, "", *_STRUCK)
        elif token.type == "code_inline" and LABEL_START in token.content:
            yield Problem(number, 0, "", *_MARK_IN_CODE)
        elif token.type == "link_open":
            is_in_link = True
            yield from _check_link(token, number)
        elif token.type == "link_close":
            is_in_link = False
        elif is_in_link and LABEL_START in token.content:
            yield Problem(number, 0, "", *_MARK_IN_LINK)


def _check_link(token: "Token", number: int) -> Iterator[Problem]:
    if not str(token.attrs.get("href", "")).startswith(LINK_SCHEMES):
        yield Problem(number, 0, "", *_LINK_WITHOUT_TARGET)
    if token.attrs.get("title"):
        fact = "this link has a title, which is shown only to who points at it."
        yield Problem(number, 0, "", fact, "Take the title out.")
