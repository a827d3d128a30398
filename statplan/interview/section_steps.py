"""The steps of a section: its title, its essential questions, what they add up to, the rest."""

from collections.abc import Callable, Iterator
from functools import partial

from statplan.interview import (
    advice,
    ask,
    parse_reply,
    people,
    provenance,
    records,
    section_titles,
    series,
    summary,
)
from statplan.interview.prompt import Prompt, PromptChoice
from statplan.interview.question_lookup import LISTED_HOLIDAYS
from statplan.interview.state import InterviewState
from statplan.plan import questions
from statplan.plan.choices import format_choice, is_other
from statplan.plan.missing import find_calendar_blockers
from statplan.plan.paths import get_answer, is_within
from statplan.plan.questions import Question


def iter_steps(section: str) -> Iterator[Callable[[InterviewState], None]]:
    """Yield the steps of a section, in order."""
    yield partial(_show_title, section)
    for question in _iter_questions(section, "essential"):
        yield partial(_ask_essential, question)
    yield partial(_summarize_section, section)
    yield partial(offer_more, section)
    for question in _iter_questions(section, "more"):
        yield partial(_ask_if_chosen, question)
    for question in _iter_lists(section):
        yield partial(_ask_about_records, question)


def _iter_questions(section: str, depth: str) -> Iterator[Question]:
    for question in questions.list_questions():
        # The holidays are offered ready to everybody; a charter does not wait for them.
        own_depth = "essential" if question.path == LISTED_HOLIDAYS else question.depth
        if question.section == section and own_depth == depth and not question.is_in_record:
            yield question


def _iter_lists(section: str) -> Iterator[Question]:
    """Yield the lists of a section whose records have further questions."""
    for question in questions.list_questions():
        is_own_list = question.section == section and question.record and not question.is_in_record
        if (
            is_own_list
            and question.depth != "file"
            and records.list_record_questions(question.path, later=True)
        ):
            yield question


def _show_title(section: str, state: InterviewState) -> None:
    state.show(f"\n{section_titles.format_title(section)}", "heading")
    if state.depth != "open":
        state.show(section_titles.INTRODUCTIONS[section])
    answered = [
        f"{question.ask.label}: {format_answer(state, question)}"
        for question in questions.list_questions()
        if question.section == section
        and not question.is_in_record
        and provenance.is_preset(state.answers, question.path)
    ]
    if answered:
        state.show(f"Given already. {'; '.join(answered)}.")


def format_answer(state: InterviewState, question: Question) -> str:
    """Return the answer to a question in a few words, as the person knows it."""
    answer = get_answer(state.answer_tree, question.path)
    if answer is None:
        return "left open"
    if isinstance(answer, dict):
        return f"{len(answer)} listed"
    if question.record:
        format_title = (
            series.describe_series if question.path == series.SERIES_PATH else people.format_title
        )
        titles = [format_title(record) for record in answer if isinstance(record, dict)]
        return _join_titles(titles)
    if isinstance(answer, bool):
        return "yes" if answer else "no"
    words = answer if isinstance(answer, list) else [answer]
    own_words = any(is_other(str(word)) for word in words)
    titles = [people.find_title(state.answer_tree, question.rosters, str(word)) for word in words]
    if parse_reply.is_text_list(question):
        return _join_titles(titles)
    titles = [format_choice(title) for title in titles] if own_words else titles
    return ("; " if own_words and titles[1:] else ", ").join(titles)


def _join_titles(titles: list[str]) -> str:
    """Join titles, with their number where there are several: "3: Fire; Police; Health"."""
    joined_titles = "; ".join(title for title in titles if title)
    return (
        f"{len(titles)}: {joined_titles}"
        if titles[1:]
        else joined_titles or f"{len(titles)} listed"
    )


def _ask_essential(question: Question, state: InterviewState) -> None:
    path = question.path
    if not questions.is_applicable_at(question, state.answer_tree, path):
        return
    problems = [problem for problem in state.pending_problems if is_within(problem.path, path)]
    state.pending_problems = [
        problem for problem in state.pending_problems if problem not in problems
    ]
    if provenance.is_preset(state.answers, path):
        for problem in problems:
            ask.ask_to_fix(state, problem)
    elif path in state.answered_along:
        state.answered_along.remove(path)
    elif state.depth == "open" and not problems and _has_answer(state, question):
        _fill_gaps(state, path)
    else:
        ask.ask_question(state, question, path)
    state.asked_paths.add(path)


def _has_answer(state: InterviewState, question: Question) -> bool:
    """Return whether there is an answer, or a default of the tool that holds without one."""
    default = question.field.default
    return get_answer(state.answer_tree, question.path) is not None or default not in {None, ()}


