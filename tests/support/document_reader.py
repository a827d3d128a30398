"""What independent readers find in a document: its structure and its words, whatever the format."""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree as ET

import pdfplumber
from markdown_it import MarkdownIt

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_DRAWN = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}docPr"
_WORD = re.compile(r"\w+")
_VOID = {"meta", "br", "link", "img", "input", "hr", "base"}


@dataclass(slots=True)
class Read:
    """A document as it is told to somebody who does not see it, in order.

    `headings` are levels below the title and texts; `tables` have the number of their rows and the
    texts of their header cells; `tags` are all elements of structure.
    """

    headings: list[tuple[int, str]] = field(default_factory=list)
    tables: list[tuple[int, tuple[str, ...]]] = field(default_factory=list)
    figures: list[str] = field(default_factory=list)
    links: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    text: str = ""

    @property
    def words(self) -> list[str]:
        """Every word of the document, what figures say among them."""
        return _WORD.findall(self.text)


def read(form: str, data: bytes) -> Read:
    """Read a document of a format."""
    readers = {"md": _markdown, "html": _html, "pdf": _pdf, "docx": _docx}
    return readers[form](data)


def tags(form: str, data: bytes) -> list[str]:
    """The elements of a document's structure in order; quicker than reading all of it."""
    if form != "pdf":
        return read(form, data).tags
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        return [kind for root in pdf.structure_tree for kind in _kinds(root)]


def _kinds(node: dict[str, Any]) -> Iterator[str]:
    yield node["type"]
    for child in node.get("children", ()):
        yield from _kinds(child)


def _plain(text: str) -> str:
    return " ".join(text.replace("\u200b", "").split())


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found = Read()
        self.open: list[str] = []
        self.heads: list[str] = []
        self.rows = 0
        self.heading = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        said = dict(attrs)
        self.found.tags.append(tag)
        if said.get("role") == "img":
            self.found.figures.append(said.get("aria-label") or "")
            self.found.text += f" {said.get('aria-label')} "
        if tag == "a" and not str(said.get("href")).startswith("#"):
            self.found.links.append(said.get("href") or "")
        if tag in _VOID:
            self.found.text += " "
            return
        self.open.append(tag)
        if tag == "table":
            self.heads, self.rows = [], 0
        if tag == "th":
            self.heads.append("")
        self.rows += tag == "tr"

    def handle_endtag(self, tag: str) -> None:
        if tag in _VOID:
            return
        while self.open and self.open.pop() != tag:
            pass
        if re.fullmatch("h[2-6]", tag):
            self.found.headings.append((int(tag[1]) - 1, _plain(self.heading)))
        if tag == "table":
            self.found.tables.append((self.rows, tuple(map(_plain, self.heads))))
        if tag not in {"strong", "a", "span"}:
            self.heading = ""
            self.found.text += " "

    def handle_data(self, data: str) -> None:
        if {"head", "style", "svg"} & set(self.open) or data == "Skip to the text":
            return
        if "th" in self.open:
            self.heads[-1] += data
        self.heading += data
        self.found.text += data


def _html(data: bytes) -> Read:
    page = _Page()
    page.feed(data.decode())
    page.close()
    return page.found


def _markdown(data: bytes) -> Read:
    return _html(MarkdownIt("commonmark").enable("table").render(data.decode()).encode())


def _pdf(data: bytes) -> Read:
    found = Read()
    with pdfplumber.open(io.BytesIO(data)) as pdf:
        said: dict[tuple[int, int], str] = {}
        for page in pdf.pages:
            for char in page.chars:
                if char["mcid"] is not None:
                    key = (page.page_number, char["mcid"])
                    said[key] = said.get(key, "") + char["text"]
        for root in pdf.structure_tree:
            _walk(root, said, found)
        found.links = [each["uri"] for page in pdf.pages for each in page.hyperlinks]
    return found


