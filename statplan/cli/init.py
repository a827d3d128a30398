"""`statplan init`: a plan from the answers of flags, files or a system, and what comes next."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

from statplan import screen
from statplan.cli.schema import render_plan_schema
from statplan.errors import Command, Problem, Remedy, StatplanError
from statplan.interview.holidays import find_holiday_span
from statplan.interview.sources import InitOptions, read_sources
from statplan.plan import loader, questions, writer
from statplan.plan.loader import add_position
from statplan.plan.missing import MissingAnswer, find_calendar_blockers
from statplan.plan.paths import get_answer, is_within, join_path, strip_indexes
from statplan.plan.relevance import drop_inapplicable_answers
from statplan.plan.yaml_reader import YamlDocument
from statplan.schedule.build_schedule import make_schedule
from statplan.schedule.holiday_lists import HolidaySource
from statplan.schedule.public_holidays import list_closed_holidays
from statplan.schedule.published_facts import NOTHING_PUBLISHED, PublishedFacts
from statplan.workspace import clock, files
from statplan.workspace.output_file import describe_loss
from statplan.workspace.plan_loader import build_refusal

_HOLIDAYS_PATH = "frequency.holidays"

SourceFiles = dict[str, YamlDocument]


@dataclass(frozen=True, slots=True)
class AnswerOrigins:
    """The origins of answers: who gave each, and the files among those who did."""

    given_by: Mapping[str, str]
    source_files: SourceFiles

    def add_origin(self, problem: Problem) -> Problem:
        """Return a problem with the source of its answer: flag, system, or file with its line."""
        if strip_indexes(problem.path) not in questions.list_path_patterns():
            return self._add_key_origin(problem)
        enclosing_paths = [path for path in self.given_by if is_within(problem.path, path)]
        label = self.given_by[max(enclosing_paths, key=len)] if enclosing_paths else ""
        source = self.source_files.get(label)
        if source is None or get_answer(source.answers, problem.path) is None:
            return problem.with_file(label)
        return add_position(problem, source).with_file(label)

    def _add_key_origin(self, problem: Problem) -> Problem:
        """Return a problem of a key that no plan has, with the place of the key in the file."""
        for name, source in self.source_files.items():
            for path, (line, column) in source.key_positions.items():
                if join_path(path) == problem.path:
                    placed = replace(problem, line=line, column=column, file=name)
                    return loader.add_example(placed)
        return problem.with_file(self.given_by.get(problem.path, ""))


def run(folder: Path, init_options: InitOptions) -> None:
    """Make a plan in a folder without asking, and say what comes next.

    Raises:
        StatplanError: there is a plan already (4); answers are wrong or missing (1).
    """
    path = folder / files.PLAN_FILE
    if path.exists():
        remedy = (
            "Without --no-input its questions are asked again; or make a plan in another folder."
        )
        raise StatplanError(f"{path} is there already.", remedy=remedy, exit_code=4)
    source_files = SourceFiles()
    answers = read_sources(init_options, clock.get_today().year + 1, source_files).combine_answers()
    completed, removed_paths = complete_answers(answers.tree, str(uuid4()), clock.get_today())
    text = build_plan_text(
        completed, AnswerOrigins(answers.origins, source_files), require_complete=True
    )
    for removed_path in removed_paths:
        screen.print_message(f"left out {removed_path}: another answer rules it out")
    write_plan_files(folder, text)


def write_plan_files(folder: Path, text: str) -> None:
    """Write the plan and its schema, and say what comes next."""
    path, schema = folder / files.PLAN_FILE, folder / writer.SCHEMA_FILE
    outputs = {path: text.encode(), schema: render_plan_schema().encode()}
    loss = describe_loss(schema, outputs[schema])
    if loss:
        del outputs[schema]
        replacement = Command("schema", into=schema)
        screen.print_message(
            Remedy(f"{loss} It stays as it is.\nTo replace it: ", replacement, ".")
        )
    changed = files.write_files(outputs)
    words = () if folder == Path() else (folder,)
    screen.print_message(
        Remedy(
            f"{'wrote ' if path in changed else 'kept  '} {path}\nNext: ",
            Command("show", *words),
            " prints the year;\n      ",
            Command("build", *words),
            " writes the charter and the calendars.",
        )
    )


def complete_answers(
    answers: Mapping[str, Any],
    lineage: str,
    today: date,
    plan_before: Mapping[str, Any] | None = None,
    published: PublishedFacts = NOTHING_PUBLISHED,
) -> tuple[dict[str, Any], list[str]]:
    """Give a plan its identity, and list the public holidays of its year.

    Args:
        answers: the answers.
        lineage: a new UUID, used where the answers bring none.
        today: the day of making, likewise.
        plan_before: the answers of the plan that is changed, if one is.
        published: what the ledger of a published year has of it.

    Returns:
        The answers, and the paths of those that are left out because they do not apply.
    """
    identity = {"statplan": 1, "lineage": lineage, "created": today.isoformat()}
    completed = {**identity, **answers}
    if loader.validate_answers(completed).problems:
        return completed, []
    completed, removed_paths = drop_inapplicable_answers(completed, plan_before)
    if plan_before is not None and _has_moved(completed, plan_before):
        del completed["frequency"]["holidays"]["listed"]
    return _add_holidays(completed, published), removed_paths


def _has_moved(answers: Mapping[str, Any], plan_before: Mapping[str, Any]) -> bool:
    """Return whether the holidays listed are those of a place that is no longer the plan's."""
    holidays, previous_holidays = (
        get_answer(tree, _HOLIDAYS_PATH) or {} for tree in (answers, plan_before)
    )
    place_keys = ("country", "subdivision", "observed")
    moved = any(holidays.get(key) != previous_holidays.get(key) for key in place_keys)
    return (
        moved
        and holidays.get("listed") is not None
        and holidays["listed"] == previous_holidays.get("listed")
    )


