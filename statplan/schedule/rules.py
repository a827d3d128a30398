"""Series with everything filled in: what the scheduler works from."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, time, timedelta

from statplan.errors import Problem
from statplan.plan import Plan, roster
from statplan.plan.backups import BackupPolicy, BackupRule, ProgramBackups
from statplan.plan.series import ClosedDayPolicy, Series
from statplan.plan.times import On
from statplan.schedule.cadence import Rhythm
from statplan.schedule.meeting import Undecided
from statplan.schedule.spread import Place, places

_BACKUP_WITHIN, _BACKUP_AFTER, _BACKUP_BEFORE_NEXT = 10, 1, 1  # working days [ours]


@dataclass(frozen=True, slots=True)
class BackupWindow:
    """A back-up policy with nothing left open; counts are working days.

    `times` are the other start times that a back-up, or a meeting that has to move, may take.
    """

    keep: bool
    rule: BackupRule
    reserve: On | None
    within: int
    after: int
    before_next: int
    times: tuple[time, ...]


@dataclass(frozen=True, slots=True)
class Stretch:
    """From a day on, until the next stretch begins, a rhythm and a start time hold."""

    starts: date
    until: date | None
    rhythm: Rhythm
    at: time


@dataclass(frozen=True, slots=True)
class Choice:
    """Where the plan puts one meeting or its back-up; None where the rule does.

    `path` is its place in the plan.
    """

    path: str
    day: date | None
    at: time | None
    backup: date | None
    backup_at: time | None
    without_backup: bool
    called_off: bool
    why: str


@dataclass(frozen=True, slots=True)
class SeriesRule:
    """One series as it is scheduled.

    `path` is its place in the plan; `unlisted` are people who must be there and are on no roster;
    `chosen` holds the exceptions by period.
    """

    id: str
    title: str
    path: str
    stretches: tuple[Stretch, ...]
    dates: tuple[date, ...]
    at: time
    minutes: int
    turns: tuple[str, ...]
    people: tuple[str, ...]
    unlisted: tuple[str, ...]
    optional: tuple[str, ...]
    room: str | None
    chair: str | None
    called_off: dict[date, str]
    number_from: int | None
    policy: ClosedDayPolicy
    avoid_beside: bool
    backup: BackupWindow
    chosen: dict[str, Choice]


def series_rules(
    plan: Plan, first: date
) -> tuple[list[SeriesRule], list[Undecided], list[Problem]]:
    """Fill in every series from the program's own answers; make one for each where asked.

    Args:
        plan: a plan without faults.
        first: the first day of the year of meetings, from which rhythms count unless they say.
    """
    rules: list[SeriesRule] = []
    undecided: list[Undecided] = []
    problems: list[Problem] = []
    names = roster.names(plan)
    for index, series in enumerate(plan.frequency.series or ()):
        path = f"frequency.series[{index}]"
        title = _title(plan, series, names)
        missing = _missing(plan, series)
        if missing:
            undecided.append(Undecided(series.id, title, tuple(f"{path}.{key}" for key in missing)))
        elif series.for_each:
            whole = _rule(plan, series, title, path, first)
            try:
                rules += _one_for_each(plan, series, whole, names)
            except LookupError as error:
                problems.append(Problem(0, 0, f"{path}.for_each", error.args[0], error.args[1]))
        else:
            rules.append(_rule(plan, series, title, path, first))
    return rules, undecided, problems


def rules_without_place(plan: Plan, series: Series, first: date) -> list[SeriesRule]:
    """The rules of a series, one for each where asked, whose weekday and time are still sought."""
    known = [each.id for each in plan.frequency.series or ()]
    path = f"frequency.series[{known.index(series.id)}]"
    names = roster.names(plan)
    rule = replace(_rule(plan, series, _title(plan, series, names), path, first), stretches=())
    if not series.for_each:
        return [rule]
    return [
        replace(rule, id=f"{series.id}-{each}", title=f"{rule.title}: {names[each]}", turns=(each,))
        for each in roster.ids(plan, series.for_each)
    ]


def _missing(plan: Plan, series: Series) -> list[str]:
    wanted = ["dates", "at"] if series.dates is not None else ["every", "on", "at"]
    missing = [key for key in wanted if getattr(series, key) in {None, ()}]
    lists = {"departments": plan.participants.departments, "subjects": plan.focus.subjects}
    for key in ("rotate", "for_each"):
        said = getattr(series, key)
        if isinstance(said, str) and not lists[said]:
            missing.append(key)
    return missing


def _title(plan: Plan, series: Series, names: dict[str, str]) -> str:
    program = plan.program.name or "Stat"
    if series.name:
        return series.name
    if len(plan.frequency.series or ()) == 1 and not series.subject:
        return program
    words = names.get(series.subject or "", series.id.replace("-", " "))
    return program if words.casefold() in program.casefold() else f"{program}: {words}"


def _rule(plan: Plan, series: Series, title: str, path: str, first: date) -> SeriesRule:
    frequency = plan.frequency
    at = series.at or time()
    avoid = series.avoid_near_holidays
    return SeriesRule(
        id=series.id,
        title=title,
        path=path,
        stretches=tuple(_stretches(series, first)),
        dates=tuple(sorted(set(series.dates or ()))),
        at=at,
        minutes=series.minutes or frequency.minutes,
        turns=_turns(plan, series),
        people=_people(plan, series),
        unlisted=unlisted(plan),
        optional=series.optional or (),
        room=series.room or frequency.place.room,
        chair=series.chair or plan.leadership.chair,
        called_off={each.day: each.why for each in series.called_off or ()},
        number_from=series.number_from,
        policy=series.closed_day or frequency.closed_day,
        avoid_beside=frequency.avoid_near_holidays if avoid is None else avoid,
        backup=_window(series.backup, frequency.backup, series.times),
        chosen=_chosen(series, path, series.id),
    )


def _stretches(series: Series, first: date) -> Iterator[Stretch]:
    if series.every is None or series.on is None or series.at is None:
        return
    at, on, month = series.at, series.on, series.in_month or 1
    starts = series.starts or first
    changes = series.changes or ()
    ends = [change.from_ - timedelta(days=1) for change in changes] + [series.until]
    yield Stretch(starts, ends[0], Rhythm(series.every, on, starts, month), at)
    for change, end in zip(changes, ends[1:], strict=True):
        at, on = change.at or at, change.on or on
        yield Stretch(change.from_, end, Rhythm(change.every, on, change.from_, month), at)


def _chosen(series: Series, path: str, rule: str) -> dict[str, Choice]:
    """The exceptions of one rule of a series by the meeting's period."""
    found: dict[str, Choice] = {}
    for index, each in enumerate(series.exceptions or ()):
        whose, _, period = each.meeting.partition("/")
        if whose == rule:
            where = f"{path}.exceptions[{index}]"
            backup = each.backup, each.backup_at, each.without_backup
            why = each.why or ""
            found[period] = Choice(where, each.day, each.at, *backup, each.called_off, why)
    return found


