"""What is for insiders is withheld from the page, unless the plan says the same to the public."""

import json
from collections.abc import Callable, Iterable
from dataclasses import replace
from html import escape
from typing import Any

import pytest

from statplan.documents.blocks import Table
from statplan.errors import StatplanError
from statplan.records import (
    ClearedCopy,
    RedactionRules,
    WithheldText,
    collect_withheld_texts,
    redact_notes,
)
from statplan.records.markdown_blocks import read_blocks
from statplan.records.public_texts import iter_record_names
from statplan.records.withheld_text import collect_words
from statplan.site.files import (
    find_withheld_texts,
    refuse_schedule_leaks,
    render_public_files,
)
from statplan.site.open_data import load_schema
from tests.support.marked_notes import notes
from tests.support.plan_changes import set_answers
from tests.support.sample_site import LIFE, Told, city, files_of, tell
from tests.support.site_records import record
from tests.support.site_records import site as site_with_records

TEXT = "Nobody waits for more than two weeks"
INSIDE = (
    "program.purpose",
    "program.succession",
    "program.goals[0]",
    "leadership.ground_rules[0]",
    "frequency.moving.told",
    "frequency.moving.rhythm",
    "participants.buy_in.replaces",
    "participants.buy_in.gains[0]",
    "participants.buy_in.steps[0]",
    "participants.buy_in.results[0]",
    "participants.analysts.duties[0]",
    "program.budget_link",
    "program.department_plans",
    "program.training[0]",
    "focus.topics_added_by",
    "focus.questions[0]",
    "focus.ratings",
    "focus.off_target",
    "focus.measure_changes",
    "focus.benchmarks",
    "frequency.series[0].purpose",
    "frequency.series[0].out_of_scope[0]",
)
PUBLIC = (
    "publicity.about",
    "publicity.join",
    "publicity.unreached_questions",
    "publicity.sensitive",
    "publicity.privacy",
    "publicity.accessibility",
    "publicity.redaction.rules[0]",
)


def find_places(answers: dict[str, Any]) -> list[str]:
    """The answers that hold the text and are withheld."""
    told = tell(answers)
    texts = find_withheld_texts(told.plan, told.ledger)
    return [each.source for each in texts if each.text == TEXT]


@pytest.mark.slow
@pytest.mark.parametrize("path", INSIDE)
def test_an_answer_for_insiders_is_withheld(path: str) -> None:
    source = path.removesuffix("[0]").replace("series[0]", "series[blight]")
    assert find_places(set_answers(city(), {path: TEXT})) == [source]


@pytest.mark.slow
@pytest.mark.parametrize("path", PUBLIC)
def test_what_the_plan_says_to_the_public_is_not_withheld(path: str) -> None:
    answers = city(publishes=["schedule", "notes"])
    assert find_places(set_answers(answers, {"program.purpose": TEXT, path: TEXT})) == []


@pytest.mark.parametrize(
    "path",
    [
        "publicity.access",
        "publicity.questions[0]",
        "publicity.publishes[1]",
        "publicity.broadcast[0].by",
        "frequency.series[0].access",
    ],
)
def test_the_plans_own_words_for_the_public_are_not_withheld(path: str) -> None:
    answers = city(publishes=["schedule", "notes"])
    changes = {"program.purpose": TEXT, path: f"other: {TEXT}"}
    assert find_places(set_answers(answers, changes)) == []


@pytest.mark.slow
def test_what_the_schema_says_of_itself_is_no_leak() -> None:
    """The file is the same for every plan, whatever a plan keeps inside."""
    words = "IANA key of the program's time zone."
    assert words in load_schema()
    told = tell(set_answers(city(), {"program.succession": words}))
    assert any(words in text for text in files_of(told.site("2027-01-02")).values())


@pytest.mark.slow
def test_every_public_file_is_a_text_that_is_searched() -> None:
    """A PDF or an Office file among them would need a search of its text and its metadata."""
    site = site_with_records(record(), publishes=("schedule", "notes"))
    suffixes = {name.rpartition(".")[2] for name in files_of(site)}
    assert suffixes == {"html", "atom", "json", "jsonl", "ics"}


