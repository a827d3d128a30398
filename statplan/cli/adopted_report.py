"""`statplan check --against`: the year beside an adopted list, date by date."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any, get_args

from statplan import screen
from statplan.advice.report.github import LIMIT
from statplan.cli.check import CheckOptions, format_path
from statplan.errors import StatplanError
from statplan.plan.english import (
    format_count,
    format_month_day,
    format_short_date,
    format_time,
)
from statplan.schedule.adopted_dates import (
    AdoptedDate,
    ComparisonKind,
    DateComparison,
    ListComparison,
    compare_dates,
    index_series_names,
)
from statplan.schedule.model import Schedule
from statplan.spelling import find_similar_word, suggest_words
from statplan.workspace.adopted_list import AdoptedList, load_adopted_list
from statplan.workspace.output_file import choose_format, write_output
from statplan.workspace.plan_loader import ScheduledPlan
from statplan.workspace.workspace import list_state_files, load_current_plan

FORMATS = ("text", "json", "github")
VERSION = 1
_LABEL_WIDTH = 18
_UNUSED_FLAGS = {
    "strict": "--strict",
    "select": "--select",
    "ignore": "--ignore",
    "busy": "--busy",
}


def run_comparison(plan_paths: Sequence[Path], options: CheckOptions) -> None:
    """Compare a plan's year as it is now with an adopted list, and write what differs.

    Raises:
        StatplanError: a date differs (exit code 1); a flag is wrong, or the list cannot be read
            (2).
    """
    _refuse_flags(plan_paths, options)
    output = str(options.output_file or "-")
    form = choose_format(options.form, output, FORMATS, "text")
    loaded = load_current_plan(next(iter(plan_paths), None), with_reasons=True)
    ids_by_name = index_series_names(loaded.plan)
    chosen_ids = _find_chosen_ids(options.series, ids_by_name)
    adopted_list = load_adopted_list(options.against, loaded)
    comparison = compare_dates(loaded.schedule, ids_by_name, adopted_list.dates, chosen_ids)
    text = {"text": _format_text, "json": _format_json, "github": _format_github}[form](
        loaded, adopted_list, comparison
    )
    if form == "text":
        text = screen.escape_controls(text)
    inputs = [*list_state_files(loaded), *filter(None, [adopted_list.path])]
    write_output(output, text.encode(), inputs, form=form, force=options.force)
    if comparison.differences and not options.exit_zero:
        raise StatplanError("", exit_code=1)


def _refuse_flags(plan_paths: Sequence[Path], options: CheckOptions) -> None:
    """Refuse what does not go with an adopted list.

    Raises:
        StatplanError: exit code 2.
    """
    if not options.against:
        fact = "--series says what is compared with an adopted list, and no list is named."
        remedy = "Name the list, as in --against adopted.csv."
        raise StatplanError(fact, remedy=remedy, exit_code=2)
    if len(plan_paths) > 1:
        remedy = "Compare one plan at a time."
        raise StatplanError(
            "an adopted list is compared with one plan.", remedy=remedy, exit_code=2
        )
    unused = [flag for name, flag in _UNUSED_FLAGS.items() if getattr(options, name)]
    unused += ["--fail-level"] * (options.fail_level != "error")
    if unused:
        fact = f"--against compares dates and runs no rule, so {unused[0]} has no effect."
        remedy = f"Leave {unused[0]} out, or check the plan without --against."
        raise StatplanError(fact, remedy=remedy, exit_code=2)


def _find_chosen_ids(
    names: Sequence[str], ids_by_name: dict[str, frozenset[str]]
) -> frozenset[str]:
    """Return the ids of the series that are named.

    Raises:
        StatplanError: exit code 2; there is no such series.
    """
    for name in names:
        if name not in ids_by_name:
            similar = find_similar_word(name, sorted(ids_by_name))
            listed = f"Write one of {', '.join(sorted(frozenset().union(*ids_by_name.values())))}."
            remedy = suggest_words(similar) if similar else listed
            fact = f"--series: the plan has no series '{name[:40]}'."
            raise StatplanError(fact, remedy=remedy, exit_code=2)
    return frozenset().union(*(ids_by_name[name] for name in names))


def _format_text(
    loaded: ScheduledPlan, adopted_list: AdoptedList, comparison: ListComparison
) -> str:
    """Return a line for each date, and the counts in sentences."""
    lines = [f"{row.kind:{_LABEL_WIDTH}}{_describe_row(row)}" for row in comparison.comparisons]
    sentences = _list_sentences(loaded.schedule, adopted_list, comparison)
    return "\n".join([*lines, "", *sentences]) + "\n"


def _describe_row(row: DateComparison) -> str:
    """Describe a meeting and the date that the list has for it, with the reason where known."""
    meeting, adopted = row.meeting, row.adopted
    reason = f": {row.reason}" if row.reason else ""
    if meeting is None:
        key = f"  {row.meeting_key}" if row.meeting_key else ""
        return f"{_format_adopted(adopted)}{key}{reason}" if adopted else reason
    words = f"{format_short_date(meeting.slot.day)}"
    if row.kind == "moved":
        words += f", {format_time(meeting.slot.start_time)}"
    words += f"  {meeting.name} ({meeting.key})"
    if adopted and row.kind == "moved":
        words += f"; the list has {_format_adopted(replace(adopted, name=''))}"
    return f"{words}{reason}"


def _format_adopted(adopted: AdoptedDate) -> str:
    start_time = f", {format_time(adopted.start_time)}" if adopted.start_time else ""
    name = f"  {adopted.name}" if adopted.name else ""
    return f"{format_short_date(adopted.day)}{start_time}{name} (line {adopted.line})"


def _list_sentences(
    schedule: Schedule, adopted_list: AdoptedList, comparison: ListComparison
) -> list[str]:
    """List the counts, and how the list was read, as sentences."""
    first, last = (
        f"{format_month_day(day)}, {day.year}" for day in (schedule.first, schedule.last)
    )
    year = f"{first} to {last}"
    endings: dict[ComparisonKind, tuple[str, str, str]] = {
        "same": ("meeting", "is on its adopted date", "are on their adopted dates"),
        "moved": ("meeting", "is on another date or time", "are on other dates or times"),
        "only here": ("meeting", "is not in the list", "are not in the list"),
        "only there": ("date", "of the list has no meeting", "of the list have no meeting"),
        "outside the year": (
            "date",
            f"of the list is outside the year, {year}",
            f"of the list are outside the year, {year}",
        ),
    }
    sentences = []
    for kind, (noun, singular, plural) in endings.items():
        count = comparison.count_kind(kind)
        if count:
            sentences.append(f"{format_count(count, noun)} {singular if count == 1 else plural}.")
    if comparison.skipped_count:
        skipped = format_count(comparison.skipped_count, "date")
        sentences.append(f"The list has {skipped} of other meetings, not compared.")
    names = [adopted.name for adopted in adopted_list.dates if not adopted.is_note]
    if any(names) and not comparison.has_names:
        sentences.append(
            "No name in the list is that of a recurring meeting of the plan, so each date was "
            "compared with all of them."
        )
    return [*sentences, *adopted_list.notes]


def _format_github(
    loaded: ScheduledPlan, adopted_list: AdoptedList, comparison: ListComparison
) -> str:
    """Return an annotation for each difference; beyond ten, which GitHub shows, plain lines."""
    rows = comparison.differences
    shown_rows = rows if len(rows) <= LIMIT else rows[: LIMIT - 1]
    lines = [_render_annotation(row, loaded, adopted_list) for row in shown_rows]
    hidden_rows = rows[len(shown_rows) :]
    if hidden_rows:
        title = f"{format_count(len(hidden_rows), 'more difference')}"
        lines.append(f"::error title={title}::{title}: see the log of this job.")
        lines += [f"{row.kind}: {_describe_row(row)}" for row in hidden_rows]
    sentences = _list_sentences(loaded.schedule, adopted_list, comparison)
    return "\n".join([*lines, *sentences]) + "\n"


def _render_annotation(row: DateComparison, loaded: ScheduledPlan, listed: AdoptedList) -> str:
    path, line = loaded.path, ""
    if row.adopted and listed.path:
        path, line = listed.path, f",line={row.adopted.line}"
    place = f"file={screen.escape_property(format_path(path))}{line}"
    title = screen.escape_property(f"Adopted list: {row.kind}")
    return f"::error {place},title={title}::{screen.escape_annotation(_describe_row(row))}"


def _format_json(
    loaded: ScheduledPlan, adopted_list: AdoptedList, comparison: ListComparison
) -> str:
    """Return every date, for a program."""
    document = {
        "version": VERSION,
        "plan": format_path(loaded.path),
        "list": adopted_list.name,
        "first": loaded.schedule.first.isoformat(),
        "last": loaded.schedule.last.isoformat(),
        "counts": {kind: comparison.count_kind(kind) for kind in get_args(ComparisonKind)},
        "differs": bool(comparison.differences),
        "notes": _list_sentences(loaded.schedule, adopted_list, comparison),
        "dates": [_build_record(row) for row in comparison.comparisons],
    }
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def _build_record(row: DateComparison) -> dict[str, Any]:
    meeting, adopted = row.meeting, row.adopted
    return {
        "kind": row.kind,
        "meeting": row.meeting_key or None,
        "title": meeting.name if meeting else None,
        "here": meeting.slot.start.isoformat(timespec="minutes") if meeting else None,
        "there": _format_moment(adopted) if adopted else None,
        "name": (adopted.name or None) if adopted else None,
        "line": adopted.line if adopted else None,
        "why": row.reason or None,
    }


def _format_moment(adopted: AdoptedDate) -> str:
    if adopted.start_time is None:
        return adopted.day.isoformat()
    return datetime.combine(adopted.day, adopted.start_time).isoformat(timespec="minutes")
