"""The confirmation of what is likely a mistake: a publish, or the bump of a past meeting."""

from datetime import date, datetime, timedelta

from statplan import screen
from statplan.errors import Command, Remedy, StatplanError
from statplan.holds import Role, State
from statplan.ledger.decisions import DecisionOutcome
from statplan.ledger.diff import Change, Changes, EntryChangeKind
from statplan.plan.english import (
    end_sentence,
    format_count,
    format_list,
    format_long_date,
    format_time,
)
from statplan.workspace.pending_changes import PendingChanges

_ONE_DAY = timedelta(days=1)
_SHARE = 20  # percent of the entries ahead
_VERBS: dict[EntryChangeKind, str] = {
    "move": "change the date or time of",
    "cancel": "cancel",
    "release": "release",
}
_PARTICIPLES = {"cancel": "cancelled", "release": "released"}


def find_doubt(pending: PendingChanges, command: Command) -> StatplanError | None:
    """Return why a person should confirm a publish first, as a refusal with exit code 4.

    The plan ends before a year that is published, an edit of the plan moves, cancels or releases
    many of the entries ahead, or every meeting of a first publish is in the past.

    Args:
        pending: what would be published.
        command: the command that publishes the same without a question.
    """
    return (
        _find_doubt_about_year(pending, command)
        or _find_doubt_about_share(pending, command)
        or _find_doubt_about_past(pending, command)
    )


def build_bump_doubt(outcome: DecisionOutcome, reason: str) -> StatplanError:
    """Return the refusal of a bump that a person should confirm, with the way to confirm it."""
    meeting_state = outcome.before
    reason_words = ("--reason", reason) if reason else ()
    command = Command("bump", meeting_state.key, *reason_words, "--yes")
    return StatplanError(
        f"{meeting_state.key}, {meeting_state.meeting.name}: {outcome.doubt}",
        remedy=Remedy("If you mean it, add --yes: ", command, "."),
        exit_code=4,
    )


def confirm_doubt(doubt: StatplanError, question: str = "Do you mean it?") -> None:
    """Ask a person whether they mean it; without a terminal, refuse.

    Args:
        doubt: the refusal.
        question: what is asked after its message.

    Raises:
        StatplanError: exit code 4; there is no terminal, or the answer is not yes.
    """
    if not screen.has_terminal():
        raise doubt
    screen.print_message(doubt.message)
    if not screen.ask_yes_no(question):
        raise StatplanError("you did not confirm it, so nothing was written.", exit_code=4)


def _find_doubt_about_year(pending: PendingChanges, command: Command) -> StatplanError | None:
    """Return the refusal of a plan of an earlier year, which would cancel a year after it."""
    workspace = pending.workspace
    last = workspace.loaded.schedule.last
    later_years = [year for year in workspace.ledger.years if year.first > last]
    if not later_years:
        return None
    first = later_years[0].first
    decided = workspace.ledger.list_pending_meetings()
    cancelled = _find_undecided(pending.changes, "cancel", decided)
    count = sum(change.new.start.date() >= first for change in cancelled)
    if not count:
        return None
    return StatplanError(
        f"the plan ends on {format_long_date(last)}, and the schedule from "
        f"{format_long_date(first)} on is published already. This would cancel "
        f"{format_count(count, 'meeting')} of that schedule.",
        remedy=Remedy(
            "To write that year into the plan: ",
            Command("next-year", "--year", (last + _ONE_DAY).year),
            ". If you mean to cancel it, add --yes: ",
            command,
            ".",
        ),
        exit_code=4,
    )


