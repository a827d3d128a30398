"""`statplan charter`: render the charter, the letters, or the briefing, and write it."""

from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import cast, get_args

from statplan import screen
from statplan.charter import make_charter
from statplan.charter.annexes import SilencedAdvice
from statplan.cli.delivery import Delivery, require_known, write_document
from statplan.documents import WRITERS as DOCUMENTS
from statplan.documents import render_document
from statplan.documents.blocks import Document, Paper
from statplan.errors import StatplanError
from statplan.papers.briefing import make_briefing
from statplan.papers.letter import make_letter
from statplan.plan.model import Plan
from statplan.schedule.model import Schedule
from statplan.workspace import clock
from statplan.workspace.output_file import STANDARD_OUTPUT, choose_format, write_outputs
from statplan.workspace.plan_loader import ScheduledPlan
from statplan.workspace.seals import seal_document
from statplan.workspace.workspace import list_state_files, load_current_plan


def write_charter(plan_path: Path | None, delivery: Delivery, reader: str) -> None:
    """Write the charter for a reader, of the year as it is now, to a file or to stdout.

    The reader is everybody, the principal, or one department; `departments` writes a letter to each
    of them into a folder.
    """
    require_known(delivery.paper, get_args(Paper), "paper")
    loaded = load_current_plan(plan_path)
    departments = [one.id for one in loaded.plan.participants.departments or ()]
    require_known(
        reader, (*_READERS, *((_DEPARTMENTS, *departments) if departments else ())), "reader"
    )
    if reader == _DEPARTMENTS:
        _write_letters(loaded, delivery, departments)
        return
    form = choose_format(delivery.form, delivery.output, tuple(DOCUMENTS), "md")
    make_document = _READERS.get(reader, partial(_make_dated_letter, department_id=reader))
    document = make_document(loaded.plan, loaded.schedule)
    write_document(loaded, _render(document, form, delivery), form, delivery)


def _write_letters(loaded: ScheduledPlan, delivery: Delivery, departments: list[str]) -> None:
    """Write a letter to each department into a folder, all or none.

    Raises:
        StatplanError: exit code 2; no folder is named.
    """
    folder = Path(delivery.output)
    if delivery.output in STANDARD_OUTPUT or folder.suffix or folder.is_file():
        fact = "each department has a letter of its own."
        raise StatplanError(fact, remedy="Name a folder, as in -o letters.", exit_code=2)
    form = choose_format(delivery.form, "-", tuple(DOCUMENTS), "docx")
    outputs = {}
    for department_id in departments:
        document = _make_dated_letter(loaded.plan, loaded.schedule, department_id=department_id)
        content = seal_document(form, _render(document, form, delivery))
        outputs[folder / f"letter-{department_id}.{form}"] = content
    changed = write_outputs(outputs, list_state_files(loaded), force=delivery.force)
    for path in outputs:
        screen.print_message(f"{'wrote' if path in changed else 'unchanged'}  {path}")


def _make_dated_letter(plan: Plan, schedule: Schedule, *, department_id: str) -> Document:
    return make_letter(plan, schedule, department_id, clock.get_today_in(schedule.zone))


def _render(document: Document, form: str, delivery: Delivery) -> bytes:
    return render_document(replace(document, paper=cast("Paper", delivery.paper)), form)


def build_charter(plan: Plan, schedule: Schedule) -> Document:
    """Return the charter of a plan, with the advice that it silences."""
    silence = plan.advice.silence
    if not silence:
        return make_charter(plan, schedule)
    from statplan.advice.catalogue import index_rules

    rules = index_rules()
    silenced_rules = [(rules[code], reason) for code, reason in silence.items() if code in rules]
    advice = [SilencedAdvice(rule.code, rule.title, reason) for rule, reason in silenced_rules]
    return make_charter(plan, schedule, advice)


_DEPARTMENTS = "departments"
_READERS = {"all": build_charter, "principal": make_briefing}
