"""Who leads, with what authority, and in what tone."""

from collections.abc import Iterator

from statplan.charter.english import capital, the, times
from statplan.charter.given import Given
from statplan.charter.layout import points, prose
from statplan.documents.blocks import Block
from statplan.plan.english import listing
from statplan.plan.leadership import Leadership

_TONES = {
    "problem-focused": "The leader sets a problem-focused tone.",
    "no surprises": "The leader sets a tone of no surprises.",
    "hot seat": "The leader puts departments in the hot seat.",
}


def leadership(given: Given) -> Iterator[Block]:
    """Write who leads, who steps in, and what whoever leads may do."""
    yield from prose([*_principal(given), *_time(given)])
    yield from prose([*_chair(given), *_powers(given.plan.leadership), *_access(given)])
    yield from prose([*_stat_lead(given)])


def tone(given: Given) -> Iterator[Block]:
    """Write the tone and the ground rules."""
    leadership = given.plan.leadership
    yield from prose([_TONES[leadership.tone]] if leadership.tone else [])
    yield from points("These ground rules hold in the room:", leadership.ground_rules)


def _principal(given: Given) -> Iterator[str]:
    leadership, who = given.plan.leadership, given.principal
    people = listing(_by_name(given))
    if leadership.form or people:
        held = f", {people}" if people else ""
        yield f"Behind the program {given.verb('stands', 'stand')} {who}{held}."
    attend = given.verb("attends", "attend")
    match leadership.attends:
        case "every":
            yield f"{capital(who)} {attend} every meeting."
        case "first":
            yield f"{capital(who)} {attend} the first meeting."
        case "some":
            yield f"{capital(who)} {attend} some of the meetings."
        case "never":
            yield f"{capital(who)} {given.verb('does', 'do')} not attend the meetings."
        case None:
            pass


def _by_name(given: Given) -> Iterator[str]:
    for each in given.plan.leadership.principal or ():
        person = given.people.get(each)
        if person is None or person.office.lower() not in given.principals:
            yield the(given.person(each))
        elif person.name:
            yield person.name


def _time(given: Given) -> Iterator[str]:
    leadership, who = given.plan.leadership, given.principal
    if leadership.attends != "every" and leadership.reserved_seat is not None:
        kept = "A seat is" if leadership.reserved_seat else "No seat is"
        yield f"{kept} kept for {who} even when absent."
    if leadership.hours_per_year:
        hours = times(leadership.hours_per_year, "hour")
        yield f"The meetings may take {who} up to {hours} a year."


def _chair(given: Given) -> Iterator[str]:
    leadership = given.plan.leadership
    chair, designee = leadership.chair, leadership.designee
    leads = f"leads when {given.principal} {given.verb('is', 'are')} absent"
    if leadership.attends == "every":
        designee = None
    if chair and chair == designee:
        who = capital(the(given.person(chair)))
        yield f"{who} chairs the meetings and, as the designee, {leads}."
        return
    if chair:
        yield f"{capital(the(given.person(chair)))} chairs the meetings."
    if designee:
        yield f"{capital(the(given.person(designee)))} is the designee, who {leads}."


def _powers(leadership: Leadership) -> Iterator[str]:
    if leadership.attends == "every":
        return
    may = leadership.designee_may
    powers = {
        "give departments follow-up work": may.can_assign,
        "call them to account at the next meeting": may.can_hold_accountable,
        "commit resources": may.can_commit_resources,
    }
    for answer, word in ((True, "may"), (False, "may not")):
        given = [power for power, said in powers.items() if said is answer]
        if given:
            yield f"The designee {word} {listing(given, 'and' if answer else 'or')}."
    if may.basis:
        article = "a" if may.basis == "memo" else "an"
        yield f"The designee's authority is written down in {article} {may.basis}."


def _access(given: Given) -> Iterator[str]:
    leadership = given.plan.leadership
    access = leadership.designee_may.direct_access
    if leadership.attends == "every" or access is None:
        return
    if access:
        yield f"The designee has a direct line to {given.principal}, and departments know it."
    else:
        yield f"The designee has no direct line to {given.principal} that departments know of."


def _stat_lead(given: Given) -> Iterator[str]:
    leadership = given.plan.leadership
    if leadership.facilitator:
        who = capital(the(given.person(leadership.facilitator)))
        yield f"{who} runs the process as Stat lead."
    if leadership.same_person is not None:
        yield (
            "Each meeting is run by the same person."
            if leadership.same_person
            else "Not every meeting is run by the same person."
        )
