"""A plan and its ledger on disk: read, proved to be the latest, and written under a lock."""

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

from statplan import screen
from statplan.errors import Command, Remedy, StatplanError
from statplan.holds import GONE, iter_hold_keys, make_uid
from statplan.ledger.file_reader import read_ledger
from statplan.ledger.file_writer import dump_ledger
from statplan.ledger.known_meetings import collect_published_facts
from statplan.ledger.model import Ledger
from statplan.ledger.year_state import DecisionContext, YearState, build_decision_context
from statplan.plan.english import format_count
from statplan.plan.timezones import load_timezone
from statplan.schedule.model import Meeting, OmittedMeeting, Schedule
from statplan.workspace import clock, contradictions, files, journal, obstacles, publish_evidence
from statplan.workspace.lock import lock_folder
from statplan.workspace.merge_sides import is_unmerged
from statplan.workspace.plan_loader import ScheduledPlan, load_plan
from statplan.workspace.sync_copies import find_ledger_copies

_SLACK = timedelta(hours=26)  # a laptop's clock may be wrong by a zone or a day


@dataclass(frozen=True, slots=True)
class Workspace:
    """A plan, its ledger, and the moment; `has_ledger_file` says whether the ledger is on disk."""

    loaded: ScheduledPlan
    ledger: Ledger
    has_ledger_file: bool
    now: datetime

    @property
    def ledger_path(self) -> Path:
        """The path of the ledger."""
        return self.loaded.path.parent / files.LEDGER_FILE

    @property
    def calendar_folder(self) -> Path:
        """The folder into which calendars are published."""
        return resolve_calendar_folder(self.loaded)

    @property
    def today(self) -> date:
        """The day that it is in the plan's time zone."""
        return self.now.astimezone(load_timezone(self.loaded.schedule.zone)).date()

    def build_decision_context(self) -> DecisionContext:
        """Return what decisions are checked against, as of today in the plan's time zone."""
        return build_decision_context(self.loaded.plan, self.loaded.schedule, self.today)

    def require_year_state(self) -> YearState:
        """Return the year with every decision that was made.

        Raises:
            StatplanError: the plan was changed, and meetings now collide.
        """
        year_state = self.build_decision_context().build_state(self.ledger)
        if year_state.problems:
            count = len(year_state.problems)
            fact = f"{format_count(count, 'meeting')} cannot"
            problems = tuple(
                problem.with_file(str(self.loaded.path)) for problem in year_state.problems
            )
            raise StatplanError(
                f"{fact} take place on the dates that were chosen.", problems=problems
            )
        return year_state

    def list_earlier_meetings(self, *, with_reasons: bool = False) -> tuple[Meeting, ...]:
        """Return the meetings of earlier years that are still ahead, each on its current date.

        Args:
            with_reasons: whether to give the reasons of decisions, which are for insiders.
        """
        year_state = self.build_decision_context().build_state(self.ledger)
        year_keys = {
            state.key for state in year_state.list_states_since(self.loaded.schedule.first)
        }
        meetings = (
            state.effective_meeting(with_reason=with_reasons)
            for state in year_state.meeting_states
            if state.is_shown and state.history.active_role and state.key not in year_keys
        )
        ahead = (meeting for meeting in meetings if meeting.slot.day >= self.today)
        return tuple(sorted(ahead, key=lambda meeting: (meeting.slot, meeting.key)))

    def build_current_schedule(self, *, with_reasons: bool = False) -> Schedule:
        """Return the year as it is now: the meetings that take place, each on its current date.

        A cancelled meeting is among those that are omitted; one that was over before the first
        publish, which no calendar has, is left out, and so are the meetings of earlier years.

        Args:
            with_reasons: whether to give the reasons of decisions, which are for insiders.
        """
        year_state = self.build_decision_context().build_state(self.ledger)
        states = year_state.list_states_since(self.loaded.schedule.first)
        shown_states = [state for state in states if state.is_shown]
        meetings = [
            state.effective_meeting(with_reason=with_reasons)
            for state in shown_states
            if state.history.active_role
        ]
        cancelled_meetings = [
            OmittedMeeting(
                state.meeting.key,
                state.meeting.name,
                state.history.primary.day,
                state.describe_decision(with_reason=with_reasons),
            )
            for state in shown_states
            if state.history.active_role is None
        ]
        return replace(
            self.loaded.schedule,
            meetings=tuple(sorted(meetings, key=lambda meeting: (meeting.slot, meeting.key))),
            omitted=(*self.loaded.schedule.omitted, *cancelled_meetings),
            reserve_days=tuple(
                state.to_reserve_day()
                for state in year_state.list_reserve_states_since(self.loaded.schedule.first)
                if state.state not in GONE
            ),
        )


