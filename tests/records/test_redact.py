"""Redaction: what is marked does not leave, and whatever is not certainly public is refused."""

import re
import unicodedata
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from statplan.records import (
    GROUNDS,
    ClearedCopy,
    RecordKind,
    RedactionRules,
    WithheldText,
    collect_withheld_texts,
    redact_notes,
)
from statplan.records.public_answers import PublicAnswer, add_public_answers
from statplan.records.withheld_text import collect_words
from tests.support.marked_notes import FIRST, HEAD, copy_of, notes, public, refusals
from tests.support.sampling import count_examples

PERSONNEL, LEGAL = "[Redacted: Personnel matter]", "[Redacted: Legal advice or litigation]"


def mark(text: str, code: str = "personnel") -> str:
    return f"[[REDACT:{code}|{text}]]"


def test_words_of_a_line_give_way_to_their_ground() -> None:
    said = public(f"The head said that {mark('J. Doe is to leave')} in May.")
    assert said == f"The head said that {PERSONNEL} in May.\n"


def test_a_mark_may_stand_in_parentheses_and_before_a_colon() -> None:
    assert (
        public(f"One caller ({mark('of Elm Street')}) came.") == f"One caller ({PERSONNEL}) came.\n"
    )
    assert public(f"Of {mark('Jane Doe')}: nothing.") == f"Of {PERSONNEL}: nothing.\n"


def test_lines_give_way_to_their_ground_in_a_paragraph_of_its_own() -> None:
    said = public("Before.", ":::redact legal", "- One", "", "- Two", ":::", "After.")
    assert said == f"Before.\n\n{LEGAL}\n\nAfter.\n"


def test_a_label_has_the_same_length_whatever_it_stands_for() -> None:
    assert public(f"a {mark('Al')} b") == public(f"a {mark('Bartholomew ' * 40)} b")
    long = [f"line {number}" for number in range(50)]
    assert public(":::redact legal", "one", ":::") == public(":::redact legal", *long, ":::")


def test_how_many_words_were_withheld_side_by_side_is_not_told() -> None:
    assert public(f"a {mark('Jane')} {mark('Doe')} b") == f"a {PERSONNEL} b\n"
    assert public(f"a {mark('Jane')} {mark('x1', 'legal')} b") == f"a {PERSONNEL} {LEGAL} b\n"


def test_what_an_editor_aligned_does_not_tell_a_length() -> None:
    narrow, wide = (
        public(
            f"| Who {' ' * width} | Due |",
            f"| {'-' * (width + 4)} | --- |",
            f"| {mark('x' * width)} | May |",
            "",
            "Head",
            "=" * width,
        )
        for width in (5, 30)
    )
    assert narrow == wide


@pytest.mark.parametrize(
    ("line", "copied"),
    [
        ("---", "---"),
        ("-" * 20, "---"),
        ("=" * 20, "==="),
        ("| ---------- | :-------: |", "| --- | :---: |"),
        ("a " + "-" * 20, "a " + "-" * 20),  # a line with words in it
    ],
)
def test_a_line_of_strokes_is_as_short_as_it_can_be(line: str, copied: str) -> None:
    assert public("Fine.", "", "Head", line).splitlines()[-1] == copied


@pytest.mark.parametrize("code", GROUNDS)
def test_each_ground_is_named(code: str) -> None:
    assert public(f"a {mark('Xy Zw', code)} b") == f"a [Redacted: {GROUNDS[code]}] b\n"


def test_a_plan_has_grounds_of_its_own() -> None:
    manner = RedactionRules({**GROUNDS, "minors": "Minors, Code 5-1"})
    assert (
        public(f"a {mark('Xy', 'minors')} b", manner=manner) == "a [Redacted: Minors, Code 5-1] b\n"
    )


NOT_A_MARK = "this looks like a mark and is none."


