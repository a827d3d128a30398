"""What is public anyway is withheld from no record, whoever bears the same name."""

from typing import Any

import pytest

from statplan.ledger import Ledger
from statplan.plan import loader
from statplan.records.confidential import list_confidential_texts
from statplan.records.public_texts import iter_record_names
from tests.support.plan_changes import set_answers
from tests.support.plans import LINEAGE
from tests.support.sample_site import city

NAME = "Jo Hidden"  # of a person on the roster


def list_sources(changes: dict[str, Any], **publicity: Any) -> dict[str, str]:
    """Each text that is withheld, with where it is from."""
    plan = loader.validate_answers(set_answers(city(**publicity), changes)).plan
    assert plan
    return {each.text: each.source for each in list_confidential_texts(plan, Ledger(LINEAGE))}


@pytest.mark.parametrize(
    "path",
    [
        "program.name",
        "program.organization",
        "frequency.series[0].name",
        "focus.subjects[0].name",
        "participants.departments[1].name",
    ],
)
def test_a_name_that_is_public_is_not_withheld(path: str) -> None:
    assert list_sources({})[NAME] == "participants.people[law].name"
    assert NAME not in list_sources({path: NAME})


@pytest.mark.parametrize(
    ("access", "is_withheld"),
    [
        ("closed", True),
        ("employees", True),
        ("invitation", True),
        ("open", False),
        ("open with questions", False),
        ("open with reservation", False),
        ("press", True),
        ("other: Residents of the district", True),
    ],
)
def test_rooms_are_withheld_where_not_everybody_may_come(access: str, is_withheld: bool) -> None:
    sources = list_sources({"frequency.series[0].room": "Attic"}, access=access)
    assert ("Conference Room 3" in sources) is is_withheld
    assert ("100 Main Street" in sources) is is_withheld
    assert ("Attic" in sources) is is_withheld
    assert sources["https://meet.example.gov/hidden"] == "frequency.place.link"


def test_only_the_room_of_a_series_that_is_open_is_public() -> None:
    rooms = {"frequency.series[0].room": "Attic", "frequency.series[1].room": "Vault"}
    one_closed = {**rooms, "frequency.series[1].access": "closed"}
    sources = list_sources(one_closed, access="open")
    assert sources["Vault"] == "frequency.series[rota].room"
    assert (
        sources["Conference Room 3"] == "frequency.place.room"
    )  # no meeting that is open is there
    assert not {"Attic", "100 Main Street"} & sources.keys()
    one_open = {**rooms, "frequency.series[0].access": "open with reservation"}
    assert list_sources(one_open, access="closed") == sources


def test_a_room_that_a_closed_series_shares_with_an_open_one_is_public() -> None:
    changes = {"frequency.series[1].access": "closed"}
    assert "Conference Room 3" not in list_sources(changes, access="open")
    changes |= {"frequency.series[0].mode": "remote"}
    assert "Conference Room 3" in list_sources(changes, access="open")


def test_the_room_of_an_exception_is_as_public_as_its_series() -> None:
    exception = [{"meeting": "blight/2027-03", "room": "Cellar"}]
    changes: dict[str, Any] = {"frequency.series[0].exceptions": exception}
    assert "Cellar" not in list_sources(changes, access="open")
    changes |= {"frequency.series[0].access": "closed"}
    assert "Cellar" in list_sources(changes, access="open")


def test_a_plan_without_series_has_a_room_that_is_withheld() -> None:
    assert "Conference Room 3" in list_sources({"frequency.series": None}, access="closed")


@pytest.mark.parametrize("path", ["publicity.schedule_page", "publicity.address"])
def test_a_link_that_the_public_has_is_not_withheld(path: str) -> None:
    link = "https://www.example.gov/meet/"
    assert link in list_sources({"frequency.place.link": link})
    assert link not in list_sources({"frequency.place.link": link, path: link})


def test_the_address_for_questions_is_not_withheld() -> None:
    assert "law@x.example" in list_sources({})
    assert "law@x.example" not in list_sources({}, contact="law@x.example")


def test_no_word_of_any_agenda_is_withheld_from_a_record() -> None:
    changes: dict[str, Any] = {
        "frequency.agenda": [{"item": "Opening"}],
        "frequency.series[1].agenda": [{"item": "Overtime"}],
        "frequency.preparation.follow_up_contents": ["requests", "other: Thanks"],
    }
    plan = loader.validate_answers(set_answers(city(), changes)).plan
    assert plan
    assert {"Opening", "Overtime", "requests", "Thanks"} <= {*iter_record_names(plan)}
