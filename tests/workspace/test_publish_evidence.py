"""No ledger is believed that a calendar folder contradicts, and nothing damaged counts as nothing.

Each test states a damage and what the calendar folder still shows of the publishes into it.
"""

import json
import re
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from statplan.ledger.file_reader import parse_ledger
from statplan.ledger.file_writer import dump_ledger
from statplan.workspace import publish_evidence
from statplan.workspace.files import LEDGER_FILE
from statplan.workspace.publish_evidence import read_evidence
from tests.support.command_folders import apply_commands
from tests.support.commands import list_files, run
from tests.support.plans import LINEAGE
from tests.support.publishing import plan
from tests.support.sampling import sample
from tests.support.year import edit

__all__ = ["plan"]  # fixtures

MANIFEST, FEED = "calendars/published.json", "calendars/calendar.ics"
MARKERS = b"<<<<<<< HEAD\n{}\n=======\n"
WRITERS = (("publish",), ("bump", "blight/2027-04"), ("release", "--held"))
READERS = (("diff",), ("status",), ("log",), ("calendar",), ("show",), ("site",))


@pytest.fixture
def published(plan: Path) -> Path:
    """A plan after three publishes; the ledger after the first of them lies in `older`."""
    apply_commands(plan, "publish --for public")
    shutil.copy(plan / LEDGER_FILE, plan.parent / "older")
    apply_commands(plan, "bump blight/2027-03", "publish", "restore blight/2027-03", "publish")
    return plan


def sequences(folder: Path) -> dict[str, int]:
    """The number of each entry in the feed, read without any code of the product."""
    text = (folder / FEED).read_text(encoding="utf-8")
    uids = re.findall(r"^UID:(.*)$", text, re.MULTILINE)
    numbers = re.findall(r"^SEQUENCE:(.*)$", text, re.MULTILINE)
    return dict(zip(uids, map(int, numbers), strict=True))


def assert_refused(folder: Path, *words: str, readers: bool = True) -> None:
    """Every command refuses with these words, `doctor --repair` too, and nothing changes."""
    before = list_files(folder)
    for command in (*WRITERS, *(sample(READERS, 2) if readers else ())):
        code, out, err = run(*command)
        assert code == 4, (command, out, err)
        for word in words:
            assert word in err, (command, err)
    code, out, _ = run("doctor")
    assert code == 1
    for word in words:
        assert word in out
    assert run("doctor", "--repair")[0] == 1
    assert list_files(folder) == before


def older_ledger(folder: Path) -> None:
    shutil.copy(folder.parent / "older", folder / LEDGER_FILE)


def no_ledger(folder: Path) -> None:
    (folder / LEDGER_FILE).unlink()


def no_manifest(folder: Path) -> None:
    (folder / MANIFEST).unlink()


def merged_manifest(folder: Path) -> None:
    path = folder / MANIFEST
    path.write_bytes(MARKERS + path.read_bytes())


def no_publish_folders(folder: Path) -> None:
    for path in (folder / "calendars").glob("20*"):
        shutil.rmtree(path)


def no_feed(folder: Path) -> None:
    (folder / FEED).unlink()


def renamed_folder(folder: Path) -> None:
    (folder / "calendars").rename(folder / "kalender")


def deeply_renamed_folder(folder: Path) -> None:
    (folder / "archive").mkdir()
    (folder / "calendars").rename(folder / "archive" / "2027")


def nested_folder(folder: Path) -> None:
    (folder / "calendars").rename(folder / "new")
    (folder / "calendars").mkdir()
    (folder / "new").rename(folder / "calendars" / "calendars")


def folder_of_another_name(folder: Path) -> None:
    edit(folder, "{organizer: clerk}", "{organizer: clerk, folder: other}")