def load_current_plan(plan_path: Path | None, *, with_reasons: bool = False) -> ScheduledPlan:
    """Load a plan with its year as it is now, with every decision that was recorded.

    Raises:
        StatplanError: as `load_plan` and, where anything was decided, as `open_workspace`.
    """
    loaded, _ = load_current_meetings(plan_path, with_reasons=with_reasons)
    return loaded


def load_current_meetings(
    plan_path: Path | None, *, with_reasons: bool = False
) -> tuple[ScheduledPlan, tuple[Meeting, ...]]:
    """Load a plan with its year as it is now, and the meetings of earlier years that are ahead.

    Raises:
        StatplanError: as `load_current_plan`.
    """
    loaded = load_plan(plan_path)
    if not has_history(loaded):
        return loaded, ()
    workspace = open_workspace(loaded.path)
    schedule = workspace.build_current_schedule(with_reasons=with_reasons)
    earlier_meetings = workspace.list_earlier_meetings(with_reasons=with_reasons)
    return replace(loaded, schedule=schedule), earlier_meetings


def resolve_calendar_folder(loaded: ScheduledPlan) -> Path:
    """Return the folder that the plan states for its calendars."""
    return loaded.path.parent / (loaded.plan.frequency.calendars.folder or "calendars")


def has_history(loaded: ScheduledPlan) -> bool:
    """Return whether something beside a plan shows that anything was decided or published."""
    ledger, manifest = locate_ledger_and_manifest(loaded)
    lineage = loaded.plan.lineage
    if any(path.exists() or path.is_symlink() for path in (ledger, manifest)):
        return True
    if lineage is None:
        return False
    return any(read_publish_evidence(loaded)) or any(
        find_ledger_copies(loaded.path.parent, lineage)
    )


def locate_ledger_and_manifest(loaded: ScheduledPlan) -> tuple[Path, Path]:
    """Return where the ledger is, and the manifest of the calendars made from it."""
    ledger = loaded.path.parent / files.LEDGER_FILE
    return ledger, resolve_calendar_folder(loaded) / files.MANIFEST_FILE


def list_state_files(loaded: ScheduledPlan) -> list[Path]:
    """Return the files that no output may replace, whatever they are called."""
    return [loaded.path, *locate_ledger_and_manifest(loaded)]


def read_publish_evidence(loaded: ScheduledPlan) -> list[publish_evidence.PublishEvidence]:
    """Return what the calendar folder of a plan shows of its publishes, and copies of it."""
    lineage = loaded.plan.lineage
    if lineage is None:
        return []
    uids = {make_uid(lineage, hold_key, role) for hold_key, role in iter_hold_keys(loaded.schedule)}
    return publish_evidence.read_evidence(
        loaded.path.parent, resolve_calendar_folder(loaded), lineage, uids
    )


def open_workspace(plan_path: Path | None) -> Workspace:
    """Read a plan and its ledger, and say so where a publish was interrupted.

    Raises:
        StatplanError: as `load_plan`; exit code 4 where the ledger is lost, older than what was
            published, of another plan, cut off, edited, or not merged, a link or a folder has its
            place, the calendar folder is damaged, or the clock was set back.
    """
    loaded = load_plan(plan_path)
    try:
        return _read_workspace(loaded)
    except StatplanError:
        return _read_workspace(loaded)  # another run may have published while this one was reading


def _read_workspace(loaded: ScheduledPlan) -> Workspace:
    lineage = loaded.plan.lineage
    if lineage is None or loaded.plan.created is None:
        raise StatplanError(
            f"{loaded.path} lacks lineage or created, which say what ledger belongs to it.",
            remedy=Remedy(
                "Copy both lines from the file as ",
                Command("init"),
                " wrote it; for a plan written by hand add `lineage:` with any UUID, and "
                "`created:` with the day.",
            ),
        )
    obstacles.refuse_obstacles(
        loaded.path.parent, [loaded.path, *locate_ledger_and_manifest(loaded)]
    )
    if resolve_calendar_folder(loaded).name.casefold() in {files.LEDGER_FILE, files.PLAN_FILE}:
        raise StatplanError(
            f"frequency.calendars.folder is {resolve_calendar_folder(loaded).name}, the name of "
            "a file of the plan.",
            remedy="State another folder, such as calendars.",
        )
    path = loaded.path.parent / files.LEDGER_FILE
    refuse_unmerged_ledger(loaded)
    content = files.read_if_exists(path)
    ledger = read_ledger(content, str(path), lineage) if content is not None else None
    interrupted = find_interrupted_command(loaded)
    if not interrupted:
        refuse_contradictions(find_contradictions(loaded, ledger))
    now = clock.get_now().astimezone(UTC).replace(microsecond=0)
    ledger = ledger or Ledger(lineage)
    _check_clock(ledger, now)
    if interrupted:
        screen.print_message(
            Remedy(
                f"A {interrupted} was interrupted, or is still at work: not all of its files are "
                "written. The next command that writes completes it; to complete it now: ",
                Command("doctor", "--repair"),
                ".",
            )
        )
    loaded = loaded.keep_published_facts(collect_published_facts(ledger))
    return Workspace(loaded, ledger, content is not None, now)


