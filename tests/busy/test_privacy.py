"""Only times are read: no title, place, note or name gets into a value, a message or an output."""

import re
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from statplan.busy import BusyReading, CalendarFile, Policies, read_calendars, read_policies
from statplan.busy.content_lines import scan_components, unfold_text
from statplan.cli.app import app
from tests.support.busy_calendars import plan, read

MARKER = "Zq7Marker"
SECRET = (
    f"SUMMARY:{MARKER}",
    f"DESCRIPTION:{MARKER} and\\n{MARKER}",
    f"LOCATION:{MARKER}",
    f"COMMENT:{MARKER}",
    f"CONTACT:{MARKER}",
    f"URL:https://example.org/{MARKER}",
    f"CATEGORIES:{MARKER}",
    f"ORGANIZER;CN={MARKER}:mailto:{MARKER}@example.org",
    f"ATTENDEE;CN={MARKER};PARTSTAT=ACCEPTED:mailto:{MARKER}@example.org",
    f"ATTENDEE;CN={MARKER};PARTSTAT=TENTATIVE:mailto:budget@example.gov",
    f"X-ALT-DESC;FMTTYPE=text/html:<p>{MARKER}</p>",
    f"ATTACH:https://example.org/{MARKER}",
    f"X-{MARKER}:1",
)
FOLDED = tuple(re.sub(MARKER, f"{MARKER[:3]}\n {MARKER[3:]}{MARKER}", each) for each in SECRET)
BROKEN = (
    f"RRULE:FREQ={MARKER}",
    f"RRULE:FREQ=DAILY;UNTIL={MARKER}",
    f"EXDATE:{MARKER}",
    f"RDATE;VALUE=PERIOD:{MARKER}/{MARKER}",
    f"RECURRENCE-ID:{MARKER}",
    f"DTEND:{MARKER}",
    f"DTSTART;TZID={MARKER}:20270311T080000",
    f"DTEND;TZID={MARKER}:20279999T999999",
    f'DTSTART;"{MARKER}',
    f"STATUS:{MARKER}",
    f"TRANSP:{MARKER}",
    f"X-MICROSOFT-CDO-BUSYSTATUS:{MARKER}",
    f"SEQUENCE:{MARKER}",
    f"UID:{MARKER}",
    f"BEGIN:{MARKER}",
    f"BEGIN:VALARM\nDESCRIPTION:{MARKER}\nTRIGGER:{MARKER}\nEND:VALARM",
    f"{MARKER}",
    f"ATTENDEE;PARTSTAT={MARKER}:mailto:budget@example.gov",
)


def calendar(*lines: str) -> bytes:
    entry = ["BEGIN:VEVENT", "DTSTART:20270311T080000", "DTEND:20270311T090000", *lines]
    whole = ["BEGIN:VCALENDAR", f"X-WR-CALNAME:{MARKER}", *entry, "END:VEVENT", "END:VCALENDAR", ""]
    return "\n".join(whole).encode()


def everything(value: Any) -> str:
    """All that a value holds, and all that is said of it."""
    if isinstance(value, BusyReading):
        return " ".join([repr(value), *(str(each) for each in value.errors)])
    return repr(value)


def test_what_an_entry_is_about_is_read_into_no_value() -> None:
    reading = read(calendar(*SECRET, *FOLDED))
    assert len(reading.sources) == 1
    assert reading.busy.calendars[0].intervals
    assert MARKER not in everything(reading)


def test_even_the_lines_that_are_looked_at_hold_nothing_of_it() -> None:
    blocks, faults, *_ = scan_components(
        unfold_text(calendar(*SECRET, *FOLDED)), ("budget@example.gov",)
    )
    assert [each.replies for each in blocks if each.kind == "VEVENT"] == [("TENTATIVE",) * 2]
    assert MARKER not in everything((blocks, faults))


@pytest.mark.parametrize("line", BROKEN)
def test_no_message_quotes_what_it_could_not_read(line: str) -> None:
    reading = read(calendar(*SECRET, line))
    assert MARKER not in everything(reading)


@pytest.mark.parametrize(
    "text",
    [
        f"who,start,end,subject\nbudget,2027-03-11,,{MARKER}\n",
        f"who,start,end,kind\n{MARKER},2027-03-11,,\nbudget,{MARKER},{MARKER},{MARKER}\n",
        f"who,start,end\nbudget,2027-03-11,{MARKER}\n",
        f'who,start,end\nbudget,"{MARKER}\n',
        f"{MARKER},{MARKER}\n",
    ],
)
def test_a_table_is_quoted_no_more_than_a_calendar(text: str) -> None:
    assert MARKER not in everything(read(text.encode(), file="table.csv"))
    assert MARKER not in everything(read_policies(text.encode(), plan(), Policies().general))


def test_a_calendar_that_is_nobodys_is_named_by_its_file_alone() -> None:
    reading = read_calendars(
        [CalendarFile("other.ics", calendar(*SECRET), ("other",))], plan(), Policies()
    )
    assert [each.file for each in reading.errors] == ["other.ics"]
    assert MARKER not in everything(reading)


def test_no_command_prints_what_an_entry_is_about(tmp_path: Path) -> None:
    (tmp_path / "statplan.yaml").write_text(
        "statplan: 1\nprogram: {timezone: America/New_York}\n"
        "participants:\n  people: [{id: budget, office: Budget}]\n  panel: [budget]\n"
        "frequency:\n  first_day: 2027-01-01\n  series:\n"
        "    - {id: stat, every: month, on: second Thursday, at: '08:00'}\n",
        encoding="utf-8",
    )
    folder = tmp_path / "busy"
    folder.mkdir()
    for number, line in enumerate(("", *BROKEN)):
        inside = folder / "budget"
        inside.mkdir(exist_ok=True)
        (inside / f"{number}.ics").write_bytes(calendar(*SECRET, *([line] if line else [])))
    for form in ("text", "concise", "json", "github", "sarif", "junit"):
        words = ["check", str(tmp_path), "--busy", str(folder), "-f", form]
        shown = CliRunner().invoke(app, words)
        assert "SP020" in shown.output
        assert "SP023" in shown.output
        assert MARKER not in shown.output
    shown = CliRunner().invoke(app, ["show", str(tmp_path), "--busy", str(folder)])
    assert shown.exit_code == 0
    assert MARKER not in shown.output
