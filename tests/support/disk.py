"""A file system whose every change is counted, and at any of which something can happen."""

import io
import os
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest

# All that the standard library changes files with; `pathlib` and `tempfile` call these.
NAMES = (
    "chmod", "fsync", "link", "mkdir", "remove", "rename", "replace", "rmdir", "symlink",
    "truncate", "unlink", "write",
)  # fmt: skip
_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT
_DEVICES = {os.devnull}


@dataclass(frozen=True, slots=True)
class Change:
    """A change that is about to be made, counted from 0; `half` makes half of it (of a write)."""

    number: int
    name: str
    half: Callable[[], object]


Strike = Callable[[Change], None]


class Disk:
    """Tells of each change before it is made: what is called may raise, or never come back."""

    def __init__(self, patch: pytest.MonkeyPatch, strike: Strike = lambda _: None) -> None:
        self.strike = strike
        self.names: list[str] = []
        for name in NAMES:
            patch.setattr(os, name, self._counted(name, getattr(os, name)))
        patch.setattr(os, "open", self._opened(os.open))
        patch.setattr(io, "open", self._streamed(io.open))

    def step(self, name: str, half: Callable[[], object] = lambda: None) -> None:
        self.names.append(name)
        self.strike(Change(len(self.names) - 1, name, half))

    def _counted(self, name: str, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(*args: Any, **kwargs: Any) -> Any:
            self.step(name)
            return real(*args, **kwargs)

        return call

    def _opened(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(path: Any, flags: int, *args: Any, **kwargs: Any) -> Any:
            if flags & _WRITES and path not in _DEVICES:
                self.step("open")
            return real(path, flags, *args, **kwargs)

        return call

    def _streamed(self, real: Callable[..., Any]) -> Callable[..., Any]:
        def call(file: Any, mode: str = "r", *args: Any, **kwargs: Any) -> Any:
            if not set(mode) & set("wax+") or file in _DEVICES:
                return real(file, mode, *args, **kwargs)
            assert "b" in mode, "text goes to a file as bytes, so that each write is counted"
            if not isinstance(file, int):
                self.step("open")
            return io.BufferedWriter(_File(self, file, mode.replace("b", "")))

        return call


class _File(io.FileIO):
    def __init__(self, disk: Disk, file: Any, mode: str) -> None:
        super().__init__(file, mode)
        self.disk = disk

    def write(self, data: Any) -> int:
        whole = super().write
        self.disk.step("write", lambda: whole(bytes(data)[: len(data) // 2]))
        return whole(data)
