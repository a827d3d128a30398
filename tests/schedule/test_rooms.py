"""The rooms that a text names: texts with a room in common share a name, and others do not."""

from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from statplan.schedule.rooms import list_room_names

# Texts of one group name the same rooms; those of different groups have none in common.
SAME = (
    ("Room 1", "room 1", "Room #1", "Room No. 1"),
    ("Room 10",),
    ("City Hall, Room 1", "city hall,  Room 1"),
    ("Conference Room A", "conference room a"),
    ("Parks and Recreation Room",),
    ("Recreation Room",),
    ("Research & Development",),
    ("City Hall (East)",),
    ("City Hall",),
)
HOLDS = {
    "Room 1 and Room 2": ("Room 1", "Room 2", "Rooms 2 and 3"),
    "Rooms 1 & 2": ("Room 1", "Room 2", "Room 2 + Room 7"),
    "Room 1 + Room 2": ("Room 1", "Room 2"),
    "Room 1/2": ("Room 1", "Room 2"),
    "Rooms 1, 2, and 3": ("Room 1", "Room 2", "Room 3"),
    "Rooms 1-3": ("Room 1", "Room 2", "Room 3"),
    "Room 1 and Zoom": ("Room 1",),
    "Room 1 and Annex 2": ("Room 1", "Annex 2"),
    "Conference Rooms A and B": ("Conference Room A", "Conference Room B"),
    "Cedar and Maple Rooms": ("Cedar Room", "Maple Room"),
    "Cedar Room & Maple Room": ("Cedar Room", "Maple Room"),
    "Council Chambers and Room 1": ("Council Chambers", "Room 1"),
    "City Hall, Room 1 and Room 2": ("City Hall, Room 1", "City Hall, Room 2"),
    "Room 1 and Room 2, City Hall": ("Room 1, City Hall", "Room 2, City Hall"),
    "City Hall Room 1 and 2": ("City Hall Room 1", "City Hall Room 2"),
    "Floor 2, Rooms 4 and 5": ("Floor 2, Room 4",),
}


def is_shared(first: str, second: str) -> bool:
    return not set(list_room_names(first)).isdisjoint(list_room_names(second))


def test_spellings_of_one_room_share_a_name_and_other_rooms_do_not() -> None:
    for group in SAME:
        assert all(is_shared(first, second) for first, second in combinations(group, 2))
    for first_group, second_group in combinations(SAME, 2):
        pairs = [(first, second) for first in first_group for second in second_group]
        assert not [pair for pair in pairs if is_shared(*pair)]


@pytest.mark.parametrize("text", HOLDS)
def test_several_rooms_are_each_of_them(text: str) -> None:
    assert list_room_names(text)[0] == text.casefold()
    assert all(is_shared(text, room) for room in HOLDS[text])
    others = ("Room 10", "Room 12", "Room 11 and Room 20", "Annex 1", "Conference Room C")
    assert not [room for room in others if is_shared(text, room)]


NUMBERS = st.sets(st.integers(1, 30), min_size=1, max_size=4).map(sorted)


def spell_rooms(numbers: list[int], style: int) -> str:
    """A text for rooms by their numbers, as people write it."""
    if len(numbers) == 1:
        return f"Room {numbers[0]}"
    *others, last = numbers
    return (
        " and ".join(f"Room {number}" for number in numbers),
        " & ".join(f"room {number}" for number in numbers),
        f"Rooms {', '.join(map(str, others))} and {last}",
        f"Rooms {', '.join(map(str, others))}, and {last}",
        "Rooms " + " + ".join(map(str, numbers)),
        "Room " + "/".join(map(str, numbers)),
        f"{', '.join(f'Room {number}' for number in others)} and Room {last}",
    )[style]


@given(NUMBERS, st.integers(0, 6), NUMBERS, st.integers(0, 6))
def test_texts_share_a_name_just_where_they_share_a_room(
    first: list[int], first_style: int, second: list[int], second_style: int
) -> None:
    shared = is_shared(spell_rooms(first, first_style), spell_rooms(second, second_style))
    assert shared == bool(set(first) & set(second))


@given(st.text(max_size=40))
def test_a_name_is_given_once(text: str) -> None:
    names = list_room_names(text)
    assert len(names) == len(set(names)) > 0
