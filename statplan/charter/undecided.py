"""What a charter cannot do without and nobody has decided yet."""

from collections.abc import Iterable, Iterator

from statplan.charter.english import times
from statplan.charter.given import Given
from statplan.charter.layout import table
from statplan.documents.blocks import Block, Paragraph
from statplan.plan.english import listing
from statplan.plan.undecided import Gap


def list_gaps(given: Given, gaps: Iterable[Gap], unwritten: Iterable[str]) -> Iterator[Block]:
    """Write the closing list.

    Args:
        given: the plan.
        gaps: the essential answers that are not stated.
        unwritten: the titles of the sections of which nothing is stated.
    """
    rows = [(gap.label, gap.question.words(given.answers), gap.path) for gap in gaps]
    if rows:
        yield Paragraph(
            (f"This charter waits for {times(len(rows), 'answer')}. Each has a place in the plan.",)
        )
    titles = list(unwritten)
    if titles:
        yield Paragraph((f"Nothing has been decided yet on: {listing(titles)}.",))
    yield from table("Answers not yet given", ("Answer", "Question", "Place in the plan"), rows)
