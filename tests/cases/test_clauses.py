"""The clauses of laws, orders, and pages that define real programs, against the questionnaire.

`clauses.yaml` says for each clause which questions take it. For six texts, `laws` has a plan with
all that the text says, and nothing else; its charter is held against the clauses.
"""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import pytest
import yaml
from pydantic import TypeAdapter

from statplan.charter import make_charter
from statplan.documents import render_document
from statplan.plan import questions
from statplan.plan.loader import parse_plan
from statplan.plan.paths import find_answers
from statplan.plan.questions import Question
from statplan.schedule import make_schedule

HERE = Path(__file__).parent
TEXTS: list[dict[str, Any]] = yaml.safe_load((HERE / "clauses.yaml").read_text(encoding="utf-8"))
LAWS = sorted(path.stem for path in (HERE / "laws").glob("*.yaml"))
each_text = pytest.mark.parametrize("text", TEXTS, ids=[text["text"] for text in TEXTS])
each_law = pytest.mark.parametrize("law", LAWS)

# What a charter may say only where the plan has an answer: the answer's path, and the words.
ONLY_WITH_AN_ANSWER = {
    "leadership.designee": r"leads in the absence|presides|acts for the",
    "leadership.chair": r"sits at the head",
    "leadership.alternates.chair": r"alternate",
    "leadership.escalation.after_days": r"days overdue",
    "participants.panel": r"besides the panel|before the panel|sits? on the panel",
    "participants.department_brings": r"department (brings|sends)",
    "participants.departments": r"in the order in which they are listed",
    "participants.partners": r"from outside the government",
    "participants.counsel": r"counsel attends|lawyer",
    "frequency.preparation.data_due": r"working days before (the|each) meeting",
    "frequency.preparation.memo_hours": r"memo (goes out|is sent)",
    "frequency.preparation.follow_up_days": r"memo is issued",
    "frequency.place.room": r"meets? in (the )?(room|city hall)",
    "publicity.access": r"open to the public|closed to the public|anybody may attend",
    "publicity.broadcast": r"television|streamed",
    "publicity.redaction.rules": r"is taken out|redacted",
}


def clauses() -> Iterator[tuple[str, dict[str, Any]]]:
    """Every clause with the key of its text."""
    for text in TEXTS:
        for clause in text["clauses"]:
            yield text["text"], clause


def find_text(key: str) -> dict[str, Any]:
    """The text with a key."""
    return next(text for text in TEXTS if text["text"] == key)


def read_law(law: str) -> dict[str, Any]:
    """The answers of a text's plan."""
    reading = parse_plan((HERE / "laws" / f"{law}.yaml").read_text(encoding="utf-8"))
    assert reading.problems == ()
    assert reading.answers == reading.document.answers  # none is dropped
    return dict(reading.answers)


def read_charter(law: str) -> str:
    """The words of the charter of a text's plan, on one line, without its open questions."""
    plan = parse_plan((HERE / "laws" / f"{law}.yaml").read_text(encoding="utf-8")).plan
    assert plan
    markdown = render_document(make_charter(plan, make_schedule(plan)), "md").decode()
    lines = (line for line in markdown.splitlines() if not re.search(r"\? *\|", line))
    return re.sub(r"[\s*]+", " ", " ".join(lines)).replace("\\", "")


def check_answer(question: Question, answer: object) -> object:
    """Return the answer as its question reads it; an answer that it refuses is an error."""
    annotation = Annotated[question.field.annotation, *question.field.metadata]  # type: ignore[name-defined]
    return TypeAdapter(annotation).validate_python(answer)


def test_the_table_has_every_clause_of_every_text() -> None:
    assert len(TEXTS) == 23
    assert len(list(clauses())) == 221
    assert len({(text, clause["clause"]) for text, clause in clauses()}) == 221


def test_at_least_185_clauses_are_expressed_whole() -> None:
    verdicts = Counter(clause["verdict"] for _, clause in clauses())
    assert verdicts == {"whole": 210, "part": 9, "none": 2}
    assert verdicts["whole"] >= 185


def test_every_path_is_a_question_and_every_gap_has_a_reason() -> None:
    patterns = questions.list_path_patterns()
    for text, clause in clauses():
        paths = clause.get("paths", [])
        assert set(paths) <= patterns, (text, clause)
        assert bool(paths) == (clause["verdict"] != "none"), (text, clause)
        assert ("reason" in clause) == (clause["verdict"] != "whole"), (text, clause)


@each_text
def test_no_clause_is_distorted_by_a_closed_choice(text: dict[str, Any]) -> None:
    by_path = questions.index_questions()
    answers = text.get("choices", {})
    paths = [
        path for clause in text["clauses"] for path in clause.get("paths", []) if path in by_path
    ]
    chosen = {path for path in paths if questions.list_choices(by_path[path])}
    assert chosen - answers.keys() == set()
    for path, answer in answers.items():
        check_answer(by_path[path], answer)


def test_an_answer_that_is_no_choice_is_refused() -> None:
    question = questions.index_questions()["leadership.form"]
    assert check_answer(question, "other: county manager")
    with pytest.raises(ValueError, match="not one of the choices"):
        check_answer(question, "county manager")


def test_six_texts_have_a_plan_of_their_own() -> None:
    assert LAWS == ["BALT-61", "BUFFALO", "GMAP", "MONTGOMERY", "NO-QOL", "USC-1121"]


@each_law
def test_a_plan_answers_every_clause_of_its_text(law: str) -> None:
    answers = read_law(law)
    for clause in find_text(law)["clauses"]:
        missing = [
            path for path in clause.get("paths", []) if not list(find_answers(answers, path))
        ]
        assert missing == ([] if clause["verdict"] == "whole" else missing), clause
    for path, choice in find_text(law).get("choices", {}).items():
        question = questions.index_questions()[path]
        chosen = check_answer(question, choice)
        assert chosen in [
            check_answer(question, answer) for _, answer in find_answers(answers, path)
        ], path


@each_law
def test_a_charter_has_every_clause_of_its_text(law: str) -> None:
    charter = read_charter(law)
    lost = [
        (clause["clause"], words)
        for clause in find_text(law)["clauses"]
        for words in clause.get("says", ())
        if not re.search(words, charter, re.IGNORECASE)
    ]
    assert lost == []
    whole = [clause for clause in find_text(law)["clauses"] if clause["verdict"] == "whole"]
    assert all(clause.get("says") for clause in whole)


@each_law
def test_a_charter_says_nothing_about_answers_that_its_text_does_not_have(law: str) -> None:
    answers, charter = read_law(law), read_charter(law)
    invented = {
        path: words
        for path, pattern in ONLY_WITH_AN_ANSWER.items()
        if not list(find_answers(answers, path))
        for words in re.findall(pattern, charter, re.IGNORECASE)
    }
    assert invented == {}
