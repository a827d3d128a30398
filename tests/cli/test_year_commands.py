"""The year's life on the command line: decide, preview, publish, look back."""

import json
import re
from pathlib import Path

import icalendar
import pytest
from ical.calendar_stream import IcsCalendarStream

from statplan.workspace.seals import seal_document
from tests.support.commands import run, snapshot
from tests.support.ics_lint import lint
from tests.support.year import Clock, clock, edit, latest, plan, published, rows

__all__ = ["clock", "plan", "published"]  # fixtures


def test_a_first_publish_writes_the_ledger_the_feed_and_a_file_to_import(published: Path) -> None:
    names = {Path(each).as_posix() for each in snapshot(published)}
    public = {name for name in names if name.startswith("calendars/public/")}
    digest = json.loads((published / "calendars/published.json").read_bytes())["issued"][:6]
    assert {"calendars/public/index.html", "calendars/public/calendar.ics"} <= public
    assert names - public - {".statplan.lock"} == {
        "statplan.yaml",
        "statplan.ledger.json",
        "calendars/calendar.ics",
        "calendars/first-import.ics",
        "calendars/published.json",
        "calendars/CHANGES.md",
        "calendars/.gitattributes",
        f"calendars/2026-12-10-0001-{digest}/additions.ics",
        f"calendars/2026-12-10-0001-{digest}/CHANGES.md",
    }


def test_a_bump_cancels_the_primary_and_confirms_the_back_up(published: Path) -> None:
    old = rows(published)
    code, out, _ = run("bump", "blight/2027-03", "--reason", "Storm")
    assert code == 0
    assert "Thu Mar 11, 2027, 8:00 a.m. -> Fri Mar 12, 2027, 8:00 a.m." in out
    assert "data due: Thu Mar 4, 2027 -> Fri Mar 5, 2027" in out
    assert run("publish")[0] == 0
    new = rows(published)
    primary, backup = (new["blight/2027-03", role] for role in ("primary", "backup"))
    assert (primary["state"], primary["sequence"]) == ("cancelled", 1)
    assert (backup["state"], backup["sequence"]) == ("confirmed", 1)
    assert {key for key in new if new[key] != old[key]} == {
        ("blight/2027-03", role)
        for role in ("primary", "backup", "data-due", "memo-out", "follow-up-due")
    } | {("blight/2027-02", "response-due"), ("blight/2027-03", "response-due")} & {
        key for key in new if new[key] != old[key]
    }
    files = sorted(each.name for each in latest(published).iterdir())
    assert files == [
        "CHANGES.md",
        "blight-2027-03-backup-update.ics",
        "blight-2027-03-primary-cancel.ics",
    ]


def test_messages_name_a_method_an_organizer_and_one_entry(published: Path) -> None:
    run("bump", "blight/2027-03")
    run("publish", "--invite")
    cancel, update = (
        (latest(published) / f"blight-2027-03-{name}.ics").read_text(encoding="utf-8")
        for name in ("primary-cancel", "backup-update")
    )
    assert "METHOD:CANCEL\n" in cancel
    assert "STATUS:CANCELLED\n" in cancel
    assert "METHOD:REQUEST\n" in update
    assert "moved from Thu Mar 11" in update
    for text in (cancel, update):
        assert text.count("BEGIN:VEVENT") == 1
        assert "ORGANIZER;CN=Clerk:mailto:clerk@city.example" in text.replace("\n ", "")
        assert "mailto:law.secret@city.example" in text.replace("\n ", "")
        guests = re.findall(r"^ATTENDEE.*$", text.replace("\n ", ""), re.MULTILINE)
        assert len(guests) == 2
        assert "clerk@city.example" not in "".join(guests)


def test_every_file_passes_the_lint(published: Path) -> None:
    run("bump", "blight/2027-03")
    run("cancel", "works/2027-02")
    run("publish", "--for", "public", "--for", "analyst", "--for", "law")
    paths = list(published.rglob("*.ics"))
    assert len(paths) > 8
    for path in paths:
        assert lint(path.read_bytes(), message=True) == [], path


