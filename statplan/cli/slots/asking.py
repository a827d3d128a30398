"""Which series places are sought for: those that are named, all, or those that are open."""

from collections.abc import Sequence
from difflib import get_close_matches

from statplan.errors import StatplanError
from statplan.plan import Plan
from statplan.slots import Problem


def asked_for(plan: Plan, series: Sequence[str], *, everything: bool) -> tuple[str, ...] | None:
    """The ids of the series that are asked anew; None for those that the plan leaves open.

    Raises:
        StatplanError: the plan has no such series (exit code 2).
    """
    known = [each.id for each in plan.frequency.series or ()]
    for each in series:
        if each not in known:
            near = get_close_matches(each, known, n=1)
            hint = f"Did you mean {near[0]}?" if near else f"It has {', '.join(known) or 'none'}."
            fact = f"--series {each[:40]}: the plan has no such series."
            raise StatplanError(fact, hint=hint, exit_code=2)
    return tuple(known) if everything else tuple(series) or None


def anew(plan: Plan, asked: tuple[str, ...]) -> Plan:
    """The plan without the weekday and the time of the series for which others are sought."""
    series = tuple(
        each.model_copy(update={"on": None, "at": None}) if each.id in asked else each
        for each in plan.frequency.series or ()
    )
    frequency = plan.frequency.model_copy(update={"series": series})
    return plan.model_copy(update={"frequency": frequency})


def nothing(problem: Problem) -> StatplanError:
    """What is said where there is no series to place."""
    if problem.left_out:
        facts = "; ".join(f"{series}: {why}" for series, why in problem.left_out)
        fact = f"there is nothing to place ({facts})."
        return StatplanError(fact, hint="Say how often it meets: every: month.", exit_code=2)
    return StatplanError(
        "there is nothing to place: every series has its weekday and its time.",
        hint="`--series ID` or `--all` looks for better ones.",
        exit_code=2,
    )
