"""Word: real styles, marked header rows, described pictures, and the same bytes each time."""

import io
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, assert_never

from statplan.documents import typesetting, word
from statplan.documents.blocks import (
    Block,
    Bullets,
    Document,
    Facts,
    Figure,
    Heading,
    Note,
    Numbered,
    Paragraph,
    Signatures,
    Spans,
    Strong,
    Table,
)
from statplan.documents.columns import is_short, shares, term_width
from statplan.documents.runs import add_spans
from statplan.documents.styles import ACCENT
from statplan.documents.word import element

SUFFIX = ".docx"
MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

_AIR = 6  # points after a list or a table
_SIGNED = 720  # twips of height for a signature


def write(document: Document) -> bytes:
    """Write the document as a Word file.

    Raises:
        MissingLibraryError: a library is not installed.
    """
    made = word.empty(document)
    term = round(term_width(document.blocks) * 20)
    _Writer(made, word.width(document), term).whole(document)
    return word.package(made)


@dataclass(frozen=True, slots=True)
class _Writer:
    """Adds blocks to a Word file; the text is `width` twips wide, the terms of facts `term`."""

    made: Any
    width: int
    term: int

    def whole(self, document: Document) -> None:
        """Write the title and every block."""
        self._paragraph("Title", (document.title,))
        if document.subtitle:
            self._paragraph("Subtitle", (document.subtitle,))
        before: Block | None = None
        for block, follower in pairwise((*document.blocks, None)):
            if block is None:
                continue
            leads = isinstance(follower, Bullets | Numbered | Table | Figure)
            made = self._block(block, leads=leads)
            if isinstance(before, Table | Signatures) and isinstance(block, Paragraph | Note):
                _space(made, before=_AIR)
            before = block
        if isinstance(before, Table | Signatures):
            _space(self._paragraph("Table Text", ()), line=1)  # a body may not end with a table

    def _block(self, block: Block, *, leads: bool) -> Any:  # noqa: ANN401, PLR0911
        match block:
            case Heading():
                made = self._paragraph(f"Heading {block.level - 1}", (block.text,))
                made.paragraph_format.page_break_before = block.new_page or None
                return made
            case Paragraph():
                made = self._paragraph("Normal", block.spans)
                made.paragraph_format.keep_with_next = leads or None
                return made
            case Note():
                return self._paragraph("Remark", block.spans)
            case Bullets():
                return self._last(self._items("List Bullet", block))
            case Numbered():
                return self._numbered(block)
            case Facts():
                return self._facts(block)
            case Table():
                return self._table(block)
            case Signatures():
                return self._signatures(block)
            case Figure():
                return self._figure(block)
            case _:
                assert_never(block)

    def _paragraph(self, style: str, spans: Spans) -> Any:  # noqa: ANN401
        """A paragraph at the end; its style by id: the library is slow to find one by name."""
        paragraph = self.made.add_paragraph()
        if style != "Normal":
            paragraph._p.style = style.replace(" ", "")  # noqa: SLF001
        add_spans(paragraph, spans)
        return paragraph

    def _items(self, style: str, block: Bullets | Numbered) -> list[Any]:
        made = [self._paragraph(style, item) for item in block.items]
        whole = is_short(block)
        for each in made[:-1]:
            each.paragraph_format.keep_with_next = whole or None
        return made

    def _numbered(self, block: Numbered) -> Any:  # noqa: ANN401
        """Number from one: each list is a list of its own."""
        numbering = self.made.part.numbering_part.element
        style = self.made.styles["List Number"].element.pPr.numPr.numId.val
        abstract = numbering.num_having_numId(style).abstractNumId.val
        own = numbering.add_num(abstract)
        own.add_lvlOverride(ilvl=0).add_startOverride(1)
        made = self._items("List Number", block)
        for each in made:
            numbered = each._p.get_or_add_pPr().get_or_add_numPr()  # noqa: SLF001
            numbered.get_or_add_ilvl().val, numbered.get_or_add_numId().val = 0, own.numId
        return self._last(made)

    def _facts(self, block: Facts) -> Any:  # noqa: ANN401
        made = [self._paragraph("Facts", (Strong(term), "\t", *said)) for term, said in block.items]
        for each in made:
            properties = each._p.get_or_add_pPr()  # noqa: SLF001
            properties._insert_tabs(element("tabs", element("tab", val="left", pos=self.term)))  # noqa: SLF001
            properties._insert_ind(element("ind", left=self.term, hanging=self.term))  # noqa: SLF001
        return self._last(made)

    def _last(self, made: list[Any]) -> Any:  # noqa: ANN401
        """The last of some paragraphs, with air after it."""
        if made:
            _space(made[-1], after=_AIR)
        return made[-1] if made else None

    def _table(self, block: Table) -> None:
        self._grid(block, block.rows, whole=is_short(block))

    def _signatures(self, block: Signatures) -> None:
        rows: list[tuple[Spans, ...]] = [((office,), (), ()) for office in block.offices]
        self._grid(block, rows, whole=True, tall=True)

    def _grid(
        self,
        block: Table | Signatures,
        rows: Iterable[tuple[Spans, ...]],
        *,
        whole: bool,
        tall: bool = False,
    ) -> None:
        self._paragraph("Caption", (block.caption,))
        widths = [round(share * self.width) for share in shares(block)]
        table = element("tbl", _table_properties(block, sum(widths)))
        table.append(element("tblGrid", *(element("gridCol", w=each) for each in widths)))
        heads = tuple((Strong(each),) for each in block.header)
        every = [heads, *rows]
        for number, cells in enumerate(every):
            keeps = number == 0 or (whole and number < len(every) - 1)
            row = self._row(cells, widths, keeps=keeps, head=number == 0)
            if tall and number:
                row.trPr.append(element("trHeight", val=_SIGNED, hRule="atLeast"))
                for cell in row.tc_lst:
                    cell.tcPr.append(element("vAlign", val="bottom"))
            table.append(row)
        body = self.made.element.body
        body.insert(len(body) - 1, table)

    def _row(self, cells: tuple[Spans, ...], widths: list[int], *, keeps: bool, head: bool) -> Any:  # noqa: ANN401
        properties = element("trPr", element("cantSplit"))
        if head:
            properties.append(element("tblHeader"))
        row = element("tr", properties)
        for cell, width in zip(cells, widths, strict=True):
            shading = [element("shd", val="clear", color="auto", fill="EEF1F5")] if head else []
            paragraph = self._paragraph("Table Text", cell)
            paragraph.paragraph_format.keep_with_next = keeps or None
            within = element("tcPr", element("tcW", w=width, type="dxa"), *shading)
            row.append(element("tc", within, paragraph._p))  # noqa: SLF001
        return row

    def _figure(self, block: Figure) -> Any:  # noqa: ANN401
        self._paragraph("Caption", (block.caption,))
        from docx.shared import Pt

        paragraph = self.made.add_paragraph()
        points = min(block.drawing.width, self.width / 20)
        picture = paragraph.add_run().add_picture(
            io.BytesIO(typesetting.png(block.drawing)), Pt(points)
        )
        named = picture._inline.docPr  # noqa: SLF001
        named.set("descr", block.alt)
        named.set("title", block.caption)
        return paragraph


