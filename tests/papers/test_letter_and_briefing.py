"""The letter to departments and the page for the principal: short, true, and theirs."""

import re
from pathlib import Path
from typing import Any

import pytest

from statplan.documents import render_document
from statplan.documents.blocks import Document, Facts, Figure, Table
from statplan.papers import make_briefing, make_letter
from statplan.plan import Plan
from statplan.schedule import make_schedule
from statplan.workspace.plan_loader import load_plan
from tests.support.charters import ESSENTIALS, merged, with_series
from tests.support.commands import run
from tests.support.document_reader import read
from tests.support.document_words import all_alike

EXAMPLES = Path(__file__).parents[2] / "examples"
SYSTEMS = sorted(path.parent.name for path in EXAMPLES.glob("*/statplan.yaml"))
DEMO = EXAMPLES / "demo-answers.yaml"
PREPARED = {
    "frequency": {"preparation": {"data_due": 10, "memo_hours": 48, "follow_up_days": 2}},
    "leadership": {"prebrief_days": 5, "chair": "cao", "reserved_seat": "yes"},
    "participants": {"department_brings": ["head", "key staff"]},
}
MORE = merged(ESSENTIALS, PREPARED)


def made(make: Any, answers: dict[str, Any]) -> Document:
    plan = Plan.model_validate(answers)
    document: Document = make(plan, make_schedule(plan))
    return document


def text(document: Document) -> str:
    return render_document(document, "md").decode()


def pages(document: Document) -> int:
    return len(re.findall(rb"/Type ?/Page\b", render_document(document, "pdf")))


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("readers") / "demo"
    words = ("init", folder, "--like", "new-orleans", "--no-input", "--answers", DEMO)
    assert run(*words, "--year", "2027")[0] == 0
    return folder


@pytest.mark.slow
@pytest.mark.parametrize("system", [*SYSTEMS, "demo"])
def test_a_letter_has_two_pages_at_most_and_a_briefing_one(system: str, demo: Path) -> None:
    loaded = load_plan(demo if system == "demo" else EXAMPLES / system)
    assert pages(make_letter(loaded.plan, loaded.schedule)) <= 2
    assert pages(make_briefing(loaded.plan, loaded.schedule)) == 1


@pytest.mark.slow
@pytest.mark.parametrize("make", [make_letter, make_briefing])
def test_all_formats_of_it_say_the_same(make: Any) -> None:
    all_alike(made(make, MORE))


def test_a_letter_says_when_each_department_is_up() -> None:
    series = {"id": "code", "every": "month", "on": "third Tuesday", "at": "09:00"}
    answers = with_series({**series, "department": "code"})
    answers = merged(answers, {"focus": {"subjects": [{"id": "fires", "name": "Fires"}]}})
    (table,) = (each for each in made(make_letter, answers).blocks if isinstance(each, Table))
    ((name, dates, *_),) = table.rows
    assert name == ("Code Enforcement",)
    assert str(dates[0]).startswith("Jan\u00a019, Feb\u00a016, Mar\u00a016, ")
    assert str(dates[0]).count(",") == 11


def test_a_department_is_up_where_its_subject_is() -> None:
    subjects = [{"id": "blight", "name": "Blight", "owner": "code"}]
    series = {"id": "b", "every": "month", "on": "second Thursday", "at": "08:00"}
    answers = with_series({**series, "subject": "blight"})
    answers = merged(answers, {"focus": {"subjects": subjects}})
    assert "| Code Enforcement | Jan\u00a014, " in text(made(make_letter, answers))
    assert text(made(make_letter, answers)).count("Blight |") == 1


def test_a_letter_says_what_to_prepare_and_whom_to_ask() -> None:
    told = text(made(make_letter, MORE))
    assert "Your department brings its head and its key staff." in told
    assert "Departments send their data 10 working days before the meeting." in told
    assert "A place to raise issues." in told
    assert "The Director of Performance runs the process as Stat lead." in told


def test_what_nobody_decided_is_left_out_of_a_letter_and_a_briefing() -> None:
    bare: dict[str, Any] = {"statplan": 1, "program": {"name": "BareStat"}}
    for make in (make_letter, make_briefing):
        told = text(made(make, bare))
        assert "decided" not in told
        assert "##" not in told
    open_answers = merged(MORE, {"leadership": {"attends": None}})
    asked = "**Hours asked:** 24 hours, if you attend all of the 12 meetings"
    assert asked in text(made(make_briefing, open_answers))


@pytest.mark.parametrize(
    ("attends", "asked"),
    [
        ("every", "24 hours in the year, for 12 meetings"),
        ("first", "two hours in the year, for one meeting"),
        ("never", "no hours in the year, for no meetings"),
        ("some", "Some of the meetings; at most 24 hours, which is every one of 12 meetings"),
    ],
)
def test_a_briefing_counts_the_hours_that_are_asked(attends: str, asked: str) -> None:
    answers = merged(MORE, {"leadership": {"attends": attends}})
    if attends == "every":
        for key in ("designee", "designee_may", "reserved_seat"):
            del answers["leadership"][key]
    facts = made(make_briefing, answers).blocks[0]
    assert isinstance(facts, Facts)
    assert facts.items[0] == ("Hours asked", (asked,))


def test_a_briefing_names_every_day_by_month_and_draws_who_sits_where() -> None:
    document = made(make_briefing, MORE)
    (table,) = (each for each in document.blocks if isinstance(each, Table))
    assert [row[2] for row in table.rows] == [("1",)] * 12
    assert table.rows[0][:2] == (("January 2027",), ("Thu\u00a014",))
    (figure,) = (each for each in document.blocks if isinstance(each, Figure))
    assert "At the left end of the table, at its head, sits the " in figure.alt
    assert "City Attorney" in figure.alt
    drawn = {each.words for each in figure.drawing.words}
    assert {"City Attorney", "Table", "Screen"} <= drawn


def test_seats_beyond_those_drawn_are_named_in_words() -> None:
    people = [{"id": f"p{n}", "office": f"Office {n}"} for n in range(14)]
    panel = [each["id"] for each in people]
    taking_part = {"people": [*ESSENTIALS["participants"]["people"], *people], "panel": panel}
    document = made(make_briefing, merged(MORE, {"participants": taking_part}))
    (figure,) = (each for each in document.blocks if isinstance(each, Figure))
    assert all(f"the Office {n}" in figure.alt for n in range(14))
    drawn = {each.words for each in figure.drawing.words}
    assert "and others" in drawn
    assert "Office 13" not in drawn


def test_no_room_is_drawn_where_nobody_meets_in_one() -> None:
    remote: dict[str, Any] = {"frequency": {"place": {"mode": "remote"}}}
    unseated: dict[str, Any] = {"participants": {"panel": []}}
    for more in (remote, unseated):
        document = made(make_briefing, merged(MORE, more))
        assert not [each for each in document.blocks if isinstance(each, Figure)]


@pytest.mark.slow
def test_the_command_writes_for_a_reader(demo: Path, tmp_path: Path) -> None:
    for reader, said in (("departments", "a letter to departments"), ("principal", "briefing for")):
        code, out, _ = run("charter", demo, "--for", reader)
        assert code == 0
        assert said in out.partition("\n")[0]
        path = tmp_path / f"{reader}.docx"
        assert run("charter", demo, "--for", reader, "-f", "docx", "-o", path)[0] == 0
        assert said in read("docx", path.read_bytes()).text
    code, _, err = run("charter", demo, "--for", "anybody")
    assert code == 2
    assert "'anybody' is no reader here.\n  Write all, departments or principal." in err
