"""A calendar that is missing or cut off is named before a publish writes it anew."""

import re
import shutil
from collections.abc import Callable
from itertools import product
from pathlib import Path

import pytest

from tests.support.command_folders import apply_commands
from tests.support.commands import list_files, run
from tests.support.publishing import plan
from tests.support.sampling import sample

__all__ = ["plan"]  # fixtures

NAMES = (
    "calendar.ics", "first-import.ics", "law/calendar.ics", "analyst/calendar.ics",
    "public/calendar.ics",
)  # fmt: skip
COMMANDS = (("diff",), ("diff", "-f", "json"), ("status",), ("publish", "--dry-run"))


@pytest.fixture
def published(plan: Path) -> Path:
    apply_commands(plan, "publish --for law --for analyst", "cancel works/2027-02", "publish")
    return plan


def remove(path: Path) -> str:
    path.unlink()
    return "is missing"


def cut_off(path: Path) -> str:
    path.write_bytes(path.read_bytes()[:-400])
    return "does not show every published entry"


def end_early(path: Path) -> str:
    """All entries are there, and the file is not complete."""
    path.write_bytes(path.read_bytes().removesuffix(b"END:VCALENDAR\r\n"))
    return "does not show every published entry"


def take_over(path: Path) -> str:
    """An entry of somebody else has the place of one of ours."""
    before, entry, after = path.read_bytes().partition(b"BEGIN:VEVENT")
    uid = re.search(rb"UID:(.*)\r\n", after)
    assert uid
    path.write_bytes(before + entry + after.replace(uid[0], b"UID:" + b"0" * 36 + b"\r\n", 1))
    return "does not show every published entry"


def leave_out(path: Path) -> str:
    before, entry, after = path.read_bytes().partition(b"BEGIN:VEVENT")
    _, end, after = after.partition(b"END:VEVENT\r\n")
    assert entry
    assert end
    path.write_bytes(before + after)
    return "does not show every published entry"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("damage", "name"),
    sample([
        *product((remove, cut_off, end_early, leave_out, take_over), NAMES[:4]),
        *product((remove, cut_off, end_early), NAMES[4:]),
    ], 5),
)  # fmt: skip
def test_a_calendar_that_is_not_whole_is_named_and_written_anew(
    published: Path, damage: Callable[[Path], str], name: str
) -> None:
    path = published / "calendars" / name
    whole = path.read_bytes()
    fact = damage(path)
    before = list_files(published)
    for command in COMMANDS:
        code, _, err = run(*command)
        assert code == 0
        (line,) = [line for line in err.splitlines() if str(path) in line and "would" not in line]
        assert line == (
            f"{path} {fact}. `statplan publish` or `statplan doctor --repair` puts that right."
        )
    assert list_files(published) == before
    for words in (("publish",), ("doctor", "--repair")):
        code, _, err = run(*words)
        assert code == 0
        assert (f"{path} {fact}. This publish has written that anew." in err) is (
            words == ("publish",)
        )
        assert path.read_bytes() == whole
        assert path.name not in run("diff")[2]
        damage(path)


@pytest.mark.slow
def test_many_calendars_are_named_in_one_line(published: Path) -> None:
    for name in ("calendar.ics", "first-import.ics", "law/calendar.ics"):
        (published / "calendars" / name).unlink()
    shutil.rmtree(published / "calendars" / "public")
    (line,) = run("diff")[2].splitlines()
    assert line.startswith(
        f"{published / 'calendars/calendar.ics'} and 4 other files are missing, or do not show "
        "every published entry."
    )
    assert run("publish")[0] == 0
    assert run("diff")[2] == ""
    assert run("doctor")[0] == 0


def test_what_was_never_published_is_not_missed(plan: Path) -> None:
    assert not (plan / "calendars").exists()
    assert run("diff")[2] == ""
    assert run("bump", "blight/2027-03")[0] == 0
    assert run("diff")[2] == ""
    assert "missing" not in run("publish")[2]


@pytest.mark.slow
def test_calendars_that_wait_for_a_publish_are_whole(published: Path) -> None:
    assert (published / "calendars").exists()
    for command in (("bump", "blight/2027-03"), ("cancel", "blight/2027-04")):
        assert run(*command)[0] == 0
        assert run("diff")[2] == ""
    code, _, err = run("publish", "--yes")
    assert code == 0
    assert "written that anew" not in err
