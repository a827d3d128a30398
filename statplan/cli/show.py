"""`statplan show`: the program in a few lines, what is next, and the year at a glance."""

import os
import shutil
import sys
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from textwrap import wrap

from statplan import screen
from statplan.cli import clock, keeping
from statplan.cli.loading import Loaded, load
from statplan.cli.year import Cell, key_lines, year_lines
from statplan.plan import roster
from statplan.schedule import Backup, Meeting

_NEXT = 5
_WIDEST = 96
_NARROWEST = 24


@dataclass(frozen=True, slots=True)
class People:
    """That the week of people is wanted, and the folder of their busy calendars, if any."""

    folder: Path | None = None


def run(
    given: Path | None, *, width: int | None, plain: bool, people: People | None = None
) -> None:
    """Print the year; letters alone where the output is no terminal or nobody wants more.

    Raises:
        StatplanError: the plan or the folder of busy calendars cannot be read.
    """
    loaded = load(given)
    if keeping.is_kept(loaded):
        loaded = replace(loaded, schedule=keeping.keep(loaded.path).as_it_stands())
    simple = plain or not sys.stdout.isatty() or os.environ.get("TERM") == "dumb"
    columns = width or min(_WIDEST, shutil.get_terminal_size().columns)
    lines = _wanted(loaded, people, max(columns, _NARROWEST), plain=simple)
    if simple:
        for line in lines:
            screen.show("".join(text for text, _ in line).rstrip())
        return
    _colored(lines, columns)


def _wanted(loaded: Loaded, people: People | None, width: int, *, plain: bool) -> list[list[Cell]]:
    if people is None:
        return lines_of(loaded, clock.today(), width, plain=plain)
    from statplan.cli.people import people_lines

    week = people_lines(loaded.plan, loaded.schedule, people.folder, width)
    return [*_summary(loaded, width), [], *week, [], *_reasons(loaded, width)]


def _colored(lines: Iterable[list[Cell]], columns: int) -> None:
    from rich.console import Console
    from rich.text import Text

    console = Console(width=columns, highlight=False)
    for line in lines:
        cells = [(screen.escape_controls(text), style) for text, style in line]
        console.print(Text.assemble(*cells), soft_wrap=True)


def lines_of(loaded: Loaded, today: date, width: int, *, plain: bool) -> list[list[Cell]]:
    """Everything that is shown, as lines of cells of text and style."""
    schedule = loaded.schedule
    lines: list[list[Cell]] = [*_summary(loaded, width), []]
    coming = [each for each in schedule.meetings if each.stand.day >= today][:_NEXT]
    if coming:
        lines.append([("Next meetings", "bold")])
        lines += [[(_short(text, width), "")] for text in map(_line, coming)]
        lines.append([])
    lines += _reasons(loaded, width)
    if schedule.meetings:
        lines += year_lines(schedule, width, plain=plain)
        lines += key_lines(width, plain=plain)
    return lines


def _summary(loaded: Loaded, width: int) -> list[list[Cell]]:
    plan, schedule = loaded.plan, loaded.schedule
    program = plan.program.name or "Stat program"
    whose = f", {plan.program.organization}" if plan.program.organization else ""
    backed = sum(isinstance(each.backup, Backup) for each in schedule.meetings)
    elsewhere = [each.moved.chosen for each in schedule.meetings if each.moved]
    moved, chosen = elsewhere.count(False), elsewhere.count(True)
    besides = f", {chosen} as the plan chose" if chosen else ""
    count = len(schedule.meetings)
    led = roster.led_by(plan)
    facts = ["No meeting is on the calendar yet."]
    if count:
        backups = f"{backed} with a back-up date"
        facts = [
            f"{schedule.first} to {schedule.last}, {schedule.zone}",
            f"{count} meetings, {backups}, {moved} moved off closed days{besides}",
        ]
    if led:
        facts.append(f"led by {led}")
    head = [[(line, "bold")] for line in wrap(program + whose, width)]
    return head + [[(line, "")] for fact in facts for line in wrap(fact, width)]


def _line(meeting: Meeting) -> str:
    stand = meeting.stand
    backup = meeting.backup
    other = f"back-up {backup.stand.day:%a %b %d}" if isinstance(backup, Backup) else "no back-up"
    return f"  {stand.day:%a %Y-%m-%d} {stand.at:%H:%M}  {other}  {meeting.name}"


def _from_to(meeting: Meeting) -> str:
    """From which day to which; with the times where they differ."""
    stand, moved = meeting.stand, meeting.moved
    if moved is None or moved.at is None:
        return f"from {moved.nominal if moved else stand.day} to {stand.day}"
    return f"from {moved.nominal} {moved.at:%H:%M} to {stand.day} {stand.at:%H:%M}"


def _short(text: str, width: int) -> str:
    return text if len(text) <= width else f"{text[: width - 3]}..."


def _reasons(loaded: Loaded, width: int) -> list[list[Cell]]:
    """What moved, what has no back-up, what is left out, and what waits for an answer."""
    schedule = loaded.schedule
    lines: list[str] = []
    for meeting in schedule.meetings:
        if meeting.moved:
            lines.append(f"  {meeting.key} moved {_from_to(meeting)}: {meeting.moved.why}")
        if not isinstance(meeting.backup, Backup):
            lines.append(f"  {meeting.key} has no back-up: {meeting.backup.why}")
    lines += [f"  {each.key} left out: {each.why}" for each in schedule.omitted]
    lines += [f"  {each.title} waits for {', '.join(each.missing)}" for each in schedule.undecided]
    if not lines:
        return []
    return [[("To know", "bold")], *([(_short(line, width), "")] for line in lines), []]
