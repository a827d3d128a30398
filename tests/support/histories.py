"""A year that is lived: what a ledger promises, whatever is decided, edited, and published."""

import json
from copy import deepcopy
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from statplan.calendars.audience import find_audience
from statplan.calendars.build_calendar import desired_entries
from statplan.calendars.publication import Publication
from statplan.errors import StatplanError
from statplan.holds import State
from statplan.ledger import (
    Changes,
    DecisionContext,
    DecisionOutcome,
    DecisionRequest,
    DesiredEntry,
    IssuedEntry,
    Ledger,
    YearState,
    compare_entries,
    record_decision,
    record_publish,
)
from statplan.ledger.file_reader import find_inconsistencies, parse_ledger, read_ledger
from statplan.ledger.file_writer import dump_ledger
from statplan.ledger.known_meetings import collect_published_facts
from statplan.ledger.model import DecisionKind
from statplan.ledger.year_records import build_planned_year
from statplan.plan import Plan
from statplan.plan.loader import validate_answers
from statplan.plan.timezones import load_timezone
from statplan.schedule import Meeting, Schedule, make_schedule
from statplan.schedule.date_rules import DateRules, build_date_rules
from statplan.schedule.model import MeetingPlace
from statplan.schedule.published_facts import PublishedFacts, PublishedMeeting
from tests.support.ics_lint import lint
from tests.support.ledger_model import GONE, Key, Model, clashes
from tests.support.plans import LINEAGE, Answers, monthly
from tests.support.rewording import worded_otherwise
from tests.support.schedule_plans import generated, take_out_unused_dates

KINDS: tuple[DecisionKind, ...] = ("bump", "bump", "cancel", "restore", "move", "held", "release")
AUDIENCES = ("public", "leadership", "analyst", "law", "works")
NAMES = ("TestStat", "OtherStat, new")
ZONES = ("America/Chicago", "America/Denver", "Pacific/Auckland", "Europe/Dublin")
TIMES = ("08:00", "09:30", "13:00", "15:00")
DAYS = ("second Thursday", "first Monday", "last Friday", "third Tuesday")
RHYTHMS = (
    ("month", ("first Tuesday", "first and third Tuesday", "third Tuesday")),
    ("month", ("second and fourth Thursday", "fourth Thursday", "second and fourth Thursday")),
    ("month", ("last Friday", "first and last Friday", "first, third and last Friday")),
    ("week", ("Tuesday", "Tuesday and Thursday", "Thursday", "Tuesday and Thursday")),
    ("2 weeks", ("Monday and Wednesday", "Wednesday", "Monday and Wednesday")),
)
PREPARATION = {"data_due": 10, "memo_hours": 48, "follow_up_days": 2, "responses_due": 5}


def told(row: IssuedEntry) -> tuple[object, ...]:
    """What makes a number rise: when it is, and in which state (RFC 5546, 2.1.4)."""
    return row.state, row.zone, row.start, row.end


def events(data: bytes) -> dict[str, bytes]:
    """The entries of a file to the letter, by UID."""
    found = data.split(b"BEGIN:VEVENT\r\n")[1:]
    return {
        each.partition(b"UID:")[2].partition(b"\r\n")[0].decode(): each.partition(b"END:VEVENT")[0]
        for each in found
    }


@cache
def _read(answers: str, published: PublishedFacts) -> tuple[Plan, Schedule, DateRules]:
    plan = Plan.model_validate_json(answers)
    schedule = make_schedule(plan, published)
    return plan, schedule, build_date_rules(plan, schedule)


