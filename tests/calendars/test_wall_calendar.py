"""The year on one page: every date is marked, in a shape of its own and in words."""

import re
from collections import Counter
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest

from statplan.calendars import make_calendar, render_calendar
from statplan.calendars.build_calendar import build_year_feed
from statplan.calendars.wall_calendar import DAY_KINDS, build_wall_calendar, mark_days
from statplan.documents.blocks import Figure
from statplan.ledger.model import Decision, Ledger
from statplan.ledger.year_state import build_decision_context
from statplan.plan import Plan
from statplan.schedule import make_schedule
from tests.support.commands import run
from tests.support.document_reader import read
from tests.support.plans import answers, monthly

SVG = "{http://www.w3.org/2000/svg}"
EXAMPLES = Path(__file__).parents[2] / "examples"
CIVIC = {"civic_dates": [{"name": "Council", "dates": ["2027-02-01"]}]}
HOLIDAYS = {"holidays": {"country": "US", "listed": {"2027-01-14": "Storm day"}}}


def plan(**frequency: object) -> Plan:
    return Plan.model_validate(answers(monthly(), **(CIVIC | HOLIDAYS | frequency)))


def figure(of: Plan) -> Figure:
    (found,) = build_wall_calendar(make_calendar(of, make_schedule(of))).blocks
    assert isinstance(found, Figure)
    return found


def test_every_date_of_the_year_is_marked_as_what_it_is() -> None:
    of = plan()
    schedule = make_schedule(of)
    marks = mark_days(make_calendar(of, schedule))
    for meeting in schedule.meetings:
        assert marks[meeting.slot.day].kind == ("moved" if meeting.move else "meeting")
        assert meeting.backup.slot.day in marks  # type: ignore[union-attr]
    assert marks[date(2027, 1, 14)].kind == "closed"
    assert marks[date(2027, 2, 1)].kind == "civic"
    assert {each.kind for each in marks.values()} == set(DAY_KINDS)


def test_what_was_decided_since_is_drawn() -> None:
    of = plan()
    schedule = make_schedule(of)
    first, second = schedule.meetings[1], schedule.meetings[2]
    decided_at = datetime(2027, 1, 2, tzinfo=UTC)
    decisions = (
        Decision(str(first.key), "bump", decided_at),
        Decision(str(second.key), "release", decided_at),
    )
    ledger = Ledger(str(of.lineage), len(decisions), decisions)
    context = build_decision_context(of, schedule, schedule.first)
    marks = mark_days(build_year_feed(of, context, context.build_state(ledger)))
    assert first.slot.day not in marks
    assert marks[first.backup.slot.day].kind == "moved"  # type: ignore[union-attr]
    assert second.backup.slot.day not in marks  # type: ignore[union-attr]


def test_the_words_name_every_day_that_is_marked() -> None:
    of = plan()
    marks = mark_days(make_calendar(of, make_schedule(of)))
    told = figure(of).alt
    for day in marks:
        month = re.search(rf"In {day:%B} {day.year}, ([^.]*)\.", told)
        assert month
        assert re.search(rf"\b{day.day}\b", month[1])
    assert "In January 2027, " in told
    assert "nobody meets, since the offices are closed, on 14" in told


def signs(svg: bytes) -> Counter[tuple[str, ...]]:
    """The shapes of a picture, without a thought for their colors."""
    root = ET.fromstring(svg)  # noqa: S314 - our own
    kept = ("stroke-dasharray",)
    return Counter(
        (each.tag, *(each.get(key, "") for key in kept), str(each.get("fill") == "#fff"))
        for each in root
        if each.tag != f"{SVG}text"
    )


def test_each_kind_of_day_has_a_shape_of_its_own() -> None:
    of = plan()
    found = signs(render_calendar(make_calendar(of, make_schedule(of)), "svg"))
    full, ring = (f"{SVG}circle", "", "False"), (f"{SVG}circle", "", "True")
    square, dashed = (f"{SVG}rect", "", "False"), (f"{SVG}rect", "3 2", "True")
    assert all(found[each] for each in (full, ring, square, dashed, (f"{SVG}line", "", "True")))


def test_the_sign_of_a_day_is_as_high_as_it_is_wide_and_its_number_is_in_the_middle() -> None:
    of = plan()
    root = ET.fromstring(render_calendar(make_calendar(of, make_schedule(of)), "svg"))  # noqa: S314 - our own
    texts = [text for text in root.iter(f"{SVG}text") if "".join(text.itertext()).isdigit()]
    middles = {float(text.get("x", 0)) for text in texts}
    _paper, *squares = root.iter(f"{SVG}rect")
    for square in squares:
        left, width, height = (float(square.get(name, 0)) for name in ("x", "width", "height"))
        assert width == height
        assert round(left + width / 2, 2) in middles


def test_a_day_of_several_meetings_has_their_number_and_no_other_day_has_one() -> None:
    morning = monthly()
    afternoon = monthly("b") | {"at": "15:00"}
    for series, counts in (([morning], []), ([morning, afternoon], ["\u00d72"] * 12)):
        of = Plan.model_validate(answers(*series))
        feed = make_calendar(of, make_schedule(of))
        assert {each.meeting_count for each in mark_days(feed).values()} == {0, len(series)}
        root = ET.fromstring(render_calendar(feed, "svg"))  # noqa: S314 - our own
        texts = ["".join(each.itertext()) for each in root.iter(f"{SVG}text")]
        assert [text for text in texts if "\u00d7" in text] == counts


def test_the_picture_stands_alone_and_says_what_it_shows() -> None:
    of = plan()
    svg = render_calendar(make_calendar(of, make_schedule(of)), "svg")
    root = ET.fromstring(svg)  # noqa: S314 - our own
    assert root.get("role") == "img"
    assert root.findtext(f"{SVG}title") == "TestStat: the year at a glance"
    assert root.findtext(f"{SVG}desc") == figure(of).alt
    assert not re.search(rb"href|url\(|@import|<script|<style", svg)


def is_one_page(data: bytes) -> bool:
    return len(re.findall(rb"/Type ?/Page\b", data)) == len(read("pdf", data).figures) == 1


@pytest.mark.slow
@pytest.mark.parametrize("months", [1, 7, 12, 18, 24])
def test_it_is_one_page(months: int) -> None:
    of = plan(months=months)
    assert is_one_page(render_calendar(make_calendar(of, make_schedule(of)), "pdf"))


@pytest.mark.slow
def test_it_is_one_page_of_a_full_year_on_a4(tmp_path: Path) -> None:
    out = tmp_path / "wall.pdf"
    words = ("calendar", EXAMPLES / "statestat", "-f", "pdf", "--paper", "a4", "-o", out)
    assert run(*words)[0] == 0
    assert is_one_page(out.read_bytes())


def test_a_hostile_name_is_a_name() -> None:
    text = '</svg><script>alert(1)</script> "&'
    of = plan()
    feed = make_calendar(of, make_schedule(of))
    hostile = replace(feed, name=text)
    root = ET.fromstring(render_calendar(hostile, "svg"))  # noqa: S314 - our own
    assert root.findtext(f"{SVG}title") == f"{text}: the year at a glance"
    assert not root.findall(f".//{SVG}script")
