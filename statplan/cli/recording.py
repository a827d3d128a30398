"""`statplan notes` and `redact`: a template for a record, and the copy of it that may be public."""

import secrets
from pathlib import Path

from statplan import files, screen
from statplan.cli import keeping
from statplan.cli.keeping import Kept
from statplan.cli.loading import Loaded
from statplan.cli.records import FOLDER, SUFFIX, manner
from statplan.cli.wishes import parse_meeting
from statplan.errors import StatplanError
from statplan.files import places
from statplan.files.near_misses import quote
from statplan.files.output import refuse_destination
from statplan.ledger import choose
from statplan.plan.english import listing
from statplan.records import Copy, Kind, make_template, redact
from statplan.records.kinds import grounds_of
from statplan.records.labels import BEGINNING
from statplan.records.papers import is_copy, read_copy

_CLEARED = ".public.md"
_FOREIGN = {b"%PDF": "PDF", b"PK\x03\x04": "Word, PowerPoint or another zipped file"}


def run_notes(given: Path | None, meeting: str, kind: str, output: Path | None) -> None:
    """Write the template of a record of a meeting.

    Raises:
        StatplanError: exit code 4, the file is there already, or the meeting is cancelled; 2, no
            such meeting or kind.
    """
    if kind not in {*Kind}:
        hint = f"Write {listing(Kind, 'or')}."
        raise StatplanError(f"'{kind[:20]}' is no kind of record.", hint=hint, exit_code=2)
    kept = keeping.keep(given)
    standing = choose(
        parse_meeting(meeting), kept.year().settled(kept.ledger), kept.loaded.schedule
    )
    if standing.course.stand is None:
        raise StatplanError(
            f"{standing.key} is cancelled: there is nothing to take notes of.",
            hint=f"If it takes place after all: `statplan restore {standing.key}`.",
            exit_code=4,
        )
    plan = kept.loaded.plan
    data = make_template(plan, standing, Kind(kind), grounds_of(plan), secrets.token_hex(16))
    if output == Path("-"):
        screen.show_data(data)
        return
    name = f"{standing.key.replace('/', '-')}-{kind}{SUFFIX}"
    path = output or kept.path.parent / FOLDER / name
    _refuse_destination(kept, path)
    if path.exists() and not path.is_dir():
        raise StatplanError(
            f"{path} is there already; nothing was written.",
            hint="Write on in it, or name another file with -o.",
            exit_code=4,
        )
    files.write_all({path: data})
    screen.say(f"wrote  {path}\nNext: fill it in; then `statplan redact {quote(path)}`.")


def run_redact(
    given: Path | None,
    path: Path,
    output: Path | None,
    allowed: tuple[str, ...],
    *,
    force: bool,
) -> None:
    """Make the copy of marked notes that may be public.

    Raises:
        StatplanError: exit code 1, with everything that speaks against it; nothing is written.
    """
    text = _text(path)
    if is_copy(text):
        raise StatplanError(
            f"{path} is a cleared copy already.",
            hint="Change the notes that it is of, and redact those.",
            exit_code=2,
        )
    kept = keeping.keep(given or _plan_above(path))
    found = redact(text, manner(kept, path, allowed))
    if not isinstance(found, Copy):
        named = tuple(each.in_file(str(path)) for each in found)
        count = "1 problem" if len(named) == 1 else f"{len(named)} problems"
        raise StatplanError(f"{count} found; nothing was written.", problems=named)
    data = found.write().encode()
    if output == Path("-"):
        screen.show_data(data)
        return
    target = output or path.with_name(f"{path.name.removesuffix(SUFFIX)}{_CLEARED}")
    _refuse_destination(kept, target)
    _not_over(target, path, force=force)
    changed = files.write_all({target: data})
    screen.say(f"{'wrote' if changed else 'unchanged'}  {target}")
    _tell(kept.loaded, found)


def _refuse_destination(kept: Kept, path: Path) -> None:
    """Refuse to write a record through a link, or over the state of the plan."""
    refuse_destination(path, keeping.find_state(kept.loaded))
    places.refuse(kept.path.parent, [kept.path.parent / FOLDER / path.name])


def _text(path: Path) -> str:
    data = files.read(path)
    for start, name in _FOREIGN.items():
        if data.startswith(start):
            raise StatplanError(
                f"{path} is {name}: what is covered, cropped or hidden in it can be brought back.",
                hint="Copy its words into `statplan notes MEETING --kind slides`, and redact that.",
                exit_code=4,
            )
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise StatplanError(
            f"{path}:{line}: this is no text in UTF-8.",
            hint="Save the file anew as plain text in UTF-8.",
        ) from None


def _plan_above(path: Path) -> Path | None:
    """The plan nearest above a file; else the one that is nearest above where the person is."""
    above = path.resolve().parents
    return next((each for each in above if (each / files.PLAN_FILE).is_file()), None)


def _not_over(target: Path, path: Path, *, force: bool) -> None:
    """Refuse to write over anything but a cleared copy as it was written.

    With `force`, a copy that was changed since is written over as well.
    """
    text = _text(target) if target.is_file() else None
    if target.resolve() == path.resolve() or (text is not None and not is_copy(text)):
        raise StatplanError(
            f"{target} is no cleared copy; it is left as it is.",
            hint="Name another file with -o.",
            exit_code=4,
        )
    if text is not None and read_copy(text) is None and not force:
        raise StatplanError(
            f"{target} was changed after it was cleared; it is left as it is.",
            hint="Bring what was changed into the notes, and add --force to replace the copy.",
            exit_code=4,
        )


def _tell(loaded: Loaded, copy: Copy) -> None:
    keys = {str(each.key) for each in loaded.schedule.meetings}
    if copy.meeting not in keys:
        screen.say(f"{copy.meeting} is not on the schedule of {loaded.path}.")
    count = copy.body.count(BEGINNING)
    places = "1 place" if count == 1 else f"{count} places"
    said = f"Something is withheld in {places}." if count else "Nothing is withheld."
    screen.say(f"{said} Read the copy before it is published.")
