"""Changes in words, for the terminal, for the note for assistants, and for programs."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import timedelta
from itertools import groupby

from statplan.calendars.year_summary import describe_additions, split_additions
from statplan.errors import Command, Remedy
from statplan.holds import GONE, KEPT_FREE, Role, State
from statplan.ledger.diff import SIGNS, Change, Changes, EntryChangeKind
from statplan.ledger.model import DesiredEntry, IssuedEntry
from statplan.ledger.new_year import NewYear
from statplan.plan.backups import RESERVE_SERIES
from statplan.plan.english import format_count, format_list, format_short_date, format_time
from statplan.screen import align_rows

_ACTIONS: dict[EntryChangeKind, str] = {
    "add": "add",
    "restore": "bring back",
    "move": "move",
    "confirm": "confirm",
    "shift": "same local time",
    "text": "same date, new details",
    "people": "same date, other people",
    "again": "send again",
    "cancel": "cancel",
    "release": "release",
}
_ROLE_NAMES = {
    Role.PRIMARY.value: "meeting",
    Role.BACKUP.value: "back-up",
    Role.RESERVE.value: "reserve day",
}
_OWN_TITLES = {RESERVE_SERIES: "Reserve days"}  # of what is no series of the plan
_REWORD_REMEDY = Remedy(Command("publish", "--reword"), " sends it now.")
_REWORDED = "same date, new wording"
NOTHING = "(none)"


def format_sign(change: Change) -> str:
    """Return the sign of a change: + add, ~ move, - cancel, = release."""
    return SIGNS[change.kind]


def describe_role(entry: DesiredEntry | IssuedEntry) -> str:
    """Return what an entry of a meeting is: the meeting, its backup date, or a deadline."""
    return _ROLE_NAMES.get(entry.role) or entry.role.replace("-", " ")


def format_date(entry: DesiredEntry | IssuedEntry | None) -> str:
    """Return the date of an entry: "Thu Mar 11, 2027, 8:00 a.m."."""
    if entry is None:
        return NOTHING
    day = format_short_date(entry.start.date())
    return f"{day}, {format_time(entry.start.time())}" if entry.role in _ROLE_NAMES else day


def format_dates(change: Change) -> tuple[str, str]:
    """Return the old date and the new one, side by side."""
    old = format_date(change.old)
    if change.kind == "restore":
        gone = "released" if change.new.role == Role.RESERVE else "cancelled"
        old_date = f"moved to {format_date(change.other_entry)}" if change.other_entry else gone
        return old_date, format_date(change.new)
    if change.other_entry:
        return old, _describe_bump(change, change.other_entry)
    if change.kind in {"cancel", "release"}:
        return old, _describe_removal(change)
    if change.kind == "confirm":
        is_moved = change.old and change.old.start != change.new.start
        state = _describe_state(change.new)
        return old, f"{format_date(change.new)}, {state}" if is_moved else state
    if change.kind in {"text", "people", "again", "shift"}:
        return f"{old}{_format_utc(change, change.old)}", _describe_kept(change)
    lengths = [_format_length(change, entry) for entry in (change.old, change.new)]
    return f"{old}{lengths[0]}", f"{format_date(change.new)}{lengths[1]}"


def _format_length(change: Change, entry: DesiredEntry | None) -> str:
    """Return how long an entry lasts, where that alone changes: ", 90 minutes"."""
    old, new = change.old, change.new
    if entry is None or old is None or old.start != new.start or old.end == new.end:
        return ""
    minutes = (entry.end - entry.start) // timedelta(minutes=1)
    return f", {format_count(minutes, 'minute')}"


def _format_utc(change: Change, entry: DesiredEntry | None) -> str:
    """Return when a shifted entry starts: " (16:00 UTC)", with the day where it is another one."""
    instants = entry.find_instants() if entry and change.kind == "shift" else None
    if entry is None or instants is None:
        return ""
    day = instants[0].date()
    other_day = "" if day == entry.start.date() else f"{format_short_date(day)}, "
    return f" ({other_day}{instants[0]:%H:%M} UTC)"


def _describe_kept(change: Change) -> str:
    """Return what is new about an entry that keeps its date."""
    if change.kind == "again":
        now = "cancelled" if change.new.state in GONE else format_date(change.new)
        return f"{now}, sent again"
    if _is_reworded(change):
        return _REWORDED
    return f"{_ACTIONS[change.kind]}{_format_utc(change, change.new)}"


def _is_reworded(change: Change) -> bool:
    """Return whether new words state what the old ones did."""
    old, new = change.old, change.new
    return change.kind == "text" and old is not None and old.text.has_same_facts(new.text)


def _describe_removal(change: Change) -> str:
    if change.kind == "cancel":
        return "cancelled"
    return change.new.text.name if change.new.role == Role.RESERVE else "free again"


def _describe_state(entry: DesiredEntry) -> str:
    is_kept_free = entry.role in KEPT_FREE and entry.state is State.TENTATIVE
    return "kept in reserve" if is_kept_free else entry.state.value


def _describe_bump(change: Change, other: DesiredEntry) -> str:
    """Return what a bump does to either date of its meeting."""
    if change.kind == "cancel":
        return f"moves to {format_date(other)}"
    is_same_time = change.old is not None and change.old.start == change.new.start
    new_date = "takes the meeting" if is_same_time else format_date(change.new)
    return f"{new_date}, in place of {format_date(other)}"


def sort_changes(changes: Iterable[Change]) -> list[Change]:
    """Return changes by meeting: the meeting, then its backup date, then its deadlines."""
    rank = {role: index for index, role in enumerate(_ROLE_NAMES)}
    return sorted(
        changes,
        key=lambda change: (
            change.new.meeting,
            rank.get(change.new.role, len(rank)),
            change.new.role,
        ),
    )


def group_by_series(changes: Iterable[Change]) -> Iterator[tuple[str, list[Change]]]:
    """Yield the changes of each series, in order."""
    for series, series_changes in groupby(
        sort_changes(changes), key=lambda change: change.new.meeting.rpartition("/")[0]
    ):
        yield series, list(series_changes)


def format_lines(changes: Iterable[Change], new_year: NewYear | None = None) -> Iterator[str]:
    """Yield the changes as plain lines, grouped by series, old and new date side by side.

    Args:
        changes: the changes of all series.
        new_year: a year whose additions are one line for each series.
    """
    for series, series_changes in group_by_series(changes):
        yield series
        additions, others = split_additions(series_changes, new_year)
        if additions:
            yield f"  {SIGNS['add']} {describe_additions(additions)}"
        rows = [(_format_label(change), *format_dates(change)) for change in others]
        for change, line in zip(others, align_rows(rows), strict=True):
            yield f"  {format_sign(change)} {line}"


def _format_label(change: Change) -> str:
    period = change.new.meeting.rpartition("/")[2]
    return f"{period} {describe_role(change.new)}"


def format_counts(changed_count: int, unchanged_count: int, people_count: int | None = None) -> str:
    """Return the counts in words: "3 change, 21 do not; 14 people are touched", or no people."""
    first = "1 changes" if changed_count == 1 else f"{changed_count} change"
    second = "1 does not" if unchanged_count == 1 else f"{unchanged_count} do not"
    if people_count is None:
        return f"{first}, {second}"
    third = "1 person is touched" if people_count == 1 else f"{people_count} people are touched"
    return f"{first}, {second}; {third}"


def describe_shift(changes: Changes) -> str:
    """Return what newer time zone data changes, in a sentence or two; empty where it is nothing."""
    zones = sorted(
        {
            change.new.zone.replace("_", " ")
            for change in changes.differences
            if change.kind == "shift"
        }
    )
    if not zones:
        return ""
    count = sum(change.kind == "shift" for change in changes.differences)
    old_release, new_release = changes.zone_releases
    keeps = "1 entry keeps its" if count == 1 else f"{count} entries keep their"
    moves = "it moves" if count == 1 else "they move"
    return (
        f"The clocks of {format_list(zones)} change (time zone data {old_release} -> "
        f"{new_release}). {keeps} local time; in UTC {moves}."
    )


def describe_reworded_count(entry_count: int) -> Remedy:
    """Return how many entries take new wording with their next change, and what sends it now."""
    if entry_count == 1:
        return Remedy("1 entry will take new wording with its next change. ", _REWORD_REMEDY)
    return Remedy(
        f"{entry_count} entries will take new wording with their next change. ", _REWORD_REMEDY
    )


def render_table(
    changes: Iterable[Change], titles: Mapping[str, str], new_year: NewYear | None = None
) -> Iterator[str]:
    """Yield the changes as Markdown, a table for each series.

    Args:
        changes: the changes of all series.
        titles: the title of each series in the plan by its id; another one is headed by its id.
        new_year: a year whose additions are one sentence for each series.
    """
    for series, series_changes in group_by_series(changes):
        title = titles.get(series) or _OWN_TITLES.get(series)
        yield f"### {_escape_markdown(title)} (`{series}`)" if title else f"### `{series}`"
        yield ""
        additions, others = split_additions(series_changes, new_year)
        if additions and new_year:
            yield f"New in {new_year.name}: {describe_additions(additions)}."
            yield ""
        if not others:
            continue
        yield "| | meeting | entry | old date | new date |"
        yield "| --- | --- | --- | --- | --- |"
        for change in others:
            old, new = format_dates(change)
            cells = (
                format_sign(change),
                f"`{change.new.meeting}`",
                describe_role(change.new),
                old,
                new,
            )
            yield "| " + " | ".join(cells) + " |"
        yield ""


def _escape_markdown(text: str) -> str:
    """Return a text in which Markdown sees no markup."""
    return "".join(f"\\{char}" if char in r"\`*_{}[]<>()#+-.!|~" else char for char in text)
