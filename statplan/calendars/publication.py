"""Everything that a publish writes into the calendar folder, as bytes by name."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from statplan.calendars import ics
from statplan.calendars.audience import Audience
from statplan.calendars.feed import Feed, Person
from statplan.calendars.note import note
from statplan.calendars.published_names import ADDITIONS, FEED, FIRST_IMPORT, NOTE
from statplan.calendars.telling import calendar_of, in_feed, organizer, people
from statplan.holds import State
from statplan.ledger import Change, Changes, Issued, Ledger
from statplan.ledger.writing import publish_digest
from statplan.plan import Plan
from statplan.plan.zone import zone

_SAID = frozenset({"restore", "move", "confirm", "text", "again", "cancel", "release"})


@dataclass(frozen=True, slots=True)
class Publication:
    """What is published: the ledger as it is now, what changed, and for whom besides everybody.

    `invite` asks for messages that invite (REQUEST), with those who must come as attendees.
    """

    plan: Plan
    ledger: Ledger
    changes: Changes
    audiences: tuple[Audience, ...] = ()
    invite: bool = False

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Each file by its name in the calendar folder, the same for the same ledger and plan."""
        everybody = Audience("all")
        yield FEED, ics.write(self.feed(everybody))
        yield FIRST_IMPORT, ics.write(self._import(self._living(everybody)))
        for each in self.audiences:
            if each != everybody:
                yield f"{each.name}/{FEED}", ics.write(self.feed(each))
        yield from self.change_files()

    def feed(self, audience: Audience) -> Feed:
        """The full feed of an audience."""
        kept = self.plan.frequency.calendars.cancelled_days or 0
        rows = [
            row
            for row in self.ledger.issued
            if audience.concerns(row) and in_feed(self.ledger, row, kept)
        ]
        return calendar_of(self.plan, self.ledger, rows, public=audience.public)

    def folder(self) -> str:
        """The dated folder of what changed."""
        published = self.ledger.published
        if published is None:
            return ""
        day = published.at.astimezone(zone(self.plan.program.timezone or "UTC")).date()
        return f"{day}-{published.serial:04}-{publish_digest(self.ledger)}"

    def _living(self, audience: Audience) -> list[Issued]:
        return [row for row in self.ledger.issued if row.lives and audience.concerns(row)]

    def _import(self, rows: Iterable[Issued]) -> Feed:
        """A file to import once: a message to all where there is an organizer to be named."""
        feed = calendar_of(self.plan, self.ledger, rows)
        who = organizer(self.plan)
        return replace(feed, method="PUBLISH", organizer=who) if who else feed

    def change_files(self) -> Iterator[tuple[str, bytes]]:
        """Each file about what changed: additions, messages, and the note; none without changes."""
        if not self.changes:
            return
        folder = self.folder()
        rows = self.ledger.rows()
        shown = [each for each in self.changes.found if not each.all_day]
        added = [rows[each.new.key] for each in shown if each.what == "add"]
        if added:
            yield f"{folder}/{ADDITIONS}", ics.write(self._import(added))
        for each in shown:
            if each.what in _SAID or self.invite:
                row = rows[each.new.key]
                yield f"{folder}/{_name(row)}", ics.write(self._message(row, each))
        told = note(self.plan, self.ledger, self.changes, folder).encode()
        yield f"{folder}/{NOTE}", told
        yield NOTE, told

    def _message(self, row: Issued, change: Change) -> Feed:
        """A message about one entry (RFC 5546); without an organizer, an entry without method."""
        feed = calendar_of(self.plan, self.ledger, [row])
        who = organizer(self.plan)
        if who is None:
            return feed
        guests = self._guests(change, who) if self.invite else ()
        gone = row.state in {State.CANCELLED, State.RELEASED}
        method = "CANCEL" if gone else "REQUEST" if guests else "PUBLISH"
        return replace(feed, method=method, organizer=who, attendees=guests)

    def _guests(self, change: Change, who: Person) -> tuple[Person, ...]:
        found = people(self.plan, change.people)
        return tuple(each for each in found if each.address != who.address)


def _name(row: Issued) -> str:
    """A file's name that sorts by meeting and tells what it does."""
    does = "cancel" if row.state in {State.CANCELLED, State.RELEASED} else "update"
    return f"{row.meeting.replace('/', '-')}-{row.role}-{does}.ics"
