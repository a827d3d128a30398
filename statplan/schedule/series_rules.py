"""The rules of each series, with every answer filled in: the scheduler's input."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, time, timedelta

from statplan.errors import Problem, StatplanError
from statplan.plan import lookup
from statplan.plan.backups import BackupPolicy, BackupRule, ProgramBackups
from statplan.plan.model import Plan
from statplan.plan.series import ClosedDayPolicy, Series
from statplan.plan.time_phrases import WeekdayRule
from statplan.schedule.distribution import PlaceInPeriod, distribute_places
from statplan.schedule.model import UndecidedSeries
from statplan.schedule.recurrence import Recurrence

_BACKUP_WITHIN, _BACKUP_AFTER, _BACKUP_BEFORE_NEXT = 10, 1, 1  # working days [ours]


@dataclass(frozen=True, slots=True)
class BackupWindow:
    """A backup policy in which every answer is filled in; counts are working days.

    `times` are the other start times that a backup, or a meeting that has to move, may take.
    """

    keep: bool
    rule: BackupRule
    reserve: WeekdayRule | None
    within: int
    after: int
    before_next: int
    times: tuple[time, ...]


@dataclass(frozen=True, slots=True)
class RulePeriod:
    """A period of a series in which one recurrence and one start time apply."""

    starts: date
    until: date | None
    recurrence: Recurrence
    start_time: time


@dataclass(frozen=True, slots=True)
class MeetingOverride:
    """An exception of the plan for one meeting or its backup; None where the rule applies.

    `path` is its place in the plan.
    """

    path: str
    day: date | None
    start_time: time | None
    backup_day: date | None
    backup_time: time | None
    has_no_backup: bool
    is_cancelled: bool
    reason: str


@dataclass(frozen=True, slots=True)
class SeriesRule:
    """One series as it is scheduled.

    `path` is its place in the plan; `names` has the names of departments and topics by id;
    `unlisted_people` are people who must be there and are on no roster; `overrides` holds the
    exceptions by period.
    """

    id: str
    title: str
    path: str
    rule_periods: tuple[RulePeriod, ...]
    dates: tuple[date, ...]
    start_time: time
    minutes: int
    turns: tuple[str, ...]
    names: dict[str, str]
    people: tuple[str, ...]
    unlisted_people: tuple[str, ...]
    optional: tuple[str, ...]
    room: str | None
    chair: str | None
    cancelled_days: dict[date, str]
    number_from: int | None
    closed_day_policy: ClosedDayPolicy
    avoid_near_holidays: bool
    backup_window: BackupWindow
    overrides: dict[str, MeetingOverride]


@dataclass(frozen=True, slots=True)
class _Rosters:
    """The ids of a plan's `departments` and `subjects`, and the names of both by id."""

    ids: dict[str, tuple[str, ...]]
    names: dict[str, str]


def _read_rosters(plan: Plan) -> _Rosters:
    ids = {list_name: lookup.list_ids(plan, list_name) for list_name in ("departments", "subjects")}
    return _Rosters(ids, lookup.index_names(plan))


def build_series_rules(
    plan: Plan, first: date
) -> tuple[list[SeriesRule], list[UndecidedSeries], list[Problem]]:
    """Build the rules of every series from the plan; one for each department or topic where asked.

    Args:
        plan: a plan without faults.
        first: the first day of the year of meetings, from which series count that state no start.
    """
    rules: list[SeriesRule] = []
    undecided: list[UndecidedSeries] = []
    problems: list[Problem] = []
    rosters = _read_rosters(plan)
    for index, series in enumerate(plan.frequency.series or ()):
        path = f"frequency.series[{index}]"
        missing = _list_missing_fields(series, rosters)
        if missing:
            paths = tuple(f"{path}.{field}" for field in missing)
            title = _build_title(plan, series, rosters.names)
            undecided.append(UndecidedSeries(series.id, title, paths))
            continue
        rule = _build_rule(plan, series, rosters, path, first)
        try:
            rules += _iter_rules_for_each(series, rosters, rule) if series.for_each else [rule]
        except StatplanError as error:
            problems.append(Problem(0, 0, f"{path}.for_each", error.message, error.remedy))
    return rules, undecided, problems