def _walk(node: dict[str, Any], said: dict[tuple[int, int], str], found: Read) -> str:
    """Add an element and what is within; the text that it holds."""
    kind, before = node["type"], len(found.text)
    found.tags.append(kind)
    if kind == "Figure":
        found.figures.append(node.get("alt_text") or "")
        found.text += f" {node.get('alt_text')} "
        return ""
    if kind == "Lbl" and not node.get("children"):
        return ""  # the mark or number of a list
    heads = len(found.tags)
    place = len(found.tables)
    if kind == "Table":
        found.tables.append((0, ()))
    for piece in _in_order(node):
        if isinstance(piece, dict):
            _walk(piece, said, found)
        else:
            found.text += said.get(piece, "")
    if kind not in {"Span", "Strong", "Link", "Em"}:
        found.text += " "
    text = _plain(found.text[before:])
    if re.fullmatch("H[1-6]", kind):
        found.headings.append((int(kind[1]), text))
    if kind == "Table":
        rows = found.tags[heads:].count("TR")
        found.tables[place] = (rows, found.tables[-1][1])
    if kind == "TH" and found.tables:
        count, names = found.tables[-1]
        found.tables[-1] = (count, (*names, text))
    return text


def _in_order(node: dict[str, Any]) -> list[dict[str, Any] | tuple[int, int]]:
    """The text and the elements of an element as they stand on the page."""
    page = node.get("page_number") or 0
    own: list[tuple[tuple[int, int], Any]] = [((page, each),) * 2 for each in node.get("mcids", ())]
    within = [(_first(child), child) for child in node.get("children", ())]
    if not own:
        return [child for _, child in within]
    return [piece for _, piece in sorted(own + within, key=lambda each: each[0])]


def _first(node: dict[str, Any]) -> tuple[int, int]:
    places = [(node.get("page_number") or 0, each) for each in node.get("mcids", ())]
    return min([*places, *map(_first, node.get("children", ()))], default=(0, 0))


def _docx(data: bytes) -> Read:
    found = Read()
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        body = ET.fromstring(package.read("word/document.xml"))[0]  # noqa: S314 - our own
        related = ET.fromstring(package.read("word/_rels/document.xml.rels"))  # noqa: S314 - our own
    targets = {each.get("Id"): each.get("Target") for each in related}
    for element in body:
        if element.tag == f"{W}p":
            _paragraph(element, found)
        elif element.tag == f"{W}tbl":
            _table(element, found)
    key = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
    found.links = [str(targets[each.get(key)]) for each in body.iter(f"{W}hyperlink")]
    return found


def _paragraph(element: ET.Element, found: Read) -> None:
    style = element.find(f"{W}pPr/{W}pStyle")
    name = style.get(f"{W}val", "") if style is not None else ""
    found.tags.append(name)
    text = _runs(element)
    for each in element.iter(_DRAWN):
        found.figures.append(each.get("descr", ""))
        text += f" {each.get('descr')} "
    if re.fullmatch("Heading[1-6]", name):
        found.headings.append((int(name[-1]), _plain(text)))
    found.text += f"{text} "


def _table(element: ET.Element, found: Read) -> None:
    rows = element.findall(f"{W}tr")
    heads: tuple[str, ...] = ()
    for row in rows:
        cells = [" ".join(map(_runs, cell.iter(f"{W}p"))) for cell in row.iter(f"{W}tc")]
        if row.find(f"{W}trPr/{W}tblHeader") is not None:
            heads = (*heads, *map(_plain, cells))
        found.text += "".join(f"{cell} " for cell in cells)
    found.tags.append("Table")
    found.tables.append((len(rows), heads))


def _runs(element: ET.Element) -> str:
    return "".join(_pieces(element))


def _pieces(element: ET.Element) -> Iterator[str]:
    for each in element.iter():
        if each.tag == f"{W}t":
            yield each.text or ""
        elif each.tag in {f"{W}br", f"{W}tab"}:
            yield " "
