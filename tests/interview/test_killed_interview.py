"""An interview that is killed loses nothing: the draft holds every reply that was given."""

import errno
import json
import os
import re
import shutil
import signal
import stat
import sys
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest

from statplan.cli import init_dialogue
from statplan.errors import EXIT_INTERRUPTED, StatplanError
from statplan.interview import draft as interview_draft
from statplan.interview.prompt import MessageStyle, Prompt, Prompter
from statplan.interview.sources import InitOptions
from statplan.workspace.files import PLAN_FILE
from tests.support.forked_python import run_python
from tests.support.person import EVERYTHING, SMALL, Script, then
from tests.support.sampling import sample

GIVEN = InitOptions(year=2027)
REPLIES: dict[str, Any] = {
    **SMALL,
    "start": "blank",
    "depth": "essential",
    "participants.people[2].office": "Finance Director; City Attorney",
    "participants.departments[0].name": "Fire; Police; Public Works; Health",
    "frequency.series[0].every": "monthly, second Tuesday, 2 pm",
    "frequency.holidays.country": "US-MO",
    "review": then("leadership.tone", "done"),
    "leadership.tone": then("problem-focused", "no surprises"),
}


@dataclass
class Leaving:
    """A person who hears what is said, and leaves at the first question."""

    script: Script

    def show(self, text: str, style: MessageStyle = "plain") -> None:
        self.script.show(text, style)

    def ask(self, prompt: Prompt) -> object:
        raise EOFError(prompt.name)


@dataclass
class Killed(Script):
    """A person whose machine dies when the next question is put after so many replies."""

    left: int = 0

    def ask(self, prompt: Prompt) -> object:
        if not self.left:
            os.kill(os.getpid(), signal.SIGKILL)
        self.left -= 1
        return super().ask(prompt)


def sit(folder: Path, script: Prompter, given: InitOptions = GIVEN) -> None:
    """Run the command with a person who answers by script."""
    before = init_dialogue._choose_prompter  # noqa: SLF001 - the one place where the person comes in
    init_dialogue._choose_prompter = lambda *, plain: script  # noqa: ARG005, SLF001
    try:
        init_dialogue.run_dialogue(folder, given, EVERYTHING, plain=False)
    finally:
        init_dialogue._choose_prompter = before  # noqa: SLF001


def die_at_each(folder: Path, above: Path, count: int) -> None:
    """Answer one prompt after the other, each in a process of its own that is then killed.

    Each goes on with the draft of the one before it. The folder is kept as each death leaves it.
    """
    names: list[str] = []
    for number in range(count):
        child = os.fork()
        if not child:
            script = Killed(REPLIES, used={each: names.count(each) for each in names})
            script.left = (1 if number == 1 else 2) if number else 0  # `resume` is one more
            sit(folder, script)
            os._exit(0)
        _, status = os.waitpid(child, 0)
        assert os.WIFSIGNALED(status), (number, status)
        assert os.WTERMSIG(status) == signal.SIGKILL
        names = names_in(folder) if number else []
        shutil.copytree(folder, above / str(number))


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[Script, str]:
    """The interview that nobody interrupts: what was asked, and the plan."""
    folder = tmp_path_factory.mktemp("whole")
    script = Script(REPLIES)
    sit(folder, script)
    assert not (folder / interview_draft.DRAFT_FILE).exists()
    return script, anonymous(folder)


