"""Markdown keeps every character of a text, and says the same as the document."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from statplan.documents import render_document
from statplan.documents.blocks import (
    Block,
    BulletList,
    Document,
    Facts,
    Heading,
    Link,
    Note,
    NumberedList,
    Paragraph,
    Signatures,
    Strong,
    Table,
)

HOSTILE = (
    "*Blight* | [x](y) <script>alert(1)</script>",
    "__all__ _of_ `code` ~~gone~~ \\* $a$ {{ b }}",
    "# no heading #",
    "- no item",
    "+ no item",
    "1. no item",
    "2027) no item",
    "> no quote",
    "=== no title",
    "---",
    "```",
    "| no | table |",
    "&amp; &#42; AT&T",
    "![no](picture) !",
    "<https://example.org> https://example.org",
    "[x]: https://example.org",
    "***",
)
MARKUP = {
    *("html_inline", "html_block", "link_open", "em_open", "image", "fence", "code_inline"),
    *("code_block", "hr", "s_open", "blockquote_open"),
}
# Title, subtitle, heading, paragraph, bullet, number, fact (twice), caption, table, signatures.
PLACES = [1, 1, 1, 1, 1, 1, 2, 1, 1, 1, 1, 1, 0, 0, 0, 0, 1, 0, 0]


def document(*blocks: Block, title: str = "T", subtitle: str = "") -> Document:
    return Document(title, subtitle, "en-US", "", blocks)


def written(*blocks: Block) -> str:
    return render_document(document(*blocks), "md").decode()


def tokens(page: str) -> list[Token]:
    return MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(page)


def read(page: str) -> list[str]:
    """What a reader sees, piece by piece."""
    inline = (token.children or () for token in tokens(page) if token.type == "inline")
    return ["".join(child.content for child in children) for children in inline]


def kinds(page: str) -> set[str]:
    """Of what kinds the pieces are."""
    every = ((token, *(token.children or ())) for token in tokens(page))
    return {each.type for several in every for each in several}


@pytest.mark.slow
@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_stays_literal_wherever_it_stands(text: str) -> None:
    spans = (text,)
    blocks: tuple[Block, ...] = (
        Heading(2, text),
        Paragraph(spans),
        BulletList((spans,)),
        NumberedList((spans,)),
        Facts(((text, spans),)),
        Table(text, (text, text), ((spans, spans),)),
        Signatures((text,)),
    )
    page = render_document(document(*blocks, title=text, subtitle=text), "md").decode()
    assert [piece.count(text) for piece in read(page)] == PLACES
    assert not kinds(page) & MARKUP


@given(st.text(st.characters(min_codepoint=32, max_codepoint=126), min_size=1))
def test_any_text_stays_literal(text: str) -> None:
    said = " ".join(text.split())
    if said:
        cell = (said,)
        page = written(Paragraph(cell), Table("c", ("h", "g"), ((cell, ("end",)),)))
        assert read(page) == ["T", said, "c", "h", "g", said, "end"]
        assert not kinds(page) & MARKUP


def test_a_line_break_stays_one() -> None:
    page = written(
        Paragraph(("one\n- two",)),
        BulletList((("one\n1. two",),)),
        Table("c", ("a", "b"), ((("x\ny",), ()),)),
    )
    assert "one\\\n\\- two" in page
    assert "- one\\\n  1\\. two" in page
    assert "| x<br>y |  |" in page


def test_spans_read_as_what_they_are() -> None:
    page = written(
        Paragraph((Strong("Owner:"), " ", Strong("To be decided"), ".")),
        Paragraph((Link("The page", "https://example.org/a b|c"),)),
        Paragraph((Link("https://example.org/?a=1&b=2", "https://example.org/?a=1&b=2"),)),
        Paragraph((Link("a@example.gov", "mailto:a@example.gov"),)),
        Note(("one\ntwo",)),
    )
    assert "**Owner:** **To be decided**." in page
    assert "[The page](<https://example.org/a%20b%7Cc>)" in page
    assert "<https://example.org/?a=1&b=2>" in page
    assert "<a@example.gov>" in page
    assert "> one\\\n> two" in page


def test_lists_and_tables_are_lists_and_tables() -> None:
    page = written(
        NumberedList((("a",), ("b",))),
        Table("Caption", ("A", "B"), ((("1",), ("2",)),)),
        Signatures(("Mayor",)),
    )
    assert "1. a\n2. b" in page
    assert "**Caption**\n\n| A | B |\n| --- | --- |\n| 1 | 2 |" in page
    assert "| Mayor |  |  |" in page
    assert page.endswith("\n")
    assert not page.endswith("\n\n")


def test_a_link_leads_nowhere_but_to_pages_and_addresses() -> None:
    with pytest.raises(ValueError, match="neither a web page"):
        Link("x", "javascript:alert(1)")
