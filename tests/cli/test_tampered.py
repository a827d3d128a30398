"""State files that somebody tampered with: every command says so in words, and nothing is lost.

The cases run one after the other in a process of its own, with bounds on its time and memory:
`python -m tests.cli.test_tampered FOLDER [NAME]...`.
"""

import json
import os
import random
import re
import resource
import shutil
import sys
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from statplan.cli import init_dialogue
from statplan.errors import StatplanError
from statplan.interview import draft
from statplan.interview.prompt import MessageStyle, Prompt
from statplan.interview.sources import InitOptions
from statplan.interview.steps import QuestionFilter
from statplan.workspace.files import LEDGER_FILE, PLAN_FILE
from tests.support.commands import run
from tests.support.drafts import DRAFT
from tests.support.forked_python import run_python
from tests.support.sampling import sample
from tests.support.tampered_files import (
    damaged,
    renamed_ledger,
    rewritten,
    sealed_journal,
    sealed_ledger,
)
from tests.support.year import PLAN

SEED = 20271
SECONDS, BYTES = 120, 1536 * 1024 * 1024
CHANGES, MANIFEST, JOURNAL = "changes.json", "calendars/published.json", ".statplan.publish"
CODES = {0, 1, 2, 3, 4, 130}
OWN = re.compile(r"\.statplan\.lock|\..+\.[a-z0-9_]{8}")  # a lock, files written half
DONE = ("  Repaired.", "Completed an interrupted publish")  # done, though refused after it


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of state file: its name, how it is sealed, and the commands that may meet it."""

    name: str
    seal: Callable[[dict[str, Any]], bytes]
    commands: tuple[tuple[str, ...], ...]
    share: int

    @property
    def numbers(self) -> list[int]:
        """The numbers of its cases: all of its share, or a sample."""
        return sample(range(self.share), max(40, self.share // 3))

    def plain(self, whole: bytes) -> dict[str, Any]:
        """What a whole file says."""
        text = whole.partition(b"\n")[2] if self.name == JOURNAL else whole
        data: dict[str, Any] = json.loads(text)
        return data


def as_json(data: dict[str, Any]) -> bytes:
    return json.dumps(data, indent=1).encode()


LOOKS = (("diff",), ("status",), ("log",), ("doctor",))
WORKS = (("publish",), ("bump", "blight/2027-03"), ("doctor", "--repair"))
INITS = (("init",), ("init",), ("init",), ("init",))
KINDS = (
    Kind(
        LEDGER_FILE,
        lambda data: sealed_ledger(renamed_ledger(data)),
        (
            *LOOKS,
            *WORKS,
            ("publish", "--yes", "--invite"),
            ("calendar", "--for", "law"),
            ("site", "-o", "www"),
            ("show",),
            ("release", "--held"),
        ),
        200,
    ),
    Kind(draft.DRAFT_FILE, as_json, (("init", "--no-input"), ("init", "--plain"), *INITS), 120),
    Kind(CHANGES, as_json, (("publish", CHANGES), ("publish", CHANGES, "--dry-run")), 60),
    Kind(MANIFEST, as_json, (*LOOKS, *WORKS), 60),
    Kind(JOURNAL, lambda data: sealed_journal(json.dumps(data).encode()), (*LOOKS, *WORKS), 60),
)  # fmt: skip


class Leaver:
    """A person who goes on with a draft, and leaves at the first question that is put."""

    def show(self, _: str, style: MessageStyle = "plain") -> None:
        """Hear a text."""

    def ask(self, prompt: Prompt) -> object:
        """Go on, or leave."""
        if prompt.name == "resume":
            return "yes"
        raise EOFError


def contents(folder: Path) -> dict[str, bytes]:
    paths = (path for path in folder.rglob("*") if path.is_file() and not OWN.fullmatch(path.name))
    return {str(path.relative_to(folder)): path.read_bytes() for path in paths}


def prepare(folder: Path) -> None:
    """Publish a plan, decide something, save what is pending, and leave a publish half done."""
    (folder / PLAN_FILE).write_text(PLAN, encoding="utf-8")
    os.chdir(folder)
    assert run("publish", "--for", "public", "--for", "law")[0] == 0
    assert run("cancel", "works/2027-02", "--reason", "Storm")[0] == 0
    assert run("publish")[0] == 0
    assert run("bump", "blight/2027-02", "--reason", "Storm")[0] == 0
    assert run("diff", "-o", CHANGES)[0] == 0
    half = folder.with_name("half")
    shutil.copytree(folder, half)
    child = os.fork()
    if not child:
        _die_half_way(half)
    assert os.waitpid(child, 0)[1] >> 8 == 9
    assert (half / JOURNAL).is_file()


def _die_half_way(folder: Path) -> None:
    """Publish, and die when the first file after the journal is to be put in its place."""
    os.chdir(folder)
    real = Path.replace

    def dying(path: Path, target: Path) -> Path:
        if (folder / JOURNAL).exists():
            os._exit(9)
        return real(path, target)

    pytest.MonkeyPatch().setattr(Path, "replace", dying)
    run("publish")
    os._exit(1)


def command(words: tuple[str, ...], folder: Path) -> tuple[int, str]:
    """Run a command; `init` meets somebody at a terminal."""
    if words == ("init",):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(init_dialogue, "_choose_prompter", lambda **_: Leaver())
            try:
                init_dialogue.run_dialogue(folder, InitOptions(), QuestionFilter(), plain=False)
            except StatplanError as error:
                return error.exit_code, error.message
        return 0, ""
    if words[0] == "init":
        words = (words[0], str(folder), *words[1:])
    code, out, err = run(*words)
    return code, out + err


@cache
def whole_of(base: Path, kind: Kind) -> bytes:
    """A file as statplan writes it."""
    if kind.name == draft.DRAFT_FILE:
        return as_json(DRAFT)
    return base.joinpath(kind.name).read_bytes()


def in_folder(kind: Kind, whole: bytes, folder: Path) -> bytes:
    """The same file where a journal is that of a folder; it is bound to one."""
    if kind.name != JOURNAL:
        return whole
    state = folder.stat()
    return kind.seal({**kind.plain(whole), "device": state.st_dev, "inode": state.st_ino})


def tampered(kind: Kind, whole: bytes, chance: random.Random) -> bytes:
    """A file that says another thing, sealed or not, or that is damaged."""
    if chance.random() < 0.3:
        return damaged(whole, chance)
    data = rewritten(kind.plain(whole), chance)
    with suppress(UnicodeEncodeError):
        if chance.random() < 0.8:
            return kind.seal(data)
    return json.dumps(data).encode()


def set_up(above: Path, kind: Kind) -> tuple[Path, bytes]:
    """A folder with a whole file of a kind, in which one now is, and what is in that file."""
    source, folder = above / ("half" if kind.name == JOURNAL else "plan"), above / "case"
    os.chdir(above)
    shutil.rmtree(folder, ignore_errors=True)
    if kind.name == draft.DRAFT_FILE:
        folder.mkdir()
    else:
        shutil.copytree(source, folder)
    os.chdir(folder)
    whole = in_folder(kind, whole_of(source, kind), folder)
    (folder / kind.name).write_bytes(whole)
    return folder, whole


def judge(folder: Path, words: tuple[str, ...]) -> tuple[str, str]:
    """Run a command over a tampered file: how it ended, and what is wrong with that."""
    before = contents(folder)
    try:
        code, said = command(words, folder)
    except BaseException as error:  # noqa: BLE001 - whatever it is, it is the fault
        return "raised", f"{type(error).__name__}: {str(error)[:200]}"
    if code not in CODES:
        return str(code), f"exit code {code}"
    if "Traceback" in said or "something went wrong that should not" in said:
        return str(code), said[-300:]
    wrote = code in {0, 3} or any(words in said for words in DONE)
    lost = [] if wrote else lacking(before, contents(folder))
    return str(code), f"lost or changed: {lost}" if lost else ""


def lacking(before: dict[str, bytes], after: dict[str, bytes]) -> list[str]:
    """The files of before that are not there any more, under their name or one set aside."""
    return [
        name
        for name, raw in before.items()
        if after.get(name) != raw
        and not any(other.startswith(f"{name}.old") and after[other] == raw for other in after)
    ]


def main(above: Path, kinds: tuple[Kind, ...]) -> None:
    """Run every case, and say how each ended."""
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (BYTES, BYTES))
    base = above / "plan"
    base.mkdir()
    prepare(base)
    ended: Counter[str] = Counter()
    faults, untouched = [], {}
    for kind in kinds:
        for number in kind.numbers:
            chance = random.Random(f"{SEED} {kind.name} {number}")  # noqa: S311 - no secret
            folder, whole = set_up(above, kind)
            (folder / kind.name).write_bytes(tampered(kind, whole, chance))
            words = chance.choice(kind.commands)
            how, fault = judge(folder, words)
            ended[f"{kind.name} {how}"] += 1
            if fault:
                faults.append(f"{kind.name} {number} {' '.join(words)}: {fault}")
        untouched[kind.name] = judge(set_up(above, kind)[0], kind.commands[-1])[0]
    sys.__stdout__.write(json.dumps({"ended": ended, "faults": faults, "untouched": untouched}))  # type: ignore[union-attr]


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """How every case ended."""
    words = ("-m", "tests.cli.test_tampered", str(tmp_path_factory.mktemp("t")))
    environment = {"SOURCE_DATE_EPOCH": "1797000000", "COLUMNS": "80"}
    done = run_python(*words, env=environment)
    assert done.returncode == 0, done.stderr[-2000:]
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.mark.slow
def test_no_tampered_file_is_a_fault_of_the_program_and_nothing_is_lost(
    report: dict[str, Any],
) -> None:
    assert not report["faults"]
    assert sum(report["ended"].values()) == sum(len(kind.numbers) for kind in KINDS)


@pytest.mark.parametrize("kind", [kind.name for kind in KINDS])
def test_the_cases_are_refused_and_read(report: dict[str, Any], kind: str) -> None:
    """So the cases are neither all damaged nor all harmless."""
    refused = {"1", "2", "4"} if kind != draft.DRAFT_FILE else {"2", "130"}
    counts = {how.split()[1]: count for how, count in report["ended"].items() if kind in how}
    assert sum(count for how, count in counts.items() if how in refused) >= 20
    if kind not in {draft.DRAFT_FILE, CHANGES}:
        assert counts["0"] >= 5


def test_a_file_that_nobody_touched_is_read(report: dict[str, Any]) -> None:
    whole = dict.fromkeys((kind.name for kind in KINDS), "0")
    assert report["untouched"] == {**whole, draft.DRAFT_FILE: "130"}  # the person leaves


if __name__ == "__main__":
    wanted = [kind for kind in KINDS if kind.name in sys.argv[2:]]
    main(Path(sys.argv[1]).resolve(), tuple(wanted) or KINDS)
