"""Messages opened one by one, by a reader that follows RFC 5546 and shares no code with us."""

import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from tests.gates.history import Version
from tests.gates.tools import Seen, seen

Calendar = dict[str, Seen]


class DuplicateError(Exception):
    """An importer met an entry that it has, and gave up (as Thunderbird's does)."""


def imported(calendar: Calendar, files: Iterable[Path]) -> Calendar:
    """Import files as Thunderbird does: at the first entry that is there, everything is refused."""
    found = dict(calendar)
    for events in seen(files).values():
        for each in events:
            if each.uid in calendar:
                raise DuplicateError(each.uid)
            found[each.uid] = each
    return found


def received(calendar: Calendar, files: Iterable[Path]) -> Calendar:
    """Take messages in order: the higher SEQUENCE counts, and then the later DTSTAMP (2.1.5)."""
    found = dict(calendar)
    for events in seen(files).values():
        (each,) = events  # several in one message lose or double some in Thunderbird
        old = found.get(each.uid)
        if old and (old.sequence, old.stamp) >= (each.sequence, each.stamp):
            continue
        found[each.uid] = each
    return found


def living(calendar: Calendar) -> dict[str, tuple[str, str]]:
    """What a person sees: all that was not cancelled."""
    return {
        each.uid: (each.start, each.status)
        for each in calendar.values()
        if each.method != "CANCEL" and each.status != "CANCELLED"
    }


def additions(version: Version) -> list[Path]:
    return [path for path in version.news() if path.stem == "additions"]


def messages(version: Version) -> list[Path]:
    return [path for path in version.news() if path.stem != "additions"]


@pytest.fixture(params=[0, 3, 6], ids=["organizer", "no organizer", "invitations"])
def year(all_versions: list[Version], request: pytest.FixtureRequest) -> list[Version]:
    """One of the three years."""
    first: int = request.param
    return all_versions[first : first + 3]


def test_first_import_additions_and_messages_end_in_what_the_ledger_says(
    year: list[Version],
) -> None:
    calendar = imported({}, [year[0].calendars / "first-import.ics"])
    assert living(calendar) == year[0].living()
    for version in year[1:]:
        calendar = imported(calendar, additions(version))
        calendar = received(calendar, messages(version))
        assert living(calendar) == version.living()
        assert calendar.keys() == version.rows().keys()


def test_messages_opened_in_any_order_end_the_same(year: list[Version]) -> None:
    calendar = imported({}, [year[0].calendars / "first-import.ics"])
    calendar = imported(calendar, [*additions(year[1]), *additions(year[2])])
    later = [*messages(year[2]), *messages(year[1])]
    forwards = received(calendar, [*messages(year[1]), *messages(year[2])])
    assert living(received(calendar, later)) == living(forwards) == year[2].living()


def test_case_56_an_old_message_changes_nothing(year: list[Version]) -> None:
    calendar = imported({}, [year[0].calendars / "first-import.ics"])
    for version in year[1:]:
        calendar = received(imported(calendar, additions(version)), messages(version))
    for version in year[1:]:
        assert received(calendar, messages(version)) == calendar


def test_case_57_additions_are_imported_without_a_duplicate(year: list[Version]) -> None:
    calendar = imported({}, [year[0].calendars / "first-import.ics"])
    assert additions(year[1])
    more = imported(calendar, additions(year[1]))
    assert more.keys() - calendar.keys() == year[1].rows().keys() - year[0].rows().keys()


def test_case_57_the_year_imported_again_is_refused(year: list[Version]) -> None:
    calendar = imported({}, [year[0].calendars / "first-import.ics"])
    with pytest.raises(DuplicateError):
        imported(calendar, [year[1].calendars / "first-import.ics"])


def test_a_message_that_is_missing_is_noticed(year: list[Version]) -> None:
    before = imported({}, [year[0].calendars / "first-import.ics"])
    calendar = imported(before, additions(year[1]))
    telling = [
        path
        for path in messages(year[1])
        if living(received(calendar, [path])) != living(calendar)  # others change words alone
    ]
    assert len(telling) > 4
    for left_out in telling:
        some = [path for path in messages(year[1]) if path != left_out]
        assert living(received(calendar, some)) != year[1].living(), left_out.name


def test_a_number_that_is_stuck_is_noticed(versions: list[Version], tmp_path: Path) -> None:
    calendar = imported({}, [versions[0].calendars / "first-import.ics"])
    moved = next(path for path in messages(versions[1]) if path.stem.endswith("backup-update"))
    text = moved.read_text(encoding="utf-8")
    assert "SEQUENCE:1" in text
    stuck = tmp_path / moved.name
    text = re.sub(r"DTSTAMP:\w+", "DTSTAMP:20261210T120000Z", text)  # the first publish's
    stuck.write_text(text.replace("SEQUENCE:1", "SEQUENCE:0"), encoding="utf-8", newline="")
    assert received(calendar, [stuck]) == calendar
    assert received(calendar, [moved]) != calendar
