"""What stands where a file is to be: a link or a stranger is named, and never followed."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from statplan.errors import StatplanError

_HINT = (
    "Put the file or folder itself there, or state another folder for calendars "
    "(frequency.calendars.folder)."
)


def obstacles(folder: Path, paths: Iterable[Path]) -> tuple[str, ...]:
    """Why files cannot be written, or read back, where they are to be; in words, each once.

    Args:
        folder: the folder of the plan, which may well be reached by a link.
        paths: files in it and in folders below.
    """
    found = (_obstacle(each) for path in paths for each in _places(folder, path))
    return tuple(dict.fromkeys(each for each in found if each))


def refuse(folder: Path, paths: Iterable[Path], *, hint: str = _HINT) -> None:
    """Go no further where something else stands where files are to be.

    Raises:
        StatplanError: exit code 4; all that stands in the way, and nothing was changed.
    """
    found = obstacles(folder, paths)
    if found:
        facts = ", ".join(found)
        raise StatplanError(f"{facts}. Nothing was changed.", hint=hint, exit_code=4)


def _places(folder: Path, path: Path) -> Iterator[tuple[Path, bool]]:
    """Each place on the way to a file, and whether a folder is to be there."""
    *above, name = path.relative_to(folder).parts
    for part in above:
        folder /= part
        yield folder, True
    yield folder / name, False


def _obstacle(place: tuple[Path, bool]) -> str:
    path, is_folder = place
    if path.is_symlink():
        return f"{path} is a symbolic link, and is not written through"
    if is_folder and path.exists() and not path.is_dir():
        return f"{path} is a file, where a folder is to be"
    if not is_folder and path.exists() and not path.is_file():
        what = "a folder" if path.is_dir() else "a device"
        return f"{path} is {what}, where a file is to be"
    return ""
