"""Where a good copy of a damaged or lost ledger is: what is offered is there, and works."""

import json
import re
import shlex
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.command_folders import apply_commands
from tests.support.commands import list_files, run
from tests.support.git import git
from tests.support.publishing import plan

__all__ = ["plan"]  # fixtures

LEDGER = "statplan.ledger.json"


@pytest.fixture
def published(plan: Path) -> Path:
    apply_commands(plan, "publish", "bump blight/2027-03", "publish")
    return plan


def commit(folder: Path) -> None:
    git(folder, "init", "-q")
    git(folder, "add", "--all")
    git(folder, "commit", "-q", "-m", "the year goes on")


def cut_off(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-400])


def edit_number(path: Path) -> None:
    data = path.read_bytes()
    assert b'"sequence": 1' in data
    path.write_bytes(data.replace(b'"sequence": 1', b'"sequence": 0', 1))


def edit_entry(path: Path) -> None:
    data = path.read_bytes()
    path.write_bytes(data.replace(b'"sequence": 0', b'"sequence": 7', 1))


def lose(path: Path) -> None:
    path.unlink()


def begin_anew(path: Path) -> None:
    """As if somebody had put the ledger of an empty folder there."""
    ledger = json.loads(path.read_bytes())
    ledger |= {"issued": [], "who": [], "texts": [], "told": [], "published": None, "serial": 0}
    path.write_text(json.dumps(ledger), encoding="utf-8")


DAMAGES = (cut_off, edit_number, edit_entry, lose, begin_anew)
Damage = Callable[[Path], None]


def find_command(out: str) -> list[str]:
    (command,) = set(re.findall("`(git .*?)`", out))
    return shlex.split(command)


@pytest.mark.slow
@pytest.mark.parametrize("damage", DAMAGES)
def test_the_last_commit_with_a_good_ledger_is_named_and_its_command_works(
    published: Path, damage: Damage, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = (published / LEDGER).read_bytes()
    commit(published)
    damage(published / LEDGER)
    commit(published)  # the damage is committed, too
    before = list_files(published)
    code, out, _ = run("doctor")
    assert code == 1
    command = find_command(out)
    assert list_files(published) == before
    monkeypatch.chdir(tmp_path)  # whatever folder it is typed in
    subprocess.run(command, capture_output=True, check=True)
    assert (published / LEDGER).read_bytes() == whole
    monkeypatch.chdir(published)
    assert run("doctor")[0] == 0
    assert run("publish")[0] == 0


@pytest.mark.slow
@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("how", ["no repository", "not committed", "older", "not added"])
def test_what_git_does_not_have_is_not_promised(published: Path, damage: Damage, how: str) -> None:
    if how == "not committed":
        git(published, "init", "-q")
        git(published, "add", "--all")
    elif how == "not added":
        (published / ".gitignore").write_text(f"{LEDGER}\n", encoding="utf-8")
        commit(published)
    elif how == "older":
        commit(published)
        assert run("cancel", "works/2027-02")[0] == 0
        assert run("publish")[0] == 0
    damage(published / LEDGER)
    code, out, _ = run("doctor")
    assert code == 1
    assert "`git " not in out
    assert "from a backup" in out or "or a backup" in out
    err = run("publish")[2]
    assert "git log" not in err
    assert "has the last good one" not in err


def test_a_ledger_of_a_newer_statplan_is_not_to_be_put_back(published: Path) -> None:
    commit(published)
    path = published / LEDGER
    path.write_bytes(path.read_bytes().replace(b'"schema": 1', b'"schema": 9'))
    code, out, _ = run("doctor")
    assert code == 1
    assert "Upgrade statplan" in out
    assert "`git " not in out


def make_utf16(data: bytes, code_page: str = "cp437") -> bytes:
    """What PowerShell 5 writes with `>`: it takes bytes for letters of the code page."""
    return data.decode(code_page).replace("\n", "\r\n").encode("utf-16")


@pytest.mark.slow
@pytest.mark.parametrize("mark", ["utf-16", "utf-8-sig"])
def test_a_ledger_that_powershell_wrote_is_read(published: Path, mark: str) -> None:
    data = (published / LEDGER).read_bytes()
    assert data.isascii()
    other = published.parent / "other.json"
    assert run("cancel", "works/2027-02")[0] == 0
    ahead = (published / LEDGER).read_bytes().decode()
    other.write_bytes(ahead.replace("\n", "\r\n").encode(mark))
    (published / LEDGER).write_bytes(data.decode().replace("\n", "\r\n").encode(mark))
    for command in (("diff",), ("status",), ("doctor",)):
        assert run(*command)[0] == 0
    code, out, _ = run("doctor", "--merge", other)
    assert code == 0
    assert out.startswith("The other side brought 1 decision.")
    assert (published / LEDGER).read_bytes() == ahead.encode()


@pytest.mark.slow
def test_a_copy_that_powershell_wrote_is_found_like_any_other(published: Path) -> None:
    data = (published / LEDGER).read_bytes()
    assert run("cancel", "works/2027-02")[0] == 0
    copy = published / "statplan.ledger-PC.json"
    copy.write_bytes(make_utf16((published / LEDGER).read_bytes()))
    (published / LEDGER).write_bytes(data)
    code, _, err = run("publish")
    assert code == 4
    assert f"{copy} is a copy of the ledger, and knows" in err
    assert run("doctor", "--merge")[0] == 0
    assert run("doctor")[0] == 0


def test_letters_that_powershell_changed_are_named_as_the_cause_with_what_to_type(
    published: Path,
) -> None:
    assert run("cancel", "works/2027-02", "--reason", "Día de la Ciudad, très bien")[0] == 0
    data = (published / LEDGER).read_bytes()
    other = published / "other.json"
    other.write_bytes(make_utf16(data))
    before = list_files(published)
    code, _, err = run("doctor", "--merge", other)
    assert code == 4
    assert f"{other} " in err
    assert "It is in UTF-16, as PowerShell writes what a command prints" in err
    assert '`cmd /c "... > FILE"`' in err
    assert list_files(published) == before
    other.write_bytes(data)  # what that command writes
    assert run("doctor", "--merge", other)[0] == 0


def test_a_copy_that_is_cut_off_is_to_be_fetched_again(published: Path) -> None:
    other = published.parent / "other.json"
    other.write_bytes((published / LEDGER).read_bytes()[:-400])
    code, _, err = run("doctor", "--merge", other)
    assert code == 4
    assert "Fetch other.json again" in err
    assert "statplan doctor`" not in err  # which looks at the plan's own ledger
