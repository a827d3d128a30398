"""The writer of ledger files: one line for each decision, entry, and text, for clear diffs."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import fields
from datetime import datetime
from functools import lru_cache
from typing import Any

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
from statplan.schedule.model import Backup, Meeting, Move, NoBackup, TimeSlot
from statplan.strict_json import hash_bytes

_TIMESPEC = "minutes"
_ENCODER = json.JSONEncoder(ensure_ascii=False)


def dump_ledger(ledger: Ledger) -> bytes:
    """Write a ledger; the same ledger gives the same bytes, whose last line proves the others."""
    body = _format_body(ledger)
    return f'{body},\n"digest": "{hash_bytes(body.encode())}"\n}}\n'.encode()


@lru_cache(maxsize=2048)
def hash_text(text: EntryText) -> str:
    """Return the id of an entry's text, made from its content."""
    return hash_bytes(_format_json(_dump_text(text)).encode())[:20]


def hash_issued(ledger: Ledger) -> str:
    """Return the digest of the issued entries alone."""
    return hash_bytes(f"[{', '.join(map(_format_issued_entry, ledger.issued))}]".encode())


def hash_publish(ledger: Ledger) -> str:
    """Return the digest that tells a publish from another of the same number on another branch."""
    return hash_issued(ledger)[:6]


def _format_body(ledger: Ledger) -> str:
    published = ledger.published
    publish_fields = _dump_last_publish(published) if published else None
    texts = {hash_text(row.text): row.text for row in ledger.issued}
    people = {hash_people(row): _dump_people(row) for row in ledger.issued}
    past_changes = [*map(_dump_published_change, ledger.published_changes)]
    issued = map(_format_issued_entry, sorted(ledger.issued, key=lambda row: row.key))
    parts = [
        f'"schema": {SCHEMA}',
        f'"lineage": {_format_json(ledger.lineage)}',
        f'"serial": {ledger.serial}',
        f'"published": {_format_json(publish_fields)}',
        f'"audiences": {_format_json(list(ledger.audiences))}',
        f'"decisions": {_format_lines(dump_decision(decision) for decision in ledger.decisions)}',
        *([f'"told": {_format_lines(past_changes)}'] if past_changes else []),
        f'"holidays": {_format_lines(map(_dump_holiday_list, ledger.holiday_lists))}',
        *(_iter_year_parts(ledger) if ledger.years else ()),
        f'"issued": {_join_lines(issued)}',
        f'"who": {_format_lines({"id": id_, **people[id_]} for id_ in sorted(people))}',
        f'"texts": {_format_lines({"id": id_, **_dump_text(texts[id_])} for id_ in sorted(texts))}',
    ]
    return "{\n" + ",\n".join(parts)


def _dump_last_publish(published: LastPublish) -> dict[str, object]:
    merge_moments = [*map(format_moment, published.merge_moments)]
    return {
        "serial": published.serial,
        "at": format_moment(published.published_at),
        "decisions": published.decision_count,
        "zone_data": published.zone_release,
        **({"merged": merge_moments} if merge_moments else {}),
    }


def _dump_published_change(change: PublishedChange) -> dict[str, Any]:
    return {
        "meeting": change.meeting,
        "role": change.role,
        "at": format_moment(change.published_at),
        "state": change.state.value,
        "was": change.old_start.isoformat(timespec=_TIMESPEC) if change.old_start else None,
        "to": change.new_start.isoformat(timespec=_TIMESPEC),
        "public": change.is_public,
    }


def _dump_holiday_list(holiday_list: HolidayList) -> dict[str, Any]:
    return {
        "country": holiday_list.country,
        "subdivision": holiday_list.subdivision,
        "observed": holiday_list.observed,
        "year": holiday_list.year,
        "release": holiday_list.release,
        "days": {day.isoformat(): list(names) for day, names in holiday_list.days},
    }


def _iter_year_parts(ledger: Ledger) -> Iterator[str]:
    """Yield the parts that a ledger has once its year was published."""
    settings = {
        hash_settings(record.planned): _dump_settings(record.planned) for record in ledger.meetings
    }
    yield f'"years": {_format_lines(map(_dump_year, ledger.years))}'
    yield f'"meetings": {_format_lines(map(_dump_record, ledger.meetings))}'
    lines = ({"id": id_, **settings[id_]} for id_ in sorted(settings))
    yield f'"settings": {_format_lines(lines)}'


def _dump_year(year: PublishedYear) -> dict[str, Any]:
    return {
        "first": year.first.isoformat(),
        "last": year.last.isoformat(),
        "at": format_moment(year.published_at),
        "next_by": year.next_by.isoformat() if year.next_by else None,
    }


