"""The answers that a charter needs and nobody has decided yet."""

from collections.abc import Iterable, Iterator

from statplan.charter.english import format_count
from statplan.charter.given import CharterContext
from statplan.charter.layout import build_table
from statplan.documents.blocks import Block, Paragraph
from statplan.plan.english import format_list
from statplan.plan.undecided import MissingAnswer


def write_closing_list(
    context: CharterContext, gaps: Iterable[MissingAnswer], unwritten: Iterable[str]
) -> Iterator[Block]:
    """Write the closing list.

    Args:
        context: the plan.
        gaps: the essential answers that are not stated.
        unwritten: the titles of the sections of which nothing is stated.
    """
    rows = [(gap.label, gap.question.format_question(context.answers), gap.path) for gap in gaps]
    if rows:
        yield Paragraph(
            (
                (
                    f"This charter waits for {format_count(len(rows), 'answer')}. Each has a place "
                    "in the plan."
                ),
            )
        )
    titles = list(unwritten)
    if titles:
        yield Paragraph((f"Nothing has been decided yet on: {format_list(titles)}.",))
    yield from build_table(
        "Answers not yet given", ("Answer", "Question", "Place in the plan"), rows
    )
