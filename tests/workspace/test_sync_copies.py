"""Copies that sync programs make are found, and one that knows more than the ledger is merged."""

import json
import re
import shlex
import shutil
from pathlib import Path

import pytest

from statplan.errors import Command
from statplan.workspace.sync_copies import find_copies
from tests.support.commands import list_files, run
from tests.support.open_files import open_elsewhere
from tests.support.publishing import plan
from tests.support.sampling import sample

__all__ = ["plan"]  # fixtures

LEDGER, FEED = "statplan.ledger.json", "calendars/calendar.ics"
COPY_NAMES = (
    "statplan.ledger-PC.json",
    "statplan.ledger-CITY-HALL-2 (1).json",
    "statplan.ledger (1).json",
    "statplan.ledger (Jo's conflicted copy 2027-01-02).json",
    "statplan.ledger - Copy.json",
    "Copy of statplan.ledger.json",
    "statplan.ledger.sync-conflict-20270102-101112-ABCDEFG.json",
    "statplan.ledger-old-laptop.JSON",
)
COMMANDS = (("publish",), ("bump", "blight/2027-04"), ("diff",), ("status",), ("log",))


@pytest.fixture
def published(plan: Path) -> Path:
    assert run("publish")[0] == 0
    return plan


def put_copy_ahead(folder: Path, name: str) -> Path:
    """Leave a copy of the ledger that knows a decision more, and the ledger without it."""
    before = (folder / LEDGER).read_bytes()
    assert run("cancel", "works/2027-02")[0] == 0
    (folder / LEDGER).rename(folder / name)
    (folder / LEDGER).write_bytes(before)
    return folder / name


@pytest.mark.slow
@pytest.mark.parametrize("name", sample(COPY_NAMES, 3))
def test_a_copy_that_knows_more_stops_every_command_until_it_is_merged(
    published: Path, name: str
) -> None:
    copy = put_copy_ahead(published, name)
    before = list_files(published)
    for command in COMMANDS:
        code, _, err = run(*command)
        assert code == 4, command
        assert f"{Command('doctor', '--merge', copy)} unites them." in err
    code, out, _ = run("doctor", "--repair")
    assert code == 1
    assert "knows decisions or publishes" in out
    assert list_files(published) == before
    assert run("doctor", "--merge", copy)[0] == 0
    assert not copy.exists()
    assert copy.with_name(f"{name}.old").exists()
    assert "cancel" in run("log")[1]
    assert run("doctor")[0] == 0
    assert run("publish", "--yes")[0] == 0


@pytest.mark.slow
def test_two_copies_are_merged_together_or_one_after_the_other(published: Path) -> None:
    first = put_copy_ahead(published, "statplan.ledger (1).json")
    before = (published / LEDGER).read_bytes()
    first.rename(published / "aside")
    assert run("bump", "blight/2027-04")[0] == 0
    second = (published / LEDGER).rename(published / "statplan.ledger (2).json")
    (published / LEDGER).write_bytes(before)
    (published / "aside").rename(first)
    assert run("doctor", "--merge", first)[0] == 0
    assert run("publish")[0] == 4
    assert run("doctor", "--merge", second)[0] == 0
    assert {"cancel", "bump"} <= set(run("log")[1].split())
    assert run("doctor")[0] == 0


@pytest.mark.slow
@pytest.mark.parametrize("is_lost", [False, True])
def test_a_merge_without_a_name_takes_the_copy_that_every_command_names(
    published: Path, is_lost: bool
) -> None:
    copy = put_copy_ahead(published, "statplan.ledger-PC.json")
    if is_lost:
        (published / LEDGER).unlink()
    code, _, err = run("publish")
    assert code == 4
    assert str(copy) in err
    code, out, err = run("doctor", "--merge")
    assert code == 0
    assert out.startswith("The other side brought 1 decision.")
    assert f"renamed  {copy} to {copy.name}.old" in err
    assert not copy.exists()
    assert "cancel" in run("log")[1]
    assert run("doctor")[0] == 0
    assert "There is nothing to merge" in run("doctor", "--merge")[1]


