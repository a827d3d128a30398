"""The public schedule as data, chosen from the plan and the ledger."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol, TypeVar

from statplan.calendars.entry_facts import format_access_fact
from statplan.ledger.accounting import YearAccount, count_year
from statplan.ledger.model import Ledger
from statplan.ledger.year_state import build_decision_context
from statplan.plan.choices import OTHER
from statplan.plan.lookup import find_series
from statplan.plan.model import Plan
from statplan.plan.public_access import find_public_title
from statplan.plan.timezones import load_timezone
from statplan.records.clearance import ClearedRecord
from statplan.schedule.model import Schedule
from statplan.site.changes import (
    DateChange,
    NewSchedule,
    list_new_schedules,
    list_public_changes,
)
from statplan.site.locale import Language, load_language
from statplan.site.meetings import PublicMeeting, build_meeting_id, list_public_meetings
from statplan.site.record_pages import select_published_records

RECENT = 60  # days for which the page shows a change
_MAIN = "en"
_ANSWERS_BY_FACT = {
    "closed": "closed",
    "press": "press",
    "open": "open",
    "reservation": "open with reservation",
}
_UNNAMED = "Meetings that are not public"


@dataclass(frozen=True, slots=True)
class Site:
    """The public schedule, as the page and its feeds show it.

    `day` is that for which the page is made, in the plan's zone; `first` and `last` are the days
    that it lists month by month, and meetings before `first` are of an earlier year, and over.
    `published` is false where the dates are only planned. `updated` (UTC) is when something that is
    public last changed. The first of `languages` is the main one. `new_schedules` are the years
    that were published after the first one. `scorecards` has the account of each published year,
    where the plan publishes those.
    """

    plan: Plan
    ledger: Ledger
    meetings: tuple[PublicMeeting, ...]
    changes: tuple[tuple[PublicMeeting, DateChange], ...]
    first: date
    last: date
    day: date
    updated: datetime
    published: bool
    languages: tuple[Language, ...]
    records: tuple[tuple[PublicMeeting, ClearedRecord], ...] = ()
    new_schedules: tuple[NewSchedule, ...] = ()
    scorecards: tuple[YearAccount, ...] = ()

    @property
    def program(self) -> str:
        """The program's name."""
        return self.plan.program.name or "Stat"

    @property
    def zone(self) -> str:
        """The IANA key of the zone that the page names."""
        return self.plan.program.timezone or "UTC"

    @property
    def address(self) -> str:
        """The web address of the published folder, with a slash at its end; empty if not stated."""
        stated_address = self.plan.publicity.address
        if not stated_address:
            return ""
        whole = stated_address.partition("#")[0].partition("?")[0]
        last = whole.rpartition("/")[2]
        is_file = last.endswith((".html", ".htm", ".ics"))
        return (whole.removesuffix(last) if is_file else whole).rstrip("/") + "/"

    def list_upcoming_meetings(self) -> tuple[PublicMeeting, ...]:
        """Return the meetings from `day` on, also those that are cancelled."""
        return tuple(meeting for meeting in self.meetings if meeting.start.date() >= self.day)

    def list_current_meetings(self) -> tuple[PublicMeeting, ...]:
        """Return the meetings from `first` on."""
        return tuple(meeting for meeting in self.meetings if meeting.start.date() >= self.first)

    def list_earlier_meetings(self) -> tuple[PublicMeeting, ...]:
        """Return the meetings before `first`, which are over."""
        return tuple(meeting for meeting in self.meetings if meeting.start.date() < self.first)

    def find_records(self, meeting: PublicMeeting) -> tuple[ClearedRecord, ...]:
        """Return the public records of a meeting."""
        return tuple(record for record_meeting, record in self.records if record_meeting == meeting)

    def find_own_access(self, meeting: PublicMeeting) -> str | None:
        """Return who may attend a meeting if not as the program says; None where it is the same.

        What was published of the meeting counts: the plan may have another answer since.
        """
        series = find_series(self.plan, meeting.series)
        own_access, fact = series.access if series else None, meeting.access_fact
        if fact is None or (own_access and format_access_fact(own_access) == fact):
            return own_access
        access = self.plan.publicity.access
        if access and format_access_fact(access) == fact:
            return None
        return _ANSWERS_BY_FACT.get(fact, f"{OTHER}{fact}")

    def list_recent_changes(self) -> tuple[tuple[PublicMeeting, DateChange], ...]:
        """Return the changes of the last `RECENT` days, the latest first."""
        return tuple(
            (meeting, change)
            for meeting, change in reversed(self.changes)
            if self._is_recent(change.published_at, meeting.zone)
        )

    def list_recent_schedules(self) -> tuple[NewSchedule, ...]:
        """Return the years first published in the last `RECENT` days, the latest first."""
        return tuple(
            schedule
            for schedule in reversed(self.new_schedules)
            if self._is_recent(schedule.published_at, self.zone)
        )

    def _is_recent(self, published_at: datetime, zone: str) -> bool:
        day = published_at.astimezone(load_timezone(zone)).date()
        return day >= self.day - timedelta(days=RECENT)


