"""A link or a stranger where statplan writes: named, not followed, and everything as it was."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from statplan.errors import StatplanError
from statplan.ledger.file_reader import read_ledger
from statplan.workspace import obstacles
from statplan.workspace.files import LEDGER_FILE
from tests.support.commands import JOURNAL, LOCK, list_files, run
from tests.support.plans import LINEAGE
from tests.support.publishing import pending, plan

__all__ = ["pending", "plan"]  # fixtures

CALENDARS, FEED, PUBLIC = "calendars", "calendars/calendar.ics", "calendars/public"
MANIFEST = "calendars/published.json"
Stranger = Callable[[Path, Path], object]


def link(path: Path, elsewhere: Path) -> None:
    """What stood there is elsewhere now, and a link leads to it."""
    if path.exists():
        shutil.move(path, elsewhere / "kept")
    else:
        (elsewhere / "kept").write_text("", encoding="utf-8")
    path.symlink_to(elsewhere / "kept")


def dangling(path: Path, elsewhere: Path) -> None:
    _take_away(path)
    path.symlink_to(elsewhere / "nowhere")


def folder_there(path: Path, _: Path) -> None:
    _take_away(path)
    path.mkdir()


def file_there(path: Path, _: Path) -> None:
    _take_away(path)
    path.write_text("mine\n", encoding="utf-8")


def pipe(path: Path, _: Path) -> None:
    _take_away(path)
    os.mkfifo(path)


def _take_away(path: Path) -> None:
    if path.is_dir():
        shutil.rmtree(path)
    else:
        path.unlink(missing_ok=True)


LINKED = "is a symbolic link, and is not written through"
FOLDER = "is a folder, where a file is to be"
FILE = "is a file, where a folder is to be"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "stranger", "fact"),
    [
        *((name, link, LINKED) for name in (CALENDARS, PUBLIC, FEED, MANIFEST)),
        *((name, link, LINKED) for name in (LEDGER_FILE, LOCK, JOURNAL)),
        *((name, dangling, LINKED) for name in (CALENDARS, PUBLIC, FEED, MANIFEST)),
        *((name, dangling, LINKED) for name in (LEDGER_FILE, LOCK, JOURNAL)),
        *((name, folder_there, FOLDER) for name in (FEED, MANIFEST, LEDGER_FILE, LOCK, JOURNAL)),
        (CALENDARS, file_there, FILE),
        (PUBLIC, file_there, FILE),
        (LEDGER_FILE, pipe, "is a device, where a file is to be"),
    ],
)
def test_what_stands_in_the_way_is_named_and_left_alone(
    pending: Path, tmp_path: Path, name: str, stranger: Stranger, fact: str
) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    stranger(pending / name, elsewhere)
    before = list_files(tmp_path)
    code, _, err = run("publish")
    assert code == 4
    assert f"{pending / name} {fact}. Nothing was changed.\n" in err
    assert "there" in err.splitlines()[-1] or "Delete it" in err.splitlines()[-1]
    code, out, _ = run("doctor")
    assert code == 1
    assert f"{pending / name} {fact}.\n" in out
    assert "--repair" not in out
    assert run("doctor", "--repair")[0] in {1, 4}
    assert list_files(tmp_path) == before


@pytest.mark.slow
@pytest.mark.parametrize("words", ["diff", "status", "log", "calendar", "cancel works/2027-02"])
@pytest.mark.parametrize("stranger", [link, dangling, folder_there])
def test_a_ledger_that_is_a_stranger_is_not_believed_either(
    pending: Path, tmp_path: Path, words: str, stranger: Stranger
) -> None:
    stranger(pending / LEDGER_FILE, tmp_path)
    before = list_files(tmp_path)
    code, out, err = run(*words.split())
    assert (code, out) == (4, "")
    assert f"{pending / LEDGER_FILE} is a " in err
    assert list_files(tmp_path) == before


@pytest.mark.slow
def test_a_plan_that_is_reached_by_a_link_is_published(pending: Path, tmp_path: Path) -> None:
    (tmp_path / "road").symlink_to(pending)
    assert run("publish", "--plan", tmp_path / "road")[0] == 0
    assert run("doctor", tmp_path / "road")[0] == 0


def test_all_that_stands_in_the_way_is_said_once(tmp_path: Path) -> None:
    (tmp_path / "one").symlink_to("nowhere")
    (tmp_path / "two").mkdir()
    paths = [tmp_path / "one" / "a", tmp_path / "one" / "b", tmp_path / "two", tmp_path / "new"]
    assert len(obstacles.find_obstacles(tmp_path, paths)) == 2
    assert obstacles.find_obstacles(tmp_path, paths[3:]) == ()


@pytest.mark.slow
@pytest.mark.parametrize(
    "data", [b"", b"nonsense\n{}", b"\xff\xfe\n", b"{}", b"e3b0c44298fc1c149afbf4c8996fb924\n"]
)
def test_a_journal_that_statplan_did_not_write_is_not_followed(pending: Path, data: bytes) -> None:
    (pending / JOURNAL).write_bytes(data)
    before = list_files(pending)
    for words in (("publish",), ("cancel", "works/2027-02")):
        code, _, err = run(*words)
        assert code == 4
        assert f"{pending / JOURNAL} is damaged" in err
    code, out, _ = run("doctor")
    assert code == 1
    assert f"Delete {pending / JOURNAL}" in out
    assert list_files(pending) == before


@pytest.mark.slow
def test_a_ledger_cut_off_anywhere_is_refused(pending: Path) -> None:
    path = pending / LEDGER_FILE
    whole = path.read_bytes()
    read_ledger(whole, path.name, LINEAGE)
    for length in range(0, len(whole) - 2, 100):
        with pytest.raises(StatplanError, match="cut off or damaged") as refused:
            read_ledger(whole[:length], path.name, LINEAGE)
        assert refused.value.exit_code == 4
        assert "statplan doctor" in str(refused.value.remedy)
    for length in range(0, len(whole) - 2, 7000):
        path.write_bytes(whole[:length])
        before = list_files(pending)
        assert run("publish")[0] == 4
        assert run("doctor")[0] == 1
        assert list_files(pending) == before


@pytest.mark.slow
@pytest.mark.parametrize("words", [("publish",), ("bump", "blight/2027-04"), ("release", "--held")])
def test_an_older_ledger_or_clock_leaves_everything_as_it_was(
    pending: Path, words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    path = pending / LEDGER_FILE
    older = path.read_bytes()
    assert run("publish")[0] == 0
    newer = path.read_bytes()
    path.write_bytes(older)
    before = list_files(pending)
    code, _, err = run(*words)
    assert code == 4
    assert f"{path} is older than what was published" in err
    assert "Restore" in err
    assert list_files(pending) == before
    path.write_bytes(newer)
    before = list_files(pending)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(1799000000 - 3 * 86400))
    code, _, err = run(*words)
    assert code == 4
    assert "Correct this computer's clock" in err
    assert list_files(pending) == before
