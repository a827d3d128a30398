"""`statplan calendar --for`: the calendar of an audience, as published or as it will be."""

from dataclasses import replace
from datetime import UTC, datetime, time

from statplan import screen
from statplan.calendars import Feed, make_feed
from statplan.calendars.audience import Audience, audience
from statplan.calendars.publication import Publication
from statplan.cli.diffing import difference
from statplan.cli.keeping import Kept
from statplan.errors import StatplanError
from statplan.holds import GONE, Hold, Role
from statplan.ledger import Ledger, issue

_BESIDE = (
    "The charter has the dates as planned; calendar.ics, as they were published; calendar.csv and\n"
    "calendar.json, as they stand now, with all that was decided."
)


def feeds_beside(kept: Kept, forms: tuple[str, ...]) -> dict[str, Feed]:
    """The full calendar in several formats."""
    return {form: feed_for(kept, form, "all") for form in forms}


def say_beside(kept: Kept) -> None:
    """Say on stderr which dates the files of a folder have, where they may differ."""
    if kept.ledger.decisions:
        screen.say(_BESIDE)
    say_pending(kept)


def say_pending(kept: Kept) -> None:
    """Say on stderr what a published calendar does not have yet."""
    found = difference(kept) if kept.ledger.published else None
    if found and found.all:
        screen.say(f"Not published yet: {found.counted()}; `statplan diff` shows them.")


def feed_for(kept: Kept, form: str, name: str) -> Feed:
    """The calendar of an audience.

    In iCalendar it is what was published; before a first publish, and in the tables, it is the year
    as it stands.

    Raises:
        StatplanError: the public one is asked for as a table, which holds what is internal.
    """
    who = audience(kept.loaded.plan, name)
    if form == "ics":
        return Publication(kept.loaded.plan, told(kept), difference(kept).all).feed(who)
    if who.public:
        fact = f"the public calendar is not written as {form}, which holds what is internal."
        hint = "Write it as ics: `statplan calendar --for public`."
        raise StatplanError(fact, hint=hint, exit_code=2)
    return _as_it_stands(kept, who)


def told(kept: Kept) -> Ledger:
    """What calendars were told; before a first publish, what they would be told as planned."""
    if kept.ledger.published:
        return kept.ledger
    created = kept.loaded.plan.created
    stamp = datetime.combine(created, time(), UTC) if created else kept.now
    return issue(replace(kept.ledger, decisions=()), difference(kept).all, stamp)


def _as_it_stands(kept: Kept, who: Audience) -> Feed:
    """The year with what was decided, of the meetings that concern an audience."""
    rows = issue(kept.ledger, difference(kept).all, kept.now).rows()
    holds: list[Hold] = []
    meetings = []
    for each in kept.settled().standings:
        row = rows.get((each.key, Role.PRIMARY.value))
        if row is None or who.concerns(row):
            meetings.append(each.meeting)
            holds += [
                hold for hold in each.holds() if hold.role is Role.PRIMARY or hold.state not in GONE
            ]
    ordered = sorted(holds, key=lambda hold: (hold.stand, hold.key))
    schedule = replace(kept.loaded.schedule, meetings=tuple(meetings))
    return make_feed(kept.loaded.plan, schedule, ordered)
