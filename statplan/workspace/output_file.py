"""Outputs that a person asks for with `-o`: where they go, and what they may replace.

An output never destroys what a command reads, the state of a plan, or a file of which nothing
proves that statplan wrote it as it is.
"""

import os
import re
import stat
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from statplan import screen
from statplan.errors import StatplanError
from statplan.workspace.atomic import has_content
from statplan.workspace.files import LEDGER_FILE, MANIFEST_FILE, PLAN_FILE, read_file, write_files
from statplan.workspace.seals import digest_text, find_condition, seal_document

STANDARD_OUTPUT = frozenset({"-", "/dev/stdout", "/dev/fd/1", "/proc/self/fd/1"})
_STATE = frozenset({PLAN_FILE, LEDGER_FILE, MANIFEST_FILE})
_HIDDEN_STATE = ".statplan"  # how the names of journal, lock and draft begin
_ENDINGS = {"text": "txt", "github": ""}  # of files, where they differ from the format
_OTHER_ENDINGS = {"markdown": "md", "htm": "html", "text": "text"}
_CONTENTS = {  # what a file is, by how it begins
    rb"---\r?\nstatplan: ": "a record of a meeting",
    rb"(?:.*\n)*?statplan:[ \t]*[0-9]": "a plan",
    rb'\{\s*"schema": [0-9]+,\s*"lineage"': "a ledger",
    rb"BEGIN:VCALENDAR": "a calendar",
    rb"%PDF": "a PDF",
    rb"PK": "a Word or Excel file, or another zipped one",
}
_BEGINNING = 4096  # octets


def choose_format(form: str, output: str, formats: Collection[str], default: str) -> str:
    """Return the format in which to write: the one that is named, or that of the file's name.

    Args:
        form: the format that the person named; empty where none was.
        output: where the output goes.
        formats: those that the command can write.
        default: the format where neither names one.

    Raises:
        StatplanError: exit code 2; there is no such format, or the file's name has another one.
    """
    form = form.lower()
    endings = {name: _ENDINGS.get(name, name) for name in formats}
    formats_by_ending = {ending: name for name, ending in endings.items() if ending}
    formats_by_ending |= {other: name for other, name in _OTHER_ENDINGS.items() if name in formats}
    suffix = "" if output in STANDARD_OUTPUT else Path(output).suffix.lower().removeprefix(".")
    if form and form not in formats:
        raise StatplanError(
            f"'{form[:40]}' is no format here.",
            remedy=f"Write {_join_words(formats)}.",
            exit_code=2,
        )
    if form and formats_by_ending.get(suffix, form) != form:
        ending = f"that ends in .{endings[form]}" if endings[form] else "without an ending"
        raise StatplanError(
            f"-f {form} and the name {output} contradict each other.",
            remedy=f"Name a file {ending}, or leave -f out.",
            exit_code=2,
        )
    if form or not suffix or is_special(Path(output)):
        return form or default
    if suffix not in formats_by_ending:
        named = _join_words([ending for ending in endings.values() if ending])
        remedy = f"End the name in one of {named}, or name the format with -f."
        raise StatplanError(
            f"{output}: there is no format .{suffix} here.", remedy=remedy, exit_code=2
        )
    return formats_by_ending[suffix]


def _join_words(words: Collection[str]) -> str:
    *others, last = words
    return f"{', '.join(others)} or {last}"


def is_special(path: Path) -> bool:
    """Return whether a path is a device, a pipe, or a socket, which is written through."""
    try:
        mode = path.stat().st_mode
    except OSError:
        return False
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))


def write_output(
    output: str, content: bytes, inputs: Iterable[Path] = (), *, form: str, force: bool = False
) -> None:
    """Write what a command made to where the person asked, and say so on standard error.

    The bytes, with the seal of their format, are the same wherever they go.

    Args:
        output: a path, or - for standard output.
        content: the bytes.
        inputs: what the command read.
        form: the format of the bytes, whatever the file is called.
        force: whether to write over a file that statplan did not write as it is.

    Raises:
        StatplanError: as `write_outputs`; or the device or pipe takes nothing.
    """
    content = seal_document(form, content)
    path = Path(output)
    if output in STANDARD_OUTPUT:
        screen.print_bytes(content)
    elif is_special(path):
        _write_through(path, content)
    else:
        changed = write_outputs({path: content}, inputs, force=force)
        screen.print_message(f"{'wrote' if changed else 'unchanged'}  {output}")


