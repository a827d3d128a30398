"""The form of a ledger file, every part of it bounded, and its conversion to records."""

import re
from dataclasses import fields
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, PlainValidator, TypeAdapter, create_model

from statplan.holds import Role, State
from statplan.ledger.file_writer import hash_people, hash_text
from statplan.ledger.model import (
    SCHEMA,
    DeadlineKind,
    Decision,
    DecisionKind,
    EntryText,
    IssuedEntry,
    LastPublish,
    Ledger,
    PublishedChange,
)  # fmt: skip
from statplan.plan.text_types import Id, Lineage
from statplan.plan.time_phrases import FIRST_YEAR, LAST_YEAR
from statplan.plan.timezones import list_timezones
from statplan.schedule.model import TimeSlot
from statplan.strict_json import StateError, build_time_reader, parse_state

# A plan's last year runs for up to 24 months after LAST_YEAR, and its deadlines lie beyond it.
_LOCAL_YEARS = range(FIRST_YEAR - 1, LAST_YEAR + 5)
_LOCAL = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}")
_MOMENT = re.compile(rf"{_LOCAL.pattern}:[0-9]{{2}}Z")
_PERIOD = r"[0-9]{4}-(W[0-5][0-9]|Q[1-4]|[01][0-9](-[0-3][0-9])?)(-[0-9]{1,4})?"
_MEETING = rf"^[a-z0-9]+(-[a-z0-9]+)*/{_PERIOD}$"
_CONTROLS = r"^[^\x00-\x08\x0b-\x1f\x7f-\x9f\x{fffe}\x{ffff}]*$"  # what no calendar can hold

_ROLES = (*Role, *DeadlineKind)

MOST_NUMBER = 2_147_483_647  # RFC 5545, 3.3.8
_MOST_MINUTES = 24 * 60
_MOST_LINES = 500_000
_MOST_PEOPLE = 10_000
_MOST_FACTS = 100


def _read_zone(zone_name: object) -> str:
    if not isinstance(zone_name, str) or zone_name not in list_timezones():
        raise ValueError("it is not a time zone")
    return zone_name


def _read_role(word: object) -> str:
    if word not in _ROLES:
        raise ValueError("it is neither a date of a meeting nor a deadline")
    return str(word)


