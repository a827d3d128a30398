"""What is withheld is found in public files, in whatever form, and nothing else is."""

import json
import sys
import unicodedata
from html import escape
from urllib.parse import quote

import pytest

from statplan.errors import StatplanError
from statplan.records import WithheldText
from statplan.records.leak_check import refuse_leaks
from statplan.records.leak_search import Leak, WithheldIndex
from statplan.records.letters import simplify_letters
from statplan.records.withheld_text import Parts

NAME = "José “Pepe” O'Neil & Søn"


def folded(text: str) -> str:
    return "\r\n ".join(text[at : at + 7] for at in range(0, len(text), 7))


FORMS = {
    "as it is": NAME,
    "capitals": NAME.upper(),
    "decomposed": unicodedata.normalize("NFD", NAME),
    "html": escape(NAME),
    "numbered": "".join(f"&#{ord(char)};" for char in NAME),
    "json": json.dumps(NAME),
    "json for html": json.dumps(NAME).replace("&", "\\u0026"),
    "address": quote(NAME),
    "icalendar": folded(NAME.replace("&", "\\;&").replace("\\;", "")),
    "line break": NAME.replace(" ", "\n"),
    "calendar break": NAME.replace(" ", "\\n"),
    "blanks": NAME.replace(" ", "\u00a0 "),
    "invisible": NAME.replace("o", "o\u200b\u00ad"),
    "tags": NAME.replace("e", "<wbr>e"),
    "cells": NAME.replace(" ", "</td><td>"),
}


def find_leaks(text: str, *withheld_texts: WithheldText) -> tuple[Leak, ...]:
    return WithheldIndex(withheld_texts).find_leaks(text)


def find_lines(text: str, secret: str) -> list[int]:
    """The lines on which all of a secret was found."""
    leaks = find_leaks(text, WithheldText(secret, "x", Parts.NONE))
    return [leak.line for leak in leaks if not leak.part]


@pytest.mark.parametrize("form", FORMS)
def test_a_secret_is_found_in_every_form(form: str) -> None:
    assert find_lines(f"before\n{FORMS[form]}, after", NAME) == [2]


@pytest.mark.parametrize("page", ["<td>Sanitation</td><td>yes</td>", "<li>Sanitation</li><li>ok"])
def test_the_last_word_of_a_cell_and_the_first_of_the_next_are_no_one_word(page: str) -> None:
    assert find_leaks(page, WithheldText("Anitation", "x")) == ()


@pytest.mark.parametrize(
    "page", ["<td>Smithers</td><td>yes</td>", "Smi<b>thers</b>", "Smi<br>thers"]
)
def test_a_name_is_found_within_the_tags_of_a_page(page: str) -> None:
    assert find_leaks(page, WithheldText("Smithers", "x"))


@pytest.mark.parametrize("written", ["Jose Nunez", "JOSÉ NÚÑEZ", "Jose\u0301 Nu\u0301n\u0303ez"])
def test_a_name_is_found_whatever_its_accents(written: str) -> None:
    assert find_lines(f"{written} was there", "José Núñez") == [1]


@pytest.mark.parametrize(
    ("secret", "text"),
    [
        ("Anne Li", "Jeanne Lind; Anne, Lin"),
        ("12 Main", "112 Main Street; 12 Maine"),
        ("he", "he said so"),  # too short to be told from a word
        ("", "anything"),
        ("jo@city.example", "jojo@city.example"),
    ],
)
def test_what_only_looks_like_it_is_not_found(secret: str, text: str) -> None:
    assert find_leaks(text, WithheldText(secret, "x", Parts.NONE)) == ()


def test_a_leak_names_its_line_and_what_it_is_from() -> None:
    room = WithheldText("Secret Room 7", "frequency.place.room", Parts.NONE)
    found = find_leaks("one\ntwo, Secret Room 7\nthree, secret room 7", room)
    assert [leak for leak in found if not leak.part] == [Leak(room, 2), Leak(room, 3)]
    assert find_lines("one\ntwo, Secret\nRoom 7", "Secret Room 7") == [2]


def test_a_set_of_files_is_refused_whole_with_every_place() -> None:
    files = {"index.html": b"<p>all is well\n", "a.ics": b"x\r\nSUMMARY:Secret Ro\r\n om 7\r\n"}
    refuse_leaks(files, [WithheldText("Another Room", "y")])
    with pytest.raises(StatplanError) as caught:
        refuse_leaks(files, [WithheldText("Secret Room 7", "frequency.place.room")])
    assert caught.value.exit_code == 4
    told = "\n".join(str(each) for each in caught.value.problems)
    assert "a.ics" in told
    assert "frequency.place.room" in told
    assert "Secret Room" not in told  # a log of CI may be public, too


def test_every_character_that_is_not_seen_is_looked_through() -> None:
    every = map(chr, range(sys.maxunicode + 1))
    formatting = {char for char in every if unicodedata.category(char) == "Cf"}
    assert simplify_letters("".join(formatting)) == ""
    assert len(simplify_letters("".join(map(chr, range(0x21, 0xA8))))) == 0xA8 - 0x21


def test_a_secret_in_a_files_name_is_found() -> None:
    with pytest.raises(StatplanError):
        refuse_leaks({"secret-room/x.ics": b""}, [WithheldText("secret-room", "x")])


ID = "3ba5de17-1230-5557-80a1-93fdf342f503"


def test_the_style_of_a_page_holds_no_amount() -> None:
    page = "<style>\n.a { font-size: 1.15rem; }\n</style>\n<p>It was %s.</p>\n"
    settlement = WithheldText("between 1.15 and 1.35 million", "x")
    refuse_leaks({"a.html": (page % "2.15").encode()}, [settlement])
    with pytest.raises(StatplanError) as caught:
        refuse_leaks({"a.html": (page % "1.15").encode()}, [settlement])
    assert [problem.line for problem in caught.value.problems] == [4]


def test_the_digits_of_an_id_are_no_number() -> None:
    refuse_leaks({"a.ics": f"UID:{ID}".encode()}, [WithheldText("case 1230", "x")])
    with pytest.raises(StatplanError):
        refuse_leaks({"a.ics": f"UID:{ID} 1230".encode()}, [WithheldText("case 1230", "x")])


@pytest.mark.parametrize("written", [ID, ID.replace("-", ""), f"https://meet.example/{ID}"])
def test_an_id_that_is_withheld_is_found(written: str) -> None:
    with pytest.raises(StatplanError):
        refuse_leaks({"a.ics": f"https://meet.example/{ID}".encode()}, [WithheldText(written, "x")])


@pytest.mark.parametrize("count", [4, 5, 6])
def test_at_most_five_leaks_of_a_file_are_named(count: int) -> None:
    secrets = [
        WithheldText(f"Secret Room {letter}", "a", Parts.NONE) for letter in "pqrstu"[:count]
    ]
    text = "\n".join(each.text for each in secrets).encode()
    with pytest.raises(StatplanError) as caught:
        refuse_leaks({"a": text, "b": b"Secret Room P"}, secrets)
    assert len(caught.value.problems) == min(count, 5) + 1
