"""`statplan slots`: read, search, say what was found, and write it into the plan where asked."""

import shutil
import sys
from dataclasses import dataclass, replace
from pathlib import Path

from statplan import files, screen
from statplan.busy import BusyReading
from statplan.cli import keeping
from statplan.cli.loading import ScheduledPlan, load_plan
from statplan.cli.slots import data, text
from statplan.cli.slots.asking import clear_slots, make_nothing_error, select_series
from statplan.cli.slots.found import SearchOutcome, list_unplaced
from statplan.cli.slots.progress import SearchProgress
from statplan.errors import StatplanError
from statplan.files.busy import read_busy_folder
from statplan.files.output import choose_format, write_output
from statplan.slots import (
    BusyTimes,
    SearchAnswer,
    SlotProblem,
    make_problem,
    rank_patterns,
    search_slots,
)
from statplan.slots.search import BUDGET
from statplan.slots.wishes import read_preferences

FORMS = ("text", "json")
_WIDEST, _NARROWEST = 96, 40


@dataclass(frozen=True, slots=True)
class SlotsOptions:
    """The flags of the command: `series` are ids, `budget` counts moves, `prove` is in seconds."""

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
        from statplan.cli.slots.writing import write_answer

        write_answer(outcome, options.apply, dry_run=options.dry_run)
    if list_unplaced(outcome.best) and options.apply is None:
        raise StatplanError("", exit_code=1)


def find_slots(loaded: ScheduledPlan, options: SlotsOptions) -> SearchOutcome:
    """Find slots for the series of a plan."""
    if options.prove is not None:
        from statplan.slots.linear import load_solver

        load_solver()  # which says at once where it is not installed
    busy_folder = _find_busy_folder(loaded, options.busy)
    asked_ids = select_series(loaded.plan, options.series, everything=options.everything)
    reading = (
        read_busy_folder(busy_folder, loaded.plan) if busy_folder else BusyReading(BusyTimes())
    )
    preferences = read_preferences(loaded.plan)
    plan = clear_slots(loaded.plan, asked_ids or ())
    problem = make_problem(plan, reading.busy, preferences, series_ids=asked_ids)
    if not problem.series:
        raise make_nothing_error(problem)
    answers, stopped = _search_answers(problem, options)
    answers, proof = _prove_best(problem, answers, options)
    return SearchOutcome(loaded, busy_folder, reading, problem, answers, stopped, proof)


def _find_busy_folder(loaded: ScheduledPlan, busy_folder: Path | None) -> Path | None:
    """Find the folder that is named, or the one beside the plan where there is one."""
    beside = loaded.path.parent / files.BUSY_FOLDER
    return busy_folder or (beside if beside.is_dir() else None)


def _search_answers(
    problem: SlotProblem, options: SlotsOptions
) -> tuple[tuple[SearchAnswer, ...], bool]:
    """Search: the ten best for one series, one answer for several; and whether it was cut short."""
    if len(problem.series) == 1:
        return _rank_answers(problem), False
    budget = BUDGET if options.budget is None else options.budget
    with SearchProgress(budget) as search_progress:
        answer = search_slots(problem, seed=options.seed, budget=budget, progress=search_progress)
    return (answer,), search_progress.is_stopped


def _rank_answers(problem: SlotProblem) -> tuple[SearchAnswer, ...]:
    """Rank the slots of the one series that is sought: all are looked at, so the first is best.

    Raises:
        StatplanError: there is none.
    """
    ranked_patterns = rank_patterns(problem, problem.series[0].id)
    if not ranked_patterns:
        fact = f"there is no place for {problem.series[0].title} within the allowed days and hours."
        raise StatplanError(fact, hint="Widen days, first and last of frequency.slots.")
    bound = ranked_patterns[0].cost
    return tuple(
        SearchAnswer(
            (ranked_pattern.series_answer,), ranked_pattern.cost, bound, ranked_pattern.parts
        )
        for ranked_pattern in ranked_patterns
    )


def _prove_best(
    problem: SlotProblem, answers: tuple[SearchAnswer, ...], options: SlotsOptions
) -> tuple[tuple[SearchAnswer, ...], str]:
    """Return the answers, the best one improved and its bound raised, and a sentence on that."""
    if options.prove is None:
        return answers, ""
    from statplan.slots.proving import describe_proof, prove_answer

    if sys.stderr.isatty():
        screen.print_message(f"Proving, for up to {options.prove:g} seconds; Ctrl-C ends it.")
    proof = prove_answer(problem, answers[0], time_limit=options.prove)
    return (proof.answer, *answers[1:]), describe_proof(proof)


def _write_outcome(outcome: SearchOutcome, options: SlotsOptions) -> None:
    columns = max(_NARROWEST, min(_WIDEST, shutil.get_terminal_size().columns))
    if options.form == "json":
        raw = data.render_outcome(outcome)
    else:
        lines = (screen.apply_finishers(line) for line in text.render_lines(outcome, columns))
        raw = "".join(f"{line}\n" for line in lines).encode()
    inputs = keeping.list_state_files(outcome.loaded)
    write_output(options.output, raw, inputs, form=options.form, force=options.force)
