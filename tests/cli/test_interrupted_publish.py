"""A publish that was killed is named by what reads, and completed by what writes next."""

import subprocess
from pathlib import Path

import pytest

from tests.support.commands import list_files, run
from tests.support.git import git
from tests.support.killed_command import kill_while_writing
from tests.support.publishing import pending, plan

__all__ = ["pending", "plan"]  # fixtures

READERS = (("diff",), ("diff", "-f", "json"), ("status",), ("log",), ("publish", "--dry-run"))
BUMP, CANCEL = ("bump", "blight/2027-04"), ("cancel", "works/2027-02")
IGNORED = (".statplan.lock", ".statplan.publish", ".statplan-draft.json*", ".*.statplan-*")


def find_dated_folder(folder: Path) -> Path:
    return max((folder / "calendars").glob("20*"))


@pytest.mark.slow
@pytest.mark.parametrize("count", [1, 2, 4])
def test_what_reads_says_that_a_publish_was_interrupted_and_what_completes_it(
    pending: Path, count: int
) -> None:
    kill_while_writing(pending, count, "publish")
    before = list_files(pending)
    for command in READERS:
        code, _, err = run(*command)
        assert code == 0, command
        assert err.startswith("A publish was interrupted, or is still at work"), command
        assert "The next command that writes completes it" in err
        assert "`statplan doctor --repair`" in err
        assert "every published entry" not in err  # it is the same trouble
    code, out, _ = run("doctor")
    assert code == 1
    assert "a publish was interrupted" in out
    assert list_files(pending) == before
    assert run("doctor", "--repair")[0] == 0  # what it says to type
    for command in READERS:
        assert "interrupted" not in run(*command)[2]


@pytest.mark.slow
@pytest.mark.parametrize("command", [("publish",), BUMP, ("doctor", "--repair")])
@pytest.mark.parametrize("count", [1, 2])
def test_the_command_that_completes_a_publish_says_what_to_send(
    pending: Path, count: int, command: tuple[str, ...]
) -> None:
    kill_while_writing(pending, count, "publish")
    code, _, err = run(*command)
    assert code == 0
    assert "Completed an interrupted publish: " in err
    folder = find_dated_folder(pending)
    assert f"Next: send {folder}, and CHANGES.md in it, to who imports by hand." in err
    assert (folder / "CHANGES.md").exists()


def test_a_decision_that_was_killed_is_no_publish(pending: Path) -> None:
    kill_while_writing(pending, 1, *CANCEL)
    assert run("diff")[2].startswith("A command was interrupted")
    code, _, err = run("publish")
    assert code == 0
    assert "Completed an interrupted command: 1 file." in err
    assert err.count("Next: send ") == 1  # what this publish sends
    assert "cancel" in run("log")[1]


def read_documented_lines(text: str) -> list[str]:
    """The lines for `.gitignore` that the documentation gives."""
    _, _, after = text.partition("into `.gitignore`")
    return after.partition("```\n")[2].partition("```")[0].split()


@pytest.mark.slow
def test_the_documented_lines_hide_all_that_a_kill_leaves_and_nothing_else(pending: Path) -> None:
    document = Path(__file__).parents[2] / "docs" / "updates.md"
    lines = read_documented_lines(document.read_text(encoding="utf-8"))
    assert lines == list(IGNORED)
    (pending / ".gitignore").write_text("\n".join([*lines, ""]), encoding="utf-8")
    git(pending, "init", "-q")
    git(pending, "add", "--all")
    git(pending, "commit", "-q", "-m", "before")
    names = {path.relative_to(pending) for path in pending.rglob("*") if is_ours(path)}
    kill_while_writing(pending, 4, "publish")
    left = {path.relative_to(pending) for path in pending.rglob("*") if is_ours(path)} - names
    shown = subprocess.run(
        ["git", "status", "--porcelain", "--untracked-files=all"],
        cwd=pending, capture_output=True, check=True, text=True,
    ).stdout  # fmt: skip
    untracked = {Path(line[3:]) for line in shown.splitlines() if line.startswith("??")}
    temporary = {path for path in left if ".statplan" in path.name}
    assert temporary
    assert not untracked & temporary
    assert left - temporary == untracked  # the dated folder is to be committed


def is_ours(path: Path) -> bool:
    return path.is_file() and ".git" not in path.parts
