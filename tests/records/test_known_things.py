"""What a mark withholds is known by value: in no other letters, form, or order does it pass."""

import json
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from statplan.ledger import Ledger
from statplan.plan import loader
from statplan.records import ClearedCopy, RedactionRules, redact_notes
from statplan.records.confidential import list_confidential_texts
from statplan.records.withheld_text import collect_words
from tests.support.marked_notes import notes
from tests.support.plans import LINEAGE
from tests.support.sampling import count_examples

CASES = Path(__file__).parent / "cases"
NOTES = {each["case"]: each["lines"] for each in json.loads((CASES / "notes.json").read_bytes())}
# What no search finds, and `redact` says so; the last one tells nothing of what is withheld.
NOT_FOUND = {"reversed", "acrostic", "morse", "count of marks"}
ASKED_ALONE = {"nickname John", "misspelling Smithars", "ROT13", "NATO"}  # they look like names


@pytest.fixture(scope="module")
def rules() -> RedactionRules:
    plan = loader.load_plan_bytes((CASES / "plan.yaml").read_bytes()).plan
    assert plan
    offices = [person.office for person in plan.participants.people or ()]
    return RedactionRules(
        confidential_texts=list_confidential_texts(plan, Ledger(LINEAGE)),
        public_words=collect_words(offices),
    )


@pytest.mark.slow
@pytest.mark.parametrize("case", sorted(NOTES.keys() - NOT_FOUND))
def test_what_is_withheld_is_refused_in_another_form(case: str, rules: RedactionRules) -> None:
    assert not isinstance(redact_notes(notes(*NOTES[case]), rules), ClearedCopy)


@pytest.mark.parametrize("case", sorted(ASKED_ALONE))
def test_what_is_not_known_and_looks_like_a_name_is_asked_about(
    case: str, rules: RedactionRules
) -> None:
    problems = redact_notes(notes(*NOTES[case]), rules)
    assert not isinstance(problems, ClearedCopy)
    assert all("looks like a person's name" in problem.fact for problem in problems)


@pytest.mark.parametrize("case", sorted(NOT_FOUND))
def test_what_no_search_finds_is_on_the_list(case: str, rules: RedactionRules) -> None:
    assert isinstance(redact_notes(notes(*NOTES[case]), rules), ClearedCopy)


CALL = "Call 504-555-0188 or 311."


def passes(secret: str, line: str) -> bool:
    text = notes(f"It was [[REDACT:privacy|{secret}]].", "", line)
    return isinstance(redact_notes(text, RedactionRules(public_texts=(CALL,))), ClearedCopy)


