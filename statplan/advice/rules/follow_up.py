"""Rules about follow-up: the memo after a meeting, the answers to it, and escalation."""

from collections.abc import Iterator
from statistics import median

from statplan.advice.context import RuleContext, count_days_between
from statplan.advice.due_dates import find_late, summarize_meetings
from statplan.advice.rule import Finding, Remark, Unstated, rule
from statplan.plan.choices import is_other
from statplan.plan.english import format_list

_RESPONSES = "frequency.preparation.responses_due"
_MEMO = "frequency.preparation.follow_up_days"
_AFTER = "leadership.escalation.after_days"
_TO = "leadership.escalation.to"
_ENOUGH_DAYS = 2  # Baltimore's code


@rule("SP711", "warning", "BALT-61", "G-HOST")
def follow_up_late(context: RuleContext) -> Iterator[Remark]:
    """The follow-up memo is issued more than two days after the meeting.

    What it checks: within how many days the follow-up memo is issued.
    Why it matters: a meeting without written follow-up is talk, and follow-up that comes late is
    read as optional.
    What to do: issue it within two days, over the leader's name.
    Example: Baltimore's code gives two days for requests, commitments and the data wanted next.
    """
    days = context.plan.frequency.preparation.follow_up_days
    if days is None:
        yield Unstated(_MEMO)
    elif days > _ENOUGH_DAYS:
        yield Finding(_MEMO, f"The follow-up memo is issued up to {days} days after the meeting.")


@rule("SP712", "error", "ours")
def follow_up_after_next(context: RuleContext) -> Iterator[Remark]:
    """The follow-up memo may come after the next meeting.

    What it checks: for each meeting, the last day for its follow-up memo against the next meeting
    of its series about the same subject or department.
    Why it matters: nobody can be asked about a request that has not been sent yet.
    What to do: issue the memo sooner. Two days is what Baltimore's code gives.
    Example: a follow-up memo within ten days of a meeting that is held every week.
    """
    if context.plan.frequency.preparation.follow_up_days is None:
        return
    dates = (
        (meeting, context.deadlines[meeting.key].follow_up, following.slot.day)
        for meeting, following in context.meeting_pairs
    )
    late = find_late(dates, is_limit_late=True)
    if late:
        days = f"memo by {late.due}, the next meeting on {late.limit}"
        yield Finding(_MEMO, f"{late.meetings}: {days}.")


@rule("SP713", "error", "G-APXC", "ours")
def responses_after_memo(context: RuleContext) -> Iterator[Remark]:
    """Answers to follow-up arrive after the next memo has gone out.

    What it checks: for each meeting, the day on which answers to the last follow-up memo are due,
    against the day of its own memo, with weekends and holidays.
    Why it matters: the memo begins with what became of the last requests.
    What to do: let answers be due earlier, or send the memo later.
    Example: the guide's follow-up memo has a due date of its own, ahead of the next meeting.
    """
    if context.plan.frequency.preparation.responses_due is None:
        yield Unstated(_RESPONSES)
        return
    deadlines = context.deadlines
    late = find_late(
        (meeting, deadlines[last.key].responses, deadlines[meeting.key].memo_day)
        for last, meeting in context.meeting_pairs
    )
    if late:
        days = f"answers are due on {late.due}, after the memo of {late.limit}"
        yield Finding(_RESPONSES, f"For {late.meetings}, {days}.")


@rule("SP714", "error", "ours")
def responses_before_follow_up(context: RuleContext) -> Iterator[Remark]:
    """Answers are due before the follow-up memo has asked for them.

    What it checks: for each meeting, the day on which answers are due against the last day for the
    follow-up memo of the meeting before it.
    Why it matters: a department cannot answer what it has not been asked.
    What to do: let answers be due nearer the next meeting, or issue the memo sooner.
    Example: with a meeting every two weeks, ten working days ahead is the day of the last one.
    """
    deadlines = context.deadlines
    late = find_late(
        (meeting, deadlines[last.key].follow_up, deadlines[last.key].responses)
        for last, meeting in context.meeting_pairs
    )
    if late:
        fact = f"Answers are due before the memo that asks for them: {late.meetings}."
        yield Finding(_RESPONSES, fact)


