"""Rules about how often, when and how long it meets."""

from collections.abc import Iterator

from statplan.advice.facts import Facts
from statplan.advice.rule import Finding, Remark, rule


@rule("SP504", "warning", "G-HOST", "BALT-61")
def slow_rhythm(facts: Facts) -> Iterator[Remark]:
    """Somebody comes up less often than once a month.

    What it checks: for each subject and department, the usual number of days between two turns,
    against `advice.limits.days_between_turns`.
    Why it matters: after more than a month people have forgotten what they promised.
    What to do: shorten the interval, split a rotation in two, or silence this with the reason.
    Example: Baltimore's code asks for at least one session a month with each agency.
    """
    slow: dict[str, list[tuple[str, int]]] = {}
    most = facts.limits.days_between_turns
    for each, days in facts.turn_gaps.items():
        usual = sorted(days)[len(days) // 2] if days else 0
        if usual > most:
            path = facts.path_of(facts.turns[each][0])
            slow.setdefault(path, []).append((facts.names[each], usual))
    for path, found in slow.items():
        name, days_between = max(found, key=lambda pair: pair[1])
        others = f", and {len(found) - 1} more as seldom" if len(found) > 1 else ""
        yield Finding(f"{path}.every", f"{name} comes up every {days_between} days{others}.")


@rule("SP510", "warning", "G-HOST")
def long_meeting(facts: Facts) -> Iterator[Remark]:
    """A meeting lasts longer than attention does.

    What it checks: the minutes of each series against `advice.limits.minutes`.
    Why it matters: beyond an hour and a half the talk goes on and the attention does not.
    What to do: take fewer topics, or meet more often and shorter.
    Example: StateStat kept to 90 minutes.
    """
    most = facts.limits.minutes
    if facts.plan.frequency.minutes > most:
        lasts = facts.plan.frequency.minutes
        yield Finding("frequency.minutes", f"A meeting lasts {lasts} minutes, over {most}.")
    for path, series in facts.each_series:
        if series.minutes and series.minutes > most:
            fact = f"{facts.title(series)} lasts {series.minutes} minutes, over {most}."
            yield Finding(f"{path}.minutes", fact)
