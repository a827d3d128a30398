"""Phrases that are refused: in a plan file, where one can be; else where a person types them."""

from datetime import date

from statplan.plan import phrases
from statplan.plan.phrases import PhraseContext
from tests.support.refusal_cases import Refusal, RefusalCase, call, check_answers, check_series

_NOW = PhraseContext(date(2026, 12, 1), "US")
_DATE = "Write a date with its year, as in January 31, 2027 or 2027-01-31."
_RULE = "Write it as in second Thursday, last Friday, or Tuesday and Thursday."
_CLOCK = "Write a time of day, as in 8:00 a.m. or 14:30."
_RANGE = "Write the first and the last day, as in July 1, 2027 to July 31, 2027."
_RHYTHM = (
    "Write how often, and on which day and at what time if you know them, as in monthly, second "
    "Tuesday, 2:00 p.m."
)
_FIRST_DAY, _AT = "frequency.first_day", "frequency.series[0].at"
_ON, _EVERY = "frequency.series[0].on", "frequency.series[0].every"


def of_day(place: str, text: str, fact: str, remedy: str) -> RefusalCase:
    """A case of a first day of the year."""
    return RefusalCase(
        f"plan/phrases/{place}",
        check_answers(f'frequency: {{first_day: "{text}"}}'),
        Refusal(fact, remedy, path=_FIRST_DAY),
    )


def of_series(place: str, changes: str, fact: str, remedy: str, path: str) -> RefusalCase:
    """A case of an answer about a series."""
    return RefusalCase(f"plan/{place}", check_series(changes), Refusal(fact, remedy, path=path))


def of_person(
    place: str, read: object, text: str, fact: str, remedy: str, *context: PhraseContext
) -> RefusalCase:
    """A case of what a person types, where no plan has it."""
    assert callable(read)
    return RefusalCase(f"plan/phrases/{place}", call(read, text, *context), Refusal(fact, remedy))


_AT_LEAST = "frequency.series[0].at_least"
_MINIMUM = "Write it as in once a month, twice a month, 4 times a year, or every 6 weeks."

_ACCESS_CHOICES = (
    "closed, employees, invitation, press, open, open with questions, open with reservation"
)
_OWN_WORDS = 'or "other: " and your words, in quotes.'

