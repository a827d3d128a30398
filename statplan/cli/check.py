"""`statplan check`: every problem of a plan, or else the advice on it, in one of the formats."""

import os
import shutil
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import cast

from statplan import files, screen
from statplan.advice import SEVERITIES, Found, Severity, advise
from statplan.cli.loading import Loaded
from statplan.cli.report import WRITERS, Report, place_advice, place_problems, render
from statplan.cli.selecting import Selection
from statplan.errors import StatplanError
from statplan.files.output import STANDARD_OUTPUT, write_output
from statplan.plan import reading
from statplan.plan.undecided import find_gaps
from statplan.schedule import Backup, Schedule, make_schedule

_IN_A_ROW = ("text", "concise", "github")  # formats that may follow one another
_FOR_PEOPLE = ("text", "concise")
_FORMS = {".json": "json", ".sarif": "sarif", ".xml": "junit"}
_WIDEST = 96
_NARROWEST = 40


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the flags say; `select` and `ignore` are lists with commas; `busy` is a folder."""

    form: str = "text"
    strict: bool = False
    fail_level: str = "error"
    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    exit_zero: bool = False
    output_file: Path | None = None
    force: bool = False
    busy: Path | None = None


def _find_form(wanted: Wanted) -> str:
    """Return the format that is named, or the one that the file's name ends in."""
    suffix = wanted.output_file.suffix.lower() if wanted.output_file else ""
    return wanted.form.lower() or _FORMS.get(suffix, "text")


def run(given: Sequence[Path], wanted: Wanted) -> None:
    """Check plans and write the report on each, one after the other.

    Raises:
        StatplanError: something is at least as severe as it may not be (exit code 1); a flag is
            wrong, or there is no such file (2).
    """
    wanted = replace(wanted, form=_find_form(wanted))
    if wanted.form not in WRITERS:
        raise _wrong("--format", wanted.form, tuple(WRITERS))
    if wanted.fail_level not in SEVERITIES:
        raise _wrong("--fail-level", wanted.fail_level, SEVERITIES)
    if len(given) > 1 and wanted.form not in _IN_A_ROW:
        hint = f"Check one plan at a time, or write {', '.join(_IN_A_ROW)}."
        raise StatplanError(f"{wanted.form} is of one plan.", hint=hint, exit_code=2)
    selection = Selection.of(wanted.select, wanted.ignore)
    paths = [files.find_plan(each) for each in given or (None,)]
    reports = [
        review(path, files.read(path), selection, _fails(wanted), wanted.busy) for path in paths
    ]
    _deliver(reports, wanted)
    if any(each.has_failed for each in reports) and not wanted.exit_zero:
        raise StatplanError("", exit_code=1)


def _wrong(flag: str, word: str, known: tuple[str, ...]) -> StatplanError:
    hint = f"Write {', '.join(known[:-1])} or {known[-1]}."
    return StatplanError(f"{flag}: '{word[:40]}' is none.", hint=hint, exit_code=2)


def _fails(wanted: Wanted) -> Severity:
    """The mildest severity that is a failure; --strict never makes --fail-level milder."""
    level = SEVERITIES.index(cast("Severity", wanted.fail_level))
    return SEVERITIES[max(level, 1) if wanted.strict else level]


def review(
    path: Path,
    raw: bytes,
    selection: Selection,
    fails: Severity = "error",
    busy: Path | None = None,
) -> Report:
    """Read a plan's bytes and review it; rules are run where it has no problems.

    Raises:
        StatplanError: the folder of busy calendars, or the ledger beside the plan, cannot be read.
    """
    found = reading.read_bytes(raw)
    lines = tuple(raw.decode("utf-8", "replace").removeprefix("\ufeff").split("\n"))
    lines = tuple(line.removesuffix("\r") for line in lines)
    schedule = make_schedule(found.plan) if found.plan else None
    width = max(_NARROWEST, min(_WIDEST, shutil.get_terminal_size().columns))
    report = Report(_shown(path), lines, selection.rules(), fails=fails, width=width)
    if found.plan is None or schedule is None or schedule.problems:
        wrong = schedule.problems if schedule else ()
        entries = place_problems(found.problems, wrong, found.source, lines)
        return replace(report, rules=(), findings=entries, refused=True)
    advice = advise(found.plan, found.data, schedule, report.rules)
    year = _year(schedule, len(list(find_gaps(found.data))))
    loaded = Loaded(path, found.plan, found.data, schedule)
    conflicts, told = _conflicts(busy, loaded) if busy else ([], [])
    findings, unstated, silenced = (
        tuple(each for each in entries if selection.holds(each.rule.code))
        for entries in place_advice(advice, found.source, lines, conflicts)
    )
    return replace(
        report,
        findings=findings,
        unstated=unstated,
        silenced=silenced,
        passed=advice.passed,
        year=(*year, *told),
    )


def _conflicts(busy: Path, loaded: Loaded) -> tuple[list[Found], list[str]]:
    """What busy calendars say of the year, each meeting where it stands now."""
    from statplan.cli import keeping
    from statplan.cli.conflicting import compare

    kept = keeping.keep(loaded.path).as_it_stands() if keeping.is_kept(loaded) else loaded.schedule
    return compare(busy, loaded.plan, kept)


def _year(schedule: Schedule, open_ones: int) -> list[str]:
    """Sentences on the year of meetings, and what it waits for."""
    backed = sum(isinstance(each.backup, Backup) for each in schedule.meetings)
    year = (
        f"{len(schedule.meetings)} meetings from {schedule.first} to {schedule.last}, "
        f"{backed} with a back-up date"
        if schedule.meetings
        else "No meeting is on the calendar yet"
    )
    waiting = (
        f"{each.title} is not scheduled yet: {', '.join(each.missing)}."
        for each in schedule.undecided
    )
    questions = "question is" if open_ones == 1 else "questions are"
    return [f"{year}; {open_ones} essential {questions} undecided.", *waiting]


def _shown(path: Path) -> str:
    """The path as it is shown: from the repository in CI, else from here, if it lies within."""
    base = Path(os.environ.get("GITHUB_WORKSPACE") or Path.cwd())
    if path.is_absolute() and path.is_relative_to(base):
        return path.relative_to(base).as_posix()
    whole = Path.cwd() / path
    if os.environ.get("GITHUB_WORKSPACE") and whole.is_relative_to(base):
        return Path(os.path.normpath(whole)).relative_to(base).as_posix()
    return path.as_posix()


def _deliver(reports: Sequence[Report], wanted: Wanted) -> None:
    """Write the reports to stdout or into a file, and the job's summary where GitHub asks."""
    text = "".join(render(each, wanted.form) for each in reports)
    if wanted.form in _FOR_PEOPLE:
        text = screen.escape_controls(text)
    output = str(wanted.output_file or "-")
    inputs = [path for report in reports for path in (Path(report.file), *_find_busy(wanted))]
    write_output(output, text.encode(), inputs, form=wanted.form, force=wanted.force)
    summary = os.environ.get("GITHUB_STEP_SUMMARY") if wanted.form == "github" else None
    if summary:
        from statplan.cli.report.github import write_summary

        before = files.read(Path(summary)) if Path(summary).is_file() else b""
        after = "".join(write_summary(each) for each in reports)
        files.write_all({Path(summary): before + after.encode()})
    if output not in STANDARD_OUTPUT:
        for each in reports:
            screen.say(f"{each.file}: {each.summary()}")


def _find_busy(wanted: Wanted) -> list[Path]:
    return [*wanted.busy.iterdir()] if wanted.busy and wanted.busy.is_dir() else []
