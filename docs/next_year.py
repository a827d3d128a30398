"""The transcripts of docs/next-year.md: commands of an invented city, in a folder of its own."""

import os
import re
import shlex
import shutil
from collections.abc import Mapping
from contextlib import chdir
from dataclasses import dataclass
from datetime import UTC, datetime
from tempfile import TemporaryDirectory
from unittest.mock import patch

from typer.testing import CliRunner

from examples.generate import NEXT_YEAR
from statplan.cli.app import app
from statplan.cli.text_layout import WIDEST, wrap_line


@dataclass(frozen=True, slots=True)
class _Step:
    """A command on a day, at noon in Chicago.

    `block` names the block of the page that shows it, none where it is not shown; `section` is the
    title of the only part of the output that is shown.
    """

    day: str
    command: str
    block: str = ""
    section: str = ""


_STEPS = (
    _Step("2026-12-01", "publish"),
    _Step("2027-10-18", "status", "reminder", "Next year"),
    _Step("2027-11-08", "next-year --dry-run", "dry-run"),
    _Step("2027-11-15", "next-year --carry closures --yes"),
    _Step("2027-11-15", "status", "planned", "Next year"),
    _Step("2027-11-15", "diff", "diff"),
    _Step("2027-11-29", "publish"),
    _Step("2027-12-29", "bump blight/2027-12 --reason Snow", "bump"),
    _Step("2027-12-29", "publish"),
    _Step("2028-02-02", "held blight/2027-12", "held"),
    _Step("2028-02-02", "log blight/2027-12", "log"),
)


def make_transcripts() -> Mapping[str, str]:
    """Return what the screen shows at each step that the page shows, by block."""
    with TemporaryDirectory() as folder:
        shutil.copy(NEXT_YEAR / "statplan.yaml", folder)
        with chdir(folder):
            return {step.block: text for step in _STEPS if (text := _run(step))}


def _run(step: _Step) -> str:
    """Run a command; return it with what it shows, or nothing where the page shows neither."""
    noon = datetime.fromisoformat(f"{step.day}T18:00").replace(tzinfo=UTC)
    variables = {"SOURCE_DATE_EPOCH": str(int(noon.timestamp())), "COLUMNS": "80"}
    with patch.dict(os.environ, variables):
        result = CliRunner().invoke(app, shlex.split(step.command))
    if result.exit_code:
        raise RuntimeError(f"{step.command}: {result.output}")
    if not step.block:
        return ""
    lines = _select(_settle(result.output), step.section)
    shown = "\n".join(piece for line in lines for piece in wrap_line(line, WIDEST)).strip("\n")
    return f"$ statplan {step.command}\n{shown}\n"


def _settle(text: str) -> str:
    """Return a text without what depends on the folder or on the release of a library."""
    text = re.sub(r"^wrote .*\n", "", text, flags=re.MULTILINE)
    return re.sub(r"(holidays library) \d[\d.]*\d", r"\1", text)


def _select(text: str, section: str) -> list[str]:
    """Return the lines of a text, or of one section."""
    lines = text.splitlines()
    if not section:
        return lines
    start = lines.index(section)
    return lines[start : lines.index("", start)]
