"""People and rooms whose calendars are not known, because a file could not be read."""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from statplan.busy.foreign_files import ForeignFile
from statplan.busy.owners import Owner
from statplan.schedule.bookings import Resource

ANYBODYS = "It may be the calendar of anybody who has no other here."


@dataclass(frozen=True, slots=True)
class UnreadableFile:
    """A file that could not be read to its end.

    `owner` is whose it is, None where that cannot be told. `is_calendar` tells that its name is
    that of a calendar; a file of another name, such as `mayor.pdf`, says nothing where there is a
    calendar. `is_anybodys` tells that it may be a calendar of whoever has no other.
    """

    file: str
    line: int
    damage: ForeignFile
    owner: Owner | None
    is_calendar: bool = True
    is_anybodys: bool = True


@dataclass(frozen=True, slots=True)
class UnknownCalendar:
    """A person or room of whom a file could not be read, so that they are neither free nor busy.

    `is_named` tells that the file is theirs by its name; else it may be. `is_partly_read` tells
    that some of their time was read, which counts. `line` is 0 for the whole file.
    """

    owner: Resource
    label: str
    file: str
    line: int
    fact: str
    remedy: str
    is_named: bool = True
    is_partly_read: bool = False

    def __str__(self) -> str:
        partly = ", partly read" if self.is_partly_read else ""
        return f"{self.label} ({self.file}{partly})"


def find_unknown_calendars(
    unreadable_files: Iterable[UnreadableFile],
    owners: Iterable[Owner],
    read_resources: AbstractSet[Resource],
) -> tuple[UnknownCalendar, ...]:
    """Return whose calendars are not known, each with the first file that is the reason.

    Args:
        unreadable_files: the files that could not be read, in order.
        owners: everybody whose calendar can be used.
        read_resources: those of whom a file was read, at least in part.
    """
    all_files = list(unreadable_files)
    files_by_owner = {
        owner: _list_files_of(owner, all_files, is_read=owner.resource in read_resources)
        for owner in owners
    }
    return tuple(
        _build_unknown_calendar(owner, files[0], is_read=owner.resource in read_resources)
        for owner, files in files_by_owner.items()
        if files
    )


def _list_files_of(
    owner: Owner, unreadable_files: list[UnreadableFile], *, is_read: bool
) -> list[UnreadableFile]:
    """List the files because of which somebody's calendar is not known; their own come first."""
    own_files = [
        file
        for file in unreadable_files
        if file.owner == owner and (file.is_calendar or not is_read)
    ]
    if own_files or is_read:
        return own_files
    return [file for file in unreadable_files if file.owner is None and file.is_anybodys]


def _build_unknown_calendar(
    owner: Owner, file: UnreadableFile, *, is_read: bool
) -> UnknownCalendar:
    return UnknownCalendar(
        owner.resource,
        owner.label,
        file.file,
        file.line,
        file.damage.fact,
        " ".join(filter(None, (file.damage.remedy, "" if file.owner else ANYBODYS))),
        is_named=file.owner is not None,
        is_partly_read=is_read,
    )
