"""The focus of the meetings: subjects, measures, and what they leave out."""

from collections.abc import Iterator

from statplan.charter.context import CharterContext, find_label
from statplan.charter.grammar import spell_count
from statplan.charter.layout import build_facts, build_list, build_paragraph, build_table
from statplan.documents.blocks import Block
from statplan.plan.english import format_list
from statplan.plan.focus import Focus

_KINDS = {
    "subject": "The meetings examine topics.",
    "operations": "The meetings examine the departments' own operations.",
    "both": "The meetings examine topics and the departments' own operations.",
    "place": "The meetings examine places.",
}


def write_focus(context: CharterContext) -> Iterator[Block]:
    """Write what meetings examine and what they leave to others."""
    focus = context.plan.focus
    yield from build_paragraph(
        [*([_KINDS[focus.kind]] if focus.kind else []), *_describe_topic_times(focus)]
    )
    yield from _write_subjects(context)
    chosen_by = context.plan.participants.departments_chosen_by
    yield from build_facts(
        [
            (find_label("focus.topics_added_by"), focus.topics_added_by),
            (find_label("participants.departments_chosen_by"), chosen_by),
        ]
    )
    yield from build_list("These questions are asked of each topic or measure:", focus.questions)
    yield from build_list("The meetings leave these matters to others:", focus.out_of_scope)


def write_measures(context: CharterContext) -> Iterator[Block]:
    """Write the priorities with their measures, how old figures may be, and how they are rated."""
    focus = context.plan.focus
    rows = [
        (
            priority.name,
            priority.measure or "",
            priority.target or "",
            context.departments.get(priority.owner or "", ""),
            priority.data_source or "",
            priority.period or "",
        )
        for priority in focus.priorities or ()
    ]
    header = ("Priority", "Measure", "Target", "Owner", "Data source", "Reporting period")
    yield from build_table("Priorities and measures", header, rows)
    yield from build_paragraph(_describe_figures(focus))
    yield from build_facts(
        [
            (find_label("focus.ratings"), focus.ratings),
            (find_label("focus.off_target"), focus.off_target),
            (find_label("focus.measure_changes"), focus.measure_changes),
            (find_label("focus.benchmarks"), focus.benchmarks),
        ]
    )
    yield from build_list("The meetings also examine these data:", focus.data_sources)


def _describe_topic_times(focus: Focus) -> Iterator[str]:
    topics, minutes = focus.topics_per_meeting, focus.minutes_per_topic
    if topics:
        per_topic = f", with {spell_count(minutes, 'minute')} for each" if minutes else ""
        yield f"One meeting takes {spell_count(topics, 'topic')}{per_topic}."
    elif minutes:
        yield f"A topic gets {spell_count(minutes, 'minute')}."


def _write_subjects(context: CharterContext) -> Iterator[Block]:
    rows = [
        (
            subject.name,
            context.departments.get(subject.owner or "", ""),
            format_list(
                context.departments.get(department_id, department_id)
                for department_id in subject.departments or ()
            ),
            context.priorities.get(subject.priority or "", ""),
        )
        for subject in context.plan.focus.subjects or ()
    ]
    header = ("Topic", "Answers for it", "Shares it", "Serves")
    yield from build_table("Topics", header, rows)


def _describe_figures(focus: Focus) -> Iterator[str]:
    if focus.priorities == ():
        yield "No priorities are listed."
    if focus.data_lag_days is not None:
        lag = spell_count(focus.data_lag_days, "day")
        yield f"Figures may be discussed {lag} after the period that they cover has ended."
    if focus.operational_data is not None:
        are = "are" if focus.operational_data else "are not"
        yield f"Overtime, leave, vacancies, and the like {are} looked at each time."
