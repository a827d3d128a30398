"""Rules about who leads."""

from collections.abc import Iterator

from statplan.advice.facts import Facts
from statplan.advice.rule import Finding, Remark, Unstated, rule


@rule("SP204", "error", "S1", "G-HOST")
def designee_without_authority(facts: Facts) -> Iterator[Remark]:
    """The designee may not assign follow-up, or not call departments to account for it.

    What it checks: where the principal is not at every meeting, what the designee may do.
    Why it matters: without that authority the meeting can only advise, and what it agreed is not
    asked about again.
    What to do: give the designee both, in writing, and tell the departments.
    Example: the guidance for cities names these two as what a designee must be able to do.
    """
    if facts.is_always_led_by_principal:
        return
    may = facts.plan.leadership.designee_may
    for key, answer, lacks in (
        ("can_assign", may.can_assign, "give departments follow-up work"),
        ("can_hold_accountable", may.can_hold_accountable, "call departments to account"),
    ):
        path = f"leadership.designee_may.{key}"
        if answer is None:
            yield Unstated(path)
        elif not answer:
            yield Finding(path, f"The designee may not {lacks}.")


@rule("SP206", "warning", "S1")
def chair_rotates(facts: Facts) -> Iterator[Remark]:
    """Meetings are not led by the same person each time.

    What it checks: whether the same person runs each meeting.
    Why it matters: continuity is what turns a question into an answered question.
    What to do: name one person who runs every meeting, and let others only step in.
    Example: C-Stat is an exception, where each office director runs their own.
    """
    same = facts.plan.leadership.same_person
    if same is None:
        yield Unstated("leadership.same_person")
    elif not same:
        yield Finding("leadership.same_person", "The plan says that the leader changes.")
