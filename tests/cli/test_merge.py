"""Two people decided or published, each on a branch or a computer: one year comes of it."""

import json
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from itertools import product
from pathlib import Path
from typing import Any

import icalendar
import pytest
import recurring_ical_events  # type: ignore[import-untyped]

from tests.support.commands import list_files, run
from tests.support.git import git
from tests.support.killed_command import kill_while_writing
from tests.support.open_files import open_elsewhere
from tests.support.sampling import sample
from tests.support.year import PLAN, Clock, clock, edit

__all__ = ["clock"]  # a fixture

LEDGER = "statplan.ledger.json"
FEED = "calendars/calendar.ics"
DRIVER = f"{sys.executable} -m statplan doctor --merge-driver %O %A %B"
IGNORED = ".statplan.lock\n"

Steps = tuple[tuple[str, ...], ...]
Entry = tuple[tuple[int, str], str, str]


@dataclass(frozen=True, slots=True)
class Fork:
    """A repository whose two branches went on, and the ledger of each."""

    folder: Path
    ours: dict[str, Any]
    theirs: dict[str, Any]


def read_ledger(folder: Path) -> dict[str, Any]:
    ledger = json.loads((folder / LEDGER).read_bytes())
    assert isinstance(ledger, dict)
    return ledger


def run_all(clock: Clock, steps: Steps) -> None:
    """Run commands, each at the moment that stands before it."""
    for moment, *words in steps:
        clock(moment)
        if words[0] == "edit":
            edit(Path.cwd(), *words[1:])
            continue
        code, out, err = run(*words)
        assert code == 0, (words, out, err)


def commit(folder: Path) -> None:
    git(folder, "add", "--all")
    git(folder, "commit", "-q", "--allow-empty", "-m", "the year goes on")


Make = Callable[[Path], Fork]


@pytest.fixture(scope="module")
def copy_fork(tmp_path_factory: pytest.TempPathFactory) -> Callable[[object, Path, Make], Fork]:
    """Makes each fork once, and copies it to a folder that is not there yet."""
    made: dict[object, Fork] = {}

    def copy(name: object, folder: Path, make: Make) -> Fork:
        if name not in made:
            original = tmp_path_factory.mktemp("fork")
            with pytest.MonkeyPatch.context() as patch:
                patch.chdir(original)
                made[name] = make(original)
        shutil.copytree(made[name].folder, folder)
        return replace(made[name], folder=folder)

    return copy


@pytest.fixture
def begin(
    tmp_path: Path,
    clock: Clock,
    monkeypatch: pytest.MonkeyPatch,
    copy_fork: Callable[[object, Path, Make], Fork],
) -> Callable[..., Fork]:
    """A published plan in a repository, whose branches go on with some commands."""

    def make(ours: Steps, theirs: Steps, *settings: str) -> Fork:
        fork = copy_fork((ours, theirs), tmp_path / "plan", partial(go_on, clock, ours, theirs))
        monkeypatch.chdir(fork.folder)
        for setting in settings:
            git(fork.folder, "config", *setting.split("=", 1))
        clock("2027-01-08T12:00")
        return fork

    return make


def go_on(clock: Clock, ours: Steps, theirs: Steps, folder: Path) -> Fork:
    """Publish a plan, and go on with some commands on each branch of its repository."""
    (folder / "statplan.yaml").write_text(PLAN, encoding="utf-8")
    (folder / ".gitignore").write_text(IGNORED, encoding="utf-8")
    git(folder, "init", "-q")
    for path in (folder / ".git" / "hooks").iterdir():
        path.unlink()  # examples, which need not be copied
    run_all(clock, (("2026-12-10T12:00", "publish", "--for", "law"),))
    commit(folder)
    git(folder, "branch", "theirs")
    run_all(clock, ours)
    commit(folder)
    mine = read_ledger(folder)
    git(folder, "checkout", "-q", "theirs")
    run_all(clock, theirs)
    commit(folder)
    other = read_ledger(folder)
    git(folder, "checkout", "-q", "main")
    return Fork(folder, mine, other)


def merge_in_git(folder: Path) -> bool:
    """Merge the other branch, and return whether git could."""
    return try_git(folder, "merge", "-q", "-m", "both", "theirs")


def try_git(folder: Path, *words: str) -> bool:
    """Run git, and return whether it did what it was asked to."""
    names = {"GIT_AUTHOR_NAME": "Clerk", "GIT_AUTHOR_EMAIL": "clerk@example.gov"}
    names |= {"GIT_EDITOR": "true"}
    names |= {key.replace("AUTHOR", "COMMITTER"): name for key, name in names.items()}
    done = subprocess.run(
        ["git", *words],
        cwd=folder,
        env={**os.environ, **names},
        capture_output=True,
        check=False,
    )
    return done.returncode == 0


# Five ways in which two versions of a ledger come to a folder. Each ends with a united ledger.


def by_stages(fork: Fork) -> str:
    assert not merge_in_git(fork.folder)
    return unite()


