"""The letter to departments and the page for the principal: short, true, and theirs."""

import re
from datetime import date
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
DAY = date(2027, 1, 4)
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


def write_letter(answers: dict[str, Any], department: str = "code") -> str:
    plan = Plan.model_validate(answers)
    return text(make_letter(plan, make_schedule(plan), department, DAY))


def find_rows(letter: str) -> list[list[str]]:
    """The rows of the letter's table of dates, without its header."""
    table = letter.partition("**Your dates**\n\n")[2].partition("\n\n")[0]
    return [line.strip("| ").split(" | ") for line in table.splitlines()[2:]]


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
def test_a_letter_has_three_pages_at_most_and_a_briefing_one(system: str, demo: Path) -> None:
    loaded = load_plan(demo if system == "demo" else EXAMPLES / system)
    for department in loaded.plan.participants.departments or ():
        letter = make_letter(loaded.plan, loaded.schedule, department.id, DAY)
        assert pages(letter) <= 3
    assert pages(make_briefing(loaded.plan, loaded.schedule)) == 1


@pytest.mark.slow
def test_all_formats_of_it_say_the_same() -> None:
    plan = Plan.model_validate(MORE)
    all_alike(make_letter(plan, make_schedule(plan), "code", DAY))
    all_alike(made(make_briefing, MORE))


def test_a_letter_has_the_departments_own_dates_with_weekday_time_and_backup() -> None:
    series = {"id": "code", "every": "month", "on": "third Tuesday", "at": "09:00"}
    answers = merged(with_series({**series, "department": "code"}), PREPARED)
    rows = find_rows(write_letter(answers))
    assert len(rows) == 12
    assert rows[0][:3] == ["Tue Jan 19, 2027", "9:00 to 11:00 a.m.", "Your operations"]
    assert rows[0][3] == "Mon Jan 4, 2027"  # ten working days before, with a holiday between
    assert rows[0][4].startswith("Wed Jan 20, 2027")


def test_a_department_is_asked_about_its_own_topics_alone() -> None:
    subjects = [
        {"id": "blight", "name": "Blight", "owner": "code"},
        {"id": "fires", "name": "Fires"},
    ]
    series = {"id": "b", "every": "month", "on": "second Thursday", "at": "08:00"}
    answers = with_series({**series, "subject": ["blight", "fires"]})
    letter = write_letter(merged(answers, {"focus": {"subjects": subjects}}))
    assert {row[2] for row in find_rows(letter)} == {"Blight"}
    assert "Fires" not in letter


def test_a_department_without_a_date_is_told_so() -> None:
    series = {"id": "b", "every": "month", "on": "second Thursday", "at": "08:00"}
    letter = write_letter(with_series(series))
    assert "The schedule does not name your department for a meeting yet." in letter
    assert "Your dates" not in letter


def test_a_letter_is_from_a_person_to_a_person() -> None:
    letter = write_letter(MORE)
    for words in (
        "Monday, January 4, 2027",
        "I am writing to you about",
        "Please come yourself, and bring your key staff.",
        "Please send the data for a meeting 10 working days before it.",
        "A memo goes out 48 hours before the meeting.",
        "- A place to raise issues.",
        "Please ask the Director of Performance",
        "Sincerely,",
    ):
        assert words in letter


@pytest.mark.parametrize(
    ("attends", "sentence"),
    [
        ("every", "I attend every meeting."),
        ("some", "I attend some of the meetings."),
        ("first", "I attend the first meeting."),
        ("never", "I do not attend the meetings."),
    ],
)
def test_the_principal_writes_as_i(attends: str, sentence: str) -> None:
    answers = merged(MORE, {"leadership": {"attends": attends}})
    if attends == "every":
        for key in ("designee", "designee_may", "reserved_seat"):
            del answers["leadership"][key]
    assert sentence in write_letter(answers)
    announced = merged(answers, {"participants": {"buy_in": {"announced_by": "cao"}}})
    of_another = {"I do not attend": "The Mayor does not attend", "I attend": "The Mayor attends"}
    start = next(start for start in of_another if sentence.startswith(start))
    assert sentence.replace(start, of_another[start]) in write_letter(announced)


def test_who_chairs_and_writes_says_i_and_who_chairs_one_series_is_not_forgotten() -> None:
    announced = merged(MORE, {"participants": {"buy_in": {"announced_by": "cao"}}})
    letter = write_letter(announced)
    assert "I chair the meetings." in letter
    assert "The Mayor attends" in letter
    series = {"id": "b", "name": "Budget", "every": "month", "on": "first Friday", "at": "08:00"}
    answers = merged(with_series({**series, "chair": "lead"}), PREPARED)
    assert "chairs the meetings except those of Budget." in write_letter(answers)


def test_nobody_signs_a_letter_of_a_program_whose_leader_is_undecided() -> None:
    answers = merged(MORE, {"leadership": {"form": None}})
    letter = write_letter(answers)
    assert "Sincerely," not in letter
    assert "- Who tells departments about the meetings?" in letter


def test_a_letter_says_how_one_takes_part_remotely() -> None:
    series = {"id": "code", "every": "month", "on": "third Tuesday", "at": "09:00"}
    place = {"frequency": {"place": {"mode": "both", "link": "https://meet.example.gov/stat"}}}
    letter = write_letter(merged(with_series({**series, "department": "code"}), place))
    assert "in person and remotely." in letter
    assert "To take part remotely, use <https://meet.example.gov/stat>." in letter


def test_what_a_letter_lacks_stands_in_front_until_it_is_decided() -> None:
    letter = write_letter(MORE)
    front = letter.partition("## The letter")[0]
    assert "Decide this before the letter goes out:" in front
    assert "- Which results of other cities will you show departments?" in front
    whole = merged(
        MORE,
        {
            "program": {"purpose": "Fix what residents report."},
            "focus": {"questions": ["What changed since last time?"]},
            "participants": {"buy_in": {"results": ["Baltimore saved overtime."]}},
        },
    )
    ready = write_letter(whole)
    assert "Decide this" not in ready
    assert "The letter" not in ready
    assert "## What other cities report\n\n- Baltimore saved overtime." in ready
    assert "## What you will be asked\n\n- What changed since last time?" in ready


def test_what_nobody_decided_is_left_out_of_a_briefing() -> None:
    bare: dict[str, Any] = {"statplan": 1, "program": {"name": "BareStat"}}
    told = text(made(make_briefing, bare))
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
    for reader, said in (("code-enforcement", "letter to"), ("principal", "briefing for")):
        code, out, _ = run("charter", demo, "--for", reader)
        assert code == 0
        assert said in out.partition("\n")[0]
        path = tmp_path / f"{reader}.docx"
        assert run("charter", demo, "--for", reader, "-f", "docx", "-o", path)[0] == 0
        assert said in read("docx", path.read_bytes()).text
    code, _, err = run("charter", demo, "--for", "anybody")
    assert code == 2
    assert "'anybody' is no reader here.\n  Write all, principal, departments, " in err


@pytest.mark.slow
def test_each_department_gets_a_letter_in_a_folder(demo: Path, tmp_path: Path) -> None:
    departments = [one.id for one in load_plan(demo).plan.participants.departments or ()]
    folder = tmp_path / "letters"
    assert run("charter", demo, "--for", "departments", "-o", folder)[0] == 0
    assert {path.name for path in folder.iterdir()} == {
        f"letter-{department}.docx" for department in departments
    }
    code, _, err = run("charter", demo, "--for", "departments", "-o", folder)
    assert code == 0
    assert err.count("unchanged") == len(departments)
