"""The folder of records beside a plan: what is cleared, what is owed, what stays inside."""

from collections.abc import Iterator
from pathlib import Path

from statplan import files
from statplan.cli.keeping import Kept
from statplan.ledger import Settled
from statplan.plan import Plan
from statplan.plan.english import month_name
from statplan.plan.times import WEEKDAYS
from statplan.records import Folder, Manner, Promise, look, owed, withheld_of
from statplan.records.inside import kept_inside
from statplan.records.kinds import grounds_of
from statplan.records.withholding import words_of
from statplan.schedule import Schedule

FOLDER, SUFFIX = "records", ".md"


def read_folder(folder: Path) -> dict[str, str]:
    """Every record of a folder, marked or cleared, by its path; none where there is no folder."""
    paths = sorted(folder.glob(f"*{SUFFIX}"))
    return {str(path): files.read(path).decode(errors="replace") for path in paths}


def looked_at(kept: Kept) -> Folder:
    """The cleared copies beside a plan, and what is wrong with the others."""
    return look(read_folder(kept.path.parent / FOLDER))


def owing(kept: Kept, settled: Settled, folder: Folder) -> tuple[Promise, ...]:
    """What is promised of meetings that took place, and not cleared yet."""
    return owed(kept.loaded.plan, kept.loaded.schedule, settled, folder.copies)


def manner(kept: Kept, path: Path, allowed: tuple[str, ...]) -> Manner:
    """By what the notes of a file are judged: plan, ledger, and what other records withhold."""
    plan = kept.loaded.plan
    others = {
        name: text
        for folder in {path.parent, kept.path.parent / FOLDER}
        for name, text in read_folder(folder).items()
        if Path(name).resolve() != path.resolve()
    }
    elsewhere = (each for each in withheld_of(others) if not _is_plain_word(each.text))
    return Manner(
        grounds_of(plan),
        kept_inside(plan, kept.ledger, elsewhere),
        words_of(_names(plan, kept.loaded.schedule)),
        words_of(allowed),
    )


def _is_plain_word(text: str) -> bool:
    """Whether a text is one word that any other record may hold by chance."""
    return text.isalpha() and text.islower()


def _names(plan: Plan, schedule: Schedule) -> Iterator[str]:
    """What is public anyway: offices, departments, subjects, titles, days and months."""
    yield from (*WEEKDAYS, *map(month_name, range(1, 13)))
    yield from (each for each in (plan.program.name, plan.program.organization) if each)
    yield from (each.office for each in plan.participants.people or ())
    yield from (each.name for each in plan.participants.departments or ())
    yield from (each.name for each in plan.focus.subjects or ())
    yield from (each.item for each in plan.frequency.agenda or ())
    yield from (each.title for each in schedule.meetings)