Damage = Callable[[Path], None]
DAMAGED_MANIFESTS = (
    b"", b"{}", b"null", b"[]", b"\xff\xfe", b'{"serial": 1}', b"[" * 100_000, b"NaN",
    b'{"lineage": 1, "serial": "x", "issued": null}', b'{"lineage": "", "serial": 1e999}',
)  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("ledger", [no_ledger, older_ledger])
@pytest.mark.parametrize(
    "damages",
    sample([
        (),
        (no_manifest,),
        (merged_manifest,),
        (no_publish_folders,),
        (no_feed,),
        (no_manifest, no_publish_folders),
        (no_manifest, no_feed),
        (merged_manifest, no_publish_folders),
        (merged_manifest, no_feed),
        (merged_manifest, no_publish_folders, no_feed),
        (no_publish_folders, no_feed),
        (renamed_folder,),
        (deeply_renamed_folder,),
        (folder_of_another_name,),
        (renamed_folder, folder_of_another_name),
        (no_manifest, renamed_folder),
        (no_manifest, no_publish_folders, deeply_renamed_folder),
        (nested_folder,),
        (no_manifest, nested_folder),
    ], 3),
)  # fmt: skip
def test_an_older_or_lost_ledger_is_refused_while_one_witness_is_left(
    published: Path, ledger: Damage, damages: tuple[Damage, ...]
) -> None:
    newest = (published / LEDGER_FILE).read_bytes()
    for damage in damages:
        damage(published)
    ledger(published)
    assert_refused(published, LEDGER_FILE, f"Restore the {LEDGER_FILE} that belongs to")
    (published / LEDGER_FILE).write_bytes(newest)  # the way out
    run("doctor", "--repair")
    assert (published / LEDGER_FILE).read_bytes() == newest


@pytest.mark.slow
@pytest.mark.parametrize("data", sample(DAMAGED_MANIFESTS, 2))
@pytest.mark.parametrize("ledger", [no_ledger, older_ledger])
def test_a_manifest_that_cannot_be_read_never_counts_as_nothing_published(
    published: Path, data: bytes, ledger: Damage
) -> None:
    (published / MANIFEST).write_bytes(data)
    ledger(published)
    assert_refused(published, LEDGER_FILE)


@pytest.mark.slow
@pytest.mark.parametrize("data", sample(DAMAGED_MANIFESTS, 2))
def test_a_manifest_that_cannot_be_read_is_rebuilt_where_all_else_confirms_the_ledger(
    published: Path, data: bytes
) -> None:
    before = list_files(published)
    (published / MANIFEST).write_bytes(data)
    for command in (*sample(WRITERS, 2), *sample(READERS, 3)):
        code, _, err = run(*command)
        assert code == 4, command
        assert f"{published / MANIFEST} cannot be read" in err
        assert "`statplan doctor --repair`" in err
    assert run("doctor", "--repair")[0] == 0
    assert list_files(published) == before
    assert run("publish")[0] == 0


@pytest.mark.slow
@pytest.mark.parametrize("damages", [(no_manifest,), (no_manifest, no_feed, no_publish_folders)])
def test_a_manifest_that_is_missing_is_written_anew_where_nothing_contradicts_the_ledger(
    published: Path, damages: tuple[Damage, ...]
) -> None:
    feed, manifest = (published / FEED).read_bytes(), (published / MANIFEST).read_bytes()
    for damage in damages:
        damage(published)
    code, _, err = run("publish")
    assert code == 4
    assert f"{published / MANIFEST} is missing" in err
    assert run("doctor", "--repair")[0] == 0
    assert ((published / FEED).read_bytes(), (published / MANIFEST).read_bytes()) == (
        feed,
        manifest,
    )
    assert run("publish")[0] == 0


@pytest.mark.slow
def test_a_calendar_folder_that_is_gone_altogether_is_written_anew_only_when_asked(
    published: Path,
) -> None:
    feed = (published / FEED).read_bytes()
    shutil.rmtree(published / "calendars")
    assert run("publish")[0] == 4
    assert not (published / "calendars").exists()
    assert run("doctor", "--repair")[0] == 0
    assert (published / FEED).read_bytes() == feed
    assert run("publish")[0] == 0


@pytest.mark.slow
@pytest.mark.parametrize(
    ("damage", "new"),
    [(renamed_folder, "kalender"), (deeply_renamed_folder, "archive/2027")],
)
def test_a_calendar_folder_that_was_renamed_is_found_and_named(
    published: Path, damage: Damage, new: str
) -> None:
    damage(published)
    assert_refused(published, f"published into {published / new}", "Rename")
    edit(published, "{organizer: clerk}", f"{{organizer: clerk, folder: {new}}}")  # the way out
    assert run("publish")[0] == 0
    edit(published, f", folder: {new}", "")
    (published / new).rename(published / "calendars")  # the other way out
    assert run("publish")[0] == 0


