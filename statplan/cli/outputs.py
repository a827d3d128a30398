"""`statplan charter` and `calendar`: render in memory, then write."""

import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import cast, get_args

from statplan import screen
from statplan.calendars import WRITERS as CALENDARS
from statplan.calendars import Feed, make_feed
from statplan.calendars import render as render_calendar
from statplan.charter import Silenced, make_briefing, make_charter, make_letter
from statplan.cli import keeping
from statplan.cli.large import warn_large
from statplan.cli.loading import Loaded, load
from statplan.documents import WRITERS as DOCUMENTS
from statplan.documents import render as render_document
from statplan.documents.blocks import Document, Paper
from statplan.errors import StatplanError
from statplan.files.output import STANDARD_OUTPUT, find_format, write_output
from statplan.plan import Plan
from statplan.schedule import Schedule

_BINARY = (b"%PDF", b"PK\x03\x04")


@dataclass(frozen=True, slots=True)
class Delivery:
    """How a document is delivered: in which format, where to, on which paper, and over what."""

    form: str
    output: str
    paper: str
    force: bool


def write_charter(given: Path | None, delivery: Delivery, reader: str) -> None:
    """Write the charter for a reader in one format, on a kind of paper, to a file or to stdout."""
    form = find_format(delivery.form, delivery.output, tuple(DOCUMENTS), "md")
    _known(reader, tuple(READERS), "reader")
    _known(delivery.paper, get_args(Paper), "paper")
    loaded = load(given)
    document = READERS[reader](loaded.plan, loaded.schedule)
    paper = cast("Paper", delivery.paper)
    _deliver(loaded, render_document(replace(document, paper=paper), form), form, delivery)


def charter_of(plan: Plan, schedule: Schedule) -> Document:
    """The charter of a plan, with the advice that it silences."""
    silence = plan.advice.silence
    if not silence:
        return make_charter(plan, schedule)
    from statplan.advice import by_code

    rules = by_code()
    known = [(rules[code], reason) for code, reason in silence.items() if code in rules]
    advice = [Silenced(rule.code, rule.title, reason) for rule, reason in known]
    return make_charter(plan, schedule, advice)


READERS = {"all": charter_of, "departments": make_letter, "principal": make_briefing}


def write_calendar(given: Path | None, delivery: Delivery, name: str) -> None:
    """Write the year of holds in one format, for an audience, to a file or to stdout."""
    form = find_format(delivery.form, delivery.output, tuple(CALENDARS), "ics")
    _known(delivery.paper, get_args(Paper), "paper")
    loaded = load(given)
    if not loaded.schedule.meetings:
        hint = f"Still to be decided: {_waiting(loaded) or 'frequency.series'}."
        fact = f"{loaded.path}: there is no meeting to put on a calendar."
        raise StatplanError(fact, hint=hint)
    if name == "all" and not keeping.is_kept(loaded):
        _deliver_calendar(loaded, make_feed(loaded.plan, loaded.schedule), form, delivery)
        return
    from statplan.cli.audiences import feed_for, say_pending

    kept = keeping.keep(loaded.path)
    _deliver_calendar(loaded, feed_for(kept, form, name), form, delivery)
    if form == "ics":
        say_pending(kept)


def _deliver_calendar(loaded: Loaded, feed: Feed, form: str, delivery: Delivery) -> None:
    feed = replace(feed, paper=cast("Paper", delivery.paper))
    _deliver(loaded, render_calendar(feed, form), form, delivery)
    say_undecided(loaded)


def _known(word: str, words: tuple[str, ...], what: str) -> None:
    if word not in words:
        hint = f"Write {', '.join(words[:-1])} or {words[-1]}."
        raise StatplanError(f"'{word}' is no {what} here.", hint=hint, exit_code=2)


def _waiting(loaded: Loaded) -> str:
    each_series = loaded.schedule.undecided
    return "; ".join(f"{each.title}: {', '.join(each.missing)}" for each in each_series)


def say_undecided(loaded: Loaded) -> None:
    """Say on stderr what keeps meetings off the calendar."""
    waiting = _waiting(loaded)
    if waiting or not loaded.schedule.meetings:
        what = waiting or "frequency.series"
        screen.say(f"Not on the calendar yet, still to be decided: {what}")


def _deliver(loaded: Loaded, data: bytes, form: str, delivery: Delivery) -> None:
    output = delivery.output
    if output in STANDARD_OUTPUT and sys.stdout.isatty() and data.startswith(_BINARY):
        fact = "this format is not for a terminal."
        raise StatplanError(fact, hint="Name a file to write with -o FILE.", exit_code=2)
    inputs = keeping.find_state(loaded)
    write_output(output, data, inputs, form=form, force=delivery.force)
    warn_large({Path(output): data})
