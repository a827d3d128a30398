"""`-o` writes where the person points, in the format of the name, and destroys nothing."""

import os
import shutil
import subprocess
import sys
import threading
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import docx
import openpyxl
import pytest

from statplan.files import LEDGER_FILE, pipes, seals
from tests.cli.test_commands import run
from tests.cli.test_failures import pending, plan
from tests.cli.test_places import everything
from tests.sampling import sample

__all__ = ["pending", "plan"]  # fixtures

PROGRAM = (sys.executable, "-W", "error", "-m", "statplan")
MAKERS = (
    "charter", "charter -f html", "calendar", "calendar -f csv", "diff", "diff -f md", "check",
    "check -f json",
)  # fmt: skip
NOTES = "notes blight/2027-01"


@pytest.mark.parametrize("words", [*MAKERS, NOTES])
@pytest.mark.parametrize(
    "target",
    [
        "statplan.yaml", "STATPLAN.YAML", "./calendars/../statplan.yaml", "hard-link", "link",
        LEDGER_FILE, ".statplan.publish", ".statplan.lock", ".statplan-draft.json",
        "calendars/published.json", "calendars/calendar.ics", "other/statplan.yaml",
    ],
)  # fmt: skip
def test_no_output_destroys_a_plan_or_what_belongs_to_it(
    pending: Path, words: str, target: str
) -> None:
    (pending / "other").mkdir()
    shutil.copy(pending / "statplan.yaml", pending / "other")
    os.link(pending / "statplan.yaml", pending / "hard-link")
    (pending / "link").symlink_to("statplan.yaml")
    before = everything(pending)
    code, _, err = run(*words.split(), "-o", target)
    assert code in {2, 4}, err
    if code == 2:  # the name says another format than the flag
        assert "contradict" in err or "there is no format" in err
    else:
        assert "Nothing was changed" in err or "there already" in err
    assert everything(pending) == before


@pytest.mark.parametrize("words", ["charter -o {}", "check -o {}", "calendar -o {}"])
def test_a_plan_of_another_name_is_an_input_too(pending: Path, words: str) -> None:
    name = {"charter": "city.md", "check": "city.json", "calendar": "city.csv"}[
        words.split(maxsplit=1)[0]
    ]
    shutil.move(pending / "statplan.yaml", pending / name)
    shutil.rmtree(pending / "calendars")
    (pending / LEDGER_FILE).unlink()
    before = everything(pending)
    code, _, err = run(*words.format(name).split(), name)
    assert code == 4
    assert "is read by this command, and would be destroyed" in err
    assert everything(pending) == before


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
    before = everything(pending)
    code, _, err = run(*words.split(), "-o", output)
    assert code == 4
    assert "symbolic link" in err
    assert everything(pending) == before


def test_records_go_through_no_link(pending: Path) -> None:
    elsewhere = pending.parent / "elsewhere"
    elsewhere.mkdir()
    (pending / "records").symlink_to(elsewhere)
    code, _, err = run(*NOTES.split())
    assert code == 4
    assert "records is a symbolic link" in err
    assert not list(elsewhere.iterdir())


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


@pytest.mark.usefixtures("pending")
@pytest.mark.parametrize("where", sample(["/dev/stdout", "-", "/dev/fd/1"], 1))
def test_standard_output_has_other_names(where: str) -> None:
    expected = subprocess.run([*PROGRAM, "charter"], capture_output=True, check=True).stdout
    done = subprocess.run([*PROGRAM, "charter", "-o", where], capture_output=True, check=True)
    assert done.stdout == expected


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
    ],
)
def test_a_name_that_contradicts_the_format_is_refused(
    pending: Path, words: str, hint: str
) -> None:
    before = everything(pending)
    code, _, err = run(*words.split())
    assert code == 2
    assert hint in err
    assert everything(pending) == before


def edit_text(path: Path) -> None:
    path.write_bytes(path.read_bytes().replace(b"meeting", b"gathering", 1))


def add_line(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b"\nA note of mine.\n")


def write_anew(path: Path) -> None:
    path.write_bytes(b"Mine from the beginning.\n")


def save_in_word(path: Path) -> None:
    document = docx.Document(str(path))
    document.paragraphs[0].add_run(" (amended)")
    document.save(str(path))


def save_in_excel(path: Path) -> None:
    book = openpyxl.load_workbook(path)
    book.worksheets[0]["A1"] = "amended"
    book.save(path)


