"""A ledger file is read as statplan wrote it, or refused with a reason; nothing else happens."""

import json
from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from datetime import date
from functools import cache
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statplan.errors import StatplanError
from statplan.ledger import Ledger
from statplan.ledger.file_reader import find_inconsistencies, is_sealed, parse_ledger, read_ledger
from statplan.ledger.file_writer import dump_ledger
from statplan.ledger.year_records import build_planned_year, record_year
from statplan.schedule import make_schedule
from statplan.schedule.holiday_lists import look_up_holidays
from tests.support.plans import LINEAGE
from tests.support.sample_site import LIFE, city, tell
from tests.support.tampered_files import (
    Path,
    part_at,
    places,
    put_at,
    renamed_ledger,
    sealed_ledger,
)

NAME = "statplan.ledger.json"
NOT_OURS = "is not as statplan writes it."


@cache
def whole() -> Ledger:
    """A ledger with a part of every kind."""
    plan = city()
    plan["frequency"]["preparation"] = {"data_due": 5}
    kept = [look_up_holidays("US", part, 2027, observed=True) for part in (None, "VA")]
    told = tell(plan, LIFE)
    today = date(2027, 3, 20)
    year = build_planned_year(told.plan, make_schedule(told.plan), today)
    return replace(record_year(told.ledger, year), holiday_lists=tuple(kept))


def plain() -> dict[str, Any]:
    """The same as plain data, without its digest."""
    data: dict[str, Any] = json.loads(dump_ledger(whole()))
    del data["digest"]
    return data


def changed(path: Path, answer: object) -> dict[str, Any]:
    data = plain()
    put_at(data, path, answer)
    return data


def refusal(data: bytes) -> str:
    with pytest.raises(StatplanError) as refused:
        read_ledger(data, NAME, LINEAGE)
    assert refused.value.exit_code == 4
    assert str(refused.value.remedy)
    return refused.value.message


