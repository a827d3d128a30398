"""The holidays as a list: those on which the offices work are taken out, others are added."""

from datetime import date, timedelta
from typing import Any

from statplan.cli.interview import checks, lists, spoken
from statplan.cli.interview.prompter import Choice, Prompt
from statplan.cli.interview.talk import Talk
from statplan.plan import fields
from statplan.plan.fields import Question
from statplan.schedule.closed import public_holidays
from statplan.schedule.year import last_day

_AFTER_YEAR = timedelta(days=62)  # back-ups of the last meetings may stand in the next year


def ask(talk: Talk, question: Question, path: str) -> None:
    """Show the holidays of the year to take some out, then ask for days that are missing."""
    stands = fields.at(talk.data, path)
    known = dict(stands or _known(talk))
    kept = _take_out(talk, question, path, known)
    added = _add(talk, path, kept)
    if added or stands or len(kept) < len(known):
        talk.keep(path, dict(sorted((kept | added).items())) or None)


def _known(talk: Talk) -> dict[str, str]:
    """The holidays that the library knows for the year of meetings and a little beyond."""
    said = fields.at(talk.data, "frequency.holidays") or {}
    first = fields.at(talk.data, "frequency.first_day")
    if not said.get("country") or not first:
        return {}
    begins = date.fromisoformat(first)
    ends = last_day(begins, fields.at(talk.data, "frequency.months") or 12) + _AFTER_YEAR
    days = public_holidays(
        said["country"],
        said.get("subdivision"),
        tuple(range(begins.year, ends.year + 1)),
        observed=said.get("observed") not in {"no", False},
    )
    return {day.isoformat(): name for day, name in days.items()}


def _take_out(talk: Talk, question: Question, path: str, known: dict[str, str]) -> dict[str, str]:
    if not known:
        return {}
    prompt = Prompt(
        name=path,
        words=question.words(talk.data),
        why=question.ask.why,
        choices=tuple(Choice(day, f"{day}  {name}") for day, name in known.items()),
        many=True,
        current=tuple(known),
    )
    chosen = talk.put(prompt) or ()
    return {day: name for day, name in known.items() if day in chosen}


def _add(talk: Talk, path: str, kept: dict[str, str]) -> dict[str, str]:
    added: dict[str, str] = {}

    def meaning(text: str) -> Any:  # noqa: ANN401 - a pair, or the text that is none
        day, _, name = text.strip().partition(" ")
        return {spoken.day(day): name.strip()}

    def wrong(days: dict[str, str]) -> str | None:
        return checks.wrong(talk.answers, path, {**kept, **added, **days})

    why = f"For example: 2027-12-24 Christmas Eve. {lists.one_at_a_time()}"
    prompt = Prompt(name=f"{path}.new", words="Which day is missing, and what is it?", why=why)
    while days := talk.put(prompt, meaning, wrong):
        added |= days
        prompt = Prompt(name=f"{path}.new", words="And which else?")
    return added
