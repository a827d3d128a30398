"""What a sample document is on paper: the parts of its Word file, and what its PDF is set from.

`python -m tests.documents.paper_kept > tests/documents/paper.expected` writes it. Look at the pages
before you keep another one.
"""

import io
import json
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest import mock
from xml.etree import ElementTree as ET

from statplan.documents import render_document, typst_source
from statplan.documents.blocks import BulletList, Document, Table
from tests.support.document_reader import W
from tests.support.sample_document import document

EXPECTED = Path(__file__).with_name("paper.expected")
STYLES = frozenset(
    {
        "Normal", "Title", "Subtitle", "heading 1", "heading 2", "caption", "List Bullet",
        "List Number", "footer", "Remark", "Facts", "Table Text", "Hyperlink",
    }
)  # fmt: skip


def build_long_document() -> Document:
    """A document whose table and list are too long for one page, on A4."""
    rows = tuple(((f"Row {number}",), ("A text of some words",)) for number in range(9))
    items = tuple((f"Item {number}",) for number in range(11))
    blocks = (Table("Rows", ("Row", "Text"), rows), BulletList(items))
    return replace(document("Long"), blocks=blocks, paper="a4", language="es", created=None)


def list_elements(element: ET.Element, depth: int = 0) -> Iterator[str]:
    """Every element with its attributes and its text, a line each."""
    name, words = element.tag.rpartition("}")[2], (element.text or "").strip()
    values = [f"{key.rpartition('}')[2]}={value}" for key, value in element.attrib.items()]
    yield " ".join(["  " * depth + name, *values, *([repr(words)] if words else [])])
    for child in element:
        yield from list_elements(child, depth + 1)


def list_word_parts(given: Document) -> Iterator[str]:
    """The body, the footer, and the properties of a Word file, and the styles that it defines."""
    with zipfile.ZipFile(io.BytesIO(render_document(given, "docx"))) as package:
        parts = {
            name: ET.fromstring(package.read(name))  # noqa: S314 - our own
            for name in package.namelist()
            if name.endswith(".xml")
        }
    for name in ("word/document.xml", "word/footer1.xml", "docProps/core.xml"):
        yield from list_elements(parts[name])
    for style in parts["word/styles.xml"].iter(f"{W}style"):
        named = style.find(f"{W}name")
        if named is not None and named.get(f"{W}val") in STYLES:
            yield from list_elements(style)
    for numbered in parts["word/numbering.xml"].iter(f"{W}num"):
        yield from list_elements(numbered)


def collect_pdf_data(given: Document) -> dict[str, Any]:
    """What the template of a PDF takes."""
    with mock.patch.object(typst_source, "render_pdf", return_value=b"") as render:
        render_document(given, "pdf")
    data, day = render.call_args.args
    return {**data, "day": str(day)}


def describe() -> str:
    """All of it."""
    lines = [*list_word_parts(document()), *list_word_parts(build_long_document())]
    documents = (document(), build_long_document(), replace(document(), landscape=True))
    lines += [
        json.dumps(collect_pdf_data(given), indent=1, ensure_ascii=False) for given in documents
    ]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.stdout.write(describe())
