"""Cleared copies: which may be public, why another may not, and what they say as blocks."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statplan.documents import render_document
from statplan.documents.blocks import (
    BulletList,
    Document,
    Heading,
    Link,
    Note,
    NumberedList,
    Paragraph,
    Strong,
    Table,
)
from statplan.errors import Problem, StatplanError
from statplan.records import (
    ClearedRecord,
    RecordKind,
    check_copies,
    collect_withheld_texts,
    read_cleared_records,
)
from statplan.records.markdown_blocks import read_blocks
from tests.support.marked_notes import copy_of, notes

NOTES = notes("# Blight in March", "", "Seen by [[REDACT:personnel|Jane Doe]].")
COPY = copy_of(NOTES).render_file()
NAMES = {"a.md": NOTES, "a.public.md": COPY}


def read(texts: dict[str, str]) -> tuple[ClearedRecord, ...]:
    return read_cleared_records(check_copies(texts))


def wrong(texts: dict[str, str]) -> list[str]:
    assert not check_copies(texts).copies
    with pytest.raises(StatplanError) as caught:
        read(texts)
    assert caught.value.exit_code == 4
    assert all(each.remedy for each in caught.value.problems)
    return [f"{each.file}: {each.fact}" for each in caught.value.problems]


def test_a_copy_beside_its_notes_is_a_record() -> None:
    (found,) = read(NAMES)
    assert (found.meeting, found.kind, found.title) == (
        "blight/2027-03",
        RecordKind.NOTES,
        "Blight in March",
    )
    assert found.blocks == (Paragraph(("Seen by [Redacted: Personnel matter].",)),)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("Seen by", "Heard by"),
        (r"\[Redacted: Personnel matter\]", "Jane Doe"),
        ("Blight in", "Blight  in"),
        ("blight/2027-03", "blight/2027-04"),
        ("kind: notes", "kind: memo"),
        ("kind: notes", "kind: song"),
        ("kind: notes", "kind: notes\nnote: x"),
        (r"notes: sha256:.", "notes: sha256:x"),
        (r"text: sha256:.", "text: sha256:x"),
        (r"\Z", "\n"),
        (r"text: .*\n", ""),
    ],
)
def test_a_copy_that_a_hand_changed_is_named(old: str, new: str) -> None:
    changed = re.sub(old, new, COPY, count=1)
    assert changed != COPY
    told = "a.public.md: this copy was changed after it was cleared."
    assert wrong({**NAMES, "a.public.md": changed}) == [told]


def test_notes_that_were_changed_since_take_their_copy_back() -> None:
    told = "a.public.md: the notes of blight/2027-03 were changed after it was cleared."
    assert wrong({**NAMES, "a.md": NOTES.replace("Doe", "Roe")}) == [told]


def test_a_copy_without_its_notes_cannot_be_compared() -> None:
    told = "a.public.md: the notes of blight/2027-03 that it was made of are not beside it."
    assert wrong({"a.public.md": COPY}) == [told]


def test_a_copy_beside_notes_whose_head_is_broken_says_so() -> None:
    told = "a.public.md: the head of the notes beside it cannot be read."
    assert wrong({**NAMES, "a.md": NOTES.replace("id: ", "author: me\nid: ")}) == [told]
    assert "statplan redact a.md" in str(
        check_copies({**NAMES, "a.md": "# Notes\n"}).problems[0].describe()
    )


def test_a_copy_of_a_meeting_that_has_not_taken_place_is_named() -> None:
    early = {"blight/2027-03": Problem(0, 0, "", "it is after today.", "Wait.")}
    folder = check_copies(NAMES, early)
    assert [each.describe().parts[0] for each in folder.problems] == [
        "a.public.md: it is after today."
    ]
    assert not folder.copies
    assert check_copies(NAMES, {"blight/2027-04": early["blight/2027-03"]}).copies


def test_of_two_copies_of_one_record_the_second_is_named() -> None:
    folder = check_copies({**NAMES, "b.public.md": COPY})
    assert [each.file for each in folder.problems] == ["b.public.md"]
    assert len(folder.copies) == 1


def test_every_copy_that_is_wrong_is_named_at_once() -> None:
    texts = {"b.public.md": COPY, "a.public.md": COPY.replace("Seen", "Heard")}
    assert [each.partition(":")[0] for each in wrong(texts)] == ["a.public.md", "b.public.md"]


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_line_ends_of_another_system_are_no_change(end: str) -> None:
    texts = {name: "\ufeff" + text.replace("\n", end) for name, text in NAMES.items()}
    assert read(texts) == read(NAMES)


def test_other_files_of_the_folder_are_no_records() -> None:
    others = {"README.md": "# Hello", "empty.md": "", "x.md": "---\nstatplan: 1\n---\n"}
    assert read({**others, **NAMES}) == read_cleared_records(check_copies(NAMES))
    assert collect_withheld_texts(others) == ()


def test_records_come_by_meeting_and_kind() -> None:
    texts: dict[str, str] = {}
    for index, (key, kind) in enumerate(
        [("works/2027-01", "notes"), ("blight/2027-03", "actions"), ("blight/2027-03", "memo")]
    ):
        text = NOTES.replace("blight/2027-03", key).replace("statplan: notes", f"statplan: {kind}")
        texts |= {f"{index}.md": text, f"{index}.public.md": copy_of(text).render_file()}
    assert [(each.meeting, each.kind) for each in read(texts)] == [
        ("blight/2027-03", RecordKind.ACTIONS),
        ("blight/2027-03", RecordKind.MEMO),
        ("works/2027-01", RecordKind.NOTES),
    ]


def test_markdown_is_read_as_the_blocks_of_a_document() -> None:
    title, blocks = read_blocks(
        "# Title\n\nA *soft*\nline  \nbroken **word** [page](https://a.example/x).\n\n## Part\n\n"
        "- one\n  - inner\n- two\n\n1. first\n2. second\n\n> a remark\n\n"
        "**Who does what**\n\n| A | B |\n| --- | --- |\n| x | **y** |\n| | |\n\n"
        "### Small\n\n```\ncode  here\n```\n\n***\n"
    )
    assert title == "Title"
    link = Link("page", "https://a.example/x")
    assert blocks == (
        Paragraph(("A soft line\nbroken ", Strong("word"), " ", link, ".")),
        Heading(2, "Part"),
        BulletList((("one",), ("inner",), ("two",))),
        NumberedList((("first",), ("second",))),
        Note(("a remark",)),
        Table("Who does what", ("A", "B"), ((("x",), (Strong("y"),)),)),
        Heading(3, "Small"),
        Paragraph(("code  here",)),
    )


def test_what_is_empty_is_left_out() -> None:
    text = (
        "# T\n\n## A\n\n### B\n\n### C\n\ntext\n\n## D\n\n| A | B |\n| --- | --- |\n| | |\n\n## E\n"
    )
    assert read_blocks(text)[1] == (Heading(2, "A"), Heading(3, "C"), Paragraph(("text",)))


def test_a_table_without_a_line_in_bold_is_captioned_by_its_heading() -> None:
    _, blocks = read_blocks("## Actions\n\n| A |\n| --- |\n| x |\n")
    assert blocks == (Heading(2, "Actions"), Table("Actions", ("A",), ((("x",),),)))


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:
        del attrs
        self.tags.append(tag)

    def handle_data(self, data: str) -> None:
        self.text.append(data)


@pytest.mark.slow
@given(st.text(st.sampled_from("ab <>&\"'{}()!#-_=+$%;"), max_size=60))
def test_no_text_of_a_record_is_markup_on_a_page(text: str) -> None:
    _, blocks = read_blocks(f"QQ {text}\n")
    page = _Page()
    page.feed(render_document(Document("T", "", "en-US", "", blocks), "html").decode())
    assert page.tags.count("a") == 1, "the link to the text is the only one"
    assert "b" not in page.tags
    shown = "".join(page.text).partition("QQ")[2]
    assert re.findall("[ab]+", text) == re.findall("[ab]+", shown)


def test_a_tag_in_a_record_would_be_seen() -> None:
    page = _Page()
    page.feed("<b>")
    assert page.tags == ["b"]
