"""Refusals of a plan's folder in which the ledger, calendars, and copies do not fit together."""

import json
import shutil

from statplan.ledger.file_writer import dump_ledger
from statplan.ledger.model import Ledger
from tests.support.decision_remedies import bump_march
from tests.support.remedy_cases import RemedyFolder, Step, publish
from tests.support.state_refusals import RefusalCase
from tests.support.workspace_remedies import (
    COPY,
    FEED,
    LEDGER,
    MANIFEST,
    damage_calendars,
    damage_manifest,
    delete_calendars,
    leave_two_copies,
    lose_everything,
    lose_ledger,
    publish_copy_ahead,
)

LINEAGE = "6f1c2b1e-0000-4000-8000-000000000001"


def describe_recovery(folder: str, *, is_there: bool = False) -> str:
    """Return what is said of a ledger that is lost, or is not the one of published calendars."""
    aside = "rename statplan.ledger.json, " if is_there else ""
    return (
        f"Restore the statplan.ledger.json that belongs to {folder}, from version control or a "
        "backup; do not begin a new one. If two people published, name the other "
        "statplan.ledger.json: `statplan doctor --merge FILE`. If nobody has it any more, nobody "
        f"can say which numbers are used: {aside}give the plan a new `lineage` (any other UUID) "
        "and another calendar folder (frequency.calendars.folder), publish, and ask everybody to "
        "delete the old entries."
    )


def put_old_ledger_back(folder: RemedyFolder) -> None:
    """Publish twice, and put the ledger of before back."""
    publish(folder)
    ledger = (folder.path / LEDGER).read_bytes()
    folder.type("bump blight/2027-03", "publish")
    (folder.path / LEDGER).write_bytes(ledger)


def damage_later_manifest(folder: RemedyFolder) -> None:
    """Leave a damaged manifest of a later publish."""
    publish(folder)
    folder.write(MANIFEST, '{"serial": 9,')


def change_manifest(name: str, content: object) -> Step:
    """Return what changes a part of the manifest."""

    def write(folder: RemedyFolder) -> None:
        publish(folder)
        parts = json.loads((folder.path / MANIFEST).read_bytes())
        folder.write(MANIFEST, json.dumps({**parts, name: content}))

    return write


def rename_publish(folder: RemedyFolder) -> None:
    """Give the folder of a publish the name of another one."""
    publish(folder)
    path = next((folder.path / "calendars").glob("20*"))
    path.rename(path.with_name("2026-12-10-0001-abcdef"))


def damage_copy(folder: RemedyFolder) -> None:
    """Leave a copy of the ledger that is cut off."""
    publish(folder)
    folder.write(COPY, (folder.path / LEDGER).read_text("utf-8")[:-40])


def begin_ledger_anew(folder: RemedyFolder) -> None:
    """Begin a new ledger beside published calendars."""
    publish(folder)
    (folder.path / LEDGER).write_bytes(dump_ledger(Ledger(LINEAGE, serial=1)))


def leave_dated_folder(folder: RemedyFolder) -> None:
    """Lose the ledger, the manifest, and the feed."""
    leave_feed(folder)
    (folder.path / FEED).unlink()


def leave_feed(folder: RemedyFolder) -> None:
    """Lose the ledger and the manifest."""
    lose_ledger(folder)
    (folder.path / MANIFEST).unlink()


def leave_feed_alone(folder: RemedyFolder) -> None:
    """Lose the ledger, the manifest, and the dated folder."""
    leave_feed(folder)
    shutil.rmtree(next((folder.path / "calendars").glob("20*")))


def leave_damaged_manifest_alone(folder: RemedyFolder) -> None:
    """Lose the ledger and the calendars; a damaged manifest is left."""
    damage_calendars(folder)
    (folder.path / LEDGER).unlink()


