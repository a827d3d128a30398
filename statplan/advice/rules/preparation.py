"""Rules about the data, the memo, the briefing, and the agenda of a meeting."""

from collections.abc import Iterator

from statplan.advice.context import RuleContext
from statplan.advice.due_dates import find_late, summarize_meetings
from statplan.advice.rule import Finding, Remark, Unstated, rule
from statplan.plan.english import format_count, format_list, format_short_list

_DATA = "frequency.preparation.data_due"
_MEMO = "frequency.preparation.memo_hours"
_TO = "frequency.preparation.memo_to"
_SHARED = "frequency.preparation.memo_shared"
_BRIEFING = "leadership.prebrief_days"
_ENOUGH_HOURS = 48  # Baltimore's code
_FEWEST_DAYS = {"week": 7, "month": 28, "quarter": 90}
_READER_DIVISIONS = {"finance and budget", "information technology", "legal"}


@rule("SP701", "error", "ours")
def data_after_memo(context: RuleContext) -> Iterator[Remark]:
    """Data arrive after the memo has gone out.

    What it checks: for each meeting, the day on which data are due against that of its memo, with
    weekends and holidays.
    Why it matters: a memo cannot report figures that nobody has sent yet.
    What to do: let departments send their data earlier, or send the memo later.
    Example: data 2 working days ahead and a memo 96 hours ahead of a Tuesday cannot both be.
    """
    due_dates = ((meeting, context.deadlines[meeting.key]) for meeting in context.schedule.meetings)
    late = find_late((meeting, due.data, due.memo_day) for meeting, due in due_dates)
    if late:
        days = f"data are due on {late.due}, after the memo of {late.limit}"
        yield Finding(_DATA, f"For {late.meetings}, {days}.")


@rule("SP702", "warning", "ours", "MD-UNT")
def data_close_to_memo(context: RuleContext) -> Iterator[Remark]:
    """Little time is left between the data and the memo.

    What it checks: for each meeting, the working days from the day on which data are due to that of
    the memo, against `advice.limits.memo_days`.
    Why it matters: figures want checking, and a first question back to the department.
    What to do: let departments send their data earlier. Ten working days is our suggestion.
    Example: StateStat's agencies sent their figures every two weeks.
    """
    preparation = context.plan.frequency.preparation
    if preparation.data_due is None:
        yield Unstated(_DATA)
    if preparation.memo_hours is None:
        yield Unstated(_MEMO)
    least = context.limits.memo_days
    counts = (
        context.count_working_days(due.data, due.memo_day)
        for due in context.deadlines.values()
        if due.data and due.memo_day and due.data <= due.memo_day
    )
    close = [days for days in counts if days < least]
    if close:
        fact = f"Fewer than {format_count(least, 'working day')} between data and memo"
        meeting_count = len(context.schedule.meetings)
        yield Finding(_DATA, f"{fact}: {len(close)} of the year's {meeting_count} meetings.")


@rule("SP703", "warning", "BALT-61", "G-MEAS")
def memo_late(context: RuleContext) -> Iterator[Remark]:
    """The memo goes out less than two days before the meeting.

    What it checks: the hours before the meeting at which the memo goes out, against 48.
    Why it matters: people who have not read it stay silent, and the meeting is spent on reading.
    What to do: send it at least 48 hours ahead.
    Example: FEMAStat's slides came the evening before, and those new to a matter said nothing.
    """
    hours = context.plan.frequency.preparation.memo_hours
    if hours is None:
        yield Unstated(_MEMO)
    elif hours < _ENOUGH_HOURS:
        yield Finding(_MEMO, f"The memo goes out {format_count(hours, 'hour')} before the meeting.")


@rule("SP705", "warning", "G-PREP", "G-APXB")
def memo_not_to_leader(context: RuleContext) -> Iterator[Remark]:
    """Somebody who leads the meeting does not receive the memo.

    What it checks: whether the principal, the chair and the designee are among those to whom the
    memo goes.
    Why it matters: the memo is the agenda, and who leads without it follows.
    What to do: add them to `frequency.preparation.memo_to`.
    Example: the guide's model memo is addressed to the principal before anybody else.
    """
    readers = context.plan.frequency.preparation.memo_to
    if not readers:
        yield Unstated(_TO)
        return
    leadership = context.plan.leadership
    designee = None if context.is_principal_always_present else leadership.designee
    leaders = dict.fromkeys([*(leadership.principal or ()), leadership.chair, designee])
    missing = [
        context.name_person(leader) for leader in leaders if leader and leader not in readers
    ]
    if missing:
        yield Finding(_TO, f"The memo does not go to {format_list(missing, 'or')}.")


@rule("SP706", "note", "G-APXB")
def memo_not_to_panel(context: RuleContext) -> Iterator[Remark]:
    """Finance, technology or counsel on the panel do not receive the memo.

    What it checks: whether those on the panel who speak for finance and budget, information
    technology and law are among those to whom the memo goes.
    Why it matters: what a remedy costs, and whether it is allowed, is best known beforehand.
    What to do: add them to `frequency.preparation.memo_to`.
    Example: the guide's model memo names budget, technology and legal staff among its readers.
    """
    readers = context.plan.frequency.preparation.memo_to
    panel = [context.people[person] for person in context.plan.participants.panel or ()]
    missing = [
        context.name_person(person.id)
        for person in panel
        if readers and _READER_DIVISIONS & set(person.divisions) and person.id not in readers
    ]
    if missing:
        yield Finding(_TO, f"The memo does not go to {format_list(missing, 'or')}, of the panel.")