class Histories(RuleBasedStateMachine):
    """A plan that is edited, a day that advances, a ledger that remembers."""

    # The answers and the ledger by which a year was made last, and that year.
    known_year: tuple[str, int, Ledger, tuple[Plan, Schedule, DateRules]] | None = None

    @initialize(data=generated(), months=st.integers(3, 7), back_ups=st.sampled_from(("yes", "no")))
    def begin(self, data: Answers, months: int, back_ups: str) -> None:
        self.data = data
        self.ledger = Ledger(LINEAGE)
        self.wording: int | None = None  # which version of the tool words the entries
        self.files: dict[str, bytes] = {}
        self.known: dict[str, Meeting] = {}  # every meeting, as it was last published
        frequency = data["frequency"]
        frequency |= {"months": months, "preparation": PREPARATION}
        data["publicity"] = {"publishes": ["schedule"], "back_ups": back_ups}
        data["leadership"] = {"principal": ["mayor"]}
        take_out_unused_dates(data)
        while frequency["series"][1:] and self.schedule().problems:
            frequency["series"].pop()
        if self.schedule().problems:
            frequency["series"] = [monthly()]
        first = date.fromisoformat(frequency["first_day"])
        self.now = datetime.combine(first, time(9), UTC) - timedelta(days=20)

    def _read(self) -> tuple[Plan, Schedule, DateRules]:
        answers = json.dumps(self.data)
        if self.known_year is None or self.known_year[:2] != (answers, id(self.ledger)):
            year = _read(answers, collect_published_facts(self.ledger))
            self.known_year = answers, id(self.ledger), self.ledger, year
        return self.known_year[3]

    def plan(self) -> Plan:
        return self._read()[0]

    def schedule(self) -> Schedule:
        return self._read()[1]

    def year(self) -> DecisionContext:
        plan, schedule, date_rules = self._read()
        day = self.now.astimezone(load_timezone(schedule.zone)).date()
        return DecisionContext(schedule, date_rules, day, plan.frequency.entries == "confirmed")

    def model(self) -> Model:
        base = "confirmed" if self.data["frequency"].get("entries") == "confirmed" else "tentative"
        return Model(
            self.schedule(), self.ledger, self.year().as_of, base, self._sharing(), self.known
        )

    def _sharing(self) -> frozenset[str]:
        """The series that share the reserve days of the program."""
        frequency = self.data["frequency"]
        if frequency.get("backup", {}).get("shared") != "yes":
            return frozenset()
        series_ids = {each.key.series for each in self.schedule().meetings}
        return frozenset(
            series_id
            for series_id in series_ids
            for series in frequency["series"]
            if f"{series_id}-".startswith(f"{series['id']}-")
            if not {"rule", "reserve", "at"} & series.get("backup", {}).keys()
        )

    # What people do.

    @rule(
        kind=st.sampled_from(KINDS),
        which=st.integers(0, 999),
        days=st.integers(0, 40),
        at=st.sampled_from((None, *TIMES)),
    )
    def decides(self, kind: DecisionKind, which: int, days: int, at: str | None) -> None:
        self.decide(kind, which, days, at)

    def decide(
        self, kind: DecisionKind, which: int, days: int = 0, at: str | None = None
    ) -> str | None:
        """Decide something about some meeting; its key, or None where nothing came of it."""
        year = self.year()
        keys = [each.key for each in year.build_state(self.ledger).meeting_states]
        if not keys:
            return None
        ahead = [key for key in keys if self._near(key, year.as_of)] or keys
        key = ahead[which % len(ahead)]
        to = year.as_of + timedelta(days=days) if kind == "move" else None
        wish = DecisionRequest(kind, "because", to, time.fromisoformat(at) if at else None)
        return key if self.decide_about(key, wish) else None

    def decide_about(self, key: str, wish: DecisionRequest) -> bool:
        """Ask for a decision about a meeting, and hold what comes of it; whether it is recorded."""
        year, before = self.year(), self.model().wanted
        found = self._asked(year, key, wish)
        if found is None:
            return False
        if found.note:
            assert found.ledger == self.ledger
            return False
        again = record_decision(year, found.ledger, key, wish, self.now)
        assert again.note, f"{wish.kind} is not idempotent"
        assert again.ledger == found.ledger
        self._is_recorded(found, wish, before)
        self.ledger = found.ledger
        return True

    def _near(self, key: str, day: date) -> bool:
        told_of = self.model().wanted.get((key, "primary"))
        return bool(told_of) and abs((told_of[1].date() - day).days) < 50  # type: ignore[index]

    def _asked(
        self, year: DecisionContext, key: str, wish: DecisionRequest
    ) -> DecisionOutcome | None:
        """What comes of a wish; None where it is refused, which it is with a remedy."""
        try:
            return record_decision(year, self.ledger, key, wish, self.now)
        except StatplanError as error:
            if not error.remedy or error.exit_code != 4:
                raise
            return None

    def _is_recorded(
        self, found: DecisionOutcome, wish: DecisionRequest, before: dict[Any, Any]
    ) -> None:
        *old, new = found.ledger.decisions
        assert tuple(old) == self.ledger.decisions
        assert found.ledger.serial == self.ledger.serial + 1
        assert (new.kind, new.reason) == (wish.kind, "because")
        assert not old or new.decided_at >= old[-1].decided_at
        if wish.kind == "bump" and new.slot:
            assert new.slot.start == before[new.meeting, "backup"][1]
        if wish.kind == "move" and new.slot:
            assert new.slot.day == wish.day
            assert wish.start_time in {None, new.slot.start_time}

    @rule(reword=st.sampled_from((False, False, True)))
    def publishes(self, *, reword: bool) -> None:
        self.publish(reword=reword)

    def wanted(self, plan: Plan, settled: YearState, ground: DateRules) -> list[DesiredEntry]:
        with worded_otherwise(self.wording):
            return list(desired_entries(plan, settled, ground))

    def publish(self, *, reword: bool = False) -> bool:
        """Publish, and hold what was told against the model; False where it is refused."""
        year, plan = self.year(), self.plan()
        settled = year.build_state(self.ledger)
        if settled.problems:
            assert all(each.remedy for each in settled.problems)
            return False
        now_wanted = self.wanted(plan, settled, year.date_rules)
        changes = compare_entries(self.ledger, now_wanted, year.as_of, reword=reword)
        model, before = self.model(), self.ledger
        planned = build_planned_year(plan, year.schedule, year.as_of)
        self.ledger = record_publish(before, changes, self.now, planned_year=planned)
        self._keeps_what_is_past(model, before, changes)
        self._learn(model, changes)
        self._is_as_the_model_says(model, before)
        self._is_told_right(before)
        self._is_worded_right(changes, now_wanted, reword=reword)
        again = compare_entries(self.ledger, now_wanted, year.as_of, reword=reword)
        assert not again, [str(each) for each in again.differences]
        tomorrow = self.now + timedelta(days=1)
        assert record_publish(self.ledger, again, tomorrow, planned_year=planned) == self.ledger
        self._keeps_what_it_told(year.schedule)
        self._has_no_overlap(year, model)
        self._has_one_taker(model)
        self._writes(plan, before, changes)
        return True

    def _learn(self, model: Model, changes: Changes) -> None:
        """Remember each meeting as it is published; one that is over stays as it was."""
        rows = self.ledger.index_rows()
        if not changes:
            return
        for meeting in self.schedule().meetings:
            key = str(meeting.key)
            if not {(key, "primary"), (key, "backup")} & rows.keys():
                continue
            if key not in self.known or not model.is_over(key):
                self.known[key] = meeting

    def _keeps_what_is_past(self, model: Model, before: Ledger, changes: Changes) -> None:
        """What is remembered stays to the letter; what was promised stays for good."""
        fresh = before.list_pending_meetings()
        freed = {each.new.meeting for each in changes.differences if each.kind == "release"}
        for change in changes.differences:
            if change.new.meeting in model.remembered.keys() - fresh - freed:
                assert (change.kind, change.new.role) == ("add", "response-due"), change
        now = {each.key: each.promise for each in self.ledger.meetings}
        for record in before.meetings:
            assert now[record.key] == (record.promise or now[record.key]), record
            assert record.promise or not now[record.key], record
        for old, new in zip(before.years, self.ledger.years, strict=False):
            assert (old.published_at, old.next_by or new.next_by) == (new.published_at, new.next_by)
            assert new.first <= old.first <= old.last <= new.last
        assert len(before.years) <= len(self.ledger.years)
        if changes:
            self._has_a_record_of_all()

    def _has_a_record_of_all(self) -> None:
        """Each meeting that calendars have has a record, in a year that was published."""
        issued = {row.meeting for row in self.ledger.issued if row.role in {"primary", "backup"}}
        assert {each.key for each in self.ledger.meetings} == issued
        for record in self.ledger.meetings:
            inside = [
                year for year in self.ledger.years if year.first <= record.counted_day <= year.last
            ]
            assert len(inside) == 1, record

    def _keeps_what_it_told(self, schedule: Schedule) -> None:
        """The next schedule has each meeting under the key and the number that were told."""
        rows = self.ledger.index_rows()
        again = {str(each.key): each for each in self.schedule().meetings}
        assert again.keys() == {str(each.key) for each in schedule.meetings}
        for meeting in schedule.meetings:
            key = str(meeting.key)
            assert again[key].slot == meeting.slot
            row = rows.get((key, "primary"))
            number = dict(row.text.facts or ()).get("number") if row and row.is_live else None
            if number and meeting.number:
                assert again[key].number == int(number)

    def _is_as_the_model_says(self, model: Model, before: Ledger) -> None:
        rows = self.ledger.index_rows()
        for key, want in model.told().items():
            row = rows.get(key)
            found = (row.state.value, row.start) if row else None
            if found == want:
                continue
            assert key[1] in {"backup", "reserve"}, (key, want, found)
            assert want, (key, found)
            assert want[0] == "tentative", (key, want, found)
            assert row is None or row.state == "released", (key, want, found)
            if key[1] == "reserve":
                assert not self._list_sharers(model, key[0]), (key, want, found)
                continue
            assert self._gave_way(key[0], want[1]), (key, want, found)
        assert before.index_rows().keys() <= rows.keys(), "something issued is forgotten"

    def _list_sharers(self, model: Model, reserve: str) -> list[str]:
        """The meetings that wait for a reserve day, and could have it."""
        row, planned = self.ledger.index_rows().get((reserve, "reserve")), self.schedule()
        slots = [each.slot for each in planned.reserve_days if str(each.key) == reserve]
        start = model.wanted[reserve, "reserve"][1]
        length = slots[0].end - slots[0].start if slots or row is None else row.end - row.start
        waiting = model.waiting.get(reserve, [])
        return [each for each in waiting if not self._gave_way(each, start, length)]

    def _gave_way(self, meeting: str, start: datetime, length: timedelta | None = None) -> bool:
        """Whether there is a reason for which a back-up had to be given up."""
        rows, opened = self.ledger.index_rows(), self.year().date_rules.open_days
        primary = rows[meeting, "primary"]
        if primary.start >= start or self._is_closed(meeting, start.date()):
            return True
        if meeting in self._planned() and not opened.earliest <= start.date() <= opened.last:
            return True
        length = length or primary.end - primary.start
        kept = replace(primary, start=start, end=start + length, state=State.TENTATIVE)
        meetings = self._meetings()
        others = [row for row in rows.values() if row.meeting in meetings.keys() - {meeting}]
        return any(kept in pair for pair in clashes([kept, *others], meetings))

    def _is_closed(self, meeting: str, day: date) -> bool:
        """Whether a day is closed to a meeting: of what closes it, an old year knows closures."""
        open_days = self.year().date_rules.open_days
        rules = self.year().date_rules.find_closed_day_rules(meeting.partition("/")[0])
        if meeting in self._planned():
            return bool(open_days.find_closed_reason(day, rules.for_chosen_days))
        return any(cause.kind == "closure" for cause in open_days.list_causes(day, rules))

    def _planned(self) -> set[str]:
        return {str(each.key) for each in self.schedule().meetings}

    def _meetings(self) -> dict[str, Any]:
        return self.known | {str(each.key): each for each in self.schedule().meetings}

    def _is_told_right(self, before: Ledger) -> None:
        old, new = before.index_rows(), self.ledger.index_rows()
        assert len({row.uid for row in new.values()}) == len(new)
        for key, row in old.items():
            now = new[key]
            assert (row.uid, row.created) == (now.uid, now.created)
            assert now.sequence - row.sequence == (told(row) != told(now)), (row, now)
            changed = (told(row), row.text.words) != (told(now), now.text.words)
            assert (now.changed > row.changed) == changed, (row, now)
            assert now.changed >= row.changed
        for key in new.keys() - old.keys():
            assert new[key].sequence == 0
            assert new[key].created == new[key].changed

    def _is_worded_right(self, changes: Changes, now: list[DesiredEntry], *, reword: bool) -> None:
        """New words alone send nothing; every change, and a rewording, brings those of today."""
        rows, want = self.ledger.index_rows(), {each.key: each for each in now}
        today = self.year().as_of
        for change in changes.differences:
            new = rows[change.new.key]
            assert new.text == change.new.text
            if change.kind == "text" and not reword:
                assert change.old
                assert change.old.text.facts != new.text.facts
        for row in changes.unchanged:
            entry = want.get(row.key)
            if entry and row.is_live and row.start.date() >= today:
                assert row.text.facts == entry.text.facts
                assert row.text == entry.text or not reword

    def _has_no_overlap(self, year: DecisionContext, model: Model) -> None:
        """No overlap, and nobody meets on a closed day that lies ahead."""
        ahead = [
            row
            for row in self.ledger.issued
            if row.is_live and not row.is_all_day and row.start.date() >= year.as_of
        ]
        sharers = {
            row.meeting: self._list_sharers(model, row.meeting)
            for row in ahead
            if row.role == "reserve"
        }
        assert all(sharers.values()), "a reserve day is kept for nobody"
        assert not list(clashes(ahead, self._with_reserve_days(sharers)))
        for row in ahead:
            day, open_days = row.start.date(), year.date_rules.open_days
            inside = open_days.earliest <= day <= open_days.last
            for meeting in sharers.get(row.meeting, [row.meeting]):
                if meeting not in self._planned():
                    assert not self._is_closed(meeting, day), row
                    continue
                rules = year.date_rules.find_closed_day_rules(meeting.partition("/")[0])
                reason = open_days.find_closed_reason(day, rules.for_chosen_days)
                assert not inside or reason is None, row
        self._has_no_lone_backup(ahead)
        by_key = {row.key: row for row in ahead}
        for row in ahead:
            backup = by_key.get((row.meeting, "backup"))
            assert row.role != "primary" or not backup or row.start < backup.start

    def _with_reserve_days(self, sharers: dict[str, list[str]]) -> dict[str, Meeting]:
        """The meetings, and each reserve day as a meeting of all who share it."""
        meetings = self._meetings()
        for reserve, keys in sharers.items():
            sharing = [meetings[each] for each in keys]
            people = {person for each in sharing for person in each.required}
            rooms = {(each.room or "").casefold() for each in sharing}
            place = MeetingPlace(rooms.pop() or None if len(rooms) == 1 else None)
            meetings[reserve] = replace(sharing[0], required=tuple(people), place=place)
        return meetings

    def _has_one_taker(self, model: Model) -> None:
        """A reserve day that lies ahead is taken by one meeting, and gone for all others."""
        rows, today = self.ledger.index_rows(), self.year().as_of
        for reserve, takers in model.takers.items():
            if model.wanted[reserve, "reserve"][1].date() < today:
                continue
            assert len(takers) == 1, takers
            row = rows.get((reserve, "reserve"))
            assert row is None or not row.is_live, row
            assert rows[takers[0], "backup"].state is State.CONFIRMED

    def _has_no_lone_backup(self, ahead: list[IssuedEntry]) -> None:
        """A date that is kept free is kept for a meeting that takes place."""
        rows = self.ledger.index_rows()
        for row in ahead:
            if (row.role, row.state) == ("backup", "tentative"):
                assert rows[row.meeting, "primary"].is_live, row

    def _writes(self, plan: Plan, before: Ledger, changes: Changes) -> None:
        """Every file: sound, the same twice, and what did not change the same to the byte."""
        whom = tuple(find_audience(plan, each) for each in AUDIENCES)
        published = Publication(plan, self.ledger, changes, whom)
        if self.ledger.published is None:
            return
        found = dict(published.iter_files())
        assert found == dict(published.iter_files())
        today = self.year().as_of
        over = {row.meeting for row in self.ledger.issued if row.start.date() < today}
        absent = frozenset(row.uid for row in self.ledger.issued if row.meeting in over)
        rows = before.index_rows()
        same = {row.uid for row in self.ledger.issued if rows.get(row.key) == row}
        for name, data in found.items():
            if not name.endswith(".ics"):
                continue
            standing = not name.startswith("20")
            faults = lint(data, message=not standing, absent=absent)
            assert faults == [], (name, faults)
            old, now = events(self.files.get(name, b"")), events(data)
            for each in same & old.keys() & now.keys():
                assert old[each] == now[each], (name, each)
            if not standing and "additions" not in name:
                assert not same & now.keys()
        shown = events(found["first-import.ics"])
        living = {row.uid for row in self.ledger.issued if row.is_live and not row.is_all_day}
        assert shown.keys() == living
        in_feed = events(found["calendar.ics"])
        assert living <= in_feed.keys()
        assert (
            not {row.uid for row in self.ledger.issued if row.state == "released"} & in_feed.keys()
        )
        self.files = {name: data for name, data in found.items() if not name.startswith("20")}

    @rule(
        kind=st.sampled_from(("cancel", "bump", "move")),
        which=st.integers(0, 999),
        days=st.integers(0, 20),
    )
    def goes_and_comes_back(self, kind: DecisionKind, which: int, days: int) -> None:
        """What was undecided and goes away comes back as it was, with a number two higher."""
        if not self.publish():
            return
        start, current = self.ledger, self._current()
        decided = {each.meeting for each in start.decisions}
        key = self.decide(kind, which, days)
        if key is None or not self.publish():
            return
        year = self.year()
        if self._asked(year, key, DecisionRequest("restore")) is None:
            return
        self.ledger = record_decision(
            year, self.ledger, key, DecisionRequest("restore"), self.now
        ).ledger
        between = self.ledger.index_rows()
        if not self.publish() or key in decided:
            return
        for role in ("primary", "backup"):
            was, mid, now = (
                each.get((key, role))
                for each in (start.index_rows(), between, self.ledger.index_rows())
            )
            if was and mid and now and was.start.date() >= year.as_of:
                if was.state not in GONE and now.state not in GONE:
                    assert told(was)[1:] == told(now)[1:]
                    if key in self._planned():  # one of an earlier year takes today's words
                        assert (was.state, was.text.facts) == (now.state, now.text.facts)
                        assert was.text == now.text or was.key not in current
                assert now.sequence - was.sequence == (told(was) != told(mid)) + (
                    told(mid) != told(now)
                )

    def _current(self) -> set[Key]:
        """The entries that read as the tool would word them now; none of an earlier year."""
        year = self.year()
        now = self.wanted(self.plan(), year.build_state(self.ledger), year.date_rules)
        rows = self.ledger.index_rows()
        planned = {str(each.key) for each in self.schedule().meetings}
        return {
            each.key
            for each in now
            if each.meeting in planned and each.key in rows and rows[each.key].text == each.text
        }

    @rule(name=st.sampled_from(NAMES), wording=st.integers(0, 3))
    def is_reworded(self, name: str, wording: int) -> None:
        """Another name of the program and another version of the tool change nothing issued.

        Every entry stays to the byte; the calendars themselves take the new name.
        """
        if not self.publish() or self.ledger.published is None:
            return
        issued, files, edited = self.ledger.issued, self.files, deepcopy(self.data)
        edited["program"]["name"] = name
        self._edited(edited)
        self.wording = wording
        assert self.publish()
        assert self.ledger.issued == issued
        for path, data in files.items():
            if path.endswith(".ics"):
                assert events(self.files[path]) == events(data)
        assert f"NAME:{name}".encode() in self.files["calendar.ics"].replace(b"\\,", b",")

    @rule(which=st.integers(0, 999), days=st.integers(1, 12))
    def is_bumped_twice(self, which: int, days: int) -> None:
        """A back-up that is lost too is replaced by a date that would do."""
        key = self.decide("bump", which)
        if key is None:
            return
        year = self.year()
        again = record_decision(year, self.ledger, key, DecisionRequest("bump"), self.now)
        assert again.note
        stand = again.after.history.slot
        assert stand
        found = self._asked(
            year, key, DecisionRequest("move", "", stand.day + timedelta(days=days))
        )
        if found is not None and not found.note:
            self.ledger = found.ledger
            assert self.model().wanted[key, "backup"] == (
                "confirmed",
                found.after.history.slot.start,  # type: ignore[union-attr]
            )

    @rule(days=st.integers(0, 12), hours=st.integers(0, 23))
    def time_passes(self, days: int, hours: int) -> None:
        self.now += timedelta(days=days, hours=hours)

    @rule()
    def the_clock_falls_behind_an_hour(self) -> None:
        self.now -= timedelta(hours=1)

    # What happens to the plan in between.

    def _edited(self, data: Answers) -> None:
        """Take an edit, without dates that its year does not use, unless it is refused."""
        before, self.data = self.data, data
        if self._is_refused():
            self.data = deepcopy(data)
            take_out_unused_dates(self.data)
        if self._is_refused():
            self.data = before

    def _is_refused(self) -> bool:
        return bool(validate_answers(self.data).problems or self.schedule().problems)

    @rule(on=st.sampled_from(DAYS), every=st.sampled_from(("month", "2 months", "2 weeks")))
    def a_cadence_changes(self, on: str, every: str) -> None:
        data = deepcopy(self.data)
        line = data["frequency"]["series"][0]
        day = on.rpartition(" ")[2]
        for key in ("dates", "for_each", "times", "places", "changes", "in_month"):
            line.pop(key, None)
        line |= {"every": every, "on": day if "weeks" in every else on}
        self._edited(data)

    @rule(rhythm=st.sampled_from(RHYTHMS), number_from=st.sampled_from((None, 1, 31)))
    def a_series_gains_or_loses_a_day(
        self, rhythm: tuple[str, tuple[str, ...]], number_from: int | None
    ) -> None:
        """What stays on its day keeps its key, its UID, and its number, through every step."""
        every, days = rhythm
        for on in days:
            data = deepcopy(self.data)
            line = data["frequency"]["series"][0]
            for key in ("dates", "for_each", "times", "places", "changes", "in_month", "rule"):
                line.pop(key, None)
            line |= {"every": every, "on": on}
            if number_from and on == days[0]:
                line["number_from"] = number_from
            self._edited(data)
            if on == days[0]:  # of another interval, perhaps: nothing stays
                if self.data != data or not self.publish():
                    return
                continue
            before = self._told_by_day(line["id"])
            if self.data != data or not self.publish():
                return
            self._keeps_identity(line["id"], before)

    def _told_by_day(self, series: str) -> dict[date, PublishedMeeting]:
        facts = collect_published_facts(self.ledger).meetings
        return {
            each.usual_day: each
            for each in facts
            if each.series == series and each.takes_place and each.usual_day
        }

    def _keeps_identity(self, series: str, before: dict[date, PublishedMeeting]) -> None:
        for meeting in self.schedule().meetings:
            day = meeting.move.nominal_day if meeting.move else meeting.slot.day
            kept = before.get(day) if meeting.key.series == series else None
            if kept:
                assert meeting.key.period == kept.period, (meeting, kept)
                assert meeting.number == (kept.number or meeting.number), (meeting, kept)

    @rule(at=st.sampled_from(TIMES), minutes=st.sampled_from((60, 90)))
    def a_time_changes(self, at: str, minutes: int) -> None:
        data = deepcopy(self.data)
        data["frequency"]["series"][-1] |= {"at": at, "minutes": minutes}
        self._edited(data)

    @rule(on=st.sampled_from(DAYS), number=st.integers(0, 2), at=st.sampled_from(TIMES))
    def a_series_is_added(self, on: str, number: int, at: str) -> None:
        data = deepcopy(self.data)
        lines = data["frequency"]["series"]
        if f"extra-{number}" not in {each["id"] for each in lines}:
            lines.append(monthly(f"extra-{number}", on, at=at, room="Room B"))
        self._edited(data)

    @precondition(lambda self: len(self.data["frequency"]["series"]) > 1)
    @rule(which=st.integers(0, 9))
    def a_series_is_removed(self, which: int) -> None:
        data = deepcopy(self.data)
        lines = data["frequency"]["series"]
        del lines[which % len(lines)]
        self._edited(data)

    @rule(months=st.integers(2, 9))
    def the_horizon_moves(self, months: int) -> None:
        data = deepcopy(self.data)
        data["frequency"]["months"] = months
        self._edited(data)

    @rule(days=st.integers(5, 70))
    def the_year_begins_later(self, days: int) -> None:
        data = deepcopy(self.data)
        first = date.fromisoformat(data["frequency"]["first_day"]) + timedelta(days=days)
        data["frequency"]["first_day"] = str(first)
        self._edited(data)

    @rule()
    def the_next_year_begins(self) -> None:
        """The window moves on: nothing of the year before changes, but for what is in its way."""
        if not self.publish() or self.ledger.published is None:
            return
        data = deepcopy(self.data)
        first_day = date.fromisoformat(data["frequency"]["first_day"])
        next_day = self.schedule().last + timedelta(days=1)
        for series in data["frequency"]["series"]:
            if series.get("every", "month") not in {"month", "week", "quarter"}:
                series.setdefault("starts", str(first_day))
        data["frequency"]["first_day"] = str(next_day)
        self._edited(data)
        if self.data["frequency"]["first_day"] != str(next_day):
            return
        year, plan = self.year(), self.plan()
        settled = year.build_state(self.ledger)
        wanted = self.wanted(plan, settled, year.date_rules)
        changes = compare_entries(self.ledger, wanted, year.as_of).differences
        freed = {each.new.meeting for each in changes if each.kind == "release"}
        for change in changes:
            if change.old is None or change.new.role == "reserve":
                continue
            if change.new.meeting in self._planned():  # of the new year, and planned once before
                assert change.kind == "restore", change
            elif change.kind == "release":
                assert change.new.role == "backup", change
            else:
                assert change.new.meeting in freed, change
                assert change.kind == "text", change
        assert not settled.problems or self._turn_has_problems(settled), settled.problems

    def _turn_has_problems(self, settled: YearState) -> bool:
        """Whether a decision is in the way of the next year."""
        return any(each.history.last_decision for each in settled.meeting_states)

    @rule(days=st.integers(0, 60), length=st.integers(0, 3))
    def days_are_closed(self, days: int, length: int) -> None:
        data = deepcopy(self.data)
        day = self.now.date() + timedelta(days=days)
        until = day + timedelta(days=length)
        data["frequency"].setdefault("closures", []).append(
            {"day": str(day), "until": str(until), "why": "Shut"}
        )
        self._edited(data)

    @rule(key=st.sampled_from(ZONES))
    def the_zone_changes(self, key: str) -> None:
        data = deepcopy(self.data)
        data["program"]["timezone"] = key
        self._edited(data)

    @rule(
        name=st.sampled_from(NAMES),
        access=st.sampled_from(("closed", "open")),
        publishes=st.sampled_from((["schedule"], ["schedule", "notes"])),
        entries=st.sampled_from(("holds", "confirmed")),
    )
    def words_change(self, name: str, access: str, publishes: list[str], entries: str) -> None:
        data = deepcopy(self.data)
        data["program"]["name"] = name
        data["publicity"] |= {"access": access, "publishes": publishes}
        data["frequency"]["entries"] = entries
        self._edited(data)

    @rule(who=st.lists(st.sampled_from(("law", "mayor", "finance")), max_size=2, unique=True))
    def people_change(self, who: list[str]) -> None:
        data = deepcopy(self.data)
        data["frequency"]["series"][0]["required"] = who
        self._edited(data)

    @invariant()
    def the_ledger_is_read_back(self) -> None:
        if not hasattr(self, "ledger"):
            return
        data = dump_ledger(self.ledger)
        assert parse_ledger(data, "l") == read_ledger(data, "l", LINEAGE) == self.ledger
        assert not list(find_inconsistencies(self.ledger))
