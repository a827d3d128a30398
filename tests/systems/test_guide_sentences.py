"""What the source page says of named systems: an answer in the plan, and a line in the charter.

Each sentence of the page that names a system is told here in our own words, with the answers that
hold it and the words that the charter of the system's example has for it.
"""

import re
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from statplan import systems
from statplan.charter import make_charter
from statplan.documents import render_document
from statplan.plan.loader import parse_plan
from statplan.plan.paths import find_answers, get_answer
from statplan.plan.yaml_reader import parse_yaml
from statplan.schedule import make_schedule

EXAMPLES = Path(__file__).parents[2] / "examples"


@dataclass(frozen=True)
class Sentence:
    """One statement of the page: the system, what is said, its answers, and patterns of words."""

    system: str
    says: str
    answers: dict[str, Any]
    charter: tuple[str, ...]


SENTENCES = (
    Sentence(
        "louiestat",
        "The mayor comes to each meeting.",
        {"leadership.form": "mayor", "leadership.attends": "every"},
        (r"mayor attends every (LouieStat )?meeting",),
    ),
    Sentence(
        "chattadata",
        "Meetings look at the city's performance priorities.",
        {
            "focus.priorities[].name": [
                "Safer streets",
                "Growing economy",
                "Stronger neighborhoods",
                "Smarter students and stronger families",
                "High-performing government",
            ]
        },
        ("Safer streets", "Growing economy", "High-performing government"),
    ),
    Sentence(
        "new-orleans",
        "There are several monthly meetings.",
        {"frequency.series[].every": ["month"] * 4},
        (r"CustomerServiceSTAT .*(month)", r"BlightSTAT .*(month)", r"QualityofLifeSTAT .*(month)"),
    ),
    Sentence(
        "new-orleans",
        "Each is about a subject: blight, quality of life, customer service, and others.",
        {
            "focus.kind": "subject",
            "frequency.series[].subject": [
                "customer-service",
                "blight",
                "quality-of-life",
                "revenue-and-cost",
                "contracting",
            ],
        },
        ("Customer service", "Blight", "Quality of life"),
    ),
    Sentence(
        "new-orleans",
        "The meetings are on a page of the city's calendar.",
        {"publicity.schedule_page": "http://www.nola.gov/calendar/stat-meetings/"},
        (r"nola\.gov/calendar/stat-meetings",),
    ),
    Sentence(
        "seastat",
        "It analyzes crime data and community incident reports.",
        {"focus.data_sources": ["crime data", "community incident reports"]},
        ("crime data", "community incident reports"),
    ),
    Sentence(
        "seastat",
        "It does so to find crime hotspots.",
        {
            "focus.kind": "place",
            "program.purpose": (
                "Analyze crime data and community incident reports to find crime hotspots."
            ),
        },
        ("crime hotspots",),
    ),
    Sentence(
        "statestat",
        "Each department has a meeting once a month.",
        {"frequency.series[0].every": "month", "frequency.series[0].for_each": "departments"},
        (r"StateStat .*month", "Agriculture", "Transportation"),
    ),
    Sentence(
        "statestat",
        "Follow-up items of the month before are discussed, and new topics and trends.",
        {
            "frequency.preparation.follow_up_first": "yes",
            "frequency.agenda[].item": [
                "Follow-up items from the previous month",
                "New topics and trends",
            ],
        },
        ("Follow-up items from the previous month", "New topics and trends"),
    ),
    Sentence(
        "statestat",
        "Quarterly meetings on a subject complement them.",
        {
            "focus.kind": "both",
            "frequency.series[1].name": "Subject-matter Stat",
            "frequency.series[1].every": "quarter",
            "frequency.series[1].for_each": "subjects",
        },
        (r"Subject-matter Stat .*quarter",),
    ),
    Sentence(
        "statestat",
        "All agencies that own a part of the subject are there.",
        {
            "frequency.series[1].purpose": (
                "Discuss a topic with all agencies that own a part of it."
            )
        },
        ("all agencies that own a part of it",),
    ),
    Sentence(
        "kcstat",
        "The schedule of the coming year is out at the end of the year before.",
        {"frequency.release.by": "2017-12-31", "publicity.publishes": ["schedule", "statistics"]},
        (r"December 31, 2017",),
    ),
    Sentence(
        "kcstat",
        "The schedule has a page of its own.",
        {"publicity.schedule_page": "http://kcmo.gov/kcstat/meetings/"},
        (r"kcmo\.gov/kcstat/meetings",),
    ),
    Sentence(
        "kcstat",
        "The meetings are on television, and posted live.",
        {
            "publicity.broadcast[].by": ["television", "web stream", "phone", "social media"],
            "publicity.broadcast[3].channel": "#KCStat",
        },
        ("television", "Channel 2", "social media", "#KCStat"),
    ),
)
each_sentence = pytest.mark.parametrize(
    "sentence", SENTENCES, ids=[f"{sentence.system}: {sentence.says}" for sentence in SENTENCES]
)


@cache
def read_charter(system: str) -> str:
    """The charter of a system's example, without its open questions."""
    plan = parse_plan((EXAMPLES / system / "statplan.yaml").read_text(encoding="utf-8")).plan
    assert plan
    markdown = render_document(make_charter(plan, make_schedule(plan)), "md").decode()
    lines = (line for line in markdown.splitlines() if not re.search(r"\? *\|", line))
    return "\n".join(lines).replace("\\", "").replace("*", "")


def test_every_system_that_the_page_names_is_in_the_table() -> None:
    named = {"louiestat", "chattadata", "new-orleans", "seastat", "statestat", "kcstat"}
    assert {sentence.system for sentence in SENTENCES} == named
    assert named <= set(systems.KEYS)


@each_sentence
def test_a_sentence_is_an_answer_in_the_plan(sentence: Sentence) -> None:
    answers = parse_yaml(systems.read_system(sentence.system)).answers
    for path, expected in sentence.answers.items():
        values = [answer for _, answer in find_answers(answers, path)]
        assert (values if "[]" in path else get_answer(answers, path)) == expected, path


@each_sentence
def test_a_sentence_is_a_line_in_the_charter(sentence: Sentence) -> None:
    charter = read_charter(sentence.system)
    for words in sentence.charter:
        assert re.search(words, charter, re.IGNORECASE), words
