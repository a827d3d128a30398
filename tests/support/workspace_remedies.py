"""The commands that are offered by messages about the ledger, its copies, and calendar folders."""

import hashlib
import json
import shutil
import subprocess
from pathlib import Path

import pytest

from statplan.workspace import journal
from statplan.workspace.atomic import UnrestoredError
from tests.support.commands import JOURNAL, run
from tests.support.git import git
from tests.support.killed_command import kill_while_writing
from tests.support.remedy_cases import RemedyCase, RemedyFolder, publish
from tests.support.zone_data import zone_data

LEDGER, FEED, MANIFEST = (
    "statplan.ledger.json",
    "calendars/calendar.ics",
    "calendars/published.json",
)
COPY = "statplan.ledger-PC.json"


def put_copy_ahead(folder: RemedyFolder, name: str = COPY, decision: str = "works/2027-02") -> None:
    """Leave a copy of the ledger that knows a decision more, and the ledger without it."""
    ledger = folder.path / LEDGER
    before = ledger.read_bytes()
    folder.decide(f"cancel {decision}")
    ledger.rename(folder.path / name)
    ledger.write_bytes(before)


def publish_copy_ahead(folder: RemedyFolder) -> None:
    """Publish, and leave a copy of the ledger that knows a decision more."""
    publish(folder)
    put_copy_ahead(folder)


def leave_two_copies(folder: RemedyFolder) -> None:
    """Leave two copies, each of which knows something that the ledger does not know."""
    publish_copy_ahead(folder)
    (folder.path / COPY).rename(folder.path / "aside")
    put_copy_ahead(folder, "statplan.ledger (Jo's copy).json", "blight/2027-04")
    (folder.path / "aside").rename(folder.path / COPY)


def leave_old_copy(folder: RemedyFolder) -> None:
    """Leave a copy that knows nothing more."""
    publish(folder)
    shutil.copy(folder.path / LEDGER, folder.path / "statplan.ledger (1).json")


def keep_copy_elsewhere(folder: RemedyFolder) -> None:
    """Publish, and keep a copy of the ledger in another folder."""
    publish(folder)
    shutil.copy(folder.path / LEDGER, folder.path.parent / "copy.json")


def lose_ledger(folder: RemedyFolder) -> None:
    """Lose the ledger of published calendars; a copy is in another folder."""
    keep_copy_elsewhere(folder)
    (folder.path / LEDGER).unlink()


def lose_everything(folder: RemedyFolder) -> None:
    """Lose the ledger and the calendars; a copy of the ledger is in another folder."""
    lose_ledger(folder)
    shutil.rmtree(folder.path / "calendars")


def damage_ledger(folder: RemedyFolder) -> None:
    """Cut the ledger off."""
    publish(folder)
    folder.write(LEDGER, (folder.path / LEDGER).read_text("utf-8")[:-40])


def publish_by_other_clocks(folder: RemedyFolder) -> None:
    """Publish by zone data in which the plan's zone has other clocks than it has today."""
    with zone_data("2026.1", {"America/Chicago": "America/Denver"}):
        folder.type("publish")  # not from what the command made of this plan by today's data


def delete_feed(folder: RemedyFolder) -> None:
    """Delete the calendar of the year."""
    publish(folder)
    (folder.path / FEED).unlink()


def delete_calendars(folder: RemedyFolder) -> None:
    """Delete the calendar folder."""
    publish(folder)
    shutil.rmtree(folder.path / "calendars")


def damage_manifest(folder: RemedyFolder) -> None:
    """Damage the manifest; the rest of the folder confirms the ledger."""
    publish(folder)
    folder.write(MANIFEST, "{")


def damage_calendars(folder: RemedyFolder) -> None:
    """Damage the manifest, with nothing else in the folder."""
    delete_calendars(folder)
    folder.write(MANIFEST, "{")


def move_calendars_away(folder: RemedyFolder) -> None:
    """Move the calendar folder away."""
    (folder.path / "calendars").rename(folder.path.parent / f"away-{len(list_parent(folder))}")


