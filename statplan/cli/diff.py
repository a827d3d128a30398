"""`statplan diff`: what a publish would change on calendars, and for whom."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import typer

from statplan import screen
from statplan.calendars import change_text
from statplan.calendars.year_summary import (
    describe_additions,
    describe_new_year,
    split_additions,
)
from statplan.cli.holiday_notes import describe_holiday_differences
from statplan.cli.text_layout import print_lines
from statplan.errors import Command, Remedy
from statplan.ledger.diff import Change
from statplan.ledger.file_writer import format_moment, hash_issued
from statplan.ledger.model import DesiredEntry, IssuedEntry
from statplan.schedule.series_rules import index_titles
from statplan.workspace.broken_files import warn_of_broken_files
from statplan.workspace.output_file import STANDARD_OUTPUT, choose_format, write_output
from statplan.workspace.pending_changes import PendingChanges, find_pending_changes
from statplan.workspace.workspace import list_state_files, open_workspace

FORMATS = ("text", "json", "md", "github")
_EXIT_PENDING = 3


@dataclass(frozen=True, slots=True)
class DiffOptions:
    """The flags of `diff`.

    `audience` names whose changes are shown. `lists_all` lists each entry of a year that was never
    published, which is otherwise summed up. `exit_code` leaves with 3 where changes are pending.
    """

    audience: str = "all"
    form: str = ""
    output: str = "-"
    lists_all: bool = False
    exit_code: bool = False
    force: bool = False


def run_diff(plan_path: Path | None, options: DiffOptions) -> None:
    """Show or save what is pending."""
    output = options.output
    is_shown = output in STANDARD_OUTPUT
    form = choose_format(options.form, output, FORMATS, "text" if is_shown else "json")
    workspace = open_workspace(plan_path)
    warn_of_broken_files(workspace)
    pending = find_pending_changes(workspace, options.audience)
    if options.lists_all:
        pending = replace(pending, new_year=None)
    if is_shown and form == "text":
        print_lines(describe_changes(pending))
    else:
        text = {
            "text": format_text,
            "json": format_json,
            "md": format_markdown,
            "github": format_github,
        }[form](pending)
        inputs = list_state_files(workspace.loaded)
        write_output(output, text.encode(), inputs, form=form, force=options.force)
        if form == "json" and not is_shown:
            screen.print_message(
                Remedy("Next: ", Command("publish", Path(output)), " commits just this.")
            )
    if pending.new_year and form != "json":
        words = ("--for", options.audience) * (options.audience != "all")
        screen.print_message(
            Remedy("To list each new entry: ", Command("diff", *words, "--all"), ".")
        )
    if options.exit_code and pending.changes:
        raise typer.Exit(_EXIT_PENDING)


def format_text(pending: PendingChanges) -> str:
    """Return the changes as text for people."""
    return "\n".join([*describe_changes(pending), ""])


def describe_changes(pending: PendingChanges) -> list[str]:
    """Return the changes for people: a line for each, grouped by series.

    The additions of a year that was never published are one line for each series.
    """
    lines = [*change_text.format_lines(pending.shown_changes, pending.new_year)]
    summary = (
        f"{pending.format_summary()}."
        if lines
        else f"No change; {_format_unchanged_count(pending)}."
    )
    is_full = pending.audience.name == "all"
    reworded = pending.changes.reworded_count if is_full else 0
    schedule = pending.workspace.loaded.schedule
    notes = [*describe_holiday_differences(schedule)] if is_full else []
    waiting = [screen.format_words(change_text.describe_reworded_count(reworded))] * bool(reworded)
    shift = pending.describe_shift()
    news = [*_describe_new_year(pending)]
    return [*lines, *[""] * bool(lines), *[shift] * bool(shift), *news, summary, *waiting, *notes]


def _describe_new_year(pending: PendingChanges) -> Iterator[str]:
    """Yield the sentence about a new year, where the audience is shown anything of it."""
    additions, _ = split_additions(pending.shown_changes, pending.new_year)
    if additions and pending.new_year:
        yield describe_new_year(pending.new_year, additions)


def _format_unchanged_count(pending: PendingChanges) -> str:
    count = pending.count_unchanged()
    return "1 entry stands as published" if count == 1 else f"{count} entries stand as published"


def format_markdown(pending: PendingChanges) -> str:
    """Return the changes as Markdown, for a pull request, or an e-mail."""
    if not pending.shown_changes:
        return "No change.\n"
    titles = index_titles(pending.workspace.loaded.plan)
    table = change_text.render_table(pending.shown_changes, titles, pending.new_year)
    shift = pending.describe_shift()
    notes = [line for note in (shift, *_describe_new_year(pending)) if note for line in (note, "")]
    return "\n".join([f"{pending.format_summary()}.", "", *notes, *table])


def format_github(pending: PendingChanges) -> str:
    """Return the changes for the log of a GitHub workflow: a notice for each.

    The additions of a year that was never published are one notice for each series.
    """
    lines = []
    shift = pending.describe_shift()
    if shift:
        lines.append(f"::notice title=Time zone data::{screen.escape_annotation(shift)}")
    additions, others = split_additions(pending.shown_changes, pending.new_year)
    for series, series_additions in change_text.group_by_series(additions):
        sign = change_text.format_sign(series_additions[0])
        title = screen.escape_property(f"{sign} {series}")
        text = screen.escape_annotation(describe_additions(series_additions))
        lines.append(f"::notice title={title}::{text}")
    for change in others:
        sign, role = change_text.format_sign(change), change_text.describe_role(change.new)
        title = f"{sign} {change.new.meeting} {role}"
        old, new = change_text.format_dates(change)
        dates = screen.escape_annotation(f"{old} -> {new}")
        lines.append(f"::notice title={screen.escape_property(title)}::{dates}")
    return "\n".join([*lines, f"::notice title=statplan::{pending.format_summary()}"]) + "\n"


def format_json(pending: PendingChanges) -> str:
    """Return the changes as JSON, for a program, and for `publish FILE`."""
    return json.dumps(build_change_set(pending), indent=2, ensure_ascii=False) + "\n"


def build_change_set(pending: PendingChanges) -> dict[str, Any]:
    """Return a change set as plain data, with the lineage and serial of its ledger.

    A change set for the public names neither a ledger nor people.
    """
    if pending.audience.is_public:
        changes = [_build_change(change) for change in pending.shown_changes]
        document = {"version": 1, "audience": "public", "summary": pending.format_summary()}
        return {**document, "changes": [{**change, "people": []} for change in changes]}
    ledger = pending.workspace.ledger
    everything = pending.audience.name == "all"
    return {
        "version": 1,
        "lineage": ledger.lineage,
        "serial": ledger.serial,
        "issued": hash_issued(ledger),
        "audience": pending.audience.name,
        "summary": pending.format_summary(),
        "changes": [
            _build_change(change)
            for change in (pending.changes.differences if everything else pending.shown_changes)
        ],
    }


def _build_change(change: Change) -> dict[str, Any]:
    return {
        "what": change.kind,
        "sign": change_text.format_sign(change),
        "meeting": change.new.meeting,
        "role": change.new.role,
        "name": change.new.text.name,
        "old": _build_entry(change.old) if change.old else None,
        "new": _build_entry(change.new),
        "people": list(change.people),
    }


def _build_entry(row: DesiredEntry | IssuedEntry) -> dict[str, Any]:
    instants = row.find_instants()
    return {
        "state": row.state.value,
        "start": row.start.isoformat(timespec="minutes"),
        "end": row.end.isoformat(timespec="minutes"),
        "zone": row.zone,
        "utc": [*map(format_moment, instants)] if instants else None,
    }
