"""A page of HTML read back, and the faults in it."""

import re
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser
from itertools import pairwise

VOID = {"meta", "br", "link", "img", "input", "hr", "base"}


class Page(HTMLParser):
    """A page read back: its elements in order, its text, and what is not closed."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.elements: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.unclosed: list[str] = []
        self.text: dict[str, list[str]] = {}
        self.body = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.unclosed.append(tag)

    def handle_data(self, data: str) -> None:
        if "head" not in self.open:
            self.body += f" {data.strip()}" if data.strip() else ""
        for tag in self.open:
            self.text.setdefault(tag, []).append(data)

    def said(self, *tags: str) -> str:
        return " ".join(" ".join(self.text.get(tag, [])) for tag in tags)

    def all(self, *tags: str) -> list[dict[str, str | None]]:
        return [attrs for tag, attrs in self.elements if tag in tags]


def faults(page: str) -> set[str]:
    """Everything that is wrong with a page, in a word each."""
    read = Page(page)
    levels = [int(tag[1]) for tag, _ in read.elements if re.fullmatch("h[1-6]", tag)]
    style = re.search("<style>(.*?)</style>", page, re.DOTALL)
    digest = b64encode(sha256((style[1] if style else "").encode()).digest()).decode()
    policies = [str(meta.get("content")) for meta in read.all("meta") if "http-equiv" in meta]
    tables = re.findall("<table.*?</table>", page, re.DOTALL)
    keys = [key for _, attrs in read.elements for key in attrs]
    ids = [attrs["id"] for _, attrs in read.elements if "id" in attrs]
    found = {
        "unclosed": read.open or read.unclosed,
        "one h1": levels.count(1) != 1,
        "levels": any(after - before > 1 for before, after in pairwise(levels)),
        "lang": not read.all("html")[0].get("lang"),
        "viewport": not any(meta.get("name") == "viewport" for meta in read.all("meta")),
        "title": not read.said("title").strip(),
        "caption": any("<caption>" not in table for table in tables),
        "thead": any("<thead>" not in table for table in tables),
        "scope": any(head.get("scope") != "col" for head in read.all("th")),
        "script": read.all("script")
        or any(key.startswith("on") for _, a in read.elements for key in a),
        "style attribute": "style" in keys,
        "request": read.all("link", "img", "iframe", "object", "base", "form", "source")
        or "src" in keys
        or re.search(r"url\(|@import", style[1] if style else ""),
        "policy": not any(f"style-src 'sha256-{digest}'" in each for each in policies)
        or not any("default-src 'none'" in each for each in policies),
        "link": any(
            not str(a.get("href")).startswith(("https:", "http:", "mailto:", "#"))
            for a in read.all("a")
        ),
        "id": len(set(ids)) != len(ids),
        "landmarks": [len(read.all(tag)) for tag in ("header", "main")] != [1, 1],
    }
    return {name for name, wrong in found.items() if wrong}
