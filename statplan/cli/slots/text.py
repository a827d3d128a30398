"""What was found, in lines for people: what was read, the bound, the places, what comes next."""

from collections.abc import Iterator
from pathlib import Path

from statplan.cli.conflicting import on_calendars
from statplan.cli.report.width import wrap
from statplan.cli.slots.bound import in_words
from statplan.cli.slots.found import Found, without_place
from statplan.cli.slots.reasons import Reasons
from statplan.plan.english import listing
from statplan.plan.times import WEEKDAYS
from statplan.schedule.taken import Resource
from statplan.slots import Answer, Problem, sentence

_NAMED = 8


def lines(found: Found, columns: int) -> Iterator[str]:
    """Everything that is said, in lines of at most so many columns where words allow it."""
    for words in _read(found):
        yield from wrap(words, columns)
    yield ""
    for words in in_words(found):
        yield from wrap(words, columns)
    yield ""
    yield from _ranked(found, columns) if found.is_single else _together(found, columns)
    yield from _lacking(found, columns)
    yield from _left_out(found, columns)
    for words in _next(found):
        yield from wrap(words, columns, "  ", "")


def _read(found: Found) -> Iterator[str]:
    """What was looked for, where, and what calendars there were."""
    plan, problem = found.loaded.plan, found.problem
    titles = [each.title for each in problem.wanted]
    what = f"Places for {titles[0]}" if found.is_single else f"Places for {len(titles)} series"
    yield f"{what}, {problem.first} to {problem.last}, {plan.program.timezone}."
    wishes = problem.wishes
    days = listing(WEEKDAYS[day] for day in wishes.days)
    hours = f"{wishes.first:%H:%M} to {wishes.last:%H:%M}"
    yield f"Looked at: {days}, {hours}, every {wishes.step} minutes."
    if found.folder is None:
        yield "No busy calendars: everybody is taken to be free. `--busy DIR` names their folder."
        return
    yield from on_calendars(plan, needed(problem), found.reading)
    for trouble in found.reading.troubles:
        yield f"Not used: {_beside(found.folder)}/{trouble}"


def _beside(folder: Path) -> str:
    return folder.name or str(folder)


def needed(problem: Problem) -> set[Resource]:
    """The people and rooms that the series need."""
    return set(problem.resources)


def _ranked(found: Found, columns: int) -> Iterator[str]:
    """The best places for one series, a sentence each."""
    costly = max(4, *(len(f"{each.cost:,}") for each in found.answers))
    width = len(str(len(found.answers)))
    yield f"{'':{width}}  {'cost':>{costly}}"
    for rank, answer in enumerate(found.answers, 1):
        for line in answer.lines:
            head = f"{rank:{width}}  {answer.cost:>{costly},}  "
            said = sentence(found.loaded.plan, found.problem, line)
            yield from wrap(f"{said}.", columns, " " * len(head), head)
    yield ""
    yield from wrap(f"The first costs: {costs(found.best)}.", columns, "  ", "")


def _together(found: Found, columns: int) -> Iterator[str]:
    """One answer for all series: each with its place and its sentence."""
    titles = {each.id: each.title for each in found.problem.wanted}
    for line in found.best.lines:
        yield from wrap(f"{titles[line.series]} ({line.series})", columns)
        said = sentence(found.loaded.plan, found.problem, line)
        yield from wrap(f"{said}.", columns, "  ", "  ")
    yield ""
    yield from wrap(f"It costs: {costs(found.best)}.", columns, "  ", "")


def costs(answer: Answer) -> str:
    """What each weight contributes, by its name in the plan."""
    return listing(f"{name} {cost:,}" for name, cost in answer.parts) or "nothing"


def _lacking(found: Found, columns: int) -> Iterator[str]:
    """Why meetings have no place or no back-up, and which easier terms would give them one."""
    reasons = Reasons(found)
    if not reasons.gaps:
        return
    yield ""
    for words in reasons.sentences():
        yield from wrap(words, columns, "  ", "")
    for title, easier in reasons.easier:
        if easier:
            yield from wrap(f"{title}, complete meetings on easier terms (each tried):", columns)
            yield from (line for each in easier for line in wrap(f"{each}", columns, "    ", "  "))
    yield ""


def _left_out(found: Found, columns: int) -> Iterator[str]:
    for series, why in found.problem.left_out:
        yield from wrap(f"Not looked at: {series}: {why}.", columns, "  ", "")


def _next(found: Found) -> Iterator[str]:
    there = {each.series for each in found.best.lines}
    for each in found.problem.wanted:
        if each.id not in there:
            yield f"{each.title}: no place at all was found for it."
    lost = len(without_place(found.best))
    if lost:
        yield f"{'One meeting has' if lost == 1 else f'{lost} meetings have'} no place."
    if found.stopped:
        yield "The search was stopped; this is the best that it had found."
    which = "N` writes the Nth of them" if len(found.answers) > 1 else "1` writes it"
    yield f"`statplan slots --apply {which} into the plan, with every exception."
