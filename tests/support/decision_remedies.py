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


def plan_later_months(folder: RemedyFolder) -> None:
    """Plan the months after those that were published."""
    publish(folder)
    folder.edit("first_day: 2027-01-01", "first_day: 2027-05-01")


def let_april_come(folder: RemedyFolder) -> None:
    """Let the last month of the year come."""
    publish(folder)
    folder.clock("2027-04-01T18:00")


def plan_next_year(folder: RemedyFolder) -> None:
    """Write the next year into the plan in the last month of the year."""
    let_april_come(folder)
    folder.decide("next-year --yes")


def list_next_dates(folder: RemedyFolder) -> None:
    """Write the next year into a plan whose only series has the dates that a board adopted."""
    text = (folder.path / "statplan.yaml").read_text(encoding="utf-8")
    rule = re.search(r"    - \{id: blight[\s\S]*?(?=publicity:)", text)
    assert rule
    folder.edit(rule[0], '    - {id: board, dates: [2027-02-01, 2027-04-05], at: "08:00"}\n')
    plan_next_year(folder)


def adopt_next_dates(folder: RemedyFolder) -> None:
    """Add a date that the board has adopted."""
    folder.edit("dates: []", "dates: [2027-06-07]")


def return_to_earlier_year(folder: RemedyFolder) -> None:
    """Publish the next year, and then have the plan of the year before it again."""
    plan_next_year(folder)
    publish(folder)
    folder.edit("first_day: 2027-05-01", "first_day: 2027-01-01")


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


def drop_april(folder: RemedyFolder) -> None:
    """Let the plan drop a meeting that was published, and let its day pass."""
    publish(folder)
    omit_april(folder)
    folder.decide("publish --yes")
    folder.clock("2027-05-01T12:00")


def omit_april(folder: RemedyFolder) -> None:
    """State in the plan that a meeting is called off."""
    exceptions = "exceptions: [{meeting: works/2027-04, called_off: yes}]"
    folder.edit("id: works, every", f"id: works, {exceptions}, every")


def share_reserve_day(folder: RemedyFolder) -> None:
    """Keep the last Friday of each month as the backup date of all meetings."""
    policy = '{rule: reserve day, reserve: last Friday, shared: yes, at: "10:00"}'
    folder.edit("  months: 4", f"  months: 4\n  backup: {policy}")
    publish(folder)


def take_reserve_day(folder: RemedyFolder) -> None:
    """Let a meeting take the reserve day that another one shares."""
    share_reserve_day(folder)
    folder.decide("bump works/2027-03")


def close_moved_day(folder: RemedyFolder) -> None:
    """Close the day to which a meeting was moved."""
    publish(folder)
    folder.decide("move blight/2027-03 --to 2027-03-10")
    folder.edit("  months: 4", "  months: 4\n  closures: [{day: 2027-03-10, why: Training}]")


def skip_moved_meeting(folder: RemedyFolder) -> None:
    """Put a recess on the usual date of a meeting that was moved out of it."""
    publish(folder)
    folder.decide("move blight/2027-03 --to 2027-03-10")
    recess = "closures: [{day: 2027-03-11, until: 2027-03-12, why: Recess}]"
    folder.edit("  months: 4", f"  months: 4\n  {recess}")


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
    RemedyCase(
        "ledger/decisions.evaluate_request log", "held works/2027-04", drop_april, is_mended=False
    ),
    RemedyCase(
        "cli/confirmation._find_doubt_about_year next-year",
        "publish",
        return_to_earlier_year,
        more={"next-year": "--yes"},
        is_mended=True,
    ),
    RemedyCase("cli/confirmation.build_bump_doubt bump", "bump blight/2027-03", cancel_march),
    RemedyCase("ledger/decisions._check_release cancel", "release blight/2027-03", bump_march),
    RemedyCase("ledger/meeting_lookup.(module) status", "bump nothing"),
    RemedyCase(
        "ledger/meeting_lookup._build_reserve_error bump", "bump reserve/2027-03", share_reserve_day
    ),
    RemedyCase(
        "ledger/meeting_lookup._build_reserve_error release",
        "release reserve/2027-03",
        share_reserve_day,
    ),
    RemedyCase("ledger/meeting_lookup._build_absence_error show", "bump works/2027-04", omit_april),
    RemedyCase(
        "ledger/clash_resolution._describe_rejection move",
        "status",
        close_moved_day,
        fill={"DATE": "2027-03-09"},
        is_mended=True,
    ),
    RemedyCase(
        "cli/status._list_sections held",
        "status",
        let_january_pass,
        fill={"MEETING": "blight/2027-01"},
    ),
    RemedyCase("cli/status._choose_year status", "status --year 2031", publish),
    RemedyCase("cli/status._list_sections release", "status", hold_january, is_mended=True),
    RemedyCase("cli/status._list_sections publish", "status", do_nothing, is_mended=True),
    RemedyCase(
        "cli/next_schedule_note.describe_next_schedule next-year publish",
        "status",
        let_april_come,
        more={"next-year": "--yes"},
        after="publish",
    ),
    RemedyCase(
        "cli/next_schedule_note.describe_next_schedule publish",
        "status",
        list_next_dates,
        follow=adopt_next_dates,
        is_mended=True,
    ),
    RemedyCase(
        "cli/next_schedule_note.describe_next_schedule publish (2)",
        "status",
        plan_next_year,
        is_mended=True,
    ),
    RemedyCase("cli/decide._describe_next_step diff publish", "bump blight/2027-04"),
    RemedyCase("cli/diff.run_diff publish", "diff -o changes.json", bump_march),
    RemedyCase("cli/diff.run_diff diff", "diff", plan_later_months),
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
    RemedyCase("cli/build._find_unpublished_calendar publish", "build", bump_march, is_mended=True),
    RemedyCase("cli/calendar.build_audience_feed calendar", "calendar --for public -f csv"),
    RemedyCase("cli/boundary.resolve_command restore", "undo blight/2027-03", bump_march),
    RemedyCase(
        "cli/notes.run_notes restore",
        "notes blight/2027-01",
        cancel_past_meeting,
        after="notes blight/2027-01",
    ),
)
