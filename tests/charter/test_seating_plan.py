"""The seating plan: who has a seat, where it is drawn, and what its words say."""

import re
from typing import Any

import pytest

from statplan.documents.blocks import Figure
from tests.support.charters import ESSENTIALS, charter, merged

Answers = dict[str, Any]
WATCHERS = "Those who watch"


def find_plan(*changes: Answers) -> Figure | None:
    answers = ESSENTIALS
    for change in changes:
        answers = merged(answers, change)
    figures = (block for block in charter(answers).blocks if isinstance(block, Figure))
    return next((figure for figure in figures if figure.caption == "Seating plan"), None)


def draw_plan(*changes: Answers) -> Figure:
    figure = find_plan(*changes)
    assert figure
    return figure


def read_drawing(figure: Figure) -> str:
    return " ".join(text.words for text in figure.drawing.words)


def seat_panel(count: int) -> Answers:
    """A panel of so many people, each with a short job title."""
    ids = [f"p{number}" for number in range(1, count + 1)]
    people = [*ESSENTIALS["participants"]["people"]]
    people += [{"id": person_id, "office": person_id.title()} for person_id in ids]
    return {"participants": {"people": people, "panel": ids}}


@pytest.mark.parametrize(
    ("access", "may_watch", "is_drawn"),
    [
        ("closed", "no", False),
        ("closed", "yes", True),
        ("employees", "no", True),
        ("invitation", "no", False),
        ("open", "no", True),
        ("open with questions", "no", True),
    ],
)
def test_those_who_watch_have_a_place_where_somebody_may(
    access: str, may_watch: str, is_drawn: bool
) -> None:
    figure = draw_plan(
        {"publicity": {"access": access}, "participants": {"employees_may_watch": may_watch}}
    )
    assert (WATCHERS in read_drawing(figure)) is is_drawn
    assert ("Those who watch sit behind the near side." in figure.alt) is is_drawn
    boxes = re.findall(
        r' y="([0-9.]+)" width="[0-9.]+" height="([0-9.]+)"', figure.drawing.render_svg()
    )
    lowest = max(float(top) + float(height) for top, height in boxes)
    assert figure.drawing.height - 24 < lowest < figure.drawing.height


@pytest.mark.parametrize(
    ("program_access", "series_access", "is_drawn"),
    [("closed", "open", True), ("closed", "employees", True), ("open", "closed", False)],
)
def test_those_who_watch_have_a_place_where_a_recurring_meeting_is_open(
    program_access: str, series_access: str, is_drawn: bool
) -> None:
    series = [{**ESSENTIALS["frequency"]["series"][0], "access": series_access}]
    figure = draw_plan(
        {
            "publicity": {"access": program_access},
            "participants": {"employees_may_watch": "no"},
            "frequency": {"series": series},
        }
    )
    assert (WATCHERS in read_drawing(figure)) is is_drawn


@pytest.mark.parametrize("change", [{"frequency": {"place": {"mode": "remote"}}}, seat_panel(0)])
def test_nothing_is_drawn_without_a_room_or_a_panel(change: Answers) -> None:
    assert find_plan(change) is None


@pytest.mark.parametrize(
    ("count", "tops"),
    [(1, [1]), (5, [5]), (6, [1, 5]), (10, [5, 5]), (11, [5, 5])],
)
def test_the_panel_sits_in_at_most_two_rows_of_five(count: int, tops: list[int]) -> None:
    """The first five sit next to the table; where there are too many, the words name them all."""
    figure = draw_plan(seat_panel(count))
    seats: dict[float, list[str]] = {}
    for text in figure.drawing.words:
        if re.fullmatch(r"P\d+|and others", text.words):
            seats.setdefault(text.position[1], []).append(text.words)
    rows = [seats[height] for height in sorted(seats)]
    assert [len(row) for row in rows] == tops
    assert rows[-1][0] == "P1"
    assert (rows[0][-1] == "and others") is (count > 10)
    assert all(f"P{number}" in figure.alt for number in range(1, count + 1))


@pytest.mark.parametrize(
    ("leadership", "head"),
    [
        ({}, "Mayor or Chief Administrative Officer"),
        ({"attends": "every"}, "Mayor"),
        ({"attends": "never"}, "Chief Administrative Officer"),
        ({"principal": ["law"]}, "City Attorney or Chief Administrative Officer"),
        ({"principal": ["law"], "attends": "every"}, "City Attorney"),
        ({"chair": "lead"}, "Mayor, Director of Performance, or Chief Administrative Officer"),
    ],
)
def test_at_the_head_sits_whoever_leads(leadership: Answers, head: str) -> None:
    figure = draw_plan({"leadership": leadership}, seat_panel(1))
    assert figure.alt.startswith(f"At the left end of the table, at its head, sits the {head}. ")


def test_nobody_has_two_seats() -> None:
    """The Stat lead who analyzes sits at one place; an analyst has no second seat on the panel."""
    figure = draw_plan(
        {"participants": {"panel": ["cao", "law", "lead"], "analysts": {"people": ["lead", "law"]}}}
    )
    words = read_drawing(figure)
    assert words.count("Director of") == 1
    assert words.count("City Attorney") == 1
    assert "those who analyze" in figure.alt
    assert "By the screen sits those who analyze: the City Attorney." in figure.alt
