"""Drawings: boxes, lines and words as SVG, the same bytes each time, asking for nothing outside."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from html import escape
from textwrap import wrap
from typing import TypeAlias

INK, ACCENT, QUIET, PALE, RULE = "#1b1b1b", "#1b3a63", "#4a5058", "#eef1f5", "#8a939e"
_FONT = "Public Sans, Arial, Helvetica, sans-serif"
_LETTER = 0.56  # of the size of the letters: how wide one is, at most in the mean
_LINE = 1.2  # of the size of the letters, from one line to the next

Point: TypeAlias = tuple[float, float]
Area: TypeAlias = tuple[float, float, float, float]  # left, top, width, height


@dataclass(frozen=True, slots=True)
class Pen:
    """How a shape is drawn; `stroke` may be "none", `thick` is in points."""

    fill: str = "#fff"
    stroke: str = RULE
    thick: float = 0.8
    dashed: bool = False

    def attributes(self) -> str:
        """As SVG says it."""
        dash = ' stroke-dasharray="3 2"' if self.dashed else ""
        return (
            f'fill="{self.fill}" stroke="{self.stroke}" stroke-width="{_number(self.thick)}"{dash}'
        )


@dataclass(frozen=True, slots=True)
class Letters:
    """How words are written; `size` is in points, `anchor` start, middle or end."""

    size: float = 8
    fill: str = INK
    bold: bool = False
    anchor: str = "start"


@dataclass(frozen=True, slots=True)
class Written:
    """One line of words in a drawing, standing on the line through `place`."""

    place: Point
    words: str
    letters: Letters

    def svg(self) -> str:
        """As SVG says it."""
        x, y = _numbers(self.place)
        bold = ' font-weight="700"' if self.letters.bold else ""
        return (
            f'<text x="{x}" y="{y}" font-size="{_number(self.letters.size)}" '
            f'fill="{self.letters.fill}" text-anchor="{self.letters.anchor}"{bold}>'
            f"{escape(self.words)}</text>"
        )


@dataclass(slots=True)
class Drawing:
    """A sheet of so many points across and down, and what was drawn on it; words are on top."""

    width: int
    height: int
    shapes: list[str] = field(default_factory=list)
    words: list[Written] = field(default_factory=list)

    def svg(self, *, words: bool = True, title: str = "", described: str = "") -> str:
        """The drawing as SVG 1.1, on white.

        Args:
            words: whether its words are in it; else somebody writes them over it.
            title: what it is called, where it stands alone.
            described: what it shows, where it stands alone.
        """
        head = (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {self.width} {self.height}" '
            f'width="{self.width}" height="{self.height}" font-family="{_FONT}">'
        )
        ground = f'<rect width="{self.width}" height="{self.height}" fill="#fff"/>'
        written = [each.svg() for each in self.words] if words else []
        if title:
            head = head.replace("<svg ", '<svg role="img" aria-labelledby="t d" ')
            head += f'\n<title id="t">{escape(title)}</title>'
            head += f'\n<desc id="d">{escape(described)}</desc>'
        return "\n".join([head, ground, *self.shapes, *written, "</svg>"]) + "\n"

    def rect(self, area: Area, pen: Pen = Pen()) -> None:
        """Draw a rectangle."""
        x, y, width, height = map(_number, area)
        self.shapes.append(
            f'<rect x="{x}" y="{y}" width="{width}" height="{height}" rx="2" {pen.attributes()}/>'
        )

    def line(self, start: Point, end: Point, pen: Pen = Pen()) -> None:
        """Draw a line."""
        (x1, y1), (x2, y2) = map(_numbers, (start, end))
        self.shapes.append(f'<line x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}" {pen.attributes()}/>')

    def circle(self, middle: Point, radius: float, pen: Pen = Pen()) -> None:
        """Draw a circle."""
        x, y = _numbers(middle)
        self.shapes.append(f'<circle cx="{x}" cy="{y}" r="{_number(radius)}" {pen.attributes()}/>')

    def shape(self, corners: Iterable[Point], pen: Pen = Pen()) -> None:
        """Draw a shape of straight sides."""
        points = " ".join(",".join(_numbers(each)) for each in corners)
        self.shapes.append(f'<polygon points="{points}" {pen.attributes()}/>')

    def text(self, place: Point, words: str, letters: Letters = Letters()) -> None:
        """Write one line of words, standing on the line through `place`."""
        self.words.append(Written(place, words, letters))

    def lines(
        self, place: Point, width: float, words: str, letters: Letters = Letters(), most: int = 3
    ) -> int:
        """Write words within a width on at most so many lines; how many it took."""
        written = fitted(words, width, letters.size, most)
        for number, each in enumerate(written):
            self.text((place[0], place[1] + number * letters.size * _LINE), each, letters)
        return len(written)

    def box(
        self,
        area: Area,
        words: str,
        pen: Pen = Pen(),
        letters: Letters = Letters(anchor="middle"),
    ) -> None:
        """Draw a box with words in its middle; what does not fit ends in dots."""
        self.rect(area, pen)
        x, y, width, height = area
        step = letters.size * _LINE
        written = fitted(words, width - 6, letters.size, max(1, int((height - 2) / step)))
        top = y + height / 2 - (len(written) - 1) * step / 2 + letters.size * 0.35
        for number, each in enumerate(written):
            self.text((x + width / 2, top + number * step), each, letters)


def fitted(words: str, width: float, size: float, most: int) -> list[str]:
    """Break words into at most so many lines of a width in points; dots end what is left out."""
    letters = max(4, int(width / (size * _LETTER)))
    return wrap(
        " ".join(words.split()),
        letters,
        max_lines=most,
        placeholder="...",
        break_on_hyphens=False,
    )


def _number(value: float) -> str:
    """A number as short as it can be said, to a hundredth of a point."""
    return f"{value:.2f}".rstrip("0").rstrip(".") or "0"


def _numbers(point: Point) -> tuple[str, str]:
    return _number(point[0]), _number(point[1])
