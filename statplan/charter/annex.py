"""Annex A: the year, meeting by meeting; what moved, what has no back-up, what is left out."""

from collections.abc import Iterator

from statplan.charter.english import capital, dated, from_to, number, times
from statplan.charter.given import Given, label
from statplan.charter.layout import points, prose, table
from statplan.documents.blocks import Block
from statplan.plan.english import clock, listing, short_day
from statplan.schedule.meeting import Backup, Meeting, Moved


def year(given: Given) -> Iterator[Block]:
    """Write every meeting of the year with its back-up, and every period without a meeting."""
    schedule = given.schedule
    yield from prose(_summary(given))
    header = ("Meeting", "Date", "Time", _about_header(given), "Back-up")
    yield from table("Meetings", header, (_row(given, each) for each in schedule.meetings))
    moved = [
        (_title(each), *_from_to(each.moved, each), each.moved.why)
        for each in schedule.meetings
        if each.moved
    ]
    yield from table("Moved meetings", ("Meeting", "Moved from", "To", "Reason"), moved)
    omitted = [
        (each.title, short_day(each.nominal) if each.nominal else each.key.period, dated(each.why))
        for each in schedule.omitted
    ]
    yield from table("Periods without a meeting", ("Meeting", "Period", "Reason"), omitted)
    yield from points(
        "Not on the calendar yet:",
        [
            f"{each.title} ({listing(label(path).lower() for path in each.missing)} to be decided)"
            for each in schedule.undecided
        ],
    )
    yield from points(
        "To be settled before the dates go out:",
        [capital(f"{dated(each.fact)} {each.remedy}".strip()) for each in schedule.problems],
    )


def _summary(given: Given) -> Iterator[str]:
    meetings = given.schedule.meetings
    if not meetings:
        yield "No meeting stands on the calendar yet."
        return
    backed = sum(isinstance(each.backup, Backup) for each in meetings)
    moved = sum(each.moved is not None for each in meetings)
    count = capital(times(len(meetings), "meeting"))
    of_them = "each" if backed == len(meetings) else f"{number(backed)} of them"
    yield f"{count}, {of_them} with a back-up date."
    if moved:
        are = "is" if moved == 1 else "are"
        yield f"{capital(number(moved))} {are} moved from the day that the rule gives."
    yield f"All times are local, in the time zone {given.schedule.zone.replace('_', ' ')}."


def _about_header(given: Given) -> str:
    about = {each for meeting in given.schedule.meetings for each in meeting.about}
    departments = bool(about & given.departments.keys())
    subjects = bool(about - given.departments.keys())
    names = {(True, True): "Subject or department", (True, False): "Department"}
    return names.get((departments, subjects), "Subject")


def _row(given: Given, meeting: Meeting) -> tuple[str, ...]:
    about = listing(given.turns(meeting.about))
    moved = " (moved)" if meeting.moved else ""
    day = f"{short_day(meeting.stand.day)}{moved}"
    title = _title(meeting).removesuffix(f": {about}")
    return title, day, from_to(meeting.stand), about, _backup(meeting)


def _title(meeting: Meeting) -> str:
    return f"{meeting.title} No. {meeting.number}" if meeting.number else meeting.title


def _from_to(moved: Moved, meeting: Meeting) -> tuple[str, str]:
    """The day that the rule gives and the day it is, with the times where they differ."""
    days = short_day(moved.nominal), short_day(meeting.stand.day)
    if moved.at is None:
        return days
    return f"{days[0]}, {clock(moved.at)}", f"{days[1]}, {clock(meeting.stand.at)}"


def _backup(meeting: Meeting) -> str:
    match meeting.backup:
        case Backup(stand):
            day = short_day(stand.day)
            if stand.at == meeting.stand.at:
                return day
            if stand.day.year == meeting.stand.day.year:
                day = day.removesuffix(f", {stand.day.year}")
            return f"{day}, {clock(stand.at)}"
        case nothing:
            return f"None: {dated(nothing.why)}"
