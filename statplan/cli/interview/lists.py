"""Lists that came from a documented system, and lists of free texts."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

from statplan.cli.interview import checks, given, paths
from statplan.cli.interview.prompter import Choice, Prompt
from statplan.cli.interview.prompts import prompt_of
from statplan.cli.interview.talk import Talk
from statplan.plan import fields
from statplan.plan.fields import Question

How = Literal["keep", "add", "choose", "change", "empty"]


def one_at_a_time(label: str = "") -> str:
    """How a list is typed; `label` is the short name of what is listed."""
    what = f"One {label.lower()}" if label else "One"
    return f"{what} at a time; Enter alone ends the list."


def take_over(talk: Talk, question: Question, path: str, titles: Sequence[str]) -> How:
    """Offer a list that is from a documented system; what is taken of it stays in its place.

    Args:
        talk: the interview.
        question: the question that the list answers.
        path: where the list stands.
        titles: its items, as people know them.

    Returns:
        What is done with the list; `add` where there is none to offer.
    """
    system = given.system(talk.answers, path)
    if not system or not titles:
        return "add"
    how: How = talk.put(_offer(talk, question, path, titles, system)) or "keep"
    if how == "choose":
        _choose(talk, path, titles)
    elif how == "empty":
        talk.keep(path, None)
        _forget_strangers(talk)
    return how


def _offer(talk: Talk, question: Question, path: str, titles: Sequence[str], system: str) -> Prompt:
    each = "this one" if len(titles) == 1 else f"these {len(titles)}"
    change = Choice("change", f"Keep {each} and look at the answers for each")
    return Prompt(
        name=f"keep:{path}",
        words=question.words(talk.data),
        why=f"From {system}: {'; '.join(titles)}.",
        help=question.ask.why,
        choices=(
            Choice("keep", f"Keep {each}"),
            Choice("add", f"Keep {each} and add more"),
            *((Choice("choose", "Keep some of them"),) if titles[1:] else ()),
            *((change,) if question.record else ()),
            Choice("empty", "Begin with an empty list"),
        ),
        current="keep",
    )


def _choose(talk: Talk, path: str, titles: Sequence[str]) -> None:
    prompt = Prompt(
        name=f"choose:{path}",
        words="Which of them stay?",
        choices=tuple(Choice(index, title) for index, title in enumerate(titles)),
        many=True,
        current=tuple(range(len(titles))),
    )
    chosen = talk.put(prompt) or ()
    stands = list(enumerate(fields.at(talk.data, path)))
    talk.keep(path, [each for index, each in stands if index in chosen] or None)
    _forget_strangers(talk)


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
    """Ask for a list of free texts, one at a time."""
    texts = [str(each) for each in fields.at(talk.data, path) or ()]
    if take_over(talk, question, path, texts) in {"keep", "choose"}:
        return
    texts = list(fields.at(talk.data, path) or ())
    prompt = prompt_of(talk, question, path)
    prompt = replace(prompt, why=f"{prompt.why} {one_at_a_time()}".strip(), current=None)
    while True:
        place = f"{path}[{len(texts)}]"

        def wrong(text: object, place: str = place) -> str | None:
            return checks.wrong(talk.answers, path, [*texts, text], about=place)

        text = talk.put(replace(prompt, name=place), wrong=wrong)
        if text is None:
            return
        texts.append(text)
        talk.keep(path, list(texts))
        prompt = replace(prompt, words=f"{question.ask.label}: and another?", why="")
