"""Obstacles where a file is to be: a link or another thing is named, and never followed."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from statplan.errors import StatplanError

_REMEDY = "Put the file itself there."
_CALENDARS_REMEDY = (
    "Put the file or folder itself there, or state another folder for calendars "
    "(frequency.calendars.folder)."
)


def find_obstacles(folder: Path, paths: Iterable[Path]) -> tuple[str, ...]:
    """Return in words why files cannot be written or read where they are to be; each reason once.

    Args:
        folder: the folder of the plan, which itself may be reached by a link.
        paths: files in it and in folders below.
    """
    facts = (_describe_obstacle(place) for path in paths for place in _list_places(folder, path))
    return tuple(dict.fromkeys(fact for fact in facts if fact))


def refuse_obstacles(folder: Path, paths: Iterable[Path], *, remedy: str = "") -> None:
    """Refuse to go on where something else is in the place of files.

    Args:
        folder: the folder of the plan.
        paths: files in it and in folders below.
        remedy: what to do about every obstacle; where it is empty, it depends on what is in the
            way: another calendar folder is no way out for the ledger beside the plan.

    Raises:
        StatplanError: exit code 4; it names every obstacle.
    """
    paths = list(paths)
    reasons = find_obstacles(folder, paths)
    if reasons:
        beside_plan = find_obstacles(folder, [path for path in paths if path.parent == folder])
        remedy = remedy or (_REMEDY if beside_plan else _CALENDARS_REMEDY)
        facts = ", ".join(reasons)
        raise StatplanError(f"{facts}. Nothing was changed.", remedy=remedy, exit_code=4)


def _list_places(folder: Path, path: Path) -> Iterator[tuple[Path, bool]]:
    """Return each place on the way to a file, and whether a folder is to be there."""
    *above, name = path.relative_to(folder).parts
    for part in above:
        folder /= part
        yield folder, True
    yield folder / name, False


def _describe_obstacle(place: tuple[Path, bool]) -> str:
    path, is_folder = place
    if path.is_symlink():
        return f"{path} is a symbolic link, and is not written through"
    if is_folder and path.exists() and not path.is_dir():
        return f"{path} is a file, where a folder is to be"
    if not is_folder and path.exists() and not path.is_file():
        kind = "a folder" if path.is_dir() else "a device"
        return f"{path} is {kind}, where a file is to be"
    return ""