def index_titles(plan: Plan) -> dict[str, str]:
    """Return the title of each series by its id; one for each department or topic where asked."""
    rosters = _read_rosters(plan)
    titles: dict[str, str] = {}
    for series in plan.frequency.series or ():
        title = _build_title(plan, series, rosters.names)
        titles[series.id] = title
        for subject_id in rosters.ids[series.for_each] if series.for_each else ():
            titles[f"{series.id}-{subject_id}"] = f"{title}: {rosters.names[subject_id]}"
    return titles


def build_unplaced_rules(plan: Plan, series: Series, first: date) -> list[SeriesRule]:
    """Build the rules of a series whose weekday and time are still to be found."""
    series_ids = [other.id for other in plan.frequency.series or ()]
    path = f"frequency.series[{series_ids.index(series.id)}]"
    rosters = _read_rosters(plan)
    rule = replace(_build_rule(plan, series, rosters, path, first), rule_periods=())
    if not series.for_each:
        return [rule]
    return [_name_rule(rule, series, subject_id) for subject_id in rosters.ids[series.for_each]]


def _name_rule(rule: SeriesRule, series: Series, subject_id: str) -> SeriesRule:
    """Return the rule of a series for one of the departments or topics that it is for."""
    return replace(
        rule,
        id=f"{series.id}-{subject_id}",
        title=f"{rule.title}: {rule.names[subject_id]}",
        turns=(subject_id,),
    )


def _list_missing_fields(series: Series, rosters: _Rosters) -> list[str]:
    required_fields = ["dates", "at"] if series.dates is not None else ["every", "on", "at"]
    missing = [field for field in required_fields if getattr(series, field) in {None, ()}]
    for list_field in ("rotate", "for_each"):
        chosen_list = getattr(series, list_field)
        if isinstance(chosen_list, str) and not rosters.ids[chosen_list]:
            missing.append(list_field)
    return missing


def _build_title(plan: Plan, series: Series, names: dict[str, str]) -> str:
    program = plan.program.name or "Stat"
    if series.name:
        return series.name
    if len(plan.frequency.series or ()) == 1 and not series.subject:
        return program
    words = names.get(series.subject or "", series.id.replace("-", " "))
    return program if words.casefold() in program.casefold() else f"{program}: {words}"


def _build_rule(
    plan: Plan, series: Series, rosters: _Rosters, path: str, first: date
) -> SeriesRule:
    frequency = plan.frequency
    start_time = series.at or time()
    avoid = series.avoid_near_holidays
    return SeriesRule(
        id=series.id,
        title=_build_title(plan, series, rosters.names),
        path=path,
        rule_periods=tuple(_iter_rule_periods(series, first)),
        dates=tuple(sorted(set(series.dates or ()))),
        start_time=start_time,
        minutes=series.minutes or frequency.minutes,
        turns=_list_turns(series, rosters),
        names=rosters.names,
        people=_list_required_people(plan, series),
        unlisted_people=list_unlisted_people(plan),
        optional=series.optional or (),
        room=series.room or frequency.place.room,
        chair=series.chair or plan.leadership.chair,
        cancelled_days={
            cancellation.day: cancellation.why for cancellation in series.called_off or ()
        },
        number_from=series.number_from,
        closed_day_policy=series.closed_day or frequency.closed_day,
        avoid_near_holidays=frequency.avoid_near_holidays if avoid is None else avoid,
        backup_window=_build_backup_window(series.backup, frequency.backup, series.times),
        overrides=_collect_overrides(series, path, series.id),
    )


def _iter_rule_periods(series: Series, first: date) -> Iterator[RulePeriod]:
    if series.every is None or series.on is None or series.at is None:
        return
    start_time, on, month = series.at, series.on, series.in_month or 1
    starts = series.starts or first
    changes = series.changes or ()
    ends = [change.from_ - timedelta(days=1) for change in changes] + [series.until]
    yield RulePeriod(starts, ends[0], Recurrence(series.every, on, starts, month), start_time)
    for change, end in zip(changes, ends[1:], strict=True):
        start_time, on = change.at or start_time, change.on or on
        yield RulePeriod(
            change.from_, end, Recurrence(change.every, on, change.from_, month), start_time
        )


def _collect_overrides(series: Series, path: str, rule_id: str) -> dict[str, MeetingOverride]:
    """Return the exceptions of one rule of a series by the meeting's period."""
    overrides: dict[str, MeetingOverride] = {}
    for index, exception in enumerate(series.exceptions or ()):
        exception_rule_id, _, period = exception.meeting.partition("/")
        if exception_rule_id == rule_id:
            overrides[period] = MeetingOverride(
                path=f"{path}.exceptions[{index}]",
                day=exception.day,
                start_time=exception.at,
                backup_day=exception.backup,
                backup_time=exception.backup_at,
                has_no_backup=exception.without_backup,
                is_cancelled=exception.called_off,
                reason=exception.why or "",
            )
    return overrides


