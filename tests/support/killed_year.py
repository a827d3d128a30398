"""A year of publishes, killed at random changes of the file system.

Run it as `python -m tests.support.killed_year`.

It kills in a process of its own, which has no threads and can therefore fork; what each kill left
is kept for `test_kills.py`, which judges it.
"""

import json
import os
import random
import shutil
import signal
import sys
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.support.commands import run
from tests.support.disk import Change, Disk
from tests.support.year import PLAN, edit

WORKS = '    - {id: works, every: month, on: third Tuesday, at: "16:00", department: works}\n'
# The day and hour, and the command; or the words of the plan that are edited, and the new ones.
YEAR: tuple[tuple[str, ...] | tuple[str, tuple[str, str]], ...] = (
    ("2026-12-10T12:00", "publish", "--for", "public", "--for", "analyst"),
    ("2026-12-11T12:00", "bump", "blight/2027-03", "--reason", "Storm"),
    ("2026-12-11T12:05", "publish"),
    ("2026-12-12T12:00", "cancel", "works/2027-02"),
    ("2026-12-12T12:05", "publish", "--invite"),
    ("2026-12-13T12:00", "restore", "works/2027-02"),
    ("2026-12-13T12:05", "publish"),
    ("2026-12-14T12:00", "move", "blight/2027-04", "--to", "2027-04-07", "--at", "14:30"),
    ("2026-12-14T12:05", "publish"),
    ("2026-12-15T12:00", ('third Tuesday, at: "15:00"', 'third Tuesday, at: "16:00"')),
    ("2026-12-15T12:05", "publish", "--yes"),
    ("2027-01-14T20:00", "held", "blight/2027-01"),
    ("2027-01-15T20:00", "release", "--held"),
    ("2027-01-15T20:05", "publish", "--for", "law"),
    ("2027-01-16T12:00", (WORKS, "")),
    ("2027-01-16T12:05", "publish", "--yes"),
    ("2027-01-17T12:00", "restore", "blight/2027-03"),
    ("2027-01-17T12:05", "publish"),
)


@dataclass(frozen=True, slots=True)
class Kill:
    """A kill before change `at`, a `name`, of a step of the year; how it went on, and ended.

    `doctor_code` and `doctor_output` are what `doctor` said of the folder before anything else ran.
    """

    step: int
    at: int
    name: str
    how: str
    code: int
    doctor_code: int
    doctor_output: str


def epoch(number: int) -> str:
    """The moment of a step, as SOURCE_DATE_EPOCH."""
    moment = datetime.fromisoformat(str(YEAR[number][0])).replace(tzinfo=UTC)
    return str(int(moment.timestamp()))


def act(folder: Path, number: int) -> int:
    """Do what is done at one moment of the year; its exit code."""
    _, *words = YEAR[number]
    os.environ["SOURCE_DATE_EPOCH"] = epoch(number)
    os.chdir(folder)
    if isinstance(words[0], tuple):
        edit(folder, *words[0])
        return 0
    return run(*words)[0]


def die(folder: Path, number: int, last: int) -> bool:
    """Do it in a child that is killed at its change number `last`, if it gets so far."""

    def strike(change: Change) -> None:
        if change.number == last:
            change.half()
            os.kill(os.getpid(), signal.SIGKILL)

    child = os.fork()
    if not child:
        Disk(pytest.MonkeyPatch(), strike)
        os._exit(act(folder, number))
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        assert os.WTERMSIG(status) == signal.SIGKILL
        return True
    assert os.waitstatus_to_exitcode(status) == 0, YEAR[number]
    return False


def counted(folder: Path, number: int) -> list[str]:
    """Do it, and name each change that it makes of files."""
    if isinstance(YEAR[number][1], tuple):
        act(folder, number)
        return []
    with pytest.MonkeyPatch.context() as patch:
        disk = Disk(patch)
        assert act(folder, number) == 0, YEAR[number]
    return disk.names


def undisturbed(above: Path) -> list[list[str]]:
    """The year without a kill: the folder before each moment, and what each one changes."""
    changes = []
    now = above / "0"
    now.mkdir(parents=True)
    (now / "statplan.yaml").write_text(PLAN, encoding="utf-8")
    for number in range(len(YEAR)):
        now = Path(shutil.copytree(now, above / str(number + 1)))
        changes.append(counted(now, number))
    return changes


def main(above: Path, seed: int, kills: int) -> None:
    """Kill at so many points, each drawn of all changes of the year, and go on after each."""
    chance = random.Random(seed)  # noqa: S311 - a draw that can be repeated
    changes = undisturbed(above / "undisturbed")
    points = [(number, last) for number, names in enumerate(changes) for last in range(len(names))]
    told = []
    for count, (number, last) in enumerate(chance.sample(points, kills)):
        begun = above / "undisturbed" / str(number)
        folder = Path(shutil.copytree(begun, above / "next" / str(count)))
        assert die(folder, number, last), (YEAR[number], last)
        os.environ["SOURCE_DATE_EPOCH"] = epoch(number)
        doctor_code, doctor_output, _ = run("doctor", folder)
        shutil.copytree(folder, above / "died" / str(count))
        how = chance.choice(("again", "again", "dies again", "doctor"))
        if how == "dies again":
            die(folder, number, chance.randrange(len(changes[number])))
        elif how == "doctor":
            os.chdir(folder)
            run("doctor", "--repair")
        code = act(folder, number)
        name = changes[number][last]
        told.append(Kill(number, last, name, how, code, doctor_code, doctor_output))
    text = json.dumps([asdict(each) for each in told])
    (above / "told.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))
