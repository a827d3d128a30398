"""Refusals to publish, to redact, to make a plan, and to search for places."""

import json

from tests.support.decision_remedies import (
    bump_march,
    edit_everything,
    return_to_earlier_year,
    save_outdated_changes,
    write_bad_changes,
)
from tests.support.remedy_cases import RemedyFolder, publish
from tests.support.state_refusals import RefusalCase
from tests.support.workspace_remedies import LEDGER

NOTES = "records/blight-2027-01-notes.md"


COPY = "records/blight-2027-01-notes.public.md"


def begin_after_year(folder: RemedyFolder) -> None:
    """Wait until the whole year is over."""
    folder.clock("2027-12-10T12:00")


def lose_all_but_note(folder: RemedyFolder) -> None:
    """Lose the ledger and every calendar; the note of the last publish is left."""
    publish(folder)
    (folder.path / LEDGER).unlink()
    for path in sorted((folder.path / "calendars").rglob("*"), reverse=True):
        if path.is_dir():
            path.rmdir()
        elif path.name != "CHANGES.md" or path.parent.name != "calendars":
            path.unlink()


def keep_foreign_note(folder: RemedyFolder) -> None:
    """Keep a file of one's own where the note will be."""
    folder.write("calendars/CHANGES.md", "Our changes\n")


def save_for_public(folder: RemedyFolder) -> None:
    """Save what the public is shown of the pending changes."""
    bump_march(folder)
    folder.decide("diff --for public -o changes.json")


def save_changes(folder: RemedyFolder) -> None:
    """Save the pending changes."""
    bump_march(folder)
    folder.decide("diff -o changes.json")


def change_saved(folder: RemedyFolder, name: str, content: object) -> None:
    """Change a part of the saved changes."""
    save_changes(folder)
    saved = json.loads((folder.path / "changes.json").read_text("utf-8"))
    folder.write("changes.json", json.dumps({**saved, name: content}))


def edit_after_saving(folder: RemedyFolder) -> None:
    """Edit the plan after the changes were saved."""
    save_changes(folder)
    folder.edit("third Tuesday", "fourth Tuesday")


def remove_addresses(folder: RemedyFolder) -> None:
    """Take the address of the organizer out of the plan."""
    folder.edit(", email: clerk@city.example", "")


def write_notes(folder: RemedyFolder, text: str = "") -> None:
    """Write notes of a meeting."""
    folder.decide("notes blight/2027-01")
    path = folder.path / NOTES
    path.write_text(path.read_text("utf-8") + "\nWe met.\n" + text, encoding="utf-8")
    folder.clock("2027-01-15T12:00")


def ask_for_second_reader(folder: RemedyFolder) -> None:
    """Write notes of a plan in which the clerk redacts, and somebody else reads the copy."""
    write_notes(folder)
    redaction = "  redaction: {reviewer: clerk, second_reader: true}\n"
    folder.edit("  publishes: [schedule]\n", f"  publishes: [schedule, notes]\n{redaction}")


def keep_own_file(folder: RemedyFolder) -> None:
    """Write notes, and keep a file of one's own beside the plan."""
    write_notes(folder)
    folder.write("mine.md", "Mine\n")


def clear_notes(folder: RemedyFolder) -> None:
    """Write notes, and make the copy that may be public."""
    write_notes(folder)
    folder.decide(f"redact {NOTES}")


def change_copy(folder: RemedyFolder) -> None:
    """Change the cleared copy."""
    clear_notes(folder)
    path = folder.path / COPY
    path.write_text(path.read_text("utf-8") + "More.\n", encoding="utf-8")


def write_latin_notes(folder: RemedyFolder) -> None:
    """Write notes in an older encoding."""
    (folder.path / "notes.md").write_bytes(b"first\ncaf\xe9\n")