def find_contradictions(
    loaded: ScheduledPlan, ledger: Ledger | None
) -> list[contradictions.Contradiction]:
    """Return every way in which something in the plan's folder does not fit a ledger."""
    newer = find_newer_copies(loaded, ledger).values()
    return [*newer, *find_calendar_contradictions(loaded, ledger)]


def find_calendar_contradictions(
    loaded: ScheduledPlan, ledger: Ledger | None
) -> list[contradictions.Contradiction]:
    """Return every way in which the calendar folder, or a copy of it, does not fit a ledger."""
    path, _ = locate_ledger_and_manifest(loaded)
    return contradictions.find_contradictions(
        ledger, read_publish_evidence(loaded), loaded.plan.lineage or "", path
    )


def find_newer_copies(
    loaded: ScheduledPlan, ledger: Ledger | None
) -> dict[Path, contradictions.Contradiction]:
    """Return the copies of a ledger that know more than it does, or might, each with the reason."""
    lineage = loaded.plan.lineage
    if lineage is None:
        return {}
    copies = find_ledger_copies(loaded.path.parent, lineage)
    return contradictions.find_newer_copies(ledger, copies, lineage)


def refuse_unmerged_ledger(loaded: ScheduledPlan) -> None:
    """Refuse a ledger that two people changed, and that git did not merge.

    Raises:
        StatplanError: exit code 4; the ledger is in conflict.
    """
    path, manifest = locate_ledger_and_manifest(loaded)
    if loaded.plan.lineage and is_unmerged(path, manifest, loaded.plan.lineage):
        raise StatplanError(
            f"{path} is in conflict: two people changed it, and git could not merge it.",
            remedy=Remedy(Command("doctor", "--merge"), " unites what both decided and published."),
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
        raise StatplanError(facts, remedy=faults[0].remedy, exit_code=4)


def _check_clock(ledger: Ledger, now: datetime) -> None:
    latest = ledger.find_last_moment()
    if latest and now < latest - _SLACK:
        raise StatplanError(
            f"this machine's clock says {now:%Y-%m-%d %H:%M} UTC, and the ledger was last changed "
            f"on {latest:%Y-%m-%d %H:%M} UTC.",
            remedy="Correct this computer's clock, or calendars may ignore the update. If the "
            "clock "
            "was wrong when the ledger was changed, restore the ledger of before from version "
            "control.",
            exit_code=4,
        )


@contextmanager
def open_locked_workspace(plan_path: Path | None) -> Iterator[Workspace]:
    """Open a workspace under a lock; what was interrupted is completed first."""
    path = files.find_plan(plan_path)
    files.read_file(path)
    with lock_folder(path.parent):
        loaded = load_plan(path)
        complete_interrupted(loaded)
        yield _read_workspace(loaded)


def complete_interrupted(loaded: ScheduledPlan) -> bool:
    """Write what an interrupted command did not write, and say what is to be sent.

    Returns:
        Whether there was anything of the kind.
    """
    calendars = resolve_calendar_folder(loaded)
    outputs = journal.complete_commit(loaded.path.parent, calendars)
    if not outputs:
        return False
    from statplan.workspace.next_step import name_next_step  # which loads the library of calendars

    count = format_count(len(outputs), "file")
    screen.print_message(f"Completed an interrupted {_name_command(calendars, outputs)}: {count}.")
    folders = {calendars / name for name in publish_evidence.find_publish_folders(calendars)}
    for folder in sorted(folders & {path.parent for path in outputs}):
        name_next_step(loaded.plan, folder)
    return True


def find_interrupted_command(loaded: ScheduledPlan) -> str:
    """Return what was interrupted: "publish" or "command"; empty where nothing was.

    Raises:
        StatplanError: exit code 4; its journal is not one that can be completed.
    """
    folder, calendars = loaded.path.parent, resolve_calendar_folder(loaded)
    if not journal.is_interrupted(folder):
        return ""
    return _name_command(calendars, journal.read_journal(folder, calendars))


def _name_command(calendars: Path, outputs: Iterable[Path]) -> str:
    return "publish" if any(calendars in path.parents for path in outputs) else "command"


def commit_outputs(loaded: ScheduledPlan, outputs: Mapping[Path, bytes]) -> list[Path]:
    """Write the ledger and files of the calendar folder as one, and return those that changed."""
    return journal.commit_files(loaded.path.parent, resolve_calendar_folder(loaded), outputs)


def save_ledger(workspace: Workspace, ledger: Ledger) -> None:
    """Write the ledger alone, as after a decision."""
    commit_outputs(workspace.loaded, {workspace.ledger_path: dump_ledger(ledger)})
