"""What each output says of the meetings, read from its model and written like the reference."""

import csv
import io
import json
from collections.abc import Iterator, Mapping
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from statplan.calendars import render_calendar
from statplan.calendars.audience import Audience
from statplan.calendars.build_calendar import build_year_feed, desired_entries
from statplan.calendars.wall_calendar import mark_days as mark_wall_days
from statplan.charter import make_charter
from statplan.charter.grammar import capitalize_first, format_time_range, spell_count
from statplan.cli.show import render_overview
from statplan.cli.status import _list_coming, _list_due, _list_unrecorded
from statplan.cli.year_grid import mark_days
from statplan.documents.blocks import Document, Paragraph, Table
from statplan.ledger import DecisionContext, Ledger, YearState, compare_entries
from statplan.ledger.accounting import count_year
from statplan.ledger.decisions import format_slot
from statplan.ledger.model import IssuedEntry
from statplan.papers import make_briefing, make_letter
from statplan.plan import Plan
from statplan.plan.english import format_list, format_month, format_short_date
from statplan.schedule import TimeSlot
from statplan.site.build_site import make_site
from statplan.workspace.plan_loader import ScheduledPlan
from statplan.workspace.workspace import Workspace
from tests.consistency.reference import MeetingFacts, Reference

_WIDE = 200


