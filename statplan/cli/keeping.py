"""Keep the ledger: read it, prove that it is the last one, and write it under a lock."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from statplan import files, screen
from statplan.cli import clock
from statplan.cli.loading import Loaded, load
from statplan.cli.merge_sides import is_unmerged
from statplan.errors import StatplanError
from statplan.files import contradictions, journal, places, witnesses
from statplan.files.copies import find_ledger_copies
from statplan.files.lock import locked
from statplan.holds import Role, uid
from statplan.ledger import Ledger, Settled, Year
from statplan.ledger.reading import read
from statplan.ledger.writing import write
from statplan.plan.zone import zone
from statplan.schedule import Schedule
from statplan.schedule.ground import make_ground

_SLACK = timedelta(hours=26)  # a laptop's clock may be wrong by a zone or a day


@dataclass(frozen=True, slots=True)
class Kept:
    """A plan, its ledger, and the moment; `there` says whether the ledger is a file already."""

    loaded: Loaded
    ledger: Ledger
    there: bool
    now: datetime

    @property
    def path(self) -> Path:
        """The path of the ledger."""
        return self.loaded.path.parent / files.LEDGER_FILE

    @property
    def folder(self) -> Path:
        """The folder into which calendars are published."""
        return calendar_folder(self.loaded)

    def year(self) -> Year:
        """Return what decisions are checked against, as of today in the plan's time zone."""
        plan, schedule = self.loaded.plan, self.loaded.schedule
        day = self.now.astimezone(zone(schedule.zone)).date()
        confirmed = plan.frequency.entries == "confirmed"
        return Year(schedule, make_ground(plan, schedule), day, confirmed)

    def settled(self) -> Settled:
        """Return the year with every decision that was made.

        Raises:
            StatplanError: the plan was changed, and meetings now collide.
        """
        found = self.year().settled(self.ledger)
        if found.problems:
            count = len(found.problems)
            fact = "1 meeting cannot" if count == 1 else f"{count} meetings cannot"
            named = tuple(each.in_file(str(self.loaded.path)) for each in found.problems)
            raise StatplanError(f"{fact} take place on the dates that were chosen.", problems=named)
        return found

    def as_it_stands(self) -> Schedule:
        """Return the meetings that take place, each on its current date, in order."""
        standings = self.year().settled(self.ledger).standings
        meetings = [each.as_it_stands() for each in standings if each.course.stands]
        meetings.sort(key=lambda each: (each.stand, each.key))
        return replace(self.loaded.schedule, meetings=tuple(meetings))


def calendar_folder(loaded: Loaded) -> Path:
    """Return the folder that the plan states for its calendars."""
    return loaded.path.parent / (loaded.plan.frequency.calendars.folder or "calendars")


def is_kept(loaded: Loaded) -> bool:
    """Return whether anything was decided or published of a plan, or shows that it was."""
    ledger, manifest = proofs(loaded)
    lineage = loaded.plan.lineage
    if any(path.exists() or path.is_symlink() for path in (ledger, manifest)):
        return True
    if lineage is None:
        return False
    return any(read_witnesses(loaded)) or any(find_ledger_copies(loaded.path.parent, lineage))


def proofs(loaded: Loaded) -> tuple[Path, Path]:
    """Return where the ledger is, and the manifest of the calendars made from it."""
    ledger = loaded.path.parent / files.LEDGER_FILE
    return ledger, calendar_folder(loaded) / files.MANIFEST_FILE


def find_state(loaded: Loaded) -> list[Path]:
    """Return the files that no output may replace, whatever they are called."""
    return [loaded.path, *proofs(loaded)]


def read_witnesses(loaded: Loaded) -> list[witnesses.Witness]:
    """Return what the calendar folder of a plan shows of its publishes, and copies of it."""
    lineage = loaded.plan.lineage
    if lineage is None:
        return []
    uids = {
        uid(lineage, meeting.key, role) for meeting in loaded.schedule.meetings for role in Role
    }
    return witnesses.read_witnesses(loaded.path.parent, calendar_folder(loaded), lineage, uids)


def keep(given: Path | None) -> Kept:
    """Read a plan and its ledger, and say so where a publish was interrupted.

    Raises:
        StatplanError: as `load`; exit code 4 where the ledger is lost, older than what was
            published, of another plan, cut off, edited, or not merged, a link or a folder has its
            place, the calendar folder is damaged, or the clock was set back.
    """
    loaded = load(given)
    try:
        return _keep(loaded)
    except StatplanError:
        return _keep(loaded)  # another run may have published while this one was reading


def _keep(loaded: Loaded) -> Kept:
    lineage = loaded.plan.lineage
    if lineage is None or loaded.plan.created is None:
        raise StatplanError(
            f"{loaded.path} lacks lineage or created, which say what ledger belongs to it.",
            hint="Copy both lines from the file as `statplan init` wrote it; for a plan written by "
            "hand add `lineage:` with any UUID, and `created:` with the day.",
        )
    places.refuse(loaded.path.parent, [loaded.path, *proofs(loaded)])
    if calendar_folder(loaded).name.casefold() in {files.LEDGER_FILE, files.PLAN_FILE}:
        raise StatplanError(
            f"frequency.calendars.folder is {calendar_folder(loaded).name}, the name of a file of "
            "the plan.",
            hint="State another folder, such as calendars.",
        )
    path = loaded.path.parent / files.LEDGER_FILE
    refuse_unmerged(loaded)
    data = files.read_if_there(path)
    ledger = read(data, str(path), lineage) if data is not None else None
    interrupted = find_interrupted(loaded)
    if not interrupted:
        refuse_contradictions(find_contradictions(loaded, ledger))
    now = clock.now().astimezone(UTC).replace(microsecond=0)
    ledger = ledger or Ledger(lineage)
    _prove_clock(ledger, now)
    if interrupted:
        screen.say(
            f"A {interrupted} was interrupted, or is still at work: not all of its files are "
            "written. The next command that writes completes it; to complete it now: "
            "`statplan doctor --repair`."
        )
    return Kept(loaded, ledger, data is not None, now)


