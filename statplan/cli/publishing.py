"""`statplan publish`: commit what is pending, the ledger first and then every output, as one."""

from collections.abc import Callable, Iterable
from contextlib import nullcontext
from dataclasses import dataclass, replace
from pathlib import Path

from statplan import files, screen
from statplan.calendars.audience import Audience, audience
from statplan.calendars.note import is_note
from statplan.calendars.publication import Publication
from statplan.calendars.published_names import NOTE
from statplan.calendars.telling import organizer
from statplan.cli import diffing, keeping, public_folder, publicly
from statplan.cli.change_set import read_change_set
from statplan.cli.confirmation import find_doubt
from statplan.cli.keeping import Kept
from statplan.cli.large import warn_large
from statplan.cli.lines import put
from statplan.cli.next_step import name_next_step
from statplan.cli.progress import teller
from statplan.cli.standing_files import describe_broken_files, warn_of_broken_files
from statplan.errors import StatplanError
from statplan.files.attributes import make_attributes
from statplan.files.contradictions import describe_way_back
from statplan.files.near_misses import quote
from statplan.files.versions import has_markers
from statplan.files.witnesses import find_publish_folders, make_manifest
from statplan.ledger import Changes, Ledger, issue
from statplan.ledger.issuing import recall_changes
from statplan.ledger.writing import write


@dataclass(frozen=True, slots=True)
class Manner:
    """How to publish: for whom besides everybody, how sure the person is, and in which words."""

    audiences: tuple[str, ...] = ()
    yes: bool = False
    dry_run: bool = False
    invite: bool = False
    reword: bool = False


def run(given: Path | None, change_set: Path | None, manner: Manner) -> None:
    """Publish what is pending, or just the change set of a file.

    Raises:
        StatplanError: exit code 4, the change set is not what is pending any more, or a person
            should confirm it first; 1, a file cannot be written, and none has been.
    """
    tell = teller()
    with nullcontext(keeping.keep(given)) if manner.dry_run else keeping.alone(given) as kept:
        found = diffing.difference(kept, reword=manner.reword)
        if change_set is not None:
            _as_saved(change_set, found)
        doubt = (
            None if manner.yes else find_doubt(found, _build_confirmed_command(change_set, manner))
        )
        if doubt and not manner.dry_run:
            put(diffing.as_text(found).splitlines())
            raise doubt
        _refuse_foreign_note(kept)
        publication = _publication(kept, found, manner)
        outputs = _outputs(kept, publication, tell)
        if manner.dry_run:
            warn_of_broken_files(kept)
            put(diffing.as_text(found).splitlines())
            _would_write(kept, publication, outputs)
            publicly.name_withdrawn(kept, kept.folder / public_folder.FOLDER)
            warn_large(outputs)
            if doubt:
                screen.say(f"Publishing will ask first: {doubt.message}\n  {doubt.hint}")
            screen.say("Nothing was written: this was a dry run.")
            return
        broken = describe_broken_files(kept)
        written = keeping.commit(kept.loaded, outputs)
        put(diffing.as_text(found).splitlines())
        if broken:
            screen.say(f"{broken} This publish has written that anew.")
        _tell(kept, publication, written)
        publicly.name_withdrawn(kept, kept.folder / public_folder.FOLDER)
        warn_large({path: outputs[path] for path in written})


def _refuse_foreign_note(kept: Kept) -> None:
    """Refuse to begin in a folder that has a CHANGES.md of somebody else, or of a lost ledger."""
    note = kept.folder / NOTE
    if kept.ledger.published is not None or not note.exists():
        return
    if note.is_file() and is_note(files.read(note)):
        raise StatplanError(
            f"{note} tells of a publish, and {kept.path} knows of none.",
            hint=describe_way_back(kept.path, kept.folder),
            exit_code=4,
        )
    raise StatplanError(
        f"{note} is there already, and statplan did not write it.",
        hint="Rename it, or state another folder for calendars (frequency.calendars.folder).",
        exit_code=4,
    )


def _as_saved(path: Path, found: diffing.Difference) -> None:
    saved, name = read_change_set(path), quote(path)
    now = diffing.saved(found)
    for key, fact in (
        ("audience", "it holds only what one audience is shown"),
        ("lineage", "it is of another plan"),
        ("serial", "the ledger has moved since it was saved"),
        ("issued", "the ledger has moved since it was saved"),
        ("changes", "the plan has changed since it was saved"),
    ):
        if getattr(saved, key) != now[key]:
            hint = f"Look at `statplan diff` again, and save it anew: `statplan diff -o {name}`."
            raise StatplanError(f"{path}: {fact}.", hint=hint, exit_code=4)


def _build_confirmed_command(change_set: Path | None, manner: Manner) -> str:
    """Return the command that publishes the same without a question."""
    words = ["statplan publish", *([quote(change_set)] if change_set else [])]
    words += [f"--for {quote(name)}" for name in manner.audiences]
    words += ["--invite"] * manner.invite + ["--reword"] * manner.reword
    return " ".join([*words, "--yes"])