@pytest.mark.parametrize(
    ("line", "fact"),
    [
        ("a [[redact:personnel|Jane]] b", NOT_A_MARK),
        ("a [[Redact:personnel|Jane]] b", NOT_A_MARK),
        ("a [[REDACT:personnel|Jane b", NOT_A_MARK),
        ("a Jane]] b", NOT_A_MARK),
        ("a [[REDACT: personnel|Jane]] b", NOT_A_MARK),
        ("a [[ REDACT:personnel|Jane]] b", NOT_A_MARK),
        ("a [ [REDACT:personnel|Jane] ] b", NOT_A_MARK),
        ("a [REDACT:personnel|Jane] b", NOT_A_MARK),
        ("a {{REDACT:personnel|Jane}} b", NOT_A_MARK),
        ("a [[REDACT|Jane]] b", NOT_A_MARK),
        ("a [[REDACT:personnel]] b", NOT_A_MARK),
        ("a [[REDACT:personnel|a [[REDACT:legal|b]] c]] d", NOT_A_MARK),
        ("a [[REDACTED:personnel|Jane]] b", NOT_A_MARK),
        ("a [[REDACT:personnel|x|y]] b", NOT_A_MARK),
        ("a \uff3b\uff3bREDACT:personnel|Jane\uff3d\uff3d b", NOT_A_MARK),
        ("a \uff3b\uff3b\uff32\uff25\uff24\uff21\uff23\uff34:personnel|Jane]] b", NOT_A_MARK),
        ("a \u27e6REDACT:personnel|Jane\u27e7 b", NOT_A_MARK),
        ("a \u3010REDACT personnel|Jane\u3011 b", NOT_A_MARK),
        (":::redact", NOT_A_MARK),
        (" :::redact legal", NOT_A_MARK),
        (":::redact  legal", NOT_A_MARK),
        ("::: redact legal", NOT_A_MARK),
        (":::Redact legal", NOT_A_MARK),
        ("::::redact legal", NOT_A_MARK),
        (":: :redact legal", NOT_A_MARK),
        ("\uff1a\uff1a\uff1aredact legal", NOT_A_MARK),
        ("> :::redact legal", NOT_A_MARK),
        (":::", NOT_A_MARK),
        ("[[REDACT:foo|Jane]]", "'foo' is no ground for withholding."),
        (":::redact foo", "'foo' is no ground for withholding."),
        (":::redact legal", "this block is never closed."),
        ("a [[REDACT:legal|--]] b", "this mark withholds no word."),
        ("`[[REDACT:legal|Jane]]`", "a mark stands in code."),
        ("    [[REDACT:legal|Jane]]", "a mark stands in code."),
        ("<!-- a remark -->", "there is HTML or a comment here"),
        ("a <!-- remark --> b", "there is HTML or a comment here"),
        ("a <span hidden>b</span>", "there is HTML or a comment here"),
        ("<details>", "there is HTML or a comment here"),
        ("![Jane](a.png)", "there is a picture here"),
        ("[a](/staff/jane)", "this link leads neither"),
        ("[a](javascript:alert)", "this link leads neither"),
        ('[a](https://a.example "Jane")', "this link has a title"),
        ("a[^1]", "this is a footnote"),
        ("[^1]: Jane", "this is a footnote"),
        ("[a]: https://a.example/jane", "this is a footnote"),
        ("> - [a]: https://a.example/jane", "this is a footnote"),
        ("~~Jane~~", "these words are struck through"),
        ("&#74;ane", "a character is written in HTML's manner"),
        ("J&aacute;n", "a character is written in HTML's manner"),
        ("![[REDACT:legal|Jane]](a.png)", "this mark touches"),
        ("[[REDACT:legal|Jane]]: https://a.example/jane", "this mark touches"),
        ("> - [[REDACT:legal|Jane]]: https://a.example/jane", "this mark touches"),
        ("1. [[REDACT:legal|Jane]]: https://a.example/jane", "this mark touches"),
        ("[a]([[REDACT:legal|Jane]])", "this mark touches"),
        ("[[REDACT:legal|Jane]](https://a.example/jane)", "this mark touches"),
        ("https://a.example/[[REDACT:legal|jane]]", "this mark touches"),
        ("[see [[REDACT:legal|her]] file](https://a.example/jane)", "a mark stands in the words"),
        ("[a](https://a.example/x?y=[[REDACT:legal|jane]])", "a mark stands in the words"),
        ("zero\u200bwidth", "there is a character that cannot be seen: U+200B"),
        ("soft\u00adhyphen", "there is a character that cannot be seen: U+00AD"),
        ("right\u202eleft", "there is a character that cannot be seen: U+202E"),
        ("iso\u2066late", "there is a character that cannot be seen: U+2066"),
        ("tag\U000e0041", "there is a character that cannot be seen: U+E0041"),
        ("filler\u3164", "there is a character that cannot be seen: U+3164"),
        ("selector\ufe0f", "there is a character that cannot be seen: U+FE0F"),
        ("sep\u2028arator", "there is a character that cannot be seen: U+2028"),
        ("form\x0cfeed", "there is a character that cannot be seen: U+000C"),
        ("private\ue000", "there is a character that cannot be seen: U+E000"),
        ("R\u0415DACT", "one word holds letters of two alphabets"),
        ("[[R\u0415DACT:legal|Jane]]", "one word holds letters of two alphabets"),
    ],
)
def test_what_is_not_certainly_public_is_refused(line: str, fact: str) -> None:
    found = refusals("Fine.", "", line, "")
    assert any(said.startswith(fact) and number == 3 for number, said in found), found


