"""Records on the command line: a template, its public copy, and what status says is late."""

from pathlib import Path

import pytest

from statplan.records import check_copies, read_cleared_records
from statplan.workspace.records_folder import RECORDS_FOLDER, read_records
from tests.support.commands import run, snapshot
from tests.support.records import COPY, NOTES, notes, plan
from tests.support.year import Clock, clock, edit

__all__ = ["clock", "notes", "plan"]  # fixtures


def fill(path: Path, *lines: str) -> None:
    text = path.read_text(encoding="utf-8")
    path.write_text(text + "\n".join(("", *lines, "")), encoding="utf-8")


@pytest.mark.parametrize("said", ["blight/2027-03", "2027-03-11", "blight/2027-03-11"])
def test_a_meeting_is_named_as_for_a_bump(plan: Path, said: str) -> None:
    assert run("notes", said)[0] == 0
    assert (plan / NOTES).read_text(encoding="utf-8").startswith("---\nstatplan: notes\n")


def test_notes_have_the_date_that_the_ledger_has(plan: Path) -> None:
    run("bump", "blight/2027-03")
    _, out, _ = run("notes", "blight/2027-03", "-o", "-")
    assert "**Date:** Friday, March 12, 2027, 8:00 a.m. to 9:30 a.m.\n" in out
    assert "**Moved from:** Thursday, March 11, 2027" in out
    assert not (plan / RECORDS_FOLDER).exists()


def test_no_two_templates_have_one_id(plan: Path) -> None:
    del plan
    ids = {run("notes", "blight/2027-03", "-o", "-")[1].split("\n")[3] for _ in range(3)}
    assert len(ids) == 3


def test_notes_are_never_written_over(notes: Path) -> None:
    before = snapshot(notes.parent)
    code, _, err = run("notes", "blight/2027-03")
    assert code == 4
    assert "is there already; nothing was written" in err
    assert snapshot(notes.parent) == before


def test_a_folder_in_the_place_of_the_notes_is_named_as_one(plan: Path) -> None:
    code, _, err = run("notes", "blight/2027-03", "-o", plan)
    assert code == 1
    assert "folder" in err
    assert "Write on in it" not in err


def test_a_cancelled_meeting_has_no_notes(plan: Path) -> None:
    run("cancel", "blight/2027-03")
    code, _, err = run("notes", "blight/2027-03")
    assert (code, (plan / RECORDS_FOLDER).exists()) == (4, False)
    assert "statplan restore blight/2027-03" in err


@pytest.mark.parametrize("words", [("blight/2027-13",), ("blight/2027-03", "--kind", "song")])
def test_what_cannot_be_meant_is_refused(plan: Path, words: tuple[str, ...]) -> None:
    assert run("notes", *words)[0] == 2
    assert not (plan / RECORDS_FOLDER).exists()


def test_a_copy_is_made_and_made_again_the_same(notes: Path) -> None:
    fill(notes, "Seen by [[REDACT:minors|Jane Doe]] and", ":::redact legal", "the court", ":::")
    code, out, err = run("redact", notes)
    assert (code, out) == (0, "")
    assert "Something is withheld in 2 places." in err
    text = (notes.parent.parent / COPY).read_text(encoding="utf-8")
    assert "Seen by [Redacted: Minors, Code 5-1] and\n\n[Redacted: Legal advice" in text
    assert "Jane" not in text
    assert "id: " not in text
    before = snapshot(notes.parent)
    assert "unchanged" in run("redact", notes)[2]
    assert snapshot(notes.parent) == before
    assert run("redact", notes, "-o", "-")[1] == text


def test_everything_that_speaks_against_it_is_named_and_nothing_is_written(notes: Path) -> None:
    fill(notes, "[[redact:legal|Jane]]", "<!-- Jane -->", 'Mayor Jo "Secret" Smith came.')
    fill(notes, "In Secret Room 7, see https://secret.example/join.")
    before = snapshot(notes.parent)
    code, out, err = run("redact", notes)
    assert (code, out) == (1, "")
    first = notes.read_text(encoding="utf-8").split("\n").index("[[redact:legal|Jane]]") + 1
    for number, fact in (
        (first, "this looks like a mark and is none."),
        (first + 1, "there is HTML or a comment here"),
        (first + 2, "this line holds what stays inside: participants.people[mayor].name."),
        (first + 4, "this line holds what stays inside: frequency.place.link."),
        (first + 4, "this line holds what stays inside: frequency.place.room."),
    ):
        assert f"{notes}:{number}: {fact}" in err
    assert "7 problems found; nothing was written." in err
    assert snapshot(notes.parent) == before


