"""The rules of each series, with every answer filled in: the scheduler's input."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, time

from statplan.errors import Problem, StatplanError
from statplan.plan import lookup
from statplan.plan.backups import BackupPolicy, BackupRule, ProgramBackups
from statplan.plan.english import format_list
from statplan.plan.model import Plan
from statplan.plan.series import Series
from statplan.plan.time_values import DayRule, Gap, make_weekday_rule
from statplan.schedule.closed_days import ClosedDayRules, build_closed_day_rules
from statplan.schedule.distribution import PlaceInPeriod, distribute_places
from statplan.schedule.model import MeetingPlace, UndecidedSeries
from statplan.schedule.overrides import MeetingOverride, collect_overrides
from statplan.schedule.recurrence import Recurrence, RelativeRecurrence
from statplan.schedule.rule_periods import RulePeriod, iter_rule_periods
from statplan.schedule.turns import begin_with_turn

_BACKUP_WITHIN, _BACKUP_AFTER, _BACKUP_BEFORE_NEXT = 10, 1, 1  # working days [ours]
_RESERVE_WITHIN = 25  # working days from one reserve day of a month to the next, at most


@dataclass(frozen=True, slots=True)
class BackupWindow:
    """A backup policy in which every answer is filled in; counts are working days.

    With `is_shared`, it is a reserve day that other series share. A backup starts at `start_time`,
    or at the time of its meeting where that is None. `times` are the other start times that a
    backup, or a meeting that has to move, may take.
    """

    keep: bool
    rule: BackupRule
    reserve: DayRule | None
    is_shared: bool
    within: int
    after: int
    before_next: int
    start_time: time | None
    times: tuple[time, ...]


@dataclass(frozen=True, slots=True)
class SeriesRule:
    """One series as it is scheduled.

    `path` is its place in the plan; `turns` has what its meetings examine in turn, each turn with
    one topic or department or several; `names` has the names of departments and topics by id;
    `series` is the series of the plan, from which the people come; `overrides` holds the exceptions
    by period, `gaps` the months and days on which it never meets.
    """

    id: str
    title: str
    path: str
    rule_periods: tuple[RulePeriod, ...]
    dates: tuple[date, ...]
    start_time: time
    minutes: int
    turns: tuple[tuple[str, ...], ...]
    names: dict[str, str]
    series: Series
    place: MeetingPlace
    chair: str | None
    cancelled_days: dict[date, str]
    number_from: int | None
    closed_day_rules: ClosedDayRules
    backup_window: BackupWindow
    overrides: dict[str, MeetingOverride]
    gaps: tuple[Gap, ...] = ()

    @property
    def base_ids(self) -> set[str]:
        """The ids of the series whose meetings it follows."""
        recurrences = (rule_period.recurrence for rule_period in self.rule_periods)
        return {
            recurrence.series
            for recurrence in recurrences
            if isinstance(recurrence, RelativeRecurrence)
        }


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
        if not series.for_each:
            rules.append(_build_rule(plan, series, rosters, path, first))
            continue
        try:
            rules += _build_rules_for_each(plan, series, rosters, path, first)
        except StatplanError as error:
            problems.append(Problem(0, 0, f"{path}.for_each", error.message, error.remedy))
    rules, waiting = _separate_waiting_series(rules, undecided)
    return rules, [*undecided, *waiting], problems


def _separate_waiting_series(
    rules: list[SeriesRule], undecided: list[UndecidedSeries]
) -> tuple[list[SeriesRule], list[UndecidedSeries]]:
    """Separate the series that follow one that cannot be scheduled yet: they wait for it."""
    ready_ids: set[str] = set()
    while True:
        more_ids = {rule.id for rule in rules if rule.base_ids <= ready_ids} - ready_ids
        if not more_ids:
            break
        ready_ids |= more_ids
    missing_by_id = {series.series: series.missing for series in undecided}
    waiting: list[UndecidedSeries] = []
    for rule in rules:
        if rule.id not in ready_ids:
            paths = [path for base in sorted(rule.base_ids) for path in missing_by_id.get(base, ())]
            missing = tuple(paths or [f"{rule.path}.on"])
            waiting.append(UndecidedSeries(rule.id, rule.title, missing))
    return [rule for rule in rules if rule.id in ready_ids], waiting


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
        turns=((subject_id,),),
    )


def _list_missing_fields(series: Series, rosters: _Rosters) -> list[str]:
    required_fields = ["dates", "at"] if series.dates is not None else ["every", "on", "at"]
    if series.rule:
        required_fields = ["starts", "at"]
    elif series.on and series.on.series:
        required_fields = ["at"]
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
    topics = () if series.department else series.examined_ids
    words = format_list(names.get(each, each) for each in topics) or series.id.replace("-", " ")
    return program if words.casefold() in program.casefold() else f"{program}: {words}"


def _build_rule(
    plan: Plan, series: Series, rosters: _Rosters, path: str, first: date
) -> SeriesRule:
    frequency = plan.frequency
    start_time = series.at or time()
    return SeriesRule(
        id=series.id,
        title=_build_title(plan, series, rosters.names),
        path=path,
        rule_periods=tuple(iter_rule_periods(series, first)),
        dates=series.dates or (),
        start_time=start_time,
        minutes=series.minutes or frequency.minutes,
        turns=_list_turns(plan, series),
        names=rosters.names,
        series=series,
        place=build_series_place(plan, series),
        chair=series.chair or plan.leadership.chair,
        cancelled_days={
            cancellation.day: cancellation.why for cancellation in series.called_off or ()
        },
        number_from=series.number_from,
        closed_day_rules=build_closed_day_rules(frequency, series),
        backup_window=_build_backup_window(series.backup, frequency.backup, series.times),
        overrides=collect_overrides(series, path, series.id),
        gaps=series.not_in or (),
    )


def build_program_place(plan: Plan) -> MeetingPlace:
    """Return where the program meets."""
    place = plan.frequency.place
    return MeetingPlace(place.room, place.address, place.link, place.mode)


def build_series_place(plan: Plan, series: Series) -> MeetingPlace:
    """Return where a series meets: as the program does, but for what the series itself says."""
    return build_program_place(plan).with_changes(series.room, series.link, series.mode)


def _list_turns(plan: Plan, series: Series) -> tuple[tuple[str, ...], ...]:
    if series.examined_ids:
        return (series.examined_ids,)
    return begin_with_turn(lookup.list_turns(plan, series.rotate or ()), series.first_turn)


def _build_backup_window(
    series_backups: BackupPolicy, program_backups: ProgramBackups, times: tuple[time, ...] | None
) -> BackupWindow:
    after = series_backups.after or program_backups.after or _BACKUP_AFTER
    keep = program_backups.keep if series_backups.keep is None else series_backups.keep
    is_shared = keep and bool(program_backups.shared) and not series_backups.has_own_day
    usual_within = max(_RESERVE_WITHIN if is_shared else _BACKUP_WITHIN, 2 * after)
    return BackupWindow(
        keep=keep,
        rule=series_backups.rule or program_backups.rule or "soonest",
        reserve=series_backups.reserve or program_backups.reserve,
        is_shared=is_shared,
        within=series_backups.within or program_backups.within or usual_within,
        after=after,
        before_next=series_backups.before_next
        or program_backups.before_next
        or _BACKUP_BEFORE_NEXT,
        start_time=series_backups.at or program_backups.at,
        times=series_backups.times
        or tuple(dict.fromkeys((*(times or ()), *(program_backups.times or ())))),
    )


def _build_rules_for_each(
    plan: Plan, series: Series, rosters: _Rosters, path: str, first: date
) -> list[SeriesRule]:
    """Return a rule for each department or topic of a series, in the order of their list.

    Each group is spread over the days and times of its own rhythm, and all others over those of the
    series.

    Raises:
        StatplanError: they do not fit.
    """
    member_ids = rosters.ids[series.for_each or "subjects"]
    groups = series.groups or ()
    parts = [(series.apply_group(group), group.of) for group in groups]
    parts.append((series, tuple(one for one in member_ids if series.find_group(one) is None)))
    rules: dict[str, SeriesRule] = {}
    for part, part_ids in parts:
        shared_rule = _build_rule(plan, part, rosters, path, first)
        for rule in _iter_rules_of_members(part, part_ids, shared_rule):
            rules[rule.id] = rule
    return [rules[f"{series.id}-{member_id}"] for member_id in member_ids]


def _iter_rules_of_members(
    series: Series, member_ids: Sequence[str], shared_rule: SeriesRule
) -> Iterator[SeriesRule]:
    places_by_period = [
        distribute_places(_apply_change(series, rule_period), member_ids)
        for rule_period in shared_rule.rule_periods
    ]
    for member_id, places in zip(member_ids, zip(*places_by_period, strict=True), strict=True):
        rule = _name_rule(shared_rule, series, member_id)
        yield replace(
            rule,
            rule_periods=tuple(map(_apply_place, rule.rule_periods, places)),
            start_time=places[0].start_time,
            overrides=collect_overrides(series, rule.path, rule.id),
        )


def _apply_change(series: Series, rule_period: RulePeriod) -> Series:
    """Return the series as it is in a period in which one of its rules applies."""
    recurrence = rule_period.recurrence
    if not isinstance(recurrence, Recurrence):
        return series
    rule = {"every": recurrence.every, "on": recurrence.on, "at": rule_period.start_time}
    return series.model_copy(update=rule)


def _apply_place(rule_period: RulePeriod, place: PlaceInPeriod) -> RulePeriod:
    shared = rule_period.recurrence
    if not isinstance(shared, Recurrence):
        return rule_period
    ordinal = None if shared.every.unit == "week" else place.week + 1 or -1
    recurrence = replace(
        shared,
        anchor=_shift_anchor(shared, place.month),
        on=make_weekday_rule((place.weekday,), ordinal),
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
