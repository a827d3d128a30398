"""Keep the ledger: read it, prove that it is the last one, and write it while alone."""

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from statplan import files
from statplan.cli import clock
from statplan.cli.loading import Loaded, load
from statplan.errors import StatplanError
from statplan.files import journal, places
from statplan.ledger import Ledger, Settled, Year
from statplan.ledger.reading import read
from statplan.ledger.writing import issued_digest, write
from statplan.plan.zone import zone
from statplan.schedule import Schedule
from statplan.schedule.ground import make_ground

MANIFEST = "published.json"
_SLACK = timedelta(hours=26)  # a laptop's clock may be wrong by a zone or a day


@dataclass(frozen=True, slots=True)
class Kept:
    """A plan, its ledger, and the moment; `there` tells whether the ledger is a file already."""

    loaded: Loaded
    ledger: Ledger
    there: bool
    now: datetime

    @property
    def path(self) -> Path:
        """Where the ledger is."""
        return self.loaded.path.parent / files.LEDGER_FILE

    @property
    def folder(self) -> Path:
        """Where calendars are published."""
        return calendar_folder(self.loaded)

    def year(self) -> Year:
        """What decisions are judged by, on the day it is in the plan's zone."""
        plan, schedule = self.loaded.plan, self.loaded.schedule
        day = self.now.astimezone(zone(schedule.zone)).date()
        confirmed = plan.frequency.entries == "confirmed"
        return Year(schedule, make_ground(plan, schedule), day, confirmed)

    def settled(self) -> Settled:
        """The year as it stands.

        Raises:
            StatplanError: meetings stand in each other's way since the plan was changed.
        """
        found = self.year().settled(self.ledger)
        if found.problems:
            count = len(found.problems)
            fact = "1 meeting cannot" if count == 1 else f"{count} meetings cannot"
            named = tuple(each.in_file(str(self.loaded.path)) for each in found.problems)
            raise StatplanError(f"{fact} stand where they were put.", problems=named)
        return found

    def as_it_stands(self) -> Schedule:
        """The year of those meetings that take place, each where it stands now."""
        standings = self.year().settled(self.ledger).standings
        meetings = [each.as_it_stands() for each in standings if each.course.stands]
        meetings.sort(key=lambda each: (each.stand, each.key))
        return replace(self.loaded.schedule, meetings=tuple(meetings))


def calendar_folder(loaded: Loaded) -> Path:
    """The folder that the plan states for its calendars."""
    return loaded.path.parent / (loaded.plan.frequency.calendars.folder or "calendars")


def is_kept(loaded: Loaded) -> bool:
    """Whether anything was decided or published of a plan."""
    return any(path.exists() or path.is_symlink() for path in proofs(loaded))


def proofs(loaded: Loaded) -> tuple[Path, Path]:
    """The ledger, and the file beside published calendars that proves it to be the last one."""
    return loaded.path.parent / files.LEDGER_FILE, calendar_folder(loaded) / MANIFEST


def keep(given: Path | None) -> Kept:
    """Read a plan and its ledger.

    Raises:
        StatplanError: as `load`; exit code 4 where the ledger is lost, older than what was
            published, of another plan, cut off or edited, a link or a folder stands in its place,
            or the clock was set back.
    """
    loaded = load(given)
    lineage = loaded.plan.lineage
    if lineage is None or loaded.plan.created is None:
        raise StatplanError(
            f"{loaded.path} has no lineage or no created: a ledger could not be told from another.",
            hint="Copy both lines from the file as `statplan init` wrote it; for a plan written by "
            "hand add `lineage:` with any UUID, and `created:` with the day.",
        )
    places.refuse(loaded.path.parent, proofs(loaded))
    path = loaded.path.parent / files.LEDGER_FILE
    data = files.read_if_there(path)
    ledger = read(data, str(path), lineage) if data is not None else Ledger(lineage)
    if not journal.is_interrupted(loaded.path.parent):
        _prove_last(loaded, ledger, path, there=data is not None)
    now = clock.now().astimezone(UTC).replace(microsecond=0)
    _prove_clock(ledger, now)
    return Kept(loaded, ledger, data is not None, now)


def manifest(ledger: Ledger) -> bytes:
    """What stands beside published calendars, so that a lost or older ledger is noticed."""
    serial = ledger.published.serial if ledger.published else 0
    told = {"lineage": ledger.lineage, "serial": serial, "issued": issued_digest(ledger)}
    return (json.dumps(told, indent=2) + "\n").encode()


def read_manifest(folder: Path) -> dict[str, Any] | None:
    """The manifest of a calendar folder; None where there is none, or none that can be read."""
    data = files.read_if_there(folder / MANIFEST)
    try:
        found = json.loads(data) if data else None
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


def _prove_last(loaded: Loaded, ledger: Ledger, path: Path, *, there: bool) -> None:
    folder = calendar_folder(loaded)
    told = read_manifest(folder)
    if told is None or told.get("lineage") != ledger.lineage:
        return
    known = ledger.published.serial if ledger.published else 0
    found = told.get("serial", 0)
    restore = f"Restore the {path.name} that was committed with {folder}; never begin a new one."
    if not there:
        fact = f"{path} is lost: {folder} was published from it (serial {found})."
    elif found > known:
        fact = f"{path} is older than what was published: {folder} has {found}, it knows {known}."
    elif found == known and told.get("issued") != issued_digest(ledger):
        fact = f"{path} and {folder} tell different stories of publish {found}."
    else:
        return
    raise StatplanError(fact, hint=restore, exit_code=4)


def _prove_clock(ledger: Ledger, now: datetime) -> None:
    latest = ledger.last_moment()
    if latest and now < latest - _SLACK:
        raise StatplanError(
            f"this machine's clock says {now:%Y-%m-%d %H:%M} UTC, and the ledger was last changed "
            f"on {latest:%Y-%m-%d %H:%M} UTC.",
            hint="Set the clock right: calendar programs take an older stamp for an older entry.",
            exit_code=4,
        )


@contextmanager
def alone(given: Path | None) -> Iterator[Kept]:
    """Keep a ledger while nobody else does; what was interrupted is completed first."""
    folder = files.find_plan(given).parent
    files.read(files.find_plan(given))
    with journal.alone(folder):
        done = journal.complete(folder)
        if done:
            sys.stderr.write(f"completed an interrupted publish: {len(done)} files\n")
        yield keep(given)


def save(kept: Kept, ledger: Ledger) -> None:
    """Write the ledger alone, as after a decision."""
    journal.commit(kept.path.parent, {kept.path: write(ledger)})
