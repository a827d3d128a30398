"""Rules that all series share, or that differ from one series to another."""

from collections.abc import Callable, Hashable, Iterator
from typing import TypeVar

from statplan.charter.given import CharterContext
from statplan.plan.english import format_list
from statplan.schedule.rules import SeriesRule, build_series_rules

Policy = TypeVar("Policy", bound=Hashable)
Qualifier = Callable[[str], str]


def group_series_by_policy(
    context: CharterContext,
    policy_of: Callable[[SeriesRule], Policy],
    default_policy: Policy | None = None,
) -> Iterator[tuple[Qualifier, Policy]]:
    """Gather the series that share a policy, in the order in which the plan names them.

    Where no series is settled yet, the program's own policy stands, given as `default_policy`.

    What comes with each policy completes "a meeting" to "a meeting of BlightSTAT" where another
    series has another policy, and leaves it as it is where all share one.
    """
    names = {
        f"frequency.series[{index}]": context.name_series(series)
        for index, series in enumerate(context.plan.frequency.series or ())
    }
    shared: dict[Policy, dict[str, None]] = {}
    rules, _, _ = build_series_rules(context.plan, context.schedule.first)
    for rule in rules:
        shared.setdefault(policy_of(rule), {})[names[rule.path]] = None
    if names and not rules and default_policy is not None:
        yield _build_qualifier([]), default_policy
    for policy, series in shared.items():
        yield _build_qualifier([] if len(shared) == 1 else list(series)), policy


def _build_qualifier(series_names: list[str]) -> Qualifier:
    return lambda meeting: f"{meeting} of {format_list(series_names)}" if series_names else meeting
