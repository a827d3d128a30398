"""`-o` writes where the person points, in the format of the name, and destroys nothing."""

import os
import shutil
import threading
from itertools import product
from pathlib import Path

import pytest

from statplan.workspace import files
from statplan.workspace.files import LEDGER_FILE
from tests.support.commands import list_files, run
from tests.support.forked_python import run_program
from tests.support.publishing import pending, plan
from tests.support.sampling import sample

__all__ = ["pending", "plan"]  # fixtures

MAKERS = (
    "charter", "charter -f html", "calendar", "calendar -f csv", "diff", "diff -f md", "check",
    "check -f json",
)  # fmt: skip
NOTES = "notes blight/2027-01"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("target", "words"),
    sample(product([
        "statplan.yaml", "STATPLAN.YAML", "./calendars/../statplan.yaml", "hard-link", "link",
        LEDGER_FILE, ".statplan.publish", ".statplan.lock", ".statplan-draft.json",
        "calendars/published.json", "calendars/calendar.ics", "other/statplan.yaml",
    ], [*MAKERS, NOTES]), 50),
)  # fmt: skip
def test_no_output_destroys_a_plan_or_what_belongs_to_it(
    pending: Path, target: str, words: str
) -> None:
    (pending / "other").mkdir()
    shutil.copy(pending / "statplan.yaml", pending / "other")
    os.link(pending / "statplan.yaml", pending / "hard-link")
    (pending / "link").symlink_to("statplan.yaml")
    before = list_files(pending)
    code, _, err = run(*words.split(), "-o", target)
    assert code in {2, 4}, err
    if code == 2:  # the name says another format than the flag
        assert "contradict" in err or "there is no format" in err
    else:
        assert "Nothing was changed" in err or "there already" in err
    assert list_files(pending) == before


@pytest.mark.parametrize("words", ["charter -o {}", "check -o {}", "calendar -o {}"])
def test_a_plan_of_another_name_is_an_input_too(pending: Path, words: str) -> None:
    name = {"charter": "city.md", "check": "city.json", "calendar": "city.csv"}[
        words.split(maxsplit=1)[0]
    ]
    shutil.move(pending / "statplan.yaml", pending / name)
    shutil.rmtree(pending / "calendars")
    (pending / LEDGER_FILE).unlink()
    before = list_files(pending)
    code, _, err = run(*words.format(name).split(), name)
    assert code == 4
    assert "is read by this command, and would be destroyed" in err
    assert list_files(pending) == before


@pytest.mark.slow
@pytest.mark.parametrize("words", [*MAKERS, NOTES, "build", "site"])
def test_no_output_goes_through_a_symbolic_link(pending: Path, words: str) -> None:
    mine = pending / "mine.txt"
    mine.write_text("mine\n", encoding="utf-8")
    output = "link"
    if words in {"build", "site"}:
        output = "folder"
        (pending / "folder").mkdir()
        for name in ("charter.md", "index.html"):
            (pending / "folder" / name).symlink_to(mine)
    else:
        (pending / "link").symlink_to(mine)
    before = list_files(pending)
    code, _, err = run(*words.split(), "-o", output)
    assert code == 4
    assert "symbolic link" in err
    assert list_files(pending) == before


def test_records_go_through_no_link(pending: Path) -> None:
    elsewhere = pending.parent / "elsewhere"
    elsewhere.mkdir()
    (pending / "records").symlink_to(elsewhere)
    code, _, err = run(*NOTES.split())
    assert code == 4
    assert "records is a symbolic link" in err
    assert not list(elsewhere.iterdir())


@pytest.mark.slow
@pytest.mark.parametrize("words", MAKERS)
def test_a_pipe_is_written_through(pending: Path, words: str) -> None:
    expected = run(*words.split())[1].splitlines()
    pipe = pending / "pipe"
    os.mkfifo(pipe)
    received: list[bytes] = []
    reader = threading.Thread(target=lambda: received.append(pipe.read_bytes()))
    reader.start()
    form = ["-f", "text"] if words == "diff" else []
    code, _, err = run(*words.split(), *form, "-o", pipe)
    reader.join(timeout=30)
    assert code in {0, 1}, err
    assert received[0].decode().splitlines() == expected
    assert pipe.is_fifo()


@pytest.mark.slow
@pytest.mark.usefixtures("pending")
@pytest.mark.parametrize("where", sample(["/dev/fd/1", "-", "/dev/stdout", "/proc/self/fd/1"], 1))
def test_standard_output_has_other_names(where: str) -> None:
    expected, done = run_program("charter"), run_program("charter", "-o", where)
    assert (expected.returncode, done.returncode) == (0, 0)
    assert done.stdout == expected.stdout


