"""Every refusal of an answer: one input, the exit code, the place, the fact, and the remedy."""

import ast
from pathlib import Path

import pytest

from tests.refusals import (
    plan_answers,
    plan_contradictions,
    plan_files,
    plan_next_year,
    plan_others,
    plan_phrases,
    plan_records,
    plan_recurrence,
    plan_rosters,
    plan_series,
)
from tests.support.refusal_cases import RefusalCase, make_folder, run_case
from tests.support.refusal_places import (
    RefusalPlace,
    find_refusal_places,
    find_refusals_in,
    list_hit_places,
)

PACKAGES = (
    "advice", "busy", "calendars", "charter", "csv_reader.py", "documents", "interview", "papers",
    "plan", "records", "roster_file", "schedule", "site", "slots", "systems",
)  # fmt: skip
CASES: tuple[RefusalCase, ...] = (
    *plan_answers.CASES,
    *plan_phrases.CASES,
    *plan_contradictions.CASES,
    *plan_recurrence.CASES,
    *plan_series.CASES,
    *plan_files.CASES,
    *plan_next_year.CASES,
    *plan_rosters.CASES,
    *plan_records.CASES,
    *plan_others.CASES,
)
# The places that no input reaches, each with the reason.
NOT_REACHED = {
    "advice/engine._list_idle_silences: … is no rule any more, since version ….": (
        "no rule has been retired yet"
    ),
}


@pytest.fixture(scope="module")
def places() -> list[RefusalPlace]:
    return find_refusal_places(*PACKAGES)


@pytest.mark.slow
@pytest.mark.parametrize(
    "case", CASES, ids=[f"{case.place} {case.expected.fact}"[:90] for case in CASES]
)
def test_a_refusal_is_shown_word_for_word(
    case: RefusalCase, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run_case(case, make_folder(tmp_path, monkeypatch))


@pytest.mark.slow
def test_every_place_that_refuses_has_a_case(places: list[RefusalPlace]) -> None:
    hit = {
        place.name
        for case in CASES
        for place in list_hit_places(places, case.place, case.expected.fact)
    }
    assert {place.name for place in places} - hit == set(NOT_REACHED)


def test_every_case_is_of_a_place(places: list[RefusalPlace]) -> None:
    assert len(places) > 200
    assert not [
        case.place for case in CASES if not list_hit_places(places, case.place, case.expected.fact)
    ]


TRIAL = """
_TOO_LONG = ("it is too long.", "Shorten it.")
def make_check(noun):
    def check(text):
        raise AnswerError(f"{text!r} is no {noun}.", "Mend it.")
check_day = make_check("day")
def refuse(error, count):
    fact = f"{count} are too many." if count else "nothing is there."
    yield Problem(*position, "path", fact, "Mend it.")
    yield Problem(0, 0, "", *_TOO_LONG)
    yield Problem(0, 0, "", error.message, error.remedy)
def explain(error) -> tuple[str, Words]:
    return f"{error} is wrong.", "Mend it."
"""


def test_a_place_is_found_with_its_fact() -> None:
    places = find_refusals_in(ast.parse(TRIAL), "plan/trial")
    assert {place.name for place in places} == {
        "plan/trial.(module): … is no day.",
        "plan/trial.refuse: … are too many.",
        "plan/trial.refuse: nothing is there.",
        "plan/trial.refuse: it is too long.",
        "plan/trial.explain: … is wrong.",
    }
    (hit,) = list_hit_places(places, "plan/trial.explain", "'x' is wrong.")
    assert hit.text == "… is wrong."
    assert not list_hit_places(places, "plan/trial.explain", "'x' is no day.")