def test_the_layout_of_these_tests_is_the_one_that_statplan_writes() -> None:
    assert sealed_ledger(plain()) == dump_ledger(whole())
    assert renamed_ledger(plain()) == plain()
    assert read_ledger(sealed_ledger(plain()), NAME, LINEAGE) == whole()
    assert not list(find_inconsistencies(whole()))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("path", "answer"),
    [
        (("schema",), True),
        (("schema",), 1.0),
        (("schema",), 0),
        (("lineage",), "not a uuid"),
        (("lineage",), None),
        (("serial",), -1),
        (("serial",), 2**31),
        (("serial",), 10**4000),
        (("serial",), "3"),
        (("serial",), float("nan")),
        (("published",), []),
        (("published", "at"), 1799000000),
        (("published", "at"), "1799000000"),
        (("published", "at"), "2027-01-14T15:00:00+00:00"),
        (("published", "at"), "2027-01-14T15:00:00z"),
        (("published", "at"), "2027-02-30T15:00:00Z"),
        (("published", "at"), "9999-12-31T23:59:59Z"),
        (("published", "at"), "0001-01-01T00:00:00Z"),
        (("published", "zone_data"), None),
        (("published", "zone_data"), "2026.6\n"),
        (("published", "zone_data"), ""),
        (("audiences",), ["../../x"]),
        (("audiences",), ["Public"]),
        (("audiences",), "public"),
        (("audiences",), ["x"] * 10_001),
        (("decisions", 0, "kind"), "burn"),
        (("decisions", 0, "meeting"), "../../x"),
        (("decisions", 0, "meeting"), "blight/../2027-01"),
        (("decisions", 0, "meeting"), "blight/2027-1"),
        (("decisions", 0, "meeting"), "blight/2027-01/x"),
        (("decisions", 0, "meeting"), "blight/2027-01\n"),
        (("decisions", 0, "to"), "2027-01-01"),
        (("decisions", 0, "reason"), "bell \a"),
        (("decisions", 0, "strange"), 1),
        (("told", 0, "role"), "data-due"),
        (("told", 0, "public"), 1),
        (("told", 0, "was"), "2027-01-14"),
        (("told",), None),
        (("holidays", 0, "country"), "us"),
        (("holidays", 0, "subdivision"), ""),
        (("holidays", 0, "observed"), "yes"),
        (("holidays", 0, "year"), 9999),
        (("holidays", 0, "release"), "0 95"),
        (("holidays", 0, "days", "2027-01-01"), []),
        (("holidays", 0, "days", "2027-01-01"), "New Year's Day"),
        (("holidays", 0, "days", "2027-01-01", 0), "bell \a"),
        (("holidays",), None),
        (("issued", 0, "meeting"), "Blight/2027-01"),
        (("issued", 0, "role"), "../boss"),
        (("issued", 0, "role"), ["primary"]),
        (("issued", 0, "state"), "perhaps"),
        (("issued", 0, "start"), "2027-01-14T08:00:00"),
        (("issued", 0, "start"), "2027-01-14T08:00Z"),
        (("issued", 0, "start"), "9999-12-31T23:59"),
        (("issued", 0, "start"), "\u0662\u0660\u0662\u0667-01-14T08:00"),
        (("issued", 0, "zone"), "Mars/Olympus"),
        (("issued", 0, "zone"), "../../etc/passwd"),
        (("issued", 0, "zone"), None),
        (("issued", 0, "utc"), "2027-01-14T14:00:00Z"),
        (("issued", 0, "utc"), ["2027-01-14T14:00:00Z"]),
        (("issued", 0, "utc", 0), "2027-01-14T14:00"),
        (("issued", 0, "sequence"), 2**31),
        (("issued", 0, "sequence"), 0.0),
        (("issued", 0, "text"), "../x"),
        (("issued", 0), []),
        (("issued",), {}),
        (("who", 0, "people"), ["Not An Id"]),
        (("who", 0, "people"), [["a"]]),
        (("who", 0, "about"), None),
        (("texts", 0, "name"), "bell \a"),
        (("texts", 0, "paired"), "yes"),
        (("texts",), None),
        (("years",), None),
        (("years", 0, "first"), "2027-1-01"),
        (("years", 0, "last"), None),
        (("years", 0, "at"), "2026-12-10"),
        (("years", 0, "next_by"), ""),
        (("meetings",), {}),
        (("meetings", 0, "meeting"), "../../x"),
        (("meetings", 0, "planned"), "2027-01-14T08:00"),
        (("meetings", 0, "planned", "minutes"), 0),
        (("meetings", 0, "settings"), "../x"),
        (("meetings", 0, "counted"), "January 14"),
        (("meetings", 0, "number"), 0),
        (("meetings", 0, "moved"), "2027-01-14"),
        (("meetings", 0, "backup"), None),
        (("meetings", 0, "promised"), []),
        (("meetings", 0, "promised", "about"), "works"),
        (("meetings", 0, "promised", "due"), {"party": "2027-01-14"}),
        (("meetings", 0, "promised", "due", "data-due"), "2027-01-14T08:00"),
        (("settings", 0, "title"), None),
        (("settings", 0, "mode"), "by pigeon"),
        (("settings", 0, "required"), ["Not An Id"]),
        (("strange",), 1),
    ],
)  # fmt: skip
def test_a_part_that_statplan_never_writes_is_named(path: Path, answer: object) -> None:
    part = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)[1:]
    said = refusal(sealed_ledger(changed(path, answer)))
    assert said.startswith(f"{NAME} cannot be read: its part {part}")
    assert said.endswith(NOT_OURS)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "it is cut off or damaged"),
        (b"<<<<<<< HEAD\n{}", "it is cut off or damaged"),
        (b"\xef\xbb\xbf{", "it is cut off or damaged"),
        (b"\xef\xbb\xbf{}", f"its part schema {NOT_OURS[:-1]}"),
        ("{".encode("utf-16"), "it is cut off or damaged"),
        ("{}".encode("utf-16"), f"its part schema {NOT_OURS}"),
        (b"\xff\xfe{\x00}", "it is cut off or damaged"),
        (b"[" * 100_000, "it is cut off or damaged"),
        (b'{"serial": ' + b"9" * 5_000 + b"}", "it is cut off or damaged"),
        (b'{"lineage": "\\ud800"}', "it is cut off or damaged"),
        (b"[]", "it is another file"),
        (b'"text"', "it is another file"),
        (b"{}", f"its part schema {NOT_OURS[:-1]}"),
    ],
)
def test_a_file_that_is_no_ledger_is_refused_with_a_reason(data: bytes, reason: str) -> None:
    assert refusal(data).startswith(f"{NAME} cannot be read: {reason}")


def test_a_part_that_stands_twice_is_refused() -> None:
    data = dump_ledger(whole())
    assert b'"audiences": ' in data
    twice = data.replace(b'"audiences": ', b'"audiences": ["public"],\n"audiences": ', 1)
    assert refusal(twice) == f"{NAME} cannot be read: it has its part audiences twice."


def test_a_newer_ledger_is_named_as_one_whatever_else_it_says() -> None:
    said = refusal(sealed_ledger({**changed(("schema",), 2), "added": {"deep": [1.5, None]}}))
    assert said == f"{NAME} was written by a newer statplan (schema 2)."


