"""Rules about moves, the release of the next schedule, a start in time, the zone, the place."""

from collections.abc import Iterator

from statplan.advice.context import RuleContext
from statplan.advice.rule import Finding, Remark, Unstated, rule
from statplan.plan.english import format_short_list
from statplan.schedule.series_rules import build_series_place

_HOURS = 24
_LONGEST_LOCATION = 255  # characters as UTF-16 counts them
# Time zones of no place; the names of countries, such as Japan, are those of places.
_PLACELESS = frozenset(
    "UTC GMT UCT Zulu Universal Greenwich GMT0 GMT+0 GMT-0 EST MST HST".split()  # noqa: SIM905
)


@rule("SP540", "warning", "S1")
def late_release(context: RuleContext) -> Iterator[Remark]:
    """Next year's schedule comes out after the year has begun.

    What it checks: the day of the release against the last day of this year's holds.
    Why it matters: a schedule that is out before the year begins is one that people plan around.
    What to do: release it some weeks before this year's holds end.
    Example: Kansas City released the coming year's dates at the end of the year before.
    """
    frequency = context.plan.frequency
    if frequency.release.by is None:
        yield Unstated("frequency.release.by")
    elif frequency.first_day and frequency.release.by > context.schedule.last:
        fact = (
            f"It is released by {frequency.release.by}, and holds end on {context.schedule.last}."
        )
        yield Finding("frequency.release.by", fact)


@rule("SP541", "warning", "ours")
def release_of_the_past(context: RuleContext) -> Iterator[Remark]:
    """The release of next year's schedule is dated before this year begins.

    What it checks: the day of the release against the first day of the year of meetings.
    Why it matters: that day is the release of this year's schedule; the next one has no date.
    What to do: write the day on which the schedule after this one is to come out.
    Example: for the calendar year 2027, a day in the autumn of 2027.
    """
    frequency = context.plan.frequency
    by, first = frequency.release.by, frequency.first_day
    if by and first and by < first:
        yield Finding("frequency.release.by", f"It is {by}, and the year begins on {first}.")


@rule("SP542", "warning", "G-PREP", "ours")
def first_too_soon(context: RuleContext) -> Iterator[Remark]:
    """The first meeting leaves no time to prepare it.

    What it checks: whether the data for the first meeting, or its memo, are due before the day on
    which the plan was begun.
    Why it matters: without data and memo the first meeting sets the tone for all others.
    What to do: begin some weeks later, or hold the first one without a memo and say so.
    Example: with data due ten working days ahead, a plan begun on Monday has its first meeting in
    two weeks at the soonest.
    """
    created, meetings = context.plan.created, context.schedule.meetings
    if created is None or not meetings:
        return
    first = meetings[0]
    deadlines = context.deadlines[first.key]
    days = [day for day in (deadlines.data, deadlines.memo_day) if day]
    due = min(days, default=first.slot.day)
    if due < created <= first.slot.day:
        fact = f"The first meeting is on {first.slot.day}; its material would have been due"
        yield Finding("frequency.first_day", f"{fact} on {due}, before {created}.")


@rule("SP543", "warning", "SUN-15a", "ours")
def many_may_move(context: RuleContext) -> Iterator[Remark]:
    """Many people may move or cancel a meeting.

    What it checks: how many may, against `advice.limits.movers`.
    Why it matters: when anybody may, meetings go.
    What to do: leave it to the principal, or to one person in the principal's name.
    Example: a third of the sessions that Baltimore scheduled in 2014 were cancelled.
    """
    movers = context.plan.frequency.moving.who
    if movers is None:
        yield Unstated("frequency.moving.who")
    elif len(movers) > context.limits.movers:
        mover_names = format_short_list(map(context.name_person, movers))
        fact = f"{len(movers)} people may: {mover_names}."
        yield Finding("frequency.moving.who", fact)


