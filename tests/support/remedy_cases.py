"""Cases for the commands that messages offer: a folder's state, the message, what is typed then."""

import os
import re
import shlex
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.support.command_folders import apply_commands
from tests.support.commands import run
from tests.support.remedy_places import RemedyPlace
from tests.support.year import Clock, edit

PLACEHOLDER = re.compile(r"[A-Z_]+")


@dataclass(frozen=True, slots=True)
class RemedyFolder:
    """A folder with a plan, which is the working folder, and what tests may change beside it."""

    path: Path
    clock: Clock
    patch: pytest.MonkeyPatch

    def type(self, *commands: str) -> None:
        """Type commands that succeed."""
        for command in commands:
            code, out, err = run(*shlex.split(command))
            assert code == 0, (command, out, err)

    def decide(self, *commands: str) -> None:
        """Type commands that change nothing but this folder, or put in it what they once made."""
        apply_commands(self.path, *commands)

    def edit(self, old: str, new: str) -> None:
        """Replace a text in the plan."""
        edit(self.path, old, new)

    def write(self, name: str, text: str) -> Path:
        """Write a file."""
        path = self.path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path


Step = Callable[[RemedyFolder], object]


def do_nothing(folder: RemedyFolder) -> None:
    """Leave a folder as it is."""
    del folder


def publish(folder: RemedyFolder) -> None:
    """Publish the year."""
    apply_commands(folder.path, "publish")


@dataclass(frozen=True, slots=True)
class RemedyCase:
    """A message that offers commands, and how each of them is followed.

    Attributes:
        place: the name of the place in the program that offers them.
        shown_by: the command that shows the message, or a function that returns it.
        prepare: brings the folder into the state in which it is shown.
        fill: what a person types for a placeholder, or a pattern by which the message says it.
        more: words that a person adds to a command that the message names without them.
        follow: does what the message says before the command is typed.
        after: a command that succeeds after the last of them, because the message said so.
        exit_code: the exit code of the offered commands.
        is_mended: the message is not shown any more afterwards.
        check: anything else that is so afterwards.
    """

    place: str
    shown_by: str | Callable[[RemedyFolder], str]
    prepare: Step = publish
    fill: Mapping[str, str | re.Pattern[str]] = field(default_factory=dict)
    more: Mapping[str, str] = field(default_factory=dict)
    follow: Step = do_nothing
    after: str = ""
    exit_code: int = 0
    is_mended: bool = False
    check: Callable[[RemedyFolder], bool] | None = None


def follow_remedy(case: RemedyCase, place: RemedyPlace, folder: RemedyFolder) -> None:
    """Show a message, then type each command that it offers, each in the same state."""
    case.prepare(folder)
    shown = _show_message(case, folder)
    match = place.pattern.search(shown)
    assert match, shown
    saved = folder.path.with_name("saved")
    shutil.copytree(folder.path, saved, symlinks=True)
    for offered in match.groups():
        _restore_folder(folder.path, saved)
        case.follow(folder)
        words = [_fill_word(case, word, shown) for word in shlex.split(offered)]
        _type_command([*words, *shlex.split(case.more.get(words[0], ""))], case.exit_code)
        if case.is_mended:
            assert not place.pattern.search(_show_message(case, folder))
        if case.check:
            assert case.check(folder), words
    if case.after:
        folder.type(case.after)


def _type_command(words: list[str], exit_code: int) -> None:
    """Type a command; its output goes into a file where the command says so."""
    words, target = (words[:-2], words[-1]) if ">" in words else (words, "")
    code, out, err = run(*words)
    assert code == exit_code, (words, out, err)
    if target:
        Path(target).write_text(out, encoding="utf-8")


def _show_message(case: RemedyCase, folder: RemedyFolder) -> str:
    if not isinstance(case.shown_by, str):
        return case.shown_by(folder)
    _, out, err = run(*shlex.split(case.shown_by))
    return out + err


def _restore_folder(path: Path, saved: Path) -> None:
    """Put back what is in a folder; the folder itself stays the one in which a journal was made."""
    working_folder = Path.cwd()
    os.chdir(path.parent)
    for entry in path.iterdir():
        shutil.rmtree(entry) if entry.is_dir() and not entry.is_symlink() else entry.unlink()
    shutil.copytree(saved, path, symlinks=True, dirs_exist_ok=True)
    os.chdir(working_folder)


def _fill_word(case: RemedyCase, word: str, shown: str) -> str:
    if not PLACEHOLDER.fullmatch(word):
        return word
    filling = case.fill[word]
    if isinstance(filling, str):
        return filling
    match = filling.search(shown)
    assert match, (word, shown)
    return match[1]
