"""What of a plan and its ledger no public file may hold, each text with where it is from."""

from collections.abc import Iterable, Iterator

from statplan.ledger import Ledger
from statplan.plan import Plan
from statplan.records import Withheld
from statplan.records.inside import kept_inside, titles, untold
from statplan.site.language import catalogue


def withheld_of(
    plan: Plan, ledger: Ledger, marked: Iterable[Withheld] = ()
) -> tuple[Withheld, ...]:
    """Every text that stays inside: what no record may hold, and what the plan says to insiders.

    What the page says anyway, titles and our own phrases, is no secret. The purpose and the like
    are none either where an answer for the public says the same.

    Args:
        plan: the plan.
        ledger: its decisions have reasons.
        marked: what records of meetings withhold.
    """
    phrases = tuple(_phrases())
    spoken = (*titles(plan), *phrases, *_answers(plan))
    hard = kept_inside(plan, ledger, marked, phrases)
    return tuple(dict.fromkeys((*hard, *untold(_inside(plan), spoken))))


def _inside(plan: Plan) -> Iterator[Withheld]:
    """What the plan says to those inside."""
    inside = {
        "program.purpose": plan.program.purpose,
        "program.succession": plan.program.succession,
        "frequency.moving.told": plan.frequency.moving.told,
        "frequency.moving.rhythm": plan.frequency.moving.rhythm,
        "participants.buy_in.replaces": plan.participants.buy_in.replaces,
    }
    yield from (Withheld(text, where) for where, text in inside.items() if text)
    lists = {
        "program.goals": plan.program.goals,
        "leadership.ground_rules": plan.leadership.ground_rules,
        "participants.buy_in.gains": plan.participants.buy_in.gains,
        "participants.buy_in.steps": plan.participants.buy_in.steps,
    }
    for where, texts in lists.items():
        yield from (Withheld(each, where) for each in texts or ())


def _answers(plan: Plan) -> Iterator[str]:
    """What the plan says to the public."""
    public = plan.publicity
    said = (public.about, public.join, public.sensitive, public.privacy, public.accessibility)
    yield from filter(None, said)
    yield from public.redaction.rules or ()


def _phrases() -> Iterator[str]:
    for each in catalogue():
        for table in each.phrases.values():
            for phrase in table.values():
                yield from [phrase] if isinstance(phrase, str) else phrase
