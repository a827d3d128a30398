"""People and departments from a sheet's rows: what to add to the plan, or all that is wrong."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from statplan.cli.sheet.book import RosterMerger
from statplan.cli.sheet.entry import PEOPLE_PATH
from statplan.cli.sheet.table import RosterTable, UnreadableRosterError, read_table
from statplan.errors import Problem
from statplan.plan.english import format_list

_MOST_ROWS_NAMED = 10  # rows that a note names


@dataclass(frozen=True, slots=True)
class RosterAdditions:
    """The additions of a file to a plan. Where there are problems, it adds nothing.

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
        stated = {key: entries for key, entries in lists.items() if entries}
        return {"participants": stated} if stated else {}


def read_roster(raw: bytes, answers: Mapping[str, Any]) -> RosterAdditions:
    """Read a roster that was exported from a spreadsheet.

    A row is somebody with an office, or a department alone. Whoever is on the roster already, by
    e-mail or by office and department, keeps the id and gets what was not known.

    Args:
        raw: the file's bytes: comma-, semicolon- or tab-separated values.
        answers: the answers so far.
    """
    try:
        table = read_table(raw)
    except UnreadableRosterError as error:
        return RosterAdditions(problems=(error.problem,))
    if not table.rows:
        fact, remedy = "no row below the headings says anything.", "Export the roster again."
        return RosterAdditions(
            notes=table.notes, problems=(Problem(table.header_row, 1, "", fact, remedy),)
        )
    merger = RosterMerger(answers)
    for row in table.rows:
        merger.add_row(row)
    problems = sorted(
        {*table.problems, *merger.list_problems(), *_list_office_problems(merger, table)}
    )
    notes = (*table.notes, *_describe_repeated(merger.repeated_rows))
    if problems:
        return RosterAdditions(notes=notes, problems=tuple(problems))
    return RosterAdditions(merger.people, merger.departments, merger.panel, notes)


def _list_office_problems(merger: RosterMerger, table: RosterTable) -> list[Problem]:
    """Return the rows without an office; one problem alone where the whole column is missing."""
    if "office" in table.known_columns or not merger.office_problems:
        return merger.office_problems
    fact = "no column tells the offices."
    remedy = "Add one with the heading Office; names may be left out."
    return [Problem(table.header_row, 1, PEOPLE_PATH, fact, remedy)]


def _describe_repeated(rows: list[int]) -> list[str]:
    if not rows:
        return []
    more = [f"{len(rows) - _MOST_ROWS_NAMED:,} more"] if len(rows) > _MOST_ROWS_NAMED else []
    listed = format_list([*map(str, rows[:_MOST_ROWS_NAMED]), *more])
    subject = f"Row {listed} is" if len(rows) == 1 else f"Rows {listed} are"
    return [f"{subject} about somebody of an earlier row and added nobody."]
