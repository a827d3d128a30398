"""The front of the charter: its title, its year, the Stat lead, and what is still to decide."""

from collections.abc import Iterator

from statplan.charter.context import CharterContext, find_label
from statplan.charter.grammar import capitalize_first
from statplan.charter.layout import build_facts, build_table
from statplan.documents.blocks import Block, Heading
from statplan.plan.english import format_long_date
from statplan.plan.missing import find_missing_answers
from statplan.plan.model import Plan

OPEN_QUESTIONS = "Still to decide"


def format_title(context: CharterContext) -> str:
    """Format the title of the charter, which names the program."""
    return f"Charter of {name_program(context.plan, with_article=True)}"


def name_program(plan: Plan, *, with_article: bool = False) -> str:
    """Name the program, or say what it is: a review within a meeting is no meeting of its own."""
    program = plan.program
    generic_name = "Data Review" if program.host_meeting else "Performance Meetings"
    return program.name or (f"the {generic_name}" if with_article else generic_name)


def write_title_block(context: CharterContext) -> Iterator[Block]:
    """Write the facts below the title: the year and the Stat lead."""
    frequency, facilitator = context.plan.frequency, context.plan.leadership.facilitator
    first, last = map(format_long_date, (context.schedule.first, context.schedule.last))
    lead = capitalize_first(context.name_person(facilitator))
    yield from build_facts(
        [
            ("Year of meetings", f"{first} to {last}" if frequency.first_day else None),
            (find_label("leadership.facilitator"), lead),
        ]
    )


def write_open_questions(context: CharterContext) -> Iterator[Block]:
    """Write the essential questions that nobody has answered yet: a draft has them in front."""
    rows = [
        (missing_answer.label, missing_answer.question.format_question(context.answers))
        for missing_answer in find_missing_answers(context.answers)
    ]
    if rows:
        yield Heading(2, OPEN_QUESTIONS)
        yield from build_table("Questions without an answer", ("About", "Question"), rows)
