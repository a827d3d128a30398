"""A prompter on a terminal: arrows for choices, a line for words, `?` for more on a question."""

import shutil
import sys
from collections.abc import Iterator
from typing import Any

import questionary
from prompt_toolkit import print_formatted_text
from prompt_toolkit.application import Application, run_in_terminal
from prompt_toolkit.filters import Condition
from prompt_toolkit.formatted_text import FormattedText
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent, merge_key_bindings
from prompt_toolkit.keys import Keys
from prompt_toolkit.output import create_output
from prompt_toolkit.styles import Attrs

from statplan.interview import checkbox_menu
from statplan.interview.prompt import BACK, HELP, MENU, NO_MORE, MessageStyle, Prompt, PromptChoice
from statplan.interview.text import (
    MARKS,
    STEERING_HINT,
    escape_unseen,
    join_lines,
    strip_unseen,
    wrap_text,
)

_MARK = ">"
_MOST_NAMED = 8  # more choices than these are counted, not named, once they are taken
_ONE = "(arrows or the first letters, then Enter)"
_MANY = "(arrows or the first letters; space ticks, Ctrl-A all; Enter when done)"
_JOINED = "What was pasted had several lines. They are one line now: look at it, then Enter."
_STYLES = {"plain": "", "heading": "bold", "help": "", "wrong": "fg:ansired"}
_DIM = "dim" if "dim" in Attrs._fields else ""
_LEFT_OPEN = "left open"
_LIST_STYLE = questionary.Style(
    [
        ("qmark", ""),
        ("question", "bold"),
        ("answer", "noinherit"),
        ("pointer", "bold"),
        ("highlighted", "bold"),
        ("separator", "bold"),
        ("instruction", _DIM),
        ("disabled", _DIM),
    ]
)