def test_what_other_records_withhold_is_withheld_here_too(notes: Path) -> None:
    fill(notes, "[[REDACT:personnel|Jane Doe]] came.")
    run("notes", "works/2027-03")
    other = notes.with_name("works-2027-03-notes.md")
    fill(other, "Then Jane Doe left.")
    code, _, err = run("redact", other)
    assert code == 1
    assert f"this line holds what stays inside: {notes}:" in err


def test_a_name_that_may_stand_is_allowed_by_name(notes: Path) -> None:
    fill(notes, "[[REDACT:personnel|the man in Elm Street]] came.", "We paved Elm Way.")
    assert run("redact", notes)[0] == 1
    assert run("redact", notes, "--allow", "Elm", "--reason", "a street")[0] == 0


def test_a_copy_is_not_redacted_and_notes_are_not_written_over(notes: Path) -> None:
    run("redact", notes)
    assert run("redact", notes.parent.parent / COPY)[0] == 2
    for target in (notes, notes.parent.parent / "statplan.yaml"):
        before = target.read_bytes()
        code, _, err = run("redact", notes, "-o", target)
        assert (code, target.read_bytes()) == (4, before)
        expected = "is no cleared copy; it is left as it is", "has the name of a plan's own file"
        assert expected[target.suffix == ".yaml"] in err


UNCHECKED = "its text, pictures, notes, and metadata are not checked."
DECKS = [
    ("slides.pdf", b"%PDF-1.7"),
    ("slides.pptx", b"PK\x03\x04..."),
    ("slides.ppt", b"\xd0\xcf\x11\xe0..."),
    ("slides.key", b"PK\x03\x04..."),
    ("slides.odp", b"PK\x03\x04..."),
    ("memo.docx", b""),
    ("memo.RTF", b"{\\rtf1 Jane}"),
    ("chart.png", b"\x89PNG\r\n"),
    ("chart.svg", b"<svg/>"),
    (".slides.pptx.icloud", b"bplist00"),
    ("slides.gslides", b'{"doc_id": "1"}'),
    ("renamed.md", b"%PDF-1.7"),
    ("renamed", b"\xff\xd8\xff\xe0"),
    ("recording.bin", b"ftyp\0\0"),
    ("archive/slides.pptx", b"PK\x03\x04..."),
]


@pytest.mark.parametrize(("name", "data"), DECKS)
def test_a_slide_deck_or_a_picture_is_not_redacted(plan: Path, name: str, data: bytes) -> None:
    path = plan / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(data)
    before = snapshot(plan)
    code, out, err = run("redact", path)
    assert (code, out) == (4, "")
    assert UNCHECKED in err
    assert "Copy its words into the file that `statplan notes MEETING` writes" in err
    assert snapshot(plan) == before


def test_a_text_that_is_not_in_utf_8_is_refused_with_its_line(plan: Path) -> None:
    (plan / "notes.md").write_bytes(b"ok\n\xff\xfe")
    code, _, err = run("redact", "notes.md")
    assert code == 1
    assert "notes.md:2: this is no text in UTF-8" in err


@pytest.mark.slow
@pytest.mark.parametrize("command", ["publish", "site", "publish --dry-run"])
@pytest.mark.parametrize("folder", ["records", "calendars/public/records"])
def test_a_slide_deck_among_records_refuses_the_page(
    published: Path, command: str, folder: str
) -> None:
    path = published / folder / "slides.pptx"
    path.write_bytes(b"PK\x03\x04...")
    before = snapshot(published)
    code, _, err = run(*command.split())
    assert code == 4
    assert f"{path}: this is a PowerPoint file: {UNCHECKED}" in err
    assert "keep the file outside this folder" in err
    assert snapshot(published) == before
    assert f"{path}: this is a PowerPoint file" in run("status")[1]
    path.rename(published / "slides.pptx")
    assert run(*command.split())[0] == 0


@pytest.mark.slow
@pytest.mark.parametrize(("name", "data"), DECKS)
def test_every_kind_of_deck_among_records_is_refused(plan: Path, name: str, data: bytes) -> None:
    path = plan / RECORDS_FOLDER / name
    path.parent.mkdir(parents=True)
    path.write_bytes(data)
    code, _, err = run("site")
    assert code == 4
    assert f"{path}: this is " in err


