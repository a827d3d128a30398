"""Rules about law: each says what to ask counsel, and none what the answer is."""

import re
from collections.abc import Iterator

from statplan.advice.context import RuleContext
from statplan.advice.due_dates import summarize_meetings
from statplan.advice.rule import Finding, Remark, Unstated, rule
from statplan.plan.english import format_count

_BODY = "publicity.elected_body"
_INVITED = f"{_BODY}.invited"
_NOTICE = f"{_BODY}.notice_hours"
_PAIR = 2
_MAYORS = ("mayor", "mayor and city manager")
_PRIVATE = re.compile(
    r"\bhealth\b|\bhospital|\bschools?\b|\beducation|\bstudent|\bjuvenile|\bchild|\bhuman services"
    r"|\bpatient|\bmedic",
    re.IGNORECASE,
)


def _is_federal(context: RuleContext) -> bool:
    """Return whether the program is a federal one, which states' open-meeting laws do not cover."""
    return context.plan.program.government == "federal"


def _has_quorum(context: RuleContext) -> bool:
    body = context.plan.publicity.elected_body
    return bool(body.invited and body.quorum and body.invited >= body.quorum)


@rule("SP830", "warning", "OML-CC", "OML-ELK")
def quorum_invited(context: RuleContext) -> Iterator[Remark]:
    """Enough members of one elected body are invited that it may be a public meeting.

    What it checks: how many members of one elected body are invited, against its quorum, where
    counsel has not been asked. A federal program is not checked: these are laws of states.
    Why it matters: to hear information together may count as a meeting, with no vote taken.
    What to do: ask counsel before the invitations go out, or invite fewer.
    Example: guidance in California quotes the state's attorney general to that effect.
    """
    body = context.plan.publicity.elected_body
    if _is_federal(context):
        return
    if body.invited is None:
        yield Unstated(_INVITED)
    elif body.invited and body.quorum is None:
        yield Unstated(f"{_BODY}.quorum")
    elif _has_quorum(context) and not body.counsel_asked:
        invited = f"{body.invited} members of one elected body are invited, {body.quorum} a quorum"
        yield Finding(_INVITED, f"{invited}: that may count as a public meeting.")


@rule("SP831", "warning", "OML-FL")
def pair_in_florida(context: RuleContext) -> Iterator[Remark]:
    """Two members of one elected body are invited in Florida.

    What it checks: for a plan with Florida's holidays, whether two or more members of one elected
    body are invited, fewer than its quorum, where counsel has not been asked. A federal program is
    not checked.
    Why it matters: there any two members of one board may be enough for a public meeting.
    What to do: ask counsel before the invitations go out, or invite one.
    Example: overviews of Florida's Sunshine law count two members, not a majority.
    """
    body = context.plan.publicity.elected_body
    is_in_florida = context.plan.frequency.holidays.subdivision == "FL"
    if not is_in_florida or body.counsel_asked or _is_federal(context):
        return
    if (body.invited or 0) >= _PAIR and not _has_quorum(context):
        fact = f"{body.invited} members of one elected body are invited, in Florida"
        yield Finding(_INVITED, f"{fact}: that may count as a public meeting.")


@rule("SP832", "note", "KC-CNCL", "OML-CC")
def mayor_makes_quorum(context: RuleContext) -> Iterator[Remark]:
    """With a mayor who sits on the council, those invited may be a quorum.

    What it checks: whether one member fewer than a quorum is invited where the program is the
    mayor's and counsel has not been asked. A federal program is not checked.
    Why it matters: in some cities the mayor is a member of the council and counts.
    What to do: ask counsel whether the mayor counts, or invite one member fewer.
    Example: Kansas City's council is the mayor and twelve others.
    """
    body, leadership = context.plan.publicity.elected_body, context.plan.leadership
    if not body.invited or not body.quorum or body.counsel_asked or body.invited != body.quorum - 1:
        return
    if _is_federal(context):
        return
    if leadership.form is None:
        yield Unstated("leadership.form")
    elif leadership.form in _MAYORS and leadership.attends != "never":
        members = f"{format_count(body.invited, 'member')} of one elected body"
        are = "is" if body.invited == 1 else "are"
        fact = f"{members} {are} invited, {body.quorum} are a quorum"
        yield Finding(_INVITED, f"{fact}, and the mayor may be one more.")


