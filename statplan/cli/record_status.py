"""What `statplan status` tells of records: late ones, and cleared copies on no page yet."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from statplan.errors import Command, Remedy, Words
from statplan.ledger.year_state import YearState
from statplan.plan.choices import format_choice, is_other
from statplan.plan.english import format_list, format_short_date
from statplan.records.clearance import RecordFolder
from statplan.records.commitments import RecordCommitment, list_missing_records
from statplan.records.model import RecordKind, list_promised_kinds
from statplan.workspace import files
from statplan.workspace.public_folder import PUBLIC_FOLDER, is_schedule_public
from statplan.workspace.records_folder import check_cleared_copies
from statplan.workspace.workspace import Workspace

_PAPERS = ("agenda", "memo", "slides")
_Identity = tuple[str, RecordKind]


@dataclass(frozen=True, slots=True)
class RecordStatus:
    """The records of a year: the cleared copies, their pages, and what is owed.

    `published` are the records that have a page in the public folder, `current` those of which it
    is the page as a publish would write it. `commitments` are the promised records without a page.
    """

    workspace: Workspace
    year_state: YearState
    folder: RecordFolder
    published: frozenset[_Identity]
    current: frozenset[_Identity]
    commitments: tuple[RecordCommitment, ...]

    def list_sections(self, day: date) -> Iterator[tuple[Words, Iterable[Words]]]:
        """Yield the title and the lines of each section, those without lines too."""
        yield (
            "Promised to the public, and late",
            self._list_late(day),
        )
        yield (
            Remedy("Cleared, and not published yet: ", Command("publish")),
            self._list_unpublished(),
        )
        yield "Promised to the public, and not checked by statplan", self._list_unchecked()
        yield (
            "Records that cannot be published",
            (problem.describe() for problem in self.folder.problems),
        )
        yield (
            "Not read by a second person yet",
            (problem.describe() for problem in self.folder.unread),
        )

    def _list_late(self, day: date) -> Iterator[Words]:
        for commitment in self.commitments:
            meeting, kind = commitment.meeting, commitment.kind
            if commitment.due >= day or (meeting, kind) in self.folder.copies:
                continue
            due = format_short_date(commitment.due)
            notes_name = self.folder.notes.get((meeting, kind))
            remedy = (
                Remedy("make the public copy: ", Command("redact", notes_name))
                if notes_name
                else Remedy("begin it: ", Command("notes", meeting, "--kind", kind))
            )
            yield Remedy(f"{kind.answer} of {meeting} due {due}, not published; ", remedy)

    def _list_unpublished(self) -> Iterator[str]:
        """Yield the cleared copies that the next publish puts on a page, or on it anew."""
        plan, states = self.workspace.loaded.plan, self.year_state.index_by_key()
        due_days = {(owed.meeting, owed.kind): owed.due for owed in self.commitments}
        waiting = sorted({*self.folder.copies} - self.current) if is_schedule_public(plan) else ()
        for meeting, kind in waiting:
            if meeting not in states or not states[meeting].is_shown:
                continue  # no page leads to it
            if kind in list_promised_kinds(plan):
                due = due_days.get((meeting, kind))
                promise = f" due {format_short_date(due)}" if due else ""
                is_old = (meeting, kind) in self.published
                earlier = "; its page is of an earlier copy or plan" if is_old else ""
                yield f"{kind.answer} of {meeting}{promise}{earlier}"

    def _list_unchecked(self) -> Iterator[str]:
        """Yield what the plan publishes and no publish writes, once a meeting was held."""
        plan = self.workspace.loaded.plan
        if not any(state.history.is_held for state in self.year_state.meeting_states):
            return
        publications = plan.publicity.publishes or ()
        papers = [
            format_choice(publication)
            for publication in publications
            if publication in _PAPERS or is_other(publication)
        ]
        if papers:
            pronoun = "them" if papers[1:] or papers == ["slides"] else "it"
            fact = f"put {pronoun} on the web yourself, after somebody has read {pronoun}"
            yield f"{format_list(papers)}: {fact}"
        if "recording" in publications:
            yield "recording: put it on the web yourself, after somebody has watched it"
        kinds = format_list(kind.answer for kind in list_promised_kinds(plan))
        if kinds and not is_schedule_public(plan):
            yield f"{kinds}: the plan publishes no schedule, so put the cleared copies on the web"


def read_record_status(workspace: Workspace, year_state: YearState) -> RecordStatus:
    """Return the status of the records beside a plan."""
    plan = workspace.loaded.plan
    folder = check_cleared_copies(workspace)
    published, current = _find_pages(workspace, folder)
    commitments = list_missing_records(
        plan,
        workspace.loaded.schedule,
        year_state,
        published if is_schedule_public(plan) else folder.copies,
    )
    return RecordStatus(workspace, year_state, folder, published, current, commitments)


def _find_pages(
    workspace: Workspace, folder: RecordFolder
) -> tuple[frozenset[_Identity], frozenset[_Identity]]:
    """Return the cleared records with a page in the public folder, and those whose page is new."""
    if not folder.copies or not is_schedule_public(workspace.loaded.plan):
        return frozenset(), frozenset()
    from statplan.records.clearance import read_cleared_records
    from statplan.site.build_site import make_site
    from statplan.site.record_pages import get_record_file_name, render_record_page

    plan, schedule = workspace.loaded.plan, workspace.loaded.schedule
    records = read_cleared_records(replace(folder, problems=(), unread=()))
    site = make_site(plan, workspace.ledger, schedule, workspace.today, records=records)
    public = workspace.calendar_folder / PUBLIC_FOLDER
    published, current = set(), set()
    for meeting, record in site.records:
        page = files.read_if_exists(public / get_record_file_name(meeting, record))
        if page:
            published.add((record.meeting, record.kind))
        if page == render_record_page(plan, site.address, meeting, record):
            current.add((record.meeting, record.kind))
    return frozenset(published), frozenset(current)
