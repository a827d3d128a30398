"""Publicity: who may attend, what is published, by whom and by when, and what is withheld."""

from typing import Annotated, Literal, get_args

from pydantic import AfterValidator

from statplan.errors import AnswerError
from statplan.plan.ask import Ask, GroupDepth, OnlyIf
from statplan.plan.base import Section
from statplan.plan.choices import ANY_OTHER, ChoicesOrOther, ChoiceText
from statplan.plan.text_types import Email, Id, Link, Name, PersonId, Text, YesNo
from statplan.plan.time_types import limit_integer


class Broadcast(Section):
    """One way in which the meeting is carried outside the room."""

    by: Annotated[
        ChoiceText,
        ChoicesOrOther("television", "web stream", "phone", "social media"),
        Ask("By which way?", label="Broadcast by"),
    ]
    channel: Annotated[
        Name | None, Ask("Which channel, number or hashtag?", label="Channel", identity=True)
    ] = None
    owner: Annotated[PersonId | None, Ask("Who runs it?", label="Run by", identity=True)] = None
    captions: Annotated[
        YesNo | None,
        Ask("Is it captioned?", label="Captions", why="Video needs captions.", source="ADA-IFR"),
    ] = None


class ElectedBody(Section):
    """Facts that counsel needs when members of an elected body come."""

    invited: Annotated[
        int | None,
        limit_integer(0, 200),
        Ask(
            "How many members of one elected body are invited?",
            label="Elected members invited",
            why="Enough of them in one room may count as a public meeting: ask counsel.",
            source="OML-CC",
            depth="more",
        ),
    ] = None
    quorum: Annotated[
        int | None,
        limit_integer(1, 200),
        Ask("How many are a quorum of that body?", label="Quorum", depth="more", identity=True),
    ] = None
    counsel_asked: Annotated[
        YesNo | None,
        Ask(
            "Has counsel been asked about open-meeting law?",
            label="Counsel asked",
            source="OML-CC",
            depth="more",
            identity=True,
        ),
    ] = None
    notice_hours: Annotated[
        int | None,
        limit_integer(0, 1000),
        Ask(
            "How many hours' public notice does counsel ask for?",
            label="Public notice (hours)",
            unit="hours",
            why="States differ: some ask for a day, some for six.",
            source="OML-RCFP",
            depth="more",
            identity=True,
        ),
    ] = None


LanguageCode = Literal["en", "es"]  # each has a file in statplan/site/languages
LANGUAGES: tuple[str, ...] = get_args(LanguageCode)
# Answers of `access` that let anybody come in.
OPEN_ACCESS = ("open", "open with questions", "open with reservation")
ACCESS_CHOICES = ("closed", "employees", "invitation", "press", *OPEN_ACCESS)
_SOME_COME = ("invitation", "press", *OPEN_ACCESS, ANY_OTHER)
_SERIES_ACCESS = "frequency.series[].access"
_IF_OPEN = OnlyIf("publicity.access", is_=_SOME_COME, or_in_list=_SERIES_ACCESS)
_IF_QUESTIONS = OnlyIf("publicity.access", is_=(*OPEN_ACCESS, ANY_OTHER), or_in_list=_SERIES_ACCESS)
_IF_SCHEDULE_PUBLISHED = OnlyIf("publicity.publishes", is_=("schedule",))
_IF_PUBLISHED = OnlyIf(
    "publicity.publishes",
    is_=("slides", "notes", "memo", "follow-up memo", "action list", "recording", ANY_OTHER),
)

PUBLICATIONS = (
    "schedule",
    "agenda",
    "memo",
    "slides",
    "notes",
    "recording",
    "follow-up memo",
    "action list",
    "statistics",
    "data",
    "annual report",
)
_MARKUP = "[]|<>&*_`~"


def _check_no_markup(text: str) -> str:
    markup_character = next((char for char in text if char in _MARKUP), None)
    if markup_character:
        fact = f"the text holds {markup_character}, which a mark may not."
        raise AnswerError(fact, "Take it out.")
    return text


