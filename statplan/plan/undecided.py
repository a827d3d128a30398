"""Which answers a plan still lacks: those a calendar needs, and those that are merely undecided."""

from collections.abc import Mapping
from typing import Any

from statplan.plan import fields
from statplan.plan.fields import Question


def open_questions(data: Mapping[str, Any]) -> list[Question]:
    """The essential questions that apply and have no answer; a default is an answer."""
    return [
        each
        for each in fields.questions()
        if each.ask.depth == "essential"
        and not each.in_record
        and each.field.default is None
        and fields.applies(each, data)
        and fields.at(data, each.path) is None
    ]


def needed(data: Mapping[str, Any]) -> list[tuple[str, Question]]:
    """The answers without which there is no calendar, each with its path."""
    found: list[tuple[str, Question]] = []
    for question in fields.questions():
        if not question.ask.needed:
            continue
        if not question.in_record:
            if not fields.at(data, question.path):
                found.append((question.path, question))
            continue
        roster, _, key = question.path.partition("[].")
        for index, record in enumerate(fields.at(data, roster) or ()):
            open_one = isinstance(record, Mapping) and record.get(key) is None
            if open_one and fields.applies(question, data, record):
                found.append((f"{roster}[{index}].{key}", question))
    return found + _rosters(data)


def _rosters(data: Mapping[str, Any]) -> list[tuple[str, Question]]:
    """Lists that a series goes through, and that are empty."""
    wanted = {
        word
        for key in ("rotate", "for_each")
        for _, word in fields.places(data, f"frequency.series[].{key}")
        if isinstance(word, str)
    }
    paths = {"departments": "participants.departments", "subjects": "focus.subjects"}
    return [
        (path, fields.by_path()[path])
        for word, path in paths.items()
        if word in wanted and not fields.at(data, path)
    ]
