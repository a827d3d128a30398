"""`statplan notes`: a template for the record of a meeting."""

import secrets
from pathlib import Path

from statplan import screen
from statplan.cli.decision_arguments import find_named_meeting
from statplan.errors import Command, Remedy, StatplanError
from statplan.ledger.meeting_lookup import describe_meeting
from statplan.plan.english import end_sentence, format_list
from statplan.records.model import RecordKind, list_grounds
from statplan.records.record_files import RECORD_SUFFIX
from statplan.records.template import make_template
from statplan.workspace import files
from statplan.workspace.records_folder import (
    RECORDS_FOLDER,
    refuse_record_destination,
)
from statplan.workspace.workspace import open_workspace


def run_notes(plan_path: Path | None, meeting: str, kind: str, output: Path | None) -> None:
    """Write the template of a record of a meeting.

    Raises:
        StatplanError: exit code 4, the file is there already, or the meeting is cancelled; 2, no
            such meeting or kind.
    """
    if kind not in {*RecordKind}:
        remedy = f"Write {format_list(RecordKind, 'or')}."
        raise StatplanError(f"'{kind[:20]}' is no kind of record.", remedy=remedy, exit_code=2)
    workspace = open_workspace(plan_path)
    match = find_named_meeting(workspace, meeting)
    meeting_state = match.meeting_state
    if meeting_state.history.slot is None:
        raise StatplanError(
            f"{meeting_state.key} is cancelled: there is nothing to take notes of.",
            remedy=Remedy(
                "If it takes place after all: ", Command("restore", meeting_state.key), "."
            ),
            exit_code=4,
        )
    screen.print_message(match.note or end_sentence(describe_meeting(meeting_state)))
    plan = workspace.loaded.plan
    content = make_template(
        plan, meeting_state, RecordKind(kind), list_grounds(plan), secrets.token_hex(16)
    )
    if output == Path("-"):
        screen.print_bytes(content)
        return
    name = f"{meeting_state.key.replace('/', '-')}-{kind}{RECORD_SUFFIX}"
    path = output or workspace.ledger_path.parent / RECORDS_FOLDER / name
    refuse_record_destination(workspace, path)
    if path.exists() and not path.is_dir():
        raise StatplanError(
            f"{path} is there already; nothing was written.",
            remedy="Write on in it, or name another file with -o.",
            exit_code=4,
        )
    files.write_files({path: content})
    screen.print_message(
        Remedy(f"wrote  {path}\nNext: fill it in; then ", Command("redact", path), ".")
    )
