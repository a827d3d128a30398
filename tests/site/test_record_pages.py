"""Records of meetings stand beside the schedule where they were cleared and the plan says so."""

import pytest

from statplan.errors import StatplanError
from statplan.records import ClearedRecord, RecordKind
from statplan.site import record_pages
from tests.support.html_page import Page
from tests.support.html_page import faults as document_faults
from tests.support.page_reader import faults, section
from tests.support.sample_site import files_of
from tests.support.site_records import record, site


@pytest.mark.slow
def test_a_record_has_a_page_that_its_meeting_leads_to() -> None:
    files = files_of(site(record()))
    (name,) = (name for name in files if name.startswith("records/"))
    assert faults(files["index.html"], set(files)) == set()
    assert f'href="{name}"' in files["index.html"]
    assert "Notas" in section(files["index.es.html"], "all")
    assert document_faults(files[name]) == set()
    said = Page(files[name]).body
    assert "Forty lots were mown." in said
    assert "<b>One</b>" in said
    assert "https://www.example.gov/riverstat/#m-" in files[name]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("program", "shown"),
    [
        ("Blight", "Blight: BlightStat: Vacant buildings"),
        ("BlightStat", "BlightStat: Vacant buildings"),
        (None, "Stat: BlightStat: Vacant buildings"),
    ],
)
def test_a_record_names_program_and_meeting_each_once(program: str | None, shown: str) -> None:
    made = site(record())
    named = made.plan.program.model_copy(update={"name": program})
    plan = made.plan.model_copy(update={"program": named})
    (page,) = (record_pages.render_record_page(plan, "", of, each) for of, each in made.records)
    assert f'<p class="subtitle">{shown}</p>' in page.decode()


@pytest.mark.slow
def test_what_the_plan_does_not_publish_is_not_shown() -> None:
    files = files_of(site(record("actions"), record("memo")))
    assert not [name for name in files if name.startswith("records/")]
    assert "Action list" not in section(files["index.html"], "all")


def test_a_record_of_a_meeting_that_is_not_public_is_not_shown() -> None:
    stranger = ClearedRecord("secret/2027-02", RecordKind.NOTES, "Notes", ())
    assert not [name for name in files_of(site(stranger)) if name.startswith("records/")]


def test_a_record_that_holds_what_is_withheld_refuses_the_whole_folder() -> None:
    with pytest.raises(StatplanError) as caught:
        files_of(site(record(said="Jo Hidden was angry.")))
    assert any("records/" in each.file for each in caught.value.problems)
