"""Rules about what meetings examine: subjects, departments, priorities, and topics."""

import re
from collections.abc import Iterator

from statplan.advice.context import RuleContext
from statplan.advice.rule import Finding, Remark, Unstated, rule
from statplan.plan.english import format_list
from statplan.plan.focus import Priority


@rule("SP301", "warning", "S1")
def focus_not_in_the_calendar(context: RuleContext) -> Iterator[Remark]:
    """The calendar examines something else than the plan says.

    What it checks: `focus.kind` against what the series examine: subjects, departments or both.
    Why it matters: the focus decides who must be in the room.
    What to do: change the kind, or what the series examine.
    Example: StateStat's focus was both: a monthly meeting for each agency, and quarterly topics.
    """
    kind = context.plan.focus.kind
    if kind is None:
        yield Unstated("focus.kind")
    subjects = any(examined_id not in context.departments for examined_id in context.turns)
    departments = any(examined_id in context.departments for examined_id in context.turns)
    if kind == "operations" and subjects:
        yield Finding("focus.kind", "The focus is operations, and meetings examine subjects.")
    if kind in ("subject", "place") and departments and not subjects:
        fact = f"The focus is {kind}, and every meeting examines a department."
        yield Finding("focus.kind", fact)
    if kind == "both" and subjects and not departments:
        yield Finding("focus.kind", "The focus is both, and no meeting examines a department.")
    if kind == "both" and departments and not subjects and not context.subjects:
        yield Unstated("focus.subjects")


@rule("SP302", "note", "S1", "G-HOST")
def subject_never_up(context: RuleContext) -> Iterator[Remark]:
    """A subject is on the list, and no meeting of the year examines it.

    What it checks: every subject against the meetings of the year, once some of them examine one.
    Why it matters: a subject that has no meeting is not followed up.
    What to do: put it into a series or a rotation, or take it off the list.
    Example: KCStat gave each of its six areas a month in turn.
    """
    if not context.subjects:
        yield Unstated("focus.subjects")
    for index, subject in enumerate(context.subjects.values() if context.turns else ()):
        if subject.id not in context.turns:
            path = f"focus.subjects[{index}].name"
            yield Finding(path, f"No meeting of this calendar examines {subject.name}.")


@rule("SP307", "note", "S1")
def subject_of_one_department(context: RuleContext) -> Iterator[Remark]:
    """A subject belongs to a single department.

    What it checks: the owner of each subject and the departments that share it.
    Why it matters: subjects earn their own meeting where several departments have to act together.
    What to do: add the departments that have a part in it, or examine it when its department is up.
    Example: StateStat's quarterly topics brought together every agency with a part in them.
    """
    open_owner = open_departments = False
    for index, subject in enumerate(context.subjects.values()):
        path = f"focus.subjects[{index}]"
        if subject.owner is None and not open_owner:
            open_owner = True
            yield Unstated(f"{path}.owner")
        if not subject.departments:
            if not open_departments:
                yield Unstated(f"{path}.departments")
            open_departments = True
            continue
        own = {subject.owner, *subject.departments} - {None}
        if len(own) == 1:
            fact = f"{subject.name} belongs to {context.names[subject.departments[0]]} alone."
            yield Finding(f"{path}.departments", fact)


@rule("SP312", "note", "NO-QOL", "ours")
def examined_in_two_series(context: RuleContext) -> Iterator[Remark]:
    """Two series examine the same subject or department.

    What it checks: every subject and department with turns in more than one series of the plan,
    unless `focus.out_of_scope` says what each leaves to the other.
    Why it matters: two meetings on one matter do the same work, or leave it to each other.
    What to do: take it out of one of them, or say under `out_of_scope` what each leaves out.
    Example: New Orleans' quality-of-life meeting left out what its other Stats examined.
    """
    if context.plan.focus.out_of_scope:
        return
    if len(context.series) > 1:
        yield Unstated("focus.out_of_scope")
    for examined_id, meetings in context.turns.items():
        if meetings is context.streams[meetings[0].key.series]:
            continue
        paths = list(dict.fromkeys(context.find_series_path(meeting) for meeting in meetings))
        if len(paths) > 1 and examined_id in context.names:
            titles = {
                path: context.name_series(series) for path, series in context.series_with_paths
            }
            where = format_list(titles[path] for path in paths)
            yield Finding(f"{paths[1]}.id", f"{context.names[examined_id]} is examined by {where}.")


