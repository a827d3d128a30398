"""Whose hours a year of meetings takes, and how many."""

from collections.abc import Sequence

from statplan.charter.english import the
from statplan.plan import Plan
from statplan.plan.english import listing
from statplan.schedule import Meeting

_HOUR = 60
_SOMEBODY = ""  # stands for a leader who is not named yet


def asked(plan: Plan, meetings: Sequence[Meeting]) -> str:
    """Say in a sentence how many hours of the year the meetings take, of whom.

    The principal's, where every meeting is attended; else those of whoever leads. The plan does not
    say how long a briefing is, so that briefings are named and not counted.
    """
    leadership, whole = plan.leadership, _minutes(meetings)
    everyone = "everyone who comes each time"
    offices = (leadership.form or "chief executive").split(" and ")
    who = listing(map(the, offices))
    comes, decides = ("come", "decide") if offices[1:] else ("comes", "decides")
    brief = ", besides the briefings" if leadership.prebrief_days is not None else ""
    match leadership.attends:
        case "every":
            theirs = listing(f"{the(each)}'s" for each in offices)
            said = (
                f"{length(whole)} of {theirs} year{brief}, and of {everyone}{_short(plan, whole)}"
            )
        case "first":
            once = f"{length(meetings[0].stand.minutes)} of {who}, for the first meeting{brief}"
            others = meetings[1:]
            said = f"{once}, and {_of_leaders(plan, others)} for the others" if others else once
        case "some":
            limit = _limit(plan, whole)
            said = (
                f"{_of_leaders(plan, meetings)}, and of {everyone}; {who} {decides} which to attend"
            )
            said += limit and f", within the {limit} that the plan allows"
        case "never":
            stays = "do" if offices[1:] else "does"
            said = f"{_of_leaders(plan, meetings)}, and of {everyone}; {who} {stays} not attend"
        case None:
            limit = _limit(plan, whole)
            said = (
                f"{length(whole)} of {everyone}; which of them {who} {comes} to is not decided yet"
            )
            said += limit and f", and the plan allows {limit}"
    return f"This asks {said}."


def length(minutes: int) -> str:
    """Say how long something takes: "45 minutes", "1 hour", "10.5 hours", "about 23 hours"."""
    if minutes < _HOUR:
        return f"{minutes} minutes"
    exact = minutes % (_HOUR // 2) == 0
    count = f"{minutes / _HOUR:g}" if exact else f"{round(minutes / _HOUR)}"
    return f"{'' if exact else 'about '}{count} hour{'s' * (count != '1')}"


def _minutes(meetings: Sequence[Meeting]) -> int:
    return sum(each.stand.minutes for each in meetings)


def _limit(plan: Plan, minutes: int) -> str:
    """The principal's hours that the plan allows, where the meetings take more than those."""
    allowed = plan.leadership.hours_per_year
    return length(allowed * _HOUR) if allowed and allowed * _HOUR < minutes else ""


def _short(plan: Plan, minutes: int) -> str:
    limit = _limit(plan, minutes)
    return limit and f"; the plan allows only {limit}"


def _of_leaders(plan: Plan, meetings: Sequence[Meeting]) -> str:
    """The hours of each who leads: the meeting's chair, or the designee in the principal's place.

    A principal who chairs is not counted: who leads when absent is the question here.
    """
    leadership = plan.leadership
    principals = leadership.principal or ()
    hours: dict[str, int] = {}
    for each in meetings:
        chair = each.chair if each.chair not in principals else None
        leads = chair or leadership.designee or _SOMEBODY
        hours[leads] = hours.get(leads, 0) + each.stand.minutes
    offices = {each.id: each.office for each in plan.participants.people or ()}
    return listing(
        f"{length(minutes)} of {_year_of(offices.get(leads, leads))}"
        for leads, minutes in hours.items()
    )


def _year_of(office: str) -> str:
    """Whose year: "the Chief of Staff's year"; an office with a comma stands at the end."""
    if office == _SOMEBODY:
        return "the year of whoever leads, who is not named yet"
    return f"the year of {the(office)}" if "," in office else f"{the(office)}'s year"
