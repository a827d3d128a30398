"""Make the transcript of a command: each call with its exit code and what the screen shows."""

import hashlib
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

from statplan import __version__
from tests.frozen.command_calls import CALLS, FIRST_MOMENT, OTHERS
from tests.frozen.program import Screen, edit_file, run_at
from tests.frozen.scenarios import Edit

_HERE = Path(__file__).parent
FOLDER = _HERE / "transcripts"
# These print documents and tables by design; the others print words for a person.
_DOCUMENTS = {"charter", "calendar", "schema", "systems", "redact", "notes"}
_DOCUMENT_LINES, _LINES = 40, 120
_LONG_LINE = 400
_RECORD_ID = re.compile(r"^id: [0-9a-f]{32}$", re.MULTILINE)  # of notes; drawn anew each time


def find_path(name: str) -> Path:
    """Return where the transcript of a command is kept."""
    return FOLDER / f"{name}.txt"


def make_transcript(name: str, folder: Path) -> str:
    """Run the calls of a transcript in an empty folder; return what the screen shows."""
    shutil.copytree(_HERE / "inputs", folder, dirs_exist_ok=True)
    shutil.copytree(_HERE / "plans", folder / "plans")
    shutil.copyfile(_HERE / "plans" / "slots.yaml", folder / "slots" / "statplan.yaml")
    limit = _DOCUMENT_LINES if name in _DOCUMENTS else _LINES
    help_call = "" if name in OTHERS else f"statplan {name} --help\n"
    return "\n".join(_run_calls(help_call + CALLS[name], folder, limit)) + "\n"


def _run_calls(calls: str, folder: Path, limit: int) -> Iterator[str]:
    moment, typed = FIRST_MOMENT, None
    for line in filter(None, map(str.strip, calls.splitlines())):
        action, _, words = line.partition(" ")
        yield f"$ {line}" if action == "statplan" else f"# {line}"
        match action:
            case "at":
                moment = words
            case "type":
                typed = "".join(f"{reply.strip()}\n" for reply in words.split("|"))
            case "edit":
                name, _, edit = words.partition(": ")
                edit_file(folder / name, Edit(*edit.split(" -> ")))
            case "remove":
                (folder / words).unlink()
            case "run":
                assert run_at(moment, folder, words).code == 0, line
            case "statplan":
                screen = run_at(moment, folder, words, typed)
                typed = None
                yield from list_lines(screen, folder, limit)
            case _:
                raise ValueError(line)


def list_lines(screen: Screen, folder: Path, limit: int) -> Iterator[str]:
    """Yield the exit code and both streams, with fixed words for the folder and the version."""
    yield f"[exit {screen.code}]"
    for name, text in (("stdout", screen.out), ("stderr", screen.err)):
        if text:
            yield f"--- {name}"
            yield from _shorten(_settle(text, folder), limit)
    yield ""


def _settle(text: str, folder: Path) -> str:
    for path in (folder.resolve(), folder):
        text = text.replace(str(path), "FOLDER")
    return _RECORD_ID.sub("id: ID", text).replace(f"statplan {__version__}", "statplan VERSION")


def _shorten(text: str, limit: int) -> Iterator[str]:
    """Yield the lines of a text; of a long one, the first lines and a digest of the whole."""
    lines = text.splitlines()
    for line in lines[:limit]:
        yield line.rstrip() if len(line) <= _LONG_LINE else f"{line[:_LONG_LINE]} [...]"
    if lines[limit:] or max(map(len, lines)) > _LONG_LINE:
        digest = hashlib.sha256(text.encode()).hexdigest()
        yield f"[{len(lines)} lines, sha256 {digest}]"
