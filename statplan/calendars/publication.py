"""Everything that a publish writes into the calendar folder, as bytes by name."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from statplan.calendars import ics
from statplan.calendars.audience import Audience
from statplan.calendars.build_calendar import (
    feed_from_ledger,
    find_organizer,
    is_in_feed,
    list_addresses,
)
from statplan.calendars.change_note import render_change_note
from statplan.calendars.feed import CalendarAddress, Feed
from statplan.calendars.published_files import (
    ADDITIONS_FILE,
    CHANGE_NOTE_FILE,
    FEED_FILE,
    FIRST_IMPORT_FILE,
)
from statplan.ledger.diff import RESCHEDULED, Change, Changes
from statplan.ledger.file_writer import hash_publish
from statplan.ledger.model import IssuedEntry, Ledger
from statplan.plan.model import Plan
from statplan.plan.timezones import load_timezone

_MESSAGE_CHANGES = RESCHEDULED | {"text", "again"}


@dataclass(frozen=True, slots=True)
class Publication:
    """A publication: the ledger as it is now, what changed, and the audiences besides everybody.

    `invite` asks for messages that invite (REQUEST), whose attendees are those it affects.
    """

    plan: Plan
    ledger: Ledger
    changes: Changes
    audiences: tuple[Audience, ...] = ()
    invite: bool = False

    def iter_files(self) -> Iterator[tuple[str, bytes]]:
        """Yield each file by its name in the calendar folder; the same for the same input."""
        everybody = Audience("all")
        yield FEED_FILE, ics.write(self.build_feed(everybody))
        yield (
            FIRST_IMPORT_FILE,
            ics.write(self._build_import_feed(self._list_live_entries(everybody))),
        )
        for audience in self.audiences:
            if audience != everybody:
                yield f"{audience.name}/{FEED_FILE}", ics.write(self.build_feed(audience))
        yield from self.iter_change_files()

    def build_feed(self, audience: Audience) -> Feed:
        """Return the full feed of an audience."""
        cancelled_days = self.plan.frequency.calendars.cancelled_days or 0
        entries = [
            entry
            for entry in self.ledger.issued
            if audience.has_entry(entry) and is_in_feed(self.ledger, entry, cancelled_days)
        ]
        return feed_from_ledger(self.plan, self.ledger, entries, is_public=audience.is_public)

    def format_folder_name(self) -> str:
        """Return the name of the dated folder of what changed."""
        published = self.ledger.published
        if published is None:
            return ""
        day = published.published_at.astimezone(
            load_timezone(self.plan.program.timezone or "UTC")
        ).date()
        return f"{day}-{published.serial:04}-{hash_publish(self.ledger)}"

    def _list_live_entries(self, audience: Audience) -> list[IssuedEntry]:
        return [
            entry for entry in self.ledger.issued if entry.is_live and audience.has_entry(entry)
        ]

    def _build_import_feed(self, entries: Iterable[IssuedEntry]) -> Feed:
        """Return a feed to import once; it is a message if the plan names an organizer."""
        feed = feed_from_ledger(self.plan, self.ledger, entries)
        organizer = find_organizer(self.plan)
        return replace(feed, method="PUBLISH", organizer=organizer) if organizer else feed

    def iter_change_files(self) -> Iterator[tuple[str, bytes]]:
        """Yield the files about what changed: additions, messages, and the note; or none."""
        if not self.changes:
            return
        folder = self.format_folder_name()
        entries_by_key = self.ledger.index_rows()
        visible_changes = [change for change in self.changes.differences if not change.is_all_day]
        added_entries = [
            entries_by_key[change.new.key] for change in visible_changes if change.kind == "add"
        ]
        if added_entries:
            yield f"{folder}/{ADDITIONS_FILE}", ics.write(self._build_import_feed(added_entries))
        for change in visible_changes:
            if change.kind in _MESSAGE_CHANGES or self.invite:
                entry = entries_by_key[change.new.key]
                yield (
                    f"{folder}/{_format_file_name(entry)}",
                    ics.write(self._build_message(entry, change)),
                )
        note_content = render_change_note(self.plan, self.ledger, self.changes, folder).encode()
        yield f"{folder}/{CHANGE_NOTE_FILE}", note_content
        yield CHANGE_NOTE_FILE, note_content

    def _build_message(self, entry: IssuedEntry, change: Change) -> Feed:
        """Return a message about one entry (RFC 5546); without an organizer it has no method."""
        feed = feed_from_ledger(self.plan, self.ledger, [entry])
        organizer = find_organizer(self.plan)
        if organizer is None:
            return feed
        attendees = self._list_attendees(change, organizer) if self.invite else ()
        method = "CANCEL" if not entry.is_live else "REQUEST" if attendees else "PUBLISH"
        return replace(feed, method=method, organizer=organizer, attendees=attendees)

    def _list_attendees(
        self, change: Change, organizer: CalendarAddress
    ) -> tuple[CalendarAddress, ...]:
        addresses = list_addresses(self.plan, change.people)
        return tuple(address for address in addresses if address.address != organizer.address)


def _format_file_name(entry: IssuedEntry) -> str:
    """Return a file name that sorts by meeting and ends with what the file does."""
    action = "update" if entry.is_live else "cancel"
    return f"{entry.meeting.replace('/', '-')}-{entry.role}-{action}.ics"
