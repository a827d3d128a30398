"""Run git in a folder, by names that every machine has."""

import os
import subprocess
from pathlib import Path


def git(folder: Path, *words: str) -> None:
    names = {"GIT_AUTHOR_NAME": "Clerk", "GIT_AUTHOR_EMAIL": "clerk@example.gov"}
    names |= {key.replace("AUTHOR", "COMMITTER"): name for key, name in names.items()}
    subprocess.run(
        ["git", "-c", "init.defaultBranch=main", *words],
        cwd=folder,
        env={**os.environ, **names},
        capture_output=True,
        check=True,
    )
