"""`statplan init`: answers from flags, a file, a documented system or a person, made a plan."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

from statplan import files
from statplan.cli import clock
from statplan.cli.loading import refusal
from statplan.cli.reference import plan_schema_text, system_text
from statplan.errors import Problem, StatplanError
from statplan.plan import fields, reading, writing
from statplan.plan.ranking import Answers, parse_setting
from statplan.plan.source import parse
from statplan.plan.undecided import Gap, find_needed
from statplan.schedule import make_schedule
from statplan.schedule.closed import public_holidays
from statplan.schedule.year import last_day

_AFTER_YEAR = timedelta(days=62)  # back-ups of the last meetings may stand in the next year


@dataclass(frozen=True, slots=True)
class Given:
    """What the command line said: a system to begin with, a file, single answers, a year."""

    like: str | None = None
    answers: Path | None = None
    settings: tuple[str, ...] = ()
    year: int | None = None


def run(folder: Path, given: Given, *, ask: bool) -> None:
    """Make a plan in a folder and say what comes next.

    Raises:
        StatplanError: there is a plan already (4); there is no terminal to ask on (2); answers are
            wrong or, where nothing may be asked, missing (1).
    """
    path = folder / files.PLAN_FILE
    if path.exists():
        hint = "Edit it, or make a plan in another folder: `statplan init FOLDER`."
        raise StatplanError(f"{path} is there already.", hint=hint, exit_code=4)
    answers = gather(given, clock.today())
    if ask:
        from statplan.cli.interview import interview

        interview(answers)
    data = complete(answers.data, str(uuid4()), clock.today())
    text = text_of(data, answers.given_by)
    outputs = {path: text.encode(), folder / writing.SCHEMA_FILE: plan_schema_text().encode()}
    files.write_all(outputs)
    place = "" if folder == Path() else f" {folder}"
    sys.stderr.write(
        f"wrote  {path}\n"
        f"Next: `statplan show{place}` prints the year; `statplan build{place}` writes the charter "
        "and the calendars.\n"
    )


def gather(given: Given, today: date) -> Answers:
    """Bring the answers together: flag over file over system over default.

    Args:
        given: what the command line said.
        today: from which the default year, the next one, is counted.
    """
    answers = Answers()
    if given.like:
        from statplan.systems.likeness import like

        system_text(given.like)
        answers.add(like(given.like), f"like {given.like}")
    if given.answers:
        answers.add(_from_file(given.answers), given.answers.name)
    for setting in given.settings:
        answers.put(*parse_setting(setting), "flag")
    said = fields.at(answers.data, "frequency.first_day")
    if given.year is not None or said is None:
        label = "default" if given.year is None else "flag"
        answers.put("frequency.first_day", _first_day(said, given.year or today.year + 1), label)
    return answers


def _first_day(said: object, year: int) -> str:
    """The day on which the year begins: as said, but in the year that is wanted."""
    rest = str(said)[4:] if isinstance(said, str) and len(said) == len("2027-01-01") else "-01-01"
    return f"{year:04}{rest}"


def _from_file(path: Path) -> Mapping[str, Any]:
    try:
        text = files.read(path).decode("utf-8")
    except UnicodeDecodeError:
        hint = "Save it as UTF-8."
        raise StatplanError(f"{path} is not UTF-8.", hint=hint) from None
    source = parse(text)
    if source.problems:
        raise refusal(path, source.problems)
    return {key: value for key, value in source.data.items() if value is not None}


def complete(data: Mapping[str, Any], lineage: str, today: date) -> dict[str, Any]:
    """Give a plan its identity, and write down the holidays that its year knows.

    Args:
        data: the answers.
        lineage: a new UUID, used where the answers bring none.
        today: the day of making, likewise.
    """
    stated = reading.without_stale(data)
    whole = {"statplan": 1, "lineage": lineage, "created": today.isoformat(), **stated}
    found = reading.check(whole)
    if found.plan is None or found.plan.frequency.first_day is None:
        return whole
    holidays, first = found.plan.frequency.holidays, found.plan.frequency.first_day
    if holidays.country and holidays.listed is None:
        last = last_day(first, found.plan.frequency.months) + _AFTER_YEAR
        years = tuple(range(first.year, last.year + 1))
        try:
            days = public_holidays(
                holidays.country, holidays.subdivision, years, observed=holidays.observed
            )
        except LookupError:
            return whole  # the schedule names it, with its place
        listed = {day.isoformat(): name for day, name in days.items()}
        whole["frequency"] = {
            **whole["frequency"],
            "holidays": {**whole["frequency"]["holidays"], "listed": listed},
        }
    return whole


def text_of(data: Mapping[str, Any], given_by: Mapping[str, str]) -> str:
    """The plan file's text, once everything that a year needs is there and right.

    Raises:
        StatplanError: with every missing answer, or every wrong one, at once.
    """
    problems = [_sourced(each, given_by) for each in reading.check(data).problems]
    missing = [_missing(gap) for gap in find_needed(data)]
    if problems or missing:
        words = "nothing was written"
        parts = [f"{len(problems)} wrong"] * bool(problems) + [f"{len(missing)} missing"] * bool(
            missing
        )
        raise StatplanError(f"{', '.join(parts)}; {words}.", problems=(*problems, *missing))
    text = writing.write(data)
    found = reading.read(text)
    if found.plan is None:
        raise refusal(Path(files.PLAN_FILE), found.problems)
    schedule = make_schedule(found.plan)
    if schedule.problems:
        problems = [_sourced(each, given_by) for each in schedule.problems]
        raise StatplanError(
            "the year cannot be made; nothing was written.", problems=tuple(problems)
        )
    return text


def _missing(gap: Gap) -> Problem:
    fact = f"missing: {gap.question.ask.question}"
    example = "[...]" if gap.question.record else "..."
    return Problem(0, 0, gap.path, fact, f"Give it with --set {gap.path}={example}")


def _sourced(problem: Problem, given_by: Mapping[str, str]) -> Problem:
    """A problem with the name of the flag, file or system that the answer is from."""
    return problem.in_file(given_by.get(problem.path, ""))
