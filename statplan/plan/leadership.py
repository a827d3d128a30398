"""Leadership: who leads, with what authority, in what tone, and who steps in."""

from typing import Annotated, Literal

from statplan.plan.ask import Ask, OnlyIf
from statplan.plan.base import Section
from statplan.plan.choices import ChoicesOrOther, ChoiceText
from statplan.plan.text_types import PersonId, Text, YesNo
from statplan.plan.time_types import limit_integer

_IF_SOMETIMES_ABSENT = OnlyIf("leadership.attends", not_=("every",))


class Designee(Section):
    """What the person who leads in the principal's absence may do."""

    can_assign: Annotated[
        YesNo | None,
        Ask(
            "May the designee give departments follow-up work?",
            label="Designee assigns follow-up",
            why="Without it the meeting can only advise.",
            source="S1",
            only_if=_IF_SOMETIMES_ABSENT,
        ),
    ] = None
    can_hold_accountable: Annotated[
        YesNo | None,
        Ask(
            "May the designee call departments to account at the next meeting?",
            label="Designee calls to account",
            why="Follow-up that nobody may ask about again does not get done.",
            source="S1",
            only_if=_IF_SOMETIMES_ABSENT,
        ),
    ] = None
    can_commit_resources: Annotated[
        YesNo | None,
        Ask(
            "May the designee commit or authorize resources?",
            label="Designee commits resources",
            why="Many solutions need money or people, and the room is where they are found.",
            source="G-HOST",
            depth="more",
            only_if=_IF_SOMETIMES_ABSENT,
        ),
    ] = None
    direct_access: Annotated[
        YesNo | None,
        Ask(
            "Does the designee have a direct line to the {principal}, and do departments know it?",
            label="Direct access",
            why="Departments act on a request when they know whose it is.",
            source="G-HOST",
            depth="more",
            only_if=_IF_SOMETIMES_ABSENT,
        ),
    ] = None


class Alternates(Section):
    """Who steps in, so that one absence does not stop the series."""

    chair: Annotated[
        PersonId | None,
        Ask(
            "Who chairs when the chair and the designee are both away?",
            label="Alternate chair",
            why="One person's absence should not stop the series.",
            example="CitiStat paused about six weeks in 2012 when its leader left.",
            source="SUN-12b",
            depth="more",
            identity=True,
        ),
    ] = None
    facilitator: Annotated[
        PersonId | None,
        Ask(
            "Who runs the meeting when the Stat lead is away?",
            label="Alternate Stat lead",
            example="BlightSTAT kept to its dates while its usual moderator was on leave.",
            source="NO-FSJ",
            depth="more",
            identity=True,
        ),
    ] = None
    analyst: Annotated[
        PersonId | None,
        Ask(
            "Who analyzes and records when the analyst is away?",
            label="Alternate analyst",
            source="SUN-12b",
            depth="more",
            identity=True,
        ),
    ] = None


class Escalation(Section):
    """When an overdue action goes up, and to whom."""

    after_days: Annotated[
        int | None,
        limit_integer(1, 365),
        Ask(
            "After how many days overdue does an action go up?",
            label="Escalation after (days)",
            unit="days",
            why="A written limit spares everyone the argument about when it is time.",
            source="G-PEOPLE",
            depth="more",
        ),
    ] = None
    to: Annotated[
        PersonId | None,
        Ask(
            "To whom does it go?",
            label="Escalation to",
            depth="more",
            identity=True,
            only_if=OnlyIf("leadership.escalation.after_days", not_=(None,)),
        ),
    ] = None


