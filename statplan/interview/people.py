"""Questions that somebody or something on the plan's lists answers: people, departments, subjects.

Where the one that is meant is on no list yet, its name is typed, and it is put there.
"""

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from statplan.errors import Words
from statplan.interview import parse_reply, validate
from statplan.interview.parse_reply import split_entries
from statplan.interview.prompt import Prompt, PromptChoice
from statplan.interview.prompt_text import UNDECIDED, build_prompt, format_list_hint
from statplan.interview.provenance import FROM_PERSON
from statplan.interview.state import InterviewState
from statplan.plan.lookup import PEOPLE_PATH, split_turn
from statplan.plan.paths import find_answers, get_answer
from statplan.plan.questions import Question
from statplan.roster_file.record_ids import RecordIds

OTHER = "\0other"  # no id looks like it
_TITLE_KEYS = ("office", "name", "item", "by", "day", "from", "id")


def format_title(record: Mapping[str, Any]) -> str:
    """Return what people call a record: an office, with the name where it is given, or a name."""
    if record.get("office") and record.get("name"):
        return f"{record['office']} ({record['name']})"
    return next((str(record[key]) for key in _TITLE_KEYS if record.get(key)), "")


def find_title(answers: Mapping[str, Any], rosters: tuple[str, ...], record_id: str) -> str:
    """Return what people call the record with an id on one of some lists; else the id itself."""
    for roster in rosters:
        for record in get_answer(answers, roster) or ():
            if record.get("id") == record_id:
                return format_title(record)
    return record_id


def ask_from_roster(
    state: InterviewState, question: Question, path: str, *, many: bool | None = None
) -> None:
    """Ask for one, or for several, of those on a list.

    Args:
        state: the interview.
        question: the question.
        path: where its answer stands.
        many: whether several may be named; as the question says unless stated.
    """
    rosters = question.rosters
    current_answer = get_answer(state.answer_tree, path)
    prompt = replace(
        build_prompt(state, question, path),
        choices=tuple(_iter_choices(state, rosters)),
        many=parse_reply.is_list(question) if many is None else many,
    )
    current = _list_current(current_answer)
    if prompt.many and isinstance(current, str):
        current = (current,)
    is_fitting = prompt.many or not isinstance(current, tuple)
    prompt = replace(prompt, current=current if is_fitting else None)
    if prompt.choices[1:] or (prompt.choices and prompt.many):
        answer = _ask_choice(state, prompt, rosters[0])
    else:
        typing_hint = (
            "Type an office, as in Chief of Staff." if rosters[0] == PEOPLE_PATH else "Type a name."
        )
        listed = "".join(f"On the list: {choice.title}. " for choice in prompt.choices)
        why = f"{prompt.why} {listed}{typing_hint}".strip()
        current = next(
            (choice.title for choice in prompt.choices if choice.value == current_answer), None
        )
        answer = _ask_typed_names(state, replace(prompt, why=why), rosters[0], current)
    if prompt.many and answer and not (question.may_be_single and not answer[1:]):
        state.set_answer(path, list(answer))
    else:
        state.set_answer(path, (answer[0] if prompt.many and answer else answer) or None)


def _list_current(answer: object) -> object:
    """Return the choices of an answer; those who share a turn are chosen one by one."""
    if not isinstance(answer, list):
        return answer
    return tuple(record_id for part in answer for record_id in split_turn(part))


def _iter_choices(state: InterviewState, rosters: tuple[str, ...]) -> Iterator[PromptChoice]:
    for roster in rosters:
        for record in get_answer(state.answer_tree, roster) or ():
            yield PromptChoice(record["id"], format_title(record))


def _ask_choice(state: InterviewState, prompt: Prompt, roster: str) -> Any:  # noqa: ANN401 - one id or several
    is_person = roster == PEOPLE_PATH
    other = PromptChoice(OTHER, "Somebody else" if is_person else "Another one")
    choices = (*prompt.choices, other)
    answer = state.ask(replace(prompt, choices=choices, open="" if prompt.many else UNDECIDED))
    words = "Who, then? Type the office." if is_person else "Which, then? Type its name."
    typed = replace(prompt, name=f"new:{prompt.name}", words=words, why="")
    if answer == OTHER:
        return _ask_typed_names(state, typed, roster)
    if isinstance(answer, tuple) and OTHER in answer:
        listed_ids = [record_id for record_id in answer if record_id != OTHER]
        return list(dict.fromkeys((*listed_ids, *(_ask_typed_names(state, typed, roster) or ()))))
    return answer


def _ask_typed_names(
    state: InterviewState, prompt: Prompt, roster: str, current: str | None = None
) -> Any:  # noqa: ANN401 - one id or several
    """Ask for names, put each on its list, and return the ids; one id where one is asked for."""
    many = prompt.many
    why = f"{prompt.why} {format_list_hint()}".strip() if many else prompt.why
    prompt = replace(
        prompt, choices=(), many=False, current=current, why=why, open="", several=many
    )
    record_ids: list[str] = []

    def parse_names(reply: str) -> list[str]:
        return split_entries(reply) if many else [reply]

    def find_error(names: list[str]) -> Words | None:
        reasons = (
            find_name_error(state, roster, name)
            for name in names
            if find_record_id(state.answer_tree, roster, name) is None
        )
        return next((reason for reason in reasons if reason), None)

    while True:
        names = state.ask(prompt, parse_names, find_error)
        if names is None:
            return record_ids or None
        record_ids += [add_to_roster(state, roster, name) for name in names]
        if not many:
            return record_ids[0]
        if names[1:]:
            return record_ids  # who gives several at once gives them all
        prompt = replace(prompt, words="And who else?", why="")


def find_name_key(roster: str) -> str:
    """Return the key of the answer by which people know a record of a list."""
    return "office" if roster == PEOPLE_PATH else "name"


def find_record_id(answers: Mapping[str, Any], roster: str, name: str) -> str | None:
    """Return the id of the record that stands on a list under a name, or None."""
    folded_name = " ".join(name.split()).casefold()
    for record in get_answer(answers, roster) or ():
        names = (record.get(find_name_key(roster)), format_title(record), record["id"])
        if folded_name in {str(title).casefold() for title in names}:
            return str(record["id"])
    return None


def find_name_error(state: InterviewState, roster: str, name: str) -> Words | None:
    """Return what is wrong with the name of a new record, or None."""
    record_path = f"{roster}[{len(get_answer(state.answer_tree, roster) or ())}]"
    key = find_name_key(roster)
    return validate.find_answer_error(
        state.answers, record_path, {"id": "new", key: name}, question_path=f"{record_path}.{key}"
    )


def add_to_roster(state: InterviewState, roster: str, name: str) -> str:
    """Put somebody or something on a list, unless it stands there, and return the id."""
    record_id = find_record_id(state.answer_tree, roster, name)
    if record_id:
        return record_id
    record = {
        "id": create_record_id(state.answer_tree, roster, name),
        find_name_key(roster): " ".join(name.split()),
    }
    record_path = f"{roster}[{len(get_answer(state.answer_tree, roster) or ())}]"
    state.answers.set_answer(record_path, record, FROM_PERSON)
    return record["id"]


def create_record_id(answers: Mapping[str, Any], path: str, name: str) -> str:
    """Return an id for a record with a name, unlike the others of its list."""
    existing_ids = (existing_id for _, existing_id in find_answers(answers, f"{path}[].id"))
    return RecordIds(existing_ids).create_id(name)
