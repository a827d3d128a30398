"""Nothing internal is in a public output: held by the bytes, over plans in which all is marked."""

import json
from collections.abc import Callable, Iterator
from copy import deepcopy
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from statplan.calendars import audience, build_calendar, entry_text
from statplan.cli import diff
from statplan.holds import Hold
from statplan.ledger import EntryText, IssuedEntry
from statplan.ledger.file_reader import parse_ledger
from statplan.ledger.meeting_state import DecisionHistory
from statplan.plan import Plan
from statplan.plan.publicity import ACCESS_CHOICES
from statplan.schedule import make_schedule
from statplan.site import files
from statplan.workspace.pending_changes import PendingChanges
from tests.support.commands import run
from tests.support.marked_plans import PUBLIC, PUBLIC_WHERE_OPEN, Marked, marked, texts
from tests.support.plans import Answers, answers, monthly
from tests.support.sampling import count_examples
from tests.support.schedule_plans import generated, take_out_unused_dates

REASON = "zqreason"
# What a template says of a meeting, for whoever takes notes to read and leave in.
IN_A_RECORD = {"program.purpose", "frequency.series[].agenda[].item"}
ACCESS = (*ACCESS_CHOICES, "other: x")
FORMATS = ("text", "json", "md", "github")
_QUIET = list(HealthCheck)
NOW = "2026-12-02T12:00+00:00"


@pytest.fixture(autouse=True)
def _clock(monkeypatch: pytest.MonkeyPatch) -> None:
    stamp = datetime.fromisoformat(NOW).timestamp()
    monkeypatch.setenv("SOURCE_DATE_EPOCH", str(int(stamp)))


def possible(data: Answers, seed: int) -> Marked:
    """The answers, all marked, with no more series than fit beside each other."""
    frequency = data["frequency"]
    frequency["months"] = min(frequency["months"], 4)
    take_out_unused_dates(data)
    for count in range(len(frequency["series"]), 0, -1):
        frequency["series"] = frequency["series"][:count]
        found = marked(deepcopy(data), seed)
        schedule = make_schedule(Plan.model_validate(found.data))
        if schedule.meetings and not schedule.problems:
            return found
    frequency["series"] = [monthly()]
    return marked(deepcopy(data), seed)


class Year:
    """A plan in a folder, the public outputs of its year, and what was shown before and after."""

    def __init__(self, folder: Path, made: Marked) -> None:
        self.folder, self.made = folder, made
        self.said: list[tuple[str, str]] = []
        self.shown: set[str] = set()
        self.write()

    def write(self) -> None:
        (self.folder / "statplan.yaml").write_text(json.dumps(self.made.data), encoding="utf-8")

    def rows(self) -> tuple[IssuedEntry, ...]:
        data = (self.folder / "statplan.ledger.json").read_bytes()
        return parse_ledger(data, "ledger").issued

    def do(self, *words: str) -> tuple[int, str, str]:
        at = () if words[0] in {"diff", "calendar"} else ("--plan",)
        return run(*words, *at, self.folder)

    def says(self, *words: str) -> int:
        code, out, err = self.do(*words)
        self.said.append((" ".join(words), out + err))
        return code

    def previews(self) -> None:
        for each in FORMATS:
            assert self.says("diff", "--for", "public", "--format", each) == 0

    def publish(self) -> None:
        code, _, err = self.do("publish", "--for", "public", "--yes")
        assert code == 0, err
        for path in sorted((self.folder / "calendars" / "public").rglob("*")):
            if path.is_file():
                self.said.append((path.name, path.read_bytes().decode()))
        self.shown |= {row.start.isoformat(timespec="minutes") for row in public(self.rows())}

    def moves_on(self, key: str) -> None:
        """Move a bumped meeting beyond its back-up date, which nobody in public has heard of."""
        start = next((row.start for row in self.rows() if row.key == (key, "backup")), None)
        if start is None:
            return
        for days in range(1, 12):
            day = start.date() + timedelta(days=days)
            if self.do("move", key, "--to", str(day), "--reason", REASON)[0] == 0:
                return

    def lives(self) -> None:
        """Preview, publish, bump, cancel, release, move, edit; and look at all that is public."""
        self.previews()
        self.publish()
        keys = sorted({row.meeting for row in self.rows() if row.role == "primary"})
        for index, kind in enumerate(("bump", "cancel", "release", "bump")):
            self.do(kind, keys[index % len(keys)], "--reason", f"{REASON}{index}")
        self.moves_on(keys[0])
        self.previews()
        self.publish()
        self.do("restore", keys[0], "--reason", REASON)
        self.made.data["frequency"]["moving"]["told"] = f"{REASON} clerks"
        for each in self.made.data["participants"]["people"]:
            each["office"] += f" {REASON}"
        self.write()
        self.previews()
        self.publish()
        assert self.says("calendar", "--for", "public") == 0
        for form in ("csv", "json"):
            self.says("calendar", "--for", "public", "-f", form)

    def leaks(self) -> Iterator[str]:
        """Each mark that is internal and stands in a public output: where, and of which field."""
        internal = {**self.made.internal(), REASON: "--reason"}
        for where, text in self.said:
            unfolded = text.replace("\r\n ", "").replace("\n ", "") + text
            yield from (f"{where}: {path}" for mark, path in internal.items() if mark in unfolded)

    def names_a_back_up(self) -> bool:
        """Whether a date is called a back-up that is kept in reserve."""
        marks = ("BACK-UP", "in reserve", "reserve day")
        return any(mark in text for _, text in self.said for mark in marks)

    def dates(self) -> Iterator[str]:
        """Each date of a public preview that was no public date, before or after."""
        for where, text in self.said:
            if where.endswith("--format json"):
                for each in json.loads(text)["changes"]:
                    starts = {side["start"] for side in (each["old"], each["new"]) if side}
                    yield from (f"{where}: {start}" for start in starts - self.shown)


