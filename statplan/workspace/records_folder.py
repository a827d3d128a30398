"""The folder of records beside a plan: cleared copies, owed records, and rules of redaction."""

from collections.abc import Iterator
from pathlib import Path

from statplan.ledger.year_state import YearState
from statplan.plan.english import format_month
from statplan.plan.model import Plan
from statplan.plan.time_phrases import WEEKDAYS
from statplan.records.clearance import RecordFolder, check_copies
from statplan.records.commitments import RecordCommitment, list_missing_records
from statplan.records.confidential import list_confidential_texts
from statplan.records.model import list_grounds
from statplan.records.personal_data import DEFAULT_COUNTRY
from statplan.records.public_texts import iter_public_texts
from statplan.records.redact import RedactionRules
from statplan.records.withheld_text import collect_withheld_texts, collect_words
from statplan.schedule.model import Schedule
from statplan.workspace import files, obstacles
from statplan.workspace.output_file import refuse_destination
from statplan.workspace.workspace import Workspace, list_state_files

RECORDS_FOLDER, RECORD_SUFFIX = "records", ".md"


def read_records(folder: Path) -> dict[str, str]:
    """Return every record of a folder, marked or cleared, by its path; none without a folder."""
    paths = sorted(folder.glob(f"*{RECORD_SUFFIX}"))
    return {str(path): files.read_file(path).decode(errors="replace") for path in paths}


def check_cleared_copies(workspace: Workspace) -> RecordFolder:
    """Return the cleared copies beside a plan, and what is wrong with the others."""
    texts = read_records(workspace.ledger_path.parent / RECORDS_FOLDER)
    return check_copies(texts, needs_reader=needs_second_reader(workspace.loaded.plan))


def needs_second_reader(plan: Plan) -> bool:
    """Return whether the plan asks that a second person reads each public copy."""
    return plan.publicity.redaction.second_reader is True


def list_owed_records(
    workspace: Workspace, year_state: YearState, folder: RecordFolder
) -> tuple[RecordCommitment, ...]:
    """Return the promised records of meetings that took place, which are not cleared yet."""
    return list_missing_records(
        workspace.loaded.plan, workspace.loaded.schedule, year_state, folder.copies
    )


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
        withheld for withheld in collect_withheld_texts(others) if not _is_plain_word(withheld.text)
    )
    return RedactionRules(
        list_grounds(plan),
        list_confidential_texts(plan, workspace.ledger, elsewhere),
        collect_words(_list_public_names(plan, workspace.loaded.schedule)),
        public_texts=tuple(iter_public_texts(plan)),
        country=plan.frequency.holidays.country or DEFAULT_COUNTRY,
        notes_name=str(path),
    )


def _is_plain_word(text: str) -> bool:
    """Return whether a text is one word that any other record may hold by chance."""
    return text.isalpha() and text.islower()


def _list_public_names(plan: Plan, schedule: Schedule) -> Iterator[str]:
    """Return what is public anyway: job titles, departments, topics, titles, days and months."""
    yield from (*WEEKDAYS, *map(format_month, range(1, 13)))
    yield from (name for name in (plan.program.name, plan.program.organization) if name)
    yield from (person.office for person in plan.participants.people or ())
    yield from (department.name for department in plan.participants.departments or ())
    yield from (subject.name for subject in plan.focus.subjects or ())
    yield from (agenda_item.item for agenda_item in plan.frequency.agenda or ())
    yield from (meeting.title for meeting in schedule.meetings)


def refuse_record_destination(workspace: Workspace, path: Path) -> None:
    """Refuse to write a record through a link, or over the state of the plan."""
    refuse_destination(path, list_state_files(workspace.loaded))
    obstacles.refuse_obstacles(
        workspace.ledger_path.parent, [workspace.ledger_path.parent / RECORDS_FOLDER / path.name]
    )