def change_feed(folder: RemedyFolder) -> None:
    """Lose the manifest, and let the feed show an entry on another date."""
    publish(folder)
    (folder.path / MANIFEST).unlink()
    path = folder.path / FEED
    path.write_bytes(path.read_bytes().replace(b":20270311T080000", b":20270318T080000"))


def rename_calendars(folder: RemedyFolder) -> None:
    """Rename the calendar folder."""
    publish(folder)
    (folder.path / "calendars").rename(folder.path / "kalender")


def try_elsewhere(folder: RemedyFolder) -> None:
    """Publish twice, and keep a copy of the second calendars beside an older ledger and its own."""
    publish(folder)
    before = folder.path.with_name("before")
    shutil.copytree(folder.path, before)
    folder.type("bump blight/2027-03", "publish")
    (folder.path / "calendars").rename(folder.path / "trial")
    shutil.copytree(before / "calendars", folder.path / "calendars")
    shutil.copy(before / LEDGER, folder.path / LEDGER)


def conflict_ledger(folder: RemedyFolder, manifest: str = "") -> None:
    """Leave both versions of a ledger between conflict markers, and perhaps of a manifest."""
    publish(folder)
    ours = (folder.path / LEDGER).read_text("utf-8")
    folder.type("bump blight/2027-03")
    theirs = (folder.path / LEDGER).read_text("utf-8")
    folder.write(LEDGER, mark_conflict(ours, theirs))
    if manifest:
        whole = (folder.path / MANIFEST).read_text("utf-8")
        folder.write(MANIFEST, mark_conflict(whole, whole.replace('"serial": 1', manifest)))


def mark_conflict(ours: str, theirs: str) -> str:
    """Return two texts between conflict markers of git."""
    return f"<<<<<<< HEAD\n{ours}=======\n{theirs}>>>>>>> theirs\n"


def mix_ledger(folder: RemedyFolder) -> None:
    """Leave conflict markers around a line of the ledger, and a line that is of neither side."""
    publish(folder)
    folder.type("bump blight/2027-03")
    text = (folder.path / LEDGER).read_text("utf-8")
    line = '"serial": 2,\n'
    assert line in text
    folder.write(LEDGER, text.replace(line, mark_conflict(line, '"serial": 3,\n')))


def remove_lineage(folder: RemedyFolder) -> None:
    """Take the lineage out of the plan."""
    folder.edit("lineage: 6f1c2b1e-0000-4000-8000-000000000001\n", "")


def name_folder_like_plan(folder: RemedyFolder) -> None:
    """State a calendar folder with the name of the plan's file."""
    folder.edit("{organizer: clerk}", "{organizer: clerk, folder: Statplan.yaml}")


def set_clock_back(folder: RemedyFolder) -> None:
    """Set the clock back after a publish."""
    publish(folder)
    folder.clock("2026-12-01T12:00")


def conflict_plan(folder: RemedyFolder) -> None:
    """Leave conflict markers in the plan."""
    text = (folder.path / "statplan.yaml").read_text("utf-8")
    folder.write("statplan.yaml", mark_conflict(text, text))


def misspell_key(folder: RemedyFolder) -> None:
    """Misspell a key of the plan."""
    folder.edit("  months: 4", "  month: 4")


def except_nothing(folder: RemedyFolder) -> None:
    """State an exception for a meeting that there is not."""
    folder.edit("id: works, every", "id: works, exceptions: [{meeting: works/2027-04, day: 2027-04-17}], every")


