"""The outline of the charter: its sections in order, and how a section is written."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from statplan.charter.backups import write_backups
from statplan.charter.context import CharterContext, find_label, find_question
from statplan.charter.focus import write_focus, write_measures
from statplan.charter.follow_up import (
    write_escalation,
    write_evaluation,
    write_follow_up,
    write_review,
    write_signatures,
)
from statplan.charter.frequency import write_changes, write_meetings
from statplan.charter.grammar import spell_count
from statplan.charter.holidays import write_closed_days
from statplan.charter.layout import build_table
from statplan.charter.leadership import write_leadership, write_tone
from statplan.charter.meeting_format import write_agenda, write_preparation, write_room
from statplan.charter.participants import write_buy_in, write_participants
from statplan.charter.publicity import write_legal_checks, write_publicity
from statplan.charter.purpose import write_authority, write_purpose
from statplan.documents.blocks import Block, Facts, Heading, Note, Paragraph, Undecided
from statplan.plan.english import format_list
from statplan.plan.missing import MissingAnswer
from statplan.plan.paths import get_answer


def _write_nothing(_: CharterContext) -> Iterator[Block]:
    return iter(())


@dataclass(frozen=True, slots=True)
class CharterSection:
    """A section, or a part of one.

    Attributes:
        title: its heading.
        write: writes what is stated; nothing where nothing is stated.
        essential: paths of the essential questions whose answers belong here.
        kept_for: paths of the questions that keep the section in the charter even where nobody has
            answered one; a section without them is left out when there is nothing to say.
        defaults: paths of the answers for which the tool has defaults of its own.
        parts: what the section is divided into, once something is stated of any of them.
    """

    title: str
    write: Callable[[CharterContext], Iterator[Block]] = _write_nothing
    essential: tuple[str, ...] = ()
    kept_for: tuple[str, ...] = ()
    defaults: tuple[str, ...] = ()
    parts: tuple["CharterSection", ...] = ()

    def write_blocks(
        self, context: CharterContext, gaps: tuple[MissingAnswer, ...]
    ) -> tuple[Block, ...]:
        """Write what is stated, what the tool set, what is undecided, and the section's parts."""
        stated = tuple(self.write(context))
        notes = tuple(self._write_default_note(context)) if stated else ()
        divided = any(any(part.write(context)) for part in self.parts)
        parts = self.parts if divided else ()
        undecided = _write_undecided_answers(
            gaps, self.essential if divided else self._list_essential_paths()
        )
        whole = (*stated, *notes, *undecided, *_write_parts(parts, context, gaps))
        return whole or tuple(self._write_placeholder(context))

    def find_open_answers(self, context: CharterContext) -> tuple[MissingAnswer, ...]:
        """Return the answers without which the section is kept though nothing in it is stated."""
        if any(self.write(context)):
            return ()
        return tuple(
            MissingAnswer(path, find_question(path))
            for path in self.kept_for
            if get_answer(context.answers, path) in (None, [])
        )

    def _write_default_note(self, context: CharterContext) -> Iterator[Block]:
        names = [find_label(path).lower() for path in self.defaults if context.is_default(path)]
        if names:
            introduction = "Set by the tool until somebody decides (tool default)"
            yield Note((f"{introduction}: {'; '.join(names)}.",))

    def _list_essential_paths(self) -> tuple[str, ...]:
        return (*self.essential, *(path for part in self.parts for path in part.essential))

    def _write_placeholder(self, context: CharterContext) -> Iterator[Block]:
        open_answers = self.find_open_answers(context)
        if open_answers:
            names = format_list(answer.label.lower() for answer in open_answers)
            yield Paragraph((Undecided(open_answers[0].path), f": {names}."))


def _write_undecided_answers(
    gaps: tuple[MissingAnswer, ...], essential: tuple[str, ...]
) -> Iterator[Block]:
    open_gaps = [gap for gap in gaps if gap.question.path in essential]
    if open_gaps:
        yield Facts(tuple((gap.label, (Undecided(gap.path),)) for gap in open_gaps))