NAMES = {
    "Latin": ("Johnathan Smithers", "Siobh\u00e1n \u0141ukaszewicz", "J\u00fcrgen M\u00fcller"),
    "Greek": ("\u0393\u03b9\u03ce\u03c1\u03b3\u03bf\u03c2 \u03a0\u03b1\u03c0\u03c0\u03ac\u03c2",),
    "Cyrillic": ("\u041c\u0430\u0440\u0438\u044f \u041a\u043e\u0432\u0430\u043b\u044c",),
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


@pytest.mark.slow
@settings(max_examples=count_examples(40, 600), deadline=None)
@given(st.data())
def test_a_marked_name_passes_in_no_alphabet_and_no_disguise(data: st.DataObject) -> None:
    secret = data.draw(st.sampled_from([name for names in NAMES.values() for name in names]))
    parts = [part for part in secret.split() if len(part) > 1]
    written = data.draw(st.sampled_from([secret, *parts]))
    written = data.draw(st.sampled_from([written, written.upper(), written.lower()]))
    letters = data.draw(st.sampled_from(["as it is", "each apart", "in two"]))
    separator = data.draw(st.sampled_from(SEPARATORS))
    if letters == "each apart":
        written = separator.join(written.replace(" ", ""))
    elif letters == "in two" and len(written) > 4:
        place = data.draw(st.integers(2, len(written) - 2))
        written = f"{written[:place]}{separator}{written[place:]}"
    line = data.draw(st.sampled_from(AROUND)).format(written)
    assert not passes(secret, line)


AMOUNTS = st.integers(1_001, 9_999_999).filter(lambda amount: amount % 10 and amount % 1000 < 999)
GROUPS = (",", " ", "\u202f", "'", ".", "")


def write_amount(amount: int, form: int, separator: str) -> str:
    grouped = f"{amount:,}".replace(",", separator)
    return (
        f"${grouped}",
        f"{grouped} dollars",
        f"USD {grouped}.00" if separator != "." else f"USD {grouped}",
        f"${amount / 1000:g}k" if amount < 100_000 else f"${amount}",
        f"${amount / 1_000_000:.6f} million",
        f"\u20ac {grouped}",
    )[form]


@settings(max_examples=count_examples(25, 400), deadline=None)
@given(AMOUNTS, st.integers(0, 5), st.integers(0, 5), st.sampled_from(GROUPS))
def test_an_amount_is_known_however_it_is_written(
    amount: int, marked: int, written: int, separator: str
) -> None:
    secret, line = write_amount(amount, marked, ","), write_amount(amount, written, separator)
    assert not passes(secret, f"They paid {line} for it.")


DATE_FORMS = (
    "{0:%Y-%m-%d}", "{0.month}/{0.day}/{0:%y}", "{0.month}/{0.day}/{0.year}", "{0:%d.%m.%Y}",
    "{0:%B} {0.day}, {0.year}", "{0.day} {0:%B} {0.year}", "{0:%b}. {0.day}", "{0:%B} {0.day}",
    "the {0.day}th of {0:%B}", "{0:%Y%m%d}", "{0.day}-{0:%b}-{0:%y}", "{0:%m/%d/%Y}",
)  # fmt: skip


@settings(max_examples=count_examples(25, 400), deadline=None)
@given(
    st.dates(date(1950, 1, 1), date(2049, 12, 31)),
    st.sampled_from([form for form in DATE_FORMS if "year" in form or "%Y" in form]),
    st.sampled_from(DATE_FORMS),
)
def test_a_date_is_known_in_every_order(day: date, marked: str, written: str) -> None:
    assert not passes(marked.format(day), f"It began on {written.format(day)} or so.")


@pytest.mark.slow
@settings(max_examples=count_examples(25, 400), deadline=None)
@given(
    st.from_regex(r"[2-9][0-9]{2}[2-9][0-9]{6}", fullmatch=True),
    st.sampled_from(["{}-{}-{}", "({}) {}-{}", "+1 {} {} {}", "{}.{}.{}"]),
    st.sampled_from(
        [
            "{}{}{}",
            "{} {} {}",
            "+1.{}.{}.{}",
            "1-{}-{}-{}",
            "({}) {} {}",
            "{}/{}-{}",
            "tel:+1{}{}{}",
        ]
    ),
    st.booleans(),
)
def test_a_telephone_number_is_known_with_any_signs(
    digits: str, marked: str, written: str, is_local: bool
) -> None:
    parts = digits[:3], digits[3:6], digits[6:]
    line = f"{parts[1]}-{parts[2]}" if is_local else written.format(*parts)
    assert not passes(marked.format(*parts), f"Call {line} now.")


@pytest.mark.parametrize(
    ("secret", "line"),
    [
        ("$2.1 million", "two million one hundred thousand dollars"),
        ("$350", "three hundred and fifty dollars"),
        ("twelve thousand five hundred dollars", "$12.5k"),
        ("$75", "75 dollars"),
        ("badge 417", "No. 417"),
        ("504-555-0199", "five oh four five five five oh one nine nine"),
        ("March 3, 2027", "March third"),
        ("March 3, 2027", "3 de marzo de 2027"),
        ("$12,500", "$12,5OO"),
        ("504-555-0199", "504-555-O199"),
        ("case 24-CV-1187", "24CV1187"),
        ("SSN 123-45-6789", "ends in 6789"),
        ("https://files.example/private/abc", "www.files.example/private/abc/"),
        ("https://zoom.example/j/98765432101", "meeting 987 6543 2101"),
        ("jsmithers@x.example", "JSmithers said so"),
        ("jsmithers@x.example", "Smithers said so"),
        ("rose.grant@x.example", "Then Rose Grant left"),
        ("smithers_complaint.pdf", "SmithersComplaint.docx"),
        ("42 Elm Street", "no. 42 on elm street"),
        ("Jane Doe", "jdoe@x.example"),
        ("Jane Doe", "ms. doe"),
        ("Rose Grant", "Then Grant left"),
        ("Denise Ward", "Then Ward left"),
        ("S\u00f8ren Kierkeg\u00e5rd", "Soeren Kierkegaard"),
        ("Bo Li", "Li, Bo"),
        ("\u0130brahim Y\u0131lmaz", "YILMAZ"),
    ],
)
def test_a_fact_is_known_in_another_form(secret: str, line: str) -> None:
    assert not passes(secret, line)


@pytest.mark.parametrize(
    ("secret", "line"),
    [
        ("a fine of $75", "75 potholes were filled."),
        ("a fine of $350", "Response times rose by 350%."),
        ("a fine of 12 weeks in 2026", "In 2026 there were 12 meetings."),
        ("March 3, 2027", "The next meeting is on March 13, 2027."),
        ("504-555-0199", CALL),
        ("Denise Ward", "Ward 4 has the longest backlog; in Ward 5 it fell."),
        ("Rose Grant", "Complaints rose. The grant was spent."),
        ("Officer Ann Onymous", "The Police Officer exam is in May, and the annex opens."),
        ("Two EMS crews named Captain Karen Lindgren as a reason", "EMS answered 310 calls."),
        ("Recreation Supervisor Denise Carter", "# Parks and Recreation"),
        ("Smith", "The Smithsonian lent it."),
        ("sanitation@example.gov", "In Latin, anitation is no word."),
        ("the house in Elm Street", "Helmets and overwhelmed staff."),
    ],
)
def test_ordinary_minutes_pass(secret: str, line: str) -> None:
    assert passes(secret, line)