class Outputs:
    """The outputs of a plan with a ledger at a moment, beside what they have to say."""

    def __init__(
        self, plan: Plan, context: DecisionContext, ledger: Ledger, now: datetime, facts: Reference
    ) -> None:
        self.plan, self.context, self.ledger, self.facts = plan, context, ledger, facts
        loaded = ScheduledPlan(Path("statplan.yaml"), plan, {}, context.schedule)
        self.workspace = Workspace(loaded, ledger, has_ledger_file=True, now=now)
        self.state: YearState = context.build_state(ledger)
        self.schedule = self.workspace.build_current_schedule()

    def check(self) -> None:
        """Compare all that says how the year is now."""
        self.check_calendar()
        self.check_tables()
        self.check_charter()
        self.check_letter()
        self.check_briefing()
        self.check_show()
        self.check_status()
        self.check_changes()

    # Calendars, as drafts and as tables.

    def check_calendar(self) -> None:
        """Every hold has its state, date, people, topic, and place; marks are on these days."""
        feed = build_year_feed(self.plan, self.context, self.state)
        said = {
            key: (hold.state, entry.start, set(entry.people), entry.subject_ids)
            for key, entry, hold in ((each.key, each, hold) for each, hold in feed.iter_holds())
        }
        expected = {
            (each.key, role): (state, start, set(each.people), each.subject_ids)
            for each in self.facts.meetings.values()
            for role, (state, start) in each.states.items()
            if role == "primary" or state not in {"cancelled", "released"}
        }
        assert said == expected
        for entry, _ in feed.iter_holds():
            each = self.facts.meetings[entry.meeting]
            if each.start == entry.start:
                assert entry.end - entry.start == timedelta(minutes=each.minutes)
            assert (each.room or "") in entry.text.place or not entry.is_live
        marks = mark_wall_days(feed)
        days = {start.date() for start in self._starts()}
        assert {day for day, mark in marks.items() if mark.meeting_count} == days
        assert sum(mark.meeting_count for mark in marks.values()) == len(self._starts())

    def check_tables(self) -> None:
        """CSV and JSON say what the entries say."""
        feed = build_year_feed(self.plan, self.context, self.state)
        text = render_calendar(feed, "csv").decode("utf-8-sig")
        rows = list(csv.DictReader(io.StringIO(text)))
        assert {
            row["meeting"]: (row["state"], f"{row['date']} {row['start']}:00")
            for row in rows
            if row["role"] == "reserve"
        } == {key: (state, str(start)) for key, (state, start) in self.facts.reserve_days.items()}
        for row in rows:
            if row["role"] == "reserve":
                continue
            each = self.facts.meetings[row["meeting"]]
            state, start = each.states[row["role"]]
            assert (row["state"], f"{row['date']} {row['start']}:00") == (state, str(start))
            assert row["number"] == str(each.number or "")
            if row["role"] == "primary" and each.start and not each.is_on_backup:
                assert row["back-up date"] == (str(each.backup.date()) if each.backup else "")
        told = {
            each["meeting"]: each for each in json.loads(render_calendar(feed, "json"))["meetings"]
        }
        assert told.keys() == self.facts.meetings.keys()
        reserve_days = self.facts.reserve_days.values()
        for key, each in self.facts.meetings.items():
            for role, hold in (("primary", told[key]["primary"]), ("backup", told[key]["backup"])):
                state, start = each.states.get(role, ("released", each.states["primary"][1]))
                is_kept = role == "primary" or state not in {"cancelled", "released"}
                expected = (state, start.isoformat(timespec="minutes")) if is_kept else None
                shared = each.shared_backup if role == "backup" else None
                if shared and ("tentative", shared) in reserve_days:
                    expected = ("tentative", shared.isoformat(timespec="minutes"))
                assert (hold and (hold["state"], hold["start"])) == expected

    def check_published(self) -> None:
        """After a publish, what calendars were sent is the year as it is now, and so is the page.

        What is over stays as calendars have it: a date that was kept free, and each date of a
        meeting that the plan has no more.
        """
        today, rows = self.facts.today, self.ledger.index_rows()
        live = {
            key: (row.state.value, row.start)
            for key, row in rows.items()
            if row.is_live and not row.is_all_day
        }
        expected = {
            (each.key, role): told
            for each in self.facts.meetings.values()
            for role, told in each.states.items()
            if told[0] not in {"cancelled", "released"}
        } | {(key, "reserve"): told for key, told in self.facts.reserve_days.items()}
        differences = dict(live.items() ^ expected.items())
        assert not {
            key: told
            for key, told in differences.items()
            if told[1].date() >= today
            or (key[0] in self.facts.meetings and (key[1] == "primary" or told[0] != "tentative"))
        }
        self._check_site()
        self._check_deadlines(rows)

    def _check_site(self) -> None:
        today = self.facts.today
        site = make_site(self.plan, self.ledger, self.context.schedule, today)
        told = {each.entries[0].meeting: each for each in site.meetings}
        first = min(self.context.schedule.first, today)
        taking_place = {each.key: each for each in self.facts.list_held_or_due()}
        for key, each in taking_place.items():
            if _get_end(each).date() >= first:
                page = told[key]
                assert (page.start, page.end) == (each.start, _get_end(each))
                expected = self._name_public_status(each, is_moved=page.moved_from is not None)
                assert page.status == expected, (key, expected, page, each)
                is_ahead = page.backup is not None and page.backup.date() >= today
                assert not is_ahead or page.backup == each.backup
                assert page.is_tentative == (each.state == "tentative")
        for key in told.keys() - taking_place.keys():
            is_kept = key not in self.facts.meetings and told[key].end.date() < today
            assert told[key].status == ("past" if is_kept else "cancelled")
        upcoming = [each.start for each in site.list_upcoming_meetings() if not each.is_cancelled]
        assert upcoming == sorted(start for start in self._starts() if start.date() >= today)

    def _name_public_status(self, each: MeetingFacts, *, is_moved: bool) -> str:
        if each.is_held:
            return "held"
        if _get_end(each).date() < self.facts.today:
            return "past"
        return "moved" if is_moved or each.is_on_backup else each.state

    def _check_deadlines(self, rows: Mapping[tuple[str, str], IssuedEntry]) -> None:
        """Deadlines are the same in the draft of the analyst, in what was sent, and in `status`.

        One that is over stays as calendars have it, also where another meeting moved since.
        """
        feed = build_year_feed(self.plan, self.context, self.state, Audience("analyst"))
        today = self.facts.today
        draft = {entry.key: entry.start for entry in feed.entries if entry.is_all_day}
        sent = {key: row.start for key, row in rows.items() if row.is_all_day and row.is_live}
        over = {key for key, start in sent.items() if start.date() < today}
        assert {
            key: day for key, day in draft.items() if key not in over and day.date() >= today
        } == {key: day for key, day in sent.items() if key not in over}
        due = [line.split("  ") for line in _list_due(self.workspace, self.state, ())]
        week = [
            (format_short_date(day.date()), key)
            for (key, _), day in draft.items()
            if today <= day.date() < today + timedelta(days=7)
        ]
        assert sorted((line[0], line[1].strip()) for line in due) == sorted(week)

    # Documents.

    def check_charter(self) -> None:
        """Annex A has each meeting that takes place, counts them, and names what is cancelled."""
        charter = make_charter(self.plan, self.schedule)
        rows = _find_rows(charter, "Meetings")
        assert sorted((row["Date"], row["Time"]) for row in rows) == sorted(
            (
                f"{format_short_date(_slot(each).day)}{' (moved)' if each.is_moved else ''}",
                format_time_range(_slot(each)),
            )
            for each in self.facts.list_held_or_due()
        )
        topics = sorted(_find_topic(row) for row in rows)
        assert topics == sorted(self._name_topics(each) for each in self.facts.list_held_or_due())
        backups = [row["Back-up"] for row in rows if not row["Back-up"].startswith("None: ")]
        kept = sorted(format_short_date(each.backup.date()) for each in self._backed())
        assert len(backups) == len(kept)
        for backup, day in zip(sorted(backups), kept, strict=True):
            assert day.startswith(backup.split(", ")[0])
        omitted = _find_rows(charter, "Periods without a meeting")
        cancelled = [row["Period"] for row in omitted if row["Reason"].startswith("cancelled")]
        assert sorted(cancelled) == sorted(
            format_short_date(each.states["primary"][1].date())
            for each in self.facts.meetings.values()
            if each.start is None
        )
        if rows:
            count = capitalize_first(spell_count(len(rows), "meeting"))
            assert any(text.startswith(f"{count}, ") for text in _iter_texts(charter))

    def _name_topics(self, meeting: MeetingFacts) -> str:
        names = {topic.id: topic.name for topic in self.plan.focus.subjects or ()}
        names |= {each.id: each.name for each in self.plan.participants.departments or ()}
        return format_list(names[topic_id] for topic_id in meeting.subject_ids)

    def check_letter(self) -> None:
        """Each department has a letter with its dates, and what it is asked about on each."""
        names = {topic.id: topic.name for topic in self.plan.focus.subjects or ()}
        for department in self.plan.participants.departments or ():
            own = {department.id} | {
                topic.id
                for topic in self.plan.focus.subjects or ()
                if department.id == topic.owner or department.id in (topic.departments or ())
            }
            due = [
                (
                    format_short_date(each.start.date()),
                    {
                        names.get(topic_id, "your operations")
                        for topic_id in own & {*each.subject_ids}
                    },
                )
                for each in self.facts.list_held_or_due()
                if each.start and own & set(each.subject_ids)
            ]
            letter = make_letter(self.plan, self.schedule, department.id, date(2027, 1, 4))
            rows = [*_find_rows(letter, "Your dates")]
            assert [row["Date"] for row in rows] == [day for day, _ in due]
            for row, (_, topics) in zip(rows, due, strict=True):
                asked_about = row["Asked about"].casefold()
                assert all(topic.casefold() in asked_about for topic in topics)
                others = {*names.values()} - topics
                assert not any(
                    other.casefold() in asked_about
                    for other in others
                    if not any(other.casefold() in topic.casefold() for topic in topics)
                )

    def check_briefing(self) -> None:
        """Each month has its days and its meetings."""
        briefing = make_briefing(self.plan, self.schedule)
        rows = _find_rows(briefing, "Meetings by month")
        assert sum(int(row["Meetings"]) for row in rows) == len(self._starts())
        days = {
            (row["Month"], day.split("\u00a0")[1])
            for row in rows
            for day in row["Days"].split(", ")
        }
        assert days == {
            (f"{format_month(start.month)} {start.year}", str(start.day))
            for start in self._starts()
        }

    # What the commands print.

    def check_show(self) -> None:
        """The counts, the next meetings, and the marks of the year."""
        loaded = ScheduledPlan(Path("statplan.yaml"), self.plan, {}, self.schedule)
        lines = [
            "".join(text for text, _ in line)
            for line in render_overview(loaded, self.facts.today, _WIDE, plain=True)
        ]
        count, backed = len(self._starts()), len(self._backed())
        noun = "meeting" if count == 1 else "meetings"
        late = self.schedule.describe_late_meetings(str)
        sentence = f"{count} {noun}{late}, {backed} with a back-up date, "
        assert not count or any(line.startswith(sentence) for line in lines)
        coming = [
            each
            for each in self.facts.list_held_or_due()
            if each.start and each.start.date() >= self.facts.today
        ]
        said = lines[lines.index("Next meetings") + 1 :] if coming else []
        expected = [
            f"  {each.start:%a %Y-%m-%d %H:%M}  "
            + (f"back-up {each.backup:%a %b %d}" if each.backup else "no back-up")
            + (" (shared)" if each.shared_backup else "")
            for each in coming[:5]
        ]
        starts = [
            line.partition("  " + each.name)[0]
            for line, each in zip(said, coming[:5], strict=False)
        ]
        assert sorted(starts) == sorted(expected)
        marks = mark_days(self.schedule)
        meeting_days = {start.date() for start in self._starts()}
        assert {day for day, kind in marks.items() if kind in {"primary", "moved"}} == meeting_days
        kept = {each.backup.date() for each in self._backed()} - meeting_days
        assert {day for day, kind in marks.items() if kind == "backup"} == kept

    def check_status(self) -> None:
        """What is planned, held, bumped, and off; what is next, and not recorded."""
        today = self.facts.today
        year = count_year(self.plan, self.context, self.ledger, self.state, None)
        for series in year.list_series():
            own = [
                each
                for each in self.facts.meetings.values()
                if each.key.rpartition("/")[0] == series.series
            ]
            account = series.account
            assert account.promised == len(own)
            assert account.held == sum(each.is_held for each in own)
            assert account.bumped == sum(each.is_on_backup for each in own)
            assert account.off == sum(each.start is None for each in own)
            assert account.held <= account.due <= account.promised
        assert year.total.promised == len(self.facts.meetings)
        ahead = [
            each
            for each in self.facts.list_held_or_due()
            if _slot(each).day >= today and not each.is_held
        ]
        missing = [
            each
            for each in self.facts.list_held_or_due()
            if _slot(each).day < today and not each.is_held
        ]
        assert [_cut(line) for line in _list_coming(self.state, today)] == [
            (format_slot(_slot(each)), each.key) for each in _in_order(ahead)[:5]
        ]
        assert sorted(
            _cut(line) for line in _list_unrecorded(self.workspace, self.state)
        ) == sorted((format_slot(_slot(each)), each.key) for each in missing)

    def check_changes(self) -> None:
        """A notice names the dates as they are now."""
        entries = desired_entries(self.plan, self.state, self.context.date_rules)
        for change in compare_entries(self.ledger, entries, self.facts.today).differences:
            each = self.facts.meetings.get(change.new.meeting)
            if each and not change.is_all_day and change.new.role in each.states:
                assert (change.new.state, change.new.start) == each.states[change.new.role]

    def _starts(self) -> list[datetime]:
        return [each.start for each in self.facts.list_held_or_due() if each.start]

    def _backed(self) -> list[Any]:
        return [each for each in self.facts.list_held_or_due() if each.backup]