@rule("SP707", "warning", "G-GOTCHA", "G-PREP")
def memo_against_tone(context: RuleContext) -> Iterator[Remark]:
    """What departments see of the memo does not fit the tone of the meeting.

    What it checks: `leadership.tone` against how much of the memo departments see beforehand.
    Why it matters: who is promised no surprises must see what will be asked; a hot seat whose
    questions are known beforehand is a rehearsed one.
    What to do: share the topics at least, or choose the other tone.
    Example: the guide sets the two styles against each other, each with what it costs.
    """
    shared = context.plan.frequency.preparation.memo_shared
    tone = context.plan.leadership.tone
    if shared is None:
        yield Unstated(_SHARED)
    elif tone is None and shared != "topics":
        yield Unstated("leadership.tone")
    elif tone == "no surprises" and shared == "not":
        yield Finding(_SHARED, "The tone is no surprises, and departments see nothing of the memo.")
    elif tone == "hot seat" and shared == "full":
        yield Finding(_SHARED, "The tone is the hot seat, and departments see the whole memo.")


@rule("SP708", "error", "ours")
def memo_before_last_meeting(context: RuleContext) -> Iterator[Remark]:
    """The memo for a meeting goes out before the meeting before it is held.

    What it checks: for each meeting, its memo against the last meeting of its series about the same
    subject or department.
    Why it matters: a memo begins with what was promised last time, which nobody knows yet.
    What to do: send the memo nearer the meeting, or meet less often.
    Example: a memo eight days before a meeting that is held every week.
    """
    if context.plan.frequency.preparation.memo_hours is None:
        return
    early = []
    for last, meeting in context.meeting_pairs:
        memo = context.deadlines[meeting.key].memo
        if memo and memo < last.slot.end:
            early.append(meeting)
    if early:
        meetings = summarize_meetings(early)
        yield Finding(_MEMO, f"The memo goes out before the last meeting is over: {meetings}.")


@rule("SP709", "warning", "G-PREP", "ours")
def briefing_before_data(context: RuleContext) -> Iterator[Remark]:
    """The principal is briefed before the data are in.

    What it checks: the working days before a meeting at which the principal is briefed, against
    those at which departments send their data.
    Why it matters: what is chosen for the meeting then rests on the figures of last time.
    What to do: brief later, or let departments send their data earlier.
    Example: data ten and the briefing five working days ahead is our suggestion.
    """
    leadership, preparation = context.plan.leadership, context.plan.frequency.preparation
    if leadership.attends == "never":
        return
    if leadership.prebrief_days is None:
        yield Unstated(_BRIEFING)
    elif preparation.data_due is None:
        yield Unstated(_DATA)
    elif leadership.prebrief_days > preparation.data_due:
        fact = f"Data are due {preparation.data_due} working days before the meeting"
        yield Finding(_BRIEFING, f"{fact}, the briefing is {leadership.prebrief_days} before it.")


@rule("SP710", "note", "G-PREP")
def briefing_on_the_day(context: RuleContext) -> Iterator[Remark]:
    """The principal is briefed on the day of the meeting.

    What it checks: whether the briefing of the principal is any working day before the meeting.
    Why it matters: a leader who meets the figures cold cannot ask the second question.
    What to do: brief a few working days ahead. Five is our suggestion.
    Example: the guide has the Stat lead and the analyst settle priorities with senior staff first.
    """
    if context.plan.leadership.attends != "never" and context.plan.leadership.prebrief_days == 0:
        yield Finding(_BRIEFING, "The briefing is on the day of the meeting itself.")


@rule("SP720", "note", "BALT-61", "G-APXB")
def memo_without_time(context: RuleContext) -> Iterator[Remark]:
    """The memo has its contents, and no time by which it goes out.

    What it checks: where `frequency.preparation.memo_contents` is answered, whether `memo_hours`
    is.
    Why it matters: a memo that comes the evening before is not read.
    What to do: write how many hours before the meeting it goes out.
    Example: Baltimore's code asks for the memo, with all relevant data, 48 hours ahead.
    """
    preparation = context.plan.frequency.preparation
    if preparation.memo_contents and preparation.memo_hours is None:
        fact = "The plan says what the memo must contain, and not when it goes out."
        yield Finding(_MEMO, fact)


@rule("SP721", "warning", "MD-2WK", "ours")
def data_less_often_than_turns(context: RuleContext) -> Iterator[Remark]:
    """Data come less often than the meetings that examine them.

    What it checks: how often departments send data (`frequency.preparation.data_every`), against
    the usual number of days between two turns of a topic or department.
    Why it matters: the second meeting in a row looks at the same figures as the first.
    What to do: ask for data at least as often as the meetings are held.
    Example: StateStat's agencies sent their data every two weeks, and met as often.
    """
    every = context.plan.frequency.preparation.data_every
    if every is None:
        return
    fewest_days = every.count * _FEWEST_DAYS[every.unit]
    names = [
        context.names[examined_id]
        for examined_id, usual_days in context.usual_gaps.items()
        if usual_days < fewest_days
    ]
    if names:
        fact = f"Departments send data every {every}, and these come up more often"
        yield Finding("frequency.preparation.data_every", f"{fact}: {format_short_list(names)}.")
