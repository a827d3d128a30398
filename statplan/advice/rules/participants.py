"""Rules about who takes part: panel, departments, and analysts; and about buy-in."""

import re
from collections.abc import Iterator

from statplan.advice.context import RuleContext
from statplan.advice.rule import Finding, Remark, Unstated, rule
from statplan.plan.english import format_list
from statplan.plan.participants import DIVISIONS
from statplan.schedule.attendees import find_examined_departments

_NOTHING = re.compile(r"\s*(none|nothing|no|n/a|-)\s*\.?\s*", re.IGNORECASE)


@rule("SP408", "warning", "S1", "RF19")
def panel_gap(context: RuleContext) -> Iterator[Remark]:
    """A support division is not on the panel.

    What it checks: the eight divisions for one person each among the panel and the principals, once
    somebody there has a `division`.
    Why it matters: with all of them present, decisions can be taken in the room.
    What to do: seat somebody who speaks for it, or mark on the roster who does.
    Example: CitiStat's panel seated finance, operations, technology, personnel and law.
    """
    panel = context.plan.participants.panel or ()
    if not panel:
        yield Unstated("participants.panel")
        return
    seated = {
        division
        for person in (*panel, *(context.plan.leadership.principal or ()))
        for division in context.people[person].divisions
    }
    if not seated:
        index = list(context.people).index(panel[0])
        yield Unstated(f"participants.people[{index}].division")
        return
    missing = [division for division in DIVISIONS if division not in seated]
    if missing:
        yield Finding(
            "participants.panel", f"Nobody on the panel speaks for {format_list(missing)}."
        )


@rule("SP410", "warning", "G-HOST")
def lawyer_of_the_other_side(context: RuleContext) -> Iterator[Remark]:
    """The lawyer in the room answers to the department.

    What it checks: whether `participants.counsel` is "the department's".
    Why it matters: the leader needs advice from a lawyer who answers to the leader.
    What to do: seat the chief executive's own counsel.
    Example: GovEx's guide wants the lawyer of the chief executive, and not the department's.
    """
    counsel = context.plan.participants.counsel
    if counsel is None:
        yield Unstated("participants.counsel")
    elif counsel == "the department's":
        yield Finding("participants.counsel", "The lawyer who attends is the department's.")


@rule("SP411", "note", "G-HOST")
def supervisor_not_there(context: RuleContext) -> Iterator[Remark]:
    """The department head's own supervisor is not in the room.

    What it checks: whether `participants.supervisor_attends` is "no".
    Why it matters: what is promised in the room is asked about afterwards by the supervisor.
    What to do: seat the chief of staff or deputy to whom the department reports.
    Example: GovEx's guide wants the supervisor there each time.
    """
    attends = context.plan.participants.supervisor_attends
    if attends is None:
        yield Unstated("participants.supervisor_attends")
    elif not attends:
        yield Finding("participants.supervisor_attends", "The supervisor does not attend.")


@rule("SP412", "note", "G-HOST", "G-TEAM")
def nobody_brings_the_data(context: RuleContext) -> Iterator[Remark]:
    """Departments come without the person who knows their data.

    What it checks: whether `department_brings` names the data contact.
    Why it matters: a figure that nobody in the room can explain is not talked about.
    What to do: have each department bring its contact for data.
    Example: in GovEx's guide a head picks who comes, and the data officer is always among them.
    """
    brings = context.plan.participants.department_brings
    if brings and "data contact" not in brings:
        fact = (
            f"Departments bring {_format_companions(brings)}; a contact for data is not among them."
        )
        yield Finding("participants.department_brings", fact)


@rule("SP413", "note", "G-SEAT")
def nobody_helps_to_answer(context: RuleContext) -> Iterator[Remark]:
    """Departments come without staff who could answer in the room.

    What it checks: whether `department_brings` names key staff or frontline staff.
    Why it matters: what the head does not know is taken away instead of answered.
    What to do: keep seats behind the answering seat for the people who do the work.
    Example: GovEx's seating plan has seats for them.
    """
    brings = context.plan.participants.department_brings
    if not brings:
        yield Unstated("participants.department_brings")
    elif not {"key staff", "frontline staff"} & set(brings):
        fact = f"Departments bring {_format_companions(brings)}; staff are not among them."
        yield Finding("participants.department_brings", fact)


def _format_companions(brings: tuple[str, ...]) -> str:
    return format_list(f"their {companion}" for companion in brings)