def list_parent(folder: RemedyFolder) -> list[Path]:
    """List what is beside the folder."""
    return list(folder.path.parent.iterdir())


def change_line_ends(folder: RemedyFolder) -> None:
    """Change the line ends of the calendar, as git does."""
    publish(folder)
    path = folder.path / FEED
    path.write_bytes(path.read_bytes().replace(b"\r\n", b"\n"))


def leave_markers(folder: RemedyFolder) -> None:
    """Leave conflict markers of git in a message of an earlier publish."""
    publish(folder)
    path = next((folder.path / "calendars").glob("20*/additions.ics"))
    path.write_bytes(b"<<<<<<< HEAD\r\na\r\n=======\r\nb\r\n>>>>>>> theirs\r\n")


def interrupt_publish(folder: RemedyFolder) -> None:
    """Kill a publish while it writes its files."""
    publish(folder)
    folder.type("bump blight/2027-03")
    kill_while_writing(folder.path, 2, "publish")


def write_journal(folder: RemedyFolder, text: str) -> None:
    """Leave a journal that says this."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    folder.write(JOURNAL, f"{digest}\n{text}")


def leave_foreign_journal(folder: RemedyFolder) -> None:
    """Leave a journal that names a file that no publish writes."""
    publish(folder)
    state = folder.path.stat()
    ledger = hashlib.sha256((folder.path / LEDGER).read_bytes()).hexdigest()
    fields = {"version": 2, "device": state.st_dev, "inode": state.st_ino, "ledger": ledger}
    write_journal(folder, json.dumps({**fields, "files": [{"path": "other.txt", "text": "x"}]}))


def leave_damaged_journal(folder: RemedyFolder) -> None:
    """Leave a journal that is cut off."""
    publish(folder)
    folder.write(JOURNAL, "{")


def delete_journal(folder: RemedyFolder) -> None:
    """Delete the journal."""
    (folder.path / JOURNAL).unlink()


def show_half_written(folder: RemedyFolder) -> str:
    """Return what is said where a run ends while files are being written."""
    return str(journal._describe_half_written(folder.path / JOURNAL).remedy)  # noqa: SLF001 - no disk fails here


def show_recovery(folder: RemedyFolder) -> str:
    """Return what is said where files could be neither written nor put back."""
    path = folder.path / FEED
    error = UnrestoredError(f"{path} cannot be written.", "Try again.", (path,), 1)
    return str(journal._add_recovery_remedy(error, folder.path / JOURNAL).remedy)  # noqa: SLF001 - no disk fails here


def show_kept_journal(folder: RemedyFolder) -> str:
    """Return what is said where a journal that is not needed cannot be removed."""
    with folder.patch.context() as patch:
        patch.setattr(journal, "_remove_journal", lambda _: False)
        try:
            journal._drop_journal(folder.path / JOURNAL)  # noqa: SLF001 - no disk fails here
        except UnrestoredError as error:
            return str(error.remedy)
    return ""


def fork_ledger(folder: RemedyFolder, ours: tuple[str, ...], theirs: tuple[str, ...]) -> None:
    """Begin two branches of a published plan, and go on with commands on each."""
    publish(folder)
    folder.write(".gitignore", ".statplan.lock\n")
    git(folder.path, "init", "-q")
    commit(folder)
    git(folder.path, "branch", "theirs")
    folder.type(*ours)
    commit(folder)
    git(folder.path, "checkout", "-q", "theirs")
    folder.clock("2026-12-16T12:00")
    folder.type(*theirs)


def commit(folder: RemedyFolder) -> None:
    """Commit everything."""
    git(folder.path, "add", "--all")
    git(folder.path, "commit", "-q", "--allow-empty", "-m", "the year goes on")


def merge_branches(folder: RemedyFolder) -> None:
    """Commit the other branch, go back to ours, and merge it, which git cannot."""
    commit(folder)
    git(folder.path, "checkout", "-q", "main")
    with pytest.raises(subprocess.CalledProcessError):
        git(folder.path, "merge", "-q", "-m", "both", "theirs")


def conflict_in_git(folder: RemedyFolder) -> None:
    """Decide on two branches, and merge them in git, which cannot."""
    fork_ledger(folder, ("bump blight/2027-03",), ("cancel works/2027-02",))
    merge_branches(folder)


def decide_on_same_day(folder: RemedyFolder) -> None:
    """Move two meetings that need the same person to one time, each on its branch."""
    fork_ledger(
        folder,
        ("move blight/2027-03 --to 2027-03-10",),
        ("move works/2027-03 --to 2027-03-10 --at 08:00",),
    )
    merge_branches(folder)


def publish_on_both_sides(folder: RemedyFolder) -> None:
    """Publish different decisions about one meeting on two branches."""
    fork_ledger(
        folder,
        ("bump blight/2027-03", "publish"),
        ("cancel blight/2027-03", "publish"),
    )
    merge_branches(folder)


def damage_their_side(folder: RemedyFolder) -> None:
    """Damage the ledger on the other branch, and merge it."""
    fork_ledger(folder, ("bump blight/2027-03",), ("cancel works/2027-02",))
    text = (folder.path / LEDGER).read_text("utf-8")
    folder.write(LEDGER, text.replace('"cancel"', '"bump"', 1))
    merge_branches(folder)


def go_to_their_branch(folder: RemedyFolder) -> None:
    """Give the merge up, and go to the other branch."""
    git(folder.path, "merge", "--abort")
    git(folder.path, "checkout", "-q", "theirs")


def repair_their_side(folder: RemedyFolder) -> bool:
    """Repair the ledger on its branch, and merge again; return whether everything is in order."""
    folder.type("doctor --repair")
    merge_branches(folder)
    folder.type("doctor --merge")
    return run("doctor")[0] == 0


def lose_git_versions(folder: RemedyFolder) -> None:
    """Publish on two branches, merge them in git, and lose git's own versions."""
    fork_ledger(
        folder,
        ("bump blight/2027-03", "publish", "cancel works/2027-04", "publish"),
        ("cancel blight/2027-01", "publish", "bump works/2027-02", "publish"),
    )
    merge_branches(folder)
    (folder.path.parent / "ours.json").write_bytes(read_version(folder, "main"))
    (folder.path.parent / "theirs.json").write_bytes(read_version(folder, "theirs"))
    shutil.rmtree(folder.path / ".git")


