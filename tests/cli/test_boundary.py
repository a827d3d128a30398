"""However a process is started and ended: one clear message, and one exit code."""

import os
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from statplan import systems
from statplan.cli.boundary import StoppedError
from statplan.workspace.lock import lock_folder
from tests.support.commands import run
from tests.support.forked_python import run_program
from tests.support.publishing import pending, plan, seen
from tests.support.sampling import sample

__all__ = ["pending", "plan"]  # fixtures

PROGRAM = (sys.executable, "-W", "error", "-m", "statplan")
FAULTS = ("Traceback", "should not", "Exception ignored")
HAWAII = "Ke Ka\u02bbapuni o Ka\u02bb\u016b \u2013 L\u0101\u02bbie"  # an okina, and long vowels


def in_shell(words: str, **options: Any) -> subprocess.CompletedProcess[str]:
    """The program with the redirections of a shell, as in `publish >&-`."""
    line = f"{' '.join(map(repr, PROGRAM))} {words}"
    return subprocess.run(
        ["bash", "-c", line], text=True, capture_output=True, check=False, **options
    )


def assert_clear(done: subprocess.CompletedProcess[str], code: int, *words: str) -> None:
    said = done.stdout + done.stderr
    assert done.returncode == code, said
    assert not any(words in said for words in FAULTS), said
    for word in words:
        assert word in said


@pytest.mark.slow
@pytest.mark.parametrize(
    ("words", "where", "reason"),
    sample([
        (words, *closed)
        for words in ("publish", "charter", "show")
        for closed in ((">&-", "standard output is closed"), ("> /dev/full", "No space left"))
    ], 2),
)  # fmt: skip
def test_an_output_that_takes_nothing_is_said_and_nothing_is_changed(
    pending: Path, words: str, where: str, reason: str
) -> None:
    before = seen(pending)
    done = in_shell(f"{words} {where}")
    assert_clear(done, 1, reason)
    if words == "publish" and "recorded" in done.stderr:  # what waited was written at the end
        assert "had been written" in done.stderr
        assert run("doctor")[0] == 0
    else:
        assert seen(pending) == before


@pytest.mark.slow
@pytest.mark.usefixtures("pending")
@pytest.mark.parametrize("where", [">&-", "> /dev/full"])
def test_a_decision_that_cannot_be_shown_is_recorded_all_the_same_and_says_so(
    where: str,
) -> None:
    done = in_shell(f"cancel works/2027-02 {where}")
    assert_clear(done, 1, "it is recorded, but the report could not be shown")
    assert "1 file had been written" in done.stderr
    assert "cancel" in run("log", "works/2027-02")[1]
    assert run("doctor")[0] == 0


@pytest.mark.slow
def test_an_input_and_messages_that_are_closed_are_no_fault(pending: Path) -> None:
    assert_clear(in_shell("publish <&- 2>&-"), 0)
    assert_clear(in_shell("init new --plain <&-"), 2, "there is no terminal to ask on")
    assert not (pending / "new" / "statplan.yaml").exists()


@pytest.mark.slow
@pytest.mark.usefixtures("pending")
def test_no_file_of_a_run_gets_the_number_of_a_closed_stream() -> None:
    assert_clear(in_shell("publish <&- >&- 2>&-"), 1)
    assert run("publish")[0] == 0
    assert run("doctor")[0] == 0


@pytest.mark.slow
@pytest.mark.parametrize(
    ("encoding", "words"),
    sample([
        ("cp1252", ("bump", "blight/2027-04")),
        ("cp1252", ("show",)),
        ("cp1252", ("publish",)),
        ("cp437", ("status",)),
        ("ascii", ("diff",)),
    ], 2),
)  # fmt: skip
def test_a_name_that_the_code_page_lacks_fails_no_command(
    pending: Path, encoding: str, words: tuple[str, ...]
) -> None:
    text = (pending / "statplan.yaml").read_text(encoding="utf-8")
    text = text.replace('name: Jo "Secret" Smith', f"name: {HAWAII}")
    text = text.replace("office: City Attorney", f"office: {HAWAII}")
    text = text.replace("{id: blight, ", f"{{id: blight, name: {HAWAII}, ")
    (pending / "statplan.yaml").write_text(text, encoding="utf-8")
    done = run_program(*words, PYTHONIOENCODING=encoding)
    said = (done.stdout + done.stderr).decode(encoding)
    assert done.returncode == 0, said
    assert not any(words in said for words in FAULTS), said
    assert run("doctor")[0] == 0


@pytest.mark.slow
def test_data_is_utf_8_whatever_the_code_page(pending: Path) -> None:
    text = (pending / "statplan.yaml").read_text(encoding="utf-8")
    name = f"name: {HAWAII}"
    (pending / "statplan.yaml").write_text(
        text.replace('name: Jo "Secret" Smith', name), encoding="utf-8"
    )
    for words in ("charter", "diff -f json", "check -f json"):
        done = run_program(*words.split(), PYTHONIOENCODING="cp1252")
        assert done.returncode in {0, 1}, done.stderr
        done.stdout.decode("utf-8", "strict")


