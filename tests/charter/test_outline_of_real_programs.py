"""What laws and real programs say has its sentence: other words, minimums, a program half known."""

import re
from datetime import date
from typing import Any

import pytest

from statplan.charter import make_charter
from statplan.documents import render_document
from statplan.papers import make_briefing, make_letter
from statplan.plan import loader
from statplan.plan.questions import find_other_choices, list_choices, list_questions
from statplan.schedule import make_schedule
from tests.support.charters import ESSENTIALS, Answers, charter, merged, section, text, with_series
from tests.support.document_words import all_alike

MONTHLY = ESSENTIALS["frequency"]["series"][0]
LAW: Answers = {
    "statplan": 1,
    "program": {
        "name": "CitiStat",
        "authority": {"basis": "ordinance", "reference": "Article 1, § 61"},
        "reports": [{"id": "yearly", "what": "Annual report", "by": "lead", "to": "City Council"}],
    },
    "leadership": {"facilitator": "lead", "facilitator_reports_to": "cao"},
    "participants": {
        "people": [{"id": "lead", "office": "Director"}, {"id": "cao", "office": "Administrator"}],
        "analysts": {"may_request_data": "yes"},
    },
    "frequency": {
        "series": [{"id": "citistat", "at_least": "month", "for_each": "departments"}],
        "preparation": {"memo_hours": 48, "memo_contents": ["All relevant data"]},
    },
}


def write_papers(answers: Answers) -> list[str]:
    plan = loader.validate_answers(answers).plan
    assert plan is not None
    schedule = make_schedule(plan)
    papers = [make_charter(plan, schedule), make_briefing(plan, schedule)]
    departments = plan.participants.departments or ()
    papers += [make_letter(plan, schedule, one.id, date(2027, 1, 4)) for one in departments]
    return [render_document(paper, "md").decode() for paper in papers]


def test_a_law_alone_gives_a_charter_that_invents_nothing() -> None:
    page = write_papers(LAW)[0]
    for line in (
        "The program is established by ordinance (Article 1, § 61).",
        "The Director reports to the Administrator. The Stat team may ask any department for data.",
        "- CitiStat meets with each department at least once a month, as the ordinance requires.",
        "The memo contains:\n\n- All relevant data\n",
        "| Annual report | Director | City Council |",
    ):
        assert line in page
    for word in (
        "90 minutes",
        "holds",
        "Working days",
        "holiday m",
        "back-up",
        "Chief executive",
    ):
        assert word not in page.partition("## 1. ")[2]
    assert "Annex A" not in page


@pytest.mark.parametrize(
    "series",
    [
        None,
        [],
        [{"id": "a"}],
        [{"id": "a", "at_least": "quarter"}],
        [{"id": "a", "every": "month"}],
        [{"id": "a", "at": "09:00"}],
        [{"id": "a", "on": "second Thursday"}],
        [{"id": "a", "dates": ["2027-03-01", "2027-04-05"]}],
        [{"id": "a", "dates": []}],
        [{"id": "a", "rule": "FREQ=MONTHLY;BYDAY=1TU", "starts": "2027-01-05"}],
        [{"id": "a", "for_each": "subjects"}],
        [MONTHLY, {"id": "b", "at_least": "2 weeks"}],
    ],
)
def test_a_program_half_known_has_its_papers(series: Any) -> None:
    half = {"statplan": 1, "program": {"name": "AStat"}, "frequency": {"series": series}}
    for answers in (half, merged(ESSENTIALS, half)):
        for page in write_papers(answers):
            body = re.sub(r"## Still to decide.*?(?=\n## )", "", page, flags=re.DOTALL)
            assert "decided" not in body.replace("until somebody decides", "")
            sentences = re.sub(r"^\|.*$", "", body, flags=re.MULTILINE)
            assert not re.search(r"\S  | \.|,\.", sentences)
            assert "None" not in body.replace("None: ", "")
    all_alike(charter(half))


