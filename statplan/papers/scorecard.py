"""The scorecard of a year, one page: what was promised, and what is recorded of it."""

from collections.abc import Iterator

from statplan.charter.grammar import capitalize_first, spell_count
from statplan.charter.layout import build_facts, build_paragraph, build_table
from statplan.charter.title_block import name_program
from statplan.documents.blocks import Block, BulletList, Document, Heading, Paragraph
from statplan.ledger.accounting import (
    Account,
    MeetingAccount,
    YearAccount,
    count_meetings,
)
from statplan.plan.english import format_count, format_list, format_long_date, format_year_name
from statplan.plan.model import Plan

_ALL = "All meetings"
_FIGURES = ("Promised", "Planned", "Held", "Moved", "Off", "Held of those due")
_METHOD = (
    "A schedule promises its meetings when it is first published. A promised meeting counts as "
    "planned unless it was taken out of the plan, and as off if it was cancelled or taken out. It "
    "is due once its promised day is over, or once it was held. It counts as held only if somebody "
    "recorded that it took place. Meetings that were added later do not count."
)
FIXED_TEXTS = (  # what every scorecard says, whatever the plan has
    _ALL,
    *_FIGURES,
    _METHOD,
    "Recurring meeting, meetings of the year, year, as of, schedule published, scorecard",
    "Changes, next schedule, how this is counted, on its backup date, each on a backup date",
    "None of them is due yet, not recorded, at least, was moved to another day, some to a backup",
    "Of those due, all of them are due by now, is off, nothing is recorded for, was cancelled",
    "was taken out of the plan, were added later, calendar updates changed, the shortest notice",
    "working days, before the earlier of the old and the new date, asks for, no meeting had less",
    "was due by, came on time, late, still ahead, on a later day, public, meetings that are not",
)
_UNPUBLISHED = (
    "This schedule is not published, so nothing is promised yet. The figures are those of the plan."
)


def make_scorecard(plan: Plan, year: YearAccount) -> Document:
    """Write the scorecard of a year.

    Args:
        plan: the plan, which names the program and the government.
        year: the account of the year.
    """
    total, published_on = year.total, year.published_on
    blocks: list[Block] = [
        *build_facts(
            (
                ("Year", _format_days(year)),
                ("As of", format_long_date(year.as_of)),
                (
                    "Schedule published",
                    format_long_date(published_on) if published_on else None,
                ),
                ("Held of those due", format_held_share(total)),
            )
        ),
        *build_paragraph(_describe_total(year)),
        *_write_table(year),
    ]
    for heading, sentences in (
        ("Changes", [*describe_changes(total), *describe_notice(year)]),
        ("Next schedule", [*describe_release(year)]),
    ):
        if sentences:
            texts = tuple((sentence,) for sentence in sentences)
            blocks += [
                Heading(2, heading),
                BulletList(texts) if len(texts) > 1 else Paragraph(texts[0]),
            ]
    blocks.append(Heading(2, "How this is counted"))
    blocks.append(Paragraph((_METHOD if published_on else _UNPUBLISHED,)))
    organization = plan.program.organization or ""
    title = f"{name_program(plan)}: scorecard {format_year(year)}"
    return Document(title, organization, "en-US", organization, tuple(blocks), year.as_of)


def format_year(year: YearAccount) -> str:
    """Return what people call a year: "2027", or "2027\u201328" for a fiscal year."""
    return format_year_name(year.first, year.last)


def _format_days(year: YearAccount) -> str:
    return f"{format_long_date(year.first)} to {format_long_date(year.last)}"


def format_held_share(account: Account) -> str:
    """Return the meetings held of those due: "2 of 3, 66%"; or that nothing is recorded."""
    if account.held_percent is None:
        return "not recorded" if account.due else "none due yet"
    at_least = "at least " if account.is_least else ""
    return f"{account.held} of {account.due}, {at_least}{account.held_percent}%"


