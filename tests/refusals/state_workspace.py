"""Refusals of a plan, of its workspace, and of two ledgers that are to be merged."""

from tests.refusals.state_contradictions import (
    conflict_ledger,
    conflict_plan,
    describe_recovery,
    mark_conflict,
    rename_publish,
    set_clock_back,
)
from tests.support.remedy_cases import RemedyFolder, publish
from tests.support.state_refusals import RefusalCase
from tests.support.workspace_remedies import (
    LEDGER,
    leave_two_copies,
    lose_everything,
)


def mix_ledger(folder: RemedyFolder) -> None:
    """Leave conflict markers around a line of the ledger, and a line that is of neither side."""
    publish(folder)
    folder.decide("bump blight/2027-03")
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


def misspell_key(folder: RemedyFolder) -> None:
    """Misspell a key of the plan."""
    folder.edit("  months: 4", "  month: 4")


def except_nothing(folder: RemedyFolder) -> None:
    """State an exception for a meeting that there is not."""
    folder.edit(
        "id: works, every",
        "id: works, exceptions: [{meeting: works/2027-04, day: 2027-04-17}], every",
    )


CASES = (
    RefusalCase(
        "workspace/workspace.refuse_contradictions",
        "publish",
        (
            "/plan/statplan.ledger.json does not fit what was published into "
            "/plan/calendars: the folder 2026-12-10-0001-DIGEST is of another publish 1."
        ),
        describe_recovery("/plan/calendars", is_there=True)
        + " If a file of /plan/calendars was edited by hand, restore that file instead.",
        prepare=rename_publish,
    ),
    RefusalCase(
        "workspace/workspace._read_workspace",
        "status",
        ("/plan/statplan.yaml lacks lineage or created, which say what ledger belongs to it."),
        (
            "Copy both lines from the file as `statplan init` wrote it; for a plan "
            "written by hand add `lineage:` with any UUID, and `created:` with the day."
        ),
        exit_code=1,
        prepare=remove_lineage,
    ),
    RefusalCase(
        "workspace/workspace._read_workspace (2)",
        "status",
        "frequency.calendars.folder is Statplan.yaml, the name of a file of the plan.",
        "State another folder, such as calendars.",
        exit_code=1,
        prepare=name_folder_like_plan,
    ),
    RefusalCase(
        "workspace/workspace.refuse_unmerged_ledger",
        "status",
        (
            "/plan/statplan.ledger.json is in conflict: two people changed it, and git "
            "could not merge it."
        ),
        "`statplan doctor --merge` unites what both decided and published.",
        prepare=conflict_ledger,
    ),
    RefusalCase(
        "workspace/workspace._check_clock",
        "status",
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
    RefusalCase(
        "workspace/plan_loader.load_plan",
        "status",
        ("/plan/statplan.yaml has conflict markers of git: two people changed the plan."),
        "Edit it: keep the lines that are right, and delete the markers.",
        prepare=conflict_plan,
    ),
    RefusalCase(
        "workspace/plan_loader.load_plan (2)",
        "status",
        "1 problem found.",
        exit_code=1,
        prepare=misspell_key,
    ),
    RefusalCase(
        "workspace/plan_loader._make_year",
        "status",
        "1 problem found.",
        exit_code=1,
        prepare=except_nothing,
    ),
    RefusalCase(
        "workspace/merge_sides.read_sides",
        "doctor --merge",
        "there is no /plan/statplan.ledger.json to merge.",
        "Name a copy of it: `statplan doctor --merge FILE`.",
        exit_code=2,
        prepare=lose_everything,
    ),
    RefusalCase(
        "workspace/merge_sides._read_side",
        "doctor --merge",
        (
            "their version of /plan/statplan.ledger.json is older than what was "
            "published into /plan/calendars: published.json names publish 9, and the "
            "ledger knows 1."
        ),
        (
            "On that branch, restore the statplan.ledger.json that belongs to its "
            "calendars, and merge again."
        ),
        prepare=lambda folder: conflict_ledger(folder, '"serial": 9'),
    ),
    RefusalCase(
        "workspace/merge_sides._describe_mixture",
        "doctor --merge",
        (
            "the conflict markers in /plan/statplan.ledger.json do not show both "
            "versions whole: git has merged other lines of it already, and its index "
            "does not have the versions any more."
        ),
        (
            "Get both versions: `git show BRANCH:./statplan.ledger.json > theirs.json`, "
            "then `git show OTHER:./statplan.ledger.json > statplan.ledger.json`. Then "
            "type `statplan doctor --merge theirs.json`."
        ),
        prepare=mix_ledger,
    ),
    RefusalCase(
        "cli/doctor_merge._find_newer_copy",
        "doctor --merge",
        (
            "/plan/statplan.ledger (Jo's copy).json and /plan/statplan.ledger-PC.json "
            "are copies of the ledger, and each knows something that the ledger does not "
            "know."
        ),
        (
            "To merge them all: `statplan doctor --merge \"/plan/statplan.ledger (Jo's "
            'copy).json" /plan/statplan.ledger-PC.json`. Leave out any that is of no use.'
        ),
        exit_code=2,
        prepare=leave_two_copies,
    ),
)