def test_a_strict_reader_takes_every_file_and_finds_the_ledger_in_the_feed(published: Path) -> None:
    run("bump", "blight/2027-03")
    run("cancel", "works/2027-02")
    run("publish", "--for", "public", "--for", "analyst", "--invite")
    for path in published.rglob("*.ics"):
        IcsCalendarStream.calendar_from_ics(path.read_text(encoding="utf-8"))
    feed = (published / "calendars" / "calendar.ics").read_text(encoding="utf-8")
    read = {each.uid: each for each in IcsCalendarStream.calendar_from_ics(feed).events}
    shown = [
        row
        for (_, role), row in rows(published).items()
        if role in {"primary", "backup"} and row["state"] != "released"
    ]
    assert len(read) == len(shown)
    for row in shown:
        event = read[str(row["uid"])]
        assert event.sequence == row["sequence"]
        assert f"{event.start:%Y-%m-%dT%H:%M}" == row["start"]
        assert event.status
        assert event.status.lower() == row["state"]


@pytest.mark.parametrize("kind", ["bump", "cancel", "release"])
def test_what_is_decided_twice_is_decided_once(published: Path, kind: str) -> None:
    assert run(kind, "blight/2027-02")[0] == 0
    before = snapshot(published)
    code, out, _ = run(kind, "blight/2027-02")
    assert code == 0
    assert "already" in out
    assert snapshot(published) == before


def test_a_dry_run_writes_nothing(published: Path) -> None:
    before = snapshot(published)
    for words in (("bump", "2027-03-11"), ("cancel", "2027-03-11"), ("release", "2027-03-11")):
        code, out, _ = run(*words, "--dry-run")
        assert code == 0
        assert "Would be:" in out
    assert snapshot(published) == before
    run("bump", "2027-03-11")
    before = snapshot(published)
    code, _, err = run("publish", "--dry-run")
    assert code == 0
    assert "would write" in err
    assert snapshot(published) == before


def test_bump_and_restore_end_where_they_began(published: Path) -> None:
    before = rows(published)
    feed = (published / "calendars" / "calendar.ics").read_bytes()
    run("bump", "blight/2027-03")
    run("restore", "blight/2027-03")
    assert run("diff", "--exit-code")[0] == 0
    assert run("publish")[2] == "Everything is published already.\n"
    assert rows(published) == before
    assert (published / "calendars" / "calendar.ics").read_bytes() == feed


def test_a_meeting_is_named_by_key_date_series_or_listed(published: Path) -> None:
    assert "blight/2027-03" in run("cancel", "2027-03-11", "--dry-run")[1]
    assert "blight/2027-03" in run("cancel", "blight/2027-03-11", "--dry-run")[1]
    code, _, err = run("cancel", "blight")
    assert code == 2
    assert err.count("blight/2027-") == 4
    code, _, err = run("cancel", "blihgt/2027-03")
    assert code == 2
    assert "Did you mean blight/2027-03" in err
    del published


def test_a_move_is_checked_as_every_date_is(published: Path) -> None:
    for day, why in (
        ("2027-03-06", "Saturday"),
        ("2027-02-16", "taken by TestStat: works (works/2027-02)"),
        ("2031-01-01", "it lies outside 2027-01-01 to"),
    ):
        code, _, err = run("move", "blight/2027-03", "--to", day, "--at", "15:00")
        assert code == 4, day
        assert why in err
    code, _, err = run("move", "blight/2027-03", "--to", "someday")
    assert code == 2
    assert "2027-01-31" in err
    code, out, _ = run("move", "blight/2027-03", "--to", "2027-03-10", "--at", "14:30")
    assert code == 0
    assert "-> Wed Mar 10, 2027, 2:30 p.m." in out
    del published


def test_a_second_bump_offers_dates_that_would_do(published: Path) -> None:
    run("bump", "blight/2027-03")
    code, out, _ = run("bump", "blight/2027-03")
    assert code == 0
    offered = re.findall(r"2027-03-\d\d", out.partition("would do")[2])
    assert offered
    for day in offered:
        assert run("move", "blight/2027-03", "--to", day, "--dry-run")[0] == 0
    run("restore", "blight/2027-03")
    run("release", "blight/2027-03")
    code, _, err = run("bump", "blight/2027-03")
    assert code == 4
    assert "it was released" in err
    assert "would do" in err
    del published


