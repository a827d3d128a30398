"""Cases 29 to 41: texts, each in every field of a plan that reaches a file."""

import csv
import io
import json
import subprocess
import sys
import unicodedata
from functools import cache
from pathlib import Path as Folder

import openpyxl
import pytest

from statplan.calendars import ics
from statplan.plan import loader
from tests.support.calendar_reader import Seen, feed_of, names, read
from tests.support.document_reader import tags
from tests.support.html_page import Page
from tests.support.plans import answers, monthly
from tests.support.sampling import THOROUGH, sample
from tests.support.texts_everywhere import Path, formed, free, full, made, put, refused, told

TITLE = ("frequency", "series", 0, "name")
ROOM = ("frequency", "series", 0, "room")
JOIN = ("publicity", "join")


INJECTED = "x ATTENDEE:mailto:evil@example.org"
# The texts that `make test` puts on paper too; all of them are, in a thorough run.
ON_PAPER = {"a, b; c: d", INJECTED, "A ישיבה B", "<b>bold</b> <script>x</script>", "a\r"}


@cache
def plain() -> dict[str, bytes]:
    return made(full())


@cache
def of_one_letter() -> dict[str, bytes]:
    return made(told("a"))


def is_on_paper(text: str) -> bool:
    return THOROUGH or text in ON_PAPER


def stays_literal(text: str, *, as_it_is: str | None = None) -> None:
    """A text stands in every field, breaks out of none of the files, and is read as it was."""
    data = told(text)
    assert refused(data) == set()
    found = made(data, paper=is_on_paper(text))
    assert found.keys() == plain().keys() or not is_on_paper(text)
    assert {"calendar.ics", "draft.csv", "charter.html", "public/calendar.ics"} <= found.keys()
    expected = text if as_it_is is None else as_it_is
    for name, written in found.items():
        before = plain()[name]
        if name.endswith(".ics"):
            assert names(written) == names(before), name
            assert any(expected in each.summary for each in read(written)), name
        elif name.endswith(".csv"):
            shape, was = (rows(each) for each in (written, before))
            assert [len(row) for row in shape] == [len(row) for row in was]
            assert shape[1][8].removeprefix("'") == expected
        elif name.endswith(".json"):
            assert json.loads(written)["meetings"][0]["title"] == expected
        elif name.endswith(".html"):
            page, was_page = (Page(each.decode()) for each in (written, before))
            assert unwrapped(page) == unwrapped(was_page)
        elif name.endswith(".xlsx"):
            cells = list(openpyxl.load_workbook(io.BytesIO(written))["Schedule"])
            assert cells[1][6].value == expected
            assert {cell.data_type for row in cells for cell in row} <= {"s", "d", "n"}
        elif name.endswith((".pdf", ".docx")):
            form = name.rpartition(".")[2]
            assert tags(form, written) == tags(form, before)
        else:
            assert written.count(b"\n") == before.count(b"\n"), name


def unwrapped(page: Page) -> list[str]:
    """The elements of a page; a long text takes more lines of a drawing."""
    return [tag for tag, _ in page.elements if tag != "text"]


def rows(data: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(data.decode(), newline="")))


def is_refused_everywhere(text: str) -> None:
    """No field takes a text, whatever it is for."""
    places = (*free(), *formed())
    assert refused(told(text, places)) >= set(places)


def titled(title: str) -> list[Seen]:
    return read(ics.write(feed_of(answers(monthly() | {"name": title, "room": title}))))


@pytest.mark.slow
@pytest.mark.parametrize("text", ["a, b; c: d", 'The "big" one', "x=1;y,z:'q'", "50% & <more>"])
def test_case_29_commas_semicolons_colons_and_quotes_stay(text: str) -> None:
    stays_literal(text)


@pytest.mark.parametrize("text", [r"C:\temp\new", r"Room\North", r"line\nbreak", "slash\\"])
def test_case_30_a_backslash_is_refused_because_readers_make_a_line_break_of_it(text: str) -> None:
    places = set(free())
    assert refused(told(text)) == places
    problems = loader.validate_answers(told(text)).problems
    assert all("a backslash" in each.fact for each in problems)
    is_refused_everywhere(text)


@cache
def names_and_forms() -> frozenset[Path]:
    """Every field that takes one line; the others take texts of several."""
    return frozenset(refused(told("a\nb", (*free(), *formed()))))


def test_case_31_titles_reasons_rooms_ids_and_addresses_are_one_line() -> None:
    assert set(formed()) <= names_and_forms()
    assert {TITLE, ROOM, ("program", "name")} <= names_and_forms()
    assert ("frequency", "closures", 0, "why") in names_and_forms()
    assert JOIN not in names_and_forms()


