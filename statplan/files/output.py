"""What a person asks to be written with `-o`: into a file, a device, or a pipe, and over what.

An output never destroys what a command reads, the state of a plan, or a document that a person
edited.
"""

import os
import stat
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from statplan import screen
from statplan.errors import StatplanError
from statplan.files import LEDGER_FILE, MANIFEST_FILE, PLAN_FILE, write_all
from statplan.files.atomic import is_equal
from statplan.files.seals import SEALED_SUFFIXES, find_condition, seal_document

STANDARD_OUTPUT = frozenset({"-", "/dev/stdout"})
_STATE = frozenset({PLAN_FILE, LEDGER_FILE, MANIFEST_FILE})
_HIDDEN_STATE = ".statplan"  # how the names of journal, lock and draft begin
_SUFFIXES = {"markdown": "md", "htm": "html", "txt": "text"}


def find_format(form: str, output: str, formats: Collection[str], default: str) -> str:
    """Return the format in which to write: the one that is named, or that of the file's name.

    Args:
        form: the format that the person named; empty where none was.
        output: where the output goes.
        formats: those that the command can write.
        default: the format where neither says one.

    Raises:
        StatplanError: exit code 2; there is no such format, or the file's name says another one.
    """
    form = form.lower()
    suffix = "" if output in STANDARD_OUTPUT else Path(output).suffix.lower().removeprefix(".")
    named = _SUFFIXES.get(suffix, suffix)
    listed = f"{', '.join([*formats][:-1])} or {[*formats][-1]}"
    if form and form not in formats:
        hint = f"Write {listed}."
        raise StatplanError(f"'{form[:40]}' is no format here.", hint=hint, exit_code=2)
    if form and named in formats and named != form:
        raise StatplanError(
            f"-f {form} and the name {output} contradict each other.",
            hint=f"Name a file that ends in .{form}, or leave -f out.",
            exit_code=2,
        )
    if form or not suffix or is_special(Path(output)):
        return form or default
    if named not in formats:
        hint = f"End the name in one of {listed}, or name the format with -f."
        raise StatplanError(f"{output}: there is no format .{suffix} here.", hint=hint, exit_code=2)
    return named


def is_special(path: Path) -> bool:
    """Return whether a path is a device, a pipe, or a socket, which is written through."""
    try:
        mode = path.stat().st_mode
    except OSError:
        return False
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))


def write_output(
    output: str, data: bytes, inputs: Iterable[Path] = (), *, form: str = "", force: bool = False
) -> None:
    """Write what a command made to where the person asked, and say so on standard error.

    Args:
        output: a path, or - for standard output.
        data: the bytes.
        inputs: what the command read.
        form: the format of the bytes. What people edit gets a seal, whatever the file is called.
        force: whether to write over a document that a person edited.

    Raises:
        StatplanError: as `write_outputs`; or the device or pipe takes nothing.
    """
    if output in STANDARD_OUTPUT:
        screen.show_data(data)
        return
    path = Path(output)
    if is_special(path):
        _write_through(path, data)
        return
    is_document = f".{form}" in SEALED_SUFFIXES
    documents = {path: data} if is_document else {}
    others = {} if is_document else {path: data}
    changed = write_outputs(documents, others, inputs, form=form, force=force)
    screen.say(f"{'wrote' if changed else 'unchanged'}  {output}")


def _write_through(path: Path, data: bytes) -> None:
    try:
        with path.open("wb") as stream:
            stream.write(data)
    except OSError as error:
        fact = f"{path} takes nothing more: {error.strerror}."
        raise StatplanError(fact, hint="Look at what reads it.") from error


def write_outputs(
    documents: Mapping[Path, bytes],
    others: Mapping[Path, bytes],
    inputs: Iterable[Path] = (),
    *,
    form: str = "",
    force: bool = False,
) -> list[Path]:
    """Write files that a person asked for, all or none, and return those that changed.

    Args:
        documents: files that people edit; they get a seal.
        others: files that only programs read.
        inputs: what the command read.
        form: the format of the documents, where their names do not tell it.
        force: whether to write over documents that a person edited.

    Raises:
        StatplanError: exit code 4; a file is an input, part of the state of a plan, a link, or a
            document that a person wrote. Nothing is written then.
    """
    kinds = {path: f".{form}" if form else path.suffix for path in documents}
    sealed = {path: seal_document(kinds[path], data) for path, data in documents.items()}
    outputs = {**sealed, **others}
    for path in outputs:
        refuse_destination(path, inputs)
    if not force:
        for path, data in outputs.items():
            _refuse_edited(path, data, kinds.get(path, ""))
    return write_all(outputs)


def refuse_destination(path: Path, inputs: Iterable[Path] = ()) -> None:
    """Refuse a path that a command must not write over.

    Raises:
        StatplanError: exit code 4; it is an input, the state of a plan, or a symbolic link.
    """
    name = path.name.casefold()
    if path.is_symlink():
        fact = f"{path} is a symbolic link, and is not written through"
        hint = f"Name the file itself: {os.path.realpath(path)}."
    elif name in _STATE or name.startswith(_HIDDEN_STATE):
        fact = f"{path} has the name of a plan's own file"
        hint = "Name another file."
    elif path.suffix.lower() == ".ics" and (path.parent / MANIFEST_FILE).exists():
        fact = f"{path} is among published calendars, which only `statplan publish` writes"
        hint = "Name a file in another folder."
    elif any(_is_same(path, read) for read in inputs):
        fact = f"{path} is read by this command, and would be destroyed"
        hint = "Name another file."
    else:
        return
    raise StatplanError(f"{fact}. Nothing was changed.", hint=hint, exit_code=4)


def _is_same(path: Path, other: Path) -> bool:
    if path.exists() and other.exists():
        return path.samefile(other)
    return os.path.realpath(path).casefold() == os.path.realpath(other).casefold()


def _refuse_edited(path: Path, data: bytes, kind: str) -> None:
    """Refuse to write over a document that a person edited, or over theirs with one of ours.

    Args:
        path: where to write.
        data: what to write.
        kind: the suffix of the document's format; empty where it is no document.
    """
    kept = kind or path.suffix.lower()
    if kept not in SEALED_SUFFIXES or not path.is_file() or is_equal(path, data):
        return
    before = path.read_bytes()
    condition = find_condition(kept, before)
    if not before.strip() or condition == "intact" or (condition == "unsealed" and not kind):
        return
    what = "was edited since statplan wrote it" if condition == "edited" else "is not by statplan"
    raise StatplanError(
        f"{path} {what}, or was saved by another program. Nothing was changed.",
        hint="To keep it, name another file with -o. To replace it, delete it first, or add "
        "--force where the command has it.",
        exit_code=4,
    )
