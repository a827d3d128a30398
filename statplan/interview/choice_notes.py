"""What a choice means, in a few words, where its own words do not say it."""

from statplan.plan.paths import strip_indexes

_CLOSED_DAY = {
    "a week later": "the same weekday of the next week",
    "same week": "the nearest open day of the same week",
    "use backup": "the first open day on which a backup date may fall",
    "skip": "the meeting is left out",
    "meets anyway": "the day makes no difference",
}
_ACCESS = {
    "closed": "only those who are invited to take part",
    "employees": "anyone who works for the government",
    "invitation": "members of the public who are invited",
    "press": "reporters",
    "open": "anyone, to watch",
    "open with questions": "anyone, and they may ask questions",
    "open with reservation": "anyone who reserves a place",
}
_MODE = {"both": "some are in the room, others join by link"}
_SERIES = "frequency.series[]"

NOTES = {
    "program.authority.basis": {"none": "nothing is in writing"},
    "leadership.attends": {
        "first of each month": "the first meeting of every month",
        "first": "only the first meeting",
        "some": "some meetings, but no fixed ones",
    },
    "leadership.tone": {
        "problem-focused": "we discuss problems, not people",
        "no surprises": "departments know the questions beforehand",
        "hot seat": "departments answer hard questions on the spot",
    },
    "focus.kind": {
        "subject": "topics that several departments share",
        "operations": "how each department does its own work",
        "both": "topics and each department's work",
        "place": "districts or neighborhoods",
    },
    "participants.department_brings": {
        "head": "the department's head",
        "key staff": "those who know the work that is discussed",
        "data contact": "the person who sends the data",
        "frontline staff": "those who do the work",
    },
    "participants.counsel": {
        "the principal's": "a lawyer who advises the chief executive",
        "the department's": "the lawyer of the department that presents",
    },
    "frequency.entries": {
        "holds": "calendars show them as tentative",
        "confirmed": "calendars show them as settled",
    },
    "frequency.place.mode": _MODE,
    f"{_SERIES}.mode": _MODE,
    f"{_SERIES}.access": _ACCESS,
    "frequency.backup.rule": {
        "soonest": "the first fitting day after the meeting",
        "same week": "the first fitting day of the same week, after the meeting",
        "week later": "the same weekday a week later, or the nearest day",
        "reserve day": "one day of the month, such as the fourth Friday",
    },
    "frequency.preparation.memo_shared": {
        "not": "the department sees nothing of it",
        "topics": "the department sees which topics it has",
        "full": "the department sees all of it",
    },
    "frequency.preparation.follow_up_contents": {
        "requests": "what the panel asked for",
        "commitments": "what a department promised",
        "owner": "who does it",
        "due date": "by when",
        "deliverable": "what is handed in",
        "data due": "which data must come, and when",
    },
    "frequency.holidays.meetings[].policy": _CLOSED_DAY,
    "publicity.access": _ACCESS,
    "publicity.publishes": {
        "memo": "the memo that goes out before the meeting",
        "recording": "sound or video of the meeting",
        "action list": "who does what by when",
        "statistics": "how many meetings were held, and what came of them",
        "data": "the figures behind the measures",
    },
    "publicity.languages": {"en": "English", "es": "Spanish"},
} | {
    f"{group}.closed_day.{kind}": _CLOSED_DAY
    for group in ("frequency", _SERIES)
    for kind in ("holiday", "recess", "closure", "civic_date")
}


def find_note(path: str, choice: str) -> str:
    """Return what a choice of the question at a path means; empty where its words say it."""
    return NOTES.get(strip_indexes(path), {}).get(choice, "")