class Leadership(Section):
    """Who leads the meetings and how."""

    form: Annotated[
        ChoiceText | None,
        ChoicesOrOther(
            "mayor",
            "city manager",
            "mayor and city manager",
            "county executive",
            "governor",
            "agency head",
            "agency head and chief operating officer",
        ),
        Ask(
            "Who is the chief executive behind the program?",
            label="Chief executive",
            why="The meeting carries as much weight as the person at the head of the table.",
            example="In Kansas City the mayor and the city manager led KCStat together.",
            source="KC-SOC",
        ),
    ] = None
    principal: Annotated[
        tuple[PersonId, ...] | None,
        Ask(
            "Which job title, or titles, should invitations use for the {principal}?",
            label="Principal",
            why="Their calendars get the entries, and their names stand in the charter.",
            source="ours",
            identity=True,
        ),
    ] = None
    attends: Annotated[
        Literal["every", "first of each month", "first", "some", "never"] | None,
        Ask(
            "Which meetings will the {principal} attend?",
            label="Principal attends",
            why="Presence tells departments that the targets matter.",
            example="Louisville's mayor came to each LouieStat.",
            source="S1",
            suggest="every",
        ),
    ] = None
    chair: Annotated[
        PersonId | None,
        Ask(
            "Who sits at the head of the table by default?",
            label="Chair",
            why="The same chair each time carries the thread from one meeting to the next.",
            source="S1",
            depth="more",
            identity=True,
        ),
    ] = None
    designee: Annotated[
        PersonId | None,
        Ask(
            "Who leads in the absence of the {principal}?",
            label="Designee",
            why="Somebody with authority has to lead each meeting.",
            source="S1",
            identity=True,
            only_if=_IF_SOMETIMES_ABSENT,
        ),
    ] = None
    designee_may: Designee = Designee()
    facilitator: Annotated[
        PersonId | None,
        Ask(
            "Who runs the process as Stat lead?",
            label="Stat lead",
            why="One named director, known to departments, keeps the work between meetings going.",
            example="New Orleans' performance director usually moderated its meetings.",
            source="NO-FSJ",
            identity=True,
        ),
    ] = None
    facilitator_reports_to: Annotated[
        PersonId | None,
        Ask(
            "To whom does the Stat lead report?",
            label="Stat lead reports to",
            why="Departments answer the Stat lead as they would answer that person.",
            example="Baltimore's director reports to the City Administrator.",
            source="BALT-61",
            depth="more",
            identity=True,
        ),
    ] = None
    same_person: Annotated[
        YesNo | None,
        Ask(
            "Will the same person run each meeting?",
            label="Same person each time",
            why="Continuity is what turns a question into an answered question.",
            example="C-Stat is an exception: its office directors each run their own.",
            source="S1",
            suggest="yes",
        ),
    ] = None
    alternates: Alternates = Alternates()
    reserved_seat: Annotated[
        YesNo | None,
        Ask(
            "Is a seat kept for the {principal} even when absent?",
            label="Reserved seat",
            why="A visible place says that the meeting is a priority.",
            source="S1",
            depth="more",
            suggest="yes",
            only_if=_IF_SOMETIMES_ABSENT,
        ),
    ] = None
    tone: Annotated[
        ChoiceText | None,
        ChoicesOrOther("problem-focused", "no surprises", "hot seat"),
        Ask(
            "Which tone will the leader set?",
            label="Tone",
            why="Tension about a problem helps; fear of the meeting makes people hide problems.",
            source="S1",
            suggest="problem-focused",
        ),
    ] = None
    ground_rules: Annotated[
        tuple[Text, ...] | None,
        Ask(
            "Which ground rules hold in the room?",
            label="Ground rules",
            why="Answers given in the room and no finger-pointing keep the meeting useful.",
            source="G-SEAT",
            depth="more",
        ),
    ] = None
    hours_per_year: Annotated[
        int | None,
        limit_integer(1, 2000),
        Ask(
            "How many hours a year may the meetings take of the {principal}?",
            label="Principal's hours per year",
            unit="hours",
            why="Time that was never agreed is the first to be taken back.",
            example="C-Stat's head gave it about 240 hours a year.",
            source="C-PP",
            depth="more",
        ),
    ] = None
    prebrief_days: Annotated[
        int | None,
        limit_integer(0, 30),
        Ask(
            "How many working days before each meeting is the briefing of the {principal}?",
            label="Briefing of the principal (working days before)",
            unit="days",
            why="A leader who meets the figures cold cannot ask the second question.",
            source="G-PREP",
            depth="more",
            suggest="5",
        ),
    ] = None
    escalation: Escalation = Escalation()
