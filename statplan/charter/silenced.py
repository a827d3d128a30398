"""Annex C: the advice that the plan silences, with the reasons."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from statplan.charter.layout import prose, table
from statplan.documents.blocks import Block


@dataclass(frozen=True, slots=True)
class Silenced:
    """One rule of the review that was set aside: its code, what it says, and why not here."""

    code: str
    title: str
    reason: str


def silenced(advice: Sequence[Silenced]) -> Iterator[Block]:
    """Write each rule that was set aside once, with the reason that the plan gives."""
    if advice:
        yield from prose(["The review of this plan advises otherwise; this was decided knowingly."])
    rows = [(each.code, each.title, each.reason) for each in dict.fromkeys(advice)]
    yield from table("Advice not followed", ("Rule", "Advice", "Reason"), rows)