def by_markers(fork: Fork) -> str:
    assert not merge_in_git(fork.folder)
    shutil.rmtree(fork.folder / ".git")  # as in a copy of the folder
    return unite()


def by_markers_with_base(fork: Fork) -> str:
    git(fork.folder, "config", "merge.conflictStyle", "diff3")
    return by_markers(fork)


def by_index_alone(fork: Fork) -> str:
    """Git was told not to merge the ledger, and left ours."""
    (fork.folder / ".git" / "info" / "attributes").write_text(f"{LEDGER} -merge\n")
    assert not merge_in_git(fork.folder)
    assert read_ledger(fork.folder) == fork.ours
    return unite()


def by_driver(fork: Fork) -> str:
    (fork.folder / ".git" / "info" / "attributes").write_text(f"{LEDGER} merge=statplan\n")
    git(fork.folder, "config", "merge.statplan.driver", DRIVER)
    merge_in_git(fork.folder)
    assert read_ledger(fork.folder)["serial"] > fork.ours["serial"]
    return unite()


def by_copy(fork: Fork) -> str:
    """The other computer's files were synchronized, and its ledger got a name of its own."""
    git(fork.folder, "checkout", "-q", "theirs", "--", ".")
    (fork.folder / LEDGER).rename(fork.folder / "statplan.ledger-PC.json")
    git(fork.folder, "checkout", "-q", "main", "--", LEDGER, "calendars")
    shutil.rmtree(fork.folder / ".git")
    for command in (("publish",), ("status",)):
        code, _, err = run(*command)
        assert code == 4
        assert "statplan doctor --merge " in err
    return unite(fork.folder / "statplan.ledger-PC.json")


WAYS = (by_stages, by_index_alone, by_driver, by_copy)
Way = Callable[[Fork], str]


def unite(*copies: Path) -> str:
    code, out, err = run("doctor", "--merge", *copies)
    assert code == 0, (out, err)
    return out


BUMP = ("bump", "blight/2027-03")
CANCEL = ("cancel", "works/2027-02")
SCENARIOS: dict[str, tuple[Steps, Steps]] = {
    "decisions on both sides": (
        (("2026-12-14T12:00", *BUMP),),
        (("2026-12-15T12:00", *CANCEL), ("2026-12-15T13:00", "release", "blight/2027-04")),
    ),
    "a publish on one side": (
        (("2026-12-14T12:00", *BUMP),),
        (("2026-12-15T12:00", *CANCEL), ("2026-12-15T13:00", "publish", "--for", "works")),
    ),
    "a publish on both sides, on one day": (
        (("2026-12-14T12:00", *BUMP), ("2026-12-14T13:00", "publish")),
        (("2026-12-14T12:30", *CANCEL), ("2026-12-14T14:00", "publish")),
    ),
    "publishes on both sides, on several days": (
        (
            ("2026-12-14T12:00", *BUMP), ("2026-12-14T13:00", "publish"),
            ("2026-12-16T12:00", "restore", "blight/2027-03"), ("2026-12-16T13:00", "publish"),
        ),
        (
            ("2026-12-15T12:00", *CANCEL), ("2026-12-15T12:10", *BUMP),
            ("2026-12-15T13:00", "publish", "--for", "leadership"),
        ),
    ),
    "the same decision on both sides": (
        (("2026-12-14T12:00", *BUMP), ("2026-12-14T13:00", "publish")),
        (("2026-12-14T12:00", *BUMP), ("2026-12-15T13:00", "publish")),
    ),
    "bump on one side and cancel on the other": (
        (("2026-12-14T12:00", *BUMP), ("2026-12-14T13:00", "publish")),
        (("2026-12-15T12:00", "cancel", BUMP[1]), ("2026-12-15T13:00", "publish")),
    ),
    "another plan on each side, published": (
        (
            ("2026-12-14T12:00", "edit", 'at: "08:00"', 'at: "09:00"'),
            ("2026-12-14T13:00", "publish", "--yes"),
        ),
        (("2026-12-15T12:00", *BUMP), ("2026-12-15T13:00", "publish")),
    ),
}  # fmt: skip


def decisions_in(ledger: dict[str, Any]) -> Counter[str]:
    return Counter(json.dumps(line, sort_keys=True) for line in ledger["decisions"])


def assert_nothing_is_lost(fork: Fork) -> None:
    """Compare the files as JSON: no decision is lost, and no number is lower or used again."""
    merged = read_ledger(fork.folder)
    assert decisions_in(merged) == decisions_in(fork.ours) | decisions_in(fork.theirs)
    moments = [line["at"] for line in merged["decisions"]]
    assert moments == sorted(moments)
    rows = {row["uid"]: row for row in merged["issued"]}
    for side in (fork.ours, fork.theirs):
        assert set(side["audiences"]) <= set(merged["audiences"])
        assert merged["serial"] > side["serial"]
        for old in side["issued"]:
            new = rows[old["uid"]]
            assert (new["meeting"], new["role"]) == (old["meeting"], old["role"])
            assert (new["sequence"], new["changed"]) >= (old["sequence"], old["changed"])
            if new["sequence"] == old["sequence"]:
                dates = ("state", "start", "end", "zone")
                assert [new[name] for name in dates] == [old[name] for name in dates]


