"""A file that another program holds open, as Windows treats it."""

import errno
from collections.abc import Callable
from pathlib import Path

import pytest


def open_elsewhere(open_path: Path) -> Callable[[pytest.MonkeyPatch], None]:
    """What Windows does while another program has a file open: no rename, no removal."""

    def patch_system(patch: pytest.MonkeyPatch) -> None:
        replace, unlink, rename = Path.replace, Path.unlink, Path.rename

        def refuse(path: Path) -> None:
            if path == open_path:
                raise PermissionError(errno.EACCES, "Access is denied", str(path))

        def replace_closed(path: Path, target: Path) -> Path:
            refuse(Path(target))
            return replace(path, target)

        def unlink_closed(path: Path, missing_ok: bool = False) -> None:
            refuse(path)
            unlink(path, missing_ok=missing_ok)

        def rename_closed(path: Path, target: Path) -> Path:
            refuse(path)
            return rename(path, target)

        patch.setattr(Path, "replace", replace_closed)
        patch.setattr(Path, "rename", rename_closed)
        patch.setattr(Path, "unlink", unlink_closed)

    return patch_system
