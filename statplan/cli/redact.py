"""`statplan notes` and `redact`: a template for a record, and the copy of it that may be public."""

import secrets
from pathlib import Path

from statplan import screen
from statplan.cli.decision_arguments import parse_meeting
from statplan.errors import StatplanError
from statplan.ledger import find_meeting
from statplan.plan.english import format_list
from statplan.records import ClearedCopy, RecordKind, make_template, redact_notes
from statplan.records.marks import LABEL_START
from statplan.records.model import list_grounds
from statplan.records.record_files import is_copy, read_copy
from statplan.workspace import files, obstacles
from statplan.workspace.files import quote_argument
from statplan.workspace.output_file import refuse_destination
from statplan.workspace.plan_loader import ScheduledPlan
from statplan.workspace.records_folder import FOLDER, SUFFIX, build_redaction_rules
from statplan.workspace.workspace import Workspace, list_state_files, open_workspace

_CLEARED = ".public.md"
_FOREIGN = {b"%PDF": "PDF", b"PK\x03\x04": "Word, PowerPoint or another zipped file"}


def run_notes(plan_path: Path | None, meeting: str, kind: str, output: Path | None) -> None:
    """Write the template of a record of a meeting.

    Raises:
        StatplanError: exit code 4, the file is there already, or the meeting is cancelled; 2, no
            such meeting or kind.
    """
    if kind not in {*RecordKind}:
        hint = f"Write {format_list(RecordKind, 'or')}."
        raise StatplanError(f"'{kind[:20]}' is no kind of record.", hint=hint, exit_code=2)
    workspace = open_workspace(plan_path)
    meeting_state = find_meeting(
        parse_meeting(meeting),
        workspace.build_decision_context().build_state(workspace.ledger),
        workspace.loaded.schedule,
    )
    if meeting_state.history.slot is None:
        raise StatplanError(
            f"{meeting_state.key} is cancelled: there is nothing to take notes of.",
            hint=f"If it takes place after all: `statplan restore {meeting_state.key}`.",
            exit_code=4,
        )
    plan = workspace.loaded.plan
    content = make_template(
        plan, meeting_state, RecordKind(kind), list_grounds(plan), secrets.token_hex(16)
    )
    if output == Path("-"):
        screen.print_bytes(content)
        return
    name = f"{meeting_state.key.replace('/', '-')}-{kind}{SUFFIX}"
    path = output or workspace.ledger_path.parent / FOLDER / name
    _refuse_destination(workspace, path)
    if path.exists() and not path.is_dir():
        raise StatplanError(
            f"{path} is there already; nothing was written.",
            hint="Write on in it, or name another file with -o.",
            exit_code=4,
        )
    files.write_files({path: content})
    screen.print_message(
        f"wrote  {path}\nNext: fill it in; then `statplan redact {quote_argument(path)}`."
    )


def run_redact(
    plan_path: Path | None,
    path: Path,
    output: Path | None,
    allowed: tuple[str, ...],
    *,
    force: bool,
) -> None:
    """Make the copy of marked notes that may be public.

    Raises:
        StatplanError: exit code 1, with everything that speaks against it; nothing is written.
    """
    text = _read_text(path)
    if is_copy(text):
        raise StatplanError(
            f"{path} is a cleared copy already.",
            hint="Change the notes that it is of, and redact those.",
            exit_code=2,
        )
    workspace = open_workspace(plan_path or _find_plan_above(path))
    outcome = redact_notes(text, build_redaction_rules(workspace, path, allowed))
    if not isinstance(outcome, ClearedCopy):
        problems = tuple(problem.with_file(str(path)) for problem in outcome)
        count = "1 problem" if len(problems) == 1 else f"{len(problems)} problems"
        raise StatplanError(f"{count} found; nothing was written.", problems=problems)
    content = outcome.render_file().encode()
    if output == Path("-"):
        screen.print_bytes(content)
        return
    target = output or path.with_name(f"{path.name.removesuffix(SUFFIX)}{_CLEARED}")
    _refuse_destination(workspace, target)
    _refuse_overwrite(target, path, force=force)
    changed = files.write_files({target: content})
    screen.print_message(f"{'wrote' if changed else 'unchanged'}  {target}")
    _report_withheld(workspace.loaded, outcome)


def _refuse_destination(workspace: Workspace, path: Path) -> None:
    """Refuse to write a record through a link, or over the state of the plan."""
    refuse_destination(path, list_state_files(workspace.loaded))
    obstacles.refuse_obstacles(
        workspace.ledger_path.parent, [workspace.ledger_path.parent / FOLDER / path.name]
    )


def _read_text(path: Path) -> str:
    content = files.read_file(path)
    for start, name in _FOREIGN.items():
        if content.startswith(start):
            raise StatplanError(
                f"{path} is {name}: what is covered, cropped or hidden in it can be brought back.",
                hint="Copy its words into `statplan notes MEETING --kind slides`, and redact that.",
                exit_code=4,
            )
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise StatplanError(
            f"{path}:{line}: this is no text in UTF-8.",
            hint="Save the file anew as plain text in UTF-8.",
        ) from None


def _find_plan_above(path: Path) -> Path | None:
    """Return the folder of the nearest plan above a file; None where there is none."""
    above = path.resolve().parents
    return next((folder for folder in above if (folder / files.PLAN_FILE).is_file()), None)


def _refuse_overwrite(target: Path, path: Path, *, force: bool) -> None:
    """Refuse to write over anything but a cleared copy as it was written.

    With `force`, a copy that was changed since is written over as well.
    """
    text = _read_text(target) if target.is_file() else None
    if target.resolve() == path.resolve() or (text is not None and not is_copy(text)):
        raise StatplanError(
            f"{target} is no cleared copy; it is left as it is.",
            hint="Name another file with -o.",
            exit_code=4,
        )
    if text is not None and read_copy(text) is None and not force:
        raise StatplanError(
            f"{target} was changed after it was cleared; it is left as it is.",
            hint="Bring what was changed into the notes, and add --force to replace the copy.",
            exit_code=4,
        )


def _report_withheld(loaded: ScheduledPlan, copy: ClearedCopy) -> None:
    keys = {str(meeting.key) for meeting in loaded.schedule.meetings}
    if copy.meeting not in keys:
        screen.print_message(f"{copy.meeting} is not on the schedule of {loaded.path}.")
    count = copy.body.count(LABEL_START)
    places = "1 place" if count == 1 else f"{count} places"
    summary = f"Something is withheld in {places}." if count else "Nothing is withheld."
    screen.print_message(f"{summary} Read the copy before it is published.")
