"""Load a plan for a command: read it, schedule it, and refuse it with all its problems at once."""

from dataclasses import dataclass, replace
from pathlib import Path

from statplan import files
from statplan.errors import Problem, StatplanError
from statplan.files.versions import has_markers
from statplan.plan import Plan, reading
from statplan.plan.fields import steps
from statplan.plan.source import Source
from statplan.schedule import Schedule, make_schedule


@dataclass(frozen=True, slots=True)
class Loaded:
    """A plan without problems, the answers that it was read from, and its year."""

    path: Path
    plan: Plan
    data: dict[str, object]
    schedule: Schedule


def load(given: Path | None) -> Loaded:
    """Load the plan that a command works on.

    Raises:
        StatplanError: the file cannot be read (exit code 2), something in it is wrong (1), or git
            could not merge it (4).
    """
    path = files.find_plan(given)
    data = files.read(path)
    if has_markers(data):
        raise StatplanError(
            f"{path} has conflict markers of git: two people changed the plan.",
            hint="Edit it: keep the lines that are right, and delete the markers.",
            exit_code=4,
        )
    found = reading.read_bytes(data)
    if found.plan is None:
        raise refusal(path, found.problems)
    schedule = make_schedule(found.plan)
    if schedule.problems:
        raise refusal(path, [located(each, found.source) for each in schedule.problems])
    return Loaded(path, found.plan, found.data, schedule)


def located(problem: Problem, source: Source) -> Problem:
    """A problem of the schedule, at the place of the answer that it is about."""
    line, column = source.place(steps(problem.path)) if source.keys else (0, 0)
    return replace(problem, line=line, column=column)


def refusal(path: Path, problems: list[Problem] | tuple[Problem, ...]) -> StatplanError:
    """The error that names every problem of a plan."""
    named = tuple(each.in_file(str(path)) for each in sorted(problems))
    count = "1 problem" if len(named) == 1 else f"{len(named)} problems"
    return StatplanError(f"{count} found.", problems=named)
