"""Lists: offered again when they stand, cut, put in order, begun anew; lists of free texts."""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Literal

from statplan.cli.interview import checks, given, paths
from statplan.cli.interview.prompter import Choice, Prompt
from statplan.cli.interview.prompts import prompt_of
from statplan.cli.interview.talk import Talk
from statplan.plan import fields
from statplan.plan.fields import Question

How = Literal["keep", "add", "choose", "change", "order", "empty"]
ENDS: frozenset[How] = frozenset(
    {"keep", "choose", "order", "change"}
)  # after these nothing is added


def one_at_a_time(label: str = "") -> str:
    """How a list is typed; `label` is the short name of what is listed."""
    what = f"One {label.lower()}" if label else "One"
    return f"{what} at a time, or several parted by semicolons; Enter alone ends the list."


def parted(text: str) -> list[str]:
    """The items of what was typed or pasted: one a line, or parted by semicolons."""
    return [item for line in text.replace(";", "\n").splitlines() if (item := line.strip())]


def offer(talk: Talk, question: Question, path: str, titles: Sequence[str]) -> How:
    """Offer a list that stands already; what is kept of it stays in its place.

    A list that is being made, and has not been asked for before, is simply added to.

    Args:
        talk: the interview.
        question: the question that the list answers.
        path: where the list stands.
        titles: its items, as people know them.

    Returns:
        What is done with the list; `add` where there is none to offer.
    """
    found = dict.fromkeys(each for each in given.labels(talk.answers, path) if each != given.SAID)
    if not titles or not (found or path in talk.done):
        return "add"
    how: How = talk.put(_offer(talk, question, path, titles, ", ".join(found))) or "keep"
    if how == "choose":
        _choose(talk, path, titles)
    elif how == "order":
        _put_in_order(talk, path, titles)
    elif how == "empty":
        talk.keep(path, None)
        _forget_strangers(talk)
    return how


def _offer(talk: Talk, question: Question, path: str, titles: Sequence[str], whose: str) -> Prompt:
    each = "this one" if len(titles) == 1 else f"these {len(titles)}"
    several = (
        Choice("choose", "Keep some of them"),
        Choice("order", "Put them in another order"),
    )
    source = whose.removeprefix("like ")
    return Prompt(
        name=f"keep:{path}",
        words=question.words(talk.data),
        why=f"{f'From {source}' if source else 'So far'}: {'; '.join(titles)}.",
        help=question.ask.why,
        choices=(
            Choice("keep", f"Keep {each}"),
            Choice("add", f"Keep {each} and add more"),
            Choice("change", f"Keep {each} and change some answers"),
            *(several if titles[1:] else ()),
            Choice("empty", "Begin with an empty list"),
        ),
        current="keep",
    )


def pick(
    talk: Talk, path: str, titles: Sequence[str], words: str = "Which of them?"
) -> tuple[int, ...]:
    """Ask which items of a list are meant; where there is one, it is."""
    if not titles[1:]:
        return tuple(range(len(titles)))
    prompt = Prompt(f"which:{path}", words, choices=_numbered(titles), many=True)
    return tuple(talk.put(prompt) or ())


def _numbered(titles: Sequence[str]) -> tuple[Choice, ...]:
    return tuple(Choice(index, title) for index, title in enumerate(titles))


def _choose(talk: Talk, path: str, titles: Sequence[str]) -> None:
    prompt = Prompt(
        name=f"choose:{path}",
        words="Which of them stay?",
        choices=_numbered(titles),
        many=True,
        current=tuple(range(len(titles))),
    )
    chosen = talk.put(prompt) or ()
    stands = list(enumerate(fields.at(talk.data, path)))
    talk.keep(path, [each for index, each in stands if index in chosen] or None)
    _forget_strangers(talk)


def _put_in_order(talk: Talk, path: str, titles: Sequence[str]) -> None:
    count = len(titles)

    def meaning(text: str) -> list[int] | str:
        words = text.replace(",", " ").split()
        numbers = [int(word) - 1 for word in words if re.fullmatch("[0-9]{1,9}", word)]
        return numbers if len(numbers) == len(words) else text

    def wrong(numbers: list[int] | str) -> str | None:
        if isinstance(numbers, list) and set(numbers) <= set(range(count)):
            return None if len(set(numbers)) == len(numbers) else "A number stands there twice."
        return f"Type numbers from 1 to {count}, as in 2 1."

    listed = "; ".join(f"{number} {title}" for number, title in enumerate(titles, 1))
    prompt = Prompt(
        name=f"order:{path}",
        words="In which order? Type the numbers; what is left out follows as it was.",
        why=f"{listed}.",
    )
    first: list[int] = talk.put(prompt, meaning, wrong) or []
    rest = [index for index in range(count) if index not in first]
    stands = fields.at(talk.data, path)
    talk.keep(path, [stands[index] for index in (*first, *rest)])


def _forget_strangers(talk: Talk) -> None:
    """Take out every series about a subject that is gone."""
    series = fields.at(talk.data, "frequency.series") or []
    gone = {
        fields.at(talk.data, each.path)
        for each in checks.problems(talk.data)
        if paths.general(each.path) == "frequency.series[].subject"
    }
    if gone:
        rest = [each for each in series if each.get("subject") not in gone]
        talk.keep("frequency.series", rest or None)
        talk.say("The series about what was taken out is taken out too.")


def ask_texts(talk: Talk, question: Question, path: str) -> None:
    """Ask for a list of free texts, one at a time or several at once."""
    titles = [str(each) for each in fields.at(talk.data, path) or ()]
    how = offer(talk, question, path, titles)
    prompt = replace(prompt_of(talk, question, path), current=None, several=True)
    if how == "change":
        _change_texts(talk, prompt, path, pick(talk, path, titles))
    if how in ENDS:
        return
    texts: list[str] = list(fields.at(talk.data, path) or ())
    prompt = replace(prompt, why=f"{prompt.why} {one_at_a_time()}".strip())
    while True:
        place = f"{path}[{len(texts)}]"

        def wrong(new: list[str], texts: list[str] = texts) -> str | None:
            return checks.wrong(talk.answers, path, [*texts, *new], about=path)

        new = talk.put(replace(prompt, name=place), parted, wrong)
        if new is None:
            return
        texts = [*texts, *new]
        talk.keep(path, texts)
        if new[1:]:
            return  # who gives several at once gives them all
        prompt = replace(prompt, words=f"{question.ask.label}: and another?", why="")


def _change_texts(talk: Talk, prompt: Prompt, path: str, picked: tuple[int, ...]) -> None:
    """Put some texts of a list again, each as it stands; one that is emptied is taken out."""
    stands: list[Any] = list(fields.at(talk.data, path))
    for index in picked:
        place = f"{path}[{index}]"
        asked = replace(prompt, name=place, current=stands[index], several=False, why="")

        def wrong(text: str, index: int = index) -> str | None:
            trial = [text if at == index else each for at, each in enumerate(stands)]
            return checks.wrong(talk.answers, path, trial, about=path)

        stands[index] = talk.put(asked, str.strip, wrong) or ""
    talk.keep(path, [each for each in stands if each] or None)
