"""A withheld fact that is written again in another way is found, or on the printed list."""

import json
from pathlib import Path

import pytest

from statplan.cli import redact as redact_command
from statplan.records import ClearedCopy, RedactionRules, redact_notes
from tests.support.marked_notes import notes

CASES = Path(__file__).parent / "cases"
FORMS = json.loads((CASES / "other_forms.json").read_bytes())
IN_CLEAR = "stands here in clear"
# What is not looked for, by the words of the printed list that say so.
NOT_FOUND = {
    "initials": [
        ("Johnathan Smithers", "J.S. left the room."),
        ("Thomas Grant", "tg left"),
        ("Chief Ortiz", "Chief O."),
        ("Operation Blue Heron", "OBH"),
    ],
    "nicknames": [("Henderson, William T.", "Bill left")],
    "misspellings": [("Johnathan Smithers", "Jonathan"), ("Johnathan Smithers", "Smith left")],
    "paraphrase": [
        ("Acme Paving LLC", "the paving company"),
        ("March 3, 2027", "first Wednesday of March"),
        ("March 3, 2027", "day 62 of 2027"),
        ("12.5%", "one eighth"),
        ("diabetes", "diabetic"),
    ],
    "translations": [("$12,500", "doce mil quinientos"), ("March 3, 2027", "le 3 mars 2027")],
    "encodings": [
        ("Johnathan Smithers", "U21pdGhlcnM="),
        ("Johnathan Smithers", "53 6d 69 74 68 65 72 73"),
        ("https://m\u00fcnchen.example/a", "xn--mnchen-3ya.example/a"),
    ],
    "names in small letters or at the start of a sentence that are also ordinary words": [
        ("Mark Hill", "officer hill"),
        ("Acme Paving LLC", "acme's crew"),
        ("Ms. White", "white.pdf"),
        ("Will Young", "Will was away."),
        ("Denise Park", "Park was late."),
    ],
    "single words of a mark that are not names": [
        ("has diabetes", "diabetes"),
        ("the vendor's lower bid", "lower bid"),
    ],
    "the host of a link alone": [("https://files.example/private/abc", "files.example")],
    "rounded amounts": [("$1,234.56", "$1235")],
    "numbers of one or two digits": [("$75", "a fine of 75"), ("aged 61", "61 years old")],
    "years": [("born in 1961", "he is of 1961")],
    "times of day": [("10:45 p.m.", "22:45")],
}


def list_facts(secret: str, line: str) -> list[str] | None:
    """The facts of the problems with a line, where a mark withholds something; None for a copy."""
    mark = (
        (":::redact personnel", *secret.split("\n"), ":::")
        if "\n" in secret
        else (f"It was about [[REDACT:personnel|{secret}]].",)
    )
    result = redact_notes(notes(*mark, "", *line.split("\n")), RedactionRules())
    return None if isinstance(result, ClearedCopy) else [problem.fact for problem in result]


@pytest.mark.slow
@pytest.mark.parametrize("secret", FORMS)
def test_a_withheld_fact_is_found_in_every_other_form(secret: str) -> None:
    missed = [
        line
        for line in FORMS[secret]
        if not any(IN_CLEAR in fact for fact in list_facts(secret, line) or ())
    ]
    assert missed == []


@pytest.mark.parametrize("words", NOT_FOUND)
def test_what_is_not_found_is_on_the_printed_list(words: str) -> None:
    assert words in redact_command.NOT_LOOKED_FOR
    found = [case for case in NOT_FOUND[words] if list_facts(*case) is not None]
    assert found == []


@pytest.mark.parametrize(
    ("secret", "line"),
    [
        ("Denise Park", "The park opened. Park hours are longer; City Park is closed."),
        ("John Lane", "The lane on Oak Lane is closed."),
        ("An Nguyen", "An audit was done, and an audit is due."),
        ("Ed Brown", "ED visits fell by 4%."),
        ("Jo Ma", "Offices in MA and Joliet reported."),
        ("Recreation Supervisor Denise Carter", "The new Supervisor of parks starts in May."),
        ("Virginia Ward", "The Department and its Avenue of Trees."),
        ("the Carters", "The carter and the cart."),
        ("public.works@city.example.gov", "The budget works."),
        ("mayor@example.gov", "See https://stat.example.gov/changes.atom, for example."),
        ("publicworks@city.example.gov", "Public Works closed City Hall."),
        ("mark.park@city.example.gov", "Parks opened in Civic Park."),
        ("mgreen@city.example.gov", "The patrol moves from Fremont to Green Lake."),
        ("ann_lee@riverton.example.gov", "Riverton and the City of Riverton."),
        ("37% of the crew", "37 crews and 370% more."),
        ("Q3 2027 layoffs", "The third quarter of 2027 was dry."),
        ("in March 2027", "The meeting is in March of 2027."),
        ("badge 417", "The crew fixed 4,170 lamps and 1.417 miles."),
        ("Paul Adams", "The county of Paulding"),
        ("parcel 12-34-56", "12 of 34 lots, 56 houses."),
        ("https://city.example.gov/departments/police/x", "https://city.example.gov/departments"),
    ],
)
def test_ordinary_lines_beside_a_mark_are_no_leak(secret: str, line: str) -> None:
    assert not any(IN_CLEAR in fact for fact in list_facts(secret, line) or ())
