"""The title block: the charter's title, its year, the Stat lead, and what is undecided."""

from collections.abc import Iterable, Iterator

from statplan.charter.context import CharterContext, find_label
from statplan.charter.grammar import capitalize_first, spell_count
from statplan.documents.blocks import Block, Facts, Spans, Undecided
from statplan.plan.english import format_long_date
from statplan.plan.missing import MissingAnswer
from statplan.plan.model import Plan

ESSENTIAL = (
    "program.organization",
    "program.name",
    "frequency.first_day",
    "program.timezone",
    "leadership.facilitator",
)


def format_title(context: CharterContext) -> str:
    """Format the title of the charter, which names the program."""
    return f"Charter of {name_program(context.plan, with_article=True)}"


def name_program(plan: Plan, *, with_article: bool = False) -> str:
    """Name the program, or say what it is: a review within a meeting is no meeting of its own."""
    program = plan.program
    generic_name = "Data Review" if program.host_meeting else "Performance Meetings"
    return program.name or (f"the {generic_name}" if with_article else generic_name)


def write_title_block(context: CharterContext, gaps: Iterable[MissingAnswer]) -> Iterator[Block]:
    """Write the facts below the title: the year, the Stat lead, and what is undecided."""
    open_gaps = list(gaps)
    facts: list[tuple[str, Spans]] = []
    if context.plan.frequency.first_day:
        days = (
            f"{format_long_date(context.schedule.first)} to "
            f"{format_long_date(context.schedule.last)}"
        )
        facts.append(("Year of meetings", (days,)))
    if context.plan.leadership.facilitator:
        lead = capitalize_first(context.name_person(context.plan.leadership.facilitator))
        facts.append((find_label("leadership.facilitator"), (lead,)))
    facts += [(gap.label, (Undecided(gap.path),)) for gap in open_gaps if gap.path in ESSENTIAL]
    if open_gaps:
        open_count = f"{spell_count(len(open_gaps), 'answer')}, listed before the annexes"
        facts.append(("Still open", (capitalize_first(open_count),)))
    yield Facts(tuple(facts))