def test_a_keynote_file_that_is_a_folder_is_named_once(plan: Path) -> None:
    inside = plan / RECORDS_FOLDER / "slides.key" / "Data"
    inside.mkdir(parents=True)
    (inside / "chart.png").write_bytes(b"\x89PNG")
    err = run("site")[2]
    assert err.count(UNCHECKED) == 1
    assert "slides.key: this is a Keynote file" in err


def test_a_deck_in_the_records_of_another_public_folder_refuses_it(plan: Path) -> None:
    (plan / "www" / "records").mkdir(parents=True)
    (plan / "www" / "records" / "slides.pdf").write_bytes(b"%PDF-1.7")
    assert run("site", "-o", "www")[0] == 4
    assert run("site")[0] == 0


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "data"),
    [
        (".DS_Store", b"\0\0\0\1Bud1"),
        ("._slides.pptx", b"\0\5\x16\7"),
        ("~$slides.pptx", b"\6Jane\0"),
        ("Thumbs.db", b"\xd0\xcf\x11\xe0"),
        (".blight-2027-03-notes.md.swp", b"b0VIM\0"),
        ("blight-2027-03-notes.md~", b"We met."),
        ("blight-2027-03-notes.md.bak", b"We met."),
        ("todo.txt", b"Ask the Clerk."),
        ("hours.csv", b"day,hours\n"),
    ],
)
def test_what_systems_and_editors_leave_among_records_is_no_deck(
    plan: Path, name: str, data: bytes
) -> None:
    (plan / RECORDS_FOLDER).mkdir()
    (plan / RECORDS_FOLDER / name).write_bytes(data)
    assert run("site")[0] == 0


def test_the_folder_is_read_as_records(notes: Path) -> None:
    run("redact", notes)
    (found,) = read_cleared_records(check_copies(read_records(notes.parent)))
    assert (found.meeting, found.title) == ("blight/2027-03", "Notes: TestStat: blight")


def test_an_untouched_template_is_refused(plan: Path, clock: Clock) -> None:
    clock("2027-03-12T18:00")
    run("notes", "blight/2027-03")
    before = snapshot(plan)
    code, out, err = run("redact", plan / NOTES)
    assert (code, out) == (1, "")
    assert f"{plan / NOTES}:32: nothing is written here beyond the template." in err
    assert snapshot(plan) == before
    fill(plan / NOTES, "Forty lots were mown.")
    assert run("redact", plan / NOTES)[0] == 0


@pytest.mark.slow
@pytest.mark.parametrize("decision", ["", "bump", "cancel"])
def test_a_record_of_a_meeting_that_has_not_taken_place_is_refused(
    plan: Path, clock: Clock, decision: str
) -> None:
    run("notes", "blight/2027-03")
    fill(plan / NOTES, "Forty lots were mown.")
    clock("2027-03-11T12:00" if decision else "2027-03-10T23:00")
    if decision:
        run(decision, "blight/2027-03")
    before = snapshot(plan)
    code, out, err = run("redact", plan / NOTES)
    assert (code, out) == (1, "")
    date = "Friday, March 12" if decision == "bump" else "Thursday, March 11"
    fact = "is cancelled" if decision == "cancel" else f"takes place on {date}, 2027"
    assert f"blight/2027-03 {fact}" in err
    assert snapshot(plan) == before
    if decision:
        run("restore", "blight/2027-03")
    clock("2027-03-11T12:00")
    assert run("redact", plan / NOTES)[0] == 0


@pytest.mark.slow
@pytest.mark.parametrize("command", ["publish", "site"])
@pytest.mark.parametrize("decision", ["bump", "cancel"])
def test_a_copy_of_a_meeting_that_was_put_off_afterwards_refuses_the_page(
    notes: Path, clock: Clock, command: str, decision: str
) -> None:
    clock("2027-03-11T12:00")
    assert run("redact", notes)[0] == 0
    run(decision, "blight/2027-03")
    before = snapshot(notes.parent.parent)
    code, _, err = run(command)
    assert code == 4
    assert f"{notes.parent.parent / COPY}: blight/2027-03 " in err
    assert snapshot(notes.parent.parent) == before
    assert f"{notes.parent.parent / COPY}: blight/2027-03 " in run("status")[1]
    run("restore", "blight/2027-03")
    assert run(command)[0] == 0


