"""A change set that `statplan diff -o FILE` saved, and that `statplan publish` reads."""

from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, JsonValue, TypeAdapter

from statplan.errors import Command, Remedy, StatplanError
from statplan.strict_json import StateError, parse_state
from statplan.workspace import files


class ChangeSet(BaseModel):
    """The changes that were pending when it was saved; only compared with those pending now.

    A change set for the public names no ledger: `lineage`, `serial` and `issued` are None.
    """

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    version: Annotated[int, Field(ge=1, le=1)]
    audience: str
    summary: str
    changes: list[dict[str, JsonValue]]
    lineage: str | None = None
    serial: int | None = None
    issued: str | None = None
    seal: str | None = None


_ADAPTER = TypeAdapter(ChangeSet)


def read_change_set(path: Path) -> ChangeSet:
    """Read a saved change set.

    Raises:
        StatplanError: exit code 2; the file is no change set, or it cannot be read.
    """
    try:
        return parse_state(_ADAPTER, files.read_file(path))
    except StateError as error:
        raise StatplanError(
            f"{path} is not a saved change set: {error}.",
            remedy=Remedy("Save one with ", Command("diff", "-o", "changes.json"), "."),
            exit_code=2,
        ) from None