CASES = (
    RefusalCase(
        "cli/confirmation._find_doubt_about_year",
        "publish",
        (
            "the plan ends on Friday, April 30, 2027, and the schedule from Saturday, May 1, 2027 "
            "on is published already. This would cancel 8 meetings of that schedule."
        ),
        (
            "To write that year into the plan: `statplan next-year --year 2027`. If you mean to "
            "cancel it, add --yes: `statplan publish --yes`."
        ),
        prepare=return_to_earlier_year,
    ),
    RefusalCase(
        "cli/confirmation._find_doubt_about_share",
        "publish",
        (
            "an edit of the plan would change the date or time of 8 of the 16 calendar "
            "entries ahead. For example, TestStat: blight would move from Thursday, "
            "January 14, 2027, 8:00 a.m., to Thursday, January 14, 2027, 10:00 a.m. The "
            "limit is 20 percent (frequency.calendars.confirm_share)."
        ),
        "If you mean it, add --yes: `statplan publish --yes`.",
        prepare=edit_everything,
    ),
    RefusalCase(
        "cli/confirmation._find_doubt_about_past",
        "publish",
        (
            "all 8 meetings of this schedule are in the past: the last was on Tuesday, "
            "April 20, 2027. The plan's first_day is 2027-01-01."
        ),
        (
            "Set frequency.first_day to the year that you mean, such as 2027-12-10. To "
            "publish past dates all the same, add --yes: `statplan publish --yes`."
        ),
        prepare=begin_after_year,
    ),
    RefusalCase(
        "cli/publish._refuse_foreign_note",
        "publish",
        (
            "/plan/calendars/CHANGES.md tells of a publish, and "
            "/plan/statplan.ledger.json knows of none."
        ),
        (
            "Restore the statplan.ledger.json that belongs to /plan/calendars, from "
            "version control or a backup; do not begin a new one. If two people "
            "published, name the other statplan.ledger.json: `statplan doctor --merge "
            "FILE`. If nobody has it any more, nobody can say which numbers are used: "
            "give the plan a new `lineage` (any other UUID) and another calendar folder "
            "(frequency.calendars.folder), publish, and ask everybody to delete the old "
            "entries."
        ),
        prepare=lose_all_but_note,
    ),
    RefusalCase(
        "cli/publish._refuse_foreign_note (2)",
        "publish",
        "/plan/calendars/CHANGES.md is there already, and statplan did not write it.",
        ("Rename it, or state another folder for calendars (frequency.calendars.folder)."),
        prepare=keep_foreign_note,
    ),
    RefusalCase(
        "cli/publish._require_same_changes",
        "publish changes.json",
        "changes.json: it holds only what one audience is shown.",
        ("Look at `statplan diff` again, and save it anew: `statplan diff -o changes.json`."),
        prepare=save_for_public,
    ),
    RefusalCase(
        "cli/publish._require_same_changes (2)",
        "publish changes.json",
        "changes.json: it is of another plan.",
        ("Look at `statplan diff` again, and save it anew: `statplan diff -o changes.json`."),
        prepare=lambda folder: change_saved(folder, "lineage", "another"),
    ),
    RefusalCase(
        "cli/publish._require_same_changes (3)",
        "publish changes.json",
        "changes.json: the ledger has moved since it was saved.",
        ("Look at `statplan diff` again, and save it anew: `statplan diff -o changes.json`."),
        prepare=save_outdated_changes,
    ),
    RefusalCase(
        "cli/publish._require_same_changes (4)",
        "publish changes.json",
        "changes.json: the ledger has moved since it was saved.",
        ("Look at `statplan diff` again, and save it anew: `statplan diff -o changes.json`."),
        prepare=lambda folder: change_saved(folder, "issued", "0"),
    ),
    RefusalCase(
        "cli/publish._require_same_changes (5)",
        "publish changes.json",
        "changes.json: the plan has changed since it was saved.",
        ("Look at `statplan diff` again, and save it anew: `statplan diff -o changes.json`."),
        prepare=edit_after_saving,
    ),
    RefusalCase(
        "cli/publish._build_publication",
        "publish --invite",
        "nobody can be invited: the plan names no organizer with an address.",
        "Set frequency.calendars.organizer to somebody on the roster with an e-mail.",
        exit_code=1,
        prepare=remove_addresses,
    ),
    RefusalCase(
        "workspace/change_set.read_change_set",
        "publish bad.json",
        ("bad.json is not a saved change set: its part version is not as statplan writes it."),
        "Save one with `statplan diff -o changes.json`.",
        exit_code=2,
        prepare=write_bad_changes,
    ),
    RefusalCase(
        "cli/redact.run_redact",
        f"redact {COPY}",
        "records/blight-2027-01-notes.public.md is a cleared copy already.",
        "Change the notes that it is of, and redact those.",
        exit_code=2,
        prepare=clear_notes,
    ),
    RefusalCase(
        "cli/redact._redact",
        f"redact {NOTES}",
        "1 problem found; nothing was written.",
        exit_code=1,
        prepare=lambda folder: write_notes(folder, "[[REDACT:nothing|Jane]]\n"),
    ),
    RefusalCase(
        "cli/redact_arguments.build_answers",
        f"redact {NOTES} --allow Maria",
        "--reason is missing.",
        'Give both, as in --allow "Maria Lopez" --reason "signed the public petition".',
        exit_code=2,
        prepare=write_notes,
    ),
    RefusalCase(
        "cli/redact_arguments.build_answers",
        f"redact {NOTES} --reason Why",
        "--allow is missing.",
        'Give both, as in --allow "Maria Lopez" --reason "signed the public petition".',
        exit_code=2,
        prepare=write_notes,
    ),
    RefusalCase(
        "cli/redact_arguments.build_answers (2)",
        f'redact {NOTES} --allow "Maria | Lopez" --reason Why',
        "what you gave with --allow is not a name or number that the notes can keep.",
        "Type it as it is written in the notes, without |.",
        exit_code=2,
        prepare=write_notes,
    ),
    RefusalCase(
        "cli/redact_arguments.keep_answers",
        f'redact {NOTES} --allow "Jane Doe" --reason Why',
        "what you gave with --allow is all that is withheld in line 63.",
        "Take that mark away, if nothing is to be withheld there.",
        exit_code=2,
        prepare=lambda folder: write_notes(folder, "[[REDACT:privacy|Jane Doe]]\n"),
    ),
    RefusalCase(
        "cli/redact_arguments._refuse_unused_answers",
        f'redact {NOTES} --allow "Maria Lopez" --reason Why',
        f"what you gave with --allow is nowhere in the public text of {NOTES}.",
        "Type the words as they are written there, outside of marks.",
        exit_code=2,
        prepare=write_notes,
    ),
    RefusalCase(
        "cli/redact_arguments.build_reader",
        f'redact {NOTES} --reader "Maria Lopez"',
        "--reader is not a job title of the plan.",
        "Enter a job title, not a name: Mayor, City Attorney, or Clerk.",
        exit_code=2,
        prepare=write_notes,
    ),
    RefusalCase(
        "cli/redact_arguments.build_reader (2)",
        f"redact {NOTES} --reader Clerk",
        "Clerk redacts the records, and cannot be the second reader of one.",
        "Have another person read the copy, and enter that job title.",
        exit_code=2,
        prepare=ask_for_second_reader,
    ),
    RefusalCase(
        "cli/redact._refuse_early_reader",
        f"redact {NOTES} --reader Clerk",
        (
            "records/blight-2027-01-notes.public.md is not there yet, so that nobody can have read "
            "it; nothing was written."
        ),
        f"Type `statplan redact {NOTES}`, have somebody read the copy, and then record the reader.",
        prepare=write_notes,
    ),
    RefusalCase(
        "cli/redact._read_text",
        "redact slides.pdf",
        "slides.pdf is a PDF: its text, pictures, notes, and metadata are not checked.",
        (
            "Copy its words into the file that `statplan notes MEETING` writes, and redact that. "
            "To publish the file itself, have somebody read all of it, and put it on the web by "
            "hand."
        ),
        prepare=lambda folder: folder.write("slides.pdf", "%PDF-1.7\n"),
    ),
    RefusalCase(
        "workspace/records_folder._find_unchecked_files",
        "site",
        (
            "/plan/records/slides.pptx: this is a PowerPoint file: its text, pictures, notes, and "
            "metadata are not checked."
        ),
        (
            "Copy its words into the notes, and keep the file outside this folder. To publish the "
            "file itself, have somebody read all of it, and put it on the web by hand."
        ),
        prepare=lambda folder: folder.write("records/slides.pptx", ""),
        is_error=False,
    ),
    RefusalCase(
        "cli/redact._read_text (2)",
        "redact notes.md",
        "notes.md:2: this is no text in UTF-8.",
        "Save the file anew as plain text in UTF-8.",
        exit_code=1,
        prepare=write_latin_notes,
    ),
    RefusalCase(
        "cli/redact._refuse_overwrite",
        f"redact {NOTES} -o {NOTES}",
        "records/blight-2027-01-notes.md is no cleared copy; it is left as it is.",
        "Name another file with -o.",
        prepare=write_notes,
    ),
    RefusalCase(
        "cli/redact._refuse_overwrite",
        f"redact {NOTES} -o mine.md",
        "mine.md is no cleared copy; it is left as it is.",
        "Name another file with -o.",
        prepare=keep_own_file,
    ),
    RefusalCase(
        "cli/redact._refuse_overwrite (2)",
        f"redact {NOTES}",
        (
            "records/blight-2027-01-notes.public.md was changed after it was cleared; it "
            "is left as it is."
        ),
        "Bring what was changed into the notes, and add --force to replace the copy.",
        prepare=change_copy,
    ),
)
