"""The loader of a plan for a command: it reads, schedules, or refuses it with all its problems."""

from dataclasses import dataclass
from pathlib import Path

from statplan.errors import Problem, StatplanError
from statplan.plan import loader
from statplan.plan.english import format_count
from statplan.plan.loader import add_position
from statplan.plan.model import Plan
from statplan.schedule.build_schedule import make_schedule
from statplan.schedule.model import Schedule
from statplan.workspace import files
from statplan.workspace.git_conflict import has_conflict_markers


@dataclass(frozen=True, slots=True)
class ScheduledPlan:
    """A plan without problems, the answers that it was read from, and its year."""

    path: Path
    plan: Plan
    answers: dict[str, object]
    schedule: Schedule


def load_plan(plan_path: Path | str | None = None) -> ScheduledPlan:
    """Load a plan file with its year.

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
    schedule = make_schedule(parsed.plan)
    if schedule.problems:
        raise build_refusal(
            path, [add_position(problem, parsed.document) for problem in schedule.problems]
        )
    return ScheduledPlan(path, parsed.plan, parsed.answers, schedule)


def build_refusal(path: Path, problems: list[Problem] | tuple[Problem, ...]) -> StatplanError:
    """Return the error that names every problem of a plan."""
    located_problems = tuple(problem.with_file(str(path)) for problem in sorted(problems))
    count = format_count(len(located_problems), "problem")
    return StatplanError(f"{count} found.", problems=located_problems)
