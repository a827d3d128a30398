"""Read what the program wrote, as raw text and JSON; nothing of the program is used here."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

Identity = tuple[str, int]  # UID and SEQUENCE
_DECLINED = {"cancelled", "released"}


def read_feed(path: Path) -> dict[str, int]:
    """Return the SEQUENCE of each UID in an iCalendar file."""
    entries = list(_read_events(path.read_bytes().decode()))
    sequences = dict(entries)
    assert len(sequences) == len(entries), f"{path}: a UID stands twice"
    return sequences


def _read_events(text: str) -> Iterator[Identity]:
    for event in text.split("BEGIN:VEVENT\r\n")[1:]:
        lines = event.partition("END:VEVENT\r\n")[0].replace("\r\n ", "").split("\r\n")
        uids = [line.removeprefix("UID:") for line in lines if line.startswith("UID:")]
        numbers = [line.removeprefix("SEQUENCE:") for line in lines if line.startswith("SEQUENCE:")]
        assert (len(uids), len(numbers)) == (1, 1), event
        yield uids[0], int(numbers[0])


def read_rows(folder: Path) -> list[dict[str, Any]]:
    """Return what the ledger of a folder says calendars were last told, row by row."""
    rows: list[dict[str, Any]] = _read_ledger(folder)["issued"]
    return rows


def read_decisions(folder: Path) -> list[str]:
    """Return the kind of each decision in the ledger of a folder."""
    return [decision["kind"] for decision in _read_ledger(folder)["decisions"]]


def read_serial(folder: Path) -> int:
    """Return how many times the ledger of a folder was published."""
    serial: int = _read_ledger(folder)["published"]["serial"]
    return serial


def read_sequences(folder: Path) -> dict[str, int]:
    """Return the SEQUENCE of each UID in the ledger of a folder."""
    return {row["uid"]: row["sequence"] for row in read_rows(folder)}


def read_standing(folder: Path) -> set[str]:
    """Return the UIDs of the meetings and backup dates that are neither cancelled nor released."""
    return {
        row["uid"]
        for row in read_rows(folder)
        if row["role"] in {"primary", "backup"} and row["state"] not in _DECLINED
    }


def read_entries(folder: Path) -> dict[str, tuple[object, ...]]:
    """Return what a ledger says of each entry: UID, SEQUENCE, state, start, end and zone."""
    names = ("uid", "sequence", "state", "start", "end", "zone")
    return {
        f"{row['meeting']} {row['role']}": tuple(row[name] for name in names)
        for row in read_rows(folder)
    }


def read_uids(folder: Path) -> dict[str, list[str]]:
    """Return the UID and the start of each entry in a ledger; nothing where there is no ledger."""
    if not (folder / "statplan.ledger.json").exists():
        return {}
    return {
        f"{row['meeting']} {row['role']}": [row["uid"], row["start"]] for row in read_rows(folder)
    }


def read_creation_day(plan: str) -> str:
    """Return the day on which a plan was made, from its text."""
    match = re.search(r"^created: (\d{4}-\d\d-\d\d)\b", plan, re.MULTILINE)
    assert match
    return match[1]


def read_files(folder: Path) -> dict[str, bytes]:
    """Return the bytes of each file in a folder but for the lock, by its name."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name != ".statplan.lock"
    }


def _read_ledger(folder: Path) -> dict[str, Any]:
    ledger = json.loads((folder / "statplan.ledger.json").read_bytes())
    assert isinstance(ledger, dict)
    return ledger
