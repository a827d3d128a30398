"""The files of a folder of busy calendars: whose each is, and which of several copies counts."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from statplan.busy.content_lines import find_properties, unfold_text
from statplan.busy.foreign_files import ForeignFile, recognize_foreign_file
from statplan.busy.owners import Owner, Owners, make_slug
from statplan.copy_names import find_original_names

TABLE_SUFFIX = ".csv"
_HEAD = 20_000  # characters in which a file says whose it is


@dataclass(frozen=True)
class CalendarFile:
    """A file: its name, its bytes, and the words that may say who owns it, the last its own name.

    `damage` says why it could not be read, where that is known already. `is_calendar` tells that
    its name is that of a calendar, and `is_anybodys` that it may be the calendar of whoever has no
    other, where nothing says whose it is.
    """

    name: str
    content: bytes
    owner_hints: tuple[str, ...] = ()
    damage: ForeignFile | None = None
    is_calendar: bool = True
    is_anybodys: bool = True

    @property
    def is_table(self) -> bool:
        """True for a table, which may hold the time of many."""
        return self.name.casefold().endswith(TABLE_SUFFIX)

    @property
    def folder(self) -> str:
        """The folder of a person or a room in which it is; empty where it is in none."""
        return self.name.rpartition("/")[0]

    @property
    def stem(self) -> str:
        """Its name without the suffix and the folder."""
        return self.owner_hints[-1] if self.owner_hints else ""

    @cached_property
    def foreign(self) -> ForeignFile | None:
        """What it is instead of a calendar."""
        return self.damage or recognize_foreign_file(self.content)


@dataclass(frozen=True, slots=True)
class OwnedFile:
    """A file and its owner, None where it says of nobody that it is theirs.

    `original` is the name, without its suffix, of the file that it is a copy of by its own name;
    empty where it is none.
    """

    calendar_file: CalendarFile
    owner: Owner | None
    original: str = ""


@dataclass(frozen=True, slots=True)
class UnusedCopy:
    """A copy that does not count, and the file that counts instead."""

    file: str
    used_file: str
    is_same: bool  # the two have the same contents


def find_owners(calendar_files: Iterable[CalendarFile], owners: Owners) -> list[OwnedFile]:
    """Return each file with its owner, and with what it is a copy of."""
    all_files = list(calendar_files)
    stems = {(file.folder, make_slug(file.stem)) for file in all_files}
    return [_find_owner(file, owners, stems) for file in all_files]


def _find_owner(file: CalendarFile, owners: Owners, stems: set[tuple[str, str]]) -> OwnedFile:
    owner = owners.find_owner(file.owner_hints)
    if owner is None:
        for original in find_original_names(file.stem):
            owner = owners.find_owner((original,))
            if owner:
                return OwnedFile(file, owner, original)
        if not file.is_table and file.foreign is None:
            owner = owners.find_owner(_find_owner_names(unfold_text(file.content).unfolded))
    # Two files that a browser numbered may be two calendars. Tables are all called alike.
    is_marked_enough = not (file.is_table and not file.folder)
    for original in find_original_names(file.stem, in_words=is_marked_enough):
        if (file.folder, make_slug(original)) in stems:
            return OwnedFile(file, owner, original)
    return OwnedFile(file, owner)


def _find_owner_names(unfolded: bytes) -> tuple[str, ...]:
    """Return the owner that a file names before its first entry; for free-busy also inside it."""
    head, _, _ = unfolded[:_HEAD].partition(b"BEGIN:VEVENT")
    names: tuple[str, ...] = ("X-WR-CALNAME", "X-WR-RELCALID", "X-OWNER")
    if b"BEGIN:VFREEBUSY" in head:
        names = (*names, "ORGANIZER", "ATTENDEE")
    return find_properties(head, *names)


def select_files(owned_files: Iterable[OwnedFile]) -> tuple[list[OwnedFile], list[UnusedCopy]]:
    """Return the files that count, and the copies that do not.

    Of a file and its copies, the file counts. Where it is missing or cannot be read, the copy
    counts whose name is the last in order, which has the highest number or the latest day.
    """
    all_files = list(owned_files)
    groups: defaultdict[tuple[str, ...], list[OwnedFile]] = defaultdict(list)
    for owned_file in all_files:
        file = owned_file.calendar_file
        suffix = file.name.rpartition(".")[2].casefold()
        groups[file.folder, suffix, make_slug(owned_file.original or file.stem)].append(owned_file)
    unused: dict[str, UnusedCopy] = {}
    for group in groups.values():
        readable = [owned for owned in group if owned.calendar_file.foreign is None]
        used = max(readable, key=_rank_copy, default=None)
        if used is None:
            continue
        for other in readable if used.original else group:
            if other is not used and other.original:
                unused[other.calendar_file.name] = _build_unused_copy(other, used)
    kept = [owned for owned in all_files if owned.calendar_file.name not in unused]
    return kept, list(unused.values())


def _rank_copy(owned_file: OwnedFile) -> tuple[bool, list[tuple[bool, int, str]]]:
    """Return what makes a file count: that it is no copy; then the numbers in its name."""
    pieces = re.findall(r"\d+|\D+", owned_file.calendar_file.stem)
    order = [(piece.isdecimal(), int(piece) if piece.isdecimal() else 0, piece) for piece in pieces]
    return not owned_file.original, order


def _build_unused_copy(owned_file: OwnedFile, used: OwnedFile) -> UnusedCopy:
    file, used_file = owned_file.calendar_file, used.calendar_file
    return UnusedCopy(file.name, used_file.name, file.content == used_file.content)