def _get_end(each: MeetingFacts) -> datetime:
    return _slot(each).end


def _slot(each: MeetingFacts) -> TimeSlot:
    assert each.start
    return TimeSlot(each.start.date(), each.start.time(), each.minutes)


def _in_order(meetings: list[MeetingFacts]) -> list[MeetingFacts]:
    return sorted(meetings, key=lambda each: (_slot(each), each.key))


def _cut(line: str) -> tuple[str, str]:
    """The date and the key of a line of `status`."""
    date_text, key, *_ = (part.strip() for part in line.split("  ") if part.strip())
    return date_text, key


def _find_topic(row: Mapping[str, str]) -> str:
    headers = ("Subject or department", "Department", "Subject")
    return next((row[header] for header in headers if header in row), "")


def _iter_texts(document: Document) -> Iterator[str]:
    for block in document.blocks:
        if isinstance(block, Paragraph):
            yield "".join(span for span in block.spans if isinstance(span, str))


def _find_rows(document: Document, caption: str) -> list[dict[str, str]]:
    """The rows of a table, each cell as text by its header; none where there is no such table."""
    tables = [block for block in document.blocks if isinstance(block, Table)]
    return [
        {header: "".join(map(str, cell)) for header, cell in zip(table.header, row, strict=True)}
        for table in tables
        if table.caption == caption
        for row in table.rows
    ]
