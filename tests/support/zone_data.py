"""Another release of the time zone data: some zones have the clocks of others."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib import import_module
from importlib.resources import files
from importlib.resources.abc import Traversable
from unittest.mock import patch

from statplan.calendars.vtimezone_writer import render_vtimezone
from statplan.plan import timezones

_PACKAGE = import_module("tzdata")
_REAL = files("tzdata")
_CACHED = (
    timezones.load_timezone,
    timezones.read_posix_rule,
    timezones.detect_clock_change,
    timezones.count_minutes,
    render_vtimezone,
)


class _OtherData:
    """The files of the package, of which some zones are read from those of others."""

    def __init__(self, clocks: Mapping[str, str]) -> None:
        self._clocks = clocks

    def joinpath(self, *parts: str) -> Traversable:
        folder, key = parts[0], "/".join(parts[1:])
        return _REAL.joinpath(folder, *self._clocks.get(key, key).split("/") if key else ())


@contextmanager
def zone_data(release: str, clocks: Mapping[str, str]) -> Iterator[None]:
    """Have a release of the data in which zones have the clocks of others, by their keys."""
    with (
        patch.object(_PACKAGE, "__version__", release),
        patch.object(timezones, "_TZDATA", _OtherData(clocks)),
    ):
        _forget()
        try:
            yield
        finally:
            _forget()


def _forget() -> None:
    for function in _CACHED:
        function.cache_clear()
