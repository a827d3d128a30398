"""A state file is read strictly: what statplan never writes is refused, with a reason in words."""

from typing import Annotated

import pytest
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter

from statplan.strict_json import StateError, parse_state


class Count(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)

    number: Annotated[int, Field(ge=0, le=9)] = 0
    words: tuple[str, ...] = ()


ADAPTER = TypeAdapter(Count)


def test_what_statplan_wrote_is_read() -> None:
    assert parse_state(ADAPTER, b'{"number": 3, "words": ["a", "\\u00e9"]}') == Count(
        number=3, words=("a", "é")
    )


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "it is cut off or damaged at line 1, column 0"),
        (b'{"number": 3', "it is cut off or damaged at line 1, column 12"),
        (b"<<<<<<< HEAD\n{}", "it is cut off or damaged at line 1, column 1"),
        (b"\xff{}", "it is cut off or damaged"),
        (b"\xef\xbb\xbf{}", "it is cut off or damaged"),
        (b'{"words": ["\\ud800"]}', "it is cut off or damaged"),
        (b'{"words": ' + b"[" * 100_000, "it is cut off or damaged"),
        (b'{"number": ' + b"9" * 5_000 + b"}", "it is cut off or damaged"),
        (b'{"number": NaN}', "its part number is not as statplan writes it"),
        (b'{"number": Infinity}', "its part number is not as statplan writes it"),
        (b'{"number": 10}', "its part number is not as statplan writes it"),
        (b'{"number": "3"}', "its part number is not as statplan writes it"),
        (b'{"number": true}', "its part number is not as statplan writes it"),
        (b'{"number": 3.0}', "its part number is not as statplan writes it"),
        (b'{"words": ["a", 1]}', "its part words[1] is not as statplan writes it"),
        (b'{"strange": 1}', "its part strange is not as statplan writes it"),
        (b'{"number": 3, "number": 4}', "it has its part number twice"),
        (b'{"number": 3, "\\u006eumber": 3}', "it has its part number twice"),
        (b"[]", "it is another file"),
        (b"null", "it is another file"),
    ],
)
def test_what_statplan_never_writes_is_refused_with_a_reason(data: bytes, reason: str) -> None:
    with pytest.raises(StateError) as refused:
        parse_state(ADAPTER, data)
    assert str(refused.value).startswith(reason)


def test_a_file_beyond_the_bound_is_refused_unread() -> None:
    data = b'{"number": 3}'
    assert parse_state(ADAPTER, data, len(data)).number == 3
    with pytest.raises(StateError, match="larger than 12 bytes"):
        parse_state(ADAPTER, data, len(data) - 1)
