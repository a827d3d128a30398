"""The reader of an adopted list of meeting dates: a table, a calendar, or a date on each line."""

import re
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import date, time, timedelta
from pathlib import Path

from statplan.busy.csv_table import normalize_word, read_cells
from statplan.busy.dated_entries import DatedEntry, read_dated_entries
from statplan.busy.window import Window
from statplan.csv_reader import UnreadableSheetError, decode_text, is_filled, read_sheet
from statplan.errors import AnswerError, Problem, StatplanError
from statplan.holds import KEPT_FREE, Role, make_uid
from statplan.plan import phrases
from statplan.plan.english import format_count, format_list, format_long_date
from statplan.plan.quotation import quote_answer
from statplan.plan.time_answers import build_phrase_context
from statplan.plan.timezones import load_timezone
from statplan.schedule.adopted_dates import AdoptedDate
from statplan.schedule.build_schedule import make_schedule
from statplan.schedule.deadlines import DeadlineKind
from statplan.workspace import files
from statplan.workspace.plan_loader import ScheduledPlan

STANDARD_INPUT = "-"
_CALENDARS, _TABLES = (".ics", ".ical"), (".csv", ".tsv")
_YEAR = timedelta(days=366)
_NAME_COLUMN = ("series", "name", "title", "subject", "summary", "body", "event", "committee")
_OTHER_COLUMNS = {
    "meeting": ("meeting", "meeting key"),
    "name": _NAME_COLUMN,
    "role": ("role",),
    "state": ("state", "status"),
}
_DATED = {
    "date": ("date", "day", "meeting date", "start date"),
    "time": ("time", "start time", "start", "begins"),
    **_OTHER_COLUMNS,
}
_STARTED = {"date": ("start", "starts", "begin", "begins", "from"), **_OTHER_COLUMNS}
_GONE = frozenset({"cancelled", "canceled", "released"})
_DEADLINES = frozenset(DeadlineKind)
_NO_COLUMN = "no column of the table is headed Date."
_HEAD_COLUMN = "Head the column of dates with Date."
_NUMERIC = re.compile(r"(?:[A-Za-z]+[.,]*\s+)?(\d{1,2}([/.-])\d{1,2}\2(?:\d{4}|\d{2}))\b")
_LONG_YEAR = re.compile(r"\b\d{4}\b")
_NO_MEETING = re.compile(r"\W*(?:cancell?ed|no meetings?)\b", re.IGNORECASE)
_NOTE_HINT = " Put # in front of a line that has no date."
_BULLET = re.compile(r"(?:[-*\u2022\u2013]|\d{1,3}[.)])\s+")
_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(?::\d\d)?")
_SECONDS = re.compile(r"(\d:\d\d):\d\d\b")
_SEPARATORS = " \t,;:|@()\u2013\u2014-"
_JOINED = re.compile(r"(?:,|;|&|-|\u2013|\b(?:and|to|through)\b)\s*", re.IGNORECASE)
_TIME_LEAD = re.compile(r"(?:at|from)\s+", re.IGNORECASE)
_CLOCK = re.compile(r"\d:\d|\d\s*[ap]\.?m\b|\bnoon\b", re.IGNORECASE)
_MOST_TIME_WORDS = 6  # as in "9:00 a.m. to 10:30 a.m."
_KEY = re.compile(r"[a-z0-9-]+/[0-9][0-9A-Za-z.-]*")


@dataclass(frozen=True, slots=True)
class AdoptedList:
    """The dates of a list, its name in messages, and how what is unclear in it was read.

    `path` is None where it was read from standard input.
    """

    name: str
    path: Path | None
    dates: tuple[AdoptedDate, ...]
    notes: tuple[str, ...] = ()


def load_adopted_list(source: str, loaded: ScheduledPlan) -> AdoptedList:
    """Read a file, or standard input, as a list of meeting dates.

    Args:
        source: the path, or `-` for standard input.
        loaded: the plan, whose country says which of day and month is first in 3/4/2027, whose zone
            says on which day an entry of a calendar is, and whose own entries are known by it.

    Raises:
        StatplanError: exit code 2; a date of the list cannot be read, or it has none.
    """
    path = None if source == STANDARD_INPUT else Path(source)
    content = files.read_file(path) if path else sys.stdin.buffer.read()
    name = str(path or "standard input")
    reader = _ListReader(name, loaded)
    dates = tuple(reader.read_dates(content, path.suffix.lower() if path else ""))
    if reader.problems:
        count = format_count(len(reader.problems), "line")
        raise StatplanError(
            f"{count} of {name} cannot be read as a meeting date.",
            problems=tuple(reader.problems),
            exit_code=2,
        )
    if not dates:
        raise StatplanError(
            f"{name} has no meeting date.",
            remedy="Write one date on each line, such as March 11, 2027.",
            exit_code=2,
        )
    return AdoptedList(name, path, dates, (*reader.notes, *reader.describe_cancelled()))


