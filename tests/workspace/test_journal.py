"""A journal writes only what a publish may write, and only in the folder in which it was begun."""

import hashlib
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from statplan.workspace import journal
from statplan.workspace.atomic import write_files
from statplan.workspace.files import LEDGER_FILE
from statplan.workspace.gitattributes import ATTRIBUTES, PUBLISHED_SUFFIXES
from tests.support.commands import list_files, run
from tests.support.git import git
from tests.support.publishing import pending, plan
from tests.support.year import edit

__all__ = ["pending", "plan"]  # fixtures

JOURNAL, LOCK = ".statplan.publish", ".statplan.lock"
COMMANDS = (("publish",), ("bump", "blight/2027-04"), ("diff",), ("status",), ("doctor",))


def digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def make_journal(folder: Path, texts: Mapping[str, str], **changes: Any) -> bytes:
    """The journal that a publish in a folder would write, but for what somebody changed in it."""
    state = folder.stat()
    ledger = folder / LEDGER_FILE
    fields = {
        "version": 2,
        "device": state.st_dev,
        "inode": state.st_ino,
        "ledger": digest(ledger.read_bytes()) if ledger.is_file() else "",
        "files": [{"path": path, "text": text} for path, text in texts.items()],
        **changes,
    }
    text = json.dumps(fields).encode()
    return f"{digest(text)}\n".encode() + text


def unzip(folder: Path, target: Path) -> None:
    target.mkdir()
    shutil.unpack_archive(shutil.make_archive(f"{folder}-archive", "zip", folder), target)


def clone(folder: Path, target: Path) -> None:
    git(folder, "init", "-q")
    git(folder, "add", "--force", ".")
    git(folder, "commit", "-q", "-m", "all of it")
    git(folder.parent, "clone", "-q", str(folder), str(target))


def assert_refused(folder: Path, *words: str) -> None:
    """Every command says so, changes nothing, and leaves no traceback."""
    before = list_files(folder)
    for command in COMMANDS:
        code, out, err = run(*command)
        assert code == (1 if command == ("doctor",) else 4), (command, out, err)
        for word in words:
            assert word in (out if command == ("doctor",) else err), (command, out, err)
    assert run("doctor", "--repair")[0] == 1
    assert list_files(folder) == before


@pytest.mark.slow
def test_what_a_publish_left_is_completed(pending: Path) -> None:
    (pending / JOURNAL).write_bytes(make_journal(pending, {"calendars/calendar.ics": "x"}))
    code, _, err = run("publish", "--dry-run")
    assert code == 0
    assert "Completed" not in err
    code, _, err = run("publish")
    assert (code, "Completed an interrupted publish: 1 file." in err) == (0, True)
    assert not (pending / JOURNAL).exists()
    assert run("doctor")[0] == 0


@pytest.mark.slow
@pytest.mark.parametrize(
    "path",
    [
        "statplan.yaml",
        "harmless.txt",
        ".git/config",
        ".git/hooks/pre-commit",
        ".github/workflows/ci.yml",
        "calendars/.git/config",
        "calendars/config",
        "calendars/HEAD",
        "calendars/run.sh",
        "calendars/run.py",
        "calendars/.hidden.ics",
        "calendars/~$a.ics",
        "calendars/a.ics ",
        "calendars/a.ics.",
        "calendars/a.ics\u200b",
        "calendars/a.ics:stream.ics",
        "calendars\\a.ics",
        "calendars/..\\..\\a.ics",
        "calendars",
        "calendars/",
        "calendars/../statplan.yaml",
        "calendars/./calendar.ics",
        "calendars//calendar.ics",
        "./statplan.ledger.json",
        "../outside.ics",
        "calendars/../../outside.ics",
        "/outside/of/it.ics",
        "Calendars/calendar.ics",
        "records/2027-03.md",
        "",
    ],
)
def test_a_journal_writes_nothing_but_what_a_publish_writes(pending: Path, path: str) -> None:
    (pending / JOURNAL).write_bytes(
        make_journal(pending, {"calendars/calendar.ics": "x", path: "y"})
    )
    assert_refused(pending, "would write", "no publish")
    assert not list(pending.parent.glob("outside*"))


def test_each_thing_that_a_publish_does_write_may_be_completed(pending: Path) -> None:
    before = {path for path in pending.rglob("*") if path.is_file()}
    assert run("publish")[0] == 0
    folder = pending / "calendars"
    written = [path for path in folder.rglob("*") if path.is_file()]
    assert len(written) > len(before) / 2
    hidden = {path for path in written if path.name.startswith(".")}
    assert hidden == {folder / ".gitattributes"}
    assert {path.suffix for path in {*written} - hidden} <= PUBLISHED_SUFFIXES


