"""New wording sends nobody an update: it waits for a change of fact, or for `publish --reword`."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from statplan.calendars import entry_text
from tests.support.commands import run, snapshot
from tests.support.events import events
from tests.support.year import Clock, clock, edit, latest, plan, published, rows

__all__ = ["clock", "plan", "published"]
RENAMED = "name: TestStat", "name: OtherStat"
MARCH = "blight/2027-03"
LATER = "2026-12-12T12:00"
STAMP = "DTSTAMP:20261212T120000Z\r\n"


def feed(folder: Path) -> dict[str, str]:
    return events(folder / "calendars" / "calendar.ics")


def entries(folder: Path) -> dict[tuple[str, str], str]:
    """Each entry of the feed to the letter, by meeting and role."""
    shown = feed(folder)
    return {key: shown[str(row["uid"])] for key, row in rows(folder).items() if row["uid"] in shown}


def pending() -> set[tuple[str, str]]:
    """What `diff` shows, without the days on which something is due."""
    found = json.loads(run("diff", "-f", "json")[1])["changes"]
    keys = {(change["meeting"], change["role"]) for change in found}
    return {key for key in keys if key[1] in {"primary", "backup"}}


Change = Callable[[Path, pytest.MonkeyPatch], None]


def rename(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    del monkeypatch
    edit(folder, *RENAMED)


def reword(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stand for a new version of the tool, which says one thing differently."""
    real = entry_text._iter_description  # noqa: SLF001 - a sentence of the tool

    def changed(*args: object, **kwargs: object) -> Iterator[str]:
        for line in real(*args, **kwargs):  # type: ignore[arg-type]
            yield line.replace("Led by: ", "The leader is ")

    del folder
    monkeypatch.setattr(entry_text, "_iter_description", changed)


SENDS = "`statplan publish --reword` sends it now."
NEW_WORDS = pytest.mark.parametrize("change", [rename, reword], ids=["program", "tool"])


@pytest.mark.slow
@NEW_WORDS
def test_new_wording_is_no_change_and_changes_no_entry(
    published: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch, change: Change
) -> None:
    before, ledger = entries(published), (published / "statplan.ledger.json").read_bytes()
    change(published, monkeypatch)
    clock(LATER)
    code, out, _ = run("diff", "--exit-code")
    assert code == 0
    assert out.splitlines() == [
        "No change; 16 entries stand as published.",
        f"16 entries will take new wording with their next change. {SENDS}",
    ]
    assert run("diff", "--exit-code", "--for", "public")[:2] == (
        0, "No change; 8 entries stand as published.\n",
    )  # fmt: skip
    code, out, _ = run("publish")
    assert code == 0
    assert "No change" in out
    assert entries(published) == before
    assert (published / "statplan.ledger.json").read_bytes() == ledger
    assert run("doctor")[0] == 0


def test_the_calendar_itself_follows_the_name_of_the_program(published: Path) -> None:
    before = snapshot(published)
    edit(published, *RENAMED)
    assert run("doctor")[0] == 1
    assert run("publish")[0] == 0
    for name in ("calendar.ics", "public/calendar.ics"):
        text = (published / "calendars" / name).read_text(encoding="utf-8")
        assert "\nNAME:OtherStat\nX-WR-CALNAME:OtherStat\n" in text
        assert text.count("OtherStat") == 2
        assert "TestStat: blight" in text
    assert "OtherStat" in (published / "calendars/public/index.html").read_text(encoding="utf-8")
    assert run("doctor")[0] == 0
    after = snapshot(published)
    assert after.keys() == before.keys()
    assert run("publish")[2] == "Everything is published already.\n"


@pytest.mark.slow
@NEW_WORDS
def test_a_rewording_that_is_asked_for_sends_every_entry_with_its_number_as_it_was(
    published: Path, clock: Clock, monkeypatch: pytest.MonkeyPatch, change: Change
) -> None:
    first, before = rows(published), entries(published)
    change(published, monkeypatch)
    clock(LATER)
    files = snapshot(published)
    code, out, _ = run("publish", "--reword", "--dry-run")
    assert code == 0
    assert out.count("same date, new wording") == 16
    assert "16 change, 0 do not" in out
    assert "next change" not in out
    assert snapshot(published) == files
    assert run("publish", "--reword")[0] == 0
    after = entries(published)
    for key, row in rows(published).items():
        assert row["sequence"] == first[key]["sequence"] == 0
        if key in after:
            assert after[key] != before[key]
            assert STAMP in after[key]
            assert STAMP not in before[key]
    assert len([*latest(published).glob("*-update.ics")]) == 16
    assert run("diff", "--exit-code")[:2] == (0, "No change; 16 entries stand as published.\n")
    assert run("publish", "--reword")[2] == "Everything is published already.\n"


