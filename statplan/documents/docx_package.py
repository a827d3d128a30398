"""The parts of a Word file besides its text: properties, paper, styles, the package."""

import io
import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from typing import Any

from statplan.documents.blocks import Document
from statplan.errors import MissingLibraryError

_FONT = "Arial"  # everybody has it; Public Sans would be replaced by another font
INK, ACCENT, QUIET = "1B1B1B", "1B3A63", "4A5058"
# Name, the style that it is based on, points, color, bold, points before and after.
_STYLES = (
    ("Normal", "", 10, INK, False, 0, 5),
    ("Title", "", 20, ACCENT, True, 0, 2),
    ("Subtitle", "", 12, QUIET, False, 0, 6),
    ("Heading 1", "", 12.5, ACCENT, True, 13, 4),
    ("Heading 2", "", 10.5, INK, True, 9, 3),
    ("Caption", "", 9, INK, True, 6, 3),
    ("List Bullet", "", 10, INK, False, 0, 2),
    ("List Number", "", 10, INK, False, 0, 2),
    ("Footer", "", 8, QUIET, False, 0, 0),
    ("Remark", "Normal", 9, QUIET, False, 0, 6),
    ("Facts", "Normal", 10, INK, False, 0, 2),
    ("Table Text", "Normal", 9, INK, False, 1, 1),
)
_HYPERLINK = (
    '<w:style xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'w:type="character" w:styleId="Hyperlink"><w:name w:val="Hyperlink"/><w:uiPriority w:val="99"/>'
    '<w:unhideWhenUsed/><w:rPr><w:color w:val="0B4F9C"/><w:u w:val="single"/></w:rPr></w:style>'
)
_TWIPS = 1440  # to the inch
_SIDES = 0.9  # inches beside the text
_SIZES = {"letter": (8.5, 11.0), "a4": (8.27, 11.69)}
_STALE = ("stylesWithEffects", "thumbnail", "customXml")
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the earliest time that a ZIP file can hold
_UNDATED = date(2000, 1, 1)
_APPLICATION = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    b"<Application>statplan</Application></Properties>"
)


def create_docx_file(document: Document) -> Any:  # noqa: ANN401 - the library's document
    """Create a file with our styles, and the document's paper, properties, and footer."""
    docx_file = _load_library().Document()
    _set_styles(docx_file, document.language)
    _set_properties(docx_file.core_properties, document)
    _set_paper(docx_file.sections[0], document)
    _add_footer(docx_file, document.title)
    return docx_file


def compute_text_width(document: Document) -> int:
    """Compute how wide the text is, in twips."""
    width = max(_SIZES[document.paper]) if document.landscape else min(_SIZES[document.paper])
    return round((width - 2 * _SIDES) * _TWIPS)


def build_element(tag: str, /, *children: Any, **attributes: str | int) -> Any:  # noqa: ANN401
    """Build an element of WordprocessingML with its children and attributes."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    new_element = OxmlElement(f"w:{tag}")
    for name, content in attributes.items():
        new_element.set(qn(f"w:{name}"), str(content))
    new_element.extend(children)
    return new_element


def dump_package(docx_file: Any) -> bytes:  # noqa: ANN401 - the library's document
    """Return the bytes of a file, without times and leftovers of the library's template."""
    _drop_stale(docx_file.part)
    _drop_stale(docx_file.part.package)
    stream = io.BytesIO()
    docx_file.save(stream)
    repacked = io.BytesIO()
    with zipfile.ZipFile(stream) as saved, zipfile.ZipFile(repacked, "w") as written:
        for info in sorted(saved.infolist(), key=lambda zip_info: zip_info.filename):
            entry = zipfile.ZipInfo(info.filename, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            written.writestr(entry, saved.read(info))
    return repacked.getvalue()


def _load_library() -> Any:  # noqa: ANN401 - a module
    """Load the library that writes Word files.

    Raises:
        MissingLibraryError: it is not installed.
    """
    try:
        import docx
    except ImportError:
        raise MissingLibraryError("a Word file", "docx") from None
    return docx


def _set_styles(docx_file: Any, language: str) -> None:  # noqa: ANN401 - the library's document
    """Give a file its styles and its language, a BCP 47 tag."""
    from docx.enum.style import WD_STYLE_TYPE
    from docx.oxml import parse_xml
    from docx.shared import Pt, RGBColor

    styles = docx_file.styles
    for name, base, points, color, bold, before, after in _STYLES:
        if base:
            styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH).base_style = styles[base]
        style = styles[name]
        properties = style.element.get_or_add_rPr()
        for setting in list(properties):
            properties.remove(setting)
        style.font.name, style.font.size, style.font.bold = _FONT, Pt(points), bold
        properties.rFonts.set(_expand_tag("eastAsia"), _FONT)
        properties.rFonts.set(_expand_tag("cs"), _FONT)
        style.font.color.rgb = RGBColor.from_string(color)
        spacing = style.paragraph_format
        spacing.space_before, spacing.space_after = Pt(before), Pt(after)
        spacing.widow_control = True
    styles["Normal"].paragraph_format.line_spacing = 1.12
    for name in ("Title", "Caption"):
        styles[name].paragraph_format.keep_with_next = True
    for name, left_over in (("Title", "pBdr"), ("Footer", "tabs")):
        properties = styles[name].element.pPr
        for setting in list(properties.iterchildren(_expand_tag(left_over))):
            properties.remove(setting)
    for language_element in styles.element.iter(_expand_tag("lang")):
        language_element.set(_expand_tag("val"), language)
    styles.element.append(parse_xml(_HYPERLINK))


