"""Strict reading of the files in which statplan keeps its own state, all of which are JSON."""

import hashlib
import json
import re
from collections.abc import Callable
from datetime import datetime
from math import isfinite
from typing import TYPE_CHECKING, NoReturn, TypeVar

if TYPE_CHECKING:
    from pydantic import TypeAdapter, ValidationError

State = TypeVar("State")
CLOCK_YEARS = range(1970, 2200)  # in which a clock that is right can be
MOST_BYTES = 64 * 1024 * 1024  # a ledger of 10,000 meetings takes about a tenth of it


class StateError(ValueError):
    """A state file is not as statplan wrote it; the message is a clause about "it"."""


def hash_bytes(content: bytes) -> str:
    """Return the SHA-256 digest of bytes, in hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def parse_state(
    adapter: "TypeAdapter[State]", raw_bytes: bytes, max_bytes: int = MOST_BYTES
) -> State:
    """Return the state that a file holds, with every part of exactly the declared type.

    The parser refuses NaN, infinity, lone surrogates, nesting beyond 200 levels, a name that one
    object has twice, and bytes that are not UTF-8 (RFC 8259, 4 and 8.1). The models of `adapter`
    forbid unknown keys and bound numbers.

    Args:
        adapter: reads one kind of state file.
        raw_bytes: the bytes of the file.
        max_bytes: the size beyond which a file is refused unread.

    Raises:
        StateError: the file is too large, damaged, or holds something that statplan never writes.
    """
    from pydantic import ValidationError

    if len(raw_bytes) > max_bytes:
        raise StateError(f"it is larger than {max_bytes:,} bytes")
    try:
        state = adapter.validate_json(raw_bytes, strict=True)
    except ValidationError as error:
        raise StateError(_describe_error(error)) from None
    json.loads(
        raw_bytes,
        object_pairs_hook=_refuse_repeats,
        parse_constant=_refuse_number,
        parse_float=_read_fraction,
    )
    return state


def _refuse_number(text: str) -> NoReturn:
    raise StateError(f"it has {text[:20]} in place of a number")


def _read_fraction(text: str) -> float:
    number = float(text)
    if not isfinite(number):
        _refuse_number(text)
    return number


def build_time_reader(
    form: re.Pattern[str], years: range = CLOCK_YEARS
) -> Callable[[object], datetime]:
    """Return a function that reads a time of exactly one form, in some years."""

    def read_time(text: object) -> datetime:
        if not isinstance(text, str) or not form.fullmatch(text):
            raise ValueError("it has another form")
        moment = datetime.fromisoformat(text)
        if moment.year not in years:
            raise ValueError("it is in another age")
        return moment

    return read_time


def _refuse_repeats(pairs: list[tuple[str, object]]) -> None:
    """Refuse an object that has a name twice: two programs would read it as two different files."""
    names: set[str] = set()
    for name, _ in pairs:
        if name in names:
            raise StateError(f"it has its part {name[:60]} twice")
        names.add(name)


def _describe_error(error: "ValidationError") -> str:
    """Describe the first error: where the JSON breaks off, or which part statplan did not write."""
    first = error.errors(include_url=False, include_context=False, include_input=False)[0]
    if first["type"] == "json_invalid":
        _, _, place = first["msg"].rpartition(" at ")
        return f"it is cut off or damaged at {place.replace(' column', ', column')}"
    path = ""
    for part in first["loc"]:
        path += f"[{part}]" if isinstance(part, int) else f".{part}"
    return f"its part {path[1:60]} is not as statplan writes it" if path else "it is another file"
