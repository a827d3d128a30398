"""The additions of a year that is published for the first time, summed up in a sentence."""

from collections.abc import Iterable, Sequence

from statplan.holds import Role
from statplan.ledger.diff import Change
from statplan.ledger.new_year import NewYear
from statplan.plan.english import format_count, format_day_span, format_list

_NOUNS = {
    Role.PRIMARY.value: "meeting",
    Role.BACKUP.value: "backup date",
    Role.RESERVE.value: "reserve day",
}
_DUE_DATE = "due date"


def split_additions(
    changes: Iterable[Change], new_year: NewYear | None
) -> tuple[list[Change], list[Change]]:
    """Return the additions that a new year brings, and all other changes, each in order."""
    additions: list[Change] = []
    others: list[Change] = []
    for change in changes:
        (additions if new_year and _is_addition(change, new_year) else others).append(change)
    return additions, others


def _is_addition(change: Change, new_year: NewYear) -> bool:
    if change.kind != "add":
        return False
    is_reserve_day = change.new.role == Role.RESERVE
    is_ahead = change.new.start.date() >= new_year.first
    return change.new.meeting in new_year.meeting_keys or (is_reserve_day and is_ahead)


def describe_additions(additions: Sequence[Change]) -> str:
    """Return how many entries are added, and on which days.

    For example: "12 meetings from January 13 to December 14, 2028, with 12 backup dates".
    """
    changes_by_noun: dict[str, list[Change]] = {noun: [] for noun in (*_NOUNS.values(), _DUE_DATE)}
    for change in additions:
        changes_by_noun[_NOUNS.get(change.new.role, _DUE_DATE)].append(change)
    (first_noun, main), *rest = [item for item in changes_by_noun.items() if item[1]]
    days = [change.new.start.date() for change in main]
    text = f"{format_count(len(main), first_noun)} {format_day_span(min(days), max(days))}"
    others = format_list(format_count(len(listed), noun) for noun, listed in rest)
    return f"{text}, with {others}" if others else text


def describe_new_year(new_year: NewYear, additions: Iterable[Change]) -> str:
    """Return that a year is published for the first time, with the number of its meetings.

    Args:
        new_year: the year.
        additions: its additions that the reader is shown.
    """
    meeting_count = len({change.new.meeting for change in additions} & new_year.meeting_keys)
    count = format_count(meeting_count, "meeting")
    return f"The {new_year.name} schedule is published for the first time, with {count}."