@rule("SP417", "note", "S1", "ours")
def announced_from_below(context: RuleContext) -> Iterator[Remark]:
    """Departments hear of the meetings from somebody below the top.

    What it checks: whether `buy_in.announced_by` is a principal, once one is on the roster.
    Why it matters: a task that the chief executive announces is the chief executive's.
    What to do: have the chief executive announce it, and the others explain it.
    Example: the guidance for cities wants department heads told that they can raise issues,
    propose solutions and ask for resources there.
    """
    by, principal = context.plan.participants.buy_in.announced_by, context.plan.leadership.principal
    if by is None:
        yield Unstated("participants.buy_in.announced_by")
    elif principal and by not in principal:
        fact = f"The meetings are announced by {context.name_person(by)}."
        yield Finding("participants.buy_in.announced_by", fact)


@rule("SP418", "note", "G-LAUNCH", "S1")
def nothing_is_taken_away(context: RuleContext) -> Iterator[Remark]:
    """Departments get new work, and none of the old is taken away.

    What it checks: whether `buy_in.replaces` says that nothing is replaced, and that what
    departments gain is stated.
    Why it matters: new work without old work removed is resented.
    What to do: drop a report that says the same, or fold an existing meeting in.
    Example: GovEx's questions before a launch ask what exists already and could be folded in.
    """
    buy_in = context.plan.participants.buy_in
    if not buy_in.gains:
        yield Unstated("participants.buy_in.gains")
    if buy_in.replaces is None:
        yield Unstated("participants.buy_in.replaces")
    elif _NOTHING.fullmatch(buy_in.replaces):
        yield Finding("participants.buy_in.replaces", "No existing reporting is replaced.")


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
    leaders = (leadership.chair, leadership.designee, *(leadership.principal or ()))
    if recorder is None:
        yield Unstated(_RECORDER)
    elif recorder in leaders:
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
    leaders = (leadership.chair, leadership.designee, *(leadership.principal or ()))
    if recorder and people and recorder not in (*people, *leaders):
        analyst_names = format_list(map(context.name_person, people))
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
    per_month = len(context.schedule.meetings) / context.plan.frequency.months
    if per_month / len(people) > most:
        fact = f"Meetings a month: {per_month:.0f}; analysts: {len(people)}; over {most} for each."
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


@rule("SP401", "warning", "G-HOST", "BALT-61")
def department_never_up(context: RuleContext) -> Iterator[Remark]:
    """A department is on the list, and no meeting of the year examines it.

    What it checks: every department for a turn of its own, or a part in a subject that has one,
    once some of them have a turn and every series has its dates.
    Why it matters: a department that is never asked learns that it need not answer.
    What to do: put it into a series or a rotation, or take it off the list.
    Example: Baltimore's code asks for a session with each principal agency every month.
    """
    if not context.departments:
        yield Unstated("participants.departments")
    if not context.turns or context.schedule.undecided:
        return
    for index, department in enumerate(context.departments.values()):
        if department.id not in context.examined_ids:
            path = f"participants.departments[{index}].name"
            yield Finding(path, f"No meeting of this calendar examines {department.name}.")


@rule("SP414", "note", "G-TEAM", "G-PREP", "BALT-61")
def head_is_the_data_contact(context: RuleContext) -> Iterator[Remark]:
    """A department head is the contact for data too.

    What it checks: for every department, whether `contact` and `head` are one person.
    Why it matters: requests for figures wait on the desk of the busiest person.
    What to do: name somebody who works with the figures.
    Example: Baltimore's code gives each agency an officer for data-driven work.
    """
    for index, department in enumerate(context.departments.values()):
        if department.contact is not None and department.contact == department.head:
            fact = (
                f"{context.name_person(department.contact)} heads {department.name} and "
                "answers for its data."
            )
            yield Finding(f"participants.departments[{index}].contact", fact)
    for role in ("head", "contact"):
        lacking = (
            index
            for index, department in enumerate(context.departments.values())
            if getattr(department, role) is None
        )
        for index in list(lacking)[:1]:
            yield Unstated(f"participants.departments[{index}].{role}")