@pytest.mark.slow
def test_another_folder_in_the_plan_is_no_new_beginning(published: Path) -> None:
    folder_of_another_name(published)
    assert_refused(published, f"published into {published / 'calendars'}")
    assert not (published / "other").exists()


@pytest.mark.slow
@pytest.mark.parametrize("how", ["feed ahead", "folder ahead", "manifest ahead", "unknown entry"])
def test_each_witness_alone_is_believed_when_it_is_ahead(published: Path, how: str) -> None:
    if how == "feed ahead":
        text = (published / FEED).read_text(encoding="utf-8")
        (published / FEED).write_text(text.replace("SEQUENCE:2", "SEQUENCE:3", 1), encoding="utf-8")
    elif how == "unknown entry":
        text = (published / FEED).read_text(encoding="utf-8")
        strange = text.replace("UID:", "UID:0", 1)
        (published / FEED).write_text(strange, encoding="utf-8")
    elif how == "folder ahead":
        (published / "calendars" / "2026-12-31-0099-0a1b2c").mkdir()
        (published / "calendars" / "2026-12-31-0099-0a1b2c" / "CHANGES.md").touch()
    else:
        told = json.loads((published / MANIFEST).read_bytes())
        (published / MANIFEST).write_text(json.dumps({**told, "serial": 99}), encoding="utf-8")
    assert_refused(published, "is older than what was published")


@pytest.mark.slow
def test_two_stories_of_one_publish_are_refused(published: Path) -> None:
    told = json.loads((published / MANIFEST).read_bytes())
    (published / MANIFEST).write_text(json.dumps({**told, "issued": "0" * 64}), encoding="utf-8")
    assert_refused(published, "published.json is of another publish")


@pytest.mark.slow
def test_calendars_of_another_plan_are_not_written_over(published: Path) -> None:
    told = json.loads((published / MANIFEST).read_bytes())
    lineage = "0f1c2b1e-0000-4000-8000-000000000000"
    (published / MANIFEST).write_text(json.dumps({**told, "lineage": lineage}), encoding="utf-8")
    assert_refused(published, "of another plan")
    no_ledger(published)
    assert_refused(published, "of another plan")
    folder_of_another_name(published)
    assert_refused(published, "was published")  # its feed has the plan's own entries
    text = (published / "statplan.yaml").read_text(encoding="utf-8")
    edited = re.sub("lineage: .*", "lineage: 0f1c2b1e-0000-4000-8000-000000000001", text)
    (published / "statplan.yaml").write_text(edited, encoding="utf-8")
    assert run("publish")[0] == 0


@pytest.mark.slow
def test_an_edited_ledger_is_believed_only_where_the_calendar_folder_proves_it(
    published: Path,
) -> None:
    path = published / LEDGER_FILE
    whole = path.read_text(encoding="utf-8")
    path.write_text(whole.replace('"minutes": 90', '"minutes": 60'), encoding="utf-8")
    for damage in (no_manifest, merged_manifest):
        kept = (published / MANIFEST).read_bytes()
        damage(published)
        before = list_files(published)
        assert run("doctor", "--repair")[0] == 1
        assert list_files(published) == before
        (published / MANIFEST).write_bytes(kept)
    assert run("doctor", "--repair")[0] == 0


def test_an_edited_ledger_without_entries_is_not_believed_beside_a_publish(published: Path) -> None:
    path = published / LEDGER_FILE
    told = json.loads(path.read_bytes())
    told |= {"issued": [], "who": [], "texts": [], "told": [], "published": None, "serial": 0}
    path.write_text(json.dumps(told), encoding="utf-8")
    before = list_files(published)
    for _ in range(2):
        assert run("doctor", "--repair")[0] == 1
        assert run("publish")[0] == 4
        assert list_files(published) == before


