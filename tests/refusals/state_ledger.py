"""Refusals of a ledger file: what is in it is not what statplan writes."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

from pydantic import TypeAdapter

from statplan.ledger.file_reader import parse_ledger
from statplan.ledger.file_writer import dump_ledger
from statplan.ledger.model import IssuedEntry, LastPublish, Ledger, PublishedChange
from statplan.strict_json import parse_state
from tests.support.remedy_cases import RemedyFolder, Step, publish
from tests.support.state_refusals import RefusalCase
from tests.support.tampered_files import sealed_ledger
from tests.support.workspace_remedies import LEDGER, damage_ledger

DOCTOR = "`statplan doctor` says whether it can be repaired, and whether git has a good copy."
_DAY = timedelta(days=1)


FEBRUARY = {
    "country": "US",
    "subdivision": None,
    "observed": True,
    "year": 2027,
    "release": "0.95",
    "days": {"2027-02-30": ["A day"]},
}


def change_ledger(change: Callable[[Ledger], Ledger]) -> Step:
    """Return what publishes, and then writes another ledger, whose digest fits."""

    def write(folder: RemedyFolder) -> None:
        publish(folder)
        folder.decide("bump blight/2027-03", "publish")
        ledger = parse_ledger((folder.path / LEDGER).read_bytes(), "")
        (folder.path / LEDGER).write_bytes(dump_ledger(change(ledger)))

    return write


def change_row(change: Callable[[IssuedEntry], IssuedEntry]) -> Step:
    """Return what changes the first line of a ledger that calendars have."""
    return change_ledger(
        lambda ledger: replace(ledger, issued=(change(ledger.issued[0]), *ledger.issued[1:]))
    )


def change_publish(change: Callable[[LastPublish], LastPublish]) -> Step:
    """Return what changes the last publish of a ledger."""

    def change_last(ledger: Ledger) -> Ledger:
        assert ledger.published
        return replace(ledger, published=change(ledger.published))

    return change_ledger(change_last)


def change_file(change: Callable[[Any], object]) -> Step:
    """Return what changes the parts of a ledger file, and seals it again."""

    def write(folder: RemedyFolder) -> None:
        publish(folder)
        parts = json.loads((folder.path / LEDGER).read_bytes())
        change(parts)
        (folder.path / LEDGER).write_bytes(sealed_ledger(parts))

    return write


def change_text(old: str, new: str, encoding: str = "utf-8") -> Step:
    """Return what replaces a text in a ledger file."""

    def write(folder: RemedyFolder) -> None:
        publish(folder)
        text = (folder.path / LEDGER).read_text("utf-8")
        assert old in text
        (folder.path / LEDGER).write_bytes(text.replace(old, new, 1).encode(encoding))

    return write


def write_digest(digest: str) -> Step:
    """Return what writes something else in the place of the digest of a ledger file."""

    def write(folder: RemedyFolder) -> None:
        publish(folder)
        text = (folder.path / LEDGER).read_text("utf-8")
        folder.write(LEDGER, f'{text[: text.rindex(chr(34) + "digest")]}"digest": {digest}\n}}\n')

    return write


def change_lineage(folder: RemedyFolder) -> None:
    """Give the plan another lineage."""
    publish(folder)
    folder.edit("-000000000001", "-000000000002")


def write_ledger(content: bytes) -> Step:
    """Return what writes a ledger file."""
    return lambda folder: (folder.path / LEDGER).write_bytes(content)


def repeat_first(ledger: Ledger) -> Ledger:
    """Return a ledger with its first entry twice."""
    return replace(ledger, issued=(ledger.issued[0], *ledger.issued))


def lengthen(row: IssuedEntry) -> IssuedEntry:
    """Return an entry that lasts two days."""
    return replace(row, end=row.start + 2 * _DAY)


def change_later(ledger: Ledger) -> Ledger:
    """Return a ledger whose history goes on after the last publish."""
    last: PublishedChange = ledger.published_changes[-1]
    later = replace(last, published_at=last.published_at + _DAY)
    return replace(ledger, published_changes=(*ledger.published_changes, later))


def turn_year(ledger: Ledger) -> Ledger:
    """Return a ledger whose year ends before it begins."""
    (year,) = ledger.years
    return replace(ledger, years=(replace(year, first=year.last, last=year.first),))


def publish_year_later(ledger: Ledger) -> Ledger:
    """Return a ledger whose year was published after everything else."""
    (year,) = ledger.years
    return replace(ledger, years=(replace(year, published_at=year.published_at + _DAY),))


def forget_first(ledger: Ledger) -> Ledger:
    """Return a ledger without the entries of the meeting that has the first record."""
    key = ledger.meetings[0].key
    return replace(ledger, issued=tuple(row for row in ledger.issued if row.meeting != key))


def shorten_year(ledger: Ledger) -> Ledger:
    """Return a ledger whose year begins after the first meeting that it promised."""
    (year,) = ledger.years
    return replace(ledger, years=(replace(year, first=year.first + 30 * _DAY),))


CASES = (
    RefusalCase(
        "ledger/file_reader._find_year_faults",
        "status",
        "/plan/statplan.ledger.json: its years are not in order, or overlap.",
        DOCTOR,
        prepare=change_ledger(lambda ledger: replace(ledger, years=ledger.years * 2)),
    ),
    RefusalCase(
        "ledger/file_reader._find_year_faults",
        "status",
        "/plan/statplan.ledger.json: its years are not in order, or overlap.",
        DOCTOR,
        prepare=change_ledger(turn_year),
    ),
    RefusalCase(
        "ledger/file_reader._find_year_faults (2)",
        "status",
        "/plan/statplan.ledger.json: it has a year that was published after the last publish.",
        DOCTOR,
        prepare=change_ledger(publish_year_later),
    ),
    RefusalCase(
        "ledger/file_reader._find_year_faults (3)",
        "status",
        "/plan/statplan.ledger.json: its meetings are not in order, or one has two lines.",
        DOCTOR,
        prepare=change_ledger(lambda ledger: replace(ledger, meetings=ledger.meetings[::-1])),
    ),
    RefusalCase(
        "ledger/file_reader._find_year_faults (4)",
        "status",
        "/plan/statplan.ledger.json: it has the record of blight/2027-01, and no entry of it.",
        DOCTOR,
        prepare=change_ledger(forget_first),
    ),
    RefusalCase(
        "ledger/file_reader._find_year_faults (5)",
        "status",
        "/plan/statplan.ledger.json: it promised blight/2027-01 in none of its years.",
        DOCTOR,
        prepare=change_ledger(shorten_year),
    ),
    RefusalCase(
        "ledger/file_reader._find_repeats",
        "status",
        "/plan/statplan.ledger.json: blight/2027-01 has two lines for its backup.",
        DOCTOR,
        prepare=change_ledger(repeat_first),
    ),
    RefusalCase(
        "ledger/file_reader.find_inconsistencies",
        "status",
        (
            "/plan/statplan.ledger.json: it lists entries that calendars have, and "
            "nothing was published."
        ),
        DOCTOR,
        prepare=change_ledger(lambda ledger: replace(ledger, published=None)),
    ),
    RefusalCase(
        "ledger/file_reader.find_inconsistencies",
        "status",
        (
            "/plan/statplan.ledger.json: it lists entries that calendars have, and "
            "nothing was published."
        ),
        DOCTOR,
        prepare=change_ledger(lambda ledger: replace(ledger, published=None, issued=())),
    ),
    RefusalCase(
        "ledger/file_reader.find_inconsistencies (2)",
        "status",
        ("/plan/statplan.ledger.json: its last publish knows more than the ledger itself."),
        DOCTOR,
        prepare=change_publish(lambda last: replace(last, serial=99)),
    ),
    RefusalCase(
        "ledger/file_reader.find_inconsistencies (2)",
        "status",
        ("/plan/statplan.ledger.json: its last publish knows more than the ledger itself."),
        DOCTOR,
        prepare=change_publish(lambda last: replace(last, decision_count=2)),
    ),
    RefusalCase(
        "ledger/file_reader.find_inconsistencies (3)",
        "status",
        "/plan/statplan.ledger.json: its last publish unites one that came after it.",
        DOCTOR,
        prepare=change_publish(
            lambda last: replace(last, merge_moments=(last.published_at + _DAY,))
        ),
    ),
    RefusalCase(
        "ledger/file_reader.find_inconsistencies (4)",
        "status",
        ("/plan/statplan.ledger.json: the UID of blight/2027-01, backup, is not its own."),
        DOCTOR,
        prepare=change_row(lambda row: replace(row, uid="x@statplan")),
    ),
    RefusalCase(
        "ledger/file_reader.find_inconsistencies (5)",
        "status",
        (
            "/plan/statplan.ledger.json: blight/2027-01, backup, changed after the last "
            "publish, or too often."
        ),
        DOCTOR,
        prepare=change_row(lambda row: replace(row, changed=row.changed + _DAY)),
    ),
    RefusalCase(
        "ledger/file_reader.find_inconsistencies (5)",
        "status",
        (
            "/plan/statplan.ledger.json: blight/2027-01, backup, changed after the last "
            "publish, or too often."
        ),
        DOCTOR,
        prepare=change_row(lambda row: replace(row, created=row.changed + _DAY)),
    ),
    RefusalCase(
        "ledger/file_reader.find_inconsistencies (5)",
        "status",
        (
            "/plan/statplan.ledger.json: blight/2027-01, backup, changed after the last "
            "publish, or too often."
        ),
        DOCTOR,
        prepare=change_row(lambda row: replace(row, sequence=3)),
    ),
    RefusalCase(
        "ledger/file_reader.find_inconsistencies (6)",
        "status",
        (
            "/plan/statplan.ledger.json: blight/2027-01, backup, has no length that a "
            "meeting or a deadline has."
        ),
        DOCTOR,
        prepare=change_row(lengthen),
    ),
    RefusalCase(
        "ledger/file_reader.find_inconsistencies (6)",
        "status",
        (
            "/plan/statplan.ledger.json: blight/2027-01, backup, has no length that a "
            "meeting or a deadline has."
        ),
        DOCTOR,
        prepare=change_row(lambda row: replace(row, end=row.start)),
    ),
    RefusalCase(
        "ledger/file_reader.find_inconsistencies (7)",
        "status",
        "/plan/statplan.ledger.json: its history has a change after the last publish.",
        DOCTOR,
        prepare=change_ledger(change_later),
    ),
    RefusalCase(
        "ledger/file_reader.read_ledger",
        "status",
        (
            "/plan/statplan.ledger.json was changed by hand or by a merge: its digest "
            "does not fit what it says."
        ),
        DOCTOR,
        prepare=change_text('"serial": 1', '"serial": 2'),
    ),
    RefusalCase(
        "ledger/file_reader.read_ledger (2)",
        "bump blight/2027-03",
        (
            "/plan/statplan.ledger.json: blight/2027-01, backup, has no length that a "
            "meeting or a deadline has."
        ),
        DOCTOR,
        prepare=change_row(lengthen),
    ),
    RefusalCase(
        "ledger/file_reader.refuse_foreign",
        "status",
        (
            "/plan/statplan.ledger.json is the ledger of another plan (lineage "
            "6f1c2b1e-0000-4000-8000-000000000001)."
        ),
        "Put the plan's own ledger beside it, or restore the plan's lineage.",
        prepare=change_lineage,
    ),
    RefusalCase(
        "ledger/file_reader._parse_file",
        "status",
        (
            "/plan/statplan.ledger.json cannot be read: it is cut off or damaged at line "
            "126, column 39."
        ),
        DOCTOR,
        prepare=damage_ledger,
    ),
    RefusalCase(
        "ledger/file_reader._parse_file",
        "status",
        (
            "/plan/statplan.ledger.json cannot be read: it is cut off or damaged at line "
            "126, column 8. It is in UTF-16, as PowerShell writes what a command prints, "
            "and that changes letters such as accents."
        ),
        ('Type the command inside `cmd /c "... > FILE"`, which writes letters as they are.'),
        prepare=change_text('"digest"', '"dig', "utf-16"),
    ),
    RefusalCase(
        "ledger/file_reader._parse_file (2)",
        "status",
        "/plan/statplan.ledger.json was written by a newer statplan (schema 91).",
        "Upgrade statplan: an older one would lose what it does not know.",
        prepare=change_text('"schema": ', '"schema": 9'),
    ),
    RefusalCase(
        "ledger/file._build_issued_entries",
        "status",
        ("/plan/statplan.ledger.json cannot be read: it has a line of its texts or its who twice."),
        DOCTOR,
        prepare=change_file(lambda parts: parts["who"].append(parts["who"][0])),
    ),
    RefusalCase(
        "ledger/file._build_issued_entries",
        "status",
        ("/plan/statplan.ledger.json cannot be read: it has a line of its texts or its who twice."),
        DOCTOR,
        prepare=change_file(lambda parts: parts["texts"].append(parts["texts"][0])),
    ),
    RefusalCase(
        "ledger/file._build_issued_entries (2)",
        "status",
        ("/plan/statplan.ledger.json cannot be read: it lacks the text DIGEST of blight/2027-01."),
        DOCTOR,
        prepare=change_file(lambda parts: parts["issued"][0].update(text="00")),
    ),
    RefusalCase(
        "ledger/file._build_issued_entries (2)",
        "status",
        ("/plan/statplan.ledger.json cannot be read: it lacks the who DIGEST of blight/2027-01."),
        DOCTOR,
        prepare=change_file(lambda parts: parts["issued"][0].update(who="00")),
    ),
    RefusalCase(
        "ledger/file._build_issued_entries (3)",
        "status",
        "/plan/statplan.ledger.json cannot be read: its who DIGEST was changed.",
        DOCTOR,
        prepare=change_file(lambda parts: parts["who"][0].update(people=["clerk"])),
    ),
    RefusalCase(
        "ledger/file._build_day",
        "status",
        (
            "/plan/statplan.ledger.json cannot be read: it has the day 2027-02-30, which does not "
            "exist."
        ),
        DOCTOR,
        prepare=change_file(lambda parts: parts["years"][0].update(last="2027-02-30")),
    ),
    RefusalCase(
        "ledger/file._build_records",
        "status",
        (
            "/plan/statplan.ledger.json cannot be read: it lacks the settings DIGEST of "
            "blight/2027-01."
        ),
        DOCTOR,
        prepare=change_file(lambda parts: parts["meetings"][0].update(settings="00")),
    ),
    RefusalCase(
        "ledger/file._build_records (2)",
        "status",
        "/plan/statplan.ledger.json cannot be read: its settings DIGEST were changed.",
        DOCTOR,
        prepare=change_file(lambda parts: parts["settings"][0].update(title="Another")),
    ),
    RefusalCase(
        "ledger/file._build_holiday_list",
        "status",
        (
            "/plan/statplan.ledger.json cannot be read: its holidays of 2027 have a day that does "
            "not exist."
        ),
        DOCTOR,
        prepare=change_file(lambda parts: parts["holidays"].append(FEBRUARY)),
    ),
    RefusalCase(
        "ledger/file._build_text",
        "status",
        "/plan/statplan.ledger.json cannot be read: its text DIGEST was changed.",
        DOCTOR,
        prepare=change_file(lambda parts: parts["texts"][0].update(name="Another")),
    ),
    RefusalCase(
        "strict_json.parse_state",
        lambda _: parse_state(TypeAdapter(int), b"12345", 4),
        "it is larger than 4 bytes",
        exit_code=0,
    ),
    RefusalCase(
        "strict_json.parse_state (2)",
        "status",
        (
            "/plan/statplan.ledger.json cannot be read: it is cut off or damaged at line "
            "126, column 39."
        ),
        DOCTOR,
        prepare=damage_ledger,
    ),
    RefusalCase(
        "strict_json._refuse_number",
        "status",
        "/plan/statplan.ledger.json cannot be read: it has NaN in place of a number.",
        DOCTOR,
        prepare=write_digest("NaN"),
    ),
    RefusalCase(
        "strict_json._refuse_number",
        "status",
        ("/plan/statplan.ledger.json cannot be read: it has 1e999 in place of a number."),
        DOCTOR,
        prepare=write_digest("1e999"),
    ),
    RefusalCase(
        "strict_json._refuse_repeats",
        "status",
        "/plan/statplan.ledger.json cannot be read: it has its part digest twice.",
        DOCTOR,
        prepare=change_text('"digest": "', '"digest": "x", "digest": "'),
    ),
    RefusalCase(
        "strict_json._describe_error",
        "status",
        (
            "/plan/statplan.ledger.json cannot be read: it is cut off or damaged at line "
            "2, column 0."
        ),
        DOCTOR,
        prepare=write_ledger(b'{"schema": 4,\n'),
    ),
    RefusalCase(
        "strict_json._describe_error (2)",
        "status",
        (
            "/plan/statplan.ledger.json cannot be read: its part serial is not as "
            "statplan writes it."
        ),
        DOCTOR,
        prepare=change_file(lambda parts: parts.update(serial="1")),
    ),
    RefusalCase(
        "strict_json._describe_error (3)",
        "status",
        "/plan/statplan.ledger.json cannot be read: it is another file.",
        DOCTOR,
        prepare=write_ledger(b"[]"),
    ),
)
