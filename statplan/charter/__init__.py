"""The charter: what was decided, in sentences, with the year of meetings as its annex."""

from collections.abc import Iterator, Sequence

from statplan.charter.annex import year
from statplan.charter.briefing import make_briefing
from statplan.charter.contents import TOPICS
from statplan.charter.front import front, title
from statplan.charter.given import Given
from statplan.charter.letter import make_letter
from statplan.charter.roster import roster
from statplan.charter.silenced import Silenced, silenced
from statplan.charter.undecided import list_gaps
from statplan.documents.blocks import Block, Document, Heading
from statplan.plan import Plan
from statplan.plan.undecided import Gap, find_gaps
from statplan.schedule.meeting import Schedule

_SHORT_YEAR = 24  # meetings; a longer annex begins on a page of its own


def make_charter(plan: Plan, schedule: Schedule, advice: Sequence[Silenced] = ()) -> Document:
    """Write the charter of a plan.

    Every essential question that nobody has answered reads "To be decided" in its place and stands
    in a list before the annexes.

    Args:
        plan: the plan.
        schedule: its year.
        advice: the advice that the plan silences, which the last annex names with the reasons.
    """
    given = Given(plan, schedule)
    gaps = tuple(find_gaps(given.answers))
    blocks: list[Block] = [*front(given, gaps)]
    for count, (heading, section) in enumerate(_sections(given, gaps), 1):
        blocks += [Heading(2, f"{count}. {heading}"), *section]
    for letter, heading, annex, apart in (
        ("A", "The year", year(given), len(schedule.meetings) > _SHORT_YEAR),
        ("B", "Roster", roster(given), False),
        ("C", "Advice that is not followed", silenced(advice), False),
    ):
        section = tuple(annex)
        if section:
            blocks += [Heading(2, f"Annex {letter}. {heading}", new_page=apart), *section]
    organization = plan.program.organization or ""
    return Document(title(given), organization, "en-US", organization, tuple(blocks), plan.created)


def _sections(given: Given, gaps: tuple[Gap, ...]) -> Iterator[tuple[str, tuple[Block, ...]]]:
    for topic in TOPICS:
        section = topic.blocks(given, gaps)
        if section:
            yield topic.title, section
    unwritten = [topic.title for topic in TOPICS if topic.is_unwritten(given)]
    closing = tuple(list_gaps(given, gaps, unwritten))
    if closing:
        yield "To be decided", closing


__all__ = ["Silenced", "make_briefing", "make_charter", "make_letter"]
