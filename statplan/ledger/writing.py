"""The ledger as a file that is read in a diff: a line for each decision, hold and text."""

import hashlib
import json
from collections.abc import Iterable
from datetime import datetime
from functools import lru_cache
from typing import Any

from statplan.ledger.records import SCHEMA, Decision, Issued, Ledger, Text, Told
from statplan.schedule import Stand

_LOCAL = "minutes"
_ENCODER = json.JSONEncoder(ensure_ascii=False)


def write(ledger: Ledger) -> bytes:
    """Write a ledger; the same ledger gives the same bytes, whose last line proves the others."""
    body = _body(ledger)
    return f'{body},\n"digest": "{digest(body.encode())}"\n}}\n'.encode()


def digest(data: bytes) -> str:
    """What proves that bytes are as they were written."""
    return hashlib.sha256(data).hexdigest()


@lru_cache(maxsize=2048)
def text_id(text: Text) -> str:
    """What identifies the words of a hold, by their content."""
    return digest(_line(_text(text)).encode())[:20]


def issued_digest(ledger: Ledger) -> str:
    """What proves the issued table alone."""
    return digest(_line([row_data(row) for row in ledger.issued]).encode())


def publish_digest(ledger: Ledger) -> str:
    """Return what tells a publish from another one of the same number, on another branch."""
    return issued_digest(ledger)[:6]


def _body(ledger: Ledger) -> str:
    published = ledger.published
    told = {
        "serial": published.serial,
        "at": moment(published.at),
        "decisions": published.decisions,
        **({"merged": [moment(at) for at in published.merged]} if published.merged else {}),
    } if published else None  # fmt: skip
    texts = {text_id(row.text): row.text for row in ledger.issued}
    who = {who_id(row): _who(row) for row in ledger.issued}
    parts = [
        f'"schema": {SCHEMA}',
        f'"lineage": {_line(ledger.lineage)}',
        f'"serial": {ledger.serial}',
        f'"published": {_line(told)}',
        f'"audiences": {_line(list(ledger.audiences))}',
        f'"decisions": {_lines(decision_data(each) for each in ledger.decisions)}',
        *([f'"told": {_lines(_told(each) for each in ledger.told)}'] if ledger.told else []),
        f'"issued": {_lines(row_data(row) for row in sorted(ledger.issued, key=_by_key))}',
        f'"who": {_lines({"id": key, **who[key]} for key in sorted(who))}',
        f'"texts": {_lines({"id": key, **_text(texts[key])} for key in sorted(texts))}',
    ]
    return "{\n" + ",\n".join(parts)


def _told(each: Told) -> dict[str, Any]:
    return {
        "meeting": each.meeting,
        "role": each.role,
        "at": moment(each.at),
        "state": each.state.value,
        "was": each.was.isoformat(timespec=_LOCAL) if each.was else None,
        "to": each.to.isoformat(timespec=_LOCAL),
        "public": each.public,
    }


def _by_key(row: Issued) -> tuple[str, str]:
    return row.key


def _lines(items: Iterable[object]) -> str:
    lines = [f"  {_line(each)}" for each in items]
    return "[\n" + ",\n".join(lines) + "\n]" if lines else "[]"


def _line(value: object) -> str:
    return _ENCODER.encode(value)


def moment(at: datetime) -> str:
    """A moment in UTC: 2027-01-14T15:00:00Z."""
    return f"{at:%Y-%m-%dT%H:%M:%SZ}"


def decision_data(each: Decision) -> dict[str, Any]:
    """A decision as plain data."""
    found: dict[str, Any] = {"at": moment(each.at), "kind": each.kind, "meeting": each.meeting}
    if each.to is not None:
        found["to"] = _stand(each.to)
    if each.reason:
        found["reason"] = each.reason
    return found


def _stand(stand: Stand) -> dict[str, Any]:
    return {"start": stand.start.isoformat(timespec=_LOCAL), "minutes": stand.minutes}


def row_data(row: Issued) -> dict[str, Any]:
    """An issued hold as plain data; its words are named by their content."""
    return {
        "meeting": row.meeting,
        "role": row.role,
        "state": row.state.value,
        "start": row.start.isoformat(timespec=_LOCAL),
        "end": row.end.isoformat(timespec=_LOCAL),
        "zone": row.zone,
        "uid": row.uid,
        "sequence": row.sequence,
        "text": text_id(row.text),
        "created": moment(row.created),
        "changed": moment(row.changed),
        "who": who_id(row),
    }


def _who(row: Issued) -> dict[str, Any]:
    return {"people": list(row.people), "about": list(row.about)}


def who_id(row: Issued) -> str:
    """What identifies those whom a hold concerns; most holds share theirs with others."""
    return _who_id(row.people, row.about)


@lru_cache(maxsize=2048)
def _who_id(people: tuple[str, ...], about: tuple[str, ...]) -> str:
    return digest(_line({"people": list(people), "about": list(about)}).encode())[:8]


def _text(text: Text) -> dict[str, Any]:
    facts = {} if text.facts is None else {"facts": dict(text.facts)}
    return {
        "name": text.name,
        "description": text.description,
        "place": text.place,
        "category": text.category,
        "public": text.public,
        "public_place": text.public_place,
        "paired": text.paired,
        **facts,
    }
