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
from statplan.cli.loading import located, refusal
from statplan.cli.reference import plan_schema_text, system_text
from statplan.errors import Problem, StatplanError
from statplan.plan import fields, reading, writing
from statplan.plan.ranking import Answers, parse_setting
from statplan.plan.source import Source, parse
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


Sources = dict[str, Source]


@dataclass(frozen=True, slots=True)
class Places:
    """Where answers are from: who gave each, and the files among those who did."""

    given_by: Mapping[str, str]
    files: Sources

    def of(self, problem: Problem) -> Problem:
        """A problem with the flag, system or file of its answer, and its line in the file."""
        around = [path for path in self.given_by if fields.within(problem.path, path)]
        who = self.given_by[max(around, key=len)] if around else ""
        source = self.files.get(who)
        if source is None or fields.at(source.data, problem.path) is None:
            return problem.in_file(who)
        return located(problem, source).in_file(who)


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
    files_given = Sources()
    answers = gather(given, clock.today(), files_given)
    if ask:
        from statplan.cli.interview import interview

        interview(answers)
    data = complete(answers.data, str(uuid4()), clock.today())
    text = text_of(data, Places(answers.given_by, files_given), whole=not ask)
    outputs = {path: text.encode(), folder / writing.SCHEMA_FILE: plan_schema_text().encode()}
    files.write_all(outputs)
    place = "" if folder == Path() else f" {folder}"
    sys.stderr.write(
        f"wrote  {path}\n"
        f"Next: `statplan show{place}` prints the year;\n"
        f"      `statplan build{place}` writes the charter and the calendars.\n"
    )


def gather(given: Given, today: date, read: Sources) -> Answers:
    """Bring the answers together: flag over file over system over default.

    Args:
        given: what the command line said.
        today: from which the default year, the next one, is counted.
        read: filled with the answers file, so that what is wrong in it can be placed.
    """
    answers = Answers()
    if given.like:
        from statplan.systems.likeness import like

        system_text(given.like)
        answers.add(like(given.like), f"like {given.like}")
    if given.answers:
        source = _from_file(given.answers)
        read[str(given.answers)] = source
        answers.add(
            {key: value for key, value in source.data.items() if value is not None},
            str(given.answers),
        )
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


def _from_file(path: Path) -> Source:
    try:
        text = files.read(path).decode("utf-8")
    except UnicodeDecodeError:
        hint = "Save it as UTF-8."
        raise StatplanError(f"{path} is not UTF-8.", hint=hint) from None
    source = parse(text)
    if source.problems:
        raise refusal(path, source.problems)
    return source


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


def text_of(data: Mapping[str, Any], places: Places, *, whole: bool) -> str:
    """The plan file's text, once nothing in it is wrong.

    Args:
        data: the answers.
        places: where each answer is from.
        whole: whether everything that a calendar needs must be there.

    Raises:
        StatplanError: with every missing answer and every wrong one at once.
    """
    wrong = [places.of(each) for each in reading.check(data).problems]
    missing = [_missing(gap) for gap in find_needed(data)] if whole else []
    _refuse(wrong, missing)
    text = writing.write(data)
    found = reading.read(text)
    if found.plan is None:
        raise refusal(Path(files.PLAN_FILE), found.problems)
    _refuse([places.of(each) for each in make_schedule(found.plan).problems], [])
    return text


def _refuse(wrong: list[Problem], missing: list[Problem]) -> None:
    counts = [f"{len(wrong)} wrong"] * bool(wrong) + [f"{len(missing)} missing"] * bool(missing)
    if counts:
        message = f"{', '.join(counts)}; nothing was written."
        raise StatplanError(message, problems=(*wrong, *missing))


def _missing(gap: Gap) -> Problem:
    fact = f"missing: {gap.question.ask.question}"
    example = "[...]" if gap.question.record else "..."
    return Problem(0, 0, gap.path, fact, f"Give it with --set {gap.path}={example}")