@pytest.mark.slow
def test_a_journal_completes_the_attributes_of_git_with_one_text_alone(pending: Path) -> None:
    path = pending / "calendars" / ".gitattributes"
    path.unlink()
    for text in ("*.ics filter=evil\n", "", ATTRIBUTES.decode() + "* filter=evil\n"):
        journal_bytes = make_journal(pending, {"calendars/.gitattributes": text})
        (pending / JOURNAL).write_bytes(journal_bytes)
        assert_refused(pending, "would write", "no publish")
    for place in (".gitattributes", "calendars/public/.gitattributes", "calendars/.gitmodules"):
        (pending / JOURNAL).write_bytes(make_journal(pending, {place: ATTRIBUTES.decode()}))
        assert_refused(pending, "would write", "no publish")
    (pending / JOURNAL).write_bytes(
        make_journal(pending, {"calendars/.gitattributes": ATTRIBUTES.decode()})
    )
    assert run("publish")[0] == 0
    assert path.read_bytes() == ATTRIBUTES


def test_a_journal_leaves_the_attributes_alone_that_a_person_wrote_since(pending: Path) -> None:
    path = pending / "calendars" / ".gitattributes"
    path.write_bytes(b"*.ics binary\n")
    (pending / JOURNAL).write_bytes(
        make_journal(pending, {"calendars/.gitattributes": ATTRIBUTES.decode()})
    )
    assert run("publish")[0] == 0
    assert path.read_bytes() == b"*.ics binary\n"


def test_what_no_publish_writes_is_not_committed_either(pending: Path) -> None:
    before = list_files(pending)
    with pytest.raises(ValueError, match=r"statplan\.yaml"):
        journal.commit_files(pending, pending / "calendars", {pending / "statplan.yaml": b"x"})
    assert list_files(pending) == before


@pytest.mark.slow
@pytest.mark.parametrize(
    "move",
    [shutil.copytree, unzip, clone],
)
def test_a_journal_that_comes_with_a_copy_is_refused(
    pending: Path, monkeypatch: pytest.MonkeyPatch, move: Callable[[Path, Path], object]
) -> None:
    (pending / JOURNAL).write_bytes(make_journal(pending, {"calendars/calendar.ics": "x"}))
    elsewhere = pending.parent / "elsewhere"
    move(pending, elsewhere)
    monkeypatch.chdir(elsewhere)
    assert (elsewhere / JOURNAL).exists()
    assert_refused(elsewhere, JOURNAL, "with a c")
    (elsewhere / JOURNAL).unlink()  # the way out
    assert run("doctor", "--repair")[0] == 0
    assert run("publish")[0] == 0


