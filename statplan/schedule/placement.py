"""The placement of each nominal day: on its day, moved with a reason, or left out with one."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from itertools import islice

from statplan.plan.model import Plan
from statplan.plan.time_values import WEEKDAYS
from statplan.schedule.attendance import AttendeeLists
from statplan.schedule.bookings import Booking, Bookings, Clash, list_resources
from statplan.schedule.date_rules import DateRules
from statplan.schedule.model import Meeting, Move, OmittedMeeting, TimeSlot
from statplan.schedule.occurrence import DEFAULT_REASON, Occurrence, SeriesYear, list_occurrences
from statplan.schedule.open_days import OpenDays, iter_days
from statplan.schedule.published_facts import NOTHING_PUBLISHED, PublishedFacts
from statplan.schedule.series_rules import SeriesRule
from statplan.schedule.turns import list_turns

_ONE_DAY, _WEEK = timedelta(days=1), timedelta(days=7)
_MAX_DAYS_MOVED = 31
_MAX_SUGGESTED = 3


def place_series(
    plan: Plan,
    rules: list[SeriesRule],
    date_rules: DateRules,
    bookings: Bookings,
    published: PublishedFacts = NOTHING_PUBLISHED,
) -> tuple[list[list[Occurrence]], list[OmittedMeeting], list[tuple[Occurrence, Clash]]]:
    """Place all series, those that follow the meetings of another one after that.

    Args:
        plan: the plan, which has the people.
        rules: the rules of all series.
        date_rules: the rules by which another date is judged.
        bookings: the slots are added.
        published: what calendars have of the year, which keeps its keys, and of earlier years,
            whose meetings keep their slots.

    Returns:
        The occurrences of each series; what is left out; the occurrences that clash, each with what
        has their slot already.
    """
    years_by_series: dict[str, SeriesYear] = {}
    clashes: list[tuple[Occurrence, Clash]] = []
    attendee_lists = AttendeeLists(plan)
    published_by_series = published.index_by_series()
    earlier_meetings = published.list_earlier_meetings(date_rules.open_days.first)
    for group in _iter_placement_groups(rules):
        years = [
            list_occurrences(
                rule,
                date_rules.open_days,
                years_by_series,
                published_by_series.get(rule.id, ()),
            )
            for rule in group
        ]
        clashes += _place_years(
            years,
            list(years_by_series.values()),
            earlier_meetings,
            attendee_lists,
            date_rules,
            bookings,
        )
        years_by_series |= {year.rule.id: year for year in years}
    all_years = [years_by_series[rule.id] for rule in rules]
    omitted = [omission for year in all_years for omission in year.omitted]
    return [year.occurrences for year in all_years], omitted, clashes


def _iter_placement_groups(rules: list[SeriesRule]) -> Iterator[list[SeriesRule]]:
    """Yield the series in groups: each follows only series of the groups before."""
    waiting, placed_ids = rules, set[str]()
    while waiting:
        group = [rule for rule in waiting if rule.base_ids <= placed_ids]
        yield group
        placed_ids |= {rule.id for rule in group}
        waiting = [rule for rule in waiting if rule.id not in placed_ids]


def _place_years(
    years: list[SeriesYear],
    placed_years: list[SeriesYear],
    earlier_meetings: list[Meeting],
    attendee_lists: AttendeeLists,
    date_rules: DateRules,
    bookings: Bookings,
) -> list[tuple[Occurrence, Clash]]:
    """Place some series beside those that are placed, and return the occurrences that clash.

    Where an occurrence gets no slot, it is left out, and the turns are assigned again.
    """
    while True:
        bookings.clear()
        for meeting in earlier_meetings:
            booking = Booking(meeting.key, meeting.title)
            bookings.add(meeting.slot, date_rules.list_needs(meeting), booking)
        for occurrence in (other for year in placed_years for other in year.occurrences):
            if occurrence.slot:
                bookings.add(occurrence.slot, occurrence.needs, occurrence.booking)
        for year in years:
            _link_neighbors(year.occurrences)
            _apply_turns(year.occurrences, attendee_lists)
        occurrences = [occurrence for year in years for occurrence in year.occurrences]
        clashes = _place_occurrences(occurrences, date_rules, bookings)
        if all(occurrence.slot for occurrence in occurrences):
            for year in years:  # exceptions may have changed their order
                _link_neighbors(sorted(year.occurrences, key=_get_start))
            return clashes
        for year in years:
            year.omitted += [_omit(one) for one in year.occurrences if one.slot is None]
            year.occurrences = [one for one in year.occurrences if one.slot is not None]


def _apply_turns(occurrences: list[Occurrence], attendee_lists: AttendeeLists) -> None:
    """Give each meeting of a series its turn, and with it the people and the room that it needs."""
    if not occurrences:
        return
    turns = list_turns(occurrences[0].rule.turns, len(occurrences))
    for occurrence, turn_ids in zip(occurrences, turns, strict=True):
        override = occurrence.override
        occurrence.subject_ids = (override and override.topic_ids) or turn_ids
        occurrence.is_attended = False
        attendee_lists.invite(occurrence)
        occurrence.needs = list_resources(occurrence.place.room, occurrence.people)


def _link_neighbors(occurrences: list[Occurrence]) -> None:
    """Link each occurrence of a series to the one before it and the one after it."""
    for occurrence, previous, following in zip(
        occurrences, [None, *occurrences], [*occurrences[1:], None], strict=False
    ):
        occurrence.previous, occurrence.following = previous, following


def _place_occurrences(
    occurrences: list[Occurrence], date_rules: DateRules, bookings: Bookings
) -> list[tuple[Occurrence, Clash]]:
    """Give each occurrence its slot: first those whose day is open, then those that must move.

    A day that the plan chose for a meeting is used, open or not. Returns the occurrences that
    clash, each with what has their slot already.
    """
    clashes: list[tuple[Occurrence, Clash]] = []
    for occurrence in occurrences:
        _close_nominal_day(occurrence, date_rules.open_days)
    for occurrence in sorted(occurrences, key=_get_placement_order):
        slot = (
            _find_other_slot(occurrence, date_rules, bookings)
            if occurrence.must_move
            else occurrence.planned_slot
        )
        if slot is None:
            occurrence.suggested_days = _suggest_days(occurrence, date_rules, bookings)
            continue
        clash = bookings.find_clash(slot, occurrence.needs)
        bookings.add(slot, occurrence.needs, occurrence.booking)
        if clash:
            clashes.append((occurrence, clash))
        _assign_slot(occurrence, slot)
    return clashes


def _close_nominal_day(occurrence: Occurrence, open_days: OpenDays) -> None:
    """Take an occurrence from its slot, and record what closes its nominal day, if anything."""
    occurrence.slot = occurrence.move = None
    day, rules = occurrence.nominal_day, occurrence.rule.closed_day_rules
    occurrence.closed_reason = open_days.find_closed_reason(day, rules)
    if occurrence.closed_reason:
        occurrence.cause = open_days.find_cause(day, rules)
        occurrence.policy = open_days.find_policy(day, rules)


def _assign_slot(occurrence: Occurrence, slot: TimeSlot) -> None:
    """Put an occurrence in a slot, and record the reason where that is not its nominal place."""
    occurrence.slot = slot
    other_time = occurrence.start_time if slot.start_time != occurrence.start_time else None
    is_exception = (
        occurrence.override is not None
        and (occurrence.override.day or occurrence.override.start_time) is not None
    )
    if slot.day != occurrence.nominal_day or (other_time and is_exception):
        own_words = occurrence.override.reason if occurrence.override and is_exception else ""
        reason = own_words or occurrence.closed_reason or DEFAULT_REASON
        cause = own_words or occurrence.cause or "chosen"
        occurrence.move = Move(occurrence.nominal_day, reason, other_time, is_exception, cause)


def _get_start(occurrence: Occurrence) -> datetime:
    return occurrence.current_slot.start


def _get_placement_order(occurrence: Occurrence) -> tuple[bool, date, time, str, str]:
    return (
        occurrence.must_move,
        occurrence.nominal_day,
        occurrence.start_time,
        occurrence.key.series,
        occurrence.key.period,
    )


def _find_other_slot(
    occurrence: Occurrence, date_rules: DateRules, bookings: Bookings
) -> TimeSlot | None:
    """Return the first slot that the policy allows and that fits, or None."""
    open_days = date_rules.open_days
    span = _list_span(occurrence, open_days)
    if not occurrence.rule.closed_day_rules.leaves_period:
        first, last = occurrence.period
        span = [day for day in span if first <= day <= last]
    candidate_days = _list_candidate_days(occurrence, span, open_days)
    return next(_iter_free_slots(occurrence, candidate_days, date_rules, bookings), None)


def _suggest_days(
    occurrence: Occurrence, date_rules: DateRules, bookings: Bookings
) -> tuple[date, ...]:
    """Return the nearest days on which a meeting could take place that its policy does not allow.

    None where the plan leaves such meetings out on purpose.
    """
    if occurrence.policy == "skip":
        return ()
    span = _list_span(occurrence, date_rules.open_days)
    nearest = sorted(span, key=lambda day: (abs((day - occurrence.nominal_day).days), day))
    slots = _iter_free_slots(occurrence, nearest, date_rules, bookings)
    return tuple(sorted(slot.day for slot in islice(slots, _MAX_SUGGESTED)))


def _iter_free_slots(
    occurrence: Occurrence, days: Iterable[date], date_rules: DateRules, bookings: Bookings
) -> Iterator[TimeSlot]:
    """Yield the slots that fit on some days, in their order, at most one a day."""
    rule = occurrence.rule
    for day in filter(date_rules.open_days.is_working_day, days):
        for start_time in (occurrence.planned_time, *rule.backup_window.times):
            slot = TimeSlot(day, start_time, occurrence.minutes)
            rejection = date_rules.find_rejection(
                slot, occurrence.needs, bookings, closed_day_rules=rule.closed_day_rules
            )
            if rejection is None:
                yield slot
                break


def _find_bounds(occurrence: Occurrence, open_days: OpenDays) -> tuple[date, date]:
    """Return the first and the last day between the series' meetings before and after.

    Where exceptions have swapped these two, the days between their dates count.
    """
    nominal_day, farthest = occurrence.nominal_day, timedelta(days=_MAX_DAYS_MOVED)
    previous, following = occurrence.previous, occurrence.following
    day_before = previous.slot.day if previous and previous.slot else date.min
    day_after = following.planned_slot.day if following else date.max
    if day_before >= day_after:
        neighbor_days = (day_before, day_after)
        day_before = max((day for day in neighbor_days if day < nominal_day), default=date.min)
        day_after = min((day for day in neighbor_days if day > nominal_day), default=date.max)
    least = max(open_days.first, nominal_day - farthest, day_before + _ONE_DAY)
    most = min(open_days.last, nominal_day + farthest, day_after - _ONE_DAY)
    return least, most


def _list_span(occurrence: Occurrence, open_days: OpenDays) -> list[date]:
    """List the days between the series' meetings before and after."""
    least, most = _find_bounds(occurrence, open_days)
    return list(iter_days(least, most))


