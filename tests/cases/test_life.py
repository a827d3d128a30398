"""Cases 47 to 56, 63 and 64: the life of entries, over publishes."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from statplan.workspace import files
from tests.support.calendar_reader import lines, names, read
from tests.support.commands import run, snapshot
from tests.support.events import events
from tests.support.sampling import sample
from tests.support.year import Clock, edit, latest, rows

MARCH = "blight/2027-03"
Key = tuple[str, str]


def row(folder: Path, key: str = MARCH, role: str = "primary") -> dict[str, object]:
    return rows(folder)[key, role]


def publish(clock: Clock, at: str) -> None:
    clock(at)
    code, _, err = run("publish", "--yes")
    assert code == 0, err


def test_case_47_nothing_changed_and_nothing_is_written(published: Path, clock: Clock) -> None:
    before = snapshot(published)
    clock("2026-12-20T12:00")
    code, out, err = run("publish")
    assert (code, err) == (0, "Everything is published already.\n")
    assert "No change" in out
    assert snapshot(published) == before


def test_case_48_words_that_are_sent_change_the_stamp_and_dates_the_number_too(
    published: Path, clock: Clock
) -> None:
    first = row(published)
    edit(published, "{id: blight,", "{id: blight, name: Blight Review,")
    publish(clock, "2026-12-11T12:00")
    assert row(published) == first  # new wording waits for a change of fact
    clock("2026-12-12T12:00")
    assert run("publish", "--reword")[0] == 0
    worded = row(published)
    assert worded["sequence"] == first["sequence"] == 0
    assert str(worded["changed"]) > str(first["changed"])
    edit(published, 'second Thursday, at: "08:00"', 'second Thursday, at: "09:00"')
    publish(clock, "2026-12-13T12:00")
    moved = row(published)
    assert moved["sequence"] == 1
    assert str(moved["changed"]) > str(worded["changed"])
    assert {each["uid"] for each in (first, worded, moved)} == {first["uid"]}
    written = events(published / "calendars" / "calendar.ics")[str(moved["uid"])]
    assert "DTSTAMP:20261213T120000Z\r\n" in written
    assert "LAST-MODIFIED:20261213T120000Z\r\n" in written
    assert "CREATED:20261210T120000Z\r\n" in written


def test_case_49_away_and_back_counts_two_and_never_down(published: Path, clock: Clock) -> None:
    before = row(published)
    run("move", MARCH, "--to", "2027-03-10")
    publish(clock, "2026-12-12T12:00")
    assert row(published)["sequence"] == 1
    run("move", MARCH, "--to", "2027-03-11")
    publish(clock, "2026-12-13T12:00")
    after = row(published)
    assert after["sequence"] == 2
    assert [after[key] for key in ("uid", "start", "end", "state", "created")] == [
        before[key] for key in ("uid", "start", "end", "state", "created")
    ]


def test_case_50_cancelled_and_brought_back_is_the_same_entry(
    published: Path, clock: Clock
) -> None:
    before = rows(published)
    run("cancel", MARCH)
    publish(clock, "2026-12-12T12:00")
    assert [row(published, role=role)["state"] for role in ("primary", "backup")] == [
        "cancelled",
        "released",
    ]
    run("restore", MARCH)
    publish(clock, "2026-12-13T12:00")
    after = rows(published)
    for role in ("primary", "backup"):
        now, was = after[MARCH, role], before[MARCH, role]
        assert now["sequence"] == 2
        same = ("uid", "start", "end", "state", "text", "created")
        assert [now[key] for key in same] == [was[key] for key in same]
    seen = read((published / "calendars" / "calendar.ics").read_bytes())
    assert [each.status for each in seen if each.uid == before[MARCH, "primary"]["uid"]] == [
        "TENTATIVE"
    ]


@pytest.mark.slow
def test_case_51_after_a_bump_the_other_back_ups_are_released_once(
    published: Path, clock: Clock
) -> None:
    run("bump", MARCH)
    clock("2027-03-12T20:00")
    for key in ("blight/2027-01", "blight/2027-02", MARCH, "works/2027-02"):
        assert run("held", key)[0] == 0
    assert run("release", MARCH)[0] == 4  # it took place there
    run("release", "blight/2027-04")
    publish(clock, "2027-03-13T12:00")
    after = snapshot(published)
    assert row(published, "blight/2027-04", "backup")["state"] == "released"
    for words in (("release", "blight/2027-04"), ("release", "--held"), ("publish",)):
        assert run(*words)[0] == 0
    assert snapshot(published) == after
    feed = events(published / "calendars" / "calendar.ics")
    assert row(published, "blight/2027-04", "backup")["uid"] not in feed
    assert row(published, MARCH, "backup")["uid"] in feed


def test_case_52_one_more_in_the_middle_changes_no_other_entry(
    published: Path, clock: Clock
) -> None:
    calendar = published / "calendars" / "calendar.ics"
    before, old = rows(published), events(calendar)
    line = '    - {id: middle, every: month, on: first Monday, at: "10:00"}\n'
    edit(published, "    - {id: works, every", f"{line}    - {{id: works, every")
    publish(clock, "2026-12-12T12:00")
    after, new = rows(published), events(calendar)
    assert len(after) > len(before)
    assert {key: after[key] for key in before} == before
    assert {uid: new[uid] for uid in old} == old
    added = read((latest(published) / "additions.ics").read_bytes())
    assert {each.uid for each in added} == new.keys() - old.keys()


def test_case_53_a_lost_ledger_is_never_begun_anew(published: Path) -> None:
    run("bump", MARCH)
    (published / files.LEDGER_FILE).unlink()
    before = snapshot(published)
    for command in (("diff",), ("publish",), ("bump", "blight/2027-01"), ("calendar",)):
        code, _, err = run(*command)
        assert code == 4, command
        assert "is lost" in err
    assert "is lost" in run("doctor")[1]
    assert snapshot(published) == before


def test_case_53_an_older_ledger_is_refused(published: Path) -> None:
    run("bump", MARCH)
    ledger = published / files.LEDGER_FILE
    old = ledger.read_bytes()
    assert run("publish")[0] == 0
    ledger.write_bytes(old)
    code, _, err = run("publish")
    assert code == 4
    assert "older than what was published" in err
    assert "older than what was published" in run("doctor")[1]


def test_case_54_a_clock_that_was_set_back_is_noticed(published: Path, clock: Clock) -> None:
    run("bump", MARCH)
    before = snapshot(published)
    clock("2026-12-07T12:00")
    for command in (("publish",), ("bump", "blight/2027-04")):
        code, _, err = run(*command)
        assert code == 4
        assert "clock" in err
    assert snapshot(published) == before


def test_case_54_a_clock_an_hour_behind_turns_no_stamp_back(published: Path, clock: Clock) -> None:
    first = {str(each["changed"]) for each in rows(published).values()}
    run("bump", MARCH)
    publish(clock, "2026-12-10T11:00")
    stamps = sorted({str(each["changed"]) for each in rows(published).values()})
    assert [stamps[0]] == sorted(first)
    assert len(stamps) == 2
    assert stamps[1] > stamps[0]


@pytest.mark.parametrize("invite", [False, True])
def test_case_55_a_message_is_about_one_entry_and_a_cancellation_says_so(
    published: Path, *, invite: bool
) -> None:
    run("bump", MARCH)
    run("cancel", "works/2027-02")
    assert run("publish", *["--invite"] * invite)[0] == 0
    messages = [each for each in latest(published).glob("*.ics") if each.name != "additions.ics"]
    assert len(messages) == 4
    for path in messages:
        data = path.read_bytes()
        (seen,) = read(data)
        method = "CANCEL" if "cancel" in path.name else "REQUEST" if invite else "PUBLISH"
        assert f"METHOD:{method}" in lines(data), path
        assert names(data).count("ORGANIZER") == 1
        assert bool(names(data).count("ATTENDEE")) == invite
        assert seen.sequence == 1
        assert seen.status == ("CANCELLED" if method == "CANCEL" else "CONFIRMED")


@pytest.mark.slow
def test_case_56_an_old_message_loses_against_every_later_one(
    published: Path, clock: Clock
) -> None:
    """A reader of RFC 5546, 2.1.5: the higher SEQUENCE wins, and then the later DTSTAMP."""
    calendar = published / "calendars" / "calendar.ics"
    states = [events(calendar)]
    for number, words in enumerate(
        (
            ("bump", MARCH),
            ("restore", MARCH),
            ("cancel", MARCH),
            ("restore", MARCH),
            ("move", MARCH, "--to", "2027-03-10"),
        )
    ):
        assert run(*words)[0] == 0
        publish(clock, f"2026-12-{12 + number}T12:00")
        states.append(events(calendar))
    for uid in states[0]:
        told = list(dict.fromkeys(state[uid] for state in states if uid in state))
        weights = [_weight(each) for each in told]
        assert weights == sorted(weights)
        assert len(set(weights)) == len(told)
    assert len({state[str(row(published)["uid"])] for state in states}) == 6


def _weight(event: str) -> tuple[int, str]:
    values = dict(line.partition(":")[::2] for line in event.split("\r\n"))
    return int(values["SEQUENCE"]), values["DTSTAMP"]


@pytest.mark.slow
def test_case_63_outputs_depend_on_no_zone_locale_seed_or_folder(
    plan: Path, tmp_path_factory: pytest.TempPathFactory
) -> None:
    made = []
    worlds = (
        ("UTC", "C", "0"),
        ("America/New_York", "POSIX", "77"),
        ("Pacific/Kiritimati", "C.UTF-8", "1"),
    )
    for zone, locale, seed in sample(worlds, 2):
        folder = tmp_path_factory.mktemp("elsewhere")
        (folder / "statplan.yaml").write_bytes((plan / "statplan.yaml").read_bytes())
        script = (
            "import sys; from statplan.cli.app import app\n"
            "for words in (['build', *sys.argv[1:], '-o', 'out'],"
            " ['publish', *sys.argv[1:], '--for', 'public', '--for', 'analyst'],"
            " ['bump', 'blight/2027-03', '--plan', *sys.argv[1:]], ['publish', *sys.argv[1:]]):\n"
            "    app(words, standalone_mode=False)"
        )
        environment = os.environ | {"TZ": zone, "LC_ALL": locale, "PYTHONHASHSEED": seed}
        work = tmp_path_factory.mktemp("work")
        subprocess.run(
            [sys.executable, "-c", script, str(folder)],
            env=environment, check=True, capture_output=True, cwd=work,
        )  # fmt: skip
        made.append(snapshot(folder) | snapshot(work / "out"))
    assert len(made) > 1
    assert all(each == made[0] for each in made[1:])
    assert len(made[0]) > 15


def test_case_64_without_an_organizer_no_method_is_written(plan: Path) -> None:
    edit(plan, "  calendars: {organizer: clerk}\n", "")
    run("publish")
    run("cancel", MARCH)
    run("publish")
    written = list(plan.rglob("*.ics"))
    assert len([path for path in written if "public" not in path.parts]) == 5
    for path in written:
        assert not {"METHOD", "ORGANIZER", "ATTENDEE"} & set(names(path.read_bytes())), path
    code, _, err = run("publish", "--invite")
    assert code == 1
    assert "frequency.calendars.organizer" in err
    ledger = json.loads((plan / files.LEDGER_FILE).read_text(encoding="utf-8"))
    assert ledger["serial"] == 3
