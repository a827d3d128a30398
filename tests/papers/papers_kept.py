"""What charter, letter, and briefing say of one plan, and how other answers change their words.

The plan is the clean one of `tests/advice`; the other answers are those that its rules flag, and
each part of the plan left out. To write the file that is kept, and read what changed in it:
`python -m tests.papers.papers_kept > tests/papers/papers.expected`.
"""

import re
import sys
from collections.abc import Iterator
from datetime import date
from difflib import unified_diff
from functools import cache
from pathlib import Path
from typing import Any

from statplan.charter import make_charter
from statplan.documents import render_document
from statplan.papers import make_briefing, make_letter
from statplan.plan import loader
from statplan.schedule import make_schedule
from tests.support.plan_changes import HERE, change_of, changed, clean

EXPECTED = Path(__file__).with_name("papers.expected")
_MOST_LINES = 20  # of a difference that a flagged change makes: longer ones are other dates
LEFT_OUT = (
    "program.authority", "program.term", "program.review", "program.goals", "program.purpose",
    "program.succession", "program.organization", "leadership.principal", "leadership.chair",
    "leadership.designee", "leadership.designee_may", "leadership.facilitator",
    "leadership.alternates", "leadership.escalation", "leadership.ground_rules",
    "leadership.prebrief_days", "leadership.attends", "leadership.same_person",
    "focus.subjects", "focus.priorities", "focus.topics_per_meeting", "focus.closed_topics",
    "focus.data_lag_days", "participants.panel", "participants.analysts", "participants.buy_in",
    "participants.department_brings", "participants.counsel",
    "participants.scheduler", "participants.supervisor_attends", "frequency.place",
    "frequency.holidays", "frequency.closures", "frequency.civic_dates", "frequency.backup",
    "frequency.series", "frequency.release", "frequency.moving", "frequency.preparation",
    "frequency.agenda", "frequency.closed_day.holiday", "publicity.owner",
    "publicity.schedule_page",
    "publicity.redaction", "publicity.privacy", "publicity.elected_body", "publicity.contact",
    "publicity.accessibility", "publicity.publishes", "publicity.access",
)  # fmt: skip
OTHERWISE: tuple[dict[str, Any], ...] = (
    {"program.authority": {"basis": "none"}}, {"program.authority": {"basis": "executive order"}},
    {"program.authority": {"reference": "Executive Order 7"}},
    {"frequency.preparation.memo_hours": None},
    {"frequency.preparation.memo_hours": None, "frequency.preparation.memo_to": None},
    {"frequency.preparation.memo_hours": None, "frequency.preparation.memo_shared": None},
    {"frequency.series[1].on": None},
    {"frequency.series[1].every": None},
    {"frequency.series[1].every": None, "frequency.series[1].on": None},
    {"frequency.series[1].at": None},
    {"frequency.series[1].starts": "2027-03-01", "frequency.series[1].until": "2027-10-31"},
    {"frequency.series[1].room": "Annex", "frequency.series[1].chair": "finance"},
    {"frequency.series[1].without_panel": True, "frequency.series[1].optional": ["policy"]},
    {"frequency.series[1].backup": {"keep": False}, "frequency.series[2].minutes": 60},
    {"participants.people[0].name": "Ada Example", "participants.people[1].name": "Bo Example"},
    {"leadership.form": "city manager", "leadership.attends": "every"},
    {"leadership.attends": "first", "leadership.tone": "no surprises"},
    {"leadership.tone": "hot seat", "frequency.preparation.memo_shared": "full"},
    {"focus.kind": "operations", "focus.operational_data": False},
    {"participants.employees_may_watch": False},
    {"participants.analysts.full_time": False, "participants.supervisor_attends": False},
    {"frequency.place": {"mode": "remote", "link": "https://meet.example.gov/x"}},
    {"frequency.place.mode": "both", "frequency.place.link": "https://meet.example.gov/x"},
    {"frequency.preparation": {"data_due": 1, "memo_hours": 24, "follow_up_days": 1}},
    {"frequency.preparation.memo_shared": "not", "frequency.preparation.presentations": True},
    {"frequency.moving.notice_days": 1}, {"frequency.moving.notice_days": 0},
    {"frequency.moving.notice_days": None}, {"frequency.moving.who": ["mayor", "finance"]},
    {"frequency.backup.times": ["10:00", "14:00"]}, {"frequency.backup.keep": False},
    {"frequency.entries": "confirmed"}, {"frequency.months": 1},
    {"publicity.access": "closed", "publicity.publishes": []},
    {"publicity.access": "invitation", "publicity.sensitive": "Cases before a court"},
    {
        "publicity.access": "open with questions", "publicity.questions": ["cards", "phone"],
        "publicity.join": "Write to us.", "publicity.about": "A meeting about figures.",
        "publicity.broadcast": [{"by": "television", "channel": "Channel 2", "captions": True}],
    },
    {"publicity.access": "open", "publicity.back_ups": True},
    {"publicity.redaction.within_days": 1}, {"publicity.redaction.reviewer": None},
    {"publicity.elected_body": {"invited": 4, "quorum": 5, "counsel_asked": False}},
)  # fmt: skip
# What real programs say, in choices of ours and in words of their own.
OF_REAL_PROGRAMS: tuple[dict[str, Any], ...] = (
    {"program.authority": {"basis": "other: tribal resolution", "reference": "No. 7"}},
    {
        "program.budget_link": "Results come with each budget request.",
        "program.training": ["Charts"],
    },
    {"program.department_plans": "Each department writes one plan a year."},
    {
        "program.reports": [
            {
                "id": "annual",
                "what": "Annual report",
                "by": "finance",
                "to": "Council",
                "due": "May 1",
            },
            {"id": "other", "what": "Scorecard", "to": "Residents"},
        ]
    },
    {"program.review.every": "year"},
    {"program.review.due": None, "program.review.every": "quarter"},
    {"leadership.form": "other: sheriff", "leadership.principal": None},
    {"leadership.form": "agency head and chief operating officer", "leadership.principal": None},
    {"leadership.tone": "other: calm and curious"},
    {"leadership.facilitator_reports_to": "mayor"},
    {"focus.questions": ["What changed?", "What next?"], "focus.topics_added_by": "The Mayor"},
    {"focus.ratings": "Red or green.", "focus.off_target": "The department writes a plan."},
    {"focus.measure_changes": "Once a year.", "focus.benchmarks": "Peer cities"},
    {"focus.data_sources": ["311 requests", "Permits"]},
    {"focus.data_sources": ["Permits"]},
    {"focus.kind": "subject", "focus.subjects": None},
    {"participants.departments_chosen_by": "The Mayor decides."},
    {
        "participants.analysts.duties": ["Draw the charts"],
        "participants.analysts.may_request_data": True,
    },
    {"participants.analysts.may_request_data": False},
    {"participants.buy_in.results": ["Permits took 12 days less in Example City."]},
    {"participants.department_brings": ["head", "other: the union's president"]},
    {
        "frequency.preparation.data_every": "2 weeks",
        "frequency.preparation.data_contents": ["Overtime"],
    },
    {"frequency.preparation.memo_contents": ["All relevant figures", "Questions"]},
    {"frequency.preparation.follow_up_first": True},
    {"frequency.preparation.follow_up_first": False},
    {
        "frequency.preparation.follow_up_contents": [
            "requests",
            "commitments",
            "owner",
            "due date",
            "deliverable",
            "data due",
            "other: maps",
        ]
    },
    {
        "frequency.series[1].purpose": "To end overtime.",
        "frequency.series[1].out_of_scope": ["Fires"],
    },
    {"frequency.series[1].covers": "the last 3 weeks", "frequency.series[1].access": "press"},
    {"frequency.series[1].access": "other: residents of the district"},
    {"frequency.series[1].agenda": [{"item": "Tour", "minutes": 30}, {"item": "Questions"}]},
    {"frequency.series[1].at_least": "quarter"},
    {"publicity.access": "press"},
    {"publicity.access": "open with reservation"},
    {"publicity.access": "other: whoever the council invites"},
    {"publicity.access": "open", "publicity.questions": ["at the meeting", "e-mail"]},
    {"publicity.access": "open", "publicity.questions": ["cards", "other: a box at the door"]},
    {
        "publicity.access": "open",
        "publicity.unreached_questions": "The department answers by mail.",
    },
    {"publicity.public_input": "Residents vote on one topic."},
    {
        "publicity.publishes": [
            "agenda",
            "memo",
            "recording",
            "data",
            "annual report",
            "other: podcast",
        ]
    },
    {"publicity.broadcast": [{"by": "other: city radio"}]},
    {"program.government": "federal"},
    {"program.government": "other: tribal government"},
)


