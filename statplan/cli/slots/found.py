"""The outcome of a search, with all that was read for it and how good it is."""

from dataclasses import dataclass
from pathlib import Path

from statplan.busy import BusyReading
from statplan.cli.loading import ScheduledPlan
from statplan.slots import PlacedMeeting, SearchAnswer
from statplan.slots.problem import SlotProblem


@dataclass(frozen=True, slots=True)
class SearchOutcome:
    """The answers, the best first, and what they rest on.

    `busy_folder` is where the busy calendars are, None where there are none; `is_stopped` tells
    whether somebody cut the search short; `proof` says what a solver found, where one was asked.
    """

    loaded: ScheduledPlan
    busy_folder: Path | None
    busy_reading: BusyReading
    problem: SlotProblem
    answers: tuple[SearchAnswer, ...]
    is_stopped: bool = False
    proof: str = ""

    @property
    def best(self) -> SearchAnswer:
        """The best of the answers."""
        return self.answers[0]

    @property
    def is_single(self) -> bool:
        """True where one series alone was to be placed, so that the answers are ranked."""
        return len(self.problem.series) == 1


def list_unplaced(answer: SearchAnswer) -> list[PlacedMeeting]:
    """List the meetings of an answer for which there is no slot."""
    return [
        meeting
        for series_answer in answer.series_answers
        for meeting in series_answer.meetings
        if meeting.slot is None
    ]