def make_site(
    plan: Plan,
    ledger: Ledger,
    schedule: Schedule,
    today: date,
    *,
    published: bool = True,
    languages: Iterable[str] = (),
    records: Iterable[ClearedRecord] = (),
) -> Site:
    """Return the public schedule of a plan.

    Args:
        plan: the plan, which publishes its schedule.
        ledger: the ledger, after the first publish or with what the first publish would send.
        schedule: the year.
        today: today's date in the plan's zone.
        published: whether anything was published.
        languages: keys of the page's languages; those of the plan if empty.
        records: the records of meetings that were cleared for the public.
    """
    changes = list_public_changes(ledger)
    candidates = list_public_meetings(ledger, changes, schedule, today, published=published)
    public_records = select_published_records(plan, records)
    meetings = tuple(_select_shown_meetings(ledger, schedule, candidates, public_records, today))
    first, last = _find_listed_days(ledger, schedule, meetings, today)
    language_keys = [*languages] or [*(plan.publicity.languages or (_MAIN,))]
    return Site(
        plan=plan,
        ledger=ledger,
        meetings=meetings,
        changes=_pair_with_meetings(ledger, meetings, changes),
        first=first,
        last=last,
        day=today,
        updated=_find_last_change(plan, ledger, meetings),
        published=published,
        languages=tuple(map(load_language, dict.fromkeys(language_keys))),
        records=_pair_with_meetings(ledger, meetings, public_records),
        new_schedules=list_new_schedules(ledger),
        scorecards=tuple(_count_public_years(plan, ledger, schedule, today)),
    )


def _select_shown_meetings(
    ledger: Ledger,
    schedule: Schedule,
    candidates: Iterable[PublicMeeting],
    records: Iterable[ClearedRecord],
    today: date,
) -> Iterator[PublicMeeting]:
    """Yield the meetings of the last two published years, and those that are not over.

    An earlier meeting is shown for as long as a record of it is public.
    """
    years = ledger.years[-2:]
    first = years[0].first if years else schedule.first
    recorded_ids = {build_meeting_id(ledger.lineage, record.meeting) for record in records}
    for meeting in candidates:
        if meeting.end.date() >= min(first, today) or meeting.id in recorded_ids:
            yield meeting


def _find_listed_days(
    ledger: Ledger, schedule: Schedule, meetings: Iterable[PublicMeeting], today: date
) -> tuple[date, date]:
    """Return the first and the last day that the page lists month by month.

    These are the days of the latest year that was published. Before it begins, the months from
    this one on come first; where no year was published before it, every meeting is listed.
    """
    latest = ledger.years[-1] if ledger.years else schedule
    days = [meeting.start.date() for meeting in meetings]
    earlier_days = [today] if len(ledger.years) > 1 else days
    first = min([latest.first, *earlier_days])
    return first.replace(day=1), max([latest.last, *days])


def _count_public_years(
    plan: Plan, ledger: Ledger, schedule: Schedule, today: date
) -> Iterator[YearAccount]:
    """Yield the account of each published year, where the plan publishes scorecards.

    A meeting of a series that was never public counts, and is not named.
    """
    if not plan.publicity.scorecard or not ledger.years:
        return
    context = build_decision_context(plan, schedule, today)
    year_state = context.build_state(ledger)
    accounts = [count_year(plan, context, ledger, year_state, year) for year in ledger.years]
    public_keys = {row.meeting for row in ledger.issued if row.text.public}
    public_series = {
        meeting.series
        for account in accounts
        for meeting in account.meetings
        if meeting.key in public_keys
    }
    for account in accounts:
        meetings = (
            replace(meeting, title=find_public_title(plan, meeting.series) or meeting.title)
            if meeting.series in public_series
            else replace(meeting, title=_UNNAMED)
            for meeting in account.meetings
        )
        yield replace(account, meetings=tuple(meetings))


class _HasMeeting(Protocol):
    """Something that names the key of a meeting."""

    @property
    def meeting(self) -> str: ...


_Part = TypeVar("_Part", bound=_HasMeeting)


def _pair_with_meetings(
    ledger: Ledger, meetings: Iterable[PublicMeeting], parts: Iterable[_Part]
) -> tuple[tuple[PublicMeeting, _Part], ...]:
    """Return the changes or records of the meetings that are shown, each with its meeting."""
    by_id = {meeting.id: meeting for meeting in meetings}
    with_ids = ((build_meeting_id(ledger.lineage, part.meeting), part) for part in parts)
    return tuple((by_id[uuid], part) for uuid, part in with_ids if uuid in by_id)


def _find_last_change(plan: Plan, ledger: Ledger, meetings: Iterable[PublicMeeting]) -> datetime:
    """Return when a public meeting last changed; if none, the last publish or the plan's day."""
    moments = [meeting.changed_at for meeting in meetings]
    if not moments and ledger.published:
        return ledger.published.published_at
    plan_created = datetime.combine(plan.created or date.min, time(), UTC)
    return max(moments, default=plan_created)
