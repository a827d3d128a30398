"""The public schedule as data, chosen from the plan and the ledger."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol, TypeVar

from statplan.ledger.model import Ledger
from statplan.plan.model import Plan
from statplan.records.clearance import ClearedRecord
from statplan.schedule.model import Schedule
from statplan.site.changes import DateChange, list_public_changes
from statplan.site.locale import Language, load_language
from statplan.site.meetings import PublicMeeting, build_meeting_id, list_public_meetings
from statplan.site.record_pages import select_published_records

RECENT = 60  # days for which the page shows a change
_MAIN = "en"


@dataclass(frozen=True, slots=True)
class Site:
    """The public schedule, as the page and its feeds show it.

    `day` is that for which the page is made, in the plan's zone; `first` and `last` are the
    year's days; `published` is false where the dates are only planned. `updated` (UTC) is when
    something that is public last changed. The first of `languages` is the main one.
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

    def find_records(self, meeting: PublicMeeting) -> tuple[ClearedRecord, ...]:
        """Return the public records of a meeting."""
        return tuple(record for record_meeting, record in self.records if record_meeting == meeting)

    def list_recent_changes(self) -> tuple[tuple[PublicMeeting, DateChange], ...]:
        """Return the changes of the last `RECENT` days, the latest first."""
        since = self.day - timedelta(days=RECENT)
        return tuple(
            (meeting, change)
            for meeting, change in reversed(self.changes)
            if meeting.to_local_time(change.published_at).date() >= since
        )


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
    meetings = tuple(
        meeting for meeting in candidates if meeting.end.date() >= min(schedule.first, today)
    )
    days = [meeting.start.date() for meeting in meetings]
    language_keys = [*languages] or [*(plan.publicity.languages or (_MAIN,))]
    return Site(
        plan=plan,
        ledger=ledger,
        meetings=meetings,
        changes=_pair_with_meetings(ledger, meetings, changes),
        first=min([schedule.first, *days]),
        last=max([schedule.last, *days]),
        day=today,
        updated=_find_last_change(plan, ledger, meetings),
        published=published,
        languages=tuple(map(load_language, dict.fromkeys(language_keys))),
        records=_pair_with_meetings(ledger, meetings, select_published_records(plan, records)),
    )


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