def test_a_minimum_is_said_with_the_calendar_and_without() -> None:
    both = text(with_series(MONTHLY | {"at_least": "2 months"}))
    assert "for 120 minutes. It meets at least every 2 months." in both
    bare = with_series(MONTHLY, {"id": "b", "name": "BStat", "every": "quarter"})
    del bare["frequency"]["minutes"]
    assert "every month at 8:00 a.m. for 90 minutes." in text(bare)
    assert "- BStat meets every quarter.\n" in text(bare)
    alone = text(with_series({"id": "a", "name": "AStat", "at_least": "month"}))
    assert "- AStat meets at least once a month.\n" in alone


def test_no_words_of_a_city_have_the_mark_of_other_choices() -> None:
    """Every question that takes words of one's own is answered with such."""
    words = "other: something else"
    roles = merged(ESSENTIALS, {"leadership": {"principal": ["cao"]}})
    plain = merged(roles, {"publicity": {"publishes": ["schedule"]}})
    seen = set()
    for question in list_questions():
        if find_other_choices(question) is None or question.path.startswith("participants.people"):
            continue
        answer = [words] if question.is_list else words
        *groups, key = question.path.replace("[]", "").split(".")
        answers: Answers = {key: answer}
        for group in reversed(groups):
            answers = {group: answers}
        if question.path == "frequency.series[].access":
            answers = {"frequency": {"series": [MONTHLY | {"access": words}]}}
        if question.path == "publicity.broadcast[].by":
            answers = {"publicity": {"broadcast": [{"by": words}]}}
        pages = write_papers(merged(plain, answers))
        assert "other:" not in "".join(pages), question.path
        assert "something else" in "".join(pages).lower(), question.path
        seen.add(question.key)
    assert {"basis", "government", "form", "tone", "access", "publishes", "questions"} <= seen


def test_a_chief_executive_in_other_words_leads() -> None:
    sheriff = merged(ESSENTIALS, {"leadership": {"form": "other: sheriff", "attends": "every"}})
    assert "The Sheriff sponsors BlightSTAT. The Sheriff attends every meeting." in text(sheriff)
    pair = {"form": "agency head and chief operating officer"}
    assert (
        "The Agency Head and the Chief Operating Officer sponsor BlightSTAT. The Agency Head and "
        "the Chief Operating Officer attend some meetings."
    ) in text(merged(ESSENTIALS, {"leadership": pair}))
    one = {"form": "other: director of parks and recreation"}
    assert "The Director of Parks and Recreation sponsors" in text(
        merged(ESSENTIALS, {"leadership": one})
    )


def test_priorities_without_subjects_stand_alone() -> None:
    answers = merged(ESSENTIALS, {"focus": {"subjects": None}})
    page = text(answers)
    assert "Topics" not in page.partition("## 1. ")[2]
    assert "Fewer blighted houses" in section(answers, "Measures and data")


def test_a_recurring_meeting_has_its_purpose_agenda_and_access() -> None:
    own = {
        "purpose": "To find vacant houses.",
        "out_of_scope": ["Crime", "Traffic"],
        "covers": "the last 3 weeks",
        "access": "press",
        "agenda": [{"item": "Tour", "minutes": 30}, {"item": "Questions"}],
        "subject": ["blight", "fires"],
    }
    alone = with_series(MONTHLY | own)
    calendar = section(alone, "Calendar")
    assert "Each meeting examines Blight and Fires. Reporters may attend it." in calendar
    assert "- **What it is for:** To find vacant houses.\n" in calendar
    assert "- **Left to others:** Crime; Traffic\n" in calendar
    assert "- **Looks back on:** the last 3 weeks\n" in calendar
    agenda = "BlightSTAT: Blight and Fires has this agenda:\n\n1. Tour (30 minutes)\n2. Questions"
    assert agenda in section(alone, "Agenda")
    other = {"id": "b", "name": "BStat", "every": "month", "on": "last Friday", "at": "09:00"}
    table = section(with_series(MONTHLY | own | {"name": "AStat"}, other), "Calendar")
    assert "| AStat | To find vacant houses. | Crime; Traffic |\n" in table
    assert "| AStat | the last 3 weeks |\n" in table
    assert "| BStat |  |" not in table


