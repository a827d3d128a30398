"""Rules about who steps in: the designee and the alternates."""

from collections.abc import Iterator

from statplan.advice.context import RuleContext
from statplan.advice.rule import Finding, Remark, Unstated, rule

_MAY = "leadership.designee_may"
_ALTERNATES = "leadership.alternates"


@rule("SP202", "error", "S1", "NO-FSJ", "ours")
def designee_is_the_principal(context: RuleContext) -> Iterator[Remark]:
    """The designee is the person whose absence they are to fill.

    What it checks: where the principal is not at every meeting, whether the designee is the only
    principal.
    Why it matters: the plan says two things, and a meeting without the principal has no leader.
    What to do: name somebody else who has the authority.
    Example: New Orleans' meetings went on under others while the director was on leave.
    """
    leadership = context.plan.leadership
    if context.is_principal_always_present:
        return
    if leadership.designee is None:
        yield Unstated("leadership.designee")
    elif set(leadership.principal or ()) == {leadership.designee}:
        designee_name = context.name_person(leadership.designee)
        yield Finding("leadership.designee", f"{designee_name} is the principal and the designee.")


@rule("SP204", "error", "S1", "G-HOST")
def designee_without_authority(context: RuleContext) -> Iterator[Remark]:
    """The designee may not assign follow-up, or not call departments to account for it.

    What it checks: where the principal is not at every meeting, what the designee may do.
    Why it matters: without that authority the meeting can only advise, and what it agreed is not
    asked about again.
    What to do: give the designee both, in writing, and tell the departments.
    Example: the guidance for cities names these two as what a designee must be able to do.
    """
    if context.is_principal_always_present:
        return
    may = context.plan.leadership.designee_may
    for permission, answer, lacks in (
        ("can_assign", may.can_assign, "give departments follow-up work"),
        ("can_hold_accountable", may.can_hold_accountable, "call departments to account"),
    ):
        path = f"{_MAY}.{permission}"
        if answer is None:
            yield Unstated(path)
        elif not answer:
            yield Finding(path, f"The designee may not {lacks}.")


@rule("SP205", "warning", "G-HOST")
def designee_without_resources(context: RuleContext) -> Iterator[Remark]:
    """The designee may not commit money or people.

    What it checks: where the principal is not at every meeting, `can_commit_resources`.
    Why it matters: many solutions need money or people, and the room is where they are found.
    What to do: let the designee commit resources within a limit, or have a principal attend.
    Example: GovEx's guide expects whoever leads to be able to allocate or authorize resources.
    """
    if context.is_principal_always_present:
        return
    may = context.plan.leadership.designee_may.can_commit_resources
    if may is None:
        yield Unstated(f"{_MAY}.can_commit_resources")
    elif not may:
        yield Finding(f"{_MAY}.can_commit_resources", "The designee may not commit resources.")


@rule("SP207", "warning", "G-HOST", "G-TEAM")
def designee_without_access(context: RuleContext) -> Iterator[Remark]:
    """The designee has no direct line to the chief executive.

    What it checks: where the principal is not at every meeting, `direct_access`.
    Why it matters: departments act on a request when they know whose it is.
    What to do: give the designee the access, and tell the departments so.
    Example: GovEx's guide wants one named director with access to the chief executive.
    """
    if context.is_principal_always_present:
        return
    has = context.plan.leadership.designee_may.direct_access
    if has is None:
        yield Unstated(f"{_MAY}.direct_access")
    elif not has:
        yield Finding(f"{_MAY}.direct_access", "The designee has no direct line to the principal.")


@rule("SP209", "error", "SUN-12b", "NO-FSJ")
def stands_in_for_themselves(context: RuleContext) -> Iterator[Remark]:
    """Somebody is named to stand in for themselves.

    What it checks: each of the `alternates` under `leadership` against the person whose place they
    would take: the chair and the designee, the Stat lead, the only analyst.
    Why it matters: one absence stops the series, although the plan looks as if it would not.
    What to do: name somebody else.
    Example: CitiStat paused for about six weeks in 2012, when its leader had left and the next one
    fell ill; BlightSTAT kept to its dates while others led it.
    """
    leadership = context.plan.leadership
    alternates = leadership.alternates
    analysts = context.plan.participants.analysts.people or ()
    for position, person, places, role in (
        ("chair", alternates.chair, (leadership.chair, leadership.designee), "chair or designee"),
        ("facilitator", alternates.facilitator, (leadership.facilitator,), "Stat lead"),
        ("analyst", alternates.analyst, analysts if len(analysts) == 1 else (), "only analyst"),
    ):
        if person is None and not (position == "analyst" and len(analysts) > 1):
            yield Unstated(f"{_ALTERNATES}.{position}")
        elif person is not None and person in places:
            fact = f"{context.name_person(person)} is the {role} already."
            yield Finding(f"{_ALTERNATES}.{position}", fact)


@rule("SP210", "note", "SUN-12b", "ours")
def stands_in_twice(context: RuleContext) -> Iterator[Remark]:
    """The person who would chair has to run the meeting as well.

    What it checks: whether the alternate chair is the Stat lead or the alternate Stat lead.
    Why it matters: leading and running the process are two tasks, and one absence then leaves one
    of them undone.
    What to do: name two people.
    Example: CitiStat paused for about six weeks in 2012 when one person was missing.
    """
    leadership = context.plan.leadership
    chair = leadership.alternates.chair
    if chair is None:
        return
    for person, role in (
        (leadership.facilitator, "the Stat lead"),
        (leadership.alternates.facilitator, "the alternate Stat lead"),
    ):
        if person == chair:
            fact = f"{context.name_person(chair)} is the alternate chair and {role}."
            yield Finding(f"{_ALTERNATES}.chair", fact)
            return
