"""Refusals of decisions, and notes that a decision has nothing to do."""

from statplan import screen
from statplan.ledger.merge import merge_ledgers
from statplan.ledger.model import Ledger
from tests.support.decision_remedies import (
    bump_march,
    cancel_march,
    cancel_past_meeting,
    close_moved_day,
    drop_april,
    hold_january,
    let_january_pass,
    share_reserve_day,
    skip_moved_meeting,
    take_planned_date,
    take_reserve_day,
)
from tests.support.remedy_cases import RemedyFolder, publish
from tests.support.state_refusals import RefusalCase


def release_march(folder: RemedyFolder) -> None:
    """Release the backup date of March."""
    publish(folder)
    folder.decide("release blight/2027-03")


def leave_backups_out(folder: RemedyFolder) -> None:
    """Plan no backup dates."""
    folder.edit("  months: 4", "  months: 4\n  backup: {keep: no}")


def take_released_backup(folder: RemedyFolder) -> None:
    """Cancel a meeting, and take its backup date for another one."""
    publish(folder)
    folder.decide("cancel blight/2027-03", "move works/2027-03 --to 2027-03-12 --at 08:00")


def lose_reserve_day_while_cancelled(folder: RemedyFolder) -> None:
    """Cancel a meeting, and let another one take the reserve day that both share."""
    share_reserve_day(folder)
    folder.decide("cancel blight/2027-03", "bump works/2027-03")


def pass_backup(folder: RemedyFolder) -> None:
    """Let the backup date of January pass."""
    publish(folder)
    folder.clock("2027-02-01T12:00")


def answer_no(folder: RemedyFolder) -> None:
    """Ask at a terminal whether a bump is meant, and answer no."""
    cancel_march(folder)
    folder.patch.setattr(screen, "has_terminal", lambda: True)
    folder.patch.setattr(screen, "ask_yes_no", lambda _: False)


def merge_plans(folder: RemedyFolder) -> Ledger:
    """Merge the ledgers of two plans."""
    del folder
    return merge_ledgers(None, Ledger("first"), Ledger("second"))


