"""The hours that a year of meetings takes, and whose hours they are."""

from collections.abc import Sequence

from statplan.charter.english import add_article
from statplan.plan import Plan
from statplan.plan.english import format_list
from statplan.schedule import Meeting

_HOUR = 60
_UNNAMED = ""  # stands for a leader who is not named yet


def describe_time_cost(plan: Plan, meetings: Sequence[Meeting]) -> str:
    """Say in a sentence how many hours of the year the meetings take, of whom.

    The principal's, where every meeting is attended; else those of whoever leads. The plan does not
    say how long a briefing is, so that briefings are named and not counted.
    """
    leadership, total_minutes = plan.leadership, _count_minutes(meetings)
    total, leaders = format_length(total_minutes), _describe_leader_hours(plan, meetings)
    everyone = "everyone who comes each time"
    offices = (leadership.form or "chief executive").split(" and ")
    is_plural = len(offices) > 1
    principals = format_list(map(add_article, offices))
    brief = ", besides the briefings" if leadership.prebrief_days is not None else ""
    limit = _format_limit(plan, total_minutes)
    match leadership.attends:
        case "every":
            theirs = format_list(f"{add_article(office)}'s" for office in offices)
            shortfall = _describe_shortfall(plan, total_minutes)
            phrase = f"{total} of {theirs} year{brief}, and of {everyone}{shortfall}"
        case "first":
            first, others = format_length(meetings[0].slot.minutes), meetings[1:]
            phrase = f"{first} of {principals}, for the first meeting{brief}"
            if others:
                phrase += f", and {_describe_leader_hours(plan, others)} for the others"
        case "some":
            decide = "decide" if is_plural else "decides"
            phrase = f"{leaders}, and of {everyone}; {principals} {decide} which to attend"
            phrase += limit and f", within the {limit} that the plan allows"
        case "never":
            do = "do" if is_plural else "does"
            phrase = f"{leaders}, and of {everyone}; {principals} {do} not attend"
        case None:
            come = "come" if is_plural else "comes"
            phrase = f"{total} of {everyone}; which of them {principals} {come} to"
            phrase += " is not decided yet"
            phrase += limit and f", and the plan allows {limit}"
    return f"This asks {phrase}."


def format_length(minutes: int) -> str:
    """Format a length of time: "45 minutes", "1 hour", "10.5 hours", "about 23 hours"."""
    if minutes < _HOUR:
        return f"{minutes} minutes"
    exact = minutes % (_HOUR // 2) == 0
    count = f"{minutes / _HOUR:g}" if exact else f"{round(minutes / _HOUR)}"
    return f"{'' if exact else 'about '}{count} hour{'s' * (count != '1')}"


def _count_minutes(meetings: Sequence[Meeting]) -> int:
    return sum(meeting.slot.minutes for meeting in meetings)


def _format_limit(plan: Plan, minutes: int) -> str:
    """Return the hours that the plan allows the principal, where the meetings take more."""
    allowed = plan.leadership.hours_per_year
    return format_length(allowed * _HOUR) if allowed and allowed * _HOUR < minutes else ""


def _describe_shortfall(plan: Plan, minutes: int) -> str:
    limit = _format_limit(plan, minutes)
    return limit and f"; the plan allows only {limit}"


def _describe_leader_hours(plan: Plan, meetings: Sequence[Meeting]) -> str:
    """Describe the hours of each leader: the meeting's chair, or the designee for the principal.

    A principal who chairs is not counted: who leads when absent is the question here.
    """
    leadership = plan.leadership
    principals = leadership.principal or ()
    minutes_by_leader: dict[str, int] = {}
    for meeting in meetings:
        chair = meeting.chair if meeting.chair not in principals else None
        leader_id = chair or leadership.designee or _UNNAMED
        minutes_by_leader[leader_id] = minutes_by_leader.get(leader_id, 0) + meeting.slot.minutes
    offices = {person.id: person.office for person in plan.participants.people or ()}
    return format_list(
        f"{format_length(minutes)} of {_format_whose_year(offices.get(leader_id, leader_id))}"
        for leader_id, minutes in minutes_by_leader.items()
    )


def _format_whose_year(office: str) -> str:
    """Return whose year it is: "the Chief of Staff's year"; an office with a comma comes last."""
    if office == _UNNAMED:
        return "the year of whoever leads, who is not named yet"
    return (
        f"the year of {add_article(office)}" if "," in office else f"{add_article(office)}'s year"
    )
