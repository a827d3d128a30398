"""The holidays by name: which close the offices, on which the program meets, which are missing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from statplan.errors import StatplanError, Words
from statplan.interview import validate
from statplan.interview.parse_reply import Understanding
from statplan.interview.prompt import Prompt, PromptChoice
from statplan.interview.prompt_text import format_list_hint
from statplan.interview.state import InterviewState
from statplan.plan.english import format_long_date, format_short_date
from statplan.plan.paths import get_answer
from statplan.plan.phrases import split_leading_day
from statplan.plan.questions import Question
from statplan.schedule.holiday_lists import HolidaySource
from statplan.schedule.open_days import BEYOND, find_last_day
from statplan.schedule.public_holidays import (
    BEFORE,
    PublicHoliday,
    find_public_holidays,
    iter_name_forms,
)

HOLIDAYS_PATH = "frequency.holidays"
_MEETS = "meets anyway"

# Two rows below the holidays, which lead to a question each.
_MEETINGS_ROW = "meetings"
_MISSING_ROW = "missing"
_FURTHER_ROWS = (
    PromptChoice(_MEETINGS_ROW, "The program meets on some of them", "asks on which"),
    PromptChoice(_MISSING_ROW, "Another day is missing", "asks which"),
)


@dataclass(slots=True)
class _NamedHoliday:
    """A holiday as it is offered: by name, with all its dates, those on which it is kept too."""

    name: str
    names_by_day: dict[str, str] = field(default_factory=dict)
    is_ticked: bool = False
    is_public: bool = False
    reason: str = ""
    shown_day: str = ""

    def find_shown_day(self, first_day: str) -> str:
        """Return its first date in the year of meetings, or else its first; kept days come last."""
        own_days = [day for day, name in self.names_by_day.items() if name == self.name]
        days = own_days or list(self.names_by_day)
        return min([day for day in days if day >= first_day] or days)


def ask_holidays(state: InterviewState, question: Question, path: str) -> None:
    """Show the holidays to choose those on which the offices close, then ask what is missing."""
    offered = _list_offered(state)
    chosen = _ask_closed(state, question, path, offered)
    closed = [holiday for holiday in offered if holiday.name in chosen]
    _ask_meetings(state, path, closed, is_asked=_MEETINGS_ROW in chosen)
    listed = {day: name for holiday in closed for day, name in holiday.names_by_day.items()}
    if _MISSING_ROW in chosen or not offered:
        listed |= _ask_added_days(state, path, listed)
    closed_names = set(iter_name_forms([holiday.name for holiday in closed])) | {*listed.values()}
    worked_names = [
        holiday.name
        for holiday in offered
        if holiday.is_public and holiday not in closed and holiday.name not in closed_names
    ]
    state.set_answer(path, dict(sorted(listed.items())) or None)
    state.set_answer(f"{HOLIDAYS_PATH}.open", worked_names or None)


def find_holiday_span(first_day: date, months: int) -> tuple[date, date]:
    """Return the first and the last day of which holidays are listed for a year of meetings.

    These are its calendar years, and before them the days on which something may be due for its
    first meetings.
    """
    last_day = find_last_day(first_day, months) + BEYOND
    return min(first_day - BEFORE, date(first_day.year, 1, 1)), date(last_day.year, 12, 31)


def forget_moved_holidays(state: InterviewState, place_before: object) -> bool:
    """Take out the holidays of another place; return whether there were any."""
    answers = _get_holiday_answers(state)
    if get_place(state) == place_before or not (answers.get("listed") or answers.get("open")):
        return False
    for key in ("listed", "open", "meetings"):
        state.set_answer(f"{HOLIDAYS_PATH}.{key}", None)
    return True


def get_place(state: InterviewState) -> tuple[Any, ...]:
    """Return whose holidays are kept: the country and its part."""
    answers = _get_holiday_answers(state)
    return answers.get("country"), answers.get("subdivision")


def _list_offered(state: InterviewState) -> list[_NamedHoliday]:
    """Return the holidays that are listed, and the public ones of other names or years."""
    answers = _get_holiday_answers(state)
    listed = {
        day: name for day, name in (answers.get("listed") or {}).items() if name and _is_day(day)
    }
    listed_names = set(iter_name_forms(set(listed.values())))
    listed_years = {date.fromisoformat(day).year for day in listed}
    worked_names = set(iter_name_forms(answers.get("open") or ()))
    public_holidays = {
        (holiday.day.isoformat(), holiday.name): holiday
        for holiday in _find_public_holidays(state, answers)
        if holiday.day.isoformat() not in listed
        and (holiday.name not in listed_names or holiday.day.year not in listed_years)
    }
    base_names = _find_base_names([*listed.values(), *(name for _, name in public_holidays)])
    offered: dict[str, _NamedHoliday] = {}
    for day, name in sorted({*listed.items(), *public_holidays}):
        holiday = offered.setdefault(base_names[name], _NamedHoliday(base_names[name]))
        holiday.names_by_day[day] = name
        public_holiday = public_holidays.get((day, name))
        if public_holiday:
            holiday.is_public, holiday.reason = True, public_holiday.reason
        holiday.is_ticked |= name in listed_names or bool(
            not listed
            and public_holiday
            and public_holiday.status != "open"
            and name not in worked_names
        )
    first_day = get_answer(state.answer_tree, "frequency.first_day") or ""
    for holiday in offered.values():
        holiday.shown_day = holiday.find_shown_day(first_day)
    return sorted(
        offered.values(), key=lambda holiday: (holiday.shown_day < first_day, holiday.shown_day)
    )


def _get_holiday_answers(state: InterviewState) -> dict[str, Any]:
    return get_answer(state.answer_tree, HOLIDAYS_PATH) or {}


def _get_policies(state: InterviewState) -> dict[str, str]:
    """Return what happens on single holidays, by their names."""
    records = _get_holiday_answers(state).get("meetings") or ()
    return {
        record["holiday"]: record["policy"]
        for record in records
        if isinstance(record, dict) and {"holiday", "policy"} <= record.keys()
    }


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _find_base_names(names: Iterable[str]) -> dict[str, str]:
    """Return the name of the holiday that each name is of, which may be that of a kept day."""
    names = dict.fromkeys(names)
    kept_names = {form: name for name in names for form in iter_name_forms([name]) if form != name}
    return {name: kept_names.get(name, name) for name in names}


def _find_public_holidays(
    state: InterviewState, holiday_answers: Mapping[str, Any]
) -> list[PublicHoliday]:
    """Return the holidays that the library knows for the days of which they are listed."""
    first_answer = get_answer(state.answer_tree, "frequency.first_day")
    if not holiday_answers.get("country") or not first_answer:
        return []
    months = get_answer(state.answer_tree, "frequency.months") or 12
    earliest, latest = find_holiday_span(date.fromisoformat(first_answer), months)
    source = HolidaySource(state.published.holiday_lists)
    try:
        return [
            holiday
            for year in range(earliest.year, latest.year + 1)
            for holiday in find_public_holidays(
                holiday_answers["country"],
                holiday_answers.get("subdivision"),
                year,
                source,
                observed=holiday_answers.get("observed") not in {"no", False},
            )
            if earliest <= holiday.day <= latest
        ]
    except StatplanError:
        return []  # the check of all answers names it, and asks again


def _ask_closed(
    state: InterviewState, question: Question, path: str, offered: list[_NamedHoliday]
) -> tuple[str, ...]:
    """Ask on which holidays the offices are closed; return their names, and the further rows."""
    if not offered:
        return ()
    width = max(len(holiday.name) for holiday in offered)
    holiday_rows = (
        PromptChoice(
            holiday.name,
            f"{holiday.name:{width}}  {format_short_date(date.fromisoformat(holiday.shown_day))}",
            holiday.reason,
        )
        for holiday in offered
    )
    ticked = [holiday.name for holiday in offered if holiday.is_ticked]
    if _MEETS in _get_policies(state).values():
        ticked.append(_MEETINGS_ROW)
    prompt = Prompt(
        name=path,
        words=question.format_question(state.answer_tree),
        why=question.ask.why,
        choices=(*holiday_rows, *_FURTHER_ROWS),
        many=True,
        current=tuple(ticked),
    )
    chosen: tuple[str, ...] = state.ask(prompt) or ()
    return chosen


def _ask_meetings(
    state: InterviewState, path: str, closed: list[_NamedHoliday], *, is_asked: bool
) -> None:
    """Keep the policies of the closed holidays; ask on which of them the program meets."""
    policies = _get_policies(state)
    names = [holiday.name for holiday in closed]
    kept_policies = {
        name: policy
        for name, policy in policies.items()
        if policy != _MEETS and name in iter_name_forms(names)
    }
    chosen: tuple[str, ...] = ()
    if names and is_asked:
        prompt = Prompt(
            name=f"{path}.meets",
            words="On which of these does the program meet all the same?",
            choices=tuple(PromptChoice(name, name) for name in names),
            many=True,
            current=tuple(name for name in names if policies.get(name) == _MEETS),
        )
        chosen = state.ask(prompt) or ()
    new_policies = kept_policies | dict.fromkeys(chosen, _MEETS)
    records = [{"holiday": name, "policy": policy} for name, policy in new_policies.items()]
    state.set_answer(f"{HOLIDAYS_PATH}.meetings", records or None)


def _ask_added_days(
    state: InterviewState, path: str, closed_days: dict[str, str]
) -> dict[str, str]:
    added_days: dict[str, str] = {}

    def parse_day_and_name(text: str) -> dict[str, str]:
        day, name = split_leading_day(text, state.phrase_context)
        return {str(day): name}

    def find_error(days: dict[str, str]) -> Words | None:
        return validate.find_answer_error(
            state.answers, path, {**closed_days, **added_days, **days}
        )

    why = f"For example: 2027-12-24 Christmas Eve. {format_list_hint()}"
    prompt = Prompt(name=f"{path}.new", words="Which day is missing, and what is it?", why=why)

    def explain(days: dict[str, str]) -> Understanding | None:
        day, name = next(iter(days.items()))
        words = format_long_date(date.fromisoformat(day))
        return Understanding(f"{day} {name}", f"{words}: {name}")

    while days := state.ask(prompt, parse_day_and_name, find_error, explain):
        added_days |= days
        prompt = Prompt(name=f"{path}.new", words="And which else?")
    return added_days
