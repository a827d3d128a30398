"""Answers about who attends, drawn by chance and put into a plan that has a schedule."""

from collections.abc import Sequence
from random import Random

from tests.support.plans import Answers
from tests.support.schedule_plans import draw_schedule_plan

COMPANIONS = (
    "head", "key staff", "data contact", "frontline staff", "other: the union's president",
)  # fmt: skip
FORMS = ("mayor", "mayor and city manager", "county executive", "other: Chair of the Board")


def draw_attendance_plan(seed: int) -> Answers:
    """Draw answers that the reader accepts, with every question about who attends."""
    made, random = draw_schedule_plan(seed), Random(~seed)  # noqa: S311 - nothing secret
    people = [one["id"] for one in made["participants"]["people"]]
    participants, leadership = made["participants"], made.setdefault("leadership", {})
    _answer(random, leadership, "form", FORMS)
    if random.random() < 0.4:
        leadership.pop("principal", None)
    if random.random() < 0.6:
        leadership["attends"] = random.choice(
            ("every", "first of each month", "first", "some", "never")
        )
    _answer(random, participants, "counsel", ("the principal's", "the department's"))
    _answer(random, participants, "supervisor_attends", ("yes", "no"))
    for key, most in (("panel", 3), ("partners", 2)):
        _answer_several(random, participants, key, people, most)
    _answer_several(random, participants, "department_brings", COMPANIONS, 4)
    analysts: Answers = {}
    _answer_several(random, analysts, "people", people, 2)
    _answer(random, analysts, "recorder", people)
    participants["analysts"] = analysts
    if random.random() < 0.5:
        random.choice(participants["people"])["division"] = ["finance and budget", "legal"]
    for department in participants["departments"]:
        for key in ("head", "contact", "budget_analyst"):
            _answer(random, department, key, people)
        _answer_several(random, department, "key_staff", people, 2)
    for subject in made["focus"]["subjects"]:
        _answer(random, subject, "leader", people)
    for series in made["frequency"]["series"]:
        for key in ("presenters", "required", "optional"):
            _answer_several(random, series, key, people, 2)
    return made


def _answer(random: Random, answers: Answers, key: str, choices: Sequence[object]) -> None:
    if random.random() < 0.5:
        answers[key] = random.choice(choices)


def _answer_several(
    random: Random, answers: Answers, key: str, choices: Sequence[str], most: int
) -> None:
    if random.random() < 0.5:
        answers[key] = random.sample(list(choices), random.randint(1, most))
