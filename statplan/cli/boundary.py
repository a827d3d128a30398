"""The boundary of the command line: errors become messages on stderr, and an exit code."""

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import typer
from typer.core import TyperGroup

from statplan import screen
from statplan.cli.command_groups import OTHER_COMMANDS
from statplan.errors import EXIT_INTERRUPTED, Command, Remedy, StatplanError
from statplan.workspace.atomic import forget_written_paths, list_written_paths

_MARGIN = 6  # columns beside the names and the summaries
_NAMES_OF_RESTORE = frozenset({"undo", "revert", "unbump", "uncancel"})


class StoppedError(KeyboardInterrupt):
    """The system asked the program to end, by a signal."""

    def __init__(self, number: int) -> None:
        super().__init__()
        self.number = number


class ErrorBoundary(TyperGroup):
    """The group of all commands, which reports every error in the same way."""

    def invoke(self, ctx: Any) -> Any:  # noqa: ANN401 - the library's own type is private
        """Run a command; turn an error into a message on stderr and an exit code."""
        forget_written_paths()
        screen.set_completions()
        with _report_faults():
            try:
                outcome = super().invoke(ctx)
            except typer.Exit:
                screen.flush_output()
                raise
            screen.flush_output()
            return outcome

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ANN401
        """Write the commands into the help, grouped by what they are for."""
        groups: dict[str, list[tuple[str, str]]] = {}
        width = max(map(len, self.commands))
        for name in self.list_commands(ctx):
            command = self.commands[name]
            summary = command.get_short_help_str(formatter.width - width - _MARGIN)
            group = getattr(command, "rich_help_panel", None) or OTHER_COMMANDS
            groups.setdefault(group, []).append((name.ljust(width), summary))
        for group, rows in groups.items():
            with formatter.section(group):
                formatter.write_dl(rows)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:  # noqa: ANN401
        """Return the command that is meant; another name of `restore` is refused with a remedy."""
        name, *rest = args
        if name in _NAMES_OF_RESTORE:
            remedy = Remedy(
                Command("restore", *(rest or ["MEETING"])),
                " takes back whatever was decided about a meeting.",
            )
            raise StatplanError(f"there is no command '{name}'.", remedy=remedy, exit_code=2)
        return super().resolve_command(ctx, args)


@contextmanager
def _report_faults() -> Iterator[None]:
    try:
        yield
    except StatplanError as error:
        report_error(error)
        raise typer.Exit(error.exit_code) from None
    except StoppedError as error:
        _report_end(f"Stopped by {signal.Signals(error.number).name}")
        raise typer.Exit(128 + error.number) from None
    except (KeyboardInterrupt, EOFError):
        _report_end("Interrupted")
        raise typer.Exit(EXIT_INTERRUPTED) from None
    except BrokenPipeError:
        screen.drop_output()
        raise typer.Exit(0) from None
    except OSError as error:
        report_error(_explain_system_error(error))
        raise typer.Exit(1) from None


def _report_end(cause: str) -> None:
    screen.print_message(f"\n{cause}; {describe_written()}.")


def describe_written() -> str:
    """Say which files this run changed, as the end of a sentence."""
    written = list_written_paths()
    if not written:
        return "nothing was written"
    from statplan.plan.english import format_count

    count = format_count(len(written), "file")
    return f"{count} had been written: {written[0]}{' and others' if written[1:] else ''}"


def _explain_system_error(error: OSError) -> StatplanError:
    """Return the error for what the system refused, with what had been written by then."""
    reason = error.strerror or str(error)
    if error.filename is None and isinstance(error, FileNotFoundError):
        fact = "the working folder does not exist any more."
        return StatplanError(fact, remedy="Change to another folder, and run this again.")
    if error.filename is not None:
        remedy = f"Look at the permissions and at the disk; {describe_written()}."
        return StatplanError(f"{error.filename}: {reason}.", remedy=remedy)
    if list_written_paths():
        fact = f"it is recorded, but the report could not be shown: {reason}."
        return StatplanError(fact, remedy=f"{describe_written().capitalize()}.")
    fact = f"what was asked for could not be shown: {reason}."
    return StatplanError(fact, remedy="Name a file to write with -o, where the command has it.")


def report_error(error: StatplanError) -> None:
    """Say on standard error what went wrong, and what to do."""
    for problem in error.problems:
        screen.print_message(problem.describe())
    if error.message:
        screen.print_message(f"statplan: {error.message}")
    if error.remedy:
        screen.print_message(Remedy("  ", error.remedy))
