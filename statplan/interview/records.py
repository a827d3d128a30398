"""Any question of the plan, and lists of records: added one by one, with what is essential."""

from collections.abc import Mapping, Sequence
from copy import deepcopy
from dataclasses import replace
from typing import Any

from statplan.errors import Remedy, Words
from statplan.interview import countries, lists, own_words, parse_reply, people, validate
from statplan.interview.parse_reply import Understanding
from statplan.interview.prompt import Prompt, PromptChoice
from statplan.interview.prompt_text import build_prompt, format_help, format_hint, format_list_hint
from statplan.interview.provenance import FROM_PERSON, is_preset
from statplan.interview.state import InterviewState, describe_duplicate
from statplan.plan.paths import get_answer, is_within, strip_indexes
from statplan.plan.questions import Question, index_questions, is_applicable_at, list_questions

# What is asked about a series in its own way, and not as an answer of any record.
_SERIES_QUESTIONS = frozenset(
    f"frequency.series[].{key}" for key in ("subject", "department", "rotate", "for_each", "dates")
)


_RANGE_END = "until"  # the key of the last day, where days may be said as a range


def ask_by_kind(state: InterviewState, question: Question, path: str) -> None:
    """Ask any question that is answered at a path, by its kind, if it applies there."""
    if not is_applicable_at(question, state.answer_tree, path):
        return
    if question.record:
        _ask_records(state, question, path)
    elif question.rosters:
        people.ask_from_roster(state, question, path)
    elif parse_reply.is_text_list(question):
        lists.ask_texts(state, question, path)
    else:
        _ask_single_answer(state, question, path)


def _ask_single_answer(state: InterviewState, question: Question, path: str) -> None:
    prompt = build_prompt(state, question, path)

    def find_error(answer: object) -> Words | None:
        return validate.find_answer_error(state.answers, path, answer)

    answer = own_words.ask_choice(
        state,
        prompt,
        lambda reply: parse_reply.parse_answer(
            question, reply, state.answer_tree, state.phrase_context
        ),
        find_error,
        lambda answer: parse_reply.explain_answer(question, answer),
    )
    is_unanswered = get_answer(state.answer_tree, path) is None
    if is_unanswered and isinstance(answer, list) and tuple(answer) == question.field.default:
        return  # the default, shown ticked and left as it was
    state.set_answer(path, answer)


def ask_country(state: InterviewState, question: Question, path: str) -> None:
    """Ask whose holidays are kept; the state may be named along with the country, as in US-MO."""
    prompt = build_prompt(state, question, path)

    def parse_country_reply(reply: str) -> dict[str, Any]:
        name, _, part = reply.replace(",", "-").partition("-")
        country = countries.parse_country(name)
        parts = (
            {countries.SUBDIVISION_PATH: countries.parse_subdivision(part, country)}
            if part.strip()
            else {}
        )
        return {countries.COUNTRY_PATH: country, **parts}

    def find_error(answers: dict[str, Any]) -> Words | None:
        group = {answer_path.rpartition(".")[2]: answer for answer_path, answer in answers.items()}
        holiday_answers = get_answer(state.answer_tree, "frequency.holidays") or {}
        if countries.SUBDIVISION_PATH not in answers:
            return validate.find_answer_error(state.answers, path, answers[path])
        trial = {**holiday_answers, **group}
        return validate.find_answer_error(
            state.answers, "frequency.holidays", trial
        ) or countries.find_country_error({"frequency": {"holidays": trial}})

    answers = state.ask(prompt, parse_country_reply, find_error) or {path: None}
    for answer_path, answer in answers.items():
        state.set_answer(answer_path, answer)
        if answer_path != path:
            state.answered_along.add(answer_path)


def list_record_questions(list_path: str, *, later: bool) -> list[Question]:
    """Return the questions of each record of a list: those asked at once, or those asked later.

    What only the plan file has is not asked, unless the whole list is a key of the file: then
    somebody named the list, or has to correct it.
    """
    general_path = strip_indexes(list_path)
    prefix = f"{general_path}[]."
    is_file_list = index_questions()[general_path].depth == "file"
    return [
        question
        for question in list_questions()
        if question.path.startswith(prefix)
        and "[]" not in question.path.removeprefix(prefix)
        and question.path not in _SERIES_QUESTIONS
        and (is_file_list or question.depth != "file")
        and later == _is_later(question, prefix)
    ]


def _is_later(question: Question, prefix: str) -> bool:
    grouped = "." in question.path.removeprefix(prefix)
    return grouped or question.ask.depth == "more"