def _publication(kept: Kept, found: diffing.Difference, manner: Manner) -> Publication:
    plan = kept.loaded.plan
    if manner.invite and organizer(plan) is None:
        raise StatplanError(
            "nobody can be invited: the plan names no organizer with an address.",
            hint="Set frequency.calendars.organizer to somebody on the roster with an e-mail.",
        )
    wished = {*kept.ledger.audiences, *(each for each in manner.audiences if each != "all")}
    names = tuple(sorted(wished))
    for each in manner.audiences:
        audience(plan, each)
    ledger = issue(kept.ledger, found.all, kept.now)
    if names != ledger.audiences:
        serial = ledger.serial + (ledger.serial == kept.ledger.serial)
        ledger = replace(ledger, serial=serial, audiences=names)
    return Publication(plan, ledger, found.all, _known(kept, ledger), manner.invite)


def _known(kept: Kept, ledger: Ledger) -> tuple[Audience, ...]:
    """The audiences that are kept up; one that the plan no longer knows gets nothing more."""
    found = []
    for name in ledger.audiences:
        try:
            found.append(audience(kept.loaded.plan, name))
        except StatplanError as error:
            screen.say(f"no calendar for {name}: {error.message}")
    return tuple(found)


def _outputs(
    kept: Kept, publication: Publication, tell: Callable[[str], None]
) -> dict[Path, bytes]:
    """Every file that is written, the ledger first."""
    outputs = {kept.path: write(publication.ledger)}
    if publication.ledger.published is None:
        return outputs if publication.ledger != kept.ledger else {}
    tell(str(kept.folder))
    outputs |= _calendars(kept, publication) | make_attributes(kept.folder)
    return outputs | publicly.of_publish(kept, publication.ledger, tell)


def _calendars(kept: Kept, publication: Publication) -> dict[Path, bytes]:
    """The files of the calendar folder but for the public page, and what proves them."""
    found = {kept.folder / name: data for name, data in publication.files()}
    return found | {kept.folder / files.MANIFEST_FILE: make_manifest(publication.ledger)}


def published(kept: Kept) -> dict[Path, bytes]:
    """The files of the last publish that its ledger can tell again: all but those of changes.

    The public page is none of them: it is as of its day, and none of it is wrong.
    """
    plan, ledger = kept.loaded.plan, kept.ledger
    if ledger.published is None:
        return {}
    nothing = Changes((), ledger.issued)
    return _calendars(kept, Publication(plan, ledger, nothing, _known(kept, ledger)))


def restore_note(kept: Kept) -> dict[Path, bytes]:
    """Return the note of the last publish where it is missing, or git could not merge it.

    It comes from the dated folder of that publish. Where that is gone too, the folder and the note
    are made from the ledger, as far as the ledger tells.
    """
    ledger, note = kept.ledger, kept.folder / NOTE
    if ledger.published is None or _is_whole(note):
        return {}
    folders = {
        name: serial
        for name, serial in find_publish_folders(kept.folder).items()
        if _is_whole(kept.folder / name / NOTE)
    }
    newest = max(folders, key=lambda name: (folders[name], name), default="")
    if newest and (ledger.published.is_merge or folders[newest] == ledger.published.serial):
        return {note: files.read(kept.folder / newest / NOTE)}
    changes = Publication(kept.loaded.plan, ledger, recall_changes(ledger)).change_files()
    outputs = {kept.folder / name: data for name, data in changes}
    return {path: data for path, data in outputs.items() if not _is_whole(path)}


def _is_whole(path: Path) -> bool:
    """Return whether a file is there with its contents, and without conflict markers."""
    data = path.read_bytes() if path.is_file() else b""
    return bool(data) and not files.is_lfs_pointer(data) and not has_markers(data)


def _would_write(kept: Kept, publication: Publication, outputs: dict[Path, bytes]) -> None:
    """Name the files; the digest in a dated folder's name depends on the moment of publishing."""
    folder = publication.folder()
    shown = f"{folder.rpartition('-')[0]}-*"
    changed = [path for path in outputs if not files.is_equal(path, outputs[path])]
    named = [
        path.parent.with_name(shown) / path.name if path.parent.name == folder else path
        for path in changed
    ]
    _list(kept, "would write", named)
    if named != changed:
        screen.say(f"The name of {shown} will end in a digest of what is published, and when.")


def _list(kept: Kept, what: str, paths: Iterable[Path]) -> None:
    """Name files; those of the public page, which are many, by their number."""
    public = kept.folder / public_folder.FOLDER
    inside = []
    for path in paths:
        if public in path.parents:
            inside.append(path)
        else:
            screen.say(f"{what}  {path}")
    if inside:
        screen.say(f"{what}  {public}, {publicly.counted(inside)}")


def _tell(kept: Kept, publication: Publication, written: list[Path]) -> None:
    public = kept.folder / public_folder.FOLDER
    _list(kept, "wrote", written)
    if public.exists() and not public_folder.is_public(kept):
        screen.say(f"{public} is kept up no more: the plan publishes no schedule.")
    if not written:
        screen.say("Everything is published already.")
        return
    if publication.changes:
        name_next_step(kept.loaded.plan, kept.folder / publication.folder())
