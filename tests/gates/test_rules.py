"""Random recurrence rules, worked out by us and by two readers that share no code with us.

Where a reader gives other times, it departs from RFC 5545, 3.3.10, in one of the ways listed here.
Where neither departs, all three are the same.
"""

import json
from collections import Counter
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

from statplan.busy.budget import Budget
from statplan.busy.event_recurrence import expand_rule
from statplan.busy.moment import Moment
from tests.gates.tools import READERS, TOOLS, told
from tests.support.random_rules import LIMIT, Case, draw_cases

COUNT = 2_000
CLOCK = {"HOURLY": "BYHOUR", "MINUTELY": "BYMINUTE", "SECONDLY": "BYSECOND"}
Parts = dict[str, str]
Times = list[str]


def counts_places(rule: Parts) -> bool:
    """BYSETPOS is the nth of all instances of an interval, at each clock time, each one once."""
    return "BYSETPOS" in rule


def names_weeks(rule: Parts) -> bool:
    """A weekday that is missing is DTSTART's; a week may begin in the year before."""
    return "BYWEEKNO" in rule


def limits_by_days_from_the_end(rule: Parts) -> bool:
    """BYMONTHDAY and BYYEARDAY limit shorter frequencies, also where they count from the end."""
    days = [rule[name] for name in ("BYMONTHDAY", "BYYEARDAY") if name in rule]
    return rule["FREQ"] not in {"MONTHLY", "YEARLY"} and any("-" in numbers for numbers in days)


def limits_by_clock(rule: Parts) -> bool:
    """BYHOUR limits every second hour to those that it names; these are not added to them."""
    names = CLOCK.values() if "INTERVAL" in rule else [CLOCK.get(rule["FREQ"], "")]
    return rule["FREQ"] in CLOCK and any(name in rule for name in names)


def limits_months(rule: Parts) -> bool:
    """BYMONTH limits a monthly rule, whose times follow each other."""
    return rule["FREQ"] == "MONTHLY" and "BYMONTH" in rule


def limits_weekdays(rule: Parts) -> bool:
    """Notes 1 and 2: BYDAY limits the days of BYMONTHDAY or BYYEARDAY."""
    days = {"BYMONTHDAY", "BYYEARDAY"} & rule.keys()
    return rule["FREQ"] in {"MONTHLY", "YEARLY"} and "BYDAY" in rule and bool(days)


def counts_within_a_year(rule: Parts) -> bool:
    """The nth weekday is of the year, or of the month where BYMONTH is present; -1 is the last."""
    has_number = any(letter.isdigit() for letter in rule.get("BYDAY", ""))
    return rule["FREQ"] == "YEARLY" and (has_number or "-" in rule.get("BYMONTHDAY", ""))


def expands_by_clock(rule: Parts) -> bool:
    """BYHOUR, BYMINUTE and BYSECOND expand each day of a month or a year."""
    has_clock_part = any(name in rule for name in CLOCK.values())
    return rule["FREQ"] in {"MONTHLY", "YEARLY"} and has_clock_part


Kind = Callable[[Parts], bool]
LIBICAL: list[Kind] = [
    counts_places, names_weeks, limits_by_days_from_the_end, limits_by_clock,
]  # fmt: skip
ICAL_JS: list[Kind] = [
    *LIBICAL, limits_months, limits_weekdays, counts_within_a_year, expands_by_clock,
]  # fmt: skip


@pytest.fixture(scope="session")
def cases() -> list[Case]:
    return draw_cases("gates", COUNT)


@pytest.fixture(scope="session")
def written(cases: list[Case], tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("rules") / "rules.json"
    rules = [
        {
            "rule": case.rule,
            "start": stamp(case.start),
            "end": stamp(case.end),
            "limit": LIMIT,
        }
        for case in cases
    ]
    path.write_text(json.dumps(rules), encoding="utf-8")
    return path


def stamp(moment: datetime) -> str:
    return f"{moment:%Y%m%dT%H%M%S}"


def find_departures(cases: list[Case], found: list[Times | None]) -> list[tuple[Case, Times]]:
    """Return the rules of which a reader gives other times, if it gives any.

    It gives none where it refuses a rule, crashes, or does not come to an end.
    """
    answers = [(case, times) for case, times in zip(cases, found, strict=True) if times is not None]
    assert len(answers) > COUNT * 0.85
    return [(case, times) for case, times in answers if times != [*map(stamp, case.times)]]


def judge(departures: list[tuple[Case, Times]], kinds: list[Kind]) -> Counter[str]:
    """Count the departures of each kind, under the first that explains one."""
    counts: Counter[str] = Counter()
    for case, times in departures:
        parts = dict(part.split("=") for part in case.rule.split(";"))
        names = (kind.__name__ for kind in kinds if kind(parts))
        counts[next(names, f"{case.rule} from {case.start}: {times}")] += 1
    return counts


def test_every_rule_gives_the_times_of_the_rfc(cases: list[Case]) -> None:
    wrong = []
    for case in cases:
        high = case.times[-1] if len(case.times) == LIMIT else case.end
        moment = Moment(case.start, UTC)
        if list(expand_rule(case.rule, moment, case.start, high, Budget(10**7))) != case.times:
            wrong.append(case)
    assert wrong == []


def test_libical_departs_only_where_it_is_wrong(cases: list[Case], written: Path) -> None:
    found = told("/usr/bin/python3", READERS / "libical_rules.py", written)[str(written)]
    departures = find_departures(cases, found)
    assert len(departures) < COUNT / 4
    assert judge(departures, LIBICAL).keys() == {kind.__name__ for kind in LIBICAL}


def test_ical_js_departs_only_where_it_is_wrong(cases: list[Case], written: Path) -> None:
    library = TOOLS / "node_modules" / "ical.js" / "dist" / "ical.js"
    found = told("node", READERS / "ical_rules.mjs", library, written)[str(written)]
    departures = find_departures(cases, found)
    assert len(departures) < COUNT / 2
    assert judge(departures, ICAL_JS).keys() == {kind.__name__ for kind in ICAL_JS}


def test_a_time_that_is_left_out_is_a_departure_of_no_kind(cases: list[Case]) -> None:
    found: list[Times | None] = [[*map(stamp, case.times)] for case in cases]
    assert find_departures(cases, found) == []
    plain = next(number for number, case in enumerate(cases) if "BY" not in case.rule)
    found[plain] = [stamp(moment) for moment in cases[plain].times[1:]]
    assert len(departures := find_departures(cases, found)) == 1
    assert not judge(departures, ICAL_JS).keys() & {kind.__name__ for kind in ICAL_JS}
