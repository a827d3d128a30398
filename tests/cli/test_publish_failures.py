"""What goes wrong while publishing: a clear message, and everything as it was, or completed."""

import errno
import json
import threading
from pathlib import Path
from typing import Any

import pytest

from statplan.errors import StatplanError
from statplan.workspace import files, lock
from statplan.workspace.lock import lock_folder
from tests.support.commands import run
from tests.support.forked_python import run_program
from tests.support.publishing import pending, plan, seen

__all__ = ["pending", "plan"]  # fixtures

OUTPUTS = "calendars"


def test_what_cannot_be_replaced_is_named_and_nothing_is(
    pending: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = seen(pending)
    real = Path.replace

    def refuse(path: Path, target: Path) -> Path:
        if target.name == "CHANGES.md":
            raise PermissionError(errno.EACCES, "Permission denied", str(target))
        return real(path, target)

    monkeypatch.setattr(Path, "replace", refuse)
    code, _, err = run("publish")
    assert code == 1
    assert "CHANGES.md cannot be written: Permission denied" in err
    assert seen(pending) == before


@pytest.mark.slow
@pytest.mark.parametrize("command", [("bump", "2027-04-08"), ("publish",), ("diff",), ("status",)])
@pytest.mark.parametrize("kept", [0, 1, 40, -2])
def test_a_truncated_ledger_is_refused(pending: Path, command: tuple[str, ...], kept: int) -> None:
    ledger = pending / files.LEDGER_FILE
    ledger.write_bytes(ledger.read_bytes()[:kept])
    before = seen(pending)
    code, _, err = run(*command)
    assert code == 4
    assert "cut off or damaged" in err
    assert "statplan doctor" in err
    assert seen(pending) == before
    assert run("doctor")[0] == 1


@pytest.mark.slow
@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('"sequence": 0', '"sequence": 3', "changed by hand"),
        ('"reason": "Storm"', '"reason": "Sun"', "changed by hand"),
        ('"schema": 1', '"schema": 2', "newer statplan"),
        ('"kind": "bump"', '"kind": "burn"', "decisions[0].kind is not as statplan"),
        ("6f1c2b1e-0000", "6f1c2b1e-0001", "another plan"),
        ('"state": "tentative"', '"state": "perhaps"', "issued[0].state is not as statplan"),
        ('"serial": ', '"serial": 9', "changed by hand"),
        ("{", "<<<<<<< HEAD\n{", "cut off or damaged"),
        ('"texts": [', '"texts": [{}, ', "texts[0].id is not as statplan"),
    ],
)
def test_a_ledger_that_was_edited_is_refused(plan: Path, old: str, new: str, words: str) -> None:
    run("publish")
    run("bump", "blight/2027-03", "--reason", "Storm")
    ledger = plan / files.LEDGER_FILE
    text = ledger.read_text(encoding="utf-8")
    assert old in text
    ledger.write_text(text.replace(old, new, 1), encoding="utf-8")
    before = seen(plan)
    for command in (("diff",), ("publish",), ("cancel", "blight/2027-01")):
        code, _, err = run(*command)
        assert code == 4
        assert words in err
    assert run("doctor")[0] == 1
    assert seen(plan) == before


def test_line_ends_and_blanks_are_no_edit(pending: Path) -> None:
    ledger = pending / files.LEDGER_FILE
    ledger.write_bytes(ledger.read_bytes().replace(b"\n", b"\r\n"))
    assert run("diff")[0] == 0
    ledger.write_text(json.dumps(json.loads(ledger.read_bytes()), indent=1), encoding="utf-8")
    assert run("diff")[0] == 0
    assert run("publish")[0] == 0


def test_the_doctor_mends_what_is_proved(pending: Path) -> None:
    assert run("doctor")[0] == 0
    ledger = pending / files.LEDGER_FILE
    text = ledger.read_text(encoding="utf-8")
    ledger.write_text(text.replace('"minutes": 90', '"minutes": 60'), encoding="utf-8")
    code, out, _ = run("doctor")
    assert code == 1
    assert "--repair" in out
    assert run("doctor", "--repair")[0] == 0
    assert run("doctor")[0] == 0
    feed = pending / OUTPUTS / "calendar.ics"
    whole = feed.read_bytes()
    feed.write_bytes(whole[:100])
    (pending / OUTPUTS / "first-import.ics").unlink()
    code, out, _ = run("doctor")
    assert code == 1
    assert "calendar.ics differs from what a publish would write now" in out
    assert "first-import.ics is missing" in out
    assert run("doctor", "--repair")[0] == 0
    assert feed.read_bytes() == whole


@pytest.mark.slow
def test_those_at_work_at_once_wait_for_each_other_and_nothing_is_lost(pending: Path) -> None:
    codes: list[int] = []

    def work(*words: str) -> None:
        codes.append(run_program(*words).returncode)

    keys = ("blight/2027-01", "works/2027-02", "works/2027-04")
    commands = [("publish",), *(("cancel", key) for key in keys), ("publish",)]
    threads = [threading.Thread(target=work, args=words) for words in commands]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert codes == [0] * len(commands)
    assert run("log")[1].count("cancel") == len(keys)
    assert run("publish")[0] == 0
    assert run("doctor")[0] == 0
    feed = (pending / OUTPUTS / "calendar.ics").read_text(encoding="utf-8")
    assert feed.count("STATUS:CANCELLED\n") == len(keys) + 1  # one was bumped


def test_who_waits_too_long_is_told(pending: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lock, "_PATIENCE", 0.1)
    before = seen(pending)
    with lock_folder(pending):
        result: list[Any] = []
        thread = threading.Thread(target=lambda: result.append(_locked_out(pending)))
        thread.start()
        thread.join()
    assert result == [4]
    assert seen(pending) == before


def _locked_out(folder: Path) -> int:
    try:
        with lock_folder(folder):
            return 0
    except StatplanError as error:
        return error.exit_code


def test_a_journal_that_does_not_fit_is_not_followed(pending: Path) -> None:
    (pending / ".statplan.publish").write_text("nonsense\n{}", encoding="utf-8")
    code, _, err = run("publish")
    assert code == 4
    assert "is damaged: its digest does not fit" in err
