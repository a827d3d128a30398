"""The reader of ledger files, which refuses every file that is not as statplan wrote it."""

import codecs
from collections.abc import Iterable, Iterator, Sequence
from datetime import time, timedelta
from functools import lru_cache
from itertools import pairwise
from typing import TYPE_CHECKING

from statplan.errors import Command, Remedy, StatplanError, Words
from statplan.holds import Role, make_uid
from statplan.ledger.file_writer import dump_ledger
from statplan.ledger.model import IssuedEntry, LastPublish, Ledger
from statplan.schedule.holiday_lists import HolidayList
from statplan.strict_json import StateError

if TYPE_CHECKING:
    from statplan.ledger.file_parts import LedgerFile

_DOCTOR = Remedy(
    Command("doctor"), " says whether it can be repaired, and whether git has a good copy."
)
_DAY = timedelta(days=1)
_MEETING_ROLES = (Role.PRIMARY, Role.BACKUP)
_UTF_16 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class DamagedLedgerError(StatplanError):
    """A ledger is cut off, was edited, or says something that statplan never writes."""


def read_ledger(content: bytes, name: str, lineage: str, remedy: Words = _DOCTOR) -> Ledger:
    """Read the ledger of a plan.

    Args:
        content: the file.
        name: how messages name it.
        lineage: the lineage of the plan.
        remedy: what to do where it is damaged.

    Raises:
        DamagedLedgerError: exit code 4; it is cut off, edited by hand, or says something that
            statplan never writes.
        StatplanError: exit code 4; it is of another plan, or of a newer statplan.
    """
    ledger_file, ledger = _parse_file(content, name, remedy)
    refuse_foreign(ledger, name, lineage)
    if not _is_sealed(ledger_file, ledger):
        raise _build_damage_error(content, describe_edit(name), remedy)
    for fault in find_inconsistencies(ledger):
        raise _build_damage_error(content, f"{name}: {fault}", remedy)
    return ledger


def refuse_foreign(ledger: Ledger, name: str, lineage: str) -> None:
    """Refuse the ledger of another plan.

    Raises:
        StatplanError: exit code 4; it is one.
    """
    if ledger.lineage != lineage:
        raise StatplanError(
            f"{name} is the ledger of another plan (lineage {ledger.lineage}).",
            remedy="Put the plan's own ledger beside it, or restore the plan's lineage.",
            exit_code=4,
        )


def describe_edit(name: str) -> str:
    """Return the message that a ledger is not as statplan wrote it."""
    return f"{name} was changed by hand or by a merge: its digest does not fit what it says."


def _build_damage_error(content: bytes, fact: str, remedy: Words) -> DamagedLedgerError:
    if content.startswith(_UTF_16):
        fact += (
            " It is in UTF-16, as PowerShell writes what a command prints, and that changes "
            "letters such as accents."
        )
        remedy = 'Type the command inside `cmd /c "... > FILE"`, which writes letters as they are.'
    return DamagedLedgerError(fact, remedy=remedy, exit_code=4)


def is_sealed(content: bytes) -> bool:
    """Return whether a ledger says what statplan wrote, whatever its line ends and encoding."""
    return _is_sealed(*_parse_file(content, ""))


def _is_sealed(ledger_file: "LedgerFile", ledger: Ledger) -> bool:
    ending = (
        f'"digest": "{ledger_file.digest}"\n}}\n'
        if isinstance(ledger_file.digest, str)
        else "no digest"
    )
    return dump_ledger(ledger).endswith(ending.encode())


def parse_ledger(content: bytes, name: str) -> Ledger:
    """Read a ledger without checking its digest.

    Raises:
        DamagedLedgerError: exit code 4; it is not a ledger.
        StatplanError: exit code 4; it is one of a newer statplan.
    """
    return _parse_file(content, name)[1]


def to_utf8(content: bytes) -> bytes:
    """Return the text of a ledger in UTF-8, whatever a redirection of PowerShell made of it."""
    if content.startswith(_UTF_16):
        return content.decode("utf-16", "replace").encode()
    return content.removeprefix(codecs.BOM_UTF8)


@lru_cache(maxsize=2)  # a command reads the ledger for its holidays, and again under its lock
def _parse_text(text: bytes) -> tuple["LedgerFile", Ledger]:
    from statplan.ledger.file import build_ledger, parse_file

    ledger_file = parse_file(text)
    return ledger_file, build_ledger(ledger_file)


