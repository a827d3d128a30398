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
from statplan.schedule.model import Backup, Meeting
from statplan.workspace import clock, workspace
from statplan.workspace.plan_loader import ScheduledPlan, load_plan

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
    loaded = load_plan(plan_path)
    if workspace.has_history(loaded):
        loaded = replace(
            loaded, schedule=workspace.open_workspace(loaded.path).build_current_schedule()
        )
    simple = plain or not sys.stdout.isatty() or os.environ.get("TERM") == "dumb"
    columns = width or measure_terminal(narrowest=0)
    lines = _render_lines(loaded, people_options, max(columns, _NARROWEST), plain=simple)
    if simple:
        for line in lines:
            screen.print_line("".join(text for text, _ in line).rstrip())
        return
    _print_colored(lines, columns)


def _render_lines(
    loaded: ScheduledPlan, people_options: PeopleOptions | None, width: int, *, plain: bool
) -> list[list[StyledText]]:
    if people_options is None:
        return render_overview(loaded, clock.get_today(), width, plain=plain)
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
    loaded: ScheduledPlan, today: date, width: int, *, plain: bool
) -> list[list[StyledText]]:
    """Render the summary, the next meetings, the reasons, and the year, as lines of styled text."""
    schedule = loaded.schedule
    lines: list[list[StyledText]] = [*_render_summary(loaded, width), []]
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


def _render_summary(loaded: ScheduledPlan, width: int) -> list[list[StyledText]]:
    plan, schedule = loaded.plan, loaded.schedule
    program = plan.program.name or "Stat program"
    whose = f", {plan.program.organization}" if plan.program.organization else ""
    backed = sum(isinstance(meeting.backup, Backup) for meeting in schedule.meetings)
    elsewhere = [meeting.move.is_exception for meeting in schedule.meetings if meeting.move]
    moved, chosen = elsewhere.count(False), elsewhere.count(True)
    besides = f", {chosen} as the plan chose" if chosen else ""
    count = len(schedule.meetings)
    led = lookup.format_leaders(plan)
    sentences = ["No meeting is on the calendar yet."]
    if count:
        backups = f"{backed} with a back-up date"
        sentences = [
            f"{schedule.first} to {schedule.last}, {schedule.zone}",
            f"{count} meetings, {backups}, {moved} moved off closed days{besides}",
        ]
    if led:
        sentences.append(f"led by {led}")
    head = [[(line, "bold")] for line in wrap(program + whose, width)]
    return head + [[(line, "")] for fact in sentences for line in wrap(fact, width)]


def _format_meeting(meeting: Meeting) -> str:
    slot = meeting.slot
    backup = meeting.backup
    other = f"back-up {backup.slot.day:%a %b %d}" if isinstance(backup, Backup) else "no back-up"
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
            lines.append(f"  {meeting.key} moved {_format_move(meeting)}: {meeting.move.reason}")
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