def _describe_total(year: YearAccount) -> Iterator[str]:
    total = year.total
    if year.published_on is None:
        return
    promised = format_count(total.promised, "meeting")
    if not total.due:
        yield f"The schedule promised {promised}. None of them is due yet."
        return
    due = "all" if total.due == total.promised > 1 else str(total.due)
    yield f"The schedule promised {promised}, and {due} of them {_be(total.due)} due by now."
    parts = [f"{total.held or 'none'} {_be(total.held or 1)} recorded as held"]
    if total.due_off:
        parts.append(f"{total.due_off} {_be(total.due_off)} off")
    if total.postponed:
        verb = _be(total.postponed)
        parts.append(f"{total.postponed} {verb} still ahead on a later day than promised")
    if total.unrecorded:
        parts.append(f"nothing is recorded for {total.unrecorded}")
    yield f"Of those due, {format_list(parts)}."


def _be(count: int) -> str:
    return "is" if count == 1 else "are"


def _write_table(year: YearAccount) -> Iterator[Block]:
    rows = _list_rows(year)
    if len(rows) > 1:
        rows.append((_ALL, year.total))
    is_published = year.published_on is not None
    figures = _FIGURES if is_published else _FIGURES[1:]
    yield from build_table(
        "Meetings of the year",
        ("Recurring meeting", *figures),
        [(title, *_format_row(account)[-len(figures) :]) for title, account in rows],
    )


def _list_rows(year: YearAccount) -> list[tuple[str, Account]]:
    """Return the account of the meetings of each title; series of one title share a row."""
    meetings_by_title: dict[str, list[MeetingAccount]] = {}
    titles = {series.series: series.title for series in year.list_series()}
    for meeting in year.meetings:
        meetings_by_title.setdefault(titles[meeting.series], []).append(meeting)
    return [
        (title, count_meetings(meetings, year.as_of))
        for title, meetings in meetings_by_title.items()
    ]


def _format_row(account: Account) -> tuple[str, ...]:
    figures = (account.promised, account.planned, account.held, account.moved, account.off)
    return *map(str, figures), format_held_share(account)


def describe_changes(account: Account) -> Iterator[str]:
    """Yield sentences on what is not as promised: moved, off, and added meetings."""
    for count, participle in (
        (account.moved, f"moved to another day{_describe_backups(account)}"),
        (account.cancelled, "cancelled"),
        (account.dropped, "taken out of the plan"),
    ):
        if count:
            meetings = capitalize_first(spell_count(count, "promised meeting"))
            yield f"{meetings} {_were(count)} {participle}."
    if account.added:
        held = account.added_held
        recorded = f"{held or 'none'} of them {_be(held or 1)} recorded as held"
        added = capitalize_first(spell_count(account.added, "meeting"))
        yield f"{added} {_were(account.added)} added later; {recorded}."


def _describe_backups(account: Account) -> str:
    if not account.bumped:
        return ""
    if account.bumped < account.moved:
        return f", {account.bumped} of them to a backup date"
    return ", its backup date" if account.moved == 1 else ", each to its backup date"


def _were(count: int) -> str:
    return "was" if count == 1 else "were"


def describe_notice(year: YearAccount) -> Iterator[str]:
    """Yield sentences on the notice that calendars gave of moved and cancelled meetings."""
    notice = year.notice
    if notice.least is None:
        return
    changed = format_count(notice.meeting_count, "promised meeting")
    least = format_count(notice.least, "working day")
    yield (
        f"Calendar updates changed {changed}. The shortest notice was {least} before the earlier "
        "of the old and the new date."
    )
    if notice.asked is not None:
        asked = format_count(notice.asked, "working day")
        short = format_count(notice.short, "meeting") if notice.short else "no meeting"
        yield f"The plan asks for {asked}; {short} had less."


def describe_release(year: YearAccount) -> Iterator[str]:
    """Yield a sentence on whether the next schedule came by its day, where one was promised."""
    due, published = year.next_by, year.next_published_on
    if due is None:
        return
    due_text = format_long_date(due)
    if published:
        order = "on time" if published <= due else "late"
        published_text = format_long_date(published)
        yield f"The next schedule was due by {due_text}. It came {order}, on {published_text}."
    elif year.as_of <= due:
        yield f"The next schedule is due by {due_text}."
    else:
        yield f"The next schedule was due by {due_text}, and is not published."
