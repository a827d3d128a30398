"""Changes in words: what the terminal, a note for assistants and a program are told of them."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from statplan.holds import GONE, Role, State
from statplan.ledger import SIGNS, Change, Issued, Wanted
from statplan.ledger.comparing import What
from statplan.plan.english import clock, short_day

_WHAT: dict[What, str] = {
    "add": "add",
    "restore": "bring back",
    "move": "move",
    "confirm": "confirm",
    "text": "same date, new details",
    "people": "same date, other people",
    "again": "send again",
    "cancel": "cancel",
    "release": "release",
}
_ROLES = {Role.PRIMARY.value: "meeting", Role.BACKUP.value: "back-up"}
_REWORD = "`statplan publish --reword` sends it now."
_REWORDED = "same date, new wording"
NOTHING = "(none)"


def sign(change: Change) -> str:
    """The sign of a change: + add, ~ move, - cancel, = release."""
    return SIGNS[change.what]


def what(change: Change) -> str:
    """What a change does, in a word or two."""
    return _WHAT[change.what]


def role(row: Wanted | Issued) -> str:
    """Which of a meeting's entries it is: the meeting, its back-up, or what is due."""
    return _ROLES.get(row.role) or row.role.replace("-", " ")


def when(row: Wanted | Issued | None) -> str:
    """The date of an entry: "Thu Mar 11, 2027, 8:00 a.m."."""
    if row is None:
        return NOTHING
    day = short_day(row.start.date())
    return f"{day}, {clock(row.start.time())}" if row.role in _ROLES else day


def dates(change: Change) -> tuple[str, str]:
    """The old date and the new one, side by side."""
    old = when(change.old)
    if change.what == "restore":
        was = f"moved to {when(change.other)}" if change.other else "cancelled"
        return was, when(change.new)
    if change.other:
        return old, _moved(change, change.other)
    if change.what in {"cancel", "release"}:
        return old, "cancelled" if change.what == "cancel" else "free again"
    if change.what == "confirm":
        moved = change.old and change.old.start != change.new.start
        state = _state(change.new)
        return old, f"{when(change.new)}, {state}" if moved else state
    if change.what in {"text", "people", "again"}:
        return old, _describe_kept(change)
    return old, when(change.new)


def _describe_kept(change: Change) -> str:
    """Say what is new about an entry that keeps its date."""
    if change.what == "again":
        now = "cancelled" if change.new.state in GONE else when(change.new)
        return f"{now}, sent again"
    return _REWORDED if _is_reworded(change) else _WHAT[change.what]


def _is_reworded(change: Change) -> bool:
    """Whether new words state what the old ones did."""
    old, new = change.old, change.new
    return change.what == "text" and old is not None and old.text.states_same(new.text)


def _state(row: Wanted) -> str:
    reserve = row.role == Role.BACKUP and row.state is State.TENTATIVE
    return "kept in reserve" if reserve else row.state.value


def _moved(change: Change, other: Wanted) -> str:
    """What a bump does to either date of its meeting."""
    if change.what == "cancel":
        return f"moves to {when(other)}"
    here = change.old is not None and change.old.start == change.new.start
    on = "takes the meeting" if here else when(change.new)
    return f"{on}, in place of {when(other)}"


def in_order(changes: Iterable[Change]) -> list[Change]:
    """The changes by meeting; each meeting before its back-up, and that before what is due."""
    rank = {role: index for index, role in enumerate(_ROLES)}
    return sorted(
        changes,
        key=lambda each: (each.new.meeting, rank.get(each.new.role, len(rank)), each.new.role),
    )


def by_series(changes: Iterable[Change]) -> Iterator[tuple[str, list[Change]]]:
    """The changes of each series, in order."""
    for series, found in groupby(
        in_order(changes), key=lambda each: each.new.meeting.rpartition("/")[0]
    ):
        yield series, list(found)


def lines(changes: Iterable[Change]) -> Iterator[str]:
    """The changes as plain lines, grouped by series, old and new date side by side."""
    for series, found in by_series(changes):
        yield series
        cells = [(_label(each), *dates(each)) for each in found]
        first, second = (max(len(cell[index]) for cell in cells) for index in (0, 1))
        for each, (label, old, new) in zip(found, cells, strict=True):
            yield f"  {sign(each)} {label:{first}}  {old:{second}}  {new}"


def _label(change: Change) -> str:
    period = change.new.meeting.rpartition("/")[2]
    return f"{period} {role(change.new)}"


def counted(changed: int, same: int, people: int | None = None) -> str:
    """How much changes: "3 change, 21 do not; 14 people are touched", or nothing of people."""
    first = "1 changes" if changed == 1 else f"{changed} change"
    second = "1 does not" if same == 1 else f"{same} do not"
    if people is None:
        return f"{first}, {second}"
    third = "1 person is touched" if people == 1 else f"{people} people are touched"
    return f"{first}, {second}; {third}"


def count_reworded(entries: int) -> str:
    """Say how many entries wait for their next change to take new wording, and what sends it."""
    if entries == 1:
        return f"1 entry will take new wording with its next change. {_REWORD}"
    return f"{entries} entries will take new wording with their next change. {_REWORD}"


def table(changes: Iterable[Change]) -> Iterator[str]:
    """The changes as Markdown, a table for each series."""
    for series, found in by_series(changes):
        yield f"### {_md(found[0].new.text.name.partition(' (moved')[0])} (`{series}`)"
        yield ""
        yield "| | meeting | entry | old date | new date |"
        yield "| --- | --- | --- | --- | --- |"
        for each in found:
            old, new = dates(each)
            cells = (sign(each), f"`{each.new.meeting}`", role(each.new), old, new)
            yield "| " + " | ".join(cells) + " |"
        yield ""


def _md(text: str) -> str:
    """A text in which Markdown sees no markup."""
    return "".join(f"\\{char}" if char in r"\`*_{}[]<>()#+-.!|~" else char for char in text)