@rule("SP715", "warning", "ours")
def answers_hurried(context: RuleContext) -> Iterator[Remark]:
    """Departments have hardly any time to answer.

    What it checks: for each meeting, the working days from the last day for the follow-up memo to
    the day on which answers are due, against `advice.limits.answer_days`.
    Why it matters: an answer of one day is a promise to answer later.
    What to do: let answers be due nearer the next meeting, or meet less often.
    Example: with a meeting every two weeks, the usual counts overlap and have to shrink.
    """
    least = context.limits.answer_days
    due_dates = ((meeting, context.deadlines[last.key]) for last, meeting in context.meeting_pairs)
    short = [
        meeting
        for meeting, due in due_dates
        if due.follow_up
        and due.responses
        and due.follow_up <= due.responses
        and context.count_working_days(due.follow_up, due.responses) < least
    ]
    if short:
        meetings = summarize_meetings(short)
        days = f"fewer than {least} working days to answer"
        yield Finding(_RESPONSES, f"Departments have {days} before {meetings}.")


@rule("SP716", "warning", "BALT-61")
def data_before_follow_up(context: RuleContext) -> Iterator[Remark]:
    """Data are due before the follow-up memo says which are wanted.

    What it checks: for each meeting, the day on which data are due against the last day for the
    follow-up memo of the meeting before it.
    Why it matters: what the last meeting asked to see next then comes a meeting late.
    What to do: let data be due nearer the meeting, or issue the follow-up memo sooner.
    Example: Baltimore's follow-up memo lists the data that the next meeting needs.
    """
    preparation = context.plan.frequency.preparation
    if preparation.data_due is None or preparation.follow_up_days is None:
        return
    deadlines = context.deadlines
    late = find_late(
        (meeting, deadlines[last.key].follow_up, deadlines[meeting.key].data)
        for last, meeting in context.meeting_pairs
    )
    if late:
        path = "frequency.preparation.data_due"
        yield Finding(path, f"Data are due before the memo that says which: {late.meetings}.")


@rule("SP717", "warning", "G-PEOPLE", "ours")
def escalation_sideways(context: RuleContext) -> Iterator[Remark]:
    """An overdue action goes to somebody who cannot act on it.

    What it checks: whether overdue actions go up to an analyst, or to one of the department's own
    people.
    Why it matters: an action goes up so that somebody with more authority asks for it.
    What to do: let it go to the principal, the designee, or the department's supervisor.
    Example: the guide asks for written criteria on what goes up from a meeting.
    """
    escalation, analysts = context.plan.leadership.escalation, context.plan.participants.analysts
    if escalation.after_days is None:
        yield Unstated(_AFTER)
    if escalation.to is None:
        yield Unstated(_TO)
        return
    office = context.name_person(escalation.to)
    own = context.people[escalation.to].department
    staff = [*(analysts.people or ()), analysts.recorder]
    if escalation.to in staff:
        yield Finding(_TO, f"Overdue actions go to {office}, of the analysts.")
    elif own:
        whose = context.names[own]
        yield Finding(_TO, f"Overdue actions go to {office}, of {whose}, which has actions itself.")


@rule("SP718", "note", "ours")
def escalation_slow(context: RuleContext) -> Iterator[Remark]:
    """An overdue action goes up only after the next meeting is past.

    What it checks: the days after which an overdue action goes up, against the usual number of days
    between two meetings about the same subject or department.
    Why it matters: it is then asked about at a meeting before anybody has been told.
    What to do: let it go up within one interval of the meetings.
    Example: with a meeting each month, two weeks leave time to act before the next.
    """
    after = context.plan.leadership.escalation.after_days
    if after is None:
        return
    usual = [days for pair in context.meeting_pairs for days in count_days_between(pair)]
    if not usual:
        return
    between = int(median(usual))
    if after > between:
        fact = f"An overdue action goes up after {after} days; meetings are {between} days apart"
        yield Finding(_AFTER, f"{fact}.")


@rule("SP719", "warning", "G-APXC", "BALT-61")
def follow_up_without_owner(context: RuleContext) -> Iterator[Remark]:
    """The follow-up memo lists actions without an owner or a due date.

    What it checks: where `frequency.preparation.follow_up_contents` is answered, whether it has
    both `owner` and `due date`. Contents in words of your own are not checked.
    Why it matters: an action that nobody owns, or that is never due, is not done.
    What to do: add them to what the memo must list.
    Example: the guide's follow-up memo names who does each action, and by when.
    """
    contents = context.plan.frequency.preparation.follow_up_contents
    missing = [part for part in ("owner", "due date") if part not in (contents or ())]
    has_own_words = any(map(is_other, contents or ()))
    if contents and missing and not has_own_words:
        articles = {"owner": "an owner", "due date": "a due date"}
        words = format_list((articles[part] for part in missing), "or")
        fact = f"The follow-up memo need not list {words}."
        yield Finding("frequency.preparation.follow_up_contents", fact)
