"""Reading agrees, interval for interval, with times worked out by hand, and with other readers."""

import re
import warnings
from collections import Counter

import pytest

from tests.support import busy_oracle
from tests.support.busy_calendars import FIRST, LAST, ZONE, read
from tests.support.busy_corpus import CORPUS, FOLDER, CorpusFile, Times, format_times, read_times

OTHER_READER = "recurring-ical-events"
AGREED = [file for file in CORPUS if OTHER_READER not in file.departs]
DEPARTS = [file for file in CORPUS if OTHER_READER in file.departs]
BY_HAND = [file for file in CORPUS if file.times]
BY_NAME = {file.name: file for file in CORPUS}
# What is read as it is meant, and named beside that.
NAMED = {"no-length": ["this entry ends when it begins, so it takes no time."]}
PROGRAMS = (
    "Outlook", "Exchange", "Google", "Apple", "Lotus Notes", "Zimbra", "Teams", "Evolution",
    "KOrganizer",
)  # fmt: skip
KINDS = ("RRULE", "EXDATE", "RDATE", "RECURRENCE-ID", "DTEND", "DURATION", "STATUS", "TRANSP")
OUTLOOK = "X-MICROSOFT-CDO-BUSYSTATUS"


def read_elsewhere(data: bytes) -> list[Times]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it guesses at a zone behind a prefix, as it should
        return busy_oracle.busy(data, ZONE, FIRST, LAST)


def get_name(file: CorpusFile) -> str:
    return file.name


def test_the_index_has_every_file_and_no_trait_twice() -> None:
    assert len(CORPUS) >= 120
    assert {file.path for file in CORPUS} == set(FOLDER.glob("*.ics"))
    assert max(Counter(file.trait for file in CORPUS).values()) == 1
    assert max(Counter(file.content for file in CORPUS).values()) == 1
    assert {file.program for file in CORPUS} >= set(PROGRAMS)


@pytest.mark.parametrize("file", BY_HAND, ids=get_name)
def test_a_calendar_in_the_style_of_a_program_is_read_as_by_hand(file: CorpusFile) -> None:
    assert format_times(read_times(file.content)) == file.times
    assert not read(file.content).errors


@pytest.mark.slow
@pytest.mark.parametrize("file", AGREED, ids=get_name)
def test_every_calendar_is_read_as_the_other_reader_reads_it(file: CorpusFile) -> None:
    assert read_times(file.content) == read_elsewhere(file.content)
    assert [error.message for error in read(file.content).errors] == NAMED.get(file.name, [])


@pytest.mark.slow
@pytest.mark.parametrize("file", DEPARTS, ids=get_name)
def test_where_the_other_reader_departs_it_still_does(file: CorpusFile) -> None:
    assert file.times
    try:
        times = read_elsewhere(file.content)
    except Exception:  # noqa: BLE001 - it may not read the file at all
        return
    assert format_times(times) != file.times


@pytest.mark.slow
def test_most_of_the_corpus_holds_busy_time() -> None:
    assert sum(bool(read_elsewhere(file.content)) for file in AGREED) >= 100


def without(data: bytes, kind: str) -> bytes:
    """A calendar that has lost every line of a kind."""
    return re.sub(rb"(?mi)^%s[;:].*\r\n(?:[ \t].*\r\n)*" % kind.encode(), b"", data)


@pytest.mark.parametrize("kind", [*KINDS, OUTLOOK])
def test_a_reader_that_overlooks_a_kind_of_line_would_be_caught(kind: str) -> None:
    damaged = [file for file in AGREED if without(file.content, kind) != file.content]
    assert damaged
    assert any(
        read_times(without(file.content, kind)) != read_elsewhere(file.content) for file in damaged
    )


def test_a_reader_that_is_an_hour_off_would_be_caught() -> None:
    content = BY_NAME["second-thursday"].content
    moved = re.sub(rb"(DTSTART[^\r]*T)09", rb"\g<1>08", content)
    late = re.sub(rb"(DTSTART[^\r]*T)08", rb"\g<1>07", content)
    assert moved == content
    assert read_times(late) != read_elsewhere(content)
