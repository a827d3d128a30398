"""What a charter cannot do without and nobody has decided yet."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from statplan.charter.english import listing, times
from statplan.charter.layout import table
from statplan.documents.blocks import Block, Paragraph
from statplan.plan import Plan, fields


@dataclass(frozen=True, slots=True)
class Gap:
    """One essential answer that is not stated.

    `path` is where it belongs (`frequency.series[1].at`), `asked_as` the path of its question,
    `label` the answer's short name and `question` the question in words.
    """

    path: str
    asked_as: str
    label: str
    question: str


def find_gaps(plan: Plan) -> tuple[Gap, ...]:
    """Find every essential question that applies and has no answer, in the order of the plan.

    Of the questions about one record of a list, only those count without which it is of no use.
    """
    answers = plan.model_dump(mode="json", by_alias=True, exclude_none=True)
    return tuple(_gaps(answers))


def _gaps(answers: Mapping[str, Any]) -> Iterator[Gap]:
    for question in fields.questions():
        if question.in_record or not fields.applies(question, answers):
            continue
        stated = fields.at(answers, question.path)
        if stated is None and question.ask.depth == "essential":
            yield Gap(question.path, question.path, question.ask.label, question.words(answers))
        elif stated is not None and question.record:
            for index, record in enumerate(stated):
                yield from _record_gaps(f"{question.path}[{index}]", record, answers)


def _record_gaps(path: str, record: Mapping[str, Any], answers: Mapping[str, Any]) -> Iterator[Gap]:
    list_path, _, _ = path.rpartition("[")
    for question in fields.questions():
        asked_of_it = question.path == f"{list_path}[].{question.key}" and question.ask.needed
        missing = asked_of_it and question.key not in record
        if missing and fields.applies(question, answers, record):
            label = f"{record.get('name', record['id'])}, {question.ask.label.lower()}"
            words = question.words(answers)
            yield Gap(f"{path}.{question.key}", question.path, label, words)


def list_gaps(gaps: Iterable[Gap], unwritten: Iterable[str]) -> Iterator[Block]:
    """Write the closing list.

    Args:
        gaps: the essential answers that are not stated.
        unwritten: the titles of the sections of which nothing is stated.
    """
    rows = [(gap.label, gap.question, gap.path) for gap in gaps]
    if rows:
        yield Paragraph(
            (f"This charter waits for {times(len(rows), 'answer')}. Each has a place in the plan.",)
        )
    yield from table("Answers not yet given", ("Answer", "Question", "Place in the plan"), rows)
    titles = list(unwritten)
    if titles:
        yield Paragraph((f"Nothing has been decided yet on: {listing(titles)}.",))