@pytest.mark.slow
@pytest.mark.parametrize(
    "stated",
    [
        "abc",
        "-1",
        "1e9",
        "12.5",
        "99999999999",
        "9" * 400,
        "\uff11\uff17\uff19\uff19",
        " 1799000000",
    ],
)
@pytest.mark.parametrize("words", [("publish",), ("status",), ("bump", "blight/2027-04")])
def test_a_clock_that_cannot_be_is_refused(
    pending: Path, stated: str, words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = seen(pending)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", stated)
    code, _, err = run(*words)
    assert code == 2
    assert "SOURCE_DATE_EPOCH" in err
    assert "as in SOURCE_DATE_EPOCH=1799000000, or unset it" in err
    assert seen(pending) == before


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (StoppedError(signal.SIGTERM), 143, "Stopped by SIGTERM; nothing was written."),
        (StoppedError(signal.SIGHUP), 129, "Stopped by SIGHUP; nothing was written."),
        (KeyboardInterrupt(), 130, "Interrupted; nothing was written."),
        (EOFError(), 130, "Interrupted; nothing was written."),
        (PermissionError(13, "Permission denied", "a file"), 1, "a file: Permission denied"),
    ],
    ids=repr,
)
def test_what_ends_a_command_is_said_in_a_line_and_in_its_exit_code(
    monkeypatch: pytest.MonkeyPatch, error: BaseException, code: int, said: str
) -> None:
    def stop(_: str) -> str:
        raise error

    monkeypatch.setattr(systems, "read_system", stop)
    ended, out, err = run("systems", "kcstat")
    assert (ended, out) == (code, "")
    assert said in err


@pytest.mark.slow
@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_a_signal_ends_a_command_with_everything_as_it_was(pending: Path, name: str) -> None:
    before = seen(pending)
    number = getattr(signal, name)
    with lock_folder(pending):
        process = subprocess.Popen(
            [*PROGRAM, "publish"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        time.sleep(2)  # it waits for the lock
        process.send_signal(number)
        out, err = process.communicate(timeout=30)
    assert process.returncode == 128 + number, (out, err)
    assert "nothing was written" in err
    assert f"Stopped by {name}" in err
    assert "Traceback" not in err
    assert seen(pending) == before


@pytest.mark.slow
def test_a_signal_that_is_ignored_stays_ignored(pending: Path) -> None:
    before = seen(pending)
    with lock_folder(pending):
        process = subprocess.Popen(
            ["bash", "-c", f"trap '' HUP; exec {' '.join(map(repr, PROGRAM))} publish"],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
        )  # fmt: skip
        time.sleep(2)
        process.send_signal(signal.SIGHUP)
        time.sleep(0.2)
        assert process.poll() is None
    process.communicate(timeout=30)
    assert process.returncode == 0
    assert seen(pending) != before


@pytest.mark.slow
@pytest.mark.parametrize("words", [["show"], ["publish"]])
def test_a_working_folder_that_is_gone_is_said(tmp_path: Path, words: list[str]) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    line = f"cd {gone} && rmdir {gone} && {' '.join(map(repr, PROGRAM))} {' '.join(words)}"
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    done = subprocess.run(
        ["bash", "-c", line], env=environment, text=True, capture_output=True, check=False
    )
    assert done.returncode in {1, 2}
    assert "Traceback" not in done.stderr
    assert "should not" not in done.stderr
    assert "working folder does not exist any more" in done.stderr


@pytest.mark.slow
@pytest.mark.parametrize("words", ["check {}", "charter -o {}/a.md", "build -o {}", "init {}"])
def test_a_path_that_is_too_long_is_said(pending: Path, words: str) -> None:
    before = seen(pending)
    for path in ("x" * 300, "/".join(["x" * 100] * 60)):
        code, _, err = run(
            *words.format(path).split(), *(["--no-input"] if "init" in words else [])
        )
        assert code in {1, 2}
        assert "Traceback" not in err
        assert "should not" not in err
        assert "too long" in err
    assert seen(pending) == before


HOSTILE = "\x1b[31mred\x1b]0;title\x07\r\x9b2J\u202egnp"


@pytest.mark.slow
@pytest.mark.parametrize(
    "words",
    [
        ("check", HOSTILE),
        ("bump", HOSTILE),
        ("bump", "blight/2027-04", "--reason", HOSTILE),
        ("release", "--held", "--reason", HOSTILE),
        ("move", "blight/2027-04", "--to", HOSTILE),
        ("charter", "-f", HOSTILE),
        ("charter", "--for", HOSTILE),
        ("calendar", "--for", HOSTILE),
        ("diff", "--for", HOSTILE),
        ("publish", "--for", HOSTILE),
        ("publish", f"{HOSTILE}.json"),
        ("explain", HOSTILE),
        ("systems", HOSTILE),
        ("schema", HOSTILE),
        ("site", "--language", HOSTILE),
        ("notes", "blight/2027-01", "-o", HOSTILE),
        ("charter", "-o", f"{HOSTILE}.md"),
        ("build", "-o", HOSTILE),
        ("log", HOSTILE),
        ("init", HOSTILE, "--no-input", "--set", f"{HOSTILE}=1", "--like", HOSTILE),
        ("frobnicate" + HOSTILE,),
        ("show", f"--{HOSTILE}"),
    ],
)
@pytest.mark.usefixtures("pending")
def test_no_word_of_a_command_line_commands_the_terminal(words: tuple[str, ...]) -> None:
    code, out, err = run(*words)
    assert code in {0, 1, 2, 4}
    for sign in "\x1b\x07\r\x9b":
        assert sign not in out + err, (out, err)


def test_a_file_name_of_control_characters_is_shown_escaped(pending: Path) -> None:
    hostile = pending.parent / "a\x1b[31mb"
    shutil.copytree(pending, hostile)
    for words in (("doctor", hostile), ("publish", "--plan", hostile), ("check", hostile)):
        _, out, err = run(*words)
        assert "\x1b" not in out + err
