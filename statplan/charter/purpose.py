"""What the meetings are for, and what the program rests on."""

from collections.abc import Iterator

from statplan.charter.english import the
from statplan.charter.given import Given
from statplan.charter.layout import passage, points, prose
from statplan.documents.blocks import Block
from statplan.plan.english import long_day


def purpose(given: Given) -> Iterator[Block]:
    """Write the purpose in the plan's own words, and the goals."""
    program = given.plan.program
    yield from passage(program.purpose)
    yield from points("A year from now, these goals should be nearer:", program.goals)


def authority(given: Given) -> Iterator[Block]:
    """Write the program's written basis and its term."""
    yield from prose([*_basis(given), *_term(given)])


def _basis(given: Given) -> Iterator[str]:
    basis, reference = given.plan.program.authority.basis, given.plan.program.authority.reference
    if basis == "none":
        yield "The program has no written basis."
        return
    article = "an" if basis and basis[0] in "aeio" else "a"
    if basis and reference:
        yield f"The program rests on {article} {basis}: {reference}."
    elif basis or reference:
        yield f"The program rests on {f'{article} {basis}' if basis else the(reference or '')}."


def _term(given: Given) -> Iterator[str]:
    term = given.plan.program.term
    bounds = [
        *([f"from {long_day(term.starts)}"] if term.starts else []),
        *([f"until {long_day(term.ends)}"] if term.ends else []),
    ]
    if bounds:
        yield f"It runs {' '.join(bounds)}."
