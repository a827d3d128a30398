"""The next step after a publish: which files to send, and to whom."""

from pathlib import Path

from statplan import screen
from statplan.calendars.build_calendar import find_organizer
from statplan.plan.model import Plan


def name_next_step(plan: Plan, folder: Path) -> None:
    """Say which files of a publish to send, and to whom.

    Args:
        plan: may name an organizer.
        folder: the dated folder of the publish.
    """
    screen.print_message(f"Next: send {folder}, and CHANGES.md in it, to who imports by hand.")
    if find_organizer(plan) is None:
        screen.print_message(
            "Its files name no organizer, so that programs take them as entries and not as\n"
            "changes: state frequency.calendars.organizer, with an e-mail on the roster."
        )
