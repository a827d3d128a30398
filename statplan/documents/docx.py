"""Word: real styles, marked header rows, pictures with alternative texts, the same bytes."""

import io
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, assert_never

from statplan.documents import docx_package, typst_source
from statplan.documents.blocks import (
    Block,
    BulletList,
    Document,
    Facts,
    Figure,
    Heading,
    Link,
    Note,
    NumberedList,
    Paragraph,
    Signatures,
    Span,
    Spans,
    Strong,
    Table,
)
from statplan.documents.column_widths import compute_column_shares, compute_term_width, is_short
from statplan.documents.docx_package import ACCENT, build_element

SUFFIX = ".docx"
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
_HYPERLINK_TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"
_AIR = 6  # points after a list or a table
_SIGNATURE_HEIGHT = 720  # twips of height for a signature


def write(document: Document) -> bytes:
    """Write the document as a Word file.

    Raises:
        MissingLibraryError: a library is not installed.
    """
    docx_file = docx_package.create_docx_file(document)
    text_width = docx_package.compute_text_width(document)
    term_width = round(compute_term_width(document.blocks) * 20)
    _DocxWriter(docx_file, text_width, term_width).write_document(document)
    return docx_package.dump_package(docx_file)


@dataclass(frozen=True, slots=True)
class _DocxWriter:
    """A writer of blocks to a Word file; the widths of text and of terms are in twips."""

    docx_file: Any
    text_width: int
    term_width: int

    def write_document(self, document: Document) -> None:
        """Write the title and every block."""
        self._add_paragraph("Title", (document.title,))
        if document.subtitle:
            self._add_paragraph("Subtitle", (document.subtitle,))
        previous: Block | None = None
        for block, follower in pairwise((*document.blocks, None)):
            if block is None:
                continue
            leads = isinstance(follower, BulletList | NumberedList | Table | Figure)
            paragraph = self._write_block(block, leads=leads)
            if isinstance(previous, Table | Signatures) and isinstance(block, Paragraph | Note):
                _set_spacing(paragraph, before=_AIR)
            previous = block
        if isinstance(previous, Table | Signatures):
            # The body of a file may not end with a table.
            _set_spacing(self._add_paragraph("Table Text", ()), line=1)

    def _write_block(self, block: Block, *, leads: bool) -> Any:  # noqa: ANN401, PLR0911
        match block:
            case Heading():
                paragraph = self._add_paragraph(f"Heading {block.level - 1}", (block.text,))
                paragraph.paragraph_format.page_break_before = block.new_page or None
                return paragraph
            case Paragraph():
                paragraph = self._add_paragraph("Normal", block.spans)
                paragraph.paragraph_format.keep_with_next = leads or None
                return paragraph
            case Note():
                return self._add_paragraph("Remark", block.spans)
            case BulletList():
                return self._add_space_after(self._add_items("List Bullet", block))
            case NumberedList():
                return self._write_numbered_list(block)
            case Facts():
                return self._write_facts(block)
            case Table():
                return self._write_table(block)
            case Signatures():
                return self._write_signatures(block)
            case Figure():
                return self._write_figure(block)
            case _:
                assert_never(block)

    def _add_paragraph(self, style: str, spans: Spans) -> Any:  # noqa: ANN401
        """Add a paragraph at the end, its style by id: the library is slow to find one by name."""
        paragraph = self.docx_file.add_paragraph()
        if style != "Normal":
            paragraph._p.style = style.replace(" ", "")  # noqa: SLF001
        _add_spans(paragraph, spans)
        return paragraph

    def _add_items(self, style: str, block: BulletList | NumberedList) -> list[Any]:
        paragraphs = [self._add_paragraph(style, spans) for spans in block.items]
        keep_together = is_short(block)
        for paragraph in paragraphs[:-1]:
            paragraph.paragraph_format.keep_with_next = keep_together or None
        return paragraphs

    def _write_numbered_list(self, block: NumberedList) -> Any:  # noqa: ANN401
        """Write a list that begins with 1, by a numbering of its own."""
        numbering = self.docx_file.part.numbering_part.element
        style = self.docx_file.styles["List Number"].element.pPr.numPr.numId.val
        abstract = numbering.num_having_numId(style).abstractNumId.val
        own_numbering = numbering.add_num(abstract)
        own_numbering.add_lvlOverride(ilvl=0).add_startOverride(1)
        paragraphs = self._add_items("List Number", block)
        for paragraph in paragraphs:
            number_properties = paragraph._p.get_or_add_pPr().get_or_add_numPr()  # noqa: SLF001
            number_properties.get_or_add_ilvl().val = 0
            number_properties.get_or_add_numId().val = own_numbering.numId
        return self._add_space_after(paragraphs)

    def _write_facts(self, block: Facts) -> Any:  # noqa: ANN401
        paragraphs = [
            self._add_paragraph("Facts", (Strong(term), "\t", *spans))
            for term, spans in block.items
        ]
        for paragraph in paragraphs:
            properties = paragraph._p.get_or_add_pPr()  # noqa: SLF001
            tab = build_element("tab", val="left", pos=self.term_width)
            properties._insert_tabs(build_element("tabs", tab))  # noqa: SLF001
            indent = build_element("ind", left=self.term_width, hanging=self.term_width)
            properties._insert_ind(indent)  # noqa: SLF001
        return self._add_space_after(paragraphs)

    def _add_space_after(self, paragraphs: list[Any]) -> Any:  # noqa: ANN401
        """Return the last of some paragraphs, with space added after it."""
        if paragraphs:
            _set_spacing(paragraphs[-1], after=_AIR)
        return paragraphs[-1] if paragraphs else None

    def _write_table(self, block: Table) -> None:
        self._write_grid(block, block.rows, keep_together=is_short(block))

    def _write_signatures(self, block: Signatures) -> None:
        rows: list[tuple[Spans, ...]] = [((office,), (), ()) for office in block.offices]
        self._write_grid(block, rows, keep_together=True, tall=True)

    def _write_grid(
        self,
        block: Table | Signatures,
        rows: Iterable[tuple[Spans, ...]],
        *,
        keep_together: bool,
        tall: bool = False,
    ) -> None:
        self._add_paragraph("Caption", (block.caption,))
        widths = [round(share * self.text_width) for share in compute_column_shares(block)]
        table = build_element("tbl", _build_table_properties(block, sum(widths)))
        table.append(
            build_element("tblGrid", *(build_element("gridCol", w=width) for width in widths))
        )
        header_row = tuple((Strong(title),) for title in block.header)
        all_rows = [header_row, *rows]
        for number, cells in enumerate(all_rows):
            keeps = number == 0 or (keep_together and number < len(all_rows) - 1)
            row = self._build_row(cells, widths, keeps=keeps, is_header=number == 0)
            if tall and number:
                row.trPr.append(build_element("trHeight", val=_SIGNATURE_HEIGHT, hRule="atLeast"))
                for cell in row.tc_lst:
                    cell.tcPr.append(build_element("vAlign", val="bottom"))
            table.append(row)
        body = self.docx_file.element.body
        body.insert(len(body) - 1, table)

    def _build_row(
        self, cells: tuple[Spans, ...], widths: list[int], *, keeps: bool, is_header: bool
    ) -> Any:  # noqa: ANN401
        properties = build_element("trPr", build_element("cantSplit"))
        if is_header:
            properties.append(build_element("tblHeader"))
        row = build_element("tr", properties)
        for cell, width in zip(cells, widths, strict=True):
            shading = (
                [build_element("shd", val="clear", color="auto", fill="EEF1F5")]
                if is_header
                else []
            )
            paragraph = self._add_paragraph("Table Text", cell)
            paragraph.paragraph_format.keep_with_next = keeps or None
            cell_properties = build_element(
                "tcPr", build_element("tcW", w=width, type="dxa"), *shading
            )
            row.append(build_element("tc", cell_properties, paragraph._p))  # noqa: SLF001
        return row

    def _write_figure(self, block: Figure) -> Any:  # noqa: ANN401
        from docx.shared import Pt

        self._add_paragraph("Caption", (block.caption,))
        paragraph = self.docx_file.add_paragraph()
        points = min(block.drawing.width, self.text_width / 20)
        picture = paragraph.add_run().add_picture(
            io.BytesIO(typst_source.render_png(block.drawing)), Pt(points)
        )
        picture_properties = picture._inline.docPr  # noqa: SLF001
        picture_properties.set("descr", block.alt)
        picture_properties.set("title", block.caption)
        return paragraph


