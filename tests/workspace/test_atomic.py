"""Files are written whole or not at all."""

import os
from pathlib import Path

import pytest

from statplan.errors import StatplanError
from statplan.workspace import files
from statplan.workspace.atomic import remove_temporary_files


def test_files_are_written_with_their_folders_and_equal_ones_are_left_alone(tmp_path: Path) -> None:
    one, two = tmp_path / "a" / "one", tmp_path / "two"
    assert files.write_files({one: b"1", two: b"2"}) == [one, two]
    stamp = one.stat().st_mtime_ns
    assert files.write_files({one: b"1", two: b"3"}) == [two]
    assert one.stat().st_mtime_ns == stamp
    assert two.read_bytes() == b"3"


def test_nothing_is_written_where_one_file_cannot_be(tmp_path: Path) -> None:
    one, blocked = tmp_path / "one", tmp_path / "one" / "inside"
    one.write_bytes(b"old")
    with pytest.raises(StatplanError, match="Nothing was changed"):
        files.write_files({one: b"new", blocked: b"x"})
    assert one.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["one"]


def test_what_was_replaced_is_put_back_when_a_later_replacement_fails(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = tmp_path / "one", tmp_path / "two"
    one.write_bytes(b"old")
    replace = Path.replace

    def failing(self: Path, target: Path) -> Path:
        if target == two:
            raise OSError(28, "No space left on device", str(target))
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", failing)
    with pytest.raises(StatplanError, match="No space left"):
        files.write_files({one: b"new", two: b"x"})
    assert one.read_bytes() == b"old"
    assert [path.name for path in tmp_path.iterdir()] == ["one"]


def test_a_linked_file_is_written_where_it_points(tmp_path: Path) -> None:
    real, link = tmp_path / "real", tmp_path / "link"
    real.write_bytes(b"old")
    link.symlink_to(real)
    files.write_files({link: b"new"})
    assert link.is_symlink()
    assert real.read_bytes() == b"new"


def test_the_mode_of_a_file_is_kept(tmp_path: Path) -> None:
    path = tmp_path / "plan"
    path.write_bytes(b"old")
    path.chmod(0o640)
    files.write_files({path: b"new"})
    assert path.stat().st_mode & 0o777 == 0o640


def test_what_a_file_holds_is_on_the_disk_before_it_gets_its_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After a power cut a name leads to the former bytes or to all of the new ones."""
    on_disk: dict[int, int] = {}  # the size of what was flushed, by inode
    steps: list[str] = []
    flush, replace = os.fsync, Path.replace

    def note_flush(handle: int) -> None:
        flush(handle)
        status = os.fstat(handle)
        on_disk[status.st_ino] = status.st_size
        steps.append("folder" if status.st_ino == tmp_path.stat().st_ino else "file")

    def note_replace(self: Path, target: Path) -> Path:
        status = self.stat()
        assert on_disk.get(status.st_ino) == status.st_size
        steps.append("name")
        return replace(self, target)

    monkeypatch.setattr(os, "fsync", note_flush)
    monkeypatch.setattr(Path, "replace", note_replace)
    files.write_files({tmp_path / "one": b"first", tmp_path / "two": b"second"})
    files.write_private_file(tmp_path / "three", b"third")
    assert steps == ["file", "file", "name", "name", "folder", "file", "name"]


@pytest.mark.parametrize(
    ("name", "is_removed"),
    [
        (".plan.statplan-a1b2_3c4", True),
        (".plan.statplan-a1b2_3c", False),
        (".plan.statplan-a1b2_3c45", False),
        (".plan.statplan-A1B2_3C4", False),
        (".plan.statplan-notes.md", False),
        ("plan.statplan-a1b2_3c4", False),
        ("..statplan-a1b2_3c4", False),
    ],
)
@pytest.mark.parametrize("below", [True, False])
def test_only_what_a_killed_run_left_half_written_is_removed(
    tmp_path: Path, name: str, is_removed: bool, below: bool
) -> None:
    (tmp_path / "folder").mkdir()
    here, inside = tmp_path / name, tmp_path / "folder" / name
    here.touch()
    inside.touch()
    remove_temporary_files(tmp_path, below=below)
    assert here.exists() is not is_removed
    assert inside.exists() is not (is_removed and below)


def test_a_folder_or_a_link_with_the_name_of_a_temporary_file_stays(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder, link = tmp_path / ".a.statplan-a1b2_3c4", tmp_path / ".b.statplan-a1b2_3c4"
    folder.mkdir()
    (tmp_path / "mine").touch()
    link.symlink_to(tmp_path / "mine")
    remove_temporary_files(tmp_path, below=True)
    assert folder.exists()
    assert link.is_symlink()
    assert capsys.readouterr().err == ""
