"""A further year is news as a whole; what is added to it later is not part of that."""

from dataclasses import replace
from datetime import UTC, date, datetime

from statplan.ledger import Ledger
from statplan.ledger.new_year import find_last_new_year, list_new_years
from tests.support.sample_site import city, publish_again, tell, tell_years

YEARS = [("2027-01-01", "2026-12-10"), ("2028-01-01", "2027-12-01"), ("2029-01-01", "2028-12-01")]


def test_the_first_year_is_no_news_and_each_later_one_is() -> None:
    assert list_new_years(Ledger("x")) == ()
    assert list_new_years(tell_years(city(), YEARS[:1]).ledger) == ()
    ledger = tell_years(city(), YEARS).ledger
    second, third = list_new_years(ledger)
    assert (second.name, third.name) == ("2028", "2029")
    assert second.published_at == datetime(2027, 12, 1, 18, tzinfo=UTC)
    assert (third.first, third.last) == (date(2029, 1, 1), date(2029, 12, 31))
    assert not second.meeting_keys & third.meeting_keys
    assert {key.partition("/")[2][:4] for key in second.meeting_keys} == {"2028"}
    assert find_last_new_year(ledger) == third


def test_what_is_added_to_a_published_year_is_not_of_its_first_publish() -> None:
    told = tell_years(city(), YEARS[:2])
    (before,) = list_new_years(told.ledger)
    data = city()
    data["frequency"]["first_day"] = "2028-01-01"
    data["frequency"]["series"].append(
        {"id": "fire", "name": "FireStat", "every": "quarter", "on": "first Monday", "at": "10:00"}
    )
    ledger = publish_again(tell(data).plan, told.ledger, "2028-02-01")
    assert any(row.meeting.startswith("fire/2028") for row in ledger.issued)
    assert list_new_years(ledger) == (before,)
    assert find_last_new_year(ledger) is None


def test_a_promised_meeting_stays_one_whatever_becomes_of_it() -> None:
    told = tell_years(city(), YEARS[:2])
    (before,) = list_new_years(told.ledger)
    data = city()
    data["frequency"]["first_day"] = "2028-01-01"
    data["frequency"]["series"].pop()
    ledger = publish_again(tell(data).plan, told.ledger, "2028-02-01")
    assert any(not row.is_live for row in ledger.issued)
    assert list_new_years(ledger) == (before,)
    assert list_new_years(replace(ledger, serial=99)) == (before,)
