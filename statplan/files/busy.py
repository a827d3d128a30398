"""Read a folder of busy calendars: the files of people and rooms, and the policy beside them."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from statplan import files
from statplan.busy import (
    USUAL,
    Given,
    Policies,
    Policy,
    Reading,
    Trouble,
    read_calendars,
    read_policies,
)
from statplan.errors import StatplanError
from statplan.plan import Plan

CALENDARS = (".ics", ".ical", ".icalendar", ".ifb", ".vfb", ".csv")
POLICY_FILE = "policy.csv"


def gather(folder: Path, plan: Plan, policy: Policy = USUAL) -> Reading:
    """Read the busy time of everybody who has a calendar in a folder.

    What could not be read is told, and of each calendar whose it is.

    Args:
        folder: holds a file for each person and room, or a folder of files for them; a table
            `policy.csv` says what single calendars count for.
        plan: says who there is, which year is looked at, and in which zone.
        policy: what entries count for where the table says nothing.

    Raises:
        StatplanError: there is no such folder or it has no calendars (exit code 2), or the plan
            has no first day or no time zone yet.
    """
    if not folder.is_dir():
        hint = "Name the folder that holds the calendars: `--busy busy`."
        raise StatplanError(f"{folder} is no folder.", hint=hint, exit_code=2)
    given: list[Given] = []
    troubles: list[Trouble] = []
    policies = Policies(policy)
    for name, path in _found(folder):
        try:
            data = _bytes(path)
        except StatplanError as error:
            troubles.append(Trouble(name, 0, f"{error.message} {error.hint}"))
            continue
        if name == POLICY_FILE:
            policies, faults = read_policies(data, plan, policy)
            troubles += (Trouble(name, each.line, each.fact) for each in faults)
        else:
            inside = (path.parent.name,) if path.parent != folder else ()
            given.append(Given(name, data, (*inside, path.stem)))
    if not given and not troubles:
        hint = "Put a file for each person and room into it: see docs/busy.md."
        raise StatplanError(f"{folder} holds no calendars.", hint=hint, exit_code=2)
    reading = read_calendars(given, plan, policies)
    return replace(reading, troubles=tuple(sorted((*troubles, *reading.troubles))))


def _found(folder: Path) -> Iterator[tuple[str, Path]]:
    """The files of a folder and of the folders in it, in order; hidden ones are none."""
    for path in sorted(each for each in folder.iterdir() if not each.name.startswith(".")):
        inside = sorted(path.iterdir()) if path.is_dir() else [path]
        for each in inside:
            if not each.name.startswith("."):
                yield each.relative_to(folder).as_posix(), each


def _bytes(path: Path) -> bytes:
    if path.is_file() and path.suffix.casefold() not in CALENDARS:
        fact = "this is no calendar and is not used."
        raise StatplanError(fact, hint=f"Calendars end in {', '.join(CALENDARS)}.")
    try:
        return files.read(path)
    except StatplanError as error:
        fact = error.message.removeprefix(str(path)).removeprefix(":").strip()
        raise StatplanError(fact, hint=error.hint) from None
