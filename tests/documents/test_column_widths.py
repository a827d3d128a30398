"""Columns are as wide as their words need; short cells and short tables are not broken."""

import pytest

from statplan.documents.blocks import BulletList, Facts, NumberedList, Signatures, Strong, Table
from statplan.documents.column_widths import (
    compute_column_shares,
    compute_term_width,
    find_unbroken_columns,
    is_short,
)

PAGE = 110  # letters across


def build_table(*columns: str, rows: int = 1) -> Table:
    """A table of equal rows, whose cells hold the texts."""
    cells = tuple((text,) for text in columns)
    return Table("T", tuple("abcdefgh"[: len(columns)]), (cells,) * rows)


@pytest.mark.parametrize(
    ("sizes", "unbroken"),
    [
        ((30,), {0}),
        ((31,), set()),
        ((30, 30, 16), {0, 1, 2}),
        ((30, 30, 17), {0, 2}),  # the narrowest come first
        ((50, 10), {1}),
    ],
)
def test_cells_stay_on_one_line_while_the_row_has_room(
    sizes: tuple[int, ...], unbroken: set[int]
) -> None:
    assert find_unbroken_columns(build_table(*("x" * size for size in sizes))) == unbroken


def test_dates_and_times_stay_on_one_line_before_names_do() -> None:
    names, times, dates = "x" * 19, "9:00 to 10:30 a.m.", "Tue Jan 3, 2012 (moved)"
    table = build_table(names, dates, times, "Wed Jan 4, 1:00 p.m.")
    assert find_unbroken_columns(table) == {1, 2, 3}


@pytest.mark.parametrize(
    ("block", "short"),
    [
        (build_table("a", rows=7), True),
        (build_table("a", rows=8), False),
        (build_table("a" * 750, "b" * 750), True),
        (build_table("a" * 750, "b" * 751), False),
        (BulletList((("a",),) * 9), True),
        (BulletList((("a",),) * 10), False),
        (NumberedList((("a" * 1499, Strong("b")),)), True),
        (NumberedList((("a" * 1500, Strong("b")),)), False),
    ],
)
def test_what_is_short_stays_on_one_page(
    block: Table | BulletList | NumberedList, short: bool
) -> None:
    assert is_short(block) is short


@pytest.mark.parametrize(
    ("terms", "width"),
    [((), 95), (("Owner",), 95), (("x" * 20,), 122), (("x" * 20, "y"), 122), (("x" * 40,), 160)],
)
def test_terms_have_the_width_of_the_longest_within_limits(
    terms: tuple[str, ...], width: float
) -> None:
    blocks = [Facts(((term, ("x",)),)) for term in terms]
    assert compute_term_width(blocks) == pytest.approx(width)


@pytest.mark.parametrize(
    ("words", "letters"),
    [
        ("a " + "w" * 33, 33),  # the longest word, not the first
        ("w" * 42, 42),
        ("w" * 50, 42),  # a word of more letters is broken
    ],
)
def test_a_column_holds_its_longest_word(words: str, letters: int) -> None:
    text = "some words " * 20
    narrow, *others = compute_column_shares(build_table(words, text, text))
    assert narrow * PAGE >= letters + 4
    assert narrow * PAGE < letters + 12
    assert others[0] == pytest.approx(others[1])
    assert sum((narrow, *others)) == pytest.approx(1)


def test_what_has_room_is_divided_by_the_length_of_its_texts() -> None:
    """Each column asks for its text and the space beside it."""
    shares = compute_column_shares(build_table("x y z" * 2, "x y z" * 6))
    assert shares == pytest.approx((14 / 48, 34 / 48), abs=0.01)


def test_signatures_have_the_same_columns_everywhere() -> None:
    assert sum(compute_column_shares(Signatures(("Mayor",)))) == pytest.approx(1)
