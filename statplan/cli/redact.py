"""`statplan redact`: the copy of marked notes that may be public."""

from dataclasses import dataclass, replace
from pathlib import Path

from statplan import screen
from statplan.cli.redact_arguments import build_answers, build_reader, keep_answers
from statplan.errors import Command, Remedy, StatplanError
from statplan.plan.english import format_count, format_long_date
from statplan.records.answer_checks import list_unused_answers
from statplan.records.marks import LABEL_START
from statplan.records.record_files import (
    COPY_SUFFIX,
    RECORD_SUFFIX,
    ClearedCopy,
    is_copy,
    read_copy,
)
from statplan.records.redact import RedactionRules, redact_notes
from statplan.records.unchecked_files import recognize_unchecked_file
from statplan.workspace import files
from statplan.workspace.records_folder import (
    build_redaction_rules,
    needs_second_reader,
    refuse_record_destination,
)
from statplan.workspace.workspace import Workspace, open_workspace

NOT_LOOKED_FOR = (
    "statplan did not look for initials, nicknames, misspellings, paraphrase, translations, or "
    "encodings. It did not look for names in small letters or at the start of a sentence that are "
    "also ordinary words, single words of a mark that are not names, the host of a link alone, "
    "rounded amounts, numbers of one or two digits, years, or times of day. It did not look for a "
    "first or last name alone that no mark has, names of two letters that no mark has, or unmarked "
    "names in scripts without capitals."
)


@dataclass(frozen=True, slots=True)
class RedactOptions:
    """The flags of `redact`: where the copy goes, what may be public and why, and who read it."""

    output: Path | None = None
    allowed: tuple[str, ...] = ()
    reason: str = ""
    reader: str = ""
    force: bool = False


def run_redact(plan_path: Path | None, path: Path, options: RedactOptions) -> None:
    """Make the copy of marked notes that may be public.

    Raises:
        StatplanError: exit code 1, with every problem of the notes; 2 or 4, the notes or a flag
            cannot be used, or a file may not be replaced. No copy is written then.
    """
    text = _read_text(path)
    if is_copy(text):
        raise StatplanError(
            f"{path} is a cleared copy already.",
            remedy="Change the notes that it is of, and redact those.",
            exit_code=2,
        )
    workspace = open_workspace(plan_path or _find_plan_above(path))
    reader = build_reader(workspace, options.reader)
    answers = build_answers(options.allowed, options.reason, workspace.today)
    rules = build_redaction_rules(workspace, path)
    answered_text = keep_answers(path, text, rules, answers)
    copy = _redact(path, answered_text, rules, has_new_answers=answered_text != text)
    _write_copy(workspace, path, replace(copy, reader=reader), options)
    _warn_of_unused_answers(path, answered_text, rules)


def _redact(path: Path, text: str, rules: RedactionRules, *, has_new_answers: bool) -> ClearedCopy:
    outcome = redact_notes(text, rules)
    if isinstance(outcome, ClearedCopy):
        return outcome
    problems = tuple(problem.with_file(str(path)) for problem in outcome)
    written = "your answer was kept, and no copy" if has_new_answers else "nothing"
    count = format_count(len(problems), "problem")
    raise StatplanError(f"{count} found; {written} was written.", problems=problems)


def _write_copy(
    workspace: Workspace, path: Path, copy: ClearedCopy, options: RedactOptions
) -> None:
    is_printed = options.output == Path("-")
    default_target = path.with_name(f"{path.name.removesuffix(RECORD_SUFFIX)}{COPY_SUFFIX}")
    target = default_target if is_printed or options.output is None else options.output
    if not is_printed:
        refuse_record_destination(workspace, target)
        _refuse_overwrite(target, path, force=options.force)
    earlier_text = _read_text(target) if target.is_file() else ""
    earlier_copy = read_copy(earlier_text) if is_copy(earlier_text) else None
    _refuse_early_reader(path, target, copy, earlier_copy)
    copy = _keep_reader(copy, earlier_copy)
    content = copy.render_file().encode()
    if is_printed:
        screen.print_bytes(content)
    else:
        changed = files.write_files({target: content})
        screen.print_message(f"{'wrote' if changed else 'unchanged'}  {target}")
    _report_withheld(workspace, copy)
    _report_reading(workspace, path, copy, earlier_copy)


def _refuse_early_reader(
    path: Path, target: Path, copy: ClearedCopy, earlier_copy: ClearedCopy | None
) -> None:
    """Refuse a reader of a copy that is only made now: nobody can have read it."""
    is_there = earlier_copy and replace(earlier_copy, reader=None) == replace(copy, reader=None)
    if not copy.reader or is_there:
        return
    state = "is not of the notes as they are now" if earlier_copy else "is not there yet"
    raise StatplanError(
        f"{target} {state}, so that nobody can have read it; nothing was written.",
        remedy=Remedy(
            "Type ",
            Command("redact", path),
            ", have somebody read the copy, and then record the reader.",
        ),
        exit_code=4,
    )


def _keep_reader(copy: ClearedCopy, earlier_copy: ClearedCopy | None) -> ClearedCopy:
    """Return the copy with the reader of the earlier one, where that is of the same notes."""
    if earlier_copy is None or not earlier_copy.reader:
        return copy
    is_other_reader = copy.reader and copy.reader.office != earlier_copy.reader.office
    same_copy = replace(copy, reader=earlier_copy.reader)
    return copy if is_other_reader or same_copy != earlier_copy else same_copy


def _read_text(path: Path) -> str:
    content = files.read_file(path)
    kind = recognize_unchecked_file(path.name, content)
    if kind:
        raise StatplanError(
            f"{path} is {kind}: its text, pictures, notes, and metadata are not checked.",
            remedy=Remedy(
                "Copy its words into the file that ",
                Command("notes", "MEETING"),
                " writes, and redact that. To publish the file itself, have somebody read all of "
                "it, and put it on the web by hand.",
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


def _report_withheld(workspace: Workspace, copy: ClearedCopy) -> None:
    year_state = workspace.build_decision_context().build_state(workspace.ledger)
    if copy.meeting not in year_state.index_by_key():
        screen.print_message(f"{copy.meeting} is not on the schedule of {workspace.loaded.path}.")
    count = copy.body.count(LABEL_START)
    places = format_count(count, "place")
    summary = f"Something is withheld in {places}." if count else "Nothing is withheld."
    screen.print_message(f"{summary} Read the copy before it is published.")


def _report_reading(
    workspace: Workspace, path: Path, copy: ClearedCopy, earlier_copy: ClearedCopy | None
) -> None:
    """Print what was not looked for, and who read the copy or has to."""
    screen.print_message(NOT_LOOKED_FOR)
    if copy.reader:
        day = format_long_date(copy.reader.day)
        screen.print_message(f"Read by: {copy.reader.office}, recorded on {day}.")
        return
    if earlier_copy and earlier_copy.reader:
        office = earlier_copy.reader.office
        screen.print_message(f"The notes changed since they were read by: {office}.")
    is_needed = needs_second_reader(workspace.loaded.plan)
    screen.print_message(
        Remedy(
            "Have a second person read it, and record who did: ",
            Command("redact", path, "--reader", "JOB_TITLE"),
            ". Until then, statplan does not publish it." if is_needed else ".",
        )
    )


def _warn_of_unused_answers(path: Path, text: str, rules: RedactionRules) -> None:
    for number in list_unused_answers(text, rules.grounds):
        fact = "this answer matches nothing in the notes any more."
        screen.print_message(f"{path}:{number}: {fact} Delete its line.")
