"""Rules about the program as a whole: its goals, its basis, its term, its name."""

import re
from collections.abc import Iterator
from typing import Any

from statplan.advice.context import RuleContext
from statplan.advice.rule import Finding, Remark, Unstated, rule
from statplan.plan.english import format_long_date
from statplan.plan.paths import join_path
from statplan.plan.quotation import quote_answer

_PLACEHOLDER = re.compile(r"\bTB[ACD]\b|\bX{3,}\b|_{3,}|\?{3,}|\[[A-Z][A-Z ]+\]")
# Where the answers hold none of these, no text in them has a placeholder.
_PLACEHOLDER_PARTS = ("TBA", "TBC", "TBD", "XXX", "___", "???")
_BRACKET = re.compile(r"\[[A-Z]")


@rule("SP110", "note", "G-PREP", "G-FIT")
def goals_without_priorities(context: RuleContext) -> Iterator[Remark]:
    """There are more goals than priorities to follow them by.

    What it checks: that `program.purpose` and `program.goals` are stated, and that `priorities`
    under `focus` are at least as many as the goals.
    Why it matters: a goal that no measure stands for is not talked about again.
    What to do: give each goal a priority with a measure, or take the goal out.
    Example: in preparing a meeting, GovEx looks first at the measures tied to a citywide goal.
    """
    program, focus = context.plan.program, context.plan.focus
    if not program.purpose:
        yield Unstated("program.purpose")
    if not program.goals:
        yield Unstated("program.goals")
    if not focus.priorities:
        yield Unstated("focus.priorities")
    elif program.goals and len(program.goals) > len(focus.priorities):
        fact = f"Goals: {len(program.goals)}; priorities: {len(focus.priorities)}."
        yield Finding("program.goals", fact)


@rule("SP113", "note", "GOV-STUCK", "MD-MAN", "BALT-ORD")
def no_written_basis(context: RuleContext) -> Iterator[Remark]:
    """Nothing in writing carries the program past its sponsor.

    What it checks: whether `program.authority.basis` is "none" and nobody is said to keep the
    calendar in `program.succession`.
    Why it matters: programs tend to end with the person who began them.
    What to do: have it written into an order or an ordinance, or say who holds the thread.
    Example: StateStat was replaced in 2015, when the governor changed; Baltimore wrote its sessions
    into the city code in 2024.
    """
    program = context.plan.program
    if program.authority.basis is None:
        yield Unstated("program.authority.basis")
    if not program.succession:
        yield Unstated("program.succession")
        if program.authority.basis == "none":
            fact = "The program rests on nothing in writing, and no succession is stated."
            yield Finding("program.authority.basis", fact)


@rule("SP115", "warning", "WA-RCW", "BALT-61", "G-MEAS")
def late_review(context: RuleContext) -> Iterator[Remark]:
    """The charter is not looked at again within a year.

    What it checks: whether `program.review.due` is later than a year after the first day of the
    year of meetings.
    Why it matters: what works in the first year seldom fits the third.
    What to do: set a day within the year, before the next schedule is made.
    Example: Washington law has each agency assess its performance system every year, and
    Baltimore's code asks for an annual report.
    """
    review = context.plan.program.review
    if review.due is None:
        yield Unstated("program.review.due")
        return
    if review.by is None:
        yield Unstated("program.review.by")
    first = context.schedule.first
    if (review.due - first).days > 366:  # noqa: PLR2004 - a year, whether or not it is a leap year
        fact = (
            f"The year begins on {format_long_date(first)}; the review is due on "
            f"{format_long_date(review.due)}."
        )
        yield Finding("program.review.due", fact)


@rule("SP116", "note", "ours")
def early_review(context: RuleContext) -> Iterator[Remark]:
    """The charter is reviewed before a meeting has been held under it.

    What it checks: `program.review.due` against the first meeting of the year.
    Why it matters: before the first meeting there is nothing to learn from.
    What to do: set the review after some months of meetings.
    Example: a review in January of meetings that begin in February.
    """
    due, meetings = context.plan.program.review.due, context.schedule.meetings
    if due and meetings and due <= meetings[0].slot.day:
        first = format_long_date(meetings[0].slot.day)
        fact = f"The review is due on {format_long_date(due)}; the first meeting is on {first}."
        yield Finding("program.review.due", fact)


@rule("SP117", "warning", "GOV-STUCK", "ours")
def review_after_term(context: RuleContext) -> Iterator[Remark]:
    """The review comes when the program has ended.

    What it checks: `program.review.due` against `program.term.ends`.
    Why it matters: a review is what a next leader could renew the program by.
    What to do: set the review some months before the term ends.
    Example: Baltimore's and Maryland's programs faded under later leaders.
    """
    due, ends = context.plan.program.review.due, context.plan.program.term.ends
    if due and ends and due > ends:
        fact = (
            f"The program ends on {format_long_date(ends)}; the review is due on "
            f"{format_long_date(due)}."
        )
        yield Finding("program.review.due", fact)


