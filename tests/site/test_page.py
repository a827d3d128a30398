"""The page says what was published, and nothing that was not; it is sound, inert and alone."""

import re
from copy import deepcopy
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest

from statplan.ledger import Ledger
from statplan.site.page import GLYPHS
from tests.support.hostile_site import HOSTILE, hostile
from tests.support.html_page import Page
from tests.support.page_reader import faults, linked, section
from tests.support.plans import LINEAGE
from tests.support.sample_site import LIFE, REASON, Told, city, files_of, tell, tell_years

DAY = "2027-03-21"


@pytest.fixture(scope="module")
def told() -> Told:
    return tell(city(), LIFE)


@pytest.fixture(scope="module")
def files(told: Told) -> dict[str, str]:
    return files_of(told.site(DAY))


@pytest.mark.slow
def test_the_folder_has_a_page_and_a_feed_in_each_language(files: dict[str, str]) -> None:
    meetings = {name for name in files if name.startswith("meetings/")}
    assert set(files) - meetings == {
        "index.html", "index.es.html", "changes.atom", "changes.es.atom", "calendar.ics",
        "schedule.json", "schedule.schema.json", "schedule.ocd.jsonl",
    }  # fmt: skip
    assert len(meetings) == 38


@pytest.mark.parametrize("name", ["index.html", "index.es.html"])
def test_a_page_has_no_fault(files: dict[str, str], name: str) -> None:
    assert faults(files[name], set(files)) == set()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("was", "becomes", "fault"),
    [
        ("</dl>", "", "unclosed"),
        ("<h3 id=", "<h5 id=", "levels"),
        (' lang="en-US"', "", "lang"),
        ('<th scope="col">File', "<th>File", "scope"),
        ("<caption>March 2027</caption>", "", "caption"),
        ("<main>", "<main><script>1</script>", "script"),
        ("<main>", '<main onclick="1">', "script"),
        ("<main>", '<main><img src="https://example.org/x.png">', "request"),
        ("<ul>", '<ul style="color: red">', "style attribute"),
        ("--paper: #fff;", "--paper: #ffe;", "policy"),
        ('href="calendar.ics"', 'href="other.ics"', "link"),
        ('href="#2027-03"', 'href="#2026-03"', "link"),
        ("<footer>", "<div>", "landmarks"),
    ],
)
def test_a_broken_page_is_found_out(
    files: dict[str, str], was: str, becomes: str, fault: str
) -> None:
    page = files["index.html"]
    assert was in page
    assert fault in faults(page.replace(was, becomes), set(files))


def test_what_stands_next_is_said_first_with_where_it_was(told: Told) -> None:
    page = files_of(told.site("2027-03-03"))["index.html"]
    said = section(page, "next").replace("\u00a0", " ")
    assert "Wednesday, March 10, 2027" in said
    assert "BlightStat: Vacant buildings" in said
    assert "9:30 a.m. to 11:00 a.m." in said
    assert "Conference Room 3, 100 Main Street" in said
    assert "▲ Moved from Thu Mar 11, 2027, 8:00 a.m." in said


def test_what_was_called_off_before_the_next_one_is_said_with_it(told: Told) -> None:
    said = section(files_of(told.site("2027-03-15"))["index.html"], "next").replace("\u00a0", " ")
    assert "✕ Cancelled : Department review: Public Health, Tue Mar 16, 2027" in said
    assert "Tuesday, March 30, 2027" in said


@pytest.mark.slow
def test_what_is_called_off_on_the_next_day_or_before_is_said_with_it_and_nothing_later() -> None:
    data = city()
    data["frequency"]["series"].append(
        {"id": "late", "name": "LateStat", "every": "2 weeks", "on": "Tuesday", "at": "17:00"}
    )
    off = ("rota/2027-W05", "late/2027-W07", "blight/2027-03")
    told = tell(data, [("2027-01-20", "cancel", meeting) for meeting in off])
    said = section(files_of(told.site("2027-02-01"))["index.html"], "next").replace("\u00a0", " ")
    assert said.startswith(
        "Next meeting ✕ Cancelled : Department review: Public Works, Tue Feb 2, 2027, 3:00 p.m. "
        "Tuesday, February 2, 2027 LateStat"
    )
    assert said.count("Cancelled") == 1


