"""The plan: everything that the city decided, as one model of questions and answers."""

from typing import Literal

from statplan.plan.advice_settings import Advice
from statplan.plan.base import Section
from statplan.plan.focus import Focus
from statplan.plan.frequency import Frequency
from statplan.plan.leadership import Leadership
from statplan.plan.participants import Participants
from statplan.plan.program import Program
from statplan.plan.publicity import Publicity
from statplan.plan.text_types import Lineage
from statplan.plan.time_types import Day

SECTIONS = ("program", "leadership", "focus", "participants", "frequency", "publicity")


class Plan(Section):
    """Everything decided, in the order in which it is asked.

    `statplan` is the version of the file's shape. `lineage` is made once, when the plan is, and
    gives every calendar entry its identity; `created` is the day that was done. `advice` says how
    the plan is to be reviewed; nobody is asked for it.
    """

    statplan: Literal[1]
    lineage: Lineage | None = None
    created: Day | None = None
    program: Program = Program()
    leadership: Leadership = Leadership()
    focus: Focus = Focus()
    participants: Participants = Participants()
    frequency: Frequency = Frequency()
    publicity: Publicity = Publicity()
    advice: Advice = Advice()
