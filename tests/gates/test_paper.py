"""Paper that anybody can read: what independent validators say, and damage that they must catch.

A validator does not know what the document was meant to hold; our own reading of the tags does.
"""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Object, Pdf

from tests.gates.papers import (
    PROFILES,
    Papers,
    audited,
    broken_rules,
    by_office,
    damaged,
    heard,
    rewritten,
)
from tests.support.document_reader import read
from tests.support.document_words import expected, structure

KEPT = "statestat-all"


def elements(pdf: Pdf) -> Iterator[Object]:
    """Every element of structure."""
    todo: list[Any] = [pdf.Root.StructTreeRoot.K]
    while todo:
        one = todo.pop()
        if isinstance(one, Array):
            todo += list(one)
        elif isinstance(one, Dictionary) and "/S" in one:
            yield one
            if "/K" in one:
                todo.append(one.K)


def rename(pdf: Pdf, was: str, becomes: str) -> None:
    found = [one for one in elements(pdf) if was == one.S]
    assert found
    for one in found:
        one.S = Name(becomes)


def no_alternative(pdf: Pdf) -> None:
    for one in elements(pdf):
        if one.S == "/Figure":
            del one.Alt


def no_language(pdf: Pdf) -> None:
    del pdf.Root.Lang


def title_hidden(pdf: Pdf) -> None:
    pdf.Root.ViewerPreferences.DisplayDocTitle = False


def untagged_words(pdf: Pdf) -> None:
    page = pdf.pages[0]
    page.contents_add(pdf.make_stream(b"q 1 0 0 RG 10 10 m 90 90 l S Q"))


def no_metadata(pdf: Pdf) -> None:
    del pdf.Root.Metadata


def heading_skipped(pdf: Pdf) -> None:
    rename(pdf, "/H2", "/H4")


def items_are_paragraphs(pdf: Pdf) -> None:
    rename(pdf, "/LI", "/P")


def no_tab_order(pdf: Pdf) -> None:
    for page in pdf.pages:
        del page.obj.Tabs


def cells_of_no_header(pdf: Pdf) -> None:
    rename(pdf, "/TH", "/TD")


def headings_are_paragraphs(pdf: Pdf) -> None:
    rename(pdf, "/H1", "/P")
    rename(pdf, "/H2", "/P")


def alternative_is_a_name(pdf: Pdf) -> None:
    for one in elements(pdf):
        if one.S == "/Figure":
            one.Alt = pikepdf.String("image.png")


def table_is_a_part(pdf: Pdf) -> None:
    rename(pdf, "/Table", "/Sect")


def link_is_a_span(pdf: Pdf) -> None:
    for page in pdf.pages:
        if "/Annots" in page.obj:
            del page.obj.Annots


@pytest.mark.parametrize("profile", PROFILES)
def test_verapdf_finds_nothing(papers: Papers, profile: str) -> None:
    files = papers.all(".pdf")
    assert len(files) > 20
    found = broken_rules(files, profile)
    assert len(found) == len(files)
    assert {path.name: rules for path, rules in found.items() if rules} == {}


def test_outloud_finds_nothing(papers: Papers) -> None:
    files = [path for path in papers.all(".pdf") if not path.name.startswith("hostile")]
    found = heard(files)
    assert len(found) == len(files)
    assert {path.name: told for path, told in found.items() if told} == {}


@pytest.mark.parametrize(
    "damage",
    [
        no_alternative,
        no_language,
        title_hidden,
        untagged_words,
        no_metadata,
        heading_skipped,
        items_are_paragraphs,
        no_tab_order,
    ],
)
def test_what_is_damaged_is_caught_by_both(
    papers: Papers, tmp_path: Path, damage: Callable[[Pdf], None]
) -> None:
    broken = damaged(papers.folder / "hostile-0.pdf", tmp_path / "broken.pdf", damage)
    assert broken_rules([broken], "PDFUA-1")[broken]
    assert heard([broken])[broken]


