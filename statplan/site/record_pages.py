"""The pages of records of meetings, made of cleared copies alone."""

from collections.abc import Iterable

from statplan.documents import render_document
from statplan.documents.blocks import Block, Document, Link, Note
from statplan.plan.model import Plan
from statplan.records.clearance import ClearedRecord
from statplan.records.model import RecordKind, list_promised_kinds
from statplan.site.locale import Language
from statplan.site.meetings import PublicMeeting, build_meeting_id

PAGES_FOLDER = "records"


def select_published_records(
    plan: Plan, records: Iterable[ClearedRecord]
) -> tuple[ClearedRecord, ...]:
    """Return the records of those kinds that the plan publishes."""
    kinds = list_promised_kinds(plan)
    return tuple(record for record in records if record.kind in kinds)


def get_record_file_name(meeting: PublicMeeting, record: ClearedRecord) -> str:
    """Return the file name of a record, which has the id of its meeting."""
    return _format_file_name(meeting.id, record.kind)


def list_record_file_names(
    plan: Plan, lineage: str, cleared: Iterable[tuple[str, RecordKind]]
) -> frozenset[str]:
    """Return the file names of all records that may be public, of former meetings too.

    Args:
        plan: the plan, which states the published kinds.
        lineage: the lineage of the plan.
        cleared: the meeting key and the kind of each cleared copy.
    """
    kinds = list_promised_kinds(plan)
    return frozenset(
        _format_file_name(build_meeting_id(lineage, meeting_key), kind)
        for meeting_key, kind in cleared
        if kind in kinds
    )


def _format_file_name(uuid: str, kind: RecordKind) -> str:
    return f"{PAGES_FOLDER}/{uuid}-{kind}.html"


def get_record_label(language: Language, record: ClearedRecord) -> str:
    """Return the name of a record in a language of the page."""
    return language.format_phrase(f"records.{record.kind}")


def render_record_page(
    plan: Plan, address: str, meeting: PublicMeeting, record: ClearedRecord
) -> bytes:
    """Write the page of a record: the document as it was cleared, with a link to the schedule.

    Args:
        plan: the plan, which names the program and the government.
        address: the web address of the public folder; empty if it is not stated.
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
    return render_document(document, "html")


def _format_subtitle(program: str, meeting: str) -> str:
    """Return the name of the meeting with the program's name before it, once."""
    return meeting if f"{meeting}: ".startswith(f"{program}: ") else f"{program}: {meeting}"
