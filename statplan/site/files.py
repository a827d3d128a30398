"""Everything in the public folder, as bytes by name, checked for texts that are withheld."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from functools import partial

from statplan.calendars import ics
from statplan.calendars.build_calendar import feed_from_ledger
from statplan.calendars.publication import Publication
from statplan.ledger.diff import Changes
from statplan.ledger.model import Ledger
from statplan.papers import scorecard
from statplan.plan.model import Plan
from statplan.records.confidential import (
    filter_unpublished,
    iter_public_names,
    iter_public_other_words,
    list_confidential_texts,
    list_public_texts,
)
from statplan.records.leak_check import refuse_leaks
from statplan.records.public_texts import iter_record_names
from statplan.records.withheld_text import TEMPLATE_WORDS, Parts, WithheldText, collect_words
from statplan.site import atom, civic, open_data, page, record_pages, scorecard_pages
from statplan.site.build_site import Site
from statplan.site.file_names import (
    CALENDAR,
    CIVIC,
    DATA,
    SCHEMA,
    get_feed_file_name,
    get_meeting_file_name,
    get_page_file_name,
    list_scorecard_file_names,
)
from statplan.site.locale import list_languages
from statplan.site.meetings import PUBLIC, PublicMeeting

_REDACT_AGAIN = "Mark it in the notes of that record too, and redact them again."
FileRenderer = tuple[str, Callable[[], bytes]]


def render_public_files(
    site: Site,
    marked_texts: Iterable[WithheldText] = (),
    report: Callable[[str], None] = lambda _: None,
) -> dict[str, bytes]:
    """Return each file by its name in the public folder, the same for the same site.

    Args:
        site: what is public.
        marked_texts: what records of meetings withhold, which nothing public may hold.
        report: a function that is called with the name of each file before it is made.

    Raises:
        StatplanError: exit code 4; one of them would hold what is withheld.
    """
    marks = tuple(marked_texts)
    public_words = _list_public_words(site.plan)
    answers = {path: text.encode() for path, text in _iter_public_answers(site.plan)}
    refuse_leaks(answers, (replace(mark, parts=Parts.ALL) for mark in marks), public_words)
    page_files = _render_files(_list_page_files(site), report)
    record_files = _render_files(_list_record_files(site), report)
    checked_files = {name: content for name, content in page_files.items() if name != SCHEMA}
    refuse_schedule_leaks(site.plan, site.ledger, checked_files, marks)
    record_marks = (mark for mark in marks if not mark.is_plain_word)
    refuse_leaks(
        _label_records(site, record_files),
        list_confidential_texts(site.plan, site.ledger, record_marks),
        public_words | TEMPLATE_WORDS | collect_words(iter_record_names(site.plan)),
        remedy=_REDACT_AGAIN,
    )
    return page_files | record_files


def refuse_schedule_leaks(
    plan: Plan,
    ledger: Ledger,
    files: Mapping[str, bytes],
    marked_texts: Iterable[WithheldText] = (),
) -> None:
    """Refuse files of the public schedule where one of them holds what stays inside.

    All of them are texts: page, Atom, JSON, iCalendar. No PDF and no Office file is ever public.

    Args:
        plan: the plan.
        ledger: the ledger, whose decisions have reasons.
        files: the files by the names that messages give them, in UTF-8.
        marked_texts: what records of meetings withhold.

    Raises:
        StatplanError: exit code 4; one of them would hold what is withheld.
    """
    withheld_texts = find_withheld_texts(plan, ledger, marked_texts)
    refuse_leaks(files, withheld_texts, _list_public_words(plan), has_dates=False)


def _list_public_words(plan: Plan) -> frozenset[str]:
    return collect_words((*list_public_texts(plan), *_list_phrases()))


def find_withheld_texts(
    plan: Plan, ledger: Ledger, marked_texts: Iterable[WithheldText] = ()
) -> tuple[WithheldText, ...]:
    """Return every text that stays inside: what no record may hold, and the plan's internal texts.

    What the page says anyway, such as titles and our own phrases, is no secret. An internal text
    is none either where an answer for the public says the same.

    Args:
        plan: the plan.
        ledger: the ledger, whose decisions have reasons.
        marked_texts: what records of meetings withhold.
    """
    phrases = tuple(_list_phrases())
    answers = (text for _, text in _iter_public_answers(plan))
    public_texts = (*iter_public_names(plan), *phrases, *answers)
    always_withheld = list_confidential_texts(plan, ledger, marked_texts, phrases)
    inside_texts = filter_unpublished(_list_inside_texts(plan), public_texts)
    return tuple(dict.fromkeys((*always_withheld, *inside_texts)))


def _list_inside_texts(plan: Plan) -> Iterator[WithheldText]:
    """Yield the texts of the plan that are for insiders."""
    by_path = {
        "program.purpose": plan.program.purpose,
        "program.succession": plan.program.succession,
        "program.budget_link": plan.program.budget_link,
        "program.department_plans": plan.program.department_plans,
        "focus.topics_added_by": plan.focus.topics_added_by,
        "focus.ratings": plan.focus.ratings,
        "focus.off_target": plan.focus.off_target,
        "focus.measure_changes": plan.focus.measure_changes,
        "focus.benchmarks": plan.focus.benchmarks,
        "frequency.moving.told": plan.frequency.moving.told,
        "frequency.moving.rhythm": plan.frequency.moving.rhythm,
        "participants.buy_in.replaces": plan.participants.buy_in.replaces,
    }
    yield from (WithheldText(text, where, Parts.NONE) for where, text in by_path.items() if text)
    lists = {
        "program.goals": plan.program.goals,
        "program.training": plan.program.training,
        "focus.questions": plan.focus.questions,
        "participants.analysts.duties": plan.participants.analysts.duties,
        "leadership.ground_rules": plan.leadership.ground_rules,
        "participants.buy_in.results": plan.participants.buy_in.results,
        "participants.buy_in.gains": plan.participants.buy_in.gains,
        "participants.buy_in.steps": plan.participants.buy_in.steps,
    }
    for series in plan.frequency.series or ():
        path = f"frequency.series[{series.id}]"
        lists[f"{path}.purpose"] = (series.purpose,) if series.purpose else None
        lists[f"{path}.out_of_scope"] = series.out_of_scope
    for where, texts in lists.items():
        yield from (WithheldText(listed_text, where, Parts.NONE) for listed_text in texts or ())


def _iter_public_answers(plan: Plan) -> Iterator[tuple[str, str]]:
    """Yield the texts of the plan that are for the public, with their paths."""
    public = plan.publicity
    by_path = {
        "publicity.about": public.about,
        "publicity.join": public.join,
        "publicity.unreached_questions": public.unreached_questions,
        "publicity.sensitive": public.sensitive,
        "publicity.privacy": public.privacy,
        "publicity.accessibility": public.accessibility,
    }
    yield from ((path, text) for path, text in by_path.items() if text)
    for index, rule in enumerate(public.redaction.rules or ()):
        yield f"publicity.redaction.rules[{index}]", rule
    yield from iter_public_other_words(plan)


def _list_phrases() -> Iterator[str]:
    yield from scorecard.FIXED_TEXTS
    for language in list_languages():
        for table in language.phrases.values():
            for phrase in table.values():
                yield from [phrase] if isinstance(phrase, str) else phrase


def _render_files(
    renderers: Iterable[FileRenderer], report: Callable[[str], None]
) -> dict[str, bytes]:
    rendered = {}
    for name, render in renderers:
        report(name)
        rendered[name] = render()
    return rendered


def _list_page_files(site: Site) -> Iterator[FileRenderer]:
    """Yield each file but those of records: its name, and a function that renders it."""
    for language in site.languages:
        yield get_page_file_name(site, language), partial(page.render_page, site, language)
        yield get_feed_file_name(site, language), partial(atom.render_feed, site, language)
    yield DATA, partial(open_data.render_schedule, site)
    yield SCHEMA, lambda: open_data.load_schema().encode()
    if site.address:
        yield CIVIC, partial(civic.render_events, site)
    yield CALENDAR, partial(_render_calendar, site)
    for name, year in list_scorecard_file_names(site):
        yield name, partial(scorecard_pages.render_scorecard_page, site, year)
    for meeting in site.meetings:
        yield get_meeting_file_name(meeting), partial(_render_entries, site, meeting)


def _list_record_files(site: Site) -> Iterator[FileRenderer]:
    for meeting, record in site.records:
        renderer = partial(
            record_pages.render_record_page, site.plan, site.address, meeting, record
        )
        yield record_pages.get_record_file_name(meeting, record), renderer


def _label_records(site: Site, record_files: Mapping[str, bytes]) -> dict[str, bytes]:
    """Return the pages of records by names that say which record each of them is."""
    labels = (
        (record_pages.get_record_file_name(meeting, record), f"{record.kind} of {record.meeting}")
        for meeting, record in site.records
    )
    return {f"{name} ({label})": record_files[name] for name, label in labels}


def _render_calendar(site: Site) -> bytes:
    no_changes = Changes((), site.ledger.issued)
    return ics.write(Publication(site.plan, site.ledger, no_changes).build_feed(PUBLIC))


def _render_entries(site: Site, meeting: PublicMeeting) -> bytes:
    """Render the public entries of one meeting; those of a moved one include the cancelled one."""
    return ics.write(feed_from_ledger(site.plan, site.ledger, meeting.entries, is_public=True))
