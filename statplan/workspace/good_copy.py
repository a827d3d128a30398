"""A good copy of a damaged or lost ledger, and how to put it back."""

from statplan.errors import StatplanError, Words, quote_argument
from statplan.ledger.file_reader import read_ledger
from statplan.workspace import workspace
from statplan.workspace.git import list_committed_versions
from statplan.workspace.plan_loader import ScheduledPlan


def describe_good_copy(loaded: ScheduledPlan, otherwise: Words = "") -> Words:
    """Say how to put a good ledger back, from the last commit that has one.

    Args:
        loaded: the plan.
        otherwise: what to do where no commit has one; a backup, unless stated.
    """
    path, manifest = workspace.locate_ledger_and_manifest(loaded)
    commit = _find_good_commit(loaded)
    if not commit:
        return otherwise or f"Restore the one that belongs to {manifest.parent.name} from a backup."
    return (
        f"Commit {commit} has the one that belongs to {manifest.parent.name}. To restore it: "
        f"`git -C {quote_argument(path.parent)} checkout {commit} -- {path.name}`. Then make "
        "again the decisions that came after it."
    )


def _find_good_commit(loaded: ScheduledPlan) -> str:
    """Return the last commit whose ledger belongs to the calendar folder; empty without one."""
    path, _ = workspace.locate_ledger_and_manifest(loaded)
    for commit, content in list_committed_versions(path):
        try:
            ledger = read_ledger(content, path.name, loaded.plan.lineage or "")
        except StatplanError:
            continue
        faults = workspace.find_contradictions(loaded, ledger)
        if all(fault.doctor_option == "repair" for fault in faults):
            return commit
    return ""
