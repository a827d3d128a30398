"""Rules about how often a subject or a department comes up."""

from collections.abc import Iterator

from statplan.advice.facts import Facts
from statplan.advice.rule import Finding, Remark, rule
from statplan.plan.english import some


@rule("SP504", "warning", "G-HOST", "BALT-61")
def slow_rhythm(facts: Facts) -> Iterator[Remark]:
    """Somebody comes up less often than once a month.

    What it checks: for each subject and department, the usual number of days between two turns,
    against `advice.limits.days_between_turns`.
    Why it matters: after more than a month people have forgotten what they promised.
    What to do: shorten the interval, split a rotation in two, or silence this with the reason.
    Example: Baltimore's code asks for at least one session a month with each agency.
    """
    limits = facts.limits
    least, most = limits.days_between_turns, limits.days_between_turns_at_most
    slow: dict[str, list[tuple[str, int]]] = {}
    for each, usual in facts.usual_gaps.items():
        if least < usual <= most:
            slow.setdefault(_turns_path(facts, each), []).append((facts.names[each], usual))
    for path, found in slow.items():
        name, days_between = max(found, key=lambda pair: pair[1])
        others = f", and {len(found) - 1} more as seldom" if len(found) > 1 else ""
        yield Finding(path, f"{name} comes up every {days_between} days{others}.")


def _turns_path(facts: Facts, each: str) -> str:
    """Where it is said how often a subject or a department comes up."""
    first = facts.turns[each][0]
    return facts.rhythm_path(facts.path_of(first), facts.series_of(first))


@rule("SP505", "warning", "GAO15", "G-HOST")
def very_slow_rhythm(facts: Facts) -> Iterator[Remark]:
    """Somebody comes up less often than once a quarter.

    What it checks: for each subject and department, the usual number of days between two turns,
    against `advice.limits.days_between_turns_at_most`; or a single turn in a year that is longer
    than twice as much.
    Why it matters: a promise that is asked about twice a year is no promise.
    What to do: shorten the interval, split a rotation in two, or silence this with the reason.
    Example: reviews of federal agencies' goals have to be held once a quarter at the least.
    """
    most = facts.limits.days_between_turns_at_most
    slow: dict[str, list[tuple[str, int]]] = {}
    for each, usual in facts.usual_gaps.items():
        if usual > most:
            slow.setdefault(_turns_path(facts, each), []).append((facts.names[each], usual))
    for path, found in slow.items():
        told = some(f"{name} (every {days} days)" for name, days in found)
        yield Finding(path, f"Less than once a quarter: {told}.")
    if (facts.schedule.last - facts.schedule.first).days > 2 * most:
        yield from _once(facts, 2 * most)


def _once(facts: Facts, most: int) -> Iterator[Finding]:
    """Those who come up once in a series that lasts longer than so many days."""
    year = facts.schedule
    found: dict[str, list[str]] = {}
    for each, meetings in facts.turns.items():
        if len(meetings) > 1:
            continue
        series = facts.series_of(meetings[0])
        first = max(year.first, series.starts or year.first)
        last = min(year.last, series.until or year.last)
        if (last - first).days > most:
            found.setdefault(_turns_path(facts, each), []).append(facts.names[each])
    for where, names in found.items():
        yield Finding(where, f"Only once in the year: {some(names)}.")
