"""Each side of a merge is proved by its own calendars, and by no calendar that git has mixed."""

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from itertools import permutations
from pathlib import Path

import pytest

from statplan.errors import StatplanError
from statplan.holds import State
from statplan.ledger import DesiredEntry, EntryText
from statplan.ledger.merge import merge_ledgers
from statplan.workspace.files import LEDGER_FILE
from statplan.workspace.merge_sides import MergeSides, read_sides
from tests.support.command_folders import apply_commands
from tests.support.ledger_forks import FIRST_DAY, ZONE, Branch, at
from tests.support.plans import LINEAGE
from tests.support.publishing import plan

__all__ = ["plan"]  # fixtures

MANIFEST, FEED = "calendars/published.json", "calendars/calendar.ics"
HOLD = DesiredEntry(
    "blight/2027-03", "primary", State.TENTATIVE, ZONE, at(1), at(1, 10), EntryText("Blight")
)


def mark_conflict(ours: str, theirs: str) -> str:
    """Return two texts between conflict markers of git."""
    return f"<<<<<<< HEAD\n{ours}=======\n{theirs}>>>>>>> theirs\n"


@pytest.fixture
def write_conflict(plan: Path) -> Callable[[str, str], None]:
    """A function that leaves a conflict after one publish here and two there.

    Ledger and manifest show both versions whole. The feed is given as it begins and goes on.
    """
    apply_commands(plan, "publish")
    names = (LEDGER_FILE, MANIFEST, FEED)
    ours = {name: (plan / name).read_text("utf-8") for name in names}
    apply_commands(plan, "bump blight/2027-03", "publish")
    theirs = {name: (plan / name).read_text("utf-8") for name in names}
    for folder in (plan / "calendars").glob("20*"):
        shutil.rmtree(folder)

    def write(merged: str, their_line: str) -> None:
        for name in (LEDGER_FILE, MANIFEST):
            (plan / name).write_text(mark_conflict(ours[name], theirs[name]), "utf-8")
        feed = {"ours": ours, "theirs": theirs}[merged][FEED]
        begin, line, rest = feed.partition("PRODID:")
        conflict = mark_conflict(f"{line}x\n", f"{their_line}\n")
        (plan / FEED).write_text(begin + conflict + rest.partition("\n")[2], "utf-8")

    return write


@pytest.mark.slow
def test_lines_that_git_has_merged_already_prove_nothing(
    plan: Path, write_conflict: Callable[[str, str], None]
) -> None:
    """The feed between markers holds later entries of their side, which our ledger cannot know."""
    write_conflict("theirs", "PRODID:y")
    ours, theirs = read_sides(plan / LEDGER_FILE, plan / MANIFEST, LINEAGE).ledgers
    assert len(ours.decisions) < len(theirs.decisions)


def test_a_feed_that_git_has_not_touched_proves_neither_side(
    plan: Path, write_conflict: Callable[[str, str], None]
) -> None:
    write_conflict("ours", "PRODID:y")
    (plan / FEED).write_text("", "utf-8")
    assert len(read_sides(plan / LEDGER_FILE, plan / MANIFEST, LINEAGE).ledgers) == 2


def test_a_manifest_of_a_later_publish_refuses_its_side(
    plan: Path, write_conflict: Callable[[str, str], None]
) -> None:
    write_conflict("theirs", "PRODID:y")
    manifest = plan / MANIFEST
    text = manifest.read_text("utf-8").replace('"serial": 1', '"serial": 7')
    manifest.write_text(text, "utf-8")
    with pytest.raises(StatplanError, match="names publish 7, and the ledger knows 1") as error:
        read_sides(plan / LEDGER_FILE, manifest, LINEAGE)
    assert error.value.exit_code == 4


def test_a_ledger_that_knows_all_that_the_others_know_is_taken_as_it_is() -> None:
    """It came from the same branches, united in another order and with a further one."""
    before = Branch()
    before.publish([HOLD], FIRST_DAY, frozenset())
    branches = []
    for day in (2, 3, 4):
        branch = before.copy()
        branch.now += timedelta(days=day)
        branch.publish([replace(HOLD, start=at(day), end=at(day, 10))], FIRST_DAY, frozenset())
        branches.append(branch.ledger)
    ours, theirs, further = branches
    united = merge_ledgers(before.ledger, merge_ledgers(before.ledger, further, ours), theirs)
    for ledgers in permutations((ours, theirs, united)):
        sides = MergeSides(ledgers[0], ledgers[1:], before.ledger)
        assert sides.unite_ledgers() == united