def build_answer_path(question: Question, record_path: str) -> str:
    """Return the path of the answer to a question about the record at a path."""
    depth = len(strip_indexes(record_path)) + 1
    return f"{record_path}.{question.path[depth:]}"


def _ask_records(state: InterviewState, question: Question, path: str) -> None:
    if not list_record_questions(path, later=False):
        return  # records of which nothing is asked are written in the plan file
    titles = [people.format_title(record) for record in get_answer(state.answer_tree, path) or ()]
    action = lists.offer_list(state, question, path, titles)
    if action == "change":
        review_records(state, path, lists.pick_indexes(state, path, titles))
    if action in lists.FINAL_ACTIONS:
        return
    opening = True
    while _add_records(state, question, path, opening=opening):
        opening = False


def _add_records(state: InterviewState, question: Question, path: str, *, opening: bool) -> bool:
    """Ask for one more record; False where there is none, or where several came at once: all."""
    records = list(get_answer(state.answer_tree, path) or ())
    first_question, *others = list_record_questions(path, later=False)
    first_path = build_answer_path(first_question, f"{path}[{len(records)}]")
    label = first_question.ask.label if _has_id(question) else ""
    words = f"{label} {len(records) + 1}" if label else f"{question.ask.label}: another?"
    prompt = replace(
        build_prompt(state, first_question, first_path),
        words=words,
        why="",
        open="No more",
        several=bool(label),
    )
    if opening:
        prompt = _build_first_prompt(
            state, question, prompt, format_hint(state, first_question, first_path), label
        )

    def find_error(answers: list[object]) -> Words | None:
        several = len(answers) > 1
        errors = (
            _find_record_error(state, path, question, first_question, answer, several=several)
            for answer in answers
        )
        return next((error for error in errors if error), None)

    answers = own_words.ask_choice(
        state,
        prompt,
        lambda reply: _parse_first_answers(state, first_question, reply, several=prompt.several),
        find_error,
        lambda answers: _explain_answers(first_question, answers),
    )
    for answer in answers or ():
        records = list(get_answer(state.answer_tree, path) or ())
        record_path = f"{path}[{len(records)}]"
        if not find_duplicate_error(records, first_question.key, answer):
            record = _build_record(state, path, question, first_question, answer)
            state.answers.set_answer(record_path, record, FROM_PERSON)
            if answers[1:] and others:
                state.show(f"\n{answer}:", "heading")
            left = [other for other in others if other.key not in record]
            if not fill_record(state, left, record_path):
                remove_record(state, record_path)
    return answers is not None and not answers[1:]


def _has_range_end(question: Question) -> bool:
    """Return whether a question asks for a day, and the next of the same record for the last."""
    end_path = f"{question.path.rpartition('.')[0]}.{_RANGE_END}"
    return question.key == "day" and end_path in index_questions()


def _parse_first_answers(
    state: InterviewState, question: Question, reply: object, *, several: bool
) -> list[object]:
    """Return the first answer of each record that a reply names."""
    if _has_range_end(question) and isinstance(reply, str):
        return [parse_reply.parse_day_range(reply, state.phrase_context)]
    is_list = several and isinstance(reply, str)
    parts = parse_reply.split_entries(str(reply)) if is_list else [reply]
    return [
        parse_reply.parse_answer(question, part, state.answer_tree, state.phrase_context)
        for part in parts
    ]


def _explain_answers(question: Question, answers: Sequence[object]) -> Understanding | None:
    """Return what the first answers of several records were understood as."""
    parts = [
        parse_reply.explain_day_range(*answer)
        if isinstance(answer, tuple)
        else parse_reply.explain_answer(question, answer)
        for answer in answers
    ]
    known_parts = [part for part in parts if part]
    if not known_parts:
        return None
    return Understanding(
        "; ".join(part.canonical for part in known_parts),
        "; ".join(part.words for part in known_parts),
    )


def _build_record(
    state: InterviewState, path: str, question: Question, first_question: Question, answer: object
) -> dict[str, Any]:
    """Build a record of a list from its first answer."""
    if isinstance(answer, tuple):
        return dict(zip((first_question.key, _RANGE_END), answer, strict=True))
    has_id = _has_id(question)
    named = {"id": people.create_record_id(state.answer_tree, path, str(answer))} if has_id else {}
    return {**named, first_question.key: answer}