def entries_in(path: Path) -> dict[str, Entry]:
    """What an iCalendar file says of each UID, and that it says it once."""
    found: dict[str, Entry] = {}
    calendar: Any = icalendar.Calendar.from_ical(path.read_bytes())
    for event in calendar.walk("VEVENT"):
        version = int(event["SEQUENCE"]), str(event["DTSTAMP"].dt)
        assert str(event["UID"]) not in found, path
        start = str(event["DTSTART"].dt)
        found[str(event["UID"])] = (version, str(event.get("STATUS", "")), start)
    return found


def take(calendar: dict[str, Entry], paths: list[Path]) -> None:
    """Take files as calendar programs do: an entry that is older than theirs is ignored."""
    for path in paths:
        for uid, entry in entries_in(path).items():
            if uid not in calendar or entry[0] >= calendar[uid][0]:
                calendar[uid] = entry


def messages_in(folder: Path, name: str) -> list[Path]:
    return sorted((folder / "calendars" / name).glob("*.ics"))


def publishes_of(folder: Path, branch: str) -> list[str]:
    shown = subprocess.run(
        ["git", "ls-tree", "--name-only", f"{branch}:calendars"],
        cwd=folder, capture_output=True, check=True, text=True,
    ).stdout  # fmt: skip
    return sorted(name for name in shown.split() if name.startswith("20"))


def assert_calendars_agree(folder: Path, sent: list[list[str]], again: list[Path]) -> None:
    """Each calendar that took one side's messages shows what the feed shows, after the publish."""
    feed = entries_in(folder / FEED)
    newest = max((folder / "calendars").glob("20*")).name
    already = {name for names in sent for name in names}
    for names in sent:
        calendar: dict[str, Entry] = {}
        for name in names:
            take(calendar, messages_in(folder, name))
        take(calendar, again)
        if newest not in already:
            take(calendar, messages_in(folder, newest))
        alive = {uid: entry[1:] for uid, entry in calendar.items() if entry[1] != "CANCELLED"}
        shown = {uid: entry[1:] for uid, entry in feed.items() if entry[1] != "CANCELLED"}
        meetings = {uid: entry for uid, entry in shown.items() if ":" in entry[1]}
        assert {uid: entry for uid, entry in alive.items() if ":" in entry[1]} == meetings


def perhaps_sent(out: str) -> list[str]:
    """The dated folders that a merge lists, in order."""
    _, _, listed = out.partition("Perhaps sent")
    return re.findall(r"^  .*/(20[0-9-]+[0-9a-f]{6})$", listed, re.MULTILINE)


def assert_counts_are_those_of_diff(folder: Path, out: str) -> None:
    code, shown, _ = run("diff")
    assert code == 0
    if out.startswith("There is nothing to merge"):
        return  # git has merged all of it, and nothing is counted
    counts = re.findall(r"^`statplan diff` shows what is pending: (.*)$", out, re.MULTILINE)
    assert counts == ([] if shown.startswith("No change") else [shown.splitlines()[-1]])
    ledger = read_ledger(folder)
    published = ledger["published"] or {"at": ""}
    is_unsent = published["at"] in published.get("merged", ())
    unsent = {
        (row["meeting"], row["role"])
        for row in ledger["issued"]
        if is_unsent and row["changed"] == published["at"]
    }
    changes = json.loads(run("diff", "-f", "json")[1])["changes"]
    again = [each for each in changes if (each["meeting"], each["role"]) in unsent]
    meetings = [each for each in again if each["role"] in {"primary", "backup"}]
    differing = re.findall(r"^(\d+) (?:entries differ|entry differs) ", out, re.MULTILINE)
    assert differing == ([str(len(meetings))] if meetings else [])


def assert_in_order() -> None:
    code, out, err = run("doctor")
    assert code == 0, (out, err)
    assert out.count("\n") == 1


