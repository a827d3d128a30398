"""The draft of an interview: kept beside the plan after each answer, until the plan is written."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from statplan import files, systems
from statplan.cli.gathering import Basis
from statplan.cli.interview.transcript import Reply
from statplan.cli.interview.walk import Wish

NAME = ".statplan-draft.json"
_SHAPE = 1


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


def load(path: Path) -> Draft | None:
    """Read a draft; None where there is none.

    Raises:
        ValueError: it is there and cannot be read.
    """
    if not path.exists():
        return None
    try:
        data = json.loads(files.read(path))
        draft = _draft(data) if data["statplan draft"] == _SHAPE else None
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise ValueError("it is damaged") from error
    if draft is None:
        raise ValueError("it is of another version")
    return draft


def _draft(data: Mapping[str, Any]) -> Draft:
    return Draft(
        _basis(data["basis"]),
        _wish(data["wish"]),
        tuple(Reply.of_data(each) for each in data["replies"]),
        datetime.fromisoformat(data["saved"]),
        str(data["plan"]),
    )


def _basis(data: Mapping[str, Any]) -> Basis:
    if data["like"] is not None and data["like"] not in systems.KEYS:
        raise ValueError(data["like"])
    layers = tuple((str(name), dict(answers)) for name, answers in data["layers"])
    settings = tuple((str(path), value) for path, value in data["settings"])
    return Basis(**{**data, "layers": layers, "settings": settings})


def _wish(data: Mapping[str, Any]) -> Wish:
    return Wish(_texts(data["sections"]), _texts(data["paths"]), bool(data["skip_answered"]))


def _texts(words: Sequence[str]) -> tuple[str, ...]:
    return tuple(str(each) for each in words)
