"""Participants: the roster of people and departments, the panel, and how departments are won."""

from typing import Annotated, Literal

from statplan.plan.ask import Ask
from statplan.plan.base import Section
from statplan.plan.choices import ChoicesOrOther, ChoiceText
from statplan.plan.text_types import DepartmentId, Email, FolderId, Name, PersonId, Text, YesNo

DIVISIONS = (
    "finance and budget",
    "procurement",
    "information technology",
    "communications",
    "legal",
    "human resources",
    "equal rights",
    "policy",
)
DivisionText = Annotated[ChoiceText, ChoicesOrOther(*DIVISIONS)]


class Person(Section):
    """Somebody on the roster; the office is what counts, the name may be left out."""

    id: FolderId
    office: Annotated[Name, Ask("Which office does this person hold?", label="Office")]
    title: Annotated[Name | None, Ask("Which title?", label="Title", depth="more")] = None
    name: Annotated[Name | None, Ask("Which name?", label="Name", depth="more")] = None
    email: Annotated[Email | None, Ask("Which e-mail address?", label="E-mail", depth="more")] = (
        None
    )
    division: Annotated[
        DivisionText | tuple[DivisionText, ...] | None,
        Ask(
            "Which support division does this person represent? Several may be given.",
            label="Division",
            source="S1",
            depth="more",
        ),
    ] = None
    organization: Annotated[
        Name | None,
        Ask(
            "Which organization is this person from, if from outside the government?",
            label="Organization",
            source="ours",
            depth="more",
        ),
    ] = None
    department: Annotated[
        DepartmentId | None,
        Ask("Which department is this person of?", label="Department", depth="more"),
    ] = None

    @property
    def divisions(self) -> tuple[str, ...]:
        """The support divisions that this person represents."""
        division = self.division or ()
        return (division,) if isinstance(division, str) else division


class Department(Section):
    """A department that comes before the panel."""

    id: FolderId
    name: Annotated[Name, Ask("What is the department called?", label="Department")]
    head: Annotated[
        PersonId | None, Ask("Who heads it?", label="Head", source="G-HOST", depth="more")
    ] = None
    contact: Annotated[
        PersonId | None,
        Ask("Who is its contact for data?", label="Data contact", source="G-TEAM", depth="more"),
    ] = None
    key_staff: Annotated[
        tuple[PersonId, ...] | None,
        Ask(
            "Which key staff come with its head?",
            label="Key staff",
            source="G-SEAT",
            depth="more",
        ),
    ] = None
    budget_analyst: Annotated[
        PersonId | None,
        Ask(
            "Which budget analyst follows it?",
            label="Budget analyst",
            source="G-HOST",
            depth="more",
        ),
    ] = None


class Analysts(Section):
    """Who prepares the analysis and keeps the record."""

    people: Annotated[
        tuple[PersonId, ...] | None,
        Ask(
            "Who are the analysts?",
            label="Analysts",
            why="Somebody has to analyze, drive the screen and record.",
            example="KCStat worked with three analysts, later four.",
            source="KC-SOC",
            identity=True,
        ),
    ] = None
    duties: Annotated[
        tuple[Text, ...] | None,
        Ask(
            "What do the analysts do?",
            label="Analysts' work",
            example="C-Stat's performance division prepares the slides.",
            source="C-CDHS",
            depth="more",
        ),
    ] = None
    may_request_data: Annotated[
        YesNo | None,
        Ask(
            "May the Stat team ask any department for data?",
            label="Stat team may request data",
            why="A team that has to ask twice has no analysis on the day.",
            example="Baltimore's code lets its director request all relevant data.",
            source="BALT-61",
            depth="more",
        ),
    ] = None
    full_time: Annotated[
        YesNo | None,
        Ask("Do the analysts work on it full-time?", label="Full-time analysts", depth="more"),
    ] = None
    recorder: Annotated[
        PersonId | None,
        Ask(
            "Who keeps the formal record?",
            label="Recorder",
            why="The chair cannot lead and write at once.",
            source="G-HOST",
            depth="more",
            identity=True,
        ),
    ] = None