def _table_properties(block: Table | Signatures, width: int) -> Any:  # noqa: ANN401
    """What a table is, in the order of the schema."""
    rule: dict[str, str | int] = {"val": "single", "color": "B9BFC7", "sz": 4, "space": 0}
    thick = rule | {"color": ACCENT, "sz": 8}
    described = f"{block.caption}. Columns: {', '.join(block.header)}."
    return element(
        "tblPr",
        element("tblW", w=width, type="dxa"),
        element(
            "tblBorders",
            element("top", **thick),
            element("bottom", **rule),
            element("insideH", **rule),
        ),
        element("tblLayout", type="fixed"),
        element(
            "tblCellMar",
            element("left", w=70, type="dxa"),
            element("right", w=70, type="dxa"),
        ),
        element("tblLook", val="0020", firstRow=1, lastRow=0, firstColumn=0, noHBand=1, noVBand=1),
        element("tblCaption", val=block.caption),
        element("tblDescription", val=described),
    )


def _space(
    paragraph: Any,  # noqa: ANN401
    *,
    before: int | None = None,
    after: int | None = None,
    line: int | None = None,
) -> None:
    """Set the points before, after and of the lines of a paragraph."""
    from docx.shared import Pt

    form = paragraph.paragraph_format
    for name, points in (("space_before", before), ("space_after", after), ("line_spacing", line)):
        if points is not None:
            setattr(form, name, Pt(points))
