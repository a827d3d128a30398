"""`statplan redact`: the copy of marked notes that may be public."""

from pathlib import Path

from statplan import screen
from statplan.errors import Command, Remedy, StatplanError
from statplan.plan.english import format_count
from statplan.records.marks import LABEL_START
from statplan.records.record_files import ClearedCopy, is_copy, read_copy
from statplan.records.redact import redact_notes
from statplan.records.unchecked_files import recognize_unchecked_file
from statplan.workspace import files
from statplan.workspace.plan_loader import ScheduledPlan
from statplan.workspace.records_folder import (
    RECORD_SUFFIX,
    build_redaction_rules,
    refuse_record_destination,
)
from statplan.workspace.workspace import open_workspace

_CLEARED = ".public.md"


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
        StatplanError: exit code 1, with every problem of the notes; 2 or 4, the notes cannot be
            used, or a file may not be replaced. Nothing is written then.
    """
    text = _read_text(path)
    if is_copy(text):
        raise StatplanError(
            f"{path} is a cleared copy already.",
            remedy="Change the notes that it is of, and redact those.",
            exit_code=2,
        )
    workspace = open_workspace(plan_path or _find_plan_above(path))
    outcome = redact_notes(text, build_redaction_rules(workspace, path, allowed))
    if not isinstance(outcome, ClearedCopy):
        problems = tuple(problem.with_file(str(path)) for problem in outcome)
        count = format_count(len(problems), "problem")
        raise StatplanError(f"{count} found; nothing was written.", problems=problems)
    content = outcome.render_file().encode()
    if output == Path("-"):
        screen.print_bytes(content)
        return
    target = output or path.with_name(f"{path.name.removesuffix(RECORD_SUFFIX)}{_CLEARED}")
    refuse_record_destination(workspace, target)
    _refuse_overwrite(target, path, force=force)
    changed = files.write_files({target: content})
    screen.print_message(f"{'wrote' if changed else 'unchanged'}  {target}")
    _report_withheld(workspace.loaded, outcome)


def _read_text(path: Path) -> str:
    content = files.read_file(path)
    kind = recognize_unchecked_file(path.name, content)
    if kind:
        raise StatplanError(
            f"{path} is {kind}: its text, pictures, notes, and metadata are not checked.",
            remedy=Remedy(
                "Copy its words into ",
                Command("notes", "MEETING"),
                ", and redact those. To publish the file itself, have somebody read all of it, "
                "and put it on the web by hand.",
            ),
            exit_code=4,
        )
    try:
        return content.decode()
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise StatplanError(
            f"{path}:{line}: this is no text in UTF-8.",
            remedy="Save the file anew as plain text in UTF-8.",
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
            remedy="Name another file with -o.",
            exit_code=4,
        )
    if text is not None and read_copy(text) is None and not force:
        raise StatplanError(
            f"{target} was changed after it was cleared; it is left as it is.",
            remedy="Bring what was changed into the notes, and add --force to replace the copy.",
            exit_code=4,
        )


def _report_withheld(loaded: ScheduledPlan, copy: ClearedCopy) -> None:
    keys = {str(meeting.key) for meeting in loaded.schedule.meetings}
    if copy.meeting not in keys:
        screen.print_message(f"{copy.meeting} is not on the schedule of {loaded.path}.")
    count = copy.body.count(LABEL_START)
    places = format_count(count, "place")
    summary = f"Something is withheld in {places}." if count else "Nothing is withheld."
    screen.print_message(f"{summary} Read the copy before it is published.")
