"""`statplan status`: the figures of a year as text, as data, and as a scorecard."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pikepdf
import pytest

from tests.support.commands import run
from tests.support.year import Clock, clock, edit, plan, published

__all__ = ["clock", "plan", "published"]  # fixtures

FORMS = ("text", "json", "md", "html", "docx", "pdf")


def read_status(*words: str) -> Any:
    """The figures as data, which fit the schema that the program prints."""
    code, out, err = run("status", "-f", "json", *words)
    assert code == 0, err
    status = json.loads(out)
    schema = json.loads(run("schema", "status")[1])
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(status, schema)
    return status


@pytest.mark.usefixtures("plan")
def test_data_fits_the_schema_before_and_after_a_publish() -> None:
    before = read_status()
    assert (before["published_on"], before["year"]) == (None, "2027")
    assert run("publish")[0] == 0
    after = read_status()
    assert after["published_on"] == "2026-12-10"
    assert after["total"]["promised"] == 8
    assert len(after["meetings"]) == 8


@pytest.mark.slow
@pytest.mark.usefixtures("published")
def test_what_was_held_and_changed_is_in_the_data(clock: Clock) -> None:
    clock("2027-01-12T18:00")
    assert run("bump", "blight/2027-01")[0] == 0
    assert run("publish")[0] == 0
    clock("2027-01-20T18:00")
    assert run("held", "blight/2027-01")[0] == 0
    assert run("cancel", "works/2027-02")[0] == 0
    status = read_status()
    blight, works = status["series"]
    assert (blight["due"], blight["held"], blight["moved"], blight["bumped"]) == (1, 1, 1, 1)
    assert (works["due"], works["held_percent"], works["cancelled"]) == (1, None, 1)
    assert status["notice"] == {
        "changed": 1,
        "least_working_days": 2,
        "asked_working_days": None,
        "short": None,
    }
    by_key = {each["meeting"]: each for each in status["meetings"]}
    assert by_key["blight/2027-01"]["outcome"] == "held"
    assert by_key["blight/2027-01"]["promised"] == "2027-01-14T08:00"
    assert by_key["blight/2027-01"]["start"] == "2027-01-15T08:00"
    assert by_key["works/2027-01"]["outcome"] == "not recorded"
    lines = [line.split(maxsplit=6) for line in run("status")[1].splitlines()[2:5]]
    assert lines == [
        ["blight", "4", "4", "1", "1", "0", "1 of 1, 100%"],
        ["works", "4", "4", "0", "0", "1", "not recorded"],
        ["all", "8", "8", "1", "1", "1", "1 of 2, at least 50%"],
    ]


def test_a_series_that_is_deleted_keeps_its_promises(published: Path) -> None:
    edit(
        published,
        '    - {id: works, every: month, on: third Tuesday, at: "15:00", department: works}\n',
        "",
    )
    for _ in range(2):
        works = read_status()["series"][1]
        assert (works["promised"], works["planned"], works["dropped"]) == (4, 0, 4)
        assert run("publish", "--yes")[0] == 0


@pytest.mark.slow
def test_two_years_are_told_apart_and_the_present_one_is_shown(
    published: Path, clock: Clock
) -> None:
    edit(published, "first_day: 2027-01-01", "first_day: 2027-05-01")
    clock("2027-04-20T18:00")
    assert run("publish", "--yes")[0] == 0
    assert read_status()["first"] == "2027-01-01"
    assert run("status", "--year", "2027")[0] == 2
    assert read_status("--year", "2027-05-01")["first"] == "2027-05-01"
    clock("2027-05-02T18:00")
    status = read_status()
    assert (status["first"], status["published_on"]) == ("2027-05-01", "2027-04-20")
    former = read_status("--year", "2027-01-01")
    assert (former["last"], former["total"]["promised"]) == ("2027-04-30", 8)


@pytest.mark.usefixtures("published")
def test_a_named_year_has_its_figures_alone() -> None:
    out = run("status", "--year", "2027")[1]
    title = "The January 2027 to April 2027 schedule, first published on Thu Dec 10, 2026"
    assert out.startswith(f"{title}\n")
    assert "Next meetings" not in out
    assert run("status")[1].startswith(out.rstrip("\n"))


@pytest.mark.usefixtures("plan")
def test_a_year_may_be_named_before_it_is_published() -> None:
    assert run("status", "--year", "2027")[0] == 0
    assert run("status", "--year", "2026")[0] == 2


@pytest.mark.slow
@pytest.mark.parametrize("form", FORMS)
def test_each_format_is_written_once_and_never_over_another_file(
    published: Path, form: str
) -> None:
    name = f"card.{'txt' if form == 'text' else form}"
    assert run("status", "-o", name)[0] == 0
    content = (published / name).read_bytes()
    assert run("status", "-f", form, "-o", name)[2].strip() == f"unchanged  {name}"
    assert (published / name).read_bytes() == content
    (published / name).write_bytes(b"Notes of my own\n")
    assert run("status", "-o", name)[0] == 4
    assert (published / name).read_bytes() == b"Notes of my own\n"
    assert run("status", "-o", name, "--force")[0] == 0
    assert (published / name).read_bytes() == content


def test_no_file_of_the_plan_is_written_over(published: Path) -> None:
    for name in ("statplan.ledger.json", "statplan.yaml", "calendars/published.json"):
        content = (published / name).read_bytes()
        assert run("status", "-f", "json", "-o", name, "--force")[0] in {2, 4}
        assert (published / name).read_bytes() == content


def test_a_scorecard_is_one_page(published: Path) -> None:
    assert run("status", "-o", "card.pdf", "--paper", "a4")[0] == 0
    with pikepdf.open(published / "card.pdf") as pdf:
        assert len(pdf.pages) == 1
    assert run("status", "-f", "pdf", "--paper", "a3")[0] == 2


def test_a_scorecard_is_public_only_if_the_plan_says_so(published: Path) -> None:
    public = published / "calendars/public"
    assert not list(public.glob("scorecard*"))
    edit(published, "  access: closed\n", "  access: closed\n  scorecard: yes\n")
    assert run("bump", "blight/2027-03", "--reason", "A secret storm")[0] == 0
    assert run("publish")[0] == 0
    (page,) = public.glob("scorecard*")
    assert page.name == "scorecard-2027.html"
    text = page.read_text(encoding="utf-8")
    assert "One promised meeting was moved to another day" in text
    assert "secret" not in text.casefold()
    assert 'href="scorecard-2027.html"' in (public / "index.html").read_text(encoding="utf-8")
    assert run("publish")[0] == 0
    assert page.read_text(encoding="utf-8") == text
