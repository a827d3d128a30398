"""Refusals of arguments, and of what the system or a terminal does not do."""

from statplan.advice.catalogue import RETIRED
from statplan.cli.init_dialogue import resolve_filter
from statplan.interview.steps import QuestionFilter
from tests.support.decision_remedies import (
    cancel_past_meeting,
    omit_april,
    share_reserve_day,
)
from tests.support.remedy_cases import RemedyFolder, Step, publish
from tests.support.state_refusals import RefusalCase
from tests.support.workspace_remedies import keep_copy_elsewhere


def publish_two_short_years(folder: RemedyFolder) -> None:
    """Publish two years of four months, both of which begin in 2027."""
    publish(folder)
    folder.edit("first_day: 2027-01-01", "first_day: 2027-05-01")
    folder.clock("2027-04-25T12:00")
    folder.type("publish")


def write_list(content: str) -> Step:
    """Write an adopted list beside the plan."""
    return lambda folder: write_text(folder, content)


def write_text(folder: RemedyFolder, content: str) -> None:
    """Write the file of the list."""
    (folder.path / "adopted.txt").write_text(content, encoding="utf-8")


def cancel_everything(folder: RemedyFolder) -> None:
    """Cancel every meeting."""
    publish(folder)
    keys = (f"{series}/2027-0{month}" for series in ("blight", "works") for month in range(1, 5))
    folder.decide(*(f"cancel {key}" for key in keys))


