"""Lists to choose from on a terminal: how they are shown, and which keys move in them."""

import shutil
from collections.abc import Iterator, Sequence
from typing import Any

import questionary
from prompt_toolkit.application import Application
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent
from prompt_toolkit.keys import Keys
from prompt_toolkit.layout import Dimension, ScrollbarMargin, ScrollOffsets, Window
from questionary.prompts.common import InquirerControl

from statplan.cli.interview.prompter import Choice
from statplan.cli.interview.text import fold, joined, noted, visible

WIDEST = 96
MOST_LINES = 3  # more lines of a reply or of a choice are cut
_HANG = 2  # further lines of a choice stand in by so much, as do those marked by a dash
_PAGE = 10
_FEWEST = 5
_NEAR = 2  # rows in view above and below the choice pointed at: its heading is one of them


def entries(
    choices: Sequence[Choice], *, indent: int, ticked: Sequence[object] = ()
) -> list[questionary.Choice]:
    """Choices under their headings as they stand in a list; the value of each is its place.

    Args:
        choices: the choices.
        indent: how many columns stand before each.
        ticked: the values that are chosen already.
    """
    return list(_entries(choices, indent, ticked))


def _entries(
    choices: Sequence[Choice], indent: int, ticked: Sequence[object]
) -> Iterator[questionary.Choice]:
    width = min(shutil.get_terminal_size().columns, WIDEST) - indent - 1

    def cut(text: str) -> str:
        folded = fold(visible(joined(text)), width - _HANG, MOST_LINES)
        return ("\n" + " " * (indent + _HANG)).join(folded)

    for index, each in enumerate(choices):
        if each.heading:
            yield questionary.Separator(("\n   " if index else "") + cut(each.heading))
        if each.off:
            title = cut(f"{noted(each)}: not now, because {each.off}")
            yield questionary.Choice(title, value=index, disabled=True)  # type: ignore[arg-type]
        else:
            yield questionary.Choice(cut(noted(each)), value=index, checked=each.value in ticked)


def _window(app: Application[Any]) -> tuple[Window, InquirerControl] | None:
    for each in app.layout.find_all_windows():
        if isinstance(each.content, InquirerControl):
            return each, each.content
    return None


def point_at(app: Application[Any], place: int) -> None:
    """Begin at the choice with this value."""
    if found := _window(app):
        listed = found[1]
        listed.pointed_at = [each.value for each in listed.choices].index(place)


def keys_of(app: Application[Any], above: int, *, many: bool) -> KeyBindings:
    """Fit a list to the terminal, and return the keys that move far in it; none without a list.

    Args:
        app: the prompt.
        above: how many rows stand above the list and stay in view.
        many: whether choices are ticked.
    """
    if not (found := _window(app)):
        return KeyBindings()
    window, listed = found
    rows = max(shutil.get_terminal_size().lines - above, _FEWEST)
    if sum(str(each.title).count("\n") + 1 for each in listed.choices) > rows:
        window.height = Dimension(max=rows)
        window.right_margins = [ScrollbarMargin(display_arrows=True)]
        window.scroll_offsets = ScrollOffsets(top=_NEAR, bottom=_NEAR)
    keys = KeyBindings()
    can = [index for index, each in enumerate(listed.choices) if not each.disabled]
    _finding(keys, listed, can)
    if many:
        _ticking_all(keys, listed, can)
    return keys


def _finding(keys: KeyBindings, listed: InquirerControl, can: Sequence[int]) -> None:
    """Add the keys that find: first letters, a page, the ends.

    Letters lead to the next choice that begins with them or has a word that does; the same letter
    again leads to the one after it.
    """
    so_far = ""

    def found(letters: str, start: int) -> int | None:
        order = [*(each for each in can if each >= start), *(each for each in can if each < start)]
        titles = {each: f" {listed.choices[each].title}".casefold() for each in order}
        first = [each for each in order if titles[each].startswith(f" {letters}")]
        within = [each for each in order if f" {letters}" in titles[each]]
        return next(iter(first + within), None)

    @keys.add("a", eager=True)  # questionary ticks by these two
    @keys.add("i", eager=True)
    @keys.add(Keys.Any)
    def _letters(event: KeyPressEvent) -> None:
        nonlocal so_far
        letter = event.data.casefold()
        if len(event.data) != 1 or not event.data.isprintable():
            return
        at = found(so_far + letter, listed.pointed_at) if so_far else None
        so_far = so_far + letter if at is not None else letter
        at = found(letter, listed.pointed_at + 1) if at is None else at
        listed.pointed_at = listed.pointed_at if at is None else at

    def moving(name: str, by: int) -> None:
        @keys.add(name)
        def _move(_: KeyPressEvent) -> None:
            nonlocal so_far
            so_far = ""
            place = min(max(can.index(listed.pointed_at) + by, 0), len(can) - 1)
            listed.pointed_at = can[place]

    moving("pageup", -_PAGE)
    moving("pagedown", _PAGE)
    moving("home", -len(can))
    moving("end", len(can))


def _ticking_all(keys: KeyBindings, listed: InquirerControl, can: Sequence[int]) -> None:
    @keys.add("c-a", eager=True)
    def _all(_: KeyPressEvent) -> None:
        every = [listed.choices[each].value for each in can]
        listed.selected_options = [] if len(listed.selected_options) == len(every) else every
