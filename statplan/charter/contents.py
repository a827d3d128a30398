"""The charter's sections, in order."""

from statplan.charter.closed import write_closed_days
from statplan.charter.focus import write_focus, write_measures
from statplan.charter.leading import write_leadership, write_tone
from statplan.charter.openness import write_legal_checks, write_publicity
from statplan.charter.people import write_buy_in, write_participants
from statplan.charter.purpose import write_authority, write_purpose
from statplan.charter.record import (
    write_escalation,
    write_evaluation,
    write_follow_up,
    write_review,
    write_signatures,
)
from statplan.charter.rhythm import write_changes, write_meetings
from statplan.charter.session import write_agenda, write_preparation, write_room
from statplan.charter.standby import write_backups
from statplan.charter.topic import CharterSection

_CALENDAR = (
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
        defaults=("frequency.working_days", "frequency.closed_day"),
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
    CharterSection("Calendar", parts=_CALENDAR),
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