def _write_parts(
    parts: tuple[CharterSection, ...], context: CharterContext, gaps: tuple[MissingAnswer, ...]
) -> Iterator[Block]:
    for part in parts:
        blocks = part.write_blocks(context, gaps)
        if blocks:
            yield Heading(3, part.title)
            yield from blocks


_CALENDAR_PARTS = (
    CharterSection(
        "Meetings",
        write_meetings,
        essential=(
            "frequency.series",
            "frequency.series[].every",
            "frequency.series[].on",
            "frequency.series[].at",
        ),
        defaults=("frequency.minutes", "frequency.months", "frequency.entries"),
    ),
    CharterSection(
        "Days on which nobody meets",
        write_closed_days,
        essential=("frequency.holidays.country", "frequency.holidays.subdivision"),
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
    CharterSection("Changes to the calendar", write_changes, essential=("frequency.release.by",)),
)

SECTIONS = (
    CharterSection("Purpose and goals", write_purpose, essential=("program.purpose",)),
    CharterSection("Authority and term", write_authority),
    CharterSection(
        "Leadership and designee",
        write_leadership,
        essential=(
            "leadership.form",
            "leadership.attends",
            "leadership.designee",
            "leadership.designee_may.can_assign",
            "leadership.designee_may.can_hold_accountable",
            "leadership.facilitator",
            "leadership.same_person",
        ),
    ),
    CharterSection("Tone and ground rules", write_tone, essential=("leadership.tone",)),
    CharterSection(
        "Focus and what is out of scope", write_focus, essential=("focus.kind", "focus.subjects")
    ),
    CharterSection("Measures and data", write_measures, essential=("focus.priorities",)),
    CharterSection(
        "Participants and roles",
        write_participants,
        essential=(
            "participants.people",
            "participants.departments",
            "participants.panel",
            "participants.analysts.people",
        ),
    ),
    CharterSection("Buy-in and launch", write_buy_in, essential=("participants.buy_in.gains",)),
    CharterSection("Calendar", parts=_CALENDAR_PARTS),
    CharterSection(
        "Preparation and memo",
        write_preparation,
        kept_for=(
            "leadership.prebrief_days",
            "frequency.preparation.data_due",
            "frequency.preparation.memo_hours",
            "frequency.preparation.memo_shared",
            "frequency.preparation.presentations",
        ),
    ),
    CharterSection("Agenda", write_agenda, kept_for=("frequency.agenda",)),
    CharterSection("Room, seating, and remote", write_room, essential=("frequency.place.room",)),
    CharterSection(
        "Recording and follow-up",
        write_follow_up,
        kept_for=(
            "participants.analysts.recorder",
            "frequency.preparation.follow_up_days",
            "frequency.preparation.responses_due",
        ),
    ),
    CharterSection(
        "Escalation",
        write_escalation,
        kept_for=("leadership.escalation.after_days", "leadership.escalation.to"),
    ),
    CharterSection(
        "Publicity, redaction, and records",
        write_publicity,
        essential=("publicity.access", "publicity.publishes"),
    ),
    CharterSection("Legal checks made", write_legal_checks, essential=("program.government",)),
    CharterSection("Measuring Stat itself", write_evaluation),
    CharterSection(
        "Review, changes, and succession",
        write_review,
        kept_for=(
            "program.review.due",
            "program.review.by",
            "frequency.moving.rhythm",
            "program.succession",
        ),
    ),
    CharterSection("Signatures", write_signatures),
)


def write_closing_list(
    context: CharterContext, open_answers: Iterable[MissingAnswer]
) -> Iterator[Block]:
    """Write the list of the answers that are undecided.

    Args:
        context: the plan and its schedule.
        open_answers: every answer that the charter calls undecided.
    """
    rows = [
        (answer.label, answer.question.format_question(context.answers), answer.path)
        for answer in open_answers
    ]
    if rows:
        count = spell_count(len(rows), "answer")
        yield Paragraph((f"This charter waits for {count}. Each has a place in the plan.",))
    yield from build_table(
        "Answers not yet given", ("Answer", "Question", "Place in the plan"), rows
    )
