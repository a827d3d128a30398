"""`bump`, `cancel`, `restore`, `move`, `held`, `release`: decide, and say what it is."""

from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path

from statplan.calendars import saying
from statplan.calendars.telling import wanted
from statplan.cli import keeping
from statplan.cli.keeping import Kept
from statplan.cli.lines import put
from statplan.cli.wishes import parse_meeting
from statplan.cli.wishes import wish as make_wish
from statplan.ledger import Change, Ledger, Outcome, Standing, Wish, choose, compare, decide
from statplan.ledger.deciding import said
from statplan.ledger.moving import asked
from statplan.plan import roster
from statplan.plan.english import listing

_DONE = {
    "bump": "Bumped",
    "cancel": "Cancelled",
    "restore": "Restored",
    "move": "Moved",
    "held": "Recorded as held:",
    "release": "Released the back-up of",
}


def run(given: Path | None, meeting: str, wish: Wish, *, dry_run: bool) -> None:
    """Decide something about a meeting, and record it unless it is only tried."""
    with nullcontext(keeping.keep(given)) if dry_run else keeping.alone(given) as kept:
        year = kept.year()
        standing = choose(parse_meeting(meeting), year.settled(kept.ledger), kept.loaded.schedule)
        outcome = decide(year, kept.ledger, standing.key, wish, kept.now)
        if not outcome.noted and not dry_run:
            keeping.save(kept, outcome.ledger)
        put(_told(kept, outcome, wish, dry_run=dry_run))


def run_release_held(given: Path | None, reason: str, *, dry_run: bool) -> None:
    """Free the back-up of every meeting that took place, as soon as the plan says."""
    released = make_wish("release", reason or "the meeting took place", "", "")
    with nullcontext(keeping.keep(given)) if dry_run else keeping.alone(given) as kept:
        year, ledger = kept.year(), kept.ledger
        due = list(to_release(kept))
        for each in due:
            ledger = decide(year, ledger, each.key, released, kept.now).ledger
        if due and not dry_run:
            keeping.save(kept, replace(ledger, serial=kept.ledger.serial + 1))
        for each in due:
            backup = f" of {said(each.course.backup)}" if each.course.backup else ""
            done = f"{'Would be: ' * dry_run}Released the back-up"
            put([f"{done}{backup}: {each.key}, {each.meeting.name}."])
        put([_next(dry_run=dry_run) if due else "No back-up is to be released."])


def to_release(kept: Kept) -> Iterator[Standing]:
    """The meetings that took place long enough ago, and whose back-up is still kept."""
    year = kept.year()
    days = kept.loaded.plan.frequency.backup.release_days or 0
    for each in year.settled(kept.ledger).standings:
        course, stand = each.course, each.course.stand
        if not course.held or stand is None or course.backup is None or course.released:
            continue
        reserved = course.stand == course.primary and course.backup.day >= year.day
        if reserved and (year.day - stand.day).days >= days:
            yield each


def _told(kept: Kept, outcome: Outcome, wish: Wish, *, dry_run: bool) -> Iterator[str]:
    after = outcome.after
    if outcome.noted:
        yield f"Nothing to do. {after.key}, {after.meeting.name}: {outcome.noted}"
        return
    yield f"{'Would be: ' * dry_run}{_DONE[wish.kind]} {after.key}, {after.meeting.name}."
    yield f"  {_dates(outcome)}"
    touched = saying.in_order(_touched(kept, outcome.ledger))
    here = [each for each in touched if each.new.meeting == after.key]
    others = [each for each in touched if each.new.meeting != after.key]
    if here:
        yield f"Calendars {'would' if dry_run else 'will'} be told, once it is published:"
        yield from (f"  {_line(each)}" for each in here)
    if others:
        yield "It touches as well:"
        yield from (f"  {_line(each, each.new.meeting)}" for each in others)
    people = tuple(dict.fromkeys(person for each in touched for person in each.people))
    if people:
        plan = kept.loaded.plan
        yield f"It concerns: {listing(roster.office(plan, each) for each in people)}."
    if wish.kind in {"bump", "cancel", "move"}:
        year = kept.year()
        yield from asked(kept.loaded.plan, outcome, year.day, year.ground.opened)
    yield _next(dry_run=dry_run)


def _dates(outcome: Outcome) -> str:
    before, after = outcome.before.course.stand, outcome.after.course.stand
    was = said(before) if before else "cancelled"
    now = said(after) if after else "cancelled"
    if was != now:
        return f"{was} -> {now}"
    return now if outcome.after.course.held else f"The meeting stands on {now}"


def _line(change: Change, meeting: str = "") -> str:
    old, new = saying.dates(change)
    whose = f"{meeting} {saying.role(change.new)}".strip()
    return f"{saying.sign(change)} {whose}: {old} -> {new}"


def _touched(kept: Kept, ledger: Ledger) -> Iterator[Change]:
    """What this decision changes for calendars, and nothing of what was pending before."""
    before, after = (_pending(kept, each) for each in (kept.ledger, ledger))
    known = {(each.new, each.what) for each in before}
    return (each for each in after if (each.new, each.what) not in known)


def _pending(kept: Kept, ledger: Ledger) -> tuple[Change, ...]:
    year = kept.year()
    settled = year.settled(ledger)
    now = wanted(kept.loaded.plan, settled, year.ground)
    return compare(ledger, now, year.day).found


def _next(*, dry_run: bool) -> str:
    if dry_run:
        return "Nothing was written: this was a dry run."
    return "Next: `statplan diff` shows all that is pending; `statplan publish` tells it."