@pytest.mark.slow
@pytest.mark.parametrize("names", [(JOURNAL,), (JOURNAL, LOCK)], ids=["journal", "both"])
@pytest.mark.parametrize("below", [".", "city/stat"])
def test_a_journal_that_git_tracks_is_refused_though_it_names_this_very_folder(
    pending: Path, names: tuple[str, ...], below: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    top = pending
    if below != ".":
        top = pending.parent / "top"
        (top / "city").mkdir(parents=True)
        pending = Path(shutil.move(pending, top / below))
        monkeypatch.chdir(pending)
    (pending / LOCK).touch()
    (pending / JOURNAL).write_bytes(make_journal(pending, {"calendars/calendar.ics": "x"}))
    git(top, "init", "-q")
    git(pending, "add", "--force", *names)
    assert_refused(pending, "tracked by git", f"git rm --cached {pending / JOURNAL}")
    git(pending, "rm", "-q", "--cached", str(pending / JOURNAL))  # the way out
    assert "Completed an interrupted publish" in run("publish")[2]


def test_asking_git_runs_nothing_of_the_repository(
    pending: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    sign = pending.parent / "sign"
    hook = pending.parent / "hook.sh"
    hook.write_text(f"#!/bin/sh\ntouch {sign}\n", encoding="utf-8")
    hook.chmod(0o755)
    git(pending, "init", "-q")
    (pending / JOURNAL).write_bytes(make_journal(pending, {"calendars/calendar.ics": "x"}))
    git(pending, "add", "--force", JOURNAL)
    git(pending, "config", "core.fsmonitor", str(hook))
    shutil.copy(hook, pending / "git")  # nor is a program that the clone brings taken for git
    monkeypatch.setenv("PATH", f"{pending}{os.pathsep}{os.environ['PATH']}")
    for command in COMMANDS:
        assert run(*command)[0] in {1, 4}
    assert not sign.exists()
    (pending / "git").unlink()
    subprocess.run(["git", "status"], cwd=pending, capture_output=True, check=False)
    assert sign.exists()  # it would have run


@pytest.mark.parametrize("folder", [".git", "a/.git", "..", "../x", "/etc", "a/../..", "git~1", ""])
def test_no_plan_publishes_into_a_folder_of_git_or_outside(pending: Path, folder: str) -> None:
    edit(pending, "{organizer: clerk}", f"{{organizer: clerk, folder: {json.dumps(folder)}}}")
    before = list_files(pending)
    code, _, err = run("publish")
    assert code == 1
    assert "frequency.calendars.folder" in err
    assert "is no folder beside the plan" in err or "empty" in err
    assert list_files(pending) == before


@pytest.mark.slow
def test_a_calendar_folder_that_was_renamed_in_the_plan_meanwhile_is_said(pending: Path) -> None:
    (pending / JOURNAL).write_bytes(make_journal(pending, {"calendars/calendar.ics": "x"}))
    edit(pending, "{organizer: clerk}", "{organizer: clerk, folder: other}")
    assert_refused(pending, "no publish into other writes", "frequency.calendars.folder")
    edit(pending, ", folder: other", "")  # the way out
    assert run("publish")[0] == 0


@pytest.mark.slow
@pytest.mark.parametrize("linked", ["calendars", "calendars/public"])
def test_a_journal_leads_through_no_link(pending: Path, linked: str) -> None:
    elsewhere = pending.parent / "elsewhere"
    shutil.move(pending / linked, elsewhere)
    (pending / linked).symlink_to(elsewhere)
    (pending / JOURNAL).write_bytes(make_journal(pending, {f"{linked}/calendar.ics": "x"}))
    before = list_files(pending), list_files(elsewhere)
    for command in COMMANDS:
        assert run(*command)[0] in {1, 4}
    assert (list_files(pending), list_files(elsewhere)) == before


@pytest.mark.slow
@pytest.mark.parametrize(
    "changes",
    [
        {"version": 1},
        {"version": 3},
        {"device": -1},
        {"device": "1"},
        {"inode": True},
        {"inode": 2**130},
        {"inode": None},
        {"ledger": 1},
        {"ledger": "x"},
        {"files": {}},
        {"files": [["calendars/a.ics", "x"]]},
        {"files": [{"path": "calendars/a.ics"}]},
        {"files": [{"path": 1, "text": "x"}]},
        {"files": [{"path": "calendars/a.ics", "text": None}]},
        {"files": [{"path": "calendars/a.ics", "text": "\ud800"}]},
        {"files": [{"path": "calendars/" + "a" * 300 + ".ics", "text": ""}]},
        {"strange": 1},
    ],
)
def test_a_journal_of_another_form_is_refused(pending: Path, changes: dict[str, Any]) -> None:
    (pending / JOURNAL).write_bytes(
        make_journal(pending, {"calendars/calendar.ics": "x"}, **changes)
    )
    assert_refused(pending, "is damaged")


@pytest.mark.slow
def test_a_journal_without_its_seal_is_refused(pending: Path) -> None:
    whole = make_journal(pending, {"calendars/calendar.ics": "x"})
    for data in (whole.partition(b"\n")[2], whole[:-1], whole + b" ", whole.upper()):
        (pending / JOURNAL).write_bytes(data)
        assert_refused(pending, "is damaged")


@pytest.mark.slow
def test_a_ledger_that_was_changed_since_is_not_written_over(pending: Path) -> None:
    data = make_journal(pending, {LEDGER_FILE: "{}", "calendars/calendar.ics": "x"})
    assert run("cancel", "works/2027-02")[0] == 0
    (pending / JOURNAL).write_bytes(data)
    assert_refused(pending, "was changed since")
    (pending / JOURNAL).unlink()  # the way out
    assert run("doctor")[0] == 0


def test_half_written_files_of_ours_are_removed_and_no_others(pending: Path) -> None:
    ours = [".statplan.ledger.json.statplan-ab12cd34", "calendars/.a.ics.statplan-ab12cd34"]
    others = [".a.template", "calendars/.a.ics.ab12cd34", "calendars/a.statplan-ab12cd34"]
    write_files({pending / name: b"x" for name in (*ours, *others)})
    assert run("publish")[0] == 0
    assert [name for name in (*ours, *others) if (pending / name).exists()] == others


@pytest.mark.parametrize("words", COMMANDS)
def test_nothing_behind_a_link_is_removed(pending: Path, words: tuple[str, ...]) -> None:
    elsewhere = pending.parent / "elsewhere"
    write_files({elsewhere / "below" / ".notes.txt.statplan-abcd1234": b"mine"})
    shutil.rmtree(pending / "calendars")
    (pending / "calendars").symlink_to(elsewhere)
    before = list_files(elsewhere)
    assert run(*words)[0] in {1, 4}
    assert list_files(elsewhere) == before


@pytest.mark.slow
def test_a_reader_that_leaves_early_loses_no_publish(pending: Path) -> None:
    program = f"{sys.executable} -m statplan"
    subprocess.run(["bash", "-c", f"{program} publish | true"], check=False, cwd=pending)
    assert "No change" in run("diff")[1]
    assert run("doctor")[0] == 0


def test_a_publish_does_not_begin_over_somebody_elses_notes(plan: Path) -> None:
    note = plan / "calendars" / "CHANGES.md"
    write_files({note: b"Mine.\n"})
    code, _, err = run("publish")
    assert code == 4
    assert f"{note} is there already" in err
    assert note.read_bytes() == b"Mine.\n"
    note.rename(note.with_name("MINE.md"))  # the way out
    assert run("publish")[0] == 0
