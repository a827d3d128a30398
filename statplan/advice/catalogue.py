"""Every rule, listed by hand in the order of its code."""

from statplan.advice import frequency, leadership
from statplan.advice.own import OWN
from statplan.advice.rule import Rule

# Codes of rules that are gone, each with the version that took it out. They are never used again.
RETIRED: dict[str, str] = {}

_PROGRAM: tuple[Rule, ...] = ()

_LEADERSHIP: tuple[Rule, ...] = (
    leadership.designee_without_authority,
    leadership.chair_rotates,
)

_FOCUS: tuple[Rule, ...] = ()

_PARTICIPANTS: tuple[Rule, ...] = ()

_FREQUENCY: tuple[Rule, ...] = (
    frequency.slow_rhythm,
    frequency.long_meeting,
)

_BACKUPS: tuple[Rule, ...] = ()

_PREPARATION: tuple[Rule, ...] = ()

_PUBLICITY: tuple[Rule, ...] = ()

RULES: tuple[Rule, ...] = (
    *_PROGRAM,
    *_LEADERSHIP,
    *_FOCUS,
    *_PARTICIPANTS,
    *_FREQUENCY,
    *_BACKUPS,
    *_PREPARATION,
    *_PUBLICITY,
)
GROUPS = {
    "0": "The plan and its review",
    "1": "Program and readiness",
    "2": "Leadership",
    "3": "Focus",
    "4": "Participants",
    "5": "Frequency and schedule",
    "6": "Back-ups",
    "7": "Preparation and follow-up",
    "8": "Publicity, law and accessibility",
}


def by_code() -> dict[str, Rule]:
    """Every code that can be reported, the engine's own first."""
    return {each.code: each for each in (*OWN, *RULES)}


def group_of(code: str) -> str:
    """The name of the group that a code belongs to."""
    return GROUPS[code[2]]
