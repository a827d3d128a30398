"""Rules that all series share, or that differ from one series to another."""

from collections.abc import Callable, Hashable, Iterator
from typing import TypeVar

from statplan.charter.given import Given
from statplan.plan.english import listing
from statplan.schedule.rules import SeriesRule, series_rules

Policy = TypeVar("Policy", bound=Hashable)
Whose = Callable[[str], str]


def by_series(
    given: Given, policy_of: Callable[[SeriesRule], Policy], otherwise: Policy | None = None
) -> Iterator[tuple[Whose, Policy]]:
    """Gather the series that share a policy, in the order in which the plan names them.

    Where no series is settled yet, the program's own policy stands, given as `otherwise`.

    What comes with each policy completes "a meeting" to "a meeting of BlightSTAT" where another
    series has another policy, and leaves it as it is where all share one.
    """
    names = {
        f"frequency.series[{index}]": given.series(series)
        for index, series in enumerate(given.plan.frequency.series or ())
    }
    shared: dict[Policy, dict[str, None]] = {}
    rules, _, _ = series_rules(given.plan, given.schedule.first)
    for rule in rules:
        shared.setdefault(policy_of(rule), {})[names[rule.path]] = None
    if names and not rules and otherwise is not None:
        yield _whose([]), otherwise
    for policy, series in shared.items():
        yield _whose([] if len(shared) == 1 else list(series)), policy


def _whose(series: list[str]) -> Whose:
    return lambda meeting: f"{meeting} of {listing(series)}" if series else meeting
