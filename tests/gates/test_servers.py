"""Subscribe, keep on a server, look: after each publish exactly what the ledger says."""

import http.client
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from tests.gates.history import CHICAGO, Version
from tests.gates.server import Desk, Radicale, radicale, web


@pytest.fixture
def place(tmp_path: Path) -> Path:
    for name in ("web", "store", "desk"):
        (tmp_path / name).mkdir()
    return tmp_path


@pytest.fixture
def server(place: Path) -> Iterator[Radicale]:
    with radicale(place / "store") as started:
        yield started


@pytest.fixture(params=["subscribed", "from the file"])
def desk(place: Path, server: Radicale, request: pytest.FixtureRequest) -> Iterator[Desk]:
    with web(place / "web") as port:
        yield Desk(place / "desk", port if request.param == "subscribed" else None, server.port)


def put(version: Version, place: Path) -> None:
    """Put a feed where it is taken from."""
    (place / "web" / "calendar.ics").write_bytes(version.feed.read_bytes())


def expected(version: Version) -> list[tuple[str, str, str]]:
    """What a person should see: the start and state of each entry of the feed."""
    told = version.living() | version.cancelled()
    return sorted((_local(start), state, uid) for uid, (start, state) in told.items())


def _local(instant: str) -> str:
    return f"{datetime.fromisoformat(instant).astimezone(CHICAGO):%Y-%m-%d %H:%M}"


def held(server: Radicale) -> list[tuple[str, str, str]]:
    """What the server holds, read by hand: start, state, UID."""
    found = []
    for data in server.items().values():
        text = data.decode().replace("\r\n ", "")
        event = text[text.index("BEGIN:VEVENT") :]
        start = re.search(r"DTSTART;TZID=America/Chicago:(\d{8}T\d{4})", event)
        state = re.search(r"\nSTATUS:(\w+)", event)
        uid = re.search(r"\nUID:(\S+)", event)
        assert start
        assert state
        assert uid
        day = datetime.strptime(start[1], "%Y%m%dT%H%M").replace(tzinfo=CHICAGO)
        found.append((f"{day:%Y-%m-%d %H:%M}", state[1], uid[1]))
    return sorted(found)


def is_right(desk: Desk, server: Radicale, version: Version) -> None:
    wanted, there = expected(version), held(server)
    assert [each[:2] for each in there] == [each[:2] for each in wanted]
    if desk.feed is None:
        assert there == wanted
    seen = [(start, status) for start, _, status, _ in desk.shown()]
    assert seen == sorted((start, state) for start, state, _ in wanted)


def test_three_publishes_arrive_without_a_duplicate_or_a_ghost(
    desk: Desk, server: Radicale, place: Path, versions: list[Version]
) -> None:
    for version in versions:
        put(version, place)
        assert desk.sync()
        is_right(desk, server, version)
        assert desk.sync() == [], "a second sync copies nothing"


def test_the_turn_of_a_year_arrives_without_a_duplicate_or_a_stale_hold(
    desk: Desk, server: Radicale, place: Path, turn: list[Version]
) -> None:
    for version in turn:
        put(version, place)
        assert desk.sync()
        is_right(desk, server, version)
        assert desk.sync() == [], "a second sync copies nothing"


def test_the_next_year_fetches_nothing_again_that_was_published(
    desk: Desk, server: Radicale, place: Path, turn: list[Version]
) -> None:
    put(turn[0], place)
    desk.sync()
    before = server.items()
    put(turn[1], place)
    desk.sync()
    after, old, new = server.items(), turn[0].rows(), turn[1].rows()
    same = sum(new[uid] == row for uid, row in old.items())
    assert same > 10
    assert sum(after.get(name) == data for name, data in before.items()) == same


def test_a_ghost_is_caught(
    desk: Desk, server: Radicale, place: Path, versions: list[Version]
) -> None:
    put(versions[0], place)
    desk.sync()
    with pytest.raises(AssertionError):
        is_right(desk, server, versions[1])


def test_case_58_a_feed_keeps_what_is_cancelled_and_lets_go_what_is_released(
    desk: Desk, server: Radicale, place: Path, versions: list[Version]
) -> None:
    put(versions[1], place)
    desk.sync()
    states = {row["uid"]: row["state"] for row in versions[1].rows().values()}
    assert {"cancelled", "released"} <= set(states.values())
    is_right(desk, server, versions[1])
    if desk.feed is None:
        there = {uid: state for _, state, uid in held(server)}
        for uid, state in states.items():
            assert (uid in there) == (state != "released")
            assert (there.get(uid) == "CANCELLED") == (state == "cancelled")
    assert {status for _, _, status, _ in desk.shown()} == {"CANCELLED", "CONFIRMED", "TENTATIVE"}


