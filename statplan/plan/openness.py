"""Reach of a meeting beyond its room: broadcasts, and members of an elected body."""

from typing import Annotated, Literal

from statplan.plan.ask import Ask
from statplan.plan.section import Section
from statplan.plan.times import limit_integer
from statplan.plan.words import Name, PersonId, YesNo


class Broadcast(Section):
    """One way in which the meeting is carried outside the room."""

    by: Annotated[
        Literal["television", "web stream", "phone", "social media"],
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
            why="States differ: some ask for a day, some for six.",
            source="OML-RCFP",
            depth="more",
            identity=True,
        ),
    ] = None
