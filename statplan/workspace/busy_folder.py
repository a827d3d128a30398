"""The reader of a folder of busy calendars: files of people and rooms, and their policy."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from statplan.busy.calendar_files import TABLE_SUFFIX, CalendarFile
from statplan.busy.foreign_files import DRIVE_POINTER, ICLOUD_PLACEHOLDER, ForeignFile
from statplan.busy.policy import DEFAULT_POLICY, Policies, Policy
from statplan.busy.policy_table import read_policies
from statplan.busy.reader import BusyReading, ReadError, read_calendars
from statplan.copy_names import is_copy_name
from statplan.errors import StatplanError
from statplan.plan.model import Plan
from statplan.schedule.published_facts import NOTHING_PUBLISHED, PublishedFacts
from statplan.workspace import files

CALENDAR_SUFFIXES = (".ics", ".ical", ".icalendar", ".ifb", ".vfb", TABLE_SUFFIX)
_POLICY_STEM = "policy"
POLICY_FILE = f"{_POLICY_STEM}{TABLE_SUFFIX}"
_ICLOUD_SUFFIX = ".icloud"  # in the place of a file that is not on this computer
_DRIVE_SUFFIXES = frozenset(
    {".gdoc", ".gsheet", ".gslides", ".gdraw", ".gform", ".gmap", ".gsite", ".glink"}
)


def read_busy_folder(
    folder: Path,
    plan: Plan,
    policy: Policy = DEFAULT_POLICY,
    published: PublishedFacts = NOTHING_PUBLISHED,
) -> BusyReading:
    """Read the busy time of everybody who has a calendar in a folder.

    The reading names what could not be read, and the owner of each calendar.

    Args:
        folder: holds a file for each person and room, or a folder of files for them; a table
            `policy.csv` says what single calendars count for.
        plan: names the people and rooms, the year, and the time zone.
        policy: what entries count for where the table says nothing.
        published: what the ledger of a published year has of it.

    Raises:
        StatplanError: there is no such folder or it has no calendars (exit code 2), or the plan
            has no first day or no time zone yet.
    """
    if not folder.is_dir():
        remedy = "Name the folder that holds the calendars: `--busy busy`."
        raise StatplanError(f"{folder} is no folder.", remedy=remedy, exit_code=2)
    calendar_files: list[CalendarFile] = []
    policy_errors: list[ReadError] = []
    policies = Policies(policy)
    for name, path in _list_files(folder):
        if name == POLICY_FILE:
            policies, policy_errors = _read_policy_file(path, plan, policy)
        elif path.suffix.casefold() == TABLE_SUFFIX and is_copy_name(path.stem, _POLICY_STEM):
            fact = f"this is a copy of {POLICY_FILE}, and is not used."
            policy_errors.append(ReadError(name, 0, f"{fact} Delete it, or give it that name."))
        else:
            inside = (path.parent.name,) if path.parent != folder else ()
            calendar_files.append(_read_calendar_file(name, path, inside))
    if not calendar_files and not policy_errors:
        remedy = "Put a file for each person and room into it: see docs/busy.md."
        raise StatplanError(f"{folder} holds no calendars.", remedy=remedy, exit_code=2)
    reading = read_calendars(calendar_files, plan, policies, published)
    return replace(reading, errors=tuple(sorted((*policy_errors, *reading.errors))))


def _list_files(folder: Path) -> Iterator[tuple[str, Path]]:
    """Return the files of a folder and of the folders in it, in order.

    Hidden ones are left out, but for those that iCloud puts in the place of a file.
    """
    for path in sorted(entry for entry in folder.iterdir() if _is_listed(entry)):
        inside = sorted(path.iterdir()) if path.is_dir() else [path]
        for file in inside:
            if _is_listed(file):
                yield file.relative_to(folder).as_posix(), file


def _is_listed(path: Path) -> bool:
    return not path.name.startswith(".") or path.suffix == _ICLOUD_SUFFIX


def _read_policy_file(path: Path, plan: Plan, policy: Policy) -> tuple[Policies, list[ReadError]]:
    try:
        content = files.read_file(path)
    except files.UnreadableFileError as error:
        return Policies(policy), [ReadError(path.name, 0, f"{error.fact} {error.remedy}")]
    policies, faults = read_policies(content, plan, policy)
    return policies, [ReadError(path.name, fault.line, fault.fact) for fault in faults]


def _read_calendar_file(name: str, path: Path, inside: tuple[str, ...]) -> CalendarFile:
    """Read a file; where it cannot be read, or its name is not that of a calendar, say so."""
    suffix, stem = path.suffix.casefold(), path.stem
    if suffix in CALENDAR_SUFFIXES:
        try:
            return CalendarFile(name, files.read_file(path), (*inside, stem))
        except files.UnreadableFileError as error:
            return CalendarFile(
                name, b"", (*inside, stem), ForeignFile(error.fact, str(error.remedy))
            )
    inner = Path(stem.removeprefix("."))
    is_of_calendar = inner.suffix.casefold() in CALENDAR_SUFFIXES
    return CalendarFile(
        name,
        b"",
        (*inside, path.name, inner.stem if is_of_calendar else inner.name),
        _describe_other_file(path),
        is_calendar=False,
        is_anybodys=is_of_calendar,
    )


def _describe_other_file(path: Path) -> ForeignFile:
    """Describe a file whose name is not that of a calendar."""
    suffix = path.suffix.casefold()
    if suffix == _ICLOUD_SUFFIX:
        return ICLOUD_PLACEHOLDER
    if suffix in _DRIVE_SUFFIXES:
        return DRIVE_POINTER
    fact = "this is not a calendar and is not used."
    return ForeignFile(fact, f"Calendars end in {', '.join(CALENDAR_SUFFIXES)}.")
