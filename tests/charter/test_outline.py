"""The charter says what the plan says, in sentences, and what the plan leaves open."""

import re
from copy import deepcopy
from datetime import date, time
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statplan.charter import make_charter
from statplan.documents import render_document
from statplan.documents.blocks import Document, Heading, Table
from statplan.errors import Problem
from statplan.plan import Plan, questions
from statplan.plan.frequency import Frequency
from statplan.plan.missing import find_missing_answers
from statplan.plan.paths import get_answer
from statplan.schedule.model import (
    Backup,
    Meeting,
    MeetingKey,
    Move,
    NoBackup,
    OmittedMeeting,
    Schedule,
    TimeSlot,
)
from statplan.schedule.model import UndecidedSeries as NotYet
from statplan.schedule.open_days import build_open_days
from tests.support.charters import ESSENTIALS, Answers, charter, merged, section, text, with_series

HOSTILE = "*Blight* | [x](y) <script>alert(1)</script>"

# Answers of sections that the essential ones leave out.
MORE: Answers = {
    "program": {"review": {"due": "2027-12-01"}, "authority": {"basis": "ordinance"}},
    "leadership": {"escalation": {"after_days": 14, "to": "cao"}, "principal": ["mayor"]},
    "participants": {"department_brings": ["head"]},
    "frequency": {
        "preparation": {
            "data_due": 10,
            "memo_hours": 48,
            "follow_up_days": 2,
            "follow_up_contents": ["requests", "owner", "due date"],
            "follow_up_first": "yes",
        },
        "agenda": [{"item": "Actions", "minutes": 20}, {"item": "New matters"}],
    },
    "publicity": {"questions": ["cards"], "redaction": {"reviewer": "law"}},
}


WHOLE = merged(ESSENTIALS, MORE)
WHOLE["participants"]["people"].append({"id": "mayor", "office": "Mayor"})


def open_questions(document: Document) -> list[tuple[str, str]]:
    """What the front of a draft asks: each label with its question."""
    tables = [block for block in document.blocks if isinstance(block, Table)]
    found = [table for table in tables if table.caption == "Questions without an answer"]
    return [(str(row[0][0]), str(row[1][0])) for row in found[0].rows] if found else []


def headings(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, Heading)]


def expected_questions(answers: Answers) -> list[str]:
    """What the model says is essential, applies, and is not stated."""
    plan = Plan.model_validate(answers).model_dump(mode="json", by_alias=True, exclude_none=True)
    return [
        question.format_question(plan)
        for question in questions.list_questions()
        if not question.is_in_record
        and question.depth == "essential"
        and question.field.default is None
        and get_answer(plan, question.path) in (None, [])
        and questions.is_applicable(question, plan)
    ]


def test_an_empty_plan_yields_a_charter_whose_front_asks_what_is_essential() -> None:
    document = charter({"statplan": 1})
    assert headings(document) == ["Still to decide", "1. Legal checks made"]
    assert document.title == "Charter of the Performance Meetings"
    asked = [question for _, question in open_questions(document)]
    assert asked == expected_questions({"statplan": 1})
    assert isinstance(document.blocks[0], Heading)


def test_a_whole_plan_leaves_nothing_to_be_decided() -> None:
    assert "decide" not in text(WHOLE).lower().replace("until somebody decides", "")
    assert list(find_missing_answers(WHOLE)) == []
    assert open_questions(charter(WHOLE)) == []


@given(st.sets(st.sampled_from([q.path for q in questions.list_questions() if not q.is_in_record])))
def test_what_is_essential_and_missing_is_in_front_and_only_that(left_out: set[str]) -> None:
    answers = deepcopy(WHOLE)
    for path in left_out - {"participants.people"}:
        *groups, key = path.split(".")
        group: Any = answers
        for each in groups:
            group = group.get(each, {})
        group.pop(key, None)
    document = charter(answers)
    assert [question for _, question in open_questions(document)] == expected_questions(answers)
    page = render_document(document, "md").decode()
    front, _, sections = page.partition("## 1. ")
    assert ("## Still to decide" in front) == bool(open_questions(document))
    assert "decided" not in sections.lower().replace("until somebody decides", "")
    paths = {question.path for question in questions.list_questions() if "." in question.path}
    assert not [path for path in paths if re.search(rf"(?<![\w.]){re.escape(path)}\b", page)]