def test_changes_stand_with_old_and_new_date_the_latest_first(files: dict[str, str]) -> None:
    said = section(files["index.html"], "changes").replace("\u00a0", " ")
    expected = [
        "BlightStat: Vacant buildings Published Sat Mar 20, 2027 Cancelled Thu Apr 8, 2027",
        "Published Tue Mar 2, 2027 Thu Mar 11, 2027, 8:00 a.m. Wed Mar 10, 2027, 9:30 a.m.",
        "Public Health Published Tue Mar 2, 2027 Tue Mar 16, 2027, 3:00 p.m. ✕ Cancelled",
        "Published Mon Feb 8, 2027 Thu Feb 11, 2027, 8:00 a.m. Fri Feb 12, 2027, 8:00 a.m.",
    ]
    places = [said.find(each) for each in expected]
    assert min(places) >= 0, (said, places)
    assert places[0] < min(places[1:3]) < max(places[1:3]) < places[3]


def test_every_status_has_a_word_a_glyph_and_a_place_in_the_key(files: dict[str, str]) -> None:
    page = files["index.html"]
    said = section(page, "all")
    for status, count in (("Tentative", 29), ("Held", 1), ("Past", 7), ("Cancelled", 1)):
        glyph = GLYPHS[next(each for each in GLYPHS if each.value == status.lower())]
        assert said.count(f"{glyph} {status}") == count, status
        assert f"{glyph} {status}" in section(page, "year")
    assert len(set(GLYPHS.values())) == len(GLYPHS)


@pytest.mark.parametrize("name", ["index.html", "index.es.html"])
def test_a_click_subscribes_to_the_calendar_that_stands_there(
    files: dict[str, str], name: str
) -> None:
    address = "www.example.gov/riverstat/calendar.ics"
    take = section(files[name], "take")
    assert f"https://{address}" in take
    assert f'href="webcal://{address}"' in files[name]
    assert "calendar.ics" in files


def test_nothing_is_claimed_that_nobody_stated() -> None:
    bare = city(
        access=None, about=None, join=None, questions=None, broadcast=None, accessibility=None,
        contact=None, address=None, redaction=None, privacy=None, languages=None,
    )  # fmt: skip
    files = files_of(tell(bare).site(DAY))
    page = files["index.html"]
    assert "index.es.html" not in files
    assert "schedule.ocd.jsonl" not in files  # which has to name its source
    assert "not stated" in section(page, "attend")
    assert "webcal" not in page
    assert "no address to subscribe to has been stated" in section(page, "take")
    assert "No address for questions has been stated." in section(page, "access")
    assert "mailto:" not in page
    assert not any("location" in each or "url" in each for each in linked(page))
    assert "Conference Room" not in page


@pytest.mark.parametrize("name", ["index.html", "index.es.html"])
def test_the_address_for_questions_is_a_link(files: dict[str, str], name: str) -> None:
    assert "riverstat@example.gov" in section(files[name], "access")
    assert 'href="mailto:riverstat@example.gov"' in files[name]


@pytest.mark.slow
def test_before_a_publish_every_date_is_planned_and_the_page_says_so() -> None:
    page = files_of(tell(city()).site("2026-12-02", published=False))["index.html"]
    assert "Planned, not yet published" in page
    assert {status for status in ("Tentative", "Past", "Held") if f" {status}<" in page} == set()
    assert section(page, "all").count("○ Planned") == 38
    published = files_of(tell(city()).site("2026-12-12"))["index.html"]
    assert "not yet published" not in published


@pytest.mark.slow
def test_back_up_dates_are_shown_only_where_the_plan_publishes_them() -> None:
    hidden = files_of(tell(city()).site(DAY))["index.html"]
    shown = files_of(tell(city(back_ups="yes")).site(DAY))
    assert "Back-up" not in hidden.replace("Back-up dates are left out", "")
    assert "Back-up date, kept free in case: Fri Apr 9, 2027, 8:00" in section(
        shown["index.html"], "all"
    )
    assert "left out, because they could" not in shown["index.html"]
    assert '"backup_date": "2027-04-09T08:00:00-05:00"' in shown["schedule.json"]


