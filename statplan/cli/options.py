"""The flags of `statplan init`, and those that several commands share, each with its help."""

from pathlib import Path
from typing import Annotated

import typer

from statplan.cli.offers import remember_plan

Folder = Annotated[Path, typer.Argument(metavar="[DIR]", help="Where the plan is, or goes.")]
Like = Annotated[str | None, typer.Option(metavar="SYSTEM", help="Begin like a documented system.")]
AnswersFile = Annotated[
    Path | None,
    typer.Option("--answers", metavar="FILE", help="Answers in YAML or JSON; they may be partial."),
]
Settings = Annotated[
    list[str] | None,
    typer.Option("--set", metavar="PATH=VALUE", help="One answer; may be given often."),
]
Year = Annotated[
    int | None, typer.Option(metavar="YEAR", help="The year it begins in; else the next one.")
]
RosterFile = Annotated[
    Path | None,
    typer.Option(
        "--roster", metavar="FILE.csv", help="People and departments, from a spreadsheet."
    ),
]
Defaults = Annotated[
    bool, typer.Option("--defaults", help="Take what is suggested where nothing is answered.")
]
NoInput = Annotated[
    bool, typer.Option("--no-input", help="Ask nothing; name every answer that is missing.")
]
Sections = Annotated[
    list[str] | None,
    typer.Option(
        "--section", metavar="NAME", help="Ask one section, or readiness; may be given often."
    ),
]
Questions = Annotated[
    list[str] | None,
    typer.Option("--ask", metavar="PATH", help="Ask one question; may be given often."),
]
SkipAnswered = Annotated[
    bool, typer.Option("--skip-answered", help="Ask only what has no answer yet.")
]
Plain = Annotated[bool, typer.Option("--plain", help="Ask line by line, as for a screen reader.")]
BusyFolder = Annotated[
    Path | None,
    typer.Option(
        "--busy", metavar="DIR", help="Folder of busy calendars, one for each person and room."
    ),
]
Output = Annotated[
    str, typer.Option("-o", "--output", metavar="FILE", help="File to write; - for stdout.")
]
Force = Annotated[
    bool,
    typer.Option(
        "--force", help="Write over a file that was edited, or that statplan did not write."
    ),
]
PlanPath = Annotated[
    Path | None,
    typer.Argument(
        metavar="[PLAN]",
        help="The plan file or its folder; else the nearest one upwards.",
        callback=remember_plan,
    ),
]
Paper = Annotated[
    str, typer.Option("--paper", metavar="PAPER", help="letter or a4, where there are pages.")
]
