"""The pages of records that meetings left behind, made of cleared copies alone."""

from collections.abc import Iterable

from statplan.documents import render
from statplan.documents.blocks import Block, Document, Link, Note
from statplan.plan.model import Plan
from statplan.records.clearance import ClearedRecord
from statplan.records.model import RecordKind, list_promised_kinds
from statplan.site.locale import Language
from statplan.site.meetings import PublicMeeting, build_meeting_id

FOLDER = "records"


def select_published_records(
    plan: Plan, records: Iterable[ClearedRecord]
) -> tuple[ClearedRecord, ...]:
    """Return the records of those kinds that the plan publishes."""
    kinds = list_promised_kinds(plan)
    return tuple(record for record in records if record.kind in kinds)


def get_record_file_name(meeting: PublicMeeting, record: ClearedRecord) -> str:
    """Return the file of a record, by the id of its meeting."""
    return _format_file_name(meeting.id, record.kind)


def list_record_file_names(
    plan: Plan, lineage: str, cleared: Iterable[tuple[str, RecordKind]]
) -> frozenset[str]:
    """Return the file of each record that may be public, also of a meeting not shown any more.

    Args:
        plan: tells which kinds are published.
        lineage: the plan's.
        cleared: the cleared copies, by the key of their meeting and kind.
    """
    kinds = list_promised_kinds(plan)
    return frozenset(
        _format_file_name(build_meeting_id(lineage, meeting_key), kind)
        for meeting_key, kind in cleared
        if kind in kinds
    )


def _format_file_name(uuid: str, kind: RecordKind) -> str:
    return f"{FOLDER}/{uuid}-{kind}.html"


def get_record_label(language: Language, record: ClearedRecord) -> str:
    """Return the page's name for a record."""
    return language.format_phrase(f"records.{record.kind}")


def render_record_page(
    plan: Plan, address: str, meeting: PublicMeeting, record: ClearedRecord
) -> bytes:
    """Write the page of a record: the document as it was cleared, with a way back to the schedule.

    Args:
        plan: names the program and the government.
        address: where the public folder stands; empty if that is not stated.
        meeting: the meeting, as the public knows it.
        record: the record.
    """
    back: tuple[Block, ...] = ()
    if address:
        anchor = f"{address}#m-{meeting.id}"
        back = (Note(("Public schedule: ", Link(anchor, anchor))),)
    document = Document(
        title=record.title,
        subtitle=_format_subtitle(plan.program.name or "Stat", meeting.name),
        language="en-US",
        author=plan.program.organization or "",
        blocks=(*back, *record.blocks),
    )
    return render(document, "html")


def _format_subtitle(program: str, meeting: str) -> str:
    """The meeting with the program's name before it, once."""
    return meeting if f"{meeting}: ".startswith(f"{program}: ") else f"{program}: {meeting}"