def _add_holidays(answers: dict[str, Any], published: PublishedFacts) -> dict[str, Any]:
    """Return the answers with the year's public holidays, where a country is stated."""
    plan = loader.validate_answers(answers).plan
    if plan is None or plan.frequency.first_day is None:
        return answers
    holidays, first = plan.frequency.holidays, plan.frequency.first_day
    if not holidays.country or holidays.listed:
        return answers
    earliest, latest = find_holiday_span(first, plan.frequency.months)
    source = HolidaySource(published.holiday_lists)
    try:
        listed = {
            day.isoformat(): "; ".join(names)
            for year in range(earliest.year, latest.year + 1)
            for day, names in list_closed_holidays(holidays, year, source).items()
            if earliest <= day <= latest
        }
    except StatplanError:
        return answers  # the schedule names it, with its place
    stated = {**answers["frequency"]["holidays"], "listed": listed}
    return {**answers, "frequency": {**answers["frequency"], "holidays": stated}}


def build_plan_text(
    answers: Mapping[str, Any],
    origins: AnswerOrigins,
    *,
    require_complete: bool,
    published: PublishedFacts = NOTHING_PUBLISHED,
) -> str:
    """Return the plan file's text, once nothing in it is wrong.

    Args:
        answers: the answers.
        origins: where each answer is from.
        require_complete: whether everything that a calendar needs must be there.
        published: what the ledger of a published year has of it.

    Raises:
        StatplanError: with every missing answer and every wrong one at once.
    """
    problems = list(map(origins.add_origin, loader.validate_answers(answers).problems))
    gaps = find_calendar_blockers(answers, with_minimums=False) if require_complete else []
    _refuse_problems(problems, list(map(_build_missing_problem, gaps)))
    text = writer.render_plan(answers)
    parsed = loader.parse_plan(text)
    if parsed.plan is None:
        raise build_refusal(Path(files.PLAN_FILE), parsed.problems)
    schedule = make_schedule(parsed.plan, published)
    _refuse_problems(list(map(origins.add_origin, schedule.problems)), [])
    return text


def _refuse_problems(wrong_answers: list[Problem], missing_answers: list[Problem]) -> None:
    groups = ((wrong_answers, "wrong"), (missing_answers, "missing"))
    counts = [f"{len(problems)} {word}" for problems, word in groups if problems]
    if counts:
        message = f"{', '.join(counts)}; nothing was written."
        raise StatplanError(message, problems=(*wrong_answers, *missing_answers))


def _build_missing_problem(gap: MissingAnswer) -> Problem:
    fact = f"missing: {gap.question.ask.question}"
    example = "[...]" if gap.question.record else "..."
    return Problem(0, 0, gap.path, fact, f"Give it with --set {gap.path}={example}")
