"""The charter: what was decided, in sentences, and the annexes."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from statplan.charter.annexes import SilencedAdvice, write_roster, write_silenced_advice, write_year
from statplan.charter.context import CharterContext
from statplan.charter.outline import SECTIONS, write_closing_list
from statplan.charter.title_block import format_title, write_title_block
from statplan.documents.blocks import Block, Document, Heading
from statplan.plan.missing import MissingAnswer, find_missing_answers
from statplan.plan.model import Plan
from statplan.schedule.model import Schedule

_SHORT_YEAR = 24  # meetings; a longer annex begins on a page of its own


def make_charter(plan: Plan, schedule: Schedule, advice: Sequence[SilencedAdvice] = ()) -> Document:
    """Write the charter of a plan.

    Every answer without which something stays open reads "To be decided" in its place, and is in a
    list before the annexes.

    Args:
        plan: the plan.
        schedule: its year.
        advice: the advice that the plan silences, for the last annex.
    """
    context = CharterContext(plan, schedule)
    gaps = tuple(find_missing_answers(context.answers))
    section_answers = (section.find_open_answers(context) for section in SECTIONS)
    listed = (*gaps, *chain.from_iterable(section_answers))
    open_answers = tuple({answer.path: answer for answer in listed}.values())
    blocks: list[Block] = [*write_title_block(context, open_answers)]
    for number, (heading, section) in enumerate(_write_sections(context, gaps, open_answers), 1):
        blocks += [Heading(2, f"{number}. {heading}"), *section]
    for letter, heading, annex, new_page in (
        ("A", "The year", write_year(context), len(schedule.meetings) > _SHORT_YEAR),
        ("B", "Roster", write_roster(context), False),
        ("C", "Advice that is not followed", write_silenced_advice(advice), False),
    ):
        annex_blocks = tuple(annex)
        if annex_blocks:
            blocks += [Heading(2, f"Annex {letter}. {heading}", new_page=new_page), *annex_blocks]
    organization = plan.program.organization or ""
    return Document(
        format_title(context), organization, "en-US", organization, tuple(blocks), plan.created
    )


def _write_sections(
    context: CharterContext,
    gaps: tuple[MissingAnswer, ...],
    open_answers: Iterable[MissingAnswer],
) -> Iterator[tuple[str, tuple[Block, ...]]]:
    for section in SECTIONS:
        blocks = section.write_blocks(context, gaps)
        if blocks:
            yield section.title, blocks
    closing = tuple(write_closing_list(context, open_answers))
    if closing:
        yield "To be decided", closing


__all__ = ["SilencedAdvice", "make_charter"]
