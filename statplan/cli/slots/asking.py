"""The series to place: those that are named, all, or those that are open."""

from collections.abc import Sequence
from difflib import get_close_matches

from statplan.errors import StatplanError
from statplan.plan import Plan
from statplan.slots import SlotProblem


def select_series(
    plan: Plan, asked_ids: Sequence[str], *, everything: bool
) -> tuple[str, ...] | None:
    """Select the ids of the series that are asked anew; None for those that the plan leaves open.

    Raises:
        StatplanError: the plan has no such series (exit code 2).
    """
    known_ids = [series.id for series in plan.frequency.series or ()]
    for series_id in asked_ids:
        if series_id not in known_ids:
            close_ids = get_close_matches(series_id, known_ids, n=1)
            hint = (
                f"Did you mean {close_ids[0]}?"
                if close_ids
                else f"It has {', '.join(known_ids) or 'none'}."
            )
            fact = f"--series {series_id[:40]}: the plan has no such series."
            raise StatplanError(fact, hint=hint, exit_code=2)
    return tuple(known_ids) if everything else tuple(asked_ids) or None


def clear_slots(plan: Plan, asked_ids: tuple[str, ...]) -> Plan:
    """Return the plan without the weekday and time of the series that are to be placed anew."""
    all_series = tuple(
        series.model_copy(update={"on": None, "at": None}) if series.id in asked_ids else series
        for series in plan.frequency.series or ()
    )
    frequency = plan.frequency.model_copy(update={"series": all_series})
    return plan.model_copy(update={"frequency": frequency})


def make_nothing_error(problem: SlotProblem) -> StatplanError:
    """Make the error for a problem that has no series to place."""
    if problem.left_out:
        facts = "; ".join(f"{series}: {reason}" for series, reason in problem.left_out)
        fact = f"there is nothing to place ({facts})."
        return StatplanError(fact, hint="Say how often it meets: every: month.", exit_code=2)
    return StatplanError(
        "there is nothing to place: every series has its weekday and its time.",
        hint="`--series ID` or `--all` looks for better ones.",
        exit_code=2,
    )