def test_the_spelling_of_salish_names_is_of_one_alphabet() -> None:
    name = "x\u02b7m\u0259\u03b8k\u02b7\u0259y\u0313\u0259m (Musqueam)"
    assert public(f"We met on land of the {name}.")
    assert refusals("Jone\u0455 and Smi\u03b8 met.")


def test_a_mark_within_a_fence_of_code_is_refused() -> None:
    assert (1, "a mark stands in code.") in refusals("```", mark("Jane"), "```")
    assert (1, "a mark stands in code.") in refusals("~~~", ":::redact legal", "Jane", ":::", "~~~")


@pytest.mark.parametrize(
    "inner", ["[[REDACT:legal|x]]", ":::redact legal", " :::", "[[redact:legal|x", "]]"]
)
def test_marks_do_not_nest(inner: str) -> None:
    found = refusals(":::redact legal", "Jane", inner, ":::")
    assert found[0] == (3, "a mark stands inside the block that begins in line 7.")


def test_everything_is_said_at_once_in_order() -> None:
    found = refusals("<!-- a -->", "zero\u200bwidth", "", "[[redact:legal|x]]", ":::redact legal")
    assert [number for number, _ in found] == [1, 2, 4, 5]


CLEAR = "what is withheld in line 7 stands here in clear."
NAMED = "a name or number that is withheld in line 7 stands here in clear."


@pytest.mark.parametrize(
    ("secret", "line", "fact"),
    [
        ("Jane Doe", "Then Jane Doe left.", CLEAR),
        ("Jane Doe", "Then JANE  DOE left.", CLEAR),
        ("Jane Doe", "Then jane_doe@a.example wrote.", CLEAR),
        ("Jane Doe", "Then **Jane** *Doe* left.", CLEAR),
        ("Jane Doe", "Then Ja**ne D**oe left.", CLEAR),
        ("Jane Doe", "Then J\u00e1n\u00e9 D\u00f6e left.", CLEAR),
        ("Jane Doe", "Then \uff2aane \U0001d403oe left.", CLEAR),
        ("Jane Doe", "Then J\u0336a\u0336n\u0336e\u0336 D\u0336oe left.", CLEAR),
        ("Jane Doe", "See https://a.example/jane-doe.", CLEAR),
        ("Jane Doe", "See <https://a.example/jane%20doe>.", CLEAR),
        ("Jane Do\u0308e", "Then Jane D\u00f6e left.", CLEAR),
        ("settlement", "Then the s e t t l e m e n t came.", CLEAR),
        ("settlement", "Then the settle-ment came.", CLEAR),
        ("settlement", "`settlement`", CLEAR),
        ("200,000", "Then 200,000 came.", CLEAR),
        ("case A-4411 of May", "Then A-4411 came.", NAMED),
        ("a complaint by Jane Doe", "Then Doe left.", NAMED),
        ("Jane Doe was late", "Then Jane left.", NAMED),
        ("it is Jane Doe's", "Then Doe left.", NAMED),
        ("it is Smith-Jones", "Then Smith left.", NAMED),
        ("**Jane** Doe was late", "Then Jane left.", NAMED),
        ("Pay it now. Then sell the house.", "We sell it: then sell the house.", CLEAR),
    ],
)
def test_what_is_withheld_once_is_public_nowhere(secret: str, line: str, fact: str) -> None:
    assert refusals(mark(secret), "", line) == [(3, fact)]