def _expand_tag(name: str) -> str:
    """Return the full name of an element or attribute of WordprocessingML."""
    from docx.oxml.ns import qn

    full: str = qn(f"w:{name}")
    return full


def _set_properties(core: Any, document: Document) -> None:  # noqa: ANN401
    """Set the properties, which would otherwise name the library."""
    created = datetime.combine(document.created or _UNDATED, time(), UTC).replace(tzinfo=None)
    core.title, core.subject = document.title[:255], document.subtitle[:255]
    core.author = core.last_modified_by = document.author[:255]
    core.language, core.comments, core.keywords = document.language, "", ""
    core.created = core.modified = created
    core.revision = 1


def _set_paper(section: Any, document: Document) -> None:  # noqa: ANN401
    from docx.enum.section import WD_ORIENT
    from docx.shared import Inches

    short, long = _SIZES[document.paper]
    width, height = (long, short) if document.landscape else (short, long)
    section.orientation = WD_ORIENT.LANDSCAPE if document.landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Inches(width), Inches(height)
    section.left_margin = section.right_margin = Inches(_SIDES)
    section.top_margin, section.bottom_margin = Inches(0.8), Inches(0.85)
    section.footer_distance = Inches(0.45)


def _add_footer(docx_file: Any, title: str) -> None:  # noqa: ANN401
    from textwrap import shorten

    from docx.enum.text import WD_TAB_ALIGNMENT
    from docx.shared import Emu

    section = docx_file.sections[0]
    paragraph = section.footer.paragraphs[0]
    paragraph.style = docx_file.styles["Footer"]
    text_width = section.page_width - section.left_margin - section.right_margin
    stops = paragraph.paragraph_format.tab_stops
    stops.add_tab_stop(Emu(text_width), WD_TAB_ALIGNMENT.RIGHT)
    paragraph.add_run(f"{shorten(title, 80, placeholder='...')}\tPage ")
    for piece in _build_page_count():
        paragraph._p.append(piece)  # noqa: SLF001 - fields have no other way


def _build_page_count() -> Iterator[Any]:
    text = build_element("t")
    text.text = " of "
    text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    for field in ("PAGE", "NUMPAGES"):
        page_number = build_element("t")
        page_number.text = "1"
        yield build_element("fldSimple", build_element("r", page_number), instr=field)
        if field == "PAGE":
            yield build_element("r", text)


def _drop_stale(holder: Any) -> None:  # noqa: ANN401 - a part or the package
    for relation_id, relation in list(holder.rels.items()):
        if relation.reltype.rpartition("/")[2] in _STALE:
            del holder.rels[relation_id]
        elif relation.reltype.endswith("/extended-properties"):
            relation.target_part._blob = _APPLICATION  # noqa: SLF001 - the library has no other way
