"""Questions with choices that may also be answered in the reader's own words."""

from collections.abc import Callable
from typing import Any

from statplan.interview.parse_reply import Understanding, split_entries
from statplan.interview.prompt import OTHER_PREFIX, OWN_WORDS, Prompt
from statplan.interview.state import AnswerCheck, InterviewState


def ask_choice(
    state: InterviewState,
    prompt: Prompt,
    parse: Callable[[Any], object],
    find_error: AnswerCheck,
    explain: Callable[[Any], Understanding | None],
) -> Any:  # noqa: ANN401 - an answer of any kind
    """Ask a question; where the reply is "Other", ask for the words, too."""
    reply = state.ask(
        prompt,
        lambda reply: reply if _wants_own_words(reply) else parse(reply),
        lambda answer: None if _wants_own_words(answer) else find_error(answer),
        lambda answer: None if _wants_own_words(answer) else explain(answer),
    )
    if not _wants_own_words(reply):
        return reply
    if not prompt.many:
        words_prompt = Prompt(f"other:{prompt.name}", "Which one? Type your own words.")
        return state.ask(words_prompt, lambda text: parse(_mark_words(text)), find_error)
    chosen = [choice for choice in reply if choice != OWN_WORDS]
    words_prompt = Prompt(
        f"other:{prompt.name}",
        "Which others? Type your own words.",
        why="Separate several with semicolons.",
        several=True,
    )
    answer = state.ask(
        words_prompt,
        lambda text: parse((*chosen, *map(_mark_words, split_entries(text)))),
        find_error,
    )
    return answer if answer is not None else (parse(tuple(chosen)) if chosen else None)


def _mark_words(text: str) -> str:
    """Return words as a plan has them; who types "other:" as well means the same."""
    start, colon, words = text.strip().partition(":")
    if colon and start.casefold() == OTHER_PREFIX.partition(":")[0]:
        text = words
    return f"{OTHER_PREFIX}{text.strip()}"


def _wants_own_words(reply: object) -> bool:
    return reply == OWN_WORDS or (isinstance(reply, tuple | list) and OWN_WORDS in reply)
