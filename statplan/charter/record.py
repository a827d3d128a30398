"""What follows a meeting: the record, the follow-up, escalation, review, signatures."""

from collections.abc import Iterator

from statplan.charter.english import capital, times
from statplan.charter.given import Given, label
from statplan.charter.layout import prose, terms
from statplan.documents.blocks import Block, Signatures
from statplan.plan.english import long_day


def follow_up(given: Given) -> Iterator[Block]:
    """Write who keeps the record, and when follow-up is issued and answered."""
    yield from prose(_follow_up(given))


def _follow_up(given: Given) -> Iterator[str]:
    clock = given.plan.frequency.preparation
    recorder = given.plan.participants.analysts.recorder
    if recorder:
        yield f"{capital(given.office(recorder))} keeps the formal record."
    if clock.follow_up_days is not None:
        within = times(clock.follow_up_days, "day")
        yield f"The follow-up memo is issued within {within} after the meeting."
    if clock.responses_due is not None:
        due = times(clock.responses_due, "working day")
        yield f"Departments answer it no later than {due} before the next meeting."


def escalation(given: Given) -> Iterator[Block]:
    """Write when an overdue action goes up, and to whom."""
    rule = given.plan.leadership.escalation
    when = f"An action that is {times(rule.after_days, 'day')} overdue" if rule.after_days else ""
    if when or rule.to:
        to = f"goes to {given.office(rule.to)}" if rule.to else "goes up"
        yield from prose([f"{when or 'An overdue action'} {to}."])


def measuring(given: Given) -> Iterator[Block]:
    """Write how the program learns whether its meetings are worth the time."""
    asks = given.plan.program.review.asks_attendees
    if asks is not None:
        are = "are" if asks else "are not"
        yield from prose(
            [f"After each meeting its attendees {are} asked whether it was worth their time."]
        )


def review(given: Given) -> Iterator[Block]:
    """Write when the charter is looked at again, and what outlives a change of leaders."""
    program = given.plan.program
    due = f" on {long_day(program.review.due)}" if program.review.due else ""
    by = f" by {given.office(program.review.by)}" if program.review.by else ""
    yield from prose([f"This charter is reviewed{due}{by}."] if due or by else [])
    yield from terms(
        [
            (label("frequency.moving.rhythm"), given.plan.frequency.moving.rhythm),
            (label("program.succession"), program.succession),
        ]
    )


def signatures(given: Given) -> Iterator[Block]:
    """Leave a line to sign for the chief executive, the designee, and the Stat lead."""
    leadership = given.plan.leadership
    designee = leadership.designee if leadership.attends != "every" else None
    people = [*(leadership.principal or ()), *(each for each in (designee,) if each)]
    offices = [given.person(each) for each in people]
    if not leadership.principal:
        offices = [*map(capital, given.principals), *offices]
    lead = given.person(leadership.facilitator) or "Stat lead"
    yield Signatures(tuple(dict.fromkeys((*offices, lead))))
