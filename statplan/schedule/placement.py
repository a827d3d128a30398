"""The placement of each nominal day: on its day, moved with a reason, or left out with one."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta

from statplan.plan.model import Plan
from statplan.plan.time_phrases import WEEKDAYS
from statplan.schedule.bookings import Booking, Bookings, Clash, Resource, list_resources
from statplan.schedule.date_rules import DateRules
from statplan.schedule.model import MeetingKey, Move, OmittedMeeting, TimeSlot
from statplan.schedule.open_days import OpenDays
from statplan.schedule.recurrence import iter_nominal_days
from statplan.schedule.series_rules import MeetingOverride, SeriesRule

_ONE_DAY = timedelta(days=1)
_MAX_DAYS_MOVED = 31
_DEFAULT_REASON = "as the plan says"


@dataclass(slots=True)
class Occurrence:
    """A nominal day that is to become a meeting; `slot` is None until it has one."""

    rule: SeriesRule
    key: MeetingKey
    nominal_day: date
    start_time: time
    subject_ids: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    needs: tuple[Resource, ...] = ()
    slot: TimeSlot | None = None
    closed_reason: str | None = None
    cause: str = ""
    move: Move | None = None
    override: MeetingOverride | None = None
    previous: "Occurrence | None" = field(default=None, repr=False)
    following: "Occurrence | None" = field(default=None, repr=False)

    @property
    def planned_time(self) -> time:
        """The start time that the plan gives it: that of its exception, else that of its rule."""
        return (self.override and self.override.start_time) or self.start_time

    @property
    def planned_slot(self) -> TimeSlot:
        """The slot that the plan gives it: that of its exception, else its nominal one."""
        chosen_day = self.override.day if self.override else None
        return TimeSlot(chosen_day or self.nominal_day, self.planned_time, self.rule.minutes)

    @property
    def must_move(self) -> bool:
        """True if its day is closed, and the plan chose no other day for it."""
        return self.closed_reason is not None and not (self.override and self.override.day)

    @property
    def booking(self) -> Booking:
        """What its time slot is booked for."""
        return Booking(self.key, self.rule.title)

    @property
    def backup_booking(self) -> Booking:
        """What the time slot of its backup date is booked for."""
        return Booking(self.key, self.rule.title, is_backup=True)


def place_series(
    plan: Plan, rules: list[SeriesRule], date_rules: DateRules, bookings: Bookings
) -> tuple[list[list[Occurrence]], list[OmittedMeeting], list[tuple[Occurrence, Clash]]]:
    """Place all series; where an occurrence gets no slot, leave it out and assign turns again.

    Args:
        plan: the plan, which has the heads of departments and topics.
        rules: the rules of all series.
        date_rules: the rules by which another date is judged.
        bookings: the slots are added.

    Returns:
        The occurrences of each series; what is left out; the occurrences that clash, each with what
        has their slot already.
    """
    omitted: list[OmittedMeeting] = []
    occurrences_by_series: list[list[Occurrence]] = []
    heads_by_subject = find_heads(plan)
    for rule in rules:
        occurrences, omissions = _list_occurrences(
            rule, date_rules.open_days.first, date_rules.open_days.last
        )
        occurrences_by_series.append(occurrences)
        omitted += omissions
    while True:
        bookings.clear()
        for occurrences in occurrences_by_series:
            _link_neighbors(occurrences)
            _apply_turns(occurrences, heads_by_subject)
        clashes = _place_occurrences(
            [occurrence for occurrences in occurrences_by_series for occurrence in occurrences],
            date_rules,
            bookings,
        )
        unplaced = [
            occurrence
            for occurrences in occurrences_by_series
            for occurrence in occurrences
            if occurrence.slot is None
        ]
        if not unplaced:
            for occurrences in occurrences_by_series:  # exceptions may have changed their order
                _link_neighbors(sorted(occurrences, key=_get_start))
            return occurrences_by_series, omitted, clashes
        omitted += map(_omit, unplaced)
        occurrences_by_series = [
            [occurrence for occurrence in occurrences if occurrence.slot is not None]
            for occurrences in occurrences_by_series
        ]


def _apply_turns(
    occurrences: list[Occurrence], heads_by_subject: dict[str, tuple[str, ...]]
) -> None:
    """Give each meeting of a series its turn, and with it the people and the room that it needs."""
    if not occurrences:
        return
    rule = occurrences[0].rule
    people_by_turn: dict[tuple[str, ...], tuple[str, ...]] = {}
    for occurrence, subject_ids in zip(
        occurrences, list_turns(rule.turns, len(occurrences)), strict=True
    ):
        if subject_ids not in people_by_turn:
            head_ids = (
                head for subject_id in subject_ids for head in heads_by_subject.get(subject_id, ())
            )
            people_by_turn[subject_ids] = tuple(dict.fromkeys((*rule.people, *head_ids)))
        occurrence.subject_ids, occurrence.people = subject_ids, people_by_turn[subject_ids]
        occurrence.needs = list_resources(rule.room, (*occurrence.people, *rule.unlisted_people))


def _list_occurrences(
    rule: SeriesRule, first: date, last: date
) -> tuple[list[Occurrence], list[OmittedMeeting]]:
    """Return the nominal days of a series in order, and the periods without one or cancelled."""
    occurrences: list[Occurrence] = []
    omitted: list[OmittedMeeting] = []
    period_counts: dict[str, int] = {}
    for period, day, start_time, nominal_reason in _iter_nominal_days(rule, first, last):
        period_counts[period] = period_counts.get(period, 0) + 1
        unique_period = (
            period if period_counts[period] == 1 else f"{period}-{period_counts[period]}"
        )
        key = MeetingKey(rule.id, unique_period)
        override = rule.overrides.get(unique_period)
        reason = nominal_reason or (rule.cancelled_days.get(day) if day else None)
        if override and override.is_cancelled:
            reason = reason or override.reason or _DEFAULT_REASON
        if day is None or reason:
            omission_reason = f"called off: {reason}" if day else str(reason)
            omitted.append(OmittedMeeting(key, rule.title, day, omission_reason))
            continue
        occurrences.append(Occurrence(rule, key, day, start_time, override=override))
    return occurrences, omitted


def _iter_nominal_days(
    rule: SeriesRule, first: date, last: date
) -> Iterator[tuple[str, date | None, time, str]]:
    for day in rule.dates:
        if first <= day <= last:
            yield day.isoformat(), day, rule.start_time, ""
    for rule_period in rule.rule_periods:
        period_first = max(first, rule_period.starts)
        period_last = min(last, rule_period.until or last)
        for nominal in iter_nominal_days(rule_period.recurrence, period_first, period_last):
            yield nominal.period, nominal.day, rule_period.start_time, nominal.reason


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
        occurrence.slot = occurrence.move = None
        occurrence.closed_reason = date_rules.open_days.find_closed_reason(
            occurrence.nominal_day, avoid_near_holidays=occurrence.rule.avoid_near_holidays
        )
        occurrence.cause = (
            date_rules.open_days.find_cause(occurrence.nominal_day)
            if occurrence.closed_reason
            else ""
        )
    for occurrence in sorted(occurrences, key=_get_placement_order):
        slot = (
            _find_other_slot(occurrence, date_rules, bookings)
            if occurrence.must_move
            else occurrence.planned_slot
        )
        if slot is None:
            continue
        clash = bookings.find_clash(slot, occurrence.needs)
        bookings.add(slot, occurrence.needs, occurrence.booking)
        if clash:
            clashes.append((occurrence, clash))
        _assign_slot(occurrence, slot)
    return clashes


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
        reason = own_words or occurrence.closed_reason or _DEFAULT_REASON
        cause = own_words or occurrence.cause or "chosen"
        occurrence.move = Move(occurrence.nominal_day, reason, other_time, is_exception, cause)


def _get_start(occurrence: Occurrence) -> datetime:
    return (occurrence.slot or occurrence.planned_slot).start


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
    rule = occurrence.rule
    for day in _list_candidate_days(occurrence, date_rules.open_days):
        for start_time in (occurrence.planned_time, *rule.backup_window.times):
            slot = TimeSlot(day, start_time, rule.minutes)
            rejection = date_rules.find_rejection(
                slot, occurrence.needs, bookings, avoid_near_holidays=rule.avoid_near_holidays
            )
            if rejection is None:
                return slot
    return None


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


def _list_candidate_days(occurrence: Occurrence, open_days: OpenDays) -> list[date]:
    least, most = _find_bounds(occurrence, open_days)
    span = [least + timedelta(days=offset) for offset in range(max((most - least).days + 1, 0))]
    later = [day for day in span if day > occurrence.nominal_day]
    earlier = [day for day in reversed(span) if day < occurrence.nominal_day]
    match occurrence.rule.closed_day_policy:
        case "next working day":
            return later
        case "previous working day":
            return earlier
        case "same week":
            week = occurrence.nominal_day.isocalendar()[:2]
            same = [day for day in span if day.isocalendar()[:2] == week]
            return sorted(
                same, key=lambda day: (abs((day - occurrence.nominal_day).days), -day.toordinal())
            )
        case "use back-up":
            window = occurrence.rule.backup_window
            return [
                day
                for day in later
                if window.after
                <= open_days.count_working_days(occurrence.nominal_day, day)
                <= window.within
            ]
        case "skip":
            return []


def _omit(occurrence: Occurrence) -> OmittedMeeting:
    title, reason = occurrence.rule.title, _explain_omission(occurrence)
    return OmittedMeeting(occurrence.key, title, occurrence.nominal_day, reason)


def _explain_omission(occurrence: Occurrence) -> str:
    """Return the reason why an occurrence has no slot."""
    weekday = WEEKDAYS[occurrence.nominal_day.weekday()]
    if occurrence.rule.closed_day_policy == "skip":
        return (
            f"{weekday}, {occurrence.nominal_day} is closed ({occurrence.closed_reason}); the "
            "plan skips such meetings"
        )
    return (
        f"{weekday}, {occurrence.nominal_day} is closed ({occurrence.closed_reason}), "
        f"and no open day was free for '{occurrence.rule.closed_day_policy}'"
    )


def list_turns(rotation_order: Sequence[str], count: int) -> list[tuple[str, ...]]:
    """Return the topics or departments of each of `count` meetings, one at a time and in order.

    Meetings that are left out are not counted, so that nobody loses a turn.
    """
    if not rotation_order:
        return [()] * count
    return [(rotation_order[index % len(rotation_order)],) for index in range(count)]


def find_heads(plan: Plan) -> dict[str, tuple[str, ...]]:
    """Return the head of each department and topic, or the heads of all that share a topic."""
    heads_by_department = {
        department.id: (department.head,) if department.head else ()
        for department in plan.participants.departments or ()
    }
    heads_by_subject = {
        subject.id: tuple(
            head
            for department_id in (subject.owner, *(subject.departments or ()))
            for head in heads_by_department.get(department_id or "", ())
        )
        for subject in plan.focus.subjects or ()
    }
    return heads_by_subject | heads_by_department
