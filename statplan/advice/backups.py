"""Rules about the policy on back-ups: whether they are kept, and what stands in their way."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import combinations

from statplan.advice.facts import Facts
from statplan.advice.rule import Finding, Remark, Unstated, rule
from statplan.plan.english import some
from statplan.plan.series import Series
from statplan.schedule.meeting import Meeting, NoBackup

_WEEK = timedelta(days=7)


def policy_path(path: str, series: Series, key: str) -> str:
    """Where a part of the back-up policy of a series is said: its own, or else the program's."""
    own = getattr(series.backup, key) is not None
    return f"{path}.backup.{key}" if own else f"frequency.backup.{key}"


@rule("SP601", "warning", "S1", "SUN-ED")
def no_backups(facts: Facts) -> Iterator[Remark]:
    """No back-up dates are kept.

    What it checks: whether the program, or a series of its own, keeps back-up dates.
    Why it matters: a bumped meeting without a date in reserve is a cancelled one.
    What to do: answer `keep` with yes, and let the schedule find the dates.
    Example: of 240 sessions that Baltimore promised for 2014, 89 took place.
    """
    inherit = [series for series in facts.series if series.backup.keep is None]
    if facts.keeps_backups is None and (inherit or not facts.series):
        yield Unstated("frequency.backup.keep")
    elif facts.keeps_backups is False and (inherit or not facts.series):
        told = some(facts.title(each) for each in inherit) or "any series"
        yield Finding("frequency.backup.keep", f"No back-up date is kept for {told}.")
    for path, series in facts.each_series:
        if series.backup.keep is False:
            fact = f"No back-up date is kept for {facts.title(series)}."
            yield Finding(f"{path}.backup.keep", fact)


@rule("SP602", "warning", "S1", "ours")
def backups_that_never_fit(facts: Facts) -> Iterator[Remark]:
    """A series is to have back-ups, and none of its meetings gets one.

    What it checks: series that keep back-ups, where the year has no day for any of them.
    Why it matters: the plan promises a date in reserve that nobody holds.
    What to do: allow more days with `within`, fewer before the next meeting, other `times`, or
    another rule.
    Example: a meeting on a Friday has no day left in the `same week`.
    """
    for path, series in facts.keeping:
        meetings = facts.meetings_of[series.id]
        without = _without(meetings)
        if meetings and len(without) == len(meetings):
            fact = f"None of the {len(meetings)} meetings of {facts.title(series)} has a back-up"
            yield Finding(policy_path(path, series, "rule"), f"{fact}: {without[0][1].why}.")


@rule("SP603", "warning", "S1", "SUN-ED")
def missing_backups(facts: Facts) -> Iterator[Remark]:
    """Some meetings have no back-up.

    What it checks: series that keep back-ups, for meetings that find no day for theirs.
    Why it matters: these are the meetings that fall through when something comes up.
    What to do: allow more days with `within`, other `times`, or hold a day by hand.
    Example: of 240 sessions that Baltimore promised for 2014, 89 took place.
    """
    for path, series in facts.keeping:
        meetings = facts.meetings_of[series.id]
        without = _without(meetings)
        if 0 < len(without) < len(meetings):
            told = some(str(each.stand.day) for each, _ in without)
            why = f"For {without[0][0].stand.day}: {_reason(without[0][1])}."
            fact = f"{facts.title(series)} has no back-up for {told}. {why}"
            yield Finding(policy_path(path, series, "within"), fact)


def _without(meetings: tuple[Meeting, ...]) -> list[tuple[Meeting, NoBackup]]:
    return [(each, each.backup) for each in meetings if isinstance(each.backup, NoBackup)]


def _reason(none: NoBackup) -> str:
    """Why the first day that was tried is no back-up, else why there was none to try."""
    if none.passed:
        day, why = none.passed[0]
        return f"{day} is {why}" if why.startswith("taken") else f"{day}: {why}"
    return none.why


@rule("SP604", "warning", "NO-PR12", "ours")
def shared_reserve(facts: Facts) -> Iterator[Remark]:
    """Two series keep the same day in reserve, at the same hour.

    What it checks: series whose back-ups stand on a reserve day, for the same day of the month and
    times that overlap.
    Why it matters: when one week takes both meetings away, there is one place for two.
    What to do: keep another day in reserve for one of them, or another time.
    Example: in July 2012 a New Orleans Stat moved into another's place, which was cancelled.
    """
    program = facts.plan.frequency.backup
    reserved = [
        (path, series, series.backup.reserve or program.reserve)
        for path, series in facts.keeping
        if (series.backup.rule or program.rule) == "reserve day"
    ]
    found: dict[str, list[str]] = {}
    for (_, one, kept), (path, other, also) in combinations(reserved, 2):
        if kept == also and _overlap(facts, one, other):
            where = policy_path(path, other, "reserve")
            found.setdefault(where, []).append(f"{facts.title(one)} and {facts.title(other)}")
    for where, pairs in found.items():
        yield Finding(where, f"The same reserve day serves {some(pairs)}.")


def _overlap(facts: Facts, one: Series, other: Series) -> bool:
    if one.at is None or other.at is None:
        return False
    some_day = facts.schedule.first
    begin, also = (datetime.combine(some_day, each) for each in (one.at, other.at))
    end, also_end = (
        start + timedelta(minutes=facts.minutes(series))
        for start, series in ((begin, one), (also, other))
    )
    return begin < also_end and also < end


@rule("SP605", "error", "ours")
def moves_to_no_backup(facts: Facts) -> Iterator[Remark]:
    """A closed date is to use its back-up, but no back-ups are kept.

    What it checks: what happens when a meeting's date is a closed day, against whether back-ups are
    kept.
    Why it matters: the plan says two things, and each reader will follow another.
    What to do: keep back-ups, or let `closed_day` be the `next working day`.
    Example: `closed_day` is `use back-up` for a series whose `keep` is no.
    """
    frequency = facts.plan.frequency
    for path, series in facts.each_series:
        own = series.backup.keep
        if (series.closed_day or frequency.closed_day) == "use back-up" and not (
            frequency.backup.keep if own is None else own
        ):
            where = f"{path}.closed_day" if series.closed_day else "frequency.closed_day"
            fact = f"{facts.title(series)} keeps no back-ups that a closed date could use."
            yield Finding(where, fact)


@rule("SP606", "note", "ours")
def rule_not_kept(facts: Facts) -> Iterator[Remark]:
    """Back-ups stand on other days than their rule says.

    What it checks: series whose back-ups are to stand a week later, for those that do not.
    Why it matters: people remember the rule and not its exceptions.
    What to do: tell people these dates, or choose a weekday that is free a week later.
    Example: a week after a second Tuesday is a third Tuesday, which may be taken.
    """
    program = facts.plan.frequency.backup
    for path, series, pairs in facts.standing_by:
        if (series.backup.rule or program.rule) != "week later":
            continue
        off = [(each, spare) for each, spare in pairs if spare.stand.day - each.stand.day != _WEEK]
        if off:
            told = some(f"{spare.stand.day} for {each.stand.day}" for each, spare in off)
            fact = f"Not a week after the meeting of {facts.title(series)}: {told}."
            yield Finding(policy_path(path, series, "rule"), fact)