def _list_turns(series: Series, rosters: _Rosters) -> tuple[str, ...]:
    if series.subject or series.department:
        return (series.subject or series.department or "",)
    if isinstance(series.rotate, str):
        return rosters.ids[series.rotate]
    return series.rotate or ()


def _list_required_people(plan: Plan, series: Series) -> tuple[str, ...]:
    """Return who must attend every meeting: whoever leads, Stat lead, panel, required people.

    A principal who attends every meeting leads; where nobody is named as the chair, the designee
    does.
    """
    leadership, participants = plan.leadership, plan.participants
    attends_all = leadership.attends == "every"
    principal = leadership.principal or () if attends_all else ()
    designee = None if attends_all else leadership.designee
    panel = () if series.without_panel else participants.panel or ()
    leader_ids = (series.chair or leadership.chair or designee, leadership.facilitator)
    everyone = (
        *principal,
        *(person_id for person_id in leader_ids if person_id),
        *panel,
        *(series.required or ()),
    )
    return tuple(dict.fromkeys(everyone))


def list_unlisted_people(plan: Plan) -> tuple[str, ...]:
    """Return the chief executive where one attends every meeting and no roster names one."""
    leadership = plan.leadership
    is_listed = leadership.attends != "every" or leadership.principal
    return () if is_listed else (leadership.form or "chief executive",)


def _build_backup_window(
    series_backups: BackupPolicy, program_backups: ProgramBackups, times: tuple[time, ...] | None
) -> BackupWindow:
    after = series_backups.after or program_backups.after or _BACKUP_AFTER
    return BackupWindow(
        keep=program_backups.keep if series_backups.keep is None else series_backups.keep,
        rule=series_backups.rule or program_backups.rule or "soonest",
        reserve=series_backups.reserve or program_backups.reserve,
        within=series_backups.within or program_backups.within or max(_BACKUP_WITHIN, 2 * after),
        after=after,
        before_next=series_backups.before_next
        or program_backups.before_next
        or _BACKUP_BEFORE_NEXT,
        times=series_backups.times
        or tuple(dict.fromkeys((*(times or ()), *(program_backups.times or ())))),
    )


def _iter_rules_for_each(
    series: Series, rosters: _Rosters, shared_rule: SeriesRule
) -> Iterator[SeriesRule]:
    subject_ids = rosters.ids[series.for_each or "subjects"]
    places_by_period = [
        distribute_places(_apply_change(series, rule_period), subject_ids)
        for rule_period in shared_rule.rule_periods
    ]
    for subject_id, places in zip(subject_ids, zip(*places_by_period, strict=True), strict=True):
        rule = _name_rule(shared_rule, series, subject_id)
        yield replace(
            rule,
            rule_periods=tuple(map(_apply_place, rule.rule_periods, places)),
            start_time=places[0].start_time,
            overrides=_collect_overrides(series, rule.path, rule.id),
        )


def _apply_change(series: Series, rule_period: RulePeriod) -> Series:
    """Return the series as it is in a period in which one of its rules applies."""
    recurrence = rule_period.recurrence
    rule = {"every": recurrence.every, "on": recurrence.on, "at": rule_period.start_time}
    return series.model_copy(update=rule)


def _apply_place(rule_period: RulePeriod, place: PlaceInPeriod) -> RulePeriod:
    ordinal = None if rule_period.recurrence.every.unit == "week" else place.week + 1 or -1
    recurrence = replace(
        rule_period.recurrence,
        anchor=_shift_anchor(rule_period.recurrence, place.month),
        on=WeekdayRule((place.weekday,), ordinal),
        in_month=place.month + 1,
        week_offset=place.week if ordinal is None else 0,
    )
    return replace(rule_period, recurrence=recurrence, start_time=place.start_time)


def _shift_anchor(recurrence: Recurrence, months: int) -> date:
    """Return the anchor of a recurrence, moved on by some months."""
    if recurrence.every.unit != "month" or not months:
        return recurrence.anchor
    year, month = divmod(recurrence.anchor.year * 12 + recurrence.anchor.month - 1 + months, 12)
    return date(year, month + 1, 1)
