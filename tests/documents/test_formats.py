"""Every format says the same words in the same order, in the structure of the document."""

import os
import re
import subprocess
import sys
import zipfile
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any, get_args

import pdfplumber
import pytest

from statplan.cli.charter import build_charter
from statplan.documents import WRITERS, render_document
from statplan.documents.blocks import (
    Document,
    Figure,
    Paper,
)
from statplan.documents.svg import Drawing
from statplan.workspace.plan_loader import load_plan
from tests.support.commands import run
from tests.support.document_reader import read, tags
from tests.support.document_words import all_alike, expected, structure
from tests.support.sample_document import HOSTILE, document
from tests.support.sampling import sample

EXAMPLES = Path(__file__).parents[2] / "examples"
SYSTEMS = sorted(path.parent.name for path in EXAMPLES.glob("*/statplan.yaml"))
PAPER = ("docx", "pdf")


def charter(system: str) -> Document:
    loaded = load_plan(EXAMPLES / system)
    return build_charter(loaded.plan, loaded.schedule)


@pytest.mark.slow
@pytest.mark.parametrize("system", sample(SYSTEMS, 1))
def test_all_formats_of_a_charter_say_the_same_in_the_same_structure(system: str) -> None:
    all_alike(charter(system))


@cache
def tags_of_one_letter(form: str) -> list[str]:
    return tags(form, render_document(document("a"), form))


@pytest.mark.slow
@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_text_is_nothing_but_text(text: str) -> None:
    given = document(text)
    written = {form: render_document(given, form) for form in WRITERS}
    told = {form: read(form, data) for form, data in written.items()}
    for form, found in told.items():
        assert found.words == told["md"].words, form
    for form in PAPER:
        assert tags(form, written[form]) == tags_of_one_letter(form), form
        assert structure(told[form]) == structure(expected(given)), form


@pytest.mark.slow
@pytest.mark.parametrize("word", sample([f"https://example.org/{'y' * 300}", "x" * 300], 1))
def test_a_word_that_no_line_holds_is_broken_and_stays_on_the_page(word: str) -> None:
    for given in sample([document(f"Unbroken {word}"), document(word)], 1):
        with pdfplumber.open(BytesIO(render_document(given, "pdf"))) as pdf:
            for page in pdf.pages:
                assert max(char["x1"] for char in page.chars) < page.width - 36
            text = "".join(char["text"] for page in pdf.pages for char in page.chars)
        assert text.count(word[-40:]) >= 8
        assert render_document(given, "docx")


@pytest.mark.slow
@pytest.mark.parametrize("form", ["html", *PAPER])
def test_what_is_missing_is_seen(form: str) -> None:
    given = document()
    for blocks in (given.blocks[:2] + given.blocks[3:], given.blocks[:-1], given.blocks[:7]):
        found = read(form, render_document(replace(given, blocks=blocks), form))
        assert structure(found) != structure(expected(given))
        assert found.words != read("md", render_document(given, "md")).words


@pytest.mark.slow
def test_a_character_that_no_font_shows_is_named_on_paper_and_kept_elsewhere() -> None:
    given = document(
        "Caf\u00e9 \U0001f680 \u5e02 \u05e9\u05dc\u05d5\u05dd \u0645\u0631\u062d\u0628\u0627"
    )
    told = read("pdf", render_document(given, "pdf"))
    assert (1, "Caf\u00e9 [rocket] [U+5E02]") in [(1, text[:22]) for _, text in told.headings]
    for form in ("md", "html", "docx"):
        assert (
            "\U0001f680 \u5e02 \u05e9\u05dc\u05d5\u05dd"
            in read(form, render_document(given, form)).text
        )


MAKE = """
import sys
from pathlib import Path
from statplan.calendars import WRITERS, make_calendar
from statplan.cli.build import render_outputs
from statplan.workspace.plan_loader import load_plan
loaded = load_plan(Path(sys.argv[1]))
feed = make_calendar(loaded.plan, loaded.schedule)
made, left_out = render_outputs(loaded.plan, loaded.schedule, dict.fromkeys(WRITERS, feed))
assert not left_out
for name, data in made.items():
    (Path(sys.argv[2]) / name).write_bytes(data)
"""


