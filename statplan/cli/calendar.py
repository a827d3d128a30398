"""`statplan calendar --for`: the calendar of an audience, as published or as it will be."""

from dataclasses import replace
from pathlib import Path
from typing import cast, get_args

from statplan import screen
from statplan.calendars import WRITERS as CALENDARS
from statplan.calendars import render_calendar
from statplan.calendars.audience import Audience, find_audience
from statplan.calendars.build_calendar import build_year_feed, make_calendar
from statplan.calendars.feed import Feed
from statplan.cli.delivery import (
    Delivery,
    describe_undecided,
    report_undecided,
    require_known,
    write_document,
)
from statplan.documents.blocks import Paper
from statplan.errors import Command, Remedy, StatplanError
from statplan.holds import Role
from statplan.ledger.issue import record_publish
from statplan.workspace.output_file import choose_format
from statplan.workspace.pending_changes import (
    build_output_ledger,
    find_pending_changes,
    report_pending,
)
from statplan.workspace.plan_loader import ScheduledPlan, load_plan
from statplan.workspace.records_folder import RECORDS_FOLDER, read_records
from statplan.workspace.workspace import Workspace, has_history, open_workspace

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


def build_audience_feed(workspace: Workspace, form: str, name: str) -> Feed:
    """Return the calendar of an audience.

    In iCalendar it is what was published, or what a first publish would write. In the tables it is
    the year with every decision.

    Raises:
        StatplanError: exit code 2; the public calendar is asked for as a table, which would hold
            what is internal.
    """
    audience = find_audience(workspace.loaded.plan, name)
    if form == "ics":
        from statplan.calendars.publication import Publication

        return Publication(
            workspace.loaded.plan,
            build_output_ledger(workspace),
            find_pending_changes(workspace).changes,
        ).build_feed(audience)
    if audience.is_public:
        fact = f"the public calendar is not written as {form}, which holds what is internal."
        remedy = Remedy("Write it as ics: ", Command("calendar", "--for", "public"), ".")
        raise StatplanError(fact, remedy=remedy, exit_code=2)
    return _build_current_feed(workspace, audience)


def _build_current_feed(workspace: Workspace, audience: Audience) -> Feed:
    """Return the year with what was decided, of the meetings that concern an audience."""
    rows = record_publish(
        workspace.ledger, find_pending_changes(workspace).changes, workspace.now
    ).index_rows()
    meeting_states = []
    for meeting_state in workspace.require_year_state().meeting_states:
        row = rows.get((meeting_state.key, Role.PRIMARY.value))
        if row is None or audience.has_entry(row):
            meeting_states.append(meeting_state)
    return build_year_feed(workspace.loaded.plan, workspace.loaded.schedule, meeting_states)


def write_calendar(plan_path: Path | None, delivery: Delivery, name: str) -> None:
    """Write the year of holds in one format, for an audience, to a file or to stdout."""
    form = choose_format(delivery.form, delivery.output, tuple(CALENDARS), "ics")
    require_known(delivery.paper, get_args(Paper), "paper")
    loaded = load_plan(plan_path)
    if not loaded.schedule.meetings:
        remedy = f"Still to be decided: {describe_undecided(loaded) or 'frequency.series'}."
        fact = f"{loaded.path}: there is no meeting to put on a calendar."
        raise StatplanError(fact, remedy=remedy)
    if name == "all" and not has_history(loaded):
        _write_feed(loaded, make_calendar(loaded.plan, loaded.schedule), form, delivery)
        return
    workspace = open_workspace(loaded.path)
    feed = build_audience_feed(workspace, form, name)
    if name == "public":
        _refuse_leaks(workspace, form, render_calendar(feed, form))
    _write_feed(loaded, feed, form, delivery)
    if form == "ics":
        report_pending(workspace)


def _refuse_leaks(workspace: Workspace, form: str, content: bytes) -> None:
    """Refuse a public calendar that holds what stays inside."""
    from statplan.records.withheld_text import collect_withheld_texts
    from statplan.site.files import refuse_schedule_leaks

    records = read_records(workspace.ledger_path.parent / RECORDS_FOLDER)
    refuse_schedule_leaks(
        workspace.loaded.plan,
        workspace.ledger,
        {f"calendar.{form}": content},
        collect_withheld_texts(records),
    )


def _write_feed(loaded: ScheduledPlan, feed: Feed, form: str, delivery: Delivery) -> None:
    feed = replace(feed, paper=cast("Paper", delivery.paper))
    write_document(loaded, render_calendar(feed, form), form, delivery)
    report_undecided(loaded)
