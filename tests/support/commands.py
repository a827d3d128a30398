"""Run a command in this process; the files of a folder, before and after."""

import hashlib
import sys
from pathlib import Path

from typer.testing import CliRunner

from statplan.cli.app import app

PROGRAM = (sys.executable, "-W", "error", "-m", "statplan")

IDENTITY = ("program.name=TestStat", "program.organization=City of Example")


ZONE = "program.timezone=America/Chicago"


PLAN = """\
statplan: 1
lineage: 6f1c2b1e-0000-4000-8000-000000000001
created: 2026-12-01
program:
  name: TestStat
  timezone: America/Chicago
frequency:
  first_day: 2027-01-01
  series:
    - id: stat
      every: month
      on: second Thursday  # as always
      at: 08:00
"""


def run(*words: object, stdin: str | None = None) -> tuple[int, str, str]:
    result = CliRunner().invoke(app, [str(word) for word in words], input=stdin)
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result.exit_code, result.stdout, result.stderr


def settings(*pairs: str) -> list[str]:
    return [word for pair in pairs for word in ("--set", pair)]


def snapshot(folder: Path) -> dict[str, str]:
    files = (path for path in sorted(folder.rglob("*")) if path.is_file())
    return {
        str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in files
    }


LOCK, JOURNAL = ".statplan.lock", ".statplan.publish"


def list_files(folder: Path) -> dict[str, str | bytes]:
    """All that is in a folder, links as what they point to, but for a lock."""
    found: dict[str, str | bytes] = {}
    for path in folder.rglob("*"):
        name = path.relative_to(folder).as_posix()
        if path.is_symlink():
            found[name] = str(path.readlink())
        elif path.is_dir():
            found[name] = "a folder"
        elif name != LOCK:
            found[name] = path.read_bytes() if path.is_file() else "a device"
    return found
