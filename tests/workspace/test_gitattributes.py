"""Git leaves the line ends of published files alone, and where it did not, the doctor says so."""

import re
from pathlib import Path

import pytest

from tests.support.commands import list_files, run
from tests.support.git import git
from tests.support.publishing import plan

__all__ = ["plan"]  # fixtures

ATTRIBUTES = "calendars/.gitattributes"
MODES = ("true", "input")


@pytest.fixture
def published(plan: Path) -> Path:
    assert run("publish", "--for", "law")[0] == 0
    (plan / ".gitignore").write_text(".statplan.lock\n", encoding="utf-8")
    return plan


def commit(folder: Path, mode: str) -> None:
    """Commit everything, as on a computer where git changes line ends."""
    git(folder, "init", "-q")
    git(folder, "config", "core.autocrlf", mode)
    git(folder, "add", "--all")
    git(folder, "commit", "-q", "-m", "all of it")


def clone(folder: Path, name: str, mode: str) -> Path:
    git(folder.parent, "-c", f"core.autocrlf={mode}", "clone", "-q", str(folder), name)
    return folder.parent / name


def calendars_of(folder: Path) -> dict[str, str | bytes]:
    return list_files(folder / "calendars")


@pytest.mark.slow
@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("clone_mode", [*MODES, "false"])
def test_a_clone_has_every_published_file_to_the_byte(
    published: Path, monkeypatch: pytest.MonkeyPatch, mode: str, clone_mode: str
) -> None:
    commit(published, mode)
    other = clone(published, "clone", clone_mode)
    assert calendars_of(other) == calendars_of(published)
    monkeypatch.chdir(other)
    assert run("doctor")[0] == 0
    assert run("publish")[0] == 0


@pytest.mark.slow
@pytest.mark.parametrize("mode", MODES)
def test_changed_line_ends_are_named_as_the_cause_and_the_remedy_lasts(
    published: Path, monkeypatch: pytest.MonkeyPatch, mode: str
) -> None:
    (published / ATTRIBUTES).unlink()  # as earlier versions published
    commit(published, mode)
    other = clone(published, "clone", mode)
    assert calendars_of(other) != calendars_of(published)
    monkeypatch.chdir(other)
    code, out, _ = run("doctor")
    assert code == 1
    (line,) = re.findall(r"^git, or a program like it, changed .*$", out, re.MULTILINE)
    assert ("other files" in line) is (mode == "input")  # with "true", calendars have theirs
    assert "by hand" not in out
    assert "git add --renormalize " in out
    assert "calendars`, and commit" in out
    assert run("doctor", "--repair")[0] == 0
    assert run("doctor")[0] == 0
    git(other, "add", "--all")
    git(other, "add", "--renormalize", "calendars")
    git(other, "commit", "-q", "-m", "line ends")
    last = clone(other, "last", mode)
    assert calendars_of(last) == calendars_of(other)
    monkeypatch.chdir(last)
    assert run("doctor")[0] == 0
    assert run("publish")[0] == 0
    assert (
        list_files(last / "calendars")["calendar.ics"]
        == (published / "calendars/calendar.ics").read_bytes()
    )


@pytest.mark.slow
def test_a_ledger_and_a_plan_with_other_line_ends_are_read(published: Path) -> None:
    for name in ("statplan.yaml", "statplan.ledger.json"):
        path = published / name
        path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert run("doctor")[0] == 0
    assert run("bump", "blight/2027-03")[0] == 0
    assert run("publish", "--yes")[0] == 0


def test_a_file_that_differs_in_more_than_its_line_ends_was_edited(published: Path) -> None:
    path = published / "calendars" / "calendar.ics"
    path.write_bytes(
        path.read_bytes().replace(b"\r\n", b"\n").replace(b"SUMMARY:", b"SUMMARY:X", 1)
    )
    code, out, _ = run("doctor")
    assert code == 1
    assert "line ends" not in out
    assert f"{path} differs" in out


@pytest.mark.slow
def test_attributes_that_a_person_wrote_stay_and_are_named_where_they_do_not_help(
    published: Path,
) -> None:
    path = published / ATTRIBUTES
    for text, is_named in (
        ("*.md text\n", True), ("", True), ("# *.ics -text\n", True), ("*.ics text\n", True),
        ("*.ics -text\n", False), ("*.ics text eol=crlf\n", False), ("* binary\n", False),
    ):  # fmt: skip
        path.write_text(text, encoding="utf-8")
        assert run("publish")[0] == 0
        assert path.read_text(encoding="utf-8") == text
        code, out, _ = run("doctor", "--repair")
        assert code == 0  # it may be right as it is
        assert (f"{path} is your own" in out) is is_named, text
        assert out.count(ATTRIBUTES) == is_named
    path.unlink()
    assert run("doctor")[0] == 0
    assert run("publish")[0] == 0
    assert path.read_bytes().startswith(b"# Written by statplan")


@pytest.mark.slow
def test_a_repair_of_line_ends_says_only_what_it_does(published: Path) -> None:
    path, attributes = published / "calendars" / "calendar.ics", published / ATTRIBUTES
    own = "*.ics text\n*.md text\n"
    for text in (None, own, attributes.read_text(encoding="utf-8")):
        attributes.unlink(missing_ok=True)
        if text is not None:
            attributes.write_text(text, encoding="utf-8")
        whole = path.read_bytes()
        path.write_bytes(whole.replace(b"\r\n", b"\n"))
        code, out, _ = run("doctor")
        assert code == 1
        assert ("writes .gitattributes" in out) is (text is None)
        assert (f"{attributes} is your own: add `*.ics -text` to it" in out) is (text == own)
        assert run("doctor", "--repair")[0] == 0
        assert path.read_bytes() == whole
        assert (attributes.read_text(encoding="utf-8") == own) is (text == own)


def test_attributes_that_are_a_link_are_never_written_through(
    published: Path, tmp_path: Path
) -> None:
    target = tmp_path / "elsewhere"
    target.write_text("theirs\n", encoding="utf-8")
    (published / ATTRIBUTES).unlink()
    (published / ATTRIBUTES).symlink_to(target)
    for words in (("publish",), ("doctor", "--repair")):
        run(*words)
        assert (published / ATTRIBUTES).is_symlink()
        assert target.read_text(encoding="utf-8") == "theirs\n"
