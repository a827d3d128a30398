"""The answers that a plan still lacks: the essential ones, and those a calendar needs."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from statplan.plan import questions
from statplan.plan.lookup import ROSTER_PATHS
from statplan.plan.paths import find_answers, get_answer
from statplan.plan.questions import Question


@dataclass(frozen=True, slots=True)
class MissingAnswer:
    """An answer that is not there: its path (`frequency.series[1].at`) and its question.

    `record_name` names the record that lacks it, where it is asked of each record of a list.
    """

    path: str
    question: Question
    record_name: str = ""

    @property
    def label(self) -> str:
        """The answer's short name, after the name of its record where it has one."""
        label = self.question.ask.label
        return f"{self.record_name}, {label.lower()}" if self.record_name else label


def find_missing_answers(answers: Mapping[str, Any]) -> Iterator[MissingAnswer]:
    """Yield the essential questions that apply and have no answer, in the order they are asked.

    A question for which the tool has a default is never missing. Of the questions about one record
    of a list, only those count without which there is no calendar; a recurring meeting of which a
    law states the minimum alone needs no day and time yet.

    Args:
        answers: the answers as plain data.
    """
    return _iter_missing_answers(answers, with_minimums=False)


def _iter_missing_answers(
    answers: Mapping[str, Any], *, with_minimums: bool
) -> Iterator[MissingAnswer]:
    for question in questions.list_questions():
        if question.is_in_record:
            if question.ask.needed:
                yield from _find_missing_in_records(question, answers, with_minimums=with_minimums)
        elif question.depth == "essential" and question.field.default is None:
            is_missing = get_answer(answers, question.path) in (None, [])
            if is_missing and questions.is_applicable(question, answers):
                yield MissingAnswer(question.path, question)


def _find_missing_in_records(
    question: Question, answers: Mapping[str, Any], *, with_minimums: bool
) -> Iterator[MissingAnswer]:
    list_path, _, key = question.path.partition("[].")
    records = get_answer(answers, list_path)
    for index, record in enumerate(records if isinstance(records, list) else ()):
        if not isinstance(record, Mapping):
            continue
        if _states_only_minimum(record) and not with_minimums:
            continue
        if get_answer(record, key) is None and questions.is_applicable(question, answers, record):
            record_name = record.get("name") or record.get("id") or str(index + 1)
            yield MissingAnswer(f"{list_path}[{index}].{key}", question, str(record_name))


def _states_only_minimum(record: Mapping[str, Any]) -> bool:
    """Return whether a recurring meeting has a law's minimum, and no day or time of its own yet.

    Its charter is complete without them, and the calendar says what it waits for.
    """
    own_dates = ("every", "on", "at", "dates", "rule")
    return "at_least" in record and not any(key in record for key in own_dates)


def find_calendar_blockers(
    answers: Mapping[str, Any], *, with_minimums: bool = True
) -> list[MissingAnswer]:
    """Return the missing answers without which there is no calendar.

    A list that a series goes through is needed too.

    Args:
        answers: the answers as plain data.
        with_minimums: whether a recurring meeting that states its minimum alone counts, which has
            a charter without a day and a time, and no calendar.
    """
    list_paths = {
        ROSTER_PATHS[word]
        for turn_field in ("rotate", "for_each")
        for _, word in find_answers(answers, f"frequency.series[].{turn_field}")
        if isinstance(word, str) and word in ROSTER_PATHS
    }
    return [
        missing_answer
        for missing_answer in _iter_missing_answers(answers, with_minimums=with_minimums)
        if missing_answer.question.ask.needed or missing_answer.path in list_paths
    ]
