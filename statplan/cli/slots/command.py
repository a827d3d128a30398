"""`statplan slots`: the search for slots, its progress, and where its outcome goes."""

import signal
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import FrameType, TracebackType
from typing import Any, Self

from statplan import screen
from statplan.busy.intervals import BusyTimes
from statplan.busy.reader import BusyReading
from statplan.cli.slots import json, text
from statplan.cli.slots.assumed_free import find_assumed_free, refuse_unknown
from statplan.cli.slots.outcome import SearchOutcome, list_unplaced
from statplan.cli.text_layout import measure_terminal
from statplan.errors import StatplanError
from statplan.plan.model import Plan
from statplan.slots.build_problem import (
    NO_CANDIDATE,
    NO_INTERVAL,
    explain_fixed_rule,
    make_problem,
)
from statplan.slots.local_search import BUDGET, search_slots
from statplan.slots.model import SearchAnswer, SlotProblem
from statplan.slots.preferences import read_preferences
from statplan.slots.ranking import rank_patterns
from statplan.spelling import suggest_similar_word
from statplan.workspace import files, workspace
from statplan.workspace.busy_folder import read_busy_folder
from statplan.workspace.output_file import choose_format, write_output
from statplan.workspace.plan_loader import ScheduledPlan, load_plan

FORMS = ("text", "json")
_REMEDIES = {
    NO_INTERVAL: "Say how often it meets: every: month.",
    NO_CANDIDATE: "Widen days, first and last of frequency.slots.",
}


@dataclass(frozen=True, slots=True)
class SlotsOptions:
    """The flags of the command: `series` are ids, `budget` counts moves, `prove` is in seconds.

    `take_as_free` are names of people and rooms whose calendars are not known.
    """

    everything: bool = False
    series: tuple[str, ...] = ()
    busy: Path | None = None
    budget: int | None = None
    seed: int = 0
    prove: float | None = None
    apply: int | None = None
    dry_run: bool = False
    form: str = "text"
    output: str = "-"
    force: bool = False
    take_as_free: tuple[str, ...] = ()


def run_search(plan_path: Path | None, options: SlotsOptions) -> None:
    """Search for slots, and show what was found.

    Raises:
        StatplanError: a flag is wrong, there is nothing to place, or a folder cannot be read
            (exit code 2); a meeting has no place (1).
    """
    options = replace(options, form=choose_format(options.form, options.output, FORMS, "text"))
    loaded = load_plan(plan_path)
    outcome = find_slots(loaded, options)
    if options.apply is None:
        _write_outcome(outcome, options)
    else:
        from statplan.cli.slots.plan_update import write_answer

        write_answer(outcome, options.apply, dry_run=options.dry_run)
    if list_unplaced(outcome.best) and options.apply is None:
        raise StatplanError("", exit_code=1)


def find_slots(loaded: ScheduledPlan, options: SlotsOptions) -> SearchOutcome:
    """Find slots for the series of a plan."""
    if options.prove is not None:
        from statplan.slots.milp_solver import load_solver

        load_solver()  # which says at once where it is not installed
    busy_folder = _find_busy_folder(loaded, options.busy)
    asked_ids = select_series(loaded.plan, options.series, everything=options.everything)
    reading = (
        read_busy_folder(busy_folder, loaded.plan, published=loaded.published)
        if busy_folder
        else BusyReading(BusyTimes())
    )
    free = find_assumed_free(loaded.plan, reading, options.take_as_free)
    preferences = read_preferences(loaded.plan)
    plan = clear_slots(loaded.plan, asked_ids or ())
    problem = make_problem(
        plan,
        reading.busy,
        preferences,
        series_ids=asked_ids,
        published=loaded.published,
    )
    if not problem.series:
        raise make_nothing_error(problem)
    flags = _list_search_flags(options)
    if busy_folder:
        refuse_unknown(loaded.plan, problem, reading, free, busy_folder, flags)
    answers, stopped = _search_answers(problem, options)
    answers, proof = _prove_best(problem, answers, options)
    return SearchOutcome(
        loaded, busy_folder, reading, problem, answers, stopped, proof, free, flags
    )


def _list_search_flags(options: SlotsOptions) -> tuple[object, ...]:
    """List the flags that say which series are looked at, and where the calendars are."""
    flags: list[object] = ["--all"] if options.everything else []
    flags += (word for series_id in options.series for word in ("--series", series_id))
    return (*flags, "--busy", options.busy) if options.busy else tuple(flags)


def _find_busy_folder(loaded: ScheduledPlan, busy_folder: Path | None) -> Path | None:
    """Find the folder that is named, or the one beside the plan where there is one."""
    beside = loaded.path.parent / files.BUSY_FOLDER
    return busy_folder or (beside if beside.is_dir() else None)


