"""A program on a pseudo-terminal: what it writes, and how that looks on a screen."""

import os
import sys
import time
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import pexpect
import pyte
import pytest

from tests.support.forked_python import TerminalRun

LATEST = 30  # seconds; only a test that fails waits for it
SMALL, LARGE = (24, 80), (40, 120)
DOWN, UP, LEFT, END, PAGE_DOWN = "\x1b[B", "\x1b[A", "\x1b[D", "\x1b[F", "\x1b[6~"
SHIFT_TAB, ENTER, CTRL_A, CTRL_C, CTRL_D = "\x1b[Z", "\r", "\x01", "\x03", "\x04"
LISTENS = "\x1b[?2004h"  # what the terminal's prompter sends once keys are read
_DRAWS, _DRAWN = "\x1b[?7l", "\x1b[?7h"  # and before and after it draws
# The same of the plain prompter.
CUES = ("Answer: ", "Number or name: ", "Numbers or names: ", "Yes or no (Enter is yes): ")
INIT = ("-m", "statplan", "init")
_OF_A_TERMINAL = {"COLUMNS", "LINES", "NO_COLOR", "PYTHONIOENCODING", "ACCESSIBLE"}
_WIDE = 1000  # columns, in which nothing is broken but what the program breaks
_GARBAGE = ("^[", "^M", "<U+", "\ufffd", "[?", "[0m", "Traceback")


def pasted(text: str) -> str:
    return f"\x1b[200~{text}\x1b[201~"


def flat(text: str) -> str:
    """A text on one line, however it was broken."""
    return " ".join(text.split())


class Screen:
    """Python on a pseudo-terminal, and what its screen shows."""

    def __init__(self, command: Sequence[str], size: tuple[int, int] = SMALL, **env: str) -> None:
        self.columns = size[1]
        self.screen = pyte.Screen(size[1], size[0])
        self.unbroken = pyte.Screen(_WIDE, size[0])
        self.streams = [pyte.Stream(self.screen), pyte.Stream(self.unbroken)]
        self.raw = ""
        self.seen = 0
        variables = {
            **{name: value for name, value in os.environ.items() if name not in _OF_A_TERMINAL},
            "PROMPT_TOOLKIT_NO_CPR": "1",
            "PYTHONUTF8": "1",
            "TERM": "xterm-256color",
            **env,
        }
        self.run = self.start(list(command), variables, size)

    def start(
        self, command: list[str], variables: Mapping[str, str], size: tuple[int, int]
    ) -> "pexpect.spawn[str] | TerminalRun":
        """Start Python: by default as a fork of one that has imported the program already."""
        return TerminalRun(command, variables, size, LATEST)

    @property
    def shown(self) -> str:
        return "\n".join(line.rstrip() for line in self.screen.display)

    @property
    def fresh(self) -> str:
        """What was written since the last keys."""
        return self.raw[self.seen :]

    def _take(self, more: str) -> None:
        self.raw += more
        for stream in self.streams:
            stream.feed(more)

    def wait(self, there: Callable[[], bool]) -> None:
        """Read until something is there."""
        end = time.monotonic() + LATEST
        while not there():
            assert time.monotonic() < end, self.shown
            try:
                more = self.run.read_nonblocking(65536, timeout=1)
            except pexpect.TIMEOUT:
                continue
            except pexpect.EOF:
                pytest.fail(f"it has ended:\n{self.raw}")
            self._take(more)

    def send(self, *keys: str) -> None:
        self.seen = len(self.raw)
        self.run.send("".join(keys))

    def at(self, words: str, *keys: str, listens: str = LISTENS) -> str:
        """Wait until words are on the screen and keys are read; type, and return the screen."""
        self.wait(lambda: words in self.shown and listens in self.fresh)
        shown = self.shown
        self.send(*keys)
        return shown

    def sees(self, words: str, *keys: str) -> str:
        """Wait until words are on the screen of the same prompt; type, and return the screen."""
        return self.at(words, *keys, listens="")

    def ends(self) -> int:
        """Wait for the end; the exit code."""
        self.run.expect(pexpect.EOF)
        self._take(self.run.before or "")
        self.run.close()
        assert "Traceback" not in self.raw, self.raw
        assert self.run.exitstatus is not None, self.raw
        return self.run.exitstatus

    def looks_right(self) -> None:
        """No line is broken by the terminal's edge, and nothing on the screen is garbage."""
        lines = [line.rstrip() for line in self.unbroken.display]
        widest = max(lines, key=_columns)
        assert _columns(widest) <= self.columns, f"{_columns(widest)} columns: {widest!r}"
        shown = self.shown
        assert not [each for each in _GARBAGE if each in shown], shown
        assert not [each for each in shown if unicodedata.category(each) == "Cc" and each != "\n"]


