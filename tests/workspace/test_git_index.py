"""Git's index is read as git reads it, and nothing of the repository runs."""

import os
import random
import subprocess
from pathlib import Path

import pytest

from statplan.workspace import git_index
from statplan.workspace.git_index import find_stages, is_tracked
from tests.support.git import git


@pytest.fixture(params=["2", "4"])
def repository(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    folder = tmp_path / "top"
    names = ["a", "a-b", "a/b", "city/.statplan.lock", "city/.statplan.publish", "city/zeta", "é"]
    git(tmp_path, "init", "-q", "top")
    for name in names:
        path = folder / name
        if name == "a/b":
            path = folder / "c/b"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name, encoding="utf-8")
    git(folder, "add", "--force", ".")
    git(folder, "update-index", "--index-version", request.param)
    return folder


def test_what_git_tracks_is_found_and_nothing_else(repository: Path) -> None:
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=repository, capture_output=True, check=True
    ).stdout.split(b"\0")
    assert len(listed) == 8
    for tracked in filter(None, listed):
        assert is_tracked(repository / tracked.decode())
    for name in ("b", "publish", "city", "city/.statplan.publis", "city/publish", "c", "zeta"):
        assert not is_tracked(repository / name)
    assert not is_tracked(repository.parent / "a")


def test_an_extended_entry_does_not_hide_the_others(repository: Path) -> None:
    (repository / "later").touch()
    git(repository, "add", "--intent-to-add", "later")
    for name in ("a", "later", "city/zeta", "city/.statplan.publish"):
        assert is_tracked(repository / name)
    assert not is_tracked(repository / "nothing")


def test_paths_of_any_length_are_read_whole(repository: Path) -> None:
    """Version 4 says in one byte, or in more, how much of the path before is left out."""
    long_names = ["/".join([letter * 40] * count) for letter, count in (("t", 4), ("u", 90))]
    for name in (*long_names, "v"):
        git(repository, "update-index", "--add", "--cacheinfo", f"100644,{'1' * 40},{name}")
    for name in (*long_names, "v", "\u00e9"):
        assert is_tracked(repository / name)
    for name in (*(name[:-1] for name in long_names), f"{long_names[0]}v", "w"):
        assert not is_tracked(repository / name)


def test_a_conflict_has_its_stages(repository: Path) -> None:
    git(repository, "commit", "-q", "-m", "one")
    git(repository, "checkout", "-q", "-b", "other")
    (repository / "a").write_text("theirs", encoding="utf-8")
    git(repository, "commit", "-q", "-a", "-m", "theirs")
    git(repository, "checkout", "-q", "-")
    (repository / "a").write_text("ours", encoding="utf-8")
    git(repository, "commit", "-q", "-a", "-m", "ours")
    subprocess.run(["git", "merge", "other"], cwd=repository, capture_output=True, check=False)
    assert find_stages(repository / "a") == {1, 2, 3}
    assert find_stages(repository / "a-b") == {0}


def test_a_worktree_has_an_index_of_its_own(repository: Path) -> None:
    git(repository, "commit", "-q", "-m", "one")
    git(repository, "worktree", "add", "-q", str(repository.parent / "tree"))
    assert is_tracked(repository.parent / "tree" / "city/zeta")
    assert not is_tracked(repository.parent / "tree" / "nothing")


def test_a_sparse_index_counts_as_tracking_what_it_folds_up(repository: Path) -> None:
    git(repository, "commit", "-q", "-m", "one")
    git(repository, "sparse-checkout", "set", "--cone", "--sparse-index", "c")
    assert is_tracked(repository / "city/.statplan.publish")
    assert is_tracked(repository / "city/anything")
    assert not is_tracked(repository / "anything")


@pytest.mark.slow
def test_a_damaged_index_counts_as_tracking_and_never_fails(repository: Path) -> None:
    index = repository / ".git" / "index"
    whole = index.read_bytes()
    chance = random.Random(1)  # noqa: S311 - a draw that can be repeated
    for _ in range(300):
        data = bytearray(whole)
        for _ in range(chance.randrange(1, 4)):
            data[chance.randrange(len(data))] = chance.randrange(256)
        index.write_bytes(bytes(data[: chance.randrange(len(data) + 1)]))
        is_tracked(repository / "a")
    for nonsense in (b"", b"DIRC", b"nonsense" * 100):
        index.write_bytes(nonsense)
        assert is_tracked(repository / "a")


_FIRST_PATH = 12 + 62  # its place in a file: behind the header, and what an entry has before it


@pytest.mark.parametrize(
    ("place", "octet"),
    [
        (3, ord("X")),  # no index
        (7, 5),  # of a version that is not known
        (11, 255),  # more entries than there are
    ],
)
def test_an_index_of_another_form_counts_as_tracking(
    repository: Path, place: int, octet: int
) -> None:
    index = repository / ".git" / "index"
    data = bytearray(index.read_bytes())
    assert not is_tracked(repository / "nothing")
    data[place] = octet
    index.write_bytes(data)
    assert is_tracked(repository / "nothing")


def test_an_index_that_is_cut_off_behind_its_entries_counts_as_tracking(repository: Path) -> None:
    index = repository / ".git" / "index"
    index.write_bytes(index.read_bytes()[:-1])
    assert is_tracked(repository / "nothing")


@pytest.mark.parametrize("repository", ["4"], indirect=True)
def test_a_path_that_leaves_out_more_than_there_is_counts_as_tracking(repository: Path) -> None:
    index = repository / ".git" / "index"
    data = bytearray(index.read_bytes())
    assert data[_FIRST_PATH : _FIRST_PATH + 3] == b"\x00a\x00"
    data[_FIRST_PATH] = 1
    index.write_bytes(data)
    assert is_tracked(repository / "nothing")


def test_an_index_that_may_not_be_read_counts_as_tracking(
    repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is tracked as far as anybody knows, and not in conflict."""

    def refuse(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert find_stages(repository / "nothing") == {0}


@pytest.mark.parametrize(("size", "stages"), [(0, set()), (-1, {0})])
def test_an_index_of_any_size_up_to_the_most_is_read(
    repository: Path, monkeypatch: pytest.MonkeyPatch, size: int, stages: set[int]
) -> None:
    index = repository / ".git" / "index"
    monkeypatch.setattr(git_index, "_MOST_BYTES", index.stat().st_size + size)
    assert find_stages(repository / "nothing") == stages


def test_an_index_that_is_in_two_files_counts_as_tracking(repository: Path) -> None:
    for path in repository.rglob("*"):
        if ".git" not in path.parts:
            os.utime(path, (10**9, 10**9))  # what is as new as the index stays in it
    git(repository, "update-index", "--refresh")
    assert not is_tracked(repository / "nothing")
    git(repository, "update-index", "--split-index")
    assert is_tracked(repository / "nothing")
