"""A roster from a spreadsheet: every form of export, every heading, every problem with its row."""

import csv
import io
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from statplan.csv_reader import UnreadableSheetError, read_sheet
from statplan.plan import loader
from statplan.plan.answers import Answers
from statplan.roster_file import RosterAdditions, read_roster
from statplan.roster_file.cells import is_formula, normalize_case, normalize_cell, parse_division
from tests.support.sampling import count_examples

SHEETS = Path(__file__).parent / "sheets"
EXAMPLE = Path(__file__).parents[2] / "examples" / "roster.csv"


def read(
    text: str, people: Any = None, departments: Any = None, panel: Any = None
) -> RosterAdditions:
    lists = {"people": people, "departments": departments, "panel": panel}
    stated = {key: value for key, value in lists.items() if value is not None}
    return read_roster(text.encode(), {"participants": stated} if stated else {})


def told(roster: RosterAdditions) -> list[tuple[int, int, str]]:
    return [(each.line, each.column, each.path.rpartition(".")[2]) for each in roster.problems]


def wrong(roster: RosterAdditions) -> tuple[str, ...]:
    """What the model says of the answers that a roster gives."""
    return tuple(map(str, loader.validate_answers({"statplan": 1, **roster.answers}).problems))


FORMS = [
    {
        "id": "directora-de-salud-publica",
        "office": "Directora de Salud Pública",
        "email": "salud@example.gov",
        "department": "health",
    },
    {
        "id": "finance-director",
        "office": "Finance Director",
        "email": "finance@example.gov",
        "division": "finance and budget",
    },
    {"id": "clerk", "office": "Clerk", "department": "parks-recreation"},
]
FORMS_DEPARTMENTS = [
    {"id": "health", "name": "Health", "head": "directora-de-salud-publica"},
    {"id": "parks-recreation", "name": "Parks, Recreation"},
]


@pytest.mark.parametrize("path", sorted(SHEETS.iterdir()), ids=lambda path: path.name)
def test_every_form_of_export_is_the_same_roster(path: Path) -> None:
    found = read_roster(path.read_bytes(), {})
    assert not found.problems
    assert found.people == FORMS
    assert found.departments == FORMS_DEPARTMENTS
    assert found.panel == ["finance-director"]
    assert not wrong(found)
    assert any("Windows-1252" in note for note in found.notes) == (path.name[:9] == "excel-sem")
    assert any("'Phone'" in note for note in found.notes) == (path.name[:7] == "wrapped")


def test_the_example_is_read_whole_and_names_nobody() -> None:
    found = read_roster(EXAMPLE.read_bytes(), {})
    assert not found.problems
    assert not found.notes
    assert not wrong(found)
    assert len(found.people) == len(EXAMPLE.read_text(encoding="utf-8").splitlines()) - 1
    assert all("name" not in each for each in found.people)
    assert all(each["email"].endswith("example.gov") for each in found.people)
    assert len({each["division"] for each in found.people if "division" in each}) == 8
    assert all("head" in each for each in found.departments)


@pytest.mark.parametrize(
    ("heading", "key"),
    [
        (heading, key)
        for key, headings in {
            "office": ("OFFICE", "position", "Role", "Job_Title", "job-title", "Title", "Post*"),
            "email": ("E-Mail", "email", "EMAIL_ADDRESS", "Mail address", "mail", "e mail:"),
            "name": ("name", "Full Name", "full_name", "Name (if known)"),
            "division": ("Division", "support division", "Speaks-for", "SUPPORT_DIVISION"),
            "department": ("Department", "dept.", "AGENCY", "Division of government"),
        }.items()
        for heading in headings
    ],
)
def test_a_heading_is_known_in_many_words(heading: str, key: str) -> None:
    value = {"email": "a@example.gov", "division": "policy"}.get(key, "abc")
    head = f"{heading},Speaks for" if key == "office" else f"Office,{heading}"
    found = read(f"{head}\n{f'{value},' if key == 'office' else f'Chief,{value}'}\n")
    assert found.people[0][key] == value
    assert not found.notes


