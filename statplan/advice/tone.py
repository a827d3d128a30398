"""Rules about the tone in the room."""

from collections.abc import Iterator

from statplan.advice.facts import RuleContext
from statplan.advice.rule import Finding, Remark, Unstated, rule

_SHARED = "frequency.preparation.memo_shared"


@rule("SP212", "warning", "G-GOTCHA", "NY-MAG", "NY-UMSL")
def hot_seat_without_a_channel(context: RuleContext) -> Iterator[Remark]:
    """Departments are put on the hot seat with questions that they could not see coming.

    What it checks: where the tone is "hot seat", whether departments see nothing of the memo.
    Why it matters: surprise breeds defensiveness, and "I do not know" for an answer.
    What to do: show departments the topics beforehand, or choose a problem-focused tone.
    Example: at its harshest, police CompStat made commanders ill; it became more collegial later.
    """
    if context.plan.leadership.tone != "hot seat":
        return
    shared = context.plan.frequency.preparation.memo_shared
    if shared is None:
        yield Unstated(_SHARED)
    elif shared == "not":
        fact = "The tone is the hot seat, and departments see nothing of the memo beforehand."
        yield Finding("leadership.tone", fact)


@rule("SP213", "note", "S1", "G-GOTCHA")
def hot_seat(context: RuleContext) -> Iterator[Remark]:
    """The tone puts people on the spot instead of problems.

    What it checks: whether the tone is "hot seat" and `ground_rules` bound it by none.
    Why it matters: tension about a problem helps; fear of the meeting makes people hide problems.
    What to do: choose a problem-focused tone, or write down what is not done in the room.
    Example: the guidance for cities grants that the style can work, and calls a focus on problems
    the better frame.
    """
    leadership = context.plan.leadership
    if leadership.tone is None:
        yield Unstated("leadership.tone")
    if not leadership.ground_rules:
        yield Unstated("leadership.ground_rules")
        if leadership.tone == "hot seat":
            fact = "The tone is the hot seat, and no ground rules are stated."
            yield Finding("leadership.tone", fact)


@rule("SP214", "warning", "G-GOTCHA", "G-PREP", "WA-GUIDE")
def show_and_tell(context: RuleContext) -> Iterator[Remark]:
    """Shared questions and departments' own slides together make a show.

    What it checks: whether the tone is "no surprises" and departments may present slides.
    Why it matters: the talk narrows to what was prepared, and becomes praise.
    What to do: let the memo be the agenda, without departments' presentations.
    Example: Washington's guide for its forums asks for dialogue, and not for presentations.
    """
    presents = context.plan.frequency.preparation.presentations
    if context.plan.leadership.tone == "no surprises" and presents:
        fact = "Nothing comes as a surprise, and departments present slides of their own."
        yield Finding("leadership.tone", fact)
