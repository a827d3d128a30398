"""Rules about the analysts: how many there are, who records, and what they are asked."""

from collections.abc import Iterator

from statplan.advice.facts import RuleContext
from statplan.advice.rule import Finding, Remark, Unstated, rule
from statplan.plan.english import format_list

_RECORDER = "participants.analysts.recorder"


@rule("SP404", "warning", "G-HOST")
def leader_keeps_the_record(context: RuleContext) -> Iterator[Remark]:
    """The person who leads keeps the record too.

    What it checks: whether the recorder is the chair, the designee or the principal.
    Why it matters: nobody can ask the next question and write down the last answer.
    What to do: let an analyst keep the record.
    Example: in GovEx's guide the analyst is the formal recorder and drives the screen.
    """
    leadership, recorder = context.plan.leadership, context.plan.participants.analysts.recorder
    leads = (leadership.chair, leadership.designee, *(leadership.principal or ()))
    if recorder is None:
        yield Unstated(_RECORDER)
    elif recorder in leads:
        yield Finding(_RECORDER, f"{context.name_person(recorder)} leads and keeps the record.")


@rule("SP405", "note", "G-HOST")
def record_outside_the_team(context: RuleContext) -> Iterator[Remark]:
    """Somebody keeps the record who is none of the analysts.

    What it checks: whether the recorder is among the analysts, and does not lead the meetings.
    Why it matters: who has prepared the figures knows what an answer means, and follows it up.
    What to do: let an analyst keep the record.
    Example: in GovEx's guide the analyst is the formal recorder.
    """
    leadership, analysts = context.plan.leadership, context.plan.participants.analysts
    recorder, people = analysts.recorder, analysts.people or ()
    leads = (leadership.chair, leadership.designee, *(leadership.principal or ()))
    if recorder and people and recorder not in (*people, *leads):
        analyst_names = format_list(context.name_person(person) for person in people)
        fact = (
            f"{context.name_person(recorder)} keeps the record; the analysis is by {analyst_names}."
        )
        yield Finding(_RECORDER, fact)


@rule("SP406", "warning", "SUN-ED", "KC-SOC", "ours")
def many_meetings_for_each_analyst(context: RuleContext) -> Iterator[Remark]:
    """Each analyst has more meetings to prepare than there is time for.

    What it checks: meetings a month for each analyst, against
    `advice.limits.meetings_per_analyst`.
    Why it matters: where analysis is not ready the meeting is called off.
    What to do: take on an analyst, or meet less often.
    Example: Baltimore cancelled sessions for want of analysts; KCStat had three, later four.
    """
    people = context.plan.participants.analysts.people or ()
    if not people:
        yield Unstated("participants.analysts.people")
        return
    most = context.limits.meetings_per_analyst
    a_month = len(context.schedule.meetings) / context.plan.frequency.months
    if a_month / len(people) > most:
        fact = f"Meetings a month: {a_month:.0f}; analysts: {len(people)}; over {most} for each."
        yield Finding("participants.analysts.people", fact)


@rule("SP407", "note", "SUN-ED", "G-TEAM")
def analysts_with_other_work(context: RuleContext) -> Iterator[Remark]:
    """The analysts have other work besides.

    What it checks: whether `participants.analysts.full_time` is "no".
    Why it matters: the other work has its own deadlines, and the memo waits.
    What to do: keep at least one analyst free of other work in the week before a meeting.
    Example: Baltimore lost analysts, and sessions were cancelled.
    """
    full_time = context.plan.participants.analysts.full_time
    if full_time is None:
        yield Unstated("participants.analysts.full_time")
    elif not full_time:
        yield Finding("participants.analysts.full_time", "The analysts do not work on it alone.")


@rule("SP416", "note", "G-HOST")
def no_analyst_invited(context: RuleContext) -> Iterator[Remark]:
    """No analyst is invited to a series.

    What it checks: for every series, whether an analyst or the recorder is required or optional.
    Why it matters: somebody has to drive the screen, and to write down who does what by when.
    What to do: add an analyst to `required` of the series, or to the panel.
    Example: in GovEx's guide the analyst drives the screen and keeps the record.
    """
    analysts = context.plan.participants.analysts
    team = {*(analysts.people or ()), analysts.recorder} - {None}
    for path, series in context.series_with_paths if team else ():
        meetings = context.meetings_by_series[series.id]
        if meetings and not team & {*meetings[0].required, *meetings[0].optional}:
            yield Finding(
                f"{path}.required", f"No analyst is invited to {context.name_series(series)}."
            )
