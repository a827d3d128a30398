"""Rules about who may attend, how the public takes part, and what is published."""

import re
from collections.abc import Iterator

from statplan.advice.context import RuleContext
from statplan.advice.due_dates import find_late
from statplan.advice.rule import Finding, Remark, Unstated, rule
from statplan.plan.choices import format_choice
from statplan.plan.english import format_list, format_short_date
from statplan.plan.public_access import list_access_answers
from statplan.plan.publicity import OPEN_ACCESS
from statplan.schedule.model import MeetingPlace
from statplan.schedule.series_rules import build_program_place

_ACCESS = "publicity.access"
_PUBLISHES = "publicity.publishes"
_WATCH = "participants.employees_may_watch"
_PERSONAL = re.compile(
    r"\bpersonnel\b|\bdisciplin|\bgrievance|\blitigation|\blawsuit|\bpending case|\bmedical record",
    re.IGNORECASE,
)
_INSIDE = frozenset({"closed", "employees"})
_FOR_EMPLOYEES = frozenset({"employees", *OPEN_ACCESS})


@rule("SP801", "warning", "S1")
def closed_and_dark(context: RuleContext) -> Iterator[Remark]:
    """The public may not come, and nothing is published.

    What it checks: whether anything is published where meetings are closed or for employees alone.
    Why it matters: a program of which nothing is seen has nobody outside to hold it to its dates.
    What to do: publish the schedule at least, and notes without what is sensitive.
    Example: SeaStat's statistics were posted after each meeting.
    """
    if context.plan.publicity.access is None:
        yield Unstated(_ACCESS)
    if context.plan.publicity.publishes is None:
        yield Unstated(_PUBLISHES)
    elif _are_all_inside(context) and not context.plan.publicity.publishes:
        yield Finding(_PUBLISHES, "The public may not come, and the plan publishes nothing.")


@rule("SP802", "warning", "S1")
def schedule_withheld(context: RuleContext) -> Iterator[Remark]:
    """The public may not come, and the schedule is not published.

    What it checks: whether the schedule is among what is published where meetings are closed or for
    employees alone.
    Why it matters: dates that anybody can look up are dates that are kept.
    What to do: publish the schedule. It gives away nothing that is said in the room.
    Example: Kansas City put out the coming year's dates at the end of the year before.
    """
    publishes = context.plan.publicity.publishes
    if _are_all_inside(context) and publishes and "schedule" not in publishes:
        published = format_list(map(format_choice, publishes))
        yield Finding(_PUBLISHES, f"What is published is {published}, and no schedule.")


@rule("SP803", "warning", "ours")
def closed_but_carried(context: RuleContext) -> Iterator[Remark]:
    """The public may not come, and the meeting is carried outside the room.

    What it checks: the ways in which the meeting is broadcast where it is closed; television and
    social media where it is for employees.
    Why it matters: people behave as in private before an audience that they do not see.
    What to do: say which it is: open the meeting, or take the broadcast out.
    Example: KCStat, which was on television, was open.
    """
    if not _are_all_inside(context):
        return
    is_closed = "employees" not in list_access_answers(context.plan)
    for index, broadcast in enumerate(context.plan.publicity.broadcast or ()):
        if is_closed or broadcast.by in {"television", "social media"}:
            access_words = "Meetings are closed" if is_closed else "Meetings are for employees"
            path = f"publicity.broadcast[{index}].by"
            way = format_choice(broadcast.by)
            yield Finding(path, f"{access_words}, and are carried by {way}.")


@rule("SP804", "note", "G-SEAT")
def employees_barred(context: RuleContext) -> Iterator[Remark]:
    """Employees may not watch.

    What it checks: whether employees may watch meetings that are not open.
    Why it matters: who has seen one meeting is not afraid of the next.
    What to do: keep seats for employees, and close single items in place of the meeting.
    Example: the guide on seating would rarely close a meeting to the government's own staff.
    """
    if not list_access_answers(context.plan).isdisjoint(_FOR_EMPLOYEES):
        return
    may = context.plan.participants.employees_may_watch
    if may is None:
        yield Unstated(_WATCH)
    elif not may:
        yield Finding(_WATCH, "The plan keeps employees out.")


