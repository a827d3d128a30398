"""`statplan status`: how the year goes, what is next, and what is due."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from operator import itemgetter
from pathlib import Path
from typing import cast, get_args

from statplan import screen
from statplan.calendars import change_text
from statplan.calendars.build_calendar import desired_entries
from statplan.cli.decide import find_releasable_meetings
from statplan.cli.delivery import Delivery, require_known, write_document
from statplan.cli.holiday_notes import describe_holiday_differences
from statplan.cli.next_schedule_note import describe_next_schedule
from statplan.cli.record_status import read_record_status
from statplan.cli.text_layout import print_lines
from statplan.documents import WRITERS as DOCUMENTS
from statplan.documents import render_document
from statplan.documents.blocks import Paper
from statplan.errors import Command, Remedy, StatplanError, Words
from statplan.holds import GONE, Role
from statplan.ledger.accounting import (
    Account,
    YearAccount,
    choose_year,
    count_year,
    find_years,
    name_year,
)
from statplan.ledger.decisions import format_slot
from statplan.ledger.meeting_state import MeetingState
from statplan.ledger.model import PublishedYear
from statplan.ledger.next_schedule import find_next_schedule
from statplan.ledger.year_state import YearState
from statplan.papers.json import write as write_account
from statplan.papers.scorecard import (
    describe_changes,
    describe_notice,
    describe_release,
    format_held_share,
    format_year,
    make_scorecard,
)
from statplan.plan.english import format_list, format_short_date
from statplan.records.commitments import RecordCommitment
from statplan.schedule.model import TimeSlot
from statplan.screen import align_rows
from statplan.workspace.broken_files import warn_of_broken_files
from statplan.workspace.output_file import STANDARD_OUTPUT, choose_format
from statplan.workspace.pending_changes import find_pending_changes
from statplan.workspace.workspace import Workspace, open_workspace

_NEXT, _WEEK = 5, timedelta(days=7)
_FORMS = ("text", "json", *DOCUMENTS)
_FIGURES = ("promised", "planned", "held", "moved", "off", " held of those due")
_SERIES_WIDTH, _COUNT_WIDTH = 24, 7


def run_status(plan_path: Path | None, year_name: str, delivery: Delivery) -> None:
    """Print how the year goes, or write the account of a year.

    Args:
        plan_path: the plan file or its folder.
        year_name: the year as the person named it; empty for the present one, with what is next.
        delivery: the format, and where it goes.

    Raises:
        StatplanError: exit code 2; there is no such year, format, or paper.
    """
    form = choose_format(delivery.form, delivery.output, _FORMS, "text")
    require_known(delivery.paper, get_args(Paper), "paper")
    workspace = open_workspace(plan_path)
    context = workspace.build_decision_context()
    year = _choose_year(workspace, year_name)
    year_state = context.build_state(workspace.ledger)
    plan = workspace.loaded.plan
    account = count_year(plan, context, workspace.ledger, year_state, year)
    if form == "text":
        warn_of_broken_files(workspace)
        lines: list[Words] = [*_format_account(account), ""]
        if not year_name:
            lines += _list_sections(workspace, year_state)
        _deliver_text(workspace, lines, delivery)
    elif form == "json":
        write_document(workspace.loaded, write_account(plan, account), form, delivery)
    else:
        scorecard = make_scorecard(plan, account)
        document = replace(scorecard, paper=cast("Paper", delivery.paper))
        write_document(workspace.loaded, render_document(document, form), form, delivery)


def _choose_year(workspace: Workspace, name: str) -> PublishedYear | None:
    """Return the year that the person named, or the present one; None where none is published."""
    years, schedule = workspace.ledger.years, workspace.loaded.schedule
    if not name:
        return choose_year(years, workspace.today)
    known_years = years or (PublishedYear(schedule.first, schedule.last, workspace.now),)
    named_years = find_years(known_years, name)
    if len(named_years) == 1:
        return named_years[0] if years else None
    short_names = [name_year(year.first, year.last) for year in known_years]
    clear_names = [
        short_name if short_names.count(short_name) == 1 else year.first.isoformat()
        for short_name, year in zip(short_names, known_years, strict=True)
    ]
    fact = "names several years" if named_years else "names no year"
    known = f"this plan has {format_list(clear_names)}"
    remedy = Remedy("Name one of them, as in ", Command("status", "--year", clear_names[-1]), ".")
    raise StatplanError(f"'{name[:20]}' {fact}: {known}.", remedy=remedy, exit_code=2)


def _deliver_text(workspace: Workspace, lines: Iterable[Words], delivery: Delivery) -> None:
    if delivery.output in STANDARD_OUTPUT:
        print_lines(lines)
        return
    text = "".join(f"{screen.format_words(line)}\n" for line in lines)
    write_document(workspace.loaded, text.encode(), "text", delivery)


def _format_account(account: YearAccount) -> Iterator[str]:
    """Yield the figures of a year, by series, and what became of its promises."""
    is_published = account.published_on is not None
    if account.published_on:
        published = f", first published on {format_short_date(account.published_on)}"
        yield f"The {format_year(account)} schedule{published}"
    figures = _FIGURES if is_published else _FIGURES[1:]
    by_series = account.list_series()
    rows = [
        (series.series[:_SERIES_WIDTH], *_format_figures(series.account)[-len(figures) :])
        for series in by_series
    ]
    if len(by_series) > 1:
        rows.append(("all", *_format_figures(account.total)[-len(figures) :]))
    counts = len(figures) - 1
    least = (_SERIES_WIDTH, *[_COUNT_WIDTH] * counts)
    table = [("series", *figures), *rows]
    for line in align_rows(table, least=least, right=range(1, counts + 1), gap=" "):
        yield f"  {line}"
    total = account.total
    for sentence in (
        *describe_changes(total),
        *describe_notice(account),
        *describe_release(account),
    ):
        yield f"  {sentence}"


def _format_figures(account: Account) -> tuple[str, ...]:
    counts = (account.promised, account.planned, account.held, account.moved, account.off)
    return *map(str, counts), f" {format_held_share(account)}"


def _list_sections(workspace: Workspace, year_state: YearState) -> Iterator[Words]:
    """Yield what is next, due, and to be done: the title and the lines of each section."""
    day = workspace.today
    records = read_record_status(workspace, year_state)
    next_schedule = find_next_schedule(workspace.ledger.years, workspace.loaded.plan, day)
    sections: tuple[tuple[Words, Iterable[Words]], ...] = (
        ("Next meetings", _list_coming(year_state, day)),
        ("Due within a week", _list_due(workspace, year_state, records.commitments)),
        ("Next year", describe_next_schedule(next_schedule)),
        *records.list_sections(day),
        (
            Remedy("Did these take place? If so: ", Command("held", "MEETING")),
            _list_unrecorded(workspace, year_state),
        ),
        (Remedy("Back-ups to release: ", Command("release", "--held")), _list_reserved(workspace)),
        ("In the way", (problem.describe() for problem in year_state.problems)),
        ("Holidays", describe_holiday_differences(workspace.loaded.schedule)),
        (Remedy("Not published yet: ", Command("publish")), _list_pending(workspace, year_state)),
    )
    for title, lines in sections:
        shown_lines = [Remedy("  ", line) for line in lines]
        if shown_lines:
            yield from [title, *shown_lines, ""]


def _list_coming(year_state: YearState, day: date) -> Iterator[str]:
    ahead = [
        (meeting_state.history.slot, meeting_state.key, meeting_state)
        for meeting_state in year_state.meeting_states
        if meeting_state.history.slot
        and meeting_state.history.slot.day >= day
        and not meeting_state.history.is_held
    ]
    return _align_meetings(ahead, _NEXT)


def _align_meetings(
    entries: Iterable[tuple[TimeSlot, str, MeetingState]], most: int | None = None
) -> Iterator[str]:
    """Yield a line for each meeting, in order of the dates, and no more than `most` of them."""
    ordered = sorted(entries, key=itemgetter(0, 1))[:most]
    return align_rows([_format_row(slot, meeting_state) for slot, _, meeting_state in ordered])


def _format_row(slot: TimeSlot, meeting_state: MeetingState) -> tuple[str, str, str]:
    bumped = (
        slot == meeting_state.history.backup and meeting_state.history.active_role is Role.BACKUP
    )
    note = (
        f" (bumped from {format_short_date(meeting_state.history.primary.day)})" if bumped else ""
    )
    return format_slot(slot), meeting_state.key, f"{meeting_state.meeting.name}{note}"


def _list_due(
    workspace: Workspace, year_state: YearState, commitments: Iterable[RecordCommitment]
) -> Iterator[str]:
    context = workspace.build_decision_context()
    due_entries = [
        (entry.start.date(), entry.meeting, entry.text.name)
        for entry in desired_entries(workspace.loaded.plan, year_state, context.date_rules)
        if entry.role not in set(Role) and entry.state not in GONE
    ]
    due_records = [
        (commitment.due, str(commitment.meeting), f"{commitment.kind.heading} to be published")
        for commitment in commitments
    ]
    return align_rows(
        [
            (format_short_date(day), meeting_key, name)
            for day, meeting_key, name in sorted([*due_entries, *due_records])
            if context.as_of <= day < context.as_of + _WEEK
        ]
    )


def _list_unrecorded(workspace: Workspace, year_state: YearState) -> Iterator[str]:
    day = workspace.today
    unrecorded = [
        (meeting_state.history.slot, meeting_state.key, meeting_state)
        for meeting_state in year_state.meeting_states
        if meeting_state.history.slot
        and meeting_state.history.slot.day < workspace.today
        and meeting_state.is_shown
        and not meeting_state.history.is_held
        and meeting_state.history.slot.day < day
    ]
    return _align_meetings(unrecorded)


def _list_reserved(workspace: Workspace) -> Iterator[str]:
    return _align_meetings(
        (meeting_state.history.backup, meeting_state.key, meeting_state)
        for meeting_state in find_releasable_meetings(workspace)
        if meeting_state.history.backup
    )


def _list_pending(workspace: Workspace, year_state: YearState) -> Iterator[str]:
    if year_state.problems:
        return
    pending = find_pending_changes(workspace)
    if workspace.ledger.published is None:
        yield "Nothing was published yet."
    elif pending.shown_changes:
        shift = pending.describe_shift()
        yield from [shift] * bool(shift)
        yield from change_text.format_lines(pending.shown_changes, pending.new_year)
