"""`statplan site` and the public folder of a publish, as they meet a person at the command line."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.commands import run, snapshot
from tests.support.year import edit, plan

__all__ = ["plan"]  # a fixture, of the day that `clock` sets here
Clock = Callable[[str], None]
PUBLIC = Path("calendars") / "public"


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    from datetime import datetime

    def to(moment: str) -> None:
        stamp = datetime.fromisoformat(f"{moment}+00:00").timestamp()
        monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(stamp)))

    to("2026-12-10T18:00")
    return to


def page(folder: Path, name: str = "index.html") -> str:
    return (folder / PUBLIC / name).read_text(encoding="utf-8").replace("\u00a0", " ")


def test_before_a_publish_the_page_is_a_plan_and_nothing_else_is_written(plan: Path) -> None:
    code, out, err = run("site", "-o", "www")
    assert (code, out) == (0, "")
    assert err.startswith("wrote  www, 14 files\n")
    assert "publicity.address" in err
    text = (plan / "www" / "index.html").read_text(encoding="utf-8")
    assert "Planned, not yet published" in text
    assert {Path(each).parts[0] for each in snapshot(plan)} == {"statplan.yaml", "www"}
    assert run("site", "-o", "www")[2].startswith("unchanged  www\n")


def test_a_publish_writes_the_page_and_a_change_comes_into_it(plan: Path) -> None:
    assert run("publish")[0] == 0
    assert "not yet published" not in page(plan)
    assert run("bump", "blight/2027-03", "--reason", "Nobody knows but us")[0] == 0
    assert "Fri Mar 12" not in page(plan)
    code, _, err = run("publish")
    assert code == 0
    assert f"wrote  {plan / PUBLIC}, " in err
    assert "Fri Mar 12, 2027, 8:00 a.m." in page(plan)
    assert "<entry>" in page(plan, "changes.atom")
    assert "Nobody knows" not in page(plan) + page(plan, "changes.atom")


def test_a_pending_change_is_not_on_the_page_and_is_said(plan: Path) -> None:
    run("publish")
    before = page(plan)
    run("cancel", "blight/2027-03")
    code, _, err = run("site")
    assert code == 0
    assert "Not published yet" in err
    assert page(plan) == before


@pytest.mark.slow
def test_each_day_has_its_page_and_a_publish_without_news_leaves_it(
    plan: Path, clock: Clock
) -> None:
    run("publish")
    assert "Thursday, January 14, 2027" in page(plan)
    clock("2027-01-20T18:00")
    assert run("publish")[2] == "Everything is published already.\n"
    assert "Thursday, January 14, 2027" in page(plan)
    assert run("site")[0] == 0
    assert "Thursday, February 11, 2027" in page(plan)
    assert run("publish")[2] == "Everything is published already.\n"
    assert "last updated on Wednesday, January 20, 2027" in page(plan)
    assert run("doctor")[0] == 0


@pytest.mark.slow
def test_a_publish_that_changes_the_page_makes_it_as_of_its_own_day(
    plan: Path, clock: Clock
) -> None:
    run("publish")
    clock("2027-01-20T18:00")
    run("site")
    clock("2027-02-03T18:00")
    edit(plan, "  publishes: [schedule]\n", "  publishes: [schedule]\n  about: Come and see.\n")
    assert run("publish")[0] == 0
    assert "Come and see." in page(plan)
    assert '"as_of": "2027-02-03"' in page(plan, "schedule.json")
    clock("2027-02-20T18:00")
    assert run("publish")[2] == "Everything is published already.\n"


@pytest.mark.slow
@pytest.mark.parametrize("standing", [b"", b"[]", b"{}", b'{"as_of": 5}', b'{"as_of": "x"}'])
def test_a_page_that_does_not_tell_its_day_is_written_anew(
    plan: Path, clock: Clock, standing: bytes
) -> None:
    run("publish")
    clock("2027-01-20T18:00")
    (plan / PUBLIC / "schedule.json").write_bytes(standing)
    assert run("publish")[0] == 0
    assert '"as_of": "2027-01-20"' in page(plan, "schedule.json")


def test_the_first_language_is_the_main_one(plan: Path) -> None:
    assert run("site", "--lang", "es", "--lang", "en")[0] == 0
    assert 'lang="es-US"' in page(plan)
    assert 'lang="en-US"' in page(plan, "index.en.html")
    assert (plan / PUBLIC / "changes.en.atom").exists()


def test_the_page_is_never_written_among_the_calendars_of_those_inside(plan: Path) -> None:
    run("publish")
    before = snapshot(plan)
    for named in ("calendars", "./calendars/", "calendars/public/.."):
        code, out, err = run("site", "-o", named)
        assert (code, out) == (4, "")
        assert "nothing was written" in err
    assert snapshot(plan) == before


def test_what_stands_where_the_page_is_to_be_is_named(plan: Path) -> None:
    code, _, err = run("site", "-o", "statplan.yaml")
    assert code == 1
    assert "A file has the name of a folder on the way" in err
    (plan / "www" / "index.html").mkdir(parents=True)
    code, _, err = run("site", "-o", "www")
    assert code == 1
    assert "it is a folder. Nothing was changed." in err
    assert "Name a file, not a folder." in err


def test_a_language_that_there_is_not_is_named(plan: Path) -> None:
    code, out, err = run("site", "--lang", "tlh")
    assert (code, out) == (2, "")
    assert "there is no page in 'tlh'" in err
    assert "en or es" in err
    assert not (plan / PUBLIC).exists()


def test_a_plan_that_publishes_no_schedule_has_no_page(plan: Path) -> None:
    edit(plan, "publishes: [schedule]", "publishes: [slides]")
    code, _, err = run("site")
    assert code == 4
    assert "does not publish the schedule" in err
    assert run("publish")[0] == 0
    assert not (plan / PUBLIC).exists()


def test_a_page_that_is_kept_up_no_more_is_named(plan: Path) -> None:
    run("publish")
    edit(plan, "publishes: [schedule]", "publishes: [slides]")
    assert f"{plan / PUBLIC} is kept up no more" in run("publish")[2]


@pytest.mark.slow
@pytest.mark.parametrize("command", ["site", "publish"])
def test_a_leak_refuses_everything_and_says_where_without_the_words(
    plan: Path, command: str
) -> None:
    run("publish")
    edit(
        plan,
        "  publishes: [schedule]\n",
        "  publishes: [schedule]\n  about: Ask Jo «Secret» Smith.\n",
    )
    edit(plan, 'name: Jo "Secret" Smith', "name: Jo «secret»  Smith")
    run("cancel", "blight/2027-03")
    before = snapshot(plan)
    code, _, err = run(command)
    assert code == 4
    assert "index.html" in err
    assert "participants.people[mayor].name" in err
    assert "nothing was written" in err
    assert "Secret" not in err
    assert snapshot(plan) == before


def test_a_dry_run_names_the_page_as_the_publish_does(plan: Path) -> None:
    said = f"{plan / PUBLIC}, 13 files\n"
    assert f"would write  {said}" in run("publish", "--dry-run")[2]
    assert not (plan / PUBLIC).exists()
    assert f"wrote  {said}" in run("publish")[2]
