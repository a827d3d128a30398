"""What statplan wrote, it knows again by a seal; what it did not write so, it does not replace."""

import csv
import re
import shutil
import zipfile
from collections.abc import Callable
from io import BytesIO, StringIO
from pathlib import Path

import docx
import openpyxl
import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from statplan.workspace import seals
from statplan.workspace.files import LEDGER_FILE
from tests.support.commands import IDENTITY, ZONE, list_files, run
from tests.support.commands import settings as identify
from tests.support.forked_python import run_program
from tests.support.ics_lint import lint
from tests.support.publishing import pending, plan
from tests.support.sampling import count_examples, sample

__all__ = ["pending", "plan"]  # fixtures

EXAMPLES = Path(__file__).parents[2] / "examples"
SETTINGS = identify(
    *IDENTITY, ZONE, "frequency.series[stat].on=second Monday", "frequency.series[stat].at=13:00"
)


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


# Every format that has room for a seal.
SEALED = (
    "charter -o a.md", "charter -o a.html", "charter -o a.docx", "charter -o a.pdf",
    "calendar -o a.ics", "calendar -o a.csv", "calendar -o a.json", "calendar -o a.xlsx",
    "calendar -o a.pdf", "calendar -o a.svg", "diff -o a.json", "diff -o a.md",
    "check --exit-zero -o a.json", "check --exit-zero -o a.sarif", "check --exit-zero -o a.xml",
    "slots --all --budget 0 -o a.json",
)  # fmt: skip
# Plain text has none.
UNSEALED = (
    "diff -o a.txt", "diff -f github -o a", "check --exit-zero -o a.txt",
    "check --exit-zero -f concise -o a", "check --exit-zero -f github -o a",
    "slots --all --budget 0 -o a.txt",
)  # fmt: skip


def find_path(folder: Path, words: str) -> Path:
    return folder / words.rsplit(maxsplit=1)[-1]


def change_plan(folder: Path) -> None:
    """Change what every output says."""
    path = folder / "statplan.yaml"
    text = path.read_text(encoding="utf-8")
    assert "TestStat" in text
    text = text.replace("TestStat", "OtherStat").replace("office: Clerk", "office: City Clerk")
    path.write_text(text, encoding="utf-8")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("words", "edit"),
    sample([
        *((words, edit) for words in SEALED for edit in (add_line, write_anew)),
        *((words, edit_text) for words in ("charter -o a.md", "calendar -o a.ics")),
        *((words, edit_text) for words in ("calendar -o a.csv", "calendar -o a.json")),
        ("charter -o a.docx", save_in_word),
        ("calendar -o a.xlsx", save_in_excel),
    ], 8),
)  # fmt: skip
def test_what_a_person_edited_is_written_over_only_by_force(
    pending: Path, words: str, edit: Callable[[Path], None]
) -> None:
    path = find_path(pending, words)
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


@pytest.mark.slow
@pytest.mark.parametrize("words", sample(SEALED, 5))
def test_what_statplan_wrote_itself_it_writes_over_without_a_question(
    pending: Path, words: str
) -> None:
    assert run(*words.split())[0] == 0
    before = find_path(pending, words).read_bytes()
    change_plan(pending)
    assert run("cancel", "blight/2027-04")[0] == 0
    code, _, err = run(*words.split())
    assert code == 0, err
    assert (find_path(pending, words).read_bytes() != before) == err.startswith("wrote")


@pytest.mark.slow
@pytest.mark.parametrize("words", UNSEALED)
def test_plain_text_is_written_over_only_by_force(pending: Path, words: str) -> None:
    path = find_path(pending, words)
    assert run(*words.split())[0] == 0
    assert run(*words.split())[2].startswith("unchanged")
    path.write_bytes(b"Mine.\n")
    code, _, err = run(*words.split())
    assert code == 4
    assert f"{path.name} is a file. Nothing shows that statplan wrote it" in err
    assert run(*words.split(), "--force")[0] == 0
    path.write_bytes(b"")  # as `mktemp` leaves it
    assert run(*words.split())[0] == 0


def test_force_replaces_even_what_is_not_read(pending: Path) -> None:
    (pending / "a.csv").write_bytes(b"version https://git-lfs.github.com/spec/v1\noid sha256:1\n")
    assert "holds a pointer of Git LFS" in run("calendar", "-o", "a.csv")[2]
    assert run("calendar", "-o", "a.csv", "--force")[0] == 0


