"""Ask on a terminal: arrows for choices, a line for words, `?` for more about a question."""

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

from statplan.cli.interview import selecting
from statplan.cli.interview.prompter import BACK, HELP, MENU, NO_MORE, Choice, Prompt, Style
from statplan.cli.interview.text import MARKS, STEER, fold, joined, typed, visible

_MARK = ">"
_TOLD = 8  # more choices than these are counted, not named, once they are taken
_ONE = "(arrows or the first letters, then Enter)"
_MANY = "(arrows or the first letters; space ticks, Ctrl-A all; Enter when done)"
_JOINED = "What was pasted had several lines. They are one line now: look at it, then Enter."
_STYLES = {"plain": "", "heading": "bold", "help": "", "wrong": "fg:ansired"}
_DIM = "dim" if "dim" in Attrs._fields else ""
_LEFT_OPEN = "left open"
_LOOK = questionary.Style(
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


class Terminal:
    """The prompter that a person at a terminal meets. Everything is shown on stderr."""

    def __init__(self) -> None:
        self._output = create_output(stdout=sys.stderr)
        self._steered = False

    def say(self, text: str, style: Style = "plain") -> None:
        """Show a text, wrapped at words."""
        self._show(_lines(text, "    " if style == "help" else ""), _STYLES[style])

    def _show(self, lines: Iterator[str], look: str) -> None:
        print_formatted_text(FormattedText([(look, "\n".join(lines))]), output=self._output)

    def put(self, prompt: Prompt) -> object:
        """Put a question once and return the reply."""
        self.say(f"\n{prompt.words}", "heading")
        if prompt.why:
            self.say(prompt.why)
        if not self._steered:
            self._steered = True
            self._show(_lines(STEER), _DIM)
        if not prompt.choices:
            return self._text(prompt)
        if (prompt.open and not prompt.many) or not all(each.off for each in prompt.choices):
            return self._many(prompt) if prompt.many else self._one(prompt)
        self.say("None of them can be chosen now.")
        return () if prompt.many else None

    def _text(self, prompt: Prompt) -> str:
        current = "" if prompt.current is None else typed(str(prompt.current))
        asked = questionary.text(
            _MARK, default=current, qmark="", style=_LOOK, output=self._output, erase_when_done=True
        )
        reply = typed(str(self._run(asked, prompt, current))).strip()
        if not prompt.several and "\n" not in current:
            reply = joined(reply)
        if reply not in {BACK, MENU, HELP}:
            self._echo(reply or prompt.open or _LEFT_OPEN)
        return reply

    def _one(self, prompt: Prompt) -> object:
        choices = (*([Choice(None, prompt.open)] if prompt.open else ()), *prompt.choices)
        asked = questionary.select(
            " ",
            choices=selecting.entries(choices, indent=3),
            qmark="",
            pointer=_MARK,
            instruction=_ONE,
            style=_LOOK,
            use_jk_keys=False,
            output=self._output,
            erase_when_done=True,
        )
        stands = [not each.off and each.value == prompt.current for each in choices]
        if any(stands):
            selecting.point_at(asked.application, stands.index(True))
        found = self._run(asked, prompt)
        if found in {BACK, MENU}:
            return found
        self._echo(choices[found].title)
        return choices[found].value

    def _many(self, prompt: Prompt) -> object:
        stands = prompt.current if isinstance(prompt.current, tuple) else ()
        asked = questionary.checkbox(
            " ",
            choices=selecting.entries(prompt.choices, indent=5, ticked=stands),
            qmark="",
            pointer=_MARK,
            instruction=_MANY,
            style=_LOOK,
            use_jk_keys=False,
            output=self._output,
            erase_when_done=True,
        )
        found = self._run(asked, prompt)
        if found in (BACK, MENU):
            return found
        chosen = [prompt.choices[index] for index in found]
        told = "; ".join(each.title for each in chosen) or "none"
        if len(chosen) > _TOLD:
            told = f"{len(chosen)} of {len(prompt.choices)}"
        self._echo(told)
        return tuple(each.value for each in chosen)

    def _echo(self, reply: str) -> None:
        """Show what was answered, where it was answered."""
        shown = fold(visible(joined(reply, "; ")), _width() - 3, selecting.MOST_LINES)
        self.say(f" {_MARK} " + "\n   ".join(shown))

    def _run(self, asked: questionary.Question, prompt: Prompt, current: str = "") -> Any:  # noqa: ANN401 - a reply
        """Run a prompt with the keys that steer, and with a list that leaves the question in view.

        Nothing is typed yet while what stands there is untouched and the cursor is at its end.
        """
        app = asked.application
        keys = [
            app.key_bindings or KeyBindings(),
            selecting.keys_of(app, _rows(prompt), many=prompt.many),
            self._helping(app, prompt, current),
            _steering(app, current),
        ]
        app.key_bindings = merge_key_bindings(keys)
        return asked.unsafe_ask()

    def _helping(self, app: Application[Any], prompt: Prompt, current: str) -> KeyBindings:
        """Keys after which something is said and the prompt stands below it again."""
        keys = KeyBindings()

        def told_more() -> None:
            self.say(prompt.help or NO_MORE, "help")
            self.say(f"\n{prompt.words}", "heading")

        @keys.add("?", filter=_untouched(app, current))
        def _tell_more(_: KeyPressEvent) -> None:
            run_in_terminal(told_more)

        @keys.add(Keys.BracketedPaste)
        def _paste(event: KeyPressEvent) -> None:
            text = "" if prompt.choices else typed(event.data).strip("\n")
            if "\n" in text and not prompt.several:
                text = joined(text)
                run_in_terminal(lambda: self.say(_JOINED, "wrong"))
            event.current_buffer.insert_text(text)

        for mark in MARKS:  # what nobody sees is not typed
            keys.add(mark)(lambda _: None)
        return keys


def _width() -> int:
    return min(shutil.get_terminal_size().columns - 1, selecting.WIDEST)


def _lines(text: str, indent: str = "") -> Iterator[str]:
    for line in visible(text).split("\n"):
        yield from (f"{indent}{each}" for each in fold(line, _width() - len(indent)))


def _rows(prompt: Prompt) -> int:
    """How many rows stand above a list: the question, why, how to steer, which keys there are."""
    return sum(len(list(_lines(each))) for each in (prompt.words, prompt.why)) + 4


def _untouched(app: Application[Any], current: str) -> Condition:
    def untouched() -> bool:
        buffer = app.current_buffer
        return buffer.text == current and buffer.cursor_position == len(current)

    return Condition(untouched)


def _steering(app: Application[Any], current: str) -> KeyBindings:
    """Keys that lead away from a question: back, to the menu, out."""
    keys = KeyBindings()
    untouched = _untouched(app, current)

    @keys.add("s-tab")
    @keys.add(BACK, filter=untouched)
    def _back(event: KeyPressEvent) -> None:
        event.app.exit(result=BACK)

    @keys.add(MENU, filter=untouched)
    def _menu(event: KeyPressEvent) -> None:
        event.app.exit(result=MENU)

    @keys.add("c-d", filter=untouched)
    def _leave(event: KeyPressEvent) -> None:
        event.app.exit(exception=EOFError)

    return keys