@dataclass(slots=True)
class _ListReader:
    """The reader of one list, with what could not be read so far, and what is to be told."""

    name: str
    loaded: ScheduledPlan
    problems: list[Problem] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    noted_kinds: set[str] = field(default_factory=set)
    cancelled_lines: list[int] = field(default_factory=list)

    def read_dates(self, content: bytes, suffix: str) -> Iterator[AdoptedDate]:
        """Yield the dates of a list; what it is, its name says, or else how it begins."""
        head = content.removeprefix(b"\xef\xbb\xbf").lstrip()[:15].upper()
        if suffix in _CALENDARS or head == b"BEGIN:VCALENDAR":
            yield from self._read_calendar(content)
            return
        try:
            text, _ = decode_text(content)
            if suffix in _TABLES or self._has_date_column(content):
                yield from self._read_table(content)
            else:
                yield from self._read_lines(text)
        except UnreadableSheetError as error:
            self.problems.append(error.problem.with_file(self.name))

    def describe_cancelled(self) -> Iterator[str]:
        """Yield the sentence on the lines that say that a meeting does not take place."""
        if self.cancelled_lines:
            lines = format_list(map(str, self.cancelled_lines))
            if len(self.cancelled_lines) == 1:
                yield f"Line {lines} of the list is left out: its meeting is cancelled."
            else:
                yield f"Lines {lines} of the list are left out: their meetings are cancelled."

    def _report(self, line: int, fact: str, remedy: str) -> None:
        self.problems.append(Problem(line, 0, "", fact, remedy, self.name))

    def _read_calendar(self, content: bytes) -> Iterator[AdoptedDate]:
        schedule = self.loaded.schedule
        window = Window(schedule.first - _YEAR, schedule.last + _YEAR)
        calendar = read_dated_entries(content, load_timezone(schedule.zone), window)
        if not calendar.is_calendar:
            self._report(0, "this is no calendar.", "Export the calendar again, as iCalendar.")
        for line, fact in calendar.faults:
            self._report(line, fact, "Correct the entry in the calendar, and export it again.")
        own_entries = self._index_own_entries()
        for entry in calendar.entries:
            meeting_key, role = own_entries.get(entry.uid, ("", ""))
            if not _is_other_entry(role, "confirmed" if _is_firm(entry) else ""):
                yield AdoptedDate(
                    entry.start.date(), entry.start_time, entry.title, meeting_key, entry.line
                )

    def _index_own_entries(self) -> dict[str, tuple[str, str]]:
        """Return the meeting and the role of each entry of the plan, by its UID.

        A reserve day that a meeting took since is among them.
        """
        lineage, schedule = self.loaded.plan.lineage, self.loaded.schedule
        if lineage is None:
            return {}
        meeting_keys = [meeting.key for meeting in schedule.meetings]
        meeting_keys += [omission.key for omission in schedule.omitted]
        planned = make_schedule(self.loaded.plan, self.loaded.published)
        meeting_keys += [reserve_day.key for reserve_day in planned.reserve_days]
        return {
            make_uid(lineage, meeting_key, role): (str(meeting_key), role)
            for meeting_key in meeting_keys
            for role in (*Role, *DeadlineKind)
        }

    def _has_date_column(self, content: bytes) -> bool:
        names = {*_DATED["date"]}
        sheet = read_sheet(
            content, lambda header: len(names.intersection(map(normalize_word, header)))
        )
        return sheet.header_index is not None

    def _read_table(self, content: bytes) -> Iterator[AdoptedDate]:
        """Yield the dates of a table whose column of dates has a heading, or is the only one."""
        for columns in (_DATED, _STARTED):
            table = read_cells(content, columns, {"date"}, _NO_COLUMN)
            if table.rows or table.end_fault is None or table.end_fault.fact != _NO_COLUMN:
                if table.end_fault:
                    self._report(table.end_fault.line, table.end_fault.fact, "")
                for line, cells in table.rows:
                    yield from self._read_row(line, cells)
                return
        yield from self._read_headless_table(content)

    def _read_row(self, line: int, cells: dict[str, str]) -> Iterator[AdoptedDate]:
        if _is_other_entry(cells.get("role", ""), cells.get("state", "")):
            return
        meeting = cells.get("meeting", "")
        is_key = bool(_KEY.fullmatch(meeting))
        name = cells.get("name") or ("" if is_key else meeting)
        adopted = self._read_cells(line, cells.get("date", ""), cells.get("time", ""), name)
        if adopted:
            yield replace(adopted, meeting_key=meeting if is_key else "")

    def _read_headless_table(self, content: bytes) -> Iterator[AdoptedDate]:
        """Yield the dates of the only column that has a date in each row, but for the headings."""
        sheet = read_sheet(content, lambda row: sum(map(self._is_date, row)))
        rows = [(line, row) for line, row in enumerate(sheet.rows, 1) if any(map(is_filled, row))]
        dated = [[self._is_date(cell) for cell in row] for _, row in rows]
        below = dated[1:] or dated  # the first row may have headings
        date_columns = [
            index
            for index in range(min(map(len, dated), default=0))
            if all(row[index] for row in below)
        ]
        if sheet.problem:
            self.problems.append(sheet.problem.with_file(self.name))
        elif len(date_columns) != 1:
            fact = "more than one column has dates." if date_columns else _NO_COLUMN
            self._report(1, fact, _HEAD_COLUMN)
        else:
            (column,) = date_columns
            for line, row in rows if dated[0][column] else rows[1:]:
                others = (cell for index, cell in enumerate(row) if index != column)
                adopted = self._read_cells(line, row[column], "", " ".join(filter(None, others)))
                yield from [replace(adopted, is_note=True)] if adopted else []

    def _is_date(self, cell: str) -> bool:
        try:
            self._split_day(cell)
        except AnswerError:
            return False
        return True

    def _read_cells(
        self, line: int, date_text: str, time_text: str = "", name: str = "", hint: str = ""
    ) -> AdoptedDate | None:
        """Read a date, with its time where there is one; what cannot be read is reported."""
        try:
            day, rest = self._split_day(date_text)
            given_time = self._read_start(time_text) if time_text else None
            start_time, words = (given_time, name) if time_text else self._split_time(rest)
            words = name or words
        except AnswerError as error:
            self._report(line, error.fact, f"{error.remedy}{hint}")
            return None
        if _NO_MEETING.match(words):
            self.cancelled_lines.append(line)
            return None
        return AdoptedDate(day, start_time, words, line=line)

    def _read_lines(self, text: str) -> Iterator[AdoptedDate]:
        """Yield the date at the beginning of each line; the words after it may name the meeting."""
        for line, full_text in enumerate(text.splitlines(), 1):
            words = _BULLET.sub("", full_text.strip(), count=1)
            if words and not words.startswith("#"):
                adopted = self._read_cells(line, words, hint=_NOTE_HINT)
                yield from [replace(adopted, is_note=True)] if adopted else []

    @property
    def _context(self) -> phrases.PhraseContext:
        """What a date in numbers and a time without its half of the day are read by."""
        return build_phrase_context(self.loaded.answers, self.loaded.schedule.first)

    def _split_day(self, text: str) -> tuple[date, str]:
        """Return the date at the beginning of a text, and the rest.

        Raises:
            AnswerError: there is none, it may be several, or there are several.
        """
        plain = _MOMENT.sub(r"\1 \2", text.strip())
        numeric = _NUMERIC.match(plain)
        is_whole = _has_whole_year(plain)
        context = None if is_whole and not numeric else self._context
        day, rest = phrases.split_leading_day(plain, context)
        if numeric and max(day.day, day.month) <= 12:  # noqa: PLR2004 - months
            self._note_once("number", numeric[1], day)
        elif not is_whole:
            self._note_once("year", plain.removesuffix(rest).strip(_SEPARATORS), day)
        joined = _JOINED.match(rest)
        if _has_day(rest[joined.end() :] if joined else rest, context):
            fact = f"{quote_answer(text)} has more than one date."
            raise AnswerError(fact, "Write each date on a line of its own.")
        return day, rest.strip(_SEPARATORS)

    def _note_once(self, kind: str, text: str, day: date) -> None:
        """Note how the first date is read that has the month as a number, or that has no year."""
        words = f"{text} was read as {format_long_date(day)}, and other such dates in the same way."
        if kind not in self.noted_kinds:
            self.noted_kinds.add(kind)
            self.notes.append(words)

    def _split_time(self, text: str) -> tuple[time | None, str]:
        """Return the time at the beginning of a text, and the rest; None where there is none.

        Raises:
            AnswerError: it may be two times.
        """
        words = _TIME_LEAD.sub("", text, count=1).split()
        for count in range(min(_MOST_TIME_WORDS, len(words)), 0, -1):
            phrase = " ".join(words[:count]).strip(_SEPARATORS)
            if _CLOCK.search(phrase):
                try:
                    return self._read_start(phrase), " ".join(words[count:]).strip(_SEPARATORS)
                except AnswerError:
                    if count == 1:
                        raise
        return None, text

    def _read_start(self, text: str) -> time:
        """Read a time, or the start of a range of times.

        Raises:
            AnswerError: it is none, or may be two.
        """
        phrase = _SECONDS.sub(r"\1", text)
        try:
            return phrases.read_clock_range(phrase, self._context)[0]
        except AnswerError:
            return phrases.read_clock(phrase, self._context)


def _has_whole_year(text: str) -> bool:
    """Return whether the date at the beginning of a text has a year of four digits."""
    try:
        phrases.split_leading_day(text)
    except AnswerError:
        return bool(_LONG_YEAR.search(text))
    return True


def _has_day(text: str, context: phrases.PhraseContext | None) -> bool:
    try:
        phrases.split_leading_day(text, context)
    except AnswerError:
        return False
    return True


def _is_firm(entry: DatedEntry) -> bool:
    return entry.status != "tentative"


def _is_other_entry(role: str, state: str) -> bool:
    """Return whether an entry is no date of a meeting: a deadline, cancelled, or only a backup."""
    role, state = role.casefold(), state.casefold()
    is_kept_free = role in KEPT_FREE and state != "confirmed"
    return is_kept_free or role in _DEADLINES or state in _GONE
