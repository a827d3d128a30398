"""The charter places in a meeting exactly those whom its hold needs or invites."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statplan.charter import make_charter
from statplan.charter.context import CharterContext
from statplan.charter.participants import write_participants
from statplan.charter.seating_plan import write_seating_plan
from statplan.documents import render_document
from statplan.documents.blocks import Document
from statplan.papers.briefing import make_briefing
from statplan.plan import Plan, lookup
from statplan.plan.participants import Department
from statplan.plan.series import Series
from statplan.plan.unlisted_people import is_unlisted
from statplan.schedule import Schedule, make_schedule
from statplan.schedule.model import Meeting
from tests.support.attendance_plans import draw_attendance_plan
from tests.support.plans import Answers, answers, monthly

# Who comes for a department, as the charter says it, with the title of one who is not named.
COMPANIONS = {
    "its head": "Head of {}", "its key staff": "Key staff of {}",
    "its data contact": "Data contact of {}", "frontline staff": "Frontline staff of {}",
    "the union's president": "The union's president of {}",
}  # fmt: skip
NAMED = {"its head": "head", "its key staff": "key_staff", "its data contact": "contact"}


def read_participants(plan: Plan, schedule: Schedule) -> str:
    """The charter's section on participants, as a reader sees it."""
    blocks = tuple(write_participants(CharterContext(plan, schedule)))
    document = Document("Participants", "", "en-US", "", blocks, None)
    return " ".join(render_document(document, "md").decode().replace("\\", "").split())


def find_people(plan: Plan, words: str) -> set[str]:
    """The people of the roster whose office a text has."""
    return {
        person.id
        for person in plan.participants.people or ()
        if re.search(rf"\b{re.escape(person.office)}\b", words)
    }


def find_sentence(text: str, pattern: str) -> str:
    match = re.search(rf"(?:^|[.|] )([^.|]*{pattern}[^.|]*)\.", text)
    return match[1] if match else ""


def find_series(plan: Plan, meeting: Meeting) -> Series:
    """The series of the plan that a meeting belongs to."""
    return next(
        one
        for one in plan.frequency.series or ()
        if meeting.key.series
        in {one.id, *(f"{one.id}-{subject_id}" for subject_id in meeting.subject_ids)}
    )


def place_by_charter(plan: Plan, text: str, meeting: Meeting) -> set[str]:
    """Everybody whom the section on participants places in a meeting, by id or by title."""
    placed: set[str] = set()
    panel = re.search(
        r"The panel, present at every meeting(?: except those of [^,]*)?, is ([^.]*)\.", text
    )
    if panel and not find_series(plan, meeting).without_panel:
        placed |= find_people(plan, panel[1])
    for sentence in re.findall(r"([^.|]*\b(?:attends?|invited to) every meeting\b[^.|]*)\.", text):
        counsel = re.match(r" ?(Counsel to the .*) attends every meeting", sentence)
        placed |= {counsel[1]} if counsel else find_people(plan, sentence)
    concerned = set(meeting.subject_ids)
    for subject in plan.focus.subjects or ():
        if subject.id in meeting.subject_ids:
            words = find_sentence(text, f"leads the work on {subject.name} and attends")
            placed |= find_people(plan, words)
            concerned |= {one for one in (subject.owner, *(subject.departments or ())) if one}
    for department in plan.participants.departments or ():
        if department.id in concerned:
            placed |= place_for_department(text, department)
    return placed


def place_for_department(text: str, department: Department) -> set[str]:
    """Everybody whom the section on participants has come for a department."""
    placed: set[str] = set()
    brings = find_sentence(text, "A department brings")
    if "The head of a department attends when the department is examined." in text:
        brings = "its head"
    for words, title in COMPANIONS.items():
        if words in brings:
            named = getattr(department, NAMED.get(words, ""), None)
            people = (named,) if isinstance(named, str) else named
            placed |= set(people or (title.format(department.name),))
    analyst = department.budget_analyst
    if analyst:
        assert "The budget analyst who follows a department attends when it is examined." in text
        placed.add(analyst)
    if "The department head's own supervisor attends." in text:
        placed.add(f"Supervisor of the Head of {department.name}")
    if "A lawyer of the department attends when the department is examined." in text:
        placed.add(f"Counsel to {department.name}")
    return placed


def place_by_other_sections(plan: Plan, meeting: Meeting) -> set[str]:
    """Who leads, presents or is asked to one series: said where the charter writes of those."""
    leadership, series = plan.leadership, find_series(plan, meeting)
    designee = leadership.designee if leadership.attends != "every" else None
    exceptions = {one.meeting: one.chair for one in series.exceptions or ()}
    usual = series.chair or leadership.chair or designee
    chair = exceptions.get(meeting.exception_key or "") or usual
    placed = {one for one in (chair, leadership.facilitator) if one}
    placed |= {*(series.required or ()), *(series.optional or ()), *(series.presenters or ())}
    return placed | set((leadership.principal or ()) if meeting.is_attended else ())


