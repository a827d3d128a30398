"""What a Word file is made of besides its text: properties, paper, and a package without dates."""

import io
import zipfile
from collections.abc import Iterator
from datetime import UTC, date, datetime, time
from typing import Any

from statplan.documents.blocks import Document
from statplan.documents.styles import set_styles
from statplan.errors import MissingLibraryError

TWIPS = 1440  # to the inch
SIDES = 0.9  # inches beside the text

_SIZES = {"letter": (8.5, 11.0), "a4": (8.27, 11.69)}
_STALE = ("stylesWithEffects", "thumbnail", "customXml")
_EPOCH = (1980, 1, 1, 0, 0, 0)  # the first moment that a package can tell
_UNDATED = date(2000, 1, 1)


def library() -> Any:  # noqa: ANN401 - a module
    """The library that writes Word files.

    Raises:
        MissingLibraryError: it is not installed.
    """
    try:
        import docx
    except ImportError:
        raise MissingLibraryError("a Word file", "docx") from None
    return docx


def empty(document: Document) -> Any:  # noqa: ANN401 - the library's document
    """A file with our styles, the document's paper, its properties and its foot, and no text."""
    made = library().Document()
    set_styles(made, document.language)
    _properties(made.core_properties, document)
    _paper(made.sections[0], document)
    _foot(made, document.title)
    return made


def width(document: Document) -> int:
    """How wide the text is, in twips."""
    across = max(_SIZES[document.paper]) if document.landscape else min(_SIZES[document.paper])
    return round((across - 2 * SIDES) * TWIPS)


def element(tag: str, /, *inside: Any, **attributes: str | int) -> Any:  # noqa: ANN401
    """An element of WordprocessingML, with its attributes and what is within."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    made = OxmlElement(f"w:{tag}")
    for key, value in attributes.items():
        made.set(qn(f"w:{key}"), str(value))
    made.extend(inside)
    return made


def package(made: Any) -> bytes:  # noqa: ANN401 - the library's document
    """The bytes of a file: without what the library's template left in it, and without dates."""
    _drop_stale(made.part)
    _drop_stale(made.part.package)
    stream = io.BytesIO()
    made.save(stream)
    whole = io.BytesIO()
    with zipfile.ZipFile(stream) as saved, zipfile.ZipFile(whole, "w") as written:
        for info in sorted(saved.infolist(), key=lambda each: each.filename):
            entry = zipfile.ZipInfo(info.filename, _EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            written.writestr(entry, saved.read(info))
    return whole.getvalue()


def _drop_stale(holder: Any) -> None:  # noqa: ANN401 - a part or the package
    for key, relation in list(holder.rels.items()):
        if relation.reltype.rpartition("/")[2] in _STALE:
            del holder.rels[key]
        elif relation.reltype.endswith("/extended-properties"):
            relation.target_part._blob = _APPLICATION  # noqa: SLF001 - the library has no other way


_APPLICATION = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    b'<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    b"<Application>statplan</Application></Properties>"
)


def _properties(core: Any, document: Document) -> None:  # noqa: ANN401
    """The library's own name stands there else."""
    made = datetime.combine(document.made or _UNDATED, time(), UTC).replace(tzinfo=None)
    core.title, core.subject = document.title[:255], document.subtitle[:255]
    core.author = core.last_modified_by = document.author[:255]
    core.language, core.comments, core.keywords = document.language, "", ""
    core.created = core.modified = made
    core.revision = 1


def _paper(section: Any, document: Document) -> None:  # noqa: ANN401
    from docx.enum.section import WD_ORIENT
    from docx.shared import Inches

    short, long = _SIZES[document.paper]
    across, down = (long, short) if document.landscape else (short, long)
    section.orientation = WD_ORIENT.LANDSCAPE if document.landscape else WD_ORIENT.PORTRAIT
    section.page_width, section.page_height = Inches(across), Inches(down)
    section.left_margin = section.right_margin = Inches(SIDES)
    section.top_margin, section.bottom_margin = Inches(0.8), Inches(0.85)
    section.footer_distance = Inches(0.45)


def _foot(made: Any, title: str) -> None:  # noqa: ANN401
    from textwrap import shorten

    from docx.enum.text import WD_TAB_ALIGNMENT
    from docx.shared import Emu

    section = made.sections[0]
    paragraph = section.footer.paragraphs[0]
    paragraph.style = made.styles["Footer"]
    across = section.page_width - section.left_margin - section.right_margin
    stops = paragraph.paragraph_format.tab_stops
    stops.add_tab_stop(Emu(across), WD_TAB_ALIGNMENT.RIGHT)
    paragraph.add_run(f"{shorten(title, 80, placeholder='...')}\tPage ")
    for piece in _numbered():
        paragraph._p.append(piece)  # noqa: SLF001 - fields have no other way


def _numbered() -> Iterator[Any]:
    text = element("t")
    text.text = " of "
    text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    for field in ("PAGE", "NUMPAGES"):
        shown = element("t")
        shown.text = "1"
        yield element("fldSimple", element("r", shown), instr=field)
        if field == "PAGE":
            yield element("r", text)
