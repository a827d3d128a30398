"""The source that typst typesets, and the PDF and pictures that it makes from it."""

import json
import unicodedata
from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from importlib.resources import files
from typing import Any

from statplan.documents.svg import Drawing
from statplan.errors import MissingLibraryError

_STANDARDS = ("ua-1", "a-2a")
_PROBE = b"""\
#set document(title: "x", date: datetime(year: 2000, month: 1, day: 1))
#set text(font: ("Public Sans", "Libertinus Serif", "DejaVu Sans Mono"))
#sys.inputs.text
"""
_PICTURE = b"""\
#set page(width: auto, height: auto, margin: 0pt)
#let it = json(bytes(sys.inputs.drawing))
#sketch(it, it.width * 1pt)
"""
_DOTS_PER_INCH = 216


def render_pdf(document_data: dict[str, Any], created: date) -> bytes:
    """Render the data of a document as an accessible PDF, dated at midnight UTC of a day.

    A character that no font here can show is replaced by its name in brackets.

    Raises:
        MissingLibraryError: typst is not installed.
    """
    typst = _load_library("a PDF", "pdf")
    stamp = int(datetime.combine(created, time(), UTC).timestamp())
    template = _read_template("sketch.typ") + _read_template("paper.typ")
    document_json = _dump_json(document_data)
    try:
        return _run_typst(typst, template, {"document": document_json}, stamp)
    except typst.TypstError:
        missing_chars = _find_missing_chars(
            typst, {char for char in document_json if not char.isascii()}
        )
        if not missing_chars:
            raise
        char_names = {ord(char): f"[{_name_char(char)}]" for char in missing_chars}
        readable_json = document_json.translate(char_names)
        return _run_typst(typst, template, {"document": readable_json}, stamp)


def build_drawing_data(drawing: Drawing) -> dict[str, Any]:
    """Return a drawing as the template takes it: its shapes as SVG, its words as records."""
    words = [
        {
            "at": drawn_text.position,
            "text": drawn_text.words,
            "size": drawn_text.style.size,
            "fill": drawn_text.style.fill,
            "weight": "bold" if drawn_text.style.bold else "regular",
            "anchor": drawn_text.style.anchor,
        }
        for drawn_text in drawing.words
    ]
    shapes = drawing.render_svg(include_words=False)
    return {"width": drawing.width, "height": drawing.height, "shapes": shapes, "words": words}


def render_png(drawing: Drawing) -> bytes:
    """Render a drawing as PNG, with three pixels for each point.

    Raises:
        MissingLibraryError: typst is not installed.
    """
    typst = _load_library("a figure in Word", "docx")
    picture: bytes = typst.compile(
        _read_template("sketch.typ") + _PICTURE,
        sys_inputs={"drawing": _dump_json(build_drawing_data(drawing))},
        format="png",
        ppi=_DOTS_PER_INCH,
        font_paths=_list_font_folders(),
        ignore_system_fonts=True,
    )
    return picture


def _read_template(file_name: str) -> bytes:
    return files("statplan.documents").joinpath(file_name).read_bytes()


def _load_library(purpose: str, extra: str) -> Any:  # noqa: ANN401 - a module
    try:
        import fontpkg_public_sans  # noqa: F401 - the font is data of this package
        import typst
    except ImportError:
        raise MissingLibraryError(purpose, extra) from None
    return typst


def _list_font_folders() -> list[str]:
    return [str(files("fontpkg_public_sans") / "files")]


def _run_typst(typst: Any, template: bytes, inputs: dict[str, str], stamp: int) -> bytes:  # noqa: ANN401
    compiled: bytes = typst.compile(
        template,
        sys_inputs=inputs,
        font_paths=_list_font_folders(),
        ignore_system_fonts=True,
        pdf_standards=list(_STANDARDS),
        timestamp=stamp,
    )
    return compiled


def _dump_json(content: dict[str, Any]) -> str:
    return json.dumps(content, ensure_ascii=False)


def _find_missing_chars(typst: Any, chars: Iterable[str]) -> set[str]:  # noqa: ANN401 - a module
    """Return the characters that no font shows, by trying ever smaller halves of them."""
    tried = sorted(chars)
    if not tried:
        return set()
    try:
        _run_typst(typst, _PROBE, {"text": " ".join(tried)}, 0)
    except typst.TypstError:
        if len(tried) == 1:
            return set(tried)
        half = len(tried) // 2
        return _find_missing_chars(typst, tried[:half]) | _find_missing_chars(typst, tried[half:])
    return set()


def _name_char(char: str) -> str:
    """Name a character: "rocket", or its number where the name says no more."""
    name = unicodedata.name(char, "")
    plain = name and not name.startswith(("CJK ", "HANGUL ", "VARIATION SELECTOR"))
    return name.lower() if plain else f"U+{ord(char):04X}"