@rule("SP317", "note", "G-ALIGN", "CAP07")
def no_operational_data(context: RuleContext) -> Iterator[Remark]:
    """Departments come up without a look at their people and money.

    What it checks: whether `focus.operational_data` is "no" where departments have turns.
    Why it matters: overtime, leave and vacancies show early where a department is under strain.
    What to do: take a few such figures, the same for every department, as a standing item.
    Example: overtime and absence were CitiStat's first subjects.
    """
    looked_at = context.plan.focus.operational_data
    if looked_at is None:
        yield Unstated("focus.operational_data")
    elif not looked_at and any(examined_id in context.departments for examined_id in context.turns):
        yield Finding("focus.operational_data", "Overtime, leave and the like are not looked at.")


_AMOUNT = re.compile(
    r"\d|\b(no|none|nobody|zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|"
    r"half|third|quarter|twice|double|triple|hundred|thousand|every|each|all|same|never|always)\b",
    re.IGNORECASE,
)
# The days from one figure to the next, by a word of the reporting period.
_PERIODS = (
    (re.compile(r"year|annual", re.IGNORECASE), 365),
    (re.compile(r"quarter", re.IGNORECASE), 91),
)
_WEEK, _WORKING_DAYS = 7, 5


def _list_priorities(context: RuleContext) -> Iterator[tuple[str, Priority]]:
    """Yield every priority with its path, `focus.priorities[0]`."""
    for index, priority in enumerate(context.plan.focus.priorities or ()):
        yield f"focus.priorities[{index}]", priority


@rule("SP303", "warning", "G-PREP", "S1")
def target_without_measure(context: RuleContext) -> Iterator[Remark]:
    """A priority has a target, and nothing that it is a target of.

    What it checks: every priority with a `target` for its `measure`.
    Why it matters: nobody can tell whether the target comes nearer.
    What to do: write the measure, with its unit.
    Example: a target of at most 400 says something once the measure is vacant houses at the end of
    the month.
    """
    for path, priority in _list_priorities(context):
        if priority.target and not priority.measure:
            fact = f"{priority.name} has the target '{priority.target}' and no measure."
            yield Finding(f"{path}.measure", fact)
    for answer_key in ("measure", "target", "data_source"):
        lacking = (
            path
            for path, priority in _list_priorities(context)
            if not getattr(priority, answer_key)
        )
        yield from (Unstated(f"{path}.{answer_key}") for path in list(lacking)[:1])


@rule("SP304", "note", "G-PREP", "ours")
def target_without_amount(context: RuleContext) -> Iterator[Remark]:
    """A target names no amount.

    What it checks: every target for a number, in digits or in words.
    Why it matters: "better" is reached by any figure, and argued about at each meeting.
    What to do: write how much, and by when.
    Example: at most 12 days from application to permit.
    """
    for path, priority in _list_priorities(context):
        if priority.target and not _AMOUNT.search(priority.target):
            yield Finding(
                f"{path}.target", f"The target of {priority.name} is '{priority.target}'."
            )


@rule("SP305", "note", "G-PREP", "ours")
def one_measure_for_two(context: RuleContext) -> Iterator[Remark]:
    """Two priorities are followed by the same measure.

    What it checks: the measures of all priorities against each other.
    Why it matters: one figure cannot show which of two goals has come nearer.
    What to do: find a measure for each, or make one priority of the two.
    Example: vacant houses as the measure of housing and of safety.
    """
    first: dict[str, str] = {}
    for path, priority in _list_priorities(context):
        measure = (priority.measure or "").casefold()
        if measure and measure in first:
            fact = (
                f"{first[measure]} and {priority.name} are both followed by '{priority.measure}'."
            )
            yield Finding(f"{path}.measure", fact)
        first.setdefault(measure, priority.name)


@rule("SP306", "warning", "S1", "G-PREP", "CHA-WWC")
def priority_never_examined(context: RuleContext) -> Iterator[Remark]:
    """No meeting of the year takes up a priority.

    What it checks: for every priority, whether a subject that serves it has a turn, or the
    department that owns it.
    Why it matters: a priority that is never on the table does not move.
    What to do: let a subject serve it, or bring up the department that owns it.
    Example: ChattaData's meetings went through the city's five priorities.
    """
    served = {
        context.subjects[examined_id].priority
        for examined_id in context.turns
        if examined_id in context.subjects
    }
    has_asked = False
    for path, priority in _list_priorities(context) if context.turns else ():
        if priority.id in served:
            continue
        if priority.owner is None:
            if not has_asked:
                yield Unstated(f"{path}.owner")
            has_asked = True
        elif priority.owner not in context.examined_ids:
            fact = (
                f"{priority.name} is owned by {context.names[priority.owner]}, which no "
                "meeting examines."
            )
            yield Finding(f"{path}.owner", fact)