@pytest.mark.slow
def test_held_meetings_free_their_back_ups(published: Path, clock: Clock) -> None:
    assert run("held", "blight/2027-01")[0] == 4  # it lies ahead
    clock("2027-01-14T20:00")
    assert run("held", "blight/2027-01")[0] == 0
    assert "blight/2027-01" in run("status")[1].partition("Back-ups to release")[2]
    code, out, _ = run("release", "--held")
    assert code == 0
    assert "blight/2027-01" in out
    assert run("release", "--held")[1] == "No back-up is to be released.\n"
    run("publish")
    feed = (published / "calendars" / "calendar.ics").read_text(encoding="utf-8")
    assert str(rows(published)["blight/2027-01", "backup"]["uid"]) not in feed
    status = run("status")[1]
    assert re.search(r"blight +4 +4 +1 +0 +0  1 of 1, 100%", status)


def test_the_log_tells_every_decision_with_its_reason(published: Path) -> None:
    run("bump", "blight/2027-03", "--reason", "Storm")
    run("cancel", "works/2027-02", "--reason", "Budget week")
    out = run("log")[1]
    assert out.count("\n") == 2
    assert "bump     blight/2027-03 to Fri Mar 12, 2027, 8:00 a.m.: Storm" in out
    assert run("log", "works")[1].count("\n") == 1
    assert run("log", "blight/2027-04")[1] == "Nothing was decided yet.\n"
    del published


def test_a_saved_change_set_is_published_as_it_is_or_not_at_all(published: Path) -> None:
    run("bump", "blight/2027-03")
    assert run("diff", "-o", "changes.json")[0] == 0
    edit(published, 'third Tuesday, at: "15:00"', 'third Tuesday, at: "16:00"')
    code, _, err = run("publish", "changes.json")
    assert code == 4
    assert "the plan has changed since" in err
    edit(published, 'third Tuesday, at: "16:00"', 'third Tuesday, at: "15:00"')
    assert run("publish", "changes.json")[0] == 0
    code, _, err = run("publish", "changes.json")
    assert code == 4
    assert "the ledger has moved" in err


def test_diff_says_how_much_changes_and_leaves_with_three(published: Path) -> None:
    assert run("diff", "--exit-code")[:2] == (0, "No change; 16 entries stand as published.\n")
    run("bump", "blight/2027-03")
    code, out, _ = run("diff", "--exit-code")
    assert code == 3
    assert "2 change, 14 do not; 2 people are touched." in out
    old, new = "Thu Mar 11, 2027, 8:00 a.m.", "Fri Mar 12, 2027, 8:00 a.m."
    assert out.splitlines()[:3] == [
        "blight",
        f"  - 2027-03 meeting  {old}  moves to {new}",
        f"  ~ 2027-03 back-up  {new}  takes the meeting, in place of {old}",
    ]
    assert json.loads(run("diff", "-f", "json")[1])["changes"][0]["meeting"]
    assert "| - | `blight/2027-03` | meeting |" in run("diff", "-f", "md")[1]
    assert "::notice title=- blight/2027-03 meeting::" in run("diff", "-f", "github")[1]
    assert run("diff", "-f", "xml")[0] == 2
    assert "data due" in run("diff", "--for", "analyst")[1]
    del published


def test_a_plan_that_loses_a_series_cancels_it_only_when_told_twice(published: Path) -> None:
    text = (published / "statplan.yaml").read_text(encoding="utf-8")
    line = next(each for each in text.splitlines() if "id: works, every" in each)
    edit(published, f"{line}\n", "")
    before = snapshot(published)
    code, out, err = run("publish")
    assert code == 4
    assert "- 2027-01 meeting" in out
    assert "--yes" in err
    assert snapshot(published) == before
    assert run("publish", "--yes")[0] == 0
    found = rows(published)
    assert {found[f"works/2027-0{month}", "primary"]["state"] for month in (1, 2, 3, 4)} == {
        "cancelled"
    }
    assert found["works/2027-01", "backup"]["state"] == "released"
    edit(published, "publicity:", f"{line}\npublicity:")
    assert run("publish")[0] == 0
    assert rows(published)["works/2027-01", "primary"]["sequence"] == 2


