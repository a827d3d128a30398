"""`statplan slots`: read, search, say what was found, and write it into the plan where asked."""

import shutil
import sys
from dataclasses import dataclass, replace
from pathlib import Path

from statplan import files, screen
from statplan.busy import Reading
from statplan.cli import keeping
from statplan.cli.loading import Loaded, load
from statplan.cli.slots import data, text
from statplan.cli.slots.asking import anew, asked_for, nothing
from statplan.cli.slots.found import Found, without_place
from statplan.cli.slots.progress import Watch
from statplan.errors import StatplanError
from statplan.files.busy import gather
from statplan.files.output import find_format, write_output
from statplan.slots import Answer, Busy, Problem, make_problem, ranked, search
from statplan.slots.search import BUDGET
from statplan.slots.wishes import wishes_of

FORMS = ("text", "json")
_WIDEST, _NARROWEST = 96, 40


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the flags say: `series` are ids, `budget` counts moves, `prove` is in seconds."""

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


def run(given: Path | None, wanted: Wanted) -> None:
    """Search for places, and say what was found.

    Raises:
        StatplanError: a flag is wrong, there is nothing to place, or a folder cannot be read
            (exit code 2); a meeting has no place (1).
    """
    wanted = replace(wanted, form=find_format(wanted.form, wanted.output, FORMS, "text"))
    loaded = load(given)
    found = find(loaded, wanted)
    if wanted.apply is None:
        _deliver(found, wanted)
    else:
        from statplan.cli.slots.writing import write

        write(found, wanted.apply, dry_run=wanted.dry_run)
    if without_place(found.best) and wanted.apply is None:
        raise StatplanError("", exit_code=1)


def find(loaded: Loaded, wanted: Wanted) -> Found:
    """Search for places for the series of a plan."""
    if wanted.prove is not None:
        from statplan.slots.linear import load as load_solver

        load_solver()  # which says at once where it is not installed
    folder = _folder(loaded, wanted.busy)
    asked = asked_for(loaded.plan, wanted.series, everything=wanted.everything)
    reading = gather(folder, loaded.plan) if folder else Reading(Busy())
    wishes = wishes_of(loaded.plan)
    plan = anew(loaded.plan, asked or ())
    problem = make_problem(plan, reading.busy, wishes, series=asked)
    if not problem.wanted:
        raise nothing(problem)
    answers, stopped = _answers(problem, wanted)
    answers, proof = _proved(problem, answers, wanted)
    return Found(loaded, folder, reading, problem, answers, stopped, proof)


def _folder(loaded: Loaded, given: Path | None) -> Path | None:
    """The folder that is named, or the one beside the plan where there is one."""
    beside = loaded.path.parent / files.BUSY_FOLDER
    return given or (beside if beside.is_dir() else None)


def _answers(problem: Problem, wanted: Wanted) -> tuple[tuple[Answer, ...], bool]:
    """One series: the ten best; several: one answer for all. Whether it was cut short, too."""
    if len(problem.wanted) == 1:
        return _ranked(problem), False
    budget = BUDGET if wanted.budget is None else wanted.budget
    with Watch(budget) as watch:
        answer = search(problem, seed=wanted.seed, budget=budget, progress=watch)
    return (answer,), watch.is_stopped


def _ranked(problem: Problem) -> tuple[Answer, ...]:
    """The best places of the one series that is sought: all are looked at, so the first is best.

    Raises:
        StatplanError: there is none.
    """
    found = ranked(problem, problem.wanted[0].id)
    if not found:
        fact = f"there is no place for {problem.wanted[0].title} within the allowed days and hours."
        raise StatplanError(fact, hint="Widen days, first and last of frequency.slots.")
    bound = found[0].cost
    return tuple(Answer((each.line,), each.cost, bound, each.parts) for each in found)


def _proved(
    problem: Problem, answers: tuple[Answer, ...], wanted: Wanted
) -> tuple[tuple[Answer, ...], str]:
    """The answers with the best one improved and its bound raised, and a sentence on that."""
    if wanted.prove is None:
        return answers, ""
    from statplan.slots.proving import prove, sentence

    if sys.stderr.isatty():
        screen.say(f"Proving, for up to {wanted.prove:g} seconds; Ctrl-C ends it.")
    proof = prove(problem, answers[0], time_limit=wanted.prove)
    return (proof.answer, *answers[1:]), sentence(proof)


def _deliver(found: Found, wanted: Wanted) -> None:
    columns = max(_NARROWEST, min(_WIDEST, shutil.get_terminal_size().columns))
    if wanted.form == "json":
        raw = data.render(found)
    else:
        lines = (screen.finish_words(line) for line in text.lines(found, columns))
        raw = "".join(f"{line}\n" for line in lines).encode()
    inputs = keeping.find_state(found.loaded)
    write_output(wanted.output, raw, inputs, form=wanted.form, force=wanted.force)