def test_what_is_withheld_is_found_across_lines() -> None:
    assert refusals(mark("a long secret"), "", "This is a long", "secret here.") == [(3, CLEAR)]


@pytest.mark.parametrize(
    ("secret", "line"),
    [
        ("Ann", "The annex was read."),
        ("he", "He said so."),
        ("Complaint by nobody", "The complaint was read."),
        ("seen in 2027", "It was 2027."),
        ("met Will there", "They will meet."),
        ("asked Public Works", "Public Works paved it."),
    ],
)
def test_words_that_tell_nothing_may_stand(secret: str, line: str) -> None:
    manner = RedactionRules(public_words=collect_words(("Department of Public Works",)))
    assert line in public(mark(secret), "", line, manner=manner)


def test_a_name_may_be_allowed_and_a_whole_secret_may_not() -> None:
    answer = PublicAnswer(date(2027, 3, 12), "Elm", "a street")
    lines = (mark("the house in Elm Street"), "", "We paved Elm Way.")
    assert "Elm" in copy_of(add_public_answers(notes(*lines), [answer])).body
    found = redact_notes(
        add_public_answers(notes(mark("Elm"), *lines[1:]), [answer]), RedactionRules()
    )
    assert not isinstance(found, ClearedCopy)
    assert [(each.line, each.fact) for each in found] == [
        (5, f"this answer would allow all that is withheld in line {FIRST + 1}."),
        (FIRST + 3, CLEAR.replace("line 7", f"line {FIRST + 1}")),
    ]


def test_each_line_of_a_block_is_withheld() -> None:
    found = refusals(":::redact legal", "- Pay the owner", "- Sell it", ":::", "Pay the owner")
    assert found == [(5, CLEAR)]


def test_names_that_stand_in_one_line_are_one_problem() -> None:
    found = refusals(mark("Jane Doe of Elm Street"), "", "Doe left. Jane moved to Oak Street.")
    assert found == [(3, NAMED)]


def test_the_kind_of_a_street_names_no_street() -> None:
    line = "We paved Oak Street and Second Avenue."
    assert line in public(mark("the house in Elm Street"), "", line)


def test_each_cell_of_a_table_is_withheld() -> None:
    table = (":::redact legal", "| Doe | 1. the old mill |", "| --- | --- |", "| Yes | x |", ":::")
    assert refusals(*table, "So Doe came.") == [(6, NAMED)]
    assert refusals(*table, "So the old mill burnt.") == [(6, CLEAR)]


def test_a_name_alone_in_a_line_is_withheld_whatever_ends_it() -> None:
    block = (":::redact legal", "they met at the mill", "- Doe-", ":::")
    assert refusals(*block, "So Doe-Smith came.") == [(5, CLEAR)]


@pytest.mark.parametrize("bullet", ["-", "12.", "- [ ]", "#", "> *"])
def test_an_item_is_withheld_without_its_bullet(bullet: str) -> None:
    assert refusals(":::redact legal", f"{bullet} Pay it all", "b", ":::", "Pay it all") == [
        (5, CLEAR)
    ]


def test_marks_count_for_a_scan_where_the_head_cannot_be_read() -> None:
    found = collect_withheld_texts({"a.md": "# Notes\n\n[[REDACT:legal|Jane Doe]] came\n"})
    assert [(each.text, each.source) for each in found] == [("Jane Doe", "a.md:3")]


def test_no_message_repeats_what_is_withheld() -> None:
    text = notes(mark("Jane Quux"), "Jane Quux", "Mrs Quux", "[[redact:legal|Jane Quux]]")
    found = redact_notes(
        text, RedactionRules(confidential_texts=(WithheldText("Jane Quux", "notes of May"),))
    )
    assert not isinstance(found, ClearedCopy)
    assert "Quux" not in "".join(map(str, found))


