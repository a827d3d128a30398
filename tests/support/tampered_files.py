"""State files that somebody tampered with: cut off, flipped, of wrong types, sealed or not."""

import hashlib
import json
import random
from collections.abc import Callable
from copy import deepcopy
from typing import Any

Path = tuple[str | int, ...]
Seal = Callable[[bytes], bytes]

STRANGE: tuple[Any, ...] = (
    None, True, 0, -1, 3, 2**31, 10**30, 1.5, "", "x", "../../x", "/etc/passwd", "\0", "\u202e",
    "9999-12-31T23:59", "0001-01-01T00:00:00Z", "2027-01-14T15:00:00Z", "2027-02-30T08:00",
    "1799000000", "public", "cancelled", "Mars/Olympus", "a/2027-W15", [], ["x"], [[]], [None],
    {}, {"x": 1}, {"id": "x"}, "y" * 5000, float("nan"), float("inf"), ["x"] * 300,
)  # fmt: skip


def places(data: object, path: Path = ()) -> list[Path]:
    """The path of every part of some plain data."""
    steps: Any = ()
    if isinstance(data, dict | list):
        steps = data.items() if isinstance(data, dict) else enumerate(data)
    return [deep for step, part in steps for deep in ((*path, step), *places(part, (*path, step)))]


def part_at(data: Any, path: Path) -> Any:
    """The part of some plain data at a path."""
    for step in path:
        data = data[step]
    return data


def put_at(data: Any, path: Path, answer: object) -> None:
    """Put something at a path of some plain data."""
    part_at(data, path[:-1])[path[-1]] = answer


def ledger_body(data: dict[str, Any]) -> str:
    """The text of a ledger up to its digest, laid out as statplan does."""
    parts = []
    for name, part in data.items():
        text = json.dumps(part, ensure_ascii=False)
        if part and isinstance(part, list) and name != "audiences":
            lines = (f"  {json.dumps(line, ensure_ascii=False)}" for line in part)
            text = "[\n" + ",\n".join(lines) + "\n]"
        parts.append(f'"{name}": {text}')
    return "{\n" + ",\n".join(parts)


def sealed_ledger(data: dict[str, Any]) -> bytes:
    """A ledger with the digest of what it says, true or not."""
    body = ledger_body({name: part for name, part in data.items() if name != "digest"})
    seal = hashlib.sha256(body.encode()).hexdigest()
    return f'{body},\n"digest": "{seal}"\n}}\n'.encode()


def renamed_ledger(data: dict[str, Any]) -> dict[str, Any]:
    """The same where its texts, people, and settings are called by their content, and in order.

    So a change of words gets past the names of texts, and a change of keys past the order of lines.
    """
    data = deepcopy(data)
    rows, records = _lines(data, "issued"), _lines(data, "meetings")
    for name, column, length, users in (
        ("texts", "text", 20, rows),
        ("who", "who", 8, rows),
        ("settings", "settings", 12, records),
    ):
        lines = _lines(data, name)
        for line in lines:
            said = {key: part for key, part in line.items() if key != "id"}
            text = json.dumps(said, ensure_ascii=False).encode("utf-8", "replace")
            new = hashlib.sha256(text).hexdigest()[:length]
            for user in users:
                if user.get(column) == line.get("id"):
                    user[column] = new
            line["id"] = new
        if lines and len(lines) == len(data[name]):
            data[name] = sorted(lines, key=lambda line: str(line["id"]))
    if len(rows) == len(data.get("issued") or ()):
        data["issued"] = sorted(
            rows, key=lambda row: (str(row.get("meeting")), str(row.get("role")))
        )
    if records and len(records) == len(data["meetings"]):
        data["meetings"] = sorted(records, key=lambda record: str(record.get("meeting")))
    return data


def _lines(data: dict[str, Any], name: str) -> list[dict[str, Any]]:
    part = data.get(name)
    return [line for line in part if isinstance(line, dict)] if isinstance(part, list) else []


def sealed_journal(text: bytes) -> bytes:
    """The journal of a publish with the seal of what it says, true or not."""
    return hashlib.sha256(text).hexdigest().encode() + b"\n" + text


def damaged(whole: bytes, chance: random.Random) -> bytes:
    """The bytes of a file, damaged in one of the ways in which files are."""
    at = chance.randrange(len(whole))
    deep = chance.choice([250, 100_000])
    middle = chance.choice([
        b"\\ud800", b"NaN", b"9" * 5_000, b"\xff", b"\0", b"<<<<<<< HEAD\n", b"[" * deep,
        b'{"a":' * deep, b'"x": 1, ', b"\n", b"1e999",
    ])  # fmt: skip
    text = whole.decode()
    ways: list[Callable[[], bytes]] = [
        lambda: b"",
        lambda: whole[:at],
        lambda: whole[at:],
        lambda: whole + whole,
        lambda: whole[:at] + bytes([whole[at] ^ 1 << chance.randrange(8)]) + whole[at + 1 :],
        lambda: whole[:at] + middle + whole[at:],
        lambda: whole[: at // 9] + middle,
        lambda: b"\xef\xbb\xbf" + whole,
        lambda: text.encode("utf-16"),
        lambda: (text + "\u00e9").encode("latin-1", "replace"),
        lambda: chance.choice([b"null", b"[]", b"{}", b"7", b'"x"', middle]),
    ]  # fmt: skip
    return chance.choice(ways)()


def rewritten(data: dict[str, Any], chance: random.Random) -> dict[str, Any]:
    """Plain data in which one part, or two, are of another kind, gone, doubled or exchanged."""
    data = deepcopy(data)
    for _ in range(chance.choice([1, 1, 2])):
        known = places(data)
        path = chance.choice(known)
        where = part_at(data, path[:-1])
        how = chance.random()
        if how < 0.1:
            del where[path[-1]]
        elif how < 0.2 and isinstance(where, list):
            where.append(deepcopy(where[int(path[-1])]))
        elif how < 0.3 and isinstance(where, dict):
            where[f"{path[-1]}x"] = chance.choice(STRANGE)
        elif how < 0.6:
            alike = [other for other in known if other[-1] == path[-1]]
            put_at(data, path, deepcopy(part_at(data, chance.choice(alike))))
        elif how < 0.7:
            put_at(data, path, deepcopy(part_at(data, chance.choice(known))))
        else:
            put_at(data, path, deepcopy(chance.choice(STRANGE)))
    return data
