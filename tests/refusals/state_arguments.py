"""Refusals of arguments, and of what the system or a terminal does not do."""

import os
from types import SimpleNamespace
from typing import NoReturn

from statplan.advice.catalogue import RETIRED
from statplan.cli import app as cli_app
from statplan.cli import decide, delivery, status
from statplan.cli.init_dialogue import resolve_filter
from statplan.interview.steps import QuestionFilter
from statplan import screen
from tests.support.decision_remedies import cancel_past_meeting, omit_april
from tests.support.remedy_cases import RemedyFolder, publish
from tests.support.state_refusals import RefusalCase
from tests.support.workspace_remedies import keep_copy_elsewhere

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
    RefusalCase("cli/app.main", fail_without_reason, "something went wrong that should not: ZeroDivisionError: no meetings", ("Please report it; with STATPLAN_TRACEBACK=1 in the environment it shows " "where."), exit_code=1),
    RefusalCase("cli/boundary.resolve_command", "undo blight/2027-03", "there is no command 'undo'.", ("`statplan restore blight/2027-03` takes back whatever was decided about a " "meeting."), exit_code=2),
    RefusalCase("cli/boundary._explain_system_error", "status", "the working folder does not exist any more.", "Change to another folder, and run this again.", exit_code=1, prepare=leave_folder),
    RefusalCase("cli/boundary._explain_system_error (2)", "status", "/disk/file: Permission denied.", "Look at the permissions and at the disk; nothing was written.", exit_code=1, prepare=deny_file),
    RefusalCase("cli/boundary._explain_system_error (3)", "bump blight/2027-03", "it is recorded, but the report could not be shown: No space left on device.", "1 file had been written: /plan/statplan.ledger.json.", exit_code=1, prepare=fill_output, changes=True),
    RefusalCase("cli/boundary._explain_system_error (4)", "show", "what was asked for could not be shown: No space left on device.", "Name a file to write with -o, where the command has it.", exit_code=1, prepare=fill_screen),
    RefusalCase("cli/calendar.build_audience_feed", "calendar --for public -f csv", "the public calendar is not written as csv, which holds what is internal.", "Write it as ics: `statplan calendar --for public`.", exit_code=2),
    RefusalCase("cli/calendar.write_calendar", "calendar", "/plan/statplan.yaml: there is no meeting to put on a calendar.", "Still to be decided: frequency.series.", exit_code=1, prepare=leave_series_out),
    RefusalCase("cli/check.run_check", "check -f nothing", "--format: 'nothing' is none.", "Write text, concise, json, github, sarif or junit.", exit_code=2),
    RefusalCase("cli/check.run_check (2)", "check --fail-level high", "--fail-level: 'high' is none.", "Write error, warning or note.", exit_code=2),
    RefusalCase("cli/check.run_check (3)", "check . . -f sarif", "sarif is of one plan.", "Check one plan at a time, or write text, concise, github.", exit_code=2),
    RefusalCase("cli/check.run_check (4)", "check --fail-level note", "", exit_code=1),
    RefusalCase("cli/decision_arguments._refuse_unclear", "move blight/2027-03 --to 3/4/2027", "--to: '3/4/2027' may be Thursday, March 4, 2027 or Saturday, April 3, 2027.", "Write year, month and day: 2027-03-04 or 2027-04-03.", exit_code=2),
    RefusalCase("cli/decision_arguments._refuse_unclear", "bump 3/31/2027", "'3/31/2027' reads as Wednesday, March 31, 2027.", "Write year, month and day: 2027-03-31.", exit_code=2),
    RefusalCase("cli/decision_arguments._parse_reason", "bump blight/2027-03 --reason 'a\x07b'", ("--reason: the text holds the invisible character U+0007 at place 2. Take it " "out."), exit_code=2),
    RefusalCase("cli/decision_arguments._parse_date", "move blight/2027-03 --to soon", "--to: 'soon' is no day of the calendar.", "Write year, month and day, as in 2027-01-31.", exit_code=2),
    RefusalCase("cli/decision_arguments._parse_time", "move blight/2027-03 --to 2027-03-10 --at 8", "--at: '8' is no time.", "Write hours and minutes, as in 08:00 or 14:30.", exit_code=2),
    RefusalCase("cli/decision_arguments._parse_time", "move blight/2027-03 --to 2027-03-10 --at noon", "--at: 'noon' is no time.", "Write hours and minutes, as in 08:00 or 14:30.", exit_code=2),
    RefusalCase("cli/delivery.write_document", "calendar -f xlsx", "this format is not for a terminal.", "Name a file to write with -o FILE.", exit_code=2, prepare=sit_at_terminal),
    RefusalCase("cli/delivery.require_known", "charter --for nobody", "'nobody' is no reader here.", "Write all, departments or principal.", exit_code=2),
    RefusalCase("cli/delivery.require_known", "calendar --paper a3", "'a3' is no paper here.", "Write letter or a4.", exit_code=2),
    RefusalCase("cli/doctor.run_doctor", "doctor --repair --merge", "--repair and --merge do not go together.", ("Merge first, with `statplan doctor --merge`; `statplan doctor` then says " "whether anything is left to repair."), exit_code=2),
    RefusalCase("cli/doctor.run_doctor (2)", "doctor . ../copy.json", "doctor looks at one plan.", "To merge ledgers: `statplan doctor --merge FILE .`.", exit_code=2, prepare=keep_copy_elsewhere),
    RefusalCase("cli/doctor_merge.split_paths", "doctor . statplan.yaml", ". and statplan.yaml are more than one plan.", "Name one of them.", exit_code=2),
    RefusalCase("cli/doctor_merge.run_merge_driver", "doctor --merge-driver statplan.yaml", "a merge driver gets three files.", ("Set it up with: git config merge.statplan.driver \"statplan doctor " "--merge-driver %O %A %B\""), exit_code=2),
    RefusalCase("cli/explain.run_explain", "explain SP504 -f pdf", "--format: 'pdf' is none.", "Write text, md or json.", exit_code=2),
    RefusalCase("cli/explain.run_explain (2)", "explain", "explain takes a code, a path or --all.", ("Write `statplan explain SP504`, `statplan explain leadership.attends` or " "--all."), exit_code=2),
    RefusalCase("cli/explain._explain_query", "explain leadership.attends -f md", "only rules are written as md, and 'leadership.attends' is none.", "Leave --format out.", exit_code=2),
    RefusalCase("cli/explain._find_rule", "explain SP999", "SP999 is no rule any more, since version 2.0.", exit_code=2, prepare=lambda folder: folder.patch.setitem(RETIRED, "SP999", "2.0")),
    RefusalCase("cli/explain._build_unknown_error", "explain nothing", "'nothing' is no code of a rule and no question of the plan.", "See `statplan explain --all`.", exit_code=2),
    RefusalCase("cli/explain._build_unknown_error", "explain leadership.attend", "'leadership.attend' is no code of a rule and no question of the plan.", "Did you mean leadership.attends?", exit_code=2),
    RefusalCase("cli/init.run", "init --no-input", "statplan.yaml is there already.", ("Without --no-input its questions are asked again; or make a plan in another " "folder.")),
    RefusalCase("cli/init._refuse_problems", "init ../new --no-input --set program.name=Stat --set frequency.months=0", "1 wrong, 3 missing; nothing was written.", exit_code=1),
    RefusalCase("cli/init._build_missing_problem", "init ../new --no-input", "missing: What is the program called?", "Give it with --set program.name=...", exit_code=1, is_error=False),
    RefusalCase("cli/init_dialogue.resolve_filter", lambda _: resolve_filter(QuestionFilter(sections=("freqency",)), {}), "'freqency' is no section.", "Did you mean frequency?", exit_code=2),
    RefusalCase("cli/init_dialogue.resolve_filter (2)", lambda _: resolve_filter(QuestionFilter(paths=("frequency",)), {}), "frequency is no single question.", "Name a single question of it; docs/questions.md lists them.", exit_code=2),
    RefusalCase("cli/init_dialogue._choose_prompter", "init", "there is no terminal to ask on.", ("Give the answers with --answers FILE, --like SYSTEM or --set PATH=VALUE, " "and add --no-input."), exit_code=2),
    RefusalCase("cli/notes.run_notes", "notes blight/2027-01 --kind photo", "'photo' is no kind of record.", "Write notes, slides, actions, or memo.", exit_code=2),
    RefusalCase("cli/notes.run_notes (2)", "notes blight/2027-01", "blight/2027-01 is cancelled: there is nothing to take notes of.", "If it takes place after all: `statplan restore blight/2027-01`.", prepare=cancel_past_meeting),
    RefusalCase("cli/notes.run_notes (3)", "notes blight/2027-01", "/plan/records/blight-2027-01-notes.md is there already; nothing was written.", "Write on in it, or name another file with -o.", prepare=lambda folder: folder.type("notes blight/2027-01")),
    RefusalCase("cli/schema.print_schema", "schema ledger", "there is no schema of 'ledger'.", "Write plan, calendar, advice or site.", exit_code=2),
    RefusalCase("cli/site.run_site", "site --lang fr", "there is no page in 'fr'.", "Write en or es.", exit_code=2),
    RefusalCase("cli/site._refuse_calendar_folder", "site -o calendars", "calendars holds the calendars of those inside; nothing was written.", "Name another folder, or leave -o out: /plan/calendars/public is public.", prepare=publish),
    RefusalCase("cli/year_commands.release", "release", "say which back-up is released.", ("`statplan release MEETING`, or `statplan release --held` for all that are " "due."), exit_code=2),
    RefusalCase("cli/year_commands.release", "release blight/2027-03 --held", "say which back-up is released.", ("`statplan release MEETING`, or `statplan release --held` for all that are " "due."), exit_code=2),
    RefusalCase("cli/year_commands.publish", "publish changes.json --reword", "changes.json holds what `statplan diff` showed, and that is no new wording.", "Publish the file first, then run `statplan publish --reword`.", exit_code=2),
    RefusalCase("ledger/meeting_lookup.find_meeting", "bump blight", ("'blight' may be any of 4 meetings: blight/2027-01 Thu Jan 14, 2027, 8:00 " "a.m. TestStat: blight blight/2027-02 Thu Feb 11, 2027, 8:00 a.m. TestStat: " "blight blight/2027-03 Thu Mar 11, 2027, 8:00 a.m. TestStat: blight " "blight/2027-04 Thu Apr 8, 2027, 8:00 a.m. TestStat: blight"), "Name it by its key, as above.", exit_code=2),
    RefusalCase("ledger/meeting_lookup.find_meeting (2)", "bump works/2027-04", "works/2027-04 is not on the schedule: called off: as the plan says.", "`statplan show` has the year.", exit_code=2, prepare=omit_april),
    RefusalCase("ledger/meeting_lookup.find_meeting (3)", "bump nothing", "there is no meeting 'nothing'.", ("`statplan status` lists what is next. Write a date with its year, as in " "2027-03-11."), exit_code=2),
    RefusalCase("ledger/meeting_lookup.find_meeting (3)", "bump blihgt/2027-03", "there is no meeting 'blihgt/2027-03'.", "Did you mean blight/2027-03 or blight/2027-04 or blight/2027-02?", exit_code=2),
    RefusalCase("workspace/clock.get_now", "status", "SOURCE_DATE_EPOCH is 'soon', which is not a moment between 1970 and 2200.", ("Write it as seconds since 1970, as in SOURCE_DATE_EPOCH=1799000000, or " "unset it."), exit_code=2, prepare=lambda folder: folder.patch.setenv("SOURCE_DATE_EPOCH", "soon")),
    RefusalCase("workspace/busy_folder.read_busy_folder", "check --busy nowhere", "nowhere is no folder.", "Name the folder that holds the calendars: `--busy busy`.", exit_code=2),
    RefusalCase("workspace/busy_folder.read_busy_folder (2)", "check --busy busy", "busy holds no calendars.", "Put a file for each person and room into it: see docs/busy.md.", exit_code=2, prepare=lambda folder: (folder.path / "busy").mkdir()),
    RefusalCase("workspace/busy_folder._read_calendar_file", "check --busy busy", "busy/mayor.txt: this is no calendar and is not used.", "Calendars end in .ics, .ical, .icalendar, .ifb, .vfb, .csv.", exit_code=0, prepare=lambda folder: folder.write("busy/mayor.txt", "x"), is_error=False),
    RefusalCase("workspace/busy_folder._read_calendar_file (2)", "check --busy busy", "busy/mayor.ics: holds a pointer of Git LFS in place of its contents.", "Run `git lfs pull`, which fetches the contents.", exit_code=0, prepare=lambda folder: folder.write("busy/mayor.ics", "version https://git-lfs.github.com/spec/v1\n"), is_error=False),
)
