"""A disk that is full, a folder that is read-only, a person who interrupts: all is as it was."""

import errno
import json
import os
import resource
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from statplan.workspace.files import LEDGER_FILE
from tests.support.commands import run
from tests.support.disk import Change, Disk, Strike
from tests.support.forked_python import run_code
from tests.support.publishing import pending, plan, seen
from tests.support.sampling import sample

__all__ = ["pending", "plan"]  # fixtures

NOBODY = 65534
TAKES_SPACE = ("open", "write", "fsync", "mkdir")


def changes(folder: Path, *words: str) -> list[str]:
    """The changes that a command makes, tried on a copy."""
    with (
        TemporaryDirectory() as elsewhere,
        pytest.MonkeyPatch.context() as patch,
    ):
        copy = Path(shutil.copytree(folder, Path(elsewhere) / "copy"))
        patch.chdir(copy)
        disk = Disk(patch)
        assert run(*words)[0] == 0
        return disk.names


def struck(strike: Strike, *words: str) -> tuple[int, str, str]:
    with pytest.MonkeyPatch.context() as patch:
        Disk(patch, strike)
        return run(*words)


def full_from(number: int) -> Strike:
    """No space from a change on, which is half made; only what takes no space still succeeds."""

    def strike(change: Change) -> None:
        if change.number == number or (change.number > number and change.name in TAKES_SPACE):
            change.half()
            raise OSError(errno.ENOSPC, "No space left on device")

    return strike


@pytest.mark.slow
@pytest.mark.parametrize("name", [*TAKES_SPACE, "chmod", "replace"])
@pytest.mark.parametrize("words", [("publish",), ("cancel", "works/2027-02")])
def test_a_disk_that_is_full_at_any_change_leaves_everything_as_it_was(
    pending: Path, name: str, words: tuple[str, ...]
) -> None:
    before = seen(pending)
    points = [number for number, each in enumerate(changes(pending, *words)) if each == name]
    assert points or words[0] == "cancel"
    for number in sample(points, 3):
        code, _, err = struck(full_from(number), *words)
        assert (code, seen(pending)) == (1, before), number
        assert "cannot be written: No space left on device. Nothing was changed." in err, number
        assert str(pending) in err
        assert "the space left" in err
    assert run(*words)[0] == 0
    assert seen(pending) != before


@contextmanager
def largest_file(octets: int) -> Iterator[None]:
    """The system itself cuts files off, as a quota does."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (octets, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


@pytest.mark.slow
@pytest.mark.parametrize("octets", [0, 1, 4096])
@pytest.mark.parametrize("words", [("publish",), ("bump", "blight/2027-04"), ("build",)])
def test_a_quota_leaves_everything_as_it_was(
    pending: Path, octets: int, words: tuple[str, ...]
) -> None:
    before = seen(pending)
    with largest_file(octets):
        code, _, err = run(*words)
    assert code == 1
    assert "cannot be written: File too large. Nothing was changed." in err
    assert seen(pending) == before
    assert not (pending / "build").exists()


def interrupted_at(number: int) -> Strike:
    def strike(change: Change) -> None:
        if change.number == number:
            change.half()
            raise KeyboardInterrupt

    return strike


@pytest.mark.slow
def test_whoever_interrupts_before_the_end_finds_everything_as_it_was(pending: Path) -> None:
    before = seen(pending)
    names = changes(pending, "publish")
    points = [number for number, each in enumerate(names) if each != "unlink"][::3]
    assert len(points) > 15
    for number in sample(points, 5):
        code, _, err = struck(interrupted_at(number), "publish")
        assert (code, seen(pending)) == (130, before), (number, names[number])
        assert "nothing was written" in err


# Imports all that is needed while it may, then runs as somebody whom permissions bind.
AS_NOBODY = f"""
import json, os, sys
from tests.cli.test_commands import run
warm, *words = sys.argv[1:]
run("publish", "--plan", warm)
run("status", warm)
if not os.geteuid():
    os.setgroups([])
    os.setgid({NOBODY})
    os.setuid({NOBODY})
print(json.dumps(run(*words)))
"""


@pytest.fixture
def open_to_all(pending: Path) -> Iterator[Path]:
    """The pending plan where everybody can read it, as somebody's who is not root."""
    with TemporaryDirectory() as place:
        Path(place).chmod(0o755)
        folder = Path(shutil.copytree(pending, Path(place) / "plan"))
        for path in (folder, *folder.rglob("*")):
            if not os.geteuid():
                os.chown(path, NOBODY, NOBODY)
            path.chmod(0o755)
        yield folder
        for path in (folder, *folder.rglob("*")):
            path.chmod(0o755)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("closed", "words", "fact"),
    [
        ("calendars", "publish", "calendars/calendar.ics cannot be written: Permission denied."),
        (".", "publish", ".statplan.publish cannot be written: Permission denied."),
        (".", "diff", ""),
        ("", "publish", ""),
    ],
)
def test_a_read_only_folder_is_named(
    open_to_all: Path, pending: Path, closed: str, words: str, fact: str
) -> None:
    if closed:
        (open_to_all / closed).chmod(0o555)
    before = seen(open_to_all)
    at = ["--plan", str(open_to_all)] if words != "diff" else [str(open_to_all)]
    done = run_code(AS_NOBODY, str(pending), *words.split(), *at)
    assert done.returncode == 0, done.stderr
    code, _, err = json.loads(done.stdout)
    if fact:
        assert code == 1
        assert f"{fact} Nothing was changed.\n" in err
        assert "permissions" in err
    else:
        assert code == 0, err
    assert (seen(open_to_all) == before) is (closed != "")


@pytest.mark.slow
@pytest.mark.parametrize("words", ["publish --plan", "diff", "doctor", "doctor --repair"])
def test_a_calendar_folder_that_may_not_be_read_is_named_and_never_counts_as_empty(
    open_to_all: Path, pending: Path, words: str
) -> None:
    (open_to_all / "unreadable").mkdir(mode=0o000)  # somebody else's: stops nobody
    (open_to_all / "calendars").chmod(0o000)
    ledger = open_to_all / LEDGER_FILE
    aside = ledger.read_bytes()
    for lost in (False, True):
        if lost:
            ledger.unlink()
        done = run_code(AS_NOBODY, str(pending), *words.split(), str(open_to_all))
        assert done.returncode == 0, done.stderr
        code, out, err = json.loads(done.stdout)
        assert code in {1, 2}, (out, err)
        assert "calendars" in err
        assert "Permission denied" in err
        assert "should not" not in err
        assert ledger.exists() is not lost
    (open_to_all / "calendars").chmod(0o755)
    ledger.write_bytes(aside)
