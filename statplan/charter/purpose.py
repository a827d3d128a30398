"""The purpose of the meetings, and the written basis and the term of the program."""

from collections.abc import Iterator

from statplan.charter.context import CharterContext
from statplan.charter.grammar import add_article
from statplan.charter.layout import build_list, build_paragraph, build_paragraphs
from statplan.documents.blocks import Block
from statplan.plan.english import format_long_date


def write_purpose(context: CharterContext) -> Iterator[Block]:
    """Write the purpose in the plan's own words, and the goals."""
    program = context.plan.program
    yield from build_paragraphs(program.purpose)
    yield from build_list("A year from now, these goals should be nearer:", program.goals)


def write_authority(context: CharterContext) -> Iterator[Block]:
    """Write the program's written basis and its term."""
    yield from build_paragraph([*_describe_basis(context), *_describe_term(context)])


def _describe_basis(context: CharterContext) -> Iterator[str]:
    authority = context.plan.program.authority
    basis, reference = authority.basis, authority.reference
    if basis == "none":
        yield "The program has no written basis."
        return
    article = "an" if basis and basis[0] in "aeio" else "a"
    if basis and reference:
        yield f"The program rests on {article} {basis}: {reference}."
    elif basis or reference:
        yield (
            "The program rests on "
            f"{f'{article} {basis}' if basis else add_article(reference or '')}."
        )


def _describe_term(context: CharterContext) -> Iterator[str]:
    term = context.plan.program.term
    bounds = [
        *([f"from {format_long_date(term.starts)}"] if term.starts else []),
        *([f"until {format_long_date(term.ends)}"] if term.ends else []),
    ]
    if bounds:
        yield f"It runs {' '.join(bounds)}."