@pytest.mark.slow
@pytest.mark.parametrize("words", sample(SEALED, 5))
def test_standard_output_and_a_file_get_the_same_bytes(pending: Path, words: str) -> None:
    assert run(*words.split())[0] == 0
    path = find_path(pending, words)
    form = {".xml": "junit"}.get(path.suffix, path.suffix.removeprefix("."))
    to_stdout = [*words.split()[:-2], "-f", form]
    done = run_program(*to_stdout)
    assert done.returncode == 0, done.stderr
    assert done.stdout == path.read_bytes()


FOREIGN = (
    *(
        (words, name, text, what)
        for words in ("calendar -f csv", "calendar -f json", "charter -f md", "check")
        for name, text, what in (
            ("next-year.yaml", "{plan}", "a plan"),
            ("statplan (1).yaml", "{plan}", "a plan"),
            ("answers.yaml", "program:\n  name: OtherStat\n", "a file"),
            ("backup", "{ledger}", "a ledger"),
        )
    ),
    *(
        ("check", name, text, what)
        for name, text, what in (
            ("records/blight.md", "---\nstatplan: notes\n---\n\nMine.\n", "a record of a meeting"),
            ("statplan.schema.json", '{"title": "Ours"}\n', "a file"),
            ("mine.ics", "{feed}", "a calendar"),
        )
    ),
    ("calendar", "backup-ledger.json", "{ledger}", "a ledger"),
    ("calendar", "statplan.schema.json", '{"title": "Ours"}\n', "a file"),
    ("calendar", "year.csv", "day;room\n2027-01-14;800\n", "a table"),
    ("calendar", "wall.svg", '<svg xmlns="http://www.w3.org/2000/svg"/>\n', "a file"),
    ("calendar", "mine.ics", "{feed}", "a calendar"),
    ("charter", "report.pdf", "%PDF-1.7\n%%EOF\n", "a PDF"),
    ("charter", "letter.docx", "PK\x03\x04", "a Word or Excel file, or another zipped one"),
    ("charter", "README.md", "Ours.\n", "a file"),
    ("diff", "changes.json", '{"ours": true}\n', "a file"),
)


@pytest.mark.slow
@pytest.mark.parametrize(("words", "name", "text", "what"), sample(FOREIGN, 8))
def test_no_output_replaces_what_somebody_else_wrote(
    pending: Path, words: str, name: str, text: str, what: str
) -> None:
    texts = {
        "{plan}": (pending / "statplan.yaml").read_text(encoding="utf-8"),
        "{ledger}": (pending / LEDGER_FILE).read_text(encoding="utf-8"),
        "{feed}": (pending / "calendars" / "calendar.ics").read_text(encoding="utf-8"),
    }
    path = pending / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(texts.get(text, text), encoding="utf-8")
    before = list_files(pending)
    code, _, err = run(*words.split(), "-o", path)
    assert code == 4, err
    assert f"{path} is {what}. Nothing shows that statplan wrote it" in err
    assert list_files(pending) == before
    assert run(*words.split(), "-o", path, "--force")[0] in {0, 1}
    assert list_files(pending) != before


@pytest.mark.slow
def test_a_folder_of_outputs_is_made_again_after_the_plan_changed(pending: Path) -> None:
    assert run("build")[0] == 0
    before = list_files(pending / "build")
    change_plan(pending)
    code, _, err = run("build")
    assert code == 0, err
    after = list_files(pending / "build")
    assert after.keys() == before.keys()
    assert len([name for name in after if after[name] != before[name]]) >= len(after) - 1


