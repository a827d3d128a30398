"""What meetings left behind, beside the schedule: pages of their own, of cleared copies alone."""

from collections.abc import Iterable

from statplan.documents import Document, render
from statplan.documents.blocks import Block, Link, Note
from statplan.plan import Plan
from statplan.records import Record
from statplan.site.language import Language
from statplan.site.meetings import PublicMeeting


def shown(plan: Plan, records: Iterable[Record]) -> tuple[Record, ...]:
    """The records of those kinds that the plan publishes."""
    publishes = plan.publicity.publishes or ()
    return tuple(each for each in records if each.kind.answer in publishes)


def name(meeting: PublicMeeting, record: Record) -> str:
    """The file of a record, by the id of its meeting."""
    return f"records/{meeting.id}-{record.kind}.html"


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
