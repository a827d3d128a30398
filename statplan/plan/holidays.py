"""The plan's closed days: holidays, closures, and days reserved for other bodies."""

from typing import Annotated

from pydantic import AfterValidator, WithJsonSchema

from statplan.errors import AnswerError
from statplan.plan.ask import Ask, OnlyIf
from statplan.plan.base import Section
from statplan.plan.quotation import quote_answer
from statplan.plan.text_types import Name, YesNo
from statplan.plan.time_phrases import Day, RepeatIntervalText, WeekdayRuleText


def _check_country_code(code: str) -> str:
    if not (len(code) == 2 and code.isascii() and code.isalpha() and code.isupper()):  # noqa: PLR2004
        fact = f"{quote_answer(code)} is no country code."
        raise AnswerError(fact, "Write two capitals, as in US.")
    return code


Country = Annotated[
    str,
    AfterValidator(_check_country_code),
    WithJsonSchema({"type": "string", "pattern": "^[A-Z]{2}$"}),
]


class Holidays(Section):
    """Which public holidays close the offices."""

    country: Annotated[
        Country | None,
        Ask(
            "Which country's public holidays close the offices?",
            label="Country of the holidays",
            why="A hold on a holiday is the first thing that an assistant finds.",
            source="ours",
            identity=True,
            suggest="US",
        ),
    ] = None
    subdivision: Annotated[
        Name | None,
        Ask(
            "Which state or province, by its code?",
            label="State or province",
            example="MO for Missouri, LA for Louisiana.",
            source="ours",
            identity=True,
            only_if=OnlyIf("frequency.holidays.country", not_=(None,)),
        ),
    ] = None
    observed: Annotated[
        YesNo,
        Ask(
            "Are days off in lieu of a holiday on a weekend kept too?",
            label="Observed days",
            source="ours",
            depth="more",
            only_if=OnlyIf("frequency.holidays.country", not_=(None,)),
        ),
    ] = True
    listed: Annotated[
        dict[Day, Name] | None,
        Ask(
            "Which days are they? Take out a holiday on which you work, add one that is missing.",
            label="Holidays listed",
            why="Written down once, the list no longer changes with a library.",
            source="ours",
            depth="more",
            identity=True,
        ),
    ] = None


class Closure(Section):
    """A day, or the days from `day` to `until`, on which nobody meets."""

    day: Annotated[Day, Ask("Which day, or from which day?", label="Day")]
    until: Annotated[Day | None, Ask("Until which day, that day included?", label="Until")] = None
    why: Annotated[Name, Ask("Why?", label="Reason")]


class CivicDate(Section):
    """Days that recur and belong to something else: council sessions, hearings, elections."""

    name: Annotated[Name, Ask("What is it?", label="Civic date")]
    every: Annotated[RepeatIntervalText | None, Ask("How often?", label="Interval")] = None
    on: Annotated[
        WeekdayRuleText | None,
        Ask(
            "On which day?",
            label="Day",
            only_if=OnlyIf(".every", not_=(None,)),
        ),
    ] = None
    starts: Annotated[
        Day | None,
        Ask(
            "Counted from which day?",
            label="Counts from",
            only_if=OnlyIf(".every", not_=(None,)),
        ),
    ] = None
    rule: Annotated[
        Name | None,
        Ask(
            "By which RRULE, if words are not enough?",
            label="RRULE",
            source="RFC 5545",
            only_if=OnlyIf(".every", is_=(None,)),
        ),
    ] = None
    dates: Annotated[
        tuple[Day, ...] | None,
        Ask(
            "On which days?",
            label="Dates",
            only_if=OnlyIf(".every", is_=(None,)),
        ),
    ] = None
