"""Refusals where the system, a folder, or the program itself is at fault."""

from types import SimpleNamespace
from typing import NoReturn

from statplan import screen
from statplan.cli import app as cli_app
from statplan.cli import decide, delivery, status
from tests.support.remedy_cases import RemedyFolder, publish
from tests.support.state_refusals import RefusalCase


def fail_without_reason(folder: RemedyFolder) -> NoReturn:
    """Run the program where it has a fault of its own."""

    def fail() -> NoReturn:
        raise ZeroDivisionError("no meetings")

    folder.patch.delenv("STATPLAN_TRACEBACK", raising=False)
    folder.patch.setattr(cli_app, "_end_by_signals", lambda: None)
    folder.patch.setattr(cli_app, "app", fail)
    cli_app.main()


def leave_folder(folder: RemedyFolder) -> None:
    """Delete the working folder."""
    below = folder.path / "below"
    below.mkdir()
    folder.patch.chdir(below)
    below.rmdir()


def _refuse(error: OSError) -> NoReturn:
    raise error


def deny_file(folder: RemedyFolder) -> None:
    """Let the system refuse a file."""
    error = PermissionError(13, "Permission denied", "/disk/file")
    folder.patch.setattr(status, "warn_of_broken_files", lambda _: _refuse(error))


def fill_output(folder: RemedyFolder) -> None:
    """Let standard output be full when a decision is reported."""
    publish(folder)
    error = OSError(28, "No space left on device")
    folder.patch.setattr(decide, "print_lines", lambda _: _refuse(error))


def fill_screen(folder: RemedyFolder) -> None:
    """Let standard output be full from the beginning."""
    error = OSError(28, "No space left on device")
    folder.patch.setattr(screen, "print_line", lambda _: _refuse(error))


def leave_series_out(folder: RemedyFolder) -> None:
    """Plan no series."""
    text = (folder.path / "statplan.yaml").read_text("utf-8")
    before, _, rest = text.partition("  series:\n")
    folder.write("statplan.yaml", before + rest[rest.index("publicity:") :])


def sit_at_terminal(folder: RemedyFolder) -> None:
    """Let standard output be a terminal."""
    terminal = SimpleNamespace(stdout=SimpleNamespace(isatty=lambda: True))
    folder.patch.setattr(delivery, "sys", terminal)


CASES = (
    RefusalCase(
        "cli/app.main",
        fail_without_reason,
        "something went wrong that should not: ZeroDivisionError: no meetings",
        ("Please report it; with STATPLAN_TRACEBACK=1 in the environment it shows where."),
        exit_code=1,
    ),
    RefusalCase(
        "cli/boundary.resolve_command",
        "undo blight/2027-03",
        "there is no command 'undo'.",
        ("`statplan restore blight/2027-03` takes back whatever was decided about a meeting."),
        exit_code=2,
    ),
    RefusalCase(
        "cli/boundary._explain_system_error",
        "status",
        "the working folder does not exist any more.",
        "Change to another folder, and run this again.",
        exit_code=1,
        prepare=leave_folder,
    ),
    RefusalCase(
        "cli/boundary._explain_system_error (2)",
        "status",
        "/disk/file: Permission denied.",
        "Look at the permissions and at the disk; nothing was written.",
        exit_code=1,
        prepare=deny_file,
    ),
    RefusalCase(
        "cli/boundary._explain_system_error (3)",
        "bump blight/2027-03",
        "it is recorded, but the report could not be shown: No space left on device.",
        "1 file had been written: /plan/statplan.ledger.json.",
        exit_code=1,
        prepare=fill_output,
        changes=True,
    ),
    RefusalCase(
        "cli/boundary._explain_system_error (4)",
        "show",
        "what was asked for could not be shown: No space left on device.",
        "Name a file to write with -o, where the command has it.",
        exit_code=1,
        prepare=fill_screen,
    ),
    RefusalCase(
        "cli/calendar.build_audience_feed",
        "calendar --for public -f csv",
        "the public calendar is not written as csv, which holds what is internal.",
        "Write it as ics: `statplan calendar --for public`.",
        exit_code=2,
    ),
    RefusalCase(
        "cli/calendar.write_calendar",
        "calendar",
        "/plan/statplan.yaml: there is no meeting to put on a calendar.",
        "Still to be decided: frequency.series.",
        exit_code=1,
        prepare=leave_series_out,
    ),
    RefusalCase(
        "cli/delivery.write_document",
        "calendar -f xlsx",
        "this format is not for a terminal.",
        "Name a file to write with -o FILE.",
        exit_code=2,
        prepare=sit_at_terminal,
    ),
    RefusalCase(
        "workspace/clock.get_now",
        "status",
        "SOURCE_DATE_EPOCH is 'soon', which is not a moment between 1970 and 2200.",
        ("Write it as seconds since 1970, as in SOURCE_DATE_EPOCH=1799000000, or unset it."),
        exit_code=2,
        prepare=lambda folder: folder.patch.setenv("SOURCE_DATE_EPOCH", "soon"),
    ),
    RefusalCase(
        "workspace/busy_folder.read_busy_folder",
        "check --busy nowhere",
        "nowhere is no folder.",
        "Name the folder that holds the calendars: `--busy busy`.",
        exit_code=2,
    ),
    RefusalCase(
        "workspace/busy_folder.read_busy_folder (2)",
        "check --busy busy",
        "busy holds no calendars.",
        "Put a file for each person and room into it: see docs/busy.md.",
        exit_code=2,
        prepare=lambda folder: (folder.path / "busy").mkdir(),
    ),
    RefusalCase(
        "workspace/busy_folder._describe_other_file",
        "check --busy busy",
        "busy/mayor.txt: this is not a calendar and is not used.",
        "Calendars end in .ics, .ical, .icalendar, .ifb, .vfb, .csv.",
        exit_code=0,
        prepare=lambda folder: folder.write("busy/mayor.txt", "x"),
        is_error=False,
    ),
    RefusalCase(
        "workspace/busy_folder._read_calendar_file",
        "check --busy busy",
        "busy/mayor.ics: holds a pointer of Git LFS in place of its contents.",
        "Run `git lfs pull`, which fetches the contents.",
        exit_code=0,
        prepare=lambda folder: folder.write(
            "busy/mayor.ics", "version https://git-lfs.github.com/spec/v1\n"
        ),
        is_error=False,
    ),
)
