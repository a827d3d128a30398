"""A document with every kind of block, of which one text is chosen."""

from datetime import date

from statplan.documents.blocks import (
    Block,
    BulletList,
    Document,
    Facts,
    Figure,
    Heading,
    Link,
    Note,
    NumberedList,
    Paragraph,
    Signatures,
    Strong,
    Table,
)
from statplan.documents.svg import Drawing

HOSTILE = (
    '*Blight* | [x](y) </style><script>alert(1)</script> "q" & {{ 7*7 }} {% x %}',
    "#set page(width: 1pt) $x^2$ @cite _e_ `r` <lab> \\u{41} // c /* d #eval(1)",
    "one\ntwo",
    '=HYPERLINK("https://evil.example.org")',
    "+1 @SUM(A1) -2 ]]> <w:p/> &amp; &#42;",
    "#pagebreak() #sys.inputs",
)
FIGURE = "A box stands beside another one."


def figure(text: str = "Plain words") -> Figure:
    """A drawing with a text in it."""
    drawing = Drawing(200, 60)
    drawing.draw_box((5, 5, 90, 40), text)
    drawing.draw_box((105, 5, 90, 40), "Other")
    return Figure(text, f"{text}: {FIGURE}", drawing)


def blocks(text: str) -> tuple[Block, ...]:
    """Every kind of block."""
    said = (text,)
    return (
        Facts(((text, (Strong("To be decided"),)), ("Owner", said))),
        Heading(2, text),
        Paragraph((Strong(text), " ", text, " ", Link(text, "https://example.org/?a=1&b=2"))),
        Note(said),
        Heading(3, text),
        BulletList((said, said)),
        NumberedList((said, ("Second",))),
        figure(text),
        Heading(2, "Annex", new_page=True),
        Table(text, (text, "B"), ((said, ()), (("Thu Jan 14, 2027",), (Strong("To be decided"),)))),
        NumberedList((("First again",),)),
        Signatures((text, "Mayor")),
    )


def document(text: str = "Plain words") -> Document:
    """The document."""
    title = " ".join(text.split())
    return Document(title, title, "en-US", title, blocks(text), date(2026, 11, 2))
