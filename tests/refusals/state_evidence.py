"""Refusals where a calendar folder lacks what shows that the ledger is the last one."""

from tests.refusals.state_contradictions import describe_recovery
from tests.support.remedy_cases import RemedyFolder, publish
from tests.support.state_refusals import RefusalCase
from tests.support.workspace_remedies import (
    COPY,
    FEED,
    LEDGER,
    MANIFEST,
    damage_calendars,
    damage_manifest,
    delete_calendars,
    publish_copy_ahead,
)


def damage_copy(folder: RemedyFolder) -> None:
    """Leave a copy of the ledger that is cut off."""
    publish(folder)
    folder.write(COPY, (folder.path / LEDGER).read_text("utf-8")[:-40])


def change_feed(folder: RemedyFolder) -> None:
    """Lose the manifest, and let the feed show an entry on another date."""
    publish(folder)
    (folder.path / MANIFEST).unlink()
    path = folder.path / FEED
    path.write_bytes(path.read_bytes().replace(b":20270311T080000", b":20270318T080000"))


def rename_calendars(folder: RemedyFolder) -> None:
    """Rename the calendar folder."""
    publish(folder)
    (folder.path / "calendars").rename(folder.path / "kalender")


CASES = (
    RefusalCase(
        "workspace/contradictions.find_newer_copies",
        "status",
        (
            "/plan/statplan.ledger-PC.json looks like a copy of the ledger that cannot "
            "be proved: /plan/statplan.ledger-PC.json cannot be read: it is cut off or "
            "damaged at line 126, column 39."
        ),
        ("Put the whole copy there. If it is of no use, rename statplan.ledger-PC.json."),
        prepare=damage_copy,
    ),
    RefusalCase(
        "workspace/contradictions.find_newer_copies (2)",
        "status",
        (
            "/plan/statplan.ledger-PC.json is a copy of the ledger, and knows decisions "
            "or publishes that the ledger does not know."
        ),
        "`statplan doctor --merge /plan/statplan.ledger-PC.json` unites them.",
        prepare=publish_copy_ahead,
    ),
    RefusalCase(
        "workspace/contradictions._find_missing_evidence",
        "status",
        (
            "/plan/calendars/calendar.ics shows 1 entry on another date than "
            "/plan/statplan.ledger.json, under the same number."
        ),
        describe_recovery("/plan/calendars", is_there=True),
        prepare=change_feed,
    ),
    RefusalCase(
        "workspace/contradictions._find_missing_evidence (2)",
        "status",
        ("the calendars were published into /plan/kalender, and the plan states /plan/calendars."),
        (
            "Rename /plan/kalender to /plan/calendars, so that subscriptions go on, or "
            "state its name in the plan (frequency.calendars.folder)."
        ),
        prepare=rename_calendars,
    ),
    RefusalCase(
        "workspace/contradictions._find_missing_evidence (3)",
        "status",
        (
            "/plan/calendars/published.json is missing: nothing shows that "
            "statplan.ledger.json is the last one."
        ),
        (
            "Restore /plan/calendars from version control or a backup. If "
            "statplan.ledger.json is the last one, `statplan doctor --repair` writes the "
            "calendars anew, but no dated folder of an earlier publish."
        ),
        prepare=delete_calendars,
    ),
    RefusalCase(
        "workspace/contradictions._describe_damage",
        "status",
        (
            "/plan/calendars/published.json cannot be read: it is cut off or damaged at "
            "line 1, column 1."
        ),
        ("`statplan doctor --repair` makes it anew: the rest of the folder confirms the ledger."),
        prepare=damage_manifest,
    ),
    RefusalCase(
        "workspace/contradictions._describe_damage (2)",
        "status",
        (
            "/plan/calendars/published.json cannot be read: it is cut off or damaged at "
            "line 1, column 1. Nothing else in the folder shows that "
            "statplan.ledger.json is the last one."
        ),
        (
            "Restore /plan/calendars from version control or a backup. If you are "
            "certain that statplan.ledger.json is the last one, move /plan/calendars "
            "away, and run `statplan doctor --repair`, which writes the calendars anew."
        ),
        prepare=damage_calendars,
    ),
)