@pytest.fixture(scope="module")
def killed(whole: tuple[Script, str], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One folder for each prompt of the interview, in which it was killed when that was put."""
    above = tmp_path_factory.mktemp("killed")
    count = str(len(whole[0].asked))
    run = run_python("-m", "tests.interview.test_killed_interview", str(above), count)
    assert run.returncode == 0, run.stderr
    return above


def anonymous(folder: Path) -> str:
    """The plan file without what no two plans share."""
    text = (folder / PLAN_FILE).read_text(encoding="utf-8")
    without = re.sub(r"(?m)^lineage: \S+$", "lineage: -", text)
    assert without != text
    return without


def names_in(folder: Path) -> list[str]:
    data = json.loads((folder / interview_draft.DRAFT_FILE).read_bytes())
    return [each["asked"] for each in data["replies"]]


@pytest.mark.slow
def test_every_reply_before_a_kill_is_in_the_draft(killed: Path, whole: tuple[Script, str]) -> None:
    names = whole[0].names()
    assert len(names) > 30
    assert len(list(killed.iterdir())) == len(names)
    for count in range(len(names)):
        folder = killed / str(count)
        assert not (folder / PLAN_FILE).exists()
        if count:
            assert names_in(folder) == names[:count]
            assert stat.S_IMODE((folder / interview_draft.DRAFT_FILE).stat().st_mode) == 0o600
            assert [each.name for each in folder.iterdir()] == [interview_draft.DRAFT_FILE]
        else:
            assert list(folder.iterdir()) == []


@pytest.mark.slow
@pytest.mark.parametrize("count", sample([1, 9, 18, 27, -1], 2))
def test_whoever_goes_on_is_asked_the_rest_and_gets_the_same_plan(
    killed: Path, whole: tuple[Script, str], tmp_path: Path, count: int
) -> None:
    names = whole[0].names()
    count %= len(names)
    folder = Path(shutil.copytree(killed / str(count), tmp_path / "plan"))
    script = Script(REPLIES, used={each: names[:count].count(each) for each in names[:count]})
    sit(folder, script)
    assert script.names() == ["resume", *names[count:]]
    assert anonymous(folder) == whole[1]
    assert not (folder / interview_draft.DRAFT_FILE).exists()


@pytest.fixture
def begun(killed: Path, tmp_path: Path) -> Path:
    """A folder in which an interview was killed after seven replies."""
    return Path(shutil.copytree(killed / "7", tmp_path / "plan"))


@pytest.mark.slow
def test_a_file_that_was_being_written_is_harmless(begun: Path, whole: tuple[Script, str]) -> None:
    half = begun / f".{interview_draft.DRAFT_FILE}.k1ll3d"
    half.write_bytes((begun / interview_draft.DRAFT_FILE).read_bytes()[:99])
    script = Script(REPLIES)
    sit(begun, script)
    assert script.names() == ["resume", *whole[0].names()[7:]]
    assert anonymous(begun) == whole[1]
    assert not (begun / interview_draft.DRAFT_FILE).exists()


def test_a_kill_between_two_files_leaves_the_draft_of_before(
    begun: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The draft is put in place whole: what is killed before that changes nothing."""
    before = (begun / interview_draft.DRAFT_FILE).read_bytes()

    def dies(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(Path, "replace", dies)
    with pytest.raises(StatplanError) as left:
        sit(begun, Script(REPLIES))
    assert left.value.exit_code == EXIT_INTERRUPTED
    assert (begun / interview_draft.DRAFT_FILE).read_bytes() == before


@pytest.mark.slow
@pytest.mark.parametrize(
    ("damage", "because"),
    sample([
        (b"", "it is cut off or damaged at line 1, column 0"),
        (b"\xff\xfe", "it is cut off or damaged at line 1, column 1"),
        (b"{", "it is cut off or damaged at line 1, column 1"),
        (b"[]", "it is another file"),
        (b"null", "it is another file"),
        (b"7", "it is another file"),
        (b"{}", "its part statplan draft is not as statplan writes it"),
        (b'{"statplan draft": 2}', "it is of a newer version of statplan"),
        (b'{"statplan draft": 1, "replies": 3}', "its part saved is not as statplan writes it"),
    ], 2),
)  # fmt: skip
def test_a_damaged_draft_is_set_aside_and_said(begun: Path, damage: bytes, because: str) -> None:
    draft = begun / interview_draft.DRAFT_FILE
    draft.write_bytes(damage)
    script = Script(REPLIES)
    sit(begun, script)
    aside = begun / f"{interview_draft.DRAFT_FILE}.old"
    assert script.said[0] == f"There was a draft, but {because}. It is now {aside}."
    assert "resume" not in script.names()
    assert aside.read_bytes() == damage


def test_an_earlier_draft_that_was_set_aside_is_never_overwritten(begun: Path) -> None:
    for number, damage in enumerate((b"one", b"two", b"three")):
        (begun / interview_draft.DRAFT_FILE).write_bytes(damage)
        script = Script(REPLIES)
        with pytest.raises(StatplanError):
            sit(begun, Leaving(script))
        assert f".old{f'-{number + 1}' * bool(number)}." in script.said[0]
    names = (f"{interview_draft.DRAFT_FILE}.old{ending}" for ending in ("", "-2", "-3"))
    assert [(begun / name).read_bytes() for name in names] == [b"one", b"two", b"three"]


def test_a_draft_that_cannot_be_set_aside_is_left_and_nothing_is_asked(
    begun: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (begun / interview_draft.DRAFT_FILE).write_bytes(b"damaged")

    def refuse(path: Path, _: Path) -> Path:
        raise PermissionError(errno.EACCES, "Permission denied", str(path))

    monkeypatch.setattr(Path, "rename", refuse)
    script = Script(REPLIES)
    with pytest.raises(StatplanError, match=r"cannot be renamed to .*: Permission denied"):
        sit(begun, script)
    assert not script.said
    assert not script.asked
    assert (begun / interview_draft.DRAFT_FILE).read_bytes() == b"damaged"


@pytest.mark.slow
def test_a_folder_in_the_place_of_a_draft_is_set_aside(begun: Path) -> None:
    (begun / interview_draft.DRAFT_FILE).unlink()
    (begun / interview_draft.DRAFT_FILE).mkdir()
    script = Script(REPLIES)
    sit(begun, script)
    assert script.said[0].startswith("There was a draft, but it is not a file. It is now ")
    assert (begun / f"{interview_draft.DRAFT_FILE}.old").is_dir()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("where", "value"),
    sample([
        (("replies", 3), {"asked": "program.name"}),
        (("replies", 3), {"asked": "program.name", "reply": 7}),
        (("replies", 3), {"asked": "program.name", "reply": {"a": 1}}),
        (("replies", 3), {"asked": "program.name", "reply": ["a", 1]}),
        (("replies", 3), {"asked": 3, "reply": "x"}),
        (("replies", 3), {"asked": "program.name", "went": "nowhere"}),
        (("replies", 1), {"asked": "depth", "reply": "deep"}),
        (("replies", 0), {"asked": "start", "reply": "no-such-system"}),
        (("replies", 0), {"asked": "start", "reply": None}),
        (("basis", "layers"), [["x"]]),
        (("basis", "layers"), [["x", 3]]),
        (("basis", "settings"), [["nowhere[", 3]]),
        (("basis", "next_year"), "soon"),
        (("basis", "year"), 99999),
        (("basis", "like"), "no-such-system"),
        (("wish", "sections"), ["nowhere"]),
        (("wish", "paths"), ["nowhere[x"]),
        (("wish", "sections"), 3),
        (("saved",), "2026-12-01T09:00:00"),
        (("saved",), 3),
    ], 4),
)  # fmt: skip
def test_a_draft_that_somebody_edited_is_said_and_never_lost(
    begun: Path, where: tuple[Any, ...], value: object
) -> None:
    draft = begun / interview_draft.DRAFT_FILE
    data = json.loads(draft.read_bytes())
    at = data
    for each in where[:-1]:
        at = at[each]
    at[where[-1]] = value
    draft.write_text(json.dumps(data), encoding="utf-8")
    edited = draft.read_bytes()
    script = Script(REPLIES)
    sit(begun, script)
    assert (begun / PLAN_FILE).exists()
    assert (begun / f"{interview_draft.DRAFT_FILE}.old").read_bytes() == edited
    said = [
        line for line in script.said if str(begun / f"{interview_draft.DRAFT_FILE}.old") in line
    ]
    assert len(said) == 1
    assert said[0].startswith(("There was a draft, but it", "From here on, what you replied"))


@pytest.mark.slow
def test_beginning_anew_puts_the_draft_aside(begun: Path, whole: tuple[Script, str]) -> None:
    old = (begun / interview_draft.DRAFT_FILE).read_bytes()
    script = Script({**REPLIES, "resume": "no"})
    sit(begun, script)
    assert script.names() == ["resume", *whole[0].names()]
    assert (begun / f"{interview_draft.DRAFT_FILE}.old").read_bytes() == old
    assert anonymous(begun) == whole[1]


def test_leaving_at_the_first_question_keeps_the_draft(begun: Path) -> None:
    old = (begun / interview_draft.DRAFT_FILE).read_bytes()
    with pytest.raises(StatplanError) as left:
        sit(begun, Script({**REPLIES, "resume": "leave"}))
    assert left.value.exit_code == EXIT_INTERRUPTED
    assert (begun / interview_draft.DRAFT_FILE).read_bytes() == old


@pytest.mark.slow
@pytest.mark.parametrize("changed", [False, True])
def test_a_draft_of_a_plan_that_has_changed_says_so(tmp_path: Path, changed: bool) -> None:
    sit(tmp_path, Script(REPLIES))
    path = tmp_path / PLAN_FILE
    leaves = {"depth": "essential", "program.name": "RiverStat", "write": "leave"}
    with pytest.raises(StatplanError) as left:
        sit(tmp_path, Script(leaves), InitOptions())
    assert left.value.exit_code == EXIT_INTERRUPTED
    if changed:
        text = path.read_text(encoding="utf-8")
        edited = text.replace("no surprises", "hot seat")
        assert edited != text
        path.write_text(edited, encoding="utf-8")
    script = Script({"write": "yes"})
    sit(tmp_path, script, InitOptions())
    assert ("has been changed since" in script.prompt("resume").why) == changed
    text = path.read_text(encoding="utf-8")
    assert "name: RiverStat" in text
    assert ("tone: hot seat" in text) == changed  # what was left as it was stays as it is now


if __name__ == "__main__":
    with TemporaryDirectory(dir=sys.argv[1], prefix=".") as place:
        die_at_each(Path(place), Path(sys.argv[1]), int(sys.argv[2]))