def public(rows: tuple[IssuedEntry, ...]) -> Iterator[IssuedEntry]:
    return (row for row in rows if row.text.public)


@st.composite
def plans(draw: st.DrawFn) -> Marked:
    data = draw(generated())
    access, back_ups = draw(st.sampled_from(ACCESS)), draw(st.sampled_from(("no", "no", "yes")))
    for series in data["frequency"]["series"]:
        own_access = draw(st.sampled_from((None, None, *ACCESS)))
        series.update({"access": own_access} if own_access else {})
    return possible(public_life(data, access, back_ups), draw(st.integers(0, 999)))


def public_life(data: Answers, access: str, back_ups: str) -> Answers:
    """The answers of a program whose schedule is public, and that is led and prepared."""
    data["publicity"] = {
        "access": access,
        "publishes": ["schedule", "notes", "other: x"],
        "back_ups": back_ups,
    }
    closed_day = date.fromisoformat(data["frequency"]["first_day"]) + timedelta(days=33)
    data["frequency"].setdefault("closures", []).append({"day": str(closed_day), "why": "Closed"})
    data["leadership"] = {"principal": ["mayor"], "facilitator": "law"}
    data["frequency"]["preparation"] = {"data_due": 5, "memo_hours": 48}
    data["frequency"]["calendars"] = {"organizer": "finance"}
    data["frequency"]["moving"] = {"who": ["mayor"], "notice_days": 20}
    data["participants"]["scheduler"] = "manager"
    return data


def simple(access: str, back_ups: str = "no", own_access: tuple[str, ...] = ()) -> Marked:
    """One plan of the same kind, for what one is enough for; with who may attend each series."""
    data = answers(monthly(room="A"), monthly("other", "third Tuesday"), months=4)
    data["frequency"]["civic_dates"] = [{"name": "x", "every": "month", "on": "first Monday"}]
    (series, _) = all_series = data["frequency"]["series"]
    data["participants"]["people"][0]["division"] = ["other: x"]
    for one_series, answer in zip(all_series, own_access, strict=False):
        one_series["access"] = answer
    series["exceptions"] = [{"meeting": "stat/2027-04", "day": "2027-04-15", "why": "x"}]
    return possible(public_life(data, access, back_ups), 1)


@pytest.mark.slow
@settings(max_examples=count_examples(2, 20), suppress_health_check=_QUIET)
@given(plans())
@example(simple("closed"))
@example(simple("open"))
@example(simple("open", own_access=("closed",)))
@example(simple("closed", "yes", own_access=("open with reservation", "other: x")))
def test_no_internal_text_and_no_hidden_date_is_in_any_public_output(
    tmp_path_factory: pytest.TempPathFactory, made: Marked
) -> None:
    schedule = make_schedule(Plan.model_validate(made.data))
    assume(schedule.meetings and not schedule.problems)
    year = Year(tmp_path_factory.mktemp("year"), made)
    year.lives()
    assert list(year.leaks()) == []
    assert list(year.dates()) == []
    assert made.data["publicity"]["back_ups"] == "yes" or not year.names_a_back_up()


@pytest.mark.slow
@pytest.mark.parametrize("access", ["closed", "open"])
def test_a_public_record_holds_no_internal_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, access: str
) -> None:
    year = Year(tmp_path, simple(access))
    year.publish()
    key = min(row.meeting for row in year.rows() if row.role == "primary")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1830000000")  # in the last days of 2027
    year.do("held", key, "--reason", REASON)
    assert year.do("notes", key)[0] == 0
    (path,) = (tmp_path / "records").glob("*.md")
    path.write_text(path.read_text("utf-8") + "\nForty lots were mown.\n", encoding="utf-8")
    code, _, err = year.do("redact", str(path))
    assert code == 0, err
    year.publish()
    assert any("Forty lots" in text for _, text in year.said)
    assert {leak.partition(": ")[2] for leak in year.leaks()} == IN_A_RECORD


