"""The flags of `statplan slots`."""

from dataclasses import replace
from typing import Annotated

import typer

from statplan.cli import options, year_commands

TakeAsFree = Annotated[
    list[str] | None,
    typer.Option(
        metavar="NAME",
        help="Take this person or room as free, whose calendar cannot be read; may be given often.",
    ),
]


def slots(
    plan: options.PlanPath = None,
    *,
    everything: Annotated[
        bool, typer.Option("--all", help="For all series, also where day and time are stated.")
    ] = False,
    series: Annotated[
        list[str] | None, typer.Option(metavar="ID", help="For this series; may be given often.")
    ] = None,
    busy: options.BusyFolder = None,
    take_as_free: TakeAsFree = None,
    budget: Annotated[
        int | None, typer.Option(metavar="MOVES", min=0, help="How long to search: moves to try.")
    ] = None,
    seed: Annotated[
        int, typer.Option(metavar="N", help="Another search; same N, same answer.")
    ] = 0,
    prove: Annotated[
        bool, typer.Option("--prove", help="Improve it exactly, and prove how good it is.")
    ] = False,
    seconds: Annotated[
        float, typer.Option("--time-limit", metavar="SECONDS", min=1, help="For --prove.")
    ] = 60,
    apply: Annotated[
        int | None, typer.Option(metavar="N", help="Write the Nth answer into the plan.")
    ] = None,
    dry_run: year_commands.DryRun = False,
    form: Annotated[
        str,
        typer.Option("-f", "--format", metavar="FORMAT", help="text or json; else by the name."),
    ] = "",
    output: options.Output = "-",
    force: options.Force = False,
) -> None:
    """Find the weekday and time that suit everybody all year."""
    from statplan.cli.slots.command import SlotsOptions, run_search

    time_limit = seconds if prove else None
    selection = everything, tuple(series or ()), busy
    search = SlotsOptions(*selection, budget, seed, time_limit, apply, dry_run, form, output, force)
    run_search(plan, replace(search, take_as_free=tuple(take_as_free or ())))
