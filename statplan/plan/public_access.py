"""Who may attend a meeting: as its recurring meeting says, else as the program says of all."""

from collections.abc import Iterator

from statplan.plan.lookup import find_series
from statplan.plan.model import Plan
from statplan.plan.publicity import OPEN_ACCESS


def find_access(plan: Plan, series_id: str) -> str | None:
    """Return who may attend the meetings of a series; None where the plan does not say.

    Of a series that left the plan nobody knows, where recurring meetings differ.

    Args:
        plan: the plan.
        series_id: the series in the key of a meeting.
    """
    series = find_series(plan, series_id)
    if series:
        return series.access or plan.publicity.access
    has_own_access = any(other.access for other in plan.frequency.series or ())
    return None if has_own_access else plan.publicity.access


def is_open_to_public(plan: Plan, series_id: str) -> bool:
    """Return whether anybody may attend the meetings of a series."""
    return find_access(plan, series_id) in OPEN_ACCESS


def list_access_answers(plan: Plan) -> frozenset[str | None]:
    """Return every answer to who may attend that holds for some meeting of the program."""
    all_series = plan.frequency.series or ()
    if not all_series:
        return frozenset({plan.publicity.access})
    return frozenset(series.access or plan.publicity.access for series in all_series)


def has_open_meeting(plan: Plan) -> bool:
    """Return whether anybody may attend some meeting of the program."""
    return not list_access_answers(plan).isdisjoint(OPEN_ACCESS)


def find_public_title(plan: Plan, series_id: str) -> str | None:
    """Return the title of meetings whose topic stays inside; None where the topic is public.

    Beside meetings that anybody may attend, the others show that they take place, and no more.
    Where no meeting is open, the schedule that the plan publishes has the topics.

    Args:
        plan: the plan.
        series_id: the series in the key of a meeting.
    """
    if is_open_to_public(plan, series_id) or not has_open_meeting(plan):
        return None
    series = find_series(plan, series_id)
    return (series.name if series else None) or plan.program.name or "Stat"


def list_public_places(plan: Plan) -> frozenset[str]:
    """Return the rooms and the address of the meetings that anybody may attend."""
    return frozenset(filter(None, _iter_public_places(plan)))


def _iter_public_places(plan: Plan) -> Iterator[str | None]:
    place = plan.frequency.place
    all_series = plan.frequency.series or ()
    if not all_series and plan.publicity.access in OPEN_ACCESS:
        yield from (place.room, place.address)
    for series in all_series:
        if (series.access or plan.publicity.access) in OPEN_ACCESS:
            if series.mode != "remote" or series.room:
                yield from (series.room or place.room, place.address)
            yield from (exception.room for exception in series.exceptions or ())