@rule("SP544", "warning", "ADM", "NO-PR12")
def moves_without_notice(context: RuleContext) -> Iterator[Remark]:
    """A meeting may be moved without notice.

    What it checks: how many working days' notice a move needs, and whether it is said who is told.
    Why it matters: a move that nobody hears of empties the room as a cancellation does.
    What to do: ask for some days' notice, and name who tells whom.
    Example: New Orleans gave the old date, the new one and the return to normal in one release.
    """
    moving = context.plan.frequency.moving
    if moving.notice_days is None:
        yield Unstated("frequency.moving.notice_days")
    elif moving.notice_days == 0:
        yield Finding("frequency.moving.notice_days", "A move needs no day's notice.")
    if moving.told is None:
        yield Unstated("frequency.moving.told")


@rule("SP545", "warning", "OML-RCFP", "OML-SC", "ours")
def notice_shorter_than_public(context: RuleContext) -> Iterator[Remark]:
    """A meeting may be moved at shorter notice than the public is to have.

    What it checks: the working days' notice of a move, in hours, against the hours of public notice
    that counsel asks for.
    Why it matters: a moved meeting is a new date, of which the public may have to be told in time.
    What to do: ask counsel which notice a moved meeting needs, and give moves at least that.
    Example: one Ohio city posts a rescheduled date by the second day before it.
    """
    days = context.plan.frequency.moving.notice_days
    hours = context.plan.publicity.elected_body.notice_hours
    if days and hours and days * _HOURS < hours:
        count = "one working day's" if days == 1 else f"{days} working days'"
        fact = f"A move needs {count} notice, the public {hours} hours."
        yield Finding("frequency.moving.notice_days", fact)


@rule("SP546", "warning", "ours")
def zone_of_no_place(context: RuleContext) -> Iterator[Remark]:
    """The time zone is that of no place.

    What it checks: whether the time zone is one of a fixed distance to Greenwich.
    Why it matters: when the clocks change, the meetings stand an hour off in every calendar.
    What to do: name the zone of your city, as in `America/Chicago`.
    Example: a meeting at 14:00 UTC is at 9:00 in New York in winter, and at 10:00 in summer.
    """
    timezone = context.plan.program.timezone
    if timezone is None:
        yield Unstated("program.timezone")
    elif timezone in _PLACELESS or timezone.startswith("Etc/"):
        yield Finding("program.timezone", f"{timezone} keeps the same time all year round.")


@rule("SP547", "warning", "ours")
def long_location(context: RuleContext) -> Iterator[Remark]:
    """The location is longer than Outlook keeps.

    What it checks: the room, the address and the link of each series, and of each meeting that has
    its own, joined as calendar entries have them, against the 255 characters that Microsoft's
    programs keep (MS-OXCICAL, LOCATION).
    Why it matters: what is cut off is the end, which is the link to join by.
    What to do: shorten the address, or the link.
    Example: a link to an online meeting alone can have 250 characters.
    """
    for parts in _iter_locations(context):
        length = len(", ".join(filter(None, parts.values())).encode("utf-16-le")) // 2
        if length > _LONGEST_LOCATION:
            longest_path = max(parts, key=lambda path: len(parts[path] or ""))
            fact = f"The location of an entry has {length} characters; Outlook keeps 255."
            yield Finding(longest_path, fact)
            return


def _iter_locations(context: RuleContext) -> Iterator[dict[str, str | None]]:
    """Yield the room, the address and the link of each place at which meetings are, by path."""
    program_path, program = "frequency.place", context.plan.frequency.place
    address_path = f"{program_path}.address"
    yield {
        f"{program_path}.room": program.room,
        address_path: program.address,
        f"{program_path}.link": program.link,
    }
    for path, series in context.series_with_paths:
        place = build_series_place(context.plan, series)
        room_path = f"{path if series.room else program_path}.room"
        link_path = f"{path if series.link else program_path}.link"
        yield {room_path: place.room, address_path: place.address, link_path: place.link}
        for index, exception in enumerate(series.exceptions or ()):
            own_path = f"{path}.exceptions[{index}]"
            own = place.with_changes(exception.room, exception.link, exception.mode)
            yield {
                f"{own_path}.room" if exception.room else room_path: own.room,
                address_path: own.address,
                f"{own_path}.link" if exception.link else link_path: own.link,
            }