def _write_through(path: Path, content: bytes) -> None:
    try:
        with path.open("wb") as stream:
            stream.write(content)
    except OSError as error:
        fact = f"{path} takes nothing more: {error.strerror}."
        raise StatplanError(fact, remedy="Look at what reads it.") from error


def write_outputs(
    outputs: Mapping[Path, bytes],
    inputs: Iterable[Path] = (),
    *,
    digests: Mapping[Path, str] | None = None,
    force: bool,
) -> list[Path]:
    """Write files that a person asked for, all or none, and return those that changed.

    Args:
        outputs: the bytes of each file, with the seal of their format.
        inputs: what the command read.
        digests: those of files without a seal that statplan is known to have written.
        force: whether to write over files that statplan did not write as they are.

    Raises:
        StatplanError: exit code 4; a file is an input, part of the state of a plan, a link, or one
            that statplan did not write as it is. Nothing is written then.
    """
    for path in outputs:
        refuse_destination(path, inputs)
    known_digests = digests or {}
    losses = (
        describe_loss(path, content, known_digests.get(path, ""))
        for path, content in outputs.items()
    )
    facts = "" if force else "\n".join(filter(None, losses))
    if facts:
        raise StatplanError(
            f"{facts}\nNothing was changed.",
            remedy="To keep it, name another file or folder with -o. To replace it, add --force.",
            exit_code=4,
        )
    return write_files(outputs)


def describe_loss(path: Path, content: bytes, digest: str = "") -> str:
    """Say what would be lost by writing over a file; empty where statplan can write it again.

    Args:
        path: where to write.
        content: what to write.
        digest: of what statplan is known to have written there.
    """
    if not path.is_file() or has_content(path, content):
        return ""
    before = read_file(path)
    condition = find_condition(before)
    if condition == "intact" or not before.strip() or digest_text(before) == digest:
        return ""
    if condition == "edited":
        return f"{path} was edited since statplan wrote it."
    return (
        f"{path} is {_describe_content(path, before)}. Nothing shows that statplan wrote it, "
        "and that nobody changed it since."
    )


def _describe_content(path: Path, content: bytes) -> str:
    kinds = (kind for start, kind in _CONTENTS.items() if re.match(start, content[:_BEGINNING]))
    return next(kinds, "a table" if path.suffix.lower() == ".csv" else "a file")


def refuse_destination(path: Path, inputs: Iterable[Path] = ()) -> None:
    """Refuse a path that a command must not write over.

    Raises:
        StatplanError: exit code 4; it is an input, the state of a plan, or a symbolic link.
    """
    name = path.name.casefold()
    if path.is_symlink():
        fact = f"{path} is a symbolic link, and is not written through"
        remedy = f"Name the file itself: {os.path.realpath(path)}."
    elif name in _STATE or name.startswith(_HIDDEN_STATE):
        fact = f"{path} has the name of a plan's own file"
        remedy = "Name another file."
    elif path.suffix.lower() == ".ics" and (path.parent / MANIFEST_FILE).exists():
        fact = f"{path} is among published calendars, which only `statplan publish` writes"
        remedy = "Name a file in another folder."
    elif any(_is_same(path, input_path) for input_path in inputs):
        fact = f"{path} is read by this command, and would be destroyed"
        remedy = "Name another file."
    else:
        return
    raise StatplanError(f"{fact}. Nothing was changed.", remedy=remedy, exit_code=4)


def _is_same(path: Path, other: Path) -> bool:
    if path.exists() and other.exists():
        return path.samefile(other)
    return os.path.realpath(path).casefold() == os.path.realpath(other).casefold()