@pytest.mark.parametrize(
    ("cell", "meant"),
    [
        ("Finance", "finance and budget"),
        ("BUDGET", "finance and budget"),
        ("Office of Management & Budget", "finance and budget"),
        ("Purchasing", "procurement"),
        ("I.T.", "information technology"),
        ("IT", "information technology"),
        ("Information Technology Services", "information technology"),
        ("Comms", "communications"),
        ("Law Department", "legal"),
        ("City Attorney\u2019s Office", "legal"),
        ("Office of the City Attorney", "legal"),
        ("Procurement Services Division", "procurement"),
        ("Information Services", "information technology"),
        ("HR", "human resources"),
        ("Department of Human Resources", "human resources"),
        ("Civil rights", "equal rights"),
        ("policy", "policy"),
        ("Fleet", "Fleet"),
    ],
)
def test_a_division_is_known_in_many_words(cell: str, meant: str) -> None:
    assert parse_division(cell) == meant


def test_somebody_may_speak_for_several_divisions() -> None:
    found = read("Office,Support division\nDirector,Finance; HR; other: Fleet\nCounsel,Legal\n")
    assert [each["division"] for each in found.people] == [
        ["finance and budget", "human resources", "other: Fleet"],
        "legal",
    ]
    assert not wrong(found)


@pytest.mark.parametrize("heading", ["Organization", "organisation", "Partner Agency"])
def test_somebody_from_outside_has_an_organization(heading: str) -> None:
    found = read(f'Office,{heading}\nExecutive Director,"Food Bank, East"\nClerk,\n')
    assert found.people == [
        {"id": "executive-director", "office": "Executive Director",
         "organization": "Food Bank, East"},
        {"id": "clerk", "office": "Clerk"},
    ]  # fmt: skip
    assert not wrong(found)


def test_an_organization_that_contradicts_the_roster_is_a_problem() -> None:
    there = [{"id": "clerk", "office": "Clerk", "organization": "Food Bank"}]
    found = read("Office,Organization\nClerk,Library Friends\n", people=there)
    assert told(found) == [(2, 2, "organization")]


def test_beside_an_office_a_title_is_the_persons() -> None:
    found = read("Title,Office,Role\nColonel,Chief of Police,x\n")
    assert found.people == [
        {"id": "chief-of-police", "office": "Chief of Police", "title": "Colonel"}
    ]
    assert found.notes == ("Ignored, as another column says the same: 'Role'.",)


def test_a_second_column_that_is_no_title_is_nobodys_title() -> None:
    found = read("Office,Email,Work e-mail\nClerk,clerk@example.gov,other@example.gov\n")
    assert found.people == [{"id": "clerk", "office": "Clerk", "email": "clerk@example.gov"}]
    assert found.notes == ("Ignored, as another column says the same: 'Work e-mail'.",)


def test_a_name_may_come_in_two_parts() -> None:
    found = read("First Name,Surname,Office\nA.,B.,Clerk\n,C.,Mayor\n")
    assert [each["name"] for each in found.people] == ["A. B.", "C."]


def test_columns_that_are_not_known_are_named_once() -> None:
    found = read("Office,Phone,Floor,\nClerk,1,=2,3\nMayor,1,2,3,\n")
    assert found.notes == (
        "Ignored, as no column of a roster is called so: 'Phone' and 'Floor'.",
        "Ignored, as it has no heading: column 4.",
    )
    assert len(found.people) == 2


def test_departments_alone_make_departments_alone() -> None:
    found = read("Department\nParks, Recreation\nHealth\nHEALTH\n\n")
    assert not found.people
    assert [each["name"] for each in found.departments] == ["Parks, Recreation", "Health"]
    assert not wrong(found)


def test_roles_in_a_department_come_in_columns_or_in_words() -> None:
    words = "Office,Department,Role in department\nA,Fire,Head; data contact\nB,Fire,budget analyst"
    flags = "Office,Department,Head,Data contact,Budget analyst\nA,Fire,x,Y,no\nB,Fire,,0,TRUE\n"
    expected = {"head": "a", "contact": "a", "budget_analyst": "b"}
    for text in (words, flags):
        found = read(text)
        assert found.departments == [{"id": "fire", "name": "Fire", **expected}]
        assert [each.get("department") for each in found.people] == ["fire", None]


def test_somebody_may_have_a_role_in_several_departments() -> None:
    rows = "Office,E-mail,Department,Role in department\n"
    rows += (
        "Analyst,a@example.gov,Fire,budget analyst\nAnalyst,a@example.gov,Parks,budget analyst\n"
    )
    found = read(rows)
    assert [each["budget_analyst"] for each in found.departments] == ["analyst", "analyst"]
    assert len(found.people) == 1
    assert not found.notes


