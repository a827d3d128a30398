"""The sentences of the letter to a department: one place for a writer who improves them."""

from collections.abc import Iterator, Sequence

from statplan.charter.context import CharterContext
from statplan.charter.grammar import capitalize_first, format_interval
from statplan.charter.leadership import describe_other_chairs
from statplan.charter.meeting_format import MEMO_ON_CLOSED_DAY
from statplan.plan.choices import format_choice, is_other
from statplan.plan.english import format_count, format_list
from statplan.plan.leadership import Leadership
from statplan.plan.preparation import Preparation
from statplan.schedule.attendees import list_principals

_TONES = {
    "problem-focused": "We discuss problems, not people.",
    "no surprises": "You will know the questions beforehand.",
    "hot seat": "Please be ready to answer hard questions on the spot.",
}
_MEETINGS = {
    "every": "every meeting",
    "first": "the first meeting",
    "first of each month": "the first meeting of each month",
    "some": "some of the meetings",
}
_COMPANIONS = {
    "key staff": "your key staff",
    "data contact": "your data contact",
    "frontline staff": "frontline staff",
}
_SHARED = {
    "not": "You do not see it beforehand.",
    "topics": "You see its topics beforehand.",
    "full": "You see all of it beforehand.",
}


def describe_attendance(context: CharterContext, sender_ids: Sequence[str]) -> Iterator[str]:
    """Say which meetings the principal attends and who leads the others; who writes says "I".

    Args:
        context: the plan and its year.
        sender_ids: the ids of those who write.
    """
    leadership = context.plan.leadership
    person = context.principal
    attend, do = context.choose_verb("attends", "attend"), context.choose_verb("does", "do")
    are_away = context.choose_verb("is away", "are away")
    if tuple(sender_ids) == list_principals(context.plan):
        person, are_away = ("we", "are away") if sender_ids[1:] else ("I", "am away")
        attend, do = "attend", "do"
    if leadership.attends in _MEETINGS:
        yield f"{capitalize_first(person)} {attend} {_MEETINGS[leadership.attends]}."
    elif leadership.attends == "never":
        yield f"{capitalize_first(person)} {do} not attend the meetings."
    if leadership.chair:
        chairs = _name_leader(context, leadership.chair, sender_ids, "chair")
        yield f"{capitalize_first(chairs)} the meetings{describe_other_chairs(context)}."
    elif leadership.designee and leadership.attends not in {"every", None}:
        leads = _name_leader(context, leadership.designee, sender_ids, "lead")
        when = "them" if leadership.attends == "never" else f"when {person} {are_away}"
        yield f"{capitalize_first(leads)} {when}."


def _name_leader(
    context: CharterContext, person_id: str, sender_ids: Sequence[str], verb: str
) -> str:
    """Name who leads, with the verb: "the Manager chairs", or "I chair" where they write."""
    return (
        f"I {verb}" if [*sender_ids] == [person_id] else f"{context.name_office(person_id)} {verb}s"
    )


def describe_tone(leadership: Leadership) -> Iterator[str]:
    """Say what tone to expect; own words stand as they are."""
    if is_other(leadership.tone):
        yield f"The tone: {format_choice(leadership.tone or '')}."
    elif leadership.tone:
        yield _TONES[leadership.tone]


def describe_companions(brings: Sequence[str]) -> Iterator[str]:
    """Say who comes for the department, to its head.

    Args:
        brings: the answer to who comes for a department.
    """
    others = [_COMPANIONS.get(one) or format_choice(one) for one in brings if one != "head"]
    if "head" in brings:
        bring = f", and bring {format_list(others)}" if others else ""
        yield f"Please come yourself{bring}."
    elif others:
        yield f"Please send {format_list(others)}."


def describe_data(preparation: Preparation) -> Iterator[str]:
    """Say when the department sends its data, and when answers to follow-up are due."""
    if preparation.data_every is not None:
        yield f"Please send your data {format_interval(preparation.data_every)}."
    if preparation.data_due is not None:
        days = format_count(preparation.data_due, "working day")
        before = f"{days} before it" if preparation.data_due else "on its day"
        yield f"Please send the data for a meeting {before}."
    if preparation.responses_due is not None:
        days = format_count(preparation.responses_due, "working day")
        before = (
            f"{days} before your next meeting"
            if preparation.responses_due
            else ("by the day of your next meeting")
        )
        yield f"Your answers to follow-up are due {before}."


def describe_memo(preparation: Preparation) -> Iterator[str]:
    """Say when the memo goes out, what the department sees of it, and whether it brings slides."""
    if preparation.memo_hours:
        hours = format_count(preparation.memo_hours, "hour")
        yield f"A memo goes out {hours} before the meeting."
        yield MEMO_ON_CLOSED_DAY
    elif preparation.memo_shared:
        yield "A memo goes out before the meeting."
    if preparation.memo_shared:
        yield _SHARED[preparation.memo_shared]
    if preparation.presentations is not None:
        may = "You may present" if preparation.presentations else "Please do not present"
        yield f"{may} slides of your own."
