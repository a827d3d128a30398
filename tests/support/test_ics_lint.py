"""The lint refuses each kind of damage by the rule that is broken, and by no accident."""

import re

import pytest

from statplan.calendars import ics
from tests.support.calendar_reader import feed_of
from tests.support.ics_lint import COLORS, lint
from tests.support.plans import answers, monthly
from tests.support.sampling import sample

WHOLE = ics.write(feed_of(answers(monthly()))).decode()
UID = re.findall(r"\r\nUID:(\S+)", WHOLE)[1]


def test_what_is_not_damaged_has_no_fault() -> None:
    assert lint(WHOLE.encode()) == []


# A damage of the text, and the beginning of the one fault that it makes.
DAMAGES = {
    "a line feed alone": ("GREGORIAN\r\n", "GREGORIAN\n", "RFC 5545, 3.1: a line"),
    "no last line end": ("END:VCALENDAR\r\n", "END:VCALENDAR", "RFC 5545, 3.1: the last line"),
    "a control character": ("DESCRIPTION:", "DESCRIPTION:\x07", "RFC 5545, 3.3.11: a control"),
    "a long line": ("NAME:TestStat", "NAME:TestStat" + "x" * 70, "RFC 5545, 3.1: a line has"),
    "no name": ("TRANSP:", "just words\r\nTRANSP:", "RFC 5545, 3.1: this is no content line"),
    "another line first": ("BEGIN:VCALENDAR", "X-A:1\r\nBEGIN:VCALENDAR", "RFC 5545, 3.4: X-A"),
    "a component that does not end": ("END:VTIMEZONE\r\n", "", "RFC 5545, 3.4: END:VCALENDAR ends"),
    "the end of another": ("END:VEVENT", "END:VTODO", "RFC 5545, 3.4: END:VTODO ends nothing"),
    "a calendar within": (
        "BEGIN:VTIMEZONE", "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\nBEGIN:VTIMEZONE",
        "RFC 5545, 3.4: there is more than one calendar",
    ),
    "no PRODID": (r"PRODID:.*?\r\n", "", "RFC 5545, 3.6 and 3.7: PRODID"),
    "two PRODIDs": (r"(PRODID:.*?\r\n)", r"\1\1", "RFC 5545, 3.6 and 3.7: PRODID"),
    "an empty PRODID": (r"PRODID:.*?\r\n", "PRODID:\r\n", "RFC 5545, 3.6 and 3.7: PRODID"),
    "another version": ("VERSION:2.0", "VERSION:1.0", "RFC 5545, 3.6 and 3.7: VERSION"),
    "no version": (r"VERSION:2.0\r\n", "", "RFC 5545, 3.6 and 3.7: VERSION"),
    "another calendar scale": ("GREGORIAN", "HEBREW", "RFC 5545, 3.6 and 3.7: CALSCALE"),
    "a calendar's own UID": ("NAME:T", "UID:1\r\nNAME:T", "ours: the calendar has a UID"),
    "a bare comma": ("SUMMARY:", "SUMMARY:One, ", "RFC 5545, 3.3.11: SUMMARY"),
    "a bare semicolon": ("DESCRIPTION:H", "DESCRIPTION:;", "RFC 5545, 3.3.11: DESCRIPTION"),
    "a backslash before another letter": ("SUMMARY:", "SUMMARY:\\\\t", "RFC 5545, 3.3.11: SUMMARY"),
    "a name with a comma": ("X-WR-CALNAME:", "X-WR-CALNAME:A,", "RFC 5545, 3.3.11: X-WR-CALNAME"),
    "a category with a semicolon": ("CATEGORIES:", "CATEGORIES:A;", "RFC 5545, 3.3.11: CATEGORIES"),
    "a color in numbers": ("NAME:T", "COLOR:#FF0000\r\nNAME:T", "RFC 7986, 5.9: #FF0000"),
    "a color nobody knows": ("NAME:T", "COLOR:city blue\r\nNAME:T", "RFC 7986, 5.9: city blue"),
    "a refresh time without its type": (
        "NAME:T", "REFRESH-INTERVAL:PT12H\r\nNAME:T", "RFC 7986, 5.7",
    ),
    "a rule in an event": ("TRANSP:", "RRULE:FREQ=DAILY\r\nTRANSP:", "ours: RRULE"),
    "a date left out": ("TRANSP:", "EXDATE:20270101\r\nTRANSP:", "ours: EXDATE"),
    "an alarm": (
        "END:VEVENT", "BEGIN:VALARM\r\nEND:VALARM\r\nEND:VEVENT", "ours: a hold has an alarm",
    ),
    "a number twice": ("SEQUENCE:0", "SEQUENCE:0\r\nSEQUENCE:0", "RFC 5545, 3.6.1: SEQUENCE"),
    "no number": (r"SEQUENCE:0\r\n", "", "RFC 5545, 3.6.1: SEQUENCE"),
    "no moment of change": (r"LAST-MODIFIED:.*?\r\n", "", "RFC 5545, 3.6.1: LAST-MODIFIED"),
    "no state for Outlook": (r"X-MICROSOFT-.*?\r\n", "", "RFC 5545, 3.6.1: X-MICROSOFT"),
    "a number below nothing": ("SEQUENCE:0", "SEQUENCE:-1", "RFC 5545, 3.8.7.4"),
    "a zone of no place": (
        "DTSTART;TZID=America/Chicago:20", "DTSTART;TZID=America/Nowhere:20",
        "RFC 5545, 3.2.19: DTSTART",
    ),
    "a moment that is local": (r"(CREATED:\d{8}T\d{6})Z", r"\1", "RFC 5545, 3.8.7: CREATED"),
    "a stamp of another moment": (
        r"LAST-MODIFIED:\d{4}", "LAST-MODIFIED:1999", "RFC 5545, 3.8.7.2: DTSTAMP",
    ),
    "a state of no event": ("STATUS:TENTATIVE", "STATUS:NEEDS-ACTION", "RFC 5545, 3.8.1.11"),
    "time that shows as free": ("TRANSP:OPAQUE", "TRANSP:TRANSPARENT", "MS-OXCICAL"),
    "an organizer in a feed": (
        "TRANSP:", "ORGANIZER:mailto:clerk@example.gov\r\nTRANSP:", "RFC 5546, 3.2: an entry",
    ),
    "an attendee in a feed": (
        "TRANSP:", "ATTENDEE:mailto:clerk@example.gov\r\nTRANSP:", "RFC 5546, 3.2: an entry",
    ),
    "a method of a feed": ("NAME:T", "METHOD:PUBLISH\r\nNAME:T", "RFC 5546, 1.4"),
    "a sibling elsewhere": (
        "TRANSP:", "RELATED-TO;RELTYPE=SIBLING:1\r\nTRANSP:", "RFC 5545, 3.8.4.5: RELATED-TO",
    ),
    "a UID of other letters": (r"\r\nUID:", r"\r\nUID:é", "RFC 5545, 3.8.4.7: a UID has"),
    "a UID of another": (r"\r\nUID:\S+", f"\r\nUID:{UID}", "RFC 5545, 3.8.4.7: a UID stands"),
}  # fmt: skip
# A damage that breaks a second rule too, and how that fault begins.
ALSO = {
    "a method of a feed": "RFC 5546, 3.2: an entry",
    "a zone of no place": "RFC 5545, 3.8.2.2: an event begins",
    "a UID of other letters": "RFC 5545, 3.8.4.5",
    "a UID of another": "RFC 5545, 3.8.4.5",
}  # fmt: skip