def test_ids_are_numbered_or_told_apart_by_department() -> None:
    found = read(
        "Office,Name,Department\nClerk,A,\nClerk,B,\nClerk,C,Fire\nClerk,C,\nclerk,D,Fire\n"
    )
    assert [each["id"] for each in found.people] == [
        "clerk", "clerk-2", "clerk-fire", "clerk-3", "clerk-fire-2",
    ]  # fmt: skip


def test_a_row_that_says_nothing_new_adds_nobody_and_is_told() -> None:
    found = read("Office,E-mail\nClerk,a@example.gov\nCLERK,\nMayor,\nmayor,\n")
    assert [each["id"] for each in found.people] == ["clerk", "mayor"]
    assert found.notes == ("Rows 3 and 5 are about somebody of an earlier row and added nobody.",)


KNOWN = [{"id": "boss", "office": "Mayor"}, {"id": "cop", "office": "Chief", "department": "pd"}]
POLICE = [{"id": "pd", "name": "Police"}]


def test_who_is_on_the_roster_keeps_the_id_and_gets_what_was_not_known() -> None:
    text = (
        "Office,E-mail,Department,Head,Panel\n"
        "MAYOR,mayor@example.gov,,,x\nchief,chief@example.gov,POLICE,x,x\nClerk,,Fire,,\n"
    )
    found = read(text, KNOWN, POLICE, ["boss"])
    assert found.people == [
        {"id": "boss", "email": "mayor@example.gov"},
        {"id": "cop", "email": "chief@example.gov"},
        {"id": "clerk", "office": "Clerk", "department": "fire"},
    ]
    assert found.departments == [{"id": "pd", "head": "cop"}, {"id": "fire", "name": "Fire"}]
    assert found.panel == ["boss", "cop"]
    before = {"people": KNOWN, "departments": POLICE, "panel": ["boss"]}
    answers = Answers({"participants": before}, {})
    answers.merge_answers(found.answers, "roster.csv")
    assert not loader.validate_answers({"statplan": 1, **answers.tree}).problems
    assert [each["id"] for each in answers.tree["participants"]["people"]] == [
        "boss", "cop", "clerk",
    ]  # fmt: skip


def test_to_read_a_roster_again_adds_nothing() -> None:
    first = read_roster(EXAMPLE.read_bytes(), {})
    again = read_roster(EXAMPLE.read_bytes(), first.answers)
    assert again.answers == {}
    assert not again.problems


def test_somebody_is_found_by_e_mail_without_an_office() -> None:
    known = [{"id": "boss", "office": "Mayor", "email": "m@example.gov"}]
    found = read("Name,E-mail\nA. B.,M@Example.gov\n", known)
    assert found.people == [{"id": "boss", "name": "A. B."}]


@pytest.mark.parametrize(
    ("text", "places", "words"),
    [
        ("Office,Name\nClerk,\n,A.\n", [(3, 2, "office")], "no office, only 'A.'"),
        ("Office,Panel\nClerk,\n,yes\n", [(3, 2, "office")], "no office, only 'yes'"),
        ("Name,E-mail\nA.,\nB.,\n", [(1, 1, "people")], "no column tells the offices"),
        ("Office,E-mail\n\nClerk,a b\n", [(3, 2, "email")], "no e-mail address"),
        ("Office,Division\nClerk,Finanse\n", [(2, 2, "division")], "mean finance and budget?"),
        ("Office,Division\nClerk,Purchasng\n", [(2, 2, "division")], "mean procurement?"),
        ("Office,Division\nClerk,Fleet\n", [(2, 2, "division")], "Write finance and budget, "),
        ("Office\nMayor\n" + "a" * 201 + "\n", [(3, 1, "office")], "201 characters"),
        ("Dept\n" + "a" * 201 + "\n", [(2, 1, "name")], "201 characters"),
        ("Office\nCl\u202eerk\n", [(2, 1, "office")], "U+202E"),
        ("Office\nCl\0erk\n", [(0, 0, "")], "zero bytes"),
        ("Office\nCl\x07erk\n", [(2, 1, "office")], "U+0007"),
        ('Office,Mail\n"=HYPERLINK(1,2)",\n', [(2, 1, "people")], "could be a formula"),
        ("Dept,Office\n@a,Clerk\n", [(2, 1, "departments")], "could be a formula"),
        ("Office,Name\nDirector, Works,A.\n", [(2, 3, "")], "3 cells under 2 headings"),
        ("Office,Panel\nClerk,maybe\n", [(2, 2, "panel")], "neither yes nor no"),
        ("Office,Dept,Head\nClerk,Fire,A. B.\n", [(2, 3, "departments")], "a row of their own"),
        ("Office,Head\nClerk,x\n", [(2, 2, "departments")], "not of which department"),
        ("Office,Dept,Role in dept\nA,B,cook\n", [(2, 3, "departments")], "'cook' is no role"),
        ("Office,Dept,Head\nA,Fire,x\nB,Fire,x\n", [(3, 3, "head")], "is already a."),
        ("Office,Mail\nA,a@x.gov\nB,a@x.gov\n", [(3, 2, "email")], "that of A (in row 2)"),
        ("Office,Division\nA,law\nA,hr\n", [(3, 2, "division")], "and 'legal' in row 2"),
        ('Office\nMayor\n"Clerk\n', [(3, 0, "")], "quotes are not closed"),
        ("Who,Where\nA,B\n", [(1, 1, "")], "none of the first 10 rows"),
        ("Office,Name\n,\n", [(1, 1, "")], "no row below the headings"),
        ("\n \n", [(0, 0, "")], "is empty"),
        ("", [(0, 0, "")], "is empty"),
        ("PK\x03\x04", [(0, 0, "")], "is a workbook"),
        ("Office\n" + "Clerk\n" * 5_001, [(0, 0, "")], "5,001 rows"),
        ("a" * 1_000_001, [(0, 0, "")], "1,000,001 bytes"),
        ("Office\n" + "a" * 140_000, [(2, 0, "")], "too long to be read"),
    ],
)
def test_a_problem_has_its_row_and_column(
    text: str, places: list[tuple[int, int, str]], words: str
) -> None:
    found = read(text)
    assert told(found) == places
    assert words in str(found.problems[0])
    assert all(each.remedy for each in found.problems)
    assert found.answers == {}


