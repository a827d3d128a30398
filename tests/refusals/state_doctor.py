"""What the doctor finds."""

from functools import partial

from statplan.workspace.journal import encode_journal
from tests.refusals.state_contradictions import (
    conflict_ledger,
    conflict_plan,
    describe_recovery,
    set_clock_back,
)
from tests.refusals.state_ledger import change_row, lengthen
from tests.support.commands import JOURNAL
from tests.support.remedy_cases import RemedyFolder, publish
from tests.support.state_refusals import RefusalCase
from tests.support.workspace_remedies import (
    FEED,
    LEDGER,
    change_line_ends,
    damage_ledger,
    delete_calendars,
    delete_feed,
    leave_markers,
    leave_old_copy,
    lose_ledger,
    publish_by_other_clocks,
)

LFS = "version https://git-lfs.github.com/spec/v1\n"
_find = partial(RefusalCase, exit_code=1, is_error=False)


def replace_lock(folder: RemedyFolder) -> None:
    """Put a folder where the lock is to be."""
    (folder.path / ".statplan.lock").mkdir()


def link(folder: RemedyFolder, name: str) -> None:
    """Publish, and put a link in the place of a file."""
    publish(folder)
    path = folder.path / name
    elsewhere = folder.path.parent / "elsewhere"
    path.rename(elsewhere)
    path.symlink_to(elsewhere)


def interrupt(folder: RemedyFolder) -> None:
    """Leave the journal of a decision that was interrupted before the ledger was written."""
    publish(folder)
    before = (folder.path / LEDGER).read_bytes()
    folder.decide("bump blight/2027-03")
    ledger = folder.path / LEDGER
    after = ledger.read_bytes()
    ledger.write_bytes(before)
    (folder.path / JOURNAL).write_bytes(encode_journal(folder.path, {ledger: after}))


def edit_reason(folder: RemedyFolder) -> None:
    """Change the reason of a decision in the ledger by hand."""
    publish(folder)
    folder.decide("bump blight/2027-03 --reason Snow")
    folder.write(LEDGER, (folder.path / LEDGER).read_text("utf-8").replace("Snow", "Ice"))


def edit_without_calendars(folder: RemedyFolder) -> None:
    """Change the ledger by hand, and delete the calendars."""
    edit_reason(folder)
    for path in sorted((folder.path / "calendars").rglob("*"), reverse=True):
        path.rmdir() if path.is_dir() else path.unlink()


def keep_other_plan(folder: RemedyFolder) -> None:
    """Keep another version of the plan beside it."""
    folder.write("statplan (1).yaml", "statplan: 1\n")


def leave_old_and_other(folder: RemedyFolder) -> None:
    """Leave an old copy of the ledger, and another version of the plan."""
    leave_old_copy(folder)
    keep_other_plan(folder)


def write_feed(folder: RemedyFolder, text: str, name: str = FEED) -> None:
    """Publish, and write something else into a calendar."""
    publish(folder)
    folder.write(name, text)


def edit_rules(folder: RemedyFolder) -> None:
    """Publish, and write rules of one's own for git."""
    publish(folder)
    folder.write("calendars/.gitattributes", "*.md text\n")


def delete(folder: RemedyFolder, name: str) -> None:
    """Publish, and delete a file."""
    publish(folder)
    (folder.path / name).unlink()


def cut_public_calendar(folder: RemedyFolder) -> None:
    """Publish for the public, and cut a calendar off."""
    publish(folder)
    path = folder.path / "calendars/public/calendar.ics"
    path.write_bytes(path.read_bytes()[:200])


