"""All that the public schedule is made of, chosen from the plan and the ledger."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Protocol, TypeVar

from statplan.ledger import Ledger
from statplan.plan import Plan
from statplan.records import Record
from statplan.schedule import Schedule
from statplan.site.history import News, public_news
from statplan.site.language import Language, language
from statplan.site.meetings import PublicMeeting, meeting_id, public_meetings
from statplan.site.records import shown as shown_records

RECENT = 60  # days for which the page shows a change
_MAIN = "en"


@dataclass(frozen=True, slots=True)
class Site:
    """What the public is shown.

    `day` is that for which the page is made, in the plan's zone; `first` and `last` are the
    year's days; `published` is false where the dates are only planned. `updated` (UTC) is when
    something that is public last changed. The first of `languages` is the main one.
    """

    plan: Plan
    ledger: Ledger
    meetings: tuple[PublicMeeting, ...]
    news: tuple[tuple[PublicMeeting, News], ...]
    first: date
    last: date
    day: date
    updated: datetime
    published: bool
    languages: tuple[Language, ...]
    records: tuple[tuple[PublicMeeting, Record], ...] = ()

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
        said = self.plan.publicity.address
        if not said:
            return ""
        whole = said.partition("#")[0].partition("?")[0]
        last = whole.rpartition("/")[2]
        page = last.endswith((".html", ".htm", ".ics"))
        return f"{whole.removesuffix(last) if page else whole.rstrip('/')}".rstrip("/") + "/"

    def ahead(self) -> tuple[PublicMeeting, ...]:
        """The meetings from today on, also those that were called off."""
        return tuple(each for each in self.meetings if each.start.date() >= self.day)

    def records_of(self, meeting: PublicMeeting) -> tuple[Record, ...]:
        """What a meeting left behind."""
        return tuple(each for of, each in self.records if of == meeting)

    def recent(self) -> tuple[tuple[PublicMeeting, News], ...]:
        """The changes of the last `RECENT` days, the latest first."""
        since = self.day - timedelta(days=RECENT)
        return tuple(
            (meeting, news)
            for meeting, news in reversed(self.news)
            if meeting.local(news.at).date() >= since
        )


def make_site(
    plan: Plan,
    ledger: Ledger,
    schedule: Schedule,
    today: date,
    *,
    published: bool = True,
    languages: Iterable[str] = (),
    records: Iterable[Record] = (),
) -> Site:
    """Choose what is public.

    Args:
        plan: the plan, which publishes its schedule.
        ledger: what calendars were told; or what they would be told first.
        schedule: the year.
        today: the day it is in the plan's zone.
        published: whether anything was published.
        languages: keys of the page's languages, where not those of the plan.
        records: what was cleared for the public of what meetings left behind.
    """
    news = public_news(ledger)
    every = public_meetings(ledger, news, today, published=published)
    shown = tuple(each for each in every if each.end.date() >= min(schedule.first, today))
    days = [each.start.date() for each in shown]
    keys = [*languages] or [*(plan.publicity.languages or (_MAIN,))]
    return Site(
        plan=plan,
        ledger=ledger,
        meetings=shown,
        news=_of_meetings(ledger, shown, news),
        first=min([schedule.first, *days]),
        last=max([schedule.last, *days]),
        day=today,
        updated=_updated(plan, ledger, shown),
        published=published,
        languages=tuple(map(language, dict.fromkeys(keys))),
        records=_of_meetings(ledger, shown, shown_records(plan, records)),
    )


class _About(Protocol):
    """Something that names the key of a meeting."""

    @property
    def meeting(self) -> str: ...


_Each = TypeVar("_Each", bound=_About)


def _of_meetings(
    ledger: Ledger, shown: Iterable[PublicMeeting], told: Iterable[_Each]
) -> tuple[tuple[PublicMeeting, _Each], ...]:
    """What is told of the meetings that are shown, each with its meeting."""
    by_id = {each.id: each for each in shown}
    with_ids = ((meeting_id(ledger.lineage, each.meeting), each) for each in told)
    return tuple((by_id[key], each) for key, each in with_ids if key in by_id)


def _updated(plan: Plan, ledger: Ledger, shown: Iterable[PublicMeeting]) -> datetime:
    """When a public meeting last changed; without one, when there last was anything at all."""
    moments = [each.changed for each in shown]
    if not moments and ledger.published:
        return ledger.published.at
    made = datetime.combine(plan.created or date.min, time(), UTC)
    return max(moments, default=made)
