"""The public scorecard: a page for each published year, and nothing in it that is for insiders."""

from dataclasses import replace

import pytest

from statplan.ledger.model import Ledger, PublishedYear
from statplan.site import Site
from tests.support.sample_site import LIFE, REASON, city, files_of, tell

PAGE = "scorecard-2027.html"
INSIDE = ("Jo Hidden", "law@x.example", "City Attorney", "Mayor", "hidden", "backlog", REASON)


def site(**publicity: object) -> Site:
    """The site of the city in April, after some of its meetings were moved and held."""
    return tell(city(**publicity), LIFE).site("2027-04-01")


@pytest.mark.slow
def test_there_is_a_scorecard_only_where_the_plan_says_so() -> None:
    for answer in ({}, {"scorecard": "no"}):
        assert PAGE not in files_of(site(**answer))
    files = files_of(site(scorecard="yes"))
    assert f'<a href="{PAGE}">Scorecard 2027: meetings promised and held</a>' in files["index.html"]
    assert f'<a href="{PAGE}">Balance de 2027' in files["index.es.html"]
    assert "RiverStat: scorecard 2027" in files[PAGE]
    assert "BlightStat" in files[PAGE]
    assert 'href="https://www.example.gov/riverstat/"' in files[PAGE]


def test_before_the_first_publish_there_is_none() -> None:
    told = tell(city(scorecard="yes"))
    unpublished = replace(told, ledger=replace(told.ledger, years=()))
    assert PAGE not in files_of(unpublished.site("2026-12-01", published=False))


def test_a_scorecard_has_no_reason_no_person_and_nothing_from_inside() -> None:
    text = files_of(site(scorecard="yes"))[PAGE].casefold()
    assert "promised meeting" in text
    assert [inside for inside in INSIDE if inside.casefold() in text] == []


@pytest.mark.slow
def test_a_series_that_was_never_public_counts_and_is_not_named() -> None:
    told = tell(city(scorecard="yes"), LIFE)
    hidden = replace(told, ledger=_hide_series(told.ledger, "rota"))
    page, hidden_page = (files_of(one.site("2027-04-01"))[PAGE] for one in (told, hidden))
    assert "Department review" in page
    assert "Department review" not in hidden_page
    assert "Meetings that are not public" in hidden_page
    assert page.count("<td>") == hidden_page.count("<td>")


def _hide_series(ledger: Ledger, series: str) -> Ledger:
    """Return a ledger as if the entries of a series had never been public."""
    rows = (
        replace(row, text=replace(row.text, public=""))
        if row.meeting.startswith(f"{series}/")
        else row
        for row in ledger.issued
    )
    return replace(ledger, issued=tuple(rows))


def test_each_year_keeps_a_page_of_its_own() -> None:
    told = tell(city(scorecard="yes"), LIFE)
    (year,) = told.ledger.years
    halves = (
        PublishedYear(year.first, year.first.replace(month=6, day=30), year.published_at),
        PublishedYear(year.first.replace(month=7, day=1), year.last, year.published_at),
    )
    two_years = replace(told, ledger=replace(told.ledger, years=halves))
    names = {name for name in files_of(two_years.site("2027-04-01")) if "scorecard" in name}
    assert names == {PAGE, "scorecard-2027-07-01.html"}
