"""Read a ledger and prove it; whatever cannot be proved is refused, and never begun anew."""

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any, get_args

from statplan.errors import StatplanError
from statplan.holds import State, uid
from statplan.ledger.records import (
    SCHEMA,
    Decision,
    Issued,
    Kind,
    Ledger,
    Published,
    Text,
    Told,
)  # fmt: skip
from statplan.ledger.writing import text_id, write
from statplan.schedule import Stand

_DOCTOR = "`statplan doctor` tells what can be mended; version control has the last good one."


def read(data: bytes, name: str, lineage: str) -> Ledger:
    """Read the ledger of a plan.

    Args:
        data: the file.
        name: how messages name it.
        lineage: the plan's own.

    Raises:
        StatplanError: exit code 4; it is cut off, edited by hand, of another plan, of a newer
            statplan, or says what cannot be.
    """
    ledger = parse(data, name)
    if ledger.lineage != lineage:
        fact = f"{name} is the ledger of another plan (lineage {ledger.lineage})."
        raise _refused(fact, "Put the plan's own ledger beside it, or restore the plan's lineage.")
    if not is_sealed(data):
        fact = f"{name} was changed by hand or by a merge: its digest does not fit what it says."
        raise _refused(fact, _DOCTOR)
    faults = list(impossible(ledger))
    if faults:
        raise _refused(f"{name}: {faults[0]}", _DOCTOR)
    return ledger


def is_sealed(data: bytes) -> bool:
    """Whether a ledger says what statplan wrote; line ends and blanks are not what it says."""
    found = json.loads(data)
    return write(_ledger(found)).endswith(f'"digest": "{found.get("digest")}"\n}}\n'.encode())


def parse(data: bytes, name: str) -> Ledger:
    """Read what a ledger says, proved or not.

    Raises:
        StatplanError: exit code 4; it is no ledger, or one of a newer statplan.
    """
    try:
        found = json.loads(data.decode())
    except (ValueError, RecursionError) as error:
        place = f" at line {error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
        raise _refused(
            f"{name} cannot be read: it is cut off or damaged{place}.", _DOCTOR
        ) from None
    if not isinstance(found, dict) or not isinstance(found.get("schema"), int):
        raise _refused(f"{name} is no ledger of statplan.", _DOCTOR)
    if found["schema"] > SCHEMA:
        fact = f"{name} was written by a newer statplan (schema {found['schema']})."
        raise _refused(fact, "Upgrade statplan: an older one would lose what it does not know.")
    try:
        return _ledger(found)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        fact = f"{name} says something that cannot be: {type(error).__name__}: {error}."
        raise _refused(fact, _DOCTOR) from None


def impossible(ledger: Ledger) -> Iterable[str]:
    """What cannot be in a ledger that statplan wrote, in words."""
    seen: set[tuple[str, str]] = set()
    for row in ledger.issued:
        if row.key in seen:
            yield f"{row.meeting} has two lines for its {row.role}."
        seen.add(row.key)
        if row.uid != uid(ledger.lineage, row.meeting, row.role):
            yield f"the UID of {row.meeting}, {row.role}, is not its own."
        if row.sequence < 0 or row.changed < row.created or row.end <= row.start:
            yield f"{row.meeting}, {row.role}, has a number or a time that cannot be."
    if ledger.issued and ledger.published is None:
        yield "holds are issued, and nothing was published."


def _refused(fact: str, hint: str) -> StatplanError:
    return StatplanError(fact, hint=hint, exit_code=4)


def _ledger(found: dict[str, Any]) -> Ledger:
    texts = {each["id"]: _text(each) for each in found["texts"]}
    who = {each["id"]: each for each in found["who"]}
    told = found["published"]
    return Ledger(
        lineage=str(found["lineage"]),
        serial=int(found["serial"]),
        decisions=tuple(_decision(each) for each in found["decisions"]),
        issued=tuple(_row(each, texts, who[each["who"]]) for each in found["issued"]),
        published=Published(told["serial"], moment(told["at"]), told["decisions"])
        if told
        else None,
        audiences=tuple(map(str, found["audiences"])),
        told=tuple(_told(each) for each in found.get("told", ())),
    )


def _told(each: dict[str, Any]) -> Told:
    was = datetime.fromisoformat(each["was"]) if each["was"] else None
    at, to, state = moment(each["at"]), datetime.fromisoformat(each["to"]), State(each["state"])
    meeting, role = str(each["meeting"]), str(each["role"])
    return Told(meeting, role, at, state, was, to, bool(each["public"]))


def moment(text: str) -> datetime:
    """Read a moment in UTC, as in 2027-01-14T15:00:00Z."""
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)


def _decision(each: dict[str, Any]) -> Decision:
    if each["kind"] not in get_args(Kind):
        raise ValueError(f"'{each['kind']}' is no decision")
    to = each.get("to")
    stand = None
    if to:
        start = datetime.fromisoformat(to["start"])
        stand = Stand(start.date(), start.time(), int(to["minutes"]))
    reason = str(each.get("reason", ""))
    return Decision(str(each["meeting"]), each["kind"], moment(each["at"]), stand, reason)


def _row(each: dict[str, Any], texts: dict[str, Text], who: dict[str, Any]) -> Issued:
    return Issued(
        meeting=str(each["meeting"]),
        role=str(each["role"]),
        state=State(each["state"]),
        zone=str(each["zone"]),
        start=datetime.fromisoformat(each["start"]),
        end=datetime.fromisoformat(each["end"]),
        text=texts[each["text"]],
        people=tuple(map(str, who["people"])),
        about=tuple(map(str, who["about"])),
        uid=str(each["uid"]),
        sequence=int(each["sequence"]),
        created=moment(each["created"]),
        changed=moment(each["changed"]),
    )


def _text(each: dict[str, Any]) -> Text:
    keys = ("name", "description", "place", "category", "public", "public_place")
    facts = tuple(each["facts"].items()) if "facts" in each else None
    found = Text(**{key: str(each[key]) for key in keys}, paired=bool(each["paired"]), facts=facts)
    if text_id(found) != each["id"]:
        raise ValueError(f"the text {each['id']} was changed")
    return found
