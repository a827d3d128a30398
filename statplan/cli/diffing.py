"""`statplan diff`: what a publish would change on calendars, and for whom."""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import typer

from statplan import screen
from statplan.calendars import saying
from statplan.calendars.audience import Audience, audience
from statplan.calendars.telling import wanted
from statplan.cli import keeping
from statplan.cli.keeping import Kept, keep
from statplan.cli.lines import put
from statplan.cli.standing_files import warn_of_broken_files
from statplan.files.near_misses import quote
from statplan.files.output import STANDARD_OUTPUT, find_format, write_output
from statplan.ledger import Change, Changes, Issued, Wanted, compare
from statplan.ledger.writing import issued_digest

FORMATS = ("text", "json", "md", "github")
_EXIT_PENDING = 3


@dataclass(frozen=True, slots=True)
class Difference:
    """All changes that are pending, and those of them that an audience is shown."""

    kept: Kept
    all: Changes
    audience: Audience

    @property
    def shown(self) -> list[Change]:
        """The changes that the audience is shown, as it sees them."""
        return [each for each in map(self.audience.seen, self.all.found) if each]

    def counted(self) -> str:
        """The line that sums it up."""
        shown = self.shown
        if self.audience.public:
            return saying.counted(len(shown), self.standing())
        touched = {person for each in shown for person in each.people}
        return saying.counted(len(shown), self.standing(), len(touched))

    def standing(self) -> int:
        """How many of the entries that the audience has stand as they were published."""
        changed = {each.new.key for each in self.shown}
        rows = self.kept.ledger.issued
        return sum(
            row.lives and row.key not in changed and self.audience.concerns(row) for row in rows
        )


def difference(kept: Kept, name: str = "all", *, reword: bool = False) -> Difference:
    """What a publish would change now; with `reword`, one that sends all wording of today."""
    plan, year = kept.loaded.plan, kept.year()
    who = audience(plan, name)
    now = wanted(plan, kept.settled(), year.ground)
    return Difference(kept, compare(kept.ledger, now, year.day, reword=reword), who)


def run(
    given: Path | None, name: str, form: str, output: str, *, exit_code: bool, force: bool
) -> None:
    """Show or save what is pending."""
    is_shown = output in STANDARD_OUTPUT
    form = find_format(form, output, FORMATS, "text" if is_shown else "json")
    kept = keep(given)
    warn_of_broken_files(kept)
    found = difference(kept, name)
    text = {"text": as_text, "json": as_json, "md": as_markdown, "github": as_github}[form](found)
    if is_shown and form == "text":
        put(text.splitlines())
    else:
        write_output(output, text.encode(), keeping.find_state(kept.loaded), form=form, force=force)
        if form == "json" and not is_shown:
            screen.say(f"Next: `statplan publish {quote(Path(output))}` commits just this.")
    if exit_code and found.all:
        raise typer.Exit(_EXIT_PENDING)


def as_text(found: Difference) -> str:
    """For eyes: a line for each change, grouped by series."""
    lines = [*saying.lines(found.shown)]
    summary = f"{found.counted()}." if lines else f"No change; {_standing(found)}."
    reworded = found.all.reworded if found.audience.name == "all" else 0
    waiting = [screen.finish_words(saying.count_reworded(reworded))] * bool(reworded)
    return "\n".join([*lines, *[""] * bool(lines), summary, *waiting]) + "\n"


def _standing(found: Difference) -> str:
    count = found.standing()
    return "1 entry stands as published" if count == 1 else f"{count} entries stand as published"


def as_markdown(found: Difference) -> str:
    """For a request to merge, or a mail."""
    if not found.shown:
        return "No change.\n"
    return "\n".join([f"{found.counted()}.", "", *saying.table(found.shown)])


def as_github(found: Difference) -> str:
    """For the log of a GitHub workflow: a notice for each change."""
    lines = []
    for each in found.shown:
        title = f"{saying.sign(each)} {each.new.meeting} {saying.role(each.new)}"
        old, new = saying.dates(each)
        lines.append(f"::notice title={_escape(title, title=True)}::{_escape(f'{old} -> {new}')}")
    return "\n".join([*lines, f"::notice title=statplan::{found.counted()}"]) + "\n"


def _escape(text: str, *, title: bool = False) -> str:
    escaped = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return escaped.replace(":", "%3A").replace(",", "%2C") if title else escaped


def as_json(found: Difference) -> str:
    """For a program, and for `publish FILE`."""
    return json.dumps(saved(found), indent=2, ensure_ascii=False) + "\n"


def saved(found: Difference) -> dict[str, Any]:
    """A change set as plain data; the ledger that it was made from is named with it.

    One for the public names neither a ledger nor people.
    """
    if found.audience.public:
        changes = [_change(each) for each in found.shown]
        told = {"version": 1, "audience": "public", "summary": found.counted()}
        return {**told, "changes": [{**each, "people": []} for each in changes]}
    ledger = found.kept.ledger
    everything = found.audience.name == "all"
    return {
        "version": 1,
        "lineage": ledger.lineage,
        "serial": ledger.serial,
        "issued": issued_digest(ledger),
        "audience": found.audience.name,
        "summary": found.counted(),
        "changes": [_change(each) for each in (found.all.found if everything else found.shown)],
    }


def _change(each: Change) -> dict[str, Any]:
    return {
        "what": each.what,
        "sign": saying.sign(each),
        "meeting": each.new.meeting,
        "role": each.new.role,
        "name": each.new.text.name,
        "old": _entry(each.old) if each.old else None,
        "new": _entry(each.new),
        "people": list(each.people),
    }


def _entry(row: Wanted | Issued) -> dict[str, str]:
    return {
        "state": row.state.value,
        "start": row.start.isoformat(timespec="minutes"),
        "end": row.end.isoformat(timespec="minutes"),
        "zone": row.zone,
    }
