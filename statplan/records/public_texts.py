"""The texts of a plan that are public anyway: addresses, numbers, and names in them are known."""

from collections.abc import Iterator

from statplan.plan.model import Plan
from statplan.plan.publicity import OPEN_ACCESS


def iter_public_texts(plan: Plan) -> Iterator[str]:
    """Yield what the plan says to the public, and the place of meetings that are open."""
    publicity = plan.publicity
    place = plan.frequency.place
    answers = (
        plan.program.name,
        plan.program.organization,
        publicity.contact,
        publicity.about,
        publicity.join,
        publicity.sensitive,
        publicity.privacy,
        publicity.accessibility,
        *(broadcast.channel for broadcast in publicity.broadcast or ()),
        *(publicity.redaction.rules or ()),
        *((place.room, place.address) if publicity.access in OPEN_ACCESS else ()),
    )
    yield from filter(None, answers)
