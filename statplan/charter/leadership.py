"""The leadership: who leads, with what authority, and in what tone."""

from collections.abc import Iterator

from statplan.charter.context import CharterContext
from statplan.charter.grammar import add_article, capitalize_first, capitalize_title, spell_count
from statplan.charter.layout import build_facts, build_list, build_paragraph
from statplan.documents.blocks import Block
from statplan.plan.choices import format_choice, is_other
from statplan.plan.english import format_list
from statplan.plan.leadership import Leadership

_TONES = {
    "problem-focused": "The leader sets a problem-focused tone.",
    "no surprises": "The leader sets a tone of no surprises.",
    "hot seat": "The leader puts departments in the hot seat.",
}


def write_leadership(context: CharterContext) -> Iterator[Block]:
    """Write who leads, who steps in and with what powers, and who runs the process."""
    yield from build_paragraph([*_describe_principal(context), *_describe_seat_and_hours(context)])
    yield from build_paragraph(
        [
            *_describe_chair(context),
            *_describe_powers(context.plan.leadership),
            *_describe_access(context),
        ]
    )
    yield from build_paragraph([*_describe_stat_lead(context)])


def write_tone(context: CharterContext) -> Iterator[Block]:
    """Write the tone and the ground rules."""
    leadership = context.plan.leadership
    if is_other(leadership.tone):
        yield from build_facts([("Tone", format_choice(leadership.tone or ""))])
    elif leadership.tone:
        yield from build_paragraph([_TONES[leadership.tone]])
    yield from build_list("These ground rules hold in the room:", leadership.ground_rules)


def _describe_principal(context: CharterContext) -> Iterator[str]:
    leadership, principal = context.plan.leadership, context.principal
    people = format_list(_name_principals(context))
    if leadership.form or people:
        names = f", {people}," if people else ""
        sponsors = context.choose_verb("sponsors", "sponsor")
        program = context.plan.program.name or "the program"
        yield f"{capitalize_first(principal)}{names} {sponsors} {program}."
    attend = context.choose_verb("attends", "attend")
    match leadership.attends:
        case "every":
            yield f"{capitalize_first(principal)} {attend} every meeting."
        case "first":
            yield f"{capitalize_first(principal)} {attend} the first meeting."
        case "first of each month":
            yield f"{capitalize_first(principal)} {attend} the first meeting of each month."
        case "some":
            yield f"{capitalize_first(principal)} {attend} some meetings."
        case "never":
            yield (
                f"{capitalize_first(principal)} {context.choose_verb('does', 'do')} not attend "
                "the meetings."
            )
        case None:
            pass


def _name_principals(context: CharterContext) -> Iterator[str]:
    """Name the principals whose office is not said anyway; of several, all or none."""
    principal_ids = context.plan.leadership.principal or ()
    own_titles = [
        (person := context.people.get(person_id)) is None
        or capitalize_title(person.office) not in context.principals
        for person_id in principal_ids
    ]
    if context.principals[1:]:
        own_titles = [any(own_titles)] * len(own_titles)
    for person_id, has_own_title in zip(principal_ids, own_titles, strict=True):
        person = context.people.get(person_id)
        if person is None or has_own_title:
            yield add_article(context.name_person(person_id))
        elif person.name:
            yield person.name


def _describe_seat_and_hours(context: CharterContext) -> Iterator[str]:
    leadership, principal = context.plan.leadership, context.principal
    if leadership.attends != "every" and leadership.reserved_seat is not None:
        seat = "A seat is" if leadership.reserved_seat else "No seat is"
        yield f"{seat} kept for {principal} even when absent."
    if leadership.hours_per_year:
        hours = spell_count(leadership.hours_per_year, "hour")
        yield f"The meetings may take {principal} up to {hours} a year."


def _describe_chair(context: CharterContext) -> Iterator[str]:
    leadership = context.plan.leadership
    chair, designee = leadership.chair, leadership.designee
    leads = f"leads when {context.principal} {context.choose_verb('is', 'are')} absent"
    if leadership.attends == "every":
        designee = None
    if chair:
        chair_name = capitalize_first(add_article(context.name_person(chair)))
        is_designee = chair == designee
        if context.is_chaired_by_another:
            attend = context.choose_verb("attends", "attend")
            role = ", as the designee," if is_designee else ""
            yield (
                f"{chair_name}{role} chairs every meeting{describe_other_chairs(context)}, whether "
                f"or not {context.principal} {attend}."
            )
        elif is_designee:
            yield f"{chair_name} chairs the meetings and, as the designee, {leads}."
        else:
            yield f"{chair_name} chairs the meetings."
        if is_designee:
            return
    if designee:
        yield (
            f"{capitalize_first(add_article(context.name_person(designee)))} is the designee, "
            f"who {leads}."
        )


def describe_other_chairs(context: CharterContext) -> str:
    """Name the recurring meetings that somebody else chairs than the others, if there are any."""
    usual_chair = context.plan.leadership.chair
    names = [
        context.name_series(series)
        for series in context.plan.frequency.series or ()
        if series.chair not in {None, usual_chair}
    ]
    return f" except those of {format_list(names)}" if names else ""


def _describe_powers(leadership: Leadership) -> Iterator[str]:
    if leadership.attends == "every":
        return
    may = leadership.designee_may
    powers = {
        "give departments follow-up work": may.can_assign,
        "call them to account at the next meeting": may.can_hold_accountable,
        "commit resources": may.can_commit_resources,
    }
    for answer, word in ((True, "may"), (False, "may not")):
        listed_powers = [power for power, permission in powers.items() if permission is answer]
        if listed_powers:
            yield f"The designee {word} {format_list(listed_powers, 'and' if answer else 'or')}."


def _describe_access(context: CharterContext) -> Iterator[str]:
    leadership = context.plan.leadership
    access = leadership.designee_may.direct_access
    if leadership.attends == "every" or access is None:
        return
    if access:
        yield f"The designee has a direct line to {context.principal}, and departments know it."
    else:
        yield f"The designee has no direct line to {context.principal} that departments know of."


def _describe_stat_lead(context: CharterContext) -> Iterator[str]:
    leadership = context.plan.leadership
    if leadership.facilitator:
        stat_lead = capitalize_first(add_article(context.name_person(leadership.facilitator)))
        yield f"{stat_lead} runs the process as Stat lead."
    if leadership.same_person is not None:
        yield (
            "Each meeting is run by the same person."
            if leadership.same_person
            else "Not every meeting is run by the same person."
        )