CASES = (
    RefusalCase("workspace/contradictions.find_contradictions", "status", ("/plan/statplan.ledger.json is older than what was published into " "/plan/calendars: published.json names publish 3, and the ledger knows 1; " "the folder 2026-12-10-0003-DIGEST is of publish 3; calendar.ics shows 2 " "later changes of calendar entries."), describe_recovery("/plan/calendars", is_there=True) + " If a file of /plan/calendars was edited by hand, restore that file instead.", prepare=put_old_ledger_back),
    RefusalCase("workspace/contradictions._find_newer_publishes", "status", ("/plan/statplan.ledger.json is older than what was published into " "/plan/calendars: published.json names publish 3, and the ledger knows 1; " "the folder 2026-12-10-0003-DIGEST is of publish 3; calendar.ics shows 2 " "later changes of calendar entries."), describe_recovery("/plan/calendars", is_there=True) + " If a file of /plan/calendars was edited by hand, restore that file instead.", prepare=put_old_ledger_back),
    RefusalCase("workspace/contradictions._find_newer_publishes (3)", "status", ("/plan/statplan.ledger.json is older than what was published into " "/plan/calendars: published.json names publish 3, and the ledger knows 1; " "the folder 2026-12-10-0003-DIGEST is of publish 3; calendar.ics shows 2 " "later changes of calendar entries."), describe_recovery("/plan/calendars", is_there=True) + " If a file of /plan/calendars was edited by hand, restore that file instead.", prepare=put_old_ledger_back),
    RefusalCase("workspace/contradictions._find_newer_publishes (4)", "status", ("/plan/statplan.ledger.json is older than what was published into " "/plan/calendars: published.json names publish 3, and the ledger knows 1; " "the folder 2026-12-10-0003-DIGEST is of publish 3; calendar.ics shows 2 " "later changes of calendar entries."), describe_recovery("/plan/calendars", is_there=True) + " If a file of /plan/calendars was edited by hand, restore that file instead.", prepare=put_old_ledger_back),
    RefusalCase("workspace/contradictions.find_contradictions", "status", ("/plan/statplan.ledger.json is older than what was published into " "/plan/trial: published.json names publish 3, and the ledger knows 1; the " "folder 2026-12-10-0003-DIGEST is of publish 3; calendar.ics shows 2 later " "changes of calendar entries. /plan/statplan.ledger.json is older than what " "was published into /plan/trial/public: calendar.ics shows 2 later changes " "of calendar entries."), describe_recovery("/plan/trial", is_there=True) + (" If a file of /plan/trial was edited by hand, restore that file instead. If " "/plan/trial is of a trial, move it out of the plan's folder, or delete it."), prepare=try_elsewhere),
    RefusalCase("workspace/contradictions._find_newer_publishes (2)", "status", ("/plan/statplan.ledger.json is older than what was published into " "/plan/calendars: published.json is damaged, but still names publish 9, and " "the ledger knows 1."), describe_recovery("/plan/calendars", is_there=True) + " If a file of /plan/calendars was edited by hand, restore that file instead.", prepare=damage_later_manifest),
    RefusalCase("workspace/contradictions._find_rival_publishes", "status", ("/plan/statplan.ledger.json does not fit what was published into " "/plan/calendars: published.json is of another publish 1."), describe_recovery("/plan/calendars", is_there=True) + " If a file of /plan/calendars was edited by hand, restore that file instead.", prepare=change_manifest("issued", "0" * 64)),
    RefusalCase("workspace/contradictions._find_rival_publishes (2)", "status", ("/plan/statplan.ledger.json does not fit what was published into " "/plan/calendars: the folder 2026-12-10-0001-DIGEST is of another publish 1."), describe_recovery("/plan/calendars", is_there=True) + " If a file of /plan/calendars was edited by hand, restore that file instead.", prepare=rename_publish),
    RefusalCase("workspace/contradictions.find_newer_copies", "status", ("/plan/statplan.ledger-PC.json looks like a copy of the ledger that cannot " "be proved: /plan/statplan.ledger-PC.json cannot be read: it is cut off or " "damaged at line 108, column 39."), ("Put the whole copy there. If it is of no use, rename " "statplan.ledger-PC.json."), prepare=damage_copy),
    RefusalCase("workspace/contradictions.find_newer_copies (2)", "status", ("/plan/statplan.ledger-PC.json is a copy of the ledger, and knows decisions " "or publishes that the ledger does not know."), "`statplan doctor --merge /plan/statplan.ledger-PC.json` unites them.", prepare=publish_copy_ahead),
    RefusalCase("workspace/contradictions._describe_foreign", "status", ("/plan/calendars holds the calendars of another plan (lineage " "6f1c2b1e-0000-4000-8000-000000000002)."), ("Restore the plan's own lineage, or state another folder for this plan's " "calendars (frequency.calendars.folder)."), prepare=change_manifest("lineage", f"{LINEAGE[:-1]}2")),
    RefusalCase("workspace/contradictions._describe_lost", "status", ("/plan/statplan.ledger.json is lost: /plan/calendars was published from it " "(published.json names publish 1)."), describe_recovery("/plan/calendars"), prepare=lose_ledger),
    RefusalCase("workspace/contradictions._describe_lost (2)", "status", ("/plan/statplan.ledger.json knows of no publish, but /plan/calendars was " "published (published.json names publish 1)."), describe_recovery("/plan/calendars", is_there=True), prepare=begin_ledger_anew),
    RefusalCase("workspace/contradictions._describe_trace", "bump blight/2027-03", ("/plan/statplan.ledger.json is lost: /plan/calendars was published from it " "(published.json names publish 1)."), describe_recovery("/plan/calendars"), prepare=lose_ledger),
    RefusalCase("workspace/contradictions._describe_trace (2)", "status", ("/plan/statplan.ledger.json is lost: /plan/calendars was published from it " "(it has the folder 2026-12-10-0001-DIGEST)."), describe_recovery("/plan/calendars"), prepare=leave_dated_folder),
    RefusalCase("workspace/contradictions._describe_trace (3)", "status", ("/plan/statplan.ledger.json is lost: /plan/calendars was published from it " "(calendar.ics has 16 published entries)."), describe_recovery("/plan/calendars"), prepare=leave_feed_alone),
    RefusalCase("workspace/contradictions._describe_trace (4)", "status", ("/plan/statplan.ledger.json is lost: /plan/calendars was published from it " "(it has a published.json that cannot be read: it is cut off or damaged at " "line 1, column 1)."), describe_recovery("/plan/calendars") + (" If nothing was ever published from this plan, delete " "/plan/calendars/published.json."), prepare=leave_damaged_manifest_alone),
    RefusalCase("workspace/contradictions._find_missing_evidence", "status", ("/plan/calendars/calendar.ics shows 1 entry on another date than " "/plan/statplan.ledger.json, under the same number."), describe_recovery("/plan/calendars", is_there=True), prepare=change_feed),
    RefusalCase("workspace/contradictions._find_missing_evidence (2)", "status", ("the calendars were published into /plan/kalender, and the plan states " "/plan/calendars."), ("Rename /plan/kalender to /plan/calendars, so that subscriptions go on, or " "state its name in the plan (frequency.calendars.folder)."), prepare=rename_calendars),
    RefusalCase("workspace/contradictions._find_missing_evidence (3)", "status", ("/plan/calendars/published.json is missing: nothing shows that " "statplan.ledger.json is the last one."), ("Restore /plan/calendars from version control or a backup. If " "statplan.ledger.json is the last one, `statplan doctor --repair` writes the " "calendars anew, but no dated folder of an earlier publish."), prepare=delete_calendars),
    RefusalCase("workspace/contradictions._describe_damage", "status", ("/plan/calendars/published.json cannot be read: it is cut off or damaged at " "line 1, column 1."), ("`statplan doctor --repair` makes it anew: the rest of the folder confirms " "the ledger."), prepare=damage_manifest),
    RefusalCase("workspace/contradictions._describe_damage (2)", "status", ("/plan/calendars/published.json cannot be read: it is cut off or damaged at " "line 1, column 1. Nothing else in the folder shows that " "statplan.ledger.json is the last one."), ("Restore /plan/calendars from version control or a backup. If you are " "certain that statplan.ledger.json is the last one, move /plan/calendars " "away, and run `statplan doctor --repair`, which writes the calendars anew."), prepare=damage_calendars),
    RefusalCase("workspace/workspace.refuse_contradictions", "publish", ("/plan/statplan.ledger.json does not fit what was published into " "/plan/calendars: the folder 2026-12-10-0001-DIGEST is of another publish 1."), describe_recovery("/plan/calendars", is_there=True) + " If a file of /plan/calendars was edited by hand, restore that file instead.", prepare=rename_publish),
    RefusalCase("workspace/workspace._read_workspace", "status", ("/plan/statplan.yaml lacks lineage or created, which say what ledger belongs " "to it."), ("Copy both lines from the file as `statplan init` wrote it; for a plan " "written by hand add `lineage:` with any UUID, and `created:` with the day."), exit_code=1, prepare=remove_lineage),
    RefusalCase("workspace/workspace._read_workspace (2)", "status", "frequency.calendars.folder is Statplan.yaml, the name of a file of the plan.", "State another folder, such as calendars.", exit_code=1, prepare=name_folder_like_plan),
    RefusalCase("workspace/workspace.refuse_unmerged_ledger", "status", ("/plan/statplan.ledger.json is in conflict: two people changed it, and git " "could not merge it."), "`statplan doctor --merge` unites what both decided and published.", prepare=conflict_ledger),
    RefusalCase("workspace/workspace._check_clock", "status", ("this machine's clock says 2026-12-01 12:00 UTC, and the ledger was last " "changed on 2026-12-10 12:00 UTC."), ("Correct this computer's clock, or calendars may ignore the update. If the " "clock was wrong when the ledger was changed, restore the ledger of before " "from version control."), prepare=set_clock_back),
    RefusalCase("workspace/plan_loader.load_plan", "status", ("/plan/statplan.yaml has conflict markers of git: two people changed the " "plan."), "Edit it: keep the lines that are right, and delete the markers.", prepare=conflict_plan),
    RefusalCase("workspace/plan_loader.load_plan (2)", "status", "1 problem found.", exit_code=1, prepare=misspell_key),
    RefusalCase("workspace/plan_loader.load_plan (3)", "status", "1 problem found.", exit_code=1, prepare=except_nothing),
    RefusalCase("workspace/merge_sides.read_sides", "doctor --merge", "there is no /plan/statplan.ledger.json to merge.", "Name a copy of it: `statplan doctor --merge FILE`.", exit_code=2, prepare=lose_everything),
    RefusalCase("workspace/merge_sides._read_side", "doctor --merge", ("their version of /plan/statplan.ledger.json is older than what was " "published into /plan/calendars: published.json names publish 9, and the " "ledger knows 1."), ("On that branch, restore the statplan.ledger.json that belongs to its " "calendars, and merge again."), prepare=lambda folder: conflict_ledger(folder, '"serial": 9')),
    RefusalCase("workspace/merge_sides._describe_mixture", "doctor --merge", ("the conflict markers in /plan/statplan.ledger.json do not show both " "versions whole: git has merged other lines of it already, and its index " "does not have the versions any more."), ("Get both versions: `git show BRANCH:./statplan.ledger.json > theirs.json`, " "then `git show OTHER:./statplan.ledger.json > statplan.ledger.json`. Then " "type `statplan doctor --merge theirs.json`."), prepare=mix_ledger),
    RefusalCase("cli/doctor_merge._find_newer_copy", "doctor --merge", ("/plan/statplan.ledger (Jo's copy).json and /plan/statplan.ledger-PC.json " "are copies of the ledger, and each knows something that the ledger does not " "know."), ("To merge them all: `statplan doctor --merge \"/plan/statplan.ledger (Jo's " "copy).json\" /plan/statplan.ledger-PC.json`. Leave out any that is of no use."), exit_code=2, prepare=leave_two_copies),
)
