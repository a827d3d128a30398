"""A check of all answers: the year that can be made of them, or what prevents it."""

from statplan.interview import ask, series, summary, validate
from statplan.interview.prompt import Prompt, PromptChoice
from statplan.interview.state import InterviewState
from statplan.plan import Plan, loader, questions
from statplan.plan.missing import find_calendar_blockers
from statplan.schedule import make_schedule


def show_year(state: InterviewState) -> None:
    """Show in a few lines what year the answers give; ask again for what makes it impossible."""
    fix_problems(state)
    plan = _parse_plan(state)
    schedule = make_schedule(plan) if plan else None
    if plan and schedule and schedule.meetings and not schedule.problems:
        for index, line in enumerate(summary.summarize_year(plan, schedule)):
            state.show(line if index else f"\n{line}", "plain" if index else "heading")
    elif schedule and not schedule.problems:
        labels = [gap.label for gap in find_calendar_blockers(state.answer_tree)]
        if labels:
            state.show(f"\nThe year can be made once these are known: {'; '.join(labels)}.")


def _parse_plan(state: InterviewState) -> Plan | None:
    return loader.validate_answers({"statplan": 1, **state.answer_tree}).plan


def fix_problems(state: InterviewState) -> None:
    """Ask again for every answer that is wrong or that makes the year impossible."""
    while True:
        problems = validate.find_problems(state.answer_tree)
        plan = None if problems else _parse_plan(state)
        impossible = make_schedule(plan).problems if plan else ()
        if impossible and impossible[0].path.startswith(f"{series.SERIES_PATH}["):
            path_steps = questions.split_path(impossible[0].path)
            state.show(validate.describe_problem(impossible[0]), "wrong")
            series.change_series(state, questions.join_path(path_steps[:3]), str(path_steps[3]))
        elif not (problems or impossible) or not ask.ask_to_fix(state, (*problems, *impossible)[0]):
            return


def offer_missing(state: InterviewState) -> None:
    """Offer to answer what the calendar still waits for; the plan is written without it too."""
    missing_answers = find_calendar_blockers(state.answer_tree)
    if missing_answers and state.ask(_build_offer([gap.label for gap in missing_answers])) == "yes":
        for gap in missing_answers:
            ask.ask_question(state, gap.question, gap.path)
        show_year(state)
    else:
        fix_problems(state)


def _build_offer(labels: list[str]) -> Prompt:
    return Prompt(
        name="needed",
        words="The calendar waits for a few answers. Give them now?",
        why=f"{'; '.join(labels)}.",
        choices=(PromptChoice("yes", "Yes"), PromptChoice("no", "No, leave them open")),
        current="yes",
    )
