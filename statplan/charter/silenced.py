"""Annex C: the advice that the plan silences, with the reasons."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from statplan.charter.layout import build_paragraph, build_table
from statplan.documents.blocks import Block


@dataclass(frozen=True, slots=True)
class SilencedAdvice:
    """One rule of the review that was set aside: its code, what it says, and why not here."""

    code: str
    title: str
    reason: str


def write_silenced_advice(advice: Sequence[SilencedAdvice]) -> Iterator[Block]:
    """Write each rule that was set aside once, with the reason that the plan gives."""
    if advice:
        yield from build_paragraph(
            ["The review of this plan advises otherwise; this was decided knowingly."]
        )
    rows = [(rule.code, rule.title, rule.reason) for rule in dict.fromkeys(advice)]
    yield from build_table("Advice not followed", ("Rule", "Advice", "Reason"), rows)