def _list_candidate_days(
    occurrence: Occurrence, span: list[date], open_days: OpenDays
) -> list[date]:
    """List the days of a span that the policy allows, and then those before the closed day."""
    nominal_day = occurrence.nominal_day
    later = [day for day in span if day > nominal_day]
    earlier = [day for day in reversed(span) if day < nominal_day]
    match occurrence.policy:
        case "next working day":
            return later + earlier
        case "previous working day":
            return earlier
        case "a week later":
            return [day for day in later if day == nominal_day + _WEEK] + earlier
        case "same week":
            week = nominal_day.isocalendar()[:2]
            same = [day for day in span if day.isocalendar()[:2] == week]
            same.sort(key=lambda day: (abs((day - nominal_day).days), -day.toordinal()))
            return same + earlier
        case "use backup":
            window = occurrence.rule.backup_window
            backup_days = [
                day
                for day in later
                if window.after <= open_days.count_working_days(nominal_day, day) <= window.within
            ]
            return backup_days + earlier
        case "skip" | "meets anyway":
            return []


def _omit(occurrence: Occurrence) -> OmittedMeeting:
    title, reason = occurrence.rule.title, _explain_omission(occurrence)
    return OmittedMeeting(
        occurrence.key,
        title,
        occurrence.nominal_day,
        reason,
        occurrence.suggested_days,
        period_first=occurrence.period[0],
        plan_key=occurrence.plan_key,
    )


def _explain_omission(occurrence: Occurrence) -> str:
    """Return the reason why an occurrence has no slot."""
    weekday = WEEKDAYS[occurrence.nominal_day.weekday()]
    fact = f"{weekday}, {occurrence.nominal_day} is closed ({occurrence.closed_reason})"
    if occurrence.policy == "skip":
        return f"{fact}; the plan skips such meetings"
    if occurrence.rule.closed_day_rules.leaves_period:
        return f"{fact}, and no day that the plan allows was free"
    first, last = occurrence.period
    return f"{fact}, and no day that the plan allows from {first} to {last} was free"
