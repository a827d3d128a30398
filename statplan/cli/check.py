"""`statplan check`: every problem of a plan, or else the advice on it, in one of the formats."""

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import cast

from statplan import screen
from statplan.advice.engine import RuleFinding, check_plan
from statplan.advice.report import WRITERS, render_report
from statplan.advice.report.findings import Report, place_advice, place_problems
from statplan.advice.rule import SEVERITIES, Severity
from statplan.advice.rule_selection import RuleSelection
from statplan.cli.holiday_notes import describe_holiday_differences
from statplan.cli.next_schedule_note import read_next_schedule_note
from statplan.cli.offers import remember_plan
from statplan.cli.text_layout import measure_terminal
from statplan.errors import StatplanError
from statplan.plan import loader
from statplan.plan.missing import find_missing_answers
from statplan.schedule.build_schedule import make_schedule
from statplan.schedule.holiday_lists import HolidaySource
from statplan.schedule.model import Backup, Schedule
from statplan.schedule.public_holidays import list_known_holidays
from statplan.schedule.published_facts import NOTHING_PUBLISHED
from statplan.workspace import files
from statplan.workspace.output_file import STANDARD_OUTPUT, write_output
from statplan.workspace.plan_loader import ScheduledPlan, read_published_facts

_IN_A_ROW = ("text", "concise", "github")  # formats that may follow one another
_FOR_PEOPLE = ("text", "concise")
_FORMS_BY_SUFFIX = {".json": "json", ".sarif": "sarif", ".xml": "junit"}


@dataclass(frozen=True, slots=True)
class CheckOptions:
    """The flags of `check`; `select` and `ignore` may hold commas; `busy` is a folder.

    `against` is the file of an adopted list, `-` for standard input; `series` are the ids of the
    series that are compared with it, all where there are none.
    """

    form: str = "text"
    strict: bool = False
    fail_level: str = "error"
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    exit_zero: bool = False
    output_file: Path | None = None
    force: bool = False
    busy: Path | None = None
    against: str = ""
    series: tuple[str, ...] = ()


def run_check(plan_paths: Sequence[Path], options: CheckOptions) -> None:
    """Check plans and write the report on each, one after the other.

    With an adopted list, its dates are compared with the year instead.

    Raises:
        StatplanError: something is at least as severe as it may not be (exit code 1); a flag is
            wrong, or there is no such file (2).
    """
    if options.against or options.series:
        from statplan.cli.adopted_report import run_comparison

        run_comparison(plan_paths, options)
        return
    options = replace(options, form=_find_form(options))
    if options.form not in WRITERS:
        raise _build_usage_error("--format", options.form, tuple(WRITERS))
    if options.fail_level not in SEVERITIES:
        raise _build_usage_error("--fail-level", options.fail_level, SEVERITIES)
    if len(plan_paths) > 1 and options.form not in _IN_A_ROW:
        remedy = f"Check one plan at a time, or write {', '.join(_IN_A_ROW)}."
        raise StatplanError(f"{options.form} is of one plan.", remedy=remedy, exit_code=2)
    selection = RuleSelection.parse_flags(options.select, options.ignore)
    paths = [files.find_plan(plan_path) for plan_path in plan_paths or (None,)]
    reports: list[Report] = []
    for path in paths:
        if len(paths) > 1:
            remember_plan(path)  # each report offers commands about its own plan
        content, fail_level = files.read_file(path), _find_fail_level(options)
        reports.append(review_file(path, content, selection, fail_level, options.busy))
    _write_reports(reports, options)
    if any(report.has_failed for report in reports) and not options.exit_zero:
        raise StatplanError("", exit_code=1)


def _find_form(options: CheckOptions) -> str:
    """Return the format that is named, or the one that the file's name ends in."""
    suffix = options.output_file.suffix.lower() if options.output_file else ""
    return options.form.lower() or _FORMS_BY_SUFFIX.get(suffix, "text")


def _build_usage_error(flag: str, word: str, choices: tuple[str, ...]) -> StatplanError:
    remedy = f"Write {', '.join(choices[:-1])} or {choices[-1]}."
    return StatplanError(f"{flag}: '{word[:40]}' is none.", remedy=remedy, exit_code=2)


def _find_fail_level(options: CheckOptions) -> Severity:
    """Return the mildest severity that is a failure; --strict never makes --fail-level milder."""
    level = SEVERITIES.index(cast("Severity", options.fail_level))
    return SEVERITIES[max(level, 1) if options.strict else level]