def test_case_59_a_feed_has_no_uid_of_its_own_and_every_entry_arrives(
    desk: Desk, server: Radicale, place: Path, versions: list[Version]
) -> None:
    put(versions[0], place)
    desk.sync()
    assert len(server.items()) == len(versions[0].living()) > 20
    assert desk.sync() == []


def test_case_59_a_feed_with_a_uid_of_its_own_is_caught(
    desk: Desk, server: Radicale, place: Path, versions: list[Version]
) -> None:
    data = versions[0].feed.read_bytes()
    broken = data.replace(b"VERSION:2.0\r\n", b"VERSION:2.0\r\nUID:one-for-all\r\n", 1)
    (place / "web" / "calendar.ics").write_bytes(broken)
    desk.sync(check=False)
    assert len(server.items()) != len(versions[0].living())


def test_case_60_what_did_not_change_is_not_fetched_again(
    place: Path, versions: list[Version]
) -> None:
    def fetch(port: int, tag: str = "") -> tuple[int, str]:
        link = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        link.request("GET", "/calendar.ics", headers={"If-None-Match": tag})
        answer = link.getresponse()
        answer.read()
        return answer.status, answer.headers["ETag"]

    with web(place / "web") as port:
        put(versions[0], place)
        status, tag = fetch(port)
        assert status == 200
        put(versions[0], place)
        assert fetch(port, tag) == (304, tag)
        put(versions[1], place)
        status, later = fetch(port, tag)
        assert status == 200
        assert later != tag


def test_case_61_a_server_refuses_what_clashes(server: Radicale, versions: list[Version]) -> None:
    plain = first_entry(versions[0])
    status, headers, _ = server.ask("PUT", "one.ics", plain, If_None_Match="*")
    assert status == 201
    tag = headers["etag"]
    assert server.ask("PUT", "one.ics", plain, If_None_Match="*")[0] == 412
    edited = plain.replace(b"SUMMARY:HOLD", b"SUMMARY:Edited by hand")
    assert server.ask("PUT", "one.ics", edited, If_Match=tag)[0] in {201, 204}
    assert server.ask("PUT", "one.ics", plain, If_Match=tag)[0] == 412, "the human edit is kept"
    assert b"Edited by hand" in server.ask("GET", "one.ics")[2]
    assert server.ask("DELETE", "one.ics", If_Match=tag)[0] == 412
    assert server.ask("DELETE", "one.ics")[0] in {200, 204}
    assert server.ask("DELETE", "one.ics")[0] == 404, "gone already"
    assert server.ask("PUT", "one.ics", plain, If_Match=tag)[0] == 412


def test_case_61_a_server_that_goes_down_half_way_is_right_after_the_next_run(
    desk: Desk, server: Radicale, place: Path, versions: list[Version]
) -> None:
    put(versions[0], place)
    desk.sync()
    half = sorted(server.items())[::2]
    for name in half:
        server.ask("DELETE", name)
    put(versions[1], place)
    server.stop()
    desk.sync(check=False)
    server.start()
    desk.sync()
    desk.sync()  # vdirsyncer takes one run to see what is missing, and one to bring it back
    is_right(desk, server, versions[1])
    assert desk.sync() == []


def test_case_61_what_a_human_edited_on_the_server_goes_back_to_the_feed(
    desk: Desk, server: Radicale, place: Path, versions: list[Version]
) -> None:
    put(versions[0], place)
    desk.sync()
    name, data = next(iter(server.items().items()))
    server.ask("PUT", name, data.replace(b"SUMMARY:", b"SUMMARY:Edited "))
    desk.sync()
    desk.sync()
    is_right(desk, server, versions[0])
    assert not [title for *_, title in desk.shown() if title.startswith("Edited")]


def test_case_62_a_neighbor_is_untouched_and_no_resource_has_a_method(
    desk: Desk, server: Radicale, place: Path, versions: list[Version]
) -> None:
    put(versions[0], place)
    desk.sync()
    before = server.items()
    put(versions[1], place)
    desk.sync()
    after = server.items()
    assert not [name for name, data in after.items() if b"METHOD:" in data]
    old, new = versions[0].rows(), versions[1].rows()
    same = sum(new[uid] == row for uid, row in old.items())
    assert same > 10
    kept = {name for name in before if after.get(name) == before[name]}
    assert len(kept) == same


def first_entry(version: Version) -> bytes:
    """One entry of a feed as a calendar of its own, which is how a server takes it."""
    data = version.feed.read_bytes()
    head, _, rest = data.partition(b"BEGIN:VEVENT\r\n")
    event = rest.partition(b"END:VEVENT\r\n")[0]
    return head + b"BEGIN:VEVENT\r\n" + event + b"END:VEVENT\r\nEND:VCALENDAR\r\n"