@rule("SP833", "note", "OML-CC", "OML-NC")
def counsel_not_asked(context: RuleContext) -> Iterator[Remark]:
    """Counsel has not been asked about open-meeting law.

    What it checks: whether counsel has been asked, where meetings are open or members of an elected
    body are invited, be they fewer than a quorum. A federal program is not checked.
    Why it matters: states count differently whom the law covers, and what a meeting is.
    What to do: ask, and record in `publicity.elected_body` what notice counsel asks for.
    Example: in Maryland, a court told executive functions from those that its act covers.
    """
    body = context.plan.publicity.elected_body
    if _is_federal(context) or _has_quorum(context):
        return
    if not context.is_open_to_public and not body.invited:
        return
    if body.counsel_asked is None:
        yield Unstated(f"{_BODY}.counsel_asked")
    elif not body.counsel_asked:
        why = (
            "Meetings are open"
            if context.is_open_to_public
            else "Members of an elected body are invited"
        )
        yield Finding(f"{_BODY}.counsel_asked", f"{why}, and counsel has not been asked.")


# SP545, on moves, is about public notice too: it is in `moves`.


@rule("SP835", "note", "OML-RCFP", "OML-SC")
def backup_under_notice(context: RuleContext) -> Iterator[Remark]:
    """A back-up comes too soon for the public notice that counsel asks for.

    What it checks: for each meeting, the hours from its start to its back-up, against the hours of
    public notice. A federal program is only checked where it states such hours.
    Why it matters: a meeting that is called off on the day itself cannot be announced anew in time.
    What to do: ask counsel whether the notice may name the back-up; else let back-ups come later.
    Example: states that ask for notice differ, from a day to six.
    """
    body = context.plan.publicity.elected_body
    hours = body.notice_hours
    if hours is None and (context.is_open_to_public or body.invited) and not _is_federal(context):
        yield Unstated(_NOTICE)
    if not hours:
        return
    soon = [
        meeting
        for meeting, backup in context.backed_meetings
        if (backup.slot.start - meeting.slot.start).total_seconds() < hours * 3600
    ]
    if soon:
        fact = f"The back-up comes less than {hours} hours after {summarize_meetings(soon)}"
        yield Finding("frequency.backup.after", f"{fact}.")


@rule("SP836", "note", "OML-RCFP", "ours")
def notice_before_memo(context: RuleContext) -> Iterator[Remark]:
    """Public notice falls due before the memo says what the meeting is about.

    What it checks: the hours of public notice against the hours before the meeting at which the
    memo goes out.
    Why it matters: the memo is the agenda, and a notice may have to carry the agenda.
    What to do: ask counsel what the notice must hold; send the memo earlier if it is the agenda.
    Example: Hawaii asks for six days, Utah for one, where a meeting is covered.
    """
    hours = context.plan.publicity.elected_body.notice_hours
    memo = context.plan.frequency.preparation.memo_hours
    if hours and memo and memo < hours:
        fact = f"Notice falls due {hours} hours before the meeting, the memo {memo} hours"
        yield Finding("frequency.preparation.memo_hours", f"{fact}.")


@rule("SP837", "note", "G-LAWS")
def privacy_unsaid(context: RuleContext) -> Iterator[Remark]:
    """Records that privacy law may protect come up before others.

    What it checks: whether health, schools, children or the like are among the departments and
    subjects, where meetings are open or figures and papers published and nothing is said on
    privacy.
    Why it matters: unclear law makes people share less than they may, or more.
    What to do: ask counsel which laws bear on it, and write what they allow into
    `publicity.privacy`.
    Example: HIPAA for health and FERPA for schools make people hesitate; say what is allowed.
    """
    publicity = context.plan.publicity
    is_exposed = context.is_open_to_public or set(publicity.publishes or ()) - {"schedule"}
    if not is_exposed or publicity.privacy:
        return
    private_names = [name for name in context.names.values() if _PRIVATE.search(name)]
    if private_names:
        shown_by = "meetings are open" if context.is_open_to_public else "papers are published"
        more = f" and {len(private_names) - 1} more" if private_names[1:] else ""
        yield Finding(
            "publicity.privacy",
            f"Among what is examined is {private_names[0]}{more}, and {shown_by}.",
        )
    else:
        yield Unstated("publicity.privacy")
