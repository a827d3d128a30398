"""Rules about who leads, the chief executive's hours, and the tone."""

from collections.abc import Iterator

from statplan.advice.context import RuleContext
from statplan.advice.rule import Finding, Remark, Unstated, rule
from statplan.plan import lookup
from statplan.plan.choices import is_other
from statplan.plan.english import format_count, format_list
from statplan.schedule.attendance import list_attended_meetings

_FORMS: dict[str, tuple[str, ...]] = {
    "city": ("governor", "county executive"),
    "city-county": ("governor",),
    "county": ("governor",),
    "state": ("mayor", "city manager", "mayor and city manager", "county executive"),
}
_TWO_EXECUTIVES = ("mayor and city manager", "agency head and chief operating officer")


@rule("SP201", "error", "S1", "ours")
def chair_never_there(context: RuleContext) -> Iterator[Remark]:
    """The chair is somebody who never comes.

    What it checks: whether `leadership.chair` is the principal, who is said never to attend.
    Why it matters: the plan says two things, and the meeting has nobody at the head of the table.
    What to do: name as chair the person who leads in the principal's absence.
    Example: the guidance for cities wants each meeting led by the chief executive or by somebody
    whom the chief executive has named.
    """
    leadership = context.plan.leadership
    if leadership.chair is None:
        if lookup.format_leaders(context.plan) is None:
            yield Unstated("leadership.chair")
    elif leadership.attends == "never" and leadership.chair in (leadership.principal or ()):
        chair_name = context.name_person(leadership.chair)
        yield Finding("leadership.chair", f"{chair_name} is the chair and attends no meeting.")


@rule("SP203", "warning", "G-HOST", "S1")
def principal_skips_first(context: RuleContext) -> Iterator[Remark]:
    """The chief executive does not open the first meeting.

    What it checks: whether the principal attends no meeting at all.
    Why it matters: the first session shows departments how serious it is.
    What to do: have the chief executive open the first session at the least.
    Example: Louisville's mayor came to each LouieStat.
    """
    attends = context.plan.leadership.attends
    if attends is None:
        yield Unstated("leadership.attends")
    elif attends == "never":
        yield Finding("leadership.attends", "The chief executive attends no meeting.")


@rule("SP206", "warning", "S1")
def chair_rotates(context: RuleContext) -> Iterator[Remark]:
    """Meetings are not led by the same person each time.

    What it checks: whether the same person runs each meeting.
    Why it matters: continuity is what turns a question into an answered question.
    What to do: name one person who runs every meeting, and let others only step in.
    Example: C-Stat is an exception, where each office director runs their own.
    """
    same = context.plan.leadership.same_person
    if same is None:
        yield Unstated("leadership.same_person")
    elif not same:
        yield Finding("leadership.same_person", "The plan says that the leader changes.")


@rule("SP208", "warning", "S1", "NO-FSJ")
def series_have_different_chairs(context: RuleContext) -> Iterator[Remark]:
    """Series of one program are chaired by different people.

    What it checks: the chairs of all series, unless the plan says itself that the leader changes.
    Why it matters: what one chair asked for, another does not ask about.
    What to do: let one person chair them all, or say in `same_person` that the leader changes.
    Example: New Orleans' performance director usually moderated all of its meetings.
    """
    leadership = context.plan.leadership
    if leadership.same_person is False:
        return
    pairs = [(path, series.chair or leadership.chair) for path, series in context.series_with_paths]
    chairs = list(dict.fromkeys(chair for _, chair in pairs if chair))
    if len(chairs) > 1:
        path = next(path for path, chair in pairs if chair and chair != chairs[0])
        chair_names = format_list(map(context.name_person, chairs))
        yield Finding(f"{path}.chair", f"Series are chaired by {chair_names}.")


@rule("SP211", "note", "S1")
def no_reserved_seat(context: RuleContext) -> Iterator[Remark]:
    """No seat is kept for the chief executive who is not there.

    What it checks: `leadership.reserved_seat`, where the principal is not at every meeting.
    Why it matters: an empty seat with a name plate says that the meeting is a priority.
    What to do: keep a place at the table, and a name plate on it.
    Example: the guidance for cities suggests it for meetings that the chief executive misses.
    """
    if context.is_principal_always_present:
        return
    seat = context.plan.leadership.reserved_seat
    if seat is None:
        yield Unstated("leadership.reserved_seat")
    elif not seat:
        yield Finding("leadership.reserved_seat", "No seat is kept for the chief executive.")