def test_the_front_asks_in_words_and_names_no_place_in_the_plan() -> None:
    answers = merged(ESSENTIALS, {"leadership": {"form": "governor", "attends": None}})
    assert "| Principal attends | Which meetings will the governor attend? |" in text(answers)
    other = merged(answers, {"leadership": {"form": "other: sheriff"}})
    assert "| Principal attends | Which meetings will the sheriff attend? |" in text(other)


def test_a_series_that_lacks_its_time_is_in_front_and_in_the_annex() -> None:
    fleet = {"id": "fleet", "name": "FleetStat", "every": "quarter"}
    document = charter(with_series(*ESSENTIALS["frequency"]["series"], fleet))
    assert ("FleetStat, day", "On which day or days?") in open_questions(document)
    assert ("FleetStat, start time", "At what time does it start?") in open_questions(document)
    page = render_document(document, "md").decode()
    assert "Not on the calendar yet:\n\n- FleetStat\n" in page
    assert "FleetStat meets every quarter for 120 minutes." in page


def test_nobody_is_asked_for_a_designee_where_the_principal_always_comes() -> None:
    always = merged(WHOLE, {"leadership": {"attends": "every", "designee": None}})
    del always["leadership"]["designee_may"]
    assert "The Mayor attends every meeting." in section(always, "Leadership")
    assert "designee" not in section(always, "Leadership").removeprefix("Leadership and designee")
    sometimes = merged(always, {"leadership": {"attends": "some"}})
    assert [gap.path for gap in find_missing_answers(sometimes)] == [
        "leadership.designee",
        "leadership.designee_may.can_assign",
        "leadership.designee_may.can_hold_accountable",
    ]


def test_sections_nobody_asked_for_are_left_out() -> None:
    bare = [heading.split(". ")[-1] for heading in headings(charter(ESSENTIALS))]
    assert "Authority and term" not in bare
    assert "Measuring Stat itself" not in bare
    basis = {"authority": {"basis": "ordinance", "reference": "No. 24-291"}}
    said = merged(ESSENTIALS, {"program": {**basis, "review": {"asks_attendees": "yes"}}})
    assert "The program is established by ordinance (No. 24-291)." in text(said)
    assert "Measuring Stat itself" in text(said)


def test_a_review_within_another_meeting_is_said_to_be_one() -> None:
    host = {"program": {"host_meeting": "Monday cabinet meeting"}}
    sentence = (
        "The data review takes place within a meeting that is held already: the Monday cabinet "
        "meeting."
    )
    assert text(merged(WHOLE, host)).count(sentence) == 1
    assert sentence in section(merged(WHOLE, host), "Calendar")
    bare = charter({"statplan": 1} | host)
    assert bare.title == "Charter of the Data Review"
    assert sentence in render_document(bare, "md").decode()
    assert "held already" not in text(WHOLE)


def test_whether_a_government_is_ready_stays_out_of_what_it_signs() -> None:
    ready = {
        "champion": "no",
        "goals": "no",
        "data": "will not be gathered",
        "analysts": "not high enough",
        "leaders_act": "they lack the will",
        "follow_up": "will not",
    }
    for answers in ({"statplan": 1}, WHOLE):
        assert text(merged(answers, {"program": {"readiness": ready}})) == text(answers)


def test_sections_are_numbered_and_no_level_is_skipped() -> None:
    for answers in ({"statplan": 1}, WHOLE):
        document = charter(answers)
        levels = [1, *(block.level for block in document.blocks if isinstance(block, Heading))]
        assert max(after - before for before, after in pairwise(levels)) == 1
        numbers = [
            int(found[0]) for each in headings(document) if (found := re.match(r"\d+", each))
        ]
        assert numbers == list(range(1, len(numbers) + 1))