def _fill_gaps(state: InterviewState, path: str) -> None:
    """Ask for what the calendar needs of records that are otherwise answered."""
    for gap in find_calendar_blockers(state.answer_tree):
        if gap.path != path and is_within(gap.path, path):
            state.show(f"\n{gap.record_name}:", "heading")
            ask.ask_question(state, gap.question, gap.path)


def _summarize_section(section: str, state: InterviewState) -> None:
    """Show what the answers of a section add up to."""
    if section == "participants":
        for line in summary.summarize_participants(state.answer_tree):
            state.show(line)
    if section == "frequency":
        ask.show_year(state)
    for line in advice.format_section_advice(
        advice.find_advice(state.answer_tree, state.published), section, state.shown_codes
    ):
        state.show(line)


def offer_more(section: str, state: InterviewState) -> None:
    """Ask whether somebody wants to answer the further questions of a section, and which."""
    offered = list_further(state, section)
    if state.depth == "all":
        state.chosen_paths |= {str(choice.value) for choice in offered}
    if state.depth != "offer" or not offered:
        return
    choose_further(state, section, offered)


def choose_further(state: InterviewState, section: str, offered: list[PromptChoice]) -> None:
    """Offer the further questions of a section, and note which of them are chosen."""
    answered_titles = [choice.title for choice in offered if choice.note]
    reply = state.ask(
        Prompt(
            name=f"more:{section}",
            words=f"Anything more on {section_titles.format_name(section)}?",
            why=f"There are {len(offered)} further questions. They can be answered later, too."
            + (f" Answered already: {'; '.join(answered_titles)}." if answered_titles else ""),
            choices=(
                PromptChoice("none", "No, go on"),
                PromptChoice("some", "Let me choose which"),
                PromptChoice("all", "Yes, all of them"),
            ),
            current="none",
        )
    )
    if reply == "some":
        name = f"choose:{section}"
        prompt = Prompt(name, "Which of them?", choices=tuple(offered), many=True)
        state.chosen_paths |= set(state.ask(prompt) or ())
    elif reply == "all":
        state.chosen_paths |= {str(choice.value) for choice in offered}


def list_further(state: InterviewState, section: str) -> list[PromptChoice]:
    """Return the further questions of a section as choices; those of each record end in `[]`."""
    offered = [
        PromptChoice(question.path, question.ask.label, _format_answered(state, question))
        for question in _iter_questions(section, "more")
        if questions.is_applicable_at(question, state.answer_tree, question.path)
        and not provenance.is_preset(state.answers, question.path)
    ]
    offered += [
        PromptChoice(f"{question.path}[]", f"More about each of: {question.ask.label.lower()}")
        for question in _iter_lists(section)
        if get_answer(state.answer_tree, question.path)
    ]
    return offered


def _format_answered(state: InterviewState, question: Question) -> str:
    """Return a note on a further question that a documented system or a default answers."""
    if get_answer(state.answer_tree, question.path) is None:
        return ""
    system = provenance.find_system(state.answers, question.path)
    return f"answered: {format_answer(state, question)}{f', from {system}' * bool(system)}"


def _ask_if_chosen(question: Question, state: InterviewState) -> None:
    if _is_chosen(question, state) or any(
        is_within(problem.path, question.path) for problem in state.pending_problems
    ):
        _ask_essential(question, state)


def _is_chosen(question: Question, state: InterviewState) -> bool:
    """Return whether a further question was chosen, or depends on one that was."""
    return (
        question.path in state.chosen_paths
        or questions.find_dependency(question) in state.chosen_paths
    )


def _ask_about_records(question: Question, state: InterviewState) -> None:
    if f"{question.path}[]" in state.chosen_paths:
        records.ask_later_questions(state, question.path)


def ask_further(state: InterviewState, section: str) -> None:
    """Offer the further questions of a section and ask those that are chosen."""
    chosen_before, state.chosen_paths = state.chosen_paths, set()
    offered = list_further(state, section)
    name = f"choose:{section}"
    words = f"Which further questions on {section_titles.format_name(section)}?"
    prompt = Prompt(name, words, choices=tuple(offered), many=True)
    state.chosen_paths = set(state.ask(prompt) or ())
    for question in _iter_questions(section, "more"):
        if _is_chosen(question, state) and questions.is_applicable_at(
            question, state.answer_tree, question.path
        ):
            ask.ask_question(state, question, question.path)
            state.asked_paths.add(question.path)
    for question in _iter_lists(section):
        _ask_about_records(question, state)
    state.chosen_paths |= chosen_before
