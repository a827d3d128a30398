"""What is said of a phrase that cannot be read: what is wrong, what it may mean, what to write."""

from collections.abc import Sequence

from statplan.errors import AnswerError
from statplan.plan.english import end_sentence, format_list
from statplan.plan.quotation import quote_answer


def build_ambiguity_error(
    text: str, meanings: Sequence[str], spellings: Sequence[str]
) -> AnswerError:
    """Return the refusal of a phrase that may mean several things, or that is not sure enough.

    Args:
        text: the phrase.
        meanings: what it may mean, in words.
        spellings: how each of them is written so that it means one thing.
    """
    words = format_list(meanings, "or").rstrip(".")
    remedy = end_sentence(f"Write {format_list(spellings, 'or')}")
    if meanings[1:]:
        return AnswerError(f"{quote_answer(text)} may be {words}.", remedy)
    return AnswerError(f"{quote_answer(text)} looks like {words}.", remedy)
