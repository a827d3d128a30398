"""Rules about the agenda of a meeting: what comes first and last, and whether it fits."""

import re
from collections.abc import Iterator

from statplan.advice.context import RuleContext
from statplan.advice.rule import Finding, Remark, Unstated, rule
from statplan.plan.preparation import FOLLOW_UP_WORDS, AgendaItem

_AGENDA = "frequency.agenda"
_CLOSE = re.compile(
    r"\bread|\brecap|\bclos(e|ing)\b|\bwrap|\bsummar|\bnext steps?\b|\bactions?\b|\bcommit"
    r"|\badjourn|\bassign",
    re.IGNORECASE,
)
_PRESENTED = re.compile(
    r"\bdepartment\w*\W.*\bpresent(s|ed|ation|ations)?\b"
    r"|\bpresent(s|ed|ation|ations)?\b.*\bdepartment|\bshow and tell\b",
    re.IGNORECASE,
)


@rule("SP722", "note", "S1", "G-PREP")
def agenda_begins_otherwise(context: RuleContext) -> Iterator[Remark]:
    """Meetings are to begin with follow-up, and the agenda begins with something else.

    What it checks: where `frequency.preparation.follow_up_first` is yes, the first item of the
    agenda, and of each recurring meeting's own.
    Why it matters: what stands first is done first, and what stands last is cut.
    What to do: put the follow-up item first, or change `follow_up_first`.
    Example: StateStat discussed the previous month's follow-up items before new topics.
    """
    if not context.plan.frequency.preparation.follow_up_first:
        return
    agendas = [(_AGENDA, context.plan.frequency.agenda)]
    agendas += [(f"{path}.agenda", series.agenda) for path, series in context.series_with_paths]
    for path, agenda in agendas:
        if agenda and not FOLLOW_UP_WORDS.search(agenda[0].item):
            fact = f"Each meeting is to begin with follow-up; the agenda begins '{agenda[0].item}'."
            yield Finding(f"{path}[0].item", fact)


@rule("SP730", "warning", "G-PREP", "G-APXB", "HATRY")
def agenda_without_follow_up(context: RuleContext) -> Iterator[Remark]:
    """The agenda has no place for what was promised last time.

    What it checks: whether an item of the agenda names follow-up, commitments or the last meeting.
    Why it matters: a meeting that asks about its own requests is one whose requests are answered.
    What to do: begin with the open actions, and give them a quarter of an hour.
    Example: StateStat went through the last month's follow-up before new topics.
    """
    agenda = context.plan.frequency.agenda
    if not agenda:
        yield Unstated(_AGENDA)
    elif not any(FOLLOW_UP_WORDS.search(agenda_item.item) for agenda_item in agenda):
        yield Finding(_AGENDA, "No item of the agenda names follow-up from the last meeting.")


@rule("SP731", "warning", "G-HOST")
def agenda_without_close(context: RuleContext) -> Iterator[Remark]:
    """The agenda leaves no time for reading the actions back.

    What it checks: whether an item of the agenda, besides follow-up from last time, names a close,
    the actions or a summary.
    Why it matters: what was agreed is settled while everybody is in the room, or not at all.
    What to do: end with ten minutes in which actions, owners and dates are read aloud.
    Example: the guide has the commitments read out before people leave.
    """
    agenda = context.plan.frequency.agenda
    if not agenda:
        yield Unstated(_AGENDA)
        return
    *before, last = agenda
    closing = [
        agenda_item for agenda_item in before if not FOLLOW_UP_WORDS.search(agenda_item.item)
    ]
    if not any(_CLOSE.search(agenda_item.item) for agenda_item in (*closing, last)):
        yield Finding(_AGENDA, f"The agenda ends with '{last.item}'; no item names a close.")


@rule("SP732", "error", "ours")
def agenda_overrun(context: RuleContext) -> Iterator[Remark]:
    """The agenda is longer than any meeting.

    What it checks: the minutes of all items of the agenda against those of the longest meeting.
    Why it matters: what stands last, most often the actions, is what falls off.
    What to do: take minutes from items, or take items out.
    Example: BlightSTAT's six parts of 20 minutes filled its two hours exactly.
    """
    agenda = context.plan.frequency.agenda or ()
    for index, agenda_item in enumerate(agenda):
        if agenda_item.minutes is None:
            yield Unstated(f"{_AGENDA}[{index}].minutes")
    takes, lasts = _count_agenda_minutes(context), _find_longest_meeting(context)
    if takes > lasts:
        yield Finding(_AGENDA, f"The agenda takes {takes} minutes, a meeting lasts {lasts}.")


def _count_agenda_minutes(context: RuleContext) -> int:
    return _count_minutes(context.plan.frequency.agenda)


def _count_minutes(agenda: tuple[AgendaItem, ...] | None) -> int:
    return sum(agenda_item.minutes or 0 for agenda_item in agenda or ())


def _find_longest_meeting(context: RuleContext) -> int:
    lengths = [context.count_minutes(series) for series in context.series]
    return max(lengths, default=context.plan.frequency.minutes)


@rule("SP733", "warning", "ours", "G-HOST")
def agenda_over_series(context: RuleContext) -> Iterator[Remark]:
    """The agenda does not fit one of the series.

    What it checks: the minutes of all items of the agenda against those of each series; for a
    series with an agenda of its own, of that one.
    Why it matters: the shorter meeting has to drop items, and nobody has said which.
    What to do: give all series the same length, or shorten the agenda to the shortest.
    Example: the guide asks for the same length and format each time.
    """
    takes = _count_agenda_minutes(context)
    if takes > _find_longest_meeting(context):
        takes = 0
    for path, series in context.series_with_paths:
        lasts, own_takes = context.count_minutes(series), _count_minutes(series.agenda)
        if own_takes > lasts:
            fact = f"{context.name_series(series)} lasts {lasts} minutes, its agenda {own_takes}."
            yield Finding(f"{path}.agenda", fact)
        elif series.minutes and series.minutes < takes and not series.agenda:
            fact = (
                f"{context.name_series(series)} lasts {series.minutes} minutes, the agenda {takes}"
            )
            yield Finding(f"{path}.minutes", f"{fact}.")


@rule("SP734", "note", "G-PREP", "WA-GUIDE")
def presentations(context: RuleContext) -> Iterator[Remark]:
    """Departments may present slides of their own.

    What it checks: whether departments may bring presentations.
    Why it matters: slides show what their maker wants to show, and fill the time for questions.
    What to do: let the memo be the agenda; give a department a few minutes for its news.
    Example: Washington's guidance for GMAP asked for dialogue in place of presentations.
    """
    may = context.plan.frequency.preparation.presentations
    if may is None:
        yield Unstated("frequency.preparation.presentations")
    elif may:
        yield Finding("frequency.preparation.presentations", "The plan lets departments present.")


@rule("SP735", "warning", "G-PREP", "ours")
def presentations_on_agenda(context: RuleContext) -> Iterator[Remark]:
    """The agenda has presentations that the plan does not allow.

    What it checks: whether an item of the agenda is a department's presentation, where
    `frequency.preparation.presentations` is no.
    Why it matters: a department prepares for what stands on the agenda.
    What to do: take the item out, or allow presentations.
    Example: the guide's agenda has room for a department's good news, and for no slides.
    """
    if context.plan.frequency.preparation.presentations is not False:
        return
    for index, agenda_item in enumerate(context.plan.frequency.agenda or ()):
        if _PRESENTED.search(agenda_item.item):
            fact = f"The agenda has '{agenda_item.item}', and departments do not present."
            yield Finding(f"{_AGENDA}[{index}].item", fact)
