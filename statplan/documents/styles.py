"""The styles of a Word file: the built-in ones in our letters, and a few of our own."""

from typing import Any

FONT = "Arial"  # everybody has it; Public Sans would be replaced by whatever is there
INK, ACCENT, QUIET, UNDECIDED = "1B1B1B", "1B3A63", "4A5058", "8A2B06"

# Name, what it is like, points, color, bold, points before and after.
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


def set_styles(docx_file: Any, language: str) -> None:  # noqa: ANN401 - the library's document
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
        style.font.name, style.font.size, style.font.bold = FONT, Pt(points), bold
        properties.rFonts.set(expand_tag("eastAsia"), FONT)
        properties.rFonts.set(expand_tag("cs"), FONT)
        style.font.color.rgb = RGBColor.from_string(color)
        spacing = style.paragraph_format
        spacing.space_before, spacing.space_after = Pt(before), Pt(after)
        spacing.widow_control = True
    styles["Normal"].paragraph_format.line_spacing = 1.12
    for name in ("Title", "Caption"):
        styles[name].paragraph_format.keep_with_next = True
    for name, left_over in (("Title", "pBdr"), ("Footer", "tabs")):
        own = styles[name].element.pPr
        for setting in list(own.iterchildren(expand_tag(left_over))):
            own.remove(setting)
    for defaults in styles.element.iter(expand_tag("lang")):
        defaults.set(expand_tag("val"), language)
    styles.element.append(parse_xml(_HYPERLINK))


def expand_tag(name: str) -> str:
    """Return the full name of an element or attribute of WordprocessingML."""
    from docx.oxml.ns import qn

    full: str = qn(f"w:{name}")
    return full