@pytest.mark.slow
@pytest.mark.parametrize(
    ("scenario", "way"),
    sample(product(SCENARIOS, WAYS), 4),
    ids=lambda case: str(getattr(case, "__name__", case)),
)
def test_after_a_merge_nothing_is_lost_and_every_calendar_agrees(
    begin: Callable[..., Fork], way: Way, scenario: str
) -> None:
    fork = begin(*SCENARIOS[scenario])
    sent = [publishes_of(fork.folder, branch) for branch in ("main", "theirs")]
    out = way(fork)
    assert_nothing_is_lost(fork)
    _, _, listed = out.partition("Send these files again")
    again = [Path(line.strip()) for line in re.findall(r"^  .*\.ics$", listed, re.MULTILINE)]
    unpublished = not {*sent[0]} ^ {*sent[1]}
    apart = {*sent[0]} ^ {*sent[1]}
    one_published = not ({*sent[0]} - {*sent[1]} and {*sent[1]} - {*sent[0]})
    # Where only one side published, git merges all calendars, and nobody is asked.
    assert perhaps_sent(out) == ([] if way is by_driver and one_published else sorted(apart))
    assert {path.parent.name for path in again} <= apart
    assert_in_order()
    before = read_ledger(fork.folder)
    assert_counts_are_those_of_diff(fork.folder, out)
    assert run("publish", "--yes")[0] == 0
    assert_in_order()
    after = {row["uid"]: row["sequence"] for row in read_ledger(fork.folder)["issued"]}
    assert all(after[row["uid"]] >= row["sequence"] for row in before["issued"])
    feed = entries_in(fork.folder / FEED)
    assert {uid: entry[0][0] for uid, entry in feed.items()}.items() <= after.items()
    shown = recurring_ical_events.of(
        icalendar.Calendar.from_ical((fork.folder / FEED).read_bytes())
    ).between("20270101", "20280101")
    assert len({str(event["UID"]) for event in shown}) == len(shown)
    if way is not by_driver or unpublished:
        assert_calendars_agree(fork.folder, sent, again)
    assert run("diff", "--exit-code")[0] == 0


@pytest.mark.slow
@pytest.mark.parametrize("conflict_style", ["merge", "diff3", "zdiff3"])
def test_conflict_markers_are_enough_where_they_hold_all_that_differs(
    begin: Callable[..., Fork], conflict_style: str
) -> None:
    ours, theirs = SCENARIOS["decisions on both sides"]
    fork = begin(ours, theirs, f"merge.conflictStyle={conflict_style}")
    assert not merge_in_git(fork.folder)
    shutil.rmtree(fork.folder / ".git")  # as in a copy of the folder
    code, _, err = run("publish")
    assert code == 4
    assert "is in conflict: two people changed it" in err
    assert "`statplan doctor --merge`" in err
    assert run("doctor")[0] == 1
    assert unite().startswith("The other side brought 2 decisions.\n")
    assert_nothing_is_lost(fork)
    assert_in_order()


@pytest.mark.slow
def test_conflict_markers_that_hide_half_of_a_version_are_refused_with_a_way_out(
    begin: Callable[..., Fork],
) -> None:
    fork = begin(*SCENARIOS["publishes on both sides, on several days"])
    theirs = fork.folder.parent / "theirs.json"
    theirs.write_text(json.dumps(fork.theirs), encoding="utf-8")  # as `git show` would print it
    assert not merge_in_git(fork.folder)
    shutil.rmtree(fork.folder / ".git")
    before = list_files(fork.folder)
    code, _, err = run("doctor", "--merge")
    assert code == 4
    assert "do not show both versions whole" in err
    assert "git show" in err
    assert list_files(fork.folder) == before
    (fork.folder / LEDGER).write_text(json.dumps(fork.ours), encoding="utf-8")  # the way out
    unite(theirs)
    assert_nothing_is_lost(fork)
    assert_in_order()
    assert theirs.exists()  # it is not in the plan's folder, and stays where it is


@pytest.mark.slow
@pytest.mark.parametrize(("first", "second"), [("bump", "cancel"), ("cancel", "bump")])
def test_of_two_decisions_about_one_meeting_the_later_one_counts_and_both_stay(
    begin: Callable[..., Fork], first: str, second: str
) -> None:
    fork = begin(
        (("2026-12-15T12:00", second, "blight/2027-03"),),
        (("2026-12-14T12:00", first, "blight/2027-03"),),
    )
    out = by_stages(fork)
    assert f"blight/2027-03 was decided on both sides: {first} (2026-12-14) and {second}" in out
    log = run("log")[1]
    assert log.index(first) < log.index(second)
    assert run("publish", "--yes")[0] == 0
    rows = {(row["meeting"], row["role"]): row for row in read_ledger(fork.folder)["issued"]}
    state = rows["blight/2027-03", "backup"]["state"]
    assert state == ("confirmed" if second == "bump" else "cancelled")


BASE = (("2026-12-14T07:00", "cancel", "works/2027-04"), ("2026-12-14T08:00", "publish"))
BOTH = SCENARIOS["a publish on both sides, on one day"]


@pytest.fixture
def older(
    tmp_path: Path,
    clock: Clock,
    monkeypatch: pytest.MonkeyPatch,
    copy_fork: Callable[[object, Path, Make], Fork],
) -> Fork:
    """Two branches that both published, on a day on which both had published before."""
    fork = copy_fork("older", tmp_path / "plan", partial(go_on_later, clock))
    monkeypatch.chdir(fork.folder)
    clock("2027-01-08T12:00")
    return fork