def test_what_stays_inside_is_refused_with_its_place() -> None:
    manner = RedactionRules(
        confidential_texts=(WithheldText("Jo Smith", "participants.people[mayor].name"),)
    )
    found = refusals("Mayor Jo  SMITH spoke.", manner=manner)
    assert found == [(1, "this line holds what stays inside: participants.people[mayor].name.")]


@pytest.mark.parametrize(
    ("text", "line", "fact"),
    [
        ("# Notes\n", 1, "it does not say of which meeting it is."),
        ("", 1, "it does not say of which meeting it is."),
        (HEAD.replace("id: ", "title: Jane\nid: "), 4, "this line of the head is none of ours."),
        (HEAD.replace("id: ", "meeting: a/b\nid: "), 4, "the head says `meeting` twice."),
        (HEAD.replace("id: 0", "id: x"), 4, "its id is not as `statplan notes` writes it."),
        (HEAD.replace("meeting: blight/", "meeting: "), 3, "it does not name a meeting"),
        (HEAD.replace("statplan: notes", "statplan: song"), 2, "it does not say what it is."),
        (HEAD.replace("meeting: blight/2027-03\n", ""), 1, "the head lacks meeting."),
        (f"{HEAD}<!--\na --> Jane\n-->\n", 7, "the comment that explains marks does not end"),
        (f"{HEAD}<!--\na\n", 7, "the comment that explains marks does not end"),
    ],
)
def test_a_head_says_what_it_must_and_nothing_else(text: str, line: int, fact: str) -> None:
    found = redact_notes(text, RedactionRules())
    assert not isinstance(found, ClearedCopy)
    assert any(each.line == line and each.fact.startswith(fact) for each in found), found


def test_the_explanation_of_marks_is_never_public() -> None:
    said = copy_of(f"{HEAD}<!--\nJane [[REDACT:legal|Doe]] <b>\n-->\n\nFine.\n").body
    assert said == "Fine.\n"


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_line_ends_and_a_byte_order_mark_make_no_difference(end: str) -> None:
    text = notes("One", mark("Jane Doe"), "", "Two")
    assert copy_of("\ufeff" + text.replace("\n", end)) == copy_of(text)


def test_emoji_accents_and_other_alphabets_may_stand() -> None:
    line = "A caf\u00e9 \u26a0\ufe0f for \u041c\u0438\u0440 and \u03b1 beta, a < b, R&D, 5 > 3"
    assert public(line) == f"{line}\n"


@pytest.mark.parametrize(
    "line",
    [
        "See [the page](https://a.example/x) and <mailto:stat@example.gov>.",
        "- [ ] open, - [x] done",
        "We redact names. What is redacted stays inside (redact first).",
        "`a[0] == b[1]`",
    ],
)
def test_plain_markdown_is_public_as_it_stands(line: str) -> None:
    manner = RedactionRules(public_texts=("stat@example.gov",))
    assert public(line, manner=manner) == f"{line}\n"


def test_a_copy_holds_nothing_of_what_identifies_its_notes() -> None:
    text = notes("One", mark("Jane Doe"))
    written = copy_of(text).render_file()
    assert "0123456789abcdef" not in written
    other = copy_of(text.replace("id: 0", "id: 1")).render_file()
    assert other != written, "the digest of notes must not be told by their text alone"


WORDS = st.sampled_from(
    ["river", "Bridge", "pave", "budget", "street", "lamp", "seven", "Owner", "data", "2027"]
)
SECRETS = st.text(st.sampled_from("QXZqxzwv\u00e9 \u00df9-'"), min_size=4, max_size=30).filter(
    lambda text: sum(map(str.isalnum, text)) >= 4 and text == text.strip()
)
PUBLIC = st.lists(WORDS, min_size=1, max_size=8).map(" ".join)


@st.composite
def marked_notes(draw: st.DrawFn) -> tuple[str, list[str], list[str]]:
    """Notes, what they withhold, and the public words in order."""
    lines, secrets, said = [], [], []
    for _ in range(draw(st.integers(1, 6))):
        before, after, secret = draw(PUBLIC), draw(PUBLIC), draw(SECRETS)
        code = draw(st.sampled_from([*GROUNDS]))
        secrets.append(secret)
        if draw(st.booleans()):
            lines += [f"{before} [[REDACT:{code}|{secret}]] {after}", ""]
        else:
            lines += [before, f":::redact {code}", secret, "", f"- {secret}", ":::", after, ""]
        said += [*before.split(), *GROUNDS[code].split(), *after.split()]
    return notes(*lines), secrets, said


