"""The texts of a plan and its ledger that no public file may hold, each with where it is from."""

from collections.abc import Iterable, Iterator

from statplan.ledger import Ledger
from statplan.plan import Plan
from statplan.records import WithheldText
from statplan.records.inside import filter_unpublished, iter_public_names, list_confidential_texts
from statplan.site.language import list_languages


def find_withheld_texts(
    plan: Plan, ledger: Ledger, marked_texts: Iterable[WithheldText] = ()
) -> tuple[WithheldText, ...]:
    """Return every text that stays inside: what no record may hold, and what insiders are told.

    What the page says anyway, titles and our own phrases, is no secret. The purpose and the like
    are none either where an answer for the public says the same.

    Args:
        plan: the plan.
        ledger: its decisions have reasons.
        marked_texts: what records of meetings withhold.
    """
    phrases = tuple(_list_phrases())
    public_texts = (*iter_public_names(plan), *phrases, *_list_public_answers(plan))
    always_withheld = list_confidential_texts(plan, ledger, marked_texts, phrases)
    return tuple(
        dict.fromkeys(
            (*always_withheld, *filter_unpublished(_list_inside_texts(plan), public_texts))
        )
    )


def _list_inside_texts(plan: Plan) -> Iterator[WithheldText]:
    """Yield what the plan says to those inside."""
    by_path = {
        "program.purpose": plan.program.purpose,
        "program.succession": plan.program.succession,
        "frequency.moving.told": plan.frequency.moving.told,
        "frequency.moving.rhythm": plan.frequency.moving.rhythm,
        "participants.buy_in.replaces": plan.participants.buy_in.replaces,
    }
    yield from (WithheldText(text, where) for where, text in by_path.items() if text)
    lists = {
        "program.goals": plan.program.goals,
        "leadership.ground_rules": plan.leadership.ground_rules,
        "participants.buy_in.gains": plan.participants.buy_in.gains,
        "participants.buy_in.steps": plan.participants.buy_in.steps,
    }
    for where, texts in lists.items():
        yield from (WithheldText(listed_text, where) for listed_text in texts or ())


def _list_public_answers(plan: Plan) -> Iterator[str]:
    """Yield what the plan says to the public."""
    public = plan.publicity
    answers = (public.about, public.join, public.sensitive, public.privacy, public.accessibility)
    yield from filter(None, answers)
    yield from public.redaction.rules or ()


def _list_phrases() -> Iterator[str]:
    for language in list_languages():
        for table in language.phrases.values():
            for phrase in table.values():
                yield from [phrase] if isinstance(phrase, str) else phrase