@rule("SP415", "error", "ours")
def person_of_another_department(context: RuleContext) -> Iterator[Remark]:
    """A department's head or contact is on the roster for another department.

    What it checks: for every department, the `department` of its head and of its contact.
    Why it matters: the plan says two things, and a request goes to the wrong place.
    What to do: change the one that is wrong.
    Example: a contact who has moved to another department since the roster was made.
    """
    for index, department in enumerate(context.departments.values()):
        for role, person in (("head", department.head), ("contact", department.contact)):
            own = context.people[person].department if person else None
            if person and own and own != department.id:
                office = context.name_person(person)
                fact = f"{office} is the {role} of {department.name}, and of {context.names[own]}."
                yield Finding(f"participants.departments[{index}].{role}", fact)


@rule("SP419", "warning", "G-SEAT", "ours")
def nobody_presents(context: RuleContext) -> Iterator[Remark]:
    """Nobody is invited who could present what a meeting examines.

    What it checks: every topic and department that a meeting examines. Of a department somebody
    comes, unless `participants.department_brings` names nobody. For a topic its owner comes, the
    departments that share it, and its topic lead; a series may have `presenters` besides. A meeting
    that examines nothing on a list has to require somebody.
    Why it matters: questions that nobody in the room can answer are taken away.
    What to do: state who comes for a department, or which department answers for the topic.
    Example: GovEx's seating plan has places for the head of the department and for key staff.
    """
    departments_come = context.plan.participants.department_brings != ()
    for path, series in context.series_with_paths:
        meetings = context.meetings_by_series[series.id]
        if any(not meeting.required for meeting in meetings):
            fact = f"Nobody is required at {context.name_series(series)}."
            yield Finding(f"{path}.required", fact)
    topics_by_path: dict[str, list[str]] = {}
    for examined_id, meetings in context.turns.items():
        departments = find_examined_departments(context.plan, (examined_id,))
        subject = context.subjects.get(examined_id)
        if (departments and departments_come) or (subject and subject.leader):
            continue
        if any(context.find_series(meeting).presenters for meeting in meetings):
            continue
        path = "participants.department_brings"
        if not departments:
            path = f"focus.subjects[{list(context.subjects).index(examined_id)}].owner"
        topics_by_path.setdefault(path, []).append(context.names[examined_id])
    for path, names in topics_by_path.items():
        come = "comes" if len(names) == 1 else "come"
        fact = f"Nobody is invited to present when {format_list(names)} {come} up."
        yield Finding(path, fact)


@rule("SP420", "note", "ours")
def person_without_a_meeting(context: RuleContext) -> Iterator[Remark]:
    """Somebody is on the roster and has no part in the program.

    What it checks: everybody on the roster, once all series have their dates, for a meeting of the
    year that requires or invites them. Whoever has a part outside meetings needs none: who keeps
    the calendar, releases or publishes it, moves meetings, gets the memo, redacts, reviews, writes
    a report, announces the program, stands in for somebody, is asked for data, supervises the Stat
    lead, or hears of an overdue action.
    Why it matters: somebody expects an invitation, or somebody is missing in the room.
    What to do: add them to the panel or to a series, or take them off the roster.
    Example: key staff are named, and `participants.department_brings` leaves key staff out.
    """
    meetings = context.schedule.meetings
    if not meetings or context.schedule.undecided:
        return
    involved = {
        *(
            person_id
            for meeting in meetings
            for person_id in (*meeting.required, *meeting.optional)
        ),
        *_iter_parts_outside_meetings(context),
    }
    for index, person_id in enumerate(context.people):
        if person_id not in involved:
            fact = f"{context.name_person(person_id)} is invited to no meeting."
            yield Finding(f"participants.people[{index}].office", fact)


def _iter_parts_outside_meetings(context: RuleContext) -> Iterator[str | None]:
    """Yield the people who have something to do outside meetings; None where nobody said who."""
    plan = context.plan
    leadership, participants, frequency = plan.leadership, plan.participants, plan.frequency
    alternates = leadership.alternates
    yield from (alternates.chair, alternates.facilitator, alternates.analyst, leadership.designee)
    yield from (leadership.facilitator_reports_to, leadership.escalation.to)
    yield from leadership.principal or ()
    yield from (participants.scheduler, participants.buy_in.announced_by)
    yield from (department.contact for department in participants.departments or ())
    yield from (frequency.release.owner, frequency.calendars.organizer)
    yield from frequency.moving.who or ()
    yield from frequency.preparation.memo_to or ()
    yield from (plan.publicity.owner, plan.publicity.redaction.reviewer)
    yield plan.program.review.by
    yield from (broadcast.owner for broadcast in plan.publicity.broadcast or ())
    yield from (report.by for report in plan.program.reports or ())