class TerminalPrompter:
    """The prompter that a person at a terminal meets. Everything is shown on stderr."""

    def __init__(self) -> None:
        self._output = create_output(stdout=sys.stderr)
        self._has_explained_keys = False

    def show(self, text: str, style: MessageStyle = "plain") -> None:
        """Show a text, wrapped at words."""
        self._print_lines(_wrap_lines(text, "    " if style == "help" else ""), _STYLES[style])

    def _print_lines(self, lines: Iterator[str], style: str) -> None:
        print_formatted_text(FormattedText([(style, "\n".join(lines))]), output=self._output)

    def ask(self, prompt: Prompt) -> object:
        """Ask a question once and return the reply."""
        self.show(f"\n{prompt.words}", "heading")
        if prompt.why:
            self.show(prompt.why)
        if not self._has_explained_keys:
            self._has_explained_keys = True
            self._print_lines(_wrap_lines(STEERING_HINT), _DIM)
        if not prompt.choices:
            return self._ask_text(prompt)
        if (prompt.open and not prompt.many) or not all(
            choice.disabled_reason for choice in prompt.choices
        ):
            return self._ask_choices(prompt) if prompt.many else self._ask_choice(prompt)
        self.show("None of them can be chosen now.")
        return () if prompt.many else None

    def _ask_text(self, prompt: Prompt) -> str:
        current = "" if prompt.current is None else strip_unseen(str(prompt.current))
        question = questionary.text(
            _MARK,
            default=current,
            qmark="",
            style=_LIST_STYLE,
            output=self._output,
            erase_when_done=True,
        )
        reply = strip_unseen(str(self._run_prompt(question, prompt, current))).strip()
        if not prompt.several and "\n" not in current:
            reply = join_lines(reply)
        if reply not in {BACK, MENU, HELP}:
            self._show_reply(reply or prompt.open or _LEFT_OPEN)
        return reply

    def _ask_choice(self, prompt: Prompt) -> object:
        choices = (*([PromptChoice(None, prompt.open)] if prompt.open else ()), *prompt.choices)
        question = questionary.select(
            " ",
            choices=checkbox_menu.build_menu(choices, indent=3),
            qmark="",
            pointer=_MARK,
            instruction=_ONE,
            style=_LIST_STYLE,
            use_jk_keys=False,
            output=self._output,
            erase_when_done=True,
        )
        is_current = [
            not choice.disabled_reason and choice.value == prompt.current for choice in choices
        ]
        if any(is_current):
            checkbox_menu.select_choice(question.application, is_current.index(True))
        reply = self._run_prompt(question, prompt)
        if reply in {BACK, MENU}:
            return reply
        self._show_reply(choices[reply].title)
        return choices[reply].value

    def _ask_choices(self, prompt: Prompt) -> object:
        current = prompt.current if isinstance(prompt.current, tuple) else ()
        question = questionary.checkbox(
            " ",
            choices=checkbox_menu.build_menu(prompt.choices, indent=5, ticked=current),
            qmark="",
            pointer=_MARK,
            instruction=_MANY,
            style=_LIST_STYLE,
            use_jk_keys=False,
            output=self._output,
            erase_when_done=True,
        )
        reply = self._run_prompt(question, prompt)
        if reply in (BACK, MENU):
            return reply
        chosen = [prompt.choices[index] for index in reply]
        titles = "; ".join(choice.title for choice in chosen) or "none"
        if len(chosen) > _MOST_NAMED:
            titles = f"{len(chosen)} of {len(prompt.choices)}"
        self._show_reply(titles)
        return tuple(choice.value for choice in chosen)

    def _show_reply(self, reply: str) -> None:
        """Show what was answered, where it was answered."""
        lines = wrap_text(
            escape_unseen(join_lines(reply, "; ")), _measure_width() - 3, checkbox_menu.MOST_LINES
        )
        self.show(f" {_MARK} " + "\n   ".join(lines))

    def _run_prompt(self, question: questionary.Question, prompt: Prompt, current: str = "") -> Any:  # noqa: ANN401 - a reply
        """Run a prompt with the keys that steer, and with a list that leaves the question in view.

        Nothing is typed yet while what stands there is untouched and the cursor is at its end.
        """
        app = question.application
        keys = [
            app.key_bindings or KeyBindings(),
            checkbox_menu.build_keys(app, _count_rows(prompt), many=prompt.many),
            self._build_help_keys(app, prompt, current),
            _build_steering_keys(app, current),
        ]
        app.key_bindings = merge_key_bindings(keys)
        return question.unsafe_ask()

    def _build_help_keys(self, app: Application[Any], prompt: Prompt, current: str) -> KeyBindings:
        """Return the keys after which something is shown and the prompt stands below it again."""
        keys = KeyBindings()

        def show_help() -> None:
            self.show(prompt.help or NO_MORE, "help")
            self.show(f"\n{prompt.words}", "heading")

        @keys.add("?", filter=_build_untouched_filter(app, current))
        def _show_help(_: KeyPressEvent) -> None:
            run_in_terminal(show_help)

        @keys.add(Keys.BracketedPaste)
        def _insert_pasted(event: KeyPressEvent) -> None:
            text = "" if prompt.choices else strip_unseen(event.data).strip("\n")
            if "\n" in text and not prompt.several:
                text = join_lines(text)
                run_in_terminal(lambda: self.show(_JOINED, "wrong"))
            event.current_buffer.insert_text(text)

        for mark in MARKS:  # what nobody sees is not typed
            keys.add(mark)(lambda _: None)
        return keys


def _measure_width() -> int:
    return min(shutil.get_terminal_size().columns - 1, checkbox_menu.WIDEST)


def _wrap_lines(text: str, indent: str = "") -> Iterator[str]:
    for line in escape_unseen(text).split("\n"):
        yield from (f"{indent}{part}" for part in wrap_text(line, _measure_width() - len(indent)))


def _count_rows(prompt: Prompt) -> int:
    """Count the rows above a list: the question, why, how to steer, which keys there are."""
    return sum(len(list(_wrap_lines(text))) for text in (prompt.words, prompt.why)) + 4


def _build_untouched_filter(app: Application[Any], current: str) -> Condition:
    def is_untouched() -> bool:
        buffer = app.current_buffer
        return buffer.text == current and buffer.cursor_position == len(current)

    return Condition(is_untouched)


def _build_steering_keys(app: Application[Any], current: str) -> KeyBindings:
    """Return the keys that lead away from a question: back, to the menu, out."""
    keys = KeyBindings()
    untouched = _build_untouched_filter(app, current)

    @keys.add("s-tab")
    @keys.add(BACK, filter=untouched)
    def _move_back(event: KeyPressEvent) -> None:
        event.app.exit(result=BACK)

    @keys.add(MENU, filter=untouched)
    def _open_menu(event: KeyPressEvent) -> None:
        event.app.exit(result=MENU)

    @keys.add("c-d", filter=untouched)
    def _leave(event: KeyPressEvent) -> None:
        event.app.exit(exception=EOFError)

    return keys
