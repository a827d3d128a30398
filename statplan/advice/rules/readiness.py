"""Rules about whether a government is ready for Stat meetings."""

from collections.abc import Iterator

from statplan.advice.context import RuleContext
from statplan.advice.rule import Finding, Remark, Unstated, rule
from statplan.plan.english import format_long_date

_GROUP = "program.readiness"


@rule("SP101", "warning", "G-FIT")
def not_ready(context: RuleContext) -> Iterator[Remark]:
    """Something is missing without which Stat meetings do not begin well.

    What it checks: `champion`, `influence` and `goals` under `program.readiness`; each "no" counts.
    Why it matters: a meeting without a champion, without the whole team or without goals is a
    meeting that departments can ignore.
    What to do: settle it before the dates go out, or look at figures in a meeting that is held
    already.
    Example: GovEx's test of fit puts these three questions first, and stops at a single no.
    """
    readiness = context.plan.program.readiness
    for question, answer, fact in (
        ("champion", readiness.champion, "No senior executive stands behind the meetings."),
        (
            "influence",
            readiness.influence,
            "The champion cannot bring the whole team to the table.",
        ),
        ("goals", readiness.goals, "There are no clear goals for the meetings to serve."),
    ):
        if answer is None:
            yield Unstated(f"{_GROUP}.{question}")
        elif not answer and (question != "influence" or readiness.champion is not False):
            yield Finding(f"{_GROUP}.{question}", fact)


@rule("SP102", "warning", "G-FIT")
def refused_from_the_start(context: RuleContext) -> Iterator[Remark]:
    """What the meetings live on is refused from the start.

    What it checks: `data`, `analysts`, `leaders_act` and `follow_up` under `program.readiness`.
    Why it matters: figures, analysts and habits can all grow, but not where somebody has decided
    that they shall not.
    What to do: win the people who refuse, or begin where nobody does.
    Example: GovEx's test of fit separates leaders without an occasion to act, whom Stat helps, from
    leaders without the will, whom it does not.
    """
    readiness = context.plan.program.readiness
    for question, answer, refusal, fact in (
        ("data", readiness.data, "will not be gathered", "The data will not be gathered."),
        (
            "analysts",
            readiness.analysts,
            "not high enough",
            "The analysts do not stand high enough to see every department's data.",
        ),
        (
            "leaders_act",
            readiness.leaders_act,
            "they lack the will",
            "Leaders lack the will to act.",
        ),
        (
            "follow_up",
            readiness.follow_up,
            "will not",
            "Leaders will not come back to what is agreed.",
        ),
    ):
        if answer is None:
            yield Unstated(f"{_GROUP}.{question}")
        elif answer == refusal:
            yield Finding(f"{_GROUP}.{question}", fact)


@rule("SP103", "note", "G-FIT", "ours")
def still_to_come(context: RuleContext) -> Iterator[Remark]:
    """The first meeting has its date, and what it needs is still to come.

    What it checks: whether data is still to be gathered or a team to be created, while meetings
    are dated.
    Why it matters: both take longer than a calendar shows, and the first meeting sets the tone.
    What to do: plan the gathering or the hiring backwards from the first date.
    Example: GovEx's test of fit takes both answers as a yes, with growing pains.
    """
    readiness = context.plan.program.readiness
    if not context.schedule.meetings:
        return
    first = format_long_date(context.schedule.meetings[0].slot.day)
    if readiness.data == "will be gathered":
        fact = f"Data is still to be gathered; the first meeting is on {first}."
        yield Finding(f"{_GROUP}.data", fact)
    if readiness.analysts == "team to be created":
        fact = f"The analysts' team is still to be created; the first meeting is on {first}."
        yield Finding(f"{_GROUP}.analysts", fact)


@rule("SP104", "note", "G-FIT")
def follow_up_is_routine(context: RuleContext) -> Iterator[Remark]:
    """Leaders follow up as a routine already, and a new meeting may add little.

    What it checks: whether `program.readiness.follow_up` is "routinely".
    Why it matters: coming back to what was agreed is the better part of Stat, and leaders' time is
    short.
    What to do: build on the meeting in which they do it, as `program.host_meeting`, or say here
    what the new one adds.
    Example: GovEx's test of fit holds that such a government has Stat in effect.
    """
    program = context.plan.program
    if program.readiness.follow_up == "routinely" and not program.host_meeting:
        yield Finding(f"{_GROUP}.follow_up", "Leaders come back to what was agreed as a routine.")
