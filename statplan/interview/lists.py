"""Lists of answers: kept, shortened, put in order, begun anew; lists of free texts."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Literal

from statplan.errors import Words
from statplan.interview import provenance, validate
from statplan.interview.parse_reply import split_entries
from statplan.interview.prompt import Prompt, PromptChoice
from statplan.interview.prompt_text import build_prompt, format_list_hint
from statplan.interview.state import InterviewState
from statplan.plan.paths import get_answer
from statplan.plan.questions import Question

ListAction = Literal["keep", "add", "choose", "change", "order", "empty"]
# After these nothing is added.
_SUBJECTS_PATH = "focus.subjects"
FINAL_ACTIONS: frozenset[ListAction] = frozenset({"keep", "choose", "order", "change"})


def offer_list(
    state: InterviewState, question: Question, path: str, titles: Sequence[str]
) -> ListAction:
    """Offer a list that has entries already; what is kept of it stays in its place.

    A list that is being made, and has not been asked for before, is simply added to.

    Args:
        state: the interview.
        question: the question that the list answers.
        path: where the list stands.
        titles: its entries, as people know them.

    Returns:
        What is done with the list; `add` where there is none to offer.
    """
    labels = dict.fromkeys(
        label
        for label in provenance.iter_labels(state.answers, path)
        if label != provenance.FROM_PERSON
    )
    if not titles or not (labels or path in state.asked_paths):
        return "add"
    offer = _build_offer(state, question, path, titles, ", ".join(labels))
    action: ListAction = state.ask(offer) or "keep"
    if action == "choose":
        _choose_kept(state, path, titles)
    elif action == "order":
        _order_entries(state, path, titles)
    elif action == "empty":
        state.set_answer(path, None)
        _remove_orphaned_series(state)
    return action


def _build_offer(
    state: InterviewState, question: Question, path: str, titles: Sequence[str], source_labels: str
) -> Prompt:
    kept_words = "this one" if len(titles) == 1 else f"these {len(titles)}"
    reorder_choices = (
        PromptChoice("choose", "Keep some of them"),
        PromptChoice("order", "Put them in another order"),
    )
    source = source_labels.removeprefix("like ")
    return Prompt(
        name=f"keep:{path}",
        words=question.format_question(state.answer_tree),
        why=f"{f'From {source}' if source else 'So far'}: {'; '.join(titles)}.",
        help=question.ask.why,
        choices=(
            PromptChoice("keep", f"Keep {kept_words}"),
            PromptChoice("add", f"Keep {kept_words} and add more"),
            PromptChoice("change", f"Keep {kept_words} and change some answers"),
            *(reorder_choices if titles[1:] else ()),
            PromptChoice("empty", "Begin with an empty list"),
        ),
        current="keep",
    )


def pick_indexes(
    state: InterviewState, path: str, titles: Sequence[str], words: str = "Which of them?"
) -> tuple[int, ...]:
    """Ask which entries of a list are meant; where there is only one, it is that one."""
    if not titles[1:]:
        return tuple(range(len(titles)))
    prompt = Prompt(f"which:{path}", words, choices=_number_choices(titles), many=True)
    return tuple(state.ask(prompt) or ())


def _number_choices(titles: Sequence[str]) -> tuple[PromptChoice, ...]:
    return tuple(PromptChoice(index, title) for index, title in enumerate(titles))


def _choose_kept(state: InterviewState, path: str, titles: Sequence[str]) -> None:
    prompt = Prompt(
        name=f"choose:{path}",
        words="Which of them stay?",
        choices=_number_choices(titles),
        many=True,
        current=tuple(range(len(titles))),
    )
    chosen = state.ask(prompt) or ()
    entries = list(enumerate(get_answer(state.answer_tree, path)))
    state.set_answer(path, [entry for index, entry in entries if index in chosen] or None)
    _remove_orphaned_series(state)


def _order_entries(state: InterviewState, path: str, titles: Sequence[str]) -> None:
    count = len(titles)

    def parse_order(text: str) -> list[int] | str:
        words = text.replace(",", " ").split()
        numbers = [int(word) - 1 for word in words if re.fullmatch("[0-9]{1,9}", word)]
        return numbers if len(numbers) == len(words) else text

    def find_error(numbers: list[int] | str) -> Words | None:
        if isinstance(numbers, list) and set(numbers) <= set(range(count)):
            return None if len(set(numbers)) == len(numbers) else "A number stands there twice."
        return f"Type numbers from 1 to {count}, as in 2 1."

    numbered_titles = "; ".join(f"{number} {title}" for number, title in enumerate(titles, 1))
    prompt = Prompt(
        name=f"order:{path}",
        words="In which order? Type the numbers; what is left out follows as it was.",
        why=f"{numbered_titles}.",
    )
    first: list[int] = state.ask(prompt, parse_order, find_error) or []
    rest = [index for index in range(count) if index not in first]
    entries = get_answer(state.answer_tree, path)
    state.set_answer(path, [entries[index] for index in (*first, *rest)])


def _remove_orphaned_series(state: InterviewState) -> None:
    """Take out every series about a subject that is gone."""
    series = get_answer(state.answer_tree, "frequency.series") or []
    known = {entry.get("id") for entry in get_answer(state.answer_tree, _SUBJECTS_PATH) or ()}
    shortened = [_drop_lost_subjects(record, known) for record in series]
    rest = [record for record in shortened if record is not None]
    if rest != series:
        state.set_answer("frequency.series", rest or None)
        state.show("The series about what was taken out is taken out too.")


def _drop_lost_subjects(record: dict[str, Any], known: set[Any]) -> dict[str, Any] | None:
    """Return a series without the topics that are gone; None where it has none left."""
    subject = record.get("subject")
    if subject is None:
        return record
    left = [one for one in ([subject] if isinstance(subject, str) else subject) if one in known]
    if not left:
        return None
    if isinstance(subject, str):
        return record
    return {**record, "subject": left if left[1:] else left[0]}


def ask_texts(state: InterviewState, question: Question, path: str) -> None:
    """Ask for a list of free texts, one at a time or several at once."""
    titles = [str(text) for text in get_answer(state.answer_tree, path) or ()]
    action = offer_list(state, question, path, titles)
    prompt = replace(build_prompt(state, question, path), current=None, several=True)
    if action == "change":
        _change_texts(state, prompt, path, pick_indexes(state, path, titles))
    if action in FINAL_ACTIONS:
        return
    texts: list[str] = list(get_answer(state.answer_tree, path) or ())
    prompt = replace(prompt, why=f"{prompt.why} {format_list_hint()}".strip())
    while True:
        text_path = f"{path}[{len(texts)}]"

        def find_error(new_texts: list[str], texts: list[str] = texts) -> Words | None:
            return validate.find_answer_error(
                state.answers, path, [*texts, *new_texts], question_path=path
            )

        new_texts = state.ask(replace(prompt, name=text_path), split_entries, find_error)
        if new_texts is None:
            return
        texts = [*texts, *new_texts]
        state.set_answer(path, texts)
        if new_texts[1:]:
            return  # who gives several at once gives them all
        prompt = replace(prompt, words=f"{question.ask.label}: and another?", why="")


def _change_texts(
    state: InterviewState, prompt: Prompt, path: str, indexes: tuple[int, ...]
) -> None:
    """Ask for some texts of a list again, each as it is; one that is emptied is taken out."""
    texts: list[Any] = list(get_answer(state.answer_tree, path))
    for index in indexes:
        text_path = f"{path}[{index}]"
        text_prompt = replace(prompt, name=text_path, current=texts[index], several=False, why="")

        def find_error(text: str, index: int = index) -> Words | None:
            trial = [
                text if position == index else current_text
                for position, current_text in enumerate(texts)
            ]
            return validate.find_answer_error(state.answers, path, trial, question_path=path)

        texts[index] = state.ask(text_prompt, str.strip, find_error) or ""
    state.set_answer(path, [kept_text for kept_text in texts if kept_text] or None)
