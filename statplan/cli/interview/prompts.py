"""How a question of the plan is put: its words, why it matters, how it is answered."""

from functools import cache
from typing import Any

from statplan.cli.interview import checks, meaning
from statplan.cli.interview.prompter import NO_MORE, Choice, Prompt
from statplan.cli.interview.talk import Talk
from statplan.plan import fields
from statplan.plan.ask import Ask
from statplan.plan.fields import Question

OPEN = "Not decided yet"


def prompt_of(talk: Talk, question: Question, path: str, *, words: str = "") -> Prompt:
    """The prompt of a question whose answer stands at a path.

    Args:
        talk: the interview.
        question: the question.
        path: where the answer stands, with the number of each record.
        words: other words than the question's own.
    """
    many = meaning.is_list(question)
    stands = fields.at(talk.data, path)

    def off(word: str) -> str:
        if many or stands == word:  # one of several may need another one beside it
            return ""
        return checks.wrong(talk.answers, path, word) or ""

    choices = tuple(
        Choice(each, each, "suggested" if each == question.ask.suggest else "", off(each))
        for each in meaning.choices(question)
    )
    return Prompt(
        name=path,
        words=words or question.words(talk.data),
        why=" ".join(part for part in (question.ask.why, hint(talk, question, path)) if part),
        help=more_about(question.ask),
        choices=choices,
        many=many and bool(choices),
        current=_current(question, fields.at(talk.data, path), many=many),
        open=_open(question) if choices and not many else "",
    )


def _current(question: Question, answer: Any, *, many: bool) -> object:  # noqa: ANN401 - any kind
    if answer is None:
        default = question.field.default
        return default if many and isinstance(default, tuple) else None
    if isinstance(answer, bool):
        return "yes" if answer else "no"
    if many and meaning.choices(question):
        return tuple(answer)
    return ", ".join(map(str, answer)) if isinstance(answer, list) else str(answer)


def _default(question: Question) -> str:
    """What holds where a question is left open, if anything."""
    default = question.field.default
    if question.field.is_required() or default is None or isinstance(default, tuple):
        return ""
    return ("yes" if default else "no") if isinstance(default, bool) else str(default)


def _open(question: Question) -> str:
    default = _default(question)
    return f"{OPEN}; until then, {default}" if default else OPEN


def hint(talk: Talk, question: Question, path: str) -> str:
    """How an answer that is typed is written, in a sentence or two; empty for a choice."""
    if meaning.choices(question):
        return ""
    parts = []
    shown = _examples(talk, question, path)
    if shown:
        parts.append(f"For example: {'; '.join(shown)}.")
    named = bool(question.rosters)
    if meaning.is_list(question) and not meaning.is_texts(question) and not named:
        parts.append("Part several with commas.")
    if _default(question):
        parts.append(f"Left open, it is {_default(question)}.")
    elif question.ask.suggest:
        parts.append(f"Suggested: {question.ask.suggest}; Enter alone leaves it open.")
    return " ".join(parts)


def _examples(talk: Talk, question: Question, path: str) -> tuple[str, ...]:
    """Answers that show how one is written; for a weekday, those that fit how often it recurs."""
    shown = meaning.examples(question)
    beside = fields.at(talk.data, path.rpartition(".")[0]) if question.key == "on" else None
    if not isinstance(beside, dict):
        return shown
    if beside.get("for_each"):
        return ("Tuesday", "Tuesday and Wednesday, to spread them over both")
    weekly = "week" in str(beside.get("every"))
    return tuple(each for each in shown if weekly != (" " in each))


def more_about(ask: Ask) -> str:
    """What is shown to somebody who asks for more: an example, and where it is from."""
    title = _titles().get(ask.source, "")
    parts = [
        ask.example or NO_MORE * (not ask.suggest),
        f"Suggested: {ask.suggest}." if ask.suggest else "",
    ]
    parts.append(f"Source: {title}." if title else "")
    if ask.source == "ours":
        parts.append("This is advice of our own.")
    return " ".join(part for part in parts if part)


@cache
def _titles() -> dict[str, str]:
    from statplan import systems

    return {key: source.title.rstrip(".") for key, source in systems.sources().items()}
