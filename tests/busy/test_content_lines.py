"""Folded lines are read as if they were not folded; a line has the number that an editor shows."""

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from statplan.busy import CalendarFile, Policies, read_calendars
from statplan.busy.content_lines import scan_components, unfold_text
from tests.support.busy_calendars import plan, read
from tests.support.sampling import count_examples

FOLDS = (b"\n ", b"\n\t", b"\r\n ", b"\r\n\t", b"\r ", b"\r\r\n ")
ZONE = (
    "BEGIN:VTIMEZONE\nTZID:Zürich Büro\n"
    "BEGIN:STANDARD\nDTSTART:16011028T030000\nRRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU\n"
    "TZOFFSETFROM:+0200\nTZOFFSETTO:+0100\nEND:STANDARD\n"
    "BEGIN:DAYLIGHT\nDTSTART:16010325T020000\nRRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU\n"
    "TZOFFSETFROM:+0100\nTZOFFSETTO:+0200\nEND:DAYLIGHT\nEND:VTIMEZONE\n"
)
CALENDAR = (
    "BEGIN:VCALENDAR\nX-WR-TIMEZONE:Europe/Brussels\n"
    f"{ZONE}"
    "BEGIN:VEVENT\nUID:a@example.gov\nSUMMARY:Wöchentlich\n"
    "DTSTART;TZID=Zürich Büro:20270713T090000\nDTEND;TZID=Zürich Büro:20270713T100000\n"
    "RRULE:FREQ=WEEKLY;COUNT=3\nEXDATE;TZID=Zürich Büro:20270720T090000\nEND:VEVENT\n"
    "BEGIN:VEVENT\nUID:b@example.gov\nDTSTART:20270811T080000\nDURATION:PT1H\n"
    "X-MICROSOFT-CDO-BUSYSTATUS:TENTATIVE\nEND:VEVENT\n"
    "BEGIN:VEVENT\nUID:c@example.gov\nDTSTART:nonsense\nEND:VEVENT\n"
    "END:VCALENDAR\n"
).encode()
# Where to fold, and how. A fold may even stand before the first character of a line.
PLACES = st.lists(st.tuples(st.integers(1, len(CALENDAR) - 1), st.sampled_from(FOLDS)), max_size=40)


def fold(content: bytes, places: list[tuple[int, bytes]]) -> bytes:
    """Fold a file at some of its bytes, whatever they are."""
    for position, how in sorted(places, reverse=True):
        content = content[:position] + how + content[position:]
    return content


def number_lines(folded: bytes) -> list[int]:
    """Return the line on which each unfolded line begins, as an editor counts."""
    plain = folded.replace(b"\r\r\n", b"\n").replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    lines = plain.decode("utf-8", "replace").split("\n")
    return [number for number, line in enumerate(lines, 1) if not line.startswith((" ", "\t"))]


@pytest.mark.slow
@settings(max_examples=count_examples(40, 300))
@given(PLACES)
@example([])
@example([(position, b"\n ") for position in range(1, len(CALENDAR))])
@example([(position, b"\r\n\t") for position in range(1, len(CALENDAR))])
@example([(CALENDAR.index(b"DTSTART;") + 7, b"\n "), (CALENDAR.index(b";TZID"), b"\n\t")])
@example([(CALENDAR.index("ü".encode()) + 1, b"\n ")])
def test_a_file_that_is_folded_anywhere_is_read_as_the_same_without_folds(
    places: list[tuple[int, bytes]],
) -> None:
    folded, plain = read(fold(CALENDAR, places)), read(CALENDAR)
    assert folded.busy == plain.busy
    assert folded.sources == plain.sources
    assert [error.message for error in folded.errors] == [error.message for error in plain.errors]
    assert len(plain.busy.calendars[0].intervals) == 3
    assert [error.line for error in plain.errors] == [34]