@pytest.mark.parametrize(
    ("series", "sentence"),
    [
        (
            {"every": "month", "on": "second Thursday", "at": "08:00"},
            "meets on the second Thursday of every month at 8:00 a.m. for 120 minutes.",
        ),
        (
            {"every": "2 weeks", "on": "Wednesday", "at": "13:30", "starts": "2027-01-06"},
            (
                "meets every two weeks on Wednesday at 1:30 p.m. for 120 minutes. "
                "It counts from Wednesday, January 6, 2027."
            ),
        ),
        ({"every": "week", "on": "Friday", "at": "12:00"}, "meets every Friday at 12:00 p.m."),
        (
            {"every": "2 months", "on": "last Monday", "at": "00:15", "minutes": 45},
            "meets every two months on the last Monday at 12:15 a.m. for 45 minutes.",
        ),
        (
            {"every": "quarter", "on": "first Tuesday", "at": "09:00", "in_month": 2},
            "meets on the first Tuesday of the second month of every quarter at 9:00 a.m.",
        ),
        (
            {"every": "month", "on": "Tuesday and Thursday", "at": "09:00", "for_each": "subjects"},
            (
                "meets every month on a Tuesday or Thursday at 9:00 a.m. for 120 minutes, "
                "once for each of the topics."
            ),
        ),
        (
            {"dates": ["2027-03-01", "2027-09-01"], "at": "09:00"},
            "meets on two days listed in Annex A at 9:00 a.m. for 120 minutes.",
        ),
        (
            {
                "every": "2 weeks",
                "on": "Thursday",
                "at": "08:00",
                "until": "2027-11-30",
                "changes": [{"from": "2027-07-01", "every": "month", "on": "second Thursday"}],
            },
            (
                "From Thursday, July 1, 2027 on it meets on the second Thursday of every month. "
                "It ends on Tuesday, November 30, 2027."
            ),
        ),
        (
            {"every": "week", "on": "Friday", "at": "09:00", "rotate": ["blight", "fires"]},
            "These take turns: Blight and Fires.",
        ),
        (
            {
                "every": "week",
                "on": "Friday",
                "at": "09:00",
                "rotate": ["blight", "fires"],
                "first_turn": "fires",
            },
            "These take turns: Blight and Fires. The first meeting of the year takes up Fires.",
        ),
        (
            {
                "every": "week",
                "on": "Friday",
                "at": "09:00",
                "chair": "law",
                "room": "Room 9",
                "without_panel": "yes",
                "required": ["lead"],
            },
            (
                "The City Attorney chairs it. It meets in Room 9. It meets without the panel. "
                "Required: the Director of Performance."
            ),
        ),
    ],
)
def test_a_series_reads_as_a_sentence(series: Answers, sentence: str) -> None:
    assert sentence in section(with_series({"id": "s", **series}), "Calendar")


def test_the_charter_reads_as_sentences() -> None:
    page = text(WHOLE)
    for sentence in (
        "The Mayor sponsors BlightSTAT. The Mayor attends some meetings.",
        (
            "The Chief Administrative Officer (name given) is the designee, who leads when the "
            "Mayor is absent. The designee may give departments follow-up work."
        ),
        "The designee may not call them to account at the next meeting.",
        "The Director of Performance runs the process as Stat lead. Each meeting is run by the",
        "The leader sets a problem-focused tone.",
        "The panel, present at every meeting, is the Chief Administrative Officer and the City",
        "One department comes before the panel; Annex B lists them.",
        (
            "Working days are Monday to Friday, except holidays and other days on which the "
            "offices are closed. Nobody meets on the public holidays of US-LA. "
            "A meeting whose date is a holiday moves to the next working day that is free."
        ),
        "Next year's schedule is released no later than Tuesday, November 30, 2027.",
        (
            "Departments send their data 10 working days before the meeting. The memo goes out 48 "
            "hours before the meeting. If the offices are closed then, it goes out on the working "
            "day before."
        ),
        "1. Actions (20 minutes)\n2. New matters",
        "Meetings are held in Room 8.",
        (
            "The follow-up memo is issued within two days after the meeting. If the offices are "
            "closed on the last day, it is issued on the working day before, unless that is the "
            "day of the meeting."
        ),
        "An action that is 14 days overdue goes to the Chief Administrative Officer.",
        (
            "The meetings are open to the public, who may ask questions on cards. The program "
            "publishes its schedule and slides."
        ),
        "This charter is reviewed on Wednesday, December 1, 2027.",
        "From Friday, January 1, 2027 to Friday, December 31, 2027 there are 12 meetings",
    ):
        assert sentence in page
    assert ".." not in page
    assert "the the" not in page.lower()


