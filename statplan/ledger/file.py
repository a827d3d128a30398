"""The form of a ledger file and its conversion to records."""

from datetime import UTC, date, datetime, time

from pydantic import BaseModel, Field, TypeAdapter

from statplan.ledger.file_parts import (
    BackupPart,
    DecisionPart,
    HolidaysPart,
    LastPublishPart,
    LedgerFile,
    MovePart,
    PromisePart,
    PublishedChangePart,
    RecordPart,
    SettingsPart,
    SlotPart,
    TextPart,
    YearPart,
)
from statplan.ledger.file_writer import hash_people, hash_settings, hash_text
from statplan.ledger.model import (
    SCHEMA,
    Decision,
    EntryText,
    IssuedEntry,
    LastPublish,
    Ledger,
    MeetingRecord,
    Promise,
    PublishedChange,
    PublishedYear,
)
from statplan.schedule.holiday_lists import HolidayList
from statplan.schedule.model import (
    Backup,
    Meeting,
    MeetingPlace,
    Move,
    NoBackup,
    TimeSlot,
    parse_meeting_key,
)
from statplan.strict_json import StateError, parse_state


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
        holiday_lists=tuple(map(_build_holiday_list, file.holidays)),
        years=tuple(map(_build_year, file.years)),
        meetings=_build_records(file),
    )


def _to_utc(moment: datetime) -> datetime:
    return moment.replace(tzinfo=UTC)


def _build_decision(line: DecisionPart) -> Decision:
    slot = _build_slot(line.to) if line.to else None
    return Decision(line.meeting, line.kind, _to_utc(line.at), slot, line.reason)


def _build_last_publish(part: LastPublishPart) -> LastPublish:
    merged = tuple(map(_to_utc, part.merged))
    return LastPublish(part.serial, _to_utc(part.at), part.decisions, part.zone_data, merged)


def _build_published_change(line: PublishedChangePart) -> PublishedChange:
    return PublishedChange(
        line.meeting, line.role.value, _to_utc(line.at), line.state, line.was, line.to, line.public
    )  # fmt: skip


def _build_holiday_list(line: HolidaysPart) -> HolidayList:
    """Return a list of holidays; its days are real ones."""
    try:
        days = tuple((date.fromisoformat(day), names) for day, names in line.days.items())
    except ValueError:
        raise StateError(f"its holidays of {line.year} have a day that does not exist") from None
    return HolidayList(line.country, line.subdivision, line.observed, line.year, line.release, days)


def _build_slot(part: SlotPart) -> TimeSlot:
    return TimeSlot(part.start.date(), part.start.time(), part.minutes)


def _build_day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise StateError(f"it has the day {text}, which does not exist") from None


def _build_year(line: YearPart) -> PublishedYear:
    next_by = _build_day(line.next_by) if line.next_by else None
    return PublishedYear(_build_day(line.first), _build_day(line.last), _to_utc(line.at), next_by)


def _build_records(file: LedgerFile) -> tuple[MeetingRecord, ...]:
    """Return the records of meetings; the settings of each must match their id."""
    settings = {line.id: line for line in file.settings}
    records = []
    checked_ids: set[str] = set()
    for line in file.meetings:
        own_settings = settings.get(line.settings)
        if own_settings is None:
            raise StateError(f"it lacks the settings {line.settings} of {line.meeting}")
        meeting = _build_meeting(line, own_settings)
        if line.settings not in checked_ids and hash_settings(meeting) != line.settings:
            raise StateError(f"its settings {line.settings} were changed")
        checked_ids.add(line.settings)
        promise = _build_promise(line.promised) if line.promised else None
        records.append(MeetingRecord(meeting, promise))
    return tuple(records)


def _build_meeting(line: RecordPart, settings: SettingsPart) -> Meeting:
    return Meeting(
        parse_meeting_key(line.meeting),
        settings.title,
        _build_slot(line.planned),
        subject_ids=settings.about,
        subject=settings.subject,
        number=line.number,
        move=_build_move(line.moved) if line.moved else None,
        backup=_build_backup(line.backup),
        required=settings.required,
        optional=settings.optional,
        place=MeetingPlace(settings.room, settings.address, settings.link, settings.mode),
        chair=settings.chair,
        is_attended=settings.attended,
        counted_day=_build_day(line.counted) if line.counted else None,
    )


def _build_move(part: MovePart) -> Move:
    usual_time = time.fromisoformat(part.time) if part.time else None
    return Move(_build_day(part.day), part.reason, usual_time, part.exception, part.cause)


def _build_backup(part: BackupPart) -> Backup | NoBackup:
    if part.slot is None:
        return NoBackup(part.none or "")
    reserve_key = parse_meeting_key(part.reserve) if part.reserve else None
    return Backup(_build_slot(part.slot), reserve_key=reserve_key)


def _build_promise(part: PromisePart) -> Promise:
    deadlines = sorted((str(kind), _build_day(day)) for kind, day in part.due.items())
    usual_day = _build_day(part.usual) if part.usual else None
    return Promise(_build_slot(part), part.about, tuple(deadlines), usual_day)


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
            (_to_utc(line.utc[0]), _to_utc(line.utc[1])) if line.utc else None,
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
