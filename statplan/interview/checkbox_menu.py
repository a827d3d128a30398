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

from statplan.interview.prompt import PromptChoice
from statplan.interview.text import escape_unseen, format_choice, join_lines, wrap_text

WIDEST = 96
MOST_LINES = 3  # more lines of a reply or of a choice are cut
_HANG = 2  # further lines of a choice stand in by so much, as do those marked by a dash
_PAGE = 10
_FEWEST = 5
_NEAR = 2  # rows in view above and below the choice pointed at: its heading is one of them


def build_menu(
    choices: Sequence[PromptChoice], *, indent: int, ticked: Sequence[object] = ()
) -> list[questionary.Choice]:
    """Return choices under their headings for a menu; the value of each is its index.

    Args:
        choices: the choices.
        indent: how many columns stand before each.
        ticked: the values that are chosen already.
    """
    return list(_iter_menu(choices, indent, ticked))


def _iter_menu(
    choices: Sequence[PromptChoice], indent: int, ticked: Sequence[object]
) -> Iterator[questionary.Choice]:
    width = min(shutil.get_terminal_size().columns, WIDEST) - indent - 1

    def cut_text(text: str) -> str:
        lines = wrap_text(escape_unseen(join_lines(text)), width - _HANG, MOST_LINES)
        return ("\n" + " " * (indent + _HANG)).join(lines)

    for index, choice in enumerate(choices):
        if choice.heading:
            yield questionary.Separator(("\n   " if index else "") + cut_text(choice.heading))
        if choice.disabled_reason:
            title = cut_text(f"{format_choice(choice)}: not now, because {choice.disabled_reason}")
            yield questionary.Choice(title, value=index, disabled=True)  # type: ignore[arg-type]
        else:
            yield questionary.Choice(
                cut_text(format_choice(choice)), value=index, checked=choice.value in ticked
            )


def _find_window(app: Application[Any]) -> tuple[Window, InquirerControl] | None:
    for window in app.layout.find_all_windows():
        if isinstance(window.content, InquirerControl):
            return window, window.content
    return None


def select_choice(app: Application[Any], index: int) -> None:
    """Point at the choice whose value is an index, so that the list starts there."""
    if menu := _find_window(app):
        control = menu[1]
        control.pointed_at = [choice.value for choice in control.choices].index(index)


def build_keys(app: Application[Any], rows_above: int, *, many: bool) -> KeyBindings:
    """Fit a list to the terminal, and return the keys that move far in it; none without a list.

    Args:
        app: the prompt.
        rows_above: how many rows stand above the list and stay in view.
        many: whether choices are ticked.
    """
    if not (menu := _find_window(app)):
        return KeyBindings()
    window, control = menu
    rows = max(shutil.get_terminal_size().lines - rows_above, _FEWEST)
    if sum(str(choice.title).count("\n") + 1 for choice in control.choices) > rows:
        window.height = Dimension(max=rows)
        window.right_margins = [ScrollbarMargin(display_arrows=True)]
        window.scroll_offsets = ScrollOffsets(top=_NEAR, bottom=_NEAR)
    keys = KeyBindings()
    enabled = [index for index, choice in enumerate(control.choices) if not choice.disabled]
    _add_search_keys(keys, control, enabled)
    if many:
        _add_tick_all_key(keys, control, enabled)
    return keys


def _add_search_keys(keys: KeyBindings, control: InquirerControl, enabled: Sequence[int]) -> None:
    """Add the keys that search: first letters, a page, the ends.

    Letters lead to the next choice that begins with them or has a word that does; the same letter
    again leads to the one after it.
    """
    so_far = ""

    def find_match(letters: str, start: int) -> int | None:
        order = [
            *(index for index in enabled if index >= start),
            *(index for index in enabled if index < start),
        ]
        titles = {index: f" {control.choices[index].title}".casefold() for index in order}
        first = [index for index in order if titles[index].startswith(f" {letters}")]
        within = [index for index in order if f" {letters}" in titles[index]]
        return next(iter(first + within), None)

    @keys.add("a", eager=True)  # questionary ticks by these two
    @keys.add("i", eager=True)
    @keys.add(Keys.Any)
    def _search_letter(event: KeyPressEvent) -> None:
        nonlocal so_far
        letter = event.data.casefold()
        if len(event.data) != 1 or not event.data.isprintable():
            return
        match_index = find_match(so_far + letter, control.pointed_at) if so_far else None
        so_far = so_far + letter if match_index is not None else letter
        if match_index is None:
            match_index = find_match(letter, control.pointed_at + 1)
        if match_index is not None:
            control.pointed_at = match_index

    def add_move_key(name: str, step: int) -> None:
        @keys.add(name)
        def _move(_: KeyPressEvent) -> None:
            nonlocal so_far
            so_far = ""
            position = min(max(enabled.index(control.pointed_at) + step, 0), len(enabled) - 1)
            control.pointed_at = enabled[position]

    add_move_key("pageup", -_PAGE)
    add_move_key("pagedown", _PAGE)
    add_move_key("home", -len(enabled))
    add_move_key("end", len(enabled))


def _add_tick_all_key(keys: KeyBindings, control: InquirerControl, enabled: Sequence[int]) -> None:
    @keys.add("c-a", eager=True)
    def _toggle_all(_: KeyPressEvent) -> None:
        every = [control.choices[index].value for index in enabled]
        control.selected_options = [] if len(control.selected_options) == len(every) else every
