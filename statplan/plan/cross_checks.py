"""Checks of answers against each other: ids, the term, closed days, and slot preferences."""

from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from statplan.plan import questions
from statplan.plan.error_messages import AnswerFault
from statplan.plan.holidays import CivicDate, Closure
from statplan.plan.model import Plan
from statplan.plan.paths import AnswerPath, find_answers, join_path
from statplan.plan.questions import Question
from statplan.plan.quotation import quote_answer
from statplan.plan.recurrence_checks import check_days, check_rrule
from statplan.plan.time_values import DayRule
from statplan.spelling import suggest_similar_word

ROSTERS = (
    "participants.people",
    "participants.departments",
    "focus.subjects",
    "focus.priorities",
    "frequency.series",
)
_CIVIC_DATE_KEYS = ("every", "on", "rule", "dates")
_UNKNOWN_REMEDY = "Add it there, or take it out here."
_MAX_SEARCHED_IDS = 300  # ids among which a misspelled one is looked for


def find_id_faults(answers: Mapping[str, Any]) -> list[AnswerFault]:
    """Return every id that is used twice or that nobody has, in answers as they were written."""
    return [*_find_duplicate_ids(answers), *_find_unknown_ids(answers)]


def find_plan_faults(plan: Plan) -> list[AnswerFault]:
    """Return every contradiction in a plan, apart from those within its series."""
    return [
        *_check_term(plan),
        *_check_closed_days(plan),
        *_check_slot_preferences(plan),
    ]


def _find_ids(answers: Mapping[str, Any], roster: str) -> list[tuple[AnswerPath, str]]:
    id_answers = find_answers(answers, f"{roster}[].id")
    return [(path, record_id) for path, record_id in id_answers if isinstance(record_id, str)]


def _find_duplicate_ids(answers: Mapping[str, Any]) -> Iterator[AnswerFault]:
    for roster in ROSTERS:
        first_uses: dict[str, str] = {}
        for path, record_id in _find_ids(answers, roster):
            if record_id in first_uses:
                fact = f"the id {quote_answer(record_id)} is taken by {first_uses[record_id]}."
                yield AnswerFault(path, fact, "Choose another.")
            first_uses.setdefault(record_id, join_path(path[:-1]))


def _find_unknown_ids(answers: Mapping[str, Any]) -> Iterator[AnswerFault]:
    ids = {roster: [record_id for _, record_id in _find_ids(answers, roster)] for roster in ROSTERS}
    for question in questions.list_questions():
        rosters = question.rosters
        if not rosters:
            continue
        known_ids = {record_id: None for roster in rosters for record_id in ids[roster]}
        for path, answer in find_answers(answers, question.path):
            for word_path, word in _iter_answer_words(question, path, answer):
                if isinstance(word, str) and word not in known_ids:
                    fact = f"{quote_answer(word)} is not in {' or '.join(rosters)}."
                    remedy = suggest_similar_word(
                        word, islice(known_ids, _MAX_SEARCHED_IDS), _UNKNOWN_REMEDY
                    )
                    yield AnswerFault(word_path, fact, remedy)


def _iter_answer_words(
    question: Question, path: AnswerPath, answer: object
) -> Iterator[tuple[AnswerPath, object]]:
    """Yield the words of an answer that must be ids; an answer of the wrong kind has none."""
    if not question.is_list or (isinstance(answer, str) and question.may_be_single):
        yield path, answer
    elif isinstance(answer, list):
        for index, part in enumerate(answer):
            if isinstance(part, list) and question.has_inner_lists:
                yield from (((*path, index, number), word) for number, word in enumerate(part))
            else:
                yield (*path, index), part


def _check_term(plan: Plan) -> Iterator[AnswerFault]:
    term = plan.program.term
    if term.starts and term.ends and term.ends < term.starts:
        path = ("program", "term", "ends")
        yield AnswerFault(
            path, f"{term.ends} comes before the start, {term.starts}.", "Change one of them."
        )


def _check_closed_days(plan: Plan) -> Iterator[AnswerFault]:
    if not plan.frequency.working_days:
        remedy = "Name at least one, or leave the list out for Monday to Friday."
        yield AnswerFault(("frequency", "working_days"), "no day is a working day.", remedy)
    for index, closure in enumerate(plan.frequency.closures or ()):
        yield from _check_closure(closure, ("frequency", "closures", index))
    for index, civic_date in enumerate(plan.frequency.civic_dates or ()):
        yield from _check_civic_date(civic_date, ("frequency", "civic_dates", index))
    holidays = plan.frequency.holidays
    if holidays.subdivision and not holidays.country:
        path = ("frequency", "holidays", "subdivision")
        remedy = "Write country: US above it."
        yield AnswerFault(
            path, "a state is named, but no country.", remedy, missing_keys=("country",)
        )


def _check_closure(closure: Closure, path: AnswerPath) -> Iterator[AnswerFault]:
    if closure.until and closure.until < closure.day:
        fact = f"{closure.until} comes before {closure.day}."
        yield AnswerFault((*path, "until"), fact, "Change one of them.")


def _check_civic_date(civic_date: CivicDate, path: AnswerPath) -> Iterator[AnswerFault]:
    recurrence_forms = [
        bool(civic_date.every or civic_date.on),
        bool(civic_date.rule),
        bool(civic_date.dates),
    ]
    if sum(recurrence_forms) != 1:
        fact = "a civic date recurs by every and on, by a rule, or on dates."
        yield AnswerFault(path, fact, "Write exactly one of them.", missing_keys=_CIVIC_DATE_KEYS)
    elif recurrence_forms[0] and not (civic_date.every and civic_date.on):
        yield AnswerFault(
            path, "every and on belong together.", "Write both.", missing_keys=_CIVIC_DATE_KEYS
        )
    elif civic_date.on and _depends_on_schedule(civic_date.on):
        fact = f"'{civic_date.on}' depends on this plan's own calendar."
        remedy = "Write days as in first and third Tuesday, or list the dates."
        yield AnswerFault((*path, "on"), fact, remedy)
    elif civic_date.starts and civic_date.dates:
        fact = "dates are counted from no day."
        yield AnswerFault((*path, "starts"), fact, "Take it out.")
    elif civic_date.every and civic_date.on:
        yield from check_days(civic_date.every, civic_date.on, (*path, "on"))
    elif civic_date.rule:
        yield from check_rrule(civic_date.rule, (*path, "rule"))


def _depends_on_schedule(on: DayRule) -> bool:
    """Return whether days are counted from working days, or from meetings of a series."""
    return on.series is not None or any(day.kind == "working day" for day in on.days)


def _check_slot_preferences(plan: Plan) -> Iterator[AnswerFault]:
    preferences = plan.frequency.slots
    if preferences.days == ():
        remedy = "Name at least one, or leave the list out for every working day."
        yield AnswerFault(("frequency", "slots", "days"), "no weekday is allowed.", remedy)
    for end_field, start_field in (("last", "first"), ("liked_until", "liked_from")):
        end_time, start_time = getattr(preferences, end_field), getattr(preferences, start_field)
        if end_time and start_time and end_time <= start_time:
            path = ("frequency", "slots", end_field)
            fact = f"{end_time:%H:%M} does not come after {start_field}, {start_time:%H:%M}."
            yield AnswerFault(
                path, fact, "Change one of them.", missing_keys=(end_field, start_field)
            )
