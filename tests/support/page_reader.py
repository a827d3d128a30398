"""A page read back: its elements in order, its words, and everything that is wrong with it."""

import json
import re
from base64 import b64encode
from hashlib import sha256
from itertools import pairwise
from typing import Any

from tests.support.html_page import Page

OUTSIDE = ("https:", "http:", "webcal:", "mailto:")


def faults(page: str, files: set[str]) -> set[str]:
    """What is wrong with a page of the public folder, in a word each."""
    read = Page(page)
    levels = [int(tag[1]) for tag, _ in read.elements if re.fullmatch("h[1-6]", tag)]
    style = re.search("<style>(.*?)</style>", page, re.DOTALL)
    css = style[1] if style else ""
    digest = b64encode(sha256(css.encode()).digest()).decode()
    policies = [str(meta.get("content")) for meta in read.all("meta") if "http-equiv" in meta]
    tables = re.findall("<table.*?</table>", page, re.DOTALL)
    keys = [key for _, attrs in read.elements for key in attrs]
    ids = [attrs["id"] for _, attrs in read.elements if "id" in attrs]
    links = [str(each.get("href")) for each in read.all("a", "link")]
    found = {
        "unclosed": read.open or read.unclosed,
        "one h1": levels.count(1) != 1,
        "levels": any(after - before > 1 for before, after in pairwise(levels)),
        "lang": not read.all("html")[0].get("lang"),
        "title": not read.said("title").strip(),
        "caption": any("<caption" not in each or "<thead>" not in each for each in tables),
        "scope": any(each.get("scope") not in {"col", "row"} for each in read.all("th")),
        "script": [each.get("type") for each in read.all("script")] != ["application/ld+json"]
        or any(key.startswith("on") for key in keys),
        "style attribute": "style" in keys,
        "request": read.all("img", "iframe", "object", "base", "form", "source", "embed")
        or "src" in keys
        or re.search(r"url\(|@import", css),
        "policy": not any(
            f"style-src 'sha256-{digest}'" in each and "default-src 'none'" in each
            for each in policies
        ),
        "link": any(not _leads(each, files, ids) for each in links),
        "id": len(set(ids)) != len(ids),
        "landmarks": [len(read.all(tag)) for tag in ("header", "main", "footer")] != [1, 1, 1],
        "empty": any(each == "" for each in (read.said("h2"), read.said("main"))),
    }
    return {name for name, wrong in found.items() if wrong}


def _leads(link: str, files: set[str], ids: list[str | None]) -> bool:
    if link.startswith("#"):
        return link[1:] in ids
    return link.startswith(OUTSIDE) or link in files


def linked(page: str) -> list[dict[str, Any]]:
    """The events of the page's JSON-LD."""
    (found,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    graph: list[dict[str, Any]] = json.loads(found)["@graph"]
    return graph


def section(page: str, name: str) -> str:
    """The words of a section by the id of its heading, with single blanks."""
    (found,) = re.findall(rf'<section aria-labelledby="{name}".*?</section>', page, re.DOTALL)
    return " ".join(Page(found).body.split())