def go_on_later(clock: Clock, folder: Path) -> Fork:
    common = (
        *BASE,
        ("2026-12-14T09:00", "release", "blight/2027-04"),
        ("2026-12-14T10:00", "publish"),
    )
    go_on(clock, (), (), folder)
    run_all(clock, common)
    commit(folder)
    git(folder, "branch", "-f", "theirs")
    sides = []
    for branch, steps in zip(("main", "theirs"), BOTH, strict=True):
        git(folder, "checkout", "-q", branch)
        run_all(clock, steps)
        commit(folder)
        sides.append(read_ledger(folder))
    git(folder, "checkout", "-q", "main")
    return Fork(folder, *sides)


def by_show(fork: Fork) -> str:
    """The other ledger comes from the other branch; its calendars do not."""
    other = fork.folder / "other.json"
    other.write_bytes(show(fork.folder, "theirs"))
    return unite(other)


def show(folder: Path, branch: str) -> bytes:
    words = ["git", "show", f"{branch}:./{LEDGER}"]
    return subprocess.run(words, cwd=folder, capture_output=True, check=True).stdout


@pytest.mark.slow
@pytest.mark.parametrize("way", sample([by_stages, by_index_alone, by_driver, by_copy, by_show], 2))
def test_a_merge_lists_no_publish_that_both_sides_have(older: Fork, way: Way) -> None:
    sent = [publishes_of(older.folder, branch) for branch in ("main", "theirs")]
    assert [len(names) for names in sent] == [4, 4]
    out = way(older)
    there = {path.name for path in (older.folder / "calendars").glob("20*")}
    assert perhaps_sent(out) == sorted(({*sent[0]} ^ {*sent[1]}) & there)
    assert "additions.ics" not in out
    if way is not by_driver:  # git asks for no report, and the ledger does not tell one side
        assert out.startswith("The other side brought 1 decision.\n")
    assert_counts_are_those_of_diff(older.folder, out)


@pytest.mark.slow
def test_a_rebase_lists_at_each_stop_what_one_side_lacks_there(
    begin: Callable[..., Fork], clock: Clock
) -> None:
    """The branch that is taken over commit by commit has publishes before and after ours."""
    fork = begin(
        (("2026-12-14T12:00", *BUMP), ("2026-12-14T13:00", "publish")),
        (("2026-12-13T12:00", *CANCEL), ("2026-12-13T13:00", "publish")),
    )
    git(fork.folder, "checkout", "-q", "theirs")
    run_all(
        clock, (("2026-12-15T12:00", "cancel", "blight/2027-04"), ("2026-12-15T13:00", "publish"))
    )
    commit(fork.folder)
    clock("2027-01-08T12:00")
    assert not try_git(fork.folder, "rebase", "main")
    stops = []
    for is_last in (False, True):
        out = unite()
        assert "No folder here has" not in out
        stops.append([name[:10] for name in perhaps_sent(out)])
        assert "The other side brought 1 decision." in out
        git(fork.folder, "add", "--all")
        assert try_git(fork.folder, "rebase", "--continue") is is_last
    assert stops == [["2026-12-13", "2026-12-14"], ["2026-12-14", "2026-12-15"]]
    assert_in_order()


@pytest.mark.slow
def test_messages_that_only_the_other_side_has_are_asked_for(
    begin: Callable[..., Fork],
) -> None:
    fork = begin(
        (("2026-12-14T12:00", *BUMP), ("2026-12-14T13:00", "publish")),
        (
            ("2026-12-15T12:00", "edit", "months: 4", "months: 5"),
            ("2026-12-15T13:00", "publish", "--yes"),
        ),
    )
    added = {(row["meeting"], row["role"]) for row in fork.theirs["issued"]}
    added -= {(row["meeting"], row["role"]) for row in fork.ours["issued"]}
    meetings = [key for key in added if key[1] in {"primary", "backup"}]
    assert meetings
    git(fork.folder, "checkout", "-q", "theirs", "--", "statplan.yaml")
    out = by_show(fork)
    assert (
        f"No folder here has the messages of {len(meetings)} entries that one side published. Send "
        "those of Tuesday, December 15, 2026 from the calendars of that side."
    ) in out


@pytest.mark.slow
def test_a_ledger_that_git_left_unmerged_stops_every_command_and_the_merge_is_offered_at_once(
    begin: Callable[..., Fork],
) -> None:
    """Git was told not to merge the ledger and left ours, which fits the calendars."""
    fork = begin(*SCENARIOS["decisions on both sides"])
    (fork.folder / ".git" / "info" / "attributes").write_text(f"{LEDGER} -merge\n")
    assert not merge_in_git(fork.folder)
    before = list_files(fork.folder)
    for command in (("publish",), ("diff",), ("status",), ("log",), ("cancel", "works/2027-04")):
        code, _, err = run(*command)
        assert code == 4, command
        assert "in conflict: two people changed it" in err
        assert "`statplan doctor --merge`" in err
    for repair in ((), ("--repair",)):
        code, out, _ = run("doctor", *repair)
        assert code == 1
        assert "`statplan doctor --merge`" in out
        assert "--repair" not in out
    assert list_files(fork.folder) == before
    unite()
    assert_nothing_is_lost(fork)
    for command in (("publish",), ("diff",), ("status",)):
        assert run(*command)[0] == 0  # git still lists both versions, and the ledger unites them


