"""The outcome of a search, in lines for people: the input, the bound, the slots, next steps."""

from collections.abc import Iterator
from pathlib import Path

from statplan import screen
from statplan.advice.report.text_width import wrap_text
from statplan.cli.busy_conflicts import describe_calendars
from statplan.cli.slots.assumed_free import list_flags
from statplan.cli.slots.outcome import GapExplainer, SearchOutcome, describe_bound, list_unplaced
from statplan.errors import Command, Remedy, Words
from statplan.plan.english import format_list
from statplan.plan.time_values import WEEKDAYS
from statplan.schedule.bookings import Resource
from statplan.screen import align_rows
from statplan.slots.explain import describe_series
from statplan.slots.model import SearchAnswer, SlotProblem

_NAMED = 8


def render_lines(outcome: SearchOutcome, columns: int) -> Iterator[str]:
    """Render the outcome, in lines of at most so many columns where words allow it."""
    for words in _describe_inputs(outcome):
        yield from wrap_text(words, columns)
    yield ""
    for words in describe_bound(outcome):
        yield from wrap_text(words, columns)
    yield ""
    yield from (
        _render_ranked(outcome, columns) if outcome.is_single else _render_joint(outcome, columns)
    )
    yield from _render_gaps(outcome, columns)
    yield from _render_left_out(outcome, columns)
    for next_step in _describe_next_steps(outcome):
        yield from wrap_text(screen.format_words(next_step), columns, "  ", "")


def _describe_inputs(outcome: SearchOutcome) -> Iterator[str]:
    """Describe what was looked for, where, and what calendars there were."""
    plan, problem = outcome.loaded.plan, outcome.problem
    titles = [series.title for series in problem.series]
    heading = f"Places for {titles[0]}" if outcome.is_single else f"Places for {len(titles)} series"
    yield f"{heading}, {problem.first} to {problem.last}, {plan.program.timezone}."
    preferences = problem.preferences
    days = format_list(WEEKDAYS[day] for day in preferences.days)
    hours = f"{preferences.first:%H:%M} to {preferences.last:%H:%M}"
    yield f"Looked at: {days}, {hours}, every {preferences.step} minutes."
    if outcome.busy_folder is None:
        yield "No busy calendars: everybody is taken to be free. `--busy DIR` names their folder."
        return
    needed = collect_resources(problem)
    yield from describe_calendars(plan, needed, outcome.busy_reading, outcome.assumed_free)
    for trouble in outcome.busy_reading.errors:
        yield f"Not used: {_name_folder(outcome.busy_folder)}/{trouble}"


def _name_folder(folder: Path) -> str:
    return folder.name or str(folder)


def collect_resources(problem: SlotProblem) -> set[Resource]:
    """Collect the people and rooms that the series need."""
    return set(problem.resources)


def _render_ranked(outcome: SearchOutcome, columns: int) -> Iterator[str]:
    """Render the best slots for one series, a sentence each."""
    costs = [(str(rank), f"{answer.cost:,}") for rank, answer in enumerate(outcome.answers, 1)]
    heading, *heads = align_rows([("", "cost"), *costs], right=(0, 1))
    yield heading
    for head, answer in zip(heads, outcome.answers, strict=True):
        for series_answer in answer.series_answers:
            description = describe_series(outcome.loaded.plan, outcome.problem, series_answer)
            yield from wrap_text(f"{description}.", columns, " " * len(f"{head}  "), f"{head}  ")
    yield ""
    yield from wrap_text(f"The first costs: {format_costs(outcome.best)}.", columns, "  ", "")


def _render_joint(outcome: SearchOutcome, columns: int) -> Iterator[str]:
    """Render one answer for all series: each with its slot and its sentence."""
    titles = {series.id: series.title for series in outcome.problem.series}
    for series_answer in outcome.best.series_answers:
        yield from wrap_text(
            f"{titles[series_answer.series_id]} ({series_answer.series_id})", columns
        )
        description = describe_series(outcome.loaded.plan, outcome.problem, series_answer)
        yield from wrap_text(f"{description}.", columns, "  ", "  ")
    yield ""
    yield from wrap_text(f"It costs: {format_costs(outcome.best)}.", columns, "  ", "")


def format_costs(answer: SearchAnswer) -> str:
    """Format what each weight contributes, by its name in the plan."""
    return format_list(f"{name} {cost:,}" for name, cost in answer.parts) or "nothing"


def _render_gaps(outcome: SearchOutcome, columns: int) -> Iterator[str]:
    """Render why meetings have no slot or back-up, and which easier terms would give them one."""
    explainer = GapExplainer(outcome)
    if not explainer.gaps:
        return
    yield ""
    for words in explainer.iter_sentences():
        yield from wrap_text(words, columns, "  ", "")
    for title, relaxations in explainer.relaxations_by_title:
        if relaxations:
            yield from wrap_text(
                f"{title}, complete meetings on easier terms (each tried):", columns
            )
            yield from (
                line
                for relaxation in relaxations
                for line in wrap_text(str(relaxation), columns, "    ", "  ")
            )
    yield ""


def _render_left_out(outcome: SearchOutcome, columns: int) -> Iterator[str]:
    for series, reason in outcome.problem.left_out:
        yield from wrap_text(f"Not looked at: {series}: {reason}.", columns, "  ", "")


def _describe_next_steps(outcome: SearchOutcome) -> Iterator[Words]:
    placed_ids = {series_answer.series_id for series_answer in outcome.best.series_answers}
    for series in outcome.problem.series:
        if series.id not in placed_ids:
            yield f"{series.title}: no place at all was found for it."
    unplaced_count = len(list_unplaced(outcome.best))
    if unplaced_count:
        subject = "One meeting has" if unplaced_count == 1 else f"{unplaced_count} meetings have"
        yield f"{subject} no place."
    if outcome.is_stopped:
        yield "The search was stopped; this is the best that it had found."
    rank, which = ("N", "the Nth of them") if len(outcome.answers) > 1 else ("1", "it")
    free_flags = list_flags(outcome.loaded.plan, outcome.assumed_free)
    command = Command("slots", "--apply", rank, *outcome.flags, *free_flags)
    yield Remedy(command, f" writes {which} into the plan, with every exception.")
