"""The kinds of records that a meeting leaves behind, and the grounds for withholding text."""

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from statplan.plan.model import Plan


class RecordKind(StrEnum):
    """The kind of a record; its value is what files and flags say."""

    NOTES = "notes"
    ACTIONS = "actions"
    MEMO = "memo"

    @property
    def answer(self) -> str:
        """The answer of `publicity.publishes` that promises it."""
        return _ANSWERS.get(self, self.value)

    @property
    def heading(self) -> str:
        """The name of the kind in a title and in a message."""
        return self.answer.capitalize()


_ANSWERS = {RecordKind.ACTIONS: "action list", RecordKind.MEMO: "follow-up memo"}

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


def list_promised_kinds(plan: Plan) -> tuple[RecordKind, ...]:
    """Return the kinds of record that the plan publishes, in their order here."""
    published = plan.publicity.publishes or ()
    return tuple(kind for kind in RecordKind if kind.answer in published)


def list_grounds(plan: Plan) -> Mapping[str, str]:
    """Return the words for each code of a mark: the grounds of the tool, and those of the plan."""
    plan_grounds = {ground.code: ground.words for ground in plan.publicity.redaction.grounds or ()}
    return MappingProxyType({**GROUNDS, **plan_grounds})
