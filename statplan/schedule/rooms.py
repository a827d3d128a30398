"""The rooms that a text names: "Rooms 1 & 2" are two, and each of them is the room of others too.

A text that does not clearly name several rooms is one room: "Parks and Recreation Room".
"""

import re
import unicodedata

_SEPARATOR = re.compile(r"\s*(,\s+and\s+|,|;|\s+and\s+|&|\+|/)\s*")
_NUMBER_SIGN = re.compile(r"(?:#|\bno\.|\bnumber\b)\s*(?=\d)")
_DESIGNATION = re.compile(r"(?:(?P<words>.*\S)\s+)?(?P<designator>\d+[a-z]?|[a-z]\d*)")
_RANGE = re.compile(r"(?P<words>.*\Ss)\s+(?P<first>\d{1,4})\s*(?:-|\u2013|to)\s*(?P<last>\d{1,4})")
_WIDEST_RANGE = 20
_NOUNS = frozenset(
    {
        *("auditorium", "boardroom", "chamber", "chambers", "gallery", "hall", "lounge", "office"),
        *("room", "rotunda", "studio", "suite", "theater", "theatre"),
    }
)


def list_room_names(text: str) -> tuple[str, ...]:
    """Return the names of the rooms that a text names, in small letters; first the whole text.

    Two texts that name the same room share one of these names.
    """
    whole = " ".join(unicodedata.normalize("NFKC", text).casefold().split())
    parts = _SEPARATOR.split(_NUMBER_SIGN.sub("", whole))
    items, separators = parts[::2], parts[1::2]
    names = [whole]
    start = 0
    while start < len(items):
        end = start + 1
        while end < len(items) and _is_joined(separators[end - 1], *items[end - 1 : end + 1]):
            end += 1
        rooms = _list_rooms(items[start:end])
        names += [", ".join((*items[:start], room, *items[end:])) for room in rooms]
        start = end
    return tuple(dict.fromkeys(names))


def _is_joined(separator: str, previous: str, following: str) -> bool:
    """Return whether an item belongs to the list before it: a comma joins only what is alike."""
    if separator.strip() not in {",", ";"}:
        return True
    designation, earlier = _DESIGNATION.fullmatch(following), _DESIGNATION.fullmatch(previous)
    if designation is None or earlier is None:
        return False
    words = designation["words"]
    return words is None or _drop_plural(words) == _drop_plural(earlier["words"] or "")


def _list_rooms(items: list[str]) -> list[str]:
    """Return the rooms of a list, each with its own words; none where it is no list of rooms."""
    rooms: list[str] = []
    noun_words = ""
    for item in items:
        span, designation = _RANGE.fullmatch(item), _DESIGNATION.fullmatch(item)
        if span:
            noun_words = _drop_plural(span["words"])
            numbers = range(int(span["first"]), int(span["last"]) + 1)[:_WIDEST_RANGE]
            rooms += [f"{noun_words} {number}" for number in numbers]
        elif designation and (designation["words"] or noun_words):
            noun_words = _drop_plural(designation["words"] or noun_words)
            rooms.append(f"{noun_words} {designation['designator']}")
    if rooms:
        named = [item for item in items if _is_named_room(item)]
        return [*rooms, *named]
    return _list_named_rooms(items)


def _list_named_rooms(items: list[str]) -> list[str]:
    """Return rooms that have names: "Cedar Room and Maple Room", "Cedar and Maple Rooms"."""
    if len(items) > 1 and all(map(_is_named_room, items)):
        return items
    *others, last = items
    noun = last.rpartition(" ")[2]
    is_shared = noun.endswith("s") and noun.removesuffix("s") in _NOUNS
    if others and is_shared and not any(map(_is_named_room, others)):
        singular = noun.removesuffix("s")
        return [*(f"{other} {singular}" for other in others), last.removesuffix("s")]
    return []


def _is_named_room(item: str) -> bool:
    name, _, noun = item.rpartition(" ")
    return bool(name) and noun in _NOUNS


def _drop_plural(words: str) -> str:
    is_plural = words.endswith("s") and not words.endswith("ss")
    return words.removesuffix("s") if is_plural else words
