"""The text of a question's prompt: its words, why it matters, how it is answered."""

from dataclasses import replace
from functools import cache
from typing import Any

from statplan.interview import choice_notes, parse_reply, validate
from statplan.interview.prompt import NO_MORE, OWN_WORDS, Prompt, PromptChoice
from statplan.interview.state import InterviewState
from statplan.plan.ask import Ask
from statplan.plan.choices import format_choice, is_other
from statplan.plan.paths import get_answer
from statplan.plan.questions import Question, find_other_choices

UNDECIDED = "Not decided yet"

_OTHER_TITLE = "Other: type your own words"


def build_prompt(
    state: InterviewState, question: Question, path: str, *, words: str = ""
) -> Prompt:
    """Return the prompt of the question that is answered at a path.

    Args:
        state: the interview.
        question: the question.
        path: where the answer stands, with the number of each record.
        words: other words than the question's own.
    """
    many = parse_reply.is_list(question)
    current_answer = get_answer(state.answer_tree, path)

    def explain_disabled(word: str) -> str:
        if many or current_answer == word:  # one of several may need another one beside it
            return ""
        return str(validate.find_answer_error(state.answers, path, word) or "")

    choices = tuple(
        PromptChoice(
            option,
            option,
            _format_note(question, option),
            explain_disabled(option),
        )
        for option in parse_reply.list_words(question)
    )
    prompt = Prompt(
        name=path,
        words=words or question.format_question(state.answer_tree),
        why=" ".join(filter(None, (_choose_reason(question), format_hint(state, question, path)))),
        help=format_help(question.ask),
        choices=choices,
        many=many and bool(choices),
        current=_format_current(question, current_answer, many=many),
        open=_format_open(question) if choices and not many else "",
    )
    takes_own_words = choices and find_other_choices(question)
    return _add_own_words(prompt, current_answer) if takes_own_words else prompt


def _choose_reason(question: Question) -> str:
    """Return why a question matters; where nothing says it and words are typed, an example."""
    is_typed = not parse_reply.list_words(question)
    return question.ask.why or (question.ask.example if is_typed else "")


def _format_note(question: Question, option: str) -> str:
    """Return what a choice means, and whether it is suggested."""
    suggested = "suggested" if option == question.ask.suggest else ""
    meaning = choice_notes.find_note(question.path, option)
    return "; ".join(filter(None, (suggested, meaning)))


def _format_current(question: Question, answer: Any, *, many: bool) -> object:  # noqa: ANN401 - any kind
    if answer is None:
        default = question.field.default
        return default if many and isinstance(default, tuple) else None
    if isinstance(answer, bool):
        return "yes" if answer else "no"
    if many and parse_reply.list_words(question):
        return tuple(answer) if isinstance(answer, list | tuple) else (answer,)
    return ", ".join(map(str, answer)) if isinstance(answer, list) else str(answer)


def _format_default(question: Question) -> str:
    """Return what holds where a question is left open, if anything."""
    default = question.field.default
    if question.field.is_required() or default is None or isinstance(default, tuple):
        return ""
    return ("yes" if default else "no") if isinstance(default, bool) else str(default)


def _format_open(question: Question) -> str:
    default = _format_default(question)
    return f"{UNDECIDED}; until then, {default}" if default else UNDECIDED


def format_hint(state: InterviewState, question: Question, path: str) -> str:
    """Return how an answer that is typed is written, in a sentence or two; empty for a choice."""
    if parse_reply.list_words(question):
        return ""
    parts = []
    examples = _choose_examples(state, question, path)
    if examples:
        parts.append(f"For example: {'; '.join(examples)}.")
    has_commas = parse_reply.is_list(question) and not parse_reply.is_text_list(question)
    if has_commas and not question.rosters:
        parts.append("Separate several with commas.")
    if _format_default(question):
        parts.append(f"Left open, it is {_format_default(question)}.")
    elif question.ask.suggest:
        parts.append(f"Suggested: {question.ask.suggest}; Enter alone leaves it open.")
    return " ".join(parts)


def _choose_examples(state: InterviewState, question: Question, path: str) -> tuple[str, ...]:
    """Return examples of an answer; for a weekday, those that fit how often it recurs."""
    examples = parse_reply.list_examples(question)
    record = (
        get_answer(state.answer_tree, path.rpartition(".")[0]) if question.key == "on" else None
    )
    if not isinstance(record, dict):
        return examples
    if record.get("for_each"):
        return ("Tuesday", "Tuesday and Wednesday, to spread them over both")
    weekly = "week" in str(record.get("every"))
    return tuple(example for example in examples if weekly != (" " in example))


def format_help(ask: Ask) -> str:
    """Return what is shown to somebody who asks for more: an example, and where it is from."""
    title = _load_source_titles().get(ask.source, "")
    parts = [
        ask.example or NO_MORE * (not ask.suggest),
        f"Suggested: {ask.suggest}." if ask.suggest else "",
    ]
    parts.append(f"Source: {title}." if title else "")
    if ask.source == "ours":
        parts.append("This is advice of our own.")
    return " ".join(part for part in parts if part)


@cache
def _load_source_titles() -> dict[str, str]:
    from statplan import systems

    return {key: source.title.rstrip(".") for key, source in systems.load_sources().items()}


def format_list_hint(label: str = "") -> str:
    """Return how a list is typed; `label` is the short name of what is listed."""
    start = f"Type one {label.lower()}" if label else "Type one"
    return (
        f"{start} at a time, or several separated by semicolons. "
        "Press Enter on a blank line when done."
    )


def _add_own_words(prompt: Prompt, current_answer: object) -> Prompt:
    """Return a prompt that offers, after its choices, the words of before and to type others."""
    answers = current_answer if isinstance(current_answer, list) else [current_answer]
    earlier_words = (
        PromptChoice(answer, format_choice(answer), "in your own words")
        for answer in answers
        if isinstance(answer, str) and is_other(answer)
    )
    choices = (*prompt.choices, *earlier_words, PromptChoice(OWN_WORDS, _OTHER_TITLE))
    return replace(prompt, choices=choices, own_words=True)