def test_what_is_over_is_not_moved_by_the_plan(published: Path, clock: Clock) -> None:
    before = rows(published)
    clock("2027-03-01T12:00")
    edit(published, "second Thursday", "first Wednesday")
    assert run("publish", "--yes")[0] == 0
    after = rows(published)
    for month in (1, 2):
        key = f"blight/2027-0{month}", "primary"
        assert after[key] == before[key]
    assert after["blight/2027-03", "primary"]["start"] == "2027-03-03T08:00"


def test_a_meeting_that_was_bumped_stays_where_it_is_when_the_plan_changes(published: Path) -> None:
    run("bump", "blight/2027-03")
    run("publish")
    edit(published, "second Thursday", "first Wednesday")
    run("publish", "--yes")
    assert rows(published)["blight/2027-03", "backup"]["start"] == "2027-03-12T08:00"


def test_a_cancelled_meeting_stays_in_the_feed_until_its_date_is_over(
    published: Path, clock: Clock
) -> None:
    uid = str(rows(published)["blight/2027-03", "primary"]["uid"])
    feed = published / "calendars" / "calendar.ics"
    run("cancel", "blight/2027-03")
    run("publish")
    assert uid in feed.read_text(encoding="utf-8")
    assert "SUMMARY:CANCELLED: TestStat: blight" in feed.read_text(encoding="utf-8")
    clock("2027-03-20T12:00")
    run("cancel", "blight/2027-04")
    run("publish")
    assert uid not in feed.read_text(encoding="utf-8")
    assert uid not in (published / "calendars" / "first-import.ics").read_text(encoding="utf-8")


INTERNAL = (
    "secret", "Secret", "Storm", "Main Street", "law", "mayor", "Mayor", "Attorney", "Clerk",
    "mailto", "ATTENDEE", "ORGANIZER", "BACK-UP", "HOLD:", "statplan.yaml", "Led by", "data-due",
    "RELATED-TO", "LOCATION",
)  # fmt: skip


def test_nothing_internal_is_in_the_public_calendar(published: Path) -> None:
    run("bump", "blight/2027-03", "--reason", "Storm")
    run("cancel", "works/2027-02", "--reason", "Storm")
    assert run("publish", "--for", "public")[0] == 0
    public = (published / "calendars" / "public" / "calendar.ics").read_bytes()
    assert run("calendar", "--for", "public", "-o", "p.ics")[0] == 0
    assert (published / "p.ics").read_bytes() == seal_document("ics", public)
    text = public.decode().replace("\r\n ", "")
    assert text.count("BEGIN:VEVENT") == 9  # eight meetings, and the date of one that was bumped
    for word in INTERNAL:
        assert word not in text, word
    found = rows(published)
    for (meeting, role), row in found.items():
        hidden = role not in {"primary", "backup"} or row["state"] in {"tentative", "released"}
        if hidden and role != "primary":
            assert str(row["uid"]) not in text, (meeting, role)


def test_an_open_meeting_shows_its_room_and_how_to_join_but_no_link(plan: Path) -> None:
    edit(plan, "access: closed", "access: open\n  join: Reply two days ahead\n  back_ups: yes")
    run("publish", "--for", "public")
    text = (plan / "calendars" / "public" / "calendar.ics").read_text(encoding="utf-8")
    text = text.replace("\n ", "")
    assert "Secret Room 7\\, 1 Main Street" in text
    assert "How to join: Reply two days ahead" in text
    assert "BEGIN:VEVENT" in text
    assert text.count("BEGIN:VEVENT") == 16
    assert "https://secret.example" not in text


def test_a_public_calendar_is_refused_where_the_plan_does_not_publish(plan: Path) -> None:
    edit(plan, "publishes: [schedule]", "publishes: [notes]")
    assert run("calendar", "--for", "public")[0] == 4
    assert run("publish", "--for", "public")[0] == 4
    assert not (plan / "statplan.ledger.json").exists()
    assert run("calendar", "--for", "nobody")[0] == 2
    assert run("calendar", "--for", "public", "-f", "json")[0] == 4


def test_each_audience_gets_what_concerns_it(published: Path) -> None:
    def count(name: str) -> int:
        return run("calendar", "--for", name)[1].count("BEGIN:VEVENT")

    assert count("all") == 16
    assert count("leadership") == 16
    assert count("law") == 16
    assert count("works") == 16
    assert count("clerk") == 0
    assert count("analyst") == 16 + len(
        [role for _, role in rows(published) if role not in {"primary", "backup"}]
    )
    analyst = run("calendar", "--for", "analyst")[1]
    assert "DTSTART;VALUE=DATE:20270107" in analyst
    assert "SUMMARY:Data due: TestStat: blight" in analyst


