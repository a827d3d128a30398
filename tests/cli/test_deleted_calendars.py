"""A calendar folder that was deleted is made anew from the ledger, as far as the ledger tells."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.support.command_folders import apply_commands
from tests.support.commands import list_files, run
from tests.support.git import git
from tests.support.killed_year import YEAR
from tests.support.publishing import plan
from tests.support.year import PLAN, Clock, clock, edit

__all__ = ["clock", "plan"]  # fixtures

NOTE, ATTRIBUTES = "calendars/CHANGES.md", "calendars/.gitattributes"


def play_year(folder: Path, clock: Clock) -> Iterator[tuple[str, ...]]:
    """Live the year of `dying`, and stop after each publish."""
    (folder / "statplan.yaml").write_text(PLAN, encoding="utf-8")
    for moment, *words in YEAR:
        clock(str(moment))
        if isinstance(words[0], tuple):
            edit(folder, *words[0])
            continue
        command = tuple(map(str, words))
        assert run(*command)[0] == 0
        if command[0] == "publish":
            yield command


def find_last_folder(folder: Path) -> str:
    """The dated folder with the highest number."""
    names = [path.name for path in (folder / "calendars").glob("20*")]
    return f"calendars/{max(names, key=lambda name: name.split('-')[3])}"


@pytest.mark.slow
def test_a_deleted_calendar_folder_comes_back_but_for_the_folders_of_earlier_publishes(
    tmp_path: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    played = 0
    for command in play_year(tmp_path, clock):
        whole = list_files(tmp_path)
        last = find_last_folder(tmp_path)
        calendars = Path(shutil.copytree(tmp_path / "calendars", tmp_path.parent / f"{played}"))
        shutil.rmtree(tmp_path / "calendars")
        code, out, _ = run("doctor", "--repair")
        assert code == 0, out
        after = list_files(tmp_path)
        earlier = {
            name
            for name in whole
            if name.startswith("calendars/20") and f"{name}/".partition(f"{last}/")[1] == ""
        }
        assert set(after) == set(whole) - earlier
        differing = {name for name, data in after.items() if whole[name] != data}
        # An invitation names those who must come, and the ledger has nobody's address.
        invitations = {
            name for name in after if name.startswith(f"{last}/") and name.endswith(".ics")
        }
        assert differing <= (invitations if "--invite" in command else set()), command
        assert run("doctor")[0] == 0
        assert run("publish")[1].startswith("No change")
        shutil.rmtree(tmp_path / "calendars")
        shutil.copytree(calendars, tmp_path / "calendars")
        played += 1
    assert played > 5


@pytest.mark.slow
@pytest.mark.parametrize("is_gone", [False, True])
def test_a_note_that_is_gone_is_that_of_the_last_publish(plan: Path, is_gone: bool) -> None:
    apply_commands(plan, "publish", "bump blight/2027-03 --reason Storm", "publish")
    whole = list_files(plan)
    (plan / NOTE).unlink()
    if is_gone:
        shutil.rmtree(plan / find_last_folder(plan))
    code, out, _ = run("doctor")
    assert code == 1
    assert f"{plan / NOTE} is missing." in out
    code, out, _ = run("doctor", "--repair")
    assert code == 0
    assert f"{plan / NOTE} is missing.\n  Repaired.\n" in out
    assert list_files(plan) == whole


@pytest.mark.slow
def test_messages_that_somebody_deleted_are_not_missed(plan: Path) -> None:
    apply_commands(plan, "publish", "bump blight/2027-03", "publish")
    for path in (plan / "calendars").glob("20*/*.ics"):
        path.unlink()
    before = list_files(plan)
    assert run("doctor")[0] == 0
    assert run("doctor", "--repair")[0] == 0
    assert list_files(plan) == before


def test_the_page_for_residents_comes_back(plan: Path) -> None:
    apply_commands(plan, "publish")
    whole = list_files(plan)
    shutil.rmtree(plan / "calendars" / "public")
    code, out, _ = run("doctor")
    assert code == 1
    assert f"{plan / 'calendars/public/index.html'} is missing." in out
    assert run("doctor", "--repair")[0] == 0
    assert list_files(plan) == whole


def test_a_change_of_words_alone_comes_back_as_one(plan: Path) -> None:
    apply_commands(plan, "publish")
    edit(plan, "Secret Room 7", "Room 9")
    assert run("publish", "--yes")[0] == 0
    whole = list_files(plan)
    last = find_last_folder(plan)
    shutil.rmtree(plan / "calendars")
    assert run("doctor", "--repair")[0] == 0
    after = list_files(plan)
    first = {name for name in whole if name.startswith("calendars/20") and last not in name}
    assert {name: data for name, data in whole.items() if name not in first} == after


def test_attributes_of_a_person_stay_where_a_repair_writes_calendars(plan: Path) -> None:
    apply_commands(plan, "publish")
    (plan / ATTRIBUTES).write_text("*.ics -text\n*.md text\n", encoding="utf-8")
    (plan / "calendars/calendar.ics").unlink()
    assert run("doctor", "--repair")[0] == 0
    assert (plan / ATTRIBUTES).read_text(encoding="utf-8") == "*.ics -text\n*.md text\n"
    (plan / ATTRIBUTES).unlink()
    (plan / "calendars/calendar.ics").unlink()
    assert run("doctor", "--repair")[0] == 0
    assert (plan / ATTRIBUTES).read_bytes().startswith(b"# Written by statplan")


def test_a_folder_that_git_has_is_put_back_whole_by_git(plan: Path) -> None:
    apply_commands(plan, "publish", "bump blight/2027-03", "publish")
    git(plan, "init", "-q")
    git(plan, "add", "--all")
    git(plan, "commit", "-q", "-m", "all of it")
    whole = list_files(plan / "calendars")
    shutil.rmtree(plan / "calendars")
    code, _, err = run("publish")
    assert code == 4
    assert f"Restore {plan / 'calendars'} from version control or a backup." in err
    assert "no dated folder of an earlier publish" in err
    git(plan, "checkout", "-q", "--", "calendars")  # the way out
    assert list_files(plan / "calendars") == whole
    assert run("publish")[0] == 0
