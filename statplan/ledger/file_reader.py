"""The reader of ledger files, which refuses every file that is not as statplan wrote it."""

import codecs
from collections.abc import Iterable, Iterator
from datetime import time, timedelta
from typing import TYPE_CHECKING

from statplan.errors import Command, Remedy, StatplanError, Words
from statplan.holds import make_uid
from statplan.ledger.file_writer import dump_ledger
from statplan.ledger.model import IssuedEntry, Ledger
from statplan.strict_json import StateError

if TYPE_CHECKING:
    from statplan.ledger.file import LedgerFile

_DOCTOR = Remedy(
    Command("doctor"), " says whether it can be repaired, and whether git has a good copy."
)
_DAY = timedelta(days=1)
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


def _parse_file(content: bytes, name: str, remedy: Words = _DOCTOR) -> tuple["LedgerFile", Ledger]:
    from statplan.ledger.file import build_ledger, find_newer_schema, parse_file

    text = to_utf8(content)
    try:
        ledger_file = parse_file(text)
        return ledger_file, build_ledger(ledger_file)
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
    published = ledger.published
    if published is None:
        if ledger.issued or ledger.published_changes:
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
    if any(change.published_at > published.published_at for change in ledger.published_changes):
        yield "its history has a change after the last publish."


def _find_repeats(rows: Iterable[IssuedEntry]) -> Iterator[str]:
    keys: set[tuple[str, str]] = set()
    for row in rows:
        if row.key in keys:
            yield f"{row.meeting} has two lines for its {row.role}."
        keys.add(row.key)


def _has_length(row: IssuedEntry) -> bool:
    """Return whether a deadline takes one whole day, and a meeting at most as long."""
    if row.is_all_day:
        return row.start.time() == time() and row.end - row.start == _DAY
    return row.start < row.end <= row.start + _DAY
