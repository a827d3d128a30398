"""The texts of a plan that are public anyway: addresses, numbers, and names in them are known."""

from collections.abc import Iterator

from statplan.plan.choices import format_choice
from statplan.plan.english import format_month
from statplan.plan.model import Plan
from statplan.plan.public_access import list_public_places
from statplan.plan.time_values import WEEKDAYS
from statplan.records.confidential import (
    iter_office_mailboxes,
    iter_public_names,
    iter_public_other_words,
)


def iter_public_texts(plan: Plan) -> Iterator[str]:
    """Yield what the plan says to the public, and the place of meetings that are open."""
    publicity = plan.publicity
    answers = (
        plan.program.name,
        plan.program.organization,
        publicity.contact,
        publicity.about,
        publicity.join,
        publicity.unreached_questions,
        publicity.sensitive,
        publicity.privacy,
        publicity.accessibility,
        *(broadcast.channel for broadcast in publicity.broadcast or ()),
        *(publicity.redaction.rules or ()),
        *sorted(list_public_places(plan)),
        *(words for _, words in iter_public_other_words(plan)),
    )
    yield from filter(None, answers)


def iter_record_names(plan: Plan) -> Iterator[str]:
    """Yield what each record says, so that no single word of it is withheld: titles and agenda."""
    yield from (*WEEKDAYS, *map(format_month, range(1, 13)))
    yield from iter_public_names(plan)
    yield from (series.id for series in plan.frequency.series or ())
    yield from (person.office for person in plan.participants.people or ())
    yield from iter_office_mailboxes(plan)
    agendas = (plan.frequency.agenda, *(series.agenda for series in plan.frequency.series or ()))
    yield from (agenda_item.item for agenda in agendas for agenda_item in agenda or ())
    yield from map(format_choice, plan.frequency.preparation.follow_up_contents or ())
