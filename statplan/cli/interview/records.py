"""Any question of the plan, and lists of records: added one by one, with what is essential."""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import replace
from typing import Any

from statplan.cli.interview import checks, conditions, lists, meaning, paths, people, places
from statplan.cli.interview.given import SAID, settled
from statplan.cli.interview.prompter import Choice, Prompt
from statplan.cli.interview.prompts import hint, more_about, prompt_of
from statplan.cli.interview.talk import Talk, already
from statplan.plan import fields
from statplan.plan.fields import Question

# What is asked of a record only when somebody wants to say more about it.
# What is asked together with a series' rhythm, in its own way.
_WITH_SERIES = frozenset(
    f"frequency.series[].{key}" for key in ("subject", "department", "rotate", "for_each", "dates")
)


def ask(talk: Talk, question: Question, path: str) -> None:
    """Ask any question whose answer stands at a path, if it applies there."""
    if not conditions.applies(question, talk.data, path):
        return
    if question.record:
        _ask_records(talk, question, path)
    elif question.rosters:
        people.ask_named(talk, question, path)
    elif meaning.is_texts(question):
        lists.ask_texts(talk, question, path)
    else:
        _ask_one(talk, question, path)


def _ask_one(talk: Talk, question: Question, path: str) -> None:
    prompt = prompt_of(talk, question, path)

    def wrong(answer: object) -> str | None:
        return checks.wrong(talk.answers, path, answer)

    answer = talk.put(prompt, lambda reply: meaning.of(question, reply, talk.data), wrong)
    nothing_said = fields.at(talk.data, path) is None
    if nothing_said and isinstance(answer, list) and tuple(answer) == question.field.default:
        return  # the default, shown ticked and left as it was
    talk.keep(path, answer)


def ask_country(talk: Talk, question: Question, path: str) -> None:
    """Ask whose holidays are kept; the state may be named along with the country, as in US-MO."""
    prompt = prompt_of(talk, question, path)

    def meant(reply: str) -> dict[str, Any]:
        named, _, part = reply.replace(",", "-").partition("-")
        country = places.country(named)
        parts = {places.SUBDIVISION: places.subdivision(part, country)} if part.strip() else {}
        return {places.COUNTRY: country, **parts}

    def wrong(answers: dict[str, Any]) -> str | None:
        group = {each.rpartition(".")[2]: answer for each, answer in answers.items()}
        said = fields.at(talk.data, "frequency.holidays") or {}
        if places.SUBDIVISION not in answers:
            return checks.wrong(talk.answers, path, answers[path])
        trial = {**said, **group}
        return checks.wrong(talk.answers, "frequency.holidays", trial) or places.wrong(
            {"frequency": {"holidays": trial}}
        )

    for place, answer in (talk.put(prompt, meant, wrong) or {path: None}).items():
        talk.keep(place, answer)
        if place != path:
            talk.along.add(place)


def asked_of_each(list_path: str, *, later: bool) -> list[Question]:
    """The questions of each record of a list: those asked at once, or those asked later."""
    prefix = f"{paths.general(list_path)}[]."
    return [
        each
        for each in fields.questions()
        if each.path.startswith(prefix)
        and "[]" not in each.path.removeprefix(prefix)
        and each.path not in _WITH_SERIES
        and later == _is_later(each, prefix)
    ]


def _is_later(question: Question, prefix: str) -> bool:
    grouped = "." in question.path.removeprefix(prefix)
    return grouped or question.ask.depth == "more"


def place_of(question: Question, record_path: str) -> str:
    """Where the answer to a record's question stands: the record's path and the question's key."""
    depth = len(paths.general(record_path)) + 1
    return f"{record_path}.{question.path[depth:]}"


def _ask_records(talk: Talk, question: Question, path: str) -> None:
    if not asked_of_each(path, later=False):
        return  # records of which nothing is asked are written in the plan file
    titles = [people.title_of(each) for each in fields.at(talk.data, path) or ()]
    how = lists.offer(talk, question, path, titles)
    if how == "change":
        look_at(talk, path, lists.pick(talk, path, titles))
    if how in lists.ENDS:
        return
    opening = True
    while _add(talk, question, path, opening=opening):
        opening = False


def _add(talk: Talk, question: Question, path: str, *, opening: bool) -> bool:
    """Ask for one more record; False where there is none, or where several came at once: all."""
    stands = list(fields.at(talk.data, path) or ())
    first, *others = asked_of_each(path, later=False)
    place = place_of(first, f"{path}[{len(stands)}]")
    item = first.ask.label if _has_id(question) else ""
    words = f"{item} {len(stands) + 1}" if item else f"{question.ask.label}: another?"
    prompt = replace(
        prompt_of(talk, first, place), words=words, why="", open="No more", several=bool(item)
    )
    if opening:
        prompt = _opening(talk, question, prompt, hint(talk, first, place), item)

    def meant(reply: object) -> list[object]:
        parts = lists.parted(reply) if prompt.several and isinstance(reply, str) else [reply]
        return [meaning.of(first, each, talk.data) for each in parts]

    def wrong(answers: list[object]) -> str | None:
        found = (_wrong(talk, path, question, first, each, several=bool(answers[1:]))
                 for each in answers)  # fmt: skip
        return next((each for each in found if each), None)

    answers = talk.put(prompt, meant, wrong)
    for answer in answers or ():
        at = f"{path}[{len(fields.at(talk.data, path) or ())}]"
        if not taken(fields.at(talk.data, path) or (), first.key, answer):
            talk.answers.put(at, _record_of(talk, path, question, first, answer), SAID)
            if answers[1:] and others:
                talk.say(f"\n{answer}:", "heading")
            if not fill(talk, others, at):
                remove(talk, at)
    return answers is not None and not answers[1:]


