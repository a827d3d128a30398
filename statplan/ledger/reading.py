"""Read a ledger and prove it; whatever cannot be proved is refused, and never begun anew."""

from collections.abc import Iterable, Iterator
from datetime import time, timedelta
from typing import TYPE_CHECKING

from statplan.errors import StatplanError
from statplan.holds import uid
from statplan.ledger.records import Issued, Ledger
from statplan.ledger.writing import write
from statplan.strict_json import StateError

if TYPE_CHECKING:
    from statplan.ledger.file import LedgerFile

_DOCTOR = "`statplan doctor` tells what can be mended; version control has the last good one."
_DAY = timedelta(days=1)


def read(data: bytes, name: str, lineage: str) -> Ledger:
    """Read the ledger of a plan.

    Args:
        data: the file.
        name: how messages name it.
        lineage: the plan's own.

    Raises:
        StatplanError: exit code 4; it is cut off, edited by hand, of another plan, of a newer
            statplan, or says something that statplan never writes.
    """
    file, ledger = _parse(data, name)
    if ledger.lineage != lineage:
        fact = f"{name} is the ledger of another plan (lineage {ledger.lineage})."
        raise _refused(fact, "Put the plan's own ledger beside it, or restore the plan's lineage.")
    if not _is_sealed(file, ledger):
        fact = f"{name} was changed by hand or by a merge: its digest does not fit what it says."
        raise _refused(fact, _DOCTOR)
    for fault in impossible(ledger):
        raise _refused(f"{name}: {fault}", _DOCTOR)
    return ledger


def is_sealed(data: bytes) -> bool:
    """Whether a ledger says what statplan wrote; line ends and blanks are not what it says."""
    return _is_sealed(*_parse(data, ""))


def _is_sealed(file: "LedgerFile", ledger: Ledger) -> bool:
    ending = f'"digest": "{file.digest}"\n}}\n' if isinstance(file.digest, str) else "no digest"
    return write(ledger).endswith(ending.encode())


def parse(data: bytes, name: str) -> Ledger:
    """Read what a ledger says, proved or not.

    Raises:
        StatplanError: exit code 4; it is not a ledger, or one of a newer statplan.
    """
    return _parse(data, name)[1]


def _parse(data: bytes, name: str) -> tuple["LedgerFile", Ledger]:
    from statplan.ledger.file import find_newer_schema, make_ledger, parse_file

    try:
        file = parse_file(data)
        return file, make_ledger(file)
    except StateError as error:
        newer = find_newer_schema(data)
        if newer is None:
            raise _refused(f"{name} cannot be read: {error}.", _DOCTOR) from None
    fact = f"{name} was written by a newer statplan (schema {newer})."
    raise _refused(fact, "Upgrade statplan: an older one would lose what it does not know.")


def impossible(ledger: Ledger) -> Iterator[str]:
    """Name what cannot be in a ledger that statplan wrote, in sentences."""
    yield from _find_repeats(ledger.issued)
    published = ledger.published
    if published is None:
        if ledger.issued or ledger.told:
            yield "it lists entries that calendars have, and nothing was published."
        return
    if published.serial > ledger.serial or published.decisions > len(ledger.decisions):
        yield "its last publish knows more than the ledger itself."
    if any(moment > published.at for moment in published.merged):
        yield "its last publish unites one that came after it."
    for row in ledger.issued:
        if row.uid != uid(ledger.lineage, row.meeting, row.role):
            yield f"the UID of {row.meeting}, {row.role}, is not its own."
        if not row.created <= row.changed <= published.at or row.sequence >= published.serial:
            yield f"{row.meeting}, {row.role}, changed after the last publish, or too often."
        if not _has_length(row):
            yield f"{row.meeting}, {row.role}, has no length that a meeting or a deadline has."
    if any(change.at > published.at for change in ledger.told):
        yield "its history has a change after the last publish."


def _find_repeats(rows: Iterable[Issued]) -> Iterator[str]:
    keys: set[tuple[str, str]] = set()
    for row in rows:
        if row.key in keys:
            yield f"{row.meeting} has two lines for its {row.role}."
        keys.add(row.key)


def _has_length(row: Issued) -> bool:
    """Whether a deadline takes one whole day, and a meeting at most as long."""
    if row.all_day:
        return row.start.time() == time() and row.end - row.start == _DAY
    return row.start < row.end <= row.start + _DAY


def _refused(fact: str, hint: str) -> StatplanError:
    return StatplanError(fact, hint=hint, exit_code=4)