CASES = (
    RefusalCase(
        "cli/doctor._check_plan",
        "doctor",
        "1 thing is wrong.",
        exit_code=1,
        prepare=delete_calendars,
    ),
    RefusalCase(
        "cli/doctor._check_plan (2)",
        "doctor",
        "2 things are wrong.",
        exit_code=1,
        prepare=leave_old_and_other,
    ),
    _find(
        "cli/doctor._check_outputs (2)",
        "doctor",
        (
            "16 entries will be at another time in UTC: the time zone data is another one than at "
            "the last publish."
        ),
        "`statplan publish` sends that, and writes the calendars anew.",
        prepare=publish_by_other_clocks,
    ),
    _find(
        "cli/doctor._find_faults",
        "doctor",
        ("/plan/statplan.yaml has conflict markers of git: two people changed the plan."),
        "Edit it: keep the lines that are right, and delete the markers.",
        prepare=conflict_plan,
    ),
    _find(
        "cli/doctor._find_faults (2)",
        "doctor",
        (
            "/plan/statplan.ledger.json is in conflict: two people changed it, and git "
            "could not merge it."
        ),
        "`statplan doctor --merge` unites what both decided and published.",
        prepare=conflict_ledger,
    ),
    _find(
        "cli/doctor._find_faults (3)",
        "doctor",
        (
            "this machine's clock says 2026-12-01 12:00 UTC, and the ledger was last "
            "changed on 2026-12-10 12:00 UTC."
        ),
        (
            "Correct this computer's clock, or calendars may ignore the update. If the "
            "clock was wrong when the ledger was changed, restore the ledger of before "
            "from version control."
        ),
        prepare=set_clock_back,
    ),
    _find(
        "cli/doctor._check_obstacles",
        "doctor",
        "/plan/.statplan.lock is a folder, where a file is to be.",
        "Delete it: statplan makes its own when it needs one.",
        prepare=replace_lock,
    ),
    _find(
        "cli/doctor._check_obstacles (2)",
        "doctor",
        "/plan/statplan.ledger.json is a symbolic link, and is not written through.",
        "Put the file or folder itself there: statplan does not follow links.",
        prepare=lambda folder: link(folder, LEDGER),
    ),
    _find(
        "cli/doctor._check_journal",
        "doctor",
        "a command was interrupted before all of its files were written.",
        ("`statplan doctor --repair` completes it, and so does the next command that writes."),
        prepare=interrupt,
    ),
    _find(
        "cli/doctor._check_ledger",
        "doctor",
        (
            "/plan/statplan.ledger.json cannot be read: it is cut off or damaged at line "
            "126, column 39."
        ),
        "Restore the one that belongs to calendars from a backup.",
        prepare=damage_ledger,
    ),
    _find(
        "cli/doctor._check_ledger (2)",
        "doctor",
        (
            "/plan/statplan.ledger.json: blight/2027-01, backup, has no length that a "
            "meeting or a deadline has."
        ),
        "Restore the one that belongs to calendars from a backup.",
        prepare=change_row(lengthen),
    ),
    _find(
        "cli/doctor._check_edit",
        "doctor",
        (
            "/plan/statplan.ledger.json was changed by hand or by a merge: its digest "
            "does not fit what it says."
        ),
        (
            "What calendars show cannot be proved: /plan/calendars/published.json is "
            "missing: nothing shows that statplan.ledger.json is the last one. Restore "
            "the one that belongs to calendars from a backup."
        ),
        prepare=edit_without_calendars,
    ),
    _find(
        "cli/doctor._check_edit (2)",
        "doctor",
        (
            "/plan/statplan.ledger.json was changed by hand or by a merge: its digest "
            "does not fit what it says. The calendar folder proves what calendars show; "
            "the decisions are taken as the ledger has them now."
        ),
        "`statplan doctor --repair` repairs it.",
        prepare=edit_reason,
    ),
    _find(
        "cli/doctor._check_evidence",
        "doctor",
        (
            "/plan/calendars/published.json is missing: nothing shows that "
            "statplan.ledger.json is the last one."
        ),
        (
            "Restore /plan/calendars from version control or a backup. If "
            "statplan.ledger.json is the last one, `statplan doctor --repair` writes the "
            "calendars anew, but no dated folder of an earlier publish."
        ),
        prepare=delete_calendars,
    ),
    _find(
        "cli/doctor._check_evidence (2)",
        "doctor",
        (
            "/plan/statplan.ledger.json is lost: /plan/calendars was published from it "
            "(published.json names publish 1)."
        ),
        describe_recovery("/plan/calendars"),
        prepare=lose_ledger,
    ),
    _find(
        "cli/doctor._check_outputs",
        "doctor",
        "/plan/calendars/calendar.ics is a symbolic link, and is not written through.",
        "Put the file or folder itself there: statplan does not follow links.",
        prepare=lambda folder: link(folder, FEED),
    ),
    _find(
        "cli/folder_checks.find_old_copies",
        "doctor",
        ("/plan/statplan (1).yaml is another version of the plan, and statplan does not read it."),
        "Compare it with statplan.yaml, bring over what is missing, and rename it.",
        prepare=keep_other_plan,
    ),
    _find(
        "cli/folder_checks.find_old_copies (2)",
        "doctor",
        "/plan/statplan.ledger (1).json is a copy that knows nothing more.",
        "`statplan doctor --repair` renames it. Or delete it.",
        prepare=leave_old_copy,
    ),
    _find(
        "cli/folder_checks.find_changed_files",
        "doctor",
        ("/plan/calendars/first-import.ics holds a pointer of Git LFS in place of its contents."),
        "Run `git lfs pull`, which fetches the contents.",
        exit_code=1,
        prepare=lambda folder: write_feed(folder, LFS, "calendars/first-import.ics"),
    ),
    _find(
        "cli/folder_checks.find_changed_files (2)",
        "doctor",
        (
            "/plan/calendars/calendar.ics differs from what a publish would write now: "
            "it was edited, or the plan was."
        ),
        "`statplan doctor --repair` repairs it.",
        prepare=lambda folder: write_feed(folder, "Mine\n"),
    ),
    _find(
        "cli/folder_checks.find_changed_files (3)",
        "doctor",
        "/plan/calendars/calendar.ics is missing.",
        "`statplan doctor --repair` repairs it.",
        prepare=delete_feed,
    ),
    _find(
        "cli/folder_checks.find_changed_files (4)",
        "doctor",
        (
            "/plan/calendars/.gitattributes is your own, and lets git change the line "
            "ends of calendars."
        ),
        "Add the line `*.ics -text` to it.",
        exit_code=0,
        prepare=edit_rules,
    ),
    _find(
        "cli/folder_checks.find_missing_files",
        "doctor",
        "/plan/calendars/CHANGES.md is missing.",
        "`statplan doctor --repair` repairs it.",
        prepare=lambda folder: delete(folder, "calendars/CHANGES.md"),
    ),
    _find(
        "cli/folder_checks.find_missing_files (2)",
        "doctor",
        "/plan/calendars/public/calendar.ics is cut off.",
        "`statplan doctor --repair` repairs it.",
        prepare=cut_public_calendar,
    ),
    _find(
        "cli/folder_checks.find_missing_files (3)",
        "doctor",
        "/plan/calendars/public/index.html is missing.",
        "`statplan doctor --repair` repairs it.",
        prepare=lambda folder: delete(folder, "calendars/public/index.html"),
    ),
    _find(
        "cli/folder_checks._describe_line_ends",
        "doctor",
        ("git, or a program like it, changed the line ends of /plan/calendars/calendar.ics."),
        (
            "`statplan doctor --repair` puts them right. Then: `git add --renormalize "
            "/plan/calendars`, and commit."
        ),
        prepare=change_line_ends,
    ),
    _find(
        "cli/folder_checks._find_markers",
        "doctor",
        ("/plan/calendars/2026-12-10-0001-DIGEST/additions.ics has conflict markers of git."),
        (
            "`statplan doctor --merge` writes it anew. If it still has them after that, "
            "delete it: what it says is in the next publish."
        ),
        prepare=leave_markers,
    ),
)
