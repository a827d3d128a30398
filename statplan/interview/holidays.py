"""The holidays as a list: those on which the offices work are taken out, others are added."""

from datetime import date, timedelta

from statplan.errors import StatplanError, Words
from statplan.interview import parse_reply, validate
from statplan.interview.prompt import Prompt, PromptChoice
from statplan.interview.prompt_text import format_list_hint
from statplan.interview.state import InterviewState
from statplan.plan.paths import get_answer
from statplan.plan.questions import Question
from statplan.schedule.open_days import find_last_day, find_public_holidays

_AFTER_YEAR = timedelta(days=62)  # backup dates of the last meetings may be in the next year


def ask_holidays(state: InterviewState, question: Question, path: str) -> None:
    """Show the holidays of the year to take some out, then ask for days that are missing."""
    current = get_answer(state.answer_tree, path)
    known_holidays = dict(current or _find_public_holidays(state))
    kept_holidays = _ask_kept_holidays(state, question, path, known_holidays)
    added_days = _ask_added_days(state, path, kept_holidays)
    if added_days or current or len(kept_holidays) < len(known_holidays):
        state.set_answer(path, dict(sorted((kept_holidays | added_days).items())) or None)


def list_holiday_years(first_day: date, months: int) -> tuple[int, ...]:
    """Return the years of which holidays count: those of the meetings, and a little beyond."""
    last_day = find_last_day(first_day, months) + _AFTER_YEAR
    return tuple(range(first_day.year, last_day.year + 1))


def _find_public_holidays(state: InterviewState) -> dict[str, str]:
    """Return the holidays that the library knows for the year of meetings and a little beyond."""
    holiday_answers = get_answer(state.answer_tree, "frequency.holidays") or {}
    first_answer = get_answer(state.answer_tree, "frequency.first_day")
    if not holiday_answers.get("country") or not first_answer:
        return {}
    first_day = date.fromisoformat(first_answer)
    months = get_answer(state.answer_tree, "frequency.months") or 12
    try:
        days = find_public_holidays(
            holiday_answers["country"],
            holiday_answers.get("subdivision"),
            list_holiday_years(first_day, months),
            observed=holiday_answers.get("observed") not in {"no", False},
        )
    except StatplanError:
        return {}  # the check of all answers names it, and asks again
    return {day.isoformat(): name for day, name in days.items()}


def _ask_kept_holidays(
    state: InterviewState, question: Question, path: str, known_holidays: dict[str, str]
) -> dict[str, str]:
    if not known_holidays:
        return {}
    prompt = Prompt(
        name=path,
        words=question.format_question(state.answer_tree),
        why=question.ask.why,
        choices=tuple(PromptChoice(day, f"{day}  {name}") for day, name in known_holidays.items()),
        many=True,
        current=tuple(known_holidays),
    )
    chosen = state.ask(prompt) or ()
    return {day: name for day, name in known_holidays.items() if day in chosen}


def _ask_added_days(
    state: InterviewState, path: str, kept_holidays: dict[str, str]
) -> dict[str, str]:
    added_days: dict[str, str] = {}

    def parse_day_and_name(text: str) -> dict[str, str]:
        day, _, name = text.strip().partition(" ")
        return {parse_reply.parse_day(day): name.strip()}

    def find_error(days: dict[str, str]) -> Words | None:
        return validate.find_answer_error(
            state.answers, path, {**kept_holidays, **added_days, **days}
        )

    why = f"For example: 2027-12-24 Christmas Eve. {format_list_hint()}"
    prompt = Prompt(name=f"{path}.new", words="Which day is missing, and what is it?", why=why)
    while days := state.ask(prompt, parse_day_and_name, find_error):
        added_days |= days
        prompt = Prompt(name=f"{path}.new", words="And which else?")
    return added_days