@rule("SP221", "note", "G-HOST", "G-TEAM", "MD-GI")
def principal_runs_the_process(context: RuleContext) -> Iterator[Remark]:
    """The chief executive is the Stat lead too.

    What it checks: whether `leadership.facilitator` is one of the principals.
    Why it matters: the work between two meetings needs somebody whose first task it is.
    What to do: name one director who has the chief executive's ear and is known to departments.
    Example: StateStat had a director beside the governor.
    """
    leadership = context.plan.leadership
    if leadership.facilitator is None:
        yield Unstated("leadership.facilitator")
    elif leadership.facilitator in (leadership.principal or ()):
        facilitator_name = context.name_person(leadership.facilitator)
        yield Finding(
            "leadership.facilitator", f"{facilitator_name} is the principal and the Stat lead."
        )


@rule("SP223", "warning", "ours")
def executive_of_another_government(context: RuleContext) -> Iterator[Remark]:
    """The chief executive is not of this kind of government.

    What it checks: `leadership.form` against `program.government`: a governor is at the head of a
    state, a mayor or city manager of a city.
    Why it matters: law, titles and documents follow these two answers.
    What to do: change the one that is wrong.
    Example: a plan for a city that was begun like StateStat and kept its governor.
    """
    form, government = context.plan.leadership.form, context.plan.program.government
    if form and government and form in _FORMS.get(government, ()):
        fact = f"The government is a {government}, and its chief executive is a {form}."
        yield Finding("leadership.form", fact)


@rule("SP224", "warning", "KC-SOC", "ours")
def principals_miscounted(context: RuleContext) -> Iterator[Remark]:
    """The principals on the roster are not as many as the chief executive.

    What it checks: whether "mayor and city manager" or "agency head and chief operating officer"
    stands beside a single principal, or one executive beside several. An executive in words of
    your own is not checked.
    Why it matters: invitations and the head of the table follow the roster.
    What to do: list each of the two, or only the one who leads.
    Example: Kansas City's mayor and city manager led KCStat together.
    """
    leadership = context.plan.leadership
    if not leadership.form:
        yield Unstated("leadership.form")
        return
    if not leadership.principal or is_other(leadership.form):
        return
    count = len(set(leadership.principal))
    if (leadership.form in _TWO_EXECUTIVES) != (count > 1):
        principal_names = format_list(map(context.name_person, leadership.principal))
        fact = (
            f"The chief executive is the {leadership.form}; listed as principal: {principal_names}."
        )
        yield Finding("leadership.principal", fact)


@rule("SP225", "note", "G-SEAT", "G-HOST", "KC-SOC")
def chair_beside_the_principal(context: RuleContext) -> Iterator[Remark]:
    """Somebody else chairs while the chief executive is in the room.

    What it checks: where the principal attends every meeting, whether the chair is a principal.
    Why it matters: sources differ, but for GovEx the executive leads whenever present, and a
    constant Stat lead runs the process.
    What to do: let the principal chair, and keep the other as Stat lead.
    Example: Kansas City's mayor and city manager led KCStat themselves.
    """
    leadership = context.plan.leadership
    principal = leadership.principal or ()
    if leadership.attends != "every" or not leadership.chair:
        return
    if principal and leadership.chair not in principal:
        principal_names = format_list(map(context.name_person, principal))
        fact = (
            f"{context.name_person(leadership.chair)} chairs; at every meeting: {principal_names}."
        )
        yield Finding("leadership.chair", fact)


@rule("SP226", "note", "ours")
def leader_before_own_panel(context: RuleContext) -> Iterator[Remark]:
    """The person who leads heads a department that comes up.

    What it checks: whether the chair or the designee heads a department that has a turn.
    Why it matters: nobody calls themselves to account.
    What to do: let the alternate chair lead when that department is up.
    Example: a finance director who leads the meetings, and whose department is examined in turn.
    """
    leadership = context.plan.leadership
    heads = {
        department.head: department
        for department in context.departments.values()
        if department.id in context.turns
    }
    for role, person in (("chair", leadership.chair), ("designee", leadership.designee)):
        if role == "designee" and person == leadership.chair:
            continue
        if person and person in heads:
            fact = (
                f"{context.name_person(person)} leads, and heads {heads[person].name}, which "
                "comes up."
            )
            yield Finding(f"leadership.{role}", fact)


_HOURS = "leadership.hours_per_year"
_MONTHS = 12