@pytest.mark.slow
def test_a_build_replaces_no_file_of_somebody_else(pending: Path) -> None:
    (pending / "build").mkdir()
    (pending / "build" / "calendar.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    before = list_files(pending)
    code, _, err = run("build")
    assert code == 4
    assert "build/calendar.csv is a table. Nothing shows that statplan wrote it" in err
    assert "charter" not in err
    assert "Not published yet" not in err  # it is refused before any advice
    assert list_files(pending) == before


def test_a_table_stays_a_table_with_its_seal(pending: Path) -> None:
    assert run("calendar", "-o", "a.csv")[0] == 0
    text = (pending / "a.csv").read_text(encoding="utf-8-sig")
    head, *rows = csv.reader(StringIO(text, newline=""))
    assert head[-2:] == ["uid", "seal"]
    assert {len(row) for row in rows} == {len(head)}
    assert {row[-1] for row in rows[:-1]} == {""}
    assert rows[-1][-1].startswith("statplan sha256:")


def test_a_table_without_a_row_is_known_again(pending: Path) -> None:
    edit = (pending / "statplan.yaml").read_text(encoding="utf-8")
    assert run("calendar", "-o", "a.csv")[0] == 0
    head = (pending / "a.csv").read_bytes().split(b"\r\n")[0] + b"\r\n"
    (pending / "a.csv").write_bytes(head)
    assert seals.seal_document("csv", head) == head
    assert run("calendar", "-o", "a.csv")[0] == 0
    assert edit == (pending / "statplan.yaml").read_text(encoding="utf-8")


@pytest.mark.parametrize("words", ["calendar -o a.ics", "calendar --for public -o a.ics"])
def test_a_calendar_with_a_seal_is_a_sound_calendar(pending: Path, words: str) -> None:
    assert run(*words.split())[0] == 0
    data = (pending / "a.ics").read_bytes()
    assert lint(data) == []
    assert data.count(b"\r\nX-STATPLAN:") == 1


@pytest.mark.slow
def test_a_pdf_with_a_seal_ends_as_a_pdf_does(pending: Path) -> None:
    assert run("charter", "-o", "a.pdf")[0] == 0
    data = (pending / "a.pdf").read_bytes()
    assert re.search(rb"\n%statplan sha256:[0-9a-f]{64}\nstartxref\n\d+\n%%EOF\n?\Z", data)
    with pikepdf.open(pending / "a.pdf") as pdf:
        assert not pdf.check_pdf_syntax()


@pytest.mark.slow
def test_a_build_leaves_everything_where_one_document_was_edited(pending: Path) -> None:
    assert run("build")[0] == 0
    add_line(pending / "build" / "charter.md")
    text = (pending / "statplan.yaml").read_text(encoding="utf-8")
    (pending / "statplan.yaml").write_text(text.replace("TestStat", "OtherStat"), encoding="utf-8")
    before = list_files(pending)
    code, _, err = run("build")
    assert code == 4
    assert "charter.md was edited since statplan wrote it" in err
    assert list_files(pending) == before
    assert run("build", "--force")[0] == 0
    assert list_files(pending) != before
    assert run("build")[0] == 0  # what it wrote itself, it writes over


def test_line_ends_that_version_control_changed_are_no_edit(pending: Path) -> None:
    path = pending / "a.md"
    assert run("charter", "-o", path)[0] == 0
    path.write_bytes(path.read_bytes().replace(b"\n", b"\r\n"))
    assert run("charter", "-o", path)[0] == 0


@pytest.mark.slow
def test_a_seal_changes_no_archive_that_a_program_opens(pending: Path) -> None:
    for words in ("charter -o a.docx", "calendar -o a.xlsx"):
        path = pending / words.split()[-1]
        assert run(*words.split())[0] == 0
        data = path.read_bytes()
        with zipfile.ZipFile(BytesIO(data)) as archive:
            assert archive.testzip() is None
            assert archive.comment.startswith(b"statplan sha256:")
        assert seals.find_condition(data) == "intact"
        assert seals.find_condition(data[:-1] + b"x") == "edited"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("words", "name", "ending"),
    [
        ("calendar -f json", "year.md", b'"\n}\n'),
        ("charter -f pdf", "charter.xlsx", b"%%EOF"),
    ],
)
def test_the_seal_is_that_of_the_format_whatever_the_file_is_called(
    pending: Path, words: str, name: str, ending: bytes
) -> None:
    assert run(*words.split(), "-o", pending / name)[0] == 0
    assert (pending / name).read_bytes().rstrip(b" ").endswith(ending)


@pytest.mark.slow
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
    assert "README.md is a file. Nothing shows that statplan wrote it" in err
    assert (pending / "README.md").read_text(encoding="utf-8") == "Ours.\n"


FORMS = ("md", "html", "svg", "junit", "pdf", "ics", "json", "sarif", "schema", "csv", "docx")
SAMPLES = {
    "pdf": b"%PDF-1.7\n1 0 obj\n<</Kind /Sample>>\nendobj\nstartxref\n9\n%%EOF\n",
    "ics": b"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nCALSCALE:GREGORIAN\r\nEND:VCALENDAR\r\n",
    "csv": b"\xef\xbb\xbfmeeting,uid,seal\r\nblight/2027-01,x@statplan,\r\n",
}


def make_sample(form: str) -> bytes:
    if form != "docx":
        return SAMPLES.get(form, b'{\n  "version": 1,\n  "text": "Sample"\n}\n')
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("word/document.xml", "<w:document>Sample</w:document>")
    return stream.getvalue()


