"""Refusals of a plan's folder in which the ledger, calendars, and copies do not fit together."""

import json
import shutil

from statplan.ledger.file_writer import dump_ledger
from statplan.ledger.model import Ledger
from tests.support.remedy_cases import RemedyFolder, Step, publish
from tests.support.state_refusals import RefusalCase
from tests.support.workspace_remedies import (
    FEED,
    LEDGER,
    MANIFEST,
    damage_calendars,
    lose_ledger,
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
    folder.decide("bump blight/2027-03", "publish")
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


def try_elsewhere(folder: RemedyFolder) -> None:
    """Publish twice, and keep a copy of the second calendars beside an older ledger and its own."""
    publish(folder)
    before = folder.path.with_name("before")
    shutil.copytree(folder.path, before)
    folder.decide("bump blight/2027-03", "publish")
    (folder.path / "calendars").rename(folder.path / "trial")
    shutil.copytree(before / "calendars", folder.path / "calendars")
    shutil.copy(before / LEDGER, folder.path / LEDGER)


def conflict_ledger(folder: RemedyFolder, manifest: str = "") -> None:
    """Leave both versions of a ledger between conflict markers, and perhaps of a manifest."""
    publish(folder)
    ours = (folder.path / LEDGER).read_text("utf-8")
    folder.decide("bump blight/2027-03")
    theirs = (folder.path / LEDGER).read_text("utf-8")
    folder.write(LEDGER, mark_conflict(ours, theirs))
    if manifest:
        whole = (folder.path / MANIFEST).read_text("utf-8")
        folder.write(MANIFEST, mark_conflict(whole, whole.replace('"serial": 1', manifest)))


def mark_conflict(ours: str, theirs: str) -> str:
    """Return two texts between conflict markers of git."""
    return f"<<<<<<< HEAD\n{ours}=======\n{theirs}>>>>>>> theirs\n"


def set_clock_back(folder: RemedyFolder) -> None:
    """Set the clock back after a publish."""
    publish(folder)
    folder.clock("2026-12-01T12:00")


def conflict_plan(folder: RemedyFolder) -> None:
    """Leave conflict markers in the plan."""
    text = (folder.path / "statplan.yaml").read_text("utf-8")
    folder.write("statplan.yaml", mark_conflict(text, text))


CASES = (
    RefusalCase(
        "workspace/contradictions.find_contradictions",
        "status",
        (
            "/plan/statplan.ledger.json is older than what was published into "
            "/plan/calendars: published.json names publish 3, and the ledger knows 1; "
            "the folder 2026-12-10-0003-DIGEST is of publish 3; calendar.ics shows 2 "
            "later changes of calendar entries."
        ),
        describe_recovery("/plan/calendars", is_there=True)
        + " If a file of /plan/calendars was edited by hand, restore that file instead.",
        prepare=put_old_ledger_back,
    ),
    RefusalCase(
        "workspace/contradictions._find_newer_publishes",
        "status",
        (
            "/plan/statplan.ledger.json is older than what was published into "
            "/plan/calendars: published.json names publish 3, and the ledger knows 1; "
            "the folder 2026-12-10-0003-DIGEST is of publish 3; calendar.ics shows 2 "
            "later changes of calendar entries."
        ),
        describe_recovery("/plan/calendars", is_there=True)
        + " If a file of /plan/calendars was edited by hand, restore that file instead.",
        prepare=put_old_ledger_back,
    ),
    RefusalCase(
        "workspace/contradictions._find_newer_publishes (3)",
        "status",
        (
            "/plan/statplan.ledger.json is older than what was published into "
            "/plan/calendars: published.json names publish 3, and the ledger knows 1; "
            "the folder 2026-12-10-0003-DIGEST is of publish 3; calendar.ics shows 2 "
            "later changes of calendar entries."
        ),
        describe_recovery("/plan/calendars", is_there=True)
        + " If a file of /plan/calendars was edited by hand, restore that file instead.",
        prepare=put_old_ledger_back,
    ),
    RefusalCase(
        "workspace/contradictions._find_newer_publishes (4)",
        "status",
        (
            "/plan/statplan.ledger.json is older than what was published into "
            "/plan/calendars: published.json names publish 3, and the ledger knows 1; "
            "the folder 2026-12-10-0003-DIGEST is of publish 3; calendar.ics shows 2 "
            "later changes of calendar entries."
        ),
        describe_recovery("/plan/calendars", is_there=True)
        + " If a file of /plan/calendars was edited by hand, restore that file instead.",
        prepare=put_old_ledger_back,
    ),
    RefusalCase(
        "workspace/contradictions.find_contradictions",
        "status",
        (
            "/plan/statplan.ledger.json is older than what was published into "
            "/plan/trial: published.json names publish 3, and the ledger knows 1; the "
            "folder 2026-12-10-0003-DIGEST is of publish 3; calendar.ics shows 2 later "
            "changes of calendar entries. /plan/statplan.ledger.json is older than what "
            "was published into /plan/trial/public: calendar.ics shows 2 later changes "
            "of calendar entries."
        ),
        describe_recovery("/plan/trial", is_there=True)
        + (
            " If a file of /plan/trial was edited by hand, restore that file instead. If "
            "/plan/trial is of a trial, move it out of the plan's folder, or delete it."
        ),
        prepare=try_elsewhere,
    ),
    RefusalCase(
        "workspace/contradictions._find_newer_publishes (2)",
        "status",
        (
            "/plan/statplan.ledger.json is older than what was published into "
            "/plan/calendars: published.json is damaged, but still names publish 9, and "
            "the ledger knows 1."
        ),
        describe_recovery("/plan/calendars", is_there=True)
        + " If a file of /plan/calendars was edited by hand, restore that file instead.",
        prepare=damage_later_manifest,
    ),
    RefusalCase(
        "workspace/contradictions._find_rival_publishes",
        "status",
        (
            "/plan/statplan.ledger.json does not fit what was published into "
            "/plan/calendars: published.json is of another publish 1."
        ),
        describe_recovery("/plan/calendars", is_there=True)
        + " If a file of /plan/calendars was edited by hand, restore that file instead.",
        prepare=change_manifest("issued", "0" * 64),
    ),
    RefusalCase(
        "workspace/contradictions._find_rival_publishes (2)",
        "status",
        (
            "/plan/statplan.ledger.json does not fit what was published into "
            "/plan/calendars: the folder 2026-12-10-0001-DIGEST is of another publish 1."
        ),
        describe_recovery("/plan/calendars", is_there=True)
        + " If a file of /plan/calendars was edited by hand, restore that file instead.",
        prepare=rename_publish,
    ),
    RefusalCase(
        "workspace/contradictions._describe_foreign",
        "status",
        (
            "/plan/calendars holds the calendars of another plan (lineage "
            "6f1c2b1e-0000-4000-8000-000000000002)."
        ),
        (
            "Restore the plan's own lineage, or state another folder for this plan's "
            "calendars (frequency.calendars.folder)."
        ),
        prepare=change_manifest("lineage", f"{LINEAGE[:-1]}2"),
    ),
    RefusalCase(
        "workspace/contradictions._describe_lost",
        "status",
        (
            "/plan/statplan.ledger.json is lost: /plan/calendars was published from it "
            "(published.json names publish 1)."
        ),
        describe_recovery("/plan/calendars"),
        prepare=lose_ledger,
    ),
    RefusalCase(
        "workspace/contradictions._describe_lost (2)",
        "status",
        (
            "/plan/statplan.ledger.json knows of no publish, but /plan/calendars was "
            "published (published.json names publish 1)."
        ),
        describe_recovery("/plan/calendars", is_there=True),
        prepare=begin_ledger_anew,
    ),
    RefusalCase(
        "workspace/contradictions._describe_trace",
        "bump blight/2027-03",
        (
            "/plan/statplan.ledger.json is lost: /plan/calendars was published from it "
            "(published.json names publish 1)."
        ),
        describe_recovery("/plan/calendars"),
        prepare=lose_ledger,
    ),
    RefusalCase(
        "workspace/contradictions._describe_trace (2)",
        "status",
        (
            "/plan/statplan.ledger.json is lost: /plan/calendars was published from it "
            "(it has the folder 2026-12-10-0001-DIGEST)."
        ),
        describe_recovery("/plan/calendars"),
        prepare=leave_dated_folder,
    ),
    RefusalCase(
        "workspace/contradictions._describe_trace (3)",
        "status",
        (
            "/plan/statplan.ledger.json is lost: /plan/calendars was published from it "
            "(calendar.ics has 16 published entries)."
        ),
        describe_recovery("/plan/calendars"),
        prepare=leave_feed_alone,
    ),
    RefusalCase(
        "workspace/contradictions._describe_trace (4)",
        "status",
        (
            "/plan/statplan.ledger.json is lost: /plan/calendars was published from it "
            "(it has a published.json that cannot be read: it is cut off or damaged at "
            "line 1, column 1)."
        ),
        describe_recovery("/plan/calendars")
        + (" If nothing was ever published from this plan, delete /plan/calendars/published.json."),
        prepare=leave_damaged_manifest_alone,
    ),
)