def _find_record_error(
    state: InterviewState,
    path: str,
    question: Question,
    first_question: Question,
    answer: object,
    *,
    several: bool,
) -> Words | None:
    """Return what is wrong with a new record's first answer; one of several may be there."""
    records = get_answer(state.answer_tree, path) or ()
    record_path = f"{path}[{len(records)}]"
    if not several and (
        duplicate_error := find_duplicate_error(records, first_question.key, answer)
    ):
        return duplicate_error
    record = _build_record(state, path, question, first_question, answer)
    reason = validate.find_answer_error(
        state.answers,
        record_path,
        record,
        question_path=build_answer_path(first_question, record_path),
    )
    return Remedy(f"{answer}: ", reason) if several and reason else reason


def _has_id(question: Question) -> bool:
    return question.record is not None and "id" in question.record.model_fields


def find_duplicate_error(
    records: Sequence[Mapping[str, Any]], key: str, answer: object
) -> Words | None:
    """Return what is wrong with an answer that one of the records has already, or None."""
    normalized = " ".join(str(answer).split())
    if any(str(record.get(key)).casefold() == normalized.casefold() for record in records):
        return describe_duplicate(normalized)
    return None


def _build_first_prompt(
    state: InterviewState, question: Question, prompt: Prompt, hint: str, label: str
) -> Prompt:
    """Return the first prompt of a list: the whole question, what it holds, how it is answered."""
    records = get_answer(state.answer_tree, prompt.name.rpartition("[")[0]) or ()
    listed = [people.format_title(record) for record in records]
    so_far = f"So far: {'; '.join(listed)}." if listed else ""
    ends = "" if prompt.choices else format_list_hint(label)
    return replace(
        prompt,
        words=question.format_question(state.answer_tree),
        why=" ".join(part for part in (question.ask.why, so_far, hint, ends) if part),
        help=format_help(question.ask),
    )


def review_records(state: InterviewState, path: str, indexes: Sequence[int]) -> None:
    """Ask again about some records of a list; one may be left out."""
    questions = list_record_questions(path, later=False)
    records = get_answer(state.answer_tree, path) or ()
    removed_paths = []
    for index in indexes:
        record_path = f"{path}[{index}]"
        state.show(f"\n{people.format_title(records[index])}:", "heading")
        if not fill_record(state, questions, record_path, again=True):
            removed_paths.append(record_path)
    for record_path in reversed(removed_paths):
        remove_record(state, record_path)


def remove_record(state: InterviewState, record_path: str) -> None:
    """Take a record out of its list."""
    path, _, number = record_path.removesuffix("]").rpartition("[")
    records, index = get_answer(state.answer_tree, path), int(number)
    state.set_answer(path, [*records[:index], *records[index + 1 :]] or None)


def fix_or_remove(state: InterviewState, question: Question, record_path: str) -> None:
    """Ask again for a record whose answers do not agree, until they do or it is left out."""
    questions = list_record_questions(question.path, later=False)
    if not fill_record(state, questions, record_path, again=True):
        remove_record(state, record_path)


def ask_later_questions(state: InterviewState, path: str) -> None:
    """Ask the later questions about those records of a list that somebody picks."""
    titles = [people.format_title(record) for record in get_answer(state.answer_tree, path) or ()]
    questions = list_record_questions(path, later=True)
    label = index_questions()[strip_indexes(path)].ask.label
    words = f"{label}: about which would you say more?"
    for index in lists.pick_indexes(state, path, titles, words):
        record_path = f"{path}[{index}]"
        before = deepcopy(get_answer(state.answer_tree, record_path))
        state.show(f"\n{titles[index]}:", "heading")
        if not fill_record(state, questions, record_path, give_up_label="Leave it as it was"):
            state.set_answer(record_path, before)


def fill_record(
    state: InterviewState,
    questions: list[Question],
    record_path: str,
    *,
    again: bool = False,
    give_up_label: str = "Leave this one out",
) -> bool:
    """Ask some questions about the record at a path until its answers agree with each other.

    Args:
        state: the interview.
        questions: what is asked of the record.
        record_path: where the record stands.
        again: whether what came with the command is asked too.
        give_up_label: how giving up is offered.

    Returns:
        False where somebody gave up.
    """
    while True:
        for question in questions:
            answer_path = build_answer_path(question, record_path)
            if again or not is_preset(state.answers, answer_path):
                ask_by_kind(state, question, answer_path)
        problems = [
            problem
            for problem in validate.find_problems(state.answer_tree)
            if is_within(problem.path, record_path)
        ]
        if not problems:
            return True
        for problem in problems:
            state.show(validate.describe_problem(problem), "wrong")
        choices = (PromptChoice("again", "Answer again"), PromptChoice("out", give_up_label))
        prompt = Prompt(f"mend:{record_path}", "What now?", choices=choices, current="again")
        if state.ask(prompt) == "out":
            return False
        again = True
