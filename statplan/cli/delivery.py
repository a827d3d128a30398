"""What `charter` and `calendar` share: where a document is written, and what is undecided."""

import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from statplan import calendars, screen
from statplan.errors import StatplanError
from statplan.workspace.output_file import STANDARD_OUTPUT, write_output
from statplan.workspace.plan_loader import ScheduledPlan
from statplan.workspace.workspace import list_state_files

_BINARY = (b"%PDF", b"PK\x03\x04")


@dataclass(frozen=True, slots=True)
class Delivery:
    """The delivery of a document: its format, where to, its paper, and whether to write over."""

    form: str
    output: str
    paper: str
    force: bool


def write_document(loaded: ScheduledPlan, content: bytes, form: str, delivery: Delivery) -> None:
    """Write a rendered document where the delivery says.

    Raises:
        StatplanError: a binary format would go to a terminal, or the file may not be written.
    """
    output = delivery.output
    if output in STANDARD_OUTPUT and sys.stdout.isatty() and content.startswith(_BINARY):
        fact = "this format is not for a terminal."
        raise StatplanError(fact, remedy="Name a file to write with -o FILE.", exit_code=2)
    inputs = list_state_files(loaded)
    write_output(output, content, inputs, form=form, force=delivery.force)
    warn_large_calendars({Path(output): content})


def warn_large_calendars(outputs: Mapping[Path, bytes]) -> None:
    """Say on stderr which calendars are larger than some programs take."""
    for path, content in outputs.items():
        if path.suffix == ".ics" and len(content) > calendars.LARGE:
            screen.print_message(
                f"{path} has {len(content):,} octets; Google is reported to refuse calendars "
                "of more than about 1 MB.\n"
                "  `--for DEPARTMENT` or `--for PERSON` makes smaller ones."
            )


def require_known(word: str, words: tuple[str, ...], kind: str) -> None:
    """Refuse a word that is not among the words of its kind.

    Raises:
        StatplanError: the word is unknown; the remedy lists the known ones.
    """
    if word not in words:
        remedy = f"Write {', '.join(words[:-1])} or {words[-1]}."
        raise StatplanError(f"'{word}' is no {kind} here.", remedy=remedy, exit_code=2)


def describe_undecided(loaded: ScheduledPlan) -> str:
    """Return the series that are not on the calendar yet, each with the answers it lacks."""
    undecided_series = loaded.schedule.undecided
    return "; ".join(f"{series.title}: {', '.join(series.missing)}" for series in undecided_series)


def report_undecided(loaded: ScheduledPlan) -> None:
    """Say on stderr what keeps meetings off the calendar."""
    undecided = describe_undecided(loaded)
    if undecided or not loaded.schedule.meetings:
        reason = undecided or "frequency.series"
        screen.print_message(f"Not on the calendar yet, still to be decided: {reason}")