@pytest.mark.slow
@settings(max_examples=count_examples(15, 60))
@given(marked_notes())
def test_nothing_withheld_is_in_the_copy_and_every_public_word_is(
    drawn: tuple[str, list[str], list[str]],
) -> None:
    text, secrets, said = drawn
    written = copy_of(text).render_file().encode()
    for secret in secrets:
        for form in ("NFC", "NFD"):
            assert unicodedata.normalize(form, secret).encode() not in written
    body = copy_of(text).body.replace("[Redacted: ", "").replace("]", "")
    assert body.split() == said


@pytest.mark.slow
@settings(max_examples=count_examples(10, 40))
@given(marked_notes())
def test_redacting_twice_is_redacting_once(drawn: tuple[str, list[str], list[str]]) -> None:
    once = copy_of(drawn[0])
    assert copy_of(HEAD + once.body).body == once.body


@pytest.mark.slow
@settings(max_examples=count_examples(15, 60))
@given(marked_notes(), st.data())
def test_a_secret_that_stands_somewhere_in_clear_is_never_published(
    drawn: tuple[str, list[str], list[str]], data: st.DataObject
) -> None:
    text, secrets, _ = drawn
    secret = data.draw(st.sampled_from(secrets))
    around = data.draw(st.sampled_from(["{}", "**{}**", "({}),", "https://a.example/{}"]))
    disguised = around.format(data.draw(st.sampled_from([secret, secret.upper()])))
    found = redact_notes(f"{text}\nAnd {disguised} too.\n", RedactionRules())
    assert not isinstance(found, ClearedCopy)
    last = text.count("\n") + 2
    assert any(each.line == last for each in found)


@settings(max_examples=count_examples(25, 100))
@given(
    st.lists(
        st.sampled_from(
            ["[[REDACT:legal|", "]]", ":::redact legal", ":::", "\n", " ", "Zqx Wvq", "a", "`",
             "```", "<!--", "-->", "[", "](https://a.example/", ")", "|", "*", "    ", "REDACT"]
        ),
        max_size=25,
    )
)  # fmt: skip
def test_whatever_marks_are_torn_to_no_piece_of_one_is_public(pieces: list[str]) -> None:
    found = redact_notes(notes("".join(pieces)), RedactionRules())
    if not isinstance(found, ClearedCopy):
        return
    body = re.sub(r"\[Redacted: [^\]]*\]", "", found.body)
    assert "[[" not in body
    assert "]]" not in body
    assert ":::" not in body
    secrets = {each.text for each in collect_withheld_texts({"a.md": notes("".join(pieces))})}
    assert not any(each in body for each in secrets if len(each) >= 4)


def test_what_notes_withhold_is_told_to_whoever_scans() -> None:
    lines = (
        f"a {mark('Jane Doe')} b",
        ":::redact legal",
        "- Pay it all",
        "- Action | Owner",
        ":::",
    )
    found = collect_withheld_texts({"records/a.md": notes(*lines)})
    assert [(each.text, each.source) for each in found] == [
        ("Jane Doe", f"records/a.md:{FIRST}"),
        ("- Pay it all\n- Action | Owner", f"records/a.md:{FIRST + 1}"),
    ]


def test_a_kind_is_carried_over() -> None:
    text = notes("a").replace("statplan: notes", "statplan: memo")
    found = copy_of(text)
    assert (found.kind, found.meeting) == (RecordKind.MEMO, "blight/2027-03")
    assert found != replace(found, kind=RecordKind.NOTES)


def test_what_is_withheld_is_named_with_its_line_in_the_file() -> None:
    text = notes("Nothing here.", "", f"Then {mark('J. Doe')} came.")
    places = {each.source for each in collect_withheld_texts({"records/a.md": text})}
    assert places == {f"records/a.md:{FIRST + 2}"}


def test_what_markdown_may_not_have_is_named_with_its_own_line() -> None:
    assert [line for line, _ in refusals("One", "two", "three <b>x</b>", "four <i>y</i>")] == [3, 4]