@pytest.mark.parametrize("answer", [None, 3, ["x"], {}, "", "0" * 64])
def test_a_digest_that_does_not_fit_is_a_change_by_hand(answer: object) -> None:
    data = json.dumps({**plain(), "digest": answer}).encode()
    assert "changed by hand" in refusal(data)
    assert not is_sealed(data)
    assert parse_ledger(data, NAME) == whole()


def test_a_ledger_without_a_digest_was_changed_by_hand() -> None:
    assert "changed by hand" in refusal(json.dumps(plain()).encode())


def renamed(data: dict[str, Any]) -> None:
    """Give the first row's words another text, under the text's own new name."""
    text = data["texts"][0]
    data["texts"].append({**text, "name": "Other words"})


def _drop(name: str) -> Callable[[dict[str, Any]], None]:
    return lambda data: data[name].clear()


def _twice(name: str) -> Callable[[dict[str, Any]], None]:
    return lambda data: data[name].append(deepcopy(data[name][0]))


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        (_drop("texts"), "it lacks the text "),
        (_drop("who"), "it lacks the who "),
        (_drop("settings"), "it lacks the settings "),
        (_twice("texts"), "it has a line of its texts or its who twice"),
        (_twice("who"), "it has a line of its texts or its who twice"),
        (renamed, "was changed"),
        (lambda data: put_at(data, ("texts", 0, "name"), "Another"), "was changed"),
        (lambda data: put_at(data, ("who", 0, "people"), ["somebody"]), "was changed"),
        (lambda data: put_at(data, ("settings", 0, "title"), "Another"), "were changed"),
    ],
)
def test_words_and_people_are_those_that_their_names_say(
    change: Callable[[dict[str, Any]], None], reason: str
) -> None:
    data = plain()
    change(data)
    assert reason in refusal(sealed_ledger(data))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("path", "answer", "reason"),
    [
        (("published", "serial"), 1000, "its last publish knows more than the ledger itself."),
        (("published", "decisions"), 1000, "its last publish knows more than the ledger itself."),
        (("published", "at"), "2020-01-01T00:00:00Z", "changed after the last publish"),
        (("published",), None, "nothing was published."),
        (("issued", 0, "sequence"), 1000, "changed after the last publish, or too often."),
        (("issued", 0, "changed"), "2026-01-01T00:00:00Z", "changed after the last publish"),
        (("issued", 0, "created"), "2100-01-01T00:00:00Z", "changed after the last publish"),
        (("issued", 0, "end"), "1999-01-01T00:00", "has no length"),
        (("issued", 0, "end"), "2099-01-01T00:00", "has no length"),
        (("issued", 0, "utc"), None, "has no length"),
        (("issued", 0, "utc", 0), "2020-01-14T14:00:00Z", "has no length"),
        (("issued", 0, "utc", 1), "2099-01-14T14:00:00Z", "has no length"),
        (("issued", 0, "uid"), "x@statplan", "is not its own."),
        (("told", 0, "at"), "2100-01-01T00:00:00Z", "its history has a change after"),
        (("holidays", 0, "days"), {"2026-01-01": ["New Year's Day"]}, "or of another year."),
        (("holidays", 0, "days"), {"2027-02-30": ["A day"]}, "a day that does not exist."),
        (("holidays", 1, "subdivision"), None, "its lists of holidays are not in order."),
        (("holidays", 0, "subdivision"), "WY", "its lists of holidays are not in order."),
        (("years", 0, "last"), "2026-06-30", "its years are not in order, or overlap."),
        (("years", 0, "at"), "2100-01-01T00:00:00Z", "published after the last publish."),
        (("years", 0, "first"), "2027-12-01", "in none of its years."),
        (("meetings", 1, "meeting"), "a/2027-01", "its meetings are not in order"),
        (("meetings", 0, "meeting"), "a/2027-01", "the record of a/2027-01, and no entry of it."),
    ],
)
def test_what_cannot_be_is_said_though_the_digest_fits(
    path: Path, answer: object, reason: str
) -> None:
    assert reason in refusal(sealed_ledger(changed(path, answer)))


def test_a_deadline_takes_a_whole_day() -> None:
    data = plain()
    row = next(line for line in data["issued"] if line["role"] == "data-due")
    row["start"] = row["start"].replace("T00:00", "T09:00")
    assert "has no length" in refusal(sealed_ledger(data))