@pytest.mark.slow
def test_a_shared_reserve_day_is_the_back_up_date_until_another_meeting_takes_it() -> None:
    made = city(back_ups="yes")
    policy = {"rule": "reserve day", "reserve": "last Friday", "shared": "yes", "at": "14:00"}
    made["frequency"]["backup"] = policy
    free = files_of(tell(made).site(DAY))
    assert '"backup_date": "2027-04-30T14:00:00-05:00"' in free["schedule.json"]
    assert "Reserve day: backup date for BlightStat and Department review" in free["calendar.ics"]
    taken = files_of(tell(made, [(DAY, "bump", "rota/2027-W17 2027-04-30 14:00")]).site(DAY))
    assert "2027-04-30T14:00:00-05:00" in taken["schedule.json"]
    assert '"backup_date": "2027-04-30T14:00:00-05:00"' not in taken["schedule.json"]


def test_the_other_language_says_the_same_dates_and_marks_the_plans_own_words(
    files: dict[str, str],
) -> None:
    english, spanish = (Page(files[name]) for name in ("index.html", "index.es.html"))
    stamps = [[each.get("datetime") for each in page.all("time")] for page in (english, spanish)]
    assert stamps[0] == stamps[1]
    assert spanish.all("html")[0]["lang"] == "es-US"
    assert "jueves, 11 de febrero" not in files["index.es.html"]
    assert "jue. 11 de febrero de 2027" in files["index.es.html"]
    assert '<p class="about" lang="en">' in files["index.es.html"]
    for said in ("Tentative", "Cancelled", "Next meeting", "p.m."):
        assert said not in spanish.body


@pytest.mark.slow
def test_a_hostile_plan_is_inert() -> None:
    files = files_of(tell(hostile(), LIFE).site(DAY))
    for name in ("index.html", "index.es.html"):
        page = files[name]
        assert faults(page, set(files)) == set()
        assert HOSTILE in Page(page).said("h1")
        assert "{{ 7*7 }}" in Page(page).said("h1")
        assert any(each["name"].startswith(HOSTILE) for each in linked(page))
    assert "<img" not in files["index.html"] + files["changes.atom"]


@pytest.mark.slow
def test_the_same_site_gives_the_same_bytes(told: Told, files: dict[str, str]) -> None:
    assert files_of(told.site(DAY)) == files
    again = tell(deepcopy(city()), LIFE)
    assert files_of(again.site(DAY)) == files


def test_nothing_internal_is_in_any_file(files: dict[str, str]) -> None:
    secrets = (REASON, "Jo Hidden", "law@x.example", "meet.example.gov", "honest about", "blight/")
    assert not [(name, each) for name, text in files.items() for each in secrets if each in text]


@pytest.mark.slow
def test_a_closed_meeting_has_no_place_and_says_that_it_is_closed() -> None:
    files = files_of(tell(city(access="closed", join=None, questions=None), LIFE).site(DAY))
    assert "not open to the public" in section(files["index.html"], "attend")
    assert "The room is left out" in section(files["index.html"], "withheld")
    assert not [name for name, text in files.items() if "Conference Room" in text]
    assert not [name for name, text in files.items() if "Main Street" in text]


@pytest.mark.slow
def test_a_year_of_the_past_says_that_nothing_lies_ahead(told: Told) -> None:
    page = files_of(told.site("2028-02-01"))["index.html"]
    assert "No meeting lies ahead" in section(page, "next")
    assert "No date has changed in the last 60 days." in section(page, "changes")


def test_a_program_without_meetings_has_a_page() -> None:
    data: dict[str, Any] = city()
    data["frequency"]["series"] = []
    files = files_of(tell(data).site(DAY))
    assert faults(files["index.html"], set(files)) == set()
    assert "No meeting has been scheduled yet." in section(files["index.html"], "all")


def test_the_meeting_of_today_is_among_the_next(told: Told) -> None:
    (first, *_) = told.site("2027-01-14").list_upcoming_meetings()
    assert str(first.start.date()) == "2027-01-14"


