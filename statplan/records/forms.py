"""What may not stand in a public text because it hides something: HTML, pictures, notes, links."""

import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from statplan.errors import Problem
from statplan.records.labels import BEGINNING

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

_SCHEMES = ("https://", "http://", "mailto:")
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
_CODE = ("a mark stands in code.", "Take the code's fence, backticks or indent away.")
_INSIDE = (
    "a mark stands in the words or the target of a link, and the target tells what it withholds.",
    "Withhold the whole link with one mark.",
)
_NOWHERE = (
    "this link leads neither to a web page nor to an e-mail address.",
    "Begin it with https:// or mailto:, or take it out.",
)


def parser(*, html: bool) -> "MarkdownIt":
    """The reader of Markdown: CommonMark with tables and strikethrough (GitHub's).

    Args:
        html: whether HTML is read as such, to be found; else it is text like any other.
    """
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark", {"html": html}).enable(["table", "strikethrough"])


def unfit(lines: Sequence[str]) -> Iterator[Problem]:
    """Everything in a public text that hides something, each with its line in that text.

    Args:
        lines: the text with a label in the place of each mark.
    """
    for number, line in enumerate(lines, start=1):
        yield from _in_line(line, number)
    for token in parser(html=True).parse("\n".join(lines)):
        number = token.map[0] + 1 if token.map else 0
        if token.type == "html_block":
            yield Problem(number, 0, "", *_HTML)
        elif token.type in {"fence", "code_block"} and BEGINNING in token.content:
            yield Problem(number, 0, "", *_CODE)
        yield from _in_text(token.children or (), number)


def _in_line(line: str, number: int) -> Iterator[Problem]:
    if _ENTITY.search(line):
        fact = "a character is written in HTML's manner, as &amp; is."
        yield Problem(number, 0, "", fact, "Write the character itself.")
    if _FOOTNOTE.search(line) or _DEFINITION.search(line):
        fact = "this is a footnote or a link that is defined elsewhere."
        remedy = "Write its words, or its address, where they belong."
        yield Problem(number, 0, "", fact, remedy)
    if _ASTRAY.search(line):
        yield Problem(number, 0, "", *_NOWHERE)
    if _TARGET.search(line):
        yield Problem(number, 0, "", *_INSIDE)


def _in_text(tokens: Sequence["Token"], number: int) -> Iterator[Problem]:
    inside = False
    for each in tokens:
        if each.type in {"softbreak", "hardbreak"}:
            number += 1
        elif each.type == "html_inline":
            yield Problem(number, 0, "", *_HTML)
        elif each.type == "image":
            yield Problem(number, 0, "", *_PICTURE)
        elif each.type == "s_open":
            yield Problem(number, 0, "", *_STRUCK)
        elif each.type == "code_inline" and BEGINNING in each.content:
            yield Problem(number, 0, "", *_CODE)
        elif each.type == "link_open":
            inside = True
            yield from _link(each, number)
        elif each.type == "link_close":
            inside = False
        elif inside and BEGINNING in each.content:
            yield Problem(number, 0, "", *_INSIDE)


def _link(token: "Token", number: int) -> Iterator[Problem]:
    if not str(token.attrs.get("href", "")).startswith(_SCHEMES):
        yield Problem(number, 0, "", *_NOWHERE)
    if token.attrs.get("title"):
        fact = "this link has a title, which is shown only to who points at it."
        yield Problem(number, 0, "", fact, "Take the title out.")
