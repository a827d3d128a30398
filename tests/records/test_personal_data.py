"""Unmarked personal data in notes: each thing is a question until somebody answers it."""

from datetime import date

import pytest

from statplan.records import ClearedCopy, RedactionRules, redact_notes
from statplan.records.public_answers import PublicAnswer, add_public_answers
from tests.support.marked_notes import FIRST, notes, public, refusals

DAY = date(2027, 3, 12)


def asked(*lines: str, manner: RedactionRules | None = None) -> list[tuple[int, str]]:
    return [(line, fact) for line, fact in refusals(*lines, manner=manner) if "looks like" in fact]


@pytest.mark.parametrize(
    ("line", "shown", "kind"),
    [
        ("Write to maria.lopez@example.org.", "maria.lopez@example.org", "an e-mail address"),
        ("See [mail](mailto:jo@example.org).", "jo@example.org", "an e-mail address"),
        ("Call 504-555-0199.", "504-555-0199", "a telephone number"),
        ("Call (504) 555-0199 first.", "(504) 555-0199", "a telephone number"),
        ("Her cell is 5045550199.", "5045550199", "a telephone number"),
        ("Call 555-0199.", "555-0199", "a telephone number"),
        ("Call +44 20 7946 0958.", "+44 20 7946 0958", "a telephone number"),
        ("Her number is 123-45-6789.", "123-45-6789", "a social security number"),
        ("SSN ending in 6789", "6789", "a social security number"),
        ("Pay into account 00123456.", "00123456", "an account or card number"),
        ("Acct. no. 1234-5678 is closed.", "1234-5678", "an account or card number"),
        ("Paid with 4111 1111 1111 1111.", "4111 1111 1111 1111", "an account or card number"),
        ("The card ending in 4242 failed.", "4242", "an account or card number"),
        ("Pay GB82 WEST 1234 5698 7654 32.", "GB82 WEST 1234 5698 7654 32",
         "an account or card number"),
        ("passport no. X1234567", "X1234567", "an account or card number"),
        ("The van has plate ABC-1234.", "ABC-1234", "a license plate"),
        ("license plate no. 123 ABC", "123 ABC", "a license plate"),
        ("She was born on March 4, 1962.", "March 4, 1962", "a date of birth"),
        ("DOB 3/4/1962", "3/4/1962", "a date of birth"),
        ("Date of birth: 4 March 1962", "4 March 1962", "a date of birth"),
        ("He lives at 42 Elm Street.", "42 Elm Street", "the address of a house"),
        ("The rubbish at 7 N. Old Mill Rd is gone.", "7 N. Old Mill Rd", "the address of a house"),
        ("Then Maria Lopez complained.", "Maria Lopez", "a person's name"),
        ("Then **Maria** *Lopez* complained.", "Maria Lopez", "a person's name"),
        ("- Owner: Maria Lopez", "Maria Lopez", "a person's name"),
        ("| Maria | Lopez | paid |", "Maria Lopez", "a person's name"),
        ("| Lopez | Maria | paid |", "Lopez, Maria", "a person's name"),
        ("\uff2d\uff41\uff52\uff49\uff41 \uff2c\uff4f\uff50\uff45\uff5a left.", "Maria Lopez",
         "a person's name"),
    ],
)  # fmt: skip
def test_each_kind_of_personal_data_is_asked_about(line: str, shown: str, kind: str) -> None:
    assert (1, f"'{shown}' looks like {kind}.") in asked(line)


@pytest.mark.parametrize(
    "line",
    [
        "Call 311, or 911 in an emergency.",
        "Ordinance 555-0199 and permit 2027-001234 were issued for 12 trees.",
        "The 900 block of Canal Street was paved on March 3; Elm Street was closed.",
        "12 Elm Street signals were replaced, and 2027 Elm Street resurfacing was bid.",
        "Ward 3 Elm Street and Station 12 Magazine Street reported.",
        "General ledger account 61200 and GL account 520043 are over by $1,250,000.",
        "1,234 accounts are 30 days late, and 98.6 percent of 12345 accounts are paid.",
        "The business license BL-20391 and the plate reader (ALPR) were discussed.",
        "Babies born in 2026 and King's Birthday on 27 September were counted.",
        "45 CFR 1356.21 applies in ZIP code 70112-1234 on 2027-03-12 at 9:00 a.m.",
        "See https://city.example.gov/maria-lopez/504-555-0199 for the open data.",
        "Call 1-800-555-0199 or (866) 555-0123.",
        "The press line 504-555-0199 and the Permit Center, 504-555-0111, were busy.",
        "Write to info@city.example.gov or publicworks@county.gov.",
        "Statutes NRS 293.3677 and requests 188-2027 and 204-2027 were read.",
        "Parcels such as 16-07-204-011-0000 have the wrong class.",
        "Each mural gets an asset tag, MUR-0001 first.",
    ],
)
def test_ordinary_numbers_and_places_are_not_asked_about(line: str) -> None:
    assert public(line) == f"{line}\n"