def _record_of(
    talk: Talk, path: str, question: Question, first: Question, answer: object
) -> dict[str, Any]:
    """A record of a list as its first answer makes it."""
    known = _has_id(question)
    named = {"id": people.new_id(talk.data, path, str(answer))} if known else {}
    return {**named, first.key: answer}


def _wrong(
    talk: Talk, path: str, question: Question, first: Question, answer: object, *, several: bool
) -> str | None:
    """What is wrong with a new record's first answer; one of several may stand there already."""
    stands = fields.at(talk.data, path) or ()
    at = f"{path}[{len(stands)}]"
    if not several and (twice := taken(stands, first.key, answer)):
        return twice
    record = _record_of(talk, path, question, first, answer)
    reason = checks.wrong(talk.answers, at, record, about=place_of(first, at))
    return f"{answer}: {reason}" if several and reason else reason


def _has_id(question: Question) -> bool:
    return question.record is not None and "id" in question.record.model_fields


def taken(stands: Sequence[Mapping[str, Any]], key: str, answer: object) -> str | None:
    """What is wrong with an answer that one of the records has already, or None."""
    said = " ".join(str(answer).split())
    if any(str(each.get(key)).casefold() == said.casefold() for each in stands):
        return already(said)
    return None


def _opening(talk: Talk, question: Question, prompt: Prompt, how: str, item: str) -> Prompt:
    """The first prompt of a list: the whole question, what stands there, how it is answered."""
    stands = fields.at(talk.data, prompt.name.rpartition("[")[0]) or ()
    listed = [people.title_of(each) for each in stands]
    so_far = f"So far: {'; '.join(listed)}." if listed else ""
    ends = "" if prompt.choices else lists.one_at_a_time(item)
    return replace(
        prompt,
        words=question.words(talk.data),
        why=" ".join(part for part in (question.ask.why, so_far, how, ends) if part),
        help=more_about(question.ask),
    )


def look_at(talk: Talk, path: str, picked: Sequence[int]) -> None:
    """Ask again about some records of a list; one may be left out."""
    questions = asked_of_each(path, later=False)
    stands = fields.at(talk.data, path) or ()
    out = [
        f"{path}[{index}]"
        for index in picked
        if not _looked_at(talk, questions, f"{path}[{index}]", people.title_of(stands[index]))
    ]
    for at in reversed(out):
        remove(talk, at)


def _looked_at(talk: Talk, questions: list[Question], at: str, title: str) -> bool:
    talk.say(f"\n{title}:", "heading")
    return fill(talk, questions, at, again=True)


def remove(talk: Talk, at: str) -> None:
    """Take a record out of its list."""
    path, _, number = at.removesuffix("]").rpartition("[")
    stands, index = fields.at(talk.data, path), int(number)
    talk.keep(path, [*stands[:index], *stands[index + 1 :]] or None)


def fill_or_remove(talk: Talk, question: Question, at: str) -> None:
    """Ask again for a record whose answers do not agree, until they do or it is left out."""
    if not fill(talk, asked_of_each(question.path, later=False), at, again=True):
        remove(talk, at)


def say_more(talk: Talk, path: str) -> None:
    """Ask the later questions about those records of a list that somebody picks."""
    titles = [people.title_of(each) for each in fields.at(talk.data, path) or ()]
    questions = asked_of_each(path, later=True)
    label = fields.by_path()[paths.general(path)].ask.label
    for index in lists.pick(talk, path, titles, f"{label}: about which would you say more?"):
        at = f"{path}[{index}]"
        before = deepcopy(fields.at(talk.data, at))
        talk.say(f"\n{titles[index]}:", "heading")
        if not fill(talk, questions, at, out="Leave it as it was"):
            talk.keep(at, before)


def fill(
    talk: Talk,
    questions: list[Question],
    at: str,
    *,
    again: bool = False,
    out: str = "Leave this one out",
) -> bool:
    """Ask some questions about the record at a path until its answers agree with each other.

    Args:
        talk: the interview.
        questions: what is asked of the record.
        at: where the record stands.
        again: whether what came with the command is asked too.
        out: how giving up is offered.

    Returns:
        False where somebody gave up.
    """
    while True:
        for question in questions:
            place = place_of(question, at)
            if again or not settled(talk.answers, place):
                ask(talk, question, place)
        found = [each for each in checks.problems(talk.data) if fields.within(each.path, at)]
        if not found:
            return True
        for each in found:
            talk.say(checks.told(each), "wrong")
        choices = (Choice("again", "Answer again"), Choice("out", out))
        if talk.put(Prompt(f"mend:{at}", "What now?", choices=choices, current="again")) == "out":
            return False
        again = True
