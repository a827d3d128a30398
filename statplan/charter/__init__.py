"""The charter: what was decided, in sentences, and the annexes."""

from collections.abc import Iterator, Sequence

from statplan.charter.annexes import SilencedAdvice, write_roster, write_silenced_advice, write_year
from statplan.charter.context import CharterContext
from statplan.charter.outline import SECTIONS
from statplan.charter.title_block import format_title, write_open_questions, write_title_block
from statplan.documents.blocks import Block, Document, Heading
from statplan.plan.model import Plan
from statplan.schedule.model import Schedule

_SHORT_YEAR = 24  # meetings; a longer annex begins on a page of its own


def make_charter(plan: Plan, schedule: Schedule, advice: Sequence[SilencedAdvice] = ()) -> Document:
    """Write the charter of a plan; in front of a draft is what is still to be decided.

    Args:
        plan: the plan.
        schedule: its year.
        advice: the advice that the plan silences, for the last annex.
    """
    context = CharterContext(plan, schedule)
    blocks: list[Block] = [*write_title_block(context), *write_open_questions(context)]
    for number, (heading, section) in enumerate(_write_sections(context), 1):
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


def _write_sections(context: CharterContext) -> Iterator[tuple[str, tuple[Block, ...]]]:
    for section in SECTIONS:
        blocks = section.write_blocks(context)
        if blocks:
            yield section.title, blocks


__all__ = ["SilencedAdvice", "make_charter"]
