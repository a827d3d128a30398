"""`statplan diff`: what a publish would change on calendars, and for whom."""

import json
from pathlib import Path
from typing import Any

import typer

from statplan import screen
from statplan.calendars import change_text
from statplan.cli.text_layout import print_lines
from statplan.errors import Command, Remedy
from statplan.ledger.diff import Change
from statplan.ledger.file_writer import hash_issued
from statplan.ledger.model import DesiredEntry, IssuedEntry
from statplan.schedule.series_rules import index_titles
from statplan.workspace.broken_files import warn_of_broken_files
from statplan.workspace.output_file import STANDARD_OUTPUT, choose_format, write_output
from statplan.workspace.pending_changes import PendingChanges, find_pending_changes
from statplan.workspace.workspace import list_state_files, open_workspace

FORMATS = ("text", "json", "md", "github")
_EXIT_PENDING = 3


def run_diff(
    plan_path: Path | None, name: str, form: str, output: str, *, exit_code: bool, force: bool
) -> None:
    """Show or save what is pending."""
    is_shown = output in STANDARD_OUTPUT
    form = choose_format(form, output, FORMATS, "text" if is_shown else "json")
    workspace = open_workspace(plan_path)
    warn_of_broken_files(workspace)
    pending = find_pending_changes(workspace, name)
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
        write_output(output, text.encode(), inputs, form=form, force=force)
        if form == "json" and not is_shown:
            screen.print_message(
                Remedy("Next: ", Command("publish", Path(output)), " commits just this.")
            )
    if exit_code and pending.changes:
        raise typer.Exit(_EXIT_PENDING)


def format_text(pending: PendingChanges) -> str:
    """Return the changes as text for people."""
    return "\n".join([*describe_changes(pending), ""])


def describe_changes(pending: PendingChanges) -> list[str]:
    """Return the changes for people: a line for each, grouped by series."""
    lines = [*change_text.format_lines(pending.shown_changes)]
    summary = (
        f"{pending.format_summary()}."
        if lines
        else f"No change; {_format_unchanged_count(pending)}."
    )
    reworded = pending.changes.reworded_count if pending.audience.name == "all" else 0
    waiting = [screen.format_words(change_text.describe_reworded_count(reworded))] * bool(reworded)
    return [*lines, *[""] * bool(lines), summary, *waiting]


def _format_unchanged_count(pending: PendingChanges) -> str:
    count = pending.count_unchanged()
    return "1 entry stands as published" if count == 1 else f"{count} entries stand as published"


def format_markdown(pending: PendingChanges) -> str:
    """Return the changes as Markdown, for a pull request, or an e-mail."""
    if not pending.shown_changes:
        return "No change.\n"
    titles = index_titles(pending.workspace.loaded.plan)
    table = change_text.render_table(pending.shown_changes, titles)
    return "\n".join([f"{pending.format_summary()}.", "", *table])


def format_github(pending: PendingChanges) -> str:
    """Return the changes for the log of a GitHub workflow: a notice for each."""
    lines = []
    for change in pending.shown_changes:
        sign, role = change_text.format_sign(change), change_text.describe_role(change.new)
        title = f"{sign} {change.new.meeting} {role}"
        old, new = change_text.format_dates(change)
        lines.append(
            "::notice "
            f"title={_escape_github(title, title=True)}::{_escape_github(f'{old} -> {new}')}"
        )
    return "\n".join([*lines, f"::notice title=statplan::{pending.format_summary()}"]) + "\n"


def _escape_github(text: str, *, title: bool = False) -> str:
    escaped = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return escaped.replace(":", "%3A").replace(",", "%2C") if title else escaped


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


def _build_entry(row: DesiredEntry | IssuedEntry) -> dict[str, str]:
    return {
        "state": row.state.value,
        "start": row.start.isoformat(timespec="minutes"),
        "end": row.end.isoformat(timespec="minutes"),
        "zone": row.zone,
    }
