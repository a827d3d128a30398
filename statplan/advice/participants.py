"""Rules about who is in the room, and how departments are won."""

import re
from collections.abc import Iterator
from typing import get_args

from statplan.advice.facts import RuleContext
from statplan.advice.rule import Finding, Remark, Unstated, rule
from statplan.plan.english import format_list
from statplan.plan.participants import Division

_NOTHING = re.compile(r"\s*(none|nothing|no|n/a|-)\s*\.?\s*", re.IGNORECASE)


@rule("SP408", "warning", "S1", "RF19")
def panel_gap(context: RuleContext) -> Iterator[Remark]:
    """A support division is not on the panel.

    What it checks: the eight divisions for one person each among the panel and the principals, once
    somebody there has a `division`.
    Why it matters: with all of them present, decisions can be taken in the room.
    What to do: seat somebody who speaks for it, or mark on the roster who does.
    Example: CitiStat's panel seated finance, operations, technology, personnel and law.
    """
    panel = context.plan.participants.panel or ()
    if not panel:
        yield Unstated("participants.panel")
        return
    seated = {
        context.people[person].division
        for person in (*panel, *(context.plan.leadership.principal or ()))
    }
    if seated == {None}:
        index = list(context.people).index(panel[0])
        yield Unstated(f"participants.people[{index}].division")
        return
    missing = [division for division in get_args(Division) if division not in seated]
    if missing:
        yield Finding(
            "participants.panel", f"Nobody on the panel speaks for {format_list(missing)}."
        )


@rule("SP410", "warning", "G-HOST")
def lawyer_of_the_other_side(context: RuleContext) -> Iterator[Remark]:
    """The lawyer in the room answers to the department.

    What it checks: whether `participants.counsel` is "the department's".
    Why it matters: the leader needs advice from a lawyer who answers to the leader.
    What to do: seat the chief executive's own counsel.
    Example: GovEx's guide wants the lawyer of the chief executive, and not the department's.
    """
    counsel = context.plan.participants.counsel
    if counsel is None:
        yield Unstated("participants.counsel")
    elif counsel == "the department's":
        yield Finding("participants.counsel", "The lawyer who attends is the department's.")


@rule("SP411", "note", "G-HOST")
def supervisor_not_there(context: RuleContext) -> Iterator[Remark]:
    """The department head's own supervisor is not in the room.

    What it checks: whether `participants.supervisor_attends` is "no".
    Why it matters: what is promised in the room is asked about afterwards by the supervisor.
    What to do: seat the chief of staff or deputy to whom the department reports.
    Example: GovEx's guide wants the supervisor there each time.
    """
    attends = context.plan.participants.supervisor_attends
    if attends is None:
        yield Unstated("participants.supervisor_attends")
    elif not attends:
        yield Finding("participants.supervisor_attends", "The supervisor does not attend.")


@rule("SP412", "note", "G-HOST", "G-TEAM")
def nobody_brings_the_data(context: RuleContext) -> Iterator[Remark]:
    """Departments come without the person who knows their data.

    What it checks: whether `department_brings` names the data contact.
    Why it matters: a figure that nobody in the room can explain is not talked about.
    What to do: have each department bring its contact for data.
    Example: in GovEx's guide a head picks who comes, and the data officer is always among them.
    """
    brings = context.plan.participants.department_brings
    if brings and "data contact" not in brings:
        fact = (
            f"Departments bring {_format_companions(brings)}; a contact for data is not among them."
        )
        yield Finding("participants.department_brings", fact)


@rule("SP413", "note", "G-SEAT")
def nobody_helps_to_answer(context: RuleContext) -> Iterator[Remark]:
    """Departments come without staff who could answer in the room.

    What it checks: whether `department_brings` names key staff or frontline staff.
    Why it matters: what the head does not know is taken away instead of answered.
    What to do: keep seats behind the answering seat for the people who do the work.
    Example: GovEx's seating plan has seats for them.
    """
    brings = context.plan.participants.department_brings
    if not brings:
        yield Unstated("participants.department_brings")
    elif not {"key staff", "frontline staff"} & set(brings):
        fact = f"Departments bring {_format_companions(brings)}; staff are not among them."
        yield Finding("participants.department_brings", fact)


def _format_companions(brings: tuple[str, ...]) -> str:
    return format_list(f"their {companion}" for companion in brings)


@rule("SP417", "note", "S1", "ours")
def announced_from_below(context: RuleContext) -> Iterator[Remark]:
    """Departments hear of the meetings from somebody below the top.

    What it checks: whether `buy_in.announced_by` is a principal, once one is on the roster.
    Why it matters: a task that the chief executive announces is the chief executive's.
    What to do: have the chief executive announce it, and the others explain it.
    Example: the guidance for cities wants department heads told that they can raise issues,
    propose solutions and ask for resources there.
    """
    by, principal = context.plan.participants.buy_in.announced_by, context.plan.leadership.principal
    if by is None:
        yield Unstated("participants.buy_in.announced_by")
    elif principal and by not in principal:
        fact = f"The meetings are announced by {context.name_person(by)}."
        yield Finding("participants.buy_in.announced_by", fact)


@rule("SP418", "note", "G-LAUNCH", "S1")
def nothing_is_taken_away(context: RuleContext) -> Iterator[Remark]:
    """Departments get new work, and none of the old is taken away.

    What it checks: whether `buy_in.replaces` says that nothing is replaced, and that what
    departments gain is stated.
    Why it matters: new work without old work removed is resented.
    What to do: drop a report that says the same, or fold an existing meeting in.
    Example: GovEx's questions before a launch ask what exists already and could be folded in.
    """
    buy_in = context.plan.participants.buy_in
    if not buy_in.gains:
        yield Unstated("participants.buy_in.gains")
    if buy_in.replaces is None:
        yield Unstated("participants.buy_in.replaces")
    elif _NOTHING.fullmatch(buy_in.replaces):
        yield Finding("participants.buy_in.replaces", "No existing reporting is replaced.")
