"""Which answers a plan still lacks: the essential ones, and those that a calendar needs."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from statplan.plan import fields
from statplan.plan.fields import Question

_ROSTERS = {"departments": "participants.departments", "subjects": "focus.subjects"}


@dataclass(frozen=True, slots=True)
class Gap:
    """An answer that is not there: its path (`frequency.series[1].at`) and its question.

    `whose` names the record that lacks it, where it is asked of each record of a list.
    """

    path: str
    question: Question
    whose: str = ""

    @property
    def label(self) -> str:
        """The answer's short name, after the name of its record where it has one."""
        label = self.question.ask.label
        return f"{self.whose}, {label.lower()}" if self.whose else label


def find_gaps(data: Mapping[str, Any]) -> Iterator[Gap]:
    """The essential questions that apply and have no answer, in the order in which they are asked.

    A question that has a default of the tool's is no gap. Of the questions about one record of a
    list, only those count without which there is no calendar.

    Args:
        data: the answers as plain data.
    """
    for question in fields.questions():
        if question.in_record:
            if question.ask.needed:
                yield from _of_records(question, data)
        elif question.ask.depth == "essential" and question.field.default is None:
            lacking = fields.at(data, question.path) in (None, [])
            if lacking and fields.applies(question, data):
                yield Gap(question.path, question)


def _of_records(question: Question, data: Mapping[str, Any]) -> Iterator[Gap]:
    roster, _, key = question.path.partition("[].")
    records = fields.at(data, roster)
    for index, record in enumerate(records if isinstance(records, list) else ()):
        if not isinstance(record, Mapping):
            continue
        if fields.at(record, key) is None and fields.applies(question, data, record):
            whose = record.get("name") or record.get("id") or str(index + 1)
            yield Gap(f"{roster}[{index}].{key}", question, str(whose))


def find_needed(data: Mapping[str, Any]) -> list[Gap]:
    """The gaps that must be filled before there is a calendar.

    A list that a series goes through is needed too.
    """
    wanted = {
        _ROSTERS[word]
        for key in ("rotate", "for_each")
        for _, word in fields.places(data, f"frequency.series[].{key}")
        if isinstance(word, str) and word in _ROSTERS
    }
    return [gap for gap in find_gaps(data) if gap.question.ask.needed or gap.path in wanted]
