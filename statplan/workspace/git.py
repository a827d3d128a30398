"""Questions to git about a file; no hook, monitor, filter, or fetch of the repository runs.

A repository may come from anywhere, and its own configuration is not trusted.
"""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

_SETTINGS = ("core.fsmonitor=false", f"core.hooksPath={os.devnull}", "safe.bareRepository=explicit")
_OPTIONS = ("--literal-pathspecs", *(word for setting in _SETTINGS for word in ("-c", setting)))
# A blob that a partial clone lacks would be fetched by a program that the repository names.
_ENVIRONMENT = {
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_ALLOW_PROTOCOL": "none",
    "LC_ALL": "C",
}
_STAGE = re.compile(rb"[0-7]+ ([0-9a-f]{40,64}) ([123])\t.*", re.DOTALL)
_MOST_BYTES = 64 * 1024 * 1024
_MOST_COMMITS = 20


def read_stages(path: Path) -> dict[int, bytes]:
    """Return the versions of a file that git could not merge: 1 the base, 2 ours, 3 theirs.

    There are none where the file is merged, is in no repository, or git is not installed.
    """
    if not path.parent.is_dir():
        return {}
    listed = _run_git(path.parent, "ls-files", "--unmerged", "-z", "--", path.name) or b""
    matches = (_STAGE.fullmatch(line) for line in listed.split(b"\0"))
    blobs = {int(match[2]): match[1].decode() for match in matches if match}
    versions = {stage: _read_blob(path.parent, blob) for stage, blob in blobs.items()}
    readable = {stage: content for stage, content in versions.items() if content is not None}
    return readable if len(readable) == len(versions) else {}


def list_committed_versions(path: Path) -> Iterator[tuple[str, bytes]]:
    """Return the last committed versions of a file, the newest first, each with its commit.

    There are none where the file is in no repository, is not committed, or git is not installed.
    """
    if not path.parent.is_dir():
        return
    words = ("rev-list", "--abbrev-commit", f"--max-count={_MOST_COMMITS}", "HEAD", "--", path.name)
    for commit in (_run_git(path.parent, *words) or b"").decode().split():
        content = _read_blob(path.parent, f"{commit}:./{path.name}")
        if content is not None:
            yield commit, content


def _read_blob(folder: Path, blob: str) -> bytes | None:
    size = _run_git(folder, "cat-file", "-s", blob)
    if size is None or int(size) > _MOST_BYTES:
        return None
    return _run_git(folder, "cat-file", "blob", blob)


def _run_git(folder: Path, *words: str) -> bytes | None:
    """Return what git answers; None where there is no git, or it refuses."""
    git = shutil.which("git")
    # On Windows, the working folder is searched first: a clone could bring a git of its own.
    if git is None or Path(git).resolve().parent in {Path.cwd(), folder.resolve()}:
        return None
    completed = subprocess.run(  # noqa: S603 - the program is git, and the words are ours
        [git, *_OPTIONS, *words],
        cwd=folder,
        env={**os.environ, **_ENVIRONMENT},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    return completed.stdout if completed.returncode == 0 else None
