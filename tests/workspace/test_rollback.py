"""Whatever call fails, once or for ever: the message is true, and a later run completes it all."""

import errno
import re
import shutil
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from statplan.cli import publish
from statplan.errors import StatplanError
from statplan.workspace import journal
from statplan.workspace.atomic import UnrestoredError, write_files
from tests.support.commands import run
from tests.support.disk import Change, Disk, Strike
from tests.support.open_files import open_elsewhere
from tests.support.publishing import pending, plan, seen
from tests.support.sampling import sample

__all__ = ["pending", "plan"]  # fixtures

NAMES = ("replace", "fsync", "mkdir", "unlink", "open", "write", "chmod", "rmdir")
JOURNAL = ".statplan.publish"


@dataclass(frozen=True, slots=True)
class Case:
    """A folder before a publish and after it, and what the publish writes, by path in it."""

    before: Path
    after: dict[str, str]
    outputs: dict[str, bytes]

    def outputs_in(self, folder: Path) -> dict[Path, bytes]:
        return {folder / name: data for name, data in self.outputs.items()}


@pytest.fixture
def case(pending: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Case:
    before = Path(shutil.copytree(pending, tmp_path / "before"))
    outputs: dict[str, bytes] = {}
    commit = journal.commit_files

    def note(folder: Path, calendars: Path, files: Mapping[Path, bytes]) -> list[Path]:
        for path, data in files.items():
            outputs[path.relative_to(folder).as_posix()] = data
        return commit(folder, calendars, files)

    with monkeypatch.context() as patch:
        patch.setattr(journal, "commit_files", note)
        assert run("publish")[0] == 0
    return Case(before, seen(pending), outputs)


def fails(name: str, number: int, *, for_ever: bool) -> tuple[Strike, list[int]]:
    """A disk on which call `number` of a kind fails, and perhaps all after it; and how many did."""
    calls = [0, 0]

    def strike(change: Change) -> None:
        if change.name != name:
            return
        calls[0] += 1
        if calls[0] == number or (for_ever and calls[0] > number):
            calls[1] += 1
            raise OSError(errno.EIO, "Input/output error")

    return strike, calls


def assert_true(folder: Path, before: Mapping[str, str], message: str) -> None:
    """Compare every file with before: what differs is named, and what is named differs."""
    now = seen(folder)
    changed = {name for name in {*now, *before} if now.get(name) != before.get(name)}
    unnamed = [name for name in changed if str(folder / name) not in message]
    assert not unnamed, message
    said = re.findall(r"^(.*) is changed, and could not be put back\.$", message, re.MULTILINE)
    assert {str(folder / name) for name in changed} >= set(said), message
    if "Nothing was changed" in message:
        assert not [name for name in changed if f"{folder / name} is left over" not in message]
    if "no calendar and no ledger is changed yet" in message.lower():
        assert not [name for name in changed if "statplan-" not in name and name != JOURNAL]


def _count_calls(case: Case, folder: Path, name: str) -> int:
    """Count the calls of a kind that a publish makes."""
    shutil.copytree(case.before, folder)
    with pytest.MonkeyPatch.context() as patch:
        disk = Disk(patch)
        journal.commit_files(folder, folder / "calendars", case.outputs_in(folder))
        return disk.names.count(name)


@pytest.mark.slow
@pytest.mark.parametrize("for_ever", [False, True], ids=["once", "for ever"])
@pytest.mark.parametrize("name", NAMES)
def test_at_every_call_of_a_publish_the_message_is_true_and_the_next_run_ends_it(
    case: Case, tmp_path: Path, name: str, for_ever: bool, capsys: pytest.CaptureFixture[str]
) -> None:
    before = seen(case.before)
    outcomes = []
    for number in sample(range(1, _count_calls(case, tmp_path / "counted", name) + 2), 3):
        folder = Path(shutil.copytree(case.before, tmp_path / "now"))
        calendars, outputs = folder / "calendars", case.outputs_in(folder)
        strike, calls = fails(name, number, for_ever=for_ever)
        error: StatplanError | None = None
        with pytest.MonkeyPatch.context() as patch:
            Disk(patch, strike)
            try:
                journal.commit_files(folder, calendars, outputs)
            except StatplanError as refused:
                error = refused
        message = capsys.readouterr().err + (f"{error.message}\n{error.remedy}" if error else "")
        if error:
            assert_true(folder, before, message)
            assert (JOURNAL in {path.name for path in folder.iterdir()}) is isinstance(
                error, UnrestoredError
            ), message
        else:
            assert {**seen(folder), **case.after} == seen(folder), (number, message)
        outcomes.append(type(error).__name__)
        journal.complete_commit(folder, calendars)
        journal.commit_files(folder, calendars, outputs)
        assert seen(folder) == case.after, (number, message)
        shutil.rmtree(folder)
    assert not calls[1], "the last number is beyond the last call"
    assert outcomes[-1] == "NoneType"
    if name in {"replace", "fsync", "open", "write"}:
        assert "StatplanError" in outcomes
    if name == "replace" and for_ever:
        assert "UnrestoredError" in outcomes  # the dying disk of the issue is among them


@pytest.mark.slow
@pytest.mark.parametrize("name", ["replace", "unlink", "fsync"])
@pytest.mark.parametrize("number", sample([1, 5, 12, 21], 2))
def test_the_command_says_the_same_and_the_remedy_that_it_offers_works(
    case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, number: int
) -> None:
    folder = Path(shutil.copytree(case.before, tmp_path / "now"))
    monkeypatch.chdir(folder)
    before = seen(folder)
    strike, _ = fails(name, number, for_ever=True)
    with pytest.MonkeyPatch.context() as patch:
        Disk(patch, strike)
        code, _, err = run("publish")
    assert "Traceback" not in err
    assert "should not" not in err
    if code:
        assert code == 1
        assert_true(folder, before, err)
        if "doctor --repair" in err:
            assert run("doctor", "--repair")[0] == 0
    assert run("publish")[0] == 0
    expected = {name: text for name, text in case.after.items() if not name.startswith("20")}
    assert seen(folder).keys() == expected.keys()
    assert run("doctor")[0] == 0


def test_what_could_not_be_put_back_is_named_and_its_former_contents_stay(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    one.write_bytes(b"former")
    real = Path.replace
    calls = []

    def dying(path: Path, target: Path) -> Path:
        calls.append(target)
        if len(calls) > 1:
            raise OSError(errno.EIO, "Input/output error")
        return real(path, target)

    monkeypatch.setattr(Path, "replace", dying)
    with pytest.raises(UnrestoredError) as refused:
        write_files({one: b"new", two: b"x"})
    message = refused.value.message
    assert f"{two} cannot be written: Input/output error." in message
    assert f"{one} is changed, and could not be put back." in message
    assert "Every other file is as it was." in message
    (copy,) = re.findall(r"^(.*) holds what was there before\.$", message, re.MULTILINE)
    assert Path(copy).read_bytes() == b"former"
    assert one.read_bytes() == b"new"
    assert not two.exists()
    assert {path.name for path in tmp_path.iterdir()} == {"one", Path(copy).name}


@pytest.mark.slow
def test_a_file_that_is_open_in_a_program_of_windows_stops_the_publish_and_nothing_is_changed(
    case: Case, tmp_path: Path
) -> None:
    before = seen(case.before)
    existing = [name for name in case.outputs if name in before]
    assert len(existing) > 5
    for name in existing:
        folder = Path(shutil.copytree(case.before, tmp_path / "now"))
        outputs = case.outputs_in(folder)
        with pytest.MonkeyPatch.context() as patch:
            open_elsewhere(folder / name)(patch)
            if before[name] != case.after[name]:
                with pytest.raises(StatplanError, match=r"denied\. Nothing was changed"):
                    journal.commit_files(folder, folder / "calendars", outputs)
                assert seen(folder) == before
        journal.commit_files(folder, folder / "calendars", outputs)
        assert seen(folder) == case.after
        shutil.rmtree(folder)


def test_an_interrupt_after_the_files_were_written_says_so(
    pending: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(publish, "_report_published", interrupt)
    code, _, err = run("publish")
    assert code == 130
    assert "nothing was written" not in err
    assert "files had been written" in err
    assert str(pending) in err
    assert run("doctor")[0] == 0


@pytest.mark.slow
def test_a_second_interrupt_during_the_rollback_leaves_the_journal(
    case: Case, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = Path(shutil.copytree(case.before, tmp_path / "now"))
    outputs = case.outputs_in(folder)
    real, calls = Path.replace, []

    def interrupt(path: Path, target: Path) -> Path:
        calls.append(target)
        if len(calls) > 3:  # the journal, and two files
            raise KeyboardInterrupt
        return real(path, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", interrupt)
        with pytest.raises(UnrestoredError, match="interrupted while files were being") as stopped:
            journal.commit_files(folder, folder / "calendars", outputs)
    assert stopped.value.exit_code == 130
    assert (folder / JOURNAL).exists()
    journal.complete_commit(folder, folder / "calendars")
    assert seen(folder) == case.after


def test_what_holds_the_former_contents_is_not_swept_away(tmp_path: Path) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    one.write_bytes(b"former")
    real, calls = Path.replace, []

    def dying(path: Path, target: Path) -> Path:
        calls.append(target)
        if len(calls) > 1:
            raise OSError(errno.EIO, "Input/output error")
        return real(path, target)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Path, "replace", dying)
        with pytest.raises(UnrestoredError) as refused:
            write_files({one: b"new", two: b"x"})
    message = refused.value.message
    (copy,) = re.findall(r"^(.*) holds what was there before\.$", message, re.MULTILINE)
    journal.complete_commit(tmp_path, tmp_path / "calendars")
    assert Path(copy).read_bytes() == b"former"
