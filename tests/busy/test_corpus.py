"""Reading agrees, interval for interval, with a reader that shares no code with ours."""

import re
from pathlib import Path

import pytest

from tests.busy import oracle
from tests.busy.calendars import FIRST, LAST, ZONE, read

CORPUS = sorted((Path(__file__).parent / "corpus").glob("*.ics"))


def ours(data: bytes) -> list[oracle.Times]:
    spans = (each for calendar in read(data).busy.calendars for each in calendar.spans)
    return sorted((each.start, each.end, each.firm, each.all_day) for each in spans)


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_every_calendar_of_the_corpus_is_read_as_the_other_reader_reads_it(path: Path) -> None:
    data = path.read_bytes()
    assert ours(data) == oracle.busy(data, ZONE, FIRST, LAST)
