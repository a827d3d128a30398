"""What meetings left behind, beside the schedule: pages of their own, of cleared copies alone."""

from collections.abc import Iterable

from statplan.documents import Document, render
from statplan.documents.blocks import Block, Link, Note
from statplan.plan import Plan
from statplan.records import Kind, Record
from statplan.records.kinds import promised
from statplan.site.language import Language
from statplan.site.meetings import PublicMeeting, meeting_id

FOLDER = "records"


def shown(plan: Plan, records: Iterable[Record]) -> tuple[Record, ...]:
    """The records of those kinds that the plan publishes."""
    kinds = promised(plan)
    return tuple(each for each in records if each.kind in kinds)


def name(meeting: PublicMeeting, record: Record) -> str:
    """The file of a record, by the id of its meeting."""
    return _name(meeting.id, record.kind)


def names(plan: Plan, lineage: str, cleared: Iterable[tuple[str, Kind]]) -> frozenset[str]:
    """The file of each record that may be public, also of a meeting that the page shows no more.

    Args:
        plan: tells which kinds are published.
        lineage: the plan's.
        cleared: the cleared copies, by the key of their meeting and kind.
    """
    kinds = promised(plan)
    return frozenset(
        _name(meeting_id(lineage, key), kind) for key, kind in cleared if kind in kinds
    )


def _name(meeting: str, kind: Kind) -> str:
    return f"{FOLDER}/{meeting}-{kind}.html"


def label(said: Language, record: Record) -> str:
    """What the page calls a record."""
    return said.say(f"records.{record.kind}")


def write(plan: Plan, address: str, meeting: PublicMeeting, record: Record) -> bytes:
    """Write the page of a record: the document as it was cleared, with a way back to the schedule.

    Args:
        plan: names the program and the government.
        address: where the public folder stands; empty if that is not stated.
        meeting: the meeting, as the public knows it.
        record: the record.
    """
    back: tuple[Block, ...] = ()
    if address:
        where = f"{address}#m-{meeting.id}"
        back = (Note(("Public schedule: ", Link(where, where))),)
    document = Document(
        title=record.title,
        subtitle=_named(plan.program.name or "Stat", meeting.name),
        language="en-US",
        author=plan.program.organization or "",
        blocks=(*back, *record.blocks),
    )
    return render(document, "html")


def _named(program: str, meeting: str) -> str:
    """The meeting with the program's name before it, once."""
    return meeting if f"{meeting}: ".startswith(f"{program}: ") else f"{program}: {meeting}"
