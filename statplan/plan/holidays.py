"""The plan's closed days: holidays, closures, and days of other bodies, and what they do."""

from typing import Annotated, Literal

from pydantic import AfterValidator, WithJsonSchema

from statplan.errors import AnswerError
from statplan.plan.ask import Ask, OnlyIf
from statplan.plan.base import Section
from statplan.plan.quotation import quote_answer
from statplan.plan.text_types import Name, YesNo
from statplan.plan.time_types import Day, DayKey, DayRuleText, RepeatIntervalText


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


ClosedDayPolicy = Literal[
    "next working day",
    "previous working day",
    "a week later",
    "same week",
    "use backup",
    "skip",
    "meets anyway",
]


_ON_HOLIDAY = Ask(
    "What happens when a meeting's date is a holiday?",
    label="On a holiday",
    why="Decided once, it need not be argued each time.",
    source="ours",
    depth="more",
    suggest="next working day",
)
_IN_RECESS = Ask(
    "What happens when it lies in a closure of several days, such as a recess?",
    label="In a recess",
    why="Moved out of a summer recess, all its meetings would meet on one day.",
    source="ours",
    depth="more",
    suggest="skip",
)
_ON_CLOSURE = Ask(
    "What happens when its date is a closure of one day?",
    label="On a closure",
    source="ours",
    depth="more",
    suggest="next working day",
)
_ON_CIVIC_DATE = Ask(
    "What happens when its date belongs to the council or another body?",
    label="On another body's day",
    source="ours",
    depth="more",
    suggest="next working day",
)
_LEAVES_PERIOD = Ask(
    "May a meeting move out of its own month, week or quarter?",
    label="Moves out of its period",
    why="March's meeting in April is April's second, and March has none.",
    source="ours",
    depth="more",
    suggest="no",
)


class ClosedDayPolicies(Section):
    """What happens to a meeting whose date is closed, by what closes it.

    What a series leaves out is taken from the program's own policies.
    """

    holiday: Annotated[ClosedDayPolicy | None, _ON_HOLIDAY] = None
    recess: Annotated[ClosedDayPolicy | None, _IN_RECESS] = None
    closure: Annotated[ClosedDayPolicy | None, _ON_CLOSURE] = None
    civic_date: Annotated[ClosedDayPolicy | None, _ON_CIVIC_DATE] = None
    leaves_period: Annotated[YesNo | None, _LEAVES_PERIOD] = None


class ProgramClosedDays(ClosedDayPolicies):
    """The program's own policies, which every series follows unless it has others."""

    holiday: Annotated[ClosedDayPolicy, _ON_HOLIDAY] = "next working day"
    recess: Annotated[ClosedDayPolicy, _IN_RECESS] = "skip"
    closure: Annotated[ClosedDayPolicy, _ON_CLOSURE] = "next working day"
    civic_date: Annotated[ClosedDayPolicy, _ON_CIVIC_DATE] = "next working day"
    leaves_period: Annotated[YesNo, _LEAVES_PERIOD] = False


class HolidayPolicy(Section):
    """What happens to a meeting on one holiday, if that differs from the others."""

    holiday: Annotated[Name, Ask("Which holiday?", label="Holiday")]
    policy: Annotated[
        ClosedDayPolicy, Ask("What happens to a meeting on it?", label="What happens")
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
        dict[DayKey, Name] | None,
        Ask(
            "On which holidays are the offices closed?",
            label="Holidays listed",
            why="Take out a holiday on which they work. A list that is written down does not "
            "change with a library.",
            source="ours",
            depth="more",
            identity=True,
        ),
    ] = None
    open: Annotated[
        tuple[Name, ...] | None,
        Ask(
            "On which holidays of the country or state do the offices work?",
            label="Holidays worked",
            example="Columbus Day.",
            source="ours",
            depth="more",
            identity=True,
            only_if=OnlyIf("frequency.holidays.country", not_=(None,)),
        ),
    ] = None
    meetings: Annotated[
        tuple[HolidayPolicy, ...] | None,
        Ask(
            "On which holidays does something else happen to a meeting?",
            label="On single holidays",
            example="On Veterans Day, meets anyway.",
            source="ours",
            depth="more",
            identity=True,
        ),
    ] = None


class Closure(Section):
    """A day on which nobody meets, or the days from `day` to `until`: a recess."""

    day: Annotated[Day, Ask("Which day, or from which day?", label="Day")]
    until: Annotated[Day | None, Ask("Until which day, that day included?", label="Until")] = None
    why: Annotated[Name, Ask("Why?", label="Reason")]
    offices_closed: Annotated[
        YesNo, Ask("Are the offices closed then, too?", label="Offices closed", source="ours")
    ] = False

    @property
    def is_recess(self) -> bool:
        """True if it lasts several days."""
        return self.until is not None and self.until > self.day


class CivicDate(Section):
    """Days that recur and belong to something else: council sessions, hearings, elections."""

    name: Annotated[Name, Ask("What is it?", label="Civic date")]
    every: Annotated[RepeatIntervalText | None, Ask("How often?", label="Interval")] = None
    on: Annotated[
        DayRuleText | None,
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