def select_series(
    plan: Plan, asked_ids: Sequence[str], *, everything: bool
) -> tuple[str, ...] | None:
    """Return the ids of the series to place anew; None for those that the plan leaves undecided.

    Raises:
        StatplanError: the plan has no such series (exit code 2).
    """
    known_ids = [series.id for series in plan.frequency.series or ()]
    for series_id in asked_ids:
        if series_id not in known_ids:
            known = f"It has {', '.join(known_ids) or 'none'}."
            remedy = suggest_similar_word(series_id, known_ids, known)
            fact = f"--series {series_id[:40]}: the plan has no such series."
            raise StatplanError(fact, remedy=remedy, exit_code=2)
    return tuple(known_ids) if everything else tuple(asked_ids) or None


def clear_slots(plan: Plan, asked_ids: tuple[str, ...]) -> Plan:
    """Return the plan without the weekday and time of the series that are to be placed anew.

    A series whose rule is no single weekday keeps it: the search says why it leaves it out.
    """
    all_series = tuple(
        series.model_copy(update={"on": None, "at": None})
        if series.id in asked_ids and not explain_fixed_rule(series)
        else series
        for series in plan.frequency.series or ()
    )
    frequency = plan.frequency.model_copy(update={"series": all_series})
    return plan.model_copy(update={"frequency": frequency})


def make_nothing_error(problem: SlotProblem) -> StatplanError:
    """Make the error for a problem that has no series to place."""
    if problem.left_out:
        facts = "; ".join(f"{series}: {reason}" for series, reason in problem.left_out)
        fact = f"there is nothing to place ({facts})."
        remedies = {_REMEDIES[reason] for _, reason in problem.left_out if reason in _REMEDIES}
        remedy = " ".join(sorted(remedies)) or "Place these meetings yourself, in the plan."
        return StatplanError(fact, remedy=remedy, exit_code=2)
    return StatplanError(
        "there is nothing to place: every series has its weekday and its time.",
        remedy="`--series ID` or `--all` looks for better ones.",
        exit_code=2,
    )


def _search_answers(
    problem: SlotProblem, options: SlotsOptions
) -> tuple[tuple[SearchAnswer, ...], bool]:
    """Return the best answers for one series, or one for several; and whether it was stopped."""
    if len(problem.series) == 1:
        return _rank_answers(problem), False
    budget = BUDGET if options.budget is None else options.budget
    with SearchProgress(budget) as search_progress:
        answer = search_slots(problem, seed=options.seed, budget=budget, progress=search_progress)
    return (answer,), search_progress.is_stopped


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
        """Show how far the search is, and return whether to stop it."""
        if self._bar:
            fields = {"best": f"{cost:,}", "bound": f"{bound:,.0f}"}
            self._bar.update(self._task, completed=moves, **fields)
        return self.is_stopped

    def _stop_search(self, _number: int, _frame: FrameType | None) -> None:
        if self.is_stopped:
            raise KeyboardInterrupt
        self.is_stopped = True


def _rank_answers(problem: SlotProblem) -> tuple[SearchAnswer, ...]:
    """Rank all slots of the only series to place, so that the first is proved to be the best."""
    ranked_patterns = rank_patterns(problem, problem.series[0].id)
    bound = ranked_patterns[0].cost
    return tuple(
        SearchAnswer((pattern.series_answer,), pattern.cost, bound, pattern.parts)
        for pattern in ranked_patterns
    )


def _prove_best(
    problem: SlotProblem, answers: tuple[SearchAnswer, ...], options: SlotsOptions
) -> tuple[tuple[SearchAnswer, ...], str]:
    """Return the answers, the best one improved and its bound raised, and a sentence on that."""
    if options.prove is None:
        return answers, ""
    from statplan.slots.optimality_proof import describe_proof, prove_answer

    if sys.stderr.isatty():
        screen.print_message(f"Proving, for up to {options.prove:g} seconds; Ctrl-C ends it.")
    proof = prove_answer(problem, answers[0], time_limit=options.prove)
    return (proof.answer, *answers[1:]), describe_proof(proof)


def _write_outcome(outcome: SearchOutcome, options: SlotsOptions) -> None:
    columns = measure_terminal()
    if options.form == "json":
        raw = json.render_outcome(outcome)
    else:
        lines = text.render_lines(outcome, columns)
        raw = "".join(f"{line}\n" for line in lines).encode()
    inputs = workspace.list_state_files(outcome.loaded)
    write_output(options.output, raw, inputs, form=options.form, force=options.force)
