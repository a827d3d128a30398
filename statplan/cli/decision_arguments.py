"""The arguments of a decision command, parsed into the decision that is asked for."""

import re
from calendar import monthrange
from datetime import date, time

from statplan.errors import StatplanError
from statplan.interview import parse_reply
from statplan.ledger.decisions import DecisionRequest
from statplan.ledger.model import DecisionKind
from statplan.plan.english import format_list, format_long_date
from statplan.plan.text_types import normalize_name
from statplan.plan.time_phrases import parse_day

_NUMBERS = re.compile(r"([0-9]{1,2})[/.-]([0-9]{1,2})[/.-]((?:19|20)[0-9]{2})")
_MONTHS = 12


def parse_decision_request(
    kind: DecisionKind, reason: str, day_text: str, time_text: str
) -> DecisionRequest:
    """Return the decision that is asked for, once its words are understood.

    Raises:
        StatplanError: exit code 2; the date, the time or the reason cannot be used.
    """
    return DecisionRequest(
        kind, _parse_reason(reason), _parse_date(day_text), _parse_time(time_text)
    )


def parse_meeting(text: str) -> str:
    """Return what a person typed for a meeting; a date becomes ISO, such as 2027-01-31.

    Raises:
        StatplanError: exit code 2; a date may be two days.
    """
    _refuse_unclear(text, "")
    return parse_reply.parse_day(text)


def _refuse_unclear(text: str, flag: str) -> None:
    """Refuse a date in numbers of which the order is not known, and say what to type.

    Raises:
        StatplanError: exit code 2.
    """
    match = _NUMBERS.fullmatch(text.strip())
    days = _read_either_way(*map(int, match.groups())) if match else []
    if days:
        read = format_list(map(format_long_date, days), "or")
        fact = f"{flag}'{text[:40]}' {'may be' if days[1:] else 'reads as'} {read}."
        remedy = f"Write year, month and day: {format_list(map(str, days), 'or')}."
        raise StatplanError(fact, remedy=remedy, exit_code=2)


def _read_either_way(first: int, second: int, year: int) -> list[date]:
    """Return the days that two numbers and a year may mean, month first."""
    orders = dict.fromkeys(((first, second), (second, first)))
    return [
        date(year, month, day)
        for month, day in orders
        if 1 <= month <= _MONTHS and 1 <= day <= monthrange(year, month)[1]
    ]


def _parse_reason(text: str) -> str:
    if not text.strip():
        return ""
    try:
        return normalize_name(text)
    except ValueError as error:
        raise StatplanError(f"--reason: {error}", exit_code=2) from None


def _parse_date(text: str) -> date | None:
    if not text:
        return None
    _refuse_unclear(text, "--to: ")
    try:
        return parse_day(parse_reply.parse_day(text))
    except ValueError as error:
        remedy = "Write year, month and day, as in 2027-01-31."
        raise StatplanError(f"--to: '{text[:40]}' {error}.", remedy=remedy, exit_code=2) from None


def _parse_time(text: str) -> time | None:
    if not text:
        return None
    try:
        parsed_time = time.fromisoformat(text)
    except ValueError:
        parsed_time = time(second=1)
    if parsed_time.second or parsed_time.microsecond or parsed_time.tzinfo:
        remedy = "Write hours and minutes, as in 08:00 or 14:30."
        raise StatplanError(f"--at: '{text[:40]}' is not a time.", remedy=remedy, exit_code=2)
    return parsed_time