@given(st.integers(0, 2**32))
def test_whom_the_charter_places_in_a_meeting_is_on_its_hold_and_nobody_else(seed: int) -> None:
    made = draw_attendance_plan(seed)
    for person in made["participants"]["people"]:
        person["office"] = f"{person['id'].title()} Officer"  # no office is a part of another
    plan = Plan.model_validate(made)
    schedule = make_schedule(plan)
    text = read_participants(plan, schedule)
    for meeting in schedule.meetings:
        placed = place_by_charter(plan, text, meeting) | place_by_other_sections(plan, meeting)
        invited = {
            lookup.format_job_title(plan, one) if is_unlisted(one) else one
            for one in (*meeting.required, *meeting.optional)
            if not one.startswith("program/office/")
        }
        assert placed == invited, text


def write_text(**sections: Answers) -> str:
    made = answers(monthly(department="police"))
    for name, answer in sections.items():
        made[name] = {**made.get(name, {}), **answer}
    plan = Plan.model_validate(made)
    document = make_charter(plan, make_schedule(plan))
    return " ".join(render_document(document, "md").decode().split())


@pytest.mark.parametrize(
    ("participants", "sentence"),
    [
        ({}, "The head of a department attends when the department is examined."),
        ({"department_brings": ["head", "other: its union president"]},
         "A department brings its head and its union president."),
        ({"counsel": "the department's"},
         "A lawyer of the department attends when the department is examined."),
        ({"counsel": "the principal's"}, "Counsel to the Mayor attends every meeting."),
        ({"analysts": {"people": ["finance"], "recorder": "law"}},
         "The Law attends every meeting to keep the record."),
        ({"analysts": {"people": ["finance", "manager"]}},
         "The Finance and the Manager attend every meeting for the analysis."),
        ({"partners": ["law"]},
         "The Law is invited to every meeting from outside the government."),
    ],
)  # fmt: skip
def test_the_charter_says_who_attends(participants: Answers, sentence: str) -> None:
    assert sentence in write_text(participants=participants, leadership={"form": "mayor"})


def test_a_series_without_the_panel_is_left_out_where_the_panel_is_named() -> None:
    made = answers(monthly("one", without_panel="yes"), monthly("two"))
    made["frequency"]["series"][0]["name"] = "FireStat"
    made["participants"]["panel"] = ["law"]
    plan = Plan.model_validate(made)
    text = read_participants(plan, make_schedule(plan))
    assert "The panel, present at every meeting except those of FireStat, is the Law." in text


def test_the_seating_plan_has_a_place_for_everybody_who_comes() -> None:
    made = answers(monthly(department="police", presenters=["manager"]))
    made["leadership"] = {"form": "mayor", "attends": "every", "facilitator": "finance"}
    made["participants"] |= {
        "panel": ["law"], "supervisor_attends": "yes", "counsel": "the principal's",
        "partners": ["works-head"], "analysts": {"recorder": "mayor"},
    }  # fmt: skip
    plan = Plan.model_validate(made)
    blocks = tuple(write_seating_plan(CharterContext(plan, make_schedule(plan))))
    document = Document("Seats", "", "en-US", "", blocks, None)
    text = " ".join(render_document(document, "md").decode().split())
    for words in (
        "whom the department brings: its head", "The supervisor of the department's head",
        "those who present", "the Counsel to the Mayor", "the Works-Head", "the Mayor", "the Law",
    ):  # fmt: skip
        assert words in text


@pytest.mark.parametrize(
    ("government", "organization", "words"),
    [
        ("city", "Law", "The Law is invited to every meeting from outside the government."),
        ("city", "County", "The Law (County) is invited to every meeting from outside the"),
        (
            "agency",
            "County",
            "The Law (County) is invited to every meeting from outside the agency.",
        ),
    ],
)
def test_a_partner_has_the_organization_that_the_title_lacks(
    government: str, organization: str, words: str
) -> None:
    people = [
        person | {"organization": organization} if person["id"] == "law" else person
        for person in answers()["participants"]["people"]
    ]
    plan = write_text(
        participants={"people": people, "partners": ["law"]}, program={"government": government}
    )
    assert words in plan


def test_nobody_is_welcome_where_they_must_be() -> None:
    made = answers(monthly(optional=["law", "manager"]))
    made["leadership"] = {"form": "mayor", "attends": "some", "chair": "manager"}
    plan = Plan.model_validate(made)
    schedule = make_schedule(plan)
    charter = render_document(make_charter(plan, schedule), "md").decode()
    assert "Welcome: the Law." in charter
    assert {meeting.optional for meeting in schedule.meetings} == {("law",)}


def test_the_chair_of_every_meeting_is_not_said_to_chair_one_that_another_chairs() -> None:
    usual, other = monthly(name="stat"), monthly(name="budget", on="third Tuesday", chair="finance")
    made = answers({**usual, "name": "CityStat"}, {**other, "name": "BudgetStat"})
    made["leadership"] = {"form": "mayor", "attends": "first", "chair": "manager"}
    plan = Plan.model_validate(made)
    schedule = make_schedule(plan)
    chairs = {(one.key.series, "manager" in one.required) for one in schedule.meetings}
    assert chairs == {("stat", True), ("budget", False)}
    fact = "The Manager chairs every meeting except those of BudgetStat"
    for paper, end in (
        (make_charter(plan, schedule), ", whether or not the Mayor attends."),
        (make_briefing(plan, schedule), ", also when you attend."),
    ):
        assert fact + end in render_document(paper, "md").decode()