def test_an_audience_once_published_is_kept_up(published: Path) -> None:
    assert run("publish", "--for", "analyst")[0] == 0
    path = published / "calendars" / "analyst" / "calendar.ics"
    before = path.read_bytes()
    run("bump", "blight/2027-03")
    assert run("publish")[0] == 0
    assert path.read_bytes() != before


def test_the_draft_knows_what_was_decided_before_the_first_publish(plan: Path) -> None:
    run("cancel", "blight/2027-03")
    assert run("calendar")[1].count("BEGIN:VEVENT") == 14
    table = run("calendar", "-f", "csv")[1]
    assert "blight/2027-03,primary,cancelled" in table
    assert "blight/2027-03,backup" not in table
    assert json.loads(run("calendar", "-f", "json")[1])["meetings"]
    del plan


def test_show_tells_the_year_as_it_stands(published: Path) -> None:
    run("bump", "blight/2027-03", "--reason", "Storm")
    run("cancel", "works/2027-02")
    out = run("show", "--width", "96")[1]
    assert "7 meetings, 6 with a back-up date" in out
    assert "blight/2027-03 moved from 2027-03-11 to 2027-03-12: Storm" in out
    assert "7 meetings, 6 with a back-up date, 0 moved off closed days, 1 as was decided" in out
    assert "works/2027-02 left out: cancelled" in out
    del published


@pytest.mark.slow
def test_build_beside_a_ledger_writes_the_year_as_it_is_now(published: Path) -> None:
    def built(name: str) -> str:
        return (published / "build" / name).read_text(encoding="utf-8")

    def sealed() -> bytes:
        feed = (published / "calendars" / "calendar.ics").read_bytes()
        return seal_document("ics", feed)

    run("bump", "blight/2027-03", "--reason", "Storm")
    run("cancel", "works/2027-02")
    run("publish")
    code, _, err = run("build")
    assert code == 0
    assert "These files show the year as it is now, with 2 recorded decisions." in err
    assert "| Fri Mar 12, 2027 (moved) |" in built("charter.md")
    assert "Storm" not in built("charter.md")
    assert "| TestStat: works: Public Works | Tue Feb 16, 2027 | cancelled |" in built("charter.md")
    assert (published / "build" / "calendar.ics").read_bytes() == sealed()
    assert "moved from Thu Mar 11" in built("calendar.ics")
    assert "blight/2027-03,backup,confirmed,2027-03-12" in built("calendar.csv")
    assert "blight/2027-03,primary,cancelled,2027-03-11" in built("calendar.csv")
    for each in json.loads(built("calendar.json"))["meetings"]:
        row = rows(published)[each["meeting"], "primary"]
        assert (each["primary"]["state"], each["primary"]["uid"]) == (row["state"], row["uid"])
    before = snapshot(published)
    assert run("build")[0] == 0
    assert snapshot(published) == before
    run("bump", "blight/2027-02")
    code, _, err = run("build")
    assert code == 0
    assert "calendar.ics: 2 changes wait to be published" in err
    assert (published / "build" / "calendar.ics").read_bytes() == sealed()
    assert "blight/2027-02,backup,confirmed,2027-02-12" in built("calendar.csv")
    assert "| Fri Feb 12, 2027 (moved) |" in built("charter.md")


def test_build_never_writes_a_draft_beside_a_ledger_that_was_lost(published: Path) -> None:
    (published / "statplan.ledger.json").unlink()
    code, _, err = run("build")
    assert code == 4
    assert "is lost" in err
    assert not (published / "build").exists()


MOVING = """  moving:
    who: [mayor, law]
    notice_days: 3
    told: Everybody on the memo's list, by e-mail
"""


