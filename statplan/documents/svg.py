"""Drawings: shapes and words as SVG, the same bytes each time, without outside requests."""

from dataclasses import dataclass, field
from html import escape
from textwrap import wrap
from typing import TypeAlias

INK, ACCENT, QUIET, PALE, RULE = "#1b1b1b", "#1b3a63", "#4a5058", "#eef1f5", "#8a939e"
_FONT = "Public Sans, Arial, Helvetica, sans-serif"
_LETTER = 0.56  # of the size of the letters: how wide one is at most, on average
_LINE = 1.2  # of the size of the letters, from one line to the next

Point: TypeAlias = tuple[float, float]
Area: TypeAlias = tuple[float, float, float, float]  # left, top, width, height


@dataclass(frozen=True, slots=True)
class Pen:
    """The style of a shape; `stroke` may be "none", `thick` is in points."""

    fill: str = "#fff"
    stroke: str = RULE
    thick: float = 0.8
    dashed: bool = False

    def format_attributes(self) -> str:
        """Format the pen as attributes of an SVG element."""
        dash = ' stroke-dasharray="3 2"' if self.dashed else ""
        return (
            f'fill="{self.fill}" stroke="{self.stroke}" '
            f'stroke-width="{_format_number(self.thick)}"{dash}'
        )


@dataclass(frozen=True, slots=True)
class TextStyle:
    """The style of words; `size` is in points, `anchor` is start, middle or end."""

    size: float = 8
    fill: str = INK
    bold: bool = False
    anchor: str = "start"


@dataclass(frozen=True, slots=True)
class DrawnText:
    """One line of words in a drawing; `position` is on its baseline."""

    position: Point
    words: str
    style: TextStyle

    def render_svg(self) -> str:
        """Render the words as an SVG element."""
        x, y = _format_point(self.position)
        bold = ' font-weight="700"' if self.style.bold else ""
        return (
            f'<text x="{x}" y="{y}" font-size="{_format_number(self.style.size)}" '
            f'fill="{self.style.fill}" text-anchor="{self.style.anchor}"{bold}>'
            f"{escape(self.words)}</text>"
        )


@dataclass(slots=True)
class Drawing:
    """A drawing of `width` by `height` points: its shapes, and words on top of them."""

    width: int
    height: int
    shapes: list[str] = field(default_factory=list)
    words: list[DrawnText] = field(default_factory=list)

    def render_svg(
        self, *, include_words: bool = True, title: str = "", description: str = ""
    ) -> str:
        """Render the drawing as SVG 1.1, on white.

        Args:
            include_words: whether its words are in it; the caller writes them otherwise.
            title: its title, where it is a file of its own.
            description: its alternative text, where it is a file of its own.
        """
        head = (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self.width} {self.height}" '
            f'width="{self.width}" height="{self.height}" font-family="{_FONT}">'
        )
        background = f'<rect width="{self.width}" height="{self.height}" fill="#fff"/>'
        texts = [drawn_text.render_svg() for drawn_text in self.words] if include_words else []
        if title:
            head = head.replace("<svg ", '<svg role="img" aria-labelledby="t d" ')
            head += f'\n<title id="t">{escape(title)}</title>'
            head += f'\n<desc id="d">{escape(description)}</desc>'
        return "\n".join([head, background, *self.shapes, *texts, "</svg>"]) + "\n"

    def draw_rectangle(self, area: Area, pen: Pen = Pen()) -> None:
        """Draw a rectangle."""
        x, y, width, height = map(_format_number, area)
        self.shapes.append(
            f'<rect x="{x}" y="{y}" width="{width}" height="{height}" rx="2" '
            f"{pen.format_attributes()}/>"
        )

    def draw_line(self, start: Point, end: Point, pen: Pen = Pen()) -> None:
        """Draw a line."""
        (x1, y1), (x2, y2) = map(_format_point, (start, end))
        self.shapes.append(
            f'<line x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}" {pen.format_attributes()}/>'
        )

    def draw_circle(self, middle: Point, radius: float, pen: Pen = Pen()) -> None:
        """Draw a circle."""
        x, y = _format_point(middle)
        self.shapes.append(
            f'<circle cx="{x}" cy="{y}" r="{_format_number(radius)}" {pen.format_attributes()}/>'
        )

    def draw_text(self, position: Point, words: str, style: TextStyle = TextStyle()) -> None:
        """Draw one line of words; `position` is on its baseline."""
        self.words.append(DrawnText(position, words, style))

    def draw_wrapped_text(
        self,
        position: Point,
        width: float,
        words: str,
        style: TextStyle = TextStyle(),
        max_lines: int = 3,
    ) -> int:
        """Draw words within a width on at most so many lines; return how many it took."""
        lines = wrap_words(words, width, style.size, max_lines)
        for number, line in enumerate(lines):
            self.draw_text((position[0], position[1] + number * style.size * _LINE), line, style)
        return len(lines)

    def draw_box(
        self,
        area: Area,
        words: str,
        pen: Pen = Pen(),
        style: TextStyle = TextStyle(anchor="middle"),
    ) -> None:
        """Draw a box with words in its middle; dots end what is left out."""
        self.draw_rectangle(area, pen)
        x, y, width, height = area
        step = style.size * _LINE
        lines = wrap_words(words, width - 6, style.size, max(1, int((height - 2) / step)))
        top = y + height / 2 - (len(lines) - 1) * step / 2 + style.size * 0.35
        for number, line in enumerate(lines):
            self.draw_text((x + width / 2, top + number * step), line, style)


def wrap_words(words: str, width: float, size: float, max_lines: int) -> list[str]:
    """Break words into at most so many lines of a width in points; dots end what is left out."""
    letters_per_line = max(4, int(width / (size * _LETTER)))
    return wrap(
        " ".join(words.split()),
        letters_per_line,
        max_lines=max_lines,
        placeholder="...",
        break_on_hyphens=False,
    )


def _format_number(number: float) -> str:
    """Format a number as short as it can be, to a hundredth of a point."""
    return f"{number:.2f}".rstrip("0").rstrip(".") or "0"


def _format_point(point: Point) -> tuple[str, str]:
    return _format_number(point[0]), _format_number(point[1])
