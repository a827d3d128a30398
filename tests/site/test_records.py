"""Records of meetings stand beside the schedule where they were cleared and the plan says so."""

import pytest

from statplan.documents.blocks import BulletList, Heading, Paragraph
from statplan.errors import StatplanError
from statplan.records import ClearedRecord, RecordKind
from statplan.site import Site, make_site, record_pages
from tests.documents.test_html import Page
from tests.documents.test_html import faults as document_faults
from tests.site.reading import faults, section
from tests.site.sample import LIFE, Told, city, files_of, tell


def record(kind: str = "notes", said: str = "Forty lots were mown.") -> ClearedRecord:
    blocks = (Heading(2, "What was said"), Paragraph((said,)), BulletList((("<b>One</b>",),)))
    return ClearedRecord("blight/2027-02", RecordKind(kind), "Notes of BlightStat", blocks)


def site(*records: ClearedRecord, publishes: tuple[str, ...] = ("schedule", "notes")) -> Site:
    told: Told = tell(city(publishes=list(publishes)), LIFE)
    made = told.site("2027-03-21")
    from statplan.schedule import make_schedule

    return make_site(told.plan, told.ledger, make_schedule(told.plan), made.day, records=records)


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


@pytest.mark.parametrize(
    ("program", "shown"),
    [
        ("Blight", "Blight: BlightStat: Vacant buildings"),
        ("BlightStat", "BlightStat: Vacant buildings"),
    ],
)
def test_a_record_names_program_and_meeting_each_once(program: str, shown: str) -> None:
    made = site(record())
    named = made.plan.program.model_copy(update={"name": program})
    plan = made.plan.model_copy(update={"program": named})
    (page,) = (record_pages.render_record_page(plan, "", of, each) for of, each in made.records)
    assert f'<p class="subtitle">{shown}</p>' in page.decode()


def test_what_the_plan_does_not_publish_is_not_shown() -> None:
    files = files_of(site(record("slides"), record("memo")))
    assert not [name for name in files if name.startswith("records/")]
    assert "Slides" not in section(files["index.html"], "all")


def test_a_record_of_a_meeting_that_is_not_public_is_not_shown() -> None:
    stranger = ClearedRecord("secret/2027-02", RecordKind.NOTES, "Notes", ())
    assert not [name for name in files_of(site(stranger)) if name.startswith("records/")]


def test_a_record_that_holds_what_is_withheld_refuses_the_whole_folder() -> None:
    with pytest.raises(StatplanError) as caught:
        files_of(site(record(said="Jo Hidden was angry.")))
    assert any("records/" in each.file for each in caught.value.problems)
