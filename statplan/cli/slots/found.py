"""What a search found, with all that was read for it."""

from dataclasses import dataclass
from pathlib import Path

from statplan.busy import Reading
from statplan.cli.loading import Loaded
from statplan.slots import Answer, Placed
from statplan.slots.problem import Problem


@dataclass(frozen=True, slots=True)
class Found:
    """The answers, the best first, and what they rest on.

    `folder` is where the busy calendars are, None where there are none; `stopped` tells whether
    somebody cut the search short; `proof` says what a solver found, where one was asked.
    """

    loaded: Loaded
    folder: Path | None
    reading: Reading
    problem: Problem
    answers: tuple[Answer, ...]
    stopped: bool = False
    proof: str = ""

    @property
    def best(self) -> Answer:
        """The best of the answers."""
        return self.answers[0]

    @property
    def is_single(self) -> bool:
        """Whether one series alone was to be placed, so that the answers are ranked."""
        return len(self.problem.wanted) == 1


def without_place(answer: Answer) -> list[Placed]:
    """The meetings of an answer for which there is no place."""
    return [each for line in answer.lines for each in line.meetings if each.stand is None]
