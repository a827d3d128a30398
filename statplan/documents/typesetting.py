"""The typesetter: what typst makes of a document's data and of a drawing."""

import json
import unicodedata
from collections.abc import Iterable
from datetime import UTC, date, datetime, time
from importlib.resources import files
from typing import Any

from statplan.documents.drawing import Drawing
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


def pdf(data: dict[str, Any], made: date) -> bytes:
    """Set the data of a document as accessible PDF, dated on the midnight of a day in UTC.

    A character that no font here can show is written out by its name in brackets.

    Raises:
        MissingLibraryError: typst is not installed.
    """
    typst = _library("a PDF", "pdf")
    stamp = int(datetime.combine(made, time(), UTC).timestamp())
    template = _read("sketch.typ") + _read("paper.typ")
    try:
        return _set(typst, template, {"document": _json(data)}, stamp)
    except typst.TypstError:
        strange = _strange(typst, {char for char in _json(data) if not char.isascii()})
        if not strange:
            raise
        named = {ord(char): f"[{_name(char)}]" for char in strange}
        return _set(typst, template, {"document": _json(data).translate(named)}, stamp)


def drawn(drawing: Drawing) -> dict[str, Any]:
    """A drawing as the template takes it: its shapes as SVG, its words as they are set."""
    words = [
        {
            "at": each.place,
            "text": each.words,
            "size": each.letters.size,
            "fill": each.letters.fill,
            "weight": "bold" if each.letters.bold else "regular",
            "anchor": each.letters.anchor,
        }
        for each in drawing.words
    ]
    shapes = drawing.svg(words=False)
    return {"width": drawing.width, "height": drawing.height, "shapes": shapes, "words": words}


def png(drawing: Drawing) -> bytes:
    """Turn a drawing into pixels, three for each point.

    Raises:
        MissingLibraryError: typst is not installed.
    """
    typst = _library("a figure in Word", "docx")
    made: bytes = typst.compile(
        _read("sketch.typ") + _PICTURE,
        sys_inputs={"drawing": _json(drawn(drawing))},
        format="png",
        ppi=_DOTS_PER_INCH,
        font_paths=_fonts(),
        ignore_system_fonts=True,
    )
    return made


def _read(template: str) -> bytes:
    return files("statplan.documents").joinpath(template).read_bytes()


def _library(what: str, extra: str) -> Any:  # noqa: ANN401 - a module
    try:
        import fontpkg_public_sans  # noqa: F401 - the font is data of this package
        import typst
    except ImportError:
        raise MissingLibraryError(what, extra) from None
    return typst


def _fonts() -> list[str]:
    return [str(files("fontpkg_public_sans") / "files")]


def _set(typst: Any, template: bytes, inputs: dict[str, str], stamp: int) -> bytes:  # noqa: ANN401
    made: bytes = typst.compile(
        template,
        sys_inputs=inputs,
        font_paths=_fonts(),
        ignore_system_fonts=True,
        pdf_standards=list(_STANDARDS),
        timestamp=stamp,
    )
    return made


def _json(data: dict[str, Any]) -> str:
    return json.dumps(data, ensure_ascii=False)


def _strange(typst: Any, chars: Iterable[str]) -> set[str]:  # noqa: ANN401 - a module
    """The characters that no font shows: halved until each is alone."""
    every = sorted(chars)
    if not every:
        return set()
    try:
        _set(typst, _PROBE, {"text": " ".join(every)}, 0)
    except typst.TypstError:
        if len(every) == 1:
            return set(every)
        half = len(every) // 2
        return _strange(typst, every[:half]) | _strange(typst, every[half:])
    return set()


def _name(char: str) -> str:
    """What a character is called: "rocket", or its number where the name says no more."""
    name = unicodedata.name(char, "")
    plain = name and not name.startswith(("CJK ", "HANGUL ", "VARIATION SELECTOR"))
    return name.lower() if plain else f"U+{ord(char):04X}"