def list_changes() -> Iterator[tuple[str, dict[str, Any]]]:
    """Each change of the plan with its name."""
    for file in sorted(HERE.glob("SP*/flagged/*.yaml")):
        yield f"{file.parent.parent.name}-{file.stem}", change_of(file)
    for path in LEFT_OUT:
        yield f"without {path}", {path: None}
    for change in (*OTHERWISE, *OF_REAL_PROGRAMS):
        yield ", ".join(f"{path} {answer}" for path, answer in change.items()), change


def write_papers(answers: dict[str, Any]) -> list[str]:
    """The lines of the three papers; none where the answers are no plan."""
    plan = loader.validate_answers(answers).plan
    if plan is None:
        return []
    schedule = make_schedule(plan)
    return [
        line
        for paper in (
            make_charter(plan, schedule),
            *(
                make_letter(plan, schedule, department.id, date(2027, 1, 4))
                for department in (plan.participants.departments or ())[:1]
            ),
            make_briefing(plan, schedule),
        )
        for line in render_document(paper, "md").decode().splitlines()
    ]


@cache
def _write_clean_papers() -> tuple[str, ...]:
    return tuple(write_papers(clean()))


def describe(change: dict[str, Any]) -> str:
    """The lines that a change takes out and those that it puts in."""
    lines = unified_diff(_write_clean_papers(), write_papers(changed(change)), n=0, lineterm="")
    dates = re.compile(r"[-+]\|.*\| [A-Z][a-z]{2} [A-Z][a-z]{2} \d+, \d{4} \|")  # of the annex
    return "\n".join(
        line for line in lines if line[:2] not in {"--", "++", "@@"} and not dates.match(line)
    )


def read_expected() -> dict[str, str]:
    """What is kept of each change, by its name; of the plan itself, by an empty one."""
    parts = EXPECTED.read_text(encoding="utf-8").removesuffix("\n").split("\n%% ")
    kept = {name: words for name, _, words in (part.partition("\n") for part in parts[1:])}
    return {"": parts[0], **kept}


def write_kept() -> str:
    """All that is to be kept: of each change, where it makes a difference that no other makes."""
    kept: dict[str, str] = {"\n".join(_write_clean_papers()): ""}
    for name, change in list_changes():
        words = describe(change)
        is_long = name.startswith("SP") and words.count("\n") >= _MOST_LINES
        if words and not is_long and not words.startswith("-# "):
            kept.setdefault(words, name)
    return "\n%% ".join(f"{name}\n{words}".lstrip("\n") for words, name in kept.items()) + "\n"


if __name__ == "__main__":
    sys.stdout.write(write_kept())
