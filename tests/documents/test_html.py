"""HTML is one sound, self-contained, readable page that says what Markdown says."""

import re
from importlib.resources import files

import pytest
from markdown_it import MarkdownIt

from statplan.documents import WRITERS, get_writer, render_document
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
from statplan.errors import StatplanError
from tests.support.html_page import Page, faults

HOSTILE = "*Blight* | [x](y) </style><script>alert(1)</script> \"q\" & 'q' {{ 7*7 }} {% x %}"
SAFE = ("https:", "http:", "mailto:", "#")


def blocks(text: str) -> tuple[Block, ...]:
    said = (text,)
    return (
        Facts(((text, (Strong("To be decided"),)), ("Owner", said))),
        Heading(2, text),
        Paragraph((Strong(text), " ", text, " ", Link(text, "https://example.org/?a=1&b=2"))),
        Note(said),
        Heading(3, text),
        BulletList((said, said)),
        NumberedList((said,)),
        Heading(2, "Annex", new_page=True),
        Table(text, (text, "B"), ((said, ()), (("Thu Jan 14, 2027",), (Strong("To be decided"),)))),
        Signatures((text, "Mayor")),
    )


def document(text: str = "Plain words") -> Document:
    return Document(text, text, "en-US", text, blocks(text))


PAGE = render_document(document(), "html").decode()


@pytest.mark.slow
@pytest.mark.parametrize("text", ["Plain words", HOSTILE, "one\ntwo", "#1", "Ünïcödé — 市"])
def test_a_page_has_no_fault(text: str) -> None:
    assert faults(render_document(document(text), "html").decode()) == set()


@pytest.mark.parametrize(
    ("was", "becomes", "fault"),
    [
        ("</dl>", "", "unclosed"),
        ("<h1>", "<h1>x</h1><h1>", "one h1"),
        ("<h3>Plain words</h3>", "<h4>Plain words</h4>", "levels"),
        (' lang="en-US"', "", "lang"),
        ('name="viewport"', 'name="view"', "viewport"),
        ("<title>Plain words</title>", "<title> </title>", "title"),
        ("<caption>Signed by</caption>", "", "caption"),
        ('<th scope="col">Date', "<th>Date", "scope"),
        ("<body>", "<body><script>1</script>", "script"),
        ("<body>", '<body onload="1">', "script"),
        ("<ul>", '<ul style="color: red">', "style attribute"),
        ("<ul>", '<img src="https://example.org/x.png"><ul>', "request"),
        ("--paper: #fff;", "--paper: url(x);", "request"),
        ("--paper: #fff;", "--paper: #ffe;", "policy"),
        ('href="https:', 'href="javascript:', "link"),
        ('id="section-2"', 'id="section-1"', "id"),
        ("<main ", "<div ", "landmarks"),
    ],
)
def test_a_broken_page_is_found_out(was: str, becomes: str, fault: str) -> None:
    assert was in PAGE
    assert fault in faults(PAGE.replace(was, becomes, 1))


def test_a_hostile_text_stays_literal_wherever_it_stands() -> None:
    read = Page(render_document(document(HOSTILE), "html").decode())
    for tag in ("title", "h1", "h2", "h3", "dt", "dd", "strong", "a", "li", "caption", "th", "td"):
        assert HOSTILE in read.said(tag), tag
    assert any(meta.get("content") == HOSTILE for meta in read.all("meta"))
    assert any(region.get("aria-label") == HOSTILE for region in read.all("div"))
    assert "49" not in read.said("main")


@pytest.mark.slow
@pytest.mark.parametrize("text", ["Plain words", "A | B", "one\ntwo", "1. 3 < 5 & *so*"])
def test_html_and_markdown_say_the_same_words_in_the_same_order(text: str) -> None:
    page = Page(render_document(document(text), "html").decode()).body.removeprefix(
        " Skip to the text"
    )
    markdown = render_document(document(text), "md").decode()
    other = Page(MarkdownIt("commonmark").enable("table").render(markdown)).body
    assert re.findall(r"\w+", page) == re.findall(r"\w+", other)
    assert page.count("one") == other.count("one")


def test_the_style_is_hashed_as_it_stands() -> None:
    style = files("statplan.documents").joinpath("charter.css").read_text(encoding="utf-8").strip()
    assert f"<style>{style}</style>" in PAGE
    assert "</" not in style


def _luminance(color: str) -> float:
    parts = color.removeprefix("#")
    full = "".join(each * 2 for each in parts) if len(parts) == 3 else parts
    channels = [int(full[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    linear = [
        each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in channels
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def _contrast(one: str, other: str) -> float:
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_words_stand_out_from_their_ground_by_light_by_night_and_on_paper() -> None:
    """WCAG 2.1, 1.4.3."""
    roots = re.findall(r":root \{(.*?)\}", PAGE, re.DOTALL)
    assert len(roots) == 3
    for root in roots:
        color = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6});", root))
        pairs = [(ink, "paper") for ink in ("ink", "quiet", "accent", "link")]
        pairs += [("ink", "head")]
        for ink, ground in pairs:
            assert _contrast(color[ink], color[ground]) >= 4.5, (ink, ground, color)
    assert _contrast("#777", "#fff") < 4.5


def test_short_cells_stay_on_one_line_as_long_as_the_row_has_room() -> None:
    day = ("Thu Jan 14, 2027",)
    long = ("A subject with a name that is far too long for one line of a table",)
    page = render_document(
        Document("T", "", "en", "", (Table("c", ("a", "b"), ((day, long),)),)), "html"
    )
    assert b'<td class="whole">Thu Jan 14, 2027</td><td>A subject' in page
    six = Table("c", tuple("abcdef"), ((day,) * 6,))
    page = render_document(Document("T", "", "en", "", (six,)), "html")
    assert page.count(b'class="whole"') == 4


def test_the_same_document_gives_the_same_bytes() -> None:
    assert render_document(document(), "html") == render_document(document(), "html")


@pytest.mark.slow
def test_every_writer_says_what_it_writes() -> None:
    for fmt in WRITERS:
        module = get_writer(fmt)
        assert module.SUFFIX.startswith(".")
        assert "/" in module.MEDIA_TYPE
        assert module.write(document()) == render_document(document(), fmt)


def test_an_unknown_format_is_named_with_those_there_are() -> None:
    with pytest.raises(StatplanError, match="'odt'") as caught:
        render_document(document(), "odt")
    assert str(caught.value.remedy) == f"Formats: {', '.join(WRITERS)}."
    assert caught.value.exit_code == 2