def _turns(plan: Plan, series: Series) -> tuple[str, ...]:
    if series.subject or series.department:
        return (series.subject or series.department or "",)
    return (
        roster.ids(plan, series.rotate) if isinstance(series.rotate, str) else series.rotate or ()
    )


def _people(plan: Plan, series: Series) -> tuple[str, ...]:
    """Who must be there whatever the turn: whoever leads, Stat lead, panel, required people.

    A principal who attends every meeting leads; where nobody is named as the chair, the designee
    does.
    """
    leadership, participants = plan.leadership, plan.participants
    always = leadership.attends == "every"
    principal = leadership.principal or () if always else ()
    designee = None if always else leadership.designee
    panel = () if series.without_panel else participants.panel or ()
    leads = (series.chair or leadership.chair or designee, leadership.facilitator)
    everyone = (*principal, *(each for each in leads if each), *panel, *(series.required or ()))
    return tuple(dict.fromkeys(everyone))


def unlisted(plan: Plan) -> tuple[str, ...]:
    """A chief executive who attends every meeting, and whom no roster names."""
    leadership = plan.leadership
    known = leadership.attends != "every" or leadership.principal
    return () if known else (leadership.form or "chief executive",)


def _window(
    own: BackupPolicy, program: ProgramBackups, times: tuple[time, ...] | None
) -> BackupWindow:
    after = own.after or program.after or _BACKUP_AFTER
    return BackupWindow(
        keep=program.keep if own.keep is None else own.keep,
        rule=own.rule or program.rule or "soonest",
        reserve=own.reserve or program.reserve,
        within=own.within or program.within or max(_BACKUP_WITHIN, 2 * after),
        after=after,
        before_next=own.before_next or program.before_next or _BACKUP_BEFORE_NEXT,
        times=own.times or tuple(dict.fromkeys((*(times or ()), *(program.times or ())))),
    )


def _one_for_each(
    plan: Plan, series: Series, whole: SeriesRule, names: dict[str, str]
) -> Iterator[SeriesRule]:
    ids = roster.ids(plan, series.for_each or "")
    for each, place in zip(ids, places(series, ids), strict=True):
        stretches = tuple(_placed(stretch, place) for stretch in whole.stretches)
        yield replace(
            whole,
            id=f"{series.id}-{each}",
            title=f"{whole.title}: {names[each]}",
            stretches=stretches,
            at=place.at,
            turns=(each,),
            chosen=_chosen(series, whole.path, f"{series.id}-{each}"),
        )


def _later(rhythm: Rhythm, months: int) -> date:
    """The anchor of a rhythm that is in a later one of several months."""
    if rhythm.every.unit != "month" or not months:
        return rhythm.anchor
    year, month = divmod(rhythm.anchor.year * 12 + rhythm.anchor.month - 1 + months, 12)
    return date(year, month + 1, 1)


def _placed(stretch: Stretch, place: Place) -> Stretch:
    ordinal = None if stretch.rhythm.every.unit == "week" else place.week + 1 or -1
    rhythm = replace(
        stretch.rhythm,
        anchor=_later(stretch.rhythm, place.month),
        on=On((place.weekday,), ordinal),
        in_month=place.month + 1,
        phase=place.week if ordinal is None else 0,
    )
    return replace(stretch, rhythm=rhythm, at=place.at)
