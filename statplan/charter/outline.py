"""The outline of the charter: its sections in order, and how a section is written."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from statplan.charter.backups import write_backups
from statplan.charter.buy_in import write_buy_in
from statplan.charter.context import CharterContext, find_label
from statplan.charter.focus import write_focus, write_measures
from statplan.charter.follow_up import (
    write_escalation,
    write_evaluation,
    write_follow_up,
    write_review,
    write_signatures,
)
from statplan.charter.frequency import write_changes, write_meetings
from statplan.charter.holidays import write_closed_days
from statplan.charter.leadership import write_leadership, write_tone
from statplan.charter.meeting_format import write_agenda, write_preparation, write_room
from statplan.charter.participants import write_participants
from statplan.charter.publicity import write_legal_checks, write_publicity
from statplan.charter.purpose import write_authority, write_purpose, write_reports
from statplan.charter.stat_team import write_stat_team
from statplan.documents.blocks import Block, Heading, Note


def _write_nothing(_: CharterContext) -> Iterator[Block]:
    return iter(())


@dataclass(frozen=True, slots=True)
class CharterSection:
    """A section, or a part of one; it is left out where nothing in it is stated.

    Attributes:
        title: its heading.
        write: writes what is stated; nothing where nothing is stated.
        defaults: paths of the answers for which the tool has defaults of its own.
        parts: what the section is divided into.
    """

    title: str
    write: Callable[[CharterContext], Iterator[Block]] = _write_nothing
    defaults: tuple[str, ...] = ()
    parts: tuple["CharterSection", ...] = ()

    def write_blocks(self, context: CharterContext) -> tuple[Block, ...]:
        """Write what is stated, what the tool set, and the section's parts."""
        stated = tuple(self.write(context))
        notes = tuple(self._write_default_note(context)) if stated else ()
        return (*stated, *notes, *self._write_parts(context))

    def _write_default_note(self, context: CharterContext) -> Iterator[Block]:
        names = [find_label(path).lower() for path in self.defaults if context.is_default(path)]
        if names and context.is_scheduled:
            introduction = "Set by the tool until somebody decides (tool default)"
            yield Note((f"{introduction}: {'; '.join(names)}.",))

    def _write_parts(self, context: CharterContext) -> Iterator[Block]:
        for part in self.parts:
            blocks = part.write_blocks(context)
            if blocks:
                yield Heading(3, part.title)
                yield from blocks


_CALENDAR_PARTS = (
    CharterSection(
        "Meetings",
        write_meetings,
        defaults=("frequency.minutes", "frequency.months", "frequency.entries"),
    ),
    CharterSection(
        "Days on which nobody meets",
        write_closed_days,
        defaults=("frequency.working_days", "frequency.closed_day.holiday"),
    ),
    CharterSection(
        "Back-up dates",
        write_backups,
        defaults=(
            "frequency.backup.keep",
            "frequency.backup.rule",
            "frequency.backup.within",
            "frequency.backup.after",
            "frequency.backup.before_next",
        ),
    ),
    CharterSection("Changes to the calendar", write_changes),
)

SECTIONS = (
    CharterSection("Purpose and goals", write_purpose),
    CharterSection("Authority and term", write_authority),
    CharterSection("Leadership and designee", write_leadership),
    CharterSection("Tone and ground rules", write_tone),
    CharterSection("Focus and what is out of scope", write_focus),
    CharterSection("Measures and data", write_measures),
    CharterSection("Participants and roles", write_participants),
    CharterSection("Stat team", write_stat_team),
    CharterSection("Buy-in and launch", write_buy_in),
    CharterSection("Calendar", parts=_CALENDAR_PARTS),
    CharterSection("Preparation and memo", write_preparation),
    CharterSection("Agenda", write_agenda),
    CharterSection("Room, seating, and remote", write_room),
    CharterSection("Recording and follow-up", write_follow_up),
    CharterSection("Escalation", write_escalation),
    CharterSection("Publicity, redaction, and records", write_publicity),
    CharterSection("Legal checks made", write_legal_checks),
    CharterSection("Budget, reports, and training", write_reports),
    CharterSection("Measuring Stat itself", write_evaluation),
    CharterSection("Review, changes, and succession", write_review),
    CharterSection("Signatures", write_signatures),
)
