"""The folder for residents in the calendar folder, and the list of files written into a folder."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from statplan.plan.model import Plan
from statplan.strict_json import StateError, parse_state
from statplan.workspace.files import read_if_exists
from statplan.workspace.seals import digest_text, find_condition, seal_document

PUBLIC_FOLDER, PAGE_FILE = "public", "index.html"
LIST_FILE = "statplan.files.json"


def is_schedule_public(plan: Plan) -> bool:
    """Return whether the plan publishes the schedule."""
    return "schedule" in (plan.publicity.publishes or ())


class FileList(BaseModel):
    """The digest of each file that was written into a folder, by its name."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)
    version: Annotated[int, Field(ge=1, le=1)]
    files: dict[str, str]
    seal: str


_ADAPTER = TypeAdapter(FileList)


def read_file_digests(folder: Path) -> dict[str, str]:
    """Return the digests of the files that were written into a folder; none without a list."""
    content = read_if_exists(folder / LIST_FILE) or b""
    if find_condition(content) != "intact":
        return {}
    try:
        return parse_state(_ADAPTER, content).files
    except StateError:
        return {}


def build_file_list(
    folder: Path, outputs: Mapping[Path, bytes], former: Mapping[str, str]
) -> bytes:
    """Return the list of what is in a folder once files are written.

    Args:
        folder: the folder.
        outputs: the files that are written.
        former: the digests of those that were written before, which may still be there.
    """
    written = {
        path.relative_to(folder).as_posix(): digest_text(content)
        for path, content in outputs.items()
    }
    document = {"version": 1, "files": dict(sorted({**former, **written}.items()))}
    return seal_document(
        "json", (json.dumps(document, indent=2, ensure_ascii=False) + "\n").encode()
    )