@pytest.mark.parametrize("text", ["a\rb", "a\n\rb", "a\r\rb"])
def test_case_31_a_carriage_return_is_refused_in_every_field(text: str) -> None:
    if text == "a\n\rb":  # texts lose it with the blanks around a line break
        assert refused(told(text, (*free(), *formed()))) >= names_and_forms()
    else:
        is_refused_everywhere(text)


@pytest.mark.slow
@pytest.mark.parametrize("text", ["a\r", "\ra", "\n\ra\r\n"])
def test_case_31_one_at_an_end_is_gone(text: str) -> None:
    assert refused(told(text, formed())) >= set(formed())
    for name, written in made(told(text), paper=is_on_paper(text)).items():
        assert written == of_one_letter()[name]
        if not name.endswith((".pdf", ".docx", ".xlsx")):
            assert b"\r" not in written.replace(b"\r\n", b""), name


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_case_31_a_line_break_in_a_text_is_escaped(end: str) -> None:
    text = f"first{end}BEGIN:VEVENT"
    assert refused(told(text, (*free(), *formed()))) >= names_and_forms()
    texts = tuple(path for path in free() if path not in names_and_forms())
    found = made(told(text, texts), paper=False)
    for name, before in plain().items():
        if name.endswith(".ics"):
            assert names(found[name]) == names(before), name
    public = read(found["public/calendar.ics"])
    assert any("How to join: first\nBEGIN:VEVENT" in each.description for each in public)


@pytest.mark.slow
@pytest.mark.parametrize("text", ["BEGIN:VEVENT", "END:VCALENDAR", INJECTED, "METHOD:REQUEST"])
def test_case_32_nothing_breaks_out_of_a_text(text: str) -> None:
    stays_literal(text)
    for end in ("\r\n", "\n"):
        assert refused(told(f"x{end}{text}", (*free(), *formed()))) >= names_and_forms()
    is_refused_everywhere(f"x\r{text}")


@pytest.mark.slow
def test_case_32_nor_with_assertions_off(plan: Folder) -> None:
    script = "from statplan.cli.app import main; main()"
    path = plan / "statplan.yaml"
    text = path.read_text(encoding="utf-8")
    injected = '"x\\r\\nATTENDEE:mailto:evil@example.org"'
    for key, old in (("name", "TestStat"), ("room", "Secret Room 7"), ("office", "Clerk")):
        wrong = text.replace(f"{key}: {old}", f"{key}: {injected}")
        assert wrong != text
        path.write_text(wrong, encoding="utf-8")
        found = subprocess.run(
            [sys.executable, "-O", "-c", script, "calendar"],
            cwd=plan, capture_output=True, check=False,
        )  # fmt: skip
        assert (found.returncode, found.stdout) == (1, b"")
        assert b"line break" in found.stderr


@pytest.mark.slow
@pytest.mark.parametrize(
    "char",
    ["\0", "\a", "\v", "\f", "\x7f", "\x85", "\u2028", "\u2029", "\ufeff", "\ud800", "\x1b"],
    ids=lambda char: f"U+{ord(char):04X}",
)
def test_case_33_invisible_characters_are_refused_and_named(char: str) -> None:
    is_refused_everywhere(f"a{char}b")
    problems = loader.validate_answers(told(f"a{char}b")).problems
    assert all(f"U+{ord(char):04X}" in each.fact for each in problems)


FAMILY = "👩‍👩‍👧‍👦"
FLAGS = "🇺🇸🏳️‍🌈"


@pytest.mark.slow
@pytest.mark.parametrize("before", range(24, 76, 3))
def test_case_34_families_and_flags_are_whole_on_every_side_of_a_fold(before: int) -> None:
    title = f"{'x' * before}{FAMILY}{FLAGS}{FAMILY}"
    found = titled(title)
    assert {each.location for each in found} == {title}
    assert {each.summary.partition(": ")[2] for each in found} == {title}


@pytest.mark.slow
@pytest.mark.parametrize("text", ["اجتماعُ الأداءِ", "יְשִׁיבַת בִּצּוּעַ", "A ישיבה B"])
def test_case_35_arabic_and_hebrew_stay_with_their_marks(text: str) -> None:
    stays_literal(text, as_it_is=unicodedata.normalize("NFC", text))


@pytest.mark.parametrize("char", [*"\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"])
def test_case_35_overrides_of_direction_are_refused(char: str) -> None:
    is_refused_everywhere(f"abc{char}cba")


@pytest.mark.slow
@pytest.mark.parametrize("text", ["Cafe\u0301 A\u030a", "日本語の会議" * 12, "Stat 🏛 𐐷"])
def test_case_36_letters_are_composed_and_nothing_else_is_done_to_them(text: str) -> None:
    stays_literal(text, as_it_is=unicodedata.normalize("NFC", text))


