"""One recurring meeting of the program: its dates, its topics, its people, its backups."""

from typing import Annotated, Literal

from statplan.plan.ask import Ask, GroupDepth, OnlyIf
from statplan.plan.backups import BackupPolicy
from statplan.plan.choices import ChoicesOrOther, ChoiceText
from statplan.plan.holidays import ClosedDayPolicies
from statplan.plan.member_rhythms import GroupRhythm, OwnPlace
from statplan.plan.preparation import AgendaItem
from statplan.plan.publicity import ACCESS_CHOICES
from statplan.plan.series_dates import SeriesDates
from statplan.plan.text_types import (
    DepartmentId,
    Link,
    MeetingMode,
    Name,
    PersonId,
    SubjectId,
    Text,
    Turn,
    TurnId,
    YesNo,
)
from statplan.plan.time_types import Clock, limit_integer


class Series(SeriesDates):
    """One recurring meeting."""

    minutes: Annotated[
        int | None,
        limit_integer(5, 720),
        Ask("How many minutes does it last?", label="Minutes", unit="minutes", depth="more"),
    ] = None
    purpose: Annotated[
        Text | None,
        Ask(
            "What is this recurring meeting for?",
            label="Purpose of the recurring meeting",
            example="New Orleans gave each of its Stats one sentence.",
            source="NO-PR12",
            depth="more",
        ),
    ] = None
    out_of_scope: Annotated[
        tuple[Text, ...] | None,
        Ask(
            "What does it leave to other meetings?",
            label="Left to other meetings",
            example="New Orleans' quality-of-life meeting left out what its other Stats examined.",
            source="NO-QOL",
            depth="more",
        ),
    ] = None
    subject: Annotated[
        SubjectId | tuple[SubjectId, ...] | None,
        Ask(
            "Which topic does it examine? Several share each meeting.",
            label="Topic",
            depth="more",
        ),
    ] = None
    department: Annotated[
        DepartmentId | tuple[DepartmentId, ...] | None,
        Ask(
            "Which department does it examine? Several share each meeting.",
            label="Department",
            depth="more",
            identity=True,
        ),
    ] = None
    covers: Annotated[
        Name | None,
        Ask(
            "Which period does each meeting look back on?",
            label="Period covered",
            why="Everybody brings figures for the same weeks.",
            source="ours",
            depth="more",
        ),
    ] = None
    rotate: Annotated[
        Literal["subjects", "departments"] | tuple[Turn, ...] | None,
        Ask(
            "Which subjects or departments take turns?",
            label="Rotation",
            why="Several in brackets share one meeting, as in [[police, fire], library].",
            example="KCStat gave each of six areas its month.",
            source="KC-SOC",
            depth="more",
        ),
    ] = None
    first_turn: Annotated[
        TurnId | None,
        Ask(
            "Whose turn is the first meeting of the year?",
            label="First turn",
            why="So the turns go on from one year to the next, and nobody is left out.",
            source="ours",
            identity=True,
            depth="more",
            only_if=OnlyIf(".rotate", not_=(None,)),
        ),
    ] = None
    for_each: Annotated[
        Literal["subjects", "departments"] | None,
        Ask(
            "Is there one such series for each department or subject?",
            label="One for each",
            example="StateStat met each agency monthly.",
            source="S1",
            depth="more",
        ),
    ] = None
    times: Annotated[
        tuple[Clock, ...] | None,
        Ask(
            "At which other times may the series for each department start?",
            label="Other times",
            depth="more",
            only_if=OnlyIf(".for_each", is_=("departments", "subjects")),
        ),
    ] = None
    places: Annotated[
        tuple[OwnPlace, ...] | None,
        Ask(
            "Which departments or subjects have their own place in the period?",
            label="Own places",
            why="The others are spread over the days and times of the series.",
            source="ours",
            identity=True,
            depth="file",
            only_if=OnlyIf(".for_each", is_=("departments", "subjects")),
        ),
    ] = None
    groups: Annotated[
        tuple[GroupRhythm, ...] | None,
        Ask(
            "Which departments or subjects meet in another rhythm than the others?",
            label="Groups",
            why="Some need a closer look than the rest.",
            source="ours",
            identity=True,
            depth="more",
            only_if=OnlyIf(".for_each", is_=("departments", "subjects")),
        ),
    ] = None
    agenda: Annotated[
        tuple[AgendaItem, ...] | None,
        Ask(
            "What is its agenda, if not the standard one?",
            label="Agenda of the recurring meeting",
            identity=True,
            depth="more",
        ),
    ] = None
    access: Annotated[
        ChoiceText | None,
        ChoicesOrOther(*ACCESS_CHOICES),
        Ask(
            "Who may attend it, if not as the others?",
            label="Access to the recurring meeting",
            source="ours",
            depth="more",
        ),
    ] = None
    presenters: Annotated[
        tuple[PersonId, ...] | None,
        Ask(
            "Who presents, besides the department that is examined?",
            label="Presenters",
            example="Several units of the Syracuse police reported beside the division examined.",
            source="SYR-COMP",
            depth="more",
            identity=True,
        ),
    ] = None
    required: Annotated[
        tuple[PersonId, ...] | None,
        Ask("Who must be there, besides the panel?", label="Required", depth="more", identity=True),
    ] = None
    optional: Annotated[
        tuple[PersonId, ...] | None,
        Ask("Who may come?", label="Optional", depth="more", identity=True),
    ] = None
    without_panel: Annotated[
        YesNo,
        Ask(
            "Does it meet without the panel?",
            label="Without the panel",
            source="ours",
            depth="more",
        ),
    ] = False
    chair: Annotated[
        PersonId | None,
        Ask("Who chairs it, if somebody else?", label="Chair", depth="more", identity=True),
    ] = None
    room: Annotated[
        Name | None, Ask("In which room, if another?", label="Room", depth="more", identity=True)
    ] = None
    mode: Annotated[
        MeetingMode | None,
        Ask(
            "In person, remote, or both, if not as the others?",
            label="Mode",
            source="ours",
            depth="more",
        ),
    ] = None
    link: Annotated[
        Link | None,
        Ask(
            "Which link do its remote participants use, if another?",
            label="Link",
            source="ours",
            identity=True,
            depth="more",
            only_if=OnlyIf(".mode", not_=("in person",)),
        ),
    ] = None
    number_from: Annotated[
        int | None,
        limit_integer(1, 100_000),
        Ask(
            "From which number are its meetings counted?",
            label="Numbered from",
            identity=True,
            depth="more",
        ),
    ] = None
    closed_day: ClosedDayPolicies = ClosedDayPolicies()
    avoid_near_holidays: Annotated[
        YesNo | None,
        Ask("Does it avoid days next to a holiday?", label="Avoid days by holidays", depth="more"),
    ] = None
    backup: Annotated[BackupPolicy, GroupDepth("file")] = BackupPolicy()

    @property
    def examined_ids(self) -> tuple[str, ...]:
        """The ids of the topics or departments that each of its meetings examines."""
        examined = self.subject or self.department or ()
        return (examined,) if isinstance(examined, str) else examined

    def find_group(self, member_id: str) -> GroupRhythm | None:
        """Return the group in which a department or topic has its own rhythm; None for most."""
        return next((group for group in self.groups or () if member_id in group.of), None)

    def apply_group(self, group: GroupRhythm) -> "Series":
        """Return the series as it is for a group, whose rhythm holds all year."""
        rhythm = {
            "every": group.every,
            "on": group.on or self.on,
            "at": group.at or self.at,
            "times": self.times if group.times is None else group.times,
            "changes": None,
            "in_month": None,
        }
        return self.model_copy(update=rhythm)