@pytest.mark.slow
def test_drafts_copies_and_other_plans_are_no_traces(plan: Path) -> None:
    """What was never published, or belongs to somebody else, stops nobody."""
    (plan / "calendars").mkdir()
    assert run("calendar", "-o", plan / FEED)[0] == 0
    other = plan / "examples" / "other"
    other.mkdir(parents=True)
    (other / "published.json").write_text('{"of": "another tool"}', encoding="utf-8")
    (plan / "examples" / "statplan.yaml").touch()
    assert run("diff")[0] == 0
    assert run("publish")[0] == 0
    shutil.copytree(plan / "calendars", plan / "backup")
    assert run("bump", "blight/2027-03")[0] == 0
    assert run("publish")[0] == 0
    assert run("build", "-o", plan / "build")[0] == 0
    assert run("doctor")[0] == 0
    shutil.copytree(plan / "calendars", plan / "newer")
    shutil.copy(plan / LEDGER_FILE, plan.parent / "newest")
    assert run("restore", "blight/2027-03")[0] == 0
    assert run("publish")[0] == 0


@pytest.mark.slow
def test_a_copy_of_the_calendars_that_is_ahead_is_a_witness_too(published: Path) -> None:
    shutil.copytree(published / "calendars", published / "copy")
    for name in (LEDGER_FILE, "calendars"):
        path = published / name
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    assert_refused(published, LEDGER_FILE, str(published / "copy"))


@pytest.mark.slow
@pytest.mark.parametrize("data", [b"", b'{"serial": "3"}', "{}".encode("utf-16")])
def test_where_nothing_confirms_the_ledger_a_damaged_manifest_stays(
    published: Path, data: bytes
) -> None:
    (published / MANIFEST).write_bytes(data)
    no_publish_folders(published)
    no_feed(published)
    shutil.rmtree(published / "calendars" / "public")
    for older in (False, True):
        if older:
            older_ledger(published)
        assert_refused(published, "Nothing else in the folder shows", "move")
    (published / "calendars").rename(published.parent / "away")  # the way out
    assert run("doctor", "--repair")[0] == 0
    assert run("publish")[0] == 0


@pytest.mark.slow
@pytest.mark.parametrize("damage", [no_manifest, merged_manifest])
def test_a_ledger_with_other_dates_under_the_same_numbers_is_refused(
    published: Path, damage: Damage
) -> None:
    path = published / LEDGER_FILE
    ledger = parse_ledger(path.read_bytes(), path.name)
    row = ledger.issued[0]
    other = replace(row, start=row.start + timedelta(hours=1), end=row.end + timedelta(hours=1))
    path.write_bytes(dump_ledger(replace(ledger, issued=(other, *ledger.issued[1:]))))
    damage(published)
    assert_refused(published, LEDGER_FILE)  # the name of the newest dated folder shows it
    no_publish_folders(published)
    assert_refused(published, "on another date", "under the same number")


def test_an_edited_ledger_is_not_proved_by_an_older_publish(published: Path) -> None:
    path = published / LEDGER_FILE
    text = path.read_text(encoding="utf-8")
    serial = json.loads(text)["published"]["serial"]
    edited = text.replace(f'"serial": {serial}', f'"serial": {serial + 1}')
    path.write_text(edited, encoding="utf-8")
    before = list_files(published)
    code, out, _ = run("doctor", "--repair")
    assert code == 1
    assert "cannot be proved" in out
    assert list_files(published) == before


@pytest.mark.slow
@pytest.mark.parametrize("name", ["2026-12-31-0099-0a1b2c", "2026-12-31-0930-0a1b2c"])
def test_a_dated_folder_without_a_publish_is_no_trace(plan: Path, name: str) -> None:
    """A file manager or a sync program may leave one behind, with files of its own in it."""
    folder = plan / "calendars" / name
    for published in (False, True):
        if published:
            assert run("publish")[0] == 0
        folder.mkdir(parents=True, exist_ok=True)
        (folder / ".DS_Store").touch()
        assert run("diff")[0] == 0
    assert run("doctor")[0] == 0


def test_calendars_of_other_programs_are_no_traces(plan: Path) -> None:
    folder = plan / "calendars"
    folder.mkdir()
    entry = "BEGIN:VEVENT\r\nUID:040000008200E00074C5\r\nSEQUENCE:4\r\nEND:VEVENT\r\n"
    (folder / "calendar.ics").write_bytes(f"BEGIN:VCALENDAR\r\n{entry}END:VCALENDAR".encode())
    assert run("diff")[0] == 0
    (folder / "calendar.ics").write_bytes(b"BEGIN:VEVENT\n" * 100_000)
    assert run("diff")[0] == 0