@pytest.mark.slow
def test_calendars_that_git_left_in_conflict_are_for_the_merge_and_not_for_a_repair(
    begin: Callable[..., Fork],
) -> None:
    fork = begin(*BOTH)
    (fork.folder / ".git" / "info" / "attributes").write_text(f"{LEDGER} merge=statplan\n")
    git(fork.folder, "config", "merge.statplan.driver", DRIVER)
    assert not merge_in_git(fork.folder)
    before = list_files(fork.folder)
    for command in (("publish",), ("diff",), ("status",), ("log",), BUMP):
        code, _, err = run(*command)
        assert code == 4, command
        assert "published.json cannot be read: git could not merge it." in err
        assert "`statplan doctor --merge`" in err
        assert "--repair" not in err
    for repair in ((), ("--repair",)):
        code, out, _ = run("doctor", *repair)
        assert code == 1
        assert "`statplan doctor --merge`" in out
        assert "--repair" not in out
    assert list_files(fork.folder) == before
    assert len(perhaps_sent(unite())) == 2
    assert_in_order()


@pytest.mark.slow
def test_a_repair_that_writes_the_calendars_of_a_merge_lists_what_to_send_again(
    begin: Callable[..., Fork], clock: Clock
) -> None:
    """The merge driver united the ledgers, and somebody took our calendars for both."""
    fork = begin(*BOTH)
    sent = [publishes_of(fork.folder, branch) for branch in ("main", "theirs")]
    (fork.folder / ".git" / "info" / "attributes").write_text(f"{LEDGER} merge=statplan\n")
    git(fork.folder, "config", "merge.statplan.driver", DRIVER)
    assert not merge_in_git(fork.folder)
    git(fork.folder, "checkout", "-q", "--ours", "calendars")
    git(fork.folder, "add", "calendars")
    code, out, _ = run("doctor", "--repair")
    assert code == 0
    assert perhaps_sent(out) == sorted({*sent[0]} ^ {*sent[1]})
    _, _, listed = out.partition("Send these files again")
    again = [Path(line.strip()) for line in re.findall(r"^  .*\.ics$", listed, re.MULTILINE)]
    assert run("publish", "--yes")[0] == 0
    assert_calendars_agree(fork.folder, sent, again)
    run_all(
        clock, (("2027-01-09T12:00", "cancel", "blight/2027-04"), ("2027-01-09T13:00", "publish"))
    )
    (fork.folder / FEED).unlink()
    code, out, _ = run("doctor", "--repair")
    assert code == 0
    assert "Perhaps sent" not in out  # a publish has come since
    assert_in_order()


@pytest.mark.slow
@pytest.mark.parametrize(("count", "way_on"), sample(product([1, 2, 4], ["merge", "repair"]), 2))
def test_a_merge_that_was_killed_is_completed_and_lists_what_to_send_again(
    begin: Callable[..., Fork], count: int, way_on: str
) -> None:
    fork = begin(*BOTH)
    assert not merge_in_git(fork.folder)
    kill_while_writing(fork.folder, count, "doctor", "--merge")
    code, out, err = run("doctor", f"--{way_on}")
    assert code == 0
    assert err.startswith("Completed an interrupted publish: ")
    assert len(perhaps_sent(out)) == 2
    assert_nothing_is_lost(fork)
    assert_in_order()
    assert "There is nothing to merge" in unite()


@pytest.mark.slow
@pytest.mark.parametrize(
    "words",
    [
        ("--merge", "--repair"),
        ("--merge-driver", "--repair", "base", "ours", "theirs"),
        ("--merge-driver", "--merge", "base", "ours", "theirs"),
    ],
)
def test_what_does_not_go_together_is_refused(
    begin: Callable[..., Fork], words: tuple[str, ...]
) -> None:
    fork = begin(*BOTH)
    assert not merge_in_git(fork.folder)
    before = list_files(fork.folder)
    code, _, err = run("doctor", *words)
    assert code == 2
    assert "do not go together" in err
    assert list_files(fork.folder) == before


@pytest.mark.slow
def test_what_is_decided_after_a_merge_stays_though_git_was_not_told_of_the_merge(
    begin: Callable[..., Fork],
) -> None:
    fork = begin(*SCENARIOS["a publish on both sides, on one day"])
    by_stages(fork)
    for words in (("cancel", "blight/2027-02"), ("publish", "--yes"), ("cancel", "works/2027-04")):
        assert run(*words)[0] == 0
    before = read_ledger(fork.folder)
    assert "There is nothing to merge" in unite()
    assert read_ledger(fork.folder) == before
    assert_in_order()


