"""Questions put to the person: any one, and again those whose answer is wrong or missing."""

from collections.abc import Mapping

from statplan.errors import Problem
from statplan.interview import (
    countries,
    holidays,
    parse_reply,
    question_lookup,
    records,
    series,
    summary,
    validate,
)
from statplan.interview.prompt import Prompt, PromptChoice
from statplan.interview.state import InterviewState
from statplan.plan import loader, questions
from statplan.plan.missing import find_calendar_blockers
from statplan.plan.model import Plan
from statplan.plan.paths import get_answer, join_path, split_path
from statplan.plan.questions import Question, is_applicable_at
from statplan.schedule.build_schedule import make_schedule

_SPECIAL_QUESTIONS = {
    series.SERIES_PATH: series.ask_series,
    question_lookup.LISTED_HOLIDAYS: holidays.ask_holidays,
    countries.COUNTRY_PATH: records.ask_country,
}


def ask_question(state: InterviewState, question: Question, path: str) -> None:
    """Ask the question that is answered at a path, if it applies there."""
    place_before = holidays.get_place(state)
    _SPECIAL_QUESTIONS.get(path, records.ask_by_kind)(state, question, path)
    if holidays.forget_moved_holidays(state, place_before):
        listed_path = question_lookup.LISTED_HOLIDAYS
        holidays.ask_holidays(state, questions.index_questions()[listed_path], listed_path)


def can_fix(problem: Problem, answers: Mapping[str, object]) -> bool:
    """Return whether asking can fix a problem: there is a question, and records to ask it of."""
    match = question_lookup.find_question(problem.path)
    if match is None:
        return False
    question, question_path = match
    answer = get_answer(answers, question_path)
    if not question.record or answer is None:
        return True
    if question_path.endswith("]"):
        return isinstance(answer, Mapping)
    return isinstance(answer, list) and all(isinstance(record, Mapping) for record in answer)


def ask_to_fix(state: InterviewState, problem: Problem) -> bool:
    """Say what is wrong with an answer and ask for it again; False where no question could help."""
    match = question_lookup.find_question(problem.path)
    if match is None:
        return False
    question, question_path = match
    state.show(validate.describe_problem(problem), "wrong")
    if question.record and question_path.endswith("]"):
        records.fix_or_remove(state, question, question_path)
    elif not is_applicable_at(question, state.answer_tree, question_path):
        state.set_answer(question_path, None)
        state.show("It is left out.")
    else:
        if parse_reply.is_list(question) and not isinstance(
            get_answer(state.answer_tree, question_path), list
        ):
            state.set_answer(question_path, None)
        ask_question(state, question, question_path)
        for follower, follower_path in question_lookup.iter_followers(question_path):
            if get_answer(state.answer_tree, follower_path) is None:
                ask_question(state, follower, follower_path)
    return True


def show_year(state: InterviewState) -> None:
    """Show in a few lines the year that the answers make; ask again for what prevents it."""
    fix_problems(state)
    plan = _parse_plan(state)
    schedule = make_schedule(plan, state.published) if plan else None
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
    """Ask again for every answer that is wrong or that no year can be made of."""
    while True:
        problems = validate.find_problems(state.answer_tree)
        plan = None if problems else _parse_plan(state)
        schedule_problems = make_schedule(plan, state.published).problems if plan else ()
        if schedule_problems and schedule_problems[0].path.startswith(f"{series.SERIES_PATH}["):
            path_steps = split_path(schedule_problems[0].path)
            state.show(validate.describe_problem(schedule_problems[0]), "wrong")
            series.change_series(state, join_path(path_steps[:3]), str(path_steps[3]))
        else:
            all_problems = (*problems, *schedule_problems)
            if not all_problems or not ask_to_fix(state, all_problems[0]):
                return


def offer_missing(state: InterviewState) -> None:
    """Offer to answer what the calendar still needs; the plan is written without it too."""
    missing_answers = find_calendar_blockers(state.answer_tree)
    if missing_answers and state.ask(_build_offer([gap.label for gap in missing_answers])) == "yes":
        for gap in missing_answers:
            ask_question(state, gap.question, gap.path)
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
