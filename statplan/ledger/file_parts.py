"""The parts of a ledger file, each of them bounded."""

import re
from dataclasses import fields
from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, PlainValidator, create_model

from statplan.holds import Role, State
from statplan.ledger.model import SCHEMA, DecisionKind, EntryText
from statplan.plan.phrases import FIRST_YEAR, LAST_YEAR
from statplan.plan.text_types import Id, Lineage, MeetingMode
from statplan.plan.timezones import list_timezones
from statplan.schedule.deadlines import DeadlineKind
from statplan.strict_json import build_time_reader

# A plan's last year runs for up to 24 months after LAST_YEAR, and its deadlines lie beyond it.
_LOCAL_YEARS = range(FIRST_YEAR - 1, LAST_YEAR + 5)
_LOCAL = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}")
_MOMENT = re.compile(rf"{_LOCAL.pattern}:[0-9]{{2}}Z")
# Which of the days of a rule it is: 1, last, 1thu, w1, d15.
_DAY_CODE = r"\.[wd]?([0-9]{1,2}|last[0-9]?)(mon|tue|wed|thu|fri|sat|sun)?"
_PERIOD = (
    rf"[0-9]{{4}}-(W[0-5][0-9]|Q[1-4]({_DAY_CODE})?|[01][0-9](-[0-3][0-9]|{_DAY_CODE})?)"
    r"(-[0-9]{1,4})?"
)
_MEETING = rf"^[a-z0-9]+(-[a-z0-9]+)*/{_PERIOD}$"
_CONTROLS = r"^[^\x00-\x08\x0b-\x1f\x7f-\x9f\x{fffe}\x{ffff}]*$"  # what no calendar can hold

_ROLES = (*Role, *DeadlineKind)

MOST_NUMBER = 2_147_483_647  # RFC 5545, 3.3.8
_MOST_MINUTES = 24 * 60
_MOST_LINES = 500_000
_MOST_PEOPLE = 10_000
_LONGEST_ATTENDEE = 5_000
_MOST_FACTS = 100
_MOST_DAYS, _MOST_NAMES = 366, 30  # of a list of holidays
_MOST_YEARS = 1_000


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
# Of the roster, or of somebody on none, as in fire/head or program/office/mayor.
AttendeeId = Annotated[
    str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*(/[^\s/]+){0,2}$", max_length=_LONGEST_ATTENDEE)
]
MeetingId = Annotated[str, Field(pattern=_MEETING, max_length=100)]
Words = Annotated[str, Field(pattern=_CONTROLS, max_length=100_000)]
Name = Annotated[str, Field(pattern=_CONTROLS, min_length=1, max_length=500)]
DayText = Annotated[str, Field(pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}$")]
FactName = Annotated[str, Field(pattern=r"^[a-z_]{1,40}$")]
Digest = Annotated[str, Field(pattern=r"^[0-9a-f]+$", max_length=64)]
Release = Annotated[str, Field(pattern=r"^[0-9A-Za-z.+!-]{1,40}$")]


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
    zone_data: Release
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


class HolidaysPart(_Part):
    """A line of `holidays`: the holidays of a year, each day with its names."""

    country: Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
    subdivision: Name | None
    observed: bool
    year: Annotated[int, Field(ge=_LOCAL_YEARS.start, lt=_LOCAL_YEARS.stop)]
    release: Release
    days: Annotated[
        dict[DayText, Annotated[tuple[Name, ...], Field(min_length=1, max_length=_MOST_NAMES)]],
        Field(max_length=_MOST_DAYS),
    ]


class IssuedPart(_Part):
    """A line of `issued`; `text` and `who` are ids of lines of `texts` and of `who`.

    `utc` has the start and the end as calendars have them; a deadline, of no zone, has none.
    """

    meeting: MeetingId
    role: AnyRole
    state: State
    start: Local
    end: Local
    zone: Zone
    utc: tuple[Moment, Moment] | None
    uid: Annotated[str, Field(max_length=100)]
    sequence: Number
    text: Digest
    created: Moment
    changed: Moment
    who: Digest


class PeoplePart(_Part):
    """A line of `who`: the people and topics of some entries."""

    id: Digest
    people: Annotated[tuple[AttendeeId, ...], Field(max_length=_MOST_PEOPLE)]
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


class YearPart(_Part):
    """A line of `years`."""

    first: DayText
    last: DayText
    at: Moment
    next_by: DayText | None


class MovePart(_Part):
    """Why the plan has a meeting on another day than usual."""

    day: DayText
    time: Annotated[str, Field(pattern=r"^([01][0-9]|2[0-3]):[0-5][0-9]$")] | None
    reason: Words
    cause: Words
    exception: bool


class BackupPart(_Part):
    """The backup date of a meeting; or why it has none."""

    slot: SlotPart | None = None
    reserve: MeetingId | None = None
    none: Words | None = None


class PromisePart(SlotPart):
    """What the first publish of its year promised of a meeting."""

    about: Annotated[tuple[Id, ...], Field(max_length=_MOST_PEOPLE)]
    due: dict[DeadlineKind, DayText]
    usual: DayText | None = None


class RecordPart(_Part):
    """A line of `meetings`; `settings` is the id of a line of `settings`."""

    meeting: MeetingId
    planned: SlotPart
    settings: Digest
    counted: DayText | None = None
    number: Annotated[int, Field(ge=1, le=MOST_NUMBER)] | None = None
    moved: MovePart | None = None
    backup: BackupPart
    promised: PromisePart | None


class SettingsPart(_Part):
    """A line of `settings`: what a meeting has in common with others."""

    id: Digest
    title: Words
    about: Annotated[tuple[Id, ...], Field(max_length=_MOST_PEOPLE)]
    subject: Words
    required: Annotated[tuple[AttendeeId, ...], Field(max_length=_MOST_PEOPLE)]
    optional: Annotated[tuple[AttendeeId, ...], Field(max_length=_MOST_PEOPLE)]
    chair: Id | None
    attended: bool
    room: Words | None
    address: Words | None
    link: Words | None
    mode: MeetingMode | None


class LedgerFile(_Part):
    """A whole ledger file. `digest` may be anything: the reader checks it once the rest is read."""

    form: Annotated[int, Field(alias="schema", ge=SCHEMA, le=SCHEMA)]
    lineage: Lineage
    serial: Number
    published: LastPublishPart | None
    audiences: Annotated[tuple[Id, ...], Field(max_length=_MOST_PEOPLE)]
    decisions: Annotated[tuple[DecisionPart, ...], Field(max_length=_MOST_LINES)]
    holidays: Annotated[tuple[HolidaysPart, ...], Field(max_length=_MOST_LINES)]
    told: Annotated[tuple[PublishedChangePart, ...], Field(max_length=_MOST_LINES)] = ()
    years: Annotated[tuple[YearPart, ...], Field(max_length=_MOST_YEARS)] = ()
    meetings: Annotated[tuple[RecordPart, ...], Field(max_length=_MOST_LINES)] = ()
    settings: Annotated[tuple[SettingsPart, ...], Field(max_length=_MOST_LINES)] = ()
    issued: Annotated[tuple[IssuedPart, ...], Field(max_length=_MOST_LINES)]
    who: Annotated[tuple[PeoplePart, ...], Field(max_length=_MOST_LINES)]
    texts: Annotated[tuple[TextPart, ...], Field(max_length=_MOST_LINES)]
    digest: Any = None