CASES = (
    of_series(
        "choices._check_answer",
        "access: everybody",
        "'everybody' is not one of the choices.",
        f"Write {_ACCESS_CHOICES}, {_OWN_WORDS}",
        "frequency.series[0].access",
    ),
    of_series(
        "choices._check_answer",
        "access: 7",
        "7 is not a text.",
        f"Write {_ACCESS_CHOICES}, {_OWN_WORDS}",
        "frequency.series[0].access",
    ),
    of_series(
        "choices._check_answer",
        "access: {other: members}",
        "other: is not a key here.",
        'Write "other: members", in quotes.',
        "frequency.series[0].access",
    ),
    of_series(
        "choices._check_words",
        'access: "other: closed"',
        "'closed' is one of the choices.",
        "Write closed alone.",
        "frequency.series[0].access",
    ),
    of_series(
        "choices._check_words",
        'access: "other: Open with Questions."',
        "'Open with Questions.' is one of the choices.",
        "Write open with questions alone.",
        "frequency.series[0].access",
    ),
    of_series(
        "choices._check_words",
        'access: "other: ..."',
        "'...' says nothing after other:.",
        "Write it in words.",
        "frequency.series[0].access",
    ),
    of_series(
        "choices._check_words",
        'access: "other: Other: members"',
        "other: stands twice.",
        'Write "other: members", in quotes.',
        "frequency.series[0].access",
    ),
    of_series(
        "choices._check_answer",
        'access: "Other:members of the board"',
        "'Other:members of the board' is not one of the choices.",
        'Write "other: members of the board", in quotes.',
        "frequency.series[0].access",
    ),
    of_series(
        "phrases/minimums.read_minimum",
        "at_least: biweekly",
        "'biweekly' may mean more than one thing.",
        "Write every 2 weeks, or twice a week.",
        _AT_LEAST,
    ),
    of_series(
        "phrases/minimums.read_minimum",
        "at_least: often",
        "'often' does not say how often at the least.",
        _MINIMUM,
        _AT_LEAST,
    ),
    of_series(
        "phrases/minimums.read_minimum",
        "at_least: 9 times a week",
        "'9 times a week' is more than once a day.",
        _MINIMUM,
        _AT_LEAST,
    ),
    of_day("days._choose_day", "soon", "'soon' is not a date.", _DATE),
    of_day(
        "days._list_calendar_days",
        "January 1",
        "'January 1' does not say the whole year.",
        "Add the year, as in January 1, 2027.",
    ),
    of_day(
        "days._list_days", "tomorrow", "'tomorrow' depends on the day on which it is read.", _DATE
    ),
    of_day(
        "days._list_numeric_days", "1/5", "'1/5' does not say which number is the month.", _DATE
    ),
    of_day(
        "unread.build_ambiguity_error",
        "1/5/27",
        "'1/5/27' may be Tuesday, January 5, 2027 or Saturday, May 1, 2027.",
        "Write 2027-01-05 or 2027-05-01.",
    ),
    of_day(
        "unread.build_ambiguity_error",
        "3/31/2027",
        "'3/31/2027' looks like Wednesday, March 31, 2027.",
        "Write 2027-03-31.",
    ),
    of_day(
        "days._list_calendar_days",
        "Tue Mar 10, 2027",
        "'Tue Mar 10, 2027' is not right: March 10, 2027 is a Wednesday, not a Tuesday.",
        _DATE,
    ),
    of_day(
        "days._build_calendar_error", "2027-02-29", "'2027-02-29' is no day of the calendar.", _DATE
    ),
    of_day(
        "days._check_year",
        "1927-01-01",
        "'1927-01-01' lies outside the years 1990 to 2100.",
        _DATE,
    ),
    of_series("phrases/clocks.read_clock", "at: late", "'late' is not a time.", _CLOCK, _AT),
    of_series(
        "phrases/unread.build_ambiguity_error",
        "at: 8:00",
        "'8:00' may be 8:00 a.m. or 8:00 p.m.",
        "Write 08:00 or 20:00.",
        _AT,
    ),
    of_series(
        "phrases/clocks.refuse_midnight",
        "at: midnight",
        "'midnight' may be the start or the end of the day.",
        "Write 00:00 or 23:59.",
        _AT,
    ),
    of_series(
        "phrases/repeats.read_interval",
        "every: day",
        "'day' does not say how often.",
        "Write how often, as in week, 2 weeks, month, 3 months, or quarter.",
        _EVERY,
    ),
    of_series(
        "phrases/repeats.read_interval",
        "every: every other Wed",
        "'every other Wed' says how often, and also on which day.",
        "Write 2 weeks here, and Wednesday as the day.",
        _EVERY,
    ),
    of_series(
        "phrases/repeats.refuse_unclear",
        "every: bi-weekly",
        "'bi-weekly' may mean more than one thing.",
        "Write 2 weeks; or week here, and two days as the day, such as Tuesday and Thursday.",
        _EVERY,
    ),
    of_series(
        "phrases/repeats.refuse_unclear",
        "every: 4 times a year",
        "'4 times a year' may mean more than one thing.",
        "Write quarter.",
        _EVERY,
    ),
    of_series(
        "phrases/repeats.refuse_unclear",
        "every: three times a month",
        "'three times a month' may mean more than one thing.",
        "Write how often, as in week, 2 weeks, month, 3 months, or quarter.",
        _EVERY,
    ),
    of_series(
        "phrases/day_rules._refuse_interval",
        "on: every other Wed",
        "'every other Wed' says on which day, and also how often.",
        "Write Wednesday here, and 2 weeks as how often.",
        _ON,
    ),
    of_series(
        "phrases/day_rules.read_day_rule",
        "on: secnd Thursday",
        "'secnd Thursday' is not understood.",
        _RULE,
        _ON,
    ),
    of_series(
        "phrases/day_rules.check_rule",
        "every: week, on: Tuesday and tuesday",
        "'Tuesday and tuesday' names a weekday twice.",
        _RULE,
        _ON,
    ),
    of_series(
        "phrases/day_rules.refuse_every_second",
        "on: every second Tuesday",
        "'every second Tuesday' may be the second Tuesday of each month or every other Tuesday.",
        "Write second Tuesday; or repeat every 2 weeks, on Tuesday.",
        _ON,
    ),
    of_series(
        "time_types.parse_answer",
        "at: 800",
        "800 is not understood.",
        "Write it as in 08:00.",
        _AT,
    ),
    RefusalCase(
        "plan/time_types._read_day_key",
        check_answers('frequency: {holidays: {listed: {"Dec 24, 2027": Christmas Eve}}}'),
        Refusal(
            "'Dec 24, 2027' is not written as a key of the list.",
            "Write 2027-12-24.",
            path="frequency.holidays.listed.Dec 24, 2027",
        ),
    ),
    of_person(
        "clocks.read_clock_range",
        phrases.read_clock_range,
        "3 pm to 2 pm",
        "'3 pm to 2 pm' is not a range of times.",
        "Write the start and the end, as in 9:00 a.m. to 10:30 a.m.",
    ),
    of_person(
        "days.read_days",
        phrases.read_days,
        "summer",
        "'summer' is not a date or a range of dates.",
        _RANGE,
    ),
    of_person(
        "days.read_days",
        phrases.read_days,
        "Aug 15, 2027 to July 1, 2027",
        "'Aug 15, 2027 to July 1, 2027' ends on 2027-07-01, before it starts on 2027-08-15.",
        _RANGE,
    ),
    of_person(
        "days.read_day_list",
        phrases.read_day_list,
        "Jan 5, 12 and 19, 2027",
        "'Jan 5, 12 and 19, 2027' is not a list of dates.",
        _DATE,
    ),
    of_person(
        "days.read_day_list",
        phrases.read_day_list,
        "Jan 5, Jan 12, 2028",
        "'Jan 5, Jan 12, 2028' does not say the year of each date.",
        "Add the year to each date, as in Wednesday, January 12, 2028.",
        _NOW,
    ),
    of_person(
        "days.split_leading_day",
        phrases.split_leading_day,
        "Christmas Eve",
        "'Christmas Eve' does not begin with a date.",
        _DATE,
        _NOW,
    ),
    of_person(
        "lengths.read_minutes",
        phrases.read_minutes,
        "1:30",
        "'1:30' is not a length of time.",
        "Write minutes or hours, as in 90 minutes or 1.5 hours.",
    ),
    of_person(
        "lengths.read_count",
        phrases.read_count,
        "a few",
        "'a few' is not a whole number here.",
        "Write digits, as in 12 or 488,000.",
    ),
    of_person(
        "gaps.read_gap",
        phrases.read_gap,
        "July and August",
        "'July and August' names more than one month or day.",
        "Write each of them by itself: July; August.",
    ),
    of_person(
        "gaps.read_gaps",
        phrases.read_gaps,
        "summer",
        "'summer' is no month.",
        "Write it as in July, or first Monday in July.",
    ),
    of_person(
        "gaps.read_gaps",
        phrases.read_gaps,
        "first Monday in July and August",
        "'first Monday in July and August' may leave out a whole month, or only a day of it.",
        "Write first Monday in July; August. Or first Monday in July; first Monday in August.",
    ),
    of_person(
        "rhythms.read_rhythm",
        phrases.read_rhythm,
        "now and then",
        "'now and then' is not understood.",
        _RHYTHM,
    ),
    of_person(
        "rhythms.read_rhythm",
        phrases.read_rhythm,
        "Tuesday at 2 pm",
        "'Tuesday at 2 pm' does not say how often.",
        _RHYTHM,
    ),
    of_person(
        "unread.build_ambiguity_error",
        phrases.read_rhythm,
        "monthly, second Tuesday, 2:00",
        "'monthly, second Tuesday, 2:00' may be every month, second Tuesday, 2:00 a.m. or every "
        "month, second Tuesday, 2:00 p.m.",
        "Write every month, second Tuesday, 2:00 a.m. or every month, second Tuesday, 2:00 p.m.",
        _NOW,
    ),
)