class BuyIn(Section):
    """How departments are brought to the table."""

    announced_by: Annotated[
        PersonId | None,
        Ask(
            "Who tells departments about the meetings?",
            label="Announced by",
            why="It counts more when it comes from the top.",
            source="S1",
            depth="more",
            identity=True,
        ),
    ] = None
    gains: Annotated[
        tuple[Text, ...] | None,
        Ask(
            "What do departments gain by coming?",
            label="What departments gain",
            why="A place to raise issues, propose fixes and ask for resources is worth coming for.",
            source="S1",
        ),
    ] = None
    results: Annotated[
        tuple[Text, ...] | None,
        Ask(
            "Which results of other cities will you show departments?",
            label="Results of other cities",
            why="Results elsewhere make the case better than a promise.",
            source="S1",
            depth="more",
        ),
    ] = None
    steps: Annotated[
        tuple[Text, ...] | None,
        Ask(
            "Which steps bring departments in before the first meeting?",
            label="Steps before launch",
            why="People support what they were asked about.",
            source="G-PEOPLE",
            depth="more",
        ),
    ] = None
    replaces: Annotated[
        Text | None,
        Ask(
            "Which existing reporting does this replace?",
            label="Replaces",
            why="New work without old work removed is resented.",
            source="G-LAUNCH",
            depth="more",
        ),
    ] = None


class Participants(Section):
    """Who is in the room."""

    people: Annotated[
        tuple[Person, ...] | None,
        Ask(
            "Who takes part? List offices; names may follow later.",
            label="Roster",
            why="Series, roles and documents refer to the people listed here.",
            source="ours",
            identity=True,
        ),
    ] = None
    departments: Annotated[
        tuple[Department, ...] | None,
        Ask(
            "Which departments come before the panel?",
            label="Departments",
            why="Each should know that its turn comes.",
            example="StateStat followed 14 agencies that made up 85 percent of the budget.",
            source="MD-GI",
            identity=True,
        ),
    ] = None
    panel: Annotated[
        tuple[PersonId, ...] | None,
        Ask(
            "Who sits on the panel at every meeting?",
            label="Panel",
            why="With finance, legal, technology and the other support divisions present, "
            "decisions can be taken in the room.",
            example="CitiStat's panel seated finance, operations, technology, personnel and law.",
            source="S1",
            identity=True,
        ),
    ] = None
    counsel: Annotated[
        Literal["the principal's", "the department's"] | None,
        Ask(
            "Whose lawyer attends?",
            label="Counsel",
            why="The leader needs advice from a lawyer who answers to the leader.",
            source="G-HOST",
            depth="more",
            suggest="the principal's",
        ),
    ] = None
    supervisor_attends: Annotated[
        YesNo | None,
        Ask(
            "Does the department head's own supervisor attend?",
            label="Supervisor attends",
            source="G-HOST",
            depth="more",
            suggest="yes",
        ),
    ] = None
    department_brings: Annotated[
        tuple[
            Annotated[
                ChoiceText, ChoicesOrOther("head", "key staff", "data contact", "frontline staff")
            ],
            ...,
        ]
        | None,
        Ask(
            "Who comes for a department when it is examined?",
            label="Department brings",
            why="Without support staff, questions are taken away instead of answered.",
            source="G-SEAT",
        ),
    ] = None
    partners: Annotated[
        tuple[PersonId, ...] | None,
        Ask(
            "Which partners from outside the government are invited to every meeting?",
            label="Outside partners",
            example="Partner agencies of the Seattle police took part in SeaStat.",
            source="SEA-14",
            depth="more",
            identity=True,
        ),
    ] = None
    departments_chosen_by: Annotated[
        Text | None,
        Ask(
            "Who decides which departments take part?",
            label="Who chooses the departments",
            example="Maryland law lets the governor require an agency to take part.",
            source="MD-SFP",
            depth="more",
        ),
    ] = None
    employees_may_watch: Annotated[
        YesNo | None,
        Ask(
            "May employees watch?",
            label="Employees may watch",
            why="Seeing a meeting is the quickest way to learn what it is not.",
            source="G-SEAT",
            depth="more",
            suggest="yes",
        ),
    ] = None
    analysts: Analysts = Analysts()
    buy_in: BuyIn = BuyIn()
    scheduler: Annotated[
        PersonId | None,
        Ask("Who keeps the calendar?", label="Scheduler", depth="more", identity=True),
    ] = None
