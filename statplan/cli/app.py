"""The commands. What they need is imported when they run, so that `--help` is quick."""

import os
import signal
from dataclasses import replace
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from statplan import __version__, screen
from statplan.cli import document_commands, options, year_commands
from statplan.cli.boundary import ErrorBoundary, StoppedError, describe_written, report_error
from statplan.cli.command_groups import OTHER_COMMANDS, PLAN_COMMANDS
from statplan.cli.offers import remember_plan
from statplan.cli.slots import flags
from statplan.errors import StatplanError
from statplan.workspace.atomic import list_written_paths

app = typer.Typer(
    cls=ErrorBoundary,
    name="statplan",
    help="Set up a government's performance (Stat) meetings, and keep them going.",
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _remember_only_plan(paths: list[Path] | None) -> list[Path] | None:
    if paths and len(paths) == 1:
        remember_plan(paths[0])
    return paths


PlanPaths = Annotated[
    list[Path] | None,
    typer.Argument(
        metavar="[PLAN]...",
        help="Plan files or their folders; else the nearest one upwards.",
        callback=_remember_only_plan,
    ),
]
_REPORTS = "text, concise, json, github, sarif or junit."


def _print_version(is_requested: bool) -> None:
    if is_requested:
        screen.print_line(f"statplan {__version__}")
        raise typer.Exit


@app.callback()
def _accept_options(
    version: Annotated[
        bool,
        typer.Option(
            "--version", callback=_print_version, is_eager=True, help="Print the version."
        ),
    ] = False,
) -> None:
    del version


@app.command(rich_help_panel=PLAN_COMMANDS)
def init(
    folder: options.Folder = Path(),
    like: options.Like = None,
    answers: options.AnswersFile = None,
    settings: options.Settings = None,
    year: options.Year = None,
    roster: options.RosterFile = None,
    defaults: options.Defaults = False,
    no_input: options.NoInput = False,
    section: options.Sections = None,
    ask: options.Questions = None,
    skip_answered: options.SkipAnswered = False,
    plain: options.Plain = False,
) -> None:
    """Answer the questions and write a plan, or change one."""
    from statplan.interview.sources import InitOptions

    init_options = InitOptions(like, answers, tuple(settings or ()), year, roster, defaults)
    if no_input:
        from statplan.cli.init import run

        run(folder, init_options)
    else:
        from statplan.cli.init_dialogue import run_dialogue
        from statplan.interview.steps import QuestionFilter

        question_filter = QuestionFilter(tuple(section or ()), tuple(ask or ()), skip_answered)
        run_dialogue(folder, init_options, question_filter, plain=plain)


@app.command(rich_help_panel=PLAN_COMMANDS)
def check(
    plans: PlanPaths = None,
    *,
    form: Annotated[str, typer.Option("-f", "--format", metavar="FORMAT", help=_REPORTS)] = "",
    strict: Annotated[bool, typer.Option("--strict", help="Let warnings fail the check.")] = False,
    fail_level: Annotated[
        str, typer.Option(metavar="LEVEL", help="What fails the check: error, warning or note.")
    ] = "error",
    select: Annotated[
        list[str] | None,
        typer.Option(metavar="CODES", help="Only these codes, or beginnings of codes: SP5,SP204."),
    ] = None,
    ignore: Annotated[
        list[str] | None, typer.Option(metavar="CODES", help="All codes but these.")
    ] = None,
    exit_zero: Annotated[
        bool, typer.Option("--exit-zero", help="Leave with exit code 0 whatever is found.")
    ] = False,
    output_file: Annotated[
        Path | None,
        typer.Option("-o", "--output-file", metavar="FILE", help="File to write; else stdout."),
    ] = None,
    force: options.Force = False,
    busy: options.BusyFolder = None,
    against: Annotated[
        str,
        typer.Option(
            "--against",
            metavar="FILE",
            help="Compare the year with an adopted list: csv, ics, or a date on each line; - for "
            "stdin.",
        ),
    ] = "",
    series: Annotated[
        list[str] | None,
        typer.Option(metavar="ID", help="Compare this series alone; may be given often."),
    ] = None,
) -> None:
    """Find the problems of a plan, or review it."""
    from statplan.cli.check import CheckOptions, run_check

    codes = tuple(select or ()), tuple(ignore or ())
    check_options = CheckOptions(
        form, strict, fail_level, *codes, exit_zero, output_file, force, busy
    )
    run_check(plans or (), replace(check_options, against=against, series=tuple(series or ())))


@app.command(rich_help_panel=PLAN_COMMANDS)
def explain(
    what: Annotated[
        str | None, typer.Argument(metavar="[CODE]", help="A rule, or a question by its path.")
    ] = None,
    everything: Annotated[bool, typer.Option("--all", help="All rules.")] = False,
    form: Annotated[
        str, typer.Option("-f", "--format", metavar="FORMAT", help="text, md or json.")
    ] = "text",
) -> None:
    """Explain a rule of the review, or a question."""
    from statplan.cli.explain import run_explain

    run_explain(what, form, everything=everything)


@app.command(rich_help_panel=PLAN_COMMANDS)
def show(
    plan: options.PlanPath = None,
    width: Annotated[
        int | None, typer.Option(metavar="COLUMNS", help="Columns to use; else the terminal's.")
    ] = None,
    plain: Annotated[
        bool, typer.Option("--plain", help="Letters alone: no color, no symbols.")
    ] = False,
    people: Annotated[
        bool, typer.Option("--people", help="The week of everybody: when they are busy.")
    ] = False,
    busy: options.BusyFolder = None,
) -> None:
    """Show the year on one screen, and what is next."""
    from statplan.cli.show import PeopleOptions, run_show

    people_options = PeopleOptions(busy) if people or busy else None
    run_show(plan, width=width, plain=plain, people_options=people_options)


document_commands.register_document_commands(app)
app.command(rich_help_panel=PLAN_COMMANDS)(flags.slots)
year_commands.register_year_commands(app)


@app.command(rich_help_panel=OTHER_COMMANDS)
def schema(
    of: Annotated[
        str, typer.Argument(metavar="[plan|calendar|advice|site|status]", help="Of which file.")
    ] = "plan",
) -> None:
    """Print a JSON Schema: plan, calendar, advice, site or status."""
    from statplan.cli.schema import print_schema

    print_schema(of)


@app.command(rich_help_panel=PLAN_COMMANDS)
def systems(
    key: Annotated[str | None, typer.Argument(metavar="[KEY]", help="One system.")] = None,
) -> None:
    """List the documented systems, or print one with its sources."""
    from statplan.cli.systems import print_systems

    print_systems(key)


def main() -> NoReturn:
    """Run the command line and leave with its exit code; a fault of the program is named as one."""
    screen.prepare_streams()
    _end_by_signals()
    try:
        app()
    except Exception as error:
        if os.environ.get("STATPLAN_TRACEBACK"):
            raise
        fact = f"something went wrong that should not: {type(error).__name__}: {error}"
        remedy = "Please report it; with STATPLAN_TRACEBACK=1 in the environment it shows where."
        written = list_written_paths()
        remedy += f" {describe_written().capitalize()}." if written else ""
        report_error(StatplanError(fact, remedy=remedy))
        raise SystemExit(1) from None
    raise SystemExit(0)  # pragma: no cover - the command line leaves by itself


def _end_by_signals() -> None:
    """Let SIGTERM and SIGHUP end the program as an interrupt does, unless they are ignored."""
    for name in ("SIGTERM", "SIGHUP"):
        number = getattr(signal, name, None)
        if number is not None and signal.getsignal(number) is signal.SIG_DFL:
            signal.signal(number, _stop_run)


def _stop_run(number: int, frame: object) -> NoReturn:
    del frame
    raise StoppedError(number)