@rule("SP805", "error", "ours")
def open_without_employees(context: RuleContext) -> Iterator[Remark]:
    """Meetings are open to employees, and employees may not watch.

    What it checks: who may attend, against whether employees may watch.
    Why it matters: both cannot be, and whoever stands at the door has to choose.
    What to do: change one of the two answers.
    Example: a meeting that is open to everybody is open to those who work next door.
    """
    answers = list_access_answers(context.plan) & _FOR_EMPLOYEES
    if answers and context.plan.participants.employees_may_watch is False:
        whom = "the public" if context.is_open_to_public else "employees"
        yield Finding(_WATCH, f"Meetings are open to {whom}, and employees may not watch.")


@rule("SP806", "note", "G-HOST", "S1")
def open_from_day_one(context: RuleContext) -> Iterator[Remark]:
    """Meetings are open to the public from the first day on.

    What it checks: whether meetings are open in the year in which the program begins.
    Why it matters: a first meeting is seldom a good one, and an audience makes people careful.
    What to do: it may be right for you. Else hold the first meetings inside, and open them later.
    Example: most Stat meetings are closed, at first above all.
    """
    if not context.is_open_to_public:
        return
    starts = context.plan.program.term.starts
    if starts is None:
        yield Unstated("program.term.starts")
    elif context.schedule.first <= starts <= context.schedule.last:
        began = f"The program begins on {format_short_date(starts)}"
        yield Finding(_ACCESS, f"{began}, and its meetings are open.")


@rule("SP807", "warning", "MONT-MEET", "OML-SC")
def open_unannounced(context: RuleContext) -> Iterator[Remark]:
    """The public may come, and nothing says when.

    What it checks: where meetings are open, whether anything is published; and whether the plan
    says where they are, how one joins, and whom one asks.
    Why it matters: a door is open only to those who know when and where it is.
    What to do: publish the schedule with place, way to join, and an address for questions.
    Example: Montgomery County's page asks visitors to reply two days ahead.
    """
    if not context.is_open_to_public:
        return
    publicity = context.plan.publicity
    for path in ("publicity.join", "publicity.contact"):
        if not context.is_answered(path):
            yield Unstated(path)
    if any(not place.room and place.mode != "remote" for place in _list_places(context)):
        yield Unstated("frequency.place.room")
    if publicity.publishes is not None and not publicity.publishes:
        yield Finding(_PUBLISHES, "The public may come, and the plan publishes nothing.")


@rule("SP808", "warning", "MONT-FAQ")
def personal_matters_in_public(context: RuleContext) -> Iterator[Remark]:
    """An item about persons or cases stands on the agenda of an open meeting.

    What it checks: the agenda and the subjects of open meetings for personnel, discipline,
    grievances, lawsuits and the like, where nothing is said on how such items leave the room.
    Why it matters: what is said of a person in public cannot be taken back.
    What to do: take the item elsewhere, or say in `publicity.sensitive` when the room is cleared.
    Example: Montgomery County opens all but confidential personnel matters.
    """
    if not context.is_open_to_public:
        return
    if context.plan.publicity.sensitive:
        return
    yield Unstated("publicity.sensitive")
    if not context.is_answered("focus.closed_topics"):
        yield Unstated("focus.closed_topics")
    agenda = context.plan.frequency.agenda or ()
    names_with_paths = [
        (f"frequency.agenda[{index}].item", agenda_item.item)
        for index, agenda_item in enumerate(agenda)
    ]
    subjects = context.plan.focus.subjects or ()
    names_with_paths += [
        (f"focus.subjects[{index}].name", subject.name) for index, subject in enumerate(subjects)
    ]
    for path, name in names_with_paths:
        if _PERSONAL.search(name):
            yield Finding(path, f"The meeting is open, and '{name}' is dealt with in it.")