def _find_doubt_about_share(pending: PendingChanges, command: Command) -> StatplanError | None:
    """Return the refusal of an edit that changes more than a share of the entries ahead.

    Moves, cancellations and releases count together. Decisions made one by one do not count.
    """
    workspace = pending.workspace
    share = workspace.loaded.plan.frequency.calendars.confirm_share or _SHARE
    today = workspace.today
    decided = workspace.ledger.list_pending_meetings()
    ahead = sum(
        row.is_live and not row.is_all_day and row.start.date() >= today
        for row in workspace.ledger.issued
    )
    by_kind = {kind: _find_undecided(pending.changes, kind, decided) for kind in _VERBS}
    count = sum(len(changes) for changes in by_kind.values())
    if count * 100 <= share * ahead:
        return None
    first, *others = (changes[0] for changes in by_kind.values() if changes)
    examples = [_describe_example(first), *(_describe_example(other, "The") for other in others)]
    return StatplanError(
        f"an edit of the plan would {_count_changes(by_kind, ahead)}. For example, "
        f"{' '.join(examples)} The limit is {share} percent (frequency.calendars.confirm_share).",
        remedy=Remedy("If you mean it, add --yes: ", command, "."),
        exit_code=4,
    )


def _find_undecided(
    changes: Changes, kind: EntryChangeKind, decided: frozenset[str]
) -> list[Change]:
    """Return the changes of one kind that come from an edit of the plan, in order of date."""
    undecided = (
        change
        for change in changes.differences
        if change.kind == kind and not change.is_all_day and change.new.meeting not in decided
    )
    return sorted(undecided, key=lambda change: (change.old or change.new).start)


def _count_changes(by_kind: dict[EntryChangeKind, list[Change]], ahead: int) -> str:
    """Say how many entries change: "cancel 4 of the 16 calendar entries ahead"."""
    counts = {_VERBS[kind]: len(changes) for kind, changes in by_kind.items() if changes}
    if list(counts.values()) == [ahead]:
        (verb,) = counts
        whole = "the only calendar entry" if ahead == 1 else f"all {ahead} calendar entries"
        return f"{verb} {whole} ahead"
    parts = format_list(f"{verb} {count}" for verb, count in counts.items())
    return f"{parts} of the {ahead} calendar entries ahead"


def _describe_example(change: Change, article: str = "the") -> str:
    """Say what happens to an entry; a sentence of its own begins with "The"."""
    old, new = change.old or change.new, change.new
    is_backup = old.role == Role.BACKUP and old.state is State.TENTATIVE
    entry = f"{f'{article} backup date of ' if is_backup else ''}{old.text.name}"
    was = _format_moment(old.start)
    if change.kind in _PARTICIPLES:
        return f"{entry} on {was}, would be {_PARTICIPLES[change.kind]}."
    if old.start != new.start:
        return end_sentence(f"{entry} would move from {was}, to {_format_moment(new.start)}")
    if old.zone != new.zone:
        return f"{entry} on {was}, would be in the time zone {new.zone} instead of {old.zone}."
    minutes = [int((row.end - row.start).total_seconds()) // 60 for row in (new, old)]
    return f"{entry} on {was}, would last {minutes[0]} minutes instead of {minutes[1]}."


def _format_moment(start: datetime) -> str:
    return f"{format_long_date(start.date())}, {format_time(start.time())}"


def _find_doubt_about_past(pending: PendingChanges, command: Command) -> StatplanError | None:
    """Return the refusal of a first publish whose every meeting is in the past."""
    workspace = pending.workspace
    if workspace.ledger.published is not None:
        return None
    days = sorted(
        change.new.start.date()
        for change in pending.changes.differences
        if change.new.role == Role.PRIMARY or change.new.state is State.CONFIRMED
        if not change.is_all_day
    )
    today = workspace.today
    if not days or days[-1] >= today:
        return None
    begins = workspace.loaded.plan.frequency.first_day
    return StatplanError(
        f"{_describe_past(days)} The plan's first_day is {begins}.",
        remedy=Remedy(
            f"Set frequency.first_day to the year that you mean, such as {today}. "
            "To publish past dates all the same, add --yes: ",
            command,
            ".",
        ),
        exit_code=4,
    )


def _describe_past(days: list[date]) -> str:
    if len(days) == 1:
        return (
            "the only meeting of this schedule is in the past: it was on "
            f"{format_long_date(days[0])}."
        )
    return (
        f"all {len(days)} meetings of this schedule are in the past: the last was on "
        f"{format_long_date(days[-1])}."
    )
