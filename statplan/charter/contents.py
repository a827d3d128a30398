"""The charter's sections, in order."""

from statplan.charter.closed import closed_days
from statplan.charter.focus import focus, measures
from statplan.charter.leading import leadership, tone
from statplan.charter.openness import legal, publicity
from statplan.charter.people import buy_in, participants
from statplan.charter.purpose import authority, purpose
from statplan.charter.record import escalation, follow_up, measuring, review, signatures
from statplan.charter.rhythm import changes, meetings
from statplan.charter.session import agenda, preparation, room
from statplan.charter.standby import backups
from statplan.charter.topic import Topic

_CALENDAR = (
    Topic(
        "Meetings",
        meetings,
        essential=(
            "frequency.series",
            "frequency.series[].every",
            "frequency.series[].on",
            "frequency.series[].at",
        ),
        defaults=("frequency.minutes", "frequency.months", "frequency.entries"),
    ),
    Topic(
        "Days on which nobody meets",
        closed_days,
        essential=("frequency.holidays.country", "frequency.holidays.subdivision"),
        defaults=("frequency.working_days", "frequency.closed_day"),
    ),
    Topic(
        "Back-up dates",
        backups,
        defaults=(
            "frequency.backup.keep",
            "frequency.backup.rule",
            "frequency.backup.within",
            "frequency.backup.after",
            "frequency.backup.before_next",
        ),
    ),
    Topic("Changes to the calendar", changes, essential=("frequency.release.by",)),
)

TOPICS = (
    Topic("Purpose and goals", purpose, essential=("program.purpose",)),
    Topic("Authority and term", authority),
    Topic(
        "Leadership and designee",
        leadership,
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
    Topic("Tone and ground rules", tone, essential=("leadership.tone",)),
    Topic("Focus and what is out of scope", focus, essential=("focus.kind", "focus.subjects")),
    Topic("Measures and data", measures, essential=("focus.priorities",)),
    Topic(
        "Participants and roles",
        participants,
        essential=(
            "participants.people",
            "participants.departments",
            "participants.panel",
            "participants.analysts.people",
        ),
    ),
    Topic("Buy-in and launch", buy_in, essential=("participants.buy_in.gains",)),
    Topic("Calendar", parts=_CALENDAR),
    Topic(
        "Preparation and memo",
        preparation,
        kept_for=(
            "leadership.prebrief_days",
            "frequency.preparation.data_due",
            "frequency.preparation.memo_hours",
            "frequency.preparation.memo_shared",
            "frequency.preparation.presentations",
        ),
    ),
    Topic("Agenda", agenda, kept_for=("frequency.agenda",)),
    Topic("Room, seating, and remote", room, essential=("frequency.place.room",)),
    Topic(
        "Recording and follow-up",
        follow_up,
        kept_for=(
            "participants.analysts.recorder",
            "frequency.preparation.follow_up_days",
            "frequency.preparation.responses_due",
        ),
    ),
    Topic(
        "Escalation",
        escalation,
        kept_for=("leadership.escalation.after_days", "leadership.escalation.to"),
    ),
    Topic(
        "Publicity, redaction, and records",
        publicity,
        essential=("publicity.access", "publicity.publishes"),
    ),
    Topic("Legal checks made", legal, essential=("program.government",)),
    Topic("Measuring Stat itself", measuring),
    Topic(
        "Review, changes, and succession",
        review,
        kept_for=(
            "program.review.due",
            "program.review.by",
            "frequency.moving.rhythm",
            "program.succession",
        ),
    ),
    Topic("Signatures", signatures),
)