CASES = (
    RefusalCase(
        "cli/confirmation.build_bump_doubt",
        "bump blight/2027-03 --reason Storm",
        (
            "blight/2027-03, TestStat: blight: it is cancelled, and a bump brings it back on its "
            "backup date, Fri Mar 12, 2027, 8:00 a.m."
        ),
        "If you mean it, add --yes: `statplan bump blight/2027-03 --reason Storm --yes`.",
        prepare=cancel_march,
    ),
    RefusalCase(
        "cli/confirmation.build_bump_doubt",
        "bump blight/2027-01",
        "blight/2027-01, TestStat: blight: its date is past: Thu Jan 14, 2027, 8:00 a.m.",
        "If you mean it, add --yes: `statplan bump blight/2027-01 --yes`.",
        prepare=let_january_pass,
    ),
    RefusalCase(
        "cli/confirmation.confirm_doubt",
        "bump blight/2027-03",
        "you did not confirm it, so nothing was written.",
        prepare=answer_no,
    ),
    RefusalCase(
        "ledger/decisions.evaluate_request (2)",
        "bump blight/2027-01",
        ("blight/2027-01: it took place on Thu Jan 14, 2027, 8:00 a.m., as was recorded."),
        "If that was a mistake: `statplan restore blight/2027-01`.",
        prepare=hold_january,
    ),
    RefusalCase(
        "ledger/decisions.evaluate_request (2)",
        "cancel blight/2027-01",
        ("blight/2027-01: it took place on Thu Jan 14, 2027, 8:00 a.m., as was recorded."),
        "If that was a mistake: `statplan restore blight/2027-01`.",
        prepare=hold_january,
    ),
    RefusalCase(
        "ledger/decisions.evaluate_request (2)",
        "move blight/2027-01 --to 2027-01-15",
        ("blight/2027-01: it took place on Thu Jan 14, 2027, 8:00 a.m., as was recorded."),
        "If that was a mistake: `statplan restore blight/2027-01`.",
        prepare=hold_january,
    ),
    RefusalCase(
        "ledger/decisions.evaluate_request (3)",
        "cancel blight/2027-03",
        "Nothing to do. blight/2027-03, TestStat: blight: It is cancelled already.",
        exit_code=0,
        prepare=cancel_march,
        is_error=False,
    ),
    RefusalCase(
        "ledger/decisions._check_bump",
        "bump blight/2027-03",
        (
            "Nothing to do. blight/2027-03, TestStat: blight: It was bumped already, and "
            "stands on Fri Mar 12, 2027, 8:00 a.m. If that date is lost too: these dates "
            "would do: 2027-03-15 at 08:00, 2027-03-16 at 08:00, 2027-03-17 at 08:00, "
            "2027-03-18 at 08:00, or 2027-03-19 at 08:00; `statplan move blight/2027-03 "
            "--to DATE`."
        ),
        exit_code=0,
        prepare=bump_march,
        is_error=False,
    ),
    RefusalCase(
        "ledger/decisions._check_bump (2)",
        "bump blight/2027-03",
        "blight/2027-03: it has no back-up date: it was released.",
        (
            "These dates would do: 2027-03-12 at 08:00, 2027-03-15 at 08:00, 2027-03-16 "
            "at 08:00, 2027-03-17 at 08:00, or 2027-03-18 at 08:00; `statplan move "
            "blight/2027-03 --to DATE`."
        ),
        prepare=release_march,
    ),
    RefusalCase(
        "ledger/decisions._check_bump (2)",
        "bump blight/2027-03",
        ("blight/2027-03: it has no back-up date: the plan keeps no back-ups for this series."),
        (
            "These dates would do: 2027-03-12 at 08:00, 2027-03-15 at 08:00, 2027-03-16 "
            "at 08:00, 2027-03-17 at 08:00, or 2027-03-18 at 08:00; `statplan move "
            "blight/2027-03 --to DATE`."
        ),
        prepare=leave_backups_out,
    ),
    RefusalCase(
        "ledger/decisions._check_bump (2)",
        "bump blight/2027-03",
        (
            "blight/2027-03: it has no back-up date: the reserve day, Fri Mar 26, 2027, is taken "
            "by TestStat: works."
        ),
        (
            "These dates would do: 2027-03-12 at 08:00, 2027-03-15 at 08:00, 2027-03-16 "
            "at 08:00, 2027-03-17 at 08:00, or 2027-03-18 at 08:00; `statplan move "
            "blight/2027-03 --to DATE`."
        ),
        prepare=take_reserve_day,
    ),
    RefusalCase(
        "ledger/decisions._check_bump (3)",
        "bump blight/2027-03",
        (
            "blight/2027-03: its back-up date Fri Mar 26, 2027, 10:00 a.m. is gone: it is taken "
            "by TestStat: works (works/2027-03)."
        ),
        (
            "These dates would do: 2027-03-12 at 08:00, 2027-03-15 at 08:00, 2027-03-16 "
            "at 08:00, 2027-03-17 at 08:00, or 2027-03-18 at 08:00; `statplan move "
            "blight/2027-03 --to DATE`."
        ),
        prepare=lose_reserve_day_while_cancelled,
    ),
    RefusalCase(
        "ledger/decisions._check_bump (3)",
        "bump blight/2027-03",
        (
            "blight/2027-03: its back-up date Fri Mar 12, 2027, 8:00 a.m. is gone: it is "
            "taken by TestStat: works (works/2027-03), which needs the same room (secret "
            "room 7)."
        ),
        (
            "These dates would do: 2027-03-15 at 08:00, 2027-03-16 at 08:00, 2027-03-17 "
            "at 08:00, 2027-03-18 at 08:00, or 2027-03-19 at 08:00; `statplan move "
            "blight/2027-03 --to DATE`."
        ),
        prepare=take_released_backup,
    ),
    RefusalCase(
        "ledger/decisions._check_restore",
        "restore blight/2027-03",
        (
            "Nothing to do. blight/2027-03, TestStat: blight: It stands as planned; "
            "there is nothing to restore."
        ),
        exit_code=0,
        prepare=publish,
        is_error=False,
    ),
    RefusalCase(
        "ledger/decisions._check_restore (2)",
        "restore blight/2027-03",
        (
            "blight/2027-03: it cannot go back to Thu Mar 11, 2027, 8:00 a.m.: it is "
            "taken by TestStat: works (works/2027-03), which needs the same room (secret "
            "room 7)."
        ),
        ("Free that place, or give it another: `statplan move blight/2027-03 --to DATE`."),
        prepare=take_planned_date,
    ),
    RefusalCase(
        "ledger/decisions._check_move",
        "move blight/2027-03 --to 2027-03-11",
        (
            "Nothing to do. blight/2027-03, TestStat: blight: It stands on Thu Mar 11, "
            "2027, 8:00 a.m. already."
        ),
        exit_code=0,
        prepare=publish,
        is_error=False,
    ),
    RefusalCase(
        "ledger/decisions._check_move (2)",
        "move blight/2027-03 --to 2027-03-10",
        (
            "blight/2027-03: Wed Mar 10, 2027, 8:00 a.m. does not come after Thu Mar 11, "
            "2027, 8:00 a.m., which it was bumped from."
        ),
        "`statplan restore blight/2027-03` first, and then move it.",
        prepare=bump_march,
    ),
    RefusalCase(
        "ledger/decisions._check_move (2)",
        "move blight/2027-03 --to 2027-03-11",
        (
            "blight/2027-03: Thu Mar 11, 2027, 8:00 a.m. does not come after Thu Mar 11, "
            "2027, 8:00 a.m., which it was bumped from."
        ),
        "`statplan restore blight/2027-03` first, and then move it.",
        prepare=bump_march,
    ),
    RefusalCase(
        "ledger/decisions._check_move (3)",
        "move blight/2027-01 --to 2027-01-09",
        ("blight/2027-01: it cannot stand on Sat Jan 9, 2027, 8:00 a.m.: it is closed (Saturday)."),
        (
            "No day between its date and its back-up date is free; `statplan bump "
            "blight/2027-01` moves it to the back-up date."
        ),
        prepare=publish,
    ),
    RefusalCase(
        "ledger/decisions.evaluate_request",
        "held works/2027-04",
        (
            "works/2027-04: the plan dropped it before it took place, and calendars have it as "
            "cancelled."
        ),
        "`statplan log works/2027-04` has what was decided about it.",
        prepare=drop_april,
    ),
    RefusalCase(
        "ledger/decisions._check_held",
        "held blight/2027-01",
        ("Nothing to do. blight/2027-01, TestStat: blight: It is recorded as held already."),
        exit_code=0,
        prepare=hold_january,
        is_error=False,
    ),
    RefusalCase(
        "ledger/decisions._check_held (2)",
        "held blight/2027-01",
        "blight/2027-01: it is cancelled, and so cannot have taken place.",
        "If it took place all the same: `statplan restore blight/2027-01` first.",
        prepare=cancel_past_meeting,
    ),
    RefusalCase(
        "ledger/decisions._check_held (3)",
        "held blight/2027-01",
        "blight/2027-01: it lies ahead, on Thu Jan 14, 2027, 8:00 a.m.",
        "Say `held` once it has taken place.",
        prepare=publish,
    ),
    RefusalCase(
        "ledger/decisions._check_release",
        "release blight/2027-03",
        ("Nothing to do. blight/2027-03, TestStat: blight: It has no back-up date to release."),
        exit_code=0,
        prepare=leave_backups_out,
        is_error=False,
    ),
    RefusalCase(
        "ledger/decisions._check_release (2)",
        "release blight/2027-03",
        (
            "blight/2027-03: it was bumped, so no backup date is kept; it takes place on "
            "Fri Mar 12, 2027, 8:00 a.m."
        ),
        "`statplan cancel blight/2027-03` calls the meeting off.",
        prepare=bump_march,
    ),
    RefusalCase(
        "ledger/decisions._check_release (3)",
        "release blight/2027-03",
        ("Nothing to do. blight/2027-03, TestStat: blight: Its back-up date is free already."),
        exit_code=0,
        prepare=release_march,
        is_error=False,
    ),
    RefusalCase(
        "ledger/decisions._check_release (3)",
        "release blight/2027-03",
        ("Nothing to do. blight/2027-03, TestStat: blight: Its back-up date is free already."),
        exit_code=0,
        prepare=cancel_march,
        is_error=False,
    ),
    RefusalCase(
        "ledger/decisions._check_release (4)",
        "release blight/2027-01",
        (
            "Nothing to do. blight/2027-01, TestStat: blight: Its back-up date Fri Jan "
            "15, 2027, 8:00 a.m. is over."
        ),
        exit_code=0,
        prepare=pass_backup,
        is_error=False,
    ),
    RefusalCase(
        "ledger/clash_resolution._describe_rejection",
        "publish",
        (
            "TestStat: blight (blight/2027-03) stands on 2027-03-10 at 08:00, and it is "
            "closed (Training)."
        ),
        "Move it with `statplan move blight/2027-03 --to DATE`, or change the plan.",
        exit_code=1,
        prepare=close_moved_day,
        is_error=False,
    ),
    RefusalCase(
        "ledger/year_state._find_left_out",
        "publish",
        (
            "blight/2027-03 was put on 2027-03-10, and the plan leaves it out: Thursday, "
            "2027-03-11 is closed (Recess); the plan skips such meetings."
        ),
        "Write {meeting: blight/2027-03, day: 2027-03-10, at: 08:00} under exceptions to keep it, "
        "or {meeting: blight/2027-03, called_off: yes} to call it off.",
        exit_code=1,
        prepare=skip_moved_meeting,
        is_error=False,
    ),
    RefusalCase(
        "workspace/workspace.require_year_state",
        "publish",
        "1 meeting cannot take place on the dates that were chosen.",
        exit_code=1,
        prepare=close_moved_day,
    ),
    RefusalCase(
        "ledger/merge.merge_ledgers",
        merge_plans,
        "the ledgers are of two plans (lineages first and second).",
        "Merge ledgers of one plan.",
    ),
)
