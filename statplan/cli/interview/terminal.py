"""Ask on a terminal: arrows for choices, a line for words, `?` for help."""

import sys

import questionary

from statplan.cli.interview.prompter import Prompt

_OPEN = "Not decided yet"
_HELP = "Tell me more"


class Terminal:
    """The prompter that a person at a terminal meets; Ctrl-C leaves."""

    def say(self, text: str) -> None:
        """Show a text on stderr, where a pipe of the data does not meet it."""
        sys.stderr.write(f"{text}\n")

    def confirm(self, words: str) -> bool:
        """Ask for yes or no; no where only Enter is pressed."""
        return bool(questionary.confirm(words, default=False).unsafe_ask())

    def ask(self, prompt: Prompt) -> object:
        """Ask until the answer is right or left open."""
        while True:
            answer = self._put(prompt)
            if answer in {"?", _HELP} if isinstance(answer, str) else False:
                self.say(f"  {prompt.help or 'There is no more to say about this one.'}")
                continue
            if answer is None or answer in ("", _OPEN, []):
                return None
            wrong = prompt.check(answer)
            if wrong is None:
                return answer
            self.say(f"  {wrong}")

    def _put(self, prompt: Prompt) -> object:
        if prompt.choices and prompt.many:
            current = prompt.current if isinstance(prompt.current, list) else []
            choices = [questionary.Choice(each, checked=each in current) for each in prompt.choices]
            return questionary.checkbox(prompt.words, choices=choices).unsafe_ask()
        if prompt.choices:
            return self._select(prompt)
        return questionary.text(
            prompt.words,
            default=_shown(prompt.current),
            instruction=f"({_hint(prompt)}) ",
        ).unsafe_ask()

    def _select(self, prompt: Prompt) -> object:
        choices = [*prompt.choices, _OPEN, *([_HELP] if prompt.help else [])]
        wanted = str(prompt.current or prompt.suggestion)
        default = wanted if wanted in choices else None
        return questionary.select(prompt.words, choices=choices, default=default).unsafe_ask()


def _shown(current: object) -> str:
    if isinstance(current, list):
        return ", ".join(str(each) for each in current)
    return "" if current is None else str(current)


def _hint(prompt: Prompt) -> str:
    parts = ["Enter leaves it open", "? explains"]
    if prompt.many:
        parts.insert(0, "several with commas")
    if prompt.suggestion and prompt.current is None:
        parts.insert(0, f"suggested: {prompt.suggestion}")
    return ", ".join(parts)