def test_a_rewording_leaves_what_is_over_and_what_is_gone(published: Path, clock: Clock) -> None:
    run("cancel", "works/2027-04")
    run("publish")
    before = entries(published)
    edit(published, *RENAMED)
    clock("2027-03-01T12:00")
    run("publish", "--reword")
    after = entries(published)
    changed = {key for key in after if after[key] != before.get(key)}
    assert changed == {
        (f"{series}/2027-0{month}", role)
        for series, month in (("blight", 3), ("blight", 4), ("works", 3))
        for role in ("primary", "backup")
    }


@pytest.mark.slow
def test_a_saved_change_set_holds_no_rewording(published: Path) -> None:
    edit(published, *RENAMED)
    run("bump", MARCH)
    run("diff", "-o", "changes.json")
    code, _, err = run("publish", "changes.json", "--reword")
    assert code == 2
    assert "statplan publish --reword" in err
    assert run("publish", "changes.json")[0] == 0
    assert run("publish", "--reword")[0] == 0


BLIGHT = {
    (f"blight/2027-0{month}", role) for month in (1, 2, 3, 4) for role in ("primary", "backup")
}
WORKS = {(meeting.replace("blight", "works"), role) for meeting, role in BLIGHT}
LINE = "{id: blight, every"
EXCEPTION = '{meeting: blight/2027-03, day: 2027-03-10, why: "Budget week"}'


@pytest.mark.slow
@pytest.mark.parametrize(
    ("old", "new", "touched", "says"),
    [
        ("{id: blight,", "{id: blight, room: Annex,", BLIGHT, "LOCATION:Annex"),
        ("{id: blight,", "{id: blight, chair: clerk,", BLIGHT, "Led by: Clerk"),
        ("department: works}", "department: parks}", WORKS, "Subject: Parks"),
        ("https://secret.example/join", "https://example.gov/room", BLIGHT | WORKS, "gov/room"),
        ("Budget week", "Election week", {(MARCH, "primary")}, "Election week"),
        (
            "day: 2027-03-10,",
            "day: 2027-03-10, backup: 2027-03-15,",
            {(MARCH, "primary"), (MARCH, "backup")},
            "Back-up date: Monday\\, March 15",
        ),
        ("access: closed", "access: open", BLIGHT | WORKS, ""),
        ("publishes: [schedule]", "publishes: [schedule], back_ups: yes", BLIGHT | WORKS, ""),
    ],
    ids=["room", "leader", "topic", "link", "reason", "backup", "access", "backups"],
)
def test_a_change_of_fact_changes_the_entries_that_state_it_and_brings_the_new_words(
    plan: Path, clock: Clock, old: str, new: str, touched: set[tuple[str, str]], says: str
) -> None:
    edit(plan, LINE, f"{{id: blight, exceptions: [{EXCEPTION}], every")
    edit(plan, "head: law}", "head: law}\n    - {id: parks, name: Parks, head: law}")
    edit(
        plan,
        "  access: closed\n  publishes: [schedule]",
        "  {access: closed, publishes: [schedule]}",
    )
    assert run("publish")[0] == 0
    edit(plan, *RENAMED)
    assert not pending()
    edit(plan, old, new)
    if "back_ups" in new or "access" in new:
        touched = {key for key in touched if (key[1] == "backup") == ("back_ups" in new)}
    before = entries(plan)
    assert pending() == touched
    clock(LATER)
    assert run("publish")[0] == 0
    after = entries(plan)
    for key in after:
        if key in touched:
            text = after[key].replace("\r\n ", "")
            assert "OtherStat" in text
            assert STAMP in text
            assert key[1] != "primary" or says in text
        else:
            assert after[key] == before[key]


def test_words_that_come_with_other_people_show_no_people_to_the_public(published: Path) -> None:
    edit(published, *RENAMED)
    edit(published, "required: [law]", "required: [law, clerk]")
    assert "same date, other people" in run("diff")[1]
    public = run("diff", "--for", "public")[1]
    assert public.count("same date, new wording") == 4
    assert "people" not in public
    assert '"what": "text"' in run("diff", "--for", "public", "-f", "json")[1]
