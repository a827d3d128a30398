"""A command that a message offers names the plan as the person named it, and works as it stands."""

import re
import shlex
import shutil
from pathlib import Path

import pytest
import typer

from statplan.cli.app import app
from statplan.cli.offers import BY_ARGUMENT, BY_OPTION, complete_command
from statplan.errors import Command
from tests.support.commands import run
from tests.support.sampling import sample
from tests.support.year import LATER, clock, edit, plan, published

__all__ = ["clock", "plan", "published"]  # fixtures
OFFER = re.compile(r"`statplan ([^`]*)`")


@pytest.fixture
def elsewhere(published: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A published plan in a folder below, seen from a folder that has no plan."""
    folder = published / "office" / "my plan"
    folder.mkdir(parents=True)
    for name in ("statplan.yaml", "statplan.ledger.json", "calendars"):
        shutil.move(published / name, folder)
    monkeypatch.chdir(published / "office")
    return folder


@pytest.mark.slow
@pytest.mark.parametrize("name", ["my plan", "my plan/statplan.yaml"])
@pytest.mark.parametrize(
    "words",
    sample([
        "bump blight/2027-03 --plan PLAN", "cancel blight/2027-03 --plan PLAN",
        "move blight/2027-03 --to 2027-03-12 --plan PLAN", "held blight/2027-03 --plan PLAN",
        "move blight/2027-03 --to 2027-03-15 --plan PLAN", "bump nothing --plan PLAN",
        "release blight/2027-03 --plan PLAN", "status PLAN", "diff PLAN -o changes.json",
        "notes blight/2027-03 --plan PLAN", "calendar PLAN -f ics", "site PLAN -o www",
        "calendar PLAN --for public -f csv", "slots PLAN --all --budget 0", "build PLAN -o b",
        "doctor PLAN", "publish PLAN", "next-year PLAN --year 2031",
    ], 10),
)  # fmt: skip
def test_every_command_that_is_offered_finds_the_plan(
    elsewhere: Path, words: str, name: str
) -> None:
    edit(elsewhere, *LATER)
    if "doctor" in words:
        (elsewhere / "calendars" / "calendar.ics").write_text("", encoding="utf-8")
    typed = [name if word == "PLAN" else word for word in words.split()]
    _, out, err = run(*typed)
    for offer in OFFER.findall(out + err):
        assert offer.endswith((f" '{name}'", f" --plan '{name}'")), offer
        whole = shlex.split(offer)
        if any(word.isupper() for word in whole):
            continue  # a person completes it
        err = run(*whole)[2]
        for fault in ("there is no such file", "there is no statplan.yaml", "No such option"):
            assert fault not in err, (offer, err)


@pytest.mark.usefixtures("published")
def test_where_nobody_named_a_plan_no_command_does() -> None:
    out = run("bump", "blight/2027-03")[1]
    assert "`statplan diff` shows all that is pending; `statplan publish` tells it." in out
    out = run("bump", "blight/2027-04", "--plan", ".")[1]
    assert "`statplan diff .` shows all that is pending; `statplan publish --plan .` tells" in out


def test_how_a_run_named_its_plan_is_not_repeated_by_the_next_run(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert "`statplan init city`" in run("status", "city/statplan.yaml")[2]
    assert "`statplan init`" in run("status")[2]


@pytest.mark.parametrize(
    ("offer", "completed"),
    [
        ("publish --yes", "publish --yes --plan city"),
        ("publish 'a b.json' --yes", "publish 'a b.json' --yes --plan city"),
        ("publish --plan x", "publish --plan x"),
        ("diff -o changes.json", "diff -o changes.json city"),
        ("check FOLDER", "check FOLDER"),
        ("check --busy DIR", "check --busy DIR city"),
        ("doctor --merge 'a b.json'", "doctor --merge 'a b.json' city"),
        ("explain SP504", "explain SP504"),
        ("init", "init ."),
        ("init --ask frequency.first_day", "init --ask frequency.first_day ."),
    ],
)
def test_an_offer_is_completed_once(offer: str, completed: str) -> None:
    once = complete_command(Command(*shlex.split(offer)), Path("city"))
    assert str(once) == f"`statplan {completed}`"
    assert complete_command(once, Path("city")) == once


def test_it_is_known_of_each_command_where_it_takes_the_plan() -> None:
    group = typer.main.get_command(app)
    by_option: set[str] = set()
    by_argument: set[str] = set()
    for name, command in group.commands.items():  # type: ignore[attr-defined]
        names = {word for parameter in command.params for word in parameter.opts}
        if "--plan" in names:
            by_option.add(name)
        elif names & {"plan", "plans", "paths"}:
            by_argument.add(name)
    assert by_option == set(BY_OPTION)
    assert by_argument == set(BY_ARGUMENT)