Number = Annotated[int, Field(ge=0, le=MOST_NUMBER)]
Moment = Annotated[datetime, PlainValidator(build_time_reader(_MOMENT))]
Local = Annotated[datetime, PlainValidator(build_time_reader(_LOCAL, _LOCAL_YEARS))]
Zone = Annotated[str, PlainValidator(_read_zone)]
AnyRole = Annotated[str, PlainValidator(_read_role)]
MeetingId = Annotated[str, Field(pattern=_MEETING, max_length=100)]
Words = Annotated[str, Field(pattern=_CONTROLS, max_length=100_000)]
FactName = Annotated[str, Field(pattern=r"^[a-z_]{1,40}$")]
Digest = Annotated[str, Field(pattern=r"^[0-9a-f]+$", max_length=64)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class SlotPart(_Part):
    """A date that was decided on."""

    start: Local
    minutes: Annotated[int, Field(ge=1, le=_MOST_MINUTES)]


class DecisionPart(_Part):
    """A line of `decisions`."""

    at: Moment
    kind: DecisionKind
    meeting: MeetingId
    to: SlotPart | None = None
    reason: Words = ""


class LastPublishPart(_Part):
    """The last publish."""

    serial: Number
    at: Moment
    decisions: Number
    merged: Annotated[tuple[Moment, ...], Field(max_length=_MOST_LINES)] = ()


class PublishedChangePart(_Part):
    """A line of `told`."""

    meeting: MeetingId
    role: Role
    at: Moment
    state: State
    was: Local | None
    to: Local
    public: bool


class IssuedPart(_Part):
    """A line of `issued`; `text` and `who` are ids of lines of `texts` and of `who`."""

    meeting: MeetingId
    role: AnyRole
    state: State
    start: Local
    end: Local
    zone: Zone
    uid: Annotated[str, Field(max_length=100)]
    sequence: Number
    text: Digest
    created: Moment
    changed: Moment
    who: Digest


class PeoplePart(_Part):
    """A line of `who`: the people and topics of some entries."""

    id: Digest
    people: Annotated[tuple[Id, ...], Field(max_length=_MOST_PEOPLE)]
    about: Annotated[tuple[Id, ...], Field(max_length=_MOST_PEOPLE)]


class _TextLine(_Part):
    id: Digest
    facts: Annotated[dict[FactName, Words], Field(max_length=_MOST_FACTS)] | None = None


_WORD_TYPES: dict[object, object] = {str: Words, bool: bool, str | None: Words | None}

if TYPE_CHECKING:
    TextPart = _TextLine
else:  # a line of `texts` has the fields of an EntryText, by their names
    TextPart = create_model(
        "TextPart",
        __base__=_TextLine,
        **{
            field.name: (_WORD_TYPES[field.type], None if field.default is None else ...)
            for field in fields(EntryText)
            if field.name != "facts"
        },
    )


class LedgerFile(_Part):
    """A whole ledger file. `digest` may be anything: the reader checks it once the rest is read."""

    form: Annotated[int, Field(alias="schema", ge=SCHEMA, le=SCHEMA)]
    lineage: Lineage
    serial: Number
    published: LastPublishPart | None
    audiences: Annotated[tuple[Id, ...], Field(max_length=_MOST_PEOPLE)]
    decisions: Annotated[tuple[DecisionPart, ...], Field(max_length=_MOST_LINES)]
    told: Annotated[tuple[PublishedChangePart, ...], Field(max_length=_MOST_LINES)] = ()
    issued: Annotated[tuple[IssuedPart, ...], Field(max_length=_MOST_LINES)]
    who: Annotated[tuple[PeoplePart, ...], Field(max_length=_MOST_LINES)]
    texts: Annotated[tuple[TextPart, ...], Field(max_length=_MOST_LINES)]
    digest: Any = None


class _Version(BaseModel):
    form: int = Field(alias="schema", gt=SCHEMA)


_FILE = TypeAdapter(LedgerFile)
_NEWER = TypeAdapter(_Version)


def parse_file(content: bytes) -> LedgerFile:
    """Parse a ledger file.

    Raises:
        StateError: it is not of this form.
    """
    return parse_state(_FILE, content)


def find_newer_schema(content: bytes) -> int | None:
    """Return the schema of a ledger that a newer statplan wrote; None for anything else."""
    try:
        return parse_state(_NEWER, content).form
    except StateError:
        return None


def build_ledger(file: LedgerFile) -> Ledger:
    """Return the ledger that a file holds.

    Raises:
        StateError: its lines do not fit together.
    """
    return Ledger(
        lineage=file.lineage,
        serial=file.serial,
        decisions=tuple(map(_build_decision, file.decisions)),
        issued=_build_issued_entries(file),
        published=_build_last_publish(file.published) if file.published else None,
        audiences=file.audiences,
        published_changes=tuple(map(_build_published_change, file.told)),
    )


def _to_utc(moment: datetime) -> datetime:
    return moment.replace(tzinfo=UTC)


def _build_decision(line: DecisionPart) -> Decision:
    slot_part = line.to
    slot = (
        TimeSlot(slot_part.start.date(), slot_part.start.time(), slot_part.minutes)
        if slot_part
        else None
    )
    return Decision(line.meeting, line.kind, _to_utc(line.at), slot, line.reason)


def _build_last_publish(part: LastPublishPart) -> LastPublish:
    merged = tuple(map(_to_utc, part.merged))
    return LastPublish(part.serial, _to_utc(part.at), part.decisions, merged)


def _build_published_change(line: PublishedChangePart) -> PublishedChange:
    return PublishedChange(
        line.meeting, line.role.value, _to_utc(line.at), line.state, line.was, line.to, line.public
    )  # fmt: skip


def _build_issued_entries(file: LedgerFile) -> tuple[IssuedEntry, ...]:
    """Return the issued entries; each text and each list of people must match its id."""
    texts = {line.id: _build_text(line) for line in file.texts}
    people = {line.id: line for line in file.who}
    if len(texts) < len(file.texts) or len(people) < len(file.who):
        raise StateError("it has a line of its texts or its who twice")
    rows = []
    checked_ids: set[str] = set()
    for line in file.issued:
        text, who = texts.get(line.text), people.get(line.who)
        if text is None or who is None:
            missing_part = f"text {line.text}" if text is None else f"who {line.who}"
            raise StateError(f"it lacks the {missing_part} of {line.meeting}")
        row = IssuedEntry(
            line.meeting, line.role, line.state, line.zone, line.start, line.end,
            text, who.people, who.about,
            line.uid, line.sequence, _to_utc(line.created), _to_utc(line.changed),
        )  # fmt: skip
        if who.id not in checked_ids and hash_people(row) != who.id:
            raise StateError(f"its who {who.id} was changed")
        checked_ids.add(who.id)
        rows.append(row)
    return tuple(rows)


def _build_text(line: TextPart) -> EntryText:
    facts = None if line.facts is None else tuple(line.facts.items())
    text = EntryText(**line.model_dump(exclude={"id", "facts"}), facts=facts)
    if hash_text(text) != line.id:
        raise StateError(f"its text {line.id} was changed")
    return text