@rule("SP313", "warning", "NO-SLJ", "NO-QOL", "ours")
def old_figures(context: RuleContext) -> Iterator[Remark]:
    """Figures are old when they are discussed.

    What it checks: `focus.data_lag_days` against `advice.limits.data_age_days`, and against the
    usual days between two turns.
    Why it matters: old figures lead to arguments about the figures.
    What to do: gather them faster, or take provisional ones.
    Example: BlightSTAT looked at May's figures in mid-June; a quality-of-life meeting of March
    2013 had January's.
    """
    lag, most = context.plan.focus.data_lag_days, context.limits.data_age_days
    if lag is None:
        yield Unstated("focus.data_lag_days")
        return
    usual = sorted(context.usual_gaps.values())
    gap = usual[len(usual) // 2] if usual else 0
    if lag > most:
        yield Finding("focus.data_lag_days", f"Figures may be {lag} days old, over {most}.")
    elif gap and lag > gap:
        fact = f"Figures may be {lag} days old, and the next turn comes after {gap}."
        yield Finding("focus.data_lag_days", fact)


@rule("SP314", "warning", "G-PREP", "ours")
def due_before_the_period_ends(context: RuleContext) -> Iterator[Remark]:
    """Data is due before there is any.

    What it checks: `data_due` in working days, counted as weeks of five, against
    `focus.data_lag_days`.
    Why it matters: departments cannot send in the figures of a period that has not ended.
    What to do: let the data come in later, or allow for older figures.
    Example: data due two weeks before a meeting cannot be less than two weeks old in it.
    """
    lag, due = context.plan.focus.data_lag_days, context.plan.frequency.preparation.data_due
    if lag is None or due is None:
        return
    before = due * _WEEK // _WORKING_DAYS
    if lag < before:
        fact = f"Figures may be {lag} days old, and are due {due} working days before the meeting."
        yield Finding("focus.data_lag_days", fact)


@rule("SP315", "note", "G-PREP", "ours")
def measured_less_often_than_examined(context: RuleContext) -> Iterator[Remark]:
    """A priority comes up more often than there is a new figure.

    What it checks: a reporting period of a quarter or a year against the usual days between two
    turns of the subjects that serve the priority, or of the department that owns it.
    Why it matters: the same figure twice leaves the meeting nothing to ask.
    What to do: find a measure that moves each month, or take the priority up less often.
    Example: permits counted by quarter, for a department that comes up every month.
    """
    for path, priority in _list_priorities(context):
        days = next((days for word, days in _PERIODS if word.search(priority.period or "")), 0)
        serving = [
            subject.id for subject in context.subjects.values() if subject.priority == priority.id
        ]
        gaps = {
            examined_id: context.usual_gaps[examined_id]
            for examined_id in serving or [priority.owner or ""]
            if examined_id in context.usual_gaps
        }
        often = [context.names[examined_id] for examined_id, gap in gaps.items() if 2 * gap <= days]
        if often:
            fact = (
                f"{priority.name} is measured by '{priority.period}', and "
                f"{format_list(often)} comes up"
            )
            yield Finding(f"{path}.period", f"{fact} every {min(gaps.values())} days.")


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

    What it checks: whether `minutes_per_topic` is under five.
    Why it matters: there is time to read the figure out, and none to ask about it.
    What to do: take fewer topics.
    Example: StateStat gave a topic between 5 and 30 minutes.
    """
    minutes = context.plan.focus.minutes_per_topic
    if minutes is None:
        yield Unstated("focus.minutes_per_topic")
    elif minutes < _SHORT_TOPIC:
        yield Finding("focus.minutes_per_topic", f"A topic gets {minutes} minutes.")


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


@rule("SP318", "note", "WA-RCW", "USC-1121")
def ratings_without_consequence(context: RuleContext) -> Iterator[Remark]:
    """Measures are rated, and nothing follows from a bad rating.

    What it checks: where `focus.ratings` is answered, whether `focus.off_target` is.
    Why it matters: a red mark that leads to nothing is soon ignored.
    What to do: write into `focus.off_target` what happens then, such as a meeting on that measure
    and a plan to close the gap.
    Example: Washington law asks for problem-solving sessions and a plan to close the gap.
    """
    focus = context.plan.focus
    if focus.ratings and not focus.off_target:
        fact = "The plan says how measures are rated, and not what happens when one is off target."
        yield Finding("focus.off_target", fact)