class StartsPython(Screen):
    """Starts a Python of its own, as a person does, where starting is part of what is tested."""

    def start(
        self, command: list[str], variables: Mapping[str, str], size: tuple[int, int]
    ) -> "pexpect.spawn[str] | TerminalRun":
        run = pexpect.spawn(
            sys.executable,
            command,
            encoding="utf-8",
            codec_errors="surrogateescape",
            dimensions=size,
            timeout=LATEST,
            env=variables,
        )
        run.delaybeforesend = None
        return run


def _columns(line: str) -> int:
    return len(line) + sum(unicodedata.east_asian_width(each) in "WF" for each in line)


class Asked(Screen):
    """`statplan init` with the terminal's prompter: a list is moved through, a text is typed."""

    enter, back_key = ENTER, SHIFT_TAB

    def __init__(
        self, folder: Path, *flags: str, size: tuple[int, int] = SMALL, **env: str
    ) -> None:
        super().__init__((*INIT, str(folder), *flags), size, **env)

    def listening(self) -> bool:
        """Whether a prompt has begun to read since the last keys, and is drawn whole."""
        _, found, since = self.fresh.rpartition(LISTENS)
        return bool(found) and _DRAWS in since and self.drawn()

    def drawn(self) -> bool:
        """Whether the program has ended what it draws."""
        return self.raw.rfind(_DRAWN) > self.raw.rfind(_DRAWS)

    @property
    def text(self) -> str:
        """What a person has before their eyes, however it was broken into lines."""
        return flat(self.shown)

    def put(self, words: str) -> str:
        """Wait until a prompt with these words listens, look at the screen, and return it."""
        self.wait(lambda: self.listening() and words in self.text)
        self.looks_right()
        return self.text

    def type(self, words: str, text: str = "") -> str:
        """Answer a question by a text; where none is given, Enter keeps what stands."""
        shown = self.put(words)
        self.send(text, self.enter)
        return shown

    def key(self, words: str, key: str) -> str:
        """Press one key that steers: `?`, `<`, `/`, Ctrl-C, Ctrl-D."""
        shown = self.put(words)
        self.send(key)
        return shown

    def send_back(self, words: str) -> None:
        """Go back from a question by the other key, where there is one."""
        self.put(words)
        self.send(self.back_key)

    def paste(self, words: str, *lines: str) -> None:
        """Paste lines, and go on."""
        self.put(words)
        self.send(pasted("\n".join(lines)))
        self.sees(lines[-1][-12:], self.enter)

    def hands_in(self, text: str) -> None:
        """Paste a text, whatever it is, then Enter; wait for the prompt that comes of it."""
        self.send(pasted(text))
        self.wait(lambda: _DRAWS in self.fresh and self.drawn())
        if "\n" in text.strip() and "(arrows" not in self.shown:
            told = "What was pasted had several lines"
            self.wait(lambda: told in self.fresh and LISTENS in self.fresh.rpartition(told)[2])
            self.wait(self.listening)
        self.send(self.enter)
        self.wait(self.listening)

    def pick(self, words: str, title: str) -> str:
        """Choose one by its first letters, once it is pointed at."""
        self.put(words)
        self.send(title)
        self.wait(lambda: self.drawn() and self._pointed().startswith(title))
        self.looks_right()
        assert words in self.text, self.shown
        shown = self.text
        self.send(self.enter)
        return shown

    def tick(self, words: str, *titles: str) -> None:
        """Choose several by their first letters."""
        self.put(words)
        for title in titles:
            self.run.send(title.partition(" ")[0])
            self.wait(lambda title=title: self._pointed()[2:].startswith(title))  # type: ignore[misc]
            self.run.send(" ")
            self.wait(lambda: self._pointed().startswith("\u25cf"))
        self.send(self.enter)

    def _pointed(self) -> str:
        """The title that is pointed at."""
        rows = [each[3:] for each in self.shown.split("\n") if each.startswith(" > ")]
        return rows[-1] if rows else ""


class PlainlyAsked(Asked):
    """`statplan init` with the plain prompter: everything is a line."""

    enter, back_key = "\n", "<\n"

    def listening(self) -> bool:
        return self.fresh.endswith(CUES)

    @property
    def text(self) -> str:
        return flat(self.fresh)

    def looks_right(self) -> None:
        assert "\x1b" not in self.raw
        assert not [each for each in self.raw if each not in "\r\n" and not each.isprintable()]

    def key(self, words: str, key: str) -> str:
        return super().key(words, f"{key}\n" if key.isprintable() else key)

    def paste(self, words: str, *lines: str) -> None:
        """Paste lines: where several may be listed they are one reply."""
        self.put(words)
        self.send("".join(f"{each}\n" for each in lines), "\n")

    def hands_in(self, text: str) -> None:
        self.send(text, self.enter)
        self.wait(self.listening)

    def pick(self, words: str, title: str) -> str:
        return self.type(words, title)

    def tick(self, words: str, *titles: str) -> None:
        self.type(words, "; ".join(titles))
