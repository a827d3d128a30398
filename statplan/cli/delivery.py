"""`statplan charter` and `calendar`: render in memory, then write."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import cast, get_args

from statplan import calendars, screen
from statplan.calendars import WRITERS as CALENDARS
from statplan.calendars import Feed, make_feed, render_calendar
from statplan.charter import SilencedAdvice, make_charter
from statplan.documents import WRITERS as DOCUMENTS
from statplan.documents import render as render_document
from statplan.documents.blocks import Document, Paper
from statplan.errors import StatplanError
from statplan.papers import make_briefing, make_letter
from statplan.plan import Plan
from statplan.schedule import Schedule
from statplan.workspace.output_file import STANDARD_OUTPUT, choose_format, write_output
from statplan.workspace.plan_loader import ScheduledPlan, load_plan
from statplan.workspace.workspace import has_history, list_state_files, open_workspace


def warn_large_calendars(outputs: Mapping[Path, bytes]) -> None:
    """Say on stderr which calendars are larger than some programs take."""
    for path, content in outputs.items():
        if path.suffix == ".ics" and len(content) > calendars.LARGE:
            screen.print_message(
                f"{path} has {len(content):,} octets; Google is reported to refuse calendars "
                "of more "
                "than about 1 MB.\n  `--for DEPARTMENT` or `--for PERSON` makes smaller ones."
            )


_BINARY = (b"%PDF", b"PK\x03\x04")


@dataclass(frozen=True, slots=True)
class Delivery:
    """The delivery of a document: in which format, where to, on which paper, and over what."""

    form: str
    output: str
    paper: str
    force: bool


def write_charter(plan_path: Path | None, delivery: Delivery, reader: str) -> None:
    """Write the charter for a reader in one format, on a kind of paper, to a file or to stdout."""
    form = choose_format(delivery.form, delivery.output, tuple(DOCUMENTS), "md")
    _require_known(reader, tuple(READERS), "reader")
    _require_known(delivery.paper, get_args(Paper), "paper")
    loaded = load_plan(plan_path)
    document = READERS[reader](loaded.plan, loaded.schedule)
    paper = cast("Paper", delivery.paper)
    _write_document(loaded, render_document(replace(document, paper=paper), form), form, delivery)


def build_charter(plan: Plan, schedule: Schedule) -> Document:
    """Return the charter of a plan, with the advice that it silences."""
    silence = plan.advice.silence
    if not silence:
        return make_charter(plan, schedule)
    from statplan.advice import index_rules

    rules = index_rules()
    silenced_rules = [(rules[code], reason) for code, reason in silence.items() if code in rules]
    advice = [SilencedAdvice(rule.code, rule.title, reason) for rule, reason in silenced_rules]
    return make_charter(plan, schedule, advice)


READERS = {"all": build_charter, "departments": make_letter, "principal": make_briefing}


def write_calendar(plan_path: Path | None, delivery: Delivery, name: str) -> None:
    """Write the year of holds in one format, for an audience, to a file or to stdout."""
    form = choose_format(delivery.form, delivery.output, tuple(CALENDARS), "ics")
    _require_known(delivery.paper, get_args(Paper), "paper")
    loaded = load_plan(plan_path)
    if not loaded.schedule.meetings:
        hint = f"Still to be decided: {_describe_undecided(loaded) or 'frequency.series'}."
        fact = f"{loaded.path}: there is no meeting to put on a calendar."
        raise StatplanError(fact, hint=hint)
    if name == "all" and not has_history(loaded):
        _write_feed(loaded, make_feed(loaded.plan, loaded.schedule), form, delivery)
        return
    from statplan.cli.calendar import build_audience_feed, report_pending

    workspace = open_workspace(loaded.path)
    _write_feed(loaded, build_audience_feed(workspace, form, name), form, delivery)
    if form == "ics":
        report_pending(workspace)


def _write_feed(loaded: ScheduledPlan, feed: Feed, form: str, delivery: Delivery) -> None:
    feed = replace(feed, paper=cast("Paper", delivery.paper))
    _write_document(loaded, render_calendar(feed, form), form, delivery)
    report_undecided(loaded)


def _require_known(word: str, words: tuple[str, ...], kind: str) -> None:
    if word not in words:
        hint = f"Write {', '.join(words[:-1])} or {words[-1]}."
        raise StatplanError(f"'{word}' is no {kind} here.", hint=hint, exit_code=2)


def _describe_undecided(loaded: ScheduledPlan) -> str:
    undecided_series = loaded.schedule.undecided
    return "; ".join(f"{series.title}: {', '.join(series.missing)}" for series in undecided_series)


def report_undecided(loaded: ScheduledPlan) -> None:
    """Say on stderr what keeps meetings off the calendar."""
    undecided = _describe_undecided(loaded)
    if undecided or not loaded.schedule.meetings:
        reason = undecided or "frequency.series"
        screen.print_message(f"Not on the calendar yet, still to be decided: {reason}")


def _write_document(loaded: ScheduledPlan, content: bytes, form: str, delivery: Delivery) -> None:
    output = delivery.output
    if output in STANDARD_OUTPUT and sys.stdout.isatty() and content.startswith(_BINARY):
        fact = "this format is not for a terminal."
        raise StatplanError(fact, hint="Name a file to write with -o FILE.", exit_code=2)
    inputs = list_state_files(loaded)
    write_output(output, content, inputs, form=form, force=delivery.force)
    warn_large_calendars({Path(output): content})
