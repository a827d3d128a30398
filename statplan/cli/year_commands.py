"""The commands of the year's life, with their flags: decide, publish, record, look back."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from statplan.cli import options
from statplan.cli.command_groups import MEETING_COMMANDS, YEAR_COMMANDS
from statplan.cli.offers import remember_plan
from statplan.errors import Command, Remedy, StatplanError

if TYPE_CHECKING:
    from statplan.ledger.model import DecisionKind

Meeting = Annotated[
    str,
    typer.Argument(
        metavar="MEETING",
        help="Its key (blight/2027-03), its date, or a weekday, week, month, topic, department or "
        "series with one meeting; together as in 'blight March'.",
    ),
]
Reason = Annotated[
    str, typer.Option(metavar="TEXT", help="Why; kept in the ledger, told to assistants.")
]
Yes = Annotated[
    bool,
    typer.Option("--yes", help="Publish even where an edit moves or cancels much, or all is past."),
]
Reword = Annotated[
    bool,
    typer.Option(
        "--reword", help="Send the current wording of every entry now, even where no fact changed."
    ),
]
DryRun = Annotated[bool, typer.Option("--dry-run", help="Say what it would do, and do nothing.")]
PlanOption = Annotated[
    Path | None,
    typer.Option(
        "--plan",
        metavar="PLAN",
        help="The plan file or its folder; else the nearest one upwards.",
        callback=remember_plan,
    ),
]
_WHO = "all, public, leadership, analyst, or the id of a person or department."
For = Annotated[str, typer.Option("--for", metavar="AUDIENCE", help=_WHO)]


def bump(
    meeting: Meeting,
    reason: Reason = "",
    yes: Annotated[
        bool,
        typer.Option("--yes", help="Bump even a cancelled meeting, or one whose date is past."),
    ] = False,
    dry_run: DryRun = False,
    plan: PlanOption = None,
) -> None:
    """Move a meeting to its backup date.

    Nobody is told until `statplan publish`; `restore` takes it back.
    """
    _record_decision("bump", meeting, reason, dry_run, plan, yes=yes)


def cancel(
    meeting: Meeting, reason: Reason = "", dry_run: DryRun = False, plan: PlanOption = None
) -> None:
    """Cancel a meeting and release its backup date.

    Nobody is told until `statplan publish`; `restore` takes it back.
    """
    _record_decision("cancel", meeting, reason, dry_run, plan)


def restore(
    meeting: Meeting, reason: Reason = "", dry_run: DryRun = False, plan: PlanOption = None
) -> None:
    """Bring a meeting back to its planned date.

    Whatever was decided about it is undone. Nobody is told until `statplan publish`.
    """
    _record_decision("restore", meeting, reason, dry_run, plan)


def held(
    meeting: Meeting, reason: Reason = "", dry_run: DryRun = False, plan: PlanOption = None
) -> None:
    """Record that a meeting took place.

    Its back-up date can then be freed: `statplan release --held`.
    """
    _record_decision("held", meeting, reason, dry_run, plan)


def move(
    meeting: Meeting,
    to: Annotated[str, typer.Option("--to", metavar="DATE", help="The new day, as 2027-03-11.")],
    at: Annotated[str, typer.Option(metavar="TIME", help="The new time, as 14:30.")] = "",
    reason: Reason = "",
    dry_run: DryRun = False,
    plan: PlanOption = None,
) -> None:
    """Move a meeting to another date.

    To its back-up date: `statplan bump`. A date on or after the back-up date releases that date.
    Nobody is told until `statplan publish`; `restore` takes it back.
    """
    _record_decision("move", meeting, reason, dry_run, plan, to=to, at=at)


def release(
    meeting: Annotated[
        str, typer.Argument(metavar="[MEETING]", help="Its key or its date, as for `bump`.")
    ] = "",
    of_held: Annotated[
        bool,
        typer.Option(
            "--held", help="Of every meeting recorded as held, after the days that the plan states."
        ),
    ] = False,
    reason: Reason = "",
    dry_run: DryRun = False,
    plan: PlanOption = None,
) -> None:
    """Release a backup date that is not needed.

    The meeting stays where it is. Nobody is told until `statplan publish`; `restore` takes it back.
    """
    if bool(meeting) == of_held:
        raise StatplanError(
            "say which back-up is released.",
            remedy=Remedy(
                Command("release", "MEETING"),
                ", or ",
                Command("release", "--held"),
                " for all that are due.",
            ),
            exit_code=2,
        )
    if of_held:
        from statplan.cli.decide import run_release_held

        run_release_held(plan, reason, dry_run=dry_run)
    else:
        _record_decision("release", meeting, reason, dry_run, plan)


def _record_decision(
    kind: "DecisionKind", meeting: str, reason: str, dry_run: bool, plan: Path | None, *,
    to: str = "", at: str = "", yes: bool = False,
) -> None:  # fmt: skip
    from statplan.cli.decide import run_decision
    from statplan.cli.decision_arguments import DecisionArguments

    arguments = DecisionArguments(kind, reason, to, at)
    run_decision(plan, meeting, arguments, dry_run=dry_run, yes=yes)


def diff(
    plan: options.PlanPath = None,
    audience: For = "all",
    form: Annotated[
        str, typer.Option("-f", "--format", metavar="FORMAT", help="text, json, md or github.")
    ] = "",
    output: Annotated[
        str, typer.Option("-o", "--output", metavar="FILE", help="Save it, for `publish FILE`.")
    ] = "-",
    lists_all: Annotated[
        bool, typer.Option("--all", help="List each entry of a year that is not published yet.")
    ] = False,
    exit_code: Annotated[
        bool, typer.Option("--exit-code", help="Leave with 3 where changes are pending.")
    ] = False,
    force: options.Force = False,
) -> None:
    """Show what a publish would change on calendars, and for whom."""
    from statplan.cli.diff import DiffOptions, run_diff

    diff_options = DiffOptions(
        audience, form, output, lists_all=lists_all, exit_code=exit_code, force=force
    )
    run_diff(plan, diff_options)


def publish(
    change_set: Annotated[
        Path | None, typer.Argument(metavar="[FILE]", help="A change set that `diff -o` saved.")
    ] = None,
    audiences: Annotated[
        list[str] | None,
        typer.Option("--for", metavar="AUDIENCE", help="Keep up a calendar for it too: " + _WHO),
    ] = None,
    invite: Annotated[
        bool, typer.Option("--invite", help="Write invitations, with those who must come.")
    ] = False,
    yes: Yes = False,
    reword: Reword = False,
    dry_run: DryRun = False,
    plan: PlanOption = None,
) -> None:
    """Update the ledger and every calendar.

    An entry takes new wording with its next change of fact; `--reword` sends it now.
    """
    from statplan.cli.publish import PublishOptions, run_publish

    if change_set is not None and (change_set.is_dir() or change_set.suffix in {".yaml", ".yml"}):
        plan, change_set = remember_plan(plan or change_set), None
    if change_set is not None and reword:
        raise StatplanError(
            f"{change_set} holds what `statplan diff` showed, and that is no new wording.",
            remedy=Remedy("Publish the file first, then run ", Command("publish", "--reword"), "."),
            exit_code=2,
        )
    run_publish(
        plan, change_set, PublishOptions(tuple(audiences or ()), yes, dry_run, invite, reword)
    )


def next_year(
    plan: options.PlanPath = None,
    year: Annotated[
        int | None,
        typer.Option(
            metavar="YEAR",
            help="The year in which it begins, such as 2028. Default: the one that follows.",
        ),
    ] = None,
    carry: Annotated[
        list[str] | None,
        typer.Option(
            metavar="KIND", help="closures: close the same dates one year later. none: do not."
        ),
    ] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Write without asking first.")] = False,
    dry_run: DryRun = False,
) -> None:
    """Write the next year into the plan, with a reason for each line.

    Intervals, turns, and numbers go on where this year ends. No calendar changes before
    `statplan publish`.
    """
    from statplan.cli.next_year import NextYearOptions, run_next_year

    run_next_year(
        plan, NextYearOptions(year, None if carry is None else tuple(carry), yes, dry_run)
    )


def notes(
    meeting: Meeting,
    kind: Annotated[str, typer.Option(metavar="KIND", help="notes, actions or memo.")] = "notes",
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="FILE", help="File to write; else one in records/."),
    ] = None,
    plan: PlanOption = None,
) -> None:
    """Write a template for the notes of a meeting."""
    from statplan.cli.notes import run_notes

    run_notes(plan, meeting, kind, output)


def redact(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The marked notes.")],
    output: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="OUT", help="File to write; else one beside it."),
    ] = None,
    allow: Annotated[
        list[str] | None,
        typer.Option(
            metavar="WORDS", help="A name or number that may be public; repeatable. Needs --reason."
        ),
    ] = None,
    reason: Annotated[
        str,
        typer.Option(metavar="TEXT", help="Why it may be public; kept in the head of the notes."),
    ] = "",
    reader: Annotated[
        str, typer.Option(metavar="JOB_TITLE", help="Who read the public copy; kept in its head.")
    ] = "",
    force: Annotated[
        bool, typer.Option("--force", help="Write over a copy that was changed since.")
    ] = False,
    plan: PlanOption = None,
) -> None:
    """Make the public copy of marked notes."""
    from statplan.cli.redact import RedactOptions, run_redact

    options = RedactOptions(output, tuple(allow or ()), reason, reader, force)
    run_redact(plan, file, options)


def log(
    meeting: Annotated[
        str, typer.Argument(metavar="[MEETING]", help="One meeting or series.")
    ] = "",
    plan: PlanOption = None,
) -> None:
    """List every decision, with its date and reason."""
    from statplan.cli.log import run_log

    run_log(plan, meeting)


def status(
    plan: options.PlanPath = None,
    year: Annotated[
        str,
        typer.Option(
            metavar="YEAR",
            help="The figures of one year alone: 2027, 2027-28, or its first day.",
        ),
    ] = "",
    form: Annotated[
        str,
        typer.Option(
            "-f",
            "--format",
            metavar="FORMAT",
            help="text or json; md, html, docx or pdf: a scorecard of one page.",
        ),
    ] = "",
    output: options.Output = "-",
    paper: options.Paper = "letter",
    force: options.Force = False,
) -> None:
    """Show how the year goes, what is next, and what is due."""
    from statplan.cli.delivery import Delivery
    from statplan.cli.status import run_status

    run_status(plan, year, Delivery(form, output, paper, force))


def doctor(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[PLAN] [FILE]...",
            help="The plan file or its folder; with --merge also copies of its ledger.",
        ),
    ] = None,
    repair: Annotated[bool, typer.Option("--repair", help="Mend what can be proved.")] = False,
    merge: Annotated[
        bool,
        typer.Option(
            "--merge",
            help="Unite the ledgers of two git branches, or of the plan and each FILE.",
        ),
    ] = False,
    merge_driver: Annotated[
        bool, typer.Option("--merge-driver", help="What git runs to merge: %O %A %B.")
    ] = False,
) -> None:
    """Explain what is wrong with the ledger, and repair it."""
    from statplan.cli.doctor import run_doctor

    run_doctor(paths or (), repair=repair, merge=merge, merge_driver=merge_driver)


def register_year_commands(app: typer.Typer) -> None:
    """Register the commands with the program."""
    groups = {
        MEETING_COMMANDS: (bump, move, cancel, restore, held, release, notes, redact),
        YEAR_COMMANDS: (diff, publish, log, status, next_year, doctor),
    }
    for group, commands in groups.items():
        for command in commands:
            name = command.__name__.replace("_", "-")
            app.command(name, rich_help_panel=group)(command)
