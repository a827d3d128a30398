"""From the words of a command to what somebody wishes."""

from datetime import date, time

from statplan.errors import StatplanError
from statplan.ledger import Wish
from statplan.ledger.records import Kind
from statplan.plan.times import parse_day
from statplan.plan.words import clean_name

_KINDS: dict[str, Kind] = {
    "bump": "bump",
    "cancel": "cancel",
    "restore": "restore",
    "move": "move",
    "held": "held",
    "release": "release",
}


def wish(kind: str, reason: str, to: str, at: str) -> Wish:
    """What is wished, once its words are understood.

    Raises:
        StatplanError: exit code 2; the date, the time or the reason is not to be used.
    """
    return Wish(_KINDS[kind], _reason(reason), _day(to), _time(at))


def _reason(text: str) -> str:
    if not text.strip():
        return ""
    try:
        return clean_name(text)
    except ValueError as error:
        raise StatplanError(f"--reason: {error}", exit_code=2) from None


def _day(text: str) -> date | None:
    if not text:
        return None
    try:
        return parse_day(text)
    except ValueError as error:
        hint = "Write year, month and day, as in 2027-01-31."
        raise StatplanError(f"--to: '{text[:40]}' {error}.", hint=hint, exit_code=2) from None


def _time(text: str) -> time | None:
    if not text:
        return None
    try:
        found = time.fromisoformat(text)
    except ValueError:
        found = time(second=1)
    if found.second or found.microsecond or found.tzinfo:
        hint = "Write hours and minutes, as in 08:00 or 14:30."
        raise StatplanError(f"--at: '{text[:40]}' is no time.", hint=hint, exit_code=2)
    return found
