"""The purpose of the meetings, the written basis and the term of the program, and its reports."""

from collections.abc import Iterator

from statplan.charter.context import CharterContext, find_label
from statplan.charter.layout import (
    build_facts,
    build_list,
    build_paragraph,
    build_paragraphs,
    build_table,
)
from statplan.documents.blocks import Block
from statplan.plan.choices import format_choice
from statplan.plan.english import format_long_date


def write_purpose(context: CharterContext) -> Iterator[Block]:
    """Write the purpose in the plan's own words, and the goals."""
    program = context.plan.program
    yield from build_paragraphs(program.purpose)
    yield from build_list("A year from now, these goals should be nearer:", program.goals)


def write_authority(context: CharterContext) -> Iterator[Block]:
    """Write the program's written basis and its term."""
    yield from build_paragraph([*_describe_basis(context), *_describe_term(context)])


def write_reports(context: CharterContext) -> Iterator[Block]:
    """Write how the program feeds the budget, who reports on it, and what training staff get."""
    program = context.plan.program
    yield from build_facts(
        [
            (find_label("program.budget_link"), program.budget_link),
            (find_label("program.department_plans"), program.department_plans),
        ]
    )
    rows = [
        (
            report.what,
            context.name_person(report.by),
            report.to or "",
            report.due or "",
        )
        for report in program.reports or ()
    ]
    yield from build_table("Reports", ("Report", "Written by", "Sent to", "Due"), rows)
    yield from build_list("Staff receive this training:", program.training)


def _describe_basis(context: CharterContext) -> Iterator[str]:
    authority = context.plan.program.authority
    basis, reference = authority.basis, authority.reference
    if basis == "none":
        yield "The program has no written basis."
    elif basis:
        number = f" ({reference})" if reference else ""
        yield f"The program is established by {format_choice(basis)}{number}."
    elif reference:
        yield f"The program is established by {reference}."


def _describe_term(context: CharterContext) -> Iterator[str]:
    term = context.plan.program.term
    bounds = [
        *([f"from {format_long_date(term.starts)}"] if term.starts else []),
        *([f"until {format_long_date(term.ends)}"] if term.ends else []),
    ]
    if bounds:
        yield f"It runs {' '.join(bounds)}."
