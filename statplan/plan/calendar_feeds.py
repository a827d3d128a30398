"""Published calendar feeds: their folder, their organizer, and what they hold."""

from typing import Annotated

from statplan.plan.ask import Ask
from statplan.plan.base import Section
from statplan.plan.text_types import Folder, PersonId
from statplan.plan.time_types import limit_integer


class Calendars(Section):
    """The files that `statplan publish` writes."""

    folder: Annotated[
        Folder | None,
        Ask(
            "Into which folder beside the plan are calendars published?",
            label="Calendar folder",
            source="ours",
            depth="more",
            suggest="calendars",
        ),
    ] = None
    organizer: Annotated[
        PersonId | None,
        Ask(
            "Whose address stands as organizer on changes that are sent to calendars?",
            label="Organizer",
            why="Calendar programs take a change as one only where it names its organizer.",
            source="ours",
            depth="more",
            identity=True,
        ),
    ] = None
    cancelled_days: Annotated[
        int | None,
        limit_integer(0, 365),
        Ask(
            "For how many days after its date does a cancelled meeting stay in feeds?",
            label="Cancelled meetings stay (days after)",
            unit="days",
            why="Who looks that day should read that it is off, and not find nothing.",
            source="ours",
            depth="more",
            suggest="0",
        ),
    ] = None
    confirm_share: Annotated[
        int | None,
        limit_integer(1, 100),
        Ask(
            "What percentage of the entries may an edit move or cancel before you must confirm it?",
            label="Confirm above (percent moved or cancelled)",
            why="A slip in the plan can move or cancel a whole year at once.",
            source="ours",
            depth="more",
            suggest="20",
        ),
    ] = None