@pytest.mark.parametrize(
    ("words", "edit"),
    [
        *(("charter -o a.md", edit) for edit in (edit_text, add_line, write_anew)),
        *(("charter -o a.html", edit) for edit in (edit_text, add_line, write_anew)),
        ("charter -o a.docx", save_in_word),
        ("calendar -o a.xlsx", save_in_excel),
    ],
)
def test_what_a_person_edited_is_written_over_only_by_force(
    pending: Path, words: str, edit: Callable[[Path], None]
) -> None:
    path = pending / words.rsplit(maxsplit=1)[-1]
    assert run(*words.split())[0] == 0
    assert run(*words.split())[2].startswith("unchanged")
    made = path.read_bytes()
    edit(path)
    edited = path.read_bytes()
    code, _, err = run(*words.split())
    assert code == 4
    assert "--force" in err
    assert path.read_bytes() == edited
    assert run(*words.split(), "--force")[0] == 0
    assert path.read_bytes() == made


def test_a_build_leaves_everything_where_one_document_was_edited(pending: Path) -> None:
    assert run("build")[0] == 0
    add_line(pending / "build" / "charter.md")
    text = (pending / "statplan.yaml").read_text(encoding="utf-8")
    (pending / "statplan.yaml").write_text(text.replace("TestStat", "OtherStat"), encoding="utf-8")
    before = everything(pending)
    code, _, err = run("build")
    assert code == 4
    assert "charter.md was edited since statplan wrote it" in err
    assert everything(pending) == before
    assert run("build", "--force")[0] == 0
    assert everything(pending) != before
    assert run("build")[0] == 0  # what it wrote itself, it writes over


def test_line_ends_that_version_control_changed_are_no_edit(pending: Path) -> None:
    path = pending / "a.md"
    assert run("charter", "-o", path)[0] == 0
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert run("charter", "-o", path)[0] == 0


def test_a_seal_changes_no_archive_that_a_program_opens(pending: Path) -> None:
    for words in ("charter -o a.docx", "calendar -o a.xlsx"):
        path = pending / words.split()[-1]
        assert run(*words.split())[0] == 0
        data = path.read_bytes()
        with zipfile.ZipFile(BytesIO(data)) as archive:
            assert archive.testzip() is None
            assert archive.comment.startswith(b"statplan sha256:")
        assert seals.find_condition(path.suffix, data) == "intact"
        assert seals.find_condition(path.suffix, data[:-1] + b"x") == "edited"


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
    monkeypatch.setattr(pipes, "_PATIENCE", 0.1)
    pipe = pending.parent / "pipe"
    os.mkfifo(pipe)
    for words in (("check", pipe), ("init", "new", "--no-input", "--answers", pipe)):
        code, _, err = run(*words)
        assert code == 2
        assert f"{pipe} cannot be read: nothing arrived for 0.1 seconds." in err


@pytest.mark.parametrize(
    ("words", "name", "ending"),
    [
        ("calendar -f json", "year.md", b"}\n"),
        ("calendar -f csv", "year.html", b"@statplan\r\n"),
        ("charter -f pdf", "charter.xlsx", b"%%EOF"),
    ],
)
def test_only_documents_bear_a_seal_whatever_the_file_is_called(
    pending: Path, words: str, name: str, ending: bytes
) -> None:
    assert run(*words.split(), "-o", pending / name)[0] == 0
    assert (pending / name).read_bytes().rstrip(b" ").endswith(ending)


@pytest.mark.parametrize("words", ["charter -o a.markdown", "charter -o a.HTM", "charter -o notes"])
def test_an_edited_document_of_another_name_is_kept_too(pending: Path, words: str) -> None:
    path = pending / words.rsplit(maxsplit=1)[-1]
    assert run(*words.split())[0] == 0
    add_line(path)
    edited = path.read_bytes()
    assert run(*words.split())[0] == 4
    assert path.read_bytes() == edited


def test_notes_that_a_person_wrote_are_not_replaced_by_a_list_of_changes(pending: Path) -> None:
    (pending / "README.md").write_text("Ours.\n", encoding="utf-8")
    code, _, err = run("diff", "-f", "md", "-o", "README.md")
    assert code == 4
    assert "is not by statplan" in err
    assert (pending / "README.md").read_text(encoding="utf-8") == "Ours.\n"
