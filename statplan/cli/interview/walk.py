"""Walk the questionnaire: which question comes next, what an answer means, what it rules out."""

from collections.abc import Iterator
from typing import Any

from statplan.cli.interview.prompter import Prompt, Prompter
from statplan.plan import SECTIONS, fields, reading
from statplan.plan.fields import Question
from statplan.plan.ranking import Answers
from statplan.plan.section import Section
from statplan.plan.source import parse
from statplan.plan.writing import choices_of

SAID = "said"
_HEADS = {
    "program": "The program: what it is called and what it is for.",
    "leadership": "Leadership: who leads, with what authority, in what tone.",
    "focus": "Focus: what the meetings examine.",
    "participants": "Participants: who is in the room, and how departments are won.",
    "frequency": "Frequency: when it meets, and what happens when it cannot.",
    "publicity": "Publicity: who may attend and what is published.",
}


def walk(answers: Answers, prompter: Prompter) -> None:
    """Ask every question in order; essential ones first, further ones where somebody wants to.

    Args:
        answers: what is known so far; the answers are added to it.
        prompter: how to ask.
    """
    prompter.say(
        "Six sections, about thirty questions, a quarter of an hour. Every question can be left "
        "undecided. At the end stands a plan file that you can edit."
    )
    for number, section in enumerate(SECTIONS, start=1):
        prompter.say(f"\n{number} of {len(SECTIONS)}. {_HEADS[section]}")
        for question in _questions(section, "essential"):
            _ask(question, answers, prompter)
        further = [each for each in _questions(section, "more") if _applies(each, answers)]
        if further and prompter.confirm(f"Go deeper into {section}? ({len(further)} questions)"):
            for question in _questions(section, "more"):
                _ask(question, answers, prompter)


def _questions(section: str, depth: str) -> Iterator[Question]:
    for question in fields.questions():
        if question.section == section and question.ask.depth == depth and not question.in_record:
            yield question


def _applies(question: Question, answers: Answers) -> bool:
    return fields.applies(question, answers.data)


def _ask(question: Question, answers: Answers, prompter: Prompter) -> None:
    if not _applies(question, answers):
        return
    if question.record:
        answer: object = _records(question, question.record, answers, prompter)
    else:
        answer = _put(question, question.path, answers, prompter)
    if answer is not None:
        answers.put(question.path, answer, SAID)


def _put(question: Question, path: str, answers: Answers, prompter: Prompter) -> object:
    return understand(question, prompter.ask(_prompt(question, path, answers)))


def _prompt(question: Question, path: str, answers: Answers) -> Prompt:
    ask = question.ask
    source = f" [{ask.source}]" if ask.source not in {"", "ours"} else ""
    return Prompt(
        words=question.words(answers.data),
        help=" ".join(part for part in (ask.why, ask.example + source * bool(ask.example)) if part),
        choices=_choices(question),
        many=_is_list(question),
        current=fields.at(answers.data, path),
        suggestion=ask.suggest,
        check=lambda answer: _wrong(answers, path, understand(question, answer)),
    )


def _choices(question: Question) -> tuple[str, ...]:
    if any(part is bool for part in fields.parts(question.field.annotation)):
        return ("yes", "no")
    return choices_of(question)


def _is_list(question: Question) -> bool:
    return any(part is tuple for part in map(_origin, fields.parts(question.field.annotation)))


def _origin(part: object) -> object:
    return getattr(part, "__origin__", None)


def _wrong(answers: Answers, path: str, answer: object) -> str | None:
    """What is wrong with an answer at its place among the others, or None."""
    trial = Answers()
    trial.add(answers.data, SAID)
    trial.put(path, answer, SAID)
    found = reading.check({"statplan": 1, **trial.data})
    for problem in found.problems:
        if problem.path.startswith(path):
            return f"{problem.fact} {problem.remedy}".strip()
    return None


def understand(question: Question, text: object) -> object:
    """What somebody typed, as an answer: a list at commas, a number where one is wanted."""
    if not isinstance(text, str):
        return text
    if _is_list(question):
        texts = [each.strip() for each in text.split(",") if each.strip()]
        return texts or None
    if any(part is int for part in fields.parts(question.field.annotation)):
        return parse(f"v: {text}").data.get("v", text)
    return text


def _records(
    question: Question, model: type[Section], answers: Answers, prompter: Prompter
) -> object:
    """Records, one after the other; those that are there already are kept."""
    kept: list[Any] = list(fields.at(answers.data, question.path) or ())
    _open_ones(question, model, answers, prompter)
    kept = list(fields.at(answers.data, question.path) or kept)
    count = f" ({len(kept)} so far)" if kept else ""
    while prompter.confirm(f"{question.words(answers.data)} Add one?{count}"):
        record = _record(question, model, len(kept), answers, prompter)
        if record:
            kept.append(record)
            answers.put(question.path, kept, SAID)
        count = f" ({len(kept)} so far)"
    return kept or None


def _open_ones(
    question: Question, model: type[Section], answers: Answers, prompter: Prompter
) -> None:
    """Ask what records from elsewhere still lack of what a calendar needs."""
    for index, record in enumerate(fields.at(answers.data, question.path) or ()):
        for each in fields.questions_of(model):
            wanted = each.ask.needed and record.get(each.key) is None
            if wanted and fields.applies(each, answers.data, record):
                path = f"{question.path}[{index}].{each.key}"
                prompter.say(f"{record.get('name') or record['id']}:")
                answer = _put(each, path, answers, prompter)
                if answer is not None:
                    answers.put(path, answer, SAID)


def _record(
    question: Question, model: type[Section], index: int, answers: Answers, prompter: Prompter
) -> dict[str, Any] | None:
    record: dict[str, Any] = {}
    first = True
    for each in fields.questions_of(model):
        optional = each.ask.depth == "more" or "." in each.path
        if optional or not fields.applies(each, answers.data, record):
            continue
        path = f"{question.path}[{index}].{each.key}"
        answer = _put(each, path, _with(answers, question, record), prompter)
        if answer is None and first:
            return None
        first = False
        if answer is not None:
            record[each.key] = answer
            if "id" in model.model_fields and "id" not in record:
                record = {"id": _id(str(answer), answers, question.path), **record}
    return record


def _with(answers: Answers, question: Question, record: dict[str, Any]) -> Answers:
    """The answers with the record at hand in its list."""
    trial = Answers()
    trial.add(answers.data, SAID)
    kept = list(fields.at(trial.data, question.path) or ())
    trial.put(question.path, [*kept, dict(record)], SAID)
    return trial


def _id(name: str, answers: Answers, path: str) -> str:
    """An id from a name: small letters, digits and hyphens, unlike the others of its list."""
    letters = "".join(char if char.isascii() and char.isalnum() else " " for char in name.lower())
    wanted = "-".join(letters.split())[:36].strip("-") or "item"
    taken = {value for _, value in fields.places(answers.data, f"{path}[].id")}
    number = next(count for count in range(1, 10_000) if _numbered(wanted, count) not in taken)
    return _numbered(wanted, number)


def _numbered(word: str, count: int) -> str:
    return word if count == 1 else f"{word}-{count}"