@rule("SP215", "warning", "C-PP", "PM-CSW")
def hours_over_what_was_agreed(context: RuleContext) -> Iterator[Remark]:
    """The calendar takes more of the chief executive's hours than were agreed.

    What it checks: the length of the meetings that the principal attends, for twelve months,
    against `leadership.hours_per_year`.
    Why it matters: time that was never agreed is the first to be taken back.
    What to do: agree on more, attend fewer meetings, or shorten them.
    Example: the head of C-Stat gave it about 240 hours a year, one session of two hours a week.
    """
    agreed = context.plan.leadership.hours_per_year
    if agreed is None:
        yield Unstated(_HOURS)
        return
    hours = _count_principal_hours(context)
    if hours is not None and hours > agreed:
        agreed_hours, hours_taken = format_count(agreed, "hour"), f"{round(hours, 1):g}"
        fact = f"Agreed on are {agreed_hours} a year; the calendar takes {hours_taken}."
        yield Finding(_HOURS, fact)


@rule("SP216", "note", "C-PP", "PM-CSW", "ours")
def many_hours_of_the_principal(context: RuleContext) -> Iterator[Remark]:
    """The meetings ask much of the chief executive's time.

    What it checks: the hours a month of the meetings that the principal attends, against
    `advice.limits.principal_hours_per_month`.
    Why it matters: a calendar that asks too much is given up as a whole.
    What to do: say to the chief executive what it comes to, before the holds go out.
    Example: a British prime minister gave his delivery unit up to half a day a week.
    """
    most = context.limits.principal_hours_per_month
    hours = _count_principal_hours(context)
    if hours is not None and hours / _MONTHS > most:
        fact = f"The calendar takes {hours / _MONTHS:.0f} hours a month, over {most}."
        yield Finding("leadership.attends", fact)


def _count_principal_hours(context: RuleContext) -> float | None:
    """Count the hours of twelve months that the principal sits in meetings; None if unknown."""
    attended = list_attended_meetings(context.plan, context.schedule.meetings)
    if not attended:
        return None
    hours = sum(meeting.slot.minutes for meeting in attended) / 60
    is_once = context.plan.leadership.attends == "first"
    return hours if is_once else hours * _MONTHS / context.plan.frequency.months


_SHARED = "frequency.preparation.memo_shared"


@rule("SP212", "warning", "G-GOTCHA", "NY-MAG", "NY-UMSL")
def hot_seat_without_a_channel(context: RuleContext) -> Iterator[Remark]:
    """Departments are put on the hot seat with questions that they could not see coming.

    What it checks: where the tone is "hot seat", whether departments see nothing of the memo.
    Why it matters: surprise breeds defensiveness, and "I do not know" for an answer.
    What to do: show departments the topics beforehand, or choose a problem-focused tone.
    Example: at its harshest, police CompStat made commanders ill; it became more collegial later.
    """
    if context.plan.leadership.tone != "hot seat":
        return
    shared = context.plan.frequency.preparation.memo_shared
    if shared is None:
        yield Unstated(_SHARED)
    elif shared == "not":
        fact = "The tone is the hot seat, and departments see nothing of the memo beforehand."
        yield Finding("leadership.tone", fact)


@rule("SP213", "note", "S1", "G-GOTCHA")
def hot_seat(context: RuleContext) -> Iterator[Remark]:
    """The tone puts people on the spot instead of problems.

    What it checks: whether the tone is "hot seat" and `ground_rules` bound it by none.
    Why it matters: tension about a problem helps; fear of the meeting makes people hide problems.
    What to do: choose a problem-focused tone, or write down what is not done in the room.
    Example: the guidance for cities grants that the style can work, and calls a focus on problems
    the better frame.
    """
    leadership = context.plan.leadership
    if leadership.tone is None:
        yield Unstated("leadership.tone")
    if not leadership.ground_rules:
        yield Unstated("leadership.ground_rules")
        if leadership.tone == "hot seat":
            fact = "The tone is the hot seat, and no ground rules are stated."
            yield Finding("leadership.tone", fact)


@rule("SP214", "warning", "G-GOTCHA", "G-PREP", "WA-GUIDE")
def show_and_tell(context: RuleContext) -> Iterator[Remark]:
    """Shared questions and departments' own slides together make a show.

    What it checks: whether the tone is "no surprises" and departments may present slides.
    Why it matters: the talk narrows to what was prepared, and becomes praise.
    What to do: let the memo be the agenda, without departments' presentations.
    Example: Washington's guide for its forums asks for dialogue, and not for presentations.
    """
    presents = context.plan.frequency.preparation.presentations
    if context.plan.leadership.tone == "no surprises" and presents:
        fact = "Nothing comes as a surprise, and departments present slides of their own."
        yield Finding("leadership.tone", fact)
