"""Refuse to publish without `--yes` where somebody has likely made a mistake."""

from datetime import date, datetime

from statplan.cli.diffing import Difference
from statplan.errors import StatplanError
from statplan.holds import Role, State
from statplan.ledger import Change, Changes
from statplan.ledger.comparing import What
from statplan.plan.english import clock, listing, long_day, sentence

_SHARE = 20  # percent of the entries ahead
_VERBS: dict[What, str] = {
    "move": "change the date or time of",
    "cancel": "cancel",
    "release": "release",
}
_PARTICIPLES = {"cancel": "cancelled", "release": "released"}


def find_doubt(difference: Difference, command: str) -> StatplanError | None:
    """Return why a person should confirm a publish first, as a refusal with exit code 4.

    An edit of the plan moves, cancels or releases many of the entries ahead, or every meeting of a
    first publish is in the past.

    Args:
        difference: what would be published.
        command: what publishes the same without a question.
    """
    return _doubt_many(difference, command) or _doubt_past(difference, command)


def _doubt_many(difference: Difference, command: str) -> StatplanError | None:
    """Return the refusal of an edit that changes more than a share of the entries ahead.

    Moves, cancellations and releases count together. Decisions made one by one do not count.
    """
    kept = difference.kept
    share = kept.loaded.plan.frequency.calendars.confirm_share or _SHARE
    today, decided = kept.year().day, kept.ledger.pending()
    ahead = sum(
        row.lives and not row.all_day and row.start.date() >= today for row in kept.ledger.issued
    )
    by_kind = {what: _find_undecided(difference.all, what, decided) for what in _VERBS}
    count = sum(len(changes) for changes in by_kind.values())
    if count * 100 <= share * ahead:
        return None
    first, *others = (changes[0] for changes in by_kind.values() if changes)
    examples = [_give_example(first), *(_give_example(other, "The") for other in others)]
    return StatplanError(
        f"an edit of the plan would {_count_changes(by_kind, ahead)}. For example, "
        f"{' '.join(examples)} The limit is {share} percent (frequency.calendars.confirm_share).",
        hint=f"If you mean it, add --yes: `{command}`.",
        exit_code=4,
    )


def _find_undecided(changes: Changes, what: What, decided: frozenset[str]) -> list[Change]:
    """Return the changes of one kind that come from an edit of the plan, in order of date."""
    undecided = (
        change
        for change in changes.found
        if change.what == what and not change.all_day and change.new.meeting not in decided
    )
    return sorted(undecided, key=lambda change: (change.old or change.new).start)


def _count_changes(by_kind: dict[What, list[Change]], ahead: int) -> str:
    """Say how many entries change: "cancel 4 of the 16 calendar entries ahead"."""
    counts = {_VERBS[what]: len(changes) for what, changes in by_kind.items() if changes}
    if list(counts.values()) == [ahead]:
        (verb,) = counts
        whole = "the only calendar entry" if ahead == 1 else f"all {ahead} calendar entries"
        return f"{verb} {whole} ahead"
    parts = listing(f"{verb} {count}" for verb, count in counts.items())
    return f"{parts} of the {ahead} calendar entries ahead"


def _give_example(change: Change, article: str = "the") -> str:
    """Say what happens to an entry; a sentence of its own begins with "The"."""
    old, new = change.old or change.new, change.new
    is_reserve = old.role == Role.BACKUP and old.state is State.TENTATIVE
    entry = f"{f'{article} backup date of ' if is_reserve else ''}{old.text.name}"
    was = _say_moment(old.start)
    if change.what in _PARTICIPLES:
        return f"{entry} on {was}, would be {_PARTICIPLES[change.what]}."
    if old.start != new.start:
        return sentence(f"{entry} would move from {was}, to {_say_moment(new.start)}")
    if old.zone != new.zone:
        return f"{entry} on {was}, would be in the time zone {new.zone} instead of {old.zone}."
    minutes = [int((row.end - row.start).total_seconds()) // 60 for row in (new, old)]
    return f"{entry} on {was}, would last {minutes[0]} minutes instead of {minutes[1]}."


def _say_moment(start: datetime) -> str:
    return f"{long_day(start.date())}, {clock(start.time())}"


def _doubt_past(difference: Difference, command: str) -> StatplanError | None:
    """Return the refusal of a first publish whose every meeting is in the past."""
    kept = difference.kept
    if kept.ledger.published is not None:
        return None
    days = sorted(
        change.new.start.date()
        for change in difference.all.found
        if change.new.role == Role.PRIMARY or change.new.state is State.CONFIRMED
        if not change.all_day
    )
    today = kept.year().day
    if not days or days[-1] >= today:
        return None
    begins = kept.loaded.plan.frequency.first_day
    return StatplanError(
        f"{_say_past(days)} The plan's first_day is {begins}.",
        hint=f"Set frequency.first_day to the year that you mean, such as {today}. To publish past "
        f"dates all the same, add --yes: `{command}`.",
        exit_code=4,
    )


def _say_past(days: list[date]) -> str:
    if len(days) == 1:
        return f"the only meeting of this schedule is in the past: it was on {long_day(days[0])}."
    return (
        f"all {len(days)} meetings of this schedule are in the past: the last was on "
        f"{long_day(days[-1])}."
    )