def _parse_file(content: bytes, name: str, remedy: Words = _DOCTOR) -> tuple["LedgerFile", Ledger]:
    from statplan.ledger.file import find_newer_schema

    text = to_utf8(content)
    try:
        return _parse_text(text)
    except StateError as error:
        newer_schema = find_newer_schema(text)
        if newer_schema is None:
            fact = f"{name} cannot be read: {error}."
            raise _build_damage_error(content, fact, remedy) from None
    raise StatplanError(
        f"{name} was written by a newer statplan (schema {newer_schema}).",
        remedy="Upgrade statplan: an older one would lose what it does not know.",
        exit_code=4,
    )


def find_inconsistencies(ledger: Ledger) -> Iterator[str]:
    """Yield a sentence for each thing that no ledger written by statplan contains."""
    yield from _find_repeats(ledger.issued)
    yield from _find_disorder(ledger.holiday_lists)
    published = ledger.published
    if published is None:
        if any((ledger.issued, ledger.published_changes, ledger.holiday_lists, ledger.years)):
            yield "it lists entries that calendars have, and nothing was published."
        return
    if published.serial > ledger.serial or published.decision_count > len(ledger.decisions):
        yield "its last publish knows more than the ledger itself."
    if any(moment > published.published_at for moment in published.merge_moments):
        yield "its last publish unites one that came after it."
    for row in ledger.issued:
        if row.uid != make_uid(ledger.lineage, row.meeting, row.role):
            yield f"the UID of {row.meeting}, {row.role}, is not its own."
        if (
            not row.created <= row.changed <= published.published_at
            or row.sequence >= published.serial
        ):
            yield f"{row.meeting}, {row.role}, changed after the last publish, or too often."
        if not _has_length(row):
            yield f"{row.meeting}, {row.role}, has no length that a meeting or a deadline has."
    yield from _find_year_faults(ledger, published)
    if any(change.published_at > published.published_at for change in ledger.published_changes):
        yield "its history has a change after the last publish."


def _find_repeats(rows: Iterable[IssuedEntry]) -> Iterator[str]:
    keys: set[tuple[str, str]] = set()
    for row in rows:
        if row.key in keys:
            yield f"{row.meeting} has two lines for its {row.role}."
        keys.add(row.key)


def _find_disorder(holiday_lists: Sequence[HolidayList]) -> Iterator[str]:
    """Yield a sentence for lists of holidays, or days in one, that are not in their order."""
    keys = [holiday_list.key for holiday_list in holiday_lists]
    if keys != sorted(set(keys)):
        yield "its lists of holidays are not in order."
    for holiday_list in holiday_lists:
        days = [day for day, _ in holiday_list.days]
        if days != sorted(set(days)) or {day.year for day in days} - {holiday_list.year}:
            yield f"its holidays of {holiday_list.year} are not in order, or of another year."


def _find_year_faults(ledger: Ledger, published: LastPublish) -> Iterator[str]:
    """Yield a sentence for years, or records of meetings, that are not as they are recorded."""
    years = ledger.years
    days = [day for year in years for day in (year.first, year.last)]
    is_overlapping = any(year.first <= before.last for before, year in pairwise(years))
    if days != sorted(days) or is_overlapping:
        yield "its years are not in order, or overlap."
    if any(year.published_at > published.published_at for year in years):
        yield "it has a year that was published after the last publish."
    keys = [record.key for record in ledger.meetings]
    if keys != sorted(set(keys)):
        yield "its meetings are not in order, or one has two lines."
    issued_keys = {row.meeting for row in ledger.issued if row.role in _MEETING_ROLES}
    for record in ledger.meetings:
        if record.key not in issued_keys:
            yield f"it has the record of {record.key}, and no entry of it."
        if record.promise and not (days and days[0] <= record.counted_day <= days[-1]):
            yield f"it promised {record.key} in none of its years."


def _has_length(row: IssuedEntry) -> bool:
    """Return whether a deadline takes one whole day, and a meeting at most as long.

    The moments of a meeting in UTC are near its local times: no zone is more than a day off.
    """
    if row.is_all_day or row.instants is None:
        is_whole_day = row.start.time() == time() and row.end - row.start == _DAY
        return is_whole_day and row.is_all_day and row.instants is None
    offsets = (
        abs(instant.replace(tzinfo=None) - local)
        for instant, local in zip(row.instants, (row.start, row.end), strict=True)
    )
    is_ordered = row.instants[0] < row.instants[1] and row.start < row.end <= row.start + _DAY
    return is_ordered and max(offsets) <= _DAY
