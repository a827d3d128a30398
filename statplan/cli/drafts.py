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

from statplan import files, systems
from statplan.cli.gathering import Basis
from statplan.cli.interview.transcript import REVIEW, Reply
from statplan.cli.interview.walk import Wish
from statplan.plan import SECTIONS
from statplan.strict_json import StateError, parse_state

NAME = ".statplan-draft.json"
_SHAPE = 1
_SAVED = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}[+-][0-9]{2}:[0-9]{2}")
_YEARS = range(1970, 2200)
_LONGEST = 100_000  # characters; more than a pasted list of all departments has
_MOST = 100_000


@dataclass(frozen=True, slots=True)
class Draft:
    """An interview that was left.

    Attributes:
        basis: what was known before anybody was asked, but for the plan.
        wish: what was to be asked.
        replies: what was replied, in order.
        saved: when the last of them was.
        plan: the digest of the plan that was being changed; empty for a new one.
    """

    basis: Basis
    wish: Wish
    replies: tuple[Reply, ...]
    saved: datetime
    plan: str = ""


def save(path: Path, draft: Draft) -> None:
    """Write a draft, so that only its owner can read it.

    Raises:
        StatplanError: it cannot be written.
    """
    basis = {key: value for key, value in asdict(draft.basis).items() if key != "plan"}
    data = {
        "statplan draft": _SHAPE,
        "saved": draft.saved.isoformat(),
        "plan": draft.plan,
        "basis": basis,
        "wish": asdict(draft.wish),
        "replies": [each.as_data() for each in draft.replies],
    }
    files.write_private(path, json.dumps(data, indent=1, ensure_ascii=False).encode())


def _read_moment(text: object) -> datetime:
    if not isinstance(text, str) or not _SAVED.fullmatch(text):
        raise ValueError("it is not a moment with its offset")
    moment = datetime.fromisoformat(text)
    if moment.year not in _YEARS:
        raise ValueError("it is in another age")
    return moment


def _read_system(key: object) -> str | None:
    if key is not None and key not in systems.KEYS:
        raise ValueError("it is not a documented system")
    return None if key is None else str(key)


def _read_place(name: object) -> str:
    if name not in (*SECTIONS, REVIEW):
        raise ValueError("it is not a part of the interview")
    return str(name)


def _read_answer(answer: object) -> str | tuple[str | int, ...] | None:
    """Return a reply as a prompter gives it: nothing, a text, or the values of some choices."""
    if isinstance(answer, list):
        if not all(type(value) in {str, int} for value in answer):
            raise ValueError("it is not a list of choices")
        return tuple(answer)
    if answer is not None and not isinstance(answer, str):
        raise ValueError("it is not a reply")
    if answer and len(answer) > _LONGEST:
        raise ValueError("it is too long")
    return answer


Word = Annotated[str, Field(max_length=1000)]
Answers = dict[str, JsonValue]


class _Part(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)


class ReplyPart(_Part):
    """A line of `replies`: what was replied to a prompt, or where the person went from it."""

    asked: Word
    reply: Annotated[str | tuple[str | int, ...] | None, PlainValidator(_read_answer)] = None
    went: Annotated[str, PlainValidator(_read_place)] = ""
    kept: bool = False

    @model_validator(mode="after")
    def _is_one_of_both(self) -> Self:
        names = self.model_fields_set
        if ("reply" in names) == ("went" in names) or ("kept" in names and "went" in names):
            raise ValueError("it is neither a reply nor a way")
        return self


class BasisPart(_Part):
    """What was known before anybody was asked."""

    like: Annotated[str | None, PlainValidator(_read_system)]
    layers: Annotated[tuple[tuple[Word, Answers], ...], Field(max_length=_MOST)]
    settings: Annotated[tuple[tuple[Word, JsonValue], ...], Field(max_length=_MOST)]
    year: Annotated[int, Field(ge=0, le=9999)] | None
    next_year: Annotated[int, Field(ge=0, le=9999)]
    defaults: bool


class WishPart(_Part):
    """What was to be asked."""

    sections: Annotated[tuple[Word, ...], Field(max_length=_MOST)]
    paths: Annotated[tuple[Word, ...], Field(max_length=_MOST)]
    skip_answered: bool


class DraftFile(_Part):
    """A whole draft."""

    shape: Annotated[int, Field(alias="statplan draft", ge=_SHAPE, le=_SHAPE)]
    saved: Annotated[datetime, PlainValidator(_read_moment)]
    plan: Annotated[str, Field(max_length=64)]
    basis: BasisPart
    wish: WishPart
    replies: Annotated[tuple[ReplyPart, ...], Field(max_length=_MOST)]


class _Version(BaseModel):
    shape: Annotated[int, Field(alias="statplan draft", gt=_SHAPE)]


_FILE = TypeAdapter(DraftFile)
_NEWER = TypeAdapter(_Version)


def load(path: Path) -> Draft | None:
    """Read a draft; None where there is none.

    Raises:
        StateError: it is there, and not as `save` writes it.
        StatplanError: it may not be read.
    """
    if not path.exists():
        return None
    if not path.is_file():
        raise StateError("it is not a file")
    data = files.read(path)
    try:
        file = parse_state(_FILE, data)
    except StateError:
        if _is_newer(data):
            raise StateError("it is of a newer version of statplan") from None
        raise
    replies = tuple(
        Reply(line.asked, line.reply, line.went, kept=line.kept) for line in file.replies
    )
    wish = Wish(file.wish.sections, file.wish.paths, file.wish.skip_answered)
    basis = Basis(**{name: getattr(file.basis, name) for name in BasisPart.model_fields})
    return Draft(basis, wish, replies, file.saved, file.plan)


def _is_newer(data: bytes) -> bool:
    try:
        parse_state(_NEWER, data)
    except StateError:
        return False
    return True