@pytest.mark.slow
def test_where_nothing_was_ever_published_the_trace_can_be_deleted(plan: Path) -> None:
    (plan / "calendars").mkdir()
    (plan / MANIFEST).write_bytes(b"[]")
    code, _, err = run("publish")
    assert code == 4
    assert f"If nothing was ever published from this plan, delete {plan / MANIFEST}" in err
    (plan / MANIFEST).unlink()  # the way out
    assert run("publish")[0] == 0


OTHER_LINEAGE = "lineage: 6f1c2b1e", "lineage: 7a2d3c2f"


@pytest.mark.slow
@pytest.mark.parametrize("damages", [(), (no_manifest,), (no_manifest, no_publish_folders)])
@pytest.mark.parametrize("ledger", [no_ledger, older_ledger])
def test_where_nobody_has_the_ledger_any_more_the_last_way_out_works(
    published: Path, ledger: Damage, damages: tuple[Damage, ...]
) -> None:
    ledger(published)
    for damage in damages:
        damage(published)
    err = run("publish")[2]
    assert "give the plan a new `lineage` (any other UUID) and another calendar folder" in err
    assert "If nothing was ever published" not in err
    assert (f"rename {LEDGER_FILE}, give" in err) == (ledger is older_ledger)
    if ledger is older_ledger:
        (published / LEDGER_FILE).rename(published / f"{LEDGER_FILE}.old")
    edit(published, *OTHER_LINEAGE)
    edit(published, "{organizer: clerk}", "{organizer: clerk, folder: new}")
    assert run("publish")[0] == 0
    assert run("doctor")[0] == 0
    assert (published / "new" / "published.json").exists()


def test_a_note_that_is_left_of_a_publish_is_never_called_somebody_elses(published: Path) -> None:
    for damage in (no_ledger, no_manifest, no_publish_folders, no_feed):
        damage(published)
    shutil.rmtree(published / "calendars" / "public")
    for path in (published / "calendars").glob("*.ics"):
        path.unlink()
    before = list_files(published)
    code, _, err = run("publish")
    assert code == 4
    note = published / "calendars" / "CHANGES.md"
    assert f"{note} tells of a publish, and {published / LEDGER_FILE} knows of none." in err
    assert f"Restore the {LEDGER_FILE} that belongs to" in err
    assert list_files(published) == before
    note.write_text("# Our own notes\n", encoding="utf-8")
    assert "statplan did not write it" in run("publish")[2]


@pytest.mark.slow
def test_a_trial_in_a_folder_below_is_named_as_one_and_can_be_moved_away(published: Path) -> None:
    trial = published / "trial"
    trial.mkdir()
    for name in ("statplan.yaml", LEDGER_FILE, "calendars"):
        copy = shutil.copytree if (published / name).is_dir() else shutil.copy
        copy(published / name, trial / name)
    assert run("bump", "blight/2027-04", "--plan", trial)[0] == 0
    assert run("publish", "--plan", trial)[0] == 0
    remedy = f"If {trial / 'calendars'} is of a trial, move it out of the plan's folder, or delete"
    assert_refused(published, "is older than what was published into", remedy)
    shutil.move(trial / "calendars", published.parent / "elsewhere")  # the way out
    assert run("diff")[0] == 0
    assert run("publish")[0] == 0
    no_ledger(published)
    assert "of a trial" not in run("publish")[2]  # the plan's own calendar folder is none


@pytest.mark.slow
def test_doctor_says_where_nothing_was_published_yet(plan: Path) -> None:
    code, out, _ = run("doctor")
    assert code == 0
    assert f"Nothing was decided or published yet: there is no {plan / LEDGER_FILE}." in out
    assert run("bump", "blight/2027-03")[0] == 0
    out = run("doctor")[1]
    assert f"{plan / LEDGER_FILE} is in order. Nothing was published yet." in out
    assert run("publish")[0] == 0
    assert f"{plan / LEDGER_FILE} and its calendars are in order." in run("doctor")[1]


def test_a_plan_that_is_a_link_has_no_ledger_of_its_own(published: Path) -> None:
    other = published.parent / "other"
    other.mkdir()
    (other / "statplan.yaml").symlink_to(published / "statplan.yaml")
    code, _, err = run("publish", "--plan", other)
    assert code == 4
    assert "is a symbolic link" in err
    assert [path.name for path in other.iterdir() if path.name != ".statplan.lock"] == [
        "statplan.yaml"
    ]