@pytest.mark.slow
def test_a_third_branch_is_merged_like_the_second(begin: Callable[..., Fork], clock: Clock) -> None:
    fork = begin(*SCENARIOS["publishes on both sides, on several days"])
    git(fork.folder, "checkout", "-q", "-b", "third", "theirs~1")
    third = (
        ("2026-12-17T12:00", "cancel", "blight/2027-04"),
        ("2026-12-17T12:10", *BUMP),
        ("2026-12-17T13:00", "publish"),
    )
    run_all(clock, third)
    last = read_ledger(fork.folder)
    commit(fork.folder)
    git(fork.folder, "checkout", "-q", "main")
    by_stages(fork)
    commit(fork.folder)
    second = Fork(fork.folder, read_ledger(fork.folder), last)
    git(fork.folder, "branch", "-f", "theirs", "third")
    by_stages(second)
    assert_nothing_is_lost(second)
    assert_in_order()
    assert run("publish", "--yes")[0] == 0
    assert_in_order()


def test_a_version_that_somebody_edited_is_refused_and_nothing_changes(
    begin: Callable[..., Fork],
) -> None:
    fork = begin(*SCENARIOS["publishes on both sides, on several days"])
    git(fork.folder, "checkout", "-q", "theirs")
    path = fork.folder / LEDGER
    path.write_bytes(path.read_bytes().replace(b'"sequence": 1', b'"sequence": 0', 1))
    commit(fork.folder)
    git(fork.folder, "checkout", "-q", "main")
    assert not merge_in_git(fork.folder)
    before = list_files(fork.folder)
    code, _, err = run("doctor", "--merge")
    assert code == 4
    assert "their version of" in err
    assert "changed by hand" in err
    assert list_files(fork.folder) == before


@pytest.mark.slow
def test_a_version_that_its_own_calendars_contradict_is_refused(begin: Callable[..., Fork]) -> None:
    fork = begin(*SCENARIOS["publishes on both sides, on several days"])
    git(fork.folder, "checkout", "-q", "theirs")
    published = (fork.folder / "calendars/published.json").read_bytes()
    manifest = json.loads(published)
    manifest["serial"] += 1
    (fork.folder / "calendars/published.json").write_text(json.dumps(manifest), encoding="utf-8")
    commit(fork.folder)
    git(fork.folder, "checkout", "-q", "main")
    assert not merge_in_git(fork.folder)
    before = list_files(fork.folder)
    code, _, err = run("doctor", "--merge")
    assert code == 4
    assert "their version of" in err
    assert "older than what was published" in err
    assert list_files(fork.folder) == before


@pytest.mark.slow
def test_a_merge_that_the_calendar_folder_knows_more_than_is_refused(
    begin: Callable[..., Fork],
) -> None:
    fork = begin(*SCENARIOS["publishes on both sides, on several days"])
    assert not merge_in_git(fork.folder)
    unknown = fork.folder / "calendars" / "2026-12-30-0042-abcdef"
    unknown.mkdir()
    (unknown / "CHANGES.md").write_text("# Changes\n", encoding="utf-8")
    before = list_files(fork.folder)
    code, _, err = run("doctor", "--merge")
    assert code == 4
    assert "2026-12-30-0042-abcdef" in err
    assert list_files(fork.folder) == before


@pytest.mark.slow
def test_one_ledger_beside_both_calendars_is_refused_until_the_other_is_merged(
    begin: Callable[..., Fork],
) -> None:
    """Two publishes have one number, and only the digest in their folders' names tells them."""
    fork = begin(
        (("2026-12-14T12:00", *BUMP), ("2026-12-14T13:00", "publish")),
        (("2026-12-14T12:30", *CANCEL), ("2026-12-14T14:00", "publish")),
    )
    assert fork.ours["published"]["serial"] == fork.theirs["published"]["serial"]
    assert not merge_in_git(fork.folder)
    for name in (LEDGER, "calendars"):
        git(fork.folder, "checkout", "-q", "main", "--", name)
    commit(fork.folder)
    code, _, err = run("publish")
    assert code == 4
    assert "is of another publish" in err
    assert "`statplan doctor --merge FILE`" in err
    other = fork.folder.parent / "other.json"
    other.write_text(json.dumps(fork.theirs), encoding="utf-8")
    unite(other)
    assert_nothing_is_lost(fork)
    assert_in_order()


@pytest.mark.slow
def test_the_repository_runs_nothing_while_its_versions_are_read(
    begin: Callable[..., Fork],
) -> None:
    fork = begin(*SCENARIOS["publishes on both sides, on several days"])
    assert not merge_in_git(fork.folder)
    ran = fork.folder.parent / "ran"
    script = fork.folder.parent / "script"
    script.write_text(f"#!/bin/sh\ntouch {ran}\ncat\n", encoding="utf-8")
    script.chmod(0o755)
    hooks = fork.folder / ".git" / "hooks"
    shutil.copy(script, hooks / "post-index-change")
    (fork.folder / ".git" / "info" / "attributes").write_text(f"{LEDGER} filter=evil diff=evil\n")
    for setting in (
        "core.fsmonitor", "filter.evil.smudge", "filter.evil.clean", "diff.evil.textconv",
        "core.pager", "core.sshCommand",
    ):  # fmt: skip
        git(fork.folder, "config", setting, str(script))
    unite()
    assert not ran.exists()
    git(fork.folder, "status")
    assert ran.exists()  # the trap works