def test_law_is_for_counsel_and_accessibility_for_the_coordinator() -> None:
    body = {"invited": 1, "quorum": 4, "counsel_asked": "no", "notice_hours": 24}
    legal = section(merged(WHOLE, {"publicity": {"elected_body": body}}), "Legal checks made")
    assert "ask counsel" in legal
    assert "check with your ADA coordinator" in legal
    assert "One member of one elected body is invited." in legal
    assert "Counsel has not yet been asked about open-meeting law." in legal


def test_what_the_tool_set_is_marked_until_somebody_says_it() -> None:
    def marked(answers: Answers) -> str:
        return " ".join(re.findall(r"\(tool default\): (.*)\.", text(answers)))

    backup = {"keep": "yes", "rule": "soonest", "within": 10, "after": 1, "before_next": 1}
    said = {
        "minutes": 90,
        "closed_day": {"holiday": "skip"},
        "months": 12,
        "entries": "holds",
        "backup": backup,
        "working_days": ["Monday", "Thursday"],
    }
    bare = with_series({"id": "s", "every": "month", "on": "second Thursday", "at": "08:00"})
    for key in ("minutes", "closed_day"):
        del bare["frequency"][key]
    assert "minutes" in marked(bare)
    assert "on a holiday" in marked(bare)
    assert "back-up rule" in marked(bare)
    assert marked(merged(bare, {"frequency": said})) == ""
    each = bare["frequency"]["series"][0] | {"minutes": 60, "closed_day": {"holiday": "skip"}}
    assert "minutes" not in marked(merged(bare, {"frequency": {"series": [each]}}))
    assert "tool default" not in text({"statplan": 1})


def test_a_policy_that_differs_is_said_of_its_series() -> None:
    one = {"id": "a", "name": "AStat", "every": "month", "on": "second Thursday", "at": "08:00"}
    other = one | {"id": "b", "name": "BStat", "on": "third Thursday", "backup": {"keep": "no"}}
    calendar = section(with_series(one, other, backup={"keep": "yes", "within": 5}), "Calendar")
    assert "Every meeting of AStat has a back-up date" in calendar
    assert "No meeting of BStat has a back-up date." in calendar
    assert "whose date is a holiday moves" in calendar


def test_the_time_of_back_ups_is_said() -> None:
    one = {"id": "a", "name": "AStat", "every": "month", "on": "second Thursday", "at": "08:00"}
    assert "It starts at 2:00 p.m." in section(with_series(one, backup={"at": "14:00"}), "Calendar")


def test_a_shared_reserve_day_is_said_once_with_who_gets_it() -> None:
    one = {"id": "a", "name": "AStat", "every": "month", "on": "second Thursday", "at": "08:00"}
    other = one | {"id": "b", "name": "BStat", "on": "third Thursday"}
    shared = {"rule": "reserve day", "reserve": "last Friday", "shared": "yes", "at": "14:00"}
    calendar = section(with_series(one, other, backup=shared), "Calendar")
    assert (
        "The last Friday of each month, at 2:00 p.m., is kept in reserve for all meetings. The "
        "first meeting to need it gets it."
    ) in calendar
    alone = section(with_series(one, other | {"backup": {"keep": "no"}}, backup=shared), "Calendar")
    assert "is kept in reserve for all meetings of AStat." in alone
    assert "No meeting of BStat has a back-up date." in alone
    later = other | {"backup": {"times": ["10:00"]}}  # of no effect on a shared day
    calendar = section(with_series(one, later, backup=shared), "Calendar")
    assert calendar.count("is kept in reserve for all meetings.") == 1