@rule("SP809", "warning", "ours", "NO-QOL")
def cards_without_room(context: RuleContext) -> Iterator[Remark]:
    """The public asks on cards, and there is no room to hand them out in.

    What it checks: the ways in which the public asks questions, against where the meetings are.
    Why it matters: a question that is invited and cannot be asked costs more trust than none.
    What to do: take questions by web form, telephone or social media.
    Example: New Orleans handed out cards where visitors signed in.
    """
    publicity = context.plan.publicity
    if "open with questions" not in list_access_answers(context.plan):
        return
    if not publicity.questions:
        yield Unstated("publicity.questions")
    elif "cards" in publicity.questions and all(
        place.mode == "remote" for place in _list_places(context)
    ):
        fact = "Questions come on cards, and the meetings are remote."
        yield Finding("publicity.questions", fact)


def _are_all_inside(context: RuleContext) -> bool:
    """Return whether nobody from outside may attend any meeting."""
    return list_access_answers(context.plan) <= _INSIDE


def _list_places(context: RuleContext) -> list[MeetingPlace]:
    """List where the meetings of the year are; where the program meets, if it has none yet."""
    places = [meeting.place for meeting in context.schedule.meetings]
    return places or [build_program_place(context.plan)]


_WITHIN = "publicity.redaction.within_days"
_REVIEWER = "publicity.redaction.reviewer"
_CONTACT = "publicity.contact"
_REDACTED = {"slides", "notes", "follow-up memo"}
_SIGNS = ("#", "@", "http")


@rule("SP810", "note", "RED-FTT", "ours")
def redactor_alone(context: RuleContext) -> Iterator[Remark]:
    """The same person redacts and publishes.

    What it checks: where slides, notes or follow-up memos are published, who takes out what is
    sensitive, by which rules, and whether somebody else publishes.
    Why it matters: words under a black box can still be read, and nobody else looks.
    What to do: let one delete the words in the source, and another look at the file to be posted.
    Example: in about 2,000 court documents with black boxes, 194 still held the words beneath.
    """
    publicity = context.plan.publicity
    if not _REDACTED & set(publicity.publishes or ()):
        return
    for path in (_REVIEWER, "publicity.redaction.rules", "publicity.owner"):
        if not context.is_answered(path):
            yield Unstated(path)
    reviewer = publicity.redaction.reviewer
    if reviewer and reviewer == publicity.owner:
        office = context.name_person(reviewer)
        yield Finding(_REVIEWER, f"{office} takes out what is sensitive and publishes the rest.")


@rule("SP811", "warning", "DC-GGW", "SUN-ED")
def published_after_next(context: RuleContext) -> Iterator[Remark]:
    """What a meeting leaves behind may be published after the next meeting.

    What it checks: for each meeting, the last day for publishing against the next meeting of its
    series about the same subject or department.
    Why it matters: a promise to publish lapses first where nobody waits for it any more.
    What to do: set a shorter time, and name who sees to it.
    Example: DC posted action items the next day in 2007, and almost nothing after July 2008.
    """
    publicity = context.plan.publicity
    if not _REDACTED & set(publicity.publishes or ()):
        return
    if publicity.redaction.within_days is None:
        yield Unstated(_WITHIN)
        return
    dates = (
        (meeting, context.deadlines[meeting.key].publication, following.slot.day)
        for meeting, following in context.meeting_pairs
    )
    late = find_late(dates, is_limit_late=True)
    if late:
        days = f"published by {late.due}, the next meeting on {late.limit}"
        yield Finding(_WITHIN, f"{late.meetings}: {days}.")


