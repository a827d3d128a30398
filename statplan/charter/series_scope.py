"""What one recurring meeting is for, its legal minimum, and how it differs from the others."""

from collections.abc import Iterable, Iterator, Sequence

from statplan.charter.context import CharterContext
from statplan.charter.grammar import capitalize_first
from statplan.charter.layout import build_facts, build_table
from statplan.charter.meeting_format import MODE_PHRASES
from statplan.documents.blocks import Block
from statplan.plan.choices import format_choice, is_other
from statplan.plan.english import format_list
from statplan.plan.series import Series
from statplan.schedule.attendees import list_attendees

_MOST_COLUMNS = 3  # with the meeting's name; in more columns, whole sentences are squeezed
_LAWS = {
    "charter": "law",
    "statute": "statute",
    "ordinance": "ordinance",
    "resolution": "resolution",
    "executive order": "executive order",
    "directive": "directive",
    "consent decree": "consent decree",
}
_ACCESS = {
    "closed": "It is closed.",
    "employees": "It is open to employees.",
    "invitation": "Members of the public attend it by invitation.",
    "open": "It is open to the public.",
    "open with questions": "It is open to the public, who may ask questions.",
    "open with reservation": "Members of the public may attend it with a reservation.",
    "press": "Reporters may attend it.",
}


def write_series_scopes(context: CharterContext) -> Iterator[Block]:
    """Write what each recurring meeting is for, what it leaves to others, and what it covers."""
    rows = [
        (
            context.name_series(series),
            series.purpose or "",
            _join_matters(series.out_of_scope or ()),
            series.covers or "",
            format_choice(series.access or "") if is_other(series.access) else "",
        )
        for series in context.plan.frequency.series or ()
    ]
    header = ("Meeting", "What it is for", "Left to others", "Looks back on", "Who may attend")
    is_only_one = len(rows) == 1
    rows = [row for row in rows if any(row[1:])]
    if is_only_one and rows:
        yield from build_facts(zip(header[1:], rows[0][1:], strict=True))
    elif sum(any(cells) for cells in zip(*rows, strict=True)) > _MOST_COLUMNS:
        yield from _build_scope_table(
            "What the recurring meetings are for", header, rows, (0, 1, 2)
        )
        yield from _build_scope_table("More on the recurring meetings", header, rows, (0, 3, 4))
    elif rows:
        yield from build_table("What the recurring meetings are for", header, rows)


def _build_scope_table(
    caption: str, header: Sequence[str], rows: Iterable[Sequence[str]], columns: Sequence[int]
) -> Iterator[Block]:
    """Build a table of some columns, with the meetings that have something in one of them."""
    parts = [[row[column] for column in columns] for row in rows]
    chosen_rows = [part for part in parts if any(part[1:])]
    if chosen_rows:
        yield from build_table(caption, [header[column] for column in columns], chosen_rows)


def _join_matters(matters: Sequence[str]) -> str:
    """Join what a series leaves to others; whole sentences follow each other without semicolons."""
    has_sentences = all(matter.endswith(".") for matter in matters)
    return (" " if has_sentences else "; ").join(matters)


def format_minimum(context: CharterContext, series: Series) -> str:
    """Format how often a series must meet at the least: "meets at least once a month".

    Names the law where the program rests on one.
    """
    if series.at_least is None:
        return ""
    with_whom = {"departments": " with each department", "subjects": " on each topic"}
    member = with_whom.get(series.for_each or "", "")
    law = _LAWS.get(context.plan.program.authority.basis or "", "")
    source = f", as the {law} requires" if law else ""
    return f"meets{member} at least {series.at_least}{source}"


def describe_series_differences(context: CharterContext, series: Series) -> Iterator[str]:
    """Say what is otherwise at a series: chair, place, who comes, and who may attend."""
    yield from _describe_place(context, series)
    yield from _describe_people(context, series)
    if series.access in _ACCESS:
        yield _ACCESS[series.access]


def _describe_place(context: CharterContext, series: Series) -> Iterator[str]:
    if series.chair:
        yield f"{capitalize_first(context.name_office(series.chair))} chairs it."
    where = [f"in {series.room}"] if series.room else []
    where += [MODE_PHRASES[series.mode]] if series.mode else []
    if where:
        yield f"It meets {' '.join(where)}."
    if series.link:
        yield f"Those who take part remotely use {series.link}."


def _describe_people(context: CharterContext, series: Series) -> Iterator[str]:
    if series.without_panel:
        yield "It meets without the panel."
    if series.required:
        has_panel = context.plan.participants.panel and not series.without_panel
        besides = " besides the panel" if has_panel else ""
        yield f"Required{besides}: {format_list(context.name_offices(series.required))}."
    attendees = list_attendees(context.plan, series, (), is_attended=False)
    required_ids = {attendee.id for attendee in attendees if attendee.is_required}
    welcome_ids = [one for one in series.optional or () if one not in required_ids]
    if welcome_ids:
        yield f"Welcome: {format_list(context.name_offices(welcome_ids))}."
