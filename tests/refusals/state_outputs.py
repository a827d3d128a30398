"""Refusals of files that a person asks for with `-o`."""

from tests.support.remedy_cases import RemedyFolder, publish
from tests.support.state_refusals import RefusalCase


def edit_charter(folder: RemedyFolder) -> None:
    """Write the charter, and edit it."""
    folder.decide("charter -o charter.md")
    path = folder.path / "charter.md"
    path.write_text(path.read_text("utf-8").replace("TestStat", "OtherStat"), encoding="utf-8")


def link_charter(folder: RemedyFolder) -> None:
    """Put a link where the charter is to be."""
    (folder.path / "charter.md").symlink_to(folder.path.parent / "elsewhere.md")


CASES = (
    RefusalCase(
        "workspace/output_file.choose_format",
        "diff -f xml",
        "'xml' is no format here.",
        "Write text, json, md or github.",
        exit_code=2,
    ),
    RefusalCase(
        "workspace/output_file.choose_format (2)",
        "charter -f pdf -o charter.md",
        "-f pdf and the name charter.md contradict each other.",
        "Name a file that ends in .pdf, or leave -f out.",
        exit_code=2,
    ),
    RefusalCase(
        "workspace/output_file.choose_format (2)",
        "diff -f github -o changes.json",
        "-f github and the name changes.json contradict each other.",
        "Name a file without an ending, or leave -f out.",
        exit_code=2,
    ),
    RefusalCase(
        "workspace/output_file.choose_format (3)",
        "charter -o charter.odt",
        "charter.odt: there is no format .odt here.",
        "End the name in one of md, html, docx or pdf, or name the format with -f.",
        exit_code=2,
    ),
    RefusalCase(
        "workspace/output_file._write_through",
        "charter -o /dev/full",
        "/dev/full takes nothing more: No space left on device.",
        "Look at what reads it.",
        exit_code=1,
    ),
    RefusalCase(
        "workspace/output_file.write_outputs",
        "charter -o charter.md",
        "charter.md was edited since statplan wrote it. Nothing was changed.",
        "To keep it, name another file or folder with -o. To replace it, add --force.",
        prepare=edit_charter,
    ),
    RefusalCase(
        "workspace/output_file.describe_loss",
        "diff -o charter.md",
        "charter.md was edited since statplan wrote it. Nothing was changed.",
        "To keep it, name another file or folder with -o. To replace it, add --force.",
        prepare=edit_charter,
    ),
    RefusalCase(
        "workspace/output_file.describe_loss (2)",
        "charter -o charter.md",
        (
            "charter.md is a file. Nothing shows that statplan wrote it, and that nobody "
            "changed it since. Nothing was changed."
        ),
        "To keep it, name another file or folder with -o. To replace it, add --force.",
        prepare=lambda folder: folder.write("charter.md", "Our charter\n"),
    ),
    RefusalCase(
        "workspace/output_file.refuse_destination",
        "charter -o charter.md",
        ("charter.md is a symbolic link, and is not written through. Nothing was changed."),
        "Name the file itself: /elsewhere.md.",
        prepare=link_charter,
    ),
    RefusalCase(
        "workspace/output_file.refuse_destination (2)",
        "diff -f json -o statplan.ledger.json",
        "statplan.ledger.json has the name of a plan's own file. Nothing was changed.",
        "Name another file.",
    ),
    RefusalCase(
        "workspace/output_file.refuse_destination (3)",
        "calendar -o calendars/law.ics",
        (
            "calendars/law.ics is among published calendars, which only `statplan "
            "publish` writes. Nothing was changed."
        ),
        "Name a file in another folder.",
        prepare=publish,
    ),
    RefusalCase(
        "workspace/output_file.refuse_destination (4)",
        "check . --busy busy -o busy/law.csv",
        ("busy/law.csv is read by this command, and would be destroyed. Nothing was changed."),
        "Name another file.",
        prepare=lambda folder: folder.write("busy/law.csv", "start,end\n"),
    ),
)
