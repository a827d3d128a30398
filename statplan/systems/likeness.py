"""The structure of a documented system, without what belongs to one government."""

from collections.abc import Mapping
from typing import Any

from statplan import systems
from statplan.plan import questions
from statplan.plan.paths import AnswerPath, find_answers, get_answer
from statplan.plan.yaml_reader import parse_yaml

_ROSTERS = ("participants.people", "participants.departments")


def extract_likeness(system_key: str) -> dict[str, Any]:
    """Return the answers of a documented system that another government may begin with.

    Its leadership pattern, focus, cadence, length and publicity stay; names, people, departments,
    rooms, hashtags and dates are left out, to be asked. A series takes its subject's id, or gets
    `stat`, `series-2`, `series-3`.

    Raises:
        StatplanError: no system has this key.
    """
    answers = parse_yaml(systems.read_system(system_key)).answers
    answers.pop("advice", None)
    subject_ids = {subject["id"] for subject in get_answer(answers, "focus.subjects") or ()}
    for question in questions.list_questions():
        names_local_records = any(roster in _ROSTERS for roster in question.rosters)
        if question.key == "rotate":
            for path, rotated_ids in list(find_answers(answers, question.path)):
                if isinstance(rotated_ids, list) and not _list_words(rotated_ids) <= subject_ids:
                    _drop_answer(answers, path)
        elif question.ask.identity or names_local_records:
            for path, _ in list(find_answers(answers, question.path)):
                _drop_answer(answers, path)
    for index, series in enumerate(get_answer(answers, "frequency.series") or ()):
        series["id"] = series.get("subject") or (f"series-{index + 1}" if index else "stat")
    return _drop_empty_groups(answers)


def _list_words(turns: list[Any]) -> set[str]:
    """Return the ids of a rotation, also of those that share a turn."""
    return {word for turn in turns for word in (turn if isinstance(turn, list) else [turn])}


def _drop_answer(group: Any, path: AnswerPath) -> None:  # noqa: ANN401 - plain data
    for step in path[:-1]:
        group = group[step]
    del group[path[-1]]


def _drop_empty_groups(answers: Mapping[str, Any]) -> dict[str, Any]:
    """Return the answers without groups that have become empty."""
    cleaned_answers = {
        key: _drop_empty_groups(answer) if isinstance(answer, dict) else answer
        for key, answer in answers.items()
    }
    return {key: answer for key, answer in cleaned_answers.items() if answer != {}}
