"""Who must attend the meetings of a series, and which meetings the principal attends."""

from collections.abc import Sequence

from statplan.plan.model import Plan
from statplan.schedule.bookings import Bookings, Clash, list_resources
from statplan.schedule.model import Meeting
from statplan.schedule.occurrence import Occurrence


def mark_attended(
    plan: Plan, occurrences: Sequence[Occurrence], bookings: Bookings
) -> list[tuple[Occurrence, Clash]]:
    """Mark the meetings of a year that the principal attends, and ask for the principal there.

    The first of a month is the first that the plan puts there. The principal still attends it when
    it is moved or bumped, and no other when it is called off.

    Args:
        plan: the plan.
        occurrences: the meetings of the year, in order.
        bookings: the hours of the principal at these meetings are added.

    Returns:
        The meetings at whose hours the principal is needed elsewhere, each with that booking.
    """
    clashes: list[tuple[Occurrence, Clash]] = []
    for occurrence in _choose_attended(plan, occurrences):
        occurrence.is_attended = True
        principals = tuple(
            person_id
            for person_id in plan.leadership.principal or ()
            if person_id not in occurrence.people
        )
        if not principals:
            continue
        needs = list_resources(None, principals)
        occurrence.people = (*principals, *occurrence.people)
        occurrence.needs = (*occurrence.needs, *needs)
        slot = occurrence.current_slot
        clash = bookings.find_clash(slot, needs)
        bookings.add(slot, needs, occurrence.booking)
        if clash:
            clashes.append((occurrence, clash))
    return clashes


def _choose_attended(plan: Plan, occurrences: Sequence[Occurrence]) -> Sequence[Occurrence]:
    match plan.leadership.attends:
        case "every":
            return occurrences
        case "first":
            return occurrences[:1]
        case "first of each month":
            by_month: dict[tuple[int, int], Occurrence] = {}
            for occurrence in occurrences:
                day = occurrence.current_slot.day
                by_month.setdefault((day.year, day.month), occurrence)
            return tuple(by_month.values())
        case _:
            return ()


def list_attended_meetings(plan: Plan, meetings: Sequence[Meeting]) -> Sequence[Meeting] | None:
    """Return those of some meetings that the principal attends; None where nobody said which.

    Args:
        plan: the plan.
        meetings: meetings of its year.
    """
    if plan.leadership.attends in {None, "some"}:
        return None
    return [meeting for meeting in meetings if meeting.is_attended]
