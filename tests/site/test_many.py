"""A thousand plans in which every text is a mark: none that is internal is in a public file."""

import re
from collections.abc import Iterator
from random import Random
from typing import Any

import pytest

from statplan.plan import fields, reading
from tests.plans.generated import _SCHEMA, _defined, _take_out, drawn
from tests.plans.marked import NO_TEXT, public_paths
from tests.plans_for_tests import LINEAGE
from tests.site.sample import Data, Step, files_of, tell

COUNT, PARTS = 1000, 20
REASON = "zq9999x"


class Marks:
    """Marks by their paths, in the order in which they were given."""

    def __init__(self) -> None:
        self.paths: list[str] = []

    def put(self, schema: Any, value: Any, path: str) -> Any:
        """The value with a mark in place of each of its texts."""
        if "$ref" in schema:
            return self.put(_defined(schema), value, path)
        if value is None or path in NO_TEXT or path.startswith("advice"):
            return value
        for each in schema.get("anyOf", ()):
            if each.get("type") != "null":
                return self.put(each, value, path)
        if isinstance(value, dict):
            return {key: self._under(schema, key, each, path) for key, each in value.items()}
        if isinstance(value, list):
            return [self.put(schema["items"], each, f"{path}[]") for each in value]
        form = _form(schema) if isinstance(value, str) else ""
        return form.format(self._mark(path)) if form else value

    def _under(self, schema: Any, key: str, value: Any, path: str) -> Any:
        inner = schema.get("properties", {}).get(key)
        if inner is None:
            (inner,) = schema.get("patternProperties", {"": {"type": "object"}}).values()
            return self.put(inner, value, f"{path}.*")
        return self.put(inner, value, f"{path}.{key}".removeprefix("."))

    def _mark(self, path: str) -> str:
        self.paths.append(path)
        return f"zq{len(self.paths) - 1:04}x"


def _form(schema: Any) -> str:
    """How a mark stands in a text; empty where it is no text of anybody."""
    if "enum" in schema or "const" in schema or schema.get("format"):
        return ""
    pattern = schema.get("pattern", "")
    if not pattern:
        return "{}"
    return (
        "{}@example.gov"
        if "@" in pattern
        else "https://{}.example.gov/p"
        if "https" in pattern
        else ""
    )


def marked(seed: int) -> tuple[Data, list[str]]:
    """Answers that publish a short year, all of whose texts are marks, and the marks' paths."""
    data = drawn(seed) | {"lineage": LINEAGE, "created": "2026-12-01"}
    random, marks = Random(seed), Marks()  # noqa: S311 - nothing secret
    program = {"timezone": "America/Chicago", "name": "x", "organization": "x", "purpose": "x"}
    data["program"] = (data.get("program") or {}) | program
    frequency = data.setdefault("frequency", {}) or {}
    data["frequency"] = frequency | {
        "first_day": "2027-01-01", "months": 2, "closures": [], "civic_dates": [],
        "place": {"room": "x", "address": "x", "link": "https://x.example", "seating": "x"},
        "series": [
            {"id": "one", "name": "x", "every": "month", "on": "second Thursday", "at": "08:00"},
            {"id": "two", "every": "month", "on": "third Monday", "at": "10:00", "subject": "a",
             "room": "x"},
        ],
    }  # fmt: skip
    frequency = data["frequency"]
    frequency.pop("holidays", None)
    for each in data["participants"]["people"]:
        each |= {"name": "x", "email": "x@example.gov"}
    access = random.choice(("closed", "employees", "invitation", "open", "open with questions"))
    publicity = data.setdefault("publicity", {}) or {}
    data["publicity"] = publicity | {
        "access": access, "publishes": ["schedule", "notes"],
        "languages": random.choice((["en"], ["es", "en"])),
        "back_ups": random.choice(("yes", "no")),
    }  # fmt: skip
    found = marks.put(_SCHEMA, data, "")
    while problems := reading.check(found).problems:
        for path in sorted({fields.steps(each.path) for each in problems}, key=str, reverse=True):
            _take_out(found, path)
    return found, marks.paths


def shown(files: dict[str, str]) -> set[int]:
    """The marks in some files and in their names."""
    return {
        int(each) for text in (*files, *files.values()) for each in re.findall(r"zq(\d{4})x", text)
    }


def folders(seed: int) -> Iterator[tuple[dict[str, str], list[str], frozenset[str]]]:
    data, paths = marked(seed)
    life: list[Step] = [
        ("2027-01-04", "cancel", "one/2027-01"),
        ("2027-01-04", "bump", "two/2027-01"),
    ]
    if "series" not in data["frequency"]:
        return
    told = tell(data, life)
    yield files_of(told.site("2027-01-10")), paths, public_paths(data["publicity"]["access"])


@pytest.mark.parametrize("part", range(PARTS))
def test_no_internal_text_is_in_the_public_folder(part: int) -> None:
    made = 0
    for seed in range(part, COUNT, PARTS):
        for files, paths, public in folders(seed):
            found = {paths[each] for each in shown(files) if each < len(paths)}
            assert found <= public, (seed, found - public)
            assert int(REASON[2:6]) not in shown(files)
            assert "program.name" in found
            made += 1
    assert made > COUNT // PARTS * 0.9
