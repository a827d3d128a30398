"""A Word file is what a checker of accessibility asks for; a spoiled one is found out."""

import io
import re
import zipfile
from collections.abc import Iterator
from itertools import pairwise
from xml.etree import ElementTree as ET

import pytest

from statplan.documents import render_document
from tests.support.document_reader import W
from tests.support.sample_document import document

CORE = "{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}"
DC = "{http://purl.org/dc/elements/1.1/}"
DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
BODY, CORES, STYLES = "word/document.xml", "docProps/core.xml", "word/styles.xml"
FAKE = b"<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>x</w:t></w:r></w:p>"
DATA = render_document(document(), "docx")


def parts(data: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def style(paragraph: ET.Element) -> str:
    found = paragraph.find(f"{W}pPr/{W}pStyle")
    return found.get(f"{W}val", "") if found is not None else ""


def text(element: ET.Element) -> str:
    return "".join(each.text or "" for each in element.iter(f"{W}t"))


def faults(files: dict[str, bytes]) -> set[str]:
    """What is wrong with a file, in a word each."""
    body = ET.fromstring(files[BODY])[0]  # noqa: S314 - our own
    core = ET.fromstring(files[CORES])  # noqa: S314
    styles = ET.fromstring(files[STYLES])  # noqa: S314
    tables = list(body.iter(f"{W}tbl"))
    return {
        *_properties(core, styles),
        *_paragraphs(list(body)),
        *(fault for each in tables for fault in _table(each)),
        *_pictures(body),
        *_leftovers(files),
    }


def _properties(core: ET.Element, styles: ET.Element) -> Iterator[str]:
    if not core.findtext(f"{DC}title"):
        yield "title"
    if core.findtext(f"{DC}language") != "en-US":
        yield "language"
    if core.findtext(f"{DC}creator") != core.findtext(f"{CORE}lastModifiedBy"):
        yield "author"
    if {each.get(f"{W}val") for each in styles.iter(f"{W}lang")} != {"en-US"}:
        yield "language of the text"


def _paragraphs(body: list[ET.Element]) -> Iterator[str]:
    paragraphs = [each for each in body if each.tag == f"{W}p"]
    levels = [int(style(each)[-1]) for each in paragraphs if style(each).startswith("Heading")]
    if any(after - before > 1 for before, after in pairwise([0, *levels])):
        yield "heading order"
    if style(paragraphs[0]) != "Title":
        yield "no title"
    last = paragraphs[-1]
    for each in paragraphs:
        bare = not text(each) and next(each.iter(f"{DRAWN}inline"), None) is None
        if bare and not (each is last and body[body.index(each) - 1].tag == f"{W}tbl"):
            yield "blank paragraph"
        if re.match(r"[\u2022*-] |[0-9]+[.)] ", text(each)):
            yield "fake list"
        runs = list(each.iter(f"{W}r"))
        bold = [each.find(f"{W}rPr/{W}b") is not None for each in runs]
        if not style(each) and bold and all(bold):
            yield "fake heading"


def _table(table: ET.Element) -> Iterator[str]:
    rows = table.findall(f"{W}tr")
    if rows[0].find(f"{W}trPr/{W}tblHeader") is None:
        yield "header row"
    if any(row.find(f"{W}trPr/{W}cantSplit") is None for row in rows):
        yield "row may split"
    if not {f"{W}tblCaption", f"{W}tblDescription"} <= {each.tag for each in table.iter()}:
        yield "table description"
    if any(each.tag in {f"{W}gridSpan", f"{W}vMerge"} for each in table.iter()):
        yield "merged cells"
    columns = {len(row.findall(f"{W}tc")) for row in rows}
    if columns != {len(table.findall(f"{W}tblGrid/{W}gridCol"))}:
        yield "grid of columns"
    if len(list(table.iter(f"{W}tbl"))) > 1:
        yield "table in a table"


def _pictures(body: ET.Element) -> Iterator[str]:
    if any(not each.get("descr") for each in body.iter(f"{DRAWN}docPr")):
        yield "alternative text"
    if list(body.iter(f"{DRAWN}anchor")):
        yield "floating picture"


def _leftovers(files: dict[str, bytes]) -> Iterator[str]:
    whole = b"".join(files.values())
    if re.search(rb"w:(ins|del|comment|documentProtection)\b", files[BODY]):
        yield "tracked change"
    if re.search(rb"python-docx|Macintosh|stylesWithEffects|thumbnail", whole):
        yield "left by the library"


def test_a_word_file_has_no_fault() -> None:
    assert faults(parts(DATA)) == set()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("part", "was", "becomes", "fault"),
    [
        (CORES, b"<dc:title>Plain words", b"<dc:title>", "title"),
        (CORES, b">en-US<", b"><", "language"),
        (CORES, b"<dc:creator>Plain", b"<dc:creator>python-docx", "author"),
        (STYLES, b'w:val="en-US"', b'w:val="fr-FR"', "language of the text"),
        (BODY, b'"Heading2"', b'"Heading4"', "heading order"),
        (BODY, b'"Title"', b'"Subtitle"', "no title"),
        (BODY, b"<w:p><w:pPr>", b"<w:p/><w:p><w:pPr>", "blank paragraph"),
        (BODY, b"<w:t>Plain words", b"<w:t>1. Plain words", "fake list"),
        (BODY, b"<w:p><w:pPr>", FAKE + b"<w:p><w:pPr>", "fake heading"),
        (BODY, b"<w:tblHeader/>", b"", "header row"),
        (BODY, b"<w:cantSplit/>", b"", "row may split"),
        (BODY, b"w:tblDescription", b"w:tblOverlap", "table description"),
        (BODY, b"<w:gridCol ", b"<w:other ", "grid of columns"),
        (BODY, b"<w:shd w:val", b'<w:gridSpan w:val="2"/><w:shd w:val', "merged cells"),
        (BODY, b' descr="', b' other="', "alternative text"),
        (BODY, b"wp:inline", b"wp:anchor", "floating picture"),
        (BODY, b"<w:r>", b"<w:ins/><w:r>", "tracked change"),
        (CORES, b"</cp:core", b"<!--python-docx--></cp:core", "left by the library"),
    ],
)
def test_a_spoiled_file_is_found_out(part: str, was: bytes, becomes: bytes, fault: str) -> None:
    files = parts(DATA)
    assert was in files[part]
    files[part] = files[part].replace(was, becomes, 1 if fault == "header row" else -1)
    assert fault in faults(files)