def stand(day: date, hour: int = 8) -> TimeSlot:
    return TimeSlot(day, time(hour), 120)


def meeting(period: str, day: date, **more: Any) -> Meeting:
    return Meeting(MeetingKey("blightstat", period), "BlightSTAT", stand(day), **more)


SCHEDULE = Schedule(
    first=date(2027, 1, 1),
    last=date(2027, 12, 31),
    zone="America/Chicago",
    open_days=build_open_days(Frequency(), date(2027, 1, 1), date(2027, 12, 31))[0],
    meetings=(
        meeting(
            "2027-01", date(2027, 1, 14), number=31, subject_ids=("blight",),
            backup=Backup(TimeSlot(date(2027, 1, 15), time(14), 120)),
        ),
        meeting(
            "2027-02", date(2027, 2, 12), subject_ids=("code",),
            move=Move(date(2027, 2, 11), "Carnival"),
            backup=NoBackup("none of the 10 days within 10 working days fits"),
        ),
    ),
    omitted=(
        OmittedMeeting(
            MeetingKey("blightstat", "2027-11"), "BlightSTAT", date(2027, 11, 25),
            "Thursday, 2027-11-25 is closed (Thanksgiving); the plan skips such meetings",
        ),
    ),
    undecided=(NotYet("fleet", "FleetStat", ("frequency.series[1].at",)),),
    problems=(Problem(0, 0, "frequency", "two meetings need Room 8 on 2027-01-14.", "Move one."),),
)  # fmt: skip


def test_the_annex_holds_the_whole_year() -> None:
    annex = render_document(make_charter(Plan.model_validate(WHOLE), SCHEDULE), "md").decode()
    annex = annex[annex.index("## Annex A") : annex.index("## Annex B")]
    for line in (
        "Two meetings, one of them with a back-up date. One is moved from the day that the rule",
        "| Meeting | Date | Time | Subject or department | Back-up |",
        (
            "| BlightSTAT No. 31 | Thu Jan 14, 2027 | 8:00 to 10:00 a.m. | Blight "
            "| Fri Jan 15, 2:00 p.m. |"
        ),
        (
            "| BlightSTAT | Fri Feb 12, 2027 (moved) | 8:00 to 10:00 a.m. | Code Enforcement "
            "| None: none of the 10 days within 10 working days fits |"
        ),
        "| BlightSTAT | Thu Feb 11, 2027 | Fri Feb 12, 2027 | Carnival |",
        (
            "| BlightSTAT | Thu Nov 25, 2027 | Thursday, November 25, 2027 is closed "
            "(Thanksgiving); the plan skips such meetings |"
        ),
        "Not on the calendar yet:\n\n- FleetStat\n",
        "- Two meetings need Room 8 on Thursday, January 14, 2027. Move one.",
    ):
        assert line in annex


def test_hostile_words_stay_words_in_both_formats() -> None:
    answers = merged(
        WHOLE,
        {
            "program": {"name": HOSTILE, "organization": HOSTILE, "purpose": f"- {HOSTILE}\n# x"},
            "frequency": {"place": {"room": HOSTILE}},
        },
    )
    answers["participants"]["people"][0]["office"] = HOSTILE
    answers["focus"]["subjects"][0]["name"] = HOSTILE
    document = charter(answers)
    html = render_document(document, "html").decode()
    assert "<script" not in html
    assert html.count("&lt;script&gt;alert(1)&lt;/script&gt;") >= 12
    markdown = render_document(document, "md").decode()
    assert not re.search(r"(?<!\\)<script|(?<!\\)\*Blight|(?<!\\)\[x\]", markdown)
    assert markdown.count(r"\*Blight\* \| \[x\](y) \<script\>") >= 12


def test_the_roster_gives_no_address_away() -> None:
    answers = deepcopy(WHOLE)
    answers["participants"]["people"][0]["email"] = "jo@example.gov"
    assert "jo@example.gov" not in text(answers)


def test_the_same_plan_gives_the_same_bytes() -> None:
    for fmt in ("md", "html"):
        assert render_document(charter(WHOLE), fmt) == render_document(charter(WHOLE), fmt)
