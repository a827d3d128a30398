"""Reserve days that several series share: which meetings have them, and what each is called."""

from datetime import date, time

from statplan.plan.phrases import read_day_rule
from statplan.schedule import Backup, Meeting, NoBackup, Schedule, TimeSlot, make_schedule
from statplan.schedule.recurrence import find_rule_day
from tests.support.plans import HOLIDAYS, Answers, monthly, plan

SHARED = {"rule": "reserve day", "reserve": "last Friday", "shared": "yes", "at": "14:00"}
BLIGHT = monthly("blight", required=["mayor"], room="Hall")
PERMIT = monthly("permit", "third Tuesday", minutes=60, required=["law"], room="Hall")


def year(*series: Answers, **policy: object) -> Schedule:
    holidays = {"country": "US", "listed": HOLIDAYS}
    schedule = make_schedule(plan(*series, backup=SHARED | policy, holidays=holidays, months=12))
    assert schedule.problems == ()
    return schedule


def backup(schedule: Schedule, key: str) -> Backup | NoBackup:
    meeting: Meeting = next(each for each in schedule.meetings if str(each.key) == key)
    return meeting.backup


def reserve_key(schedule: Schedule, key: str) -> str | None:
    found = backup(schedule, key)
    return str(found.reserve_key) if isinstance(found, Backup) else None


def test_the_meetings_of_a_month_share_its_reserve_day() -> None:
    schedule = year(BLIGHT, PERMIT)
    march = schedule.reserve_days[2]
    assert str(march.key) == "reserve/2027-03"
    assert march.slot == TimeSlot(date(2027, 3, 26), time(14), 90)
    assert [*map(str, march.meeting_keys)] == ["blight/2027-03", "permit/2027-03"]
    for key, minutes in (("blight/2027-03", 90), ("permit/2027-03", 60)):
        found = backup(schedule, key)
        assert isinstance(found, Backup)
        assert found.slot == TimeSlot(date(2027, 3, 26), time(14), minutes)
        assert found.reserve_key == march.key
    assert len(schedule.reserve_days) == 12


def test_a_series_with_its_own_rule_day_or_time_does_not_share() -> None:
    for own in ({"rule": "soonest"}, {"keep": "no"}, {"at": "10:00"}):
        schedule = year(BLIGHT, PERMIT | {"backup": own})
        assert {reserve_key(schedule, str(each.key)) for each in schedule.meetings} == {
            "None" if own != {"keep": "no"} else None,
            *(str(each.key) for each in schedule.reserve_days),
        }
        assert all(len(each.meeting_keys) == 1 for each in schedule.reserve_days)


def test_a_series_may_have_its_own_window_and_still_share() -> None:
    schedule = year(BLIGHT, PERMIT | {"backup": {"within": 5}})
    assert reserve_key(schedule, "blight/2027-03") == "reserve/2027-03"
    found = backup(schedule, "permit/2027-03")
    assert found == NoBackup("no reserve day within 5 working days can be used")


def test_other_backups_stay_off_the_reserve_day() -> None:
    own = monthly("own", "last Thursday", at="14:00", room="Hall", backup={"rule": "soonest"})
    schedule = year(BLIGHT, own | {"backup": {"rule": "soonest", "at": "14:00"}})
    found = backup(schedule, "own/2027-03")
    assert isinstance(found, Backup)
    assert found.slot.day == date(2027, 3, 29)
    assert found.rejected_days[0][0] == date(2027, 3, 26)
    assert "the reserve day of TestStat: blight" in found.rejected_days[0][1]


def test_a_meeting_whose_people_are_busy_then_is_the_only_one_without_the_day() -> None:
    busy = monthly("busy", "last Friday", at="14:00", required=["law"], backup={"keep": "no"})
    schedule = year(BLIGHT, PERMIT, busy)
    assert reserve_key(schedule, "blight/2027-03") == "reserve/2027-03"
    found = backup(schedule, "permit/2027-03")
    assert isinstance(found, NoBackup)
    assert found.rejected_days[0][1].endswith("which needs the same person (law)")
    assert [*map(str, schedule.reserve_days[2].meeting_keys)] == ["blight/2027-03"]


def test_a_reserve_day_comes_before_the_next_meeting_and_not_on_a_holiday() -> None:
    weekly = {"id": "weekly", "every": "week", "on": "Wednesday", "at": "09:00"}
    schedule = year(BLIGHT, weekly, reserve="last Monday", within=25)
    assert reserve_key(schedule, "weekly/2027-W11") is None
    assert reserve_key(schedule, "weekly/2027-W12") == "reserve/2027-03"
    assert reserve_key(schedule, "blight/2027-05") is None, "May 31 is Memorial Day"
    assert reserve_key(schedule, "blight/2027-03") == "reserve/2027-03"


def test_several_reserve_days_of_a_month_have_their_ordinals() -> None:
    schedule = year(BLIGHT, PERMIT, reserve="first and third Friday")
    assert reserve_key(schedule, "blight/2027-03") == "reserve/2027-03.3"
    assert reserve_key(schedule, "permit/2027-03") == "reserve/2027-03.3"
    assert reserve_key(schedule, "permit/2027-04") == "reserve/2027-05.1"


def test_a_backup_that_the_plan_states_is_no_reserve_day() -> None:
    chosen = {"meeting": "blight/2027-03", "backup": "2027-03-18"}
    schedule = year(BLIGHT | {"exceptions": [chosen]}, PERMIT)
    found = backup(schedule, "blight/2027-03")
    assert isinstance(found, Backup)
    assert (found.slot.day, found.slot.start_time) == (date(2027, 3, 18), time(14))
    assert found.reserve_key is None


def test_days_of_a_rule_are_counted_from_either_end() -> None:
    def find(text: str) -> date | None:
        (rule_day,) = read_day_rule(text).days
        return find_rule_day(2027, 5, rule_day, lambda day: day.weekday() < 5)

    assert find("15th") == date(2027, 5, 15)
    assert find("last working day") == date(2027, 5, 31)
    assert find("first working day") == date(2027, 5, 3)
    assert find("second to last Friday") == date(2027, 5, 21)
    assert find("fifth Friday") is None


def test_a_long_meeting_makes_only_its_own_reserve_day_longer() -> None:
    long = {"meeting": "permit/2027-05", "minutes": 240}
    schedule = year(BLIGHT, PERMIT | {"exceptions": [long]})
    lengths = {str(each.key): each.slot.minutes for each in schedule.reserve_days}
    assert lengths.pop("reserve/2027-05") == 240
    assert set(lengths.values()) == {90}
