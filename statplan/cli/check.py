"""`statplan check`: every problem of a plan, or the word that there is none."""

import sys
from pathlib import Path

from statplan.cli.loading import load
from statplan.plan.undecided import find_gaps
from statplan.schedule import Backup


def run(given: Path | None) -> None:
    """Check a plan; problems leave as an error with exit code 1."""
    loaded = load(given)
    schedule = loaded.schedule
    backed = sum(isinstance(each.backup, Backup) for each in schedule.meetings)
    open_ones = list(find_gaps(loaded.data))
    year = (
        f"{len(schedule.meetings)} meetings from {schedule.first} to {schedule.last}, "
        f"{backed} with a back-up date"
        if schedule.meetings
        else "No meeting is on the calendar yet"
    )
    summary = f"{year}; {len(open_ones)} essential questions are undecided."
    waiting = (
        f"{each.title} is not scheduled yet: {', '.join(each.missing)}."
        for each in schedule.undecided
    )
    lines = [f"{loaded.path}: no problems.", summary, *waiting]
    sys.stdout.write("\n".join(lines) + "\n")
