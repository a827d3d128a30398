"""The changes that a publish would make now, and the ledger that it would write."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime, time

from statplan import screen
from statplan.calendars import change_text
from statplan.calendars.audience import Audience, find_audience
from statplan.calendars.build_calendar import desired_entries
from statplan.errors import Command, Remedy
from statplan.ledger.diff import Change, Changes, compare_entries
from statplan.ledger.issue import record_publish
from statplan.ledger.model import Ledger
from statplan.ledger.new_year import NewYear, find_last_new_year
from statplan.ledger.year_records import build_planned_year
from statplan.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class PendingChanges:
    """All changes that are pending, and those of them that an audience is shown.

    `new_year` is the year that a publish now would publish for the first time, after an earlier
    one; None where it would not.
    """

    workspace: Workspace
    changes: Changes
    audience: Audience
    new_year: NewYear | None = None

    @property
    def shown_changes(self) -> list[Change]:
        """The changes that the audience is shown, as it sees them."""
        return list(filter(None, map(self.audience.filter_change, self.changes.differences)))

    def format_summary(self) -> str:
        """Return the line that sums up the changes that the audience is shown."""
        changes = self.shown_changes
        if self.audience.is_public:
            return change_text.format_counts(len(changes), self.count_unchanged())
        touched = {person for change in changes for person in change.people}
        return change_text.format_counts(len(changes), self.count_unchanged(), len(touched))

    def describe_shift(self) -> str:
        """Return what newer time zone data changes for the audience; empty where it is nothing."""
        return change_text.describe_shift(
            replace(self.changes, differences=tuple(self.shown_changes))
        )

    def count_unchanged(self) -> int:
        """Return how many of the entries that the audience has are as they were published."""
        changed = {change.new.key for change in self.shown_changes}
        rows = self.workspace.ledger.issued
        return sum(
            row.is_live and row.key not in changed and self.audience.has_entry(row) for row in rows
        )


def find_pending_changes(
    workspace: Workspace, name: str = "all", *, reword: bool = False
) -> PendingChanges:
    """Return what a publish would change now; `reword` also sends today's wording."""
    plan, context = workspace.loaded.plan, workspace.build_decision_context()
    audience = find_audience(plan, name)
    entries = desired_entries(plan, workspace.require_year_state(), context.date_rules)
    changes = compare_entries(workspace.ledger, entries, context.as_of, reword=reword)
    return PendingChanges(workspace, changes, audience, _find_new_year(workspace, changes))


def _find_new_year(workspace: Workspace, changes: Changes) -> NewYear | None:
    """Return the year that a publish of these changes would add to those of the ledger."""
    ledger, loaded = workspace.ledger, workspace.loaded
    is_published = ledger.years and loaded.schedule.last <= ledger.years[-1].last
    if not changes or ledger.published is None or is_published:
        return None
    planned_year = build_planned_year(loaded.plan, loaded.schedule, workspace.today)
    return find_last_new_year(
        record_publish(ledger, changes, workspace.now, planned_year=planned_year)
    )


def build_output_ledger(workspace: Workspace) -> Ledger:
    """Return the ledger as published; before a first publish, as it would be published now."""
    if workspace.ledger.published:
        return workspace.ledger
    created = workspace.loaded.plan.created
    stamp = datetime.combine(created, time(), UTC) if created else workspace.now
    return record_publish(workspace.ledger, find_pending_changes(workspace).changes, stamp)


def report_pending(workspace: Workspace) -> None:
    """Say on stderr what a published calendar does not have yet."""
    pending = find_pending_changes(workspace) if workspace.ledger.published else None
    if pending and pending.changes:
        screen.print_message(
            Remedy(
                f"Not published yet: {pending.format_summary()}; ", Command("diff"), " shows them."
            )
        )