def held(clock: Clock, *keys: str) -> None:
    clock("2027-03-17T18:00")
    for key in keys:
        assert run("held", key)[0] == 0


WAITING = "Cleared, and not published yet: `statplan publish`\n"
LATE = "notes of blight/2027-03 due Thu Mar 25, 2027, not published"


@pytest.mark.slow
def test_a_promise_that_was_missed_shows_until_it_is_kept(notes: Path, clock: Clock) -> None:
    held(clock, "blight/2027-03")
    clock("2027-03-25T18:00")
    out = run("status")[1]
    assert LATE not in out
    assert "Thu Mar 25, 2027  blight/2027-03  Notes to be published" in out
    clock("2027-03-26T18:00")
    out = run("status")[1]
    late = out.partition("Promised to the public, and late\n")[2].partition("\n\n")[0]
    assert f"  {LATE}; make the public copy: `statplan redact {notes}`" in late
    assert "not published; begin it: `statplan notes blight/2027-03 --kind actions`" in late
    assert "action list of blight/2027-03 due Thu Mar 25, 2027, not published" in out
    assert run("redact", notes)[0] == 0
    out = run("status")[1]
    assert LATE not in out
    assert f"{WAITING}  notes of blight/2027-03 due Thu Mar 25, 2027\n" in out
    assert "action list of blight/2027-03 due Thu Mar 25, 2027, not published" in out
    assert run("publish")[0] == 0
    out = run("status")[1]
    assert "notes of blight/2027-03" not in out
    assert "action list of blight/2027-03 due Thu Mar 25, 2027, not published" in out


@pytest.mark.slow
def test_a_promise_is_kept_by_a_page_in_the_public_folder_alone(published: Path) -> None:
    assert run("held", "blight/2027-03")[0] == 0
    assert "notes of blight/2027-03" not in run("status")[1]
    (page,) = (published / "calendars" / "public" / "records").glob("*-notes.html")
    page.write_bytes(b"")
    assert f"{WAITING}  notes of blight/2027-03 due Thu Mar 25, 2027\n" in run("status")[1]
    page.unlink()
    out = run("status")[1]
    assert f"{WAITING}  notes of blight/2027-03 due Thu Mar 25, 2027\n" in out
    assert "Thu Mar 25, 2027  blight/2027-03  Notes to be published" not in out  # not this week
    assert run("publish")[0] == 0
    assert page.exists()
    assert WAITING not in run("status")[1]


@pytest.mark.slow
def test_a_page_of_an_earlier_copy_is_named_until_the_next_publish(published: Path) -> None:
    fill(published / NOTES, "Ten more lots were mown.")
    assert run("redact", published / NOTES)[0] == 0
    earlier = "  notes of blight/2027-03; its page is of an earlier copy or plan\n"
    assert f"{WAITING}{earlier}" in run("status")[1]
    assert run("publish")[0] == 0
    assert WAITING not in run("status")[1]


def test_without_a_public_schedule_the_cleared_copy_is_all_that_is_checked(
    plan: Path, notes: Path, clock: Clock
) -> None:
    edit(plan, "publishes: [schedule, notes, action list]", "publishes: [notes, slides]")
    held(clock, "blight/2027-03")
    clock("2027-04-01T18:00")
    out = run("status")[1]
    assert LATE in out
    unchecked = out.partition("Promised to the public, and not checked by statplan\n")[2]
    assert unchecked.partition("\n\n")[0].split("\n") == [
        "  slides: put them on the web yourself, after somebody has read them",
        "  notes: the plan publishes no schedule, so put the cleared copies on the web",
    ]
    assert run("redact", notes)[0] == 0
    out = run("status")[1]
    assert "notes of blight/2027-03" not in out


READ_BY_SOMEBODY = "put them on the web yourself, after somebody has read them"


