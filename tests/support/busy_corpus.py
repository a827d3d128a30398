"""The calendars that are read in tests, by the index that names the trait of each."""

from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import yaml

from tests.support.busy_calendars import read

FOLDER = Path(__file__).parents[1] / "busy" / "corpus"
Times = tuple[datetime, datetime, bool, bool]  # start, end, firm, whole days


@dataclass(frozen=True, slots=True)
class CorpusFile:
    """A calendar: in whose style it is, and what it holds, where that was worked out by hand."""

    name: str
    program: str
    trait: str
    times: list[str] = field(default_factory=list)
    departs: dict[str, str] = field(default_factory=dict)

    @property
    def path(self) -> Path:
        return FOLDER / f"{self.name}.ics"

    @property
    def content(self) -> bytes:
        return self.path.read_bytes()


CORPUS = [
    CorpusFile(name, **facts)
    for name, facts in yaml.safe_load((FOLDER / "index.yaml").read_text(encoding="utf-8")).items()
]


def read_times(content: bytes) -> list[Times]:
    """Return the busy times of a calendar, as the product reads them."""
    spans = (span for calendar in read(content).busy.calendars for span in calendar.intervals)
    return sorted((span.start, span.end, span.is_firm, span.is_all_day) for span in spans)


def format_times(times: list[Times]) -> list[str]:
    """Return busy times as the index has them."""
    return [
        f"{start:%Y-%m-%d %H:%M} to {end:%Y-%m-%d %H:%M}"
        + (" all day" if is_all_day else "")
        + ("" if is_firm else " movable")
        for start, end, is_firm, is_all_day in times
    ]
