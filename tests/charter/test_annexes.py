"""The charter's annex on advice that the plan sets aside."""

from statplan.charter import SilencedAdvice, make_charter
from statplan.documents import render_document
from statplan.schedule import make_schedule
from tests.support.plans import monthly, plan
from tests.support.published_plans import PublishedPlan

RHYTHM = SilencedAdvice(
    "SP504", "Somebody comes up too seldom.", "The council approved it for 2026."
)


def charter(*silenced: SilencedAdvice) -> str:
    made = plan(monthly())
    return render_document(make_charter(made, make_schedule(made), silenced), "md").decode()


def test_silenced_advice_stands_in_its_annex_with_the_reason() -> None:
    text = charter(
        RHYTHM, SilencedAdvice("SP510", "It lasts too long.", "Two topics at once | [x](y)")
    )
    annex = text[text.index("## Annex C. Advice that is not followed") :]
    assert "SP504" in annex
    assert RHYTHM.title in annex
    assert RHYTHM.reason in annex
    assert "Two topics at once \\| \\[x\\](y)" in annex


def test_without_silenced_advice_there_is_no_such_annex() -> None:
    assert "Annex C" not in charter()


def test_each_rule_stands_there_once() -> None:
    assert charter(RHYTHM, RHYTHM).count(RHYTHM.title) == 1


def test_meetings_that_are_held_otherwise_stand_in_the_annex_of_the_year() -> None:
    exceptions = [
        {"meeting": "stat/2027-03", "room": "Annex", "mode": "in person", "why": "Open house"},
        {"meeting": "stat/2027-04", "chair": "finance", "minutes": 30, "subject": "blight"},
        {"meeting": "stat/2027-05", "link": "https://meet.example.gov/other"},
        {"meeting": "stat/2027-06", "day": "2027-06-17"},
    ]
    series = monthly(mode="both", exceptions=exceptions)
    made = plan(series, place={"room": "Hall"})
    text = render_document(make_charter(made, make_schedule(made)), "md").decode()
    table = text[text.index("Meetings that differ") :].split("\n\n")[1]
    assert [row.split("|")[3].strip() for row in table.splitlines()[2:]] == [
        "Held in Annex in person; reason: Open house",
        "The Finance chairs; 30 minutes; takes up Blight",
        "Remote participants use https\\://meet.example.gov/other",
    ]
    assert "Three meetings differ in place, chair, length, or topic, as Annex A says." in text
    assert "gives one meeting of it a date, a time or a back-up of its own" in text
    assert "It meets in person and remotely." in text


def test_an_exception_under_the_key_of_the_plan_is_in_the_annex_as_well() -> None:
    life = PublishedPlan.of(monthly(on="first Tuesday"), months=3)
    exceptions = [
        {"meeting": "stat/2027-02.1", "room": "Annex"},
        {"meeting": "stat/2027-03", "room": "Annex"},
    ]
    life.edit(on="first and third Tuesday", exceptions=exceptions)
    schedule = life.schedule()
    assert "stat/2027-02" in {str(meeting.key) for meeting in schedule.meetings}
    text = render_document(make_charter(life.plan, schedule), "md").decode()
    table = text[text.index("Meetings that differ") :].split("\n\n")[1]
    assert [row.split("|")[2].strip() for row in table.splitlines()[2:]] == [
        "Tue Feb 2, 2027", "Tue Mar 2, 2027"
    ]  # fmt: skip
