"""`statplan init`: answers from flags, a file, a documented system or a person, made a plan."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

from statplan import files, screen
from statplan.cli import clock
from statplan.cli.gathering import Given, gather
from statplan.cli.loading import located, refusal
from statplan.cli.reference import plan_schema_text
from statplan.errors import Problem, StatplanError
from statplan.files.near_misses import quote
from statplan.files.output import find_loss
from statplan.plan import fields, reading, writing
from statplan.plan.applying import without_inapplicable
from statplan.plan.source import Source
from statplan.plan.undecided import Gap, find_needed
from statplan.schedule import make_schedule
from statplan.schedule.closed import public_holidays
from statplan.schedule.year import last_day

_AFTER_YEAR = timedelta(days=62)  # back-ups of the last meetings may stand in the next year
_HOLIDAYS = "frequency.holidays"

Sources = dict[str, Source]


@dataclass(frozen=True, slots=True)
class Places:
    """Where answers are from: who gave each, and the files among those who did."""

    given_by: Mapping[str, str]
    files: Sources

    def of(self, problem: Problem) -> Problem:
        """A problem with the flag, system or file of its answer, and its line in the file."""
        if re.sub(r"\[\d+\]", "[]", problem.path) not in fields.shapes():
            return self._of_unknown(problem)
        around = [path for path in self.given_by if fields.within(problem.path, path)]
        who = self.given_by[max(around, key=len)] if around else ""
        source = self.files.get(who)
        if source is None or fields.at(source.data, problem.path) is None:
            return problem.in_file(who)
        return located(problem, source).in_file(who)

    def _of_unknown(self, problem: Problem) -> Problem:
        """A problem of a key that no plan has, with the place of the key in the file."""
        for name, source in self.files.items():
            for path, (line, column) in source.keys.items():
                if fields.join(path) == problem.path:
                    placed = replace(problem, line=line, column=column, file=name)
                    return reading.with_example(placed)
        return problem.in_file(self.given_by.get(problem.path, ""))


def run(folder: Path, given: Given) -> None:
    """Make a plan in a folder without asking, and say what comes next.

    Raises:
        StatplanError: there is a plan already (4); answers are wrong or missing (1).
    """
    path = folder / files.PLAN_FILE
    if path.exists():
        hint = "Without --no-input its questions are asked again; or make a plan in another folder."
        raise StatplanError(f"{path} is there already.", hint=hint, exit_code=4)
    read = Sources()
    answers = gather(given, clock.today().year + 1, read).answers()
    data, gone = complete(answers.data, str(uuid4()), clock.today())
    text = text_of(data, Places(answers.given_by, read), whole=True)
    for each in gone:
        screen.say(f"left out {each}: another answer rules it out")
    write(folder, text)


def write(folder: Path, text: str) -> None:
    """Write the plan and its schema, and say what comes next."""
    path, schema = folder / files.PLAN_FILE, folder / writing.SCHEMA_FILE
    outputs = {path: text.encode(), schema: plan_schema_text().encode()}
    loss = find_loss(schema, outputs[schema])
    if loss:
        del outputs[schema]
        screen.say(
            f"{loss} It stays as it is.\nTo replace it: `statplan schema > {quote(schema)}`."
        )
    changed = files.write_all(outputs)
    place = "" if folder == Path() else f" {quote(folder)}"
    screen.say(
        f"{'wrote ' if path in changed else 'kept  '} {path}\n"
        f"Next: `statplan show{place}` prints the year;\n"
        f"      `statplan build{place}` writes the charter and the calendars."
    )


def complete(
    data: Mapping[str, Any],
    lineage: str,
    today: date,
    before: Mapping[str, Any] | None = None,
) -> tuple[dict[str, Any], list[str]]:
    """Give a plan its identity, and write down the holidays that its year knows.

    Args:
        data: the answers.
        lineage: a new UUID, used where the answers bring none.
        today: the day of making, likewise.
        before: the answers of the plan that is changed, if one is.

    Returns:
        The answers, and the paths of those that are left out because they do not apply.
    """
    identity = {"statplan": 1, "lineage": lineage, "created": today.isoformat()}
    whole = {**identity, **data}
    if reading.check(whole).problems:
        return whole, []
    whole, gone = without_inapplicable(whole, before)
    if before is not None and _elsewhere(whole, before):
        del whole["frequency"]["holidays"]["listed"]
    return _with_holidays(whole), gone


def _elsewhere(data: Mapping[str, Any], before: Mapping[str, Any]) -> bool:
    """Whether the holidays that are listed are those of a place that is no longer the plan's."""
    said, was = (fields.at(each, _HOLIDAYS) or {} for each in (data, before))
    place = ("country", "subdivision", "observed")
    moved = any(said.get(key) != was.get(key) for key in place)
    return moved and said.get("listed") is not None and said["listed"] == was.get("listed")


def _with_holidays(whole: dict[str, Any]) -> dict[str, Any]:
    """The answers with the public holidays of the year by name, where a country is stated."""
    plan = reading.check(whole).plan
    if plan is None or plan.frequency.first_day is None:
        return whole
    holidays, first = plan.frequency.holidays, plan.frequency.first_day
    if not holidays.country or holidays.listed:
        return whole
    last = last_day(first, plan.frequency.months) + _AFTER_YEAR
    years = tuple(range(first.year, last.year + 1))
    try:
        days = public_holidays(
            holidays.country, holidays.subdivision, years, observed=holidays.observed
        )
    except LookupError:
        return whole  # the schedule names it, with its place
    listed = {day.isoformat(): name for day, name in days.items()}
    stated = {**whole["frequency"]["holidays"], "listed": listed}
    return {**whole, "frequency": {**whole["frequency"], "holidays": stated}}


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
