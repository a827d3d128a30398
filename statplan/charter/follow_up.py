"""The work after a meeting: record, follow-up, escalation, evaluation, review, signatures."""

from collections.abc import Iterator

from statplan.charter.context import CharterContext, find_label
from statplan.charter.grammar import capitalize_first, format_interval, spell_count
from statplan.charter.layout import build_facts, build_paragraph
from statplan.documents.blocks import Block, Signatures
from statplan.plan.choices import format_choice
from statplan.plan.english import format_list, format_long_date

_CONTENTS = {
    "owner": "owners",
    "due date": "due dates",
    "deliverable": "deliverables",
    "data due": "the data that are due next",
}


def write_follow_up(context: CharterContext) -> Iterator[Block]:
    """Write who keeps the record, and what follow-up lists, by when, and when it is answered."""
    yield from build_paragraph(_describe_follow_up(context))


def _describe_follow_up(context: CharterContext) -> Iterator[str]:
    preparation = context.plan.frequency.preparation
    recorder = context.plan.participants.analysts.recorder
    if recorder:
        yield f"{capitalize_first(context.name_office(recorder))} keeps the formal record."
    if preparation.follow_up_days is not None:
        within = spell_count(preparation.follow_up_days, "day")
        yield f"The follow-up memo is issued within {within} after the meeting."
        if preparation.follow_up_days:
            yield (
                "If the offices are closed on the last day, it is issued on the working day "
                "before, unless that is the day of the meeting."
            )
    if preparation.follow_up_contents:
        contents = format_list(
            _CONTENTS.get(content, format_choice(content))
            for content in preparation.follow_up_contents
        )
        yield f"The follow-up memo lists {contents}."
    if preparation.responses_due is not None:
        due = spell_count(preparation.responses_due, "working day")
        yield (
            f"Departments answer the follow-up memo no later than {due} before their next meeting."
        )


def write_escalation(context: CharterContext) -> Iterator[Block]:
    """Write when an overdue action is escalated, and to whom."""
    rule = context.plan.leadership.escalation
    when = (
        f"An action that is {spell_count(rule.after_days, 'day')} overdue"
        if rule.after_days
        else ""
    )
    if when or rule.to:
        to = f"goes to {context.name_office(rule.to)}" if rule.to else "goes up"
        yield from build_paragraph([f"{when or 'An overdue action'} {to}."])


def write_evaluation(context: CharterContext) -> Iterator[Block]:
    """Write whether attendees are asked if a meeting was worth their time."""
    asks = context.plan.program.review.asks_attendees
    if asks is not None:
        are = "are" if asks else "are not"
        yield from build_paragraph(
            [f"After each meeting its attendees {are} asked whether it was worth their time."]
        )


def write_review(context: CharterContext) -> Iterator[Block]:
    """Write when the charter is reviewed, when the rhythm may change, and the succession."""
    program = context.plan.program
    due = f" on {format_long_date(program.review.due)}" if program.review.due else ""
    by = f" by {context.name_office(program.review.by)}" if program.review.by else ""
    if program.review.every:
        every = format_interval(program.review.every)
        due = f"{due}, and {every} after that" if due else f" {every}"
    yield from build_paragraph([f"This charter is reviewed{by}{due}."] if due or by else [])
    yield from build_facts(
        [
            (find_label("frequency.moving.rhythm"), context.plan.frequency.moving.rhythm),
            (find_label("program.succession"), program.succession),
        ]
    )


def write_signatures(context: CharterContext) -> Iterator[Block]:
    """Write a line to sign for the chief executive, the designee, and the Stat lead."""
    leadership = context.plan.leadership
    designee = leadership.designee if leadership.attends != "every" else None
    people = [*(leadership.principal or ()), *([designee] if designee else [])]
    offices = [context.name_person(person_id) for person_id in people]
    if not leadership.principal:
        principals = context.principals if leadership.form else []
        offices = [*map(capitalize_first, principals), *offices]
    lead = context.name_person(leadership.facilitator)
    signers = (*offices, *([lead] if lead else []))
    if signers:
        yield Signatures(tuple(dict.fromkeys(signers)))
