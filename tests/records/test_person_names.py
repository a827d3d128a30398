"""Names of people in running text, told from offices, places, organizations, and products."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statplan.records.person_names import find_names
from statplan.records.withheld_text import collect_words

OFFICES = collect_words(("Public Works", "City Attorney", "Grants Management", "TestStat"))


def names(text: str) -> list[str]:
    return [name.text for name in find_names(text, OFFICES)]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Maria Lopez complained.", "Maria Lopez"),
        ("Then Maria Lopez complained about the odor.", "Maria Lopez"),
        ("On Monday Maria Lopez called.", "Maria Lopez"),
        ("We heard from the tenant, Tenisha Okwuosa, again.", "Tenisha Okwuosa"),
        ("Maria J. Lopez signed.", "Maria J. Lopez"),
        ("J. Lopez signed.", "J. Lopez"),
        ("Maria de la Cruz signed.", "Maria de la Cruz"),
        ("Fatima al-Sayed signed.", "Fatima al-Sayed"),
        ("John Smith-Jones signed.", "John Smith-Jones"),
        ("Se\u00e1n O'Brien signed.", "Se\u00e1n O'Brien"),
        ("Bj\u00f6rn \u00c5ngstr\u00f6m signed.", "Bj\u00f6rn \u00c5ngstr\u00f6m"),
        ("\u0418\u0432\u0430\u043d \u041f\u0435\u0442\u0440\u043e\u0432 signed.",
         "\u0418\u0432\u0430\u043d \u041f\u0435\u0442\u0440\u043e\u0432"),
        ("Bo Li signed.", "Bo Li"),
        ("Maria\nLopez signed.", "Maria Lopez"),
        ("Maria L. signed.", "Maria L"),
        ("Lopez, Maria", "Lopez, Maria"),
        ("Brown, James", "Brown, James"),
        ("maria lopez called again", "maria lopez"),
        ("MARIA LOPEZ COMPLAINED", "MARIA LOPEZ"),
        ("The case of NGOZI OKAFOR was heard.", "NGOZI OKAFOR"),
        ("Public Works Director Maria Lopez said so.", "Maria Lopez"),
        ("Owner: Ngozi Okafor", "Ngozi Okafor"),
        ("Maria Lopez's file is missing.", "Maria Lopez"),
    ],
)  # fmt: skip
def test_a_given_name_and_a_surname_are_found_however_they_are_written(
    line: str, name: str
) -> None:
    assert names(line) == [name]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("Ms. Lopez called.", "Ms. Lopez"),
        ("Mr. Brown left.", "Mr. Brown"),
        ("Ms. Park asked.", "Ms. Park"),
        ("Dr. Patel spoke.", "Dr. Patel"),
        ("Officer Young was late.", "Young"),
        ("Councilmember Moreno asked.", "Moreno"),
        ("The tenant Lopez called.", "Lopez"),
        ("Maria complained.", "Maria"),
        ("Smithers complained.", "Smithers"),
        ("Smithers left.", "Smithers"),
        ("|Lopez|", "Lopez"),
    ],
)
def test_a_single_name_is_found_after_a_title_before_a_verb_and_in_a_cell(
    line: str, name: str
) -> None:
    assert names(line) == [name]


@pytest.mark.parametrize(
    ("line", "name"),
    [
        ("It was Mark Brown who was late.", "Mark Brown"),
        ("Rose Young was late.", "Rose Young"),
        ("Blessing Adeyemi complained.", "Blessing Adeyemi"),
        ("June Carter signed.", "June Carter"),
        ("Maria Hall complained.", "Maria Hall"),
        ("We heard from Kevin Woods.", "Kevin Woods"),
        ("Maria Houston called.", "Maria Houston"),
    ],
)
def test_a_name_of_ordinary_words_or_places_is_found(line: str, name: str) -> None:
    assert names(line) == [name]


@pytest.mark.parametrize(
    "thing",
    [
        "Canal Street",
        "Martin Luther King Boulevard",
        "Jefferson Davis Parkway",
        "St. Charles Avenue",
        "City Park",
        "Jackson Square",
        "Lincoln Elementary",
        "Lake Pontchartrain",
        "Fort Worth",
        "Salt Lake City",
        "Baton Rouge",
        "Milton Keynes",
        "Johnson County",
        "Lower Ninth Ward",
        "Public Works Director",
        "Chief Administrative Officer",
        "Deputy Mayor",
        "Inspector General",
        "Officer Training",
        "Community Development Block Grant",
        "Title VI Program",
        "Vision Zero",
        "Lead and Copper Rule",
        "Grant Agreement",
        "Power BI",
        "Microsoft Teams",
        "Esri ArcGIS Online",
        "Tyler Munis",
        "Cityworks",
        "Black Friday",
        "Hurricane Ida",
        "Austin Energy",
        "Safe Streets",
        "Louisiana State Police",
        "Veterans Affairs",
        "Summer Youth",
        "Snow Emergency Routes",
        "Waste Minimisation",
        "La Ni\u00f1a",
        "Performance Mgmt",
        "CityLink Gold",
        "Grants Management",
        "the Entergy crew",
        "Waka Kotahi",
        "Mayor's Office of Community Development",
        "FEMA, HUD",
        "FEMA HMGP",
        "St. Vincent de Paul",
        "Camp Bullis MSAO",
        "Sam Houston Tollway",
        "Burton Barr Central Library",
        "Centro de Oro",
        "Nevada Day",
        "Braeburn Glen",
        "Tohono O'odham",
        "Nepali-speaking Vermonters",
        "Te Whatu Ora",
        "Tyler EnerGov",
        "Cesar Chavez",
        "Booker T. Washington",
        "Gannett Fleming",
    ],
)
def test_what_has_capitals_and_is_no_person_is_not_asked_about(thing: str) -> None:
    assert names(f"We talked about {thing} again and agreed on what comes next.") == []
    assert names(thing) == []


def test_a_name_before_a_public_place_is_of_the_place_and_not_of_a_person() -> None:
    assert names("The Tenisha Okafor playground opens.") == []
    assert names("We went to Tenisha Okafor's school.") == ["Tenisha Okafor"]
    assert names("The tenant Tenisha Okafor school bus.") == ["Tenisha Okafor"]


def test_a_given_name_that_ends_names_of_places_begins_a_name_of_a_person() -> None:
    assert names("Then Glen Okafor complained.") == ["Glen Okafor"]
    assert names("Then Maria Glen complained.") == ["Maria Glen"]


def test_a_verb_that_begins_an_item_of_a_list_is_no_given_name() -> None:
    assert names("- Ask Aspira for a report.") == []
    assert names("2. Ask Aspira for a report.") == []
    assert names("- Then Tenisha Okafor asked.") == ["Tenisha Okafor"]


def test_a_street_after_a_comma_is_no_given_name() -> None:
    assert names("Late were Lopez, Mildred Avenue, and Ellis.") == []


@pytest.mark.parametrize(
    "heading",
    ["Street Light Repair Update From Entergy", "Old Business And New Business",
     "WATER MAIN BREAKS", "Summer Youth Jobs Pilot", "Who Does What By When"],
)  # fmt: skip
def test_a_heading_in_title_case_holds_no_name(heading: str) -> None:
    assert names(f"|{heading}|") == []


def test_a_heading_with_a_name_is_asked_about() -> None:
    assert names("|Complaint Of Maria Lopez Over Trash|") == ["Maria Lopez"]


def test_cells_of_a_table_are_no_one_name() -> None:
    assert names("|Maria|Public Works|") == ["Maria"]
    assert names("|Works|Street|") == []


CLEAR = st.tuples(
    st.sampled_from(["Maria", "James", "Tenisha", "Aisha", "Ngozi", "Priya", "Hamish"]),
    st.sampled_from(["Lopez", "Okafor", "Patel", "McDougall", "Brown", "O'Neill"]),
)  # fmt: skip
AROUND = st.sampled_from(
    ["{} complained.", "Then {} complained.", "We heard from {}.", "It was {} (late).",
     "- {} asked for it.", "The grievance of {} is open.", '"{}" stands on the list.',
     "Sent to {}, who signed.", "The Director, {}, was away.", "Was it {}?"]
)  # fmt: skip


@given(CLEAR, AROUND)
def test_a_clear_name_is_found_in_every_sentence(name: tuple[str, str], around: str) -> None:
    assert " ".join(name) in names(around.format(" ".join(name)))
