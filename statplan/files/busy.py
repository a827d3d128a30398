"""Read a folder of busy calendars: the files of people and rooms, and the policy beside them."""

from pathlib import Path

from statplan import files
from statplan.busy import USUAL, Given, Policies, Policy, Reading, Trouble, read_calendars
from statplan.errors import StatplanError
from statplan.plan import Plan
from statplan.slots import Busy

CALENDARS = (".ics", ".ical", ".icalendar", ".ifb", ".vfb", ".csv")


def read_busy(folder: Path, plan: Plan, policy: Policy = USUAL) -> tuple[Busy, tuple[Trouble, ...]]:
    """The busy time of everybody who has a calendar in a folder, and what could not be read.

    Raises:
        StatplanError: there is no such folder, or the plan has no first day or time zone yet.
    """
    found = gather(folder, plan, policy)
    return found.busy, found.troubles


def gather(folder: Path, plan: Plan, policy: Policy = USUAL) -> Reading:
    """Read a folder as `read_busy` does, and tell of each calendar whose it is.

    Raises:
        StatplanError: there is no such folder, or the plan has no first day or time zone yet.
    """
    if not folder.is_dir():
        hint = "Name the folder that holds the calendars: `--busy calendars`."
        raise StatplanError(f"{folder} is no folder.", hint=hint, exit_code=2)
    given = [
        Given(path.relative_to(folder).as_posix(), files.read(path), (path.stem,))
        for path in sorted(folder.iterdir())
        if path.suffix.casefold() in CALENDARS
    ]
    return read_calendars(given, plan, Policies(policy))