@pytest.mark.slow
@pytest.mark.parametrize(
    ("today", "notice"),
    [
        ("2027-03-10", "The plan asks for 3 working days' notice; this is 1."),
        ("2027-03-09", "The plan asks for 3 working days' notice; this is 2."),
        ("2027-03-08", ""),
        ("2027-03-07", ""),
        ("2027-03-11", "The plan asks for 3 working days' notice; this is 0."),
    ],
)
def test_what_the_plan_asks_of_a_move_is_said_and_never_refused(
    plan: Path, clock: Clock, today: str, notice: str
) -> None:
    edit(plan, "  series:", f"{MOVING}  series:")
    run("publish")
    clock(f"{today}T18:00")
    for words in (
        ("bump", "blight/2027-03", "--dry-run"),
        ("cancel", "blight/2027-03", "--dry-run"),
        ("bump", "blight/2027-03"),
    ):
        code, out, _ = run(*words)
        assert code == 0
        assert ("working days' notice" in out) == bool(notice)
        assert notice in out
        who = 'By the plan, only Mayor (Jo "Secret" Smith) and City Attorney may move or cancel'
        assert who in out
        assert "To be told: Everybody on the memo's list, by e-mail\n" in out
    assert "By the plan" not in run("restore", "blight/2027-03")[1]


def test_notice_is_counted_to_the_nearer_of_two_dates(plan: Path, clock: Clock) -> None:
    edit(plan, "  series:", "  moving: {notice_days: 1}\n  series:")
    clock("2027-03-02T18:00")
    move = ("move", "blight/2027-03", "--dry-run", "--to")
    assert "notice" not in run(*move, "2027-03-10")[1]
    assert "1 working day's notice; this is 0." in run(*move, "2027-03-02", "--at", "15:00")[1]


def test_a_plan_that_asks_nothing_of_a_move_says_nothing(published: Path) -> None:
    out = run("bump", "blight/2027-03")[1]
    for word in ("notice", "To be told", "By the plan"):
        assert word not in out
    del published


def related(path: Path) -> tuple[set[str], set[str]]:
    """The UIDs of a file's entries, and those that they name as their siblings."""
    text = path.read_text(encoding="utf-8").replace("\n ", "")
    named = set(re.findall(r"^RELATED-TO;RELTYPE=SIBLING:(.*)$", text, re.MULTILINE))
    return set(re.findall(r"^UID:(.*)$", text, re.MULTILINE)), named


def test_a_feed_names_a_sibling_only_where_it_holds_it(published: Path) -> None:
    run("bump", "blight/2027-03")
    run("release", "works/2027-02")
    run("cancel", "works/2027-03")
    run("publish", "--for", "public", "--for", "law", "--for", "works", "--for", "analyst")
    feeds = [*published.rglob("calendar.ics"), *published.rglob("first-import.ics")]
    assert len(feeds) == 6
    for path in feeds:
        uids, named = related(path)
        assert named <= uids, path
        assert bool(named) == ("public" not in path.parts), path


def test_an_entry_is_the_same_to_the_byte_in_a_message_and_so_names_a_sibling_outside_it(
    published: Path,
) -> None:
    run("move", "blight/2027-03", "--to", "2027-03-10")
    run("publish")
    message = latest(published) / "blight-2027-03-primary-update.ics"
    uids, named = related(message)
    assert len(uids) == len(named) == 1
    assert not named & uids
    entry = re.compile(r"BEGIN:VEVENT.*?END:VEVENT", re.DOTALL)
    (told,) = entry.findall(message.read_text(encoding="utf-8"))
    told = re.sub(r"^ORGANIZER.*\n", "", told, flags=re.MULTILINE)
    assert told in (published / "calendars" / "calendar.ics").read_text(encoding="utf-8")


@pytest.mark.slow
def test_what_is_over_keeps_the_name_of_a_back_up_that_was_freed_since_its_bytes_may_not_change(
    published: Path, clock: Clock
) -> None:
    feed = published / "calendars" / "calendar.ics"
    primary = str(rows(published)["blight/2027-01", "primary"]["uid"])
    clock("2027-01-14T20:00")
    run("held", "blight/2027-01")
    run("publish")
    clock("2027-01-15T09:00")
    before = rows(published)["blight/2027-01", "primary"]
    run("release", "blight/2027-01")
    run("publish")
    assert rows(published)["blight/2027-01", "primary"] == before
    uids, named = related(feed)
    assert primary in uids
    assert named - uids == {str(rows(published)["blight/2027-01", "backup"]["uid"])}


