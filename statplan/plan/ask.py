"""The marker on a field of the plan that holds the question it asks."""

import re
from dataclasses import dataclass
from typing import Any, Literal

from pydantic import GetJsonSchemaHandler
from pydantic_core import CoreSchema

from statplan.plan.choices import ANY_OTHER, is_other

Depth = Literal["essential", "more", "readiness", "file"]
CountUnit = Literal["", "minutes", "hours", "days", "months"]


@dataclass(frozen=True, slots=True)
class OnlyIf:
    """A question applies only where another answer is, or is not, one of some values.

    `path` is the other answer's path from the plan's root; a leading dot means the same record.
    An answer that is not stated is None: it satisfies `not_` and not `is_`, unless None is among
    their values; all words after "other:" are `ANY_OTHER`. So a question is skipped only where an
    answer rules it out, or does not call for it yet. `not_like` is a pattern: an answer that
    matches it whole rules the question out; `likeness` says what such an answer is. `besides` are
    other conditions, of which each must hold.
    `or_in_list` is a path in the records of a list: an answer there may satisfy it as well.
    """

    path: str
    is_: tuple[str | bool | None, ...] = ()
    not_: tuple[str | bool | None, ...] = ()
    not_like: str = ""
    likeness: str = ""
    besides: "tuple[OnlyIf, ...]" = ()
    or_in_list: str = ""

    @property
    def conditions(self) -> "tuple[OnlyIf, ...]":
        """This condition, and those that must hold besides."""
        return (self, *self.besides)

    def is_satisfied_by(self, answer: object) -> bool:
        """Return whether this condition holds, given the other answer."""
        if self.not_like:
            return not (isinstance(answer, str) and re.fullmatch(self.not_like, answer))
        answers = answer if isinstance(answer, list | tuple) else (answer,)
        answers = [_generalize_other_words(part) for part in answers]
        if self.is_:
            return any(choice in self.is_ for choice in answers)
        return not any(choice in self.not_ for choice in answers)


def _generalize_other_words(answer: object) -> object:
    """Return an answer as conditions name it: all words after "other:" are one value."""
    return ANY_OTHER if isinstance(answer, str) and is_other(answer) else answer


@dataclass(frozen=True, slots=True)
class GroupDepth:
    """A mark on a group of answers: its questions are asked at this depth, whatever they say."""

    depth: Depth


@dataclass(frozen=True, slots=True)
class Ask:
    """The wording of one question, with its reason, its source, and its condition.

    The interview, `--set`, the JSON Schema, the comment in the plan file, the table in the docs and
    the charter's list of what is undecided are all derived from this record.

    Attributes:
        question: the question in plain words; `{principal}` stands for the chief executive's title.
        label: the answer's short name, as the charter and the review use it.
        why: one sentence on why it matters.
        example: one sentence on what a real government does or did.
        source: key of the source of `why` and `example`; "ours" where the advice is our own.
        depth: asked of everybody (`essential`), when somebody goes deeper (`more`), before a
            program is decided on (`readiness`), or never: only the plan file has it (`file`).
        needed: without it there is no calendar.
        identity: belongs to one government (a name, a room); never copied from a documented system.
        unit: what a whole number counts, for a reply such as "90 minutes" or "1.5 hours".
        suggest: the recommended answer, offered and never assumed.
        only_if: when the question applies.
    """

    question: str
    label: str
    why: str = ""
    example: str = ""
    source: str = ""
    depth: Depth = "essential"
    needed: bool = False
    identity: bool = False
    unit: CountUnit = ""
    suggest: str = ""
    only_if: OnlyIf | None = None

    def __get_pydantic_json_schema__(
        self, core_schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        schema = dict(handler(core_schema))
        schema["title"] = self.label
        schema["description"] = " ".join(
            part for part in (self.question.format(principal="chief executive"), self.why) if part
        )
        return schema
