"""The blocks that a document is made of; each writer decides how they look.

Text is data: no writer reads markup in it. A line break in a text is a line break on paper.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from statplan.documents.svg import Drawing

LINK_SCHEMES = ("https://", "http://", "mailto:")


@dataclass(frozen=True, slots=True)
class Strong:
    """Bold words; blanks or the edges of the text surround them."""

    text: str


@dataclass(frozen=True, slots=True)
class Link:
    """Words that link to a web page or an e-mail address.

    Raises:
        ValueError: the target is neither; a document must not carry a script.
    """

    text: str
    target: str

    def __post_init__(self) -> None:
        if not self.target.startswith(LINK_SCHEMES):
            raise ValueError(f"'{self.target[:80]}' is neither a web page nor an e-mail address.")


Span: TypeAlias = str | Strong | Link
Spans: TypeAlias = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading below the title: level 2 begins a section, level 3 a part of one."""

    level: int
    text: str
    new_page: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph."""

    spans: Spans


@dataclass(frozen=True, slots=True)
class Note:
    """A remark, in smaller type, on what is above it."""

    spans: Spans


@dataclass(frozen=True, slots=True)
class BulletList:
    """A list without an order."""

    items: tuple[Spans, ...]


@dataclass(frozen=True, slots=True)
class NumberedList:
    """A list in which the order counts."""

    items: tuple[Spans, ...]


@dataclass(frozen=True, slots=True)
class Facts:
    """Terms, each with its description."""

    items: tuple[tuple[str, Spans], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with one header row; every row has a cell for each header."""

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[Spans, ...], ...]


@dataclass(frozen=True, slots=True)
class Signatures:
    """A table with a line to sign for each office."""

    offices: tuple[str, ...]
    caption: str = "Signed by"
    header: tuple[str, str, str] = ("Office", "Signature", "Date")


@dataclass(frozen=True, slots=True)
class Figure:
    """A drawing, and an alternative text for those who do not see it.

    The drawing is shapes and words, which each format writes in its own way.

    Raises:
        ValueError: the alternative text is blank.
    """

    caption: str
    alt: str
    drawing: Drawing

    def __post_init__(self) -> None:
        if not self.alt.strip():
            raise ValueError(f"the figure '{self.caption[:80]}' does not say what it shows.")


Block: TypeAlias = (
    Heading | Paragraph | Note | BulletList | NumberedList | Facts | Table | Signatures | Figure
)
Paper: TypeAlias = Literal["letter", "a4"]


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document.

    Blocks before the first heading belong to the title. `language` is a BCP 47 tag; `author`
    is for the file's properties and is not shown, as is `created`, the day of the plan. `paper` and
    `landscape` are for the formats that have pages.
    """

    title: str
    subtitle: str
    language: str
    author: str
    blocks: tuple[Block, ...]
    created: date | None = None
    paper: Paper = "letter"
    landscape: bool = False
