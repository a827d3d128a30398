"""The steps around one meeting: due dates, the agenda, the place."""

import re
from typing import Annotated, Literal

from statplan.plan.ask import Ask, OnlyIf
from statplan.plan.base import Section
from statplan.plan.choices import ChoicesOrOther, ChoiceText
from statplan.plan.text_types import Link, MeetingMode, Name, PersonId, Text, YesNo
from statplan.plan.time_types import RepeatIntervalText, limit_integer

# What names an item of an agenda that goes through what was promised last time.
FOLLOW_UP_WORDS = re.compile(
    r"\bfollow|\blast (time|meeting|session|month)|\bprevious|\bprior\b|\bpromise|\bcommitments?\b"
    r"|\b(open|outstanding) (action|item)|\baction (status|review|update)|\bold business",
    re.IGNORECASE,
)


class AgendaItem(Section):
    """One block of the standard agenda."""

    item: Annotated[Name, Ask("What is on the agenda?", label="Item")]
    minutes: Annotated[
        int | None, limit_integer(1, 600), Ask("How many minutes?", label="Minutes", unit="minutes")
    ] = None


class Preparation(Section):
    """The clock around one meeting, counted from its date."""

    data_due: Annotated[
        int | None,
        limit_integer(0, 60),
        Ask(
            "How many working days before the meeting do departments send their data?",
            label="Data due (working days before)",
            unit="days",
            why="No source gives a figure; ten working days is our suggestion.",
            source="ours",
            suggest="10",
        ),
    ] = None
    data_every: Annotated[
        RepeatIntervalText | None,
        Ask(
            "How often do departments send data?",
            label="Data sent every",
            why="Between meetings, problems grow unless somebody looks.",
            example="StateStat's agencies sent their data every two weeks.",
            source="MD-2WK",
            depth="more",
        ),
    ] = None
    data_contents: Annotated[
        tuple[Text, ...] | None,
        Ask(
            "What must the data include?",
            label="Contents of the data",
            example="CitiStat's template had overtime, absence, and each agency's own measures.",
            source="BALT-PROC",
            depth="more",
        ),
    ] = None
    memo_hours: Annotated[
        int | None,
        limit_integer(1, 1000),
        Ask(
            "How many hours before the meeting does the memo go out?",
            label="Memo out (hours before)",
            unit="hours",
            why="Material that arrives the evening before leaves most of the room silent.",
            example="Baltimore's code asks for the memo 48 hours ahead.",
            source="BALT-61",
            suggest="48",
        ),
    ] = None
    memo_contents: Annotated[
        tuple[Text, ...] | None,
        Ask(
            "What must the memo before the meeting contain?",
            label="Contents of the memo",
            example="Baltimore's code asks for all relevant data.",
            source="BALT-61",
            depth="more",
        ),
    ] = None
    memo_to: Annotated[
        tuple[PersonId, ...] | None,
        Ask(
            "Who receives the memo?",
            label="Memo to",
            source="G-PREP",
            depth="more",
            identity=True,
        ),
    ] = None
    memo_shared: Annotated[
        Literal["not", "topics", "full"] | None,
        Ask(
            "How much of the memo does the department see beforehand?",
            label="Memo shared with the department",
            why="It decides how much of a surprise the meeting is.",
            source="G-PREP",
            depth="more",
        ),
    ] = None
    responses_due: Annotated[
        int | None,
        limit_integer(0, 60),
        Ask(
            "How many working days before the next meeting are answers to follow-up due?",
            label="Responses due (working days before)",
            unit="days",
            why="Answers have to arrive before the next memo is written.",
            source="G-APXC",
            depth="more",
        ),
    ] = None
    follow_up_days: Annotated[
        int | None,
        limit_integer(0, 60),
        Ask(
            "Within how many days after the meeting is the follow-up memo issued?",
            label="Follow-up memo (days after)",
            unit="days",
            why="Follow-up that arrives late is read as optional.",
            example="Baltimore's code gives two days.",
            source="BALT-61",
            suggest="2",
        ),
    ] = None
    follow_up_contents: Annotated[
        tuple[
            Annotated[
                ChoiceText,
                ChoicesOrOther(
                    "requests", "commitments", "owner", "due date", "deliverable", "data due"
                ),
            ],
            ...,
        ]
        | None,
        Ask(
            "What must the follow-up memo list?",
            label="Contents of the follow-up memo",
            why="A commitment without an owner and a due date is a wish.",
            example="Baltimore's code asks for requests, commitments, and the data due next time.",
            source="BALT-61",
        ),
    ] = None
    follow_up_first: Annotated[
        YesNo | None,
        Ask(
            "Does each meeting begin with what was promised last time?",
            label="Meetings begin with follow-up",
            why="Departments keep promises that they will be asked about.",
            example="StateStat discussed the previous month's follow-up items.",
            source="S1",
            suggest="yes",
        ),
    ] = None
    presentations: Annotated[
        YesNo | None,
        Ask(
            "May departments present slides of their own?",
            label="Department presentations",
            why="Dialogue on the memo leaves less room for show-and-tell.",
            source="G-PREP",
            depth="more",
            suggest="no",
        ),
    ] = None


class Place(Section):
    """Where the meetings are held."""

    room: Annotated[
        Name | None,
        Ask(
            "In which room does it meet?",
            label="Room",
            why="Series that name the same room are kept from overlapping.",
            example="Four New Orleans Stats shared one conference room.",
            source="NO-PR12",
            identity=True,
        ),
    ] = None
    address: Annotated[
        Name | None, Ask("At which address?", label="Address", depth="more", identity=True)
    ] = None
    mode: Annotated[
        MeetingMode | None,
        Ask(
            "In person, remote, or both?",
            label="Mode",
            example="C-Stat is now wholly remote.",
            source="C-CDHS",
            depth="more",
        ),
    ] = None
    link: Annotated[
        Link | None,
        Ask(
            "Which link do remote participants use?",
            label="Link",
            depth="more",
            identity=True,
            only_if=OnlyIf("frequency.place.mode", not_=("in person",)),
        ),
    ] = None
    seating: Annotated[
        Text | None,
        Ask(
            "How is the room laid out?",
            label="Seating",
            why="The leader at the head, the answering seat near the screen, analysts in reach.",
            source="G-SEAT",
            depth="more",
        ),
    ] = None