class Ground(Section):
    """A ground for withholding something, besides those that the tool knows or in their place."""

    code: Annotated[Id, Ask("Which code do marks in notes use for it?", label="Code")]
    words: Annotated[
        Name,
        AfterValidator(_check_no_markup),
        Ask("Which words stand in place of what is withheld?", label="Words"),
    ]


class Redaction(Section):
    """Who takes sensitive matter out of what is published, and how."""

    reviewer: Annotated[
        PersonId | None,
        Ask(
            "Who redacts before anything is published?",
            label="Redaction reviewer",
            why="Words under a black box can still be read; somebody has to take them out.",
            source="RED-FTT",
            identity=True,
            only_if=_IF_PUBLISHED,
        ),
    ] = None
    second_reader: Annotated[
        YesNo | None,
        Ask(
            "Must a second person read each public copy before it is published?",
            label="Second reader",
            why="No tool finds a nickname, or a sentence from which a reader guesses who is meant.",
            source="ours",
            depth="more",
            suggest="yes",
            only_if=_IF_PUBLISHED,
        ),
    ] = None
    rules: Annotated[
        tuple[Text, ...] | None,
        Ask(
            "What is taken out?",
            label="What is redacted",
            depth="more",
            source="S1",
            only_if=_IF_PUBLISHED,
        ),
    ] = None
    within_days: Annotated[
        int | None,
        limit_integer(0, 90),
        Ask(
            "Within how many working days after the meeting is it published?",
            label="Published within (working days)",
            unit="days",
            why="Promises without a deadline lapse quietly.",
            example="DC posted action items the next day in 2007, and stopped within two years.",
            source="DC-GGW",
            depth="more",
            suggest="10",
            only_if=_IF_PUBLISHED,
        ),
    ] = None
    grounds: Annotated[
        tuple[Ground, ...] | None,
        Ask(
            "On which further grounds is something withheld?",
            label="Grounds for withholding",
            why="The public copy names the ground in place of the words; counsel knows the law.",
            source="ours",
            depth="more",
            only_if=_IF_PUBLISHED,
        ),
    ] = None