@pytest.mark.slow
@pytest.mark.parametrize("words", MAKERS)
def test_a_device_stays_a_device(pending: Path, words: str) -> None:
    """A node of our own, so that a failure of this test breaks no machine."""
    device = pending / "null"
    if os.geteuid():
        device.symlink_to(os.devnull)
    else:
        os.mknod(device, 0o666 | 0o020000, os.makedev(1, 3))
    form = ["-f", "text"] if words == "diff" else []
    code, _, err = run(*words.split(), *form, "-o", device)
    assert code in {0, 1}, err
    assert device.is_char_device()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "start"),
    [
        ("charter.docx", b"PK"), ("charter.DOCX", b"PK"), ("charter.pdf", b"%PDF"),
        ("charter.html", b"<!doctype html>"), ("charter.HTM", b"<!doctype html>"),
        ("charter.md", b"#"), ("charter.markdown", b"#"), ("charter", b"#"),
    ],
)  # fmt: skip
def test_the_format_follows_the_name(pending: Path, name: str, start: bytes) -> None:
    code, _, err = run("charter", "-o", pending / name)
    assert code == 0, err
    assert (pending / name).read_bytes()[:100].lower().lstrip().startswith(start.lower())


@pytest.mark.slow
@pytest.mark.parametrize(
    ("words", "name", "start"),
    [
        ("calendar", "year.csv", "meeting"), ("calendar", "year.JSON", "{"),
        ("calendar", "year.ics", "BEGIN:"), ("diff", "changes.md", "2 change"),
        ("diff", "changes.json", "{"), ("diff", "changes", "{"), ("check", "report.json", "{"),
        ("check", "report.sarif", "{"), ("check", "report.xml", "<?xml"),
    ],
)  # fmt: skip
def test_the_format_follows_the_name_in_every_command(
    pending: Path, words: str, name: str, start: str
) -> None:
    assert run(words, "-o", pending / name)[0] in {0, 1}
    assert (pending / name).read_text(encoding="utf-8-sig").startswith(start)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("words", "hint"),
    [
        ("charter -f docx -o a.md", "Name a file that ends in .docx"),
        ("charter -f MD -o a.pdf", "Name a file that ends in .md"),
        ("calendar -f ics -o a.csv", "Name a file that ends in .ics"),
        ("diff -f md -o a.json", "Name a file that ends in .md"),
        ("charter -o a.doc", "End the name in one of md, html, docx or pdf"),
        ("charter -o a.ics", "End the name in one of md"),
        ("calendar -o a.xls", "End the name in one of ics"),
        ("charter -f word", "Write md, html, docx or pdf"),
        ("diff -f text -o a.md", "Name a file that ends in .txt"),
        ("diff -f github -o a.json", "Name a file without an ending"),
        ("diff -o a.github", "End the name in one of txt, json or md"),
        ("slots -o a.csv", "End the name in one of txt or json"),
    ],
)
def test_a_name_that_contradicts_the_format_is_refused(
    pending: Path, words: str, hint: str
) -> None:
    before = list_files(pending)
    code, _, err = run(*words.split())
    assert code == 2
    assert hint in err
    assert list_files(pending) == before


@pytest.mark.slow
@pytest.mark.parametrize(
    "words",
    sample([
        "check {}", "show {}", "init new --no-input --answers {}", "publish {}", "redact {}"
    ], 1),
)  # fmt: skip
def test_an_endless_input_is_refused(pending: Path, words: str) -> None:
    code, _, err = run(*words.format("/dev/zero").split())
    assert code in {1, 2, 4}
    assert "larger than" in err
    huge = pending / "huge"
    with huge.open("wb") as stream:
        stream.truncate(10 * 1024**3)
    code, _, err = run(*words.format(huge).split())
    assert code in {1, 2, 4}
    assert "larger than" in err


def test_an_input_may_come_through_a_pipe(pending: Path) -> None:
    pipe = pending.parent / "pipe"
    os.mkfifo(pipe)
    text = (pending / "statplan.yaml").read_bytes()
    writer = threading.Thread(target=lambda: pipe.write_bytes(text))
    writer.start()
    code, out, err = run("check", "-f", "json", pipe)
    writer.join(timeout=30)
    assert code == 0, err
    assert '"refused": false' in out


def test_a_pipe_through_which_nothing_comes_ends(
    pending: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "_PATIENCE", 0.1)
    pipe = pending.parent / "pipe"
    os.mkfifo(pipe)
    for words in (("check", pipe), ("init", "new", "--no-input", "--answers", pipe)):
        code, _, err = run(*words)
        assert code == 2
        assert f"{pipe} cannot be read: nothing arrived for 0.1 seconds." in err