@rule("SP812", "note", "ours")
def publishing_slow(context: RuleContext) -> Iterator[Remark]:
    """What a meeting leaves behind is published late.

    What it checks: the working days until it is published, against `advice.limits.publish_days`.
    Why it matters: after some weeks only those read it who look for mistakes.
    What to do: publish within two weeks; redact while the memo is written.
    Example: SeaStat's statistics were posted after each meeting.
    """
    days, most = context.plan.publicity.redaction.within_days, context.limits.publish_days
    if days is not None and days > most and _REDACTED & set(context.plan.publicity.publishes or ()):
        yield Finding(_WITHIN, f"It may take {days} working days, over {most}.")


@rule("SP813", "error", "ours")
def published_before_issued(context: RuleContext) -> Iterator[Remark]:
    """The follow-up memo is published before it is issued.

    What it checks: for each meeting, the last day for publishing against that for the follow-up
    memo, where that memo is published.
    Why it matters: departments should not learn from a web page what they are asked to do.
    What to do: publish later, or issue the memo sooner.
    Example: published within one working day, and issued within five days.
    """
    if "follow-up memo" not in (context.plan.publicity.publishes or ()):
        return
    due_dates = ((meeting, context.deadlines[meeting.key]) for meeting in context.schedule.meetings)
    late = find_late((meeting, due.follow_up, due.publication) for meeting, due in due_dates)
    if late:
        days = f"published by {late.limit}, issued by {late.due}"
        yield Finding(_WITHIN, f"The memo on {late.meetings}: {days}.")


@rule("SP814", "note", "ours", "SUN-12b")
def contact_is_one_person(context: RuleContext) -> Iterator[Remark]:
    """Questions go to one person's own address.

    What it checks: whether the address for questions is that of somebody whom the roster names.
    Why it matters: when that person is away or leaves, the public writes to nobody.
    What to do: give an address that an office reads, as in stat@example.gov.
    Example: CitiStat paused for about six weeks in 2012 when one person left and another fell ill.
    """
    contact = context.plan.publicity.contact
    if contact is None:
        if context.plan.publicity.publishes:
            yield Unstated(_CONTACT)
        return
    for person in context.people.values():
        if person.name and person.email and person.email.casefold() == contact.casefold():
            yield Finding(_CONTACT, f"{contact} is the address of {person.name}.")
            return


@rule("SP815", "note", "S1", "G-KC")
def posts_without_hashtag(context: RuleContext) -> Iterator[Remark]:
    """Live posts have no hashtag or account by which they are found.

    What it checks: where the meeting is carried by social media, whether its channel is a hashtag,
    an account or a link, and who posts.
    Why it matters: posts that cannot be found together are not read together.
    What to do: name the hashtag, and the person who posts.
    Example: Kansas City's meetings were followed under #KCStat.
    """
    for index, broadcast in enumerate(context.plan.publicity.broadcast or ()):
        if broadcast.by != "social media":
            continue
        path = f"publicity.broadcast[{index}]"
        if broadcast.owner is None:
            yield Unstated(f"{path}.owner")
        if broadcast.channel is None:
            yield Unstated(f"{path}.channel")
        elif not any(sign in broadcast.channel for sign in _SIGNS):
            yield Finding(f"{path}.channel", f"'{broadcast.channel}' is no hashtag and no account.")


@rule("SP816", "note", "NO-QOL", "ours")
def questions_left_unanswered(context: RuleContext) -> Iterator[Remark]:
    """Nobody answers the questions that a meeting does not reach.

    What it checks: where the public may come and ask questions, whether
    `publicity.unreached_questions` is answered.
    Why it matters: a resident whose question is never answered does not ask another.
    What to do: say who answers, and how: in writing, or at the next meeting.
    Example: in New Orleans, a department was assigned to each issue from the question cards.
    """
    publicity = context.plan.publicity
    if context.is_open_to_public and publicity.questions and not publicity.unreached_questions:
        fact = "The public asks questions, and nobody is named to answer those not reached."
        yield Finding("publicity.unreached_questions", fact)
