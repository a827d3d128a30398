"""Watch a search on a terminal: how far it is, the best so far, and Ctrl-C that keeps it."""

import signal
import sys
from types import FrameType, TracebackType
from typing import Any, Self


class SearchProgress:
    """The progress of a search; a bar on stderr where that is a terminal, else nothing.

    The first Ctrl-C asks the search to stop and to keep the best so far; the second interrupts.
    """

    def __init__(self, budget: int) -> None:
        self._budget = budget
        self._bar: Any = None
        self._task: Any = None
        self._previous_handler: Any = None
        self.is_stopped = False

    def __enter__(self) -> Self:
        if sys.stderr.isatty() and self._budget:
            from rich.console import Console
            from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn

            words = TextColumn("{task.description}")
            best = TextColumn("best {task.fields[best]}, bound {task.fields[bound]}")
            console = Console(stderr=True)
            columns = (words, BarColumn(), MofNCompleteColumn(), best)
            self._bar = Progress(*columns, console=console, transient=True)
            self._bar.start()
            self._task = self._bar.add_task("Searching", total=self._budget, best="-", bound="-")
        self._previous_handler = signal.signal(signal.SIGINT, self._stop_search)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        signal.signal(signal.SIGINT, self._previous_handler)
        if self._bar:
            self._bar.stop()

    def __call__(self, moves: int, cost: int, bound: float) -> bool:
        """Show how far it is, and tell whether to stop."""
        if self._bar:
            fields = {"best": f"{cost:,}", "bound": f"{bound:,.0f}"}
            self._bar.update(self._task, completed=moves, **fields)
        return self.is_stopped

    def _stop_search(self, _number: int, _frame: FrameType | None) -> None:
        if self.is_stopped:
            raise KeyboardInterrupt
        self.is_stopped = True
