"""Plans and readings for the tests of busy calendars."""

from datetime import date

from statplan.busy import BusyReading, CalendarFile, Policies, read_calendars
from statplan.plan import Plan

ZONE = "America/New_York"
FIRST, LAST = date(2027, 1, 1), date(2028, 4, 29)  # the year and 120 days


def plan(zone: str = ZONE) -> Plan:
    """A plan with some offices and a room, whose year is 2027."""
    people = [
        {"id": "mayor", "office": "Mayor"},
        {"id": "budget", "office": "Budget Director", "email": "budget@example.gov"},
        {"id": "counsel", "office": "City Attorney", "name": "Corporation Counsel"},
    ]
    return Plan.model_validate(
        {
            "statplan": 1,
            "program": {"timezone": zone},
            "participants": {"people": people},
            "frequency": {"first_day": "2027-01-01", "place": {"room": "Room 10"}},
        }
    )


def read(data: bytes, policies: Policies | None = None, file: str = "budget.ics") -> BusyReading:
    """Read one file, named after its owner."""
    word = file.rpartition(".")[0]
    return read_calendars([CalendarFile(file, data, (word,))], plan(), policies or Policies())