CASES = (
    RefusalCase(
        "cli/adopted_report._refuse_flags",
        "check --series blight",
        "--series says what is compared with an adopted list, and no list is named.",
        "Name the list, as in --against adopted.csv.",
        exit_code=2,
    ),
    RefusalCase(
        "cli/adopted_report._refuse_flags (2)",
        "check . . --against adopted.txt",
        "an adopted list is compared with one plan.",
        "Compare one plan at a time.",
        exit_code=2,
    ),
    RefusalCase(
        "cli/adopted_report._refuse_flags (3)",
        "check --against adopted.txt --strict",
        "--against compares dates and runs no rule, so --strict has no effect.",
        "Leave --strict out, or check the plan without --against.",
        exit_code=2,
    ),
    RefusalCase(
        "cli/adopted_report._find_chosen_ids",
        "check --against adopted.txt --series blihgt",
        "--series: the plan has no series 'blihgt'.",
        "Did you mean blight?",
        exit_code=2,
    ),
    RefusalCase(
        "cli/adopted_report._find_chosen_ids",
        "check --against adopted.txt --series council",
        "--series: the plan has no series 'council'.",
        "Write one of blight, works.",
        exit_code=2,
    ),
    RefusalCase(
        "cli/adopted_report.run_comparison",
        "check --against adopted.txt --series blight -o out.txt",
        "",
        exit_code=1,
        prepare=write_list("2027-01-15\n"),
        changes=True,
    ),
    RefusalCase(
        "workspace/adopted_list.load_adopted_list",
        "check --against adopted.txt",
        "2 lines of adopted.txt cannot be read as a meeting date.",
        exit_code=2,
        prepare=write_list("2027-01-14\nBlight\nWorks\n"),
    ),
    RefusalCase(
        "workspace/adopted_list.load_adopted_list (2)",
        "check --against adopted.txt",
        "adopted.txt has no meeting date.",
        "Write one date on each line, such as March 11, 2027.",
        exit_code=2,
        prepare=write_list("# to be adopted\n"),
    ),
    RefusalCase(
        "workspace/adopted_list._report",
        "check --against adopted.txt",
        "adopted.txt:1: 'Blight' does not begin with a date.",
        "Write a date with its year, as in January 31, 2027 or 2027-01-31. "
        "Put # in front of a line that has no date.",
        exit_code=2,
        prepare=write_list("Blight\n"),
        is_error=False,
    ),
    RefusalCase(
        "cli/check.run_check",
        "check -f nothing",
        "--format: 'nothing' is none.",
        "Write text, concise, json, github, sarif or junit.",
        exit_code=2,
    ),
    RefusalCase(
        "cli/check.run_check (2)",
        "check --fail-level high",
        "--fail-level: 'high' is none.",
        "Write error, warning or note.",
        exit_code=2,
    ),
    RefusalCase(
        "cli/check.run_check (3)",
        "check . . -f sarif",
        "sarif is of one plan.",
        "Check one plan at a time, or write text, concise, github.",
        exit_code=2,
    ),
    RefusalCase("cli/check.run_check (4)", "check --fail-level note", "", exit_code=1),
    RefusalCase(
        "cli/decision_arguments._parse_date",
        "move blight/2027-03 --to 25/3/2027",
        "--to: '25/3/2027' looks like Thursday, March 25, 2027.",
        "Write 2027-03-25.",
        exit_code=2,
    ),
    RefusalCase(
        "cli/decision_arguments._parse_date",
        "move blight/2027-03 --to soon",
        "--to: 'soon' is not a date.",
        "Write a date with its year, as in January 31, 2027 or 2027-01-31.",
        exit_code=2,
    ),
    RefusalCase(
        "cli/decision_arguments._parse_reason",
        "bump blight/2027-03 --reason 'a\x07b'",
        ("--reason: the text holds the invisible character U+0007 at place 2. Take it out."),
        exit_code=2,
    ),
    RefusalCase(
        "cli/decision_arguments._parse_time",
        "move blight/2027-03 --to 2027-03-10 --at 8",
        "--at: '8' may be 8:00 a.m. or 8:00 p.m.",
        "Write 08:00 or 20:00.",
        exit_code=2,
    ),
    RefusalCase(
        "cli/decision_arguments._parse_time",
        "move blight/2027-03 --to 2027-03-10 --at midnight",
        "--at: 'midnight' may be the start or the end of the day.",
        "Write 00:00 or 23:59.",
        exit_code=2,
    ),
    RefusalCase(
        "cli/delivery.require_known",
        "charter --for nobody",
        "'nobody' is no reader here.",
        "Write all, principal, departments or works.",
        exit_code=2,
    ),
    RefusalCase(
        "cli/charter._write_letters",
        "charter --for departments",
        "each department has a letter of its own.",
        "Name a folder, as in -o letters.",
        exit_code=2,
    ),
    RefusalCase(
        "cli/delivery.require_known",
        "calendar --paper a3",
        "'a3' is no paper here.",
        "Write letter or a4.",
        exit_code=2,
    ),
    RefusalCase(
        "cli/doctor.run_doctor",
        "doctor --repair --merge",
        "--repair and --merge do not go together.",
        (
            "Merge first, with `statplan doctor --merge`; `statplan doctor` then says "
            "whether anything is left to repair."
        ),
        exit_code=2,
    ),
    RefusalCase(
        "cli/doctor.run_doctor (2)",
        "doctor . ../copy.json",
        "doctor looks at one plan.",
        "To merge ledgers: `statplan doctor --merge FILE .`.",
        exit_code=2,
        prepare=keep_copy_elsewhere,
    ),
    RefusalCase(
        "cli/doctor_merge.split_paths",
        "doctor . statplan.yaml",
        ". and statplan.yaml are more than one plan.",
        "Name one of them.",
        exit_code=2,
    ),
    RefusalCase(
        "cli/doctor_merge.run_merge_driver",
        "doctor --merge-driver statplan.yaml",
        "a merge driver gets three files.",
        (
            'Set it up with: git config merge.statplan.driver "statplan doctor '
            '--merge-driver %O %A %B"'
        ),
        exit_code=2,
    ),
    RefusalCase(
        "cli/explain.run_explain",
        "explain SP504 -f pdf",
        "--format: 'pdf' is none.",
        "Write text, md or json.",
        exit_code=2,
    ),
    RefusalCase(
        "cli/explain.run_explain (2)",
        "explain",
        "explain takes a code, a path or --all.",
        ("Write `statplan explain SP504`, `statplan explain leadership.attends` or --all."),
        exit_code=2,
    ),
    RefusalCase(
        "cli/explain._explain_query",
        "explain leadership.attends -f md",
        "only rules are written as md, and 'leadership.attends' is none.",
        "Leave --format out.",
        exit_code=2,
    ),
    RefusalCase(
        "cli/explain._find_rule",
        "explain SP999",
        "SP999 is no rule any more, since version 2.0.",
        exit_code=2,
        prepare=lambda folder: folder.patch.setitem(RETIRED, "SP999", "2.0"),
    ),
    RefusalCase(
        "cli/explain._build_unknown_error",
        "explain nothing",
        "'nothing' is no code of a rule and no question of the plan.",
        "See `statplan explain --all`.",
        exit_code=2,
    ),
    RefusalCase(
        "cli/explain._build_unknown_error",
        "explain leadership.attend",
        "'leadership.attend' is no code of a rule and no question of the plan.",
        "Did you mean leadership.attends?",
        exit_code=2,
    ),
    RefusalCase(
        "cli/init.run",
        "init --no-input",
        "statplan.yaml is there already.",
        ("Without --no-input its questions are asked again; or make a plan in another folder."),
    ),
    RefusalCase(
        "cli/init._refuse_problems",
        "init ../new --no-input --set program.name=Stat --set frequency.months=0",
        "1 wrong, 3 missing; nothing was written.",
        exit_code=1,
    ),
    RefusalCase(
        "cli/init._build_missing_problem",
        "init ../new --no-input",
        "missing: What is the program called?",
        "Give it with --set program.name=...",
        exit_code=1,
        is_error=False,
    ),
    RefusalCase(
        "cli/init_dialogue.resolve_filter",
        lambda _: resolve_filter(QuestionFilter(sections=("freqency",)), {}),
        "'freqency' is not a section.",
        "Did you mean frequency?",
        exit_code=2,
    ),
    RefusalCase(
        "cli/init_dialogue.resolve_filter (2)",
        lambda _: resolve_filter(QuestionFilter(paths=("frequency",)), {}),
        "frequency is no single question.",
        "Name a single question of it; docs/questions.md lists them.",
        exit_code=2,
    ),
    RefusalCase(
        "cli/init_dialogue._choose_prompter",
        "init",
        "there is no terminal to ask on.",
        (
            "Give the answers with --answers FILE, --like SYSTEM or --set PATH=VALUE, "
            "and add --no-input."
        ),
        exit_code=2,
    ),
    RefusalCase(
        "cli/notes.run_notes",
        "notes blight/2027-01 --kind photo",
        "'photo' is no kind of record.",
        "Write notes, actions, or memo.",
        exit_code=2,
    ),
    RefusalCase(
        "cli/notes.run_notes (2)",
        "notes blight/2027-01",
        "blight/2027-01 is cancelled: there is nothing to take notes of.",
        "If it takes place after all: `statplan restore blight/2027-01`.",
        prepare=cancel_past_meeting,
    ),
    RefusalCase(
        "cli/notes.run_notes (3)",
        "notes blight/2027-01",
        "/plan/records/blight-2027-01-notes.md is there already; nothing was written.",
        "Write on in it, or name another file with -o.",
        prepare=lambda folder: folder.decide("notes blight/2027-01"),
    ),
    RefusalCase(
        "cli/schema.print_schema",
        "schema ledger",
        "there is no schema of 'ledger'.",
        "Write plan, calendar, advice, site or status.",
        exit_code=2,
    ),
    RefusalCase(
        "cli/status._choose_year",
        "status --year 2027",
        "'2027' names several years: this plan has 2027-01-01 and 2027-05-01.",
        "Name one of them, as in `statplan status --year 2027-05-01`.",
        exit_code=2,
        prepare=publish_two_short_years,
    ),
    RefusalCase(
        "cli/status._choose_year (2)",
        "status --year 2031",
        "'2031' names no year: this plan has 2027.",
        "Name one of them, as in `statplan status --year 2027`.",
        exit_code=2,
    ),
    RefusalCase(
        "cli/site.run_site",
        "site --lang fr",
        "there is no page in 'fr'.",
        "Write en or es.",
        exit_code=2,
    ),
    RefusalCase(
        "cli/site._refuse_calendar_folder",
        "site -o calendars",
        "calendars holds the calendars of those inside; nothing was written.",
        "Name another folder, or leave -o out: /plan/calendars/public is public.",
        prepare=publish,
    ),
    RefusalCase(
        "cli/year_commands.release",
        "release",
        "say which back-up is released.",
        ("`statplan release MEETING`, or `statplan release --held` for all that are due."),
        exit_code=2,
    ),
    RefusalCase(
        "cli/year_commands.release",
        "release blight/2027-03 --held",
        "say which back-up is released.",
        ("`statplan release MEETING`, or `statplan release --held` for all that are due."),
        exit_code=2,
    ),
    RefusalCase(
        "cli/year_commands.publish",
        "publish changes.json --reword",
        "changes.json holds what `statplan diff` showed, and that is no new wording.",
        "Publish the file first, then run `statplan publish --reword`.",
        exit_code=2,
    ),
    RefusalCase(
        "ledger/meeting_lookup._build_choice_error",
        "bump blight",
        (
            "'blight' may be any of 4 meetings: blight/2027-01 Thu Jan 14, 2027, 8:00 "
            "a.m. TestStat: blight blight/2027-02 Thu Feb 11, 2027, 8:00 a.m. TestStat: "
            "blight blight/2027-03 Thu Mar 11, 2027, 8:00 a.m. TestStat: blight "
            "blight/2027-04 Thu Apr 8, 2027, 8:00 a.m. TestStat: blight"
        ),
        "Name it by its key, as above.",
        exit_code=2,
    ),
    RefusalCase(
        "ledger/meeting_lookup._build_reserve_error",
        "bump reserve/2027-03",
        "reserve/2027-03 is the reserve day of TestStat: blight and TestStat: works.",
        (
            "`statplan bump blight/2027-03` takes it for one of these, and "
            "`statplan release blight/2027-03` gives it up for one."
        ),
        exit_code=2,
        prepare=share_reserve_day,
    ),
    RefusalCase(
        "ledger/meeting_lookup._build_absence_error (2)",
        "bump works/2027-04",
        "works/2027-04 is not on the schedule: called off: as the plan says.",
        (
            "The nearest is works/2027-03, TestStat: works: Public Works, on Tue Mar 16, 2027, "
            "3:00 p.m. `statplan show` has the year."
        ),
        exit_code=2,
        prepare=omit_april,
    ),
    RefusalCase(
        "ledger/meeting_lookup._build_absence_error (2)",
        "bump 'Blight, March 10'",
        "there is no meeting of blight on Wednesday, March 10, 2027.",
        (
            "The nearest is blight/2027-03, TestStat: blight, on Thu Mar 11, 2027, 8:00 a.m. "
            "`statplan show` has the year."
        ),
        exit_code=2,
    ),
    RefusalCase(
        "ledger/meeting_lookup._build_absence_error",
        "bump next",
        "there is no meeting from today on.",
        "`statplan show` has the year.",
        exit_code=2,
        prepare=cancel_everything,
    ),
    RefusalCase(
        "ledger/meeting_lookup._build_unknown_error (2)",
        "bump nothing",
        "there is no meeting 'nothing'.",
        ("`statplan status` lists what is next. Write a date with its year, as in 2027-03-11."),
        exit_code=2,
    ),
    RefusalCase(
        "ledger/meeting_lookup._build_unknown_error (2)",
        "bump blihgt/2027-03",
        "there is no meeting 'blihgt/2027-03'.",
        "Did you mean blight/2027-03 or blight/2027-04 or blight/2027-02?",
        exit_code=2,
    ),
    RefusalCase(
        "ledger/meeting_lookup._build_unknown_error",
        "bump 2027-02-30",
        "'2027-02-30' is no day of the calendar.",
        "Write a date with its year, as in January 31, 2027 or 2027-01-31.",
        exit_code=2,
    ),
)
