"""Questions to git about a file; no hook, monitor, filter, or fetch of the repository runs.

A repository may come from anywhere, and its own configuration is not trusted.
"""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Sequence
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
_BLOB = re.compile(rb"[0-9a-f]{40,64} blob ([0-9]+)")
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
    contents = _read_blobs(path.parent, [*blobs.values()])
    return dict(zip(blobs, contents, strict=True)) if contents else {}


def list_committed_versions(path: Path) -> Iterator[tuple[str, bytes]]:
    """Return the last committed versions of a file, the newest first, each with its commit.

    There are none where the file is in no repository, is not committed, or git is not installed.
    """
    if not path.parent.is_dir():
        return
    words = ("rev-list", "--abbrev-commit", f"--max-count={_MOST_COMMITS}", "HEAD", "--", path.name)
    for commit in (_run_git(path.parent, *words) or b"").decode().split():
        for content in _read_blobs(path.parent, [f"{commit}:./{path.name}"]):
            yield commit, content


def _read_blobs(folder: Path, names: Sequence[str]) -> list[bytes]:
    """Return the contents of blobs; none at all where one of them is not there or is too large."""
    question = "".join(f"{name}\n" for name in names).encode()
    answers = (_run_git(folder, "cat-file", "--batch-check", question=question) or b"").splitlines()
    sizes = [match for match in map(_BLOB.fullmatch, answers) if match]
    if len(sizes) < len(names) or sum(int(match[1]) for match in sizes) > _MOST_BYTES:
        return []
    content = _run_git(folder, "cat-file", "--batch", question=question) or b""
    blobs: list[bytes] = []
    for match in sizes:  # each begins with the line that was read already, and ends with a line end
        start = len(match[0]) + 1
        end = start + int(match[1])
        blobs.append(content[start:end])
        content = content[end + 1 :]
    return blobs


def _run_git(folder: Path, *words: str, question: bytes = b"") -> bytes | None:
    """Return what git answers; None where there is no git, or it refuses."""
    git = shutil.which("git")
    # On Windows, the working folder is searched first: a clone could bring a git of its own.
    if git is None or Path(git).resolve().parent in {Path.cwd(), folder.resolve()}:
        return None
    completed = subprocess.run(  # noqa: S603 - the program is git, and the words are ours
        [git, *_OPTIONS, *words],
        cwd=folder,
        env={**os.environ, **_ENVIRONMENT},
        input=question,
        capture_output=True,
        check=False,
    )
    return completed.stdout if completed.returncode == 0 else None