def test_a_folder_of_a_file_of_the_plan_is_refused(plan: Path) -> None:
    edit(plan, "{organizer: clerk}", f"{{organizer: clerk, folder: {LEDGER_FILE}}}")
    code, _, err = run("publish")
    assert code == 1
    assert "the name of a file of the plan" in err
    assert not (plan / LEDGER_FILE).exists()


@pytest.mark.slow
def test_an_empty_folder_in_the_way_of_a_rename_is_named(published: Path) -> None:
    renamed_folder(published)
    (published / "calendars").mkdir()
    assert_refused(published, f"Delete the empty folder {published / 'calendars'}. Rename")
    (published / "calendars").rmdir()  # the way out
    (published / "kalender").rename(published / "calendars")
    assert run("publish")[0] == 0


@pytest.mark.slow
def test_a_publish_of_another_branch_is_noticed_by_its_messages(published: Path) -> None:
    """The merge took our ledger and our feed; the dated folder of the other branch stayed."""
    calendars = published / "calendars"
    (ours,) = calendars.glob("*-0003*")
    theirs = calendars / f"{ours.name[:15]}-0f0f0f"
    shutil.copytree(ours, theirs)
    assert run("diff")[0] == 0  # the same messages twice
    for path in theirs.glob("*.ics"):
        text = path.read_text(encoding="utf-8")
        path.write_text(re.sub("SEQUENCE:.*", "SEQUENCE:7", text), encoding="utf-8")
    assert_refused(published, "is older than what was published", "later change")


def test_messages_count_only_where_two_folders_have_one_number(published: Path) -> None:
    def read_numbers() -> dict[str, int]:
        own, *_ = read_evidence(published, published / "calendars", LINEAGE, frozenset())
        return own.sequences

    (published / FEED).unlink()
    assert read_numbers() == {}
    last = max((published / "calendars").glob("20*"))
    shutil.copytree(last, last.with_name(f"{last.name[:-6]}abcdef"))
    assert set(read_numbers().values()) == {2}


def find_copies(folder: Path) -> set[str]:
    """The folders below a plan that hold evidence of its publishes, besides its own."""
    own, *others = read_evidence(folder, folder / "calendars", LINEAGE, frozenset())
    del own
    return {str(each.folder.relative_to(folder)) for each in others}


@pytest.mark.parametrize(
    ("name", "is_found"),
    [
        ("1", True),
        ("1/2/3/4", True),
        ("1/2/3/4/5", False),
        (".hidden", False),
        ("1/.hidden/3", False),
        ("node_modules/1", False),
    ],
)
def test_a_copied_calendar_folder_is_found_four_levels_below_the_plan(
    tmp_path: Path, name: str, is_found: bool
) -> None:
    manifest = {"lineage": LINEAGE, "serial": 1, "issued": "0" * 64}
    (tmp_path / name).mkdir(parents=True)
    (tmp_path / name / "published.json").write_text(json.dumps(manifest), encoding="utf-8")
    assert find_copies(tmp_path) == ({name} if is_found else set())


@pytest.mark.parametrize(("most", "found"), [(3, {"c"}), (2, set())])
def test_a_plan_beside_very_many_folders_is_not_looked_through(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, most: int, found: set[str]
) -> None:
    monkeypatch.setattr(publish_evidence, "_MOST_FOLDERS", most)
    for name in ("a", "b", "c"):
        (tmp_path / name).mkdir()
    manifest = {"lineage": LINEAGE, "serial": 1, "issued": "0" * 64}
    (tmp_path / "c" / "published.json").write_text(json.dumps(manifest), encoding="utf-8")
    assert find_copies(tmp_path) == found


@pytest.mark.slow
@pytest.mark.parametrize(
    ("manifest", "flag"),
    [
        (b"<<<<<<< HEAD\n{}\n=======\n{}\n>>>>>>> theirs\n", "merge"),
        (b"<<<<<<< HEAD\n{}\n", "repair"),
        (b"{}", "repair"),
    ],
)
def test_the_doctor_merges_what_git_could_not_and_repairs_what_is_damaged(
    published: Path, manifest: bytes, flag: str
) -> None:
    (published / MANIFEST).write_bytes(manifest)
    code, _, err = run("status")
    assert code == 4
    assert f"`statplan doctor --{flag}` makes it anew" in err