@rule("SP118", "note", "S1", "ours")
def review_after_release(context: RuleContext) -> Iterator[Remark]:
    """The review comes too late for the next schedule.

    What it checks: `program.review.due` against `frequency.release.by`.
    Why it matters: what the review would change about the rhythm has been sent out by then.
    What to do: review first, then release the next year's dates.
    Example: Kansas City released the coming year's dates at the end of the year before.
    """
    due, release = context.plan.program.review.due, context.plan.frequency.release.by
    if due and release and due > release:
        fact = (
            f"Next dates go out by {format_long_date(release)}; the review is due on "
            f"{format_long_date(due)}."
        )
        yield Finding("program.review.due", fact)


@rule("SP119", "note", "G-MEAS")
def nobody_asks_attendees(context: RuleContext) -> Iterator[Remark]:
    """Nobody asks the people in the room whether it was worth their time.

    What it checks: whether `program.review.asks_attendees` is "no".
    Why it matters: one anonymous question shows early when a meeting stops being useful.
    What to do: ask it after each session, and read the answers at the review.
    Example: FEMAStat's survey brought out that slides came the evening before, too late for most to
    contribute.
    """
    asks = context.plan.program.review.asks_attendees
    if asks is None:
        yield Unstated("program.review.asks_attendees")
    elif not asks:
        yield Finding("program.review.asks_attendees", "Attendees are not asked.")


@rule("SP120", "warning", "G-JACK")
def placeholder_left(context: RuleContext) -> Iterator[Remark]:
    """An answer still holds a placeholder.

    What it checks: every text of the plan for TBD, XXX, [DATE], ??? and blanks of underscores.
    Why it matters: it goes into the charter as it stands, and nobody fills it in later.
    What to do: write the answer, or leave it out, so that it is counted as open.
    Example: a follow-up memo of Jackson, Mississippi, went out with its template's placeholder
    where the due date should have been.
    """
    whole = repr(context.answers)
    if not any(part in whole for part in _PLACEHOLDER_PARTS) and not _BRACKET.search(whole):
        return
    for steps, text in _walk_texts(context.answers, ()):
        if _PLACEHOLDER.search(text) and steps[0] != "advice":
            yield Finding(join_path(steps), f"The answer is {quote_answer(text)}.")


def _walk_texts(
    answers: Any,  # noqa: ANN401 - plain answers are of any kind
    steps: tuple[str | int, ...],
) -> Iterator[tuple[tuple[str | int, ...], str]]:
    if isinstance(answers, str):
        yield steps, answers
    elif isinstance(answers, dict):
        for key, child in answers.items():
            yield from _walk_texts(child, (*steps, str(key)))
    elif isinstance(answers, list | tuple):
        for index, child in enumerate(answers):
            yield from _walk_texts(child, (*steps, index))


@rule("SP121", "note", "CHA-OPM", "KC-GT", "LOU-SITE")
def name_of_two_things(context: RuleContext) -> Iterator[Remark]:
    """The program's name may be taken for that of the public figures.

    What it checks: where statistics are published, whether `program.purpose` says what the name
    stands for.
    Why it matters: people who know the page by that name never learn that there are meetings.
    What to do: begin the purpose with the name, as in "RiverStat is the monthly meeting that".
    Example: KCStat, LouieStat and ChattaData were each the name of meetings and of a web site.
    """
    program, publishes = context.plan.program, context.plan.publicity.publishes
    if not program.name or "statistics" not in (publishes or ()):
        return
    if not program.purpose:
        yield Unstated("program.purpose")
    elif program.name.casefold() not in program.purpose.casefold():
        fact = f"Figures are published, and the purpose does not say what {program.name} is."
        yield Finding("program.name", fact)


@rule("SP122", "note", "ours")
def series_named_like_the_program(context: RuleContext) -> Iterator[Remark]:
    """One of several series has the name of the whole program.

    What it checks: the names of the series against `program.name`, where there are several.
    Why it matters: nobody can tell whether a notice speaks of one meeting or of all of them.
    What to do: name the series by what it examines.
    Example: New Orleans gave each of its four Stats a name of its own.
    """
    name = context.plan.program.name
    for path, series in context.series_with_paths if name and len(context.series) > 1 else ():
        if series.name and name and series.name.casefold() == name.casefold():
            yield Finding(f"{path}.name", f"The program and one of its series are called {name}.")


@rule("SP123", "note", "BALT-61", "WA-RCW")
def report_without_date(context: RuleContext) -> Iterator[Remark]:
    """A report on the program has no due date.

    What it checks: whether each report under `program.reports` says by when it is due, or how
    often.
    Why it matters: a report without a date is written when somebody asks for it.
    What to do: write the date or the rhythm into its `due`.
    Example: Baltimore's code asks for a report to mayor and council by January 31.
    """
    for index, report in enumerate(context.plan.program.reports or ()):
        if report.due is None:
            recipient = f" to {report.to}" if report.to else ""
            fact = f"The plan does not say when this report{recipient} is due: {report.what}."
            yield Finding(f"program.reports[{index}].due", fact)
