"""The meetings that have not taken place, whose records are neither redacted nor published."""

from datetime import date

from statplan.errors import Command, Problem, Remedy
from statplan.holds import Role
from statplan.ledger.meeting_state import MeetingState
from statplan.ledger.year_state import YearState
from statplan.plan.english import format_long_date


def find_early_meetings(year_state: YearState, today: date) -> dict[str, Problem]:
    """Return for each meeting that is cancelled, or after today, why it has no record yet.

    Args:
        year_state: the meetings with every decision.
        today: today's date in the plan's time zone.
    """
    problems = {
        meeting_state.key: _find_problem(meeting_state, today)
        for meeting_state in year_state.meeting_states
    }
    return {key: problem for key, problem in problems.items() if problem}


def _find_problem(meeting_state: MeetingState, today: date) -> Problem | None:
    history, key = meeting_state.history, meeting_state.key
    if history.slot is None:
        fact = f"{key} is cancelled, so there is no record of it to publish."
        return Problem(
            0, 0, "", fact, Remedy("If it took place all the same: ", Command("restore", key), ".")
        )
    if history.slot.day <= today:
        return None
    fact = f"{key} takes place on {format_long_date(history.slot.day)}, which is after today."
    if history.active_role is not Role.BACKUP:
        remedy = Remedy(
            "Redact its record once it has taken place. If it took place earlier: ",
            Command("move", key, "--to", "DATE"),
            ".",
        )
    elif history.primary.day <= today:
        first_day = format_long_date(history.primary.day)
        remedy = Remedy(
            f"Redact its record once it has taken place. If it took place on {first_day}: ",
            Command("restore", key),
            ".",
        )
    else:
        remedy = Remedy("Redact its record once it has taken place.")
    return Problem(0, 0, "", fact, remedy)