def test_each_ordered_list_begins_with_one() -> None:
    files = parts(DATA)
    body = ET.fromstring(files[BODY])  # noqa: S314 - our own
    lists = [each.get(f"{W}val") for each in body.iter(f"{W}numId")]
    assert len(set(lists)) == 2
    numbering = ET.fromstring(files["word/numbering.xml"])  # noqa: S314
    begun = {
        each.get(f"{W}numId")
        for each in numbering.iter(f"{W}num")
        if each.find(f"{W}lvlOverride/{W}startOverride") is not None
    }
    assert set(lists) <= begun


def test_the_package_tells_no_moment_but_the_plans() -> None:
    with zipfile.ZipFile(io.BytesIO(DATA)) as package:
        assert {each.date_time for each in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert parts(DATA)[CORES].count(b"2026-11-02T00:00:00Z") == 2


def test_a_signature_table_stays_on_one_page() -> None:
    body = ET.fromstring(parts(DATA)[BODY])[0]  # noqa: S314 - our own
    *_, signed = body.iter(f"{W}tbl")
    *kept, _ = signed.findall(f"{W}tr")
    assert all(
        cell.find(f"{W}p/{W}pPr/{W}keepNext") is not None
        for row in kept
        for cell in row.iter(f"{W}tc")
    )
