"""Rules about priorities, their measures, and how old the figures are."""

import re
from collections.abc import Iterator

from statplan.advice.facts import RuleContext
from statplan.advice.rule import Finding, Remark, Unstated, rule
from statplan.plan.english import format_list
from statplan.plan.focus import Priority

_AMOUNT = re.compile(
    r"\d|\b(no|none|nobody|zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|"
    r"half|third|quarter|twice|double|triple|hundred|thousand|every|each|all|same|never|always)\b",
    re.IGNORECASE,
)
# How seldom there is a new figure, in days, by a word of the reporting period.
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
            name: context.usual_gaps[name]
            for name in serving or [priority.owner or ""]
            if name in context.usual_gaps
        }
        often = [context.names[name] for name, gap in gaps.items() if 2 * gap <= days]
        if often:
            fact = (
                f"{priority.name} is measured by '{priority.period}', and "
                f"{format_list(often)} comes up"
            )
            yield Finding(f"{path}.period", f"{fact} every {min(gaps.values())} days.")
