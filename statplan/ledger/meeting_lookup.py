"""The lookup of a meeting: by its key, by a date, or by its series, if only one fits."""

from collections.abc import Iterable
from datetime import date

from statplan.errors import Command, Remedy, StatplanError
from statplan.ledger.meeting_state import MeetingState
from statplan.ledger.year_state import YearState
from statplan.plan.english import format_short_date, format_time
from statplan.schedule.model import Schedule
from statplan.spelling import find_similar_words, suggest_words

_SHOWN = 12
_SUGGESTED = 3
_REMEDY = Remedy(
    Command("status"), " lists what is next. Write a date with its year, as in 2027-03-11."
)


def find_meeting(query: str, year_state: YearState, schedule: Schedule) -> MeetingState:
    """Find the one meeting that a query names.

    Args:
        query: a key (`blightstat/2027-03`), a date (`2027-03-11`), a series with one meeting, or a
            series and a date (`blightstat/2027-03-11`).
        year_state: the meetings of the year with their present dates.
        schedule: the year as planned, with the meetings that it leaves out.

    Raises:
        StatplanError: exit code 2; it names none, or several, which the message lists.
    """
    query = query.strip()
    by_key = year_state.index_by_key()
    if query in by_key:
        return by_key[query]
    candidates = _find_candidates(query, year_state.meeting_states)
    if len(candidates) == 1:
        return candidates[0]
    if candidates:
        candidate_lines = "".join(
            f"\n    {format_candidate(candidate)}" for candidate in candidates[:_SHOWN]
        )
        more = f"\n    and {len(candidates) - _SHOWN} more" if candidates[_SHOWN:] else ""
        fact = f"'{query}' may be any of {len(candidates)} meetings:{candidate_lines}{more}"
        raise StatplanError(fact, remedy="Name it by its key, as above.", exit_code=2)
    for omission in schedule.omitted:
        if query == str(omission.key):
            fact = f"{query} is not on the schedule: {omission.reason}."
            raise StatplanError(fact, remedy=Remedy(Command("show"), " has the year."), exit_code=2)
    similar_keys = find_similar_words(query, by_key, count=_SUGGESTED)
    remedy = suggest_words(*similar_keys) if similar_keys else _REMEDY
    raise StatplanError(f"there is no meeting '{query}'.", remedy=remedy, exit_code=2)


def format_candidate(meeting_state: MeetingState) -> str:
    """Format a meeting as a line in a list of candidates."""
    slot = meeting_state.history.slot
    when = f"{format_short_date(slot.day)}, {format_time(slot.start_time)}" if slot else "cancelled"
    return f"{meeting_state.key}  {when}  {meeting_state.meeting.name}"


def _find_candidates(query: str, meeting_states: Iterable[MeetingState]) -> list[MeetingState]:
    series, _, rest = query.rpartition("/")
    try:
        day = date.fromisoformat(rest)
    except ValueError:
        folded_query = query.casefold()
        return [
            state
            for state in meeting_states
            if folded_query in {state.meeting.key.series, state.meeting.title.casefold()}
            or folded_query == state.meeting.key.period.casefold()
        ]
    in_series = [
        state for state in meeting_states if not series or state.meeting.key.series == series
    ]
    on_day = [state for state in in_series if state.history.slot and state.history.slot.day == day]
    return on_day or [state for state in in_series if state.history.planned_slot.day == day]
