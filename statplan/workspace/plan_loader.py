"""The loader of a plan for a command: it reads, schedules, or refuses it with all its problems."""

from dataclasses import dataclass, replace
from pathlib import Path

from statplan.errors import Problem, StatplanError
from statplan.ledger.file_reader import parse_ledger
from statplan.ledger.known_meetings import collect_published_facts
from statplan.ledger.model import Ledger
from statplan.plan import loader
from statplan.plan.english import format_count
from statplan.plan.loader import add_position
from statplan.plan.model import Plan
from statplan.plan.yaml_reader import YamlDocument
from statplan.schedule.build_schedule import make_schedule
from statplan.schedule.model import Schedule
from statplan.schedule.published_facts import NOTHING_PUBLISHED, PublishedFacts
from statplan.workspace import files
from statplan.workspace.git_conflict import has_conflict_markers


@dataclass(frozen=True, slots=True)
class ScheduledPlan:
    """A plan without problems, the answers that it was read from, and its year.

    `published` is what the ledger beside the plan has published, which its year keeps.
    """

    path: Path
    plan: Plan
    answers: dict[str, object]
    schedule: Schedule
    published: PublishedFacts = NOTHING_PUBLISHED

    def keep_published_facts(self, published: PublishedFacts) -> "ScheduledPlan":
        """Return the plan with its year as it keeps these facts of a published year.

        Raises:
            StatplanError: exit code 1; no year can be made with them.
        """
        if published == self.published:
            return self
        schedule = _make_year(self.path, self.plan, published)
        return replace(self, schedule=schedule, published=published)


def load_plan(plan_path: Path | str | None = None) -> ScheduledPlan:
    """Load a plan file with its year, as the ledger beside it has published it.

    Args:
        plan_path: the plan file or its folder; None finds the nearest plan from the working folder
            upwards.

    Raises:
        StatplanError: the file cannot be read (exit code 2), something in it is wrong (1), or git
            could not merge it (4).
    """
    path = files.find_plan(None if plan_path is None else Path(plan_path))
    content = files.read_file(path)
    if has_conflict_markers(content):
        raise StatplanError(
            f"{path} has conflict markers of git: two people changed the plan.",
            remedy="Edit it: keep the lines that are right, and delete the markers.",
            exit_code=4,
        )
    parsed = loader.load_plan_bytes(content)
    if parsed.plan is None:
        raise build_refusal(path, parsed.problems)
    published = read_published_facts(path, parsed.plan.lineage)
    schedule = _make_year(path, parsed.plan, published, parsed.document)
    return ScheduledPlan(path, parsed.plan, parsed.answers, schedule, published)


def _make_year(
    path: Path,
    plan: Plan,
    published: PublishedFacts,
    document: YamlDocument | None = None,
) -> Schedule:
    """Return the year of a plan.

    Raises:
        StatplanError: exit code 1; no year can be made of it.
    """
    schedule = make_schedule(plan, published)
    if schedule.problems:
        problems = schedule.problems
        placed = (add_position(problem, document) if document else problem for problem in problems)
        raise build_refusal(path, list(placed))
    return schedule


def read_published_facts(plan_path: Path, lineage: str | None) -> PublishedFacts:
    """Return what the ledger beside a plan has published; nothing where it cannot be read.

    Only a ledger of the plan's own lineage counts.
    """
    ledger = read_own_ledger(plan_path, lineage)
    return collect_published_facts(ledger) if ledger else NOTHING_PUBLISHED


def read_own_ledger(plan_path: Path, lineage: str | None) -> Ledger | None:
    """Return the ledger of a lineage beside a plan; None where it cannot be read.

    One that is damaged, or of another plan, is refused by every command that opens it.
    """
    path = plan_path.parent / files.LEDGER_FILE
    try:
        content = files.read_if_exists(path)
        ledger = parse_ledger(content, str(path)) if content is not None else None
    except StatplanError:
        return None
    return ledger if ledger is not None and ledger.lineage == lineage else None


def build_refusal(path: Path, problems: list[Problem] | tuple[Problem, ...]) -> StatplanError:
    """Return the error that names every problem of a plan."""
    located_problems = tuple(problem.with_file(str(path)) for problem in sorted(problems))
    count = format_count(len(located_problems), "problem")
    return StatplanError(f"{count} found.", problems=located_problems)
