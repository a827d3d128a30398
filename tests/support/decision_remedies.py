"""The commands that are offered by messages about decisions, the year, and what is pending."""

import re

from tests.support.remedy_cases import RemedyCase, RemedyFolder, do_nothing, publish
from tests.support.year import LATER

FIRST_DATE = re.compile(r"would do: (\d{4}-\d\d-\d\d)")


def hold_january(folder: RemedyFolder) -> None:
    """Record the meeting of January as held, on its day."""
    publish(folder)
    folder.clock("2027-01-14T20:00")
    folder.decide("held blight/2027-01")


def bump_march(folder: RemedyFolder) -> None:
    """Move the meeting of March to its backup date."""
    publish(folder)
    folder.decide("bump blight/2027-03")


def write_bad_changes(folder: RemedyFolder) -> None:
    """Write a file that is no change set, while a decision is pending."""
    bump_march(folder)
    folder.write("bad.json", "{}")


def cancel_march(folder: RemedyFolder) -> None:
    """Cancel the meeting of March."""
    publish(folder)
    folder.decide("cancel blight/2027-03")


def take_planned_date(folder: RemedyFolder) -> None:
    """Bump a meeting, and put another one that needs the same person in its place."""
    bump_march(folder)
    folder.decide("move works/2027-03 --to 2027-03-11 --at 08:00")


def cancel_past_meeting(folder: RemedyFolder) -> None:
    """Cancel a meeting, and let its day pass."""
    publish(folder)
    folder.decide("cancel blight/2027-01")
    folder.clock("2027-01-20T12:00")


def omit_april(folder: RemedyFolder) -> None:
    """State in the plan that a meeting is called off."""
    exceptions = "exceptions: [{meeting: works/2027-04, called_off: yes}]"
    folder.edit("id: works, every", f"id: works, {exceptions}, every")


def close_moved_day(folder: RemedyFolder) -> None:
    """Close the day to which a meeting was moved."""
    publish(folder)
    folder.decide("move blight/2027-03 --to 2027-03-10")
    folder.edit("  months: 4", "  months: 4\n  closures: [{day: 2027-03-10, why: Training}]")


def let_january_pass(folder: RemedyFolder) -> None:
    """Let the first meeting pass without recording it."""
    publish(folder)
    folder.clock("2027-02-01T12:00")


def save_outdated_changes(folder: RemedyFolder) -> None:
    """Save a change set, and decide something else after it."""
    publish(folder)
    folder.decide("bump blight/2027-03", "diff -o changes.json", "cancel blight/2027-04")


def reword_pending(folder: RemedyFolder) -> None:
    """Save a change set while new wording waits."""
    publish(folder)
    folder.edit("name: TestStat", "name: OtherStat")
    folder.decide("bump blight/2027-03", "diff -o changes.json")


def edit_everything(folder: RemedyFolder) -> None:
    """Edit the plan so that many meetings move."""
    publish(folder)
    folder.edit(*LATER)


CASES = (
    RemedyCase(
        "ledger/decisions.evaluate_request restore",
        "cancel blight/2027-01",
        hold_january,
        after="cancel blight/2027-01",
    ),
    RemedyCase("ledger/decisions._offer_dates bump", "move blight/2027-01 --to 2027-01-09"),
    RemedyCase(
        "ledger/decisions._offer_dates move",
        "bump blight/2027-03",
        bump_march,
        fill={"DATE": FIRST_DATE},
    ),
    RemedyCase(
        "ledger/decisions._check_restore move",
        "restore blight/2027-03",
        take_planned_date,
        fill={"DATE": "2027-03-15"},
    ),
    RemedyCase(
        "ledger/decisions._offer_backup bump release", "move blight/2027-03 --to 2027-03-15"
    ),
    RemedyCase(
        "ledger/decisions._offer_backup bump restore release",
        "move blight/2027-03 --to 2027-03-15",
        cancel_march,
    ),
    RemedyCase(
        "ledger/decisions._check_move restore",
        "move blight/2027-03 --to 2027-03-10",
        bump_march,
        after="move blight/2027-03 --to 2027-03-10",
    ),
    RemedyCase(
        "ledger/decisions._check_held restore",
        "held blight/2027-01",
        cancel_past_meeting,
        after="held blight/2027-01",
    ),
    RemedyCase("ledger/decisions._check_release cancel", "release blight/2027-03", bump_march),
    RemedyCase("ledger/meeting_lookup.(module) status", "bump nothing"),
    RemedyCase("ledger/meeting_lookup.find_meeting show", "bump works/2027-04", omit_april),
    RemedyCase(
        "ledger/year_state._describe_rejection move",
        "status",
        close_moved_day,
        fill={"DATE": "2027-03-09"},
        is_mended=True,
    ),
    RemedyCase(
        "cli/status.run_status held",
        "status",
        let_january_pass,
        fill={"MEETING": "blight/2027-01"},
    ),
    RemedyCase("cli/status.run_status release", "status", hold_january, is_mended=True),
    RemedyCase("cli/status.run_status publish", "status", do_nothing, is_mended=True),
    RemedyCase("cli/decide._describe_next_step diff publish", "bump blight/2027-04"),
    RemedyCase("cli/diff.run_diff publish", "diff -o changes.json", bump_march),
    RemedyCase("workspace/pending_changes.report_pending diff", "calendar", bump_march),
    RemedyCase(
        "workspace/change_set.read_change_set diff",
        "publish bad.json",
        write_bad_changes,
        after="publish changes.json",
    ),
    RemedyCase(
        "cli/publish._require_same_changes diff diff",
        "publish changes.json",
        save_outdated_changes,
        after="publish changes.json",
    ),
    RemedyCase(
        "cli/publish._build_confirmed_command publish",
        "publish",
        edit_everything,
        check=lambda folder: "10:00" in (folder.path / "statplan.ledger.json").read_text("utf-8"),
    ),
    RemedyCase(
        "cli/year_commands.release release release",
        "release",
        hold_january,
        fill={"MEETING": "blight/2027-01"},
    ),
    RemedyCase(
        "cli/year_commands.publish publish",
        "publish changes.json --reword",
        reword_pending,
        follow=lambda folder: folder.type("publish changes.json"),
    ),
    RemedyCase("calendars/change_text.(module) publish", "diff", reword_pending, is_mended=True),
    RemedyCase("cli/calendar.build_audience_feed calendar", "calendar --for public -f csv"),
    RemedyCase("cli/boundary.resolve_command restore", "undo blight/2027-03", bump_march),
    RemedyCase(
        "cli/notes.run_notes restore",
        "notes blight/2027-01",
        cancel_past_meeting,
        after="notes blight/2027-01",
    ),
)
