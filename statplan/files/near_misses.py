"""Files that are nearly what and where a plan file is: another ending, other letters, a folder."""

import os
import re
import shlex
from collections.abc import Sequence
from itertools import islice
from pathlib import Path

_NEARLY = re.compile(
    r"statplan(?:[ _-]*\(\d+\)|[ _-]+\d+|[ _-]+copy(?:[ _-]*\(?\d+\)?)?)?(?:\.(?:ya?ml|json|txt))+",
    re.IGNORECASE,
)
_TWIN = re.compile(r"statplan\.ya?ml", re.IGNORECASE)
_MOST_NAMED = 3
_MOST_ENTRIES = 2000  # of a folder that is looked through; a plan's own has a few dozen


def suggest_plan_files(name: str, folder: Path, above: Sequence[Path] = ()) -> str:
    """Say which files were probably meant for a plan, and what to type; empty where there is none.

    Args:
        name: what a plan file is called.
        folder: where it was looked for; plans in the folders within it are named too.
        above: the folders that were looked through after that one.
    """
    misnamed = _find_misnamed_plans(folder, name)
    if misnamed:
        command = _build_rename_command(misnamed[0], name)
        if len(misnamed) == 1:
            return f"There is {misnamed[0]}. Give it the right name: `{command}`"
        listed = _join_paths(misnamed, "and")
        return f"There are {listed}. Give the right one its name, for example: `{command}`"
    below = _find_plans_below(folder, name)
    if below:
        command = f"statplan check {quote_argument(below[0].parent)}"
        return f"Did you mean {_join_paths(below, 'or')}? Name its folder: `{command}`"
    for place in above:
        misnamed = _find_misnamed_plans(place, name)
        if misnamed:
            command = f"statplan check {quote_argument(misnamed[0])}"
            return f"Did you mean {_join_paths(misnamed, 'or')}? Name the file: `{command}`"
    return ""


def find_respelled_plans(folder: Path, name: str) -> list[Path]:
    """Return the files in a folder that have a plan's name in another spelling, beside the plan."""
    names = (entry for entry in _list_names(folder) if _TWIN.fullmatch(entry) and entry != name)
    paths = [folder / entry for entry in names]
    plan = folder / name
    return [
        path for path in paths if path.is_file() and not (plan.exists() and path.samefile(plan))
    ]


def quote_argument(path: Path | str) -> str:
    """Return a path, or another word, as it is typed in a terminal."""
    if os.name == "nt":
        return f'"{path}"' if " " in str(path) else str(path)
    return shlex.quote(str(path))


def _find_misnamed_plans(folder: Path, name: str) -> list[Path]:
    paths = (folder / entry for entry in _list_names(folder) if _NEARLY.fullmatch(entry))
    return list(
        islice((path for path in paths if path.name != name and path.is_file()), _MOST_NAMED)
    )


def _find_plans_below(folder: Path, name: str) -> list[Path]:
    paths = (folder / entry / name for entry in _list_names(folder) if not entry.startswith("."))
    return list(islice((path for path in paths if os.path.isfile(path)), _MOST_NAMED))  # noqa: PTH113 - a folder that may not be entered has none


def _build_rename_command(path: Path, name: str) -> str:
    if os.name == "nt":
        return f"ren {quote_argument(path)} {name}"
    return f"mv {quote_argument(path)} {quote_argument(path.with_name(name))}"


def _join_paths(paths: Sequence[Path], word: str) -> str:
    *others, last = map(str, paths)
    return f"{', '.join(others)} {word} {last}" if others else last


def _list_names(folder: Path) -> list[str]:
    try:
        with os.scandir(folder) as entries:
            return sorted(entry.name for entry in islice(entries, _MOST_ENTRIES))
    except OSError:
        return []  # the caller says that there is no plan
