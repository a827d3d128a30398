"""`statplan calendar --for`: the calendar of an audience, as published or as it will be."""

from dataclasses import replace
from datetime import UTC, datetime, time

from statplan import screen
from statplan.calendars import Feed, make_feed
from statplan.calendars.audience import Audience, find_audience
from statplan.calendars.publication import Publication
from statplan.cli.diff import find_pending_changes
from statplan.errors import StatplanError
from statplan.holds import GONE, Hold, Role
from statplan.ledger import Ledger, record_publish
from statplan.workspace.workspace import Workspace

_BESIDE = (
    "The charter has the dates as planned; calendar.ics, as they were published; calendar.csv and\n"
    "calendar.json, as they stand now, with all that was decided."
)


def build_feeds(workspace: Workspace, forms: tuple[str, ...]) -> dict[str, Feed]:
    """Return the full calendar in several formats."""
    return {form: build_audience_feed(workspace, form, "all") for form in forms}


def report_date_sources(workspace: Workspace) -> None:
    """Say on stderr which dates the files of a folder have, where they may differ."""
    if workspace.ledger.decisions:
        screen.print_message(_BESIDE)
    report_pending(workspace)


def report_pending(workspace: Workspace) -> None:
    """Say on stderr what a published calendar does not have yet."""
    pending = find_pending_changes(workspace) if workspace.ledger.published else None
    if pending and pending.changes:
        screen.print_message(
            f"Not published yet: {pending.format_summary()}; `statplan diff` shows them."
        )


def build_audience_feed(workspace: Workspace, form: str, name: str) -> Feed:
    """Return the calendar of an audience.

    In iCalendar it is what was published; before a first publish, and in the tables, it is the year
    as it stands.

    Raises:
        StatplanError: the public one is asked for as a table, which holds what is internal.
    """
    target_audience = find_audience(workspace.loaded.plan, name)
    if form == "ics":
        return Publication(
            workspace.loaded.plan,
            build_output_ledger(workspace),
            find_pending_changes(workspace).changes,
        ).build_feed(target_audience)
    if target_audience.is_public:
        fact = f"the public calendar is not written as {form}, which holds what is internal."
        hint = "Write it as ics: `statplan calendar --for public`."
        raise StatplanError(fact, hint=hint, exit_code=2)
    return _build_current_feed(workspace, target_audience)


def build_output_ledger(workspace: Workspace) -> Ledger:
    """Return the ledger as published; before a first publish, as it would be published now."""
    if workspace.ledger.published:
        return workspace.ledger
    created = workspace.loaded.plan.created
    stamp = datetime.combine(created, time(), UTC) if created else workspace.now
    return record_publish(
        replace(workspace.ledger, decisions=()), find_pending_changes(workspace).changes, stamp
    )


def _build_current_feed(workspace: Workspace, target_audience: Audience) -> Feed:
    """Return the year with what was decided, of the meetings that concern an audience."""
    rows = record_publish(
        workspace.ledger, find_pending_changes(workspace).changes, workspace.now
    ).index_rows()
    holds: list[Hold] = []
    meetings = []
    for meeting_state in workspace.require_year_state().meeting_states:
        row = rows.get((meeting_state.key, Role.PRIMARY.value))
        if row is None or target_audience.has_entry(row):
            meetings.append(meeting_state.meeting)
            holds += [
                hold
                for hold in meeting_state.iter_holds()
                if hold.role is Role.PRIMARY or hold.state not in GONE
            ]
    ordered = sorted(holds, key=lambda hold: (hold.slot, hold.key))
    schedule = replace(workspace.loaded.schedule, meetings=tuple(meetings))
    return make_feed(workspace.loaded.plan, schedule, ordered)
