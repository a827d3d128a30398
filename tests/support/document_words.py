"""The words and the structure of a document in each format."""

from collections.abc import Iterator

from statplan.documents import WRITERS, render_document
from statplan.documents.blocks import (
    Block,
    Document,
    Facts,
    Figure,
    Heading,
    Link,
    Paragraph,
    Signatures,
    Table,
)
from tests.support.document_reader import Read, read


def plain(text: str) -> str:
    return " ".join(text.split())


def links(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        spans: list[object] = []
        match block:
            case Paragraph():
                spans += block.spans
            case Facts():
                spans += [span for _, said in block.items for span in said]
            case _:
                pass
        yield from (span.target for span in spans if isinstance(span, Link))


def expected(given: Document) -> Read:
    """The structure that the document's blocks ask for."""
    found = Read(links=list(links(given.blocks)))
    for block in given.blocks:
        match block:
            case Heading():
                found.headings.append((block.level - 1, plain(block.text)))
            case Table():
                found.tables.append((len(block.rows) + 1, tuple(map(plain, block.header))))
            case Signatures():
                found.tables.append((len(block.offices) + 1, block.header))
            case Figure():
                found.figures.append(block.alt)
            case _:
                pass
    return found


def structure(found: Read) -> tuple[object, ...]:
    return found.headings, found.tables, [plain(each) for each in found.figures], found.links


def all_alike(given: Document) -> None:
    told = {form: read(form, render_document(given, form)) for form in WRITERS}
    for form, found in told.items():
        assert found.words == told["md"].words, form
        if form != "md":
            assert structure(found) == structure(expected(given)), form