@pytest.mark.slow
@given(form=st.sampled_from(FORMS), place=st.floats(0, 1, exclude_max=True), octet=st.binary(
    min_size=1, max_size=1
), kind=st.sampled_from(["replace", "insert", "delete"]))  # fmt: skip
@settings(max_examples=count_examples(250, 1000), deadline=None)
def test_no_change_of_a_sealed_file_goes_unnoticed(
    form: str, place: float, octet: bytes, kind: str
) -> None:
    data = seals.seal_document(form, make_sample(form))
    assert seals.find_condition(data) == "intact"
    at = int(place * len(data))
    rest = data[at:] if kind == "insert" else data[at + 1 :]
    changed = data[:at] + (b"" if kind == "delete" else octet) + rest
    if changed.replace(b"\r\n", b"\n").rstrip(b"\n") != data.replace(b"\r\n", b"\n").rstrip(b"\n"):
        assert seals.find_condition(changed) != "intact"


def test_a_schema_of_somebody_else_stays_beside_a_new_plan(tmp_path: Path) -> None:
    words = ("init", tmp_path / "new", "--no-input", "--like", "kcstat", *map(str, SETTINGS))
    schema = tmp_path / "new" / "statplan.schema.json"
    schema.parent.mkdir()
    schema.write_text('{"title": "Ours"}\n', encoding="utf-8")
    code, _, err = run(*words)
    assert code == 0, err
    assert f"{schema} is a file. Nothing shows that statplan wrote it" in err
    assert f"To replace it: `statplan schema > {schema}`." in err
    assert schema.read_text(encoding="utf-8") == '{"title": "Ours"}\n'


@pytest.mark.slow
def test_a_schema_of_an_earlier_version_is_replaced(tmp_path: Path) -> None:
    words = ("init", tmp_path / "new", "--no-input", "--like", "kcstat", *map(str, SETTINGS))
    schema = tmp_path / "new" / "statplan.schema.json"
    schema.parent.mkdir()
    schema.write_bytes(seals.seal_document("schema", b'{\n  "title": "A plan of old"\n}\n'))
    code, _, err = run(*words)
    assert (code, "stays as it is" in err) == (0, False)
    assert schema.read_text(encoding="utf-8") == run("schema")[1]


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A plan with its public page in a folder of its own."""
    shutil.copy(EXAMPLES / "kcstat" / "statplan.yaml", tmp_path)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1387000000")
    assert run("site", "-o", "www")[0] == 0
    return tmp_path / "www"


@pytest.mark.slow
def test_a_public_page_is_made_again_after_the_plan_changed(page: Path) -> None:
    before = list_files(page)
    assert run("site", "-o", "www")[2].startswith("unchanged")
    plan = page.parent / "statplan.yaml"
    text = plan.read_text(encoding="utf-8")
    plan.write_text(text.replace("09:00", "10:00"), encoding="utf-8")
    code, _, err = run("site", "-o", "www")
    assert code == 0, err
    assert list_files(page).keys() == before.keys()
    for line_end in (b"\r\n", b"\n"):  # version control may change them
        for path in (page / "index.html", page / "statplan.files.json"):
            data = path.read_bytes().replace(b"\r\n", b"\n")
            path.write_bytes(data.replace(b"\n", line_end))
        assert run("site", "-o", "www")[0] == 0


@pytest.mark.slow
@pytest.mark.parametrize(
    "name", ["index.html", "schedule.json", "calendar.ics", "changes.atom", "statplan.files.json"]
)
@pytest.mark.parametrize("edit", [add_line, write_anew])
def test_a_public_page_that_somebody_edited_is_written_over_only_by_force(
    page: Path, name: str, edit: Callable[[Path], None]
) -> None:
    made = list_files(page)
    edit(page / name)
    before = list_files(page)
    code, _, err = run("site", "-o", "www")
    assert code == 4
    assert f"www/{name} " in err
    assert list_files(page) == before
    assert run("site", "-o", "www", "--force")[0] == 0
    assert list_files(page) == made


def test_a_page_of_somebody_else_is_not_replaced_by_the_schedule(page: Path) -> None:
    other = page.parent / "other"
    other.mkdir()
    (other / "index.html").write_text("<h1>Our city</h1>\n", encoding="utf-8")
    code, _, err = run("site", "-o", "other")
    assert code == 4
    assert "other/index.html is a file. Nothing shows that statplan wrote it" in err
    assert [*other.iterdir()] == [other / "index.html"]


@pytest.mark.slow
def test_the_list_of_a_page_proves_only_what_it_says(page: Path) -> None:
    """A list that somebody edited, or one that is no list, proves nothing."""
    (page / "statplan.files.json").write_bytes(seals.seal_document("json", b'{\n  "a": 1\n}\n'))
    plan = page.parent / "statplan.yaml"
    text = plan.read_text(encoding="utf-8")
    plan.write_text(text.replace("09:00", "10:00"), encoding="utf-8")
    code, _, err = run("site", "-o", "www")
    assert code == 4
    assert "www/index.html is a file. Nothing shows that statplan wrote it" in err
