"""A ledger that was written before it kept years has them from the next publish on."""

import json
from pathlib import Path

import pytest

from tests.support.commands import run
from tests.support.tampered_files import sealed_ledger
from tests.support.year import Clock, clock, edit, plan, published, rows

__all__ = ["clock", "plan", "published"]
NEW_PARTS = ("years", "meetings", "settings")


def read_parts(folder: Path) -> dict[str, list[dict[str, object]]]:
    parts: dict[str, list[dict[str, object]]] = json.loads(
        (folder / "statplan.ledger.json").read_text("utf-8")
    )
    return parts


@pytest.fixture
def earlier(published: Path) -> Path:
    parts = read_parts(published)
    for name in NEW_PARTS:
        del parts[name]
    (published / "statplan.ledger.json").write_bytes(sealed_ledger(parts))
    return published


def test_the_next_publish_records_the_year_and_says_so(earlier: Path, clock: Clock) -> None:
    clock("2027-02-20T12:00")
    assert run("bump", "blight/2027-03")[0] == 0
    code, _, err = run("publish")
    assert code == 0
    assert "It now keeps what was first published of 8 meetings" in " ".join(err.split())
    parts = read_parts(earlier)
    (year,) = parts["years"]
    assert (year["first"], year["last"]) == ("2027-01-01", "2027-04-30")
    assert year["at"] == "2026-12-10T12:00:00Z"
    promises = {line["meeting"]: line["promised"] for line in parts["meetings"]}
    assert promises["blight/2027-03"]["start"] == "2027-03-11T08:00"  # type: ignore[index]
    assert run("publish")[2].strip().endswith("Everything is published already.")


def test_a_ledger_of_before_keeps_the_meetings_of_the_year_before(
    earlier: Path, clock: Clock
) -> None:
    clock("2027-04-01T12:00")
    edit(earlier, "first_day: 2027-01-01", "first_day: 2027-05-01")
    before = rows(earlier)
    code, out, err = run("publish")
    assert code == 0, err
    assert not [line for line in out.splitlines() if line.strip().startswith(("-", "~", "="))]
    after = rows(earlier)
    assert {key: row["sequence"] for key, row in after.items() if key in before} == {
        key: row["sequence"] for key, row in before.items()
    }
    parts = read_parts(earlier)
    assert [(year["first"], year["at"]) for year in parts["years"]] == [
        ("2027-01-01", "2026-12-10T12:00:00Z"),
        ("2027-05-01", "2027-04-01T12:00:00Z"),
    ]
    assert all(line["promised"] for line in parts["meetings"])