@pytest.mark.parametrize(
    "line",
    [
        "Her cell phone, not the office, is 504-555-0199.",
        "The nurse's office 504-555-0199 is closed.",
        "Call Maria Lopez's line 504-555-0199.",
        "Caroline 504-555-0199 called.",
        "Case 4512, 504-555-0199, is open.",
        "Write to jo@city.example.gov or info@lopez.example.org.",
        "Write to info.lopez@city.example.gov.",
    ],
)
def test_what_may_be_of_a_person_and_not_of_an_office_is_asked_about(line: str) -> None:
    assert asked(line)


def test_the_address_where_people_meet_is_public_and_no_other() -> None:
    place = "- **Place:** 611 Walker Street, 25th floor"
    assert public(place, "", "The trees were counted.").startswith(place)
    assert asked("## Complaints", "", place)
    assert asked("- **Topic:** 611 Walker Street")


def test_one_thing_is_asked_about_once_with_its_first_line() -> None:
    found = asked("Nothing.", "", "Maria Lopez came.", "", "Then Maria Lopez left.")
    assert found == [
        (3, "'Maria Lopez' looks like a person's name. It is in the notes 2 times."),
    ]


def test_one_telephone_number_is_one_thing_however_it_is_written() -> None:
    assert len(asked("Call 504-555-0199.", "", "Call (504) 555 0199.")) == 1


def test_what_the_plan_makes_public_is_not_asked_about() -> None:
    manner = RedactionRules(
        public_texts=("stat@example.gov", "Call 504-555-0100 to join.", "1 Main Street, Room 7"),
        public_words=frozenset({"public", "works", "lopez", "hall", "maria"}),
    )
    line = (
        "Write to stat@example.gov or (504) 555-0100, or come to 1 Main Street, Maria Lopez Hall."
    )
    assert public(line, manner=manner) == f"{line}\n"


def test_numbers_are_read_as_the_country_of_the_plan_writes_them() -> None:
    line = "Ring 020 7946 0958."
    assert asked(line, manner=RedactionRules(country="GB"))
    assert public(line, manner=RedactionRules(country="US"))


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("Maria Lopez complained.", "Maria Lopez"),
        ("Ms. Lopez complained.", "Maria Lopez"),
        ("Lopez, Maria", "Maria Lopez"),
        ("Call (504) 555-0199.", "504-555-0199"),
        ("Write to jo@example.org.", "jo@example.org"),
    ],
)
def test_an_answer_in_the_head_lets_its_words_pass(line: str, words: str) -> None:
    answer = PublicAnswer(DAY, words, "signed the public petition")
    copy = redact_notes(add_public_answers(notes(line), [answer]), RedactionRules())
    assert isinstance(copy, ClearedCopy)
    assert answer.reason not in copy.render_file()
    assert "allow" not in copy.render_file()


def test_an_answer_lets_nobody_else_pass() -> None:
    answer = PublicAnswer(DAY, "Maria Lopez", "signed the public petition")
    text = add_public_answers(notes("Then Rosa Lopez complained."), [answer])
    assert not isinstance(redact_notes(text, RedactionRules()), ClearedCopy)


def test_a_question_repeats_no_word_that_a_mark_withholds() -> None:
    found = redact_notes(
        notes("It was [[REDACT:privacy|Johnathan Smithers]].", "Johnathan", "Smithers came."),
        RedactionRules(),
    )
    assert not isinstance(found, ClearedCopy)
    assert not [problem for problem in found if "Smithers" in str(problem)]


@pytest.mark.parametrize(
    "lines",
    [
        ("[[REDACT personnel|Johnathan Smithers]]",),
        (":::redacted personnel", "Johnathan Smithers", ":::"),
        ("> :::redact personnel", "> Johnathan Smithers", "> :::"),
    ],
)
def test_what_a_broken_mark_was_to_withhold_is_not_repeated(lines: tuple[str, ...]) -> None:
    found = redact_notes(notes(*lines), RedactionRules())
    assert not isinstance(found, ClearedCopy)
    assert not [problem for problem in found if "Smithers" in str(problem)]


def test_a_line_that_is_refused_already_is_not_asked_about() -> None:
    lines = ("It was [[REDACT:privacy|Johnathan Smithers]].", "", "Then Johnathan Smithers came.")
    (found,) = refusals(*lines)
    assert found == (3, f"what is withheld in line {FIRST} stands here in clear.")