@pytest.mark.slow
def test_a_merge_without_a_name_names_every_copy_and_says_what_to_type(published: Path) -> None:
    first = put_copy_ahead(published, "statplan.ledger (1).json")
    before = (published / LEDGER).read_bytes()
    first.rename(published / "aside")
    assert run("bump", "blight/2027-04")[0] == 0
    second = (published / LEDGER).rename(published / "statplan.ledger-PC.json")
    (published / LEDGER).write_bytes(before)
    (published / "aside").rename(first)
    damaged = published / "statplan.ledger (3).json"
    damaged.write_bytes(before[:-50])
    state = list_files(published)
    code, _, err = run("doctor", "--merge")
    assert code == 2
    assert f"{first} and {second} are copies of the ledger" in err
    (command,) = re.findall("`statplan (doctor --merge .*?)`", err)
    assert list_files(published) == state
    assert run(*shlex.split(command))[0] == 0  # what it says to type
    assert not first.exists()
    assert not second.exists()
    code, _, err = run("doctor", "--merge")
    assert code == 4
    assert f"{damaged} looks like a copy of the ledger that cannot be proved" in err
    damaged.rename(published / "useless")
    assert {"cancel", "bump"} <= set(run("log")[1].split())
    assert run("doctor")[0] == 0


@pytest.mark.slow
def test_a_copy_in_place_of_a_ledger_that_is_gone_is_taken_when_it_is_named(
    published: Path,
) -> None:
    whole = (published / LEDGER).read_bytes()
    copy = (published / LEDGER).rename(published / "statplan.ledger-PC.json")
    code, _, err = run("publish")
    assert code == 4
    assert str(Command("doctor", "--merge", copy)) in err
    assert run("doctor", "--merge", copy)[0] == 0
    assert (published / LEDGER).read_bytes() == whole
    assert run("doctor")[0] == 0


@pytest.mark.slow
@pytest.mark.parametrize("damage", ["cut", "edited"])
def test_a_copy_that_cannot_be_proved_is_named_and_stops_every_command(
    published: Path, damage: str
) -> None:
    data = (published / LEDGER).read_bytes()
    copy = published / "statplan.ledger (1).json"
    copy.write_bytes(
        data[:-50] if damage == "cut" else data.replace(b'"serial": 1', b'"serial": 2')
    )
    for command in COMMANDS:
        code, _, err = run(*command)
        assert code == 4
        assert f"{copy} looks like a copy of the ledger" in err
        assert "rename" in err
    assert run("doctor", "--merge", copy)[0] == 4
    copy.rename(published / "useless")  # the way out
    assert run("publish")[0] == 0


@pytest.mark.slow
def test_a_copy_that_knows_nothing_more_stops_nobody_and_the_doctor_renames_it(
    published: Path,
) -> None:
    copies = [
        shutil.copy(published / LEDGER, published / "statplan.ledger (1).json"),
        shutil.copy(published / "statplan.yaml", published / "statplan (1).yaml"),
        shutil.copy(published / FEED, published / "calendars/calendar-PC.ics"),
        shutil.copy(
            published / "calendars/published.json", published / "calendars/published (2).json"
        ),
    ]
    assert run("bump", "blight/2027-04")[0] == 0
    assert run("publish", "--yes")[0] == 0
    code, out, _ = run("doctor")
    assert code == 1
    for copy in copies:
        assert f"{copy} is a copy that knows nothing more." in out
    assert run("doctor", "--repair")[0] == 0
    assert run("doctor")[0] == 0
    for copy in copies:
        assert Path(f"{copy}.old").exists()


@pytest.mark.slow
def test_a_plan_that_differs_is_named_and_left_to_the_person(published: Path) -> None:
    copy = published / "statplan (Jo's conflicted copy 2027-01-02).yaml"
    text = (published / "statplan.yaml").read_text(encoding="utf-8")
    copy.write_text(text.replace("TestStat", "OtherStat"), encoding="utf-8")
    for words in ((), ("--repair",)):
        code, out, _ = run("doctor", *words)
        assert code == 1
        assert f"{copy} is another version of the plan" in out
    assert copy.exists()
    assert run("publish")[0] == 0