@pytest.mark.parametrize(
    ("published", "lines"),
    [
        (
            "memo",
            ["  memo: put it on the web yourself, after somebody has read it"],
        ),
        (
            'agenda, slides, recording, "other: maps", data',
            [
                f"  agenda, slides, and maps: {READ_BY_SOMEBODY}",
                "  recording: put it on the web yourself, after somebody has watched it",
            ],
        ),
        ("data, annual report", []),
    ],
)
def test_status_names_what_somebody_else_puts_on_the_web(
    plan: Path, clock: Clock, published: str, lines: list[str]
) -> None:
    edit(plan, "publishes: [schedule, notes, action list]", f"publishes: [schedule, {published}]")
    held(clock, "blight/2027-03")
    clock("2027-04-01T18:00")
    unchecked = run("status")[1].partition("Promised to the public, and not checked by statplan\n")
    assert [line for line in unchecked[2].partition("\n\n")[0].split("\n") if line] == lines


def test_a_copy_that_was_changed_keeps_no_promise(notes: Path, clock: Clock) -> None:
    held(clock, "blight/2027-03")
    run("redact", notes)
    copy = notes.parent.parent / COPY
    copy.write_text(copy.read_text(encoding="utf-8") + "more\n", encoding="utf-8")
    clock("2027-04-01T18:00")
    out = run("status")[1]
    assert LATE in out
    assert (
        f"Records that cannot be published\n  {copy}: this copy was changed after it was cleared."
        in out
    )


def test_what_was_not_held_or_not_promised_is_not_late(plan: Path, clock: Clock) -> None:
    clock("2027-04-01T18:00")
    assert "not published" not in run("status")[1]
    held(clock, "blight/2027-03")
    edit(plan, "    within_days: 10\n", "")
    clock("2027-04-01T18:00")
    assert "not published" not in run("status")[1]


def test_a_record_of_no_meeting_of_the_plan_is_said(plan: Path) -> None:
    _, text, _ = run("notes", "blight/2027-03", "-o", "-")
    text = text.replace("blight/2027-03", "blight/2026-03") + "\nWe met.\n"
    (plan / "a.md").write_text(text, encoding="utf-8")
    code, _, err = run("redact", "a.md")
    assert code == 0
    assert "blight/2026-03 is not on the schedule" in err


def public(folder: Path) -> dict[str, str]:
    root = folder / "calendars" / "public"
    return {
        path.relative_to(root).as_posix(): path.read_text(encoding="utf-8")
        for path in root.rglob("*")
        if path.is_file()
    }


@pytest.fixture
def published(plan: Path, notes: Path) -> Path:
    fill(notes, "Lots were mown. [[REDACT:personnel|Somebody was dismissed]]")
    assert run("redact", notes)[0] == 0
    assert run("publish")[0] == 0
    return plan


def test_a_cleared_copy_is_on_the_page_and_nothing_of_what_it_withholds(published: Path) -> None:
    files = public(published)
    (name,) = (name for name in files if name.startswith("records/"))
    assert "Lots were mown. [Redacted: Personnel matter]" in files[name]
    assert f'href="{name}"' in files["index.html"]
    assert not [each for each, text in files.items() if "dismissed" in text]


def test_marked_notes_alone_are_not_on_the_page(plan: Path, notes: Path) -> None:
    fill(notes, "Lots were mown.")
    assert run("publish")[0] == 0
    assert not [name for name in public(plan) if name.startswith("records/")]


@pytest.mark.slow
@pytest.mark.parametrize("command", ["publish", "site"])
@pytest.mark.parametrize("changed", [NOTES, COPY])
def test_a_copy_that_is_not_cleared_any_more_refuses_the_page(
    published: Path, command: str, changed: str
) -> None:
    fill(published / changed, "One more word.")
    before = snapshot(published)
    code, _, err = run(command)
    assert code == 4
    assert f"{published / COPY}" in err
    words = ("redact", published / NOTES, *(["--force"] if changed == COPY else []))
    assert f": `statplan {' '.join(map(str, words))}`." in err
    assert snapshot(published) == before
    assert run(*words)[0] == 0
    assert run(command)[0] == 0


@pytest.mark.slow
@pytest.mark.parametrize("command", ["publish", "site"])
def test_a_name_added_to_a_mark_later_takes_the_public_copy_back(
    published: Path, command: str
) -> None:
    notes = published / NOTES
    edit_text(notes, "Lots were mown.", "Lots of Quuxline were mown.")
    assert run("redact", notes)[0] == 0
    assert run("publish")[0] == 0
    assert any("Quux" in text for text in public(published).values())
    edit_text(notes, "Quuxline", "[[REDACT:privacy|Quuxline]]")
    told = f"{published / COPY}: the notes of blight/2027-03 were changed after it was cleared."
    assert told in run("status")[1]
    before = snapshot(published)
    code, _, err = run(command)
    assert code == 4
    assert told in err
    assert snapshot(published) == before
    assert run("redact", notes)[0] == 0
    assert WAITING in run("status")[1]
    assert run(command)[0] == 0
    assert not any("Quux" in text for text in public(published).values())


