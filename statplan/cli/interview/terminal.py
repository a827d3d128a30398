"""Ask on a terminal: arrows for choices, a line for words, `?` for more about a question."""

import shutil
import sys
from collections.abc import Sequence
from textwrap import fill
from typing import Any

import questionary
from prompt_toolkit import print_formatted_text
from prompt_toolkit.application import run_in_terminal
from prompt_toolkit.filters import Condition
from prompt_toolkit.formatted_text import FormattedText
from prompt_toolkit.key_binding import KeyBindings, KeyPressEvent, merge_key_bindings
from prompt_toolkit.layout import Dimension, Layout, ScrollbarMargin
from prompt_toolkit.output import create_output
from questionary.prompts.common import InquirerControl

from statplan.cli.interview.prompter import NO_MORE, Choice, Prompt, Style

_WIDEST = 96
_MARK = ">"
_ABOVE = 6  # rows for the question, what stands below it and the line before the choices
_FEWEST = 5
_TOLD = 8  # more choices than these are counted, not named, once they are taken
_STYLES = {"plain": "", "heading": "bold", "help": "", "wrong": "fg:ansired"}


class Terminal:
    """The prompter that a person at a terminal meets. Everything is shown on stderr."""

    def __init__(self) -> None:
        self._output = create_output(stdout=sys.stderr)

    def say(self, text: str, style: Style = "plain") -> None:
        """Show a text, wrapped at words."""
        width = min(shutil.get_terminal_size().columns - 1, _WIDEST)
        indent = "    " if style == "help" else ""
        lines = "\n".join(
            fill(line, width, initial_indent=indent, subsequent_indent=indent)
            for line in text.split("\n")
        )
        print_formatted_text(FormattedText([(_STYLES[style], lines)]), output=self._output)

    def put(self, prompt: Prompt) -> object:
        """Put a question once and return the reply."""
        self.say(f"\n{prompt.words}", "heading")
        if prompt.why:
            self.say(prompt.why)
        if prompt.many:
            return self._many(prompt)
        if prompt.choices:
            return self._one(prompt)
        current = "" if prompt.current is None else str(prompt.current)
        asked = questionary.text("", default=current, qmark=_MARK, output=self._output)
        return str(self._run(asked, prompt)).strip()

    def _one(self, prompt: Prompt) -> object:
        values = [None] * bool(prompt.open) + [each.value for each in prompt.choices]
        titles = [prompt.open] * bool(prompt.open) + [each.title for each in prompt.choices]
        shown = [prompt.open] * bool(prompt.open) + [_noted(each) for each in prompt.choices]
        index = self._run(
            questionary.select(
                "",
                choices=_choices(shown),
                default=values.index(prompt.current) if prompt.current in values else 0,  # type: ignore[arg-type]
                qmark=_MARK,
                instruction="(arrows and Enter)",
                output=self._output,
                erase_when_done=True,
            ),
            prompt,
        )
        self.say(f"{_MARK}  {titles[index]}")
        return values[index]

    def _many(self, prompt: Prompt) -> object:
        stands = prompt.current if isinstance(prompt.current, tuple) else ()
        checked = [index for index, each in enumerate(prompt.choices) if each.value in stands]
        found = self._run(
            questionary.checkbox(
                "",
                choices=_choices([_noted(each) for each in prompt.choices], checked),
                qmark=_MARK,
                instruction="(arrows; the space bar ticks; Enter when done)",
                output=self._output,
                erase_when_done=True,
            ),
            prompt,
        )
        chosen = [prompt.choices[index] for index in found]
        told = "; ".join(each.title for each in chosen) or "none"
        if len(chosen) > _TOLD:
            told = f"{len(chosen)} of {len(prompt.choices)}"
        self.say(f"{_MARK}  {told}")
        return tuple(each.value for each in chosen)

    def _run(self, asked: questionary.Question, prompt: Prompt) -> Any:  # noqa: ANN401 - a reply
        """Run a prompt with two keys more: `?` tells more in place, Ctrl-D leaves."""
        app = asked.application
        keys = KeyBindings()
        nothing_typed = Condition(lambda: not app.current_buffer.text)

        @keys.add("?", filter=nothing_typed)
        def _tell_more(_: KeyPressEvent) -> None:
            run_in_terminal(lambda: self.say(prompt.help or NO_MORE, "help"))

        @keys.add("c-d", filter=nothing_typed)
        def _leave(event: KeyPressEvent) -> None:
            event.app.exit(exception=EOFError)

        _keep_in_view(app.layout)
        app.key_bindings = merge_key_bindings([app.key_bindings or KeyBindings(), keys])
        return asked.unsafe_ask()


def _keep_in_view(layout: Layout) -> None:
    """Let a list of choices take no more rows than leave the question above it in view."""
    rows = max(shutil.get_terminal_size().lines - _ABOVE, _FEWEST)
    for window in layout.find_all_windows():
        if isinstance(window.content, InquirerControl) and len(window.content.choices) > rows:
            window.height = Dimension(max=rows)
            window.right_margins = [ScrollbarMargin(display_arrows=True)]


def _noted(choice: Choice) -> str:
    return f"{choice.title} ({choice.note})" if choice.note else choice.title


def _choices(titles: Sequence[str], checked: Sequence[int] = ()) -> list[questionary.Choice]:
    return [
        questionary.Choice(title, value=index, checked=index in checked)
        for index, title in enumerate(titles)
    ]