def test_status_tells_what_is_due_within_a_week_on_the_days_that_hold_now(
    published: Path, clock: Clock
) -> None:
    clock("2027-03-03T15:00")

    def due() -> list[str]:
        told = run("status")[1].partition("Due within a week\n")[2].partition("\n\n")[0]
        return [line.strip() for line in told.splitlines()]

    before = due()
    assert "Thu Mar 4, 2027  blight/2027-03  Data due: TestStat: blight" in before
    run("bump", "blight/2027-03")
    assert "Fri Mar 5, 2027  blight/2027-03  Data due: TestStat: blight" in due()
    run("cancel", "blight/2027-03")
    assert not any("blight/2027-03  Data" in line for line in due())
    assert all(len(line) <= 78 for line in before)
    del published


def read_title(folder: Path, role: str = "backup") -> str:
    """Return the title in the last message about the first meeting's date of a role."""
    (path,) = sorted((folder / "calendars").glob(f"*/blight-2027-01-{role}-cancel.ics"))[-1:]
    (event,) = icalendar.Calendar.from_ical(path.read_bytes()).walk("VEVENT")
    assert event["STATUS"] == "CANCELLED"
    return str(event["SUMMARY"])


RELEASED = "Backup date released; the meeting"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("moment", "decision", "outcome"),
    [
        ("2027-01-08T12:00", ("release", "blight/2027-01"), "takes place on Thu Jan 14, 2027"),
        ("2027-01-14T20:00", ("release", "--held"), "took place on Thu Jan 14, 2027"),
        ("2027-01-08T12:00", ("cancel", "blight/2027-01"), "was called off"),
        (
            "2027-01-08T12:00",
            ("move", "blight/2027-01", "--to", "2027-01-29"),
            "takes place on Fri Jan 29, 2027",
        ),
    ],
)
def test_a_released_backup_date_says_what_became_of_the_meeting(
    published: Path, clock: Clock, moment: str, decision: tuple[str, ...], outcome: str
) -> None:
    clock(moment)
    if decision[0] == "move":
        run("release", "blight/2027-01")
    if "--held" in decision:
        run("held", "blight/2027-01")
    code, _, err = run(*decision)
    assert code == 0, err
    run("publish", "--yes")
    assert read_title(published) == f"{RELEASED} {outcome}"


@pytest.mark.parametrize(
    ("old", "new", "outcome"),
    [
        (
            'Thursday, at: "08:00"',
            'Thursday, at: "08:00", backup: {keep: "no"}',
            "takes place on Thu Jan 14, 2027",
        ),
        ("    - {id: blight", "    - {id: code", "is not on the schedule"),
    ],
)
def test_so_does_one_that_an_edit_of_the_plan_releases(
    published: Path, old: str, new: str, outcome: str
) -> None:
    edit(published, old, new)
    code, _, err = run("publish", "--yes")
    assert code == 0, err
    assert read_title(published) == f"{RELEASED} {outcome}"


def test_a_meeting_that_is_called_off_on_its_backup_date_is_cancelled(published: Path) -> None:
    for words in (("bump", "blight/2027-01"), ("publish",), ("cancel", "blight/2027-01")):
        run(*words)
    run("publish")
    assert read_title(published) == "CANCELLED: TestStat: blight"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("answer", "expected"),
    [("day: 2027-03-10, at: '08:00'", "Wed Mar 10, 2027"), ("called_off: yes", "cancel")],
)
def test_a_decided_date_is_never_dropped_by_a_later_recess(
    plan: Path, answer: str, expected: str
) -> None:
    """Both ways out that the refusal names work when followed."""
    assert run("publish")[0] == 0
    assert run("move", "blight/2027-03", "--to", "2027-03-10")[0] == 0
    recess = "closures: [{day: 2027-03-11, until: 2027-03-12, why: Recess}]"
    edit(plan, "  months: 4", f"  months: 4\n  {recess}")
    code, _, message = run("publish")
    assert code == 1
    assert "blight/2027-03 was put on 2027-03-10" in " ".join(message.split())
    exceptions = f"exceptions: [{{meeting: blight/2027-03, {answer}}}]"
    edit(plan, "id: blight, every", f"id: blight, {exceptions}, every")
    code, out, message = run("diff")
    assert code == 0, message
    assert expected in out
    assert run("publish", "--yes")[0] == 0
