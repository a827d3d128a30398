"""Who attends the meetings of a year, and which of them the principal attends."""

from collections.abc import Sequence

from statplan.plan.model import Plan
from statplan.schedule.attendees import list_attendees
from statplan.schedule.bookings import Bookings, Clash, list_resources
from statplan.schedule.model import Meeting
from statplan.schedule.occurrence import Occurrence


class AttendeeLists:
    """The attendees of a plan's meetings; meetings with the same answers share one list."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._lists: dict[tuple[object, ...], tuple[tuple[str, ...], tuple[str, ...]]] = {}

    def invite(self, occurrence: Occurrence) -> None:
        """Give a meeting the people who must and who may attend it."""
        series, override = occurrence.rule.series, occurrence.override
        chair_id = override.chair if override else None
        list_key = (series.id, occurrence.subject_ids, occurrence.is_attended, chair_id)
        if list_key not in self._lists:
            attendees = list_attendees(
                self._plan,
                series,
                occurrence.subject_ids,
                is_attended=occurrence.is_attended,
                chair_id=chair_id,
            )
            required = tuple(attendee.id for attendee in attendees if attendee.is_required)
            optional = tuple(attendee.id for attendee in attendees if not attendee.is_required)
            self._lists[list_key] = required, optional
        occurrence.people, occurrence.optional_people = self._lists[list_key]


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
    attendee_lists = AttendeeLists(plan)
    for occurrence in _choose_attended(plan, occurrences):
        occurrence.is_attended = True
        already_invited = occurrence.people
        attendee_lists.invite(occurrence)
        principals = [one for one in occurrence.people if one not in already_invited]
        if not principals:
            continue
        needs = list_resources(None, principals)
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
