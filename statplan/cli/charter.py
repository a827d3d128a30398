"""`statplan charter`: render the charter, the letter, or the briefing, and write it."""

from dataclasses import replace
from pathlib import Path
from typing import cast, get_args

from statplan.charter import make_charter
from statplan.charter.annexes import SilencedAdvice
from statplan.cli.delivery import Delivery, require_known, write_document
from statplan.documents import WRITERS as DOCUMENTS
from statplan.documents import render_document
from statplan.documents.blocks import Document, Paper
from statplan.papers.briefing import make_briefing
from statplan.papers.letter import make_letter
from statplan.plan.model import Plan
from statplan.schedule.model import Schedule
from statplan.workspace.output_file import choose_format
from statplan.workspace.workspace import load_current_plan


def write_charter(plan_path: Path | None, delivery: Delivery, reader: str) -> None:
    """Write the charter for a reader, of the year as it is now, to a file or to stdout."""
    form = choose_format(delivery.form, delivery.output, tuple(DOCUMENTS), "md")
    require_known(reader, tuple(READERS), "reader")
    require_known(delivery.paper, get_args(Paper), "paper")
    loaded = load_current_plan(plan_path)
    document = READERS[reader](loaded.plan, loaded.schedule)
    paper = cast("Paper", delivery.paper)
    write_document(loaded, render_document(replace(document, paper=paper), form), form, delivery)


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


READERS = {"all": build_charter, "departments": make_letter, "principal": make_briefing}
