"""Lines are whole in a pipe, and broken at words on a terminal."""

from statplan.cli.text_layout import wrap_line
from statplan.screen import align_rows, shorten_text

LONG = "  ~ 2027-03 back-up  Fri Mar 12, 2027, 8:00 a.m.  takes the meeting, in place of Thu Mar 11"


def test_a_line_in_a_pipe_is_whole() -> None:
    assert wrap_line(LONG, None) == [LONG]
    assert wrap_line("short", 80) == ["short"]
    assert wrap_line("", 80) == [""]


def test_a_line_on_a_terminal_goes_on_indented_and_loses_no_word() -> None:
    for columns in (40, 60, 80):
        found = wrap_line(LONG, columns)
        assert len(found) > 1
        assert all(len(each) <= columns for each in found)
        assert all(each.startswith("      ") for each in found[1:])
        assert " ".join(found).split() == LONG.split()


def test_cells_stand_under_each_other() -> None:
    found = align_rows([("a", "bbb", "c"), ("aaaa", "b", "")])
    assert list(found) == ["a     bbb  c", "aaaa  b"]
    assert list(align_rows([])) == []
    found = align_rows([("a", "1"), ("bb", "10")], least=(3,), right=(1,), gap=" ")
    assert list(found) == ["a    1", "bb  10"]


def test_a_text_that_is_too_wide_ends_in_a_mark() -> None:
    assert [shorten_text("abcdef", width) for width in (6, 5)] == ["abcdef", "ab..."]
    assert shorten_text("abcdef", 5, "..") == "abc.."