@pytest.mark.slow
def test_a_plan_with_conflict_markers_is_to_be_edited_first(begin: Callable[..., Fork]) -> None:
    fork = begin(
        (("2026-12-14T12:00", "edit", 'at: "08:00"', 'at: "09:00"'),),
        (("2026-12-14T12:00", "edit", 'at: "08:00"', 'at: "10:00"'),),
    )
    assert not merge_in_git(fork.folder)
    for command in (("doctor", "--merge"), ("publish",), ("diff",), ("charter",), ("show",)):
        code, _, err = run(*command)
        assert code == 4  # as for a ledger in conflict
        assert "statplan.yaml has conflict markers of git" in err
    for repair in ((), ("--repair",)):
        code, out, _ = run("doctor", *repair)
        assert code == 1  # as for whatever it finds
        assert "statplan.yaml has conflict markers of git" in out
        assert "keep the lines that are right" in out


def drive(folder: Path, *versions: bytes) -> tuple[int, bytes, str]:
    paths = [folder / name for name in ("base", "ours", "theirs")]
    for path, data in zip(paths, versions, strict=True):
        path.write_bytes(data)
    code, _, err = run("doctor", "--merge-driver", *paths)
    return code, paths[1].read_bytes(), err


@pytest.mark.slow
def test_the_merge_driver_writes_its_result_or_leaves_our_version_as_it_was(
    begin: Callable[..., Fork], tmp_path: Path
) -> None:
    fork = begin(*SCENARIOS["bump on one side and cancel on the other"])
    ours = (fork.folder / LEDGER).read_bytes()
    git(fork.folder, "checkout", "-q", "theirs")
    theirs = (fork.folder / LEDGER).read_bytes()
    git(fork.folder, "checkout", "-q", "theirs~1")
    base = (fork.folder / LEDGER).read_bytes()
    for begun in (base, b""):
        code, result, _ = drive(tmp_path, begun, ours, theirs)
        assert code == 0
        assert result not in (ours, theirs)
        assert drive(tmp_path, begun, theirs, ours)[1] == result
    cut, edited = theirs[:-40], theirs.replace(b'"reason"', b'"Reason"').replace(b"bump", b"held")
    foreign = theirs.replace(b"6f1c2b1e", b"7f1c2b1e")
    for damaged in (b"", cut, edited if edited != theirs else cut, foreign, b"<<<<<<< a\n"):
        code, result, err = drive(tmp_path, base, ours, damaged)
        assert code == 4, err
        assert result == ours
        code, result, _ = drive(tmp_path, base, damaged, ours)
        assert code == 4
        assert result == damaged
    assert run("doctor", "--merge-driver", tmp_path / "base")[0] == 2


@pytest.mark.slow
def test_words_that_name_nothing_to_merge_are_refused(begin: Callable[..., Fork]) -> None:
    begin((), ())
    assert run("doctor", "a.json", "b.json")[0] == 2
    assert run("doctor", "--merge", "missing.json")[0] == 2
    assert run("doctor", "--merge", "one.yaml", "two.yaml")[0] == 2
    assert "There is nothing to merge" in unite()


@pytest.mark.slow
@pytest.mark.parametrize(
    "name", sample([LEDGER, FEED, "calendars/published.json", "calendars/CHANGES.md"], 2)
)
def test_a_merge_is_whole_or_not_at_all(begin: Callable[..., Fork], name: str) -> None:
    fork = begin(*SCENARIOS["publishes on both sides, on several days"])
    assert not merge_in_git(fork.folder)
    before = list_files(fork.folder)
    with pytest.MonkeyPatch.context() as patch:
        open_elsewhere(fork.folder / name)(patch)  # as on Windows, in another program
        code, _, err = run("doctor", "--merge")
        assert code == 1
        assert "Nothing was changed" in err
    assert list_files(fork.folder) == before
    unite()
    assert_nothing_is_lost(fork)
    assert_in_order()


def test_a_message_with_conflict_markers_is_named_until_somebody_deletes_it(
    begin: Callable[..., Fork],
) -> None:
    """Its folder has the digest of one publish, but people may merge files as they like."""
    fork = begin((), ())
    path = next((fork.folder / "calendars").glob("20*/additions.ics"))
    path.write_bytes(b"<<<<<<< HEAD\r\na\r\n=======\r\nb\r\n>>>>>>> theirs\r\n")
    code, out, _ = run("doctor")
    assert code == 1
    assert f"{path} has conflict markers of git." in out
    path.unlink()
    assert_in_order()
