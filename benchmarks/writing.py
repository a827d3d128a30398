"""Writing iCalendar: our writer against the library, one event at a time."""

import tracemalloc
from collections.abc import Callable, Iterator
from dataclasses import replace

from benchmarks import plans
from benchmarks.measure import Ratio, functions
from benchmarks.table import Row, Section
from statplan.calendars import Feed, ics, make_calendar
from statplan.plan import Plan
from statplan.schedule import make_schedule

_HOLDS = 3000
_SERIES = 60


def section() -> Section:
    """In CPU time within one process, and in bytes."""
    return Section(f"Writing {_HOLDS:,} holds as iCalendar, ratio to the library's", _rows())


def _rows() -> Iterator[Row]:
    feed = _feed()
    yield Row("CPU time", functions(lambda: _ours(feed), lambda: _library(feed)), None, 0.2, 0.11)
    ours, library = _peak(lambda: _ours(feed)), _peak(lambda: _library(feed))
    size = len(_ours(feed))
    for what, ratio in (
        ("peak memory", ours / library),
        ("peak memory over the bytes written", ours / size),
        ("the library's peak over the bytes written", library / size),
    ):
        yield Row(what, Ratio(ratio, ratio, ratio))


def _feed() -> Feed:
    plan = Plan.model_validate(plans.many(_SERIES))
    feed = make_calendar(plan, make_schedule(plan))
    return replace(feed, entries=feed.entries[:_HOLDS])


def _ours(feed: Feed) -> bytes:
    return ics.write(feed)


def _library(feed: Feed) -> bytes:
    return b"".join(ics.build_event(feed, entry).to_ical() for entry in feed.entries)


def _peak(call: Callable[[], bytes]) -> int:
    tracemalloc.start()
    call()
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak
