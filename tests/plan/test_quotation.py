"""A message quotes an answer as it was typed, on one line, and not all of a long one."""

from datetime import date, time

import pytest

from statplan.plan.quotation import quote_answer


@pytest.mark.parametrize(
    ("answer", "quoted"),
    [
        (None, "nothing"),
        (True, "true"),
        (False, "false"),
        (12, "12"),
        (time(8, 5), "08:05"),
        (date(2027, 1, 5), "2027-01-05"),
        ("a word", "'a word'"),
        ("two\n lines", "'two lines'"),
        ("", "''"),
        ({"a": 1}, "a group of answers"),
        (["a"], "a list"),
        (("a",), "a list"),
        ("x" * 60, f"'{'x' * 60}'"),
        ("x" * 61, f"'{'x' * 60}...'"),
    ],
)
def test_an_answer_is_quoted(answer: object, quoted: str) -> None:
    assert quote_answer(answer) == quoted
