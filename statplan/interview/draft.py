"""The draft of an interview: kept beside the plan after each answer, until the plan is written."""

import json
import re
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Annotated, Self

from pydantic import (
    BaseModel,
    ConfigDict,
    Field,
    JsonValue,
    PlainValidator,
    TypeAdapter,
    model_validator,
)

from statplan import systems
from statplan.interview.replies import REVIEW, Reply
from statplan.interview.sources import AnswerSources
from statplan.interview.steps import QuestionFilter
from statplan.plan.model import SECTIONS
from statplan.strict_json import StateError, build_time_reader, parse_state
from statplan.workspace import files

DRAFT_FILE = ".statplan-draft.json"
_FORMAT_VERSION = 1
_SAVED_FORMAT = re.compile(
    r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}[+-][0-9]{2}:[0-9]{2}"
)
_LONGEST = 100_000  # characters; more than a pasted list of all departments has
_MOST = 100_000


@dataclass(frozen=True, slots=True)
class Draft:
    """An interview that was left.

    Attributes:
        sources: what was known before anybody was asked, but for the plan.
        question_filter: what was to be asked.
        replies: what was replied, in order.
        saved_at: when the last of them was.
        plan_digest: the digest of the plan that was being changed; empty for a new one.
    """

    sources: AnswerSources
    question_filter: QuestionFilter
    replies: tuple[Reply, ...]
    saved_at: datetime
    plan_digest: str = ""


def save_draft(path: Path, draft: Draft) -> None:
    """Write a draft, so that only its owner can read it.

    Raises:
        StatplanError: it cannot be written.
    """
    sources = {key: part for key, part in asdict(draft.sources).items() if key != "plan"}
    draft_file = {
        "statplan draft": _FORMAT_VERSION,
        "saved": draft.saved_at.isoformat(),
        "plan": draft.plan_digest,
        "basis": sources,
        "wish": asdict(draft.question_filter),
        "replies": [reply.as_data() for reply in draft.replies],
    }
    files.write_private_file(path, json.dumps(draft_file, indent=1, ensure_ascii=False).encode())


def _read_system(system: object) -> str | None:
    if system is not None and system not in systems.KEYS:
        raise ValueError("it is not a documented system")
    return None if system is None else str(system)


def _read_destination(name: object) -> str:
    if name not in (*SECTIONS, REVIEW):
        raise ValueError("it is not a part of the interview")
    return str(name)


def _read_answer(answer: object) -> str | tuple[str | int, ...] | None:
    """Return a reply as a prompter gives it: nothing, a text, or the values of some choices."""
    if isinstance(answer, list):
        if not all(type(choice) in {str, int} for choice in answer):
            raise ValueError("it is not a list of choices")
        return tuple(answer)
    if answer is not None and not isinstance(answer, str):
        raise ValueError("it is not a reply")
    if answer and len(answer) > _LONGEST:
        raise ValueError("it is too long")
    return answer


ShortText = Annotated[str, Field(max_length=1000)]
AnswerMap = dict[str, JsonValue]


class _DraftPart(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class ReplyPart(_DraftPart):
    """A line of `replies`: what was replied to a prompt, or where the person went from it."""

    asked: ShortText
    reply: Annotated[str | tuple[str | int, ...] | None, PlainValidator(_read_answer)] = None
    went: Annotated[str, PlainValidator(_read_destination)] = ""
    kept: bool = False

    @model_validator(mode="after")
    def _is_one_of_both(self) -> Self:
        names = self.model_fields_set
        if ("reply" in names) == ("went" in names) or ("kept" in names and "went" in names):
            raise ValueError("it is neither a reply nor a way")
        return self


class SourcesPart(_DraftPart):
    """The answers that were known before anybody was asked."""

    like: Annotated[str | None, PlainValidator(_read_system)]
    layers: Annotated[tuple[tuple[ShortText, AnswerMap], ...], Field(max_length=_MOST)]
    settings: Annotated[tuple[tuple[ShortText, JsonValue], ...], Field(max_length=_MOST)]
    year: Annotated[int, Field(ge=0, le=9999)] | None
    next_year: Annotated[int, Field(ge=0, le=9999)]
    defaults: bool


class FilterPart(_DraftPart):
    """The questions that were to be asked."""

    sections: Annotated[tuple[ShortText, ...], Field(max_length=_MOST)]
    paths: Annotated[tuple[ShortText, ...], Field(max_length=_MOST)]
    skip_answered: bool


class DraftFile(_DraftPart):
    """A whole draft."""

    shape: Annotated[int, Field(alias="statplan draft", ge=_FORMAT_VERSION, le=_FORMAT_VERSION)]
    saved: Annotated[datetime, PlainValidator(build_time_reader(_SAVED_FORMAT))]
    plan: Annotated[str, Field(max_length=64)]
    basis: SourcesPart
    wish: FilterPart
    replies: Annotated[tuple[ReplyPart, ...], Field(max_length=_MOST)]


class _DraftVersion(BaseModel):
    shape: Annotated[int, Field(alias="statplan draft", gt=_FORMAT_VERSION)]


_FILE_ADAPTER = TypeAdapter(DraftFile)
_VERSION_ADAPTER = TypeAdapter(_DraftVersion)


def load_draft(path: Path) -> Draft | None:
    """Read a draft; None where there is none.

    Raises:
        StateError: it is there, and not as `save_draft` writes it.
        StatplanError: it may not be read.
    """
    if not path.exists():
        return None
    if not path.is_file():
        raise StateError("it is not a file")
    content = files.read_file(path)
    try:
        draft_file = parse_state(_FILE_ADAPTER, content)
    except StateError:
        if _is_newer(content):
            raise StateError("it is of a newer version of statplan") from None
        raise
    replies = tuple(
        Reply(line.asked, line.reply, line.went, is_kept=line.kept) for line in draft_file.replies
    )
    question_filter = QuestionFilter(
        draft_file.wish.sections, draft_file.wish.paths, draft_file.wish.skip_answered
    )
    sources = AnswerSources(
        **{name: getattr(draft_file.basis, name) for name in SourcesPart.model_fields}
    )
    return Draft(sources, question_filter, replies, draft_file.saved, draft_file.plan)


def _is_newer(content: bytes) -> bool:
    try:
        parse_state(_VERSION_ADAPTER, content)
    except StateError:
        return False
    return True