MARKED = notes(
    "[[REDACT:personnel|Johnathan Smithers]] was fined [[REDACT:finance|$12,500]] on",
    "[[REDACT:privacy|March 3, 2026]]. Call [[REDACT:privacy|504-555-0199]] or write to",
    "[[REDACT:privacy|jsmithers@x.example]]. House: [[REDACT:privacy|42 Elm Street]].",
    "Case [[REDACT:legal|24-CV-1187]], file [[REDACT:legal|https://files.example/private/abc]].",
)
MARKS = collect_withheld_texts({"records/a.md": MARKED})
FACTS = (
    "Johnathan Smithers",
    "Smithers",
    "smithers",
    "Mr. Johnathan",
    "S. Smithers's",
    "SMITHERS",
    "Smithers, Johnathan",
    "12500",
    "twelve thousand five hundred dollars",
    "$12.5k",
    "3 March 2026",
    "3/3/26",
    "March 3rd",
    "5550199",
    "(504) 555 0199",
    "jsmithers",
    "files.example/private/abc",
    "smithers-file.pdf",
    "Elm Street 42",
    "24cv1187",
)


def render(told: Told, marks: Iterable[WithheldText] = MARKS) -> dict[str, bytes]:
    return render_public_files(told.site("2027-01-02"), marks)


@pytest.mark.slow
@pytest.mark.parametrize("fact", FACTS)
def test_a_withheld_fact_in_an_answer_for_the_public_is_refused(fact: str) -> None:
    told = tell(city(about=f"The mayor looks at figures; {fact} too."))
    with pytest.raises(StatplanError) as caught:
        render(told)
    assert caught.value.exit_code == 4
    sources = "".join(problem.fact for problem in caught.value.problems)
    assert "records/a.md" in sources
    assert fact not in sources


@pytest.mark.slow
@pytest.mark.parametrize(
    "fact", ["Secretsmith", "secretsmith", "S\u00e9cretsm\u00edth", "j.secret-smith@x.example"]
)
def test_a_surname_of_the_roster_in_an_answer_for_the_public_is_refused(fact: str) -> None:
    answers = city(about=f"Ask {fact} about it.")
    answers = set_answers(answers, {"participants.people[0].name": "Jo Secretsmith"})
    with pytest.raises(StatplanError) as caught:
        render(tell(answers), ())
    assert "participants.people[law].name" in str(caught.value.problems[0].fact)


@pytest.mark.slow
def test_a_page_that_repeats_no_fact_is_rendered() -> None:
    about = (
        "The mayor looks at 1,250 cases. Helmets and smithies are no matter; see March 13, 2026."
    )
    assert "index.html" in render(tell(city(about=about)))


@pytest.mark.slow
def test_a_name_that_notes_allow_may_be_public() -> None:
    allowed = MARKED.replace("id: 0", "allow: 2027-03-12 | Smithers | he signed it\nid: 0")
    marks = collect_withheld_texts({"records/a.md": allowed})
    told = tell(city(about="Smithers Bridge is closed."))
    assert "index.html" in render(told, marks)
    with pytest.raises(StatplanError):
        render(told)


SCAN = tell(city(publishes=["schedule", "notes"]), LIFE)
PUBLIC_FILES = files_of(SCAN.site("2027-03-21"))
WRITERS: dict[str, Callable[[str], str]] = {
    "html": escape,
    "atom": escape,
    "json": json.dumps,
    "jsonl": json.dumps,
    "ics": lambda text: text.replace(",", "\\,").replace("mith", "mi\r\n th"),
}


@pytest.mark.slow
@pytest.mark.parametrize("suffix", WRITERS)
def test_a_fact_is_found_in_each_kind_of_public_file(suffix: str) -> None:
    name, content = next(file for file in PUBLIC_FILES.items() if file[0].endswith(suffix))
    refuse_schedule_leaks(SCAN.plan, SCAN.ledger, {name: content.encode()}, MARKS)
    leaking = content + WRITERS[suffix]("SUMMARY:S\u00ed & Smithers, too")
    with pytest.raises(StatplanError) as caught:
        refuse_schedule_leaks(SCAN.plan, SCAN.ledger, {name: leaking.encode()}, MARKS)
    assert "records/a.md" in caught.value.problems[0].fact


