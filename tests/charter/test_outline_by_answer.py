"""Every answer is read in the charter: another answer gives another charter."""

from collections.abc import Iterator
from copy import deepcopy
from functools import cache
from typing import Any

import pytest

from statplan.charter import make_charter
from statplan.documents import render_document
from statplan.plan import loader
from statplan.plan.paths import find_answers
from statplan.plan.questions import Question, list_choices, list_questions
from statplan.schedule import make_schedule
from tests.support.generated_plans import draw_full_plan
from tests.support.sampling import sample

SEEDS = (*range(8), 10, 14, 17, 25, 49, 107)  # each question is answered in one of them
# Settings of calendars, of searches, of the page, and of the interview, and whole lists.
NOT_READ = {
    *(f"frequency.calendars.{each}" for each in
      ("cancelled_days", "confirm_share", "folder", "organizer")),
    *(f"frequency.slots.{each}" for each in
      ("days", "first", "last", "liked_from", "liked_until", "same_day", "shunned", "spread",
       "step")),
    *(f"program.readiness.{each}" for each in
      ("analysts", "champion", "data", "follow_up", "goals", "influence", "leaders_act")),
    *(f"publicity.{each}" for each in
      ("about", "address", "back_ups", "languages", "redaction.grounds[].code")),
    "frequency.backup.release_days", "frequency.holidays.open",
    "participants.people[].email",
}  # fmt: skip
# What changes dates alone: the tests of the schedule have these.
SCHEDULED = ("frequency.series", "frequency.civic_dates", "frequency.holidays.observed")


@cache
def read_plans() -> dict[int, dict[str, Any]]:
    return {seed: draw_full_plan(seed) for seed in SEEDS}


@cache
def render_plan(seed: int) -> bytes:
    charter = render(read_plans()[seed])
    assert charter
    return charter


def render(data: dict[str, Any]) -> bytes | None:
    """The charter of answers; None where the plan is refused."""
    found = loader.validate_answers(data)
    if found.plan is None or found.problems:
        return None
    return render_document(make_charter(found.plan, make_schedule(found.plan)), "md")


def iter_other_answers(question: Question, answer: Any) -> Iterator[Any]:
    choices = list_choices(question)
    if isinstance(answer, bool):
        yield not answer
    elif isinstance(answer, int):
        yield answer + 1
        yield answer - 1
    elif isinstance(answer, list):
        yield answer[1:] or None
        yield answer[::-1]
        yield from ([choice] for choice in choices if [choice] != answer)
    elif choices:
        yield from (choice for choice in choices if choice != answer)
    elif isinstance(answer, str):
        yield from ("Other words", "first Monday", "2027-03-04", "10:15", "https://example.org/x")
    yield None


def count_charters(question: Question, seed: int) -> tuple[int, int]:
    """How many answers of a question a plan may have, and how many charters come of them."""
    plan = read_plans()[seed]
    found = [(steps, answer) for steps, answer in find_answers(plan, question.path) if answer]
    found += [(steps, answer) for steps, answer in find_answers(plan, question.path) if answer == 0]
    if not found:
        return 0, 0
    steps, answer = found[0]
    charters = [render_plan(seed)]
    for other in iter_other_answers(question, answer):
        data = deepcopy(plan)
        parent: Any = data
        for step in steps[:-1]:
            parent = parent[step]
        parent[steps[-1]] = other
        charter = render(data)
        if charter is not None:
            charters.append(charter)
    return len(charters), len(set(charters))


@pytest.mark.slow
@pytest.mark.parametrize("section", ["program", "leadership", "focus", "participants",
                                     "frequency", "publicity"])  # fmt: skip
def test_another_answer_gives_another_charter(section: str) -> None:
    not_read, alike = set(), set()
    for question in list_questions():
        if question.path.split(".")[0] != section or question.path.startswith(SCHEDULED):
            continue
        counts = []
        # What no charter reads is looked for in many plans only now and then.
        for seed in sample(SEEDS, 3) if question.path in NOT_READ else SEEDS:
            counts.append(count_charters(question, seed))
            if counts[-1][0] > 1 and counts[-1][0] == counts[-1][1]:
                break
        if all(charters < 2 for _, charters in counts):
            not_read.add(question.path)
        elif all(charters < answers for answers, charters in counts):
            alike.add(question.path)
    assert not_read == {path for path in NOT_READ if path.split(".")[0] == section}
    assert not alike