def test_a_sheet_in_utf_32_is_told_from_one_in_utf_16() -> None:
    with pytest.raises(UnreadableSheetError, match="zero bytes"):
        read_sheet("Office\nClerk\n".encode("utf-32"), len)
    assert read_sheet("Office\nClerk\n".encode("utf-16"), len).rows == [["Office"], ["Clerk"]]


def test_what_contradicts_the_roster_is_a_problem() -> None:
    known = [{"id": "boss", "office": "Mayor", "email": "m@example.gov"}]
    found = read("E-mail,Office\nother@example.gov,Mayor\n", known)
    assert told(found) == [(2, 1, "email")]
    assert found.problems[0].path == "participants.people[0].email"
    assert "'m@example.gov' on the roster" in found.problems[0].fact
    found = read("E-mail,Office\nm@example.gov,Clerk\n", known)
    assert "that of Mayor (on the roster)" in found.problems[0].fact


def test_all_problems_come_at_once_and_rows_are_those_of_the_spreadsheet() -> None:
    text = 'Roster,\n"Office","E\n-mail"\n"Clerk\nof court",a\n\n,b@example.gov\nMayor,c\n'
    assert told(read(text)) == [(3, 2, "email"), (5, 2, "office"), (6, 2, "email")]


def test_what_is_wrong_elsewhere_is_not_said_of_the_rows() -> None:
    known = [{"id": "boss", "office": "Mayor", "email": "wrong"}, {"id": "BAD"}, "odd", {}]
    found = read("Office\nClerk\n", known, [3, {"name": "x"}], "panel")
    assert not found.problems
    assert found.people == [{"id": "clerk", "office": "Clerk"}]


@pytest.mark.parametrize("raw", [b"\xff\xfeO", b"\xff\xfe\x00\xd8", b"Office\n\x81"])
def test_bytes_of_no_known_encoding_are_refused(raw: bytes) -> None:
    found = read_roster(raw, {})
    assert len(found.problems) == 1
    assert "CSV UTF-8" in str(found.problems[0].remedy)


HEADINGS = "Office,Name,E-mail,Department,Division,Head,Data contact,Panel,Role in department,Mail"
WILD = st.text(st.sampled_from('ab,;\t\n\r"=x \x00\ufeff\u2122\u0130ß@.'), max_size=60)


@given(st.one_of(st.binary(), WILD.map(str.encode), WILD.map(lambda text: text.encode("utf-16"))))
def test_no_bytes_raise(raw: bytes) -> None:
    for each in (raw, HEADINGS.encode() + b"\n" + raw):
        found = read_roster(each, {"participants": {"people": KNOWN, "departments": POLICE}})
        assert not (found.problems and found.answers)


