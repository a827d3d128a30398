"""Rules about how often a subject or a department comes up."""

from collections.abc import Iterator

from statplan.advice.facts import RuleContext
from statplan.advice.rule import Finding, Remark, rule
from statplan.plan.english import format_short_list


@rule("SP504", "warning", "G-HOST", "BALT-61")
def slow_rhythm(context: RuleContext) -> Iterator[Remark]:
    """Somebody comes up less often than once a month.

    What it checks: for each subject and department, the usual number of days between two turns,
    against `advice.limits.days_between_turns`.
    Why it matters: after more than a month people have forgotten what they promised.
    What to do: shorten the interval, split a rotation in two, or silence this with the reason.
    Example: Baltimore's code asks for at least one session a month with each agency.
    """
    limits = context.limits
    least, most = limits.days_between_turns, limits.days_between_turns_at_most
    slow: dict[str, list[tuple[str, int]]] = {}
    for examined_id, usual in context.usual_gaps.items():
        if least < usual <= most:
            slow.setdefault(_find_turns_path(context, examined_id), []).append(
                (context.names[examined_id], usual)
            )
    for path, rhythms in slow.items():
        name, days_between = max(rhythms, key=lambda pair: pair[1])
        others = f", and {len(rhythms) - 1} more as seldom" if len(rhythms) > 1 else ""
        yield Finding(path, f"{name} comes up every {days_between} days{others}.")


def _find_turns_path(context: RuleContext, examined_id: str) -> str:
    """Return the path of the answer on how often a subject or department comes up."""
    first = context.turns[examined_id][0]
    return context.find_rhythm_path(context.find_series_path(first), context.find_series(first))


@rule("SP505", "warning", "GAO15", "G-HOST")
def very_slow_rhythm(context: RuleContext) -> Iterator[Remark]:
    """Somebody comes up less often than once a quarter.

    What it checks: for each subject and department, the usual number of days between two turns,
    against `advice.limits.days_between_turns_at_most`; or a single turn in a year that is longer
    than twice as much.
    Why it matters: a promise that is asked about twice a year is no promise.
    What to do: shorten the interval, split a rotation in two, or silence this with the reason.
    Example: reviews of federal agencies' goals have to be held once a quarter at the least.
    """
    most = context.limits.days_between_turns_at_most
    slow: dict[str, list[tuple[str, int]]] = {}
    for examined_id, usual in context.usual_gaps.items():
        if usual > most:
            slow.setdefault(_find_turns_path(context, examined_id), []).append(
                (context.names[examined_id], usual)
            )
    for path, rhythms in slow.items():
        named_rhythms = format_short_list(f"{name} (every {days} days)" for name, days in rhythms)
        yield Finding(path, f"Less than once a quarter: {named_rhythms}.")
    if (context.schedule.last - context.schedule.first).days > 2 * most:
        yield from _find_single_turns(context, 2 * most)


def _find_single_turns(context: RuleContext, max_days: int) -> Iterator[Finding]:
    """Yield those who come up once in a series that lasts longer than so many days."""
    year = context.schedule
    names_by_path: dict[str, list[str]] = {}
    for examined_id, meetings in context.turns.items():
        if len(meetings) > 1:
            continue
        series = context.find_series(meetings[0])
        first = max(year.first, series.starts or year.first)
        last = min(year.last, series.until or year.last)
        if (last - first).days > max_days:
            names_by_path.setdefault(_find_turns_path(context, examined_id), []).append(
                context.names[examined_id]
            )
    for where, names in names_by_path.items():
        yield Finding(where, f"Only once in the year: {format_short_list(names)}.")