def test_a_deadline_has_no_moment() -> None:
    data = plain()
    row = next(line for line in data["issued"] if line["role"] == "data-due")
    row["utc"] = ["2027-01-07T06:00:00Z", "2027-01-08T06:00:00Z"]
    assert "has no length" in refusal(sealed_ledger(data))


@pytest.mark.parametrize("path", [("published", "zone_data"), ("issued", 0, "utc"), ("holidays",)])
def test_a_ledger_that_lacks_a_part_is_damaged(path: Path) -> None:
    data = plain()
    del part_at(data, path[:-1])[path[-1]]
    part = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)[1:]
    assert refusal(sealed_ledger(data)) == f"{NAME} cannot be read: its part {part} {NOT_OURS}"


def test_a_hold_that_stands_twice_is_said() -> None:
    data = plain()
    data["issued"].insert(0, deepcopy(data["issued"][0]))
    assert "has two lines for its" in refusal(sealed_ledger(data))


def test_line_ends_and_blanks_may_differ() -> None:
    data = dump_ledger(whole())
    assert read_ledger(data.replace(b"\n", b"\r\n"), NAME, LINEAGE) == whole()
    assert read_ledger(json.dumps(json.loads(data), indent=3).encode(), NAME, LINEAGE) == whole()


PLACES = places(plain())
ANSWERS = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.text(max_size=20),
    st.lists(st.integers(), max_size=2),
    st.dictionaries(st.text(max_size=3), st.integers(), max_size=2),
    st.datetimes().map(lambda moment: f"{moment:%Y-%m-%dT%H:%MZ}"),
    st.datetimes().map(lambda moment: moment.isoformat(timespec="minutes")),
    st.sampled_from([part for path in PLACES if not isinstance(part := path[-1], int)]),
    st.sampled_from(["cancelled", "released", "backup", "data-due", "UTC", "../x", "2027-W15"]),
)


@pytest.mark.slow
@given(
    path=st.sampled_from(PLACES),
    answer=ANSWERS,
    way=st.sampled_from(["put", "drop", "swap"]),
    number=st.integers(0, 1000),
)
def test_any_change_is_refused_or_is_what_statplan_could_have_written(
    path: Path, answer: object, way: str, number: int
) -> None:
    data = plain()
    if way == "drop":
        del part_at(data, path[:-1])[path[-1]]
    elif way == "swap":
        alike = [each for each in PLACES if each[-1] == path[-1] and len(each) == len(path)]
        put_at(data, path, deepcopy(part_at(data, alike[number % len(alike)])))
    else:
        put_at(data, path, answer)
    raw = sealed_ledger(renamed_ledger(data))
    try:
        ledger = read_ledger(raw, NAME, LINEAGE)
    except StatplanError as error:
        assert error.exit_code == 4  # noqa: PT017 - the other branch is a promise as well
    else:
        assert dump_ledger(ledger) == raw


@given(st.binary(max_size=200))
def test_any_bytes_are_refused(raw: bytes) -> None:
    refusal(raw)


@given(place=st.integers(0, len(dump_ledger(whole())) - 1), bit=st.integers(0, 7))
def test_a_bit_that_flips_is_refused_or_says_nothing(place: int, bit: int) -> None:
    raw = bytearray(dump_ledger(whole()))
    raw[place] ^= 1 << bit
    try:
        ledger = read_ledger(bytes(raw), NAME, LINEAGE)
    except StatplanError as error:
        assert error.exit_code == 4  # noqa: PT017 - the other branch is a promise as well
    else:
        assert ledger == whole()  # a blank that became a line end


DAY_PERIODS = (
    "2027-03.1", "2027-03.last", "2027-03.last2", "2027-03.w1", "2027-03.wlast", "2027-03.d15",
    "2027-03.1mon", "2027-Q1.3", "2027-03.1-2", "2027-03-02", "2027-W15",
)  # fmt: skip
NO_PERIODS = (
    "2027-03.", "2027-03.x", "2027-03./", "2027-W15.1", "2027-03.1 ", "2027-03..1",
    "2027-03.1monday",
)  # fmt: skip


@pytest.mark.slow
@pytest.mark.parametrize("period", DAY_PERIODS)
def test_the_key_of_a_meeting_may_say_which_day_of_a_rule_it_is(period: str) -> None:
    data = changed(("decisions", 0, "meeting"), f"blight/{period}")
    assert parse_ledger(sealed_ledger(data), NAME).decisions[0].meeting == f"blight/{period}"


@pytest.mark.parametrize("period", NO_PERIODS)
def test_what_is_no_day_of_a_rule_is_no_key(period: str) -> None:
    assert refusal(sealed_ledger(changed(("decisions", 0, "meeting"), f"blight/{period}")))