@pytest.mark.slow
@pytest.mark.parametrize("mailbox", ["rose.grant", "smithers"])
def test_the_address_of_a_person_withholds_the_name(mailbox: str) -> None:
    said = f"Then {mailbox.replace('.', ' ').title()} left."
    email = {"participants.people[0].email": f"{mailbox}@x.example"}
    with pytest.raises(StatplanError):
        render_public_files(site_with_records(record(said=said), changes=email))


@pytest.mark.slow
@pytest.mark.parametrize("word", ["sanitation", "finance", "code-enforcement", "health"])
def test_the_address_of_an_office_does_not_withhold_its_name_in_a_table(word: str) -> None:
    cells = (word.title(), "yes")
    table = Table("Who came", ("Office", "Came"), (tuple((cell,) for cell in cells),))
    made = site_with_records(
        replace(record(), blocks=(table,)),
        changes={"participants.people[0].email": f"{word}@example.gov"},
    )
    assert any(name.startswith("records/") for name in render_public_files(made))


TABLE = ("| Action | Owner | Due | Status |", "| --- | --- | --- | --- |")
SUSPENSION = "| Suspend Smithers | HR | May | open |"
WITHHELD_TABLE = (":::redact personnel", *TABLE, SUSPENSION, ":::", "")


@pytest.mark.slow
@pytest.mark.parametrize(
    "lines",
    [
        (*WITHHELD_TABLE, *TABLE, "| Fix lots | Public Works | May | open |"),
        ("### Entergy update", "", "[[REDACT:legal|Entergy was fined]] last year."),
        ("### Vacant buildings", "", "[[REDACT:legal|Vacant buildings burned]] last year."),
    ],
)
def test_a_copy_that_redact_makes_is_published(lines: tuple[str, ...]) -> None:
    changes = {"frequency.agenda": [{"item": "Entergy update"}]}
    plan = site_with_records(changes=changes).plan
    rules = RedactionRules(public_words=collect_words(iter_record_names(plan)))
    text = notes("We met.", "", *lines)
    copy = redact_notes(text, rules)
    assert isinstance(copy, ClearedCopy)
    title, blocks = read_blocks(copy.body)
    made = site_with_records(replace(record(), title=title, blocks=blocks), changes=changes)
    assert render_public_files(made, collect_withheld_texts({"a.md": text}))


@pytest.mark.slow
def test_one_word_that_other_notes_withhold_may_be_in_a_record() -> None:
    marks = collect_withheld_texts({"a.md": notes("It was [[REDACT:health|asthma]].")})
    assert render_public_files(site_with_records(record(said="Air and asthma.")), marks)
    with pytest.raises(StatplanError):
        render_public_files(tell(city(about="Air and asthma.")).site("2027-01-02"), marks)


@pytest.mark.slow
def test_a_record_that_repeats_what_another_withholds_is_refused() -> None:
    site = site_with_records(record(said="Then Smithers left."))
    with pytest.raises(StatplanError) as caught:
        render_public_files(site, MARKS)
    for problem in caught.value.problems:
        assert problem.file.endswith("(notes of blight/2027-02)")
        assert str(problem.remedy).startswith("Mark it in the notes of that record too")
    assert render_public_files(site_with_records(record()), MARKS)


@pytest.mark.slow
@pytest.mark.parametrize(
    "said",
    [
        "law at x.example",
        "Hidden, Jo",
        "jhidden",
        "meet.example.gov slash hidden or meet.example.gov/hidden?pwd=1",
        "Smithers, J.",
        "Smith-ers",
        "12.5 thousand dollars",
        "12 1/2 thousand dollars",
        "555-0199",
        "24 CV 1187",
        "the third of March",
    ],
)
def test_an_answer_for_the_public_repeats_nothing_withheld_in_another_form(said: str) -> None:
    secrets = ("Johnathan Smithers", "$12,500", "504-555-0199", "case 24-CV-1187", "March 3, 2027")
    told = tell(city(about=f"We talk about {said} and the rest."))
    marks = [WithheldText(secret, "records/a.md:3") for secret in secrets]
    with pytest.raises(StatplanError) as caught:
        render_public_files(told.site("2027-01-10"), marks)
    assert caught.value.exit_code == 4
