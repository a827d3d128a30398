"""`statplan show`: the program in a few lines, what is next, and the year at a glance."""

import os
import sys
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from textwrap import wrap

from statplan import screen
from statplan.cli.text_layout import measure_terminal
from statplan.cli.year_grid import StyledText, render_legend, render_year
from statplan.plan import lookup
from statplan.plan.english import format_count
from statplan.schedule.model import Backup, Meeting, Schedule
from statplan.workspace import clock
from statplan.workspace.plan_loader import ScheduledPlan
from statplan.workspace.workspace import load_current_meetings

_NEXT = 5
_NARROWEST = 24


@dataclass(frozen=True, slots=True)
class PeopleOptions:
    """The options for the week of people: the folder of their busy calendars, if any."""

    folder: Path | None = None


def run_show(
    plan_path: Path | None,
    *,
    width: int | None,
    plain: bool,
    people_options: PeopleOptions | None = None,
) -> None:
    """Print the year; in letters alone with `plain`, or where the output is no terminal.

    Raises:
        StatplanError: the plan or the folder of busy calendars cannot be read.
    """
    loaded, earlier_meetings = load_current_meetings(plan_path, with_reasons=True)
    simple = plain or not sys.stdout.isatty() or os.environ.get("TERM") == "dumb"
    columns = width or measure_terminal(narrowest=0)
    width = max(columns, _NARROWEST)
    if people_options is None:
        lines = render_overview(
            loaded, clock.get_today(), width, plain=simple, earlier_meetings=earlier_meetings
        )
    else:
        lines = _render_people(loaded, people_options, width)
    if simple:
        for line in lines:
            screen.print_line("".join(text for text, _ in line).rstrip())
        return
    _print_colored(lines, columns)


def _render_people(
    loaded: ScheduledPlan, people_options: PeopleOptions, width: int
) -> list[list[StyledText]]:
    from statplan.cli.week_grid import render_week

    week = render_week(loaded.plan, loaded.schedule, people_options.folder, width)
    return [*_render_summary(loaded, width), [], *week, [], *_render_reasons(loaded, width)]


def _print_colored(lines: Iterable[list[StyledText]], columns: int) -> None:
    from rich.console import Console
    from rich.text import Text

    console = Console(width=columns, highlight=False)
    for line in lines:
        cells = [(screen.escape_controls(text), style) for text, style in line]
        console.print(Text.assemble(*cells), soft_wrap=True)


def render_overview(
    loaded: ScheduledPlan,
    today: date,
    width: int,
    *,
    plain: bool,
    earlier_meetings: tuple[Meeting, ...] = (),
) -> list[list[StyledText]]:
    """Render the summary, the next meetings, the reasons, and the year, as lines of styled text.

    Args:
        loaded: the plan with its year.
        today: today's date.
        width: the columns.
        plain: whether marks are letters.
        earlier_meetings: the meetings of earlier years that are still ahead. The months begin with
            the first of them.
    """
    schedule = loaded.schedule
    lines: list[list[StyledText]] = _render_summary(loaded, width)
    if earlier_meetings:
        count = format_count(len(earlier_meetings), "meeting")
        verb = "is" if len(earlier_meetings) == 1 else "are"
        fact = f"{count} of an earlier year {verb} still ahead"
        lines += [[(line, "")] for line in wrap(fact, width)]
        schedule = _add_meetings(schedule, earlier_meetings)
        loaded = replace(loaded, schedule=schedule)
    lines.append([])
    coming = [meeting for meeting in schedule.meetings if meeting.slot.day >= today][:_NEXT]
    if coming:
        lines.append([("Next meetings", "bold")])
        lines += [[(screen.shorten_text(text, width), "")] for text in map(_format_meeting, coming)]
        lines.append([])
    lines += _render_reasons(loaded, width)
    if schedule.meetings:
        lines += render_year(schedule, width, plain=plain)
        lines += render_legend(width, plain=plain)
    return lines


def _add_meetings(schedule: Schedule, earlier_meetings: tuple[Meeting, ...]) -> Schedule:
    """Return a year with meetings of earlier years, from the first of these on."""
    meetings = sorted(
        (*earlier_meetings, *schedule.meetings), key=lambda meeting: (meeting.slot, meeting.key)
    )
    first = min(schedule.first, meetings[0].slot.day)
    return replace(schedule, first=first, meetings=tuple(meetings))


def _render_summary(loaded: ScheduledPlan, width: int) -> list[list[StyledText]]:
    plan, schedule = loaded.plan, loaded.schedule
    program = plan.program.name or "Stat program"
    whose = f", {plan.program.organization}" if plan.program.organization else ""
    backed = sum(isinstance(meeting.backup, Backup) for meeting in schedule.meetings)
    moves = [meeting.move for meeting in schedule.meetings if meeting.move]
    decided = sum(move.is_decided for move in moves)
    chosen = sum(move.is_exception for move in moves if not move.is_decided)
    besides = f", {chosen} as the plan chose" if chosen else ""
    besides += f", {decided} as was decided" if decided else ""
    moved, count = len(moves) - decided - chosen, len(schedule.meetings)
    led = lookup.format_leaders(plan)
    sentences = ["No meeting is on the calendar yet."]
    if count:
        backups = f"{backed} with a back-up date"
        meetings = f"{format_count(count, 'meeting')}{schedule.describe_late_meetings(str)}"
        sentences = [
            f"{schedule.first} to {schedule.last}, {schedule.zone}",
            f"{meetings}, {backups}, {moved} moved off closed days{besides}",
        ]
    if led:
        sentences.append(f"led by {led}")
    head = [[(line, "bold")] for line in wrap(program + whose, width)]
    return head + [[(line, "")] for fact in sentences for line in wrap(fact, width)]


def _format_meeting(meeting: Meeting) -> str:
    slot = meeting.slot
    backup = meeting.backup
    other = "no back-up"
    if isinstance(backup, Backup):
        shared = " (shared)" if backup.reserve_key else ""
        other = f"back-up {backup.slot.day:%a %b %d}{shared}"
    return f"  {slot.day:%a %Y-%m-%d} {slot.start_time:%H:%M}  {other}  {meeting.name}"


def _format_move(meeting: Meeting) -> str:
    """Format from which day to which a meeting moves; with the times where they differ."""
    slot, moved = meeting.slot, meeting.move
    if moved is None or moved.nominal_time is None:
        return f"from {moved.nominal_day if moved else slot.day} to {slot.day}"
    return (
        f"from {moved.nominal_day} {moved.nominal_time:%H:%M} to {slot.day} {slot.start_time:%H:%M}"
    )


def _render_reasons(loaded: ScheduledPlan, width: int) -> list[list[StyledText]]:
    """Render what moved, what has no backup, what is left out, and what is undecided."""
    schedule = loaded.schedule
    lines: list[str] = []
    for meeting in schedule.meetings:
        if meeting.move:
            reason = f": {meeting.move.reason}" if meeting.move.reason else ""
            lines.append(f"  {meeting.key} moved {_format_move(meeting)}{reason}")
        if not isinstance(meeting.backup, Backup):
            lines.append(f"  {meeting.key} has no back-up: {meeting.backup.reason}")
    lines += [f"  {omission.key} left out: {omission.reason}" for omission in schedule.omitted]
    lines += [
        f"  {series.title} waits for {', '.join(series.missing)}" for series in schedule.undecided
    ]
    if not lines:
        return []
    return [
        [("To know", "bold")],
        *([(screen.shorten_text(line, width), "")] for line in lines),
        [],
    ]
