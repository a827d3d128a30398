"""Where state is read, written, or recovered, no error is swallowed but those that are listed here.

A handler that does not raise, and every `suppress`, hides an error. Each has a reason why nothing
can be lost or claimed by it. A new one fails this test until its reason is written here.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "statplan"

# The readers and writers of the plan's folder: everything on the way from disk to ledger and back.
PLACES = (
    "workspace", "ledger", "cli", "interview/draft.py", "strict_json.py", "site/open_data.py",
    "__main__.py",
)  # fmt: skip
LEFT_OUT = ("cli/slots", "cli/schema.py", "cli/decision_arguments.py")  # fmt: skip
ALLOWED = {
    "workspace/atomic.py: has_content": (
        "a file that cannot be read is not equal; it is written, or named"
    ),
    "workspace/atomic.py: try_step": "what a step should have done is proved from the disk",
    "workspace/busy_folder.py: _read_calendar_file": (
        "the owner is not known, and the file is named with the reason"
    ),
    "workspace/busy_folder.py: _read_policy_file": (
        "the table is named with the reason, and the defaults are shown"
    ),
    "workspace/sync_copies.py: find_ledger_copies": (
        "the damage is part of the copy, and is refused"
    ),
    "workspace/journal.py: _remove_journal": "tried twice; the caller says that it is still there",
    "workspace/git_index.py: _find_in_index": "an index that cannot be read counts as tracking it",
    "workspace/files.py: _list_names": "the caller says that there is no plan, and names none",
    "workspace/git_index.py: find_stages": "an index that cannot be read counts as tracking it",
    "workspace/output_file.py: is_special": "what is not there is no device",
    "workspace/files.py: _read_until_closed": (
        "nothing has arrived yet; it is tried again, and ends in time"
    ),
    "workspace/files.py: is_pipe": "what is not there is no pipe",
    "workspace/seals.py: _find_archive_condition": (
        "what is no archive bears no seal, and is refused"
    ),
    "workspace/public_folder.py: read_file_digests": (
        "files of which nothing is proved are not replaced"
    ),
    "workspace/publish_evidence.py: _list_folder": (
        "a folder of somebody else holds no calendars of the plan"
    ),
    "workspace/publish_evidence.py: _has_lineage": (
        "a folder of somebody else holds no calendars of the plan"
    ),
    "workspace/publish_evidence.py: build_evidence": (
        "the damage is part of the evidence, and is refused"
    ),
    "ledger/file.py: find_newer_schema": "the caller refuses whatever else cannot be read",
    "interview/draft.py: _is_newer": "the caller refuses whatever else cannot be read",
    "ledger/meeting_lookup.py: _build_unknown_error": "the error is returned, in its own words",
    "ledger/meeting_target.py: _iter_days": "words that are no date may still name a meeting",
    "ledger/meeting_target.py: _iter_iso_weeks": "a year without a week 53 has no such meeting",
    "ledger/meeting_target.py: _read_month": "words that are no month may still name a meeting",
    "ledger/meeting_target.py: _read_one_day": "words that are no time may still name a meeting",
    "ledger/meeting_target.py: _read_weekday": "words that are no weekday may still name a meeting",
    "workspace/adopted_list.py: _has_day": "a file without dates in its cells is read line by line",
    "workspace/adopted_list.py: _has_whole_year": "a date without a year is that of the schedule",
    "workspace/adopted_list.py: _is_date": "a column without dates is not that of the dates",
    "workspace/adopted_list.py: _read_cells": "the line is refused with the others",
    "workspace/adopted_list.py: _read_start": "what is no range may be a time, or is refused",
    "workspace/adopted_list.py: read_dates": "the file is refused with its other problems",
    "cli/build.py: render_outputs": "the format is left out, and named with its reason",
    "cli/init_dialogue.py: resume": "the draft is set aside, and the person is told where",
    "cli/init_dialogue.py: run_dialogue": "the plan is written; only the farewell is interrupted",
    "workspace/plan_loader.py: read_own_ledger": (
        "the commands that open the ledger refuse it; the others have the library's holidays"
    ),
    "workspace/workspace.py: open_workspace": (
        "everything is read once more, and that is what counts"
    ),
    "cli/doctor.py: _find_faults": "the refusal becomes a finding",
    "cli/doctor.py: _check_ledger": "the refusal becomes a finding",
    "workspace/good_copy.py: _find_good_commit": "a commit without a good ledger is passed over",
    "cli/doctor_merge.py: _set_aside": "the copy is named with the reason; the merge is written",
    "workspace/merge_sides.py: _read_if_proved": (
        "a merge without a base sends more, and loses nothing"
    ),
    "cli/init.py: _add_holidays": "a place without a list of holidays gets none",
    "workspace/broken_files.py: _list_audiences": "an unknown audience has no calendar to be whole",
    "cli/site.py: _read_page_day": "the page is made as of today, and what has its place is named",
    "cli/publish.py: _find_known_audiences": (
        "the audience is named on stderr, and its calendar stays"
    ),
    "site/open_data.py: parse_day": "the page is made as of today",
}


def find_suppressions(name: str, text: str) -> Iterator[str]:
    """Name each function of a module in which an error is hidden."""
    for function in ast.walk(ast.parse(text)):
        if not isinstance(function, ast.FunctionDef):
            continue
        for node in ast.walk(function):
            handler = isinstance(node, ast.ExceptHandler) and not any(
                isinstance(inner, ast.Raise) for part in node.body for inner in ast.walk(part)
            )
            called = isinstance(node, ast.Call) and ast.unparse(node.func).endswith("suppress")
            if handler or called:
                yield f"{name}: {function.name}"


def find_all() -> set[str]:
    found: set[str] = set()
    for path in sorted(PACKAGE.rglob("*.py")):
        name = path.relative_to(PACKAGE).as_posix()
        if name.startswith(PLACES) and not name.startswith(LEFT_OUT):
            found.update(find_suppressions(name, path.read_text(encoding="utf-8")))
    return found


@pytest.mark.slow
def test_no_error_is_hidden_on_the_way_of_the_state_but_those_with_a_reason() -> None:
    assert find_all() == set(ALLOWED)


def test_a_hidden_error_is_found() -> None:
    hiding = "def recover():\n    try:\n        undo()\n    except OSError:\n        return None\n"
    assert list(find_suppressions("a.py", hiding)) == ["a.py: recover"]
    hiding = "def recover():\n    with contextlib.suppress(OSError):\n        undo()\n"
    assert list(find_suppressions("a.py", hiding)) == ["a.py: recover"]
    honest = "def recover():\n    try:\n        undo()\n    except OSError as e:\n        raise X\n"
    assert list(find_suppressions("a.py", honest)) == []
