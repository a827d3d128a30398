"""The exceptions of a series: how single meetings differ from the others."""

from typing import Annotated

from statplan.plan.ask import Ask
from statplan.plan.base import Section
from statplan.plan.text_types import (
    DepartmentId,
    Link,
    MeetingKeyText,
    MeetingMode,
    Name,
    PersonId,
    SubjectId,
    YesNo,
)
from statplan.plan.time_types import Clock, Day, limit_integer


class MeetingException(Section):
    """One meeting that differs from its series: in its date, its backup, or how it is held."""

    meeting: Annotated[MeetingKeyText, Ask("Which meeting is different?", label="Meeting")]
    day: Annotated[Day | None, Ask("On which day does it stand?", label="Date")] = None
    at: Annotated[Clock | None, Ask("At what time that day?", label="Time")] = None
    backup: Annotated[Day | None, Ask("On which day is its back-up?", label="Back-up")] = None
    backup_at: Annotated[
        Clock | None, Ask("At what time is its back-up?", label="Back-up time")
    ] = None
    without_backup: Annotated[
        YesNo,
        Ask("Does it go without a back-up?", label="Without a back-up", source="ours"),
    ] = False
    called_off: Annotated[YesNo, Ask("Is it called off?", label="Called off", source="ours")] = (
        False
    )
    minutes: Annotated[
        int | None,
        limit_integer(5, 720),
        Ask("How many minutes does this meeting last?", label="Minutes", source="ours"),
    ] = None
    room: Annotated[
        Name | None, Ask("In which room is this meeting?", label="Room", source="ours")
    ] = None
    mode: Annotated[
        MeetingMode | None,
        Ask("Is this meeting in person, remote, or both?", label="Mode", source="ours"),
    ] = None
    link: Annotated[
        Link | None,
        Ask("Which link do remote participants of this meeting use?", label="Link", source="ours"),
    ] = None
    chair: Annotated[
        PersonId | None, Ask("Who chairs this meeting?", label="Chair", source="ours")
    ] = None
    subject: Annotated[
        SubjectId | None,
        Ask("Which topic does this meeting take up?", label="Subject", source="ours"),
    ] = None
    department: Annotated[
        DepartmentId | None,
        Ask("Which department does this meeting take up?", label="Department", source="ours"),
    ] = None
    why: Annotated[Name | None, Ask("Why?", label="Reason")] = None

    @property
    def own_answers(self) -> dict[str, object]:
        """What it says of how its meeting is held, besides the dates, by field."""
        names = ("minutes", "room", "mode", "link", "chair", "subject", "department")
        return {name: answer for name in names if (answer := getattr(self, name))}
