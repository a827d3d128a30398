"""`statplan calendar --for`: the calendar of an audience, as published or as it will be."""

from dataclasses import replace
from pathlib import Path
from typing import cast, get_args

from statplan.calendars import WRITERS as CALENDARS
from statplan.calendars import render_calendar
from statplan.calendars.audience import find_audience
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
from statplan.workspace.output_file import choose_format
from statplan.workspace.pending_changes import (
    build_output_ledger,
    find_pending_changes,
    report_pending,
)
from statplan.workspace.plan_loader import ScheduledPlan, load_plan
from statplan.workspace.records_folder import RECORDS_FOLDER, read_records
from statplan.workspace.workspace import Workspace, has_history, open_workspace


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
    return build_year_feed(
        workspace.loaded.plan,
        workspace.build_decision_context(),
        workspace.require_year_state(),
        audience,
    )


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