@settings(max_examples=count_examples(40, 300))
@given(PLACES)
@example([(position, b"\n ") for position in range(1, len(CALENDAR))])
def test_a_line_has_the_number_that_an_editor_shows(places: list[tuple[int, bytes]]) -> None:
    folded = fold(CALENDAR, places)
    numbers = number_lines(folded)
    plain_components = scan_components(unfold_text(CALENDAR)).components
    components = scan_components(unfold_text(folded)).components
    for plain_component, component in zip(plain_components, components, strict=True):
        assert component.first_line == numbers[plain_component.first_line - 1]
        assert [line.number for line in component.lines] == [
            numbers[line.number - 1] for line in plain_component.lines
        ]


def test_a_line_may_be_folded_before_its_value() -> None:
    text = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:a@x\nDTSTART\n ;TZID=America/New_York\n :2027"
    reading = read(f"{text}0713T090000\nDURATION:PT1H\nEND:VEVENT\nEND:VCALENDAR\n".encode())
    assert not reading.errors
    assert [f"{span.start:%m-%d %H:%M}" for span in reading.busy.calendars[0].intervals] == [
        "07-13 09:00"
    ]


def test_a_rule_may_be_folded_behind_its_name() -> None:
    text = (
        "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:a@x\nDTSTART:20270713T090000\nDURATION:PT1H\nRRULE\n :"
    )
    reading = read(f"{text}FREQ=WEEKLY;COUNT=3\nEND:VEVENT\nEND:VCALENDAR\n".encode())
    assert len(reading.busy.calendars[0].intervals) == 3


def test_a_blank_that_a_fold_leaves_at_the_start_of_a_line_is_no_other_fold() -> None:
    text = unfold_text(b"BEGIN:VCALENDAR\n\n \tSUMMARY:1\nEND:VCALENDAR")
    assert text.unfolded == b"\nBEGIN:VCALENDAR\n\tSUMMARY:1\nEND:VCALENDAR"


def test_a_file_in_utf_16_may_be_folded_anywhere() -> None:
    folded = fold(CALENDAR.decode().encode("ascii", "ignore"), [(7, b"\n "), (300, b"\r\n\t")])
    assert len(read(folded.decode().encode("utf-16")).busy.calendars[0].intervals) == 3


def test_a_calendar_is_its_owners_where_the_name_in_it_is_folded() -> None:
    content = CALENDAR.replace(b"\n", b"\nX-WR-CAL\n NAME:bud\r\n\tget\n", 1)
    reading = read_calendars([CalendarFile("2027.ics", content)], plan(), Policies())
    assert [source.owner for source in reading.sources] == [("person", "budget")]


def entry(*lines: str) -> bytes:
    times = ("DTSTART:20270311T080000", "DURATION:PT1H")
    text = ["BEGIN:VCALENDAR", "BEGIN:VEVENT", *times, *lines, "END:VEVENT", "END:VCALENDAR", ""]
    return "\n".join(text).encode()


@pytest.mark.parametrize(
    "line",
    [
        f"TRANSP{';X=1' * 3_000}:TRANSPARENT",
        f"TRANSP:{'TRANSPARENT' * 1_000}",
        f'RDATE;X=":"{";X=1" * 3_000}:20270312T080000',
        f"RDATE{';X=' + chr(34) * 9_999}",
    ],
)
def test_a_line_that_is_longer_than_any_program_writes_is_named(line: str) -> None:
    reading = read(entry(line))
    assert "too long to be read" in " ".join(error.message for error in reading.errors)
    assert {error.line for error in reading.errors} == {5}
    assert len(reading.busy.calendars[0].intervals) == 1


def test_a_list_of_times_may_be_long() -> None:
    times = ",".join(
        f"20270{month}{day:02}T080000" for month in range(1, 8) for day in range(1, 29)
    )
    reading = read(entry(*[f"RDATE:{','.join([times] * 5)}"]))
    assert not reading.errors
    assert len(reading.busy.calendars[0].intervals) == 7 * 28


def test_what_a_parameter_quotes_is_not_looked_at() -> None:
    line = 'RDATE;X-NOTE=";TZID=Asia/Tokyo:";TZID="America/New_York":20270312T080000'
    reading = read(entry(line))
    assert not reading.errors
    assert [span.start.day for span in reading.busy.calendars[0].intervals] == [11, 12]
