"""From the year as it stands to what calendars should be told, and from the ledger to a feed."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta

from statplan.calendars.facts import state_due_facts
from statplan.calendars.feed import Entry, Feed, Person, summary
from statplan.calendars.wording import category_of, said, text_of
from statplan.holds import Role, State, uid
from statplan.ledger import Duty, Issued, Ledger, Settled, Standing, Text, Wanted
from statplan.ledger.duties import duties
from statplan.plan import Plan
from statplan.plan.english import sentence
from statplan.plan.zone import zone
from statplan.schedule import Stand
from statplan.schedule.ground import Ground

_DAY = timedelta(days=1)
_NO_DAY = date(2000, 1, 1)  # of a calendar without entries
_DUE = {
    Duty.DATA: "Data due",
    Duty.MEMO: "Memo out",
    Duty.FOLLOW_UP: "Follow-up memo due",
    Duty.RESPONSE: "Responses due",
}


def wanted(plan: Plan, settled: Settled, ground: Ground) -> Iterator[Wanted]:
    """What calendars should be told of the year: every hold, and every day something is due."""
    following = settled.following()
    for standing in settled.standings:
        if standing.new:
            yield from _holds(plan, standing, ground.zone)
            yield from _due(plan, standing, following.get(standing.key), ground)


def _holds(plan: Plan, standing: Standing, key: str) -> Iterator[Wanted]:
    bumped = standing.course.stands is Role.BACKUP
    for hold in standing.holds():
        used = bumped if hold.state is State.CANCELLED or hold.role is Role.BACKUP else False
        yield Wanted(
            standing.key,
            hold.role.value,
            hold.state,
            key,
            hold.stand.start,
            hold.stand.end,
            text_of(plan, hold, bumped=used),
            _people(standing),
            hold.meeting.about,
        )


def _people(standing: Standing) -> tuple[str, ...]:
    meeting = standing.meeting
    chair = (meeting.chair,) if meeting.chair else ()
    return tuple(dict.fromkeys((*meeting.required, *chair, *meeting.optional)))


def _due(plan: Plan, standing: Standing, then: Stand | None, ground: Ground) -> Iterator[Wanted]:
    stand = standing.course.stand
    if stand is None:
        return
    found = duties(plan.frequency.preparation, stand, then, ground.opened)
    for duty, day in found.items():
        start = datetime.combine(day, time())
        name = f"{_DUE[duty]}: {standing.meeting.name}"
        told = sentence(f"For the meeting of {said(stand)}")
        facts = state_due_facts(stand)
        if duty is Duty.RESPONSE and then:
            facts = state_due_facts(stand, then)
            told = sentence(f"Answers to the follow-up of {said(stand)}, before {said(then)}")
        yield Wanted(
            standing.key, duty.value, State.CONFIRMED, ground.zone, start, start + _DAY,
            Text(name, told, category=category_of(plan), facts=facts), _people(standing),
            standing.meeting.about,
        )  # fmt: skip


def calendar_of(
    plan: Plan, ledger: Ledger, rows: Iterable[Issued], *, public: bool = False
) -> Feed:
    """A calendar of some of what was issued, from the ledger's own words.

    Args:
        plan: gives the calendar its name and zone.
        ledger: what was issued.
        rows: those of its rows that are shown.
        public: the words that the plan publishes, instead of those for the people inside.
    """
    entries = [_entry(ledger, row, public=public) for row in rows]
    entries.sort(key=lambda each: (each.start, each.end, each.uid))
    days = [each.start.date() for each in entries] + [each.end.date() for each in entries]
    key = plan.program.timezone or "UTC"
    name = plan.program.name or "Stat"
    first, last = min(days, default=_NO_DAY), max(days, default=_NO_DAY)
    return Feed(name, key, first, last, tuple(entries))


def _entry(ledger: Ledger, row: Issued, *, public: bool) -> Entry:
    text = row.text
    other = Role.BACKUP if row.role == Role.PRIMARY else Role.PRIMARY
    name = text.name
    return Entry(
        uid=row.uid,
        state=row.state,
        zone=row.zone,
        start=row.start,
        end=row.end,
        summary=_public_summary(row) if public else summary(row.role, row.state, name),
        description=text.public if public else text.description,
        location=text.public_place if public else text.place,
        related=uid(ledger.lineage, row.meeting, other) if text.paired and not public else None,
        created=row.created,
        changed=row.changed,
        sequence=row.sequence,
        all_day=row.all_day,
        public=public,
        category=text.category,
    )


def _public_summary(row: Issued) -> str:
    return row.text.name if row.lives else f"CANCELLED: {row.text.name}"


def in_feed(ledger: Ledger, row: Issued, kept_days: int) -> bool:
    """Whether a feed shows a row: what lives, and a cancelled meeting until its date has passed.

    A released back-up leaves at once, and so does a day on which nothing is due any more. Time
    is counted to the last publish, so that the same ledger gives the same feed.
    """
    if row.lives:
        return True
    if row.state is State.RELEASED or row.all_day or ledger.published is None:
        return False
    day = ledger.published.at.astimezone(zone(row.zone)).date()
    return row.end.date() + kept_days * _DAY >= day


def organizer(plan: Plan) -> Person | None:
    """Who stands as organizer on messages; None where the plan names nobody with an address."""
    wanted_id = plan.frequency.calendars.organizer
    return next((each for each in people(plan, (wanted_id,))), None) if wanted_id else None


def people(plan: Plan, ids: Iterable[str]) -> tuple[Person, ...]:
    """The addresses of people, where the roster has them."""
    known = {each.id: each for each in plan.participants.people or ()}
    found = (known[each] for each in ids if each in known)
    return tuple(Person(each.email, each.name or each.office) for each in found if each.email)