CELL = st.text(
    st.one_of(
        st.sampled_from(",;\t'\"ab \u00df\u2122\u0130"), st.characters(categories=("L", "N"))
    ),
    min_size=1,
    max_size=30,
)
WORD = CELL.map(normalize_cell).filter(lambda text: text and not is_formula(text))
PERSON = st.fixed_dictionaries(
    {"office": WORD, "department": WORD},
    optional={"name": WORD, "division": st.sampled_from(["policy", "legal"])},
)
KEYS = ("division", "office", "name", "department")


@pytest.mark.slow
@settings(max_examples=count_examples(25, 100))
@given(
    st.lists(PERSON, min_size=1, max_size=6, unique_by=lambda each: normalize_case(each["office"])),
    st.sampled_from([*csv.list_dialects(), ",", ";", "\t"]),
    st.sampled_from(["\r\n", "\n", "\r"]),
    st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL, csv.QUOTE_NONNUMERIC]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_what_a_writer_wrote_is_read_back(
    people: list[dict[str, str]], form: str, ends: str, quoting: Any, encoding: str
) -> None:
    stream = io.StringIO(newline="")
    named: Any = {"dialect": form} if len(form) > 1 else {"delimiter": form, "quoting": quoting}
    rows = csv.writer(stream, lineterminator=ends, **named)
    rows.writerows([KEYS, *([each.get(key, "") for key in KEYS] for each in people)])
    found = read_roster(stream.getvalue().encode(encoding), {})
    assert not found.problems
    assert not wrong(found)
    names = {each["id"]: normalize_case(each["name"]) for each in found.departments}
    assert [
        {key: value for key, value in each.items() if key != "id"}
        | {"department": names[each["department"]]}
        for each in found.people
    ] == [each | {"department": normalize_case(each["department"])} for each in people]


SAYS = {
    "Office": ["Mayor", "CHIEF", "Clerk", "=1", "a\\b", ""],
    "Name": ["A.", "B.", ""],
    "E-mail": ["a@example.gov", "b@example.gov", "b", ""],
    "Department": ["Police", "pd", "Fire", "-x", ""],
    "Division": ["law", "lawn", ""],
    "Role in department": ["head", "budget analyst", "cook", "none", ""],
    "Panel": ["x", "no", "perhaps", ""],
}
ROWS = st.lists(st.tuples(*(st.sampled_from(cells) for cells in SAYS.values())), max_size=6)


@pytest.mark.slow
@given(ROWS, st.booleans())
def test_rows_are_named_as_wrong_or_make_a_valid_plan(
    rows: list[tuple[str, ...]], begun: bool
) -> None:
    stream = io.StringIO(newline="")
    csv.writer(stream).writerows([tuple(SAYS), *rows])
    before: Any = {"people": KNOWN, "departments": POLICE, "panel": ["cop"]} if begun else {}
    answers = Answers({"participants": deepcopy(before)}, {})
    found = read_roster(stream.getvalue().encode(), answers.tree)
    assert answers.tree == {"participants": before}, "what was given is not touched"
    answers.merge_answers(found.answers, "roster.csv")
    assert not loader.validate_answers({"statplan": 1, **answers.tree}).problems
    assert all(2 <= each.line <= len(rows) + 1 for each in found.problems if rows and any(rows[0]))
    again = read_roster(stream.getvalue().encode(), answers.tree)
    if not found.problems:
        assert (again.answers, again.problems) == ({}, ())


@settings(max_examples=count_examples(12, 50))
@given(st.lists(st.text(st.sampled_from("aA-2\u2122\u00df "), max_size=60), max_size=30))
def test_ids_are_valid_and_unlike_each_other(offices: list[str]) -> None:
    rows = "".join(
        f"{office},N{index}\n" for index, office in enumerate(offices) if normalize_cell(office)
    )
    found = read(f"Office,Name\n{rows}Clerk,\n")
    assert found.problems or not wrong(found)


@pytest.mark.slow
def test_a_thousand_people_may_hold_one_office_with_a_long_name() -> None:
    found = read("Office,Name\n" + "".join(f"{'a' * 50},N{index}\n" for index in range(1_100)))
    assert len(found.people) == 1_100
    assert not wrong(found)


def test_no_id_is_made_that_windows_takes_for_a_device() -> None:
    raw = b"Office,Department\nCOM1,Nul\nHead of Aux,Aux\n"
    found = read_roster(raw, {})
    assert not wrong(found)
    assert [each["id"] for each in found.departments] == ["nul-1", "aux-1"]
    assert [each["id"] for each in found.people] == ["com1-1", "head-of-aux"]
