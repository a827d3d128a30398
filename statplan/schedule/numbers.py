"""The numbers of meetings, counted per series where its plan states the first one."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import count

from statplan.schedule.model import Meeting
from statplan.schedule.published_facts import PublishedMeeting
from statplan.schedule.series_rules import SeriesRule


def number_meetings(
    meetings: Iterable[Meeting],
    rules: Iterable[SeriesRule],
    published: Sequence[PublishedMeeting],
    first: date,
) -> Iterator[Meeting]:
    """Yield the meetings with their numbers.

    A meeting keeps the number under which calendars have it. Those that are new in a year that is
    published have the numbers after the greatest of that year.

    Args:
        meetings: the meetings of the year, in order.
        rules: the rules of all series.
        published: the meetings that calendars have.
        first: the first day of the year.
    """
    numbers = {
        (meeting.series, meeting.period): meeting.number
        for meeting in published
        if meeting.number and not meeting.is_before(first)
    }
    counters: dict[str, Iterator[int]] = {}
    for rule in rules:
        if rule.number_from:
            used = [number for (series_id, _), number in numbers.items() if series_id == rule.id]
            counters[rule.id] = count(max(used) + 1 if used else rule.number_from)
    for meeting in meetings:
        key = meeting.key
        if key.series not in counters:
            yield meeting
        else:
            kept_number = numbers.get((key.series, key.period))
            yield replace(meeting, number=kept_number or next(counters[key.series]))
