"""`statplan site`, and what of it a publish writes: the public page with its feeds."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from statplan import files, screen
from statplan.calendars.audience import audience
from statplan.cli import keeping
from statplan.cli.audiences import say_pending, told
from statplan.cli.keeping import Kept, keep
from statplan.cli.progress import teller
from statplan.cli.public_folder import FOLDER, is_public
from statplan.cli.records import FOLDER as RECORDS
from statplan.cli.records import looked_at, read_folder
from statplan.errors import StatplanError
from statplan.files.output import write_outputs
from statplan.files.site_files import LIST_FILE, make_list, read_digests
from statplan.ledger import Ledger
from statplan.plan.publicity import LANGUAGES


def run(
    given: Path | None, output: Path | None, languages: tuple[str, ...], *, force: bool
) -> None:
    """Write the public folder as of today.

    Raises:
        StatplanError: exit code 2, a language that there is not; 4, the plan publishes no schedule,
            a file would hold what is withheld, or it is the calendar folder that is named. Nothing
            is written then.
    """
    for each in languages:
        if each not in LANGUAGES:
            hint = f"Write {' or '.join(LANGUAGES)}."
            raise StatplanError(f"there is no page in '{each[:20]}'.", hint=hint, exit_code=2)
    tell = teller()
    kept = keep(given)
    audience(kept.loaded.plan, "public")
    folder = output or kept.folder / FOLDER
    _not_among_calendars(kept, folder)
    published = kept.ledger.published is not None
    of = Made(kept.year().day, languages, published=published)
    outputs = site_files(kept, told(kept), folder, of, tell)
    changed = _write(kept, folder, outputs, force=force)
    say_pending(kept)
    name_withdrawn(kept, folder)
    words = f"wrote  {folder}, {counted(changed)}" if changed else f"unchanged  {folder}"
    screen.say(f"{words}")
    if not kept.loaded.plan.publicity.address:
        screen.say(
            "Nobody can subscribe yet: state publicity.address, where the folder will stand."
        )


def _write(kept: Kept, folder: Path, outputs: Mapping[Path, bytes], *, force: bool) -> list[Path]:
    """Write the files; in a folder that no publish keeps, only over those of an earlier run."""
    inputs = keeping.find_state(kept.loaded)
    if folder.resolve() == (kept.folder / FOLDER).resolve():
        return write_outputs(outputs, inputs, force=True)
    known = read_digests(folder)
    digests = {folder / name: digest for name, digest in known.items()}
    listed = {folder / LIST_FILE: make_list(folder, outputs, known)}
    return write_outputs({**outputs, **listed}, inputs, digests=digests, force=force)


def _not_among_calendars(kept: Kept, folder: Path) -> None:
    """Refuse the folder in which everything stands that is not public, by the same names too."""
    if folder.resolve() == kept.folder.resolve():
        raise StatplanError(
            f"{folder} holds the calendars of those inside; nothing was written.",
            hint=f"Name another folder, or leave -o out: {kept.folder / FOLDER} is public.",
            exit_code=4,
        )


def counted(paths: Collection[Path]) -> str:
    """How many files of the public folder were written."""
    return "1 file" if len(paths) == 1 else f"{len(paths)} files"


@dataclass(frozen=True, slots=True)
class Made:
    """How a site is made: for which day, in which languages, and whether it was published."""

    day: date
    languages: tuple[str, ...] = ()
    published: bool = True


def of_publish(kept: Kept, ledger: Ledger, tell: Callable[[str], None]) -> dict[Path, bytes]:
    """What a publish writes into the public folder: as of today, so that no page turns back a day.

    Where nothing was pending, and the page there is as it would be made on its own day, it stays.
    """
    folder = kept.folder / FOLDER
    day = _day_of(folder) if ledger == kept.ledger else None
    if day:
        standing = site_files(kept, ledger, folder, Made(day), tell)
        if all(files.is_equal(path, data) for path, data in standing.items()):
            return standing
    return site_files(kept, ledger, folder, Made(kept.year().day), tell)


def _day_of(folder: Path) -> date | None:
    """The day that the page in a folder is of; None where none can be read."""
    from statplan.site.data import day_of
    from statplan.site.names import DATA

    try:
        data = files.read_if_there(folder / DATA)
    except StatplanError:
        return None  # what stands in its place is named before anything is written
    return day_of(data or b"")


def site_files(
    kept: Kept, ledger: Ledger, folder: Path, made: Made, tell: Callable[[str], None]
) -> dict[Path, bytes]:
    """Every file of the public folder; none where the plan publishes no schedule."""
    if not is_public(kept):
        return {}
    from statplan.records import cleared, withheld_of
    from statplan.site import make_site, public_files

    texts = read_folder(kept.path.parent / RECORDS)
    site = make_site(
        kept.loaded.plan,
        ledger,
        kept.loaded.schedule,
        made.day,
        published=made.published,
        languages=made.languages,
        records=cleared(texts),
    )
    found = public_files(site, withheld_of(texts), tell)
    return {folder / name: data for name, data in found.items()}


def name_withdrawn(kept: Kept, folder: Path) -> None:
    """Say which pages of records stand beside a page though their copy was taken back."""
    from statplan.site.records import FOLDER as PAGES
    from statplan.site.records import names

    pages = sorted((folder / PAGES).glob("*.html")) if is_public(kept) else ()
    copies = looked_at(kept).copies if pages else ()
    cleared = names(kept.loaded.plan, kept.ledger.lineage, copies)
    for path in pages:
        if path.relative_to(folder).as_posix() not in cleared:
            remedy = "take it away, here and on the web"
            screen.say(f"{path} is not cleared any more: {remedy}.")
