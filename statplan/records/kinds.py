"""What a meeting leaves behind, and on which grounds something of it is withheld."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from statplan.plan import Plan


class Kind(StrEnum):
    """What a record is; its value is what files and flags say."""

    NOTES = "notes"
    SLIDES = "slides"
    ACTIONS = "actions"
    MEMO = "memo"

    @property
    def answer(self) -> str:
        """The answer of `publicity.publishes` that promises it."""
        return _ANSWERS.get(self, self.value)

    @property
    def heading(self) -> str:
        """What it is called in a title and in a message."""
        return self.answer.capitalize()


_ANSWERS = {Kind.ACTIONS: "action list", Kind.MEMO: "follow-up memo"}

# Ours: what guidance on Stat meetings, and the laws that it names, commonly keep from the public.
# Whether a ground holds is for counsel.
_GROUNDS = {
    "personnel": "Personnel matter",
    "privacy": "Personal information",
    "health": "Health information",
    "student": "Student record",
    "finance": "Financial or tax information of a person or business",
    "legal": "Legal advice or litigation",
    "investigation": "Open investigation",
    "procurement": "Open procurement or negotiation",
    "security": "Security of people or systems",
}

GROUNDS: Mapping[str, str] = MappingProxyType(_GROUNDS)


def promised(plan: Plan) -> tuple[Kind, ...]:
    """The kinds of record that the plan publishes, in their order here."""
    said = plan.publicity.publishes or ()
    return tuple(kind for kind in Kind if kind.answer in said)


def grounds_of(plan: Plan) -> Mapping[str, str]:
    """What each code of a mark stands for: the grounds of the tool, and those of the plan."""
    own = {each.code: each.words for each in plan.publicity.redaction.grounds or ()}
    return MappingProxyType({**GROUNDS, **own})