def find_contradictions(
    loaded: Loaded, ledger: Ledger | None
) -> list[contradictions.Contradiction]:
    """Return every way in which something in the plan's folder does not fit a ledger."""
    newer = find_newer_copies(loaded, ledger).values()
    return [*newer, *find_calendar_contradictions(loaded, ledger)]


def find_calendar_contradictions(
    loaded: Loaded, ledger: Ledger | None
) -> list[contradictions.Contradiction]:
    """Return every way in which the calendar folder, or a copy of it, does not fit a ledger."""
    path, _ = proofs(loaded)
    return contradictions.find_contradictions(
        ledger, read_witnesses(loaded), loaded.plan.lineage or "", path
    )


def find_newer_copies(
    loaded: Loaded, ledger: Ledger | None
) -> dict[Path, contradictions.Contradiction]:
    """Return the copies of a ledger beside it that know more than it does, or might."""
    lineage = loaded.plan.lineage
    if lineage is None:
        return {}
    copies = find_ledger_copies(loaded.path.parent, lineage)
    return contradictions.find_newer_copies(ledger, copies, lineage)


def refuse_unmerged(loaded: Loaded) -> None:
    """Refuse a ledger that two people changed, and that git did not merge.

    Raises:
        StatplanError: exit code 4; it is one.
    """
    path, manifest = proofs(loaded)
    if loaded.plan.lineage and is_unmerged(path, manifest, loaded.plan.lineage):
        raise StatplanError(
            f"{path} is in conflict: two people changed it, and git could not merge it.",
            hint="`statplan doctor --merge` unites what both decided and published.",
            exit_code=4,
        )


def refuse_contradictions(faults: Iterable[contradictions.Contradiction]) -> None:
    """Refuse a ledger that something in the plan's folder does not fit.

    Raises:
        StatplanError: exit code 4; each of the faults, with the way out of the first.
    """
    faults = list(faults)
    if faults:
        facts = "\n".join(fault.fact for fault in faults)
        raise StatplanError(facts, hint=faults[0].remedy, exit_code=4)


def _prove_clock(ledger: Ledger, now: datetime) -> None:
    latest = ledger.last_moment()
    if latest and now < latest - _SLACK:
        raise StatplanError(
            f"this machine's clock says {now:%Y-%m-%d %H:%M} UTC, and the ledger was last changed "
            f"on {latest:%Y-%m-%d %H:%M} UTC.",
            hint="Correct this computer's clock, or calendars may ignore the update. If the clock "
            "was wrong when the ledger was changed, restore the ledger of before from version "
            "control.",
            exit_code=4,
        )


@contextmanager
def alone(given: Path | None) -> Iterator[Kept]:
    """Keep a ledger under a lock; what was interrupted is completed first."""
    path = files.find_plan(given)
    files.read(path)
    with locked(path.parent):
        loaded = load(path)
        complete(loaded)
        yield _keep(loaded)


def complete(loaded: Loaded) -> bool:
    """Write what an interrupted command left to be written, and say what is to be sent.

    Returns:
        Whether there was anything of the kind.
    """
    calendars = calendar_folder(loaded)
    outputs = journal.complete(loaded.path.parent, calendars)
    if not outputs:
        return False
    from statplan.cli.next_step import name_next_step  # which loads the library of calendars

    count = "1 file" if len(outputs) == 1 else f"{len(outputs)} files"
    screen.say(f"Completed an interrupted {_name_command(calendars, outputs)}: {count}.")
    folders = {calendars / name for name in witnesses.find_publish_folders(calendars)}
    for folder in sorted(folders & {path.parent for path in outputs}):
        name_next_step(loaded.plan, folder)
    return True


def find_interrupted(loaded: Loaded) -> str:
    """Return what was interrupted: a publish, or another command; empty where nothing was.

    Raises:
        StatplanError: exit code 4; its journal is not one that can be completed.
    """
    folder, calendars = loaded.path.parent, calendar_folder(loaded)
    if not journal.is_interrupted(folder):
        return ""
    return _name_command(calendars, journal.read_journal(folder, calendars))


def _name_command(calendars: Path, outputs: Iterable[Path]) -> str:
    return "publish" if any(calendars in path.parents for path in outputs) else "command"


def commit(loaded: Loaded, outputs: Mapping[Path, bytes]) -> list[Path]:
    """Write the ledger and files of the calendar folder as one, and return those that changed."""
    return journal.commit(loaded.path.parent, calendar_folder(loaded), outputs)


def save(kept: Kept, ledger: Ledger) -> None:
    """Write the ledger alone, as after a decision."""
    commit(kept.loaded, {kept.path: write(ledger)})