@pytest.mark.slow
def test_every_output_is_the_same_bytes_in_another_process_place_and_time_zone(
    tmp_path: Path,
) -> None:
    found = []
    for seed, clock in (("1", "UTC"), ("2", "Asia/Tokyo")):
        folder = tmp_path / seed
        folder.mkdir()
        environment = os.environ | {"PYTHONHASHSEED": seed, "TZ": clock}
        words = [sys.executable, "-c", MAKE, str(EXAMPLES / "new-orleans"), str(folder)]
        subprocess.run(words, env=environment, cwd=folder, check=True)
        found.append({path.name: path.read_bytes() for path in folder.iterdir()})
    assert len(found[0]) >= 7
    assert found[0] == found[1]


@pytest.mark.slow
@pytest.mark.parametrize(("paper", "points"), [("letter", (612, 792)), ("a4", (595, 842))])
def test_paper_is_letter_or_a4(tmp_path: Path, paper: str, points: tuple[int, int]) -> None:
    out = tmp_path / "charter"
    for form in PAPER:
        words = ("charter", EXAMPLES / "kcstat", "-f", form, "-o", out, "--paper", paper)
        assert run(*words)[0] == 0
        data = out.read_bytes()
        if form == "pdf":
            found = re.search(rb"/MediaBox ?\[0 0 ([0-9.]+) ([0-9.]+)\]", data)
        else:
            page = zipfile.ZipFile(BytesIO(data)).read("word/document.xml")
            found = re.search(rb'<w:pgSz w:w="([0-9]+)" w:h="([0-9]+)"', page)
        assert found
        scale = 1 if form == "pdf" else 20
        assert [round(float(each) / scale) for each in found.groups()] == list(points)


@pytest.mark.slow
@pytest.mark.parametrize("paper", sample(get_args(Paper), 1))
def test_nothing_stands_in_the_margins(paper: Paper) -> None:
    given = replace(charter("c-stat"), paper=paper)
    wide = Drawing(470, 40)
    wide.draw_box((0, 0, 470, 40), "Words " * 30)
    figure = Figure("Wide", "A box as wide as the text.", wide)
    given = replace(given, blocks=(*given.blocks, figure))
    with pdfplumber.open(BytesIO(render_document(given, "pdf"))) as pdf:
        for page in pdf.pages:
            letters = [each for each in page.chars if each["text"].strip()]
            drawn = [*letters, *page.rects, *page.lines, *page.curves]
            assert min(each["x0"] for each in drawn) > 60
            assert max(each["x1"] for each in drawn) < page.width - 64


def test_another_paper_is_refused() -> None:
    code, _, err = run("charter", EXAMPLES / "kcstat", "-f", "pdf", "--paper", "legal")
    assert code == 2
    assert "'legal' is no paper here.\n  Write letter or a4." in err


@pytest.mark.slow
@pytest.mark.parametrize(
    ("form", "library", "extra"),
    [("pdf", "typst", "pdf"), ("pdf", "fontpkg_public_sans", "pdf"), ("docx", "docx", "docx")],
)
def test_a_missing_library_is_named_with_the_command_that_installs_it(
    form: str, library: str, extra: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setitem(sys.modules, library, None)
    code, _, err = run("charter", EXAMPLES / "kcstat", "-f", form, "-o", tmp_path / "charter")
    assert code == 1
    assert f'pip install "statplan[{extra}]"' in err
    assert not (tmp_path / "charter").exists()
    code, _, err = run("build", EXAMPLES / "kcstat", "-o", tmp_path / "out")
    assert code == 0
    assert f'pip install "statplan[{extra}]"' in err
    made = {path.name for path in (tmp_path / "out").iterdir()}
    assert {"charter.md", "charter.html"} <= made
    assert f"charter.{form}" not in made


def test_no_font_of_the_computer_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    """The same plan gives the same paper on any computer."""
    import typst

    used: list[bool] = []
    compiled = typst.compile

    def note(*words: Any, **more: Any) -> bytes:
        used.append(more.get("ignore_system_fonts", False))
        result: bytes = compiled(*words, **more)
        return result

    monkeypatch.setattr(typst, "compile", note)
    for form in PAPER:
        render_document(document(), form)
    assert used == [True, True]  # the picture of the Word file, and the PDF
