"""The reader of a folder of busy calendars: files of people and rooms, and their policy."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from statplan.busy.policy import DEFAULT_POLICY, Policies, Policy
from statplan.busy.reader import BusyReading, CalendarFile, ReadError, read_calendars, read_policies
from statplan.errors import StatplanError
from statplan.plan.model import Plan
from statplan.workspace import files

CALENDAR_SUFFIXES = (".ics", ".ical", ".icalendar", ".ifb", ".vfb", ".csv")
POLICY_FILE = "policy.csv"


def read_busy_folder(folder: Path, plan: Plan, policy: Policy = DEFAULT_POLICY) -> BusyReading:
    """Read the busy time of everybody who has a calendar in a folder.

    The reading names what could not be read, and the owner of each calendar.

    Args:
        folder: holds a file for each person and room, or a folder of files for them; a table
            `policy.csv` says what single calendars count for.
        plan: names the people and rooms, the year, and the time zone.
        policy: what entries count for where the table says nothing.

    Raises:
        StatplanError: there is no such folder or it has no calendars (exit code 2), or the plan
            has no first day or no time zone yet.
    """
    if not folder.is_dir():
        remedy = "Name the folder that holds the calendars: `--busy busy`."
        raise StatplanError(f"{folder} is no folder.", remedy=remedy, exit_code=2)
    calendar_files: list[CalendarFile] = []
    troubles: list[ReadError] = []
    policies = Policies(policy)
    for name, path in _list_files(folder):
        try:
            content = _read_calendar_file(path)
        except StatplanError as error:
            troubles.append(ReadError(name, 0, f"{error.message} {error.remedy}"))
            continue
        if name == POLICY_FILE:
            policies, faults = read_policies(content, plan, policy)
            troubles += (ReadError(name, fault.line, fault.fact) for fault in faults)
        else:
            inside = (path.parent.name,) if path.parent != folder else ()
            calendar_files.append(CalendarFile(name, content, (*inside, path.stem)))
    if not calendar_files and not troubles:
        remedy = "Put a file for each person and room into it: see docs/busy.md."
        raise StatplanError(f"{folder} holds no calendars.", remedy=remedy, exit_code=2)
    reading = read_calendars(calendar_files, plan, policies)
    return replace(reading, errors=tuple(sorted((*troubles, *reading.errors))))


def _list_files(folder: Path) -> Iterator[tuple[str, Path]]:
    """Return the files of a folder and of the folders in it, in order; hidden ones are left out."""
    for path in sorted(entry for entry in folder.iterdir() if not entry.name.startswith(".")):
        inside = sorted(path.iterdir()) if path.is_dir() else [path]
        for file in inside:
            if not file.name.startswith("."):
                yield file.relative_to(folder).as_posix(), file


def _read_calendar_file(path: Path) -> bytes:
    if path.is_file() and path.suffix.casefold() not in CALENDAR_SUFFIXES:
        fact = "this is no calendar and is not used."
        raise StatplanError(fact, remedy=f"Calendars end in {', '.join(CALENDAR_SUFFIXES)}.")
    try:
        return files.read_file(path)
    except files.UnreadableFileError as error:
        raise StatplanError(error.fact, remedy=error.remedy) from None