def review_file(
    path: Path,
    raw_bytes: bytes,
    selection: RuleSelection,
    fail_level: Severity = "error",
    busy_folder: Path | None = None,
) -> Report:
    """Read a plan's bytes and review it; rules are run where it has no problems.

    Raises:
        StatplanError: the folder of busy calendars, or the ledger beside the plan, cannot be read.
    """
    plan_reading = loader.load_plan_bytes(raw_bytes)
    text = raw_bytes.decode("utf-8", "replace").removeprefix("\ufeff")
    lines = tuple(line.removesuffix("\r") for line in text.split("\n"))
    plan = plan_reading.plan
    published = read_published_facts(path, plan.lineage) if plan else NOTHING_PUBLISHED
    schedule = make_schedule(plan, published) if plan else None
    width = measure_terminal()
    report = Report(
        format_path(path), lines, selection.list_rules(), fail_level=fail_level, width=width
    )
    if plan_reading.plan is None or schedule is None or schedule.problems:
        schedule_problems = schedule.problems if schedule else ()
        entries = place_problems(
            plan_reading.problems, schedule_problems, plan_reading.document, lines
        )
        return replace(report, rules=(), findings=entries, refused=True)
    known_holidays = list_known_holidays(
        plan_reading.plan.frequency.holidays, schedule.first, schedule.last, HolidaySource()
    )
    advice = check_plan(
        plan_reading.plan, plan_reading.answers, schedule, report.rules, known_holidays
    )
    loaded = ScheduledPlan(path, plan_reading.plan, plan_reading.answers, schedule, published)
    conflicts, busy_sentences = _find_conflicts(busy_folder, loaded) if busy_folder else ([], [])
    findings, unstated, silenced = (
        tuple(finding for finding in entries if selection.is_selected(finding.rule.code))
        for entries in place_advice(advice, plan_reading.document, lines, conflicts)
    )
    return replace(
        report,
        findings=findings,
        unstated=unstated,
        silenced=silenced,
        passed=advice.passed,
        year=(*_list_sentences(loaded), *busy_sentences),
    )


def _find_conflicts(
    busy_folder: Path, loaded: ScheduledPlan
) -> tuple[list[RuleFinding], list[str]]:
    """Compare busy calendars with the year, each meeting on its current date."""
    from statplan.cli.busy_conflicts import compare_busy
    from statplan.workspace import workspace

    schedule = (
        workspace.open_workspace(loaded.path).build_current_schedule()
        if workspace.has_history(loaded)
        else loaded.schedule
    )
    return compare_busy(busy_folder, loaded.plan, schedule)


def _list_sentences(loaded: ScheduledPlan) -> Iterator[str]:
    """Yield sentences on the year of meetings, on its holidays, and on the year that follows."""
    undecided_count = len(list(find_missing_answers(loaded.answers)))
    yield from _describe_year(loaded.schedule, undecided_count)
    yield from describe_holiday_differences(loaded.schedule)
    yield from map(screen.format_words, read_next_schedule_note(loaded.path, loaded.plan))


def _describe_year(schedule: Schedule, undecided_count: int) -> list[str]:
    """Describe the year of meetings, and what is undecided, in sentences."""
    backed = sum(isinstance(meeting.backup, Backup) for meeting in schedule.meetings)
    year = (
        f"{len(schedule.meetings)} meetings from {schedule.first} to {schedule.last}"
        f"{schedule.describe_late_meetings(str)}, {backed} with a back-up date"
        if schedule.meetings
        else "No meeting is on the calendar yet"
    )
    waiting = (
        f"{series.title} is not scheduled yet: {', '.join(series.missing)}."
        for series in schedule.undecided
    )
    questions = "question is" if undecided_count == 1 else "questions are"
    return [f"{year}; {undecided_count} essential {questions} undecided.", *waiting]


def format_path(path: Path) -> str:
    """Format the path to show: from the repository in CI, else from here, if it is within."""
    base = Path(os.environ.get("GITHUB_WORKSPACE") or Path.cwd())
    if path.is_absolute() and path.is_relative_to(base):
        return path.relative_to(base).as_posix()
    full_path = Path.cwd() / path
    if os.environ.get("GITHUB_WORKSPACE") and full_path.is_relative_to(base):
        return Path(os.path.normpath(full_path)).relative_to(base).as_posix()
    return path.as_posix()


def _write_reports(reports: Sequence[Report], options: CheckOptions) -> None:
    """Write the reports to stdout or into a file, and the job's summary where GitHub asks."""
    text = "".join(render_report(report, options.form) for report in reports)
    if options.form in _FOR_PEOPLE:
        text = screen.escape_controls(text)
    output = str(options.output_file or "-")
    inputs = [
        path for report in reports for path in (Path(report.file), *_list_busy_files(options))
    ]
    write_output(output, text.encode(), inputs, form=options.form, force=options.force)
    summary = os.environ.get("GITHUB_STEP_SUMMARY") if options.form == "github" else None
    if summary:
        from statplan.advice.report.github import write_summary

        before = files.read_file(Path(summary)) if Path(summary).is_file() else b""
        after = "".join(write_summary(report) for report in reports)
        files.write_files({Path(summary): before + after.encode()})
    if output not in STANDARD_OUTPUT:
        for report in reports:
            screen.print_message(f"{report.file}: {report.format_summary()}")


def _list_busy_files(options: CheckOptions) -> list[Path]:
    return [*options.busy.iterdir()] if options.busy and options.busy.is_dir() else []