@pytest.mark.slow
def test_a_name_marked_in_other_notes_later_takes_the_page_back(
    published: Path, clock: Clock
) -> None:
    notes = published / NOTES
    edit_text(notes, "Lots were mown.", "Lots of Quuxline were mown.")
    assert run("redact", notes)[0] == 0
    clock("2027-03-17T18:00")
    run("notes", "works/2027-03")
    fill(published / "records" / "works-2027-03-notes.md", "[[REDACT:privacy|Quuxline]] came.")
    before = snapshot(published)
    code, _, err = run("publish")
    assert code == 4
    assert "records/works-2027-03-notes.md:" in err
    assert "Quux" not in err
    assert snapshot(published) == before


@pytest.mark.slow
def test_clearing_an_unchanged_copy_twice_changes_nothing(published: Path) -> None:
    before = snapshot(published)
    assert f"unchanged  {published / COPY}" in run("redact", published / NOTES)[2]
    assert snapshot(published) == before
    assert run("publish")[2] == "Everything is published already.\n"
    assert snapshot(published) == before
    assert WAITING not in run("status")[1]


def edit_text(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_a_copy_that_was_changed_is_written_over_only_by_force(notes: Path) -> None:
    run("redact", notes)
    copy = notes.parent.parent / COPY
    cleared = copy.read_bytes()
    copy.write_bytes(cleared + b"A correction that somebody made here.\n")
    edited = copy.read_bytes()
    code, _, err = run("redact", notes)
    assert (code, copy.read_bytes()) == (4, edited)
    assert f"{copy} was changed after it was cleared; it is left as it is." in err
    assert run("redact", notes, "--force")[0] == 0
    assert copy.read_bytes() == cleared
    assert run("redact", notes, "-o", notes, "--force")[0] == 4


@pytest.mark.slow
def test_what_a_record_withholds_may_stand_nowhere_else_in_public(published: Path) -> None:
    plan = published / "statplan.yaml"
    text = plan.read_text(encoding="utf-8")
    plan.write_text(f"{text}  about: After somebody was dismissed.\n", encoding="utf-8")
    before = snapshot(published)
    code, _, err = run("publish")
    assert code == 4
    assert "records/blight-2027-03-notes.md:" in err
    assert "dismissed" not in err
    assert snapshot(published) == before


@pytest.mark.slow
@pytest.mark.parametrize("words", ["site", "publish", "publish --dry-run"])
def test_a_record_that_was_taken_back_is_named_where_it_still_stands(
    published: Path, words: str
) -> None:
    (published / COPY).unlink()
    (name,) = (name for name in public(published) if name.startswith("records/"))
    code, _, err = run(*words.split())
    assert code == 0
    fact = f"{published / 'calendars' / 'public' / name} is not cleared any more"
    assert err.count(fact) == 1
    assert ("records/" in public(published)["index.html"]) == ("--dry-run" in words)


@pytest.mark.slow
def test_a_record_that_the_plan_publishes_no_more_is_named(published: Path) -> None:
    edit(published, "publishes: [schedule, notes, action list]", "publishes: [schedule]")
    assert "-notes.html is not cleared any more" in run("publish")[2]


@pytest.mark.slow
def test_a_record_of_last_year_stays_and_is_not_called_taken_back(
    published: Path, clock: Clock
) -> None:
    before = {name for name in public(published) if name.startswith("records/")}
    edit(published, "first_day: 2027-01-01", "first_day: 2028-01-01")
    clock("2028-01-05T18:00")
    code, _, err = run("publish", "--yes")
    assert code == 0
    assert "not cleared" not in err
    files = public(published)
    assert all(f'href="{name}"' in files["index.html"] for name in before)
    assert before <= set(files)


def test_the_doctor_looks_at_ledger_and_calendars_whatever_the_records_are(
    published: Path,
) -> None:
    fill(published / COPY, "One more word.")
    (published / "calendars" / "calendar.ics").unlink()
    code, out, err = run("doctor")
    assert code == 1
    assert "calendar.ics is missing" in out
    assert err == "statplan: 1 thing is wrong.\n"
