"""A year that is published for the first time is one line for each series."""

from datetime import UTC, date, datetime, timedelta

from statplan.calendars.year_summary import describe_additions, describe_new_year, split_additions
from statplan.holds import Role, State
from statplan.ledger.diff import Change
from statplan.ledger.model import DesiredEntry, EntryText
from statplan.ledger.new_year import NewYear

FIRST, LAST = date(2028, 1, 1), date(2028, 12, 31)
KEYS = frozenset({"stat/2028-01", "stat/2028-02"})
YEAR = NewYear(FIRST, LAST, datetime(2027, 12, 1, tzinfo=UTC), KEYS)


def add(meeting: str, role: str, day: str) -> Change:
    start = datetime.fromisoformat(f"{day}T08:00")
    text = EntryText("TestStat")
    end = start + timedelta(hours=1)
    return Change(
        "add", None, DesiredEntry(meeting, role, State.TENTATIVE, "UTC", start, end, text)
    )


JANUARY = add("stat/2028-01", Role.PRIMARY, "2028-01-13")
FEBRUARY = add("stat/2028-02", Role.PRIMARY, "2028-02-10")
BACKUP = add("stat/2028-01", Role.BACKUP, "2028-01-14")
DUE = add("stat/2028-01", "data-due", "2027-12-30")
RESERVE = add("reserve/2028-01", Role.RESERVE, "2028-01-28")


def test_the_days_are_those_of_the_meetings() -> None:
    both = "2 meetings from January 13 to February 10, 2028"
    assert describe_additions([JANUARY, FEBRUARY]) == both
    assert describe_additions([BACKUP, FEBRUARY, JANUARY]) == f"{both}, with 1 backup date"
    assert describe_additions([JANUARY, BACKUP, DUE]) == (
        "1 meeting on January 13, 2028, with 1 backup date and 1 due date"
    )
    assert describe_additions([RESERVE]) == "1 reserve day on January 28, 2028"


def test_only_additions_of_the_new_year_are_summed_up() -> None:
    later = add("stat/2027-12", Role.PRIMARY, "2027-12-09")
    old_reserve = add("reserve/2027-12", Role.RESERVE, "2027-12-30")
    changes = [later, JANUARY, DUE, RESERVE, old_reserve]
    assert split_additions(changes, YEAR) == ([JANUARY, DUE, RESERVE], [later, old_reserve])
    assert split_additions(changes, None) == ([], changes)


def test_meetings_are_counted_once_and_reserve_days_are_none() -> None:
    said = describe_new_year(YEAR, [JANUARY, BACKUP, DUE, RESERVE])
    assert said == "The 2028 schedule is published for the first time, with 1 meeting."
