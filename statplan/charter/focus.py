"""What the meetings examine, with which measures, and what they leave out."""

from collections.abc import Iterator

from statplan.charter.english import times
from statplan.charter.given import Given
from statplan.charter.layout import points, prose, table
from statplan.documents.blocks import Block
from statplan.plan.english import listing
from statplan.plan.focus import Focus

_KINDS = {
    "subject": "Meetings examine subjects.",
    "operations": "Meetings examine departments' own operations.",
    "both": "Meetings examine subjects as well as departments' own operations.",
    "place": "Meetings examine places.",
}


def focus(given: Given) -> Iterator[Block]:
    """Write what meetings examine and what they leave to others."""
    about = given.plan.focus
    yield from prose([*([_KINDS[about.kind]] if about.kind else []), *_room_for(about)])
    yield from _subjects(given)
    yield from points("The meetings leave these matters to others:", about.out_of_scope)


def measures(given: Given) -> Iterator[Block]:
    """Write the priorities with their measures, and how old figures may be."""
    about = given.plan.focus
    rows = [
        (
            each.name,
            each.measure or "",
            each.target or "",
            given.departments.get(each.owner or "", ""),
            each.data_source or "",
            each.period or "",
        )
        for each in about.priorities or ()
    ]
    header = ("Priority", "Measure", "Target", "Owner", "Data source", "Reporting period")
    yield from table("Priorities and measures", header, rows)
    yield from prose(_figures(about))


def _room_for(about: Focus) -> Iterator[str]:
    topics, minutes = about.topics_per_meeting, about.minutes_per_topic
    if topics:
        each = f", with {times(minutes, 'minute')} for each" if minutes else ""
        yield f"One meeting takes {times(topics, 'topic')}{each}."
    elif minutes:
        yield f"A topic gets {times(minutes, 'minute')}."


def _subjects(given: Given) -> Iterator[Block]:
    rows = [
        (
            each.name,
            given.departments.get(each.owner or "", ""),
            listing(given.departments.get(shares, shares) for shares in each.departments or ()),
            given.priorities.get(each.priority or "", ""),
            str(each.minutes or ""),
        )
        for each in given.plan.focus.subjects or ()
    ]
    header = ("Subject", "Answers for it", "Shares it", "Serves", "Minutes")
    yield from table("Subjects", header, rows)


def _figures(about: Focus) -> Iterator[str]:
    if about.priorities == ():
        yield "No priorities are listed."
    if about.data_lag_days is not None:
        lag = times(about.data_lag_days, "day")
        yield f"Figures may be discussed {lag} after the period that they cover has ended."
    if about.operational_data is not None:
        are = "are" if about.operational_data else "are not"
        yield f"Overtime, leave, vacancies, and the like {are} looked at each time."