def test_every_text_that_a_plan_can_hold_is_marked() -> None:
    made = simple("other: x", own_access=("other: x",))
    held = json.dumps(made.data)
    assert texts() == {path for mark, path in made.marks.items() if mark in held}
    assert texts() >= PUBLIC | PUBLIC_WHERE_OPEN


def test_a_public_calendar_in_any_other_format_is_refused_without_a_byte_of_it(
    tmp_path: Path,
) -> None:
    year = Year(tmp_path, simple("closed"))
    for form in ("csv", "json", "xlsx", "pdf", "svg"):
        code, out, err = year.do("calendar", "--for", "public", "-f", form)
        assert (code, out) == (2, "")
        assert "holds what is internal" in err


def everything(text: EntryText, plan: Plan) -> EntryText:
    del plan
    return replace(text, public=f"{text.public} {text.description}" if text.public else "")


def the_room(text: EntryText, plan: Plan) -> EntryText:
    del plan
    return replace(text, public_place=text.place if text.public else "")


def a_person(text: EntryText, plan: Plan) -> EntryText:
    people = plan.participants.people or ()
    return replace(text, public=f"{text.public} {people[0].id}" if text.public else "")


def reserve(text: EntryText, plan: Plan) -> EntryText:
    del plan
    return replace(text, public=text.public or "Kept in reserve: BACK-UP")


def says(leak: Callable[[EntryText, Plan], EntryText], monkeypatch: pytest.MonkeyPatch) -> None:
    def leaking(plan: Plan, hold: Hold, history: DecisionHistory) -> EntryText:
        return leak(entry_text.build_entry_text(plan, hold, history), plan)

    monkeypatch.setattr(build_calendar, "build_entry_text", leaking)


@pytest.mark.parametrize("leak", [everything, the_room])
def test_a_leak_in_the_words_of_an_entry_is_refused_before_it_is_written(
    leak: Callable[[EntryText, Plan], EntryText], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    says(leak, monkeypatch)
    year = Year(tmp_path, simple("closed"))
    code, _, err = year.do("publish", "--for", "public", "--yes")
    assert code == 4
    assert "would make public what is withheld; nothing was written" in err
    assert {path.name for path in tmp_path.iterdir()} == {"statplan.yaml", ".statplan.lock"}


def test_a_leak_in_the_public_calendar_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    year = Year(tmp_path, simple("closed"))
    assert year.do("calendar", "--for", "public")[0] == 0
    says(the_room, monkeypatch)
    code, out, err = year.do("calendar", "--for", "public")
    assert (code, out) == (4, "")
    assert "would make public what is withheld" in err


@pytest.mark.slow
@pytest.mark.parametrize("leak", [everything, the_room, a_person])
def test_a_leak_in_the_words_of_an_entry_is_found_where_nothing_refuses_it(
    leak: Callable[[EntryText, Plan], EntryText], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    says(leak, monkeypatch)
    monkeypatch.setattr(files, "refuse_leaks", lambda *_, **__: None)
    year = Year(tmp_path, simple("closed"))
    year.lives()
    assert list(year.leaks())


@pytest.mark.slow
def test_a_back_up_in_the_words_of_an_entry_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    says(reserve, monkeypatch)
    year = Year(tmp_path, simple("closed"))
    year.lives()
    assert year.names_a_back_up()


@pytest.mark.slow
def test_a_preview_that_shows_a_change_as_those_inside_see_it_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(audience, "_to_public_change", lambda change, *_: change)
    year = Year(tmp_path, simple("closed"))
    year.lives()
    assert list(year.dates())


@pytest.mark.slow
def test_a_preview_that_gives_reasons_and_people_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def with_reasons(found: PendingChanges) -> str:
        people = [person for each in found.changes.differences for person in each.people]
        return " ".join([*people, *(each.reason for each in found.workspace.ledger.decisions)])

    monkeypatch.setattr(diff, "format_markdown", with_reasons)
    year = Year(tmp_path, simple("closed"))
    year.lives()
    found = " ".join(year.leaks())
    assert "--reason" in found
    assert "participants.people[].id" in found


def test_a_public_preview_tells_a_bump_and_nothing_of_what_only_those_inside_see(
    tmp_path: Path,
) -> None:
    year = Year(tmp_path, simple("closed"))
    year.publish()
    year.do("release", "other/2027-02", "--reason", REASON)
    for person in year.made.data["participants"]["people"]:
        person["office"] += " anew"
    year.write()
    assert year.do("diff", "--for", "public")[1] == "No change; 6 entries stand as published.\n"
    year.do("bump", "stat/2027-03", "--reason", REASON)
    out = year.do("diff", "--for", "public")[1]
    assert "moves to Fri Mar 12, 2027, 8:00 a.m." in out
    assert "+ 2027-03 back-up  (none)" in out
    assert "2 change, 5 do not.\n" in out