def read_version(folder: RemedyFolder, branch: str) -> bytes:
    """Return the ledger of a branch, as `git show` prints it."""
    words = ["git", "show", f"{branch}:./{LEDGER}"]
    return subprocess.run(words, cwd=folder.path, capture_output=True, check=True).stdout


def get_both_versions(folder: RemedyFolder) -> None:
    """Put both versions beside the plan, as the message says."""
    shutil.copy(folder.path.parent / "theirs.json", folder.path / "theirs.json")
    shutil.copy(folder.path.parent / "ours.json", folder.path / LEDGER)


CASES = (
    RemedyCase(
        "cli/merge_report._describe_pending diff",
        "doctor --merge",
        decide_on_same_day,
        exit_code=1,
    ),
    RemedyCase(
        "cli/merge_report._describe_pending publish", "doctor --merge", publish_on_both_sides
    ),
    RemedyCase(
        "workspace/merge_sides.(module) doctor",
        "doctor --merge",
        damage_their_side,
        follow=go_to_their_branch,
        exit_code=1,
        check=repair_their_side,
    ),
    RemedyCase(
        "workspace/merge_sides._describe_mixture doctor",
        "doctor --merge",
        lose_git_versions,
        follow=get_both_versions,
        after="doctor",
    ),
    RemedyCase("cli/doctor.run_doctor doctor doctor", "doctor --repair --merge"),
    RemedyCase(
        "cli/doctor.run_doctor doctor",
        "doctor . ../copy.json",
        keep_copy_elsewhere,
        fill={"FILE": "../copy.json"},
    ),
    RemedyCase("cli/doctor._check_plan doctor", "doctor", delete_feed, is_mended=True),
    RemedyCase("cli/doctor._check_journal doctor", "doctor", interrupt_publish, is_mended=True),
    RemedyCase(
        "cli/doctor._check_outputs publish",
        "doctor",
        publish_by_other_clocks,
        is_mended=True,
        after="doctor",
    ),
    RemedyCase(
        "cli/doctor_merge._find_newer_copy doctor",
        "doctor --merge",
        leave_two_copies,
        is_mended=True,
        after="doctor",
    ),
    RemedyCase(
        "cli/folder_checks.find_old_copies doctor", "doctor", leave_old_copy, is_mended=True
    ),
    RemedyCase(
        "cli/folder_checks._describe_line_ends doctor", "doctor", change_line_ends, is_mended=True
    ),
    RemedyCase(
        "cli/folder_checks._find_markers doctor",
        "doctor",
        leave_markers,
    ),
    RemedyCase(
        "cli/merge_report.describe_merge diff publish", "doctor --merge", publish_copy_ahead
    ),
    RemedyCase("cli/merge_report._describe_pending diff (2)", "doctor --merge", publish_copy_ahead),
    RemedyCase("ledger/file_reader.(module) doctor", "status", damage_ledger, exit_code=1),
    RemedyCase(
        "workspace/broken_files.warn_of_broken_files publish doctor",
        "status",
        delete_feed,
        is_mended=True,
    ),
    RemedyCase(
        "workspace/contradictions.describe_ledger_recovery doctor",
        "status",
        lose_ledger,
        fill={"FILE": "../copy.json"},
        is_mended=True,
    ),
    RemedyCase(
        "workspace/contradictions.find_newer_copies doctor",
        "status",
        publish_copy_ahead,
        is_mended=True,
    ),
    RemedyCase(
        "workspace/contradictions._find_missing_evidence doctor",
        "status",
        delete_calendars,
        is_mended=True,
    ),
    RemedyCase(
        "workspace/contradictions._describe_damage doctor",
        "status",
        damage_manifest,
        is_mended=True,
    ),
    RemedyCase(
        "workspace/contradictions._describe_damage doctor (2)",
        "status",
        damage_calendars,
        follow=move_calendars_away,
        is_mended=True,
    ),
    RemedyCase(
        "workspace/journal._describe_half_written doctor",
        show_half_written,
        interrupt_publish,
        after="diff",
        check=lambda folder: not (folder.path / JOURNAL).exists(),
    ),
    RemedyCase(
        "workspace/journal._add_recovery_remedy doctor",
        show_recovery,
        interrupt_publish,
        check=lambda folder: not (folder.path / JOURNAL).exists(),
    ),
    RemedyCase(
        "workspace/journal._drop_journal doctor",
        show_kept_journal,
        interrupt_publish,
        check=lambda folder: not (folder.path / JOURNAL).exists(),
    ),
    RemedyCase(
        "workspace/journal.read_journal doctor",
        "publish",
        leave_foreign_journal,
        follow=delete_journal,
        is_mended=True,
    ),
    RemedyCase(
        "workspace/journal._read_own_journal doctor",
        "publish",
        leave_damaged_journal,
        follow=delete_journal,
        is_mended=True,
    ),
    RemedyCase(
        "workspace/merge_sides.read_sides doctor",
        "doctor --merge",
        lose_everything,
        fill={"FILE": "../copy.json"},
        is_mended=True,
    ),
    RemedyCase(
        "workspace/workspace._read_workspace doctor", "status", interrupt_publish, is_mended=True
    ),
    RemedyCase(
        "workspace/workspace.refuse_unmerged_ledger doctor",
        "status",
        conflict_in_git,
        is_mended=True,
    ),
)