def _build_table_properties(block: Table | Signatures, width: int) -> Any:  # noqa: ANN401
    """Build the properties of a table, in the order of the schema."""
    rule: dict[str, str | int] = {"val": "single", "color": "B9BFC7", "sz": 4, "space": 0}
    thick = rule | {"color": ACCENT, "sz": 8}
    description = f"{block.caption}. Columns: {', '.join(block.header)}."
    return build_element(
        "tblPr",
        build_element("tblW", w=width, type="dxa"),
        build_element(
            "tblBorders",
            build_element("top", **thick),
            build_element("bottom", **rule),
            build_element("insideH", **rule),
        ),
        build_element("tblLayout", type="fixed"),
        build_element(
            "tblCellMar",
            build_element("left", w=70, type="dxa"),
            build_element("right", w=70, type="dxa"),
        ),
        build_element(
            "tblLook", val="0020", firstRow=1, lastRow=0, firstColumn=0, noHBand=1, noVBand=1
        ),
        build_element("tblCaption", val=block.caption),
        build_element("tblDescription", val=description),
    )


def _set_spacing(
    paragraph: Any,  # noqa: ANN401
    *,
    before: int | None = None,
    after: int | None = None,
    line: int | None = None,
) -> None:
    """Set the space before and after a paragraph, and the height of its lines, in points."""
    from docx.shared import Pt

    paragraph_format = paragraph.paragraph_format
    for name, points in (("space_before", before), ("space_after", after), ("line_spacing", line)):
        if points is not None:
            setattr(paragraph_format, name, Pt(points))


def _add_spans(paragraph: Any, spans: Spans) -> None:  # noqa: ANN401 - the library's paragraph
    """Add spans to a paragraph; markup in them is plain text."""
    for span in spans:
        _add_span(paragraph, span)


def _add_span(paragraph: Any, span: Span) -> None:  # noqa: ANN401
    match span:
        case str():
            paragraph.add_run(span)
        case Strong():
            _add_styled_run(paragraph, span.text, "Strong")
        case Link():
            _add_link(paragraph, span)
        case _:
            assert_never(span)


def _add_styled_run(paragraph: Any, text: str, style: str) -> Any:  # noqa: ANN401
    """Add a run with a style by its id, which the library is slow to look up."""
    run = paragraph.add_run(text)
    run._r.style = style  # noqa: SLF001
    return run


def _add_link(paragraph: Any, link: Link) -> None:  # noqa: ANN401
    from docx.oxml.ns import qn

    run = _add_styled_run(paragraph, link.text, "Hyperlink")
    hyperlink = build_element("hyperlink", run._r)  # noqa: SLF001 - links have no other way
    hyperlink.set(
        qn("r:id"), paragraph.part.relate_to(link.target, _HYPERLINK_TYPE, is_external=True)
    )
    paragraph._p.append(hyperlink)  # noqa: SLF001
