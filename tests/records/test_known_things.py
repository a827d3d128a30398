"""What a mark withholds is known by value: in other letters, forms, and orders none of it passes."""

import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from statplan.ledger import Ledger
from statplan.plan import loader
from statplan.records import RedactionRules
from statplan.records.confidential import list_confidential_texts
from statplan.records.redact import ClearedCopy, redact_notes
from statplan.records.withheld_text import collect_words
from tests.support.marked_notes import notes, public, refusals
from tests.support.sampling import count_examples

CASES = Path(__file__).parent / "cases"
NOTES = {each["case"]: each["lines"] for each in json.loads((CASES / "notes.json").read_bytes())}
# What no search finds, and `redact` says so; the last one tells nothing of what is withheld.
NOT_FOUND = {
    "nickname John",
    "misspelling Smithars",
    "ROT13",
    "reversed",
    "NATO",
    "acrostic",
    "morse",
    "count of marks",
}


@pytest.fixture(scope="module")
def rules() -> RedactionRules:
    plan = loader.load_plan_bytes((CASES / "plan.yaml").read_bytes()).plan
    offices = [person.office for person in plan.participants.people or ()]
    return RedactionRules(
        confidential_texts=list_confidential_texts(plan, Ledger(plan.lineage)),
        public_words=collect_words(offices),
    )


@pytest.mark.parametrize("case", sorted(NOTES.keys() - NOT_FOUND))
def test_what_is_withheld_is_refused_in_another_form(case: str, rules: RedactionRules) -> None:
    assert not isinstance(redact_notes(notes(*NOTES[case]), rules), ClearedCopy)


@pytest.mark.parametrize("case", sorted(NOT_FOUND))
def test_what_no_search_finds_is_on_the_list(case: str, rules: RedactionRules) -> None:
    assert isinstance(redact_notes(notes(*NOTES[case]), rules), ClearedCopy)


def passes(secret: str, line: str) -> bool:
    text = notes(f"It was [[REDACT:privacy|{secret}]].", "", line)
    return isinstance(redact_notes(text, RedactionRules()), ClearedCopy)


NAMES = {
    "Latin": ("Johnathan Smithers", "Siobh\u00e1n \u0141ukaszewicz", "J\u00fcrgen M\u00fcller"),
    "Greek": ("\u0393\u03b9\u03ce\u03c1\u03b3\u03bf\u03c2 \u03a0\u03b1\u03c0\u03b1\u03b4\u03cc\u03c0\u03bf\u03c5\u03bb\u03bf\u03c2",),
    "Cyrillic": ("\u041c\u0430\u0440\u0438\u044f \u041a\u043e\u0432\u0430\u043b\u0435\u043d\u043a\u043e",),
    "Armenian": ("\u0531\u0580\u0561\u0574 \u054d\u0561\u0580\u0563\u057d\u0575\u0561\u0576",),
    "Georgian": ("\u10db\u10d0\u10e0\u10d8\u10d0\u10db \u10d1\u10d4\u10e0\u10d8\u10eb\u10d4",),
    "Arabic": ("\u0645\u062d\u0645\u062f \u0627\u0644\u062e\u0648\u0644\u064a",),
    "Hebrew": ("\u05d3\u05d5\u05d3 \u05de\u05d6\u05e8\u05d7\u05d9",),
    "Devanagari": ("\u0930\u093e\u091c\u0947\u0936 \u0915\u0941\u092e\u093e\u0930",),
    "Han": ("\u738b\u5c0f\u660e", "\u6b50\u967d \u5a1c\u5a1c"),
    "Hangul": ("\uae40\ucca0\uc218", "\ubc15 \uc9c0\ubbfc"),
    "Thai": ("\u0e2a\u0e21\u0e0a\u0e32\u0e22 \u0e43\u0e08\u0e14\u0e35",),
    "Ethiopic": ("\u12a0\u1260\u1260 \u1270\u1235\u134b\u12ec",),
}  # fmt: skip
SEPARATORS = (".", "-", "\u2011", " ", " . ", "/", "\\-", "`", "**", "_", "|", "\u00b7", "'", "{}")
AROUND = ("{} left.", "(see {})", "| {} | 4 |", "#{}", "See https://x.example/{}/file.", "- {}'s")


@settings(max_examples=count_examples(60, 600), deadline=None)
@given(st.data())
def test_a_marked_name_passes_in_no_alphabet_and_no_disguise(data: st.DataObject) -> None:
    secret = data.draw(st.sampled_from([name for names in NAMES.values() for name in names]))
    parts = [part for part in secret.split() if len(part) > 1]
    written = data.draw(st.sampled_from([secret, *parts]))
    written = data.draw(st.sampled_from([str, str.upper, str.lower]))(written)
    letters = data.draw(st.sampled_from(["as it is", "each apart", "in two"]))
    separator = data.draw(st.sampled_from(SEPARATORS))
    if letters == "each apart":
        written = separator.join(written.replace(" ", ""))
    elif letters == "in two" and len(written) > 4:  # noqa: PLR2004 - "Lee" in two is any words
        place = data.draw(st.integers(2, len(written) - 2))
        written = f"{written[:place]}{separator}{written[place:]}"
    line = data.draw(st.sampled_from(AROUND)).format(written)
    assert not passes(secret, line)
