"""The folder of records beside a plan: cleared copies, owed records, and rules of redaction."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from statplan.errors import Problem
from statplan.plan.model import Plan
from statplan.records.clearance import RecordFolder, check_copies
from statplan.records.confidential import list_confidential_texts
from statplan.records.early_records import find_early_meetings
from statplan.records.model import list_grounds
from statplan.records.personal_data import DEFAULT_COUNTRY
from statplan.records.public_texts import iter_public_texts, iter_record_names
from statplan.records.record_files import RECORD_SUFFIX
from statplan.records.redact import RedactionRules
from statplan.records.unchecked_files import (
    HEAD_LENGTH,
    is_leftover,
    recognize_unchecked_file,
)
from statplan.records.withheld_text import collect_withheld_texts, collect_words
from statplan.workspace import files, obstacles
from statplan.workspace.output_file import refuse_destination
from statplan.workspace.public_folder import PUBLIC_FOLDER
from statplan.workspace.workspace import Workspace, list_state_files

RECORDS_FOLDER = "records"
PAGES_FOLDER = "records"  # in the public folder


def read_records(folder: Path) -> dict[str, str]:
    """Return every record of a folder, marked or cleared, by its path; none without a folder."""
    paths = sorted(folder.glob(f"*{RECORD_SUFFIX}"))
    return {str(path): files.read_file(path).decode(errors="replace") for path in paths}


def check_cleared_copies(workspace: Workspace, public_folder: Path | None = None) -> RecordFolder:
    """Return the cleared copies beside a plan, and what cannot be published.

    Documents and pictures among the records, and among their pages in the public folder, are such.

    Args:
        workspace: the plan and its ledger.
        public_folder: the public folder; that of a publish if not named.
    """
    records = workspace.ledger_path.parent / RECORDS_FOLDER
    pages = (public_folder or workspace.calendar_folder / PUBLIC_FOLDER) / PAGES_FOLDER
    folder = check_copies(
        read_records(records),
        _find_early_meetings(workspace),
        needs_reader=needs_second_reader(workspace.loaded.plan),
    )
    unchecked = (*_find_unchecked_files(records), *_find_unchecked_files(pages))
    return replace(folder, problems=(*folder.problems, *unchecked))


def needs_second_reader(plan: Plan) -> bool:
    """Return whether the plan asks that a second person reads each public copy."""
    return plan.publicity.redaction.second_reader is True


def _find_unchecked_files(folder: Path) -> Iterator[Problem]:
    """Yield a problem for each document or picture in a folder and in those below it."""
    for path in sorted(folder.iterdir()) if folder.is_dir() else ():
        if is_leftover(path.name):
            continue
        kind = recognize_unchecked_file(path.name, _read_head(path))
        if kind:
            fact = f"this is {kind}: its text, pictures, notes, and metadata are not checked."
            remedy = (
                "Copy its words into the notes, and keep the file outside this folder. To publish "
                "the file itself, have somebody read all of it, and put it on the web by hand."
            )
            yield Problem(0, 0, "", fact, remedy, str(path))
        elif path.is_dir() and not path.is_symlink():
            yield from _find_unchecked_files(path)


def _read_head(path: Path) -> bytes:
    if not path.is_file():
        return b""
    with path.open("rb") as file:
        return file.read(HEAD_LENGTH)


def _find_early_meetings(workspace: Workspace) -> dict[str, Problem]:
    year_state = workspace.build_decision_context().build_state(workspace.ledger)
    return find_early_meetings(year_state, workspace.today)


def build_redaction_rules(workspace: Workspace, path: Path) -> RedactionRules:
    """Return the rules for a file of notes, from the plan, the ledger, and other records."""
    plan = workspace.loaded.plan
    others = {
        name: text
        for folder in {path.parent, workspace.ledger_path.parent / RECORDS_FOLDER}
        for name, text in read_records(folder).items()
        if Path(name).resolve() != path.resolve()
    }
    elsewhere = (
        withheld for withheld in collect_withheld_texts(others) if not withheld.is_plain_word
    )
    return RedactionRules(
        list_grounds(plan),
        list_confidential_texts(plan, workspace.ledger, elsewhere),
        collect_words(iter_record_names(plan)),
        early_meetings=_find_early_meetings(workspace),
        public_texts=tuple(iter_public_texts(plan)),
        country=plan.frequency.holidays.country or DEFAULT_COUNTRY,
        notes_name=str(path),
    )


def refuse_record_destination(workspace: Workspace, path: Path) -> None:
    """Refuse to write a record through a link, or over the state of the plan."""
    refuse_destination(path, list_state_files(workspace.loaded))
    obstacles.refuse_obstacles(
        workspace.ledger_path.parent, [workspace.ledger_path.parent / RECORDS_FOLDER / path.name]
    )