def _dump_record(record: MeetingRecord) -> dict[str, Any]:
    """Return the record of a meeting as plain data, with the id of its settings."""
    planned = record.planned
    line: dict[str, Any] = {
        "meeting": record.key,
        "planned": _dump_slot(planned.slot),
        "settings": hash_settings(planned),
    }
    if planned.counted_day:
        line["counted"] = planned.counted_day.isoformat()
    if planned.number:
        line["number"] = planned.number
    if planned.move:
        line["moved"] = _dump_move(planned.move)
    line["backup"] = _dump_backup(planned.backup)
    line["promised"] = _dump_promise(record.promise) if record.promise else None
    return line


def _dump_move(move: Move) -> dict[str, Any]:
    usual_time = move.nominal_time.isoformat(_TIMESPEC) if move.nominal_time else None
    return {
        "day": move.nominal_day.isoformat(),
        "time": usual_time,
        "reason": move.reason,
        "cause": move.cause,
        "exception": move.is_exception,
    }


def _dump_backup(backup: Backup | NoBackup) -> dict[str, Any]:
    if isinstance(backup, NoBackup):
        return {"none": backup.reason}
    reserve_key = str(backup.reserve_key) if backup.reserve_key else None
    return {"slot": _dump_slot(backup.slot), "reserve": reserve_key}


def _dump_promise(promise: Promise) -> dict[str, Any]:
    deadlines = {kind: day.isoformat() for kind, day in promise.deadlines}
    line = {**_dump_slot(promise.slot), "about": list(promise.subject_ids), "due": deadlines}
    return line | ({"usual": promise.usual_day.isoformat()} if promise.usual_day else {})


def hash_settings(meeting: Meeting) -> str:
    """Return the id of what a meeting has in common with others: title, topics, place, people."""
    return hash_bytes(_format_json(_dump_settings(meeting)).encode())[:12]


def _dump_settings(meeting: Meeting) -> dict[str, Any]:
    place = meeting.place
    return {
        "title": meeting.title,
        "about": list(meeting.subject_ids),
        "subject": meeting.subject,
        "required": list(meeting.required),
        "optional": list(meeting.optional),
        "chair": meeting.chair,
        "attended": meeting.is_attended,
        "room": place.room,
        "address": place.address,
        "link": place.link,
        "mode": place.mode,
    }


def _format_lines(records: Iterable[object]) -> str:
    return _join_lines(map(_format_json, records))


def _join_lines(records: Iterable[str]) -> str:
    lines = [f"  {record}" for record in records]
    return "[\n" + ",\n".join(lines) + "\n]" if lines else "[]"


def _format_json(record: object) -> str:
    return _ENCODER.encode(record)


def format_moment(moment: datetime) -> str:
    """Format a moment in UTC: 2027-01-14T15:00:00Z."""
    return f"{moment.replace(tzinfo=None).isoformat(timespec='seconds')}Z"


def dump_decision(decision: Decision) -> dict[str, Any]:
    """Return a decision as plain data."""
    fields: dict[str, Any] = {
        "at": format_moment(decision.decided_at),
        "kind": decision.kind,
        "meeting": decision.meeting,
    }
    if decision.slot is not None:
        fields["to"] = _dump_slot(decision.slot)
    if decision.reason:
        fields["reason"] = decision.reason
    return fields


def _dump_slot(slot: TimeSlot) -> dict[str, Any]:
    return {"start": slot.start.isoformat(timespec=_TIMESPEC), "minutes": slot.minutes}


@lru_cache(maxsize=8192)  # a ledger is written to prove its digest, and most entries stay
def _format_issued_entry(row: IssuedEntry) -> str:
    return _format_json(dump_issued_entry(row))


def dump_issued_entry(row: IssuedEntry) -> dict[str, Any]:
    """Return an issued entry as plain data, with the ids of its text and its people."""
    return {
        "meeting": row.meeting,
        "role": row.role,
        "state": row.state.value,
        "start": row.start.isoformat(timespec=_TIMESPEC),
        "end": row.end.isoformat(timespec=_TIMESPEC),
        "zone": row.zone,
        "utc": [*map(format_moment, row.instants)] if row.instants else None,
        "uid": row.uid,
        "sequence": row.sequence,
        "text": hash_text(row.text),
        "created": format_moment(row.created),
        "changed": format_moment(row.changed),
        "who": hash_people(row),
    }


def _dump_people(row: IssuedEntry) -> dict[str, Any]:
    return {"people": list(row.people), "about": list(row.subject_ids)}


def hash_people(row: IssuedEntry) -> str:
    """Return the id of the people and topics of an entry; most entries share theirs with others."""
    return _hash_ids(row.people, row.subject_ids)


@lru_cache(maxsize=2048)
def _hash_ids(people: tuple[str, ...], subject_ids: tuple[str, ...]) -> str:
    ids = {"people": list(people), "about": list(subject_ids)}
    return hash_bytes(_format_json(ids).encode())[:8]


def _dump_text(text: EntryText) -> dict[str, Any]:
    """Return a text as plain data; a field that is None is left out."""
    words = {field.name: getattr(text, field.name) for field in fields(text)}
    facts = None if text.facts is None else dict(text.facts)
    return {name: word for name, word in {**words, "facts": facts}.items() if word is not None}