@pytest.mark.slow
def test_a_copy_of_the_feed_is_a_witness(published: Path) -> None:
    before = (published / LEDGER).read_bytes()
    feed = (published / FEED).read_bytes()
    for words in (("cancel", "works/2027-02"), ("publish", "--yes")):
        assert run(*words)[0] == 0
    (published / FEED).rename(published / "calendars/calendar (1).ics")
    for path in (published / "calendars").glob("20*-0003-*"):
        shutil.rmtree(path)
    (published / FEED).write_bytes(feed)
    (published / LEDGER).write_bytes(before)
    (published / "calendars/published.json").unlink()
    code, _, err = run("publish")
    assert code == 4
    assert "calendar (1).ics shows" in err


@pytest.mark.slow
def test_files_of_other_plans_and_other_kinds_are_no_copies(published: Path) -> None:
    other = json.loads((published / LEDGER).read_bytes())
    other["lineage"] = other["lineage"].replace("6", "7")
    (published / "statplan.ledger-other.json").write_text(json.dumps(other), encoding="utf-8")
    (published / "statplan.ledger-notes.json").write_text("{}", encoding="utf-8")
    (published / "statplan-2026.yaml").write_text("statplan: 1\n", encoding="utf-8")
    (published / "calendars" / "calendar-of-2026.ics").write_text("", encoding="utf-8")
    assert run("doctor")[0] == 0
    assert run("publish")[0] == 0


def test_names_of_copies_are_told_from_other_names(tmp_path: Path) -> None:
    copies = ["calendar (1).ics", "calendar(2).ics", "calendar-PC.ics", "Copy of calendar.ics"]
    for name in (*copies, "calendar-pc.ics", "mycalendar.ics", "calendar.ics", "calendars.ics"):
        (tmp_path / name).touch()
    assert sorted(path.name for path in find_copies(tmp_path / "calendar.ics")) == sorted(copies)


@pytest.mark.slow
def test_a_copy_that_another_program_has_open_is_renamed_by_the_next_repair(
    published: Path,
) -> None:
    copy = put_copy_ahead(published, "statplan.ledger-PC.json")
    with pytest.MonkeyPatch.context() as patch:
        open_elsewhere(copy)(patch)
        code, out, err = run("doctor", "--merge", copy)
        assert code == 0  # the merge stands
        assert "The other side brought 1 decision." in out
        assert f"{copy} cannot be renamed" in err
        assert "It is as it was. It knows nothing more: rename it, or delete it." in err
        assert copy.exists()
    assert "cancel" in run("log")[1]  # it is merged all the same
    assert run("publish", "--yes")[0] == 0
    assert run("doctor")[0] == 1
    assert run("doctor", "--repair")[0] == 0
    assert run("doctor")[0] == 0


@pytest.mark.slow
@pytest.mark.parametrize("name", ["statplan.yaml", LEDGER, "calendars/published.json", FEED])
def test_a_pointer_of_git_lfs_is_named_and_never_read_as_the_file(
    published: Path, name: str
) -> None:
    data = (published / name).read_bytes()
    pointer = b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 9\n"
    (published / name).write_bytes(pointer)
    for command in (("publish",), ("diff",), ("doctor",), ("doctor", "--repair")):
        code, out, err = run(*command)
        assert code
        assert f"{published / name} holds a pointer of Git LFS" in out + err
        assert "git lfs pull" in out + err
    (published / name).write_bytes(data)
    assert run("publish")[0] == 0


@pytest.mark.slow
def test_a_pointer_of_git_lfs_in_place_of_any_published_file_is_named(published: Path) -> None:
    path = published / "calendars" / "first-import.ics"
    path.write_bytes(b"version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 9\n")
    code, out, _ = run("doctor")
    assert code == 1
    assert f"{path} holds a pointer of Git LFS" in out
    assert "git lfs pull" in out
