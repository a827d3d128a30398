"""Rules about how many topics a meeting takes, and how long each."""

from collections.abc import Iterator

from statplan.advice.facts import RuleContext
from statplan.advice.rule import Finding, Remark, Unstated, rule

_MANY_TOPICS, _SHORT_TOPIC = 8, 5  # StateStat's own: six to eight, of 5 to 30 minutes [G-HOST]


@rule("SP308", "warning", "G-HOST")
def many_topics(context: RuleContext) -> Iterator[Remark]:
    """A meeting takes too many topics.

    What it checks: whether `focus.topics_per_meeting` is over eight.
    Why it matters: each topic gets a look, and none is solved.
    What to do: take the most pressing ones, and leave the others to the memo.
    Example: StateStat took six to eight in 90 minutes.
    """
    topics = context.plan.focus.topics_per_meeting
    if topics is None:
        yield Unstated("focus.topics_per_meeting")
    elif topics > _MANY_TOPICS:
        yield Finding("focus.topics_per_meeting", f"A meeting takes {topics} topics.")


@rule("SP309", "warning", "G-HOST")
def short_topics(context: RuleContext) -> Iterator[Remark]:
    """A topic gets too little time to be talked about.

    What it checks: whether `minutes_per_topic`, or the minutes of a subject, are under five.
    Why it matters: there is time to read the figure out, and none to ask about it.
    What to do: take fewer topics.
    Example: StateStat gave a topic between 5 and 30 minutes.
    """
    minutes = context.plan.focus.minutes_per_topic
    if minutes is None:
        yield Unstated("focus.minutes_per_topic")
    elif minutes < _SHORT_TOPIC:
        yield Finding("focus.minutes_per_topic", f"A topic gets {minutes} minutes.")
    for index, subject in enumerate(context.subjects.values()):
        if subject.minutes is not None and subject.minutes < _SHORT_TOPIC:
            path = f"focus.subjects[{index}].minutes"
            yield Finding(path, f"{subject.name} gets {subject.minutes} minutes.")


@rule("SP310", "warning", "G-HOST")
def topics_over_the_meeting(context: RuleContext) -> Iterator[Remark]:
    """The topics take longer than the meeting.

    What it checks: topics times minutes for each, against the length of the shortest series.
    Why it matters: the last topics are never reached, and they are the same ones each time.
    What to do: take fewer topics, or give each less time.
    Example: StateStat's six to eight topics, of 5 to 30 minutes, fitted into 90.
    """
    focus = context.plan.focus
    if focus.topics_per_meeting is None or focus.minutes_per_topic is None:
        return
    needed_minutes = focus.topics_per_meeting * focus.minutes_per_topic
    shortest = min(
        (context.count_minutes(series) for series in context.series),
        default=context.plan.frequency.minutes,
    )
    if needed_minutes > shortest:
        fact = f"{focus.topics_per_meeting} topics of {focus.minutes_per_topic} minutes take"
        yield Finding(
            "focus.topics_per_meeting", f"{fact} {needed_minutes}; a meeting has {shortest}."
        )


@rule("SP311", "error", "ours")
def subject_over_its_meeting(context: RuleContext) -> Iterator[Remark]:
    """A subject gets more minutes than its meeting has.

    What it checks: the minutes of each subject against the length of the meetings that examine it.
    Why it matters: the plan says two things, and one of them cannot be kept.
    What to do: shorten the one, or lengthen the other.
    Example: two hours for a subject of a meeting of 90 minutes.
    """
    for index, subject in enumerate(context.subjects.values()):
        lengths = [meeting.slot.minutes for meeting in context.turns.get(subject.id, ())]
        if subject.minutes and lengths and subject.minutes > min(lengths):
            fact = f"{subject.name} gets {subject.minutes} minutes of a meeting of {min(lengths)}."
            yield Finding(f"focus.subjects[{index}].minutes", fact)
