"""The words of a paragraph in Word: runs, links, line breaks."""

from typing import Any, assert_never

from statplan.documents.blocks import Link, Span, Spans, Strong, Undecided
from statplan.documents.styles import UNDECIDED
from statplan.documents.word import build_element

_LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink"


def add_spans(paragraph: Any, spans: Spans) -> None:  # noqa: ANN401 - the library's paragraph
    """Add words to a paragraph; what could be markup is text."""
    for span in spans:
        _add_span(paragraph, span)


def _add_span(paragraph: Any, span: Span) -> None:  # noqa: ANN401
    match span:
        case str():
            paragraph.add_run(span)
        case Strong():
            _add_styled_run(paragraph, span.text, "Strong")
        case Undecided():
            _color_undecided(_add_styled_run(paragraph, span.text, "Strong"))
        case Link():
            _add_link(paragraph, span)
        case _:
            assert_never(span)


def _add_styled_run(paragraph: Any, text: str, style: str) -> Any:  # noqa: ANN401
    """Add a run with a style by its id, which the library is slow to look up."""
    run = paragraph.add_run(text)
    run._r.style = style  # noqa: SLF001
    return run


def _color_undecided(run: Any) -> None:  # noqa: ANN401
    from docx.shared import RGBColor

    run.font.color.rgb = RGBColor.from_string(UNDECIDED)


def _add_link(paragraph: Any, link: Link) -> None:  # noqa: ANN401
    from docx.oxml.ns import qn

    run = _add_styled_run(paragraph, link.text, "Hyperlink")
    hyperlink = build_element("hyperlink", run._r)  # noqa: SLF001 - links have no other way
    hyperlink.set(qn("r:id"), paragraph.part.relate_to(link.target, _LINKS, is_external=True))
    paragraph._p.append(hyperlink)  # noqa: SLF001