def list_series_choices() -> list[tuple[str, str]]:
    fields = ("access", "mode")
    paths = {f"frequency.series[].{field}": field for field in fields}
    return [
        (paths[question.path], choice)
        for question in list_questions()
        if question.path in paths
        for choice in list_choices(question)
    ]


def test_each_choice_of_a_recurring_meeting_has_a_sentence_of_its_own() -> None:
    choices = list_series_choices()
    assert len({field for field, _ in choices}) == 2
    usual = section(with_series(MONTHLY), "Calendar")
    sentences = {
        section(with_series(MONTHLY | {field: choice}), "Calendar") for field, choice in choices
    }
    assert len(sentences) == len(choices)
    assert usual not in sentences


def test_the_programs_access_is_not_said_of_a_meeting_with_its_own() -> None:
    """A closed meeting beside open ones, and one meeting that is all there is."""
    open_program = {"publicity": {"access": "open", "questions": ["cards"]}}
    second = {"id": "second", "every": "month", "on": "third Tuesday", "at": "09:00"}
    own = MONTHLY | {"access": "closed"}
    mixed = section(merged(with_series(own, second), open_program), "Publicity")
    assert (
        "Unless the calendar says otherwise of a recurring meeting, the meetings are open" in mixed
    )
    assert "The meetings are open to the public." not in mixed
    assert "Where the public may ask questions, people ask them on cards." in mixed
    alone = section(merged(with_series(own), open_program), "Publicity")
    assert "meetings are open" not in alone


def test_own_words_on_access_are_not_said_of_a_meeting_with_its_own() -> None:
    own_words = {"publicity": {"access": "other: neighbors of the site"}}
    second = {"id": "second", "every": "month", "on": "third Tuesday", "at": "09:00"}
    own = MONTHLY | {"access": "closed"}
    mixed = section(merged(with_series(own, second), own_words), "Publicity")
    assert "unless the calendar says otherwise" in mixed
    assert "neighbors" in mixed
    assert "neighbors" not in section(merged(with_series(own), own_words), "Publicity")


def test_two_principals_with_titles_of_their_own_are_both_named() -> None:
    people = [
        {"id": "head", "office": "Head of the agency"},
        {"id": "coo", "office": "Chief Operating Officer"},
    ]
    page = write_papers(
        {
            "statplan": 1,
            "program": {"name": "Reviews", "government": "federal"},
            "leadership": {
                "form": "agency head and chief operating officer",
                "principal": ["head", "coo"],
            },
            "participants": {"people": people},
        }
    )[0]
    assert "the Head of the agency and the Chief Operating Officer, sponsor Reviews." in page
    assert "ADA" not in page


def test_whole_sentences_about_what_is_left_to_others_have_no_semicolons() -> None:
    matters = ["What another Stat examines.", "Complaints about one place."]
    page = section(with_series(MONTHLY | {"out_of_scope": matters}), "Calendar")
    assert "What another Stat examines. Complaints about one place." in page


def test_the_table_says_as_much_of_a_rhythm_as_the_plan_does() -> None:
    weekly = {"id": "weekly", "name": "Weekly", "every": "week"}
    law = {"id": "law", "name": "By law", "at_least": "quarter"}
    page = section(with_series(MONTHLY, weekly, law), "Calendar")
    assert re.search(r"^\| Weekly \| every week +\|", page, re.MULTILINE)
    assert re.search(r"^\| By law \| at least once a quarter +\|", page, re.MULTILINE)


def test_what_meetings_are_for_has_a_table_of_its_own_where_there_is_much_to_say() -> None:
    """In five columns side by side, a purpose gets two words to a line."""
    much = {"purpose": "Bring it down.", "out_of_scope": ["Personnel"], "covers": "Last month"}
    second = {"id": "second", "name": "Second", "every": "month", "on": "third Tuesday"}
    page = section(with_series(MONTHLY | much, second), "Calendar")
    assert re.search(r"\| Meeting +\| What it is for +\| Left to others +\|\n", page)
    assert re.search(r"More on the recurring meetings\W+\| Meeting +\| Looks back on +\|\n", page)
    assert re.search(r"\| Second \| on the third", page)