YEARS = [("2027-01-01", "2026-12-10"), ("2028-01-01", "2027-12-01"), ("2029-01-01", "2028-12-01")]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("count", "day", "since", "earliest"),
    [
        (1, "2027-12-15", "2027-01", "2027-01"),
        (2, "2027-12-15", "2027-12", "2027-01"),
        (2, "2028-02-15", "2028-01", "2027-01"),
        (2, "2029-02-15", "2028-01", "2027-01"),  # nobody has published 2029
        (3, "2028-12-15", "2028-12", "2028-01"),
        (3, "2029-03-15", "2029-01", "2028-01"),
    ],
)
def test_the_page_has_the_last_two_years_and_what_is_over_of_them_comes_last(
    count: int, day: str, since: str, earliest: str
) -> None:
    site = tell_years(city(), YEARS[:count]).site(day)
    files = files_of(site)
    page = files["index.html"]
    current, _, earlier = page.partition('<h2 id="earlier">')
    months = [re.findall(r'<h3 id="(\d{4}-\d\d)">', part) for part in (current, earlier)]
    assert months[0][0] == since
    assert months[0] == sorted(months[0])
    assert [*months[1], *months[0]][0] == earliest
    assert max(months[1], default="") < since
    assert faults(page, set(files)) == faults(files["index.es.html"], set(files)) == set()
    assert len({meeting.id for meeting in site.meetings}) == page.count('<tr id="m-')


@pytest.mark.slow
def test_a_page_before_the_next_year_is_published_is_of_what_was_published() -> None:
    told = tell_years(city(), YEARS[:1])
    ahead = tell_years(city(), YEARS[:2]).plan
    assert (
        files_of(Told(ahead, told.ledger).site("2027-11-20")).keys()
        == files_of(told.site("2027-11-20")).keys()
    )
    assert Told(ahead, told.ledger).site("2027-11-20").first == date(2027, 1, 1)


@pytest.mark.slow
def test_a_fiscal_year_has_both_its_years_in_its_name_and_a_part_of_one_its_months() -> None:
    fiscal = tell_years(city(), [("2026-07-01", "2026-06-10"), ("2027-07-01", "2027-06-01")])
    files = files_of(fiscal.site("2027-06-15"))
    said = section(files["index.html"], "changes").replace("\u00a0", " ")
    assert "The 2027\N{EN DASH}28 schedule was published on Tuesday, June 1, 2027." in said
    assert "El calendario de 2027\N{EN DASH}28 se publicó el martes, 1 de junio" in section(
        files["index.es.html"], "changes"
    )
    part = city()
    part["frequency"]["months"] = 4
    shorter = tell_years(part, [("2027-01-01", "2026-12-10"), ("2027-05-01", "2027-04-20")])
    files = files_of(shorter.site("2027-04-21"))
    assert "The May 2027 to August 2027 schedule was published" in files["index.html"]
    assert "El calendario de mayo de 2027 a agosto de 2027 se" in files["index.es.html"]


def test_only_the_meetings_of_the_next_day_are_next_and_three_more_follow() -> None:
    """On January 2 the next meeting is on the 5th; of the later ones three dates are named."""
    said = section(files_of(tell(city()).site("2027-01-02"))["index.html"], "next")
    days = re.findall(r"(?:Jan|Feb|January|February)\s(\d+), 2027", said.replace("\u00a0", " "))
    assert list(dict.fromkeys(days)) == ["5", "14", "19", "2"]
    assert "Tuesday, January 5, 2027" in said.replace("\u00a0", " ")
    assert "Thursday, January 14, 2027" not in said.replace("\u00a0", " ")


def test_a_page_without_meetings_is_as_new_as_the_last_publish() -> None:
    told = tell(city())
    published = datetime(2026, 12, 10, 18, tzinfo=UTC)
    assert told.site(DAY).updated == published
    no_entries = Told(told.plan, replace(told.ledger, issued=()))
    assert no_entries.site(DAY).updated == published
    assert Told(told.plan, Ledger(LINEAGE)).site(DAY).updated.date() == date(2026, 12, 1)


def test_a_day_of_the_grid_is_as_its_meetings_are(files: dict[str, str]) -> None:
    """A day on which nothing takes place any more looks otherwise."""
    cells = re.findall(r'<td class="(\w+)"><time datetime="([0-9-]+)">', files["index.html"])
    kinds = {day: kind for kind, day in cells}
    assert kinds["2027-03-16"] == "off"
    assert kinds["2027-03-10"] == kinds["2027-05-13"] == "on"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("access", "is_said"),
    [
        ("closed", False), ("employees", False), ("invitation", True), ("open", True),
        ("open with questions", True),
    ],
)  # fmt: skip
def test_what_is_discussed_without_the_public_is_said_where_somebody_may_come(
    access: str, is_said: bool
) -> None:
    sensitive = "Cases before a court"
    page = files_of(tell(city(access=access, sensitive=sensitive)).site(DAY))["index.html"]
    assert (sensitive in page) is is_said
