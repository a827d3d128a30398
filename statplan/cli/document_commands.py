"""The commands that make documents and calendars of a plan, and their flags."""

from pathlib import Path
from typing import Annotated

import typer

from statplan.cli import options, year_commands
from statplan.cli.command_groups import PAPER_COMMANDS


def charter(
    plan: options.PlanPath = None,
    form: Annotated[
        str,
        typer.Option(
            "-f",
            "--format",
            metavar="FORMAT",
            help="md, html, docx or pdf; else by the name.",
        ),
    ] = "",
    output: options.Output = "-",
    reader: Annotated[
        str,
        typer.Option(
            "--for",
            metavar="READER",
            help="all; a department, a letter to its head; departments, a letter to each, in "
            "the folder of -o; principal, a briefing of one page.",
        ),
    ] = "all",
    paper: options.Paper = "letter",
    force: options.Force = False,
) -> None:
    """Write the charter, letters to departments, or a briefing."""
    from statplan.cli.charter import write_charter
    from statplan.cli.delivery import Delivery

    write_charter(plan, Delivery(form, output, paper, force), reader)


def calendar(
    plan: options.PlanPath = None,
    form: Annotated[
        str,
        typer.Option(
            "-f",
            "--format",
            metavar="FORMAT",
            help="ics, csv, json, xlsx; pdf or svg to hang up; else by the name.",
        ),
    ] = "",
    output: options.Output = "-",
    audience: year_commands.For = "all",
    paper: options.Paper = "letter",
    force: options.Force = False,
) -> None:
    """Write the year's calendar, each meeting with its backup date."""
    from statplan.cli.calendar import write_calendar
    from statplan.cli.delivery import Delivery

    write_calendar(plan, Delivery(form, output, paper, force), audience)


def build(
    plan: options.PlanPath = None,
    output: Annotated[
        Path, typer.Option("-o", "--output", metavar="DIR", help="Folder for the files.")
    ] = Path("build"),
    force: options.Force = False,
) -> None:
    """Write the charter and the calendars into a folder."""
    from statplan.cli.build import run_build

    run_build(plan, output, force=force)


def site(
    plan: options.PlanPath = None,
    output: Annotated[
        Path | None,
        typer.Option(
            "-o", "--output", metavar="DIR", help="Folder; else public in the calendar folder."
        ),
    ] = None,
    lang: Annotated[
        list[str] | None,
        typer.Option(
            metavar="LANGUAGE", help="en or es; the first is the main one. Else the plan's."
        ),
    ] = None,
    force: options.Force = False,
) -> None:
    """Write the public schedule: a page and its feeds, as of today."""
    from statplan.cli.site import run_site

    run_site(plan, output, tuple(lang or ()), force=force)


def register_document_commands(app: typer.Typer) -> None:
    """Register the commands with the program."""
    for command in (charter, calendar, build, site):
        app.command(rich_help_panel=PAPER_COMMANDS)(command)
