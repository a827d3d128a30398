"""`statplan charter`, `calendar` and `build`: render in memory, then write."""

import sys
from pathlib import Path

from statplan import files
from statplan.calendars import WRITERS as CALENDARS
from statplan.calendars import make_feed
from statplan.calendars import render as render_calendar
from statplan.charter import Silenced, make_charter
from statplan.cli import keeping
from statplan.cli.large import warn_large
from statplan.cli.loading import Loaded, load
from statplan.documents import WRITERS as DOCUMENTS
from statplan.documents import render as render_document
from statplan.documents.blocks import Document
from statplan.errors import StatplanError
from statplan.plan import Plan
from statplan.schedule import Schedule


def write_charter(given: Path | None, form: str, output: str) -> None:
    """Write the charter in one format to a file or to stdout."""
    _known(form, tuple(DOCUMENTS))
    loaded = load(given)
    _deliver(render_document(charter_of(loaded.plan, loaded.schedule), form), output)


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


def write_calendar(given: Path | None, form: str, output: str, name: str = "all") -> None:
    """Write the year of holds in one format, for an audience, to a file or to stdout."""
    _known(form, tuple(CALENDARS))
    loaded = load(given)
    if not loaded.schedule.meetings:
        hint = f"Still to be decided: {_waiting(loaded) or 'frequency.series'}."
        fact = f"{loaded.path}: there is no meeting to put on a calendar."
        raise StatplanError(fact, hint=hint)
    _say_undecided(loaded)
    if name == "all" and not keeping.is_kept(loaded):
        feed = make_feed(loaded.plan, loaded.schedule)
    else:
        from statplan.cli.audiences import feed_for

        feed = feed_for(keeping.keep(given), form, name)
    _deliver(render_calendar(feed, form), output)


def build(given: Path | None, folder: Path) -> None:
    """Write every output into a folder, all or none; no calendar where nothing is scheduled.

    Beside a ledger the calendars are those that it tells of; the charter keeps the plan's dates.
    """
    loaded = load(given)
    _say_undecided(loaded)
    charter = charter_of(loaded.plan, loaded.schedule)
    outputs = {folder / f"charter.{form}": render_document(charter, form) for form in DOCUMENTS}
    if loaded.schedule.meetings:
        if keeping.is_kept(loaded):
            from statplan.cli.audiences import feeds_beside

            feeds = feeds_beside(keeping.keep(given), tuple(CALENDARS))
        else:
            feeds = dict.fromkeys(CALENDARS, make_feed(loaded.plan, loaded.schedule))
        outputs |= {
            folder / f"calendar.{form}": render_calendar(feeds[form], form) for form in feeds
        }
    changed = files.write_all(outputs)
    for path in outputs:
        sys.stderr.write(f"{'wrote' if path in changed else 'unchanged'}  {path}\n")


def _known(form: str, forms: tuple[str, ...]) -> None:
    if form not in forms:
        hint = f"Write {', '.join(forms[:-1])} or {forms[-1]}."
        raise StatplanError(f"'{form}' is no format here.", hint=hint, exit_code=2)


def _waiting(loaded: Loaded) -> str:
    each_series = loaded.schedule.undecided
    return "; ".join(f"{each.title}: {', '.join(each.missing)}" for each in each_series)


def _say_undecided(loaded: Loaded) -> None:
    waiting = _waiting(loaded)
    if waiting or not loaded.schedule.meetings:
        what = waiting or "frequency.series"
        sys.stderr.write(f"Not on the calendar yet, still to be decided: {what}\n")


def _deliver(data: bytes, output: str) -> None:
    if output == "-":
        sys.stdout.buffer.write(data)
        return
    changed = files.write_all({Path(output): data})
    warn_large({Path(output): data})
    sys.stderr.write(f"{'wrote' if changed else 'unchanged'}  {output}\n")