class Publicity(Section):
    """How open the meetings are."""

    access: Annotated[
        ChoiceText | None,
        ChoicesOrOther(*ACCESS_CHOICES),
        Ask(
            "Who may attend?",
            label="Access",
            why="Most are closed, at first above all; barring reporters can become the story.",
            example="KCStat was open, on television, and took questions.",
            source="S1",
        ),
    ] = None
    publishes: Annotated[
        tuple[Annotated[ChoiceText, ChoicesOrOther(*PUBLICATIONS)], ...] | None,
        Ask(
            "What is published?",
            label="Published",
            why="A closed meeting can still be a visible one.",
            example="SeaStat's statistics were posted after each meeting.",
            source="SEA-18",
            suggest="schedule",
        ),
    ] = None
    owner: Annotated[
        PersonId | None,
        Ask(
            "Who sees to it that it is published?",
            label="Publishes",
            why="What nobody owns stops appearing.",
            example="Baltimore posted nothing after December 2013.",
            source="SUN-ED",
            depth="more",
            identity=True,
            only_if=OnlyIf("publicity.publishes", not_=(None,)),
        ),
    ] = None
    schedule_page: Annotated[
        Link | None,
        Ask(
            "On which page is the schedule published?",
            label="Schedule page",
            depth="more",
            identity=True,
            only_if=_IF_SCHEDULE_PUBLISHED,
        ),
    ] = None
    address: Annotated[
        Link | None,
        Ask(
            "At which web address does the published folder stand?",
            label="Public address",
            why="Without it nobody can subscribe: a calendar program needs an address to ask.",
            source="ours",
            depth="more",
            identity=True,
            only_if=_IF_SCHEDULE_PUBLISHED,
        ),
    ] = None
    about: Annotated[
        Text | None,
        Ask(
            "What should residents know about these meetings, in a sentence or two?",
            label="About the meetings (public)",
            why="It opens the public page; the purpose in the charter stays inside.",
            source="ours",
            depth="more",
            identity=True,
            only_if=_IF_SCHEDULE_PUBLISHED,
        ),
    ] = None
    languages: Annotated[
        tuple[LanguageCode, ...] | None,
        Ask(
            "In which languages is the public page written? The first is the main one.",
            label="Languages of the public page",
            why="Who cannot read it does not know that the meeting was moved.",
            source="ours",
            depth="more",
            suggest="en",
            only_if=_IF_SCHEDULE_PUBLISHED,
        ),
    ] = None
    back_ups: Annotated[
        YesNo | None,
        Ask(
            "Does the published schedule name the back-up dates?",
            label="Back-up dates published",
            why="Residents may take a date that is only kept in reserve for a meeting.",
            source="ours",
            depth="more",
            suggest="no",
            only_if=_IF_SCHEDULE_PUBLISHED,
        ),
    ] = None
    scorecard: Annotated[
        YesNo | None,
        Ask(
            "Is the scorecard of each year public: how many of the promised meetings were held?",
            label="Scorecard published",
            why="People who see how many meetings were held can ask about the others.",
            example="Baltimore promised 240 meetings in 2014, scheduled 144, and held 89.",
            source="ours",
            depth="more",
            suggest="no",
            only_if=_IF_SCHEDULE_PUBLISHED,
        ),
    ] = None
    join: Annotated[
        Text | None,
        Ask(
            "How does somebody from the public join?",
            label="How to join",
            example="Montgomery County asks for a reply two days ahead; seats are limited.",
            source="MONT-MEET",
            depth="more",
            identity=True,
            only_if=_IF_OPEN,
        ),
    ] = None
    questions: Annotated[
        tuple[
            Annotated[
                ChoiceText,
                ChoicesOrOther(
                    "at the meeting", "cards", "web form", "e-mail", "phone", "social media"
                ),
            ],
            ...,
        ]
        | None,
        Ask(
            "How does the public ask questions?",
            label="Public questions",
            example="New Orleans handed out cards at the door.",
            source="NO-QOL",
            only_if=_IF_QUESTIONS,
        ),
    ] = None
    unreached_questions: Annotated[
        Text | None,
        Ask(
            "Who answers questions that the meeting did not reach, and how?",
            label="Questions not reached",
            why="A question that is never answered is the last one a resident asks.",
            source="NO-QOL",
            depth="more",
            only_if=_IF_QUESTIONS,
        ),
    ] = None
    public_input: Annotated[
        Text | None,
        Ask(
            "How do residents or customers help to decide what is examined?",
            label="Input from residents",
            example="Results Washington heard people who live with the problem under review.",
            source="WA-RES",
            depth="more",
        ),
    ] = None
    broadcast: Annotated[
        tuple[Broadcast, ...] | None,
        Ask(
            "How is it carried outside the room?",
            label="Broadcast",
            example="Kansas City used a city channel, the web and live posts.",
            source="G-KC",
            depth="more",
        ),
    ] = None
    redaction: Redaction = Redaction()
    sensitive: Annotated[
        Text | None,
        Ask(
            "How do confidential items leave the room?",
            label="Sensitive items",
            example="Montgomery County opens all but confidential personnel matters.",
            source="MONT-FAQ",
            depth="more",
            only_if=_IF_OPEN,
        ),
    ] = None
    privacy: Annotated[
        Text | None,
        Ask(
            "Which privacy laws limit what may be shown, and what do they allow?",
            label="Privacy",
            why="Unclear law makes people share less than they may.",
            source="G-LAWS",
            depth="more",
        ),
    ] = None
    elected_body: Annotated[ElectedBody, GroupDepth("file")] = ElectedBody()
    accessibility: Annotated[
        Text | None,
        Ask(
            "How is what you post made accessible, and whom does one ask for help?",
            label="Accessibility",
            why="Federal rules on web content name WCAG 2.1 AA: check with your ADA coordinator.",
            source="ADA-IFR",
            depth="more",
        ),
    ] = None
    contact: Annotated[
        Email | None,
        Ask("Which address answers questions?", label="Contact", depth="more", identity=True),
    ] = None
