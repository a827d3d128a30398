"""People and departments from a sheet's rows: what to add to the plan, or all that is wrong."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from statplan.cli.sheet.book import Book
from statplan.cli.sheet.entry import PEOPLE
from statplan.cli.sheet.table import Table, UnreadableError, read_table
from statplan.errors import Problem
from statplan.plan.english import listing

_LISTED = 10  # rows that a note names


@dataclass(frozen=True, slots=True)
class Roster:
    """What a file adds to a plan. Where there are problems, it adds nothing.

    Attributes:
        people: records for `participants.people`, in the order of the rows; of somebody who is
            there already, the id and what was not known.
        departments: the same for `participants.departments`.
        panel: the whole of `participants.panel`, who was on it first; empty if nobody is added.
        notes: what was ignored, guessed or taken together, in sentences.
        problems: all that is wrong, each with its row and column.
    """

    people: list[dict[str, Any]] = field(default_factory=list)
    departments: list[dict[str, Any]] = field(default_factory=list)
    panel: list[str] = field(default_factory=list)
    notes: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def answers(self) -> dict[str, Any]:
        """The same as answers of a plan, for `Answers.add`."""
        lists = {"people": self.people, "departments": self.departments, "panel": self.panel}
        stated = {key: value for key, value in lists.items() if value}
        return {"participants": stated} if stated else {}


def read_roster(raw: bytes, data: Mapping[str, Any]) -> Roster:
    """Read a roster that was exported from a spreadsheet.

    A row is somebody with an office, or a department alone. Whoever is on the roster already, by
    e-mail or by office and department, keeps the id and gets what was not known.

    Args:
        raw: the file's bytes: comma-, semicolon- or tab-separated values.
        data: the answers so far.
    """
    try:
        table = read_table(raw)
    except UnreadableError as error:
        return Roster(problems=(error.problem,))
    if not table.rows:
        fact, remedy = "no row below the headings says anything.", "Export the roster again."
        return Roster(notes=table.notes, problems=(Problem(table.header, 1, "", fact, remedy),))
    book = Book(data)
    for row in table.rows:
        book.enter(row)
    problems = sorted({*table.problems, *book.check(), *_officeless(book, table)})
    notes = (*table.notes, *_repeated(book.repeated))
    if problems:
        return Roster(notes=notes, problems=tuple(problems))
    return Roster(book.people, book.departments, book.panel, notes)


def _officeless(book: Book, table: Table) -> list[Problem]:
    """Rows without an office; one problem alone where the whole column is missing."""
    if "office" in table.known or not book.officeless:
        return book.officeless
    fact = "no column tells the offices."
    remedy = "Add one with the heading Office; names may be left out."
    return [Problem(table.header, 1, PEOPLE, fact, remedy)]


def _repeated(rows: list[int]) -> list[str]:
    if not rows:
        return []
    more = [f"{len(rows) - _LISTED:,} more"] if len(rows) > _LISTED else []
    listed = listing([*map(str, rows[:_LISTED]), *more])
    who = f"Row {listed} is" if len(rows) == 1 else f"Rows {listed} are"
    return [f"{who} about somebody of an earlier row and added nobody."]