def test_the_tags_of_every_charter_are_those_of_its_blocks(papers: Papers) -> None:
    for name, document in papers.documents.items():
        for form in ("pdf", "docx"):
            found = read(form, (papers.folder / f"{name}.{form}").read_bytes())
            assert structure(found) == structure(expected(document)), (name, form)


@pytest.mark.parametrize(
    ("damage", "validators"),
    [
        (cells_of_no_header, False),
        (headings_are_paragraphs, False),
        (alternative_is_a_name, None),
        (table_is_a_part, None),
        (link_is_a_span, None),
    ],
)
def test_what_no_validator_knows_is_caught_by_reading_the_tags(
    papers: Papers, tmp_path: Path, damage: Callable[[Pdf], None], validators: bool | None
) -> None:
    whole = papers.folder / "hostile-0.pdf"
    document = papers.documents["hostile-0"]
    broken = damaged(whole, tmp_path / "broken.pdf", damage)
    assert structure(read("pdf", whole.read_bytes())) == structure(expected(document))
    assert structure(read("pdf", broken.read_bytes())) != structure(expected(document))
    if validators is not None:
        assert bool(broken_rules([broken], "PDFUA-1")[broken]) is validators


def test_what_figures_show_is_said_in_sentences(papers: Papers) -> None:
    told = [
        figure
        for path in papers.all(".pdf")
        if not path.name.startswith("hostile")
        for figure in read("pdf", path.read_bytes()).figures
    ]
    assert len(told) > 5
    assert all(re.fullmatch(r"[A-Z].{20,}\.", each, re.DOTALL) for each in told)


def test_every_font_is_in_the_file(papers: Papers) -> None:
    for path in papers.all(".pdf"):
        with pikepdf.open(path) as pdf:
            fonts = [one for one in pdf.objects if isinstance(one, Dictionary)]
            described = [one for one in fonts if one.get("/Type") == "/FontDescriptor"]
            assert described
            assert all({"/FontFile2", "/FontFile3"} & set(one.keys()) for one in described)


def test_office_files_open_without_repair(papers: Papers, tmp_path: Path) -> None:
    files = [*papers.all(".docx"), *papers.all(".xlsx")]
    assert len(files) > 20
    assert {name: told for name, told in audited(files, tmp_path).items() if told} == {}


@pytest.mark.parametrize(
    ("name", "part", "old", "new"),
    [
        (f"{KEPT}.docx", "word/document.xml", "<w:tblGrid>", "<w:tblGrid/><w:tblNonsense>"),
        (f"{KEPT}.docx", "word/document.xml", "<w:tblBorders>", "<w:tblLook/><w:tblBorders>"),
        ("statestat-calendar.xlsx", "xl/worksheets/sheet1.xml", "<pane ", "<pain "),
    ],
)
def test_an_office_file_that_breaks_the_schema_is_caught(
    papers: Papers, tmp_path: Path, name: str, part: str, old: str, new: str
) -> None:
    broken = rewritten(papers.folder / name, tmp_path / name, part, old, new)
    assert audited([broken], tmp_path)[name]


def test_word_files_reach_assistive_technology(papers: Papers, tmp_path: Path) -> None:
    made = by_office(papers.all("-all.docx"), tmp_path)
    assert len(made) > 9
    found = broken_rules(made, "PDFUA-1")
    assert {path.name: rules for path, rules in found.items() if rules} == {}


def test_a_word_file_without_alternatives_is_caught_on_that_way(
    papers: Papers, tmp_path: Path
) -> None:
    whole = papers.folder / "hostile-0.docx"
    part = "word/document.xml"
    half = rewritten(whole, tmp_path / "half.docx", part, ' descr="', ' other="')
    spoiled = rewritten(half, tmp_path / "spoiled.docx", part, ' title="', ' name2="')
    (made,) = by_office([spoiled], tmp_path)
    assert broken_rules([made], "PDFUA-1")[made]