@pytest.mark.parametrize(
    ("text", "kept"),
    [("A", "A"), ("x" * 200, "x" * 200), ("  a   b  ", "a b"), ("\ta\t", "a")],
    ids=["1", "200", "blanks", "tabs"],
)
def test_case_37_titles_of_one_to_two_hundred_letters(text: str, kept: str) -> None:
    data = told(text, (TITLE, ROOM))
    assert refused(data) == set()
    found = read(made(data, paper=False)["calendar.ics"])
    assert all(f": {kept} #" in each.summary or each.summary.startswith(kept) for each in found)
    rooms = {each.location.partition(", ")[0] for each in found}
    assert rooms == {"", kept, "plain words"}  # one is cancelled, and one has a room of its own


@pytest.mark.parametrize("text", ["", "   ", "\u00a0", "x" * 201, "x" * 1200])
def test_case_37_titles_of_nothing_or_of_more_are_refused(text: str) -> None:
    found = refused(told(text))
    if text.strip():
        assert TITLE in found
        assert JOIN not in found  # a text may be long
    else:
        assert found == set(free())


@pytest.mark.slow
@pytest.mark.parametrize("end", ["", ",", ";,", ", é", "🏛", '",'])
def test_case_38_lines_are_folded_at_75_octets_and_whole_letters(end: str) -> None:
    longest = 0
    for length in sample(range(40, 90), 12):
        title = "x" * length + end
        data = ics.write(feed_of(answers(monthly() | {"name": title, "room": title}, months=1)))
        assert {each.location for each in read(data)} == {title}
        longest = max(longest, *map(len, data.split(b"\r\n")))
    assert longest == 75


@pytest.mark.slow
@pytest.mark.parametrize(
    "text", ["%0D%0A", "a^nb ^' ^^", "&amp; &lt;b&gt;", "<b>bold</b> <script>x</script>"]
)
def test_case_39_what_other_formats_would_decode_stays_literal(text: str) -> None:
    stays_literal(text)


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Smith, Jo", '"Smith, Jo"'),
        ('Jo "Bo" Smith', "Jo 'Bo' Smith"),
        ("Jo O'Neil", "Jo O'Neil"),
        ("Jo; Smith: A", '"Jo; Smith: A"'),
        ("*", "*"),
        ("^^", "^^"),
    ],
)
def test_case_40_a_name_stands_in_its_parameter_and_ends_nothing(name: str, shown: str) -> None:
    person = ("participants", "people", 0, "name")
    found = made(told(name, (person,)), paper=False)
    message = next(data for key, data in found.items() if key.endswith("primary-cancel.ics"))
    assert names(message) == names(plain()[next(k for k in found if found[k] is message)])
    text = message.decode().replace("\r\n ", "")
    quoted = {f"ORGANIZER;CN={each}:mailto:" for each in (shown, f'"{shown}"')}
    if name != "^^":  # RFC 6868 writes a circumflex twice
        assert any(each in text for each in quoted), text
    (event,) = read(message)
    assert event.status == "CANCELLED"


def test_case_40_an_empty_name_is_left_out() -> None:
    data = full()
    del data["participants"]["people"][0]["name"]
    message = next(
        value for key, value in made(data, paper=False).items() if key.endswith("cancel.ics")
    )
    assert b'CN="plain words":' in message.replace(b"\r\n ", b"")  # the office
    assert b"CN=:" not in message
    assert b"CN=;" not in message


ADDRESS = ("participants", "people", 0, "email")


@pytest.mark.parametrize(
    "address",
    [
        "", "no-at", "Jo <x@example.org>", "MAILTO:x@example.org", "mailto:x@example.org",
        "x@exämple.org", "x@example.org?subject=hi", "x@example.org,y@example.org", "x@@e.org",
        "x y@example.org", "x@example.org ", "x@example", "x@example..org", '"x"@example.org',
    ],
)  # fmt: skip
def test_case_41_what_is_no_plain_address_is_refused(address: str) -> None:
    for path in (ADDRESS, ("publicity", "contact")):
        assert refused(told(address, (path,))) == {path}


def test_case_41_who_has_no_address_is_not_invited_and_organizes_nothing() -> None:
    data = full()
    del data["participants"]["people"][0]["email"]
    found = made(data, paper=False)
    for name, written in found.items():
        if name.endswith(".ics"):
            assert not {"METHOD", "ORGANIZER", "ATTENDEE"} & set(names(written)), name
    data = full()
    put(data, ADDRESS, "O'Neil+stat@stat.example.gov")
    message = next(
        value for key, value in made(data, paper=False).items() if key.endswith("cancel.ics")
    )
    assert b"mailto:O'Neil+stat@stat.example.gov" in message.replace(b"\r\n ", b"")