@pytest.mark.parametrize("kind", DAMAGES)
def test_a_damage_is_refused_by_the_rule_that_it_breaks(kind: str) -> None:
    pattern, new, rule = DAMAGES[kind]
    damaged, count = re.subn(pattern, new, WHOLE, count=1, flags=re.DOTALL)
    assert count
    faults = lint(damaged.encode())
    assert any(fault.startswith(rule) for fault in faults), faults
    also = ALSO.get(kind)
    assert all(fault.startswith((rule, also) if also else rule) for fault in faults), faults


def test_bytes_that_are_no_text_and_a_fold_within_a_character_are_refused() -> None:
    assert lint(WHOLE.encode("utf-16")) == ["RFC 5545, 3.1.4: the bytes are not UTF-8"]
    folded = WHOLE.encode().replace(b"SUMMARY:", b"SUMMARY:\xc3\r\n \xa9", 1)
    assert lint(folded)[0] in {
        "RFC 5545, 3.1: a fold parts a character", "RFC 5545, 3.1.4: the bytes are not UTF-8",
    }  # fmt: skip


def test_a_color_by_name_is_right() -> None:
    assert len(COLORS) == 147
    colored = WHOLE.replace("NAME:T", "COLOR:SteelBlue\r\nNAME:T", 1)
    assert lint(colored.encode()) == []


def test_a_damage_anywhere_never_ends_in_a_fault_of_the_lint() -> None:
    lines = WHOLE.split("\r\n")
    for index in sample(range(len(lines)), 12):
        for damaged in (lines[:index] + lines[index + 1 :], lines[:index], lines[index:]):
            lint("\r\n".join(damaged).encode())
            lint("\r\n".join(damaged).encode(), message=True)
